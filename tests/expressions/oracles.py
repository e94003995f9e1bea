"""What the derivative tests share: our programs at a point, formulas evaluated by another library, and the kinks."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import numpy as np
import sympy

from expressions.interpreter import interpret
from expressions.strategies import words
from thalweg.expressions import (
    Expression,
    Program,
    compile_program,
    functions as fn,
    gradient,
    hessian_product,
    parse,
)


@dataclass(frozen=True)
class Compiled:
    """A formula with its programs."""

    text: str

    @cached_property
    def expression(self) -> Expression:
        return parse(self.text)

    @cached_property
    def programs(self) -> tuple[Program, Program]:
        """Value with gradient, and Hessian product."""
        names = self.expression.names
        program = compile_program([self.expression.sympy], names)
        return gradient(program, names), hessian_product(program, names)

    def at(
        self, x: Mapping[str, float], v: Mapping[str, float]
    ) -> tuple[float, list[float], list[float]]:
        """Value, gradient, and Hessian times v."""
        names = self.expression.names
        point, direction = ([np.float64(d[n]) for n in names] for d in (x, v))
        with np.errstate(all="ignore"):
            value, *slope = self.programs[0].arrays(*point)
            product = self.programs[1].arrays(*point, *direction)
        return float(value), [float(s) for s in slope], [float(p) for p in product]

    def size(self, x: Mapping[str, float], v: Mapping[str, float]) -> float:
        """The largest number on the way: rounding is relative to this, not to a result that cancels."""
        names = self.expression.names
        values = [x[n] for n in names] + [v[n] for n in names]
        product = self.programs[1]
        count = len(product.inputs) + len(product.instructions)
        every = Program(product.inputs, product.instructions, tuple(range(count)))
        first = interpret(self.programs[0], values[: len(names)])
        return max((abs(float(r)) for r in (*interpret(every, values), *first)), default=1.0)


def evaluate(text: str, namespace: Mapping[str, Any]) -> Any:
    """A formula of the tests as Python reads it: the oracle for precedence."""
    return eval(text, {"__builtins__": {}}, dict(namespace))  # noqa: S307


def library(module: Any, asarray: Callable[[Any], Any], **functions: Any) -> dict[str, Any]:
    """The formula language's names in an array library."""

    def unary(function: Any) -> Any:
        return lambda x: function(asarray(x))

    def fold(function: Any) -> Any:
        return lambda *xs: reduce(function, map(asarray, xs))

    names = words("sin cos tan sinh cosh tanh exp log sqrt abs sign")
    found = {n: unary(getattr(module, n)) for n in names}
    found |= {n: unary(getattr(module, f"arc{n[1:]}")) for n in ("asin", "acos", "atan")}
    found |= {"max": fold(module.maximum), "min": fold(module.minimum)}
    found |= {n: unary(f) for n, f in functions.items()}
    found |= {name: found[known] for name, known in fn.ALIASES.items()}
    found["where"] = lambda c, a, b: module.where(c, asarray(a), asarray(b))
    return found | {"pi": math.pi, "e": math.e}


def _larger(a: Any, b: Any) -> Any:
    # SymPy's own Max takes 20 s for a few arguments.
    return (a + b + sympy.Abs(a - b)) / 2


def to_sympy(tree: Any) -> Any:
    """The tree in SymPy's own functions, for SymPy to simplify and differentiate."""
    if isinstance(tree, sympy.Symbol):
        return sympy.Symbol(tree.name, real=True)
    args = [to_sympy(a) for a in tree.args]
    kinds = {
        fn.Abs: sympy.Abs,
        fn.Sign: sympy.sign,
        fn.Relu: lambda x: _larger(x, sympy.Integer(0)),
        fn.Sigmoid: lambda x: 1 / (1 + sympy.exp(-x)),
        fn.Softplus: lambda x: sympy.log(1 + sympy.exp(x)),
        fn.Maximum: lambda *xs: reduce(_larger, xs),
        fn.Minimum: lambda *xs: -reduce(_larger, [-x for x in xs]),
        fn.Where: lambda c, a, b: sympy.Piecewise((a, c), (b, True)),
        fn.Greater: sympy.StrictGreaterThan,
        fn.GreaterEqual: sympy.GreaterThan,
        fn.Less: sympy.StrictLessThan,
        fn.LessEqual: sympy.LessThan,
    }
    if not args:
        return tree
    return kinds.get(type(tree), tree.func)(*args)


NAN, INF = math.nan, math.inf

#: Formula, point, gradient there: the one that PyTorch takes.
KINKS = [
    ("abs(x)", (0,), (0,)),
    ("abs(x)", (-2,), (-1,)),
    ("abs(-x)", (0,), (0,)),
    ("sign(x)*y", (0, 3), (0, 0)),
    ("relu(x)", (0,), (0,)),
    ("relu(-x)", (0,), (0,)),
    ("relu(x)", (1,), (1,)),
    ("max(x, y)", (2, 2), (0.5, 0.5)),
    ("min(x, y)", (2, 2), (0.5, 0.5)),
    ("max(x, y)", (2, 1), (1, 0)),
    ("min(x, y)", (2, 1), (0, 1)),
    ("max(x, 0)", (0,), (0.5,)),
    ("min(3*x, y)", (1, 3), (1.5, 0.5)),
    ("max(x, y, z)", (1, 1, 1), (0.25, 0.25, 0.5)),
    ("min(x, y, z)", (1, 1, 2), (0.5, 0.5, 0)),
    ("max(x, x)", (1,), (1,)),
    ("max(abs(x), abs(y))", (0, 0), (0, 0)),
    ("where(x > 0, x, 3*x)", (0,), (3,)),
    ("where(x >= 0, x, 3*x)", (0,), (1,)),
    ("where(x < 0, x, 3*x)", (0,), (3,)),
    ("where(x <= 0, x, 3*x)", (0,), (1,)),
    ("where(x > y, x*y, x + y)", (1, 1), (1, 1)),
    ("sqrt(x)", (0,), (INF,)),
    ("x**0.5", (0,), (INF,)),
    ("x**1.5", (0,), (0,)),
    ("abs(x)**1.5", (0,), (0,)),
    ("log(x)", (0,), (INF,)),
    ("x**2", (0,), (0,)),
    ("x**3", (0,), (0,)),
    ("x**0 + x", (0,), (1,)),
    ("x**y", (0, 1.5), (0, 0)),
    ("x**y", (0, 0), (0, 0)),
    ("x**y", (2, 0), (0, math.log(2))),
    ("abs(x)**y", (0, 2), (0, 0)),
    # The branch that is not chosen has an infinite derivative, and 0 times infinity is NaN, there as here.
    ("where(x > 0, sqrt(x), 0)", (0,), (NAN,)),
    ("sqrt(x**2)", (0,), (NAN,)),
]
