"""What all fit panels share: where runs ended, the model with its numbers, what is left out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.problems.fit import Fit
from thalweg.scenes.axis import limits
from thalweg.scenes.look import Look
from thalweg.scenes.text import MINUS, count, number, numbered, one_line, spoken, symbol

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

RESIDUALS = 400
"""Up to as many residuals are drawn: more of them are a grey cloud."""

POINTS = 20_000
"""Up to as many data points are drawn."""


_EXACT = 0.01
"""Share of the target's spread by which an equation's rounded numbers may be off at the data."""


@dataclass(frozen=True, eq=False)
class Ending:
    """Where a run that did not diverge ended.

    Attributes
    ----------
    run : int
    look : Look
    theta : array, shape (d,)
        As it was run.
    loss : float
        Of the whole run at its end, by which runs are compared; infinite where it diverges later.
    """

    run: int
    look: Look
    theta: np.ndarray
    loss: float


def endings(scene: Scene) -> tuple[Ending, ...]:
    """Where every run that did not diverge ended."""
    runs = scene.runs
    assert runs is not None
    final = runs.final.transpose("run", "param").values
    return tuple(
        Ending(run, scene.cast.looks[run], final[run], scene.ranking[run])
        for run in np.flatnonzero(~np.asarray(runs.diverged.values, dtype=bool)).tolist()
    )


def best_of(ends: Sequence[Ending]) -> Ending | None:
    """The one with the lowest loss."""
    return min(ends, key=lambda end: end.loss, default=None)


def common_start(runs: Trajectories) -> np.ndarray | None:
    """The start, shape (d,), if all runs have the same."""
    starts = runs.dataset["theta"].isel(step=0).transpose("run", "param").values
    return starts[0] if len(starts) and bool(np.all(starts == starts[0])) else None


def shown_rows(n: int) -> tuple[np.ndarray, tuple[str, ...]]:
    """Indices of the rows that are drawn, and a note where these are not all."""
    if n <= POINTS:
        return np.arange(n), ()
    # Evenly over the rows: repeatable, and no part of the table is preferred.
    return np.linspace(0, n - 1, POINTS).astype(int), (f"{POINTS:,} of {n:,} points drawn",)


def heights(data: np.ndarray, models: Sequence[np.ndarray], margin: float) -> tuple[float, float]:
    """Limits around the data and the models, which add at most half the data's height on each side."""
    low, high = limits(data, 0.0)
    reach = 0.5 * (high - low)
    every = np.concatenate([data, *(model.ravel() for model in models)])
    return limits(np.clip(every[np.isfinite(every)], low - reach, high + reach), margin)


@dataclass(frozen=True)
class Shown:
    """Which runs a picture is about, and which of them diverged."""

    runs: frozenset[int]
    stopped: frozenset[int]

    def only(self, runs: frozenset[int]) -> Shown:
        """Those that are among `runs`."""
        return Shown(self.runs & runs, self.stopped & runs)

    @property
    def notes(self) -> tuple[str, ...]:
        """A note about the runs that left no model."""
        if not self.stopped:
            return ()
        if len(self.runs) == 1:
            return ("the run diverged: it has no fitted model",)
        return (f"{count(len(self.stopped), 'run')} diverged and left no model",)


def shown_runs(runs: Trajectories) -> Shown:
    """All runs."""
    stopped = np.flatnonzero(np.asarray(runs.diverged.values, dtype=bool)).tolist()
    return Shown(frozenset(range(runs.dataset.sizes["run"])), frozenset(stopped))


def class_names(problem: Fit) -> tuple[tuple[float, str], ...]:
    """Names of the two values of a target, where it has classes."""
    if problem.classes:
        return tuple((float(k), one_line(c)) for k, c in enumerate(problem.classes))
    return ((0.0, "0"), (1.0, "1")) if problem.loss_name == "logistic" else ()


def input_name(problem: Fit, name: str) -> str:
    """An input as the model's equation writes it: ``'x₁'``; what stands in backticks there is left as it is."""
    plain = name.isidentifier() and f"`{name}`" not in problem.model
    return symbol(name) if plain else one_line(name)


def equations(problem: Fit, theta: np.ndarray) -> tuple[str, ...]:
    """The fitted model in the table's own units, from the longest way of writing it to the shortest; may be none."""
    target = one_line(problem.target)
    if problem.loss_name != "logistic":
        found = _affine(problem, theta)
        if found is not None:
            names = [input_name(problem, name) for name in problem.inputs]
            short = ["x"] if len(names) == 1 else [f"x{_SUB[k]}" for k in range(1, len(names) + 1)]
            digits = _affine_digits(problem, *found)
            return (
                _sum(target, *found, names, " · ", digits),
                _sum("ŷ", *found, short, " ", digits),
            )
    own = problem.original(theta)
    if own is None:
        return ()
    values = np.asarray(own).tolist()
    inputs = _inputs(problem)
    digits = _digits(
        problem,
        values,
        lambda theta: problem.model_program.arrays(*(t[:, None] for t in theta.T), *inputs)[0],
    )
    stated = numbered(problem.model, dict(zip(problem.params, values, strict=True)), digits)
    if problem.loss_name == "logistic":
        # A model that is no probability itself is the logit of one.
        sigma = stated if _says_sigmoid(problem) else f"σ({stated})"
        return (f"P({class_names(problem)[1][1]}) = {sigma}", f"ŷ = {sigma}")
    return (f"{target} = {stated}", f"ŷ = {stated}")


def steady_equation(problem: Fit, theta: np.ndarray, end: np.ndarray, *, short: bool) -> str | None:
    """A flat model at a step, every number with the decimals that it has at the end; None where it is not flat.

    Parameters
    ----------
    theta, end : arrays, shape (d,)
        At the step and at the end.
    short : bool
        As the second of `equations`.
    """
    if problem.loss_name == "logistic" or not np.isfinite(theta).all():
        return None
    found, last = _affine(problem, theta), _affine(problem, end)
    if found is None or last is None:
        return None
    target = "ŷ" if short else one_line(problem.target)
    names = [input_name(problem, name) for name in problem.inputs]
    if short:
        names = ["x"] if len(names) == 1 else [f"x{_SUB[k]}" for k in range(1, len(names) + 1)]
    text, significant = "", _affine_digits(problem, *last)
    terms = zip([*found[1], found[0]], [*last[1], last[0]], [*names, ""], strict=True)
    # A sign before the first number has room of its own where it is there at the end.
    room = _NO_SIGN if last[1][0] < 0 else ""
    for value, final, name in terms:
        if not name and not final:
            continue
        digits = max(significant - 1 - math.floor(math.log10(abs(final) or 1.0)), 0)
        digits = min(digits, significant + 3)
        first = MINUS if value < 0 else room
        sign = first if not text else f" {MINUS if value < 0 else '+'} "
        times = ("" if not name else " " if short else " · ") + name
        text += f"{sign}{abs(value):.{digits}f}{times}"
    return f"{target} = {text}"


_NO_SIGN = "\N{FIGURE SPACE}\N{THIN SPACE}"

_SUB = "₀₁₂₃₄₅₆₇₈₉"


def _says_sigmoid(problem: Fit) -> bool:
    """Whether the model itself is written as a probability."""
    text = problem.model.replace(" ", "")
    return text.startswith(("sigmoid(", "1/(1+exp("))


def _affine(problem: Fit, theta: np.ndarray) -> tuple[float, list[float]] | None:
    """Intercept and slopes of a model that is a flat plane over one or two inputs, else None.

    They are read off the predictions, and so are right in the table's units, standardised or not.
    """
    if len(problem.inputs) > 2:
        return None
    columns = [np.asarray(problem.columns[name], dtype=float) for name in problem.inputs]
    ends = [(float(c.min()), float(c.max())) for c in columns]
    if not all(low < high for low, high in ends):
        return None
    # The corners and points between them, with a plane through three of the corners.
    weights = np.array([[0, 0], [1, 0], [0, 1], [1, 1], [0.5, 0.5], [0.3, 0.8], [0.7, 0.1]])
    places = {
        name: low + weights[:, k] * (high - low)
        for k, (name, (low, high)) in enumerate(zip(problem.inputs, ends, strict=True))
    }
    values = np.broadcast_to(problem.predict(theta, places), (len(weights),))
    if not np.isfinite(values).all():
        return None
    slopes = [float(values[k + 1] - values[0]) / (high - low) for k, (low, high) in enumerate(ends)]
    intercept = float(values[0]) - sum(s * low for s, (low, _) in zip(slopes, ends, strict=True))
    flat = intercept + sum(s * places[name] for s, name in zip(slopes, problem.inputs, strict=True))
    size = float(np.max(np.abs(values)))
    if not math.isfinite(size) or float(np.max(np.abs(values - flat))) > 1e-9 * size:
        return None
    # What is left of an intercept that cancels is rounding.
    return (0.0 if abs(intercept) < 1e-12 * size else intercept), slopes


def _inputs(problem: Fit) -> list[np.ndarray]:
    """The columns of the inputs in their own units, at as many rows as are drawn."""
    rows, _ = shown_rows(problem.n_rows or 1)
    return [np.asarray(problem.columns[name], dtype=float)[rows] for name in problem.inputs]


def _affine_digits(problem: Fit, intercept: float, slopes: Sequence[float]) -> int:
    inputs = np.array([*_inputs(problem)])
    return _digits(problem, [*slopes, intercept], lambda v: v[:, :-1] @ inputs + v[:, -1:])


def _digits(
    problem: Fit, values: Sequence[float], predicted: Callable[[np.ndarray], np.ndarray]
) -> int:
    """As many significant digits of the numbers (k,) as make the equation right: three, and more where terms cancel.

    `predicted` tells the values (m, n) at the data of m such equations.
    """
    fewest, most = 3, 17
    target = np.asarray(problem.columns[problem.target], dtype=float)
    spread = 1.0 if problem.loss_name == "logistic" else float(np.ptp(target))
    written = [[float(spoken(v, digits)) for v in values] for digits in range(fewest, most + 1)]
    with np.errstate(all="ignore"):
        exact, *rounded = predicted(np.array([list(values), *written]))
        off = [float(np.abs(one - exact).max(initial=0.0)) for one in rounded]
    # Where the equation has no finite value, no digits help.
    right = (digits for digits, by in enumerate(off, fewest) if by <= _EXACT * spread)
    return next(right, fewest)


def _sum(
    target: str,
    intercept: float,
    slopes: Sequence[float],
    names: Sequence[str],
    times: str,
    digits: int,
) -> str:
    text = ""
    for slope, name in zip(slopes, names, strict=True):
        sign = MINUS if slope < 0 else "+"
        if text:
            text += f" {sign} "
        elif slope < 0:
            text = MINUS
        text += f"{number(abs(slope), digits)}{times}{name}"
    if intercept:
        text += f" {MINUS if intercept < 0 else '+'} {number(abs(intercept), digits)}"
    return f"{target} = {text}"
