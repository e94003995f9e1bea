"""The points of a grid, evaluated coarse first, by one process or many, and as far as they are needed."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from thalweg.compute.interpolate import Interpolant, held_out
from thalweg.data.growing import Growing
from thalweg.problems.base import OnPlane, PlaneLike, Problem

if TYPE_CHECKING:
    import xarray as xr

Array = np.ndarray
Progress = Callable[[int, int], None]

#: A first picture has at least so many points along each axis.
_COARSE = 8

#: Points that are not tested may be worse than those that are.
_MARGIN = 3


@dataclass(eq=False)
class Grid:
    """The losses over a grid, as far as they are known.

    Attributes
    ----------
    coordinates : sequence of arrays
        Of each axis.
    names : tuple of str
        What is evaluated, first the loss.
    values : array, shape (points, names)
    done, computed : bool arrays, shape (points,)
    error : float or None
        Where points were interpolated: the largest relative error of held-out points.
    """

    coordinates: Sequence[Array]
    names: tuple[str, ...]
    values: Array
    done: Array
    computed: Array
    error: float | None = None

    @classmethod
    def empty(cls, coordinates: Sequence[Array], names: tuple[str, ...]) -> Grid:
        """A grid of which nothing is known."""
        count = int(np.prod([len(c) for c in coordinates]))
        nothing = np.zeros(count, dtype=bool)
        return cls(
            coordinates, names, np.full((count, len(names)), np.nan), nothing, nothing.copy()
        )

    def take(self, dataset: xr.Dataset) -> None:
        """Take what a dataset of this grid knows."""
        self.done[:] = dataset["done"].values.ravel()
        self.computed[:] = dataset["computed"].values.ravel()
        for column, name in enumerate(self.names):
            known = dataset[name].values.ravel()
            self.values[self.done, column] = known[self.done]

    @property
    def shape(self) -> tuple[int, ...]:
        """Points along each axis."""
        return tuple(len(c) for c in self.coordinates)

    def points(self, places: Array) -> Array:
        """Coordinates of points by their flat number, shape (point, axes)."""
        found = np.unravel_index(places, self.shape)
        return np.stack([c[i] for c, i in zip(self.coordinates, found, strict=True)], axis=-1)

    def arrays(self) -> dict[str, Array]:
        """Everything by name, in the shape of the grid."""
        found = {n: self.values[:, i].reshape(self.shape) for i, n in enumerate(self.names)}
        return {
            **found,
            "done": self.done.reshape(self.shape),
            "computed": self.computed.reshape(self.shape),
        }


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
        built = _local.__dict__
        if built.get("token") != self.token:
            built["token"] = self.token
            built["evaluator"] = self.problem.on_plane(self.plane, self.settings)
        evaluator: OnPlane = built["evaluator"]
        tiles = range(0, len(points), evaluator.tile)
        return np.concatenate([evaluator.table(points[i : i + evaluator.tile]) for i in tiles])


_local = threading.local()
_tokens = itertools.count()


def levels(shape: Sequence[int]) -> list[Array]:
    """Flat numbers of the points of nested grids: those of the coarsest, then those that each finer one adds."""
    stride = 1
    while all((size - 1) // (2 * stride) + 1 >= _COARSE for size in shape):
        stride *= 2
    found, known = [], np.zeros(tuple(shape), dtype=bool)
    while stride:
        nested = np.zeros(tuple(shape), dtype=bool)
        nested[np.ix_(*along(shape, stride))] = True
        found.append(np.flatnonzero(nested & ~known))
        known |= nested
        stride //= 2
    return found


def along(shape: Sequence[int], stride: int) -> list[Array]:
    """Places along each axis of a nested grid: every `stride`-th, and the last."""
    return [np.unique([*range(0, size, stride), size - 1]) for size in shape]


def stride_of(shape: Sequence[int], level: int) -> int:
    """The stride of a level of `levels`."""
    return 1 << (len(levels(shape)) - 1 - level)


class Evaluation:
    """Points of a grid, evaluated tile by tile; tiles that are done already are left out."""

    def __init__(
        self,
        grid: Grid,
        evaluator: OnPlane,
        growing: Growing | None = None,
        executor: Executor | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.grid, self.evaluator = grid, evaluator
        self.growing, self.executor, self.progress = growing, executor, progress
        self.expected = len(grid.done)

    def all(self) -> None:
        """Evaluate every point, coarse first."""
        for places in levels(self.grid.shape):
            self._points(places)

    def refine(self, tolerance: float) -> None:
        """Evaluate nested grids, until points held out are interpolated to a relative error within the tolerance.

        Where all points are needed for that, all are computed. Around losses that are not finite nothing is
        interpolated.
        """
        grid = self.grid
        every = levels(grid.shape)
        # What was asked for, not what is known: after a restart more may be known, and the same choices must follow.
        asked = np.zeros(len(grid.done), dtype=bool)
        for level, places in enumerate(every[:-1]):
            self._points(places)
            asked[places] = True
            stride = stride_of(grid.shape, level)
            guess = Interpolant(grid.shape, along(grid.shape, stride), grid.values, grid.names)
            self._points(guess.unsafe)
            asked[guess.unsafe] = True
            left = np.flatnonzero(~asked)
            if not len(left):
                break
            tested = held_out(guess, left, level)
            before = guess.loss[tested]
            self._points(tested)
            asked[tested] = True
            error = guess.error(before, grid.values[tested, 0])
            if error <= tolerance / _MARGIN:
                self._fill(guess, error)
                return
        self._points(every[-1])

    def _fill(self, guess: Interpolant, error: float) -> None:
        grid = self.grid
        left = ~grid.computed
        grid.values[left] = guess.values[left]
        grid.done[left] = True
        grid.error = error

    def _points(self, places: Array) -> None:
        grid, tile = self.grid, self.evaluator.tile
        tiles = [places[i : i + tile] for i in range(0, len(places), tile)]
        # A tile is evaluated whole or not at all, so that the same points stand together after a restart.
        tiles = [t for t in tiles if not grid.computed[t].all()]
        if self.executor is None:
            for part in tiles:
                self._keep(part, self.evaluator.table(grid.points(part)))
            return
        for part, values in self._elsewhere(self.executor, tiles):
            self._keep(part, values)

    def _elsewhere(
        self, executor: Executor, tiles: Sequence[Array]
    ) -> Iterator[tuple[Array, Array]]:
        task = Task(
            self.evaluator.problem,
            self.evaluator.plane,
            dict(self.evaluator.settings),
            f"{id(self)} {next(_tokens)}",
        )
        queue = list(tiles)
        running: dict[Future[Array], Array] = {}
        each, most = 1, 64
        while queue or running:
            while queue and len(running) < most:
                part = np.concatenate(queue[:each])
                del queue[:each]
                future: Future[Array] = executor.submit(task, self.grid.points(part))
                running[future] = part
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                yield running.pop(future), future.result()
            # Tasks grow until handing them over costs little.
            each = min(2 * each, max(1, len(tiles) // 64))

    def _keep(self, part: Array, values: Array) -> None:
        grid = self.grid
        grid.values[part] = values
        grid.done[part] = grid.computed[part] = True
        if self.growing is not None:
            self.growing.write(grid.arrays())
        if self.progress is not None:
            self.progress(int(grid.done.sum()), self.expected)
