"""Which hyperparameter runs differ in, and which of them make up one line against it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.errors import ThalwegError
from thalweg.optim import Optimizer
from thalweg.problems.base import Problem
from thalweg.problems.fit import Fit
from thalweg.problems.formula import Formula
from thalweg.scenes.text import one_line

LARGEST = 200
"""Up to as many parameters a Hessian is made for the bound of a rate: it has the square of that."""


@dataclass(frozen=True)
class Setting:
    """All runs with one value.

    Attributes
    ----------
    value : float
    runs : tuple of int
        One from each start with each seed.
    """

    value: float
    runs: tuple[int, ...]


@dataclass(frozen=True)
class Group:
    """The settings of one optimizer that differ in nothing but the value.

    Attributes
    ----------
    label : str
        The optimizer without the value.
    settings : tuple of Setting
        By ascending value.
    along : tuple of str
        Hyperparameters that change together with the value.
    """

    label: str
    settings: tuple[Setting, ...]
    along: tuple[str, ...] = ()


def varied(runs: Trajectories) -> tuple[str, int]:
    """The numeric hyperparameter with the most different values in one optimizer, ``lr`` where it ties.

    Returns
    -------
    name : str
        ``lr`` where none varies.
    count : int
        How many values it has; 1 where none varies.
    """
    found: dict[tuple[str, str], set[float]] = {}
    for optimizer in runs.optimizers:
        for name, value in optimizer.hyper.items():
            number = _numeric(value)
            if number is not None:
                found.setdefault((optimizer.name, name), set()).add(number)
    counts: dict[str, int] = {}
    for (_, name), values in found.items():
        counts[name] = max(counts.get(name, 1), len(values))
    most = max(counts.values(), default=1)
    names = [name for name, n in counts.items() if n == most]
    return ("lr" if most == 1 or "lr" in names else names[0]), most


def _numeric(value: object) -> float | None:
    """A number among hyperparameters; switches and schedules are none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if np.isfinite(value) else None


def groups(runs: Trajectories, name: str) -> tuple[Group, ...]:
    """Runs that have the hyperparameter `name` as a number, as lines against it."""
    kinds: dict[str, list[int]] = {}
    for run, optimizer in enumerate(runs.optimizers):
        if _numeric(optimizer.hyper.get(name)) is not None:
            kinds.setdefault(optimizer.name, []).append(run)
    return tuple(group for members in kinds.values() for group in _of_kind(runs, name, members))


def _of_kind(runs: Trajectories, name: str, members: list[int]) -> list[Group]:
    """Lines of one kind of optimizer: one for each combination of its other hyperparameters."""
    others: dict[Hashable, dict[float, list[int]]] = {}
    for run in members:
        hyper = runs.optimizers[run].hyper
        rest = tuple((n, v) for n, v in hyper.items() if n != name)
        others.setdefault(rest, {}).setdefault(float(hyper[name]), []).append(run)  # type: ignore[arg-type]
    different = [
        n
        for n in runs.optimizers[members[0]].hyper
        if n != name and len({runs.optimizers[run].hyper[n] for run in members}) > 1
    ]
    values = [value for by_value in others.values() for value in by_value]
    if len(others) > 2 and len(set(values)) == len(values) == len(others):
        # Lists go together, value by value: each has its own rest, and a line still leads through all.
        together = {value: own for by_value in others.values() for value, own in by_value.items()}
        label = runs.optimizers[members[0]].name
        return [Group(one_line(label), _settings(together), tuple(different))]
    return [
        Group(
            _label(runs.optimizers[next(iter(by_value.values()))[0]], name, different),
            _settings(by_value),
        )
        for by_value in others.values()
    ]


def _settings(by_value: dict[float, list[int]]) -> tuple[Setting, ...]:
    return tuple(Setting(value, tuple(by_value[value])) for value in sorted(by_value))


def _label(optimizer: Optimizer, name: str, different: list[str]) -> str:
    """An optimizer's label without one hyperparameter, and with those that tell it from its kind."""
    parts = [part for part in optimizer.label.split(" ") if not part.startswith(f"{name}=")]
    stated = {part.partition("=")[0] for part in parts[1:]}
    parts += [f"{n}={optimizer.hyper[n]:g}" for n in different if n not in stated]
    return one_line(" ".join(parts))


def coordinates_of(runs: Trajectories, name: str) -> list[str]:
    """Names of the hyperparameters besides `name` that vary, as `Trajectories.sel` takes them."""
    found: dict[str, set[object]] = {}
    for optimizer in runs.optimizers:
        for other, value in optimizer.hyper.items():
            if other != name:
                found.setdefault(other, set()).add(value)
    names = [n for n, values in found.items() if len(values) > 1]
    known = runs.dataset.coords
    return [n if n in known else f"hyper_{n}" for n in names]


def stability_bound(runs: Trajectories) -> float | None:
    """The rate 2/λmax above which gradient descent leaves a quadratic bowl; None where that is not certain.

    It is certain for SGD without momentum, on all rows, where the Hessian is exact, the same everywhere and has no
    negative eigenvalue.
    """
    problem = runs.problem
    plain = [
        o for o in runs.optimizers
        if o.name == "SGD" and all(not v for n, v in o.hyper.items() if n != "lr")
    ]  # fmt: skip
    if not plain or not _smooth(problem) or "batch_loss" in runs.dataset:
        return None
    start = runs.dataset["theta"].isel(run=0, step=0).values
    elsewhere = np.random.default_rng(0).normal(size=(2, len(start))) * (1 + np.abs(start))
    try:
        with np.errstate(all="ignore"):
            hessians = problem.hessian(np.stack([start, *(start + elsewhere)]))
    except ThalwegError:
        return None
    size = float(np.max(np.abs(hessians)))
    # Of a polynomial, a Hessian that is equal at three places, two of them at random, is constant.
    if not np.isfinite(size) or float(np.max(np.abs(hessians - hessians[0]))) > 1e-9 * size:
        return None
    eigenvalues = np.linalg.eigvalsh(hessians[0])
    if eigenvalues[-1] <= 0 or eigenvalues[0] < -1e-9 * eigenvalues[-1]:
        return None
    return float(2 / eigenvalues[-1])


def _smooth(problem: Problem) -> bool:
    """Whether the loss is a polynomial, of which a few places tell everything."""
    if len(problem.params) > LARGEST:
        return False
    if isinstance(problem, Fit):
        return problem.linear and problem.loss_name == "mse" and not problem.lasso
    return isinstance(problem, Formula) and bool(problem.sympy.is_polynomial())
