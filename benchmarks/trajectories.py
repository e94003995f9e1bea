"""Time and memory of the PCA plane of very long trainings, on snapshots that are generated as they are read.

    python benchmarks/trajectories.py --parameters 1e6 --snapshots 1000 --disk
    python benchmarks/trajectories.py --parameters 1e8 --snapshots 8

With `--disk` they are recorded first, as a training does it, and read from there. With `--store run.pca` it keeps how
far it is, and goes on from there when it is called again. 1,000 snapshots of 100 million parameters are 400 GB:
`--parameters 1e8 --snapshots 1000`, for an hour. The memory grows with the number of parameters by the plane alone, and
the time a gigabyte with that of snapshots.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from xarray.backends import BackendArray
from xarray.core import indexing

import thalweg as tw
from thalweg.data.recorder import BackgroundRecorder
from thalweg.data.recording import PIECE
from thalweg.optim.recorded import RecordedOptimizer
from thalweg.problems.base import Block
from thalweg.problems.blackbox import Recorded


class Generated(BackendArray):
    """A walk along two known directions, and noise, made piece by piece: (run, step, param), in float32."""

    def __init__(self, snapshots: int, parameters: int) -> None:
        self.shape = (1, snapshots, parameters)
        self.dtype = np.dtype(np.float32)
        angle = np.linspace(0, 3, snapshots)
        self.path = np.stack([3 * angle, np.sin(angle)], axis=1).astype(np.float32)
        self.seconds, self.read, self.largest = 0.0, 0, 0

    def __getitem__(self, key: Any) -> Any:
        return indexing.explicit_indexing_adapter(
            key, self.shape, indexing.IndexingSupport.OUTER, self._get
        )

    def _get(self, key: tuple[Any, ...]) -> np.ndarray:
        begin = time.perf_counter()
        run, step, param = key
        columns = (
            np.arange(self.shape[2])[param]
            if self.shape[2] <= PIECE
            else range(*param.indices(self.shape[2]))
        )
        random = np.random.default_rng([columns[0], len(columns)])
        directions = random.standard_normal((2, len(columns)), dtype=np.float32)
        made = self.path @ directions
        made += 0.01 * random.standard_normal(len(columns), dtype=np.float32)
        found = made[step] if isinstance(step, slice) else made[np.asarray(step)]
        self.seconds += time.perf_counter() - begin
        self.read += found.nbytes
        self.largest = max(self.largest, found.nbytes)
        return found if np.ndim(np.arange(1)[run]) == 0 else found[None]


def recorded(source: Generated) -> tw.Trajectories:
    """Runs of a network, of which nothing is in memory."""
    _, snapshots, parameters = source.shape
    theta = xr.Variable(
        ("run", "step", "param"),
        indexing.LazilyIndexedArray(source),
        # As a recording on disk is: any part costs the same, and all is known to be finite.
        {"piece": min(PIECE, parameters), "any_part": True, "checked": True},
    )
    problem = described(parameters)
    dataset = xr.Dataset(
        {"theta": theta, "loss": (("run", "step"), np.zeros((1, snapshots)))},
        {
            "step": np.arange(snapshots),
            "optimizer": ("run", ["SGD"]),
            "label": ("run", ["SGD"]),
            "diverged_at": ("run", np.array([-1])),
        },
    )
    return tw.Trajectories(dataset, problem, (RecordedOptimizer("SGD"),))


def described(parameters: int) -> Recorded:
    return Recorded("generated", blocks=[Block("weight", (parameters,), 0)])


class Written(BackgroundRecorder):
    """The same kind of snapshots, recorded on disk as those of a training are."""

    def __init__(self, source: Generated, folder: Path) -> None:
        _, self.snapshots, parameters = source.shape
        random = np.random.default_rng(0)
        self.path = source.path
        self.directions = random.standard_normal((2, parameters), dtype=np.float32)
        self.noise = 0.01 * random.standard_normal(parameters, dtype=np.float32)
        named = RecordedOptimizer("SGD")
        super().__init__(folder / "run.zarr", 1, "float32", described(parameters), named, "SGD")

    def _take(self) -> Any:
        place = self.path[self.steps]
        return lambda: place @ self.directions + self.noise, {}

    def all(self) -> tw.Trajectories:
        """Record every snapshot."""
        for _ in range(1, self.snapshots):
            self._count(None, None)
        return self.finish()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parameters", type=float, default=1e6)
    parser.add_argument("--snapshots", type=int, default=200)
    parser.add_argument("--disk", action="store_true", help="record them first")
    parser.add_argument("--store", help="where it keeps how far it is")
    given = parser.parse_args()
    source = Generated(given.snapshots, int(given.parameters))
    with tempfile.TemporaryDirectory() as folder:
        runs = Written(source, Path(folder)).all() if given.disk else recorded(source)
        measure(source, runs, given.store)


def measure(source: Generated, runs: tw.Trajectories, store: str | None) -> None:
    _, snapshots, parameters = source.shape
    size = 4 * snapshots * parameters / 1e9
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin, busy = time.perf_counter(), time.process_time()
    plane = tw.Plane.pca(runs, store=store)
    took = time.perf_counter() - begin - source.seconds
    busy = time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    explained = plane.about["explained"]
    print(f"{snapshots:,} snapshots of {parameters:,} parameters, {size:.3g} GB in float32")
    print(f"explained {100 * sum(explained):.3f} % of the motion, made along two directions")
    print(
        f"{took:.1f} s, {took / size:.1f} s a gigabyte; generating took {source.seconds:.1f} s more;"
        f" the processors were busy for {busy:.1f} s with both"
    )
    own = (plane.origin.nbytes + plane.basis.nbytes) / 2**20
    print(f"memory grew by {peak / 1024:.0f} MB at its peak, the plane is {own:.0f} MB of it")
    if source.read:
        largest = source.largest / 2**20
        print(f"{source.read / 1e9 / size:.1f} passes, at most {largest:.0f} MB read at a time")


if __name__ == "__main__":
    main()
