"""The minimum that a path runs to, where nobody has stated one."""

from __future__ import annotations

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.errors import ThalwegError
from thalweg.problems.base import Problem

TURNS = 12


def minimum_from(problem: Problem, start: np.ndarray) -> tuple[float, ...] | None:
    """Run Newton's method from a point, and return where it ends if that is certainly a minimum.

    One turn is exact for a line fitted by least squares. The result is kept only where the gradient vanishes to
    rounding, the Hessian is positive definite and the loss is not above that of the start; a picture must not mark a
    minimum that is none.

    Parameters
    ----------
    start : array, shape (d,)
    """
    point = start
    try:
        with np.errstate(all="ignore"):
            gradient = problem.gradient(point)
            # How much the gradient would change over the distance to the origin: what rounding is measured by.
            size = float(np.max(np.abs(gradient), initial=0.0))
            for _ in range(TURNS):
                hessian = problem.hessian(point)
                if not np.isfinite(hessian).all() or np.linalg.eigvalsh(hessian)[0] <= 0:
                    return None
                size = max(size, float(np.max(np.abs(hessian @ point))))
                point = point - np.linalg.solve(hessian, gradient)
                gradient = problem.gradient(point)
                if not np.isfinite(gradient).all():
                    return None
                if float(np.max(np.abs(gradient))) <= 1e-12 * size:
                    break
            else:
                return None
            if float(problem.loss(point)) > float(problem.loss(start)):
                return None
    except (ThalwegError, np.linalg.LinAlgError):
        # A recorded problem cannot be evaluated, a singular Hessian cannot be solved: then no minimum is marked.
        return None
    # What rounding leaves of a zero is no coordinate.
    scale = max(
        float(np.max(np.abs(start), initial=0.0)), float(np.max(np.abs(point), initial=0.0))
    )
    return tuple(np.where(np.abs(point) <= 1e-15 * scale, 0.0, point).tolist())


def lowest_end(runs: Trajectories) -> np.ndarray | None:
    """Where the run that ended lowest ended, shape (d,); None where every run diverged."""
    loss = runs.dataset["loss"].transpose("run", "step").values
    theta = runs.dataset["theta"].transpose("run", "step", "param").values
    best: tuple[float, np.ndarray] | None = None
    for path, values, bad in zip(theta, loss, runs.diverged.values.tolist(), strict=True):
        known = np.flatnonzero(np.isfinite(values))
        if not bad and len(known) and (best is None or values[known[-1]] < best[0]):
            best = (float(values[known[-1]]), path[known[-1]])
    return None if best is None else best[1]


def minima_of(runs: Trajectories | None, problem: Problem) -> tuple[tuple[float, ...], ...]:
    """The known minima of a problem; where none are known, the one that the best run runs to, if it can be found."""
    if problem.minima or runs is None or len(problem.params) > 2:
        return problem.minima
    end = lowest_end(runs)
    found = None if end is None else minimum_from(problem, end)
    return () if found is None else (found,)
