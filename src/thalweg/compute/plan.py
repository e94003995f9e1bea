"""What a landscape would take, from a few of its points."""

from __future__ import annotations

import math
import pickle
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from thalweg.compute.cluster import Cluster
from thalweg.compute.descend import whole_number
from thalweg.compute.elsewhere import Ready, handing
from thalweg.compute.landscape import PLANE_GRIDS, as_planes, sizes_of
from thalweg.data.plane import Plane
from thalweg.problems.base import OnPlane, PlaneLike, Problem, as_problem

#: Seconds that are measured, at least, and tiles at most.
_SECONDS, _TILES = 0.5, 8


@dataclass(frozen=True)
class Plan:
    """Time and memory of a landscape that has not been computed.

    Attributes
    ----------
    points : int
        All of them; with a tolerance fewer are computed.
    seconds_per_point : float
        Measured, on one worker.
    workers : int
        How many evaluate at the same time.
    seconds : float
        Points × seconds a point ÷ workers.
    setup : float
        Seconds that it took to find the fastest way to evaluate.
    sent : int
        Bytes that travel to each worker, once.
    memory : int
        Bytes that the measuring process took at its peak: what a worker needs, with Python and its libraries.
    measured_on : str
        ``"this machine"``, or the cluster's address.
    """

    points: int
    seconds_per_point: float
    workers: int
    seconds: float
    setup: float
    sent: int
    memory: int
    measured_on: str

    def summary(self) -> dict[str, Any]:
        """Everything as plain data, for programs."""
        return {"format": 1, **asdict(self)}

    def __str__(self) -> str:
        by = f"{self.workers:,} worker{'s' * (self.workers > 1)}"
        return (
            f"{self.points:,} points × {_duration(self.seconds_per_point)} ÷ {by} = {_duration(self.seconds)}"
            f" (measured on {self.measured_on})\n"
            f"  finding the fastest way took {_duration(self.setup)}\n"
            f"  {_bytes(self.sent)} travel to each worker, once\n"
            f"  {_bytes(self.memory)} of memory a worker, at its peak"
        )


def plan(
    problem: Problem,
    plane: Plane,
    grid: int | Sequence[int] | None = None,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
) -> Plan:
    """Measure a few points of a landscape, and work out what all of them would take.

    Parameters
    ----------
    problem : Problem
        What would be evaluated; a few points of it are.
    plane : Plane
        What the landscape would cover, by its span.
    grid : int or sequence of int, optional
        As `landscape` takes it.
    workers : int, optional
        Default: the executor's, else 1. They are taken to be as fast as the one that is measured.
    executor : concurrent.futures.Executor, optional
        One of its workers is measured. Default: this process.

    Raises
    ------
    ArgumentError
        ``workers must be a whole number of at least 1, not 0``.

    Examples
    --------
    >>> import thalweg as tw
    >>> bowl = tw.Formula("x**2 + 10*y**2")
    >>> plane = tw.Plane([0, 0], [[1, 0], [0, 1]])
    >>> planned = tw.plan(bowl, plane, grid=(41, 21), workers=4)
    >>> planned.points, planned.workers
    (861, 4)
    """
    problem = as_problem(problem)
    (plane,) = as_planes([plane])
    if workers is not None:
        workers = whole_number("workers", workers)
    points = math.prod(sizes_of(grid, len(plane.axes), PLANE_GRIDS))
    cluster = None if executor is None else Cluster.around(executor)
    hand = None if executor is None else handing(executor, problem, plane)
    each, setup, memory = (
        measure(problem, plane, points)
        if hand is None
        else hand.done(Measure(points, hand.sharing))
    )
    if workers is None:
        workers = 1 if hand is None else max(1, hand.workers)
    return Plan(
        points,
        each,
        workers,
        points * each / workers,
        setup,
        _size(problem, plane),
        memory,
        "this machine" if executor is None else "a worker" if cluster is None else cluster.address,
    )


@dataclass(frozen=True)
class Measure:
    """Measure what so many points would take on a worker, beside so many others on the same processors."""

    points: int
    sharing: int = 1

    def __call__(self, ready: Ready, /) -> tuple[float, float, int]:
        """As `measure`."""
        with ready.task.problem.sharing(self.sharing):
            return measure(ready.task.problem, ready.task.plane, self.points)


def measure(problem: Problem, plane: PlaneLike, points: int) -> tuple[float, float, int]:
    """Seconds a point, those to find the fastest way, and bytes at the peak, where this is called."""
    begin = time.perf_counter()
    evaluator = problem.on_plane(plane, points=points)
    setup = time.perf_counter() - begin
    drawn = _points(plane, evaluator.tile * _TILES)
    return _timed(evaluator, drawn), setup, _peak()


def _timed(evaluator: OnPlane, points: np.ndarray) -> float:
    tile = evaluator.tile
    evaluator.table(points[:tile])
    done, begin = 0, time.perf_counter()
    took = 0.0
    while done < len(points) and took < _SECONDS:
        evaluator.table(points[done : done + tile])
        done += tile
        took = time.perf_counter() - begin
    return took / min(done, len(points))


def _points(plane: PlaneLike, count: int) -> np.ndarray:
    axes = len(plane.basis)
    low, high = np.array(getattr(plane, "span", ((-1.0, 1.0),) * axes), dtype=float).T
    return low + (high - low) * np.random.default_rng(0).random((count, axes))


def _peak() -> int:
    """Bytes of this process at its peak."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak


class _Counter:
    """Counts what is written to it, and keeps nothing."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, data: Any) -> int:
        """Count."""
        size = memoryview(data).nbytes
        self.size += size
        return size


def _size(problem: Problem, plane: Plane) -> int:
    """Bytes of what is sent; those of the plane where pickle alone cannot send the problem."""
    counter = _Counter()
    try:
        pickle.dump((problem, plane), counter, protocol=5)
    except (pickle.PicklingError, AttributeError, TypeError):
        return plane.origin.nbytes + plane.basis.nbytes
    return counter.size


def _duration(seconds: float) -> str:
    for size, name in ((86_400, "days"), (3600, "hours"), (60, "minutes"), (1, "s")):
        if seconds >= 2 * size or size == 1 <= seconds:
            return f"{seconds / size:.3g} {name}"
    return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.3g} µs"


def _bytes(count: int) -> str:
    for size, name in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if count >= size:
            return f"{count / size:.3g} {name}"
    return f"{count} bytes"
