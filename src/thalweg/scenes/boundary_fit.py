"""The fit panel of two classes over two inputs: the probability, and the boundary where it is one half."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.problems.fit import Fit
from thalweg.scenes.axis import Axis, limits
from thalweg.scenes.fitted import (
    Ending,
    Shown,
    best_of,
    class_names,
    endings,
    equations,
    input_name,
    shown_rows,
    shown_runs,
)
from thalweg.scenes.look import MANY, Cast
from thalweg.scenes.needs import need_runs
from thalweg.scenes.text import count
from thalweg.scenes.words import ascii_minus

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

GRID = 121
"""Points an axis of the probability."""

LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)
"""Probabilities between which the ground has one tint."""


@dataclass(frozen=True, eq=False)
class Boundary:
    """The model where one run ended.

    Attributes
    ----------
    end : Ending
    value : array, shape (GRID, GRID)
        The predicted probability of the second class, second input by first.
    wrong : int
        Rows on the wrong side of one half.
    """

    end: Ending
    value: np.ndarray
    wrong: int


@dataclass(frozen=True, eq=False)
class BoundaryFit:
    """What the fit panel shows of two classes over two inputs.

    Attributes
    ----------
    problem : Fit
    x, y : Axis
        The two inputs, in the table's own units.
    grid_x, grid_y : arrays, shape (GRID,)
    points_x, points_y : arrays, shape (row,)
    second : bool array, shape (row,)
        Whether a row is of the second class.
    names : (str, str)
        The classes.
    boundaries : tuple of Boundary
        At most eight: those that ended lowest.
    rows : int
        Of the whole table.
    left_out : tuple of str
        What was left out.
    shown : Shown
    cast : Cast
    """

    problem: Fit
    x: Axis
    y: Axis
    grid_x: np.ndarray
    grid_y: np.ndarray
    points_x: np.ndarray
    points_y: np.ndarray
    second: np.ndarray
    names: tuple[str, str]
    boundaries: tuple[Boundary, ...]
    rows: int
    left_out: tuple[str, ...]
    shown: Shown
    cast: Cast
    dims: ClassVar[int] = 2

    @property
    def best(self) -> Boundary | None:
        """The boundary of the run that ended lowest, whose probability is the ground."""
        end = best_of([b.end for b in self.boundaries])
        return next((b for b in self.boundaries if b.end is end), None)

    def at(self, theta: np.ndarray) -> BoundaryFit:
        """The same picture with the models of other parameters, shape (run, d)."""
        return replace(
            self, boundaries=tuple(self._moved(b.end, theta[b.end.run]) for b in self.boundaries)
        )

    def _moved(self, end: Ending, theta: np.ndarray) -> Boundary:
        return boundary_of(self.problem, replace(end, theta=theta), self.grid_x, self.grid_y)

    @property
    def title(self) -> tuple[str, ...]:
        """The model with its numbers and how many rows it gets right, from the longest wording to the shortest."""
        best = self.best
        if best is None:
            return ()
        right = right_of(best.wrong, self.rows)
        return (*(f"{text}, {right}" for text in equations(self.problem, best.end.theta)), right)

    @property
    def marks(self) -> tuple[str | tuple[str, str], ...]:
        """What the key has to explain."""
        return (
            ("first class", self.names[0]),
            ("second class", self.names[1]),
            *(("boundary: probability ½",) if self.boundaries else ()),
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What the picture leaves out."""
        return (*self.left_out, *self.shown.notes)

    @property
    def words(self) -> str:
        """The panel in words."""
        first = int(np.sum(~self.second))
        text = (
            f"{self.y.label} against {self.x.label} of {count(first, 'row')} of class {self.names[0]} and "
            f"{count(len(self.second) - first, 'row')} of class {self.names[1]}"
        )
        if self.title:
            text += f", separated by {ascii_minus(self.title[0])}"
        return ". ".join([text, *self.notes]) + "."

    def only(self, runs: frozenset[int]) -> BoundaryFit:
        """The same picture of some of the runs."""
        return replace(
            self,
            boundaries=tuple(b for b in self.boundaries if b.end.run in runs),
            shown=self.shown.only(runs),
        )


def right_of(wrong: int, rows: int) -> str:
    """How many rows are on the right side: ``'97.4 % right (15 of 569 wrong)'``."""
    return f"{100 * (1 - wrong / rows):.3g} % right ({wrong:,} of {rows:,} wrong)"


def boundary_of(problem: Fit, end: Ending, grid_x: np.ndarray, grid_y: np.ndarray) -> Boundary:
    """The probability over two inputs, and how many rows are on the wrong side."""
    first, second = problem.inputs
    mesh_x, mesh_y = np.meshgrid(grid_x, grid_y)
    value = problem.predict(end.theta, {first: mesh_x.ravel(), second: mesh_y.ravel()})
    target = np.asarray(problem.columns[problem.target], dtype=float)
    guess = problem.predict(end.theta) >= 0.5
    return Boundary(
        end,
        np.broadcast_to(value, mesh_x.size).reshape(mesh_x.shape),
        int(np.sum(guess != (target > 0.5))),
    )


def describe(scene: Scene, problem: Fit) -> BoundaryFit:
    """Describe the two classes, and the probability over the two inputs where every run ended."""
    runs = need_runs(scene, "fit")
    first, second = problem.inputs
    x, y, target = (
        np.asarray(problem.columns[name], dtype=float) for name in (first, second, problem.target)
    )
    across, up = limits(x), limits(y)
    grid_x, grid_y = np.linspace(*across, GRID), np.linspace(*up, GRID)
    ends = sorted(endings(scene), key=lambda end: end.loss)
    notes: list[str] = []
    if len(ends) > MANY:
        notes.append(f"boundaries of the {MANY} best of {len(ends):,} runs drawn")
    shown, left_out = shown_rows(len(x))
    names = class_names(problem) or ((0.0, "0"), (1.0, "1"))
    return BoundaryFit(
        problem=problem,
        x=Axis(input_name(problem, first), across),
        y=Axis(input_name(problem, second), up),
        grid_x=grid_x,
        grid_y=grid_y,
        points_x=x[shown],
        points_y=y[shown],
        second=target[shown] > 0.5,
        names=(names[0][1], names[1][1]),
        boundaries=tuple(
            boundary_of(problem, end, grid_x, grid_y)
            for end in sorted(ends[:MANY], key=lambda end: end.run)
        ),
        rows=len(x),
        left_out=(*notes, *left_out),
        shown=shown_runs(runs),
        cast=scene.cast,
    )
