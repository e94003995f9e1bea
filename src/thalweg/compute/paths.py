"""Runs on the plane of a landscape, with the plane's loss beside their own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from thalweg.data import Landscape, Trajectories, store as stores
from thalweg.data.plane import Plane
from thalweg.data.projection import joined, project, projected
from thalweg.errors import ArgumentError
from thalweg.problems import Problem
from thalweg.problems.blackbox import Recorded, alike


def add_paths(
    land: Landscape,
    runs: Trajectories | Sequence[Trajectories],
    problem: Problem,
    store: str | os.PathLike[str] | None = None,
) -> Landscape:
    """The landscape with runs projected on its plane.

    Parameters
    ----------
    land : Landscape
        On a plane.
    runs : Trajectories, or several
    problem : Problem
        Gives the plane's loss at each step, and the runs' own where it was not recorded.
    store : str or path, optional
        The landscape's folder, which gets them too.

    Raises
    ------
    ArgumentError
        ``the runs and the landscape must be of one problem; ...``.
    """
    assert land.plane is not None
    several = [runs] if isinstance(runs, Trajectories) else list(runs)
    paths = joined([along(one, land.plane, problem) for one in several])
    made = replace(land, paths=paths)
    if store is not None:
        stores.replace_paths(made, store)
    return made


def along(runs: Trajectories, plane: Plane, problem: Problem) -> Trajectories:
    """Runs on a plane, with ``plane_loss`` (run, step): the loss at the nearest point of the plane."""
    if not projected(runs, plane) and not alike(runs.problem, problem):
        raise ArgumentError(
            "the runs and the landscape must be of one problem; they are of "
            f'"{runs.problem.title}" and "{problem.title}"'
        )
    seen = project(runs, plane)
    if isinstance(problem, Recorded) or "plane_loss" in seen.dataset:
        return seen
    places = seen.dataset["theta"].transpose("run", "step", "param").values[..., : len(plane.axes)]
    known = np.isfinite(places).all(axis=-1)
    losses = np.full(known.shape, np.nan)
    if known.any():
        losses[known] = problem.on_plane(plane, points=int(known.sum()))(places[known])
    dataset = seen.dataset.assign(plane_loss=(("run", "step"), losses))
    own = dataset["loss"].transpose("run", "step").values.copy()
    missing = np.isnan(own) & known
    if missing.any() and not projected(runs, plane):
        theta = runs.dataset["theta"].transpose("run", "step", "param")
        for run, step in np.argwhere(missing).tolist():
            # One at a time: all of them are what does not fit into memory.
            point = np.asarray(theta.isel(run=run, step=step).values, dtype=np.float64)
            own[run, step] = float(problem.loss(point))
        dataset = dataset.assign(loss=(("run", "step"), own))
    # A recording knows only its model's class; who built the problem may have given it a title.
    named = Recorded(problem.title, seen.problem.params)
    return Trajectories(dataset, named, seen.optimizers)
