"""The loop over steps: all runs of rules at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from thalweg.compute.record import Record
from thalweg.data.progress import Progress
from thalweg.data.trajectories import limit_of
from thalweg.optim import Optimizer
from thalweg.optim.rule import Compiled, State, compile_rule, group_key
from thalweg.problems import Problem
from thalweg.problems.base import Array


@dataclass
class Group:
    """Runs that share a program, with their part of the state."""

    part: slice
    rule: Compiled
    step: Callable[..., tuple[Any, ...]]
    hyper: list[Array]
    state: list[Array]
    recorded: list[State]
    probe: Callable[..., tuple[Any, ...]] | None = None

    def advance(self, theta: Array, gradient: Array, t: float, loss: Array) -> None:
        """Take one step, in place."""
        moved, *self.state = self.step(*self._inputs(theta, gradient, t, loss))
        theta[:, self.part] = moved

    def point(self, theta: Array, gradient: Array, t: float, loss: Array) -> Array:
        """Where the gradient of a step is taken, given that at theta."""
        own = theta[:, self.part]
        if self.probe is None:
            return own
        (point,) = self.probe(*self._inputs(theta, gradient, t, loss))
        return np.broadcast_to(point, own.shape)

    def _inputs(self, theta: Array, gradient: Array, t: float, loss: Array) -> tuple[Any, ...]:
        own = self.part
        return (theta[:, own], gradient[:, own], t, loss[None, own], *self.state, *self.hyper)

    def restore(self, values: Sequence[float]) -> None:
        """Set the state of a single run from plain numbers."""
        flat = list(values)
        for i, array in enumerate(self.state):
            count = len(array)
            self.state[i], flat = np.array(flat[:count])[:, None], flat[count:]


def make_groups(optimizers: Sequence[Optimizer], theta: Array) -> list[Group]:
    """Compile the rules of runs whose equal `group_key`s stand side by side; theta is (d, run)."""
    groups: list[Group] = []
    first = 0
    while first < len(optimizers):
        last = first
        while last < len(optimizers) and group_key(optimizers[last]) == group_key(
            optimizers[first]
        ):
            last += 1
        members = optimizers[first:last]
        groups.append(group_of(members, compile_rule(members), theta, slice(first, last)))
        first = last
    return groups


def group_of(members: Sequence[Optimizer], rule: Compiled, theta: Array, part: slice) -> Group:
    """The runs `part` of theta (d, run) before their first step."""
    own = theta[:, part]
    hyper = [np.array([[float(o.hyper[n]) for o in members]]) for n in rule.varying]  # type: ignore[arg-type]
    begin = rule.start.arrays(own, *hyper)
    described = [members[0].form.state[s] for s in rule.states]
    probe = rule.probe.arrays if rule.probe is not None else None
    state = [
        np.array(np.broadcast_to(v, (1 if s.per_run else len(own), own.shape[1])))
        for v, s in zip(begin, described, strict=True)
    ]
    return Group(part, rule, rule.step.arrays, hyper, state, described, probe)


def run_all(
    problem: Problem,
    groups: Sequence[Group],
    theta: Array,
    steps: int,
    record: Record,
    stream: Iterator[Any] | None,
    progress: Progress | None,
    *,
    first: int = 0,
    limit: Array | None = None,
) -> Array:
    """The loop over steps; returns the step at which each run diverged, or -1."""
    diverged_at = np.full(theta.shape[1], -1)
    report = max(1, steps // 100)
    probing = [group for group in groups if group.probe is not None]
    with np.errstate(all="ignore"):
        for step in range(first, steps + 1):
            slot = record.slots.get(step)
            full: Array | None = None
            rows: Any = None
            if stream is None:
                full, gradient = _slope(problem, theta)
                loss = full
            else:
                if slot is not None:
                    full = problem._evaluate(theta, slope=False)[0]
                if step < steps:
                    rows = next(stream)
                    loss, gradient = _slope(problem, theta, rows)
                else:
                    # No batch is drawn at the end.
                    loss, gradient = np.full(theta.shape[1], np.nan), np.full(theta.shape, np.nan)
            if probing and (stream is None or step < steps):
                gradient = _probed(problem, probing, theta, gradient, float(step + 1), loss, rows)
            judged = loss if full is None else full
            if limit is None:
                limit = limit_of(judged)
            if slot is not None:
                _keep(record, slot, theta, judged, loss, gradient, groups, diverged_at)
            # NaN compares as False, and a loss of minus infinity is not finite either.
            fine = (judged <= limit) & np.isfinite(np.add.reduce(theta, axis=0) + judged)
            if not fine.all():
                diverged_at[~fine & (diverged_at < 0)] = step
                theta[:, ~fine] = np.nan
                if not fine.any():
                    _blank(record, step)
                    break
            if step < steps:
                for group in groups:
                    group.advance(theta, gradient, float(step + 1), loss)
            if progress is not None and step % report == 0:
                progress(step, steps)
    return diverged_at


def _slope(problem: Problem, theta: Array, rows: Any = None) -> tuple[Array, Array]:
    value, gradient = problem._evaluate(theta, rows)
    assert gradient is not None
    return value, gradient


def _probed(
    problem: Problem,
    probing: Sequence[Group],
    theta: Array,
    gradient: Array,
    t: float,
    loss: Array,
    rows: Any,
) -> Array:
    """The gradient, taken elsewhere than at theta for the groups that say so, which stand side by side."""
    part = slice(probing[0].part.start, probing[-1].part.stop)
    points = [group.point(theta, gradient, t, loss) for group in probing]
    own = rows[part] if np.ndim(rows) == 2 else rows
    there = _slope(problem, np.concatenate(points, axis=1), own)[1]
    return np.concatenate([gradient[:, : part.start], there, gradient[:, part.stop :]], axis=1)


def _keep(
    record: Record,
    slot: int,
    theta: Array,
    judged: Array,
    loss: Array,
    gradient: Array,
    groups: Sequence[Group],
    diverged_at: Array,
) -> None:
    """Write down a step: the loss over all rows that it is judged by, and that of the batch if there are batches."""
    record.theta[slot] = theta
    record.gradient[slot] = gradient
    record.loss[slot] = judged
    if record.batch_loss is not None:
        record.batch_loss[slot] = loss
    over = diverged_at >= 0
    for group in groups:
        for described, value in zip(group.recorded, group.state, strict=True):
            array = record.states[described.name][slot]
            array[..., group.part] = value[0] if described.per_run else value
            if over.any():
                array[..., over] = np.nan


def _blank(record: Record, step: int) -> None:
    """Nothing follows `step`: every run has diverged."""
    for slot, kept in enumerate(record.steps):
        if kept > step:
            record.theta[slot] = record.gradient[slot] = record.loss[slot] = np.nan
