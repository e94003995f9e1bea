"""The fit panel of a model with more inputs than can be drawn: what it predicts against what was observed."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.problems.fit import Fit
from thalweg.scenes.axis import Axis, limits
from thalweg.scenes.boundary_fit import right_of
from thalweg.scenes.fitted import (
    Ending,
    Shown,
    best_of,
    class_names,
    endings,
    shown_rows,
    shown_runs,
)
from thalweg.scenes.look import MANY, Cast
from thalweg.scenes.needs import need_runs
from thalweg.scenes.text import MINUS, count, number, one_line, power_of_ten, spoken

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

SURE = 6
"""Probabilities nearer to 0 or 1 than ten to minus this stand at the edge."""


@dataclass(frozen=True, eq=False)
class Predictions:
    """What the model predicts where one run ended.

    Attributes
    ----------
    end : Ending
    value : array, shape (row,)
        In the target's own units; of classes, the log-odds of the second one, to base 10.
    """

    end: Ending
    value: np.ndarray


@dataclass(frozen=True, eq=False)
class TableFit:
    """What the fit panel shows of a model with three inputs or more: the predictions of the run that ended lowest.

    Attributes
    ----------
    x, y : Axis
        Observed and predicted, in the target's own units; of classes, predicted probability and class.
    observed : array, shape (row,)
        Of classes, 0 and 1.
    rows : array of int
        Those of them that are drawn.
    predictions : tuple of Predictions
        At most eight: of those runs that ended lowest.
    classes : tuple of (float, str)
        Names of the two values of the target; empty where it is a number.
    inputs : int
        How many inputs the model has.
    left_out : tuple of str
        What was left out.
    shown : Shown
    cast : Cast
    """

    problem: Fit
    x: Axis
    y: Axis
    observed: np.ndarray
    rows: np.ndarray
    predictions: tuple[Predictions, ...]
    classes: tuple[tuple[float, str], ...]
    inputs: int
    left_out: tuple[str, ...]
    shown: Shown
    cast: Cast
    dims: ClassVar[int] = 2

    @property
    def best(self) -> Predictions | None:
        """The predictions of the run that ended lowest: those that are drawn."""
        end = best_of([p.end for p in self.predictions])
        return next((p for p in self.predictions if p.end is end), None)

    def at(self, theta: np.ndarray) -> TableFit:
        """The same picture with the predictions of other parameters, shape (run, d)."""
        moved = (replace(p.end, theta=theta[p.end.run]) for p in self.predictions)
        return replace(self, predictions=tuple(predictions_of(self.problem, end) for end in moved))

    @property
    def equal(self) -> bool:
        """Whether one unit has the same length on both axes."""
        return not self.classes

    @property
    def wrong(self) -> np.ndarray:
        """Rows that the best run takes for the other class, shape (row,)."""
        best = self.best
        if best is None or not self.classes:
            return np.zeros(len(self.observed), dtype=bool)
        return (best.value >= 0) != (self.observed > 0.5)

    @property
    def title(self) -> tuple[str, ...]:
        """How well the model fits, from the longest way of writing it to the shortest."""
        best = self.best
        if best is None:
            return ()
        if self.classes:
            right = right_of(int(np.sum(self.wrong)), len(self.observed))
            return (right, right.split(" (")[0])
        residual = self.observed - best.value
        error = math.sqrt(float(np.mean(residual**2)))
        spread = float(np.var(self.observed))
        typical = f"typical error {number(error)}"
        if not spread > 0 or not math.isfinite(error):
            return (typical,)
        explained = f"R² = {number(1 - error**2 / spread)}"
        return (f"{explained}, {typical} (root mean square)", f"{explained}, {typical}", explained)

    @property
    def marks(self) -> tuple[str, ...]:
        """What the key has to explain."""
        if not self.predictions:
            return ()
        if not self.classes:
            return ("predicted = observed",)
        return ("wrong class",) if self.wrong.any() else ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What the picture leaves out."""
        return (*self.left_out, *self.shown.notes)

    @property
    def words(self) -> str:
        """The panel in words."""
        rows = count(len(self.observed), "row")
        text = (
            f"{self.y.label} against {self.x.label} of {rows}, by a model of {self.inputs} inputs"
        )
        best = self.best
        if best is not None:
            text += f": {self.title[0]}" if self.classes else f", {self.title[0]}"
            low, high = float(np.min(best.value)), float(np.max(best.value))
            if not self.classes:
                text += f"; the predictions go from {spoken(low)} to {spoken(high)}"
        return ". ".join([text, *self.notes]) + "."

    def only(self, runs: frozenset[int]) -> TableFit:
        """The same picture of some of the runs."""
        return replace(
            self,
            predictions=tuple(p for p in self.predictions if p.end.run in runs),
            shown=self.shown.only(runs),
        )


def predictions_of(problem: Fit, end: Ending) -> Predictions:
    """What a model predicts for every row: of classes, their log-odds."""
    value = np.broadcast_to(problem.predict(end.theta), problem.columns[problem.target].shape)
    return Predictions(end, _log_odds(value) if class_names(problem) else value)


def describe(scene: Scene, problem: Fit) -> TableFit:
    """Describe what the model predicts for every row of the table where the runs ended."""
    runs = need_runs(scene, "fit")
    observed = np.asarray(problem.columns[problem.target], dtype=float)
    classes = class_names(problem)
    ends = sorted(endings(scene), key=lambda end: end.loss)[:MANY]
    predictions = tuple(
        predictions_of(problem, end) for end in sorted(ends, key=lambda end: end.run)
    )
    rows, left_out = shown_rows(len(observed))
    target = one_line(problem.target)
    if classes:
        reach, names = _odds_axis(predictions)
        second = classes[1][1] if problem.classes else f"{target} = 1"
        x = Axis(f"predicted probability of {second}", (-reach, reach), names=names)
        y = Axis(target, (-0.55, 1.55), names=classes)
    else:
        # One view for both, so that a perfect prediction lies on the diagonal.
        best = best_of(ends)
        fitted = [p.value for p in predictions if p.end is best]
        both = limits(np.concatenate([observed, *fitted]))
        x, y = Axis(f"{target}, observed", both), Axis(f"{target}, predicted", both)
    return TableFit(
        problem=problem,
        x=x,
        y=y,
        observed=observed,
        rows=rows,
        predictions=predictions,
        classes=classes,
        inputs=len(problem.inputs),
        left_out=left_out,
        shown=shown_runs(runs),
        cast=scene.cast,
    )


def _log_odds(probability: np.ndarray) -> np.ndarray:
    sure = 10.0**-SURE
    p = np.clip(probability, sure, 1 - sure)
    return np.log10(p) - np.log10(1 - p)


def _odds_axis(
    predictions: tuple[Predictions, ...],
) -> tuple[float, tuple[tuple[float, str], ...]]:
    """How far an axis of log-odds reaches on both sides of one half, and the probabilities that it names."""
    found = np.concatenate([np.abs(p.value) for p in predictions]) if predictions else np.ones(1)
    reach = max(1.1, min(float(SURE), float(np.max(found))))
    names = [(0.0, "½")]
    for k in range(1, int(reach + 1e-3) + 1):
        low = f"{10.0**-k:g}" if k <= 3 else power_of_ten(-k)
        high = f"{1 - 10.0**-k:g}" if k <= 3 else f"1{MINUS}{power_of_ten(-k)}"
        place = -float(np.log10(10.0**k - 1))
        if k == SURE:
            low, high = f"≤{low}", f"≥{high}"
        if reach <= 3.5 or k % 3 == 0:
            names += [(place, low), (-place, high)]
    return 1.06 * reach, tuple(sorted(names))
