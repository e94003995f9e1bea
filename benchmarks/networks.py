"""Landscapes of PyTorch networks against a plain loop and other tools, and what recording a training costs.

Interleaved in one process, minima compared. The other tools are benchmark dependencies only.
"""

from __future__ import annotations

import copy
import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

import thalweg as tw
from thalweg.torch import Network, Recorder
from timing import Row, best

GRID = 41
LOSS = nn.CrossEntropyLoss()


def digits() -> tuple[torch.Tensor, torch.Tensor]:
    images, labels = load_digits(return_X_y=True)
    return torch.tensor(images / 16, dtype=torch.float32), torch.tensor(labels)


def mlp() -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, 10)
    )


def tiny() -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 2)
    )


def cnn() -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Unflatten(1, (1, 8, 8)),
        nn.Conv2d(1, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Conv2d(16, 16, 3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(1024, 10),
    )


def plain_loop(model: nn.Module, plane: tw.Plane, batches: Any, grid: int = GRID) -> None:
    """What one writes without a library: set the parameters, one pass, next point."""
    model = copy.deepcopy(model).eval()
    origin, a, b = (torch.tensor(v).float() for v in (plane.origin, *plane.basis))
    with torch.no_grad():
        for alpha in torch.linspace(-1, 1, grid):
            for beta in torch.linspace(-1, 1, grid):
                nn.utils.vector_to_parameters(origin + alpha * a + beta * b, model.parameters())
                total = count = 0.0
                for x, y in batches:
                    total += len(y) * float(LOSS(model(x), y))
                    count += len(y)


def peer(model: nn.Module, data: tuple[torch.Tensor, torch.Tensor]) -> Callable[[], Any] | None:
    """loss-landscapes, where it is installed: its own random plane over as many points."""
    if importlib.util.find_spec("loss_landscapes") is None:
        return None
    import loss_landscapes
    from loss_landscapes import metrics

    metric = metrics.Loss(LOSS, *data)

    def run() -> None:
        with torch.no_grad():
            loss_landscapes.random_plane(
                model, metric, distance=1, steps=GRID, normalization="filter", deepcopy_model=True
            )

    return run


def sgemm_floor(count: int = 1797) -> float:
    """Seconds that the matrix products of the MLP alone take, for all points."""
    shapes = [(64, 128), (128, 128), (128, 10)]
    pairs = [(torch.randn(count, k), torch.randn(k, n), torch.empty(count, n)) for k, n in shapes]

    def once() -> None:
        for _ in range(20):
            for a, b, out in pairs:
                torch.mm(a, b, out=out)

    return best(once, 5) / 20 * GRID**2


def rows() -> Iterator[Row]:
    data = digits()
    model = mlp()
    network = Network(model, LOSS, data)
    plane = tw.Plane.random(network)
    exact = best(lambda: tw.landscape(network, plane=plane, grid=GRID))
    loop = best(lambda: plain_loop(model, plane, [data]))
    yield Row("digits MLP, exact, against a plain loop", exact, loop, exact / loop, "<= 1")
    floor = sgemm_floor()
    yield Row("digits MLP, exact, against its matrix products", exact, floor, exact / floor, "<= 2")
    other = peer(model, data)
    if other is not None:
        theirs = best(other)
        yield Row(
            "digits MLP, exact, against loss-landscapes", exact, theirs, exact / theirs, "<= 0.75"
        )
    rough = best(lambda: tw.landscape(network, plane=plane, grid=GRID, tolerance=0.01))
    yield Row("digits MLP, tolerance 1 %, against exact", rough, exact, rough / exact, "<= 0.35")
    loader = DataLoader(TensorDataset(*data), batch_size=128)
    ours = best(lambda: tw.landscape(Network(model, LOSS, loader), plane=plane, grid=11), 2)
    slow = best(lambda: plain_loop(model, plane, loader, 11), 2)
    yield Row("digits MLP from a DataLoader, 11 x 11", ours, slow, slow / ours, ">= 10")
    small = torch.randn(200, 2), torch.randint(0, 2, (200,))
    few = Network(tiny(), LOSS, small)
    cut = tw.Plane.random(few)
    ours = best(lambda: tw.landscape(few, plane=cut, grid=GRID))
    slow = best(lambda: plain_loop(few.model, cut, [small]))
    yield Row("tiny MLP, against a plain loop", ours, slow, ours / slow, "<= 0.3")
    images = data[0][:500], data[1][:500]
    conv = Network(cnn(), LOSS, images)
    cut = tw.Plane.random(conv)
    ours = best(lambda: tw.landscape(conv, plane=cut, grid=11), 2)
    slow = best(lambda: plain_loop(conv.model, cut, [images], 11), 2)
    yield Row("CNN on digits, against a plain loop, 11 x 11", ours, slow, ours / slow, "<= 1")
    yield recorder()
    yield memory()


def recorder() -> Row:
    """What a Recorder adds to a step of a model of 1 million parameters."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(512, 1024), nn.ReLU(), nn.Linear(1024, 512))
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)
    x, y = torch.randn(256, 512), torch.randn(256, 512)

    def train(recorder: Recorder | None = None) -> None:
        for _ in range(60):
            loss = nn.functional.mse_loss(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            if recorder is not None:
                recorder.step(loss=loss)

    with tempfile.TemporaryDirectory() as folder:
        with Recorder(model, Path(folder, "run.zarr"), every=10) as recording:
            ours = best(lambda: train(recording))
        plain = best(train)
    return Row("a training step with a Recorder, every=10", ours, plain, ours / plain, "<= 1.05")


PCA = """
import resource, sys, numpy as np, torch, zarr, xarray, time
import thalweg as tw
from thalweg.torch import Recorder
model = torch.nn.Linear(3162, 3162)
recorder = Recorder(model, sys.argv[1], every=1)
for _ in range(199):
    with torch.no_grad():
        model.weight.add_(1e-3 * torch.randn(()) * torch.ones_like(model.weight).cumsum(1) / 3162)
        model.bias.add_(1e-3 * torch.randn_like(model.bias))
    recorder.step()
runs = recorder.finish()
begin = time.perf_counter()
tw.Plane.pca(runs)
print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def memory() -> Row:
    """Peak memory of a process that records 200 snapshots of 10 million parameters and finds their plane."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", PCA, str(Path(folder, "run.zarr"))],
            capture_output=True,
            text=True,
            check=True,
        )
    seconds, peak = map(float, done.stdout.split())
    note = f"peak {peak:.0f} MB"
    return Row("PCA plane of 200 x 10 M parameters, MB", seconds, 0.0, peak, "<= 1000", note)
