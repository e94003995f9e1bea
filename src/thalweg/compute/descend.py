"""Runs of optimizers: one loop for all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from thalweg.compute import batches as batching, scalar
from thalweg.compute.record import Record, unique_labels
from thalweg.compute.starts import as_starts, default_start
from thalweg.data import Trajectories
from thalweg.errors import ArgumentError
from thalweg.optim import Optimizer, optimizers as known_optimizers
from thalweg.optim.rule import compile_rule, group_key
from thalweg.problems import Problem
from thalweg.problems.base import Array

#: A run diverged when its loss exceeds this multiple of its first (or of 1, if that is larger).
DIVERGED = 1e6

Progress = Callable[[int, int], None]


def descend(
    problem: Problem,
    optimizers: Optimizer | Iterable[Optimizer],
    start: ArrayLike | dict[str, float] | None = None,
    steps: int | None = None,
    *,
    batch_size: int | None = None,
    seed: int | Sequence[int] = 0,
    batches: Sequence[Any] | None = None,
    every: int = 1,
    progress: Progress | None = None,
) -> Trajectories:
    r"""Run optimizers on a problem and record their paths.

    Every optimizer (each value of its lists) goes from every start with every seed; all runs are computed in one batch.

    Parameters
    ----------
    problem : Problem
    optimizers : Optimizer or iterable of Optimizer
    start : array_like of shape (d,) or (starts, d), or mapping of parameter to number, optional
        Default: the problem's own start; zeros for a fit that is linear in its parameters; else a normal draw from the
        (first) seed.
    steps : int, optional
        Number of updates. Default: 100, or the number of `batches`.
    batch_size : int, optional
        Rows of a mini-batch, for a `Fit`: shuffled each epoch by ``numpy.random.default_rng(seed)``, the last short
        batch kept. Default: all rows.
    seed : int or sequence of int, optional
        One run each. Runs of one seed share the order of the batches.
    batches : sequence of array_like of int, optional
        Row numbers for each step, instead of `batch_size`.
    every : int, optional
        Record every n-th step (and the first and the last). With batches, the full loss is computed at recorded steps
        only, so that a divergence may be noticed up to ``every`` steps late.
    progress : callable, optional
        Called as ``progress(step, steps)`` about a hundred times.

    Returns
    -------
    Trajectories
        Step 0 is the start. ``gradient`` is the one that was used to leave a step. A run has diverged when theta or
        its loss is not finite, or the loss exceeds 1e6 × max(1, \|first loss\|); that step keeps its values, later
        ones are NaN.

    Raises
    ------
    ArgumentError
        ``steps must be a whole number of at least 1, not 0`` and the like.

    Examples
    --------
    >>> import thalweg as tw
    >>> bowl = tw.Formula("x**2 + 10*y**2")
    >>> runs = tw.descend(bowl, [tw.SGD(lr=0.05), tw.Adam(lr=0.1)], start=[-1.8, 0.6], steps=50)
    >>> runs.final.shape
    (2, 2)
    """
    expanded = _expanded(optimizers)
    if steps is None:
        steps = len(batches) if batches is not None else 100
    steps, every = _whole("steps", steps), _whole("every", every)
    seeds = _seeds(seed)
    if batches is not None and batch_size is not None:
        raise ArgumentError("give either batch_size or batches, not both")
    if len(seeds) > 1 and batch_size is None:
        raise ArgumentError(
            "several seeds need a batch_size: without it, every seed gives the same run"
        )
    batching.check_batch_size(problem, batch_size)
    points = as_starts(problem, default_start(problem, seeds[0])[0] if start is None else start)

    runs = [(o, s, k) for o in expanded for s in range(len(points)) for k in range(len(seeds))]
    # Runs that share a program stand side by side, so that each group is a slice.
    keys = {key: i for i, key in enumerate(dict.fromkeys(group_key(o) for o, _, _ in runs))}
    columns = sorted(range(len(runs)), key=lambda i: keys[group_key(runs[i][0])])
    ordered = [runs[i] for i in columns]
    theta = np.ascontiguousarray(points[[s for _, s, _ in ordered]].T)
    groups = _groups([o for o, _, _ in ordered], theta)

    stream: Iterator[Any] | None = None
    if batches is not None:
        stream = iter(batching.explicit(problem, batches, steps))
    elif batch_size is not None and problem.n_rows is not None:
        stream = batching.shuffled(problem.n_rows, batch_size, seeds, [k for _, _, k in ordered])

    states = {s.name: s.per_run for g in groups for s in g.recorded}
    record = Record(
        len(problem.params), len(runs), steps, every, states, batched=stream is not None
    )
    diverged_at = _run_few(problem, [o for o, _, _ in ordered], theta, steps, record, stream)
    if diverged_at is None:
        diverged_at = _run(problem, groups, theta, steps, record, stream, progress)

    order = np.empty(len(runs), dtype=np.intp)
    order[columns] = np.arange(len(runs))
    which = [o for o, _, _ in runs], [s for _, s, _ in runs], [seeds[k] for _, _, k in runs]
    epochs = None
    if batch_size is not None and problem.n_rows is not None:
        epochs = batching.epochs(record.steps, problem.n_rows, batch_size)
    labels = unique_labels(which[0], which[1], points, which[2])
    dataset = record.dataset(problem.params, *which, diverged_at[order], labels, order, epochs)
    return Trajectories(dataset, problem, tuple(which[0]))


@dataclass
class _Group:
    """Runs that share a program, with their part of the state."""

    part: slice
    step: Callable[..., tuple[Any, ...]]
    hyper: list[Array]
    state: list[Array]
    recorded: list[Any]

    def advance(self, theta: Array, gradient: Array, t: float, loss: Array) -> None:
        """Take one step, in place."""
        moved, *self.state = self.step(
            theta[:, self.part],
            gradient[:, self.part],
            t,
            loss[None, self.part],
            *self.state,
            *self.hyper,
        )
        theta[:, self.part] = moved

    def restore(self, values: Sequence[float]) -> None:
        """Set the state of a single run from plain numbers."""
        flat = list(values)
        for i, array in enumerate(self.state):
            count = len(array)
            self.state[i], flat = np.array(flat[:count])[:, None], flat[count:]


def _groups(optimizers: Sequence[Optimizer], theta: Array) -> list[_Group]:
    groups = []
    first = 0
    while first < len(optimizers):
        last = first
        while last < len(optimizers) and group_key(optimizers[last]) == group_key(
            optimizers[first]
        ):
            last += 1
        members = optimizers[first:last]
        compiled = compile_rule(members)
        part = slice(first, last)
        hyper = [np.array([[float(o.hyper[n]) for o in members]]) for n in compiled.varying]  # type: ignore[arg-type]
        begin = compiled.start.arrays(theta[:, part], *hyper)
        described = [members[0].state[s] for s in compiled.states]
        state = [
            np.array(np.broadcast_to(v, (1 if s.per_run else len(theta), last - first)))
            for v, s in zip(begin, described, strict=True)
        ]
        groups.append(_Group(part, compiled.step.arrays, hyper, state, described))
        first = last
    return groups


def _run_few(
    problem: Problem,
    optimizers: Sequence[Optimizer],
    theta: Array,
    steps: int,
    record: Record,
    stream: Iterator[Any] | None,
) -> Array | None:
    """Long runs of few optimizers on plain floats, as far as those go; None where arrays are the better way."""
    loss = problem.closed
    many = len(optimizers) > scalar.MAX_RUNS or steps < scalar.MIN_STEPS
    if stream is not None or loss is None or many:
        return None
    compiled = [compile_rule([o]) for o in optimizers]
    runners = []
    for rule, optimizer in zip(compiled, optimizers, strict=True):
        per_run = tuple(optimizer.state[s].per_run for s in rule.states)
        runner = scalar.compile_run(loss, rule.step, per_run)
        if runner is None:
            return None
        runners.append(runner)
    diverged_at = np.full(len(optimizers), -1)
    for i, (runner, optimizer) in enumerate(zip(runners, optimizers, strict=True)):
        own = theta[:, i : i + 1].copy()
        groups = _groups([optimizer], own)
        limit = _limit(problem._evaluate(own, slope=False)[0])
        begin = [float(v) for state in groups[0].state for v in state[:, 0]]
        rows, step, end, carried = runner(
            *own[:, 0].tolist(), *begin, steps, record.every, float(limit[0])
        )
        view = record.one(i)
        view.fill(rows, groups[0].recorded)
        own[:, 0] = end
        groups[0].restore(carried)
        # The array loop does the last step, or what plain floats could not.
        diverged_at[i] = _run(
            problem, groups, own, steps, view, None, None, first=step, limit=limit
        )[0]
    return diverged_at


def _limit(first: Array) -> Array:
    return DIVERGED * np.maximum(1.0, np.abs(np.where(np.isfinite(first), first, 1.0)))


def _run(
    problem: Problem,
    groups: Sequence[_Group],
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
    with np.errstate(all="ignore"):
        for step in range(first, steps + 1):
            slot = record.slots.get(step)
            full: Array | None = None
            if stream is None:
                full, gradient = _slope(problem, theta)
                loss = full
            else:
                if slot is not None:
                    full = problem._evaluate(theta, slope=False)[0]
                if step < steps:
                    loss, gradient = _slope(problem, theta, next(stream))
                else:
                    # No batch is drawn at the end.
                    loss, gradient = np.full(theta.shape[1], np.nan), np.full(theta.shape, np.nan)
            if limit is None:
                limit = _limit(loss if full is None else full)
            if slot is not None:
                _keep(
                    record,
                    slot,
                    theta,
                    full,
                    loss,
                    gradient,
                    groups,
                    diverged_at,
                    stream is not None,
                )
            judged = loss if full is None else full
            # NaN compares as False, so one comparison covers infinite, NaN and too large.
            fine = (judged <= limit) & np.isfinite(np.add.reduce(theta, axis=0))
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


def _keep(
    record: Record,
    slot: int,
    theta: Array,
    full: Array | None,
    loss: Array,
    gradient: Array,
    groups: Sequence[_Group],
    diverged_at: Array,
    batched: bool,
) -> None:
    record.theta[slot] = theta
    record.gradient[slot] = gradient
    record.loss[slot] = full if full is not None else loss
    if batched and record.batch_loss is not None:
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


def _expanded(optimizers: Optimizer | Iterable[Optimizer]) -> list[Optimizer]:
    given = [optimizers] if isinstance(optimizers, Optimizer) else list(optimizers)
    for optimizer in given:
        if not isinstance(optimizer, Optimizer):
            hint = (
                f"; known are {', '.join(known_optimizers)}" if isinstance(optimizer, str) else ""
            )
            raise ArgumentError(f"optimizers must be such as SGD(lr=0.1), not {optimizer!r}{hint}")
    if not given:
        raise ArgumentError("optimizers is empty; give at least one, such as SGD(lr=0.1)")
    return [one for optimizer in given for one in optimizer.expand()]


def _whole(name: str, value: Any) -> int:
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if not whole or value < 1:
        raise ArgumentError(f"{name} must be a whole number of at least 1, not {value}")
    return int(value)


def _seeds(seed: int | Sequence[int]) -> list[int]:
    seeds = [seed] if isinstance(seed, (int, np.integer)) else list(seed)
    for one in seeds:
        if not isinstance(one, (int, np.integer)) or isinstance(one, bool) or one < 0:
            raise ArgumentError(
                f"seed must be a whole number of at least 0, or a list of them, not {one}"
            )
    if not seeds or len(set(seeds)) != len(seeds):
        raise ArgumentError(f"seed must be one number or a list of different ones, not {seed}")
    return [int(s) for s in seeds]
