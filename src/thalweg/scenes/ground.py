"""The landscape under the paths: given, or computed for the view that the paths need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from thalweg.compute import landscape
from thalweg.compute.grid import along, stride_of
from thalweg.data.landscape import Landscape
from thalweg.data.trajectories import Trajectories
from thalweg.problems.base import Problem
from thalweg.scenes.minimum import lowest_end
from thalweg.scenes.text import listing, number, one_line, symbol
from thalweg.scenes.view import comparable, view, widened

GRID = 141
"""Points an axis of a landscape that is computed for a picture: contours look smooth, files stay small."""

LINE = 801
"""Points of a loss curve."""


def compute_ground(runs: Trajectories, minima: Sequence[Sequence[float]]) -> Landscape:
    """Compute the loss over the part of parameter space where the runs are, for one or two parameters.

    Parameters
    ----------
    minima : sequence of points, shape (minimum, d)
        As `minima_of` gives them.
    """
    problem = runs.problem
    params = list(problem.params)
    theta = runs.dataset["theta"].sel(param=params).transpose("run", "step", "param").values
    loss = runs.dataset["loss"].transpose("run", "step").values
    domain = tuple(problem.domain[name] for name in params) if problem.domain else None
    goal = minima[0] if minima and not problem.minima else lowest_end(runs)
    box = view(theta, loss, np.asarray(runs.diverged.values), minima, goal, domain)
    if len(params) == 1 and domain is None:
        # A curve shows where it comes from and goes to; a path alone is a short piece of it.
        ((low, high),) = box
        box = ((low - 0.35 * (high - low), high + 0.35 * (high - low)),)
    if len(params) == 2 and same_units(problem) and comparable(box):
        box = widened(box)
    sides = dict(zip(params, box, strict=True))
    return landscape(problem, grid=(LINE,) if len(params) == 1 else (GRID, GRID), box=sides)


def so_far(land: Landscape) -> Landscape:
    """A landscape that is still being computed, as coarse as it is known; whole ones as they are.

    Points are computed in nested grids, coarse first. Between those of the finest one that is complete, the others
    could not be seen.
    """
    done = land.dataset["done"].values
    if done.all():
        return land
    coarsest = stride_of(done.shape, 0)
    strides = [1 << k for k in range(1, coarsest.bit_length()) if 1 << k <= coarsest]
    for stride in strides:
        places = along(done.shape, stride)
        if done[np.ix_(*places)].all():
            dataset = land.dataset.isel(dict(zip(land.axes, places, strict=True)))
            share = f"{number(100 * float(done.mean()), 2)} % of the points computed so far"
            note = "; ".join(filter(None, [share, str(dataset.attrs.get("note", ""))]))
            return replace(land, dataset=dataset.assign_attrs(note=note))
    return land


def same_units(problem: Problem) -> bool:
    """Whether all parameters have one unit: coordinates of a formula, or weights of standardised columns."""
    return problem.n_rows is None or getattr(problem, "standardized", None) is not None


def axis_label(problem: Problem, name: str) -> str:
    """A parameter's name, and that its unit is not the table's where the columns were standardised."""
    standardized = getattr(problem, "standardized", None)
    return symbol(name) + (" (standardised)" if standardized else "")


def axis_of(land: Landscape, name: str) -> str:
    """What stands at an axis of a landscape: a parameter's name, or what a plane's direction is."""
    if land.plane is None:
        return axis_label(land.problem, name)
    label = land.plane.labels[land.axes.index(name)]
    return symbol(name) + label.removeprefix(name) if label.startswith(name) else label


def ground_units(land: Landscape) -> bool:
    """Whether a step of one unit is as long along both axes, and at right angles to the other."""
    if land.plane is None:
        return same_units(land.problem)
    gram = land.plane.gram
    return bool(
        np.allclose(gram, gram[0, 0] * np.eye(len(gram)), rtol=1e-6, atol=1e-6 * gram[0, 0])
    )


def fixed_text(land: Landscape) -> str:
    """Where the parameters that are no axes stay, ``'at c = 1.2 and d = 3'``; or which plane it is."""
    if land.plane is not None:
        return one_line(land.plane.title)
    if not land.fixed:
        return ""
    stated = [f"{symbol(name)} = {number(value)}" for name, value in land.fixed.items()]
    if len(stated) > 4:
        stated = [*stated[:3], f"{len(stated) - 3} others as they were"]
    return "at " + listing(stated)
