"""The loss over a grid of one or two axes."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from thalweg.data.checks import check_variable
from thalweg.errors import ArgumentError

if TYPE_CHECKING:
    import xarray as xr

    from thalweg.data.plane import Plane
    from thalweg.data.trajectories import Trajectories
    from thalweg.problems.base import Problem


MARK_LOSS = "mark_loss"
"""The attribute of a dataset that holds the losses at the plane's named points, as JSON, in their order."""


class Minimum(NamedTuple):
    """The lowest cell of a landscape."""

    at: dict[str, float]
    loss: float


class Mark(NamedTuple):
    """A point of a landscape's plane that has a name."""

    name: str
    at: tuple[float, ...]
    """Its coordinates on the plane."""
    loss: float | None
    """Computed at this point itself, and not finite where it diverged; None where it was not computed."""


@dataclass(frozen=True, eq=False, repr=False)
class Landscape:
    """The loss of a problem over a grid.

    Parameters
    ----------
    dataset : xarray.Dataset
        ``loss`` (float64), ``done`` (bool: False where not computed yet) and ``computed`` (bool: False
        where interpolated), over one or two axes in the order given, each with a coordinate that
        rises. A loss may be NaN or infinite and done.
    problem : Problem
        Whose loss it is.
    fixed : mapping of str to float
        Where the axes are parameters: the values of the others.
    plane : Plane, optional
        Where the axes are its coordinates.
    paths : Trajectories, optional
        Runs projected on the plane, as `thalweg.data.projection.project` gives them; with ``plane_loss`` (run, step),
        the loss of the plane's nearest point, beside ``loss``, their own.

    Raises
    ------
    ArgumentError
        'landscapes need a variable "done" of dimensions (x, y); there is none', and the like.
    """

    dataset: xr.Dataset
    problem: Problem
    fixed: Mapping[str, float] = field(default_factory=dict)
    plane: Plane | None = None
    paths: Trajectories | None = None

    __hash__ = None  # type: ignore[assignment] - equality compares arrays

    def __post_init__(self) -> None:
        values = {str(name): float(value) for name, value in self.fixed.items()}
        object.__setattr__(self, "fixed", MappingProxyType(values))
        _check(self)

    @property
    def axes(self) -> tuple[str, ...]:
        """Names of the axes: parameters, or ``alpha`` and ``beta`` on a plane."""
        return tuple(str(dim) for dim in self.dataset["loss"].dims)

    @property
    def loss(self) -> np.ndarray:
        """The loss, float64, one dimension for each axis."""
        return self.dataset["loss"].values

    @property
    def whole(self) -> bool:
        """Whether the axes are all parameters, so that the landscape is the whole space and no cut through it."""
        params = self.problem.params
        return len(params) == len(self.axes) and set(self.axes) == set(params)

    @property
    def error(self) -> float | None:
        """The largest relative error of interpolation at points held out, or None where everything was computed."""
        return None if self.dataset["computed"].values.all() else self.dataset.attrs.get("error")

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The plane's named points, each with its loss."""
        if self.plane is None:
            return ()
        losses = json.loads(self.dataset.attrs.get(MARK_LOSS, "[]"))
        known = losses if len(losses) == len(self.plane.marks) else [None] * len(self.plane.marks)
        return tuple(
            Mark(name, at, None if loss is None else float(loss))
            for (name, at), loss in zip(self.plane.marks.items(), known, strict=True)
        )

    @property
    def minimum(self) -> Minimum | None:
        """The lowest finite loss that is done and where it is, or None where there is none."""
        usable = np.isfinite(self.loss) & self.dataset["done"].values
        if not usable.any():
            return None
        cell = np.unravel_index(np.where(usable, self.loss, math.inf).argmin(), self.loss.shape)
        coordinates = zip(self.axes, cell, strict=True)
        at = {axis: float(self.dataset[axis].values[index]) for axis, index in coordinates}
        return Minimum(at, float(self.loss[cell]))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Landscape):
            return NotImplemented
        return (
            self.problem == other.problem
            and self.fixed == other.fixed
            and self.axes == other.axes
            and self.plane == other.plane
            and self.paths == other.paths
            and repr(self.marks) == repr(other.marks)  # with NaN equal to itself
            and self.dataset.equals(other.dataset)
        )

    def __repr__(self) -> str:
        grid = " × ".join(f"{self.dataset.sizes[axis]} {axis}" for axis in self.axes)
        done = self.dataset["done"].values
        progress = "" if done.all() else f", {int(done.sum())} of {done.size} done"
        lowest = self.minimum
        if lowest is None:
            return f"Landscape of {self.problem.title}: {grid}{progress}, no finite loss"
        at = ", ".join(f"{axis}={value:.6g}" for axis, value in lowest.at.items())
        return (
            f"Landscape of {self.problem.title}: {grid}{progress}, lowest {lowest.loss:.6g} at {at}"
        )


def _check(land: Landscape) -> None:
    """Raise ArgumentError unless the dataset has the form that is promised."""
    dataset, what = land.dataset, "landscapes"
    if "loss" not in dataset.data_vars:
        raise ArgumentError(f'{what} need a variable "loss" over their axes; there is none')
    axes = land.axes
    if len(axes) not in (1, 2):
        raise ArgumentError(f"{what} have one or two axes, not {len(axes)}")
    check_variable(what, dataset, "loss", axes, "f")
    check_variable(what, dataset, "done", axes, "b")
    check_variable(what, dataset, "computed", axes, "b")
    for axis in axes:
        check_variable(what, dataset, axis, (axis,), "f")
        values = dataset[axis].values
        if not len(values) or not np.isfinite(values).all() or (np.diff(values) <= 0).any():
            raise ArgumentError(f'the coordinates of axis "{axis}" must be finite and rise')
    if land.plane is not None:
        _check_plane(land, land.plane)
        return
    if land.paths is not None:
        raise ArgumentError("paths are runs on a plane; this landscape has none")
    params = set(land.problem.params)
    # On directions of which nothing more is known, no parameter is fixed.
    others = params - set(axes) if set(axes) <= params else set()
    if set(land.fixed) != others:
        raise ArgumentError(
            f"fixed must give a value to each parameter that is no axis, {sorted(others)[:10]},"
            f" not to {sorted(land.fixed)[:10]}"
        )


def _check_plane(land: Landscape, plane: Plane) -> None:
    from thalweg.data.projection import projected

    if land.axes != plane.axes or land.fixed:
        raise ArgumentError(
            f"the axes of a landscape on this plane are ({', '.join(plane.axes)}), and nothing is fixed;"
            f" not ({', '.join(land.axes)}) with {len(land.fixed)} fixed"
        )
    if len(land.problem.params) != len(plane.origin):
        raise ArgumentError(
            f"the problem has {len(land.problem.params):,} parameters and the plane {len(plane.origin):,};"
            " they must be of one model"
        )
    if land.paths is not None and not projected(land.paths, plane):
        raise ArgumentError(
            "the paths of a landscape must be projected on its plane; pass the runs to thalweg.landscape"
        )
