"""The functions that a formula may call: one row each, from its name to its instruction.

SymPy's own ``Max``, ``Abs`` and ``sign`` search for simplifications (``Max`` nested twelve deep takes over 20 s) and
their derivatives bring ``Heaviside`` and ``DiracDelta``. The classes below never evaluate anything and state their
derivatives, with one rule at a kink: the value that automatic differentiation in PyTorch takes there.
"""

# ruff: noqa: D102 -- fdiff is SymPy's: the derivative by one argument, the same in every class

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sympy
from sympy.core.function import ArgumentIndexError


class _Function(sympy.Function):
    """A function that stays as written."""

    template = ""  # LaTeX; {} stands for each argument in turn

    if TYPE_CHECKING:  # SymPy's own annotations promise less than it returns

        def __new__(cls, *args: Any, **options: Any) -> Any: ...

        @property
        def args(self) -> Any: ...

    @classmethod
    def eval(cls, *_args: Any) -> None:
        return None

    @classmethod
    def _should_evalf(cls, arg: Any) -> int:
        return -1  # SymPy would turn Abs(-2.5) into a number

    def _latex(self, _printer: Any, exp: str | None = None) -> str:
        from thalweg.expressions.latex import latex

        text = latex(self)
        return text if exp is None else rf"\left({text}\right)^{{{exp}}}"


class Step(_Function):
    """1 where the argument is positive, else 0."""

    nargs = 1
    template = r"\left[{} > 0\right]"

    def fdiff(self, argindex: int = 1) -> Any:
        return sympy.Integer(0)


class Sign(_Function):
    """-1, 0 or 1; derivative 0."""

    nargs = 1
    template = r"\operatorname{{sign}}\left({}\right)"

    def fdiff(self, argindex: int = 1) -> Any:
        return sympy.Integer(0)


class Abs(_Function):
    """Absolute value; derivative sign, hence 0 at 0."""

    nargs = 1
    template = r"\left|{}\right|"

    def fdiff(self, argindex: int = 1) -> Any:
        return Sign(self.args[0])


class Relu(_Function):
    """The positive part; derivative 0 at 0."""

    nargs = 1
    template = r"\operatorname{{relu}}\left({}\right)"

    def fdiff(self, argindex: int = 1) -> Any:
        return Step(self.args[0])


class Sigmoid(_Function):
    """Logistic function 1/(1 + exp(-x))."""

    nargs = 1
    template = r"\sigma\left({}\right)"

    def fdiff(self, argindex: int = 1) -> Any:
        (x,) = self.args
        return Sigmoid(x) * Sigmoid(-x)


class Softplus(_Function):
    """log(1 + exp(x)), without overflow."""

    nargs = 1
    template = r"\operatorname{{softplus}}\left({}\right)"

    def fdiff(self, argindex: int = 1) -> Any:
        return Sigmoid(self.args[0])


class Maximum(_Function):
    """The largest of two or more, two at a time from the left; of two equal ones, each gets half of the derivative."""

    template = r"\max\left({}\right)"
    sense = 1

    def fdiff(self, argindex: int = 1) -> Any:
        count = len(self.args)
        if not 1 <= argindex <= count:
            raise ArgumentIndexError(self, argindex)
        *others, last = self.args
        rest = others[0] if count == 2 else self.func(*others)
        if argindex == count:
            return (1 + self.sense * Sign(last - rest)) / 2
        inner = 1 if count == 2 else rest.fdiff(argindex)
        return (1 + self.sense * Sign(rest - last)) / 2 * inner


class Minimum(Maximum):
    """The smallest of two or more, as `Maximum`."""

    template = r"\min\left({}\right)"
    sense = -1


class Greater(_Function):
    """1 where the first is greater than the second, else 0 (also where one is NaN)."""

    nargs = 2
    template = "{} > {}"

    def fdiff(self, argindex: int = 1) -> Any:
        return sympy.Integer(0)


class GreaterEqual(Greater):
    """1 where the first is at least the second, else 0."""

    template = r"{} \ge {}"


class Less(Greater):
    """1 where the first is less than the second, else 0: `Greater` with its arguments swapped, kept as written."""

    template = "{} < {}"


class LessEqual(Greater):
    """1 where the first is at most the second, else 0."""

    template = r"{} \le {}"


class Where(_Function):
    """The second argument where the first is not 0, else the third."""

    nargs = 3
    template = r"\begin{{cases}} {1} & \text{{if }} {0} \\ {2} & \text{{else}} \end{{cases}}"

    def fdiff(self, argindex: int = 1) -> Any:
        one, zero = sympy.Integer(1), sympy.Integer(0)
        if argindex == 1:
            return zero
        return Where(self.args[0], *((one, zero) if argindex == 2 else (zero, one)))


class Total(_Function):
    """Sum over the parameters: the reduction that optimizers' rules use."""

    nargs = 1
    template = r"\textstyle\sum {}"


class Norm(_Function):
    """Euclidean length over the parameters."""

    nargs = 1
    template = r"\left\lVert {} \right\rVert"


class Dot(_Function):
    """Inner product over the parameters."""

    nargs = 2
    template = r"\left\langle {}, {} \right\rangle"


def _sqrt(x: sympy.Expr, *, evaluate: bool = False) -> sympy.Expr:
    return sympy.Pow(x, sympy.Rational(1, 2), evaluate=evaluate)


@dataclass(frozen=True)
class Signature:
    """How a name in a formula is called and compiled.

    Attributes
    ----------
    symbol : type
        SymPy class of the call.
    op : str
        Instruction that computes it.
    number : callable or None
        Its value on plain numbers; raises where there is none. None where constants are not tried out.
    least, most : int
        Numbers of arguments allowed.
    reduces : bool
        Whether it runs over all parameters (allowed in optimizers' rules only).
    """

    symbol: Any
    op: str
    number: Callable[..., float] | None = None
    least: int = 1
    most: int = 1
    reduces: bool = False


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


def _softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


#: Every name that a formula may call.
FUNCTIONS: dict[str, Signature] = {
    "sin": Signature(sympy.sin, "sin", math.sin),
    "cos": Signature(sympy.cos, "cos", math.cos),
    "tan": Signature(sympy.tan, "tan", math.tan),
    "asin": Signature(sympy.asin, "asin", math.asin),
    "acos": Signature(sympy.acos, "acos", math.acos),
    "atan": Signature(sympy.atan, "atan", math.atan),
    "sinh": Signature(sympy.sinh, "sinh", math.sinh),
    "cosh": Signature(sympy.cosh, "cosh", math.cosh),
    "tanh": Signature(sympy.tanh, "tanh", math.tanh),
    "exp": Signature(sympy.exp, "exp", math.exp),
    "log": Signature(sympy.log, "log", math.log),
    "sqrt": Signature(_sqrt, "sqrt", math.sqrt),
    "abs": Signature(Abs, "abs", math.fabs),
    "sign": Signature(Sign, "sign", lambda x: float((x > 0) - (x < 0))),
    "relu": Signature(Relu, "relu", lambda x: max(x, 0.0)),
    "sigmoid": Signature(Sigmoid, "sigmoid", _sigmoid),
    "softplus": Signature(Softplus, "softplus", _softplus),
    "min": Signature(Minimum, "min", min, 2, 16),
    "max": Signature(Maximum, "max", max, 2, 16),
    "where": Signature(Where, "where", None, 3, 3),
    "sum": Signature(Total, "sum", reduces=True),
    "norm": Signature(Norm, "norm", reduces=True),
    "dot": Signature(Dot, "dot", None, 2, 2, reduces=True),
}

#: Other spellings of the same, as NumPy and textbooks have them.
ALIASES: dict[str, str] = {
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "ln": "log",
    "maximum": "max",
    "minimum": "min",
}

#: Functions that other languages have, and how a formula says the same.
ELSEWHERE: dict[str, str] = {
    "log10": "write log(...)/log(10)",
    "log2": "write log(...)/log(2)",
    "log1p": "write log(1 + ...)",
    "expm1": "write exp(...) - 1",
    "pow": "write (...)**(...)",
    "power": "write (...)**(...)",
    "square": "write (...)**2",
    "atan2": "for atan2(y, x) write 2*atan(y/(sqrt(x**2 + y**2) + x))",
    "arctan2": "for arctan2(y, x) write 2*atan(y/(sqrt(x**2 + y**2) + x))",
    "sum": "a parameter is one number: write a sum out, as x**2 + y**2",
    "mean": "a parameter is one number: write a mean out, as (x + y)/2",
    "norm": "a parameter is one number: write a norm out, as sqrt(x**2 + y**2)",
    "dot": "a parameter is one number: write a product out, as a*x + b*y",
    "if": "write where(x > 0, x, 0)",
}

#: Names that stand for a number.
CONSTANTS: dict[str, tuple[sympy.Expr, float]] = {
    "pi": (sympy.pi, math.pi),
    "π": (sympy.pi, math.pi),
    "e": (sympy.E, math.e),
}

#: Classes of the comparisons, by their name in Python's ``ast``.
COMPARISONS: dict[str, Any] = {"Gt": Greater, "GtE": GreaterEqual, "Lt": Less, "LtE": LessEqual}

#: Instruction of each SymPy class that a formula can hold.
OPS: dict[Any, str] = {f.symbol: f.op for f in FUNCTIONS.values() if f.op != "sqrt"} | {
    Step: "step",
    Greater: "gt",
    GreaterEqual: "ge",
    Less: "gt",
    LessEqual: "ge",
}
