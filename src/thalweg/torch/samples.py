"""The samples that a loss is a mean over: tensors in memory, or batches of a loader that are streamed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import torch

from thalweg.errors import ArgumentError, DataError

Batch = tuple[tuple[torch.Tensor, ...], torch.Tensor]

#: How many times the memory of its inputs a pass may well take.
_LAYERS = 64

#: Rows of a pass over tensors that came without a batch size.
ROWS = 2048


class Samples:
    """Inputs and targets.

    Parameters
    ----------
    data : (inputs, targets), or an iterable of such batches
        Tensors or arrays, all with the samples along their first dimension; all but the last are the model's arguments.
        A DataLoader is read into memory once, where it fits.
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
    count : int
        Samples; of a stream, those of one pass.
    streamed : bool
    """

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
        self.device, self.dtype, self.rows = device, dtype, rows or ROWS
        self.streamed, self._loader = False, data
        self.tensors: tuple[torch.Tensor, ...] = ()
        if _is_tensors(data):
            self.tensors = tuple(self._ready(one) for one in data)
        elif isinstance(data, Iterable) and not isinstance(data, (torch.Tensor, str, dict)):
            size = getattr(data, "batch_size", None)
            if rows is None and isinstance(size, int):
                self.rows = size
            self._read(data, budget, enlarge=rows is None and enlarge)
        else:
            raise ArgumentError(
                "data must be (inputs, targets), or a DataLoader that gives such batches, not"
                f" {type(data).__name__}"
            )
        if not self.streamed:
            sizes = [len(one) if one.ndim else 0 for one in self.tensors]
            if len(set(sizes)) != 1:
                raise DataError(
                    f"inputs and targets must have the same number of samples; they have {sizes}"
                )
            self.count = sizes[0]
        if not self.count:
            raise DataError("the data hold no samples; give at least one")

    def batches(self) -> Iterator[Batch]:
        """All samples, pass by pass, on the model's device."""
        if self.streamed:
            for batch in self._loader:
                *inputs, targets = (self._ready(one) for one in _pair(batch))
                yield tuple(inputs), targets
            return
        for first in range(0, self.count, self.rows):
            *inputs, targets = (one[first : first + self.rows] for one in self.tensors)
            yield tuple(inputs), targets

    def chosen(self, rows: Any) -> Batch:
        """Samples by number."""
        if self.streamed:
            raise ArgumentError(
                "data that are streamed have no row numbers; give more budget, so that they are kept in memory"
            )
        index = torch.as_tensor(rows, device=self.device)
        *inputs, targets = (one[index] for one in self.tensors)
        return tuple(inputs), targets

    def digest(self) -> str:
        """A text that tells these samples from others; of a stream, its first batch and its length."""
        found = hashlib.blake2b(f"{self.count} {self.streamed}".encode(), digest_size=8)
        tensors = self.tensors
        if self.streamed:
            inputs, targets = next(iter(self.batches()))
            tensors = (*inputs, targets)
        for one in tensors:
            found.update(f"{one.dtype} {tuple(one.shape)}".encode())
            found.update(one.detach().cpu().contiguous().view(-1).view(torch.uint8).numpy().data)
        return found.hexdigest()

    def _read(self, loader: Iterable[Any], budget: int, *, enlarge: bool) -> None:
        parts: list[tuple[torch.Tensor, ...]] = []
        size = self.count = 0
        for batch in loader:
            tensors = tuple(self._ready(one) for one in _pair(batch))
            self.count += len(tensors[-1])
            size += sum(one.element_size() * one.nelement() for one in tensors)
            if size > budget:
                self.streamed = True
                parts.clear()
            if not self.streamed:
                parts.append(tensors)
        if not self.count:
            raise DataError(
                "the DataLoader is empty: it gave no batch; check its data set and drop_last"
            )
        if not self.streamed:
            self.tensors = tuple(torch.cat(column) for column in zip(*parts, strict=True))
            # Larger passes cost less, as long as what the layers make of them stays small.
            fits = budget // (_LAYERS * max(1, size // self.count))
            if enlarge:
                self.rows = max(self.rows, min(ROWS, fits))
        elif iter(loader) is loader:
            raise DataError(
                f"the data exceed the budget of {budget:,} bytes and can be read only once; give a DataLoader, or"
                " more budget"
            )

    def _ready(self, values: Any) -> torch.Tensor:
        tensor = torch.as_tensor(values).detach().to(self.device)
        # Numbers in the model's precision; whole numbers are classes or tokens.
        return tensor.to(self.dtype) if tensor.is_floating_point() else tensor


def _is_tensors(data: Any) -> bool:
    return (
        isinstance(data, Sequence)
        and len(data) >= 2
        and all(isinstance(one, torch.Tensor) or hasattr(one, "__array__") for one in data)
    )


def _pair(batch: Any) -> Sequence[Any]:
    if not isinstance(batch, Sequence) or len(batch) < 2:
        raise ArgumentError(
            f"each batch must be (inputs, targets), not {type(batch).__name__}; wrap the loader in one that gives such"
            " pairs"
        )
    return batch
