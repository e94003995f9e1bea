"""A weighted sum of a program over rows, with its derivatives."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from thalweg.expressions import Program, gradient, hessian_product
from thalweg.problems.base import Array, stacked
from thalweg.problems.rows import row_sums


class RowMean:
    """A weighted sum of a program over rows, with its derivatives.

    Parameters
    ----------
    program : Program
        Inputs are the parameters, then one for each column; one output.
    params : sequence of str
    columns : sequence of ndarray, shape (rows,)
        Empty for a program in the parameters alone.
    weight : float
        1/rows for a mean.
    """

    def __init__(
        self,
        program: Program,
        params: Sequence[str],
        columns: Sequence[Array] = (),
        weight: float = 1.0,
    ) -> None:
        self.program, self.params = program, params
        self.columns, self.weight = list(columns), weight

    @cached_property
    def gradient_program(self) -> Program:
        """Value and gradient of one row."""
        return gradient(self.program, self.params)

    @cached_property
    def hessian_program(self) -> Program:
        """Hessian times vector of one row; its inputs are the parameters, the columns, then the vector."""
        return hessian_product(self.program, self.params)

    def over(self, columns: Sequence[Array], weight: float) -> RowMean:
        """The same program over other rows, (rows,) or (runs, rows)."""
        other = RowMean(self.program, self.params, columns, weight)
        # What is compiled serves both.
        other.__dict__["gradient_program"] = self.gradient_program
        return other

    def sums(self, theta: Array, *, slope: bool) -> Array:
        """Value (and gradient): theta (d, runs) to (1 or 1 + d, runs)."""
        program = self.gradient_program if slope else self.program
        with np.errstate(all="ignore"):
            if not self.columns:
                return stacked(program.arrays(*theta), theta.shape[1:])
            total = row_sums(program.arrays, list(theta), self.columns, len(program.outputs))
        total *= self.weight
        return total

    def products(self, theta: Array, v: Array) -> Array:
        """Hessian times v: (d, runs)."""
        d, k = len(theta), len(self.columns)
        compiled = self.hessian_program.arrays

        def reordered(*args: Any) -> Any:
            scalars, columns = args[: 2 * d], args[2 * d : 2 * d + k]
            return compiled(*scalars[:d], *columns, *scalars[d:])

        with np.errstate(all="ignore"):
            return self.weight * row_sums(reordered, list(theta), self.columns, d, extra=list(v))
