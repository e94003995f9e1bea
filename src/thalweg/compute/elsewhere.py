"""Handing parts of an evaluation to an executor, so that each worker unpacks the problem once."""

from __future__ import annotations

import pickle
import threading
import time
import uuid
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from thalweg.compute.cluster import Cluster
from thalweg.errors import WorkerError
from thalweg.problems.base import OnPlane, PlaneLike, Problem

Array = np.ndarray

#: Tasks that a process keeps: two landscapes that are computed on the same workers do not drive each other out.
_KEPT = 2

#: Seconds after which a cluster's workers are counted again.
_COUNTED = 1.0


@dataclass(frozen=True)
class Task:
    """What is evaluated.

    Attributes
    ----------
    problem : Problem
    plane : PlaneLike
    token : str
        Tells it from all others, on all machines.
    """

    problem: Problem
    plane: PlaneLike
    token: str

    def __call__(self, part: Part) -> Any:
        """Do a part in this process."""
        return part(_here.of(self.token, lambda: self))


@dataclass(frozen=True)
class Packed:
    """A task as bytes, which whatever carries them hands on unread: only who evaluates unpacks them, and once.

    Executors unpickle what they carry wherever it passes, in Dask at the scheduler too, and again for each part.
    """

    token: str
    data: bytes

    @classmethod
    def of(cls, task: Task) -> Packed:
        """Pack a task."""
        return cls(task.token, packed(task))

    def __call__(self, part: Part) -> Any:
        """Do a part in the process that has got this."""
        return part(_here.of(self.token, self._unpacked))

    def _unpacked(self) -> Task:
        # From the process that started this work, which the executor itself has carried as a pickle.
        return pickle.loads(self.data)  # noqa: S301


@dataclass(frozen=True)
class Known:
    """A task that the worker has already."""

    token: str

    def __call__(self, part: Part) -> Any:
        """Do a part; None where the task is not known here."""
        found = _here.known(self.token)
        return None if found is None else part(found)


class Ready:
    """A task in the process that evaluates it."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self._own = threading.local()

    def evaluator(self, settings: Mapping[str, Any]) -> OnPlane:
        """What evaluates as settings say."""
        # One a thread, since an evaluator has buffers of its own.
        if self._own.__dict__.get("settings") != settings:
            self._own.evaluator = self.task.problem.on_plane(self.task.plane, settings)
            self._own.settings = settings
        return self._own.evaluator


class Part(Protocol):
    """Something to do with a task, where it is evaluated."""

    def __call__(self, ready: Ready, /) -> Any:
        """Do it; the result is never None."""
        ...


@dataclass(frozen=True)
class Calibrate:
    """Find out how to evaluate about so many points fastest, beside so many workers on the same processors."""

    points: int
    sharing: int = 1

    def __call__(self, ready: Ready, /) -> dict[str, Any]:
        """Settings of an evaluator that was made there."""
        problem, plane = ready.task.problem, ready.task.plane
        with problem.sharing(self.sharing):
            return dict(problem.on_plane(plane, None, self.points).settings)


@dataclass(frozen=True)
class Evaluate:
    """Evaluate points as settings say."""

    settings: Mapping[str, Any]
    points: Array

    def __call__(self, ready: Ready, /) -> Array:
        """Losses and metrics."""
        evaluator = ready.evaluator(self.settings)
        tiles = range(0, len(self.points), evaluator.tile)
        return np.concatenate([evaluator.table(self.points[i : i + evaluator.tile]) for i in tiles])


class Here:
    """The tasks that this process has unpacked, the last used last."""

    def __init__(self) -> None:
        self._ready: OrderedDict[str, Ready] = OrderedDict()
        self._lock = threading.Lock()

    def known(self, token: str) -> Ready | None:
        """A task that has been unpacked here."""
        with self._lock:
            return self._found(token)

    def of(self, token: str, unpacked: Any) -> Ready:
        """A task; the first thread that needs it unpacks it, and the others wait."""
        with self._lock:
            found = self._found(token)
            if found is None:
                # Room is made first: two large problems more need not be in memory at once.
                while len(self._ready) >= _KEPT:
                    self._ready.popitem(last=False)
                found = self._ready[token] = Ready(unpacked())
            return found

    def _found(self, token: str) -> Ready | None:
        if token in self._ready:
            self._ready.move_to_end(token)
        return self._ready.get(token)


_here = Here()


def packed(value: Any) -> bytes:
    """A value as bytes: by pickle, and by cloudpickle where that is there and code has to travel by itself."""
    failure = None
    try:
        data = pickle.dumps(value, protocol=5)
        # What the script that was started defines has a name that means another module elsewhere.
        if b"__main__" not in data:
            return data
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        data, failure = b"", error
    try:
        import cloudpickle
    except ImportError:
        if failure is not None:
            raise failure from None
        return data
    return cloudpickle.dumps(value, protocol=5)


def _run(task: Packed, part: Part) -> Any:
    return task(part)


class Handing(ABC):
    """How parts of one task are handed over.

    Attributes
    ----------
    workers : int
        How many parts are evaluated at a time.
    sharing : int
        How many of them are known to share the processors of this machine.
    """

    workers: int
    sharing: int = 1

    @abstractmethod
    def submit(self, part: Part) -> Future[Any]:
        """Begin a part."""

    @abstractmethod
    def again(self, future: Future[Any]) -> Any:
        """The result of a part that has ended; None where it has to be submitted again.

        Raises
        ------
        WorkerError
            Where nobody is left who could evaluate it.
        """

    def done(self, part: Part) -> Any:
        """The result of a part, which is waited for."""
        while (found := self.again(self.submit(part))) is None:
            pass
        return found


def handing(executor: Executor, problem: Problem, plane: PlaneLike) -> Handing:
    """The way that suits an executor."""
    # Told apart from those of other processes and machines.
    task = Task(problem, plane, f"{uuid.uuid4()}")
    cluster = Cluster.around(executor)
    if cluster is not None:
        return _Shared(cluster, Packed.of(task))
    workers = int(getattr(executor, "_max_workers", 8))
    if isinstance(executor, ThreadPoolExecutor):
        return _Pool(executor, task, np.inf, workers)  # threads have it without sending
    return _Pool(executor, Packed.of(task), workers, workers)


class _Pool(Handing):
    """Any executor: the task goes along at first, then wherever a worker turns out not to have it."""

    def __init__(self, executor: Executor, task: Task | Packed, whole: float, workers: int) -> None:
        self.executor, self.task, self.whole, self.workers = executor, task, whole, workers
        # Those of other executors may be on other machines.
        if isinstance(executor, (ProcessPoolExecutor, ThreadPoolExecutor)):
            self.sharing = workers

    def submit(self, part: Part) -> Future[Any]:
        try:
            if self.whole > 0:
                self.whole -= 1
                return self.executor.submit(self.task, part)
            return self.executor.submit(Known(self.task.token), part)
        except BrokenExecutor as error:
            raise _broken(error) from error

    def again(self, future: Future[Any]) -> Any:
        try:
            values = future.result()
        except BrokenExecutor as error:
            raise _broken(error) from error
        if values is None:
            self.whole += 1
        return values


class _Shared(Handing):
    """A cluster, whose workers give each other what is shared; it is shared again after it was lost."""

    def __init__(self, cluster: Cluster, task: Packed) -> None:
        self.cluster, self.task = cluster, task
        self.shared: Any = None
        # None may have come yet, or all may have left with a scheduler.
        cluster.back()
        self._count()

    def submit(self, part: Part) -> Future[Any]:
        while True:
            try:
                if self.shared is None:
                    self.shared = self.cluster.share(self.task)
                return self.cluster.submit(_run, self.shared, part)
            except Exception as error:
                self._lost(error)

    def again(self, future: Future[Any]) -> Any:
        error = future.exception()
        if error is not None:
            self._lost(error)
            return None
        if time.monotonic() - self._counted > _COUNTED:
            self._count()
        return future.result()

    def _count(self) -> None:
        """Count the workers again: they come and go."""
        self.workers, self._counted = max(1, self.cluster.workers), time.monotonic()

    def _lost(self, error: BaseException) -> None:
        if not self.cluster.lost(error):
            raise error
        self.cluster.back()
        self.shared = None
        self._count()


def _broken(error: BaseException) -> WorkerError:
    return WorkerError(
        f"a worker process died ({error}), perhaps for want of memory: the same call with a new executor goes on from"
        " its store"
    )
