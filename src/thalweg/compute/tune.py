"""The best of a sweep, so that a race can be run on equal tuning budgets."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from thalweg.compute.descend import descend, listed, seed_list, settled, whole_number
from thalweg.data import Trajectories
from thalweg.data.progress import Progress
from thalweg.errors import ArgumentError
from thalweg.optim import Optimizer
from thalweg.problems import Problem
from thalweg.problems.base import Array, as_problem


@dataclass(frozen=True, eq=False)
class Tuning:
    """The result of `tune`.

    Attributes
    ----------
    optimizers : tuple of Optimizer
        Each optimizer at its best values, in the order given.
    values : dict of str to tuple of float
        What was tried, for each hyperparameter.
    losses : tuple of ndarray
        For each optimizer, the loss at the end by values tried: one axis a hyperparameter, in the order of `values`.
        Infinite where a run diverged; the mean where there were several starts or seeds.
    runs : Trajectories
        The sweep itself.
    """

    optimizers: tuple[Optimizer, ...]
    values: Mapping[str, tuple[float, ...]]
    losses: tuple[Array, ...]
    runs: Trajectories

    @cached_property
    def statement(self) -> str:
        """How the optimizers were tuned, in one sentence."""
        tried = math.prod(map(len, self.values.values()))
        best = "each at the best" if len(self.optimizers) > 1 else "the best"
        by = f"by the {'mean ' * (self._repeats > 1)}loss after {self.runs.steps:,} steps"
        if self._repeats > 1:
            by += f" over {self._repeats} runs"
        if len(self.values) == 1:
            what = f"{tried} {_shown(*next(iter(self.values.items())))}"
        else:
            axes = ", ".join(f"{len(v)} {_shown(n, v)}" for n, v in self.values.items())
            what = f"{tried} combinations ({axes})"
        return f"{best} of {what}, {by}{self._edges()}"

    @property
    def _repeats(self) -> int:
        """Runs for each setting: one from each start with each seed."""
        return len(self.runs) // sum(array.size for array in self.losses)

    def _edges(self) -> str:
        """Say where the best is the first or last value tried: a better one may lie beyond."""
        found = []
        for optimizer in self.optimizers:
            ends = [
                f"{name} = {optimizer.hyper[name]:g}"
                for name, values in self.values.items()
                if len(values) > 2 and optimizer.hyper[name] in (min(values), max(values))
            ]
            if ends:
                found.append(f"{optimizer.name}'s {' and '.join(ends)}")
        return f"; at the end of its range: {', '.join(found)}" if found else ""

    def __repr__(self) -> str:
        chosen = ", ".join(o.label for o in self.optimizers)
        return f"<Tuning: {chosen}; {self.statement}>"


def tune(
    problem: Problem,
    optimizer: Optimizer | Iterable[Optimizer],
    over: Mapping[str, Any],
    budget: int = 25,
    steps: int | None = None,
    start: ArrayLike | dict[str, float] | None = None,
    *,
    batch_size: int | None = None,
    seed: int | Sequence[int] = 0,
    batches: Sequence[Any] | None = None,
    every: int | None = None,
    progress: Progress | None = None,
) -> Tuning:
    """Find the best hyperparameters of a sweep; all of it runs as one batch.

    Every optimizer gets the same values to try, so that a race between the winners is fair.

    Parameters
    ----------
    problem : Problem
        What every setting is tried on.
    optimizer : Optimizer or iterable of Optimizer
        One setting each; `over` replaces part of it.
    over : mapping of str to pair or list
        For each hyperparameter, the ends of a range (a tuple of two positive numbers), which is divided geometrically,
        or a list of values, which is taken as it is.
    budget : int, optional
        Settings tried for each optimizer, at most. Several ranges share it as a grid: 25 are 5 × 5.
    steps, start, batch_size, seed, batches, progress
        As in `descend`. Several starts or seeds count by their mean loss.
    every : int, optional
        Record every n-th step of the sweep. Default: the first and the last only.

    Returns
    -------
    Tuning
        With the best of each optimizer, the runs, and a `statement` for the caption. The best has the smallest full
        loss at the last step; a run that diverged counts as infinite; of equals, the one with the smaller values wins.

    Raises
    ------
    ArgumentError
        ``all 25 values of lr from 1 to 100 diverge with SGD; try smaller ones`` and the like.

    Examples
    --------
    >>> import thalweg as tw
    >>> bowl = tw.Formula("x**2 + 10*y**2")
    >>> tuned = tw.tune(bowl, tw.SGD(), over={"lr": (1e-3, 1.0)}, budget=4, start=[1, 1])
    >>> tuned.optimizers[0].hyper["lr"]
    0.01
    >>> tuned.statement
    'the best of 4 values of lr from 0.001 to 1, by the loss after 100 steps'
    """
    problem = as_problem(problem)
    given = listed(optimizer)
    values = _grid(over, whole_number("budget", budget))
    settings = list(itertools.product(*values.values()))
    tried: list[Optimizer] = []
    for one in given:
        _check(one, values)
        tried += [one.replace(**dict(zip(values, setting, strict=True))) for setting in settings]
    if steps is None:
        steps = len(batches) if batches is not None else 100
    runs = descend(
        problem,
        tried,
        start,
        steps,
        batch_size=batch_size,
        seed=seed_list(seed),
        batches=batches,
        every=steps if every is None else every,
        progress=progress,
    )
    judged = np.where(runs.diverged.values, np.inf, runs.final_loss.values)
    # Runs stand in the order of the optimizers, each from every start with every seed.
    means = judged.reshape(len(given), len(settings), -1).mean(axis=2)
    best = [_best(one, values, settings, losses) for one, losses in zip(given, means, strict=True)]
    shape = tuple(map(len, values.values()))
    return Tuning(tuple(best), values, tuple(m.reshape(shape) for m in means), runs)


def _best(
    optimizer: Optimizer,
    values: Mapping[str, tuple[float, ...]],
    settings: Sequence[tuple[float, ...]],
    losses: Array,
) -> Optimizer:
    place = min(range(len(settings)), key=lambda i: (losses[i], settings[i]))
    if not math.isfinite(losses[place]):
        tried = " and ".join(f"{len(v)} {_shown(n, v)}" for n, v in values.items())
        raise ArgumentError(f"all {tried} diverge with {optimizer.label}; try smaller ones")
    return optimizer.replace(**dict(zip(values, settings[place], strict=True)))


def _check(optimizer: Optimizer, values: Mapping[str, tuple[float, ...]]) -> None:
    """Refuse an optimizer that is none, or is several."""
    settled([optimizer])
    others = [n for n, v in optimizer.hyper.items() if isinstance(v, tuple) and n not in values]
    if others:
        raise ArgumentError(
            f"tune needs one setting of each optimizer; {optimizer.name} has a list for {', '.join(others)}: "
            "put it into over"
        )


def _grid(over: Mapping[str, Any], budget: int) -> dict[str, tuple[float, ...]]:
    """The values to try for each hyperparameter."""
    if not isinstance(over, Mapping) or not over:
        raise ArgumentError(
            f'over must name what to vary, as in over={{"lr": (1e-4, 1.0)}}, not {over!r}'
        )
    ranges = {n: _range(n, v) for n, v in over.items() if isinstance(v, tuple)}
    lists = {n: _list(n, v) for n, v in over.items() if n not in ranges}
    fixed = math.prod(map(len, lists.values()))
    if fixed > budget and (ranges or len(lists) > 1):
        sizes = " × ".join(str(len(v)) for v in lists.values())
        raise ArgumentError(
            f"the lists of {', '.join(lists)} take {sizes} settings, more than the budget of {budget}; raise the budget"
        )
    count = _root(budget // fixed, len(ranges)) if ranges else 0
    if ranges and count < 2:
        raise ArgumentError(
            f"a budget of {budget} leaves fewer than 2 values for each of {', '.join(ranges)}; raise it to at least "
            f"{fixed * 2 ** len(ranges)}"
        )
    return {
        # Twelve digits, so that 0.01 is 0.01.
        n: tuple(float(f"{v:.12g}") for v in np.geomspace(*ranges[n], count))
        if n in ranges
        else lists[n]
        for n in over
    }


def _root(budget: int, ranges: int) -> int:
    """The largest number of values for each of several ranges whose grid keeps within the budget."""
    count = round(budget ** (1 / ranges))
    return count if count**ranges <= budget else count - 1


def _range(name: str, ends: tuple[Any, ...]) -> tuple[float, float]:
    numbers = [float(v) for v in _numbers(ends)]
    if len(ends) != 2 or len(numbers) != 2 or not 0 < numbers[0] < numbers[1] < math.inf:
        raise ArgumentError(
            f"the range of {name} must be two positive numbers, the smaller first, not {ends!r}; "
            "a list is taken as it is"
        )
    return numbers[0], numbers[1]


def _list(name: str, given: Any) -> tuple[float, ...]:
    listed = isinstance(given, Iterable) and not isinstance(given, (str, bytes, Mapping))
    numbers = [float(v) for v in _numbers(given)] if listed else []
    if not numbers or len(numbers) != len(list(given)):
        raise ArgumentError(
            f"the values of {name} must be a range such as (1e-4, 1.0) or a list of numbers, not {given!r}"
        )
    if len(set(numbers)) < len(numbers):
        raise ArgumentError(f"the values of {name} must differ, not {given!r}")
    return tuple(numbers)


def _numbers(values: Iterable[Any]) -> Iterator[float]:
    return (v for v in values if np.isreal(v) and not isinstance(v, (bool, np.bool_, str)))


def _shown(name: str, values: Sequence[float]) -> str:
    return f"values of {name} from {min(values):g} to {max(values):g}"
