"""The samples that a loss is a mean over: tensors in memory, or batches of a loader that are streamed."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from thalweg.errors import ArgumentError
from thalweg.problems.adapters import SamplesInMemory, is_pair
from thalweg.torch.chance import fixed

Batch = tuple[tuple[torch.Tensor, ...], torch.Tensor]

#: How many times the memory of its inputs a pass may well take.
_LAYERS = 64

#: Rows of a pass over tensors that came without a batch size.
ROWS = 2048


class Samples(SamplesInMemory):
    """Inputs and targets.

    Parameters
    ----------
    data : (inputs, targets), or an iterable of such batches
        Tensors or arrays, all with the samples along their first dimension; all but the last are the model's arguments.
        A DataLoader is read into memory once, where it fits and its batches have one shape.
    budget : int
        Bytes that may be kept in memory; a loader with more is streamed at each evaluation.
    rows : int or None
        Samples of one pass. Default: 2,048, or as many as seem to fit the budget; of a loader not fewer than in its
        batches, and of one that is streamed as many.
    device, dtype : of the model's parameters
    enlarge : bool
        Whether passes may be larger than a loader's batches.

    Attributes
    ----------
    weights : list of array
        What each batch weighs, as a network says it: its loss, and each metric. Empty where they are streamed.
    """

    EMPTY = "the DataLoader is empty: it gave no batch; check its data set and drop_last"
    AGAIN = "give a DataLoader, or more budget"
    PAIRS = "wrap the loader in one that gives such pairs"

    def __init__(
        self,
        data: Any,
        budget: int,
        rows: int | None,
        device: torch.device,
        dtype: torch.dtype,
        *,
        enlarge: bool = True,
    ) -> None:
        if rows is not None and (not isinstance(rows, int) or rows < 1):
            raise ArgumentError(f"batch_size must be a whole number of at least 1, not {rows!r}")
        super().__init__(data, rows or ROWS)
        self.device, self.dtype = device, dtype
        self.weights: list[NDArray[np.float64]] = []
        if is_pair(data):
            self.arrays = tuple(self._ready(one) for one in data)
        elif isinstance(data, (tuple, list)) and not all(map(_is_batch, data)):
            kinds = ", ".join(type(one).__name__ for one in data[:4])
            raise ArgumentError(
                f"data must be (inputs, targets) as tensors or arrays, not as ({kinds}): torch.tensor(...) makes one"
            )
        elif isinstance(data, Iterable) and not isinstance(data, (torch.Tensor, str, dict)):
            batch = getattr(data, "batch_size", None)
            if rows is None and isinstance(batch, int):
                self.rows = batch
            size = self._read(data, budget)
            if rows is None and enlarge and not self.streamed:
                # Larger passes cost less, as long as what the layers make of them stays small.
                fits = budget // (_LAYERS * max(1, size // self.count))
                self.rows = max(self.rows, min(ROWS, fits))
        else:
            raise ArgumentError(
                "data must be (inputs, targets), or a DataLoader that gives such batches, not"
                f" {type(data).__name__}"
            )
        self._count()

    def batches(self) -> Iterator[Batch]:
        """All samples, pass by pass; a loader that shuffles gives the same order each time."""
        if not self.streamed:
            yield from super().batches()
            return
        with fixed(self.device, self._loader):
            yield from super().batches()

    def at(self, device: torch.device) -> Samples:
        """The same samples on a device."""
        other = copy.copy(self)
        other.device, other.arrays = device, tuple(one.to(device) for one in self.arrays)
        return other

    def chosen(self, rows: Any) -> Batch:
        """Samples by number."""
        return super().chosen(torch.as_tensor(rows, device=self.device))

    def _read(self, loader: Iterable[Any], budget: int) -> int:
        with fixed(self.device, loader):
            return super()._read(loader, budget)

    def _ready(self, values: Any) -> torch.Tensor:
        try:
            tensor = torch.as_tensor(values).detach().to(self.device)
        except (TypeError, ValueError, RuntimeError) as error:
            raise ArgumentError(
                f"inputs and targets must be tensors or arrays, not {type(values).__name__}: give the model's arguments"
                " one after the other, (input, ..., targets)"
            ) from error
        # Numbers in the model's precision; whole numbers are classes or tokens.
        return tensor.to(self.dtype) if tensor.is_floating_point() else tensor

    def _joined(self, parts: Sequence[torch.Tensor]) -> torch.Tensor:
        return torch.cat(list(parts))

    def _bytes(self, array: torch.Tensor) -> memoryview:
        return array.detach().cpu().contiguous().view(-1).view(torch.uint8).numpy().data


def _is_batch(one: Any) -> bool:
    """Whether something in a list is meant as a batch of samples."""
    parts = isinstance(one, (tuple, list)) and any(
        hasattr(part, "__array__") or isinstance(part, Mapping) for part in one
    )
    return parts or isinstance(one, Mapping)
