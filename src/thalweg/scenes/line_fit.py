"""The fit panel of a model with one input: the data, the curve, and what it leaves unexplained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.problems.fit import Fit
from thalweg.scenes.axis import Axis, limits
from thalweg.scenes.fitted import (
    RESIDUALS,
    Ending,
    Shown,
    best_of,
    class_names,
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
from thalweg.scenes.text import count, one_line
from thalweg.scenes.words import ascii_minus

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene


@dataclass(frozen=True, eq=False)
class Line:
    """The model where one run ended.

    Attributes
    ----------
    end : Ending
    y : array, shape (point,)
        The model along `LineFit.grid`.
    residual : array, shape (row,)
        The model at the data's own places; empty where there are too many for residuals.
    """

    end: Ending
    y: np.ndarray
    residual: np.ndarray


@dataclass(frozen=True, eq=False)
class LineFit:
    """What the fit panel shows of a model with one input.

    Attributes
    ----------
    problem : Fit
    x, y : Axis
        Labelled with the columns' names, in the table's own units.
    points_x, points_y : arrays, shape (row,)
        The data.
    grid : array, shape (point,)
    lines : tuple of Line
        The model where each run ended.
    before : array, shape (point,), or None
        The model at the start.
    left_out : tuple of str
        What was left out.
    shown : Shown
    cast : Cast
    """

    problem: Fit
    x: Axis
    y: Axis
    points_x: np.ndarray
    points_y: np.ndarray
    grid: np.ndarray
    lines: tuple[Line, ...]
    before: np.ndarray | None
    left_out: tuple[str, ...]
    shown: Shown
    cast: Cast
    dims: ClassVar[int] = 2

    def model(self, theta: np.ndarray, places: np.ndarray) -> np.ndarray:
        """The model's prediction at places of its input, shape (point,); NaN where it is not finite."""
        return predicted(self.problem, theta, places)

    @property
    def best(self) -> Line | None:
        """The line of the run that ended lowest, whose residuals and formula are shown."""
        end = best_of([line.end for line in self.lines])
        return next((line for line in self.lines if line.end is end), None)

    @property
    def residuals(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Place, and both ends, of the residuals of the best line: arrays of shape (residual,)."""
        best = self.best
        if best is None or not best.residual.size:
            none = np.zeros(0)
            return none, none, none
        return self.points_x, self.points_y, best.residual

    @property
    def title(self) -> tuple[str, ...]:
        """The fitted model with its numbers, from the longest way of writing it to the shortest."""
        best = self.best
        return () if best is None else equations(self.problem, best.end.theta)

    @property
    def marks(self) -> tuple[str, ...]:
        """What the key has to explain."""
        return (
            *(("model at the start",) if self.before is not None else ()),
            *(("residual",) if len(self.residuals[0]) else ()),
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What the picture leaves out."""
        return (*self.left_out, *self.shown.notes)

    @property
    def words(self) -> str:
        """The panel in words."""
        text = f"{count(len(self.points_x), 'point')} of {self.y.label} against {self.x.label}"
        if self.title:
            text += ", fitted by " + ascii_minus(self.title[0])
        return ". ".join([text, *self.notes]) + "."

    def only(self, runs: frozenset[int]) -> LineFit:
        """The same picture of some of the runs."""
        return replace(
            self,
            lines=tuple(line for line in self.lines if line.end.run in runs),
            shown=self.shown.only(runs),
        )


def predicted(problem: Fit, theta: np.ndarray, places: np.ndarray) -> np.ndarray:
    """A model of one input at places of it, shape (point,); NaN where it is not finite."""
    values = np.broadcast_to(problem.predict(theta, {problem.inputs[0]: places}), places.shape)
    return np.where(np.isfinite(values), values, np.nan)


def describe(scene: Scene, problem: Fit) -> LineFit:
    """Describe the data, the model where every run ended, and the residuals of the run that ended lowest."""
    runs = need_runs(scene, "fit")
    name = problem.inputs[0]
    x = np.asarray(problem.columns[name], dtype=float)
    y = np.asarray(problem.columns[problem.target], dtype=float)
    across = limits(x)
    grid = np.linspace(*across, 201)

    model = partial(predicted, problem)

    few = len(x) <= RESIDUALS
    lines = tuple(
        Line(end, model(end.theta, grid), model(end.theta, x) if few else np.zeros(0))
        for end in endings(scene)
    )
    start = common_start(runs)
    shown, left_out = shown_rows(len(x))
    too_many = (f"residuals of {count(len(x), 'point')} left out",) if lines and not few else ()
    # The start may lie anywhere: it does not stretch the picture, the data and the fitted lines do; unless it is one of
    # the steps that are shown.
    tall = [line.y for line in lines] if len(lines) <= MANY else []
    before = None if start is None else model(start, grid)
    if before is not None and any(part.step is not None for part in scene.parts):
        tall.append(before)
    return LineFit(
        problem=problem,
        x=Axis(input_name(problem, name), across),
        y=Axis(one_line(problem.target), heights(y, tall, 0.06), names=class_names(problem)),
        points_x=x[shown],
        points_y=y[shown],
        grid=grid,
        lines=lines,
        before=before,
        left_out=(*too_many, *left_out),
        shown=shown_runs(runs),
        cast=scene.cast,
    )
