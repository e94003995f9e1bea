"""The height axis of surfaces, and what of the loss is drawn on it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from thalweg.scenes.axis import Axis
from thalweg.scenes.levels import Levels
from thalweg.scenes.text import number, power_of_ten

FLAT = 0.025
"""Where half of the ground lies below this fraction of its height, the height axis is logarithmic."""


DECADES = 6.5
"""As many decades are shown down to the lowest loss; more of them are cut off."""


@dataclass(frozen=True)
class Height:
    """The height axis, and what of the loss is drawn on it.

    Attributes
    ----------
    axis : Axis
    floor : float or None
        What is lower is drawn as the floor.
    top : float or None
        The surface is cut off at this height.
    """

    axis: Axis
    floor: float | None = None
    top: float | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """What is said about it."""
        if self.floor is not None:
            return (f"cut off below {number(self.floor)}",)
        return () if self.top is None else (f"cut off above {number(self.top)}",)

    def shown(self, loss: np.ndarray) -> np.ndarray:
        """The loss as it is drawn, shape (ny, nx)."""
        if self.floor is not None:
            return np.maximum(loss, self.floor)
        return loss if self.top is None else _below(loss, self.top)


def height_of(finite: np.ndarray, levels: Levels, own: list[np.ndarray], start: float) -> Height:
    """The height axis for the losses of the ground, those of the paths where they are others, and the highest start."""
    if not finite.size:
        return Height(Axis("loss", (0.0, 1.0)))
    low, high = float(finite.min()), float(finite.max())
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        half = 0.5 * abs(low) if low else 1.0
        return Height(Axis("loss", (low - half, high + half)))
    # Paths beside the cut have a loss of their own, which is shown as far as it does not flatten the surface.
    every = np.concatenate([np.zeros(0), *own])
    every = every[np.isfinite(every) & (every <= high + 0.5 * (high - low))]
    half, most, nearly = np.quantile((finite - low) / (high - low), [0.5, 0.75, 0.92]).tolist()
    if low >= 0 and levels.log and not levels.floor and half < FLAT and most < 0.3:
        return _log_height(finite, every)
    low, top = min([low, *every]), max([high, *every])
    wanted = max(low + nearly * (high - low), start)
    if wanted < 0.5 * high + 0.5 * low and nearly < 0.3:
        top = _round_above(wanted, high - low)
        if top < high:
            return Height(Axis("loss", (low - 0.02 * (top - low), top)), top=top)
    return Height(Axis("loss", (low - 0.02 * (top - low), top)))


def _log_height(finite: np.ndarray, own: np.ndarray) -> Height:
    every = np.concatenate([finite, own])
    low, top = float(every.min()), float(every.max())
    # The lowest cells near a minimum are as deep as the grid is fine: below this, all is drawn as the floor.
    if low > 0 and math.log10(top / low) <= DECADES:
        return Height(Axis("loss", (low, top), log=True))
    floor = 10 ** math.floor(math.log10(np.quantile(finite[finite > 0], 0.01)) + 1e-9)
    first, last = round(math.log10(floor)), math.floor(math.log10(top) + 1e-9)
    powers = range(first, last + 1, math.ceil((last - first + 1) / 6))
    names = tuple((10.0**k, ("≤ " if k == first else "") + _power(k)) for k in powers)
    return Height(Axis("loss", (floor, top), log=True, names=names), floor=floor)


def _power(exponent: int) -> str:
    return number(10.0**exponent) if -3 <= exponent <= 3 else power_of_ten(exponent)


def _round_above(value: float, span: float) -> float:
    unit = 10 ** math.floor(math.log10(span)) / 10
    return math.ceil(value / unit - 1e-9) * unit


def _below(loss: np.ndarray, top: float) -> np.ndarray:
    """Cut the surface off at a height: what lies higher is left out, and the rim is level."""
    with np.errstate(invalid="ignore"):
        kept = loss <= top
    # Neighbours of what is kept are needed to find the rim.
    near = kept.copy()
    for axis in (0, 1):
        rows = np.moveaxis(near, axis, 0)
        before = rows.copy()
        rows[1:] |= before[:-1]
        rows[:-1] |= before[1:]
    return np.where(near, loss, np.nan)
