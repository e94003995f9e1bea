"""What part of parameter space a picture shows, and where paths leave it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

Box = tuple[tuple[float, float], ...]
"""Lower and upper limit of every axis."""

MARGIN = 0.15
"""Room around the paths, as a fraction of their extent."""

AROUND = 0.3
"""Least room on every side of the goal, as a fraction of the view."""

FAR = 30.0
"""The goal is shown unless it lies further away than this many times the paths' own extent."""


SHAPES = (1.0, 1.25)
"""Least and greatest width over height of a view in which one unit has one length."""


def worth_showing(loss: np.ndarray, diverged: np.ndarray, climb: float = 8.0) -> np.ndarray:
    """Which recorded points a view is made for, shape (run, step).

    Points whose loss lies far above the start are left out, so that a run that blows up does not shrink all others
    to a dot. They are still drawn as far as the view goes, and marked where they leave it.

    Parameters
    ----------
    loss : array, shape (run, step)
        NaN where it is not known, and after a run stopped.
    diverged : bool array, shape (run,)
    climb : float
        How far a run that did not diverge may climb above its start, in units of how far it came down.
    """
    finite = np.isfinite(loss)
    start = np.take_along_axis(loss, finite.argmax(axis=1)[:, None], axis=1)
    best = np.min(np.where(finite, loss, np.inf), axis=1, keepdims=True, initial=np.inf)
    with np.errstate(invalid="ignore", over="ignore"):
        # A run that converges may climb on its way; one that diverged has nothing to tell up there.
        # A run that never came down is measured by where it started.
        down = np.where(start > best, start - best, 0.5 * np.abs(start))
        allowed = start + np.where(diverged[:, None], 1.0, climb) * down
        shown = finite & (loss <= allowed)
    # What is not known is no reason to leave out where a run was, unless it has diverged by then.
    shown |= np.isnan(loss) & ~diverged[:, None]
    shown[:, :1] = True
    return shown


def view(
    theta: np.ndarray,
    loss: np.ndarray,
    diverged: np.ndarray,
    minima: Sequence[Sequence[float]] = (),
    goal: Sequence[float] | np.ndarray | None = None,
    domain: Box | None = None,
) -> Box:
    """Limits of a picture of the given paths.

    Parameters
    ----------
    theta : array, shape (run, step, axis)
        The paths, NaN after a run stopped.
    loss : array, shape (run, step)
        Their losses.
    diverged : bool array, shape (run,)
    minima : sequence of points, shape (minimum, axis)
        Minima; those that lie near the paths are taken into the view.
    goal : point, shape (axis,), optional
        Where the best path runs to. It is taken into the view, with room behind it: a valley is one only if it is seen
        to have two sides.
    domain : box, optional
        Where the problem is usually looked at. It is the view where the paths fill a good part of it.
    """
    axes = theta.shape[2]
    points = theta[worth_showing(loss, diverged) & np.isfinite(theta).all(axis=-1)]
    if points.shape[0] == 0:
        points = np.zeros((1, axes)) if domain is None else np.mean(domain, axis=1)[None]
    # Below that, a view would have more digits than numbers do.
    points = np.where(np.abs(points) < 1e-290, 0.0, points)
    low, high = points.min(axis=0), points.max(axis=0)
    size = np.abs(points).max(axis=0)
    # A coordinate of zero says nothing about a scale: the other one does.
    size = np.where(size > 1e-9 * size.max(), size, size.max() or 1.0)
    extent = np.where(high - low > 1e-9 * size, high - low, 0.0)
    # A path along one axis, or a single point, still needs a picture with two sides.
    reach = np.maximum(extent, 0.3 * extent.max())
    reach = np.where(reach > 0, reach, 2.4 * size)
    for minimum in np.asarray(minima, dtype=float).reshape(-1, axes):
        if np.all((minimum >= low - reach) & (minimum <= high + reach)):
            low, high = np.minimum(low, minimum), np.maximum(high, minimum)
    aim = None if goal is None else np.asarray(goal, dtype=float)
    if aim is not None:
        if np.all((aim >= low - FAR * reach) & (aim <= high + FAR * reach)):
            low, high = np.minimum(low, aim), np.maximum(high, aim)
        else:
            aim = None
    if domain is not None and (usual := _usual(low, high, domain)) is not None:
        return usual
    half = np.maximum(reach, high - low) * (0.5 + MARGIN)
    middle = (low + high) / 2
    lower, upper = middle - half, middle + half
    if aim is not None:
        lower = np.minimum(lower, aim - AROUND / (1 - AROUND) * (upper - aim))
        upper = np.maximum(upper, aim + AROUND / (1 - AROUND) * (aim - lower))
    return tuple(zip(lower.tolist(), upper.tolist(), strict=True))


def _usual(low: np.ndarray, high: np.ndarray, domain: Box) -> Box | None:
    """The usual view, made wider where the paths need it; None where they fill too little of it."""
    first, last = np.asarray(domain, dtype=float).T
    filled = (high - low) / (last - first)
    if filled.max() < 0.05 or filled.min() < 0.02 or filled.max() > 3:
        return None
    margin = MARGIN * (high - low)
    lower = np.where(low >= first, first, low - margin)
    upper = np.where(high <= last, last, high + margin)
    return tuple(zip(lower.tolist(), upper.tolist(), strict=True))


def comparable(box: Box) -> bool:
    """Whether both sides are so alike that one unit can have one length on both axes."""
    (x0, x1), (y0, y1) = box
    return 1 / 5 <= (x1 - x0) / (y1 - y0) <= 5


def widened(box: Box) -> Box:
    """The box with its short side made longer until width over height lies between `SHAPES`."""
    narrowest, widest = SHAPES
    (x0, x1), (y0, y1) = box
    ratio = (x1 - x0) / (y1 - y0)
    if ratio < narrowest:
        extra = (narrowest / ratio - 1) * (x1 - x0) / 2
        return ((x0 - extra, x1 + extra), (y0, y1))
    if ratio > widest:
        extra = (ratio / widest - 1) * (y1 - y0) / 2
        return ((x0, x1), (y0 - extra, y1 + extra))
    return box


def inside(box: Box, point: Sequence[float]) -> bool:
    """Whether a point lies in the box, its edges included."""
    return all(lo <= p <= hi for (lo, hi), p in zip(box, point, strict=True))


def crossing(box: Box, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Point where the segment from `start` (in the box) to `end` (outside) meets the edge, shape (axis,)."""
    # Halves, so that the difference of two huge coordinates stays finite.
    half = np.clip(end, -1e307, 1e307) / 2 - start / 2
    fraction = math.inf
    for (lo, hi), p, d in zip(box, start.tolist(), half.tolist(), strict=True):
        if d > 0:
            fraction = min(fraction, (hi - p) / 2 / d)
        elif d < 0:
            fraction = min(fraction, (lo - p) / 2 / d)
    if not math.isfinite(fraction):
        return start
    edge = start + 2 * fraction * half
    return np.clip(edge, [lo for lo, _ in box], [hi for _, hi in box])
