"""The state panel: one step of one run, as arrows at the moving point and as the optimizer's own arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError
from thalweg.scenes.arrows_at import Arrow, arrows_of, closes, remarks, short_of
from thalweg.scenes.close_up import CloseUp, close_up
from thalweg.scenes.ground import axis_label
from thalweg.scenes.look import Cast, Look
from thalweg.scenes.needs import need_runs
from thalweg.scenes.step import Step, record_gap, refusal, step_of
from thalweg.scenes.text import (
    digits_apart,
    listing,
    number,
    one_line,
    spoken,
    spoken_point,
    symbol,
)
from thalweg.scenes.words import ascii_minus

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

MOVERS = 6
"""As many of more than two parameters are shown: those that the step moves furthest."""

TRAIL = 60
"""Points of the way before the step."""

DIGITS = 4
"""Significant digits of a number in the table, more where a change needs them."""


@dataclass(frozen=True)
class Line:
    """A line of the table.

    Attributes
    ----------
    symbol, text : str
        Both sides of the equation.
    cells : tuple of (str, str)
        For each parameter of the table the value before, empty where there was none, and the value after.
    """

    symbol: str
    text: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Follow:
    """A run whose steps are shown, at whatever record.

    Attributes
    ----------
    runs : Trajectories
    run : int
    cast : Cast
    ranking : tuple of float
        By which the best of some runs is chosen.
    """

    runs: Trajectories
    run: int
    cast: Cast
    ranking: tuple[float, ...]

    @property
    def ended(self) -> bool:
        """Whether the run diverged, which no picture of it leaves out."""
        return int(self.runs.diverged_at.values[self.run]) >= 0

    def at(self, index: int) -> State:
        """Describe the step that leads to a record; of a run that diverged before it, the last one."""
        dataset = self.runs.dataset
        theta = dataset["theta"].isel(run=self.run).transpose("step", "param").values
        steps = dataset["step"].values.astype(int)
        diverged = int(self.runs.diverged_at.values[self.run])
        while index > 0 and not np.isfinite(theta[index]).all():
            index -= 1
        notes = []
        if 0 <= diverged <= steps[-1]:
            notes.append(f"diverged at step {diverged:,}")
        refused = refusal(self.runs, self.run)
        if refused or index == 0:
            said = refused or ("no finite step" if notes else "the start: no step is taken yet")
            return State(self, None, None, (), (), (*notes, said))
        step = step_of(self.runs, self.run, index)
        if notes and int(steps[index]) <= diverged:
            notes = [
                f"{notes[0]}: this is its last step" + " before" * bool(steps[index] < diverged)
            ]
        d = len(step.before)
        # Of more parameters bars are drawn.
        arrows = arrows_of(step) if d <= 2 else ()
        order = np.argsort(-np.abs(step.taken), kind="stable")[:MOVERS]
        shown = tuple(range(d)) if d <= 2 else tuple(order.tolist())
        seen = close_up(self.runs.problem, step, arrows) if d <= 2 else None
        if d > len(shown):
            notes.append(f"the {len(shown)} parameters of {d:,} that move furthest")
        if arrows:
            notes.extend(remarks(step, arrows))
        if not np.any(step.taken):
            notes.append("the point stays")
        unseen = short_of(step, arrows)
        if unseen:
            notes.append(f"too short to be seen: {listing(unseen)}")
        if step.elsewhere:
            notes.append("the gradient is not taken at θ: see g")
        elif step.batch and seen is not None:
            notes.append("g is the batch's, the contours are the full loss")
        if seen is not None and seen.note:
            notes.append(seen.note)
        return State(self, step, seen, arrows, shown, tuple(notes))


@dataclass(frozen=True, eq=False)
class State:
    """What the state panel shows.

    Attributes
    ----------
    follow : Follow
        Whose step it is.
    step : Step or None
        None where there is none to show; the notes say why.
    seen : CloseUp or None
        The neighbourhood of the point, of one or two parameters.
    arrows : tuple of Arrow
        What the step is made of, and the step.
    shown : tuple of int
        The parameters that are drawn, of more than two those that move furthest.
    notes : tuple of str
    key : tuple of (str, str)
        Kinds of arrows with their words.
    """

    follow: Follow
    step: Step | None
    seen: CloseUp | None
    arrows: tuple[Arrow, ...]
    shown: tuple[int, ...]
    notes: tuple[str, ...]
    key: tuple[tuple[str, str], ...] = ()
    dims: ClassVar[int] = 2

    @property
    def look(self) -> Look:
        """How its run looks in all panels."""
        return self.follow.cast.looks[self.follow.run]

    @property
    def label(self) -> str:
        """Name of the run."""
        return one_line(self.follow.runs.labels[self.follow.run])

    @property
    def title(self) -> str:
        """Whose step it is; which one stands in the table, since it changes in an animation."""
        return f"a step of {self.label}"

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters that are drawn, as they are written."""
        return tuple(symbol(self.follow.runs.problem.params[k]) for k in self.shown)

    @property
    def columns(self) -> tuple[str, ...]:
        """The parameters of the table: at most two."""
        return self.names[:2]

    @property
    def settings(self) -> tuple[str, ...]:
        """The step and the settings that its equations use."""
        if self.step is None:
            return ()
        first = f"step t = {self.step.number:,}"
        return (first, *(f"{name} = {number(v, 6)}" for name, v in self.step.constants))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The equations with their numbers."""
        if self.step is None:
            return ()
        lines = tuple(
            Line(
                row.symbol,
                row.text,
                tuple(
                    _change(
                        None if row.before is None else row.before[min(k, len(row.before) - 1)],
                        row.after[min(k, len(row.after) - 1)],
                        DIGITS + (row.name == "theta"),
                    )
                    # One number for all parameters stands once.
                    for k in (self.shown[:2] if len(row.after) > 1 else self.shown[:1])
                ),
            )
            for row in self.step.rows
        )
        return (*lines, Line("L(θ)", "", (_change(*self.step.loss),)))

    def framed(self, shape: float) -> State:
        """The same with a close-up of another width over height."""
        if self.step is None or self.seen is None or not self.seen.equal:
            return self
        problem = self.follow.runs.problem
        return replace(self, seen=close_up(problem, self.step, self.arrows, shape))

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the axes."""
        problem = self.follow.runs.problem
        return tuple(f"change of {axis_label(problem, problem.params[k])}" for k in self.shown)

    @property
    def trail(self) -> np.ndarray:
        """The way to the point before the step, relative to it, shape (point, param)."""
        assert self.step is not None
        dataset = self.follow.runs.dataset
        theta = dataset["theta"].isel(run=self.follow.run).transpose("step", "param").values
        last = int(np.searchsorted(dataset["step"].values, self.step.number))
        return theta[max(0, last - TRAIL) : last] - self.step.before

    @property
    def quantities(self) -> tuple[tuple[str, np.ndarray], ...]:
        """Of more than two parameters: the gradient, the states and the step, each for the parameters shown."""
        step = self.step
        assert step is not None
        states = {row.symbol: row.after for row in step.rows if row.before is not None}
        states = {s: v for s, v in states.items() if len(v) == len(step.before) and s != "θ"}
        states.pop("g", None)
        found = [("g", step.gradient), *list(states.items())[:2], ("step", step.taken)]
        return tuple((name, values[list(self.shown)]) for name, values in found)

    @property
    def closes(self) -> bool:
        """Whether arrows for all parts of the step are drawn, and add up to it."""
        return self.step is not None and closes(self.step, self.arrows)

    @property
    def marks(self) -> tuple[str | tuple[str, str], ...]:
        """What the key has to explain."""
        return self.key or tuple((arrow.kind, arrow.words) for arrow in self.arrows)

    @property
    def words(self) -> str:
        """The panel in words."""
        notes = [ascii_minus(note) for note in self.notes]
        step = self.step
        if step is None:
            return f"The state of {self.label}: {'; '.join(notes)}."
        few = len(step.before) <= 2
        text = f"Step {step.number:,} of {self.label}"
        if few:
            text += f" from {_place(step.before)} to {_place(step.after)}"
            parts = [f"{ascii_minus(a.words)} {_place(a.reach)}" for a in self.arrows]
        else:
            moved = [
                f"{n} by {spoken(step.taken[k])}"
                for n, k in zip(self.names, self.shown, strict=True)
            ]
            text += f" moves {listing(moved)}"
            parts = []
        text += f"; {listing(parts)}" if parts else ""
        text += "".join(f"; {note}" for note in notes) + "."
        columns = listing(self.columns)
        numbers = [
            f"{row.symbol} {listing([_spoken_change(*c) for c in row.cells])}" for row in self.lines
        ]
        return (
            f"{text} The arithmetic, for {columns}: {'; '.join(ascii_minus(n) for n in numbers)}."
        )

    def only(self, runs: frozenset[int]) -> State:
        """The same panel of some of the runs: of the best of them."""
        whole = self.follow
        run = _best(whole.runs, sorted(runs), whole.ranking)
        follow = replace(whole, run=min(runs) if run is None else run)
        return follow.at(whole.runs.dataset.sizes["step"] - 1)

    def at(self, step: int) -> State:
        """The panel as it was at a step."""
        steps = self.follow.runs.dataset["step"].values
        return self.follow.at(max(int(np.searchsorted(steps, step, side="right")) - 1, 0))


def _best(runs: Trajectories, among: Sequence[int], ranking: Sequence[float]) -> int | None:
    """Of the runs that have a rule, the one that ended lowest; None where none has."""
    able = [run for run in among if not refusal(runs, run)]
    return min(able, key=lambda run: ranking[run], default=None)


def check(scene: Scene) -> None:
    """Refuse a scene without a run whose last step can be taken apart.

    Raises
    ------
    ArgumentError
        ``the state panel shows the arithmetic of a rule: BFGS is a program of its own, whose inner steps are not
        recorded; show the contour panel instead``.
    """
    runs = need_runs(scene, "state")
    if all(refusal(runs, run) for run in range(len(runs))):
        raise ArgumentError(
            f"the state panel shows the arithmetic of a rule: {refusal(runs, 0)}; show the contour panel instead"
        )
    gap = record_gap(runs)
    if gap:
        raise ArgumentError(gap)


def describe(scene: Scene) -> State:
    """Describe the last step of the run that ended lowest."""
    runs = scene.runs
    assert runs is not None
    # The same at every step of an animation.
    run = _best(runs, range(len(runs)), scene.ranking)
    assert run is not None
    whole = Follow(runs, run, scene.cast, scene.ranking).at(runs.dataset.sizes["step"] - 1)
    if not scene.parts:
        return whole
    # The key stands above all pictures.
    found = [whole.only(p.runs) if p.step is None else whole.at(p.step) for p in scene.parts]
    marks = dict.fromkeys(mark for state in found for mark in state.marks)
    return replace(whole, key=tuple(mark for mark in marks if not isinstance(mark, str)))


def _change(before: float | None, after: float, least: int = DIGITS) -> tuple[str, str]:
    """A value before and after, with as many digits as tell them apart."""
    if before is None or before == after:
        text = number(after, least)
        return ("" if before is None else text, text)
    digits = digits_apart(before, [after], least)
    return number(before, digits), number(after, digits)


def _spoken_change(before: str, after: str) -> str:
    return f"{before} to {after}" if before and before != after else after


def _place(values: np.ndarray) -> str:
    return spoken_point(values.tolist()) if len(values) > 1 else spoken(float(values[0]))
