"""A small network trained by two optimizers, and both paths on the plane of their main directions.

python examples/network_landscape.py [FOLDER]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import torch
from torch import nn

import thalweg as tw
from thalweg.torch import Network, Recorder


def model() -> nn.Module:
    """The same weights each time."""
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 2)
    )


def scenes() -> dict[str, tw.Scene]:
    """Everything to draw, by name."""
    torch.manual_seed(1)
    x = torch.randn(200, 2)
    y = (x[:, 0] * x[:, 1] > 0).long()
    loss_fn = nn.CrossEntropyLoss()

    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("SGD", "Adam"):
            net = model()
            optimizer = (
                torch.optim.SGD(net.parameters(), lr=0.3, momentum=0.9)
                if name == "SGD"
                else torch.optim.Adam(net.parameters(), lr=0.03)
            )
            recorder = Recorder(net, Path(folder, f"{name}.zarr"), every=2, optimizer=optimizer)
            for _ in range(80):
                loss = loss_fn(net(x), y)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                recorder.step(loss=loss)
            runs.append(recorder.finish())

        # Whether a picture of a path can be trusted: how much of the motion the plane holds stands above it.
        network = Network(model(), loss_fn, (x, y), title="Four quadrants, two classes")
        plane = tw.Plane.pca(*runs)
        land = tw.landscape(network, plane=plane, runs=runs, grid=(41, 41), tolerance=0.05)
        # From the start to the end of one run, straight: what the path went around.
        first, last = (runs[1].dataset["theta"].values[0, k] for k in (0, -1))
        line = tw.landscape(network, plane=tw.Plane.through(first, last), grid=101)
        # One random plane is one draw: several beside each other tell what they have in common.
        draws = [
            tw.landscape(network, plane=tw.Plane.random(network, last, seed=seed), grid=(31, 31))
            for seed in range(3)
        ]

    return {
        "paths": tw.Scene(land, panels=["surface", "contour", "loss"]),
        "line": tw.Scene(line, panels="profile"),
        "draws": tw.Scene(draws),
    }


if __name__ == "__main__":
    folder = Path(*sys.argv[1:2] or ["pictures"])
    folder.mkdir(parents=True, exist_ok=True)
    for name, scene in scenes().items():
        tw.save(scene, folder / f"network_landscape_{name}.svg")
