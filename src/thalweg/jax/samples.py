"""The samples that a loss is a mean over, as arrays on JAX's device, or batches that are streamed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from thalweg.errors import ArgumentError
from thalweg.problems.adapters import SamplesInMemory, is_pair

Batch = tuple[tuple[jax.Array, ...], jax.Array]

#: Rows of a pass over arrays that came without a batch size.
ROWS = 2048


class Samples(SamplesInMemory):
    """Inputs and targets.

    Parameters
    ----------
    data : (inputs, targets), or an iterable of such batches
        Arrays with the samples along their first dimension; all but the last are the model's arguments. Batches are
        read into memory once, where they fit.
    budget : int
        Bytes that may be kept in memory; more are streamed at each evaluation.
    rows : int or None
        Samples of one pass.
    """

    EMPTY = "the data gave no batch; check the data set"
    AGAIN = "give what can be iterated again, or more budget"
    PAIRS = "wrap the data in what gives such pairs"

    def __init__(self, data: Any, budget: int, rows: int | None) -> None:
        super().__init__(data, rows or ROWS)
        if is_pair(data):
            self.arrays = tuple(jnp.asarray(one) for one in data)
        elif isinstance(data, Iterable) and not isinstance(data, (str, dict)):
            self._read(data, budget)
        else:
            raise ArgumentError(
                f"data must be (inputs, targets), or an iterable of such batches, not {type(data).__name__}"
            )
        self._count()

    def chosen(self, rows: Any) -> Batch:
        """Samples by number."""
        return super().chosen(np.asarray(rows))

    def _ready(self, values: Any) -> jax.Array:
        return jnp.asarray(np.asarray(values))

    def _joined(self, parts: Sequence[jax.Array]) -> jax.Array:
        return jnp.concatenate(parts)

    def _bytes(self, array: jax.Array) -> memoryview:
        return np.ascontiguousarray(array).view(np.uint8).data
