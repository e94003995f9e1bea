"""The data panel: the rows as points, and the first of them as a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.errors import ArgumentError
from thalweg.problems.base import Problem
from thalweg.problems.fit import Fit
from thalweg.scenes.axis import Axis, limits
from thalweg.scenes.fitted import class_names, shown_rows
from thalweg.scenes.look import Cast
from thalweg.scenes.text import MINUS, count, listing, number, one_line
from thalweg.scenes.words import between

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

ROWS = 5
"""Rows of the table."""

ALIKE = 0.6
"""Where the places of rows are at most this part of the rows, many lie on each other: the points say how many."""

DIGITS = 4
"""Significant digits that the largest number of a column has at most, beside those before its point."""


@dataclass(frozen=True)
class Sheet:
    """The first rows of the table.

    Attributes
    ----------
    names : tuple of str
        Of all columns used, the target last.
    cells : tuple of tuple of str, shape (row, column)
        The numbers of a column have equally many decimals.
    rows : int
        Of the whole table.
    needed : tuple of int
        The columns that the picture shows, and the target: they are never left out.
    """

    names: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    rows: int
    needed: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class _Rows:
    """What all kinds of the panel have in common.

    Attributes
    ----------
    axes : tuple of Axis
        Two, or three with the target upwards.
    points : array, shape (point, axis)
        The data, in the table's own units.
    counts : int array, shape (point,), or None
        How many rows a point stands for, where many lie on each other.
    classes : array, shape (point,), or None
        0 and 1, where the target is two-valued and stands on no axis.
    class_names : tuple of str
    notes : tuple of str
        Which inputs were chosen, and what was left out.
    sheet : Sheet
    cast : Cast
        Empty: no run is seen here.
    """

    axes: tuple[Axis, ...]
    points: np.ndarray
    counts: np.ndarray | None
    classes: np.ndarray | None
    class_names: tuple[str, ...]
    notes: tuple[str, ...]
    sheet: Sheet
    cast: Cast = field(default_factory=Cast)

    @property
    def marks(self) -> tuple[str | tuple[str, str], ...]:
        """What the key has to explain."""
        kinds = ("first class", "second class")
        return tuple(zip(kinds, self.class_names, strict=False)) if self.classes is not None else ()

    @property
    def words(self) -> str:
        """The panel in words."""
        sheet = self.sheet
        spans = [
            f"{axis.label} {between(_span(axis, p))}"
            for axis, p in zip(self.axes, self.points.T, strict=True)
        ]
        text = f"{count(sheet.rows, 'row')} of data as points over {listing(spans)}"
        if self.classes is not None:
            sizes = [int(np.sum(self.classes == k)) for k in (0, 1)]
            named = [f"{n:,} with {name}" for n, name in zip(sizes, self.class_names, strict=True)]
            text += f": {listing(named)}"
        text = ". ".join([text, *(note.replace(MINUS, "-") for note in self.notes)])
        first = [
            f"{n} {c.replace(MINUS, '-')}" for n, c in zip(sheet.names, sheet.cells[0], strict=True)
        ]
        more = len(first) - 6
        stated = listing([*first[:6], count(more, "more column")] if more > 0 else first)
        return f"{text}. A table shows the first {count(len(sheet.cells), 'row')}; the first: {stated}."


@dataclass(frozen=True, eq=False)
class Scatter(_Rows):
    """The data as points in a plane."""

    dims: ClassVar[int] = 2


@dataclass(frozen=True, eq=False)
class Cloud(_Rows):
    """The data as points in space, the target upwards."""

    dims: ClassVar[int] = 3


def _span(axis: Axis, values: np.ndarray) -> tuple[float, float]:
    return (float(values.min()), float(values.max())) if len(values) else axis.limits


def data_problem(problem: Problem) -> Fit:
    """Return the problem if it has data, or say that there are none.

    Raises
    ------
    ArgumentError
        ``the data panel shows the table of a Fit; "x**2 + y**2" has none: choose another panel``.
    """
    if not isinstance(problem, Fit):
        raise ArgumentError(
            f'the data panel shows the table of a Fit; "{one_line(problem.title)}" has none: '
            "choose another panel"
        )
    return problem


def check(scene: Scene) -> None:
    """Refuse a scene without data."""
    data_problem(scene.problem)


def describe(scene: Scene) -> Scatter | Cloud:
    """Describe the rows as points, and the first of them as a table.

    One input stands against the target; two stand under it in space, or side by side where the target is two-valued,
    whose classes are then told by colour and marker. Of more inputs, those that are most correlated with the target
    are shown.
    """
    problem = data_problem(scene.problem)
    columns = {name: np.asarray(c, dtype=float) for name, c in problem.columns.items()}
    y = columns[problem.target]
    inputs, names = problem.inputs, class_names(problem)
    values = np.unique(y)
    if not problem.classes and len(values) == 2:
        target = one_line(problem.target)
        names = names or tuple((v, f"{target} = {number(v)}") for v in values.tolist())
    two = len(names) == 2 and len(values) == 2
    wanted = 2 if len(inputs) == 2 or (two and len(inputs) > 2) else 1
    chosen, notes = _chosen(problem, columns, wanted)
    kept, thinned = shown_rows(len(y))
    across = [Axis(one_line(name), limits(columns[name])) for name in chosen]
    parts = [columns[name] for name in chosen]
    if not chosen:
        across, parts = (
            [Axis("row", limits(np.arange(1.0, len(y) + 1)), whole=True)],
            [np.arange(1.0, len(y) + 1)],
        )
    upwards = Axis(one_line(problem.target), limits(y), names=names if two else ())
    order = [*inputs, problem.target]
    needed = tuple(order.index(name) for name in dict.fromkeys([*chosen, problem.target]))
    sheet = _sheet(problem, order, columns, needed)
    if wanted == 2 and two:
        points = np.stack(parts, axis=-1)[kept]
        classes = (y == values[1]).astype(int)[kept]
        return Scatter(
            tuple(across),
            points,
            None,
            classes,
            tuple(n for _, n in names),
            (*notes, *thinned),
            sheet,
        )
    points = np.stack([*parts, y], axis=-1)
    if len(parts) == 2:
        return Cloud((*across, upwards), points[kept], None, None, (), (*notes, *thinned), sheet)
    places, counts = np.unique(points, axis=0, return_counts=True)
    if len(places) <= ALIKE * len(points) and len(places) <= len(kept):
        larger = "larger points stand for more rows"
        return Scatter((*across, upwards), places, counts, None, (), (*notes, larger), sheet)
    return Scatter((*across, upwards), points[kept], None, None, (), (*notes, *thinned), sheet)


def _chosen(
    problem: Fit, columns: dict[str, np.ndarray], wanted: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The inputs that stand on axes, and a note where they are not all."""
    inputs = problem.inputs
    if len(inputs) <= wanted:
        return inputs, ()
    y = columns[problem.target]
    found = {name: correlation(columns[name], y) for name in inputs}
    best = sorted(inputs, key=lambda name: -abs(found[name]))[:wanted]
    stated = listing([number(found[name], 2) for name in best])
    which = "the input" if wanted == 1 else "the inputs"
    return tuple(best), (
        f"axes: {which} most correlated with {one_line(problem.target)} (r = {stated})",
    )


def correlation(x: np.ndarray, y: np.ndarray) -> float:
    """Pearson's correlation; 0 where a column does not change."""
    a, b = x - x.mean(), y - y.mean()
    # Scaled first: the square of a number above 1e154 is infinite.
    big = [float(np.max(np.abs(v), initial=0.0)) for v in (a, b)]
    if not all(math.isfinite(v) and v > 0 for v in big):
        return 0.0
    a, b = a / big[0], b / big[1]
    return float(a @ b / math.sqrt(float(a @ a) * float(b @ b)))


def _sheet(
    problem: Fit, order: Sequence[str], columns: dict[str, np.ndarray], needed: tuple[int, ...]
) -> Sheet:
    cells = []
    for name in order:
        first = columns[name][:ROWS]
        if name == problem.target and problem.classes:
            cells.append(tuple(one_line(problem.classes[int(v)]) for v in first.tolist()))
        else:
            cells.append(alike(first.tolist()))
    return Sheet(
        tuple(one_line(name) for name in order),
        tuple(zip(*cells, strict=True)),
        len(columns[problem.target]),
        needed,
    )


def alike(values: Sequence[float]) -> tuple[str, ...]:
    """Numbers of a column with equally many decimals, so that their points stand below each other.

    As many decimals as the numbers have, up to four significant digits of the largest.
    """
    size = max((abs(v) for v in values if math.isfinite(v)), default=0.0)
    if size and not 1e-4 <= size < 1e7:
        return tuple(number(v, DIGITS) for v in values)
    most = max(0, DIGITS - 1 - (math.floor(math.log10(size)) if size else 0))
    decimals = next(
        (k for k in range(most) if all(abs(round(v, k) - v) <= 1e-9 * size for v in values)), most
    )
    return tuple(
        (MINUS if round(v, decimals) < 0 else "") + f"{abs(v):.{decimals}f}" for v in values
    )
