"""Handing parts of an evaluation to an executor, so that the problem travels about once to each worker."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from thalweg.compute.cluster import Cluster
from thalweg.errors import WorkerError
from thalweg.problems.base import OnPlane, PlaneLike, Problem

Array = np.ndarray


@dataclass(frozen=True)
class Task:
    """An evaluator that can be sent to another process, and is built there once."""

    problem: Problem
    plane: PlaneLike
    settings: Mapping[str, Any]
    token: str

    def __call__(self, points: Array) -> Array:
        """Losses and metrics at points."""
        # One a thread, since an evaluator has buffers of its own.
        if _local.__dict__.get("token") != self.token:
            _local.evaluator = self.problem.on_plane(self.plane, self.settings)
            _local.token = self.token
        return _evaluate(points)


@dataclass(frozen=True)
class Known:
    """A task that the worker has already."""

    token: str

    def __call__(self, points: Array) -> Array | None:
        """Losses and metrics at points; None where the task is not known here."""
        return _evaluate(points) if _local.__dict__.get("token") == self.token else None


_local = threading.local()


def _evaluate(points: Array) -> Array:
    evaluator: OnPlane = _local.evaluator
    tiles = range(0, len(points), evaluator.tile)
    return np.concatenate([evaluator.table(points[i : i + evaluator.tile]) for i in tiles])


def _run(task: Task, points: Array) -> Array:
    return task(points)


class Handing(ABC):
    """How parts of one task are handed over."""

    @abstractmethod
    def submit(self, points: Array) -> Future[Array | None]:
        """Begin to evaluate points."""

    @abstractmethod
    def again(self, future: Future[Array | None]) -> Array | None:
        """The values of a part that has ended; None where it has to be submitted again.

        Raises
        ------
        WorkerError
            Where nobody is left who could evaluate it.
        """


def handing(executor: Executor, task: Task) -> Handing:
    """The way that suits an executor."""
    cluster = Cluster.around(executor)
    return _Pool(executor, task) if cluster is None else _Dask(cluster, task)


class _Pool(Handing):
    """Any executor: the task goes along at first, then wherever a worker turns out not to have it."""

    def __init__(self, executor: Executor, task: Task) -> None:
        self.executor, self.task = executor, task
        # Threads have it without sending.
        threads = isinstance(executor, ThreadPoolExecutor)
        self.whole = np.inf if threads else int(getattr(executor, "_max_workers", 8))

    def submit(self, points: Array) -> Future[Array | None]:
        try:
            if self.whole > 0:
                self.whole -= 1
                return self.executor.submit(self.task, points)
            return self.executor.submit(Known(self.task.token), points)
        except BrokenExecutor as error:
            raise _broken(error) from error

    def again(self, future: Future[Array | None]) -> Array | None:
        try:
            values = future.result()
        except BrokenExecutor as error:
            raise _broken(error) from error
        if values is None:
            self.whole += 1
        return values


class _Dask(Handing):
    """A cluster: the task is shared, and shared again after it was lost."""

    def __init__(self, cluster: Cluster, task: Task) -> None:
        self.cluster, self.task = cluster, task
        self.shared: Any = None

    def submit(self, points: Array) -> Future[Array | None]:
        while True:
            try:
                if self.shared is None:
                    self.shared = self.cluster.share(self.task)
                return self.cluster.submit(_run, self.shared, points)
            except Exception as error:
                self._lost(error)

    def again(self, future: Future[Array | None]) -> Array | None:
        error = future.exception()
        if error is None:
            return future.result()
        self._lost(error)
        return None

    def _lost(self, error: BaseException) -> None:
        if not self.cluster.lost(error):
            raise error
        self.cluster.back()
        self.shared = None


def _broken(error: BaseException) -> WorkerError:
    return WorkerError(
        f"a worker process died ({error}), perhaps for want of memory: the same call with a new executor goes on from"
        " its store"
    )
