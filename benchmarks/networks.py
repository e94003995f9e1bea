"""Landscapes of PyTorch networks against a plain loop and other tools, and what recording a training costs.

Interleaved in one process, minima compared. The other tools are benchmark dependencies only.
"""

from __future__ import annotations

import copy
import importlib.util
import itertools
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

import thalweg as tw
from thalweg.torch import Network, Recorder
from timing import Row, interleaved

Calls: TypeAlias = Mapping[str, Callable[[], Any]]

GRID = 41
LOSS = nn.CrossEntropyLoss()

#: What a row calls those that it compares with.
PEERS = {
    "plain": "a plain loop",
    "products": "its matrix products alone",
    **{name: name for name in ("loss-landscapes", "loss-landscape-3d", "losscape")},
}


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


def loss_landscapes(model: nn.Module, data: tuple[torch.Tensor, torch.Tensor]) -> Calls:
    """loss-landscapes, where it is installed: its own random plane over as many points."""
    if importlib.util.find_spec("loss_landscapes") is None:
        return {}
    import loss_landscapes as tool
    from loss_landscapes import metrics

    metric = metrics.Loss(LOSS, *data)

    def run() -> None:
        with torch.no_grad():
            tool.random_plane(
                model, metric, distance=1, steps=GRID, normalization="filter", deepcopy_model=True
            )

    return {"loss-landscapes": run}


def loader_tools(model: nn.Module, loader: Any, grid: int) -> Calls:
    """loss-landscape-3d and losscape, where they are installed, without what they print and draw."""
    found: dict[str, Callable[[], Any]] = {}
    along = np.linspace(-1, 1, grid)
    model = copy.deepcopy(model).eval()
    if importlib.util.find_spec("loss_landscape_3d") is not None:
        from loss_landscape_3d import LossLandscapeCalculator, generate_random_directions

        directions = generate_random_directions(model)
        center = copy.deepcopy(model.state_dict())
        calculator = LossLandscapeCalculator(model, loader, LOSS, device="cpu")
        found["loss-landscape-3d"] = lambda: calculator.calculate(along, along, *directions, center)
    if importlib.util.find_spec("losscape") is not None:
        from losscape.compute_loss import compute_loss
        from losscape.create_directions import create_random_directions
        from losscape.create_landscape import _set_weights

        vectors = create_random_directions(model)
        weights = [p.data for p in model.parameters()]

        def losscape() -> None:
            for x, y in itertools.product(along, along):
                _set_weights(model, weights, vectors, np.array([x, y]))
                compute_loss(model, loader, None, LOSS, len(loader))

        found["losscape"] = losscape
    return found


def sgemm_floor(count: int = 1797) -> Callable[[], None]:
    """The matrix products of the MLP alone, for all points."""
    shapes = [(64, 128), (128, 128), (128, 10)]
    pairs = [(torch.randn(count, k), torch.randn(k, n), torch.empty(count, n)) for k, n in shapes]

    def products() -> None:
        for _ in range(GRID**2):
            for a, b, out in pairs:
                torch.mm(a, b, out=out)

    return products


def rows() -> Iterator[Row]:
    torch.set_num_threads(2)
    yield from exact()
    yield from loader()
    yield from small()
    yield convolutions()
    yield recorder()
    yield from memory()
    yield components()


def exact() -> Iterator[Row]:
    """Digits MLP 64-128-128-10, 41 x 41 points, all 1,797 samples."""
    data, model = digits(), mlp()
    network = Network(model, LOSS, data)
    plane = tw.Plane.random(network)
    took = interleaved(
        {
            "exact": lambda: tw.landscape(network, plane=plane, grid=GRID),
            "rough": lambda: tw.landscape(network, plane=plane, grid=GRID, tolerance=0.01),
            "products": sgemm_floor(),
            "plain": lambda: plain_loop(model, plane, [data]),
            **loss_landscapes(model, data),
        },
        7,
    )
    ours, rough = took.pop("exact"), took.pop("rough")
    for name, bound in (
        ("plain", "<= 1"),
        ("products", "<= 2"),
        ("loss-landscapes", "<= 0.75"),
    ):
        if name in took:
            yield Row(
                "digits MLP, exact", ours, took[name], ours / took[name], bound, "", PEERS[name]
            )
    yield Row(
        "digits MLP, tolerance 1 %", rough, ours, rough / ours, "<= 0.25", "", "our exact one"
    )


def loader(grid: int = 21) -> Iterator[Row]:
    """The same network, with its data in a DataLoader."""
    model = mlp()
    given = DataLoader(TensorDataset(*digits()), batch_size=128)
    plane = tw.Plane.random(Network(model, LOSS, given))
    took = interleaved(
        {
            "ours": lambda: tw.landscape(Network(model, LOSS, given), plane=plane, grid=grid),
            "plain": lambda: plain_loop(model, plane, given, grid),
            **loader_tools(model, given, grid),
        },
        2,
        times=2,
    )
    ours = took.pop("ours")
    for name, theirs in took.items():
        what = f"DataLoader, {grid} × {grid}"
        yield Row(what, ours, theirs, theirs / ours, ">= 10", "", PEERS[name])


def small() -> Iterator[Row]:
    """A tiny MLP 2-16-16-2 on 200 points."""
    torch.manual_seed(1)
    data = torch.randn(200, 2), torch.randint(0, 2, (200,))
    network = Network(tiny(), LOSS, data)
    plane = tw.Plane.random(network)
    took = interleaved(
        {
            "ours": lambda: tw.landscape(network, plane=plane, grid=GRID),
            "plain": lambda: plain_loop(network.model, plane, [data]),
            **loss_landscapes(network.model, data),
        },
        7,
        times=5,
    )
    ours = took.pop("ours")
    for name, theirs in took.items():
        yield Row("tiny MLP", ours, theirs, ours / theirs, "<= 0.3", "", PEERS[name])


def convolutions(grid: int = 11) -> Row:
    data, model = digits(), cnn()
    images = data[0][:500], data[1][:500]
    network = Network(model, LOSS, images)
    plane = tw.Plane.random(network)
    took = interleaved(
        {
            "ours": lambda: tw.landscape(network, plane=plane, grid=grid),
            "plain": lambda: plain_loop(model, plane, [images], grid),
        },
        15,
    )
    ratio = took["ours"] / took["plain"]
    what = f"CNN, {grid} × {grid}"
    return Row(what, took["ours"], took["plain"], ratio, "<= 1", "", PEERS["plain"])


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

    with (
        tempfile.TemporaryDirectory() as folder,
        Recorder(model, Path(folder, "run.zarr"), every=10) as recording,
    ):
        took = interleaved({"ours": lambda: train(recording), "plain": train}, 15)
    ratio = took["ours"] / took["plain"]
    what = "60 steps with a Recorder, every=10"
    return Row(what, took["ours"], took["plain"], ratio, "<= 1.05", "", "60 steps without")


PEAK = """
def peak():
    # ru_maxrss would hold the parent's peak as well, which Linux keeps across exec.
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
"""

LAND = """
import sys, torch, thalweg as tw
from networks import GRID, LOSS, cnn, digits, mlp, plain_loop
from thalweg.torch import Network
data = digits()
model = mlp() if sys.argv[2] == "mlp" else cnn()
network = Network(model, LOSS, data)
plane = tw.Plane.random(network)
if sys.argv[1] == "ours":
    tw.landscape(network, plane=plane, grid=11)
else:
    plain_loop(model, plane, [data], 11)
print(peak())
"""


def child(code: str, *arguments: str) -> list[float]:
    """The numbers that a process of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK + code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent,
    )
    return [float(word) for word in done.stdout.split()]


def memory() -> Iterator[Row]:
    """Peak memory of a landscape beside that of a plain loop; the budget is not used up."""
    for name in ("mlp", "cnn"):
        (ours,), (plain,) = (child(LAND, who, name) for who in ("ours", "plain"))
        note = f"{ours:.0f} MB, a plain loop {plain:.0f} MB; 1,024 is its budget"
        what = f"peak memory, {name.upper()}"
        yield Row(what, ours, plain, ours - plain, "<= 1024", note, "", "MB more")


PCA = """
import sys, time, torch
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
print(time.perf_counter() - begin, peak())
"""


def components() -> Row:
    """Peak memory of a process that records 200 snapshots of 10 million parameters and finds their plane."""
    with tempfile.TemporaryDirectory() as folder:
        seconds, peak = child(PCA, str(Path(folder, "run.zarr")))
    name = "peak memory, PCA plane of 200 × 10 M parameters"
    return Row(name, seconds, 0.0, peak, "<= 1000", f"in {seconds:.1f} s", "", "MB")
