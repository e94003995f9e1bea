"""What the ways of evaluating a network on a plane have in common."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import torch
from numpy.typing import ArrayLike

from thalweg.problems.base import Array, OnPlane, PlaneLike

if TYPE_CHECKING:
    from thalweg.torch.network import Network


class Mode(OnPlane, ABC):
    """A way of evaluating a network on a plane."""

    TRIAL: ClassVar[int]
    """Points that show how long one takes."""

    problem: Network

    def __init__(self, network: Network, plane: PlaneLike, settings: Mapping[str, Any]) -> None:
        super().__init__(network, plane)
        self.settings = dict(settings)
        self.names = network.names
        self.tile = int(settings["tile"])
        to = {"dtype": network.dtype, "device": network.device}
        self.origin = torch.as_tensor(np.asarray(plane.origin).copy()).to(**to)
        basis = np.asarray(plane.basis)
        self.basis = [torch.as_tensor(direction.copy()).to(**to) for direction in basis]

    def table(self, coordinates: ArrayLike) -> Array:
        """Everything that is evaluated: coordinates (k, axes) to (k, names)."""
        points = np.asarray(coordinates, dtype=np.float64)
        with torch.no_grad(), threads(int(self.settings["threads"])), _plain_attention():
            return self._table(points)

    @abstractmethod
    def _table(self, points: Array) -> Array:
        """The same without autograd, with the number of threads that the settings say."""


class Total:
    """Means over batches: of each function, at several points."""

    def __init__(self) -> None:
        self._sum: Any = 0.0
        self._weight: Any = 0.0

    def add(self, values: torch.Tensor, weights: Array) -> None:
        """What a batch gives (point, names), and what it weighs (names,)."""
        heavy = torch.as_tensor(weights, device=values.device)
        # One in which all targets are ignored has no mean.
        self._sum = self._sum + (
            heavy * values if weights.all() else (heavy * values).where(heavy > 0, 0.0)
        )
        self._weight = self._weight + heavy

    def mean(self) -> torch.Tensor:
        """Over all batches, (point, names)."""
        return self._sum / self._weight


def keep_memory() -> None:
    """Let glibc keep the memory of large arrays for the next ones.

    It hands arrays of more than 128 kB back to the system, where each page of the next pass's has to be fetched again:
    that took up to three quarters of a convolutional network's time. Freeing one array of nearly 32 MB raises its limit
    to that size (``M_MMAP_THRESHOLD`` in mallopt(3)). The array is never touched, so that it takes no memory.
    """
    torch.empty(31 << 20, dtype=torch.uint8)


@contextlib.contextmanager
def _plain_attention() -> Iterator[None]:
    """Without the fused kernel of whole encoder layers, which cannot be batched and rounds otherwise."""
    before = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        yield
    finally:
        torch.backends.mha.set_fastpath_enabled(before)


@contextlib.contextmanager
def threads(count: int) -> Iterator[None]:
    """Use as many threads as the settings say: their number decides about the last bits."""
    before = torch.get_num_threads()
    if before == count:
        yield
        return
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)
