"""Snapshots of a network that trains, written to disk behind its back by a thread.

One recorder writes a folder at a time, and holds a kernel lock (``flock``) on it until it is finished, forgotten, or
its process ends.
"""

from __future__ import annotations

import math
import os
import queue
import threading
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

import numpy as np

from thalweg.data import store as stores
from thalweg.data.atomic import held, let_go, located, replace_folder
from thalweg.data.recording import DTYPES, Recording
from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError, OutputError, StoreError
from thalweg.optim.recorded import RecordedOptimizer
from thalweg.problems.base import Problem

#: Snapshots that may wait to be written; then training waits, instead of the memory filling up.
_WAITING = 4

#: Folders that recorders of this process write.
_open: set[Path] = set()

Buffers = Mapping[str, np.ndarray]


class _Writer:
    """The thread that writes, which knows nothing of its recorder, so that this can be forgotten.

    Attributes
    ----------
    failure : BaseException or None
        Why the last job failed; none is done after it.
    """

    def __init__(self, recording: Recording, lock: int | None) -> None:
        self.recording = recording
        self.failure: BaseException | None = None
        self._lock = lock
        _open.add(recording.folder)
        # Unlike other queues, this one may be put into while garbage is collected. It has no end of its own.
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._room = threading.Semaphore(_WAITING)
        self._thread = threading.Thread(target=self._work, name="thalweg recorder", daemon=True)
        self._thread.start()

    def put(self, job: Callable[[], None]) -> None:
        """Have something done; waits while too much else waits."""
        self._room.acquire()
        self._jobs.put(job)

    def end(self) -> None:
        """Let the thread end once all is done."""
        self._jobs.put(None)

    def join(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._room.release()
            self._try(job)
            # Else the last one would keep alive what it was made by.
            del job
        self._try(self.recording.close)
        _open.discard(self.recording.folder)
        if self._lock is not None:
            let_go(self._lock)

    def _try(self, job: Callable[[], None]) -> None:
        if self.failure is not None:
            return  # nothing is done, but taken, so that the training does not wait for ever
        try:
            job()
        except BaseException as error:  # whatever it is, the training must hear of it
            self.failure = error


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
        self._problem = problem
        attributes = stores.recording_attributes(problem, [named], label)

        def begin(folder: Path) -> None:
            # With step 0 in it, so that a folder that is there can be opened.
            numbers, kept = self._take()
            recording = Recording(folder, len(problem.params), dtype, kept, attributes)
            recording.append(0, numbers(), math.nan, kept)

        lock = replace_folder(store, begin, _refuse, keep=True)
        _, folder = located(store)
        self._writer = _Writer(Recording.reopened(folder), lock)
        # A recorder that is forgotten lets others write. One that lives as long as its process needs no end.
        weakref.finalize(self, self._writer.end).atexit = False
        self._kept_step, self._written, self._finished = 0, 1, False

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
        if not self._finished:
            if self._kept_step != self.steps and self._writer.failure is None:
                self._snapshot(math.nan)
            self._finished = True
            self._writer.end()
        self._writer.join()
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
        ArgumentError
            ``step() after finish(): "run.zarr" is written; record further steps with another Recorder, to another
            path``, and ``loss must be one number, not an array of shape (8,); give its mean``.
        OutputError
            Why the last snapshot could not be written.
        """
        self._check()
        if self._finished:
            raise ArgumentError(
                f'step() after finish(): "{os.fsdecode(self.store)}" is written;'
                " record further steps with another Recorder, to another path"
            )
        _check_number("loss", loss)
        _check_number("full_loss", full_loss)
        recording = self._writer.recording
        if loss is not None and self._kept_step == self.steps:
            number = self._written - 1
            self._writer.put(lambda: recording.note(number, float(loss)))
        self.steps += 1
        if self.steps % self.every == 0:
            self._snapshot(math.nan if full_loss is None else float(full_loss))

    def _rename(self, named: RecordedOptimizer, label: str) -> None:
        """Call the run by another optimizer and label from now on."""
        attributes = stores.recording_attributes(self._problem, [named], label)
        recording = self._writer.recording
        self._writer.put(lambda: recording.describe(attributes))

    def _snapshot(self, full_loss: float) -> None:
        numbers, kept = self._take()
        step, recording = self.steps, self._writer.recording
        self._writer.put(lambda: recording.append(step, numbers(), full_loss, kept))
        self._kept_step = step
        self._written += 1

    def _check(self) -> None:
        failure = self._writer.failure
        if failure is not None:
            raise OutputError(
                f'cannot write "{os.fsdecode(self.store)}": {failure}; what was recorded before is kept'
            ) from failure


def _check_number(name: str, loss: Any) -> None:
    """Refuse a loss that is not one number, without waiting for a device."""
    shape = getattr(loss, "shape", None)
    if shape is not None:
        if math.prod(shape) != 1:
            raise ArgumentError(
                f"{name} must be one number, not an array of shape {tuple(shape)}; give its mean"
            )
    elif loss is not None and not isinstance(loss, (int, float)):
        raise ArgumentError(f"{name} must be a number, not {type(loss).__name__}; give one")


def _refuse(given: str, target: Path) -> None:
    """Raise where what is there may not be replaced, or is being written."""
    stores.refuse(given, target)
    if target in _open:
        raise StoreError(
            f'another Recorder is still writing "{given}": call its finish(), or choose another path'
        )
    let_go(held(given, target))


def check_recorder(every: int, dtype: str) -> None:
    """Refuse what no recorder takes."""
    if isinstance(every, bool) or not isinstance(every, int) or every < 1:
        raise ArgumentError(f"every must be a whole number of at least 1, not {every}")
    if dtype not in DTYPES:
        raise ArgumentError(f"dtype must be one of {', '.join(DTYPES)}, not {dtype!r}")
