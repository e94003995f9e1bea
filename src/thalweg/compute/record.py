"""What is kept of the runs while they go, and the dataset that comes out."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from thalweg.errors import ArgumentError
from thalweg.optim import Optimizer
from thalweg.optim.rule import State
from thalweg.problems.base import Array

if TYPE_CHECKING:
    import xarray as xr

#: Bytes of record above which a smaller one is asked for.
MAX_BYTES = 8 << 30


#: Bytes that a recorded step takes beside its numbers: Python's own, in a list and a dict.
_A_STEP = 150


def recorded_steps(steps: int, every: int, runs: int = 1, width: int = 1) -> list[int]:
    """The steps that are recorded: 0, every, 2*every, ... and the last.

    Parameters
    ----------
    steps, every : int
    runs, width : int
        How many runs there are, and numbers of each at a step.

    Raises
    ------
    ArgumentError
        ``the record of 1 run × 1,000,000,001 steps would take ... GiB (the limit is 8); record every n-th step, for
        example every=...``.
    """
    n = -(-steps // every) + 1
    size = n * (8 * runs * width + _A_STEP)
    if size > MAX_BYTES:
        wanted = -(-size * every // MAX_BYTES)
        raise ArgumentError(
            f"the record of {runs:,} run{'s' * (runs > 1)} × {n:,} steps would take {size / 2**30:,.1f} GiB (the limit"
            f" is {MAX_BYTES >> 30}); record every n-th step, for example every={wanted}"
        )
    return [*range(0, steps, every), steps]


class Record:
    """Arrays of shape (step, param, run), one slot for each recorded step.

    Parameters
    ----------
    d, runs : int
    steps, every : int
        Steps 0, every, 2*every, ... and the last are kept.
    states : dict of str to bool
        Names of the optimizers' states, and whether each is one number a run.
    batched : bool
        Whether the batches' losses are kept.
    """

    def __init__(
        self, d: int, runs: int, steps: int, every: int, states: dict[str, bool], *, batched: bool
    ) -> None:
        self.every = every
        width = 2 * d + 1 + batched + sum(1 if per_run else d for per_run in states.values())
        self.steps = recorded_steps(steps, every, runs, width)
        self.slots = {step: i for i, step in enumerate(self.steps)}
        n = len(self.steps)
        self.theta = np.empty((n, d, runs))
        self.gradient = np.empty((n, d, runs))
        self.loss = np.empty((n, runs))
        self.batch_loss = np.full((n, runs), np.nan) if batched else None
        self.states = {
            name: np.full((n, runs) if per_run else (n, d, runs), np.nan)
            for name, per_run in states.items()
        }

    def part(self, column: slice) -> Record:
        """The part of some runs, as a view."""
        part = copy.copy(self)
        part.theta, part.gradient = self.theta[..., column], self.gradient[..., column]
        part.loss = self.loss[..., column]
        if self.batch_loss is not None:
            part.batch_loss = self.batch_loss[..., column]
        part.states = {name: array[..., column] for name, array in self.states.items()}
        return part

    def fill(self, rows: Sequence[Sequence[float]], states: Sequence[State]) -> None:
        """Write the first recorded steps of a single run: theta, loss, gradient and states in a row."""
        if not rows:
            return
        table = np.array(rows, dtype=np.float64).reshape(len(rows), -1, 1)
        d, n = self.theta.shape[1], len(rows)
        self.theta[:n], self.loss[:n] = table[:, :d], table[:, d]
        self.gradient[:n] = table[:, d + 1 : 2 * d + 1]
        place = 2 * d + 1
        for state in states:
            width = 1 if state.per_run else d
            part = table[:, place : place + width]
            self.states[state.name][:n] = part[:, 0] if state.per_run else part
            place += width

    def dataset(
        self,
        params: Sequence[str],
        optimizers: Sequence[Optimizer],
        starts: Sequence[int],
        seeds: Sequence[int],
        diverged_at: Array,
        labels: Sequence[str],
        order: NDArray[np.intp],
        epochs: Array | None,
    ) -> xr.Dataset:
        """The record as a labelled dataset; `order[i]` is the column of run i."""
        import xarray as xr

        in_place = bool(np.array_equal(order, np.arange(len(order))))

        def runs_first(array: Array) -> Array:
            array = array if in_place else array[..., order]
            return np.moveaxis(array, -1, 0)

        def with_param(array: Array) -> tuple[tuple[str, ...], Array]:
            return ("run", "step", "param"), runs_first(array)

        def without_param(array: Array) -> tuple[tuple[str, ...], Array]:
            return ("run", "step"), runs_first(array)

        variables: dict[str, Any] = {
            "theta": with_param(self.theta),
            "loss": without_param(self.loss),
            "gradient": with_param(self.gradient),
        }
        if self.batch_loss is not None:
            variables["batch_loss"] = without_param(self.batch_loss)
        for name, array in self.states.items():
            variables[name] = with_param(array) if array.ndim == 3 else without_param(array)
        coordinates: dict[str, Any] = {
            "step": np.asarray(self.steps, dtype=np.int64),
            "param": list(params),
            "optimizer": ("run", [o.name for o in optimizers]),
            "label": ("run", list(labels)),
            **{n: ("run", v) for n, v in _hyper_columns(optimizers).items()},
            "start": ("run", np.asarray(starts, dtype=np.int64)),
            "seed": ("run", np.asarray(seeds, dtype=np.int64)),
            "diverged_at": ("run", diverged_at.astype(np.int64)),
        }
        if epochs is not None:
            coordinates["epoch"] = ("step", epochs)
        return xr.Dataset(variables, coordinates)


def _hyper_columns(optimizers: Sequence[Optimizer]) -> dict[str, list[float]]:
    """Each numeric hyperparameter by run; NaN where the run has none or a schedule."""
    names = dict.fromkeys(
        n for o in optimizers for n, v in o.hyper.items() if not isinstance(v, bool)
    )
    taken = {"step", "param", "start", "seed", "label", "optimizer", "theta", "loss", "gradient"}
    columns = {}
    for name in names:
        values = [o.hyper.get(name, np.nan) for o in optimizers]
        column = [np.nan if isinstance(v, str) else float(v) for v in values]  # type: ignore[arg-type]
        # SGD's hyperparameter momentum and the recorded momentum vector are two things.
        columns[f"hyper_{name}" if name in taken or name == "momentum" else name] = column
    return columns


def unique_labels(
    optimizers: Sequence[Optimizer], starts: Sequence[int], points: Array, seeds: Sequence[int]
) -> list[str]:
    """A readable, different label for each run: what it shares with all others is left out."""
    labels = []
    for optimizer, start, seed in zip(optimizers, starts, seeds, strict=True):
        parts = [optimizer.label]
        if len(points) > 1:
            shown = ", ".join(f"{v:.4g}" for v in points[start][:4])
            more = ", ..." if points.shape[1] > 4 else ""
            parts.append(f"from ({shown}{more})")
        if len(set(seeds)) > 1:
            parts.append(f"seed {seed}")
        labels.append(
            " ".join(parts).replace("-", "\N{MINUS SIGN}") if len(parts) > 1 else parts[0]
        )
    counts: dict[str, int] = {}
    unique = []
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
        unique.append(label if counts[label] == 1 else f"{label} ({counts[label]})")
    return unique
