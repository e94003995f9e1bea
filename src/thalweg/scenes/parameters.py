"""The parameters panel: the value of every parameter against the step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.problems.blackbox import Recorded
from thalweg.scenes.axis import Axis, limits
from thalweg.scenes.look import MANY, Cast, Look
from thalweg.scenes.minimum import lowest_end, minimum_from
from thalweg.scenes.needs import need_runs
from thalweg.scenes.text import count, listing, number, shortened, spoken, symbol
from thalweg.scenes.thin import thin
from thalweg.scenes.view import worth_showing

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

FEW = 6
"""Up to as many parameters of one run have a line with a dash and a name each."""

STRIPS = 6
"""Up to as many parameters have a strip each."""

CHOSEN = 4
"""As many strips are drawn where there are more parameters than that: those that moved most."""

NAMED = 6
"""As many of the parameters that moved most are named where there are many."""

ALIKE = 12.0
"""Parameters share an axis that is no longer than this many times what the calmest of them moves."""

ROUNDING = 1e-13
"""Parameters that never exceed this part of the largest are rounding errors."""

LONGEST = 15
"""Characters of a name at the end of a line."""


@dataclass(frozen=True)
class Stop:
    """Where a line ends early: it diverged, or left its strip for good.

    Attributes
    ----------
    step, at : float
        The place of the mark.
    text : str
        What the picture says beside it.
    diverged : bool
    side : int
        1 where it leaves through the upper edge, -1 through the lower, 0 where it ends inside.
    """

    step: float
    at: float
    text: str
    diverged: bool
    side: int


@dataclass(frozen=True, eq=False)
class Line:
    """One parameter of one run.

    Attributes
    ----------
    run, param : int
    look : Look
        Of the run.
    name : str
        Of the parameter, as it is written by hand.
    dash : int or None
        The parameter's own dash where several of one run share a strip; None where the run's stays.
    strong : bool
        False for one among many, which has no name.
    step, value : arrays, shape (point,)
    end : str
        What stands at the end of the line; empty where its strip is named instead. Long names are cut.
    stop : Stop or None
    """

    run: int
    param: int
    look: Look
    name: str
    dash: int | None
    strong: bool
    step: np.ndarray
    value: np.ndarray
    end: str
    stop: Stop | None


@dataclass(frozen=True, eq=False)
class Strip:
    """One range of values.

    Attributes
    ----------
    name : str
        Of its parameter; empty where several share it.
    limits : (float, float)
        In the parameters' units.
    lines : tuple of Line
    goals : tuple of float
        The parameters' values at the known minimum.
    """

    name: str
    limits: tuple[float, float]
    lines: tuple[Line, ...]
    goals: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Parameters:
    """What the parameters panel shows.

    Attributes
    ----------
    x, y : Axis
        The limits of `y` are those of the only strip, or the number of strips.
    strips : tuple of Strip
        From above.
    title : tuple of str
        What was left out, from the longest wording to the shortest.
    facts : tuple of str
        Where parameters begin and end, for the alt text.
    cast : Cast
    """

    x: Axis
    y: Axis
    strips: tuple[Strip, ...]
    title: tuple[str, ...]
    facts: tuple[str, ...]
    cast: Cast
    dims: ClassVar[int] = 2

    @property
    def marks(self) -> tuple[str, ...]:
        """What the key has to explain."""
        return ("value at the minimum",) if any(strip.goals for strip in self.strips) else ()

    @property
    def words(self) -> str:
        """The panel in words."""
        shown = list(dict.fromkeys(line.name for strip in self.strips for line in strip.lines))
        named = listing(shown) if len(shown) <= MANY else count(len(shown), "parameter")
        stacked = ", each on an axis of its own" if len(self.strips) > 1 else ""
        text = f"Curves of {named} against the {self.x.label}{stacked}."
        facts = "".join(f" {fact}." for fact in self.facts)
        return text + facts + (f" Shown are {self.title[0]}." if self.title else "")

    def only(self, runs: frozenset[int]) -> Parameters:
        """The same picture of some of the runs."""
        strips = tuple(
            replace(strip, lines=tuple(line for line in strip.lines if line.run in runs))
            for strip in self.strips
        )
        return replace(self, strips=strips)


def check(scene: Scene) -> None:
    """Refuse a scene without runs."""
    need_runs(scene, "parameters")


def usual(scene: Scene) -> bool:
    """Whether the parameters would not be seen otherwise: more of them than axes, and no landscape."""
    unseen = len(scene.problem.params) > 2 or isinstance(scene.problem, Recorded)
    return scene.landscape is None and unseen


def describe(scene: Scene) -> Parameters:
    """Describe every parameter of every run against the step.

    Of one run, up to six parameters share an axis, each with its name at the end of its line; more are thin lines, of
    which those that moved most are named. Of several runs, and where the parameters' sizes differ too much for one
    axis, each parameter has a strip of its own.
    """
    runs, cast = need_runs(scene, "parameters"), scene.cast
    problem = runs.problem
    step = runs.dataset["step"].values.astype(int)
    theta = runs.dataset["theta"].transpose("run", "step", "param").values
    loss = runs.dataset["loss"].transpose("run", "step").values
    stops = runs.diverged_at.values.astype(int)
    names = [symbol(name) for name in problem.params]
    # A run that blows up leaves its strip instead of pressing all others flat.
    shown = worth_showing(loss, stops >= 0)[:, :, None] & np.isfinite(theta)
    tiny = ROUNDING * float(np.max(np.abs(theta), where=shown, initial=0.0))
    ranges = _ranges(theta, shown, tiny)
    spans = np.array([high - low for low, high in ranges])
    moved = np.argsort(-spans, kind="stable")
    alike = _alike(ranges)
    goals = _goals(scene) if len(names) <= FEW else np.zeros((0, len(names)))
    one = len(runs) == 1
    if one and (alike or len(names) > FEW):
        groups = [list(range(len(names)))]
    elif len(names) <= STRIPS:
        groups = [[k] for k in range(len(names))]
    else:
        groups = [[k] for k in sorted(moved[:CHOSEN].tolist())]
    named = sorted(moved[:NAMED].tolist()) if len(names) > FEW else list(range(len(names)))
    short = shortened(names, LONGEST)
    strips = []
    for group in groups:
        within = [v for k in group for v in ranges[k]]
        targets = sorted({float(v) for k in group for v in goals[:, k]})
        # Goals that lie far off are not worth the room.
        low, high = min(within), max(within)
        near = [v for v in targets if low - (high - low) <= v <= high + (high - low)]
        edges = limits(np.array([*within, *near]), 0.07)
        lines = tuple(
            _line(
                (run, k), cast.looks[run], names[k], short[k], step, theta[run, :, k], int(stops[run]), edges, tiny,
                dash=named.index(k) if one and len(group) > 1 and k in named else None,
                strong=k in named,
                own=one,
            )
            for run in range(len(runs))
            for k in group
        )  # fmt: skip
        strips.append(
            Strip("" if one and len(group) > 1 else names[group[0]], edges, lines, tuple(near))
        )
    recorded = np.flatnonzero(np.isfinite(theta).all(axis=2).any(axis=0))
    reached = step[: int(recorded[-1]) + 1] if len(recorded) else step
    heights = strips[0].limits if len(strips) == 1 else (0.0, float(len(strips)))
    unit = " (standardised)" if getattr(problem, "standardized", None) else ""
    what = names[groups[0][0]] if len(names) == 1 else "parameters"
    return Parameters(
        x=Axis("step", limits(reached.astype(float), 0.02), whole=True),
        y=Axis(what + unit, heights),
        strips=tuple(strips),
        title=_title(len(names), len(groups), len(named), one=one and len(groups) == 1),
        facts=_facts(theta, names, groups, named, stops < 0),
        cast=cast,
    )


def _ranges(theta: np.ndarray, shown: np.ndarray, tiny: float) -> list[tuple[float, float]]:
    """Lowest and highest value of every parameter that is worth showing; 0 where they are no more than rounding."""
    low = np.min(np.where(shown, theta, np.inf), axis=(0, 1))
    high = np.max(np.where(shown, theta, -np.inf), axis=(0, 1))
    size = np.maximum(np.abs(low), np.abs(high))
    # What rounding leaves of the intercept of centred columns is no movement.
    known = np.isfinite(size) & (size > tiny)
    low, high = np.where(known, low, 0.0), np.where(known, high, 0.0)
    return list(zip(low.tolist(), high.tolist(), strict=True))


def _alike(ranges: Sequence[tuple[float, float]]) -> bool:
    """Whether the movement of each parameter can be seen on one axis."""
    low, high = np.array(ranges).T
    moving = (high - low)[high > low]
    return not moving.size or float(high.max() - low.min()) <= ALIKE * float(moving.min())


def _goals(scene: Scene) -> np.ndarray:
    """Known minima that runs end nearest to, shape (minimum, param)."""
    runs = need_runs(scene, "parameters")
    minima = np.asarray(scene.minima, dtype=float).reshape(-1, len(scene.problem.params))
    if not len(minima) and len(scene.problem.params) > 2:
        end = lowest_end(runs)
        found = None if end is None else minimum_from(scene.problem, end)
        minima = minima if found is None else np.array([found])
    ends = runs.final.transpose("run", "param").values[~runs.diverged.values]
    ends = ends[np.isfinite(ends).all(axis=1)]
    if not len(minima) or not len(ends):
        return minima[:1]
    away = np.linalg.norm(ends[:, None, :] - minima[None, :, :], axis=2)
    return minima[np.unique(away.argmin(axis=1))]


def _line(
    which: tuple[int, int],
    look: Look,
    name: str,
    short: str,
    step: np.ndarray,
    value: np.ndarray,
    diverged_at: int,
    edges: tuple[float, float],
    tiny: float,
    *,
    dash: int | None,
    strong: bool,
    own: bool,
) -> Line:
    known = np.flatnonzero(np.isfinite(value))
    stop, until = _stop(step, value, diverged_at, edges, name)
    end = ""
    if own and strong and len(known):
        last = float(value[known[-1]])
        worth = f" = {number(last)}" if abs(last) > tiny or last == 0 else " ≈ 0"
        end = short if stop is not None else short + worth
    step, value = step[:until], value[:until]
    kept = thin(value)
    return Line(*which, look, name, dash, strong, step[kept], value[kept], end, stop)


def _stop(
    step: np.ndarray, value: np.ndarray, diverged_at: int, edges: tuple[float, float], name: str
) -> tuple[Stop | None, int]:
    """Where a line ends early, and how many of its points are drawn: none after it left for good."""
    low, high = edges
    count_of = len(value) if diverged_at < 0 else int(np.searchsorted(step, diverged_at)) + 1
    value = value[:count_of]
    inside = np.flatnonzero((value >= low) & (value <= high))
    k = int(inside[-1]) if len(inside) else 0
    words = [f"diverged at step {diverged_at:,}"] if diverged_at >= 0 else []
    if k >= len(value) - 1:
        if diverged_at < 0:
            return None, count_of
        return Stop(float(step[k]), float(np.clip(value[k], low, high)), words[0], True, 0), k + 1
    # The values of the step at which it was found to diverge may be infinite.
    last = float(value[-1])
    if (last > high) == (float(value[k + 1]) > high) or not math.isfinite(value[k + 1]):
        words.append(f"{name} = {number(last, 2)}" + " at the end" * (diverged_at < 0))
    else:
        # It ended beyond the other edge: the arrow points to where it went first.
        words.append(f"{name} = {number(float(value[k + 1]), 2)} at step {step[k + 1]:,}")
    here, there = float(np.clip(value[k], low, high)), float(value[k + 1])
    text = ", ".join(words)
    if math.isnan(there):
        return Stop(float(step[k]), here, text, diverged_at >= 0, 0), k + 1
    side = 1 if there > here else -1
    edge = high if side > 0 else low
    # Divided first: a difference of huge numbers must stay finite.
    share = (edge / 2 - here / 2) / (there / 2 - here / 2) if math.isfinite(there) else 1.0
    at = float(step[k] + share * (step[k + 1] - step[k]))
    return Stop(at, edge, text, diverged_at >= 0, side), k + 2


def _title(params: int, strips: int, named: int, *, one: bool) -> tuple[str, ...]:
    if one and named < params:
        return (
            f"{params:,} parameters, with the names of the {named} that moved most",
            f"{params:,} parameters, named: the {named} that moved most",
            f"{params:,} parameters, {named} named",
        )
    if not one and strips < params:
        return (
            f"the {strips} of {params:,} parameters that moved most",
            f"{strips} of {params:,} parameters",
        )
    return ()


def _facts(
    theta: np.ndarray,
    names: Sequence[str],
    groups: Sequence[Sequence[int]],
    named: Sequence[int],
    calm: np.ndarray,
) -> tuple[str, ...]:
    """Where the named parameters begin and end; of several runs, in what range those that did not diverge end."""
    facts = []
    some = "" if calm.all() else " in the runs that did not diverge"
    theta = theta[calm] if calm.any() else theta
    for k in [k for group in groups for k in group if k in named][:MANY]:
        first = theta[:, 0, k]
        if not calm.any():
            facts.append(f"{names[k]} starts at {spoken(float(first[0]))}")
            continue
        ends = np.array([_end(values) for values in theta[:, :, k]])
        start = f"{names[k]} goes from {spoken(float(first[0]))}"
        if float(np.ptp(first)) > 0:
            start = f"{names[k]} goes from values between {spoken(float(first.min()))} and {spoken(float(first.max()))}"
        if len(ends) == 1 or float(np.ptp(ends)) == 0:
            facts.append(f"{start} to {spoken(float(ends[0]))}{some}")
        else:
            facts.append(
                f"{start} to values between {spoken(float(ends.min()))} and {spoken(float(ends.max()))}{some}"
            )
    return tuple(facts)


def _end(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(known[-1]) if len(known) else math.nan
