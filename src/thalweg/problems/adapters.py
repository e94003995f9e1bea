"""What the adapters of PyTorch and JAX share: parameters and metrics by name, and the samples of a loss."""

from __future__ import annotations

import fnmatch
import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, TypeAlias, TypeVar

from thalweg.errors import ArgumentError, DataError, UnknownName, nearest

Chosen: TypeAlias = Iterable[str] | Callable[[str], bool] | None
Metric = TypeVar("Metric")


def chosen_names(known: Mapping[str, Any], chosen: Chosen, lacks: str, empty: str) -> list[str]:
    """The names that are chosen, by themselves or by patterns, in the order in which they are known.

    Parameters
    ----------
    lacks, empty : str
        How errors begin: for a name that is not known, and where none is left.
    """
    names = list(known)
    if callable(chosen):
        names = [name for name in names if chosen(name)]
    elif chosen is not None:
        wanted: set[str] = set()
        for name in [chosen] if isinstance(chosen, str) else chosen:
            if not isinstance(name, str):
                raise ArgumentError(
                    'params takes names, patterns such as "head.*", or a function that says of a name whether it is'
                    f" meant, not {type(name).__name__}"
                )
            found = (
                [name]
                if name in known
                else [one for one in names if fnmatch.fnmatchcase(one, name)]
            )
            if not found:
                raise UnknownName(f'{lacks} "{name}"{nearest(name, known)}')
            wanted.update(found)
        names = [name for name in names if name in wanted]
    if not names:
        raise ArgumentError(empty)
    return names


def metrics_by_name(
    metrics: str | Sequence[str] | Mapping[str, Metric], known: Mapping[str, Metric]
) -> dict[str, Metric]:
    """Metrics given as names or as functions with names."""
    if isinstance(metrics, Mapping):
        for name, metric in metrics.items():
            if not callable(metric):
                raise ArgumentError(
                    f'the metric "{name}" must be a function of outputs and targets, not {metric!r}'
                )
        return {str(name): metric for name, metric in metrics.items()}
    found = {}
    for name in [metrics] if isinstance(metrics, str) or callable(metrics) else metrics:
        if not isinstance(name, str):
            raise ArgumentError(
                f'metrics takes names ({", ".join(known)}), or functions with names; give {{"name": function}}, not'
                f" {getattr(name, '__name__', type(name).__name__)} alone"
            )
        if name not in known:
            raise UnknownName(
                f'unknown metric "{name}"{nearest(name, known)} (known are {", ".join(known)}; others as {{name:'
                " function})"
            )
        found[name] = known[name]
    return found


class SamplesInMemory(ABC):
    """Inputs and targets as arrays of one library, or batches that are streamed.

    Attributes
    ----------
    arrays : tuple
        Inputs and, last, targets, with the samples along their first dimension; empty where they are streamed.
    rows : int
        Samples of one pass.
    count : int
        Samples; of a stream, those of one pass.
    streamed : bool
    """

    EMPTY: ClassVar[str]
    """What is said of data that gave no batch."""

    AGAIN: ClassVar[str]
    """What to do about data that are too large and can be read only once."""

    PAIRS: ClassVar[str]
    """How to make batches that are pairs."""

    def __init__(self, data: Any, rows: int) -> None:
        self.rows, self.streamed, self.count, self._loader = rows, False, 0, data
        self.arrays: tuple[Any, ...] = ()

    @abstractmethod
    def _ready(self, values: Any) -> Any:
        """One array of the library, where and how the model takes it."""

    @abstractmethod
    def _joined(self, parts: Sequence[Any]) -> Any:
        """Arrays as one, along the samples."""

    @abstractmethod
    def _bytes(self, array: Any) -> memoryview:
        """What the array holds."""

    def batches(self) -> Iterator[tuple[tuple[Any, ...], Any]]:
        """All samples, pass by pass."""
        if self.streamed:
            for batch in self._loader:
                *inputs, targets = self._pair(batch)
                yield tuple(inputs), targets
            return
        for first in range(0, self.count, self.rows):
            rows = slice(first, first + self.rows)
            *inputs, targets = self._at(rows)
            yield tuple(inputs), targets

    def few(self) -> tuple[tuple[Any, ...], Any]:
        """The first two samples: views of the first batch, where arrays have views."""
        inputs, targets = next(iter(self.batches()))
        return tuple(one[:2] for one in inputs), targets[:2]

    def chosen(self, rows: Any) -> tuple[tuple[Any, ...], Any]:
        """Samples by number."""
        if self.streamed:
            raise ArgumentError(
                "data that are streamed have no row numbers; give more budget, so that they are kept in memory"
            )
        *inputs, targets = self._at(rows)
        return tuple(inputs), targets

    def digest(self) -> str:
        """A text that tells these samples from others; of a stream, its first batch and its length."""
        found = hashlib.blake2b(f"{self.count} {self.streamed}".encode(), digest_size=8)
        arrays = self.arrays
        if self.streamed:
            inputs, targets = next(iter(self.batches()))
            arrays = (*inputs, targets)
        for one in arrays:
            found.update(f"{one.dtype} {tuple(one.shape)}".encode())
            found.update(self._bytes(one))
        return found.hexdigest()

    def _at(self, rows: Any) -> list[Any]:
        return [one[rows] for one in self.arrays]

    def _count(self) -> None:
        """Count what is in memory, and refuse what cannot be paired."""
        if not self.streamed:
            sizes = [len(one) if one.ndim else 0 for one in self.arrays]
            if len(set(sizes)) != 1:
                raise DataError(
                    f"inputs and targets must have the same number of samples; they have {sizes}"
                )
            self.count = sizes[0]
        if not self.count:
            raise DataError("the data hold no samples; give at least one")

    def _read(self, loader: Iterable[Any], budget: int) -> int:
        """Take all batches into memory, or only count them where they exceed the budget; how many bytes they are."""
        parts: list[tuple[Any, ...]] = []
        size = 0
        for batch in loader:
            arrays = self._pair(batch)
            self.count += len(arrays[-1])
            size += sum(one.nbytes for one in arrays)
            if size > budget:
                self.streamed = True
                parts.clear()
            if not self.streamed:
                parts.append(arrays)
        if not self.count:
            raise DataError(self.EMPTY)
        large = self.streamed
        # Batches that are padded, each to its own length, are no arrays together.
        if not large and any(
            len({one.shape[1:] for one in c}) > 1 for c in zip(*parts, strict=True)
        ):
            self.streamed = True
        if not self.streamed:
            self.arrays = tuple(self._joined(column) for column in zip(*parts, strict=True))
        elif iter(loader) is loader:
            why = f"exceed the budget of {budget:,} bytes" if large else "come in different shapes"
            raise DataError(f"the data {why} and can be read only once; {self.AGAIN}")
        return size

    def _pair(self, batch: Any) -> tuple[Any, ...]:
        if not isinstance(batch, Sequence) or len(batch) < 2:
            raise ArgumentError(
                f"each batch must be (inputs, targets), not {type(batch).__name__}; {self.PAIRS}"
            )
        return tuple(self._ready(one) for one in batch)


def is_pair(data: Any) -> bool:
    """Whether data are arrays or tensors, inputs and targets, and no batches of them."""
    return (
        isinstance(data, Sequence)
        and len(data) >= 2
        and all(hasattr(one, "__array__") for one in data)
    )
