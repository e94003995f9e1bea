"""What the loss of a network is in every library: a problem over its parameters, point by point."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from thalweg.errors import ArgumentError
from thalweg.problems.adapters import SamplesInMemory
from thalweg.problems.base import Array, Block, Problem
from thalweg.problems.names import Names


class LaidOut(Protocol):
    """Which parameters make up the flat vector."""

    blocks: tuple[Block, ...]
    size: int


class NetworkProblem(Problem):
    """The loss of a network over its parameters, and metrics beside it, at samples and at test samples."""

    kind = "network"

    # Of the library's own kinds, which subclasses name.
    layout: Any
    data: Any
    test: Any
    metrics: Mapping[str, Any]
    _own: Array

    def _describe(self, layout: LaidOut, data: SamplesInMemory, title: str) -> None:
        named: Any = Names(layout.blocks)
        self.params = named
        self.title = title
        self.latex = rf"L\left(\theta\right),\quad \theta \in \mathbb{{R}}^{{{layout.size}}}"
        self.n_rows = None if data.streamed else data.count

    @abstractmethod
    def _value(
        self, theta: Array, rows: NDArray[np.intp] | None, *, slope: bool
    ) -> tuple[float, Array | None]:
        """The loss at one point (d,), over all samples or those of `rows`, and its gradient if it is wanted."""

    @abstractmethod
    def _product(self, theta: Array, v: Array) -> Array:
        """The Hessian at one point (d,) times a vector (d,)."""

    @property
    def start(self) -> Array:  # type: ignore[override]
        """The parameters that were given, (d,)."""
        return self._own

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The parameters by name, as they lie in the vector."""
        return self.layout.blocks

    @property
    def names(self) -> tuple[str, ...]:
        """What is evaluated: the loss, the metrics, and the same at the test samples."""
        own = ("loss", *self.metrics)
        return own if self.test is None else (*own, *(f"test_{name}" for name in own))

    def _evaluate(
        self, theta: Array, rows: NDArray[np.intp] | None = None, *, slope: bool = True
    ) -> tuple[Array, Array | None]:
        flat = theta.reshape(len(theta), -1)
        losses = np.empty(flat.shape[1])
        gradient = np.empty_like(flat) if slope else None
        for k in range(flat.shape[1]):
            own = (
                rows if rows is None or np.ndim(rows) == 1 else rows.reshape(-1, rows.shape[-1])[k]
            )
            losses[k], found = self._value(flat[:, k], own, slope=slope)
            if gradient is not None:
                gradient[:, k] = found
        shape = theta.shape[1:]
        return losses.reshape(shape), None if gradient is None else gradient.reshape(theta.shape)

    def _hessian_product(self, theta: Array, v: Array) -> Array:
        flat, along = theta.reshape(len(theta), -1), v.reshape(len(v), -1)
        out = np.empty(flat.shape)
        for k in range(flat.shape[1]):
            out[:, k] = self._product(flat[:, k], along[:, k])
        return out.reshape(theta.shape)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, NetworkProblem):
            return NotImplemented
        return self is other or self.spec() == other.spec()

    __hash__ = Problem.__hash__

    def __repr__(self) -> str:
        stream = ", streamed" if self.data.streamed else ""
        return f"Network({self.title!r}, {self.layout.size:,} parameters, {self.data.count:,} samples{stream})"


def check_loss(shape: tuple[int, ...]) -> None:
    """Refuse a loss of this shape unless it is a single number."""
    if shape:
        raise ArgumentError(
            f"the loss must be one number, not of shape {shape}: let loss_fn return the mean over the samples"
        )


def check_metric(name: str, shape: tuple[int, ...]) -> None:
    """Refuse a metric of this shape unless it is a single number."""
    if shape:
        raise ArgumentError(
            f'the metric "{name}" must be one number: let it return the mean over the samples'
        )
