"""Recorded runs seen from a plane: where they are on it, and how far from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from thalweg.data.slabs import slabs
from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError

if TYPE_CHECKING:
    from thalweg.data.plane import Plane

Array = np.ndarray

DISTANCE = "distance"
"""The parameter of a projected run beside the plane's coordinates: 0 on the plane."""


def project(runs: Trajectories | Sequence[Trajectories], plane: Plane) -> Trajectories:
    """Runs in the coordinates of a plane.

    Parameters
    ----------
    runs : Trajectories, or several
        Of several, the steps that all have recorded; the attribute ``left_out`` says what is missing, if anything.
    plane : Plane

    Returns
    -------
    Trajectories
        Its parameters are the plane's coordinates (of the nearest point on it) and ``distance``, how far from the plane
        a step is. ``loss`` is the run's own. On ``run`` stands ``explained``: the share of the run's variance that lies
        in the plane's directions. What is projected on this plane already is given back as it is.

    Raises
    ------
    ArgumentError
        ``the runs have 3 parameters and the plane 2; they must be of one model``.
    """
    several = [runs] if isinstance(runs, Trajectories) else list(runs)
    if not several:
        raise ArgumentError("give at least one run to project")
    return joined([_project(one, plane) for one in several])


def projected(runs: Trajectories, plane: Plane) -> bool:
    """Whether runs are in the coordinates of a plane."""
    return runs.dataset.attrs.get("plane") == plane.digest


def _project(runs: Trajectories, plane: Plane) -> Trajectories:
    if projected(runs, plane):
        return runs
    from thalweg.problems.blackbox import Recorded

    d = runs.dataset.sizes["param"]
    if d != len(plane.origin):
        raise ArgumentError(
            f"the runs have {d:,} parameters and the plane {len(plane.origin):,}; they must be of one model"
        )
    k = len(plane.basis)
    shape = tuple(runs.dataset.sizes[dim] for dim in ("run", "step"))
    inner = np.zeros((*shape, k))
    with np.errstate(invalid="ignore", over="ignore"):
        for where, theta in slabs(runs):
            inner += (theta - plane.origin[where]) @ plane.basis[:, where].T
        coordinates = np.linalg.solve(plane.gram, inner[..., None])[..., 0]
        # What is left is summed up itself: as a difference of squares it would drown in their rounding.
        rest, spread = np.zeros(shape), np.zeros(shape[0])
        known = np.asarray(np.isfinite(coordinates).all(axis=-1))
        for where, theta in slabs(runs):
            away = theta - plane.origin[where] - coordinates @ plane.basis[:, where]
            rest += np.sum(away**2, axis=-1)
            for run in range(shape[0]):
                own = theta[run, known[run]]
                if len(own):
                    spread[run] += float(np.sum((own - own.mean(axis=0)) ** 2))
    explained = np.array(
        [
            _explained(plane, coordinates[run, known[run]], float(spread[run]))
            for run in range(shape[0])
        ]
    )
    names = [*plane.axes, DISTANCE]
    theta = np.concatenate([coordinates, np.sqrt(rest)[..., None]], axis=-1)
    kept = runs.dataset.drop_dims("param")
    kept = kept.drop_vars([n for n, v in kept.variables.items() if not _plain(v.dims)])
    dataset = kept.assign(theta=(("run", "step", "param"), theta)).assign_coords(
        param=names, explained=("run", explained)
    )
    dataset.attrs = {"plane": plane.digest}
    problem = Recorded(runs.problem.title, names)
    return Trajectories(dataset, problem, runs.optimizers)


def _plain(dims: tuple[object, ...]) -> bool:
    return set(dims) <= {"run", "step"}


def _explained(plane: Plane, coordinates: Array, spread: float) -> float:
    """Share of a run's variance that lies along the plane."""
    if spread <= 0 or not len(coordinates):
        return np.nan
    moved = coordinates - coordinates.mean(axis=0)
    along = float(np.einsum("ti,ij,tj->", moved, plane.gram, moved))
    return min(along / spread, 1.0)


def joined(several: Sequence[Trajectories]) -> Trajectories:
    """Runs on one plane as one set of runs, over the steps that all have.

    Where one has recorded more, the attribute ``left_out`` says what is missing.
    """
    import xarray as xr

    if len(several) == 1:
        return several[0]
    steps = several[0].dataset["step"].values
    for other in several[1:]:
        steps = np.intersect1d(steps, other.dataset["step"].values)
    if not len(steps):
        raise ArgumentError(
            "the runs have no recorded step in common; record them at the same steps"
        )
    labels: list[str] = []
    for one in several:
        for label in one.labels:
            same = sum(known == label or known.startswith(f"{label} (") for known in labels)
            labels.append(label if not same else f"{label} ({same + 1})")
    parts = [one.dataset.sel(step=steps) for one in several]
    shared = set.intersection(*(set(part.variables) for part in parts))
    parts = [part[[n for n in part.data_vars if n in shared]] for part in parts]
    parts = [part.drop_vars([n for n in part.coords if n not in shared]) for part in parts]
    dataset = xr.concat(parts, dim="run", combine_attrs="override", join="exact")
    dataset = dataset.assign_coords(label=("run", labels))
    missing = max(one.dataset.sizes["step"] for one in several) - len(steps)
    if missing:
        kept = "the one step" if len(steps) == 1 else f"the {len(steps):,} steps"
        dataset.attrs["left_out"] = (
            f"{kept} that all runs recorded; up to {missing:,} of a run left out"
        )
    optimizers = tuple(o for one in several for o in one.optimizers)
    return Trajectories(dataset, several[0].problem, optimizers)
