"""Long runs of few optimizers, one after another on plain floats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from thalweg.compute import scalar
from thalweg.compute.loop import Group, group_of, run_all
from thalweg.compute.record import Record
from thalweg.data.progress import Progress
from thalweg.data.trajectories import limit_of
from thalweg.optim import Optimizer
from thalweg.optim.rule import compile_rule
from thalweg.problems import Problem
from thalweg.problems.base import Array


def run_few(
    problem: Problem,
    groups: Sequence[Group],
    optimizers: Sequence[Optimizer],
    theta: Array,
    steps: int,
    record: Record,
    stream: Iterator[Any] | None,
    progress: Progress | None,
) -> Array | None:
    """Run each of a few optimizers alone, as far as plain floats go.

    Returns
    -------
    ndarray of int, shape (run,), or None
        The step at which each run diverged, or -1; None where arrays are the better way.
    """
    loss, runs = problem.closed, len(optimizers)
    many = runs > scalar.MAX_RUNS or steps < scalar.MIN_STEPS
    if stream is not None or loss is None or many or any(g.probe is not None for g in groups):
        return None
    rules = [group.rule for group in groups]
    if len(groups) < runs:  # what differs within a group is a constant here
        rules = [compile_rule([o]) for o in optimizers]
    runners = []
    for rule, optimizer in zip(rules, optimizers, strict=True):
        per_run = tuple(optimizer.form.state[s].per_run for s in rule.states)
        runner = scalar.compile_run(loss, rule.step, per_run)
        if runner is None:
            return None
        runners.append(runner)
    diverged_at = np.full(runs, -1)
    # In parts, so that a hundred times it can be told how far it is.
    part = -(-steps * runs // 100)
    for i, (runner, optimizer) in enumerate(zip(runners, optimizers, strict=True)):
        own = theta[:, i : i + 1].copy()
        group = group_of([optimizer], rules[i], own, slice(0, 1))
        limit = limit_of(problem._evaluate(own, slope=False)[0])
        at = (*own[:, 0].tolist(), *(float(v) for state in group.state for v in state[:, 0]))
        rows: list[tuple[float, ...]] = []
        step = stop = 0
        while step == stop < steps:
            stop = min(stop + part, steps)
            with np.errstate(all="ignore"):
                step, end, carried = runner(*at, step, stop, record.every, float(limit[0]), rows)
            at = (*end, *carried)
            if progress is not None:
                progress((i * steps + step) // runs, steps)
        view = record.part(slice(i, i + 1))
        view.fill(rows, group.recorded)
        own[:, 0] = at[: len(own)]
        group.restore(at[len(own) :])
        # The array loop does the last step, or what plain floats could not.
        diverged_at[i] = run_all(
            problem, [group], own, steps, view, None, None, first=step, limit=limit
        )[0]
    if progress is not None:
        progress(steps, steps)
    return diverged_at
