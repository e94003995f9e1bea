"""Which rows each step of a run sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thalweg.errors import ArgumentError
from thalweg.problems import Problem

Rows = NDArray[np.intp]


def check_batch_size(problem: Problem, batch_size: int | None) -> None:
    """Refuse a batch size that the problem cannot have.

    Raises
    ------
    ArgumentError
        ``batch_size must be a whole number from 1 to 60 (the rows), not 0``.
    """
    if batch_size is None:
        return
    if problem.n_rows is None:
        raise ArgumentError("batch_size needs a problem with data (a Fit): a formula has no rows")
    whole = isinstance(batch_size, (int, np.integer)) and not isinstance(batch_size, bool)
    if not whole or not 1 <= batch_size <= problem.n_rows:
        raise ArgumentError(
            f"batch_size must be a whole number from 1 to {problem.n_rows:,} (the rows), not {batch_size}"
        )


def explicit(problem: Problem, batches: Sequence[Any], steps: int) -> list[Rows]:
    """Check batches given as row indices, one entry a step."""
    if problem.n_rows is None:
        raise ArgumentError("batches needs a problem with data (a Fit): a formula has no rows")
    if len(batches) < steps:
        raise ArgumentError(
            f"batches must have an entry for each of the {steps} steps; it has {len(batches)}"
        )
    checked = []
    for i in range(steps):
        rows = np.asarray(batches[i])
        if rows.ndim != 1 or rows.size == 0 or not np.issubdtype(rows.dtype, np.integer):
            raise ArgumentError(
                f"batches[{i}] must be a list of row numbers, not {_shown(batches[i])}"
            )
        if rows.min() < 0 or rows.max() >= problem.n_rows:
            wrong = rows[(rows < 0) | (rows >= problem.n_rows)][0]
            raise ArgumentError(
                f"batches[{i}] must hold rows from 0 to {problem.n_rows - 1}, not {wrong}"
            )
        checked.append(rows.astype(np.intp))
    return checked


def shuffled(
    n_rows: int, batch_size: int, seeds: Sequence[int], of_run: Sequence[int]
) -> Iterator[Rows]:
    """Batches of rows for every step, without end: shuffled each epoch, the last short batch kept.

    Parameters
    ----------
    n_rows, batch_size : int
    seeds : sequence of int
        One stream of batches each, from ``numpy.random.default_rng(seed)``.
    of_run : sequence of int
        For each run, the position of its seed in `seeds`.

    Yields
    ------
    ndarray, shape (batch,) where all runs share one seed, else (runs, batch)
    """
    streams = [np.random.default_rng(seed) for seed in seeds]
    shared = len(seeds) == 1
    place = np.asarray(of_run)
    while True:
        orders = np.stack([stream.permutation(n_rows) for stream in streams])
        for first in range(0, n_rows, batch_size):
            rows = orders[:, first : first + batch_size]
            yield rows[0] if shared else rows[place]


class Order:
    """The batches of one seed, looked up by step: those that `shuffled` gives.

    Parameters
    ----------
    n_rows, batch_size, seed : int
    """

    def __init__(self, n_rows: int, batch_size: int, seed: int) -> None:
        self.n_rows, self.batch_size, self.seed = n_rows, batch_size, seed
        self._restart()

    def _restart(self) -> None:
        self._stream = np.random.default_rng(self.seed)
        self._epoch, self._order = -1, np.zeros(0, dtype=np.intp)

    def rows(self, step: int) -> Rows:
        """The rows whose gradient leads from a step to the next one."""
        epoch, part = divmod(step, -(-self.n_rows // self.batch_size))
        if epoch < self._epoch:
            self._restart()
        while self._epoch < epoch:
            # One after the other: each shuffles with what the last one left of the stream.
            self._order = self._stream.permutation(self.n_rows)
            self._epoch += 1
        first = part * self.batch_size
        return self._order[first : first + self.batch_size]


def epochs(steps: Sequence[int], n_rows: int, batch_size: int) -> NDArray[np.float64]:
    """How many times the data were seen before each step."""
    per_epoch = -(-n_rows // batch_size)
    whole, rest = np.divmod(np.asarray(steps), per_epoch)
    return whole + np.minimum(rest * batch_size, n_rows) / n_rows


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 40 else text[:37] + "..."
