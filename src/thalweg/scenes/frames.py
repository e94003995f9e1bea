"""Steps at which to look: so that each picture differs from the last about as much as the next one does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeGuard

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError
from thalweg.scenes.batches import last_known, of_batches
from thalweg.scenes.look import MANY
from thalweg.scenes.text import count
from thalweg.scenes.view import worth_showing

if TYPE_CHECKING:
    from thalweg.compute.batches import Order
    from thalweg.problems.fit import Fit
    from thalweg.scenes.axis import Axis
    from thalweg.scenes.panels import Picture
    from thalweg.scenes.scene import Scene


@dataclass(frozen=True, eq=False)
class Moment:
    """All runs at one step.

    Attributes
    ----------
    step : int
    last : bool
        Whether it is the last that is recorded.
    theta : array, shape (run, param)
        NaN after a run stopped.
    loss : array, shape (run,)
    epoch : float
        How many times the data were seen; NaN where no batches were drawn.
    """

    step: int
    last: bool
    theta: np.ndarray
    loss: np.ndarray
    epoch: float


@dataclass(frozen=True, eq=False)
class Reel:
    """The moments of recorded runs, looked up without any computation."""

    runs: Trajectories

    @cached_property
    def step(self) -> np.ndarray:
        """Recorded steps, shape (step,)."""
        return self.runs.dataset["step"].values.astype(int)

    @cached_property
    def theta(self) -> np.ndarray:
        """Shape (run, step, param)."""
        return self.runs.dataset["theta"].transpose("run", "step", "param").values

    @cached_property
    def loss(self) -> np.ndarray:
        """Shape (run, step)."""
        return self.runs.dataset["loss"].transpose("run", "step").values

    @cached_property
    def epoch(self) -> np.ndarray | None:
        """Shape (step,); None where no batches were drawn."""
        dataset = self.runs.dataset
        return dataset["epoch"].values if "epoch" in dataset.coords else None

    @cached_property
    def _orders(self) -> dict[int, Order]:
        """The order of the batches by seed; empty where it is not known."""
        dataset, size = self.runs.dataset, self.runs.dataset.attrs.get("batch_size")
        rows = self.runs.problem.n_rows
        if size is None or rows is None or "seed" not in dataset.coords:
            return {}
        from thalweg.compute.batches import Order  # runs the optimizers along, which SymPy writes

        return {seed: Order(rows, int(size), seed) for seed in set(dataset["seed"].values.tolist())}

    @cached_property
    def _chosen(self) -> list[np.ndarray]:
        """Batches that the user gave, one for each step, the same for all runs."""
        return [np.array(rows) for rows in json.loads(self.runs.dataset.attrs.get("batches", "[]"))]

    def rows(self, run: int, step: int) -> np.ndarray | None:
        """The rows of the batch that leads a run from a step to the next one; None where it is not known."""
        if self._chosen:
            return self._chosen[step] if step < len(self._chosen) else None
        if not self._orders:
            return None
        return self._orders[int(self.runs.dataset["seed"].values[run])].rows(step)

    @property
    def batched(self) -> bool:
        """Whether it is known which rows each step has seen."""
        return bool(self._chosen or self._orders)

    def at(self, step: int) -> Moment:
        """The last moment that was recorded by a step."""
        k = max(int(np.searchsorted(self.step, step, side="right")) - 1, 0)
        return Moment(
            int(self.step[k]),
            k == len(self.step) - 1,
            self.theta[:, k],
            last_known(self.loss[:, : k + 1]) if of_batches(self.runs) else self.loss[:, k],
            float("nan") if self.epoch is None else float(self.epoch[k]),
        )


def spread(runs: Trajectories, wanted: int) -> tuple[int, ...]:
    """At most `wanted` of the recorded steps, the first and the last among them.

    They are spread evenly over the way that all runs go together: over their paths, in parts of the paths' extent, and
    over their losses, in parts of their range (in decades, where all are positive).

    Parameters
    ----------
    wanted : int
        At least 2.
    """
    step = runs.dataset["step"].values.astype(int)
    if len(step) <= wanted:
        return tuple(step.tolist())
    theta = runs.dataset["theta"].transpose("run", "step", "param").values
    loss = runs.dataset["loss"].transpose("run", "step").values
    # A run on its way to infinity would leave nothing for the others.
    shown = worth_showing(loss, np.asarray(runs.diverged.values))
    if np.min(loss, where=shown, initial=np.inf) > 0:
        loss = np.log(loss, where=shown, out=np.full(loss.shape, np.nan))
    way = sum(_moves(np.where(shown, v, np.nan)) for v in (*np.moveaxis(theta, 2, 0), loss))
    # A step costs a little though nothing moves, so that a long wait is not one picture.
    way = way / (np.sum(way) or 1.0) + 0.15 / (len(step) - 1)
    along = np.concatenate([[0.0], np.cumsum(way)])
    goals = np.linspace(0.0, along[-1], wanted)
    found = np.unique(np.abs(along[:, None] - goals[None, :]).argmin(axis=0))
    return tuple(step[found].tolist())


def _moves(values: np.ndarray) -> np.ndarray:
    """How far all runs move at each step, in parts of the range of all, shape (step - 1,)."""
    known = np.isfinite(values)
    low = float(np.min(values, where=known, initial=np.inf))
    high = float(np.max(values, where=known, initial=-np.inf))
    if not high > low:
        return np.zeros(values.shape[1] - 1)
    moved = np.abs(np.diff(values, axis=1)) / (high - low)
    return np.where(np.isfinite(moved), moved, 0.0).sum(axis=0)


Frames = str | int | Sequence[int]
"""Which steps an animation shows: ``auto``, a number of frames, ``every 10``, ``per epoch``, or a list of steps."""

SHOWN = 150
"""About as many frames are chosen where nothing else is said: six seconds at 25 a second."""

LONGEST = 12
"""Ticks that a frame stands at most where there are few of them: half a second."""

WAIT = 0.1
"""Part of the frames that passes evenly with the steps, though nothing moves."""


def frames_of(
    scene: Scene, frames: Frames = "auto", shown: int = SHOWN
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Choose the steps that an animation shows.

    Parameters
    ----------
    scene : Scene
        With runs.
    shown : int
        As many ``auto`` shows.
    frames : str, int or sequence of int
        ``auto`` shows about 150 steps, each frame moving about as much on screen as the last; where fewer are
        recorded, each stands longer. A number shows so many. ``every 10`` shows every tenth step, ``per epoch`` the
        steps at which the data have been seen once more. A list shows these steps.

    Returns
    -------
    steps : tuple of int
        Recorded steps, ascending.
    ticks : tuple of int
        How many ticks each of them stands.

    Raises
    ------
    ArgumentError
        ``frames must be "auto", a number from 2 on, "every 10", "per epoch" or a list of steps; got 'all'``; or which
        step is not recorded.
    """
    assert scene.runs is not None
    reel = Reel(scene.runs)
    if frames == "auto":
        steps = evenly(reel.step, way_of(scene, reel), shown)
        stand = max(1, min(LONGEST, round(shown / len(steps))))
        return steps, (stand,) * len(steps)
    steps = _asked(scene, reel, frames)
    return steps, (1,) * len(steps)


def check_frames(frames: Frames) -> None:
    """Refuse what no runs could be shown by.

    Raises
    ------
    ArgumentError
        As `frames_of`.
    """
    if isinstance(frames, str):
        known = frames in ("auto", "per epoch") or _EVERY.fullmatch(frames) is not None
    elif isinstance(frames, (int, np.integer)):
        known = not isinstance(frames, bool) and frames >= 2
    else:
        known = isinstance(frames, Iterable) and len(list(frames)) > 0
    if not known:
        raise ArgumentError(
            'frames must be "auto", a number from 2 on, "every 10", "per epoch" or a list of steps; '
            f"got {frames!r}"
        )


_EVERY = re.compile(r"every ([1-9][0-9]*)")


def _asked(scene: Scene, reel: Reel, frames: Frames) -> tuple[int, ...]:
    check_frames(frames)
    recorded = reel.step.tolist()
    if frames == "per epoch":
        return _epochs(scene, reel)
    way = way_of(scene, reel) if isinstance(frames, (int, np.integer)) else np.zeros(0)
    steps = asked_of(reel.step, way, frames)
    missing = next((step for step in steps if step not in set(recorded)), None)
    if missing is not None:
        raise ArgumentError(
            f"frames: step {missing:,} is not recorded; the runs have "
            f"{count(len(recorded), 'record')} from step {recorded[0]:,} to {recorded[-1]:,}"
        )
    return steps


def asked_of(step: np.ndarray, way: np.ndarray, frames: Frames) -> tuple[int, ...]:
    """The steps that a number of frames, ``every 10`` or a list ask for; those of a list may not be there.

    Parameters
    ----------
    step : int array, shape (step,)
        All there are.
    way : array, shape (step - 1,)
        How far each goes, for a number of frames.

    Raises
    ------
    ArgumentError
        As `check_frames`.
    """
    check_frames(frames)
    if isinstance(frames, (int, np.integer)):
        return evenly(step, way, int(frames))
    if isinstance(frames, str):
        found = _EVERY.fullmatch(frames)
        assert found is not None
        there = step.tolist()
        chosen = [one for one in there if one % int(found[1]) == 0]
        return tuple(dict.fromkeys([there[0], *chosen, there[-1]]))
    return tuple(sorted({int(one) for one in frames}))


def _epochs(scene: Scene, reel: Reel) -> tuple[int, ...]:
    """The first recorded step of every epoch."""
    if reel.epoch is None:
        if scene.problem.n_rows is None:
            raise ArgumentError(
                'frames="per epoch" needs runs on data: a formula has no rows; choose "every 10" or a number of frames'
            )
        # All rows are seen at every step.
        return tuple(reel.step.tolist())
    whole = np.floor(reel.epoch + 1e-9)
    first = np.flatnonzero(np.diff(whole, prepend=-1.0) > 0)
    return tuple(np.unique([*reel.step[first], reel.step[-1]]).tolist())


def evenly(step: np.ndarray, way: np.ndarray, wanted: int) -> tuple[int, ...]:
    """At most `wanted` steps, the first and the last among them, between which the way is about the same.

    A single step that goes further than that has a frame of its own.

    Parameters
    ----------
    step : int array, shape (step,)
    way : array, shape (step - 1,)
        How far each step goes.
    """
    n = len(step)
    if n <= wanted:
        return tuple(step.tolist())
    total = float(way.sum())
    way = way / (total or 1.0) + (WAIT if total else 1.0) / (n - 1)
    along = np.concatenate([[0.0], np.cumsum(way)])

    def chosen(each: float) -> list[int]:
        found = [0]
        while found[-1] < n - 1:
            here = found[-1]
            goal = along[here] + each
            k = int(np.searchsorted(along, goal))
            # The nearest to the goal, but always forward.
            if k > here + 1 and (k >= n or goal - along[k - 1] < along[k] - goal):
                k -= 1
            found.append(min(max(k, here + 1), n - 1))
            if len(found) > wanted:
                break
        return found

    low, high = 0.0, float(along[-1])
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if len(chosen(middle)) > wanted else (low, middle)
    return tuple(step[chosen(high)].tolist())


def way_of(scene: Scene, reel: Reel) -> np.ndarray:
    """How far every step goes on screen, over all panels and runs, shape (step - 1,).

    Everything that moves is a point in fractions of its panel; all of them together are one point, whose way this is.
    """
    moves = [m for picture in scene.pictures for m in _screen(picture, reel)]
    if not moves:
        moves = _parameters(reel)
    total = np.zeros(max(len(reel.step) - 1, 0))
    for places, share in moves:
        # What leaves its panel is not seen any more.
        moved = np.diff(np.clip(places, -0.05, 1.05), axis=0)
        moved = np.where(np.isfinite(moved), moved, 0.0)
        total += share * (moved**2).sum(axis=1)
    return np.sqrt(total)


def _screen(picture: Picture, reel: Reel) -> list[tuple[np.ndarray, float]]:
    """Places of what moves in a panel, each of shape (step, coordinate), and how much each of them counts."""
    given: Any = picture
    ground = getattr(given, "map", given)
    found: list[np.ndarray] = []
    if hasattr(ground, "paths"):
        for path in ground.paths:
            places = np.full((len(reel.step), 2), np.nan)
            at = np.searchsorted(reel.step, path.step)
            places[at] = np.column_stack([_part(path.x, ground.x), _part(path.y, ground.y)])
            found.append(places)
    elif hasattr(given, "curves"):
        across = _part(reel.step.astype(float), given.x)
        for curve in given.curves:
            if len(curve.step):
                height = _part(curve.value, given.y)
                # Between the points of a curve its line is what is seen.
                seen = np.interp(reel.step, curve.step, height, np.nan, np.nan)
                found.append(np.column_stack([across, seen]))
    elif hasattr(given, "strips"):
        across = _part(reel.step.astype(float), given.x)
        n = len(given.strips)
        for strip in given.strips:
            low, high = strip.limits
            for line in strip.lines[:MANY]:
                height = (reel.theta[line.run, :, line.param] - low) / (high - low)
                found.append(np.column_stack([across, np.clip(height, 0, 1) / n]))
    elif _is_fit(getattr(given, "problem", None)):
        found = _models(given.problem, reel)
    return [(places, 1 / len(found)) for places in found]


def _part(values: np.ndarray, axis: Axis) -> np.ndarray:
    """Values in fractions of an axis."""
    low, high = axis.limits
    with np.errstate(divide="ignore", invalid="ignore"):
        if axis.log:
            return np.log(np.maximum(values, 0) / low) / np.log(high / low)
        return (values - low) / (high - low)


def _is_fit(problem: object) -> TypeGuard[Fit]:
    # Whoever has a fit has imported it already: nobody else waits for SymPy.
    from thalweg.problems import Fit

    return isinstance(problem, Fit)


def _models(problem: Fit, reel: Reel) -> list[np.ndarray]:
    """Predictions of the best runs for a few rows, in fractions of the target's range."""
    target = np.asarray(problem.columns[problem.target], dtype=float)
    rows = np.linspace(0, len(target) - 1, min(len(target), 12)).astype(int)
    columns = {name: np.asarray(problem.columns[name])[rows] for name in problem.inputs}
    low, high = float(target.min()), float(target.max())
    found = []
    for theta in reel.theta[:MANY]:
        values = problem.predict(theta, columns)
        # As far as lines go beyond the data; the mean over the rows, not their sum.
        part = (values - low) / ((high - low) or 1.0) / 2 + 0.25
        found.append(np.clip(part, 0, 1) / np.sqrt(len(rows)))
    return found


def _parameters(reel: Reel) -> list[tuple[np.ndarray, float]]:
    """The parameters in fractions of their ranges, where no panel says how they are seen."""
    theta = reel.theta
    known = np.isfinite(theta)
    low = np.min(theta, axis=(0, 1), where=known, initial=np.inf)
    high = np.max(theta, axis=(0, 1), where=known, initial=-np.inf)
    span = np.where(high > low, high - low, 1.0)
    return [((path - low) / span, 1 / len(theta)) for path in theta]
