"""Snapshots of a network that trains, written to disk behind its back by a thread."""

from __future__ import annotations

import math
import os
import queue
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

import numpy as np

from thalweg.data import store as stores
from thalweg.data.atomic import replace_folder
from thalweg.data.recording import DTYPES, Recording
from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError, OutputError
from thalweg.optim.recorded import RecordedOptimizer
from thalweg.problems.base import Problem

#: Snapshots that may wait to be written; then training waits, instead of the memory filling up.
_WAITING = 4

Buffers = Mapping[str, np.ndarray]


class BackgroundRecorder(ABC):
    """Counts steps, and writes every n-th snapshot in the background.

    Parameters
    ----------
    store : str or path
        The ``.zarr`` folder; a store of thalweg that is there is replaced.
    every : int
    dtype : str
    problem : Problem
        What the folder says about the network.
    named : RecordedOptimizer
    label : str
    """

    def __init__(
        self,
        store: str | os.PathLike[str],
        every: int,
        dtype: str,
        problem: Problem,
        named: RecordedOptimizer,
        label: str,
    ) -> None:
        self.store, self.every, self.steps = store, every, 0
        attributes = stores.recording_attributes(problem, [named], label)

        def begin(folder: Path) -> None:
            # With step 0 in it, so that a folder that is there can be opened.
            numbers, kept = self._take()
            recording = Recording(folder, len(problem.params), dtype, kept, attributes)
            recording.append(0, numbers(), math.nan, kept)

        replace_folder(store, begin, stores.refuse)
        self._recording = Recording.reopened(Path(os.path.realpath(store)))
        self._queue: queue.Queue[Callable[[], None] | None] = queue.Queue(_WAITING)
        self._failure: BaseException | None = None
        self._kept_step, self._written = 0, 1
        self._thread = threading.Thread(target=self._write, name="thalweg recorder", daemon=True)
        self._thread.start()

    @abstractmethod
    def _take(self) -> tuple[Callable[[], np.ndarray], Buffers]:
        """Copy the parameters as they are now: what makes the numbers to be written of the copy, and the buffers."""

    def finish(self) -> Trajectories:
        """Keep the last step, wait for the disk, and open what was recorded.

        Returns
        -------
        Trajectories
            Above 10,000 parameters, ``theta`` is read from disk when it is asked for.

        Raises
        ------
        OutputError
            ``cannot write "run.zarr": No space left on device; what was recorded before is kept`` and the like.
        """
        if self._thread.is_alive():
            if self._kept_step != self.steps and self._failure is None:
                self._snapshot(math.nan)
            self._queue.put(None)
            self._thread.join()
            self._check()
            self._recording.close()
        self._check()
        loaded = stores.load(self.store)
        assert isinstance(loaded, Trajectories)
        return loaded

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()

    def _count(self, loss: Any, full_loss: float | None) -> None:
        """Count a step; `loss` is the batch's, and belongs to the parameters before it.

        Raises
        ------
        OutputError
            Why the last snapshot could not be written.
        """
        self._check()
        if loss is not None and self._kept_step == self.steps:
            number, step = self._written - 1, self.steps
            self._queue.put(lambda: self._note(number, step, float(loss)))
        self.steps += 1
        if self.steps % self.every == 0:
            self._snapshot(math.nan if full_loss is None else float(full_loss))

    def _snapshot(self, full_loss: float) -> None:
        numbers, kept = self._take()
        step = self.steps
        self._queue.put(lambda: self._recording.append(step, numbers(), full_loss, kept))
        self._kept_step = step
        self._written += 1

    def _note(self, number: int, step: int, loss: float) -> None:
        self._recording.note(number, loss)
        if not math.isfinite(loss):
            self._recording.diverge(step)

    def _write(self) -> None:
        while (job := self._queue.get()) is not None:
            if self._failure is not None:
                continue  # so that the training does not wait for ever
            try:
                job()
            except BaseException as error:  # whatever it is, the training must hear of it
                self._failure = error

    def _check(self) -> None:
        if self._failure is not None:
            raise OutputError(
                f'cannot write "{os.fsdecode(self.store)}": {self._failure}; what was recorded before is kept'
            ) from self._failure


def check_recorder(every: int, dtype: str) -> None:
    """Refuse what no recorder takes."""
    if isinstance(every, bool) or not isinstance(every, int) or every < 1:
        raise ArgumentError(f"every must be a whole number of at least 1, not {every}")
    if dtype not in DTYPES:
        raise ArgumentError(f"dtype must be one of {', '.join(DTYPES)}, not {dtype!r}")
