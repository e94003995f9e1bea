"""The fit panel of a model with two inputs: the model's surface through the data's points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.problems.fit import Fit
from thalweg.scenes.axis import Axis, limits
from thalweg.scenes.fitted import (
    RESIDUALS,
    Ending,
    Shown,
    best_of,
    common_start,
    endings,
    equations,
    heights,
    input_name,
    shown_rows,
    shown_runs,
)
from thalweg.scenes.look import MANY, Cast
from thalweg.scenes.needs import need_runs
from thalweg.scenes.relief import Relief
from thalweg.scenes.text import count, one_line
from thalweg.scenes.turn import USUAL, Camera, turn_aslant
from thalweg.scenes.words import ascii_minus

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

GRID = 21
"""Points an axis of the model's surface."""


@dataclass(frozen=True, eq=False)
class Surface:
    """The model where one run ended.

    Attributes
    ----------
    end : Ending
    z : array, shape (GRID, GRID)
        The model over the two inputs, second input by first, in the target's own units.
    predicted : array, shape (row,)
        The model at the data's own places.
    """

    end: Ending
    z: np.ndarray
    predicted: np.ndarray


@dataclass(frozen=True, eq=False)
class PlaneFit:
    """What the fit panel shows of a model with two inputs.

    Attributes
    ----------
    problem : Fit
    x, y, z : Axis
        The two inputs and the target, in the table's own units.
    grid_x, grid_y : arrays, shape (GRID,)
    points : array, shape (row, 3)
        The data.
    surfaces : tuple of Surface
        The model where the runs ended, at most eight: those that ended lowest.
    before : array, shape (GRID, GRID), or None
        The model at the start.
    residuals : bool
        Whether the residuals are drawn.
    left_out : tuple of str
        What was left out.
    shown : Shown
    cast : Cast
    """

    problem: Fit
    x: Axis
    y: Axis
    z: Axis
    grid_x: np.ndarray
    grid_y: np.ndarray
    points: np.ndarray
    surfaces: tuple[Surface, ...]
    before: np.ndarray | None
    residuals: bool
    left_out: tuple[str, ...]
    shown: Shown
    cast: Cast
    dims: ClassVar[int] = 3

    @property
    def best(self) -> Surface | None:
        """The model of the run that ended lowest: the one that is drawn."""
        end = best_of([s.end for s in self.surfaces])
        return next((s for s in self.surfaces if s.end is end), None)

    def at(self, theta: np.ndarray) -> PlaneFit:
        """The same picture, from the same side, with the models of other parameters, shape (run, d)."""
        rows = shown_rows(len(self.problem.columns[self.problem.target]))[0]
        surfaces = tuple(
            surface_of(
                self.problem, replace(s.end, theta=theta[s.end.run]), self.grid_x, self.grid_y, rows
            )
            for s in self.surfaces
        )
        moved = replace(self, surfaces=surfaces)
        moved.__dict__["camera"] = self.camera
        return moved

    @property
    def above(self) -> np.ndarray:
        """Which points lie above the best model, shape (row,)."""
        best = self.best
        return (
            np.ones(len(self.points), dtype=bool)
            if best is None
            else self.points[:, 2] >= best.predicted
        )

    @property
    def sides(self) -> tuple[float, float, float]:
        """Lengths of the box's sides."""
        return (1.0, 1.0, 0.72)

    @cached_property
    def relief(self) -> Relief | None:
        """The best model in fractions of the box; None where there is none."""
        best = self.best
        if best is None:
            return None
        low, high = self.z.limits
        part = np.linspace(0, 1, GRID)
        return Relief(part, part, (best.z - low) / (high - low))

    @cached_property
    def camera(self) -> Camera:
        """Where it is seen from: aslant, so that points above and below it are told apart."""
        return Camera(20.0, USUAL) if self.relief is None else turn_aslant(self.relief, self.sides)

    @property
    def title(self) -> tuple[str, ...]:
        """The fitted model with its numbers, from the longest way of writing it to the shortest."""
        best = self.best
        return () if best is None else equations(self.problem, best.end.theta)

    @property
    def marks(self) -> tuple[str, ...]:
        """What the key has to explain."""
        start = ("model at the start",) if self.net is not None else ()
        if self.best is None:
            return start
        points = ("above the model", "below the model")
        return (*start, *(("residual",) if self.residuals else ()), *points)

    @property
    def net(self) -> np.ndarray | None:
        """The model at the start where a good part of it lies in the box: a few crossing strokes are no plane."""
        if self.before is None:
            return None
        low, high = self.z.limits
        inside = (self.before >= low) & (self.before <= high)
        return self.before if float(inside.mean()) >= 0.25 else None

    @property
    def notes(self) -> tuple[str, ...]:
        """What the picture leaves out."""
        return (*self.left_out, *self.shown.notes)

    @property
    def words(self) -> str:
        """The panel in words."""
        points = count(len(self.points), "point")
        text = f"{points} of {self.z.label} over {self.x.label} and {self.y.label}"
        if self.title:
            text += ", fitted by " + ascii_minus(self.title[0])
            text += f"; {int(np.sum(self.above)):,} lie above the model"
        return ". ".join([text, *self.notes]) + "."

    def only(self, runs: frozenset[int]) -> PlaneFit:
        """The same picture of some of the runs."""
        return replace(
            self,
            surfaces=tuple(s for s in self.surfaces if s.end.run in runs),
            shown=self.shown.only(runs),
        )


def model_of(problem: Fit, theta: np.ndarray, grid_x: np.ndarray, grid_y: np.ndarray) -> np.ndarray:
    """A model over its two inputs, second by first; NaN where it is not finite."""
    first, second = problem.inputs
    shape = len(grid_y), len(grid_x)
    mesh = {first: np.tile(grid_x, shape[0]), second: np.repeat(grid_y, shape[1])}
    value = np.broadcast_to(problem.predict(theta, mesh), (shape[0] * shape[1],)).reshape(shape)
    return np.where(np.isfinite(value), value, np.nan)


def surface_of(
    problem: Fit, end: Ending, grid_x: np.ndarray, grid_y: np.ndarray, rows: np.ndarray
) -> Surface:
    """A run's model over the two inputs, and for some rows."""
    z = model_of(problem, end.theta, grid_x, grid_y)
    return Surface(end, z, problem.predict(end.theta)[rows])


def describe(scene: Scene, problem: Fit) -> PlaneFit:
    """Describe the data, and the model over its two inputs where the runs ended."""
    runs = need_runs(scene, "fit")
    first, second = problem.inputs
    x, y, z = (
        np.asarray(problem.columns[name], dtype=float) for name in (first, second, problem.target)
    )
    across, up = limits(x), limits(y)
    grid_x, grid_y = np.linspace(*across, GRID), np.linspace(*up, GRID)

    shown, left_out = shown_rows(len(x))
    ends = sorted(endings(scene), key=lambda end: end.loss)[:MANY]
    surfaces = tuple(
        surface_of(problem, end, grid_x, grid_y, shown)
        for end in sorted(ends, key=lambda end: end.run)
    )
    start = common_start(runs)
    before = None if start is None else model_of(problem, start, grid_x, grid_y)
    tall = [s.z for s in surfaces]
    if before is not None and any(part.step is not None for part in scene.parts):
        tall.append(before)
    few = len(x) <= RESIDUALS
    too_many = (f"residuals of {count(len(x), 'point')} left out",) if surfaces and not few else ()
    return PlaneFit(
        problem=problem,
        x=Axis(input_name(problem, first), across),
        y=Axis(input_name(problem, second), up),
        z=Axis(one_line(problem.target), heights(z, tall, 0.04)),
        grid_x=grid_x,
        grid_y=grid_y,
        points=np.stack([x, y, z], axis=-1)[shown],
        surfaces=surfaces,
        before=before,
        residuals=few,
        left_out=(*too_many, *left_out),
        shown=shown_runs(runs),
        cast=scene.cast,
    )
