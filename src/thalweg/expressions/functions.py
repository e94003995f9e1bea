"""The functions that a formula may call: one row each, from its name to its instruction.

SymPy's own ``Max``, ``Abs`` and ``sign`` search for simplifications (``Max`` nested twelve deep takes over 20 s) and
their derivatives bring ``Heaviside`` and ``DiracDelta``. The classes below never evaluate anything and state their
derivatives, with one rule at a kink: the value that automatic differentiation in PyTorch and JAX takes there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from sympy.core.function import ArgumentIndexError


class _Function(sympy.Function):
    """A function that stays as written."""

    template = ""  # LaTeX, with one {} for each argument

    @classmethod
    def eval(cls, *_args: Any) -> None:
        return None

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        text = self.template.format(*(printer._print(a) for a in self.args))
        return text if exp is None else rf"\left({text}\right)^{{{exp}}}"


class Step(_Function):
    """1 where the argument is positive, else 0."""

    nargs = 1
    template = r"\left[{} > 0\right]"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return sympy.Integer(0)


class Sign(_Function):
    """-1, 0 or 1; derivative 0."""

    nargs = 1
    template = r"\operatorname{{sign}}\left({}\right)"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return sympy.Integer(0)


class Abs(_Function):
    """Absolute value; derivative sign, hence 0 at 0."""

    nargs = 1
    template = r"\left|{}\right|"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return Sign(self.args[0])


class Relu(_Function):
    """The positive part; derivative 0 at 0."""

    nargs = 1
    template = r"\operatorname{{relu}}\left({}\right)"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return Step(self.args[0])


class Sigmoid(_Function):
    """Logistic function 1/(1 + exp(-x))."""

    nargs = 1
    template = r"\sigma\left({}\right)"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        (x,) = self.args
        return Sigmoid(x) * Sigmoid(-x)


class Softplus(_Function):
    """log(1 + exp(x)), without overflow."""

    nargs = 1
    template = r"\operatorname{{softplus}}\left({}\right)"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return Sigmoid(self.args[0])


class Maximum(_Function):
    """The larger of two; where both are equal, each gets half of the derivative."""

    nargs = 2
    template = r"\max\left({}, {}\right)"
    sense = 1

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        if argindex not in (1, 2):
            raise ArgumentIndexError(self, argindex)
        a, b = self.args if argindex == 1 else reversed(self.args)
        return (1 + self.sense * Sign(a - b)) / 2


class Minimum(Maximum):
    """The smaller of two; where both are equal, each gets half of the derivative."""

    template = r"\min\left({}, {}\right)"
    sense = -1


class Greater(_Function):
    """1 where the first is greater than the second, else 0."""

    nargs = 2
    template = "{} > {}"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return sympy.Integer(0)


class GreaterEqual(Greater):
    """1 where the first is at least the second, else 0."""

    template = r"{} \ge {}"


class Where(_Function):
    """The second argument where the first is not 0, else the third."""

    nargs = 3
    template = r"\begin{{cases}} {1} & \text{{if }} {0} \\ {2} & \text{{else}} \end{{cases}}"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
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


@dataclass(frozen=True)
class Callable:
    """How a name in a formula is called and compiled.

    Attributes
    ----------
    symbol : type
        SymPy class of the call.
    op : str
        Instruction that computes it.
    least, most : int
        Numbers of arguments allowed.
    reduces : bool
        Whether it runs over all parameters (allowed in optimizers' rules only).
    """

    symbol: Any
    op: str
    least: int = 1
    most: int = 1
    reduces: bool = False


#: Every name that a formula may call.
FUNCTIONS: dict[str, Callable] = {
    "sin": Callable(sympy.sin, "sin"),
    "cos": Callable(sympy.cos, "cos"),
    "tan": Callable(sympy.tan, "tan"),
    "asin": Callable(sympy.asin, "asin"),
    "acos": Callable(sympy.acos, "acos"),
    "atan": Callable(sympy.atan, "atan"),
    "sinh": Callable(sympy.sinh, "sinh"),
    "cosh": Callable(sympy.cosh, "cosh"),
    "tanh": Callable(sympy.tanh, "tanh"),
    "exp": Callable(sympy.exp, "exp"),
    "log": Callable(sympy.log, "log"),
    "sqrt": Callable(sympy.sqrt, "sqrt"),
    "abs": Callable(Abs, "abs"),
    "sign": Callable(Sign, "sign"),
    "relu": Callable(Relu, "relu"),
    "sigmoid": Callable(Sigmoid, "sigmoid"),
    "softplus": Callable(Softplus, "softplus"),
    "min": Callable(Minimum, "min", 2, 16),
    "max": Callable(Maximum, "max", 2, 16),
    "where": Callable(Where, "where", 3, 3),
    "sum": Callable(Total, "sum", reduces=True),
    "norm": Callable(Norm, "norm", reduces=True),
    "dot": Callable(Dot, "dot", 2, 2, reduces=True),
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

#: Instruction of each SymPy class that a formula can hold.
OPS: dict[Any, str] = {f.symbol: f.op for f in FUNCTIONS.values() if f.op != "sqrt"} | {
    Step: "step",
    Greater: "gt",
    GreaterEqual: "ge",
}
