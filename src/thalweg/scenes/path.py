"""Paths through a view: what of them is seen, where they leave it, and with what loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from thalweg.scenes.look import Look
from thalweg.scenes.text import number
from thalweg.scenes.view import Box, crossing

APART = 0.012
"""Points that get a mark are at least this part of the view from each other."""


@dataclass(frozen=True)
class Exit:
    """Where a path leaves the view.

    Attributes
    ----------
    at : (float, float)
        The point on the edge, in data units.
    towards : (float, float)
        Direction in which it leaves, in fractions of the view, of length 1.
    step : int
        The first step outside.
    loss : float
        The loss there; infinite or NaN where it was.
    final : bool
        False where the path comes back.
    """

    at: tuple[float, float]
    towards: tuple[float, float]
    step: int
    loss: float
    final: bool

    @property
    def text(self) -> str:
        """What the picture says beside the arrow."""
        return f"leaves at step {self.step:,}, loss {number(self.loss, 2)}"


@dataclass(frozen=True, eq=False)
class Path:
    """One run in one panel.

    Attributes
    ----------
    run : int
        Index of the run.
    look : Look
    step : int array, shape (point,)
    x, y : float arrays, shape (point,)
        Every recorded point up to where the path leaves the view for good, that point included: drawn clipped.
    dots : int array
        Indices of the points that get a mark: those far enough apart to be told apart.
    start, end : (float, float) or None
        None where they lie outside the view.
    stopped : str
        ``'diverged at step 12'``, or an empty string.
    exits : tuple of Exit
    stopped_at : int
        The step at which it was found to diverge, or -1.
    """

    run: int
    look: Look
    step: np.ndarray
    x: np.ndarray
    y: np.ndarray
    dots: np.ndarray
    start: tuple[float, float] | None
    end: tuple[float, float] | None
    stopped: str
    exits: tuple[Exit, ...]
    stopped_at: int = -1


def trace(
    run: int,
    look: Look,
    points: np.ndarray,
    step: np.ndarray,
    loss: np.ndarray,
    diverged_at: int,
    box: Box,
) -> Path:
    """Describe one run in a view.

    Parameters
    ----------
    points : array, shape (step, 2)
        In data units, NaN after the run stopped.
    step, loss : arrays, shape (step,)
    diverged_at : int
        The step at which it was found to diverge, or -1.
    box : box
        The view.
    """
    known = np.isfinite(points).all(axis=1)
    points, step, loss = points[known], step[known], loss[known]
    stopped = f"diverged at step {diverged_at:,}" if diverged_at >= 0 else ""
    if not len(points):
        nothing = np.zeros(0)
        return Path(
            run,
            look,
            nothing.astype(int),
            nothing,
            nothing,
            nothing.astype(int),
            None,
            None,
            stopped,
            (),
            diverged_at,
        )
    lower, upper = np.array(box).T
    seen = ((points >= lower) & (points <= upper)).all(axis=1)
    last = int(np.flatnonzero(seen)[-1]) if seen.any() else -1
    exits = tuple(
        _exit(box, points, step, loss, k, final=k == last)
        for k in np.flatnonzero(seen[:-1] & ~seen[1:]).tolist()
    )
    kept = slice(0, min(last + 2, len(points)))
    points, step = points[kept], step[kept]
    return Path(
        run,
        look,
        step,
        points[:, 0],
        points[:, 1],
        _far_apart(points, seen[kept], box),
        _pair(points[0]) if seen[0] else None,
        _pair(points[last]) if last == len(seen) - 1 else None,
        stopped,
        exits,
        diverged_at,
    )


def _pair(point: np.ndarray) -> tuple[float, float]:
    return float(point[0]), float(point[1])


def _exit(
    box: Box, points: np.ndarray, step: np.ndarray, loss: np.ndarray, k: int, final: bool
) -> Exit:
    edge = crossing(box, points[k], points[k + 1])
    span = np.array([hi - lo for lo, hi in box])
    towards = (np.clip(points[k + 1], -1e300, 1e300) - points[k]) / span
    towards = towards / np.max(np.abs(towards))
    towards = towards / np.hypot(*towards)
    return Exit(_pair(edge), _pair(towards), int(step[k + 1]), float(loss[k + 1]), final)


def _far_apart(points: np.ndarray, seen: np.ndarray, box: Box) -> np.ndarray:
    """Indices of points in the view that lie at least `APART` from the last one kept."""
    places = (points - [lo for lo, _ in box]) / [hi - lo for lo, hi in box]
    kept: list[int] = []
    for index in np.flatnonzero(seen).tolist():
        if not kept or float(np.max(np.abs(places[index] - places[kept[-1]]))) >= APART:
            kept.append(index)
    return np.array(kept, dtype=int)


def marks_of(paths: Sequence[Path]) -> tuple[str, ...]:
    """What of the paths' marks the key has to explain."""
    # The end needs no entry: it is the marker that stands beside the run's name.
    return ("start",) if any(path.start for path in paths) else ()
