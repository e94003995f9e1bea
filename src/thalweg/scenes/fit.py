"""The fit panel: the data, the fitted line, and what it leaves unexplained."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError
from thalweg.problems.base import Problem
from thalweg.problems.fit import Fit
from thalweg.scenes.axis import Axis, limits
from thalweg.scenes.look import MANY, Cast, Look
from thalweg.scenes.needs import need_runs
from thalweg.scenes.text import MINUS, count, listing, number, numbered, one_line
from thalweg.scenes.words import ascii_minus

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

RESIDUALS = 400
"""Up to as many residuals are drawn: more of them are a grey cloud."""

POINTS = 20_000
"""Up to as many data points are drawn."""


@dataclass(frozen=True, eq=False)
class Line:
    """The model of one run: arrays of shape (point,)."""

    run: int
    look: Look
    x: np.ndarray
    y: np.ndarray


@dataclass(frozen=True, eq=False)
class FitPicture:
    """What the fit panel shows.

    Attributes
    ----------
    title : tuple of str
        The fitted model with its numbers, from the longest way of writing it to the shortest.
    x, y : Axis
        Labelled with the columns' names.
    points_x, points_y : arrays, shape (point,)
        The data, in the table's own units.
    lines : tuple of Line
        The model where each run ended.
    before : Line or None
        The model at the start.
    residual_x, residual_low, residual_high : arrays, shape (residual,)
        Ends of the residuals of the best run; empty where there are too many.
    best : int or None
        The run whose residuals and formula are shown.
    notes : tuple of str
        What was left out.
    cast : Cast
    """

    title: tuple[str, ...]
    x: Axis
    y: Axis
    points_x: np.ndarray
    points_y: np.ndarray
    lines: tuple[Line, ...]
    before: Line | None
    residual_x: np.ndarray
    residual_low: np.ndarray
    residual_high: np.ndarray
    best: int | None
    notes: tuple[str, ...]
    cast: Cast
    dims: ClassVar[int] = 2

    @property
    def marks(self) -> tuple[str, ...]:
        """What the key has to explain."""
        return (
            *(("model at the start",) if self.before is not None else ()),
            *(("residual",) if len(self.residual_x) else ()),
        )

    @property
    def words(self) -> str:
        """The panel in words."""
        text = f"{count(len(self.points_x), 'point')} of {self.y.label} against {self.x.label}"
        if self.title:
            text += ", fitted by " + ascii_minus(self.title[0])
        return ". ".join([text, *self.notes]) + "."


def fit_problem(problem: Problem) -> Fit:
    """Return the problem if the fit panel can show it, or say why not."""
    if not isinstance(problem, Fit):
        raise ArgumentError(
            f'the fit panel needs a Fit to a table; "{one_line(problem.title)}" has no data: '
            "choose the contour, profile or loss panel"
        )
    if len(problem.inputs) != 1:
        names = listing([f'"{one_line(name)}"' for name in problem.inputs]) or "none"
        raise ArgumentError(
            f"the fit panel needs a model with one input; this one has {len(problem.inputs)} "
            f"({names}): choose the contour or loss panel"
        )
    return problem


def check(scene: Scene) -> None:
    """Refuse a scene without runs of a model with one input."""
    need_runs(scene, "fit")
    fit_problem(scene.problem)


def describe(scene: Scene) -> FitPicture:
    """Describe the data, the model where every run ended, and the residuals of the run that ended lowest."""
    runs, cast = need_runs(scene, "fit"), scene.cast
    problem = fit_problem(runs.problem)
    name = problem.inputs[0]
    x = np.asarray(problem.columns[name], dtype=float)
    y = np.asarray(problem.columns[problem.target], dtype=float)
    across = limits(x)
    grid = np.linspace(*across, 201)
    final = runs.final.transpose("run", "param").values
    ends = [run for run in range(len(final)) if not bool(runs.diverged.values[run])]
    lines = tuple(_line(problem, run, cast.looks[run], final[run], grid) for run in ends)
    best = _best(runs, ends)
    starts = runs.dataset["theta"].isel(step=0).transpose("run", "param").values
    before = None
    if len(starts) and bool(np.all(starts == starts[0])):
        before = _line(problem, 0, cast.looks[0], starts[0], grid)
    notes: list[str] = []
    low = high = at = np.zeros(0)
    if best is not None and len(x) <= RESIDUALS:
        at, low, high = x, y, problem.predict(final[best], {name: x})
    elif best is not None:
        notes.append(f"residuals of {count(len(x), 'point')} left out")
    shown = slice(None)
    if len(x) > POINTS:
        # Evenly over the rows: repeatable, and no part of the table is preferred.
        shown = np.linspace(0, len(x) - 1, POINTS).astype(int)
        notes.append(f"{POINTS:,} of {len(x):,} points drawn")
    stopped = len(final) - len(ends)
    if stopped:
        notes.append(
            "the run diverged: it has no fitted model"
            if len(final) == 1
            else f"{count(stopped, 'run')} diverged and left no model"
        )
    names = ()
    if problem.classes:
        names = tuple((float(k), one_line(c)) for k, c in enumerate(problem.classes))
    # The start may lie anywhere: it does not stretch the picture, the data and the fitted lines do.
    tall = [y, *(line.y for line in lines)] if len(lines) <= MANY else [y]
    return FitPicture(
        title=() if best is None else _equations(problem, final[best], across),
        x=Axis(one_line(name), across),
        y=Axis(one_line(problem.target), _heights(y, tall), names=names),
        points_x=x[shown],
        points_y=y[shown],
        lines=lines,
        before=before,
        residual_x=at,
        residual_low=low,
        residual_high=high,
        best=best,
        notes=tuple(notes),
        cast=cast,
    )


def _line(problem: Fit, run: int, look: Look, theta: np.ndarray, grid: np.ndarray) -> Line:
    predicted = np.broadcast_to(problem.predict(theta, {problem.inputs[0]: grid}), grid.shape)
    return Line(run, look, grid, np.where(np.isfinite(predicted), predicted, np.nan))


def _heights(y: np.ndarray, all_of: list[np.ndarray]) -> tuple[float, float]:
    """Limits around the data and the lines, the lines adding at most half the data's height on each side."""
    low, high = limits(y, 0.0)
    reach = 0.5 * (high - low)
    every = np.concatenate(all_of)
    return limits(np.clip(every[np.isfinite(every)], low - reach, high + reach), 0.06)


def _best(runs: Trajectories, ends: list[int]) -> int | None:
    """The run whose last loss is lowest."""
    losses = runs.dataset["loss"].transpose("run", "step").values
    last = [float(losses[run][np.isfinite(losses[run])][-1]) for run in ends]
    return ends[int(np.argmin(last))] if ends else None


def _equations(problem: Fit, theta: np.ndarray, across: tuple[float, float]) -> tuple[str, ...]:
    """The fitted model in the table's own units, with full names, then with short ones."""
    name, target = one_line(problem.inputs[0]), one_line(problem.target)
    places = np.array([0.0, 1.0, *across, sum(across) / 2])
    values = np.broadcast_to(problem.predict(theta, {problem.inputs[0]: places}), places.shape)
    intercept, slope = float(values[0]), float(values[1] - values[0])
    expected = intercept + slope * places
    size = float(np.max(np.abs(values))) if np.isfinite(values).all() else math.inf
    if np.isfinite(size) and float(np.max(np.abs(values - expected))) <= 1e-9 * size:
        # Read off the predictions: right in the table's units, standardised or not.
        slope = float((values[3] - values[2]) / (across[1] - across[0]))
        intercept = float(values[2]) - slope * across[0]
        sign = MINUS if intercept < 0 else "+"
        tail = "" if intercept == 0 else f" {sign} {number(abs(intercept))}"
        long = f"{target} = {number(slope)} · {name}{tail}"
        return (long, f"ŷ = {number(slope)} x{tail}")
    own = problem.original(theta)
    if own is None:
        return ()
    stated = numbered(
        problem.model, dict(zip(problem.params, np.asarray(own).tolist(), strict=True))
    )
    if problem.classes and problem.loss_name == "logistic":
        return (f"P({one_line(problem.classes[1])}) = σ({stated})", f"ŷ = σ({stated})")
    return (f"{target} = {stated}", f"ŷ = {stated}")
