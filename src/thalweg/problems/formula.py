"""A loss given as a formula in its parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from thalweg.errors import ArgumentError, FormulaError, nearest
from thalweg.expressions import (
    Expression,
    Program,
    compile_program,
    gradient,
    hessian_product,
    parse,
)
from thalweg.problems.base import Array, Problem, filled, stacked

if TYPE_CHECKING:
    import sympy


class Formula(Problem):
    """A loss written as a formula.

    Parameters
    ----------
    text : str
        For example ``"x**2 + 10*y**2"``; ``^`` is a power too. See ``docs/formulas.md`` for the language.
    params : sequence of str, optional
        The parameters in order. Default: the free symbols in order of first appearance.
    name : str, optional
        A name for titles, as in the catalogue.
    domain : mapping of str to (float, float), optional
        A good view.
    minima : iterable of sequence of float, optional
        Known minima.
    start : sequence of float, optional
        An instructive start.
    source : str, optional
        Where the function is from.

    Raises
    ------
    FormulaError
        The formula cannot be read; the message shows the place.
    ArgumentError
        ``params must name every symbol of the formula once; "y" is missing``.

    Examples
    --------
    >>> import thalweg as tw
    >>> bowl = tw.Formula("x**2 + 10*y**2")
    >>> bowl.params
    ('x', 'y')
    >>> bowl.loss([1.0, 1.0])
    array(11.)
    >>> bowl.gradient([1.0, 1.0])
    array([ 2., 20.])
    """

    kind = "formula"

    def __init__(
        self,
        text: str,
        params: Sequence[str] | None = None,
        *,
        name: str | None = None,
        domain: Mapping[str, tuple[float, float]] | None = None,
        minima: Iterable[Sequence[float]] = (),
        start: Sequence[float] | None = None,
        source: str | None = None,
    ) -> None:
        self.expression: Expression = parse(text)
        self.text = text
        self.params = _check_params(self.expression, params)
        self.name = name
        self.source = source
        self.title = name or text
        self.domain = (
            None if domain is None else {k: (float(a), float(b)) for k, (a, b) in domain.items()}
        )
        self.minima = tuple(tuple(float(v) for v in m) for m in minima)
        self.start = None if start is None else tuple(float(v) for v in start)
        for point in (*self.minima, *([self.start] if self.start is not None else [])):
            if len(point) != len(self.params):
                raise ArgumentError(
                    f"a point needs {len(self.params)} numbers ({', '.join(self.params)}); this one has {len(point)}"
                )

    @property
    def sympy(self) -> sympy.Expr:
        """The formula as a SymPy tree, as written."""
        return self.expression.sympy

    @cached_property
    def latex(self) -> str:  # type: ignore[override]
        """The formula as LaTeX mathematics."""
        return self.expression.latex

    @cached_property
    def program(self) -> Program:
        """Instructions of the loss."""
        return compile_program([self.expression.sympy], self.params)

    @cached_property
    def gradient_program(self) -> Program:
        """Instructions of the loss and its gradient."""
        return gradient(self.program, self.params)

    @property
    def closed(self) -> Program:
        """Instructions of the loss and its gradient in the parameters alone."""
        return self.gradient_program

    @cached_property
    def hessian_program(self) -> Program:
        """Instructions of the Hessian times a vector (inputs ``d:name``)."""
        return hessian_product(self.program, self.params)

    def _evaluate(
        self, theta: Array, rows: NDArray[np.intp] | None = None, *, slope: bool = True
    ) -> tuple[Array, Array | None]:
        if rows is not None:
            raise ArgumentError("a formula has no samples: batch_size and batches need a Fit")
        shape = theta.shape[1:]
        with np.errstate(all="ignore"):
            if not slope:
                return filled(self.program.arrays(*theta)[0], shape), None
            value, *parts = self.gradient_program.arrays(*theta)
        return filled(value, shape), stacked(parts, shape)

    def _hessian_product(self, theta: Array, v: Array) -> Array:
        with np.errstate(all="ignore"):
            return stacked(self.hessian_program.arrays(*theta, *v), theta.shape[1:])

    def __reduce__(self) -> tuple[Any, ...]:
        # What is compiled cannot be sent to another process; it is compiled again there.
        from thalweg.problems import from_spec

        return from_spec, (self.spec(), self.arrays())

    def spec(self) -> dict[str, Any]:
        """Plain data from which the problem can be built again."""
        return {
            "kind": self.kind,
            "text": self.text,
            "params": list(self.params),
            "name": self.name,
            "domain": None if self.domain is None else {k: list(v) for k, v in self.domain.items()},
            "minima": [list(m) for m in self.minima],
            "start": None if self.start is None else list(self.start),
            "source": self.source,
        }


def _check_params(expression: Expression, params: Sequence[str] | None) -> tuple[str, ...]:
    if params is None:
        if not expression.names:
            raise FormulaError(
                "the formula has no parameter: nothing can be minimised", expression.text, 0
            )
        return expression.names
    params = (params,) if isinstance(params, str) else tuple(params)
    rule = "params must name every symbol of the formula once"
    for name in expression.names:
        if name not in params:
            raise ArgumentError(f'{rule}; "{name}" is missing{nearest(name, params)}')
    for name in params:
        if params.count(name) > 1:
            raise ArgumentError(f'{rule}; "{name}" stands there {params.count(name)} times')
    return params
