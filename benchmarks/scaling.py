"""How a landscape's time falls with the number of workers: with processes here, and simulated beyond.

Measured: a network on 1 and 2 processes with one thread each, in turns, the shortest times of several. Simulated:
threads that wait as long as a point takes instead of computing it, so that as many as wanted fit on one machine; each
has as much to do, however many there are. Handing over, keeping and writing to the store are the real ones there; what
travels to other machines is not in it.
"""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

import thalweg as tw
from thalweg.problems.base import OnPlane
from thalweg.problems.blackbox import BlackBox
from timing import Row

#: Points along each axis of the network's landscape, and how often it is computed.
GRID, REPEATS = 41, 2

#: Seconds of a simulated point, and of each worker's work.
POINT, WORK = 0.05, 10.0

WORKERS = (8, 32, 128, 512)


class Waiting(OnPlane):
    """Takes its time for each point, and computes nothing."""

    tile = 8
    seconds = 0.0

    def table(self, coordinates: Any) -> np.ndarray:
        time.sleep(self.seconds * len(coordinates))
        return np.zeros((len(coordinates), 1))


class Slow(BlackBox):
    """A function of which each point takes a while."""

    def __init__(self, seconds: float) -> None:
        super().__init__(lambda x, y: x + y, ("x", "y"))
        self.seconds = seconds

    def on_plane(self, plane: Any, settings: Any = None, points: int | None = None) -> OnPlane:
        found = Waiting(self, plane)
        found.seconds = self.seconds
        return found


def network() -> Any:
    """A small convolutional network on scikit-learn's digits."""
    import torch
    from sklearn.datasets import load_digits

    from thalweg.torch import Network

    torch.manual_seed(0)
    images, labels = load_digits(return_X_y=True)
    x = torch.tensor(images / 16, dtype=torch.float32).reshape(-1, 1, 8, 8)
    model = torch.nn.Sequential(
        torch.nn.Conv2d(1, 16, 3, padding=1),
        torch.nn.ReLU(),
        torch.nn.Conv2d(16, 16, 3, padding=1),
        torch.nn.ReLU(),
        torch.nn.Flatten(),
        torch.nn.Linear(1024, 10),
    )
    return Network(model, torch.nn.CrossEntropyLoss(), (x, torch.tensor(labels)))


def one_thread() -> None:
    """Import what a worker needs, and let it use one thread."""
    import torch

    import thalweg.torch  # noqa: F401

    torch.set_num_threads(1)


def ready(_: int) -> None:
    """Wait until the other workers have a turn as well."""
    time.sleep(0.5)


def measured() -> dict[int, float]:
    """Seconds with 1 and 2 processes."""
    problem = network()
    plane = tw.Plane.random(problem, seed=0)
    best = {1: np.inf, 2: np.inf}
    context = multiprocessing.get_context("spawn")
    for _ in range(REPEATS):
        for count in (1, 2):
            with ProcessPoolExecutor(count, context, one_thread) as pool:
                list(pool.map(ready, range(count)))
                begin = time.perf_counter()
                tw.landscape(problem, plane=plane, grid=GRID, executor=pool)
                best[count] = min(best[count], time.perf_counter() - begin)
    return best


def simulated(count: int) -> tuple[float, float]:
    """Seconds with threads that wait, the store being written, and what they would be if nothing else took time."""
    plane = tw.Plane([0, 0], [[1, 0], [0, 1]])
    side = round((WORK / POINT * count) ** 0.5)
    with ThreadPoolExecutor(count) as pool, tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "land.zarr")
        begin = time.perf_counter()
        tw.landscape(Slow(POINT), plane=plane, grid=side, executor=pool, store=store)
        return time.perf_counter() - begin, side**2 * POINT / count


def rows() -> Iterator[Row]:
    best = measured()
    yield Row("2 processes", best[2], best[1], best[1] / best[2], ">= 1.5", peer="1 process")
    for count in WORKERS:
        took, ideal = simulated(count)
        note = f"simulated: they wait {1e3 * POINT:g} ms a point"
        peer = "their waiting alone"
        yield Row(f"{count} workers", took, ideal, ideal / took, ">= 0.8", note, peer)
