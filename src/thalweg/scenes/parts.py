"""Small multiples: one picture for each rate, optimizer, start or step, all on the same axes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError, UnknownName, nearest
from thalweg.scenes.frames import spread
from thalweg.scenes.look import Cast, Look
from thalweg.scenes.outcome import Outcome, outcomes
from thalweg.scenes.swept import stability_bound
from thalweg.scenes.text import count, digits_apart, in_lines, number, one_line, point

MOST = 12
"""Up to as many pictures stand beside each other."""

STORY = 8
"""As many steps are shown where none are named."""


# What a run is known by or what became of it, not what it was given.
_RESULTS = ("run", "label", "diverged_at", "stopped_at")

# The coordinate of a hyperparameter that has the name of a recorded vector.
_HYPER = "hyper_"


@dataclass(frozen=True)
class Part:
    """Some of the runs, with a picture of their own.

    Attributes
    ----------
    label : str
        What they have in common: ``'lr = 0.5'``.
    outcome : str
        What became of them.
    runs : frozenset of int
        Their indices.
    look : Look or None
        None where they differ in it.
    step : int or None
        The step that the picture shows; None for the last.
    """

    label: str
    outcome: str
    runs: frozenset[int]
    look: Look | None
    step: int | None = None

    def lines(self, fits: Callable[[str], bool]) -> list[str]:
        """What stands above the picture, in lines that fit, or hold a single word."""
        return [*in_lines(self.label, fits), *in_lines(self.outcome, fits)]


def kinds(runs: Trajectories) -> tuple[str, ...]:
    """By what runs can be told apart: ``run``, and every coordinate that differs."""
    found = []
    for name, values in runs.dataset.coords.items():
        given = values.dims == ("run",) and name not in _RESULTS
        if given and len({_key(v) for v in values.values.tolist()}) > 1:
            found.append(str(name).removeprefix(_HYPER))
    return ("run", *found, "step")


def steps_of(by: object) -> tuple[int, ...]:
    """Read a list of steps.

    Raises
    ------
    ArgumentError
        ``by must be a name such as "lr", or a list of steps, not 7``.
    """
    listed = list(by) if isinstance(by, Iterable) else []
    whole = [isinstance(v, int | np.integer) and not isinstance(v, bool | np.bool_) for v in listed]
    if not listed or not all(whole):
        raise ArgumentError(f'by must be a name such as "lr", or a list of steps, not {by!r}')
    return tuple(int(v) for v in dict.fromkeys(listed))


def parts_of(runs: Trajectories, by: str | tuple[int, ...], cast: Cast) -> tuple[Part, ...]:
    """Divide runs by what they differ in, or follow them step by step.

    Parameters
    ----------
    by : str or tuple of int
        ``run``, ``optimizer``, ``start``, ``seed`` or a hyperparameter such as ``lr``; ``step``, or the steps to show.

    Raises
    ------
    UnknownName
        ``the runs do not differ in "optimiser"; did you mean "optimizer"? They differ in run, optimizer, step``.
    ArgumentError
        ``by="lr" makes 40 pictures; at most 12 stand beside each other: choose fewer runs``.
    """
    if not isinstance(by, str):
        return _steps(runs, by, cast)
    known = kinds(runs)
    if by == "step":
        return _steps(runs, spread(runs, STORY), cast)
    if by not in known:
        hint = nearest(by, known) or "."
        raise UnknownName(
            f'the runs do not differ in "{one_line(by)}"{hint} They differ in {", ".join(known)}'
        )
    keys = range(len(cast.looks)) if by == "run" else map(_key, _values(runs, by).tolist())
    groups: dict[Hashable, list[int]] = {}
    for run, key in enumerate(keys):
        groups.setdefault(key, []).append(run)
    if len(groups) > MOST:
        raise ArgumentError(
            f'by="{by}" makes {len(groups)} pictures; at most {MOST} stand beside each other: choose fewer runs'
        )
    ends = outcomes(runs)
    values = [key for key in groups if isinstance(key, float)] if by != "run" else []
    # What is just above the bound does what nothing below it does.
    bound = stability_bound(runs) if by == "lr" else None
    near = [*values, *([] if bound is None else [bound])]
    return tuple(
        Part(
            label=_label(runs, by, group[0], near),
            outcome=ends[group[0]].text if len(group) == 1 else _summed(runs, ends, group),
            runs=frozenset(group),
            look=_common([cast.looks[run] for run in group]),
        )
        for group in groups.values()
    )


def _steps(runs: Trajectories, steps: tuple[int, ...], cast: Cast) -> tuple[Part, ...]:
    recorded = runs.dataset["step"].values.astype(int).tolist()
    missing = [step for step in steps if step not in recorded]
    if missing:
        raise ArgumentError(
            f"by={list(steps)}: step {missing[0]} is not recorded; the runs have "
            f"{count(len(recorded), 'record')} from step {recorded[0]} to {recorded[-1]}"
        )
    if not 1 <= len(steps) <= MOST:
        raise ArgumentError(
            f"{count(len(steps), 'step')} cannot be shown beside each other: name 1 to {MOST}"
        )
    loss = runs.dataset["loss"].transpose("run", "step").values
    everyone = frozenset(range(len(loss)))
    return tuple(
        Part(
            label=f"step {step:,}",
            outcome=f"loss {number(float(loss[0, recorded.index(step)]))}"
            if len(loss) == 1
            else "",
            runs=everyone,
            look=_common(list(cast.looks)),
            step=step,
        )
        for step in dict.fromkeys(steps)
    )


def _key(value: object) -> Hashable:
    # NaN, where a run has no such hyperparameter, is not equal to itself.
    return None if isinstance(value, float) and math.isnan(value) else value


def _values(runs: Trajectories, by: str) -> np.ndarray:
    coords = runs.dataset.coords
    return coords[_HYPER + by if _HYPER + by in coords else by].values


def _label(runs: Trajectories, by: str, run: int, near: Iterable[float]) -> str:
    """What a picture's runs have in common; a number with as many digits as tell it from those near it."""
    if by == "run":
        return one_line(runs.labels[run])
    if by == "start":
        place = runs.dataset["theta"].isel(run=run, step=0).values
        # A point of many parameters says nothing beside its picture.
        if len(place) <= 3:
            return f"from {point(place.tolist()) if len(place) > 1 else number(place[0])}"
    value = _values(runs, by)[run]
    if isinstance(value, (float, np.floating)):
        if math.isnan(value):
            schedule = runs.optimizers[run].hyper.get(by)
            return f"{by} = {one_line(schedule)}" if isinstance(schedule, str) else f"no {by}"
        return f"{by} = {number(float(value), digits_apart(float(value), near))}"
    return one_line(str(value)) if by == "optimizer" else f"{by} {value}"


def _summed(runs: Trajectories, ends: tuple[Outcome, ...], group: list[int]) -> str:
    """What became of several runs: ``'all 3 settle'``, ``'SGD settles, Adam diverges'``, ``'7 settle, 2 diverge'``."""
    found = Counter(ends[run].kind for run in group)
    if len(found) == 1:
        kind = next(iter(found)).removesuffix("s")
        return f"{'both' if len(group) == 2 else f'all {len(group):,}'} {kind}"
    names = [runs.optimizers[run].name for run in group]
    if len(group) <= 3 and len(set(names)) == len(group):
        return ", ".join(f"{name} {ends[run].kind}" for name, run in zip(names, group, strict=True))
    return ", ".join(
        f"{n:,} {kind if n == 1 else kind.removesuffix('s')}" for kind, n in found.most_common()
    )


def _common(looks: list[Look]) -> Look | None:
    return looks[0] if all(look == looks[0] for look in looks) else None
