"""Contour levels and ticks: round numbers, on a log scale where the loss spans decades."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from thalweg.scenes.text import number, numbers

MOST = 15
"""Most bands of colour that an eye still tells apart."""

FEW = 9
"""Most bands in a small picture."""

# Mantissas a decade, from dense to sparse.
_STEPS = (
    (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0),
    (1.0, 1.5, 2.0, 3.0, 5.0, 7.0),
    (1.0, 2.0, 3.0, 5.0),
    (1.0, 2.0, 5.0),
    (1.0, 3.0),
    (1.0,),
)


@dataclass(frozen=True)
class Levels:
    """Where the contour lines run.

    Attributes
    ----------
    values : tuple of float
        Edges of the bands, ascending, in units of the loss. The lowest is the lowest finite loss.
    above : bool
        Whether the loss goes on above the last edge.
    log : bool
        Whether the edges grow by factors.
    floor : float
        The loss from which they grow; 0 where the levels themselves are round.
    ticks : tuple of (float, str)
        The levels that the colour bar names, and their names.
    """

    values: tuple[float, ...]
    above: bool
    log: bool
    floor: float
    ticks: tuple[tuple[float, str], ...]


def contour_levels(loss: np.ndarray, floor: float = math.inf, most: int = MOST) -> Levels:
    """Choose the levels for losses of any shape.

    Parameters
    ----------
    loss : array
        Losses; what is not finite is left out.
    floor : float
        The lowest loss known elsewhere (a known minimum, the end of a path). Log levels grow from the lowest of all.
    most : int
        Up to as many bands.
    """
    finite = np.sort(loss[np.isfinite(loss)], axis=None)
    if finite.size == 0:
        return Levels((), False, False, 0.0, ())
    low, high = float(finite[0]), float(finite[-1])
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        return _flat(low)
    # Quantiles, not extremes: one spike or one cell near the minimum says nothing about the picture.
    floor = min(low, floor)
    if low > 0 and _decades(finite) > 1.7:
        floor = 0.0
    above_floor = finite - floor
    above_floor = above_floor[above_floor > 0]
    if _decades(above_floor) > 1.1:
        bottom, top = np.quantile(above_floor, [0.01, 0.99]).tolist()
        if floor > 0 and floor < 0.2 * bottom:
            floor = 0.0
        return _log(low, high, floor, bottom, top, most)
    return _linear(low, high, float(np.quantile(finite, 0.99)), most)


def _decades(values: np.ndarray) -> float:
    low, high = np.quantile(values, [0.02, 0.99])
    return math.log10(high) - math.log10(low) if low > 0 and math.isfinite(high) else 0.0


def _flat(value: float) -> Levels:
    width = max(abs(value) * 1e-3, 1e-12)
    return Levels((value - width, value + width), False, False, 0.0, ((value, number(value)),))


def round_steps(low: float, high: float, most: int = MOST) -> tuple[float, ...]:
    """Round numbers from `low` to `high` (both > 0) that grow by factors, at most `most` of them."""
    first, last = math.floor(math.log10(low)), math.floor(math.log10(high))
    for mantissas in _STEPS:
        found = [float(f"{m}e{k}") for k in range(first, last + 1) for m in mantissas]
        found = [v for v in found if low * (1 - 1e-9) <= v <= high * (1 + 1e-9)]
        if len(found) <= most:
            return tuple(found)
    # Hundreds of decades: every so many powers of ten.
    every = math.ceil((last - first + 1) / most)
    return tuple(float(f"1e{k}") for k in range(first + 1, last + 1) if k % every == 0)


def _log(low: float, high: float, floor: float, bottom: float, top: float, most: int) -> Levels:
    # Steps below the floor's own rounding would all be the same level.
    steps = (
        list(round_steps(max(bottom, 1e-9 * abs(floor)), top, most))
        if top > 1e-9 * abs(floor)
        else []
    )
    if floor and steps:
        # Down to a number of the steps' own places, so that the levels are short numbers too.
        unit = 10.0 ** math.floor(math.log10(steps[0]) + 1e-9)
        floor = float(f"{math.floor(floor / unit + 1e-6) * unit:.12g}")
    by_value = {_short(floor + s, s): s for s in steps}
    by_value = {value: step for value, step in by_value.items() if value > low}
    if not by_value:
        return _linear(low, high, high, most)
    named = _named(list(by_value.values()))
    ticks = tuple((v, _offset(v, step)) for v, step in by_value.items() if step in named)
    return Levels((low, *by_value), high > max(by_value), True, floor, ticks)


def _short(value: float, step: float) -> float:
    """The shortest number that lies within a ninth of the step: 2 for 1.9, where the floor is -0.1."""
    for digits in (1, 2, 3):
        short = float(f"{value:.{digits}g}")
        if abs(short - value) <= step / 9:
            return short
    return float(f"{value:.12g}")


def _named(steps: list[float]) -> list[float]:
    """Which of the steps the colour bar names: the roundest, at most seven."""
    for mantissas in ((1, 2, 5), (1, 3), (1,)):
        found = [
            s for s in steps if round(s / 10 ** math.floor(math.log10(s) + 1e-9), 6) in mantissas
        ]
        if 2 <= len(found) <= 7:
            return found
    return steps[:: math.ceil(len(steps) / 7)]


def _offset(value: float, step: float) -> str:
    """Name of a level that lies `step` above the floor: as many digits as show the step."""
    digits = math.floor(math.log10(max(abs(value), step))) - math.floor(math.log10(step) + 1e-9) + 2
    return number(value, max(digits, 3))


def nice_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that divides `span` into at most `most` parts."""
    raw = span / most
    power = 10.0 ** math.floor(math.log10(raw))
    for mantissa in (1, 2, 2.5, 5, 10):
        if mantissa * power >= raw * (1 - 1e-9):
            return mantissa * power
    return 10 * power


def _linear(low: float, high: float, top: float, most: int) -> Levels:
    step = nice_step(top - low, most - 2)
    first = math.floor(low / step) + 1
    multiples = range(first, math.floor(top / step + 1e-9) + 1)
    # Through text, so that 3 × 0.1 is 0.3.
    values = [v for v in (float(f"{k * step:.12g}") for k in multiples) if v > low]
    if not values:
        values = [top]
    every = math.ceil(len(values) / 7)
    # The named levels fall on round multiples, whatever the first level is.
    named = [v for v in values if round(v / step) % every == 0] or values[:1]
    ticks = tuple(zip(named, numbers(named), strict=True))
    return Levels((low, *values), high > values[-1], False, 0.0, ticks)
