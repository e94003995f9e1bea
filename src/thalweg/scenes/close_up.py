"""The loss close around a moving point: as much of it as one step needs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from thalweg.errors import ThalwegError
from thalweg.problems.base import Problem
from thalweg.scenes.arrows_at import Arrow
from thalweg.scenes.ground import same_units
from thalweg.scenes.levels import FEW, Levels, contour_levels
from thalweg.scenes.step import Step
from thalweg.scenes.text import number

SHAPE = 1.6
"""Width over height, unless the place asks for another."""

FILLED = 0.6
"""Part of the view that the arrows fill."""

LONGEST = 3.0
"""An arrow more than this many times as long as the step is cut at the edge: the step would be a dot."""

LEAST = 0.3
"""Of the step's longest part: so large the view is at least, where parts cancel."""

GRID = 61
LINE = 201

_NICE = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


@dataclass(frozen=True, eq=False)
class CloseUp:
    """The neighbourhood of the point before a step; all places are relative to it.

    Attributes
    ----------
    box : tuple of (float, float)
        Limits of every parameter.
    at : tuple of arrays
        Coordinates of the grid.
    loss : array, shape (nx,) or (ny, nx)
        NaN where it is not finite or not known.
    levels : Levels or None
        Of two parameters; None where the loss cannot be told from flat.
    equal : bool
        Whether one unit has the same length on both axes.
    cut : tuple of float
        For each arrow 1, or the fraction of it that stays in the view.
    note : str
    """

    box: tuple[tuple[float, float], ...]
    at: tuple[np.ndarray, ...]
    loss: np.ndarray
    levels: Levels | None
    equal: bool
    cut: tuple[float, ...]
    note: str = ""

    @property
    def span(self) -> str:
        """How large it is: ``'0.2 × 0.125'``."""
        return " × ".join(number(high - low, 2) for low, high in self.box)


def close_up(
    problem: Problem, step: Step, arrows: Sequence[Arrow], shape: float = SHAPE
) -> CloseUp:
    """Choose a view that shows the step, and compute the loss in it.

    Parameters
    ----------
    shape : float
        Width over height, where one unit has the same length on both axes.
    """
    equal = len(step.before) == 2 and same_units(problem)
    reach = np.array([arrow.reach for arrow in arrows])
    box = _box(step, reach, shape if equal else None)
    cut = tuple(_cut(box, r) for r in reach)
    sizes = (round(GRID * max(1.0, shape)), GRID) if len(box) == 2 else (LINE,)
    at = tuple(np.linspace(low, high, n) for (low, high), n in zip(box, sizes, strict=True))
    points = np.stack(np.meshgrid(*at), axis=-1).reshape(-1, len(box)) + step.before
    note, levels = "", None
    try:
        with np.errstate(all="ignore"):
            loss = np.asarray(problem.loss(points), dtype=float)
    except ThalwegError:
        loss, note = np.full(len(points), np.nan), "the loss around it is not known"
    loss = np.where(np.isfinite(loss), loss, np.nan).reshape(sizes[::-1])
    known = loss[np.isfinite(loss)]
    if known.size and not note:
        # What is left of a difference of nearly equal numbers is rounding, not a slope.
        coarse = any(
            high - low < 1e-10 * abs(x) for (low, high), x in zip(box, step.before, strict=True)
        )
        flat = float(np.ptp(known)) <= 1e3 * np.finfo(float).eps * float(np.max(np.abs(known)))
        if coarse or flat:
            note = "the loss is flat here, to rounding"
        elif len(box) == 2:
            levels = contour_levels(loss, most=FEW)
    return CloseUp(box, at, loss, levels, equal, cut, note)


def _box(step: Step, reach: np.ndarray, shape: float | None) -> tuple[tuple[float, float], ...]:
    """Limits around the point and the arrows that are not far longer than the step."""
    equal = shape is not None
    finite = np.where(np.isfinite(reach), reach, 0.0)
    parts = np.array([*step.shares.values(), step.taken])
    parts = np.where(np.isfinite(parts), parts, 0.0)
    if equal:
        length = np.hypot(*step.taken) if np.isfinite(step.taken).all() else 0.0
        unit = max(length, LEAST * float(np.max(np.hypot(*parts.T))))
        units = np.full(reach.shape[1], unit)
    else:
        units = np.maximum(np.abs(parts[-1]), LEAST * np.abs(parts).max(axis=0))
    # Where nothing moves, the arrows that remain say how much is shown, or the point itself.
    units = np.where(units > 0, units, np.abs(finite).max(axis=0))
    rest = 1e-3 * np.maximum(np.abs(step.before), 1e-3)
    units = np.where(units > 0, units, units.max() if units.max() > 0 else rest)
    size = np.hypot(*finite.T) / units[0] if equal else (np.abs(finite) / units).max(axis=1)
    ends = np.concatenate([np.zeros((1, len(units))), finite[size <= LONGEST]])
    low, high = ends.min(axis=0), ends.max(axis=0)
    extent = np.maximum(high - low, 0.5 * units)
    middle = (low + high) / 2
    if shape is not None:
        wide = _nice(max(float(extent[0]), shape * float(extent[1])) / FILLED)
        sides = np.array([wide, wide / shape])
    else:
        sides = np.array([_nice(float(e) / FILLED) for e in extent])
    # In steps, so that an animation does not tremble.
    middle = np.round(middle / sides * 16) / 16 * sides
    return tuple((float(m - s / 2), float(m + s / 2)) for m, s in zip(middle, sides, strict=True))


def _nice(value: float) -> float:
    """The next round number."""
    power = 10.0 ** math.floor(math.log10(value))
    return next((n * power for n in _NICE if n * power >= value * (1 - 1e-9)), 10 * power)


def _cut(box: Sequence[tuple[float, float]], reach: np.ndarray) -> float:
    """The part of an arrow from the origin that stays inside, a little off the edge."""
    if not np.isfinite(reach).all():
        return 0.0
    part = 1.0
    for (low, high), r in zip(box, reach.tolist(), strict=True):
        if r > high:
            part = min(part, 0.97 * high / r)
        elif r < low:
            part = min(part, 0.97 * low / r)
    return part
