"""Arrays of Zarr whose files hold nothing but numbers, read and written without Zarr.

Zarr reads whole chunks and copies them twice: ten million parameters of each of 200 snapshots took it ten times as
long, and 200 MB more. Writing a snapshot took it several times the processor time, which is the training's.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np

from thalweg.errors import StoreError

Array = np.ndarray


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
            rest = b"\0" * ((self.piece - len(part)) * self.dtype.itemsize)
            with open(folder / str(piece), "wb") as file:
                file.write(part.view(np.uint8).data)
                file.write(rest)

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
    beside = file.with_name(f"{file.name}.partial")
    file.parent.mkdir(parents=True, exist_ok=True)
    beside.write_bytes(values.astype(values.dtype.newbyteorder("<")).tobytes())
    os.replace(beside, file)


def overwrite_row(folder: Path, name: str, row: int, values: Array) -> None:
    """Write one row (columns,) of a file of an array, in place.

    Where the process is killed in between, the first numbers may be there and the others not; none is half there.
    """
    data = values.astype(values.dtype.newbyteorder("<")).tobytes()
    with open(folder / "c" / name, "r+b", buffering=0) as file:
        file.seek(row * len(data))
        file.write(data)
