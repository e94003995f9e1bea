"""A recording on disk: snapshots of very many parameters, appended one by one, and opened without reading them.

The folder is a Zarr hierarchy like those of `thalweg.data.store`, of kind ``recording``. ``theta`` has room for more
snapshots than there are; a snapshot counts once its row of ``numbers`` (step, loss, batch's loss) is there, which is
written last. So a process that is killed loses the snapshot in flight and nothing else. Numbers in bfloat16, which Zarr
has no type for, are kept as their 16 bits.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from thalweg.data.rawfiles import RawRows, overwrite_row, replace_file, replace_piece
from thalweg.data.trajectories import Trajectories, limit_of
from thalweg.data.zarrio import read_metadata
from thalweg.errors import StoreError
from thalweg.problems.names import LISTED, Names

if TYPE_CHECKING:
    import xarray as xr

    from thalweg.optim import Optimizer
    from thalweg.problems.base import Problem

KIND = "recording"

#: Most parameters in one file: 4 MB in float32. Making a file takes as long as writing half a megabyte.
PIECE = 1 << 20

#: What is known of a snapshot besides.
NUMBERS = ("step", "loss", "batch_loss")

#: Rows of numbers in one file.
_TOLD = 256

#: Snapshots that room is made for at a time.
_ROOM = 64

DTYPES = {
    "float32": np.dtype(np.float32),
    "float64": np.dtype(np.float64),
    "bfloat16": np.dtype(np.uint16),
}


class Recording:
    """A folder of snapshots that is written.

    Parameters
    ----------
    folder : Path
        Empty; `attributes` are those of a store.
    size : int
        Parameters.
    dtype : str
    buffers : mapping of str to array
        Other arrays that each snapshot has, with their shapes and types.
    attributes : mapping
    """

    def __init__(
        self,
        folder: Path,
        size: int,
        dtype: str,
        buffers: Mapping[str, np.ndarray],
        attributes: Mapping[str, Any],
    ) -> None:
        import zarr

        group = zarr.open_group(folder, mode="w-", zarr_format=3)
        about = {"dtype": dtype, "size": size, "buffers": list(buffers)}
        group.attrs.update({**attributes, "kind": KIND, "recording": json.dumps(about)})
        # Files of equal length, as far as that goes, so that little is filled up.
        piece = math.ceil(size / math.ceil(size / PIECE))

        def array(
            name: str,
            dims: tuple[str, ...],
            shape: tuple[int, ...],
            chunks: tuple[int, ...],
            kind: Any,
            fill: float = 0,
        ) -> None:
            group.create_array(
                name,
                shape=shape,
                chunks=chunks,
                dtype=kind,
                compressors=None,  # weights do not get smaller
                fill_value=fill,
                dimension_names=dims,  # which xarray needs
            )

        array("theta", ("snapshot", "param"), (0, size), (1, piece), DTYPES[dtype])
        for k, values in enumerate(buffers.values()):
            length = max(1, values.size)
            dims = ("snapshot", f"value_{k}")
            array(f"buffer_{k}", dims, (0, length), (1, length), values.dtype)
        array("diverged", ("run",), (1,), (1,), np.int64, -1)
        # A few numbers a snapshot, in pieces of many, whose rows are written one by one.
        told = len(NUMBERS)
        array("numbers", ("snapshot", "number"), (0, told), (_TOLD, told), np.float64, np.nan)
        self._open(folder)

    @classmethod
    def reopened(cls, folder: Path) -> Recording:
        """The recording in a folder, to be written on."""
        made = cls.__new__(cls)
        made._open(folder)
        return made

    def _open(self, folder: Path) -> None:
        import zarr

        about = json.loads(read_metadata(folder)["attributes"]["recording"])

        def array(name: str) -> Any:
            return zarr.open_array(folder / name, mode="r+", config={"write_empty_chunks": True})

        self.folder = folder
        self._theta = array("theta")
        rows = RawRows.of(folder / "theta")
        assert rows is not None
        self._rows = rows
        self._buffers = {n: array(f"buffer_{k}") for k, n in enumerate(about["buffers"])}
        self._diverged = array("diverged")
        self._numbers = array("numbers")
        self._known = _rows(self._numbers).tolist()
        self._limit: float | None = None
        self.count, self._room = len(self._known), int(self._theta.shape[0])

    def append(
        self, step: int, theta: np.ndarray, loss: float, buffers: Mapping[str, np.ndarray]
    ) -> None:
        """Write a snapshot; it counts when this returns."""
        n = self.count
        if not finite(theta):
            # First, so that no snapshot that is there holds what nobody has been told of.
            self.diverge(step)
        if n == self._room:
            self._room += _ROOM
            self._resize(self._room)
        # It counts when its numbers are there, so that this need not be atomic.
        self._rows.write(n, theta)
        for name, values in buffers.items():
            self._buffers[name][n] = values.reshape(-1) if values.size else np.zeros(1)
        self._known.append([step, loss, np.nan])
        self._tell(n)
        self.count = n + 1
        if not math.isnan(loss):  # which it is where it was not worked out
            self._judge(step, loss)

    def note(self, number: int, batch_loss: float) -> None:
        """Note the batch's loss with which a snapshot was left."""
        self._known[number][NUMBERS.index("batch_loss")] = batch_loss
        self._tell(number)
        self._judge(int(self._known[number][0]), batch_loss)

    def _judge(self, step: int, loss: float) -> None:
        """Note where a loss says that the run has diverged."""
        if self._limit is None:
            self._limit = float(limit_of(np.array(loss)))
        if not loss <= self._limit:
            self.diverge(step)

    def _tell(self, number: int) -> None:
        """Write the numbers of a snapshot: its step first, which makes it count."""
        piece, row = divmod(number, _TOLD)
        folder, name = self.folder / "numbers", f"{piece}/0"
        if (folder / "c" / name).exists():
            overwrite_row(folder, name, row, np.array(self._known[number]))
            return
        rows = np.full((_TOLD, len(NUMBERS)), np.nan)
        rows[row] = self._known[number]
        replace_piece(folder, name, rows)

    def describe(self, attributes: Mapping[str, Any]) -> None:
        """Replace attributes of the folder."""
        metadata = read_metadata(self.folder)
        metadata["attributes"].update(attributes)
        replace_file(self.folder / "zarr.json", json.dumps(metadata).encode())

    def diverge(self, step: int) -> None:
        """Note the first step that is not finite."""
        if int(self._diverged[0]) < 0:
            self._diverged[0] = step

    def close(self) -> None:
        """Give back the room that was not used."""
        self._resize(self.count)

    def _resize(self, rows: int) -> None:
        for array in (self._theta, self._numbers, *self._buffers.values()):
            array.resize((rows, *array.shape[1:]))


def finite(numbers: np.ndarray) -> bool:
    """Whether all numbers are finite, also those in bfloat16, of which there are only the 16 bits."""
    if numbers.dtype == np.uint16:
        return bool(((numbers & 0x7F80) != 0x7F80).all())
    return bool(np.isfinite(numbers).all())


def _rows(numbers: Any) -> np.ndarray:
    """The rows of `NUMBERS` that are there, of an array that has room for more."""
    rows = np.asarray(numbers[...])
    steps = rows[:, 0]
    # In order, so that what stands behind a row that is missing does not count.
    there = np.isfinite(steps) & (np.diff(steps, prepend=-1) > 0)
    return rows[: len(rows) if there.all() else int(np.argmin(there))]


def open_recording(folder: Path, problem: Problem, optimizers: Sequence[Optimizer]) -> Trajectories:
    """Open a recording, whether it was finished or not; parameters are read when they are asked for."""
    import xarray as xr
    import zarr

    attributes = read_metadata(folder)["attributes"]
    about = json.loads(attributes["recording"])
    rows = _rows(zarr.open_array(folder / "numbers", mode="r"))
    count = len(rows)
    if not count:
        raise StoreError("it holds no snapshot yet; record at least one")
    theta = zarr.open_array(folder / "theta", mode="r")
    size = int(about["size"])
    if theta.shape[0] < count or theta.shape[1] != size:
        raise StoreError("it is damaged (snapshots are missing); record it again")
    lazy = _lazy(theta, RawRows.of(folder / "theta"), count, about["dtype"])
    if size <= LISTED:
        lazy = xr.Variable(lazy.dims, lazy.values)
    step, loss, batch = rows.T
    at = int(np.asarray(zarr.open_array(folder / "diverged", mode="r")[0]))
    optimizer = optimizers[0]
    coordinates: dict[str, Any] = {
        "step": step.astype(np.int64),
        "optimizer": ("run", [optimizer.name]),
        "label": ("run", [str(attributes.get("label") or optimizer.label)]),
        "diverged_at": ("run", np.array([at], dtype=np.int64)),
    }
    for name, value in optimizer.hyper.items():
        if name not in ("step", "momentum"):
            # In words where it changed, or is not the same for all parameters.
            known = float(value) if isinstance(value, (int, float)) else np.nan
            coordinates[name] = ("run", [known])
    if size <= LISTED:
        coordinates["param"] = list(problem.params)
    dataset = xr.Dataset(
        {
            "theta": lazy,
            "loss": (("run", "step"), loss[None]),
            "batch_loss": (("run", "step"), batch[None]),
        },
        coordinates,
    )
    assert isinstance(problem.params, Names) or size <= LISTED
    return Trajectories(dataset, problem, tuple(optimizers))


def read_buffers(folder: Path, number: int) -> dict[str, np.ndarray]:
    """The buffers of a snapshot, flat, by name."""
    import zarr

    about = json.loads(read_metadata(folder)["attributes"]["recording"])
    return {
        name: np.asarray(zarr.open_array(folder / f"buffer_{k}", mode="r")[number])
        for k, name in enumerate(about["buffers"])
    }


def _lazy(theta: Any, raw: RawRows | None, count: int, dtype: str) -> xr.Variable:
    import xarray as xr
    from xarray.backends import BackendArray
    from xarray.core import indexing

    class Snapshots(BackendArray):
        """The parameters of one run, (run, step, param), read from their pieces."""

        def __init__(self) -> None:
            self.shape = (1, count, int(theta.shape[1]))
            self.dtype = np.dtype(np.float64 if dtype == "float64" else np.float32)

        def __getitem__(self, key: Any) -> Any:
            return indexing.explicit_indexing_adapter(
                key, self.shape, indexing.IndexingSupport.OUTER, self._get
            )

        def _get(self, key: tuple[Any, ...]) -> np.ndarray:
            run, step, param = key
            # Room beyond the snapshots that are there is no snapshot.
            steps = np.arange(count)[step]
            rows = np.atleast_1d(steps)
            span = param.indices(self.shape[2]) if isinstance(param, slice) else (0, 0, 0)
            if raw is not None and span[2] == 1:
                read = raw.read(rows, *span[:2])
            else:
                read = np.asarray(theta.oindex[rows, param])
            read = read if np.ndim(steps) else read[0]
            if dtype == "bfloat16":
                read = (read.astype(np.uint32) << 16).view(np.float32)
            one = np.arange(1)[run]
            return read if np.ndim(one) == 0 else np.broadcast_to(read, (len(one), *read.shape))

    lazy = indexing.LazilyIndexedArray(Snapshots())
    about = {"piece": int(theta.chunks[1]), "any_part": raw is not None, "checked": True}
    return xr.Variable(("run", "step", "param"), lazy, about)
