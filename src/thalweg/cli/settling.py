"""How fast a run came down: the step from which its loss stays near a reference."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from thalweg.data import Trajectories
    from thalweg.problems.base import Array

#: Part of the way down from the first loss that may be left.
LEFT = 0.01


@dataclass(frozen=True)
class Reference:
    """The loss that the runs are measured against.

    Attributes
    ----------
    loss : float
    known : bool
        Whether it is that of a known minimum; else it is the lowest loss at the end of the runs.
    """

    loss: float
    known: bool


def reference(runs: Trajectories) -> Reference | None:
    """The known minimum's loss, or the lowest final one; None where no run ended at a finite loss."""
    if runs.problem.minima:
        return Reference(float(np.min(runs.problem.loss(runs.problem.minima))), True)
    finite = runs.final_loss.values[~runs.diverged.values]
    finite = finite[np.isfinite(finite)]
    return Reference(float(finite.min()), False) if finite.size else None


def settled_at(losses: Array, steps: NDArray[np.int64], target: Reference | None) -> int | None:
    """The recorded step from which at most `LEFT` of the way from the first loss to the reference is left.

    Parameters
    ----------
    losses : ndarray, shape (step,)
        NaN after a divergence.
    steps : ndarray of int, shape (step,)
    target : Reference or None

    Returns
    -------
    int or None
        None where the loss does not stay there.
    """
    if target is None or not math.isfinite(losses[0]):
        return None
    # NaN compares as False.
    near = losses <= target.loss + LEFT * (losses[0] - target.loss)
    away = np.flatnonzero(~near)
    first = int(away[-1]) + 1 if away.size else 0
    return int(steps[first]) if first < len(steps) else None
