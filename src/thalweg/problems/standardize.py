"""Standardised columns, and the way back to parameters in the user's units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from thalweg.problems.base import Array
from thalweg.problems.collapse import Terms

#: Rows on which the map back is solved and checked; an exact map needs no more.
_ROWS = 4_096

#: Largest error of the map, relative to the predictions, that counts as rounding.
_TOLERANCE = 1e-8


@dataclass(frozen=True)
class Scaling:
    """A column as ``(column - shift)/scale``."""

    shift: float
    scale: float

    def apply(self, column: Array) -> Array:
        """From the user's units."""
        return (column - self.shift) / self.scale

    def undo(self, column: Array) -> Array:
        """To the user's units."""
        return column * self.scale + self.shift


def scalings(
    columns: Mapping[str, Array], names: Iterable[str], *, centre: bool
) -> dict[str, Scaling]:
    """Mean (0 unless `centre`) and standard deviation of each column; a constant column keeps scale 1."""
    found = {}
    for name in names:
        column = columns[name]
        deviation = float(np.std(column))
        found[name] = Scaling(float(np.mean(column)) if centre else 0.0, deviation or 1.0)
    return found


@dataclass(frozen=True)
class ParameterMap:
    """``theta_original = theta @ matrix + offset``: the same model for columns in the user's units."""

    matrix: Array  # (d, d)
    offset: Array  # (d,)

    def __call__(self, theta: Array) -> Array:
        """Map points (..., d)."""
        return theta @ self.matrix + self.offset


def parameter_map(
    terms: Terms,
    params: tuple[str, ...],
    columns: Mapping[str, Array],
    scaled: Mapping[str, Scaling],
    target: Scaling,
) -> ParameterMap | None:
    """Solve for the parameters in the user's units, for a model linear in its parameters.

    Parameters
    ----------
    terms : Terms
        The model's terms in the columns.
    params : tuple of str
        The model's d parameters.
    columns : mapping of str to ndarray, shape (n,)
        In the user's units.
    scaled : mapping of str to Scaling
        How the inputs were standardised.
    target : Scaling
        How the target was.

    Returns
    -------
    ParameterMap or None
        None where no exact map exists: ``w*x`` without an intercept cannot follow a shift of x.
    """
    rows = len(next(iter(columns.values()))) if columns else 1
    pick = np.unique(np.linspace(0, rows - 1, min(rows, _ROWS)).astype(np.intp))
    original = {n: c[pick] for n, c in columns.items()}
    moved = {n: scaled[n].apply(c) if n in scaled else c for n, c in original.items()}
    order = [_parameter(terms, params, i) for i in range(1, len(terms.monomials))]
    if sorted(order) != list(range(len(params))):
        return None
    base, phi = _design(terms, original, order, len(pick))
    base_scaled, phi_scaled = _design(terms, moved, order, len(pick))
    wanted = np.column_stack(
        [target.scale * phi_scaled, target.scale * base_scaled + target.shift - base]
    )
    size = np.linalg.norm(phi, axis=0)
    size[size == 0] = 1.0
    if not (np.all(np.isfinite(phi)) and np.all(np.isfinite(wanted))):
        return None
    solved = np.linalg.lstsq(phi / size, wanted, rcond=None)[0]
    error = np.max(np.abs(phi / size @ solved - wanted))
    if error > _TOLERANCE * max(1e-300, float(np.max(np.abs(wanted)))):
        return None
    solved = solved / size[:, None]
    return ParameterMap(np.ascontiguousarray(solved[:, :-1].T), solved[:, -1].copy())


def _parameter(terms: Terms, params: tuple[str, ...], monomial: int) -> int:
    ((index, _power),) = terms.monomials[monomial]
    return params.index(str(terms.generators[index]))


def _design(
    terms: Terms, columns: Mapping[str, Array], order: list[int], rows: int
) -> tuple[Array, Array]:
    """The parameter-free part (n,) and the coefficient of each parameter (n, d)."""
    values = terms.values(columns, 0, rows)
    phi = np.empty((rows, len(order)))
    phi[:, order] = values[:, 1:]
    return values[:, 0], phi
