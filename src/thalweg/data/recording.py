"""A recording on disk: snapshots of very many parameters, appended one by one, and opened without reading them.

The folder is a Zarr hierarchy like those of `thalweg.data.store`, of kind ``recording``. ``theta`` has room for more
snapshots than there are; a snapshot counts once its number stands in ``step``, which is written last. So a process that
is killed loses the snapshot in flight and nothing else. Numbers in bfloat16, which Zarr has no type for, are kept as
their 16 bits.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.data.zarrio import read_metadata
from thalweg.errors import StoreError
from thalweg.problems.names import LISTED, Names

if TYPE_CHECKING:
    import xarray as xr

    from thalweg.optim import Optimizer
    from thalweg.problems.base import Problem

KIND = "recording"

#: Parameters in one file: 1 MB in float32.
PIECE = 1 << 18

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
        piece = min(PIECE, size)

        def array(
            name: str, shape: tuple[int, ...], chunks: tuple[int, ...], kind: Any, fill: int = 0
        ) -> None:
            group.create_array(
                name,
                shape=shape,
                chunks=chunks,
                dtype=kind,
                compressors=None,  # weights do not get smaller
                fill_value=fill,
            )

        array("theta", (0, size), (1, piece), DTYPES[dtype])
        for k, values in enumerate(buffers.values()):
            array(f"buffer_{k}", (0, max(1, values.size)), (1, max(1, values.size)), values.dtype)
        # One number a snapshot, each in pieces of many: the file of the last piece is replaced.
        array("diverged", (1,), (1,), np.int64, -1)
        array("loss", (0,), (4096,), np.float64)
        array("batch_loss", (0,), (4096,), np.float64)
        array("step", (0,), (4096,), np.int64)
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
        self._buffers = {n: array(f"buffer_{k}") for k, n in enumerate(about["buffers"])}
        self._diverged = array("diverged")
        self._loss, self._batch, self._step = map(array, ("loss", "batch_loss", "step"))
        self.count, self._room = int(self._step.shape[0]), int(self._theta.shape[0])

    def append(
        self, step: int, theta: np.ndarray, loss: float, buffers: Mapping[str, np.ndarray]
    ) -> None:
        """Write a snapshot; it counts when this returns."""
        n = self.count
        if n == self._room:
            self._room += _ROOM
            for array in (self._theta, *self._buffers.values()):
                array.resize((self._room, *array.shape[1:]))
        self._theta[n] = theta
        for name, values in buffers.items():
            self._buffers[name][n] = values.reshape(-1) if values.size else np.zeros(1)
        for array, value in ((self._loss, loss), (self._batch, np.nan), (self._step, step)):
            # A length without its number, after a kill in between, is told by the number, which does not rise.
            array.resize((n + 1,))
            array[n] = value
        self.count = n + 1

    def note(self, number: int, batch_loss: float) -> None:
        """Note the batch's loss with which a snapshot was left."""
        self._batch[number] = batch_loss

    def diverge(self, step: int) -> None:
        """Note the first step that is not finite."""
        if int(self._diverged[0]) < 0:
            self._diverged[0] = step

    def close(self) -> None:
        """Give back the room that was not used."""
        for array in (self._theta, *self._buffers.values()):
            array.resize((self.count, *array.shape[1:]))


def open_recording(folder: Path, problem: Problem, optimizers: Sequence[Optimizer]) -> Trajectories:
    """Open a recording, whether it was finished or not; parameters are read when they are asked for."""
    import xarray as xr
    import zarr

    attributes = read_metadata(folder)["attributes"]
    about = json.loads(attributes["recording"])
    step = np.asarray(zarr.open_array(folder / "step", mode="r")[...])
    # A kill between the two leaves a length without its number.
    count = len(step)
    if count > 1 and step[count - 1] <= step[count - 2]:
        count -= 1
    if not count:
        raise StoreError("it holds no snapshot yet; record at least one")
    theta = zarr.open_array(folder / "theta", mode="r")
    size = int(about["size"])
    if theta.shape[0] < count or theta.shape[1] != size:
        raise StoreError("it is damaged (snapshots are missing); record it again")
    values = {
        n: np.asarray(zarr.open_array(folder / n, mode="r")[...]) for n in ("loss", "batch_loss")
    }

    def known(name: str) -> np.ndarray:
        found = np.full(count, np.nan)
        found[: min(count, len(values[name]))] = values[name][:count]
        return found[None]

    lazy = _lazy(theta, count, about["dtype"])
    if size <= LISTED:
        lazy = xr.Variable(lazy.dims, lazy.values)
    loss, batch = known("loss"), known("batch_loss")
    at = int(np.asarray(zarr.open_array(folder / "diverged", mode="r")[0]))
    optimizer = optimizers[0]
    coordinates: dict[str, Any] = {
        "step": step[:count],
        "optimizer": ("run", [optimizer.name]),
        "label": ("run", [str(attributes.get("label") or optimizer.label)]),
        "diverged_at": ("run", np.array([at], dtype=np.int64)),
    }
    for name, value in optimizer.hyper.items():
        if isinstance(value, (int, float)) and name not in ("step", "momentum"):
            coordinates[name] = ("run", [float(value)])
    if size <= LISTED:
        coordinates["param"] = list(problem.params)
    dataset = xr.Dataset(
        {"theta": lazy, "loss": (("run", "step"), loss), "batch_loss": (("run", "step"), batch)},
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


def _lazy(theta: Any, count: int, dtype: str) -> xr.Variable:
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
            read = np.asarray(theta.oindex[steps, param])
            if dtype == "bfloat16":
                read = (read.astype(np.uint32) << 16).view(np.float32)
            one = np.arange(1)[run]
            return read if np.ndim(one) == 0 else np.broadcast_to(read, (len(one), *read.shape))

    lazy = indexing.LazilyIndexedArray(Snapshots())
    piece = int(theta.chunks[1])
    return xr.Variable(("run", "step", "param"), lazy, {"piece": piece})
