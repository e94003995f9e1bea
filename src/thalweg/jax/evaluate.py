"""Evaluating a JAX network on a plane: a compiled function of several points, one after another or at once."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import ArrayLike

from thalweg.problems.base import Array, OnPlane, PlaneLike

if TYPE_CHECKING:
    from thalweg.jax.network import Network

#: Points of a compiled call, at once or one after another.
_TILE = 8

#: Points at once that are tried, as long as each is faster than the last.
_CHUNKS = (8, 32, 128)

#: A point that takes longer, in seconds, fills the machine by itself: then several at once only take more memory.
_LONG = 0.02


def evaluator(network: Network, plane: PlaneLike, settings: Mapping[str, Any] | None) -> OnJaxPlane:
    """Make what evaluates a network on a plane, as settings say or as a few points show to be fastest."""
    return OnJaxPlane(network, plane, settings or _calibrated(network, plane))


class OnJaxPlane(OnPlane):
    """A network on a plane.

    ``settings["mode"]`` is ``"map"``, one point after another, or ``"vmap"``, all points of a tile at once; both in one
    compiled call.
    """

    problem: Network

    def __init__(self, network: Network, plane: PlaneLike, settings: Mapping[str, Any]) -> None:
        super().__init__(network, plane)
        self.settings, self.names = dict(settings), network.names
        self.tile = int(settings["tile"])
        self.origin = network.device_vector(np.asarray(plane.origin))
        self.basis = jnp.asarray(np.asarray(plane.basis), dtype=network.layout.dtype)
        batched = settings["mode"] == "vmap"

        # Origin and directions are arguments: constants of this size would slow the compiler down.
        def tile(
            origin: jax.Array, basis: jax.Array, points: jax.Array, inputs: Any, targets: jax.Array
        ) -> jax.Array:
            def one(at: jax.Array) -> jax.Array:
                flat = origin
                for along, direction in zip(at, basis, strict=True):
                    flat = flat + along * direction
                return network.measure(flat, inputs, targets)

            return jax.vmap(one)(points) if batched else jax.lax.map(one, points)

        self._compiled = jax.jit(tile)

    def table(self, coordinates: ArrayLike) -> Array:
        """Everything that is evaluated: coordinates (k, axes) to (k, names)."""
        points = np.asarray(coordinates, dtype=np.float64)
        tiles = [
            self._tile(points[first : first + self.tile])
            for first in range(0, len(points), self.tile)
        ]
        return np.concatenate(tiles) if tiles else np.empty((0, len(self.names)))

    def _tile(self, points: Array) -> Array:
        # Always as many points, so that one function is compiled, and a point's bits depend on nothing else.
        padded = np.concatenate([points, np.repeat(points[-1:], self.tile - len(points), axis=0)])
        at = jnp.asarray(padded, dtype=self.problem.layout.dtype)
        parts = []
        for samples in self.problem.sets:
            total: Any = 0.0
            for inputs, targets in samples.batches():
                values = self._compiled(self.origin, self.basis, at, inputs, targets)
                total = total + len(targets) * np.asarray(values, dtype=np.float64)
            parts.append(total / samples.count)
        return np.concatenate(parts, axis=1)[: len(points)]


def _calibrated(network: Network, plane: PlaneLike) -> dict[str, Any]:
    """Settings that are fastest at a few points of the plane."""
    chosen: dict[str, Any] = {"mode": "map", "tile": _TILE}
    fastest = _seconds(network, plane, chosen)
    for chunk in _CHUNKS if fastest < _LONG else ():
        if 8 * chunk * network.layout.size > network.budget // 4:
            break
        settings = {"mode": "vmap", "tile": chunk}
        took = _seconds(network, plane, settings)
        # Unless it is clearly faster, not: a busy machine must not decide by chance.
        if took > 0.9 * fastest:
            break
        chosen, fastest = settings, took
    return chosen


def _seconds(network: Network, plane: PlaneLike, settings: Mapping[str, Any]) -> float:
    """Seconds a point, compiling not counted."""
    made = OnJaxPlane(network, plane, settings)
    axes = len(np.asarray(plane.basis))
    span: Any = getattr(plane, "span", ((-1.0, 1.0),) * axes)
    low, high = np.array(span, dtype=float).T
    points = low + (high - low) * np.random.default_rng(0).random((made.tile, axes))
    made.table(points)
    best = np.inf
    for _ in range(3):
        begin = time.perf_counter()
        made.table(points)
        best = min(best, time.perf_counter() - begin)
        if best > 0.01:
            break  # long enough to be measured once
    return best / made.tile
