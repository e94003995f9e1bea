"""Runs of optimizers: one loop for all of them at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from thalweg.compute import batches as batching
from thalweg.compute.few import run_few
from thalweg.compute.follow import follow
from thalweg.compute.loop import make_groups, run_all
from thalweg.compute.record import Record, unique_labels
from thalweg.compute.starts import as_starts, default_start
from thalweg.data import Trajectories
from thalweg.data.progress import Progress
from thalweg.errors import ArgumentError
from thalweg.optim import Method, Optimizer, optimizers as known_optimizers
from thalweg.optim.rule import group_key
from thalweg.problems import Problem
from thalweg.problems.base import as_problem

__all__ = ["Progress", "descend"]


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
        What is minimised.
    optimizers : Optimizer or iterable of Optimizer
        One, or several that are compared.
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
    problem = as_problem(problem)
    expanded = settled(optimizers)
    if steps is None:
        steps = len(batches) if batches is not None else 100
    steps, every = whole_number("steps", steps), whole_number("every", every)
    seeds = seed_list(seed)
    if batches is not None and batch_size is not None:
        raise ArgumentError("give either batch_size or batches, not both")
    if len(seeds) > 1 and batch_size is None:
        raise ArgumentError(
            "several seeds need a batch_size: without it, every seed gives the same run"
        )
    methods = [o for o in expanded if isinstance(o, Method)]
    if methods and (batch_size is not None or batches is not None):
        raise ArgumentError(
            f"{methods[0].name} needs the loss over all rows and takes no batches; "
            "leave out batch_size and batches, or use a rule such as SGD"
        )
    batching.check_batch_size(problem, batch_size)
    points = as_starts(problem, default_start(problem, seeds[0])[0] if start is None else start)

    runs = [(o, s, k) for o in expanded for s in range(len(points)) for k in range(len(seeds))]
    # Runs that share a program stand side by side, so that each group is a slice; so do those whose gradient is taken
    # elsewhere than at theta. Methods, which go one by one, come last.
    keys = {key: i for i, key in enumerate(dict.fromkeys(group_key(o) for o, _, _ in runs))}

    def place(run: int) -> tuple[bool, bool, int]:
        optimizer = runs[run][0]
        probes = bool(optimizer.form.probe)
        return isinstance(optimizer, Method), probes, keys[group_key(optimizer)]

    columns = sorted(range(len(runs)), key=place)
    ordered = [runs[i] for i in columns]
    rules = [o for o, _, _ in ordered if not isinstance(o, Method)]
    theta = np.ascontiguousarray(points[[s for _, s, _ in ordered]].T)
    groups = make_groups(rules, theta[:, : len(rules)])

    stream: Iterator[Any] | None = None
    chosen = batching.explicit(problem, batches, steps) if batches is not None else None
    if chosen is not None:
        stream = iter(chosen)
    elif batch_size is not None and problem.n_rows is not None:
        stream = batching.shuffled(problem.n_rows, batch_size, seeds, [k for _, _, k in ordered])

    states = {s.name: s.per_run for g in groups for s in g.recorded}
    record = Record(
        len(problem.params), len(runs), steps, every, states, batched=stream is not None
    )
    diverged_at, stopped_at = np.full((2, len(runs)), -1)
    for i, (optimizer, _, _) in enumerate(ordered):
        if isinstance(optimizer, Method):
            view = record.part(slice(i, i + 1))
            diverged_at[i], stopped_at[i] = follow(
                problem, optimizer, theta[:, i].copy(), steps, view
            )
    if rules:
        part = slice(0, len(rules))
        own, view = theta[:, part], record if len(rules) == len(runs) else record.part(part)
        ends = run_few(problem, groups, rules, own, steps, view, stream, progress)
        if ends is None:
            ends = run_all(problem, groups, own, steps, view, stream, progress)
        diverged_at[part] = ends
    elif progress is not None:
        progress(steps, steps)

    order = np.empty(len(runs), dtype=np.intp)
    order[columns] = np.arange(len(runs))
    which = [o for o, _, _ in runs], [s for _, s, _ in runs], [seeds[k] for _, _, k in runs]
    epochs = None
    if batch_size is not None and problem.n_rows is not None:
        epochs = batching.epochs(record.steps, problem.n_rows, batch_size)
    labels = unique_labels(which[0], which[1], points, which[2])
    dataset = record.dataset(problem.params, *which, diverged_at[order], labels, order, epochs)
    if batch_size is not None:
        # With the seed, it tells which rows each step has seen.
        dataset.attrs["batch_size"] = int(batch_size)
    if chosen is not None:
        dataset.attrs["batches"] = json.dumps([rows.tolist() for rows in chosen])
    if methods:
        dataset = dataset.assign_coords(stopped_at=("run", stopped_at[order].astype(np.int64)))
    return Trajectories(dataset, problem, tuple(which[0]))


def settled(optimizers: Optimizer | Iterable[Optimizer]) -> list[Optimizer]:
    """Each setting of each optimizer, or an error that says why it cannot run."""
    return [one for optimizer in listed(optimizers) for one in optimizer.expand()]


def listed(optimizers: Optimizer | Iterable[Optimizer]) -> list[Optimizer]:
    """The optimizers that are given, each one that can run."""
    given: list[Any]
    if isinstance(optimizers, (Optimizer, str)) or not isinstance(optimizers, Iterable):
        given = [optimizers]
    else:
        given = list(optimizers)
    for optimizer in given:
        if not isinstance(optimizer, Optimizer):
            raise ArgumentError(
                f"optimizers must be such as SGD(lr=0.1), not {_told_apart(optimizer)}"
            )
        if optimizer.refusal:
            raise ArgumentError(f"{optimizer.name}: {optimizer.refusal}")
    if not given:
        raise ArgumentError("optimizers is empty; give at least one, such as SGD(lr=0.1)")
    return given


def _told_apart(given: Any) -> str:
    """What is no optimizer, and what to do about it where that is known."""
    if isinstance(given, str):
        return f"{given!r}; known are {', '.join(known_optimizers)}"
    if isinstance(given, type):
        call = " call it" if issubclass(given, Optimizer) else " these are thalweg's own"
        return f"the class {given.__name__};{call}"
    if type(given).__module__.partition(".")[0] == "torch":
        return (
            f"PyTorch's {type(given).__name__}; these are thalweg's own, and a training in PyTorch is recorded with"
            " thalweg.torch.Recorder"
        )
    return repr(given)


def whole_number(name: str, value: Any, least: int = 1) -> int:
    """Check an argument that counts something."""
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if not whole or value < least:
        raise ArgumentError(f"{name} must be a whole number of at least {least}, not {value!r}")
    return int(value)


#: Seeds are kept as whole numbers of 64 bits.
_MOST_SEED = 2**63 - 1


def seed_list(seed: int | Sequence[int]) -> list[int]:
    """One seed or several as a list."""
    given: Any = seed
    seeds: list[Any] = list(given) if np.iterable(given) and not isinstance(given, str) else [given]
    for one in seeds:
        if not isinstance(one, (int, np.integer)) or isinstance(one, bool) or one < 0:
            raise ArgumentError(
                f"seed must be a whole number of at least 0, or a list of them, not {one!r}"
            )
        if one > _MOST_SEED:
            raise ArgumentError(f"seed may be {_MOST_SEED:,} at most, not {one:,}")
    if not seeds or len(set(seeds)) != len(seeds):
        raise ArgumentError(f"seed must be one number or a list of different ones, not {seed}")
    return [int(s) for s in seeds]
