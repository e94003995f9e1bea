"""How a landscape's time falls with the number of workers: with processes here, and simulated beyond.

    python benchmarks/scaling.py

Measured: a network on 1 and 2 processes with one thread each, in turns, the shortest times of several. Simulated:
threads that wait as long as a point takes instead of computing it, so that as many as wanted fit on one machine.
Handing over, keeping and writing to the store are the real ones there; what travels to other machines is not in it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

import thalweg as tw
from thalweg.problems.base import OnPlane
from thalweg.problems.blackbox import BlackBox


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
    torch.set_num_threads(1)
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


def ready(_: int) -> None:
    """Import what a worker needs, and wait until the others have a turn as well."""
    import thalweg.torch  # noqa: F401

    time.sleep(0.5)


def measured(grid: int, repeats: int) -> dict[int, float]:
    """Seconds with 1 and 2 processes."""
    problem = network()
    plane = tw.Plane.random(problem, seed=0)
    best = {1: np.inf, 2: np.inf}
    context = multiprocessing.get_context("spawn")
    for _ in range(repeats):
        for count in (1, 2):
            with ProcessPoolExecutor(count, context) as pool:
                list(pool.map(ready, range(count)))
                begin = time.perf_counter()
                tw.landscape(problem, plane=plane, grid=grid, executor=pool)
                best[count] = min(best[count], time.perf_counter() - begin)
    return best


def simulated(counts: list[int], seconds: float, grid: int) -> dict[int, float]:
    """Seconds with threads that wait, the store being written."""
    found = {}
    plane = tw.Plane([0, 0], [[1, 0], [0, 1]])
    for count in counts:
        with ThreadPoolExecutor(count) as pool, tempfile.TemporaryDirectory() as folder:
            begin = time.perf_counter()
            tw.landscape(
                Slow(seconds),
                plane=plane,
                grid=grid,
                executor=pool,
                store=Path(folder, "land.zarr"),
            )
            found[count] = time.perf_counter() - begin
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--grid", type=int, default=21, help="of the network")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--points", type=int, default=129, help="along each axis, simulated")
    parser.add_argument("--seconds", type=float, default=0.05, help="a point, simulated")
    given = parser.parse_args()
    best = measured(given.grid, given.repeats)
    print(
        f"measured, {given.grid} × {given.grid} points of a convolutional network, one thread a process"
    )
    for count, took in best.items():
        print(f"  {count} process{'es' * (count > 1)}: {took:6.2f} s, × {best[1] / took:.2f}")
    ideal = given.points**2 * given.seconds
    print(
        f"simulated, {given.points} × {given.points} points of {1e3 * given.seconds:g} ms, {ideal:.0f} s of work"
    )
    for count, took in simulated([8, 32, 128, 512], given.seconds, given.points).items():
        share = ideal / count / took
        print(
            f"  {count:4} workers: {took:6.2f} s, × {ideal / took:.0f}, {100 * share:.0f} % of them busy"
        )


if __name__ == "__main__":
    main()
