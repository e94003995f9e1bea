"""Names of very many parameters, made when they are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import prod
from typing import TYPE_CHECKING, overload

from thalweg.errors import ArgumentError

if TYPE_CHECKING:
    from thalweg.problems.base import Block

LISTED = 10_000
"""Problems with more parameters have no list of names: ten million of them take 700 MB."""


class Names(Sequence[str]):
    """The names of all parameters in named blocks: ``weight[0, 2]``.

    Behaves like a tuple of text; two are equal where their blocks are.

    Parameters
    ----------
    blocks : sequence of Block
        One after the other, without gaps.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = tuple(blocks)
        self._ends: list[int] = []
        end = 0
        for block in self.blocks:
            if block.offset != end:
                raise ArgumentError(
                    f'block "{block.name}" must begin at {end}, where the one before it ends, not at {block.offset}'
                )
            end += prod(block.shape)
            self._ends.append(end)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self._name(i) for i in range(len(self))[index])
        return self._name(range(len(self))[index])

    def __iter__(self) -> Iterator[str]:
        return (self._name(i) for i in range(len(self)))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._find(name) is not None

    def index(self, value: str, start: int = 0, stop: int | None = None) -> int:
        """Place of a name.

        Raises
        ------
        ValueError
            Where no parameter is called so.
        """
        found = self._find(value)
        if found is None or not start <= found < (len(self) if stop is None else stop):
            raise ValueError(f"no parameter is called {value!r}")
        return found

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Names):
            return self.blocks == other.blocks
        if not isinstance(other, tuple):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(self.blocks)

    def __repr__(self) -> str:
        return f"<{len(self):,} names in {len(self.blocks)} blocks>"

    def _name(self, place: int) -> str:
        block = self.blocks[bisect_right(self._ends, place)]
        rest, where = place - block.offset, []
        for size in reversed(block.shape):
            rest, along = divmod(rest, size)
            where.append(along)
        return f"{block.name}[{', '.join(map(str, reversed(where)))}]" if where else block.name

    def _find(self, name: str) -> int | None:
        stem, bracket, inside = name.rpartition("[")
        for block in self.blocks:
            if block.name != (stem if bracket else name):
                continue
            try:
                where = [int(part) for part in inside[:-1].split(",")] if bracket else []
            except ValueError:
                return None
            sizes = block.shape
            if len(where) != len(sizes):
                return None
            place = 0
            for along, size in zip(where, sizes, strict=True):
                if not 0 <= along < size:
                    return None
                place = place * size + along
            return block.offset + place
        return None
