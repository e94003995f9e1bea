"""The points of a grid, evaluated coarse first, by one process or many, and as far as they are needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from thalweg.compute.elsewhere import Evaluate, Handing
from thalweg.compute.interpolate import Interpolant, held_out
from thalweg.data.growing import Growing
from thalweg.data.progress import Progress
from thalweg.problems.base import OnPlane

if TYPE_CHECKING:
    import xarray as xr

Array = np.ndarray

#: A first picture has at least so many points along each axis.
_COARSE = 8

#: Of a level of the grid, at least so many parts are handed over, and as many at a time.
_PARTS = 64

#: Other devices, threads and precisions give values that differ by less; other losses by more.
_SAME = 1e-2

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

    def stray(self, evaluator: OnPlane) -> str | None:
        """Where an evaluator gives other values than these, in words.

        Two points are evaluated again, the first one and the one with the largest loss: of a problem that is Python
        code, nothing else tells whether it is still the same.
        """
        known = np.flatnonzero(self.computed & np.isfinite(self.values[:, 0]))
        if not len(known):
            return None
        places = np.array([known[0], known[np.argmax(self.values[known, 0])]])
        points = self.points(places)
        for place, point, found in zip(places, points, evaluator.table(points), strict=True):
            was = self.values[place]
            same = np.isclose(found, was, rtol=_SAME, atol=_SAME**3, equal_nan=True)
            for k in np.flatnonzero(~same):
                at = ", ".join(f"{v:.4g}" for v in point)
                return f"{self.names[k]} {was[k]:.6g} at ({at}), where it is {found[k]:.6g} now"
        return None

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
        hand: Handing | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.grid, self.evaluator = grid, evaluator
        self.growing, self.hand, self.progress = growing, hand, progress
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
        if self.hand is None:
            for part in tiles:
                self._keep(part, self.evaluator.table(grid.points(part)))
            return
        for part, values in self._elsewhere(self.hand, tiles):
            self._keep(part, values)

    def _elsewhere(self, hand: Handing, tiles: Sequence[Array]) -> Iterator[tuple[Array, Array]]:
        settings = dict(self.evaluator.settings)

        def begin(part: Array) -> None:
            running[hand.submit(Evaluate(settings, self.grid.points(part)))] = part

        queue = list(tiles)
        running: dict[Future[Any], Array] = {}
        # Each worker has a next part at hand, and the last parts are so small that none waits long for the others.
        each = 1
        while queue or running:
            while queue and len(running) < max(_PARTS, 2 * hand.workers):
                count = max(1, min(each, len(queue) // (2 * hand.workers)))
                part = np.concatenate(queue[:count])
                del queue[:count]
                begin(part)
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                part = running.pop(future)
                values = hand.again(future)
                if values is None:
                    begin(part)
                else:
                    yield part, values
            # Tasks grow until handing them over costs little.
            each = min(2 * each, max(1, len(tiles) // max(_PARTS, 4 * hand.workers)))

    def _keep(self, part: Array, values: Array) -> None:
        grid = self.grid
        grid.values[part] = values
        grid.done[part] = grid.computed[part] = True
        if self.growing is not None:
            self.growing.write(grid.arrays())
        if self.progress is not None:
            self.progress(int(grid.done.sum()), self.expected)
