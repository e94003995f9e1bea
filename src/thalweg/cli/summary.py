"""What happened, run by run, as plain values: for the table and for programs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thalweg.cli.settling import Reference, settled_at

if TYPE_CHECKING:
    from thalweg.data import Trajectories
    from thalweg.problems.base import Array, Problem

#: Counts up when a name of the JSON changes its meaning or goes; new names may come at any time.
FORMAT = 1


@dataclass(frozen=True)
class Run:
    """The end of one run.

    Attributes
    ----------
    label, optimizer : str
    hyper : mapping of str to float, bool or str
    start : mapping of str to float
        As it was run, that is, in standardised units if the columns are standardised.
    seed : int
    steps : int
        Updates done.
    loss : float
    parameters : mapping of str to float
        In the units of the data where that is exact, else as they were run.
    standardized : mapping of str to float, or None
        As they were run, where that is something else.
    distance : float or None
        To the nearest known minimum.
    steps_to_1_percent : int or None
        The step from which at most 1 % of the way from the first loss to the reference is left.
    stopped_at : int or None
        The step after which a method that stops by itself did so.
    diverged_at : int or None
    """

    label: str
    optimizer: str
    hyper: Mapping[str, float | bool | str]
    start: Mapping[str, float]
    seed: int
    steps: int
    loss: float
    parameters: Mapping[str, float]
    standardized: Mapping[str, float] | None
    distance: float | None
    steps_to_1_percent: int | None
    stopped_at: int | None
    diverged_at: int | None


def summarize(
    runs: Trajectories, target: Reference | None, seeds: Sequence[int] | None = None
) -> list[Run]:
    """Sum up each run.

    Parameters
    ----------
    runs : Trajectories
    target : Reference or None
        What their losses are measured against.
    seeds : sequence of int, optional
        The seed from which each start was drawn, if several were.
    """
    dataset, problem = runs.dataset, runs.problem
    params = problem.params
    final, losses = runs.final, runs.final_loss.values
    theta = final.transpose("run", "param").values
    steps = final["step"].values
    start = dataset["theta"].isel(step=0).transpose("run", "param").values
    original = original_units(problem, theta)
    recorded, every_loss = dataset["step"].values, dataset["loss"].transpose("run", "step").values
    stopped = dataset.coords.get("stopped_at", runs.diverged_at * 0 - 1).values
    drawn = dataset["seed"].values
    if seeds is not None:
        drawn = [seeds[start] for start in dataset["start"].values]
    found = []
    for i, optimizer in enumerate(runs.optimizers):
        ran = named(params, theta[i])
        found.append(
            Run(
                label=runs.labels[i],
                optimizer=optimizer.name,
                hyper={n: v for n, v in optimizer.hyper.items() if not isinstance(v, tuple)},
                start=named(params, start[i]),
                seed=int(drawn[i]),
                steps=int(steps[i]),
                loss=float(losses[i]),
                parameters=ran if original is None else named(params, original[i]),
                standardized=None if original is None else ran,
                distance=distance(problem, theta[i]),
                steps_to_1_percent=settled_at(every_loss[i], recorded, target),
                stopped_at=_step(stopped[i]),
                diverged_at=_step(runs.diverged_at.values[i]),
            )
        )
    return found


def _step(number: int) -> int | None:
    return int(number) if number >= 0 else None


def original_units(problem: Problem, theta: Array) -> Array | None:
    """Points (..., d) in the units of the data; None where they are so already, or no exact map exists."""
    from thalweg.problems import Fit

    if not isinstance(problem, Fit) or not problem.standardize:
        return None
    return problem.original(theta)


def distance(problem: Problem, theta: Array) -> float | None:
    """How far a point (d,) is from the nearest known minimum; None where none is known."""
    if not problem.minima:
        return None
    return min(math.dist(theta, minimum) for minimum in problem.minima)


def named(params: Sequence[str], values: Array) -> dict[str, float]:
    """Numbers by parameter."""
    return {name: float(value) for name, value in zip(params, values, strict=True)}


def as_json(
    runs: Trajectories,
    summary: Sequence[Run],
    target: Reference | None,
    notes: Sequence[str],
    files: Sequence[str],
) -> dict[str, Any]:
    """The summary as plain data; a number that is not finite becomes None, which JSON has a word for."""
    problem = runs.problem
    return {
        "format": FORMAT,
        "problem": {
            "kind": problem.kind,
            "title": problem.title,
            "parameters": list(problem.params),
            "minima": [named(problem.params, m) for m in problem.minima],  # type: ignore[arg-type]
        },
        "steps": runs.steps,
        "reference": None if target is None else vars(target),
        "runs": [finite(vars(run)) for run in summary],
        "notes": list(notes),
        "files": list(files),
    }


def finite(value: Any) -> Any:
    """The same with None for numbers that are not finite, which JSON has no words for."""
    if isinstance(value, Mapping):
        return {name: finite(v) for name, v in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
