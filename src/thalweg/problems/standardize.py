"""Standardised columns, and the way back to parameters in the user's units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from thalweg.errors import DataError
from thalweg.problems.base import Array
from thalweg.problems.collapse import Terms

#: Rows on which the map back is solved and checked; an exact map needs no more.
_ROWS = 4_096

#: Below this size, squares have lost digits to underflow.
_SMALLEST = 1e-140

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
    columns: Mapping[str, Array], names: Iterable[str], source: str, *, centre: bool
) -> dict[str, Scaling]:
    """Mean (0 unless `centre`) and standard deviation of each column; a constant column keeps scale 1.

    Raises
    ------
    DataError
        ``column "x" of huge.csv reaches from -1e+308 to 1e+308, which is too far to be standardised; ...``
    """
    found = {}
    for name in names:
        column = columns[name]
        low, high = float(np.min(column)), float(np.max(column))
        mean, deviation = _moments(column, max(abs(low), abs(high)))
        found[name] = Scaling(mean if centre else 0.0, deviation if low < high else 1.0)
        with np.errstate(all="ignore"):
            ends = found[name].apply(np.array([low, high]))
        if not np.all(np.isfinite(ends)):
            raise DataError(
                f'column "{name}" of {source} reaches from {low:g} to {high:g}, which is too far to be standardised; '
                "give it in a larger unit"
            )
    return found


def _moments(column: Array, largest: float) -> tuple[float, float]:
    """Mean and standard deviation, of numbers too whose sum or squares are too large or small for a float."""
    with np.errstate(all="ignore"):
        mean, deviation = float(np.mean(column)), float(np.std(column))
        if not (np.isfinite(mean) and np.isfinite(deviation) and deviation > _SMALLEST):
            part = column / largest
            return float(np.mean(part)) * largest, float(np.std(part)) * largest
    return mean, deviation


def _sizes(columns: Array) -> Array:
    """The length of each column (n, d), or what can stand for it: 1 of zeros, the largest of huge or tiny numbers."""
    with np.errstate(over="ignore"):
        size = np.linalg.norm(columns, axis=0)
    exact = np.isfinite(size) & (size > _SMALLEST)
    size = np.where(exact, size, np.max(np.abs(columns), axis=0, initial=0.0))
    return np.where(size == 0, 1.0, size)


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
    if not (np.all(np.isfinite(phi)) and np.all(np.isfinite(wanted))):
        return None
    size, size_scaled = _sizes(phi), _sizes(phi_scaled)
    solved = np.linalg.lstsq(phi / size, wanted, rcond=None)[0]
    error = np.max(np.abs(phi / size @ solved - wanted))
    if error > _TOLERANCE * max(1e-300, float(np.max(np.abs(wanted)))):
        return None
    # The other way round too: a relu that is 0 on all scaled rows has lost its parameter.
    phi, phi_scaled = phi / size, phi_scaled / size_scaled
    if not np.allclose(_projected(phi_scaled, phi), phi, rtol=0, atol=_TOLERANCE):
        return None
    solved = solved / size[:, None]
    return ParameterMap(np.ascontiguousarray(solved[:, :-1].T), solved[:, -1].copy())


def _projected(basis: Array, vectors: Array) -> Array:
    """What of the columns of `vectors` lies in the span of those of `basis`."""
    return basis @ np.linalg.lstsq(basis, vectors, rcond=None)[0]


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
