"""Runs of methods that need more than a gradient: one at a time, recorded like the others."""

from __future__ import annotations

import warnings

import numpy as np

from thalweg.compute.record import Record
from thalweg.data.trajectories import limit_of
from thalweg.optim.method import Method
from thalweg.problems import Problem
from thalweg.problems.base import Array


def follow(
    problem: Problem, method: Method, start: Array, steps: int, record: Record
) -> tuple[int, int]:
    """Run a method from a start and write its path into the record of one run.

    After a method has stopped, its last point stays.

    Returns
    -------
    diverged_at, stopped_at : int
        Steps, or -1.
    """
    with np.errstate(all="ignore"), warnings.catch_warnings():
        # What a line search warns of shows in the path, and in the step at which it stopped.
        warnings.simplefilter("ignore")
        path, stopped_at = [start], -1
        if np.isfinite(problem.loss(start)):
            path, stopped_at = method.path(problem, start, steps)
    points = np.array([*path, *[path[-1]] * (steps + 1 - len(path))])
    losses, gradients = problem.loss_and_gradient(points)
    fine = (losses <= limit_of(losses[0])) & np.isfinite(points).all(axis=1) & np.isfinite(losses)
    diverged_at = -1 if fine.all() else int(np.argmin(fine))
    if diverged_at >= 0:
        points[diverged_at + 1 :] = gradients[diverged_at + 1 :] = np.nan
        losses[diverged_at + 1 :] = np.nan
        stopped_at = -1
    kept = record.steps
    record.theta[..., 0], record.loss[:, 0] = points[kept], losses[kept]
    record.gradient[..., 0] = gradients[kept]
    return diverged_at, stopped_at
