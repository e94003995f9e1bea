"""Arrays of Zarr whose files hold nothing but numbers, read and written without Zarr.

Zarr reads whole chunks and copies them twice: ten million parameters of each of 200 snapshots took it ten times as
long, and 200 MB more. Writing a snapshot took it several times the processor time, which is the training's.
"""

from __future__ import annotations

import json
import mmap
import os
from pathlib import Path
from typing import Any

import numpy as np

from thalweg.errors import StoreError

Array = np.ndarray

#: Bytes of a file from which it is written past the system's memory, and what its length is then a multiple of.
_DIRECT, _BLOCK = 1 << 20, 1 << 12


class RawRows:
    """Rows of an array with chunks of one row each.

    Parameters
    ----------
    folder : Path
        Of the array.
    shape : (rows, columns)
    piece : int
        Columns in a chunk.
    dtype : numpy dtype
    """

    def __init__(self, folder: Path, shape: tuple[int, int], piece: int, dtype: Any) -> None:
        self.folder, self.shape, self.piece = folder, shape, piece
        self.dtype = np.dtype(dtype).newbyteorder("<")
        self._buffer: mmap.mmap | None = None
        self._can = hasattr(os, "O_DIRECT")

    @classmethod
    def of(cls, folder: Path) -> RawRows | None:
        """An array's rows, unless its files are compressed or named in another way."""
        about = json.loads((folder / "zarr.json").read_text(encoding="utf-8"))
        shape = tuple(about["shape"])
        rows, piece = about["chunk_grid"]["configuration"]["chunk_shape"]
        codecs = [
            (codec["name"], codec.get("configuration", {}).get("endian"))
            for codec in about["codecs"]
        ]
        keys = about["chunk_key_encoding"]
        named = keys["name"], keys.get("configuration", {}).get("separator", "/")
        if rows != 1 or codecs != [("bytes", "little")] or named != ("default", "/"):
            return None
        return cls(folder, (shape[0], shape[1]), int(piece), about["data_type"])

    def write(self, row: int, values: Array) -> None:
        """Write a row; it is not whole before this returns."""
        folder = self.folder / "c" / str(row)
        folder.mkdir(parents=True, exist_ok=True)
        values = np.ascontiguousarray(values, self.dtype)
        for piece, first in enumerate(range(0, len(values), self.piece)):
            part = values[first : first + self.piece]
            # As long as the others, as Zarr has them.
            rest = (self.piece - len(part)) * self.dtype.itemsize
            file = folder / str(piece)
            if part.nbytes < _DIRECT or not self._around(file, part, part.nbytes + rest):
                with open(file, "wb") as other:
                    other.write(part.view(np.uint8).data)
                    other.write(b"\0" * rest)

    def _around(self, file: Path, part: Array, size: int) -> bool:
        """Write a file past the memory that the system keeps of files; False where that cannot be done here.

        That memory would be taken from the data that the training reads, and filling it is most of the time.
        """
        if not self._can:
            return False
        room = -(-size // _BLOCK) * _BLOCK
        if self._buffer is None:
            self._buffer = mmap.mmap(-1, room)  # begins on a page, as it must
        whole = np.frombuffer(self._buffer, np.uint8)
        whole[: part.nbytes] = part.view(np.uint8)
        whole[part.nbytes :] = 0
        try:
            out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_DIRECT, 0o666)
            try:
                if os.write(out, self._buffer) < room:
                    return False
                os.ftruncate(out, size)
            finally:
                os.close(out)
        except OSError:
            # The file system has no such thing; or what the other way fails with as well, and says.
            self._can = False
        return self._can

    def read(self, rows: Array, first: int, last: int) -> Array:
        """Columns from `first` to before `last` of the rows with these numbers, (row, column).

        Raises
        ------
        StoreError
            ``it is damaged (snapshot 12 is missing or short); record it again``.
        """
        out = np.empty((len(rows), max(0, last - first)), self.dtype)
        for row, into in zip(rows, out, strict=True):
            at = first
            while at < last:
                piece, begin = divmod(at, self.piece)
                end = min(last, (piece + 1) * self.piece)
                part = into[at - first : end - first]
                try:
                    with open(self.folder / "c" / str(row) / str(piece), "rb", buffering=0) as file:
                        file.seek(begin * self.dtype.itemsize)
                        count = file.readinto(part.view(np.uint8).data)
                except OSError:
                    count = 0
                if count != part.nbytes:
                    raise StoreError(
                        f"it is damaged (snapshot {row} is missing or short); record it again"
                    )
                at = end
        return out


def replace_piece(folder: Path, name: str, values: Array) -> None:
    """Write one file of an array, whole or not at all."""
    file = folder / "c" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, values.astype(values.dtype.newbyteorder("<")).tobytes())


def replace_file(file: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    beside = file.with_name(f"{file.name}.partial")
    beside.write_bytes(content)
    os.replace(beside, file)


def overwrite_row(folder: Path, name: str, row: int, values: Array) -> None:
    """Write one row (columns,) of a file of an array, in place.

    Where the process is killed in between, the first numbers may be there and the others not; none is half there.
    """
    data = values.astype(values.dtype.newbyteorder("<")).tobytes()
    with open(folder / "c" / name, "r+b", buffering=0) as file:
        file.seek(row * len(data))
        file.write(data)
