"""The samples that a loss is a mean over, as arrays on JAX's device, or batches that are streamed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from thalweg.errors import ArgumentError, DataError

Batch = tuple[tuple[jax.Array, ...], jax.Array]

#: Rows of a pass over arrays that came without a batch size.
ROWS = 2048


class Samples:
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

    Attributes
    ----------
    count : int
        Samples; of a stream, those of one pass.
    streamed : bool
    """

    def __init__(self, data: Any, budget: int, rows: int | None) -> None:
        self.rows, self.streamed, self._loader = rows or ROWS, False, data
        self.arrays: tuple[jax.Array, ...] = ()
        if _is_arrays(data):
            self.arrays = tuple(jnp.asarray(one) for one in data)
        elif isinstance(data, Iterable) and not isinstance(data, (str, dict)):
            self._read(data, budget)
        else:
            raise ArgumentError(
                f"data must be (inputs, targets), or an iterable of such batches, not {type(data).__name__}"
            )
        if not self.streamed:
            sizes = [len(one) if one.ndim else 0 for one in self.arrays]
            if len(set(sizes)) != 1:
                raise DataError(
                    f"inputs and targets must have the same number of samples; they have {sizes}"
                )
            self.count = sizes[0]
        if not self.count:
            raise DataError("the data hold no samples; give at least one")

    def batches(self) -> Iterator[Batch]:
        """All samples, pass by pass."""
        if self.streamed:
            for batch in self._loader:
                *inputs, targets = _pair(batch)
                yield tuple(inputs), targets
            return
        for first in range(0, self.count, self.rows):
            *inputs, targets = (one[first : first + self.rows] for one in self.arrays)
            yield tuple(inputs), targets

    def chosen(self, rows: Any) -> Batch:
        """Samples by number."""
        if self.streamed:
            raise ArgumentError(
                "data that are streamed have no row numbers; give more budget, so that they are kept in memory"
            )
        *inputs, targets = (one[np.asarray(rows)] for one in self.arrays)
        return tuple(inputs), targets

    def digest(self) -> str:
        """A text that tells these samples from others; of a stream, its first batch and its length."""
        found = hashlib.blake2b(f"{self.count} {self.streamed}".encode(), digest_size=8)
        arrays = self.arrays
        if self.streamed:
            inputs, targets = next(iter(self.batches()))
            arrays = (*inputs, targets)
        for one in arrays:
            found.update(f"{one.dtype} {one.shape}".encode())
            found.update(np.ascontiguousarray(one).view(np.uint8).data)
        return found.hexdigest()

    def _read(self, loader: Iterable[Any], budget: int) -> None:
        parts: list[tuple[jax.Array, ...]] = []
        size = self.count = 0
        for batch in loader:
            arrays = _pair(batch)
            self.count += len(arrays[-1])
            size += sum(one.nbytes for one in arrays)
            if size > budget:
                self.streamed = True
                parts.clear()
            if not self.streamed:
                parts.append(arrays)
        if not self.count:
            raise DataError("the data gave no batch; check the data set")
        if not self.streamed:
            self.arrays = tuple(jnp.concatenate(column) for column in zip(*parts, strict=True))
        elif iter(loader) is loader:
            raise DataError(
                f"the data exceed the budget of {budget:,} bytes and can be read only once; give what can be iterated"
                " again, or more budget"
            )


def _is_arrays(data: Any) -> bool:
    return (
        isinstance(data, Sequence)
        and len(data) >= 2
        and all(hasattr(one, "__array__") for one in data)
    )


def _pair(batch: Any) -> tuple[jax.Array, ...]:
    if not isinstance(batch, Sequence) or len(batch) < 2:
        raise ArgumentError(
            f"each batch must be (inputs, targets), not {type(batch).__name__}; wrap the data in what gives such pairs"
        )
    return tuple(jnp.asarray(np.asarray(one)) for one in batch)
