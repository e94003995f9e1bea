"""Steps at which to look: so that each picture differs from the last about as much as the next one does."""

from __future__ import annotations

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.scenes.view import worth_showing


def spread(runs: Trajectories, count: int) -> tuple[int, ...]:
    """At most `count` of the recorded steps, the first and the last among them.

    They are spread evenly over the way that all runs go together: over their paths, in parts of the paths' extent, and
    over their losses, in parts of their range (in decades, where all are positive).

    Parameters
    ----------
    count : int
        At least 2.
    """
    step = runs.dataset["step"].values.astype(int)
    if len(step) <= count:
        return tuple(step.tolist())
    theta = runs.dataset["theta"].transpose("run", "step", "param").values
    loss = runs.dataset["loss"].transpose("run", "step").values
    # A run on its way to infinity would leave nothing for the others.
    shown = worth_showing(loss, np.asarray(runs.diverged.values))
    if np.min(loss, where=shown, initial=np.inf) > 0:
        loss = np.log(loss, where=shown, out=np.full(loss.shape, np.nan))
    way = sum(_moves(np.where(shown, v, np.nan)) for v in (*np.moveaxis(theta, 2, 0), loss))
    # A step costs a little though nothing moves, so that a long wait is not one picture.
    way = way / (np.sum(way) or 1.0) + 0.15 / (len(step) - 1)
    along = np.concatenate([[0.0], np.cumsum(way)])
    wanted = np.linspace(0.0, along[-1], count)
    found = np.unique(np.abs(along[:, None] - wanted[None, :]).argmin(axis=0))
    return tuple(step[found].tolist())


def _moves(values: np.ndarray) -> np.ndarray:
    """How far all runs move at each step, in parts of the range of all, shape (step - 1,)."""
    known = np.isfinite(values)
    low = float(np.min(values, where=known, initial=np.inf))
    high = float(np.max(values, where=known, initial=-np.inf))
    if not high > low:
        return np.zeros(values.shape[1] - 1)
    moved = np.abs(np.diff(values, axis=1)) / (high - low)
    return np.where(np.isfinite(moved), moved, 0.0).sum(axis=0)
