"""Small networks, and a slow and simple evaluation of their loss in double precision."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn

import thalweg as tw
from thalweg.torch import Network


def digits(count: int = 300) -> tuple[torch.Tensor, torch.Tensor]:
    images, labels = load_digits(return_X_y=True)
    return torch.tensor(images[:count] / 16, dtype=torch.float32), torch.tensor(labels[:count])


def mlp() -> nn.Module:
    return nn.Sequential(
        nn.Linear(64, 24), nn.ReLU(), nn.Linear(24, 16), nn.Tanh(), nn.Linear(16, 10)
    )


def cnn() -> nn.Module:
    model = nn.Sequential(
        nn.Unflatten(1, (1, 8, 8)),
        nn.Conv2d(1, 6, 3, padding=1),
        nn.BatchNorm2d(6),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(6, 8, 3, padding=1, bias=False),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(128, 10),
    )
    return trained_statistics(model)


class Block(nn.Module):
    def __init__(self, width: int, out: int, stride: int) -> None:
        super().__init__()
        self.one = nn.Conv2d(width, out, 3, stride, 1, bias=False)
        self.norm1, self.norm2 = nn.BatchNorm2d(out), nn.BatchNorm2d(out)
        self.two = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.skip = nn.Conv2d(width, out, 1, stride) if stride > 1 else nn.Identity()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = torch.relu(self.norm1(self.one(x)))
        return torch.relu(self.norm2(self.two(y)) + self.skip(x))


def resnet8() -> nn.Module:
    model = nn.Sequential(
        nn.Unflatten(1, (1, 8, 8)),
        nn.Conv2d(1, 4, 3, 1, 1, bias=False),
        nn.BatchNorm2d(4),
        nn.ReLU(inplace=True),
        Block(4, 4, 1),
        Block(4, 8, 2),
        Block(8, 16, 2),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(16, 10),
    )
    return trained_statistics(model)


class Transformer(nn.Module):
    """Each row of an image is a token."""

    def __init__(self) -> None:
        super().__init__()
        self.into = nn.Linear(8, 16)
        self.place = nn.Parameter(0.1 * torch.randn(8, 16))
        layer = nn.TransformerEncoderLayer(16, 2, 32, dropout=0.1, batch_first=True)
        self.body = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.out = nn.Linear(16, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.out(self.body(self.into(x.view(-1, 8, 8)) + self.place).mean(dim=1))


def trained_statistics(model: nn.Module) -> nn.Module:
    """Running statistics that are neither 0 nor 1."""
    images, _ = digits()
    with torch.no_grad():
        for _ in range(5):
            model.train()(images)
    return model


MODELS: dict[str, Callable[[], nn.Module]] = {
    "cnn": cnn,
    "mlp": mlp,
    "resnet8": resnet8,
    "transformer": Transformer,
}


def oracle(
    model: nn.Module,
    theta: np.ndarray,
    data: tuple[torch.Tensor, torch.Tensor],
    prepare: Callable[[nn.Module], object] | None = None,
) -> float:
    """The loss in double precision, with every parameter set by hand."""
    exact = copy.deepcopy(model).double().eval()
    offset = 0
    with torch.no_grad():
        for parameter in exact.parameters():
            part = theta[offset : offset + parameter.numel()]
            parameter.copy_(torch.tensor(part).view_as(parameter))
            offset += parameter.numel()
        assert offset == len(theta)
        if prepare is not None:
            prepare(exact)
            exact.eval()
        return float(nn.functional.cross_entropy(exact(data[0].double()), data[1]))


def small_landscape(**settings: Any) -> tw.Landscape:
    """The same each time, of a network that is evaluated point by point."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv1d(1, 4, 3), nn.Tanh(), nn.Flatten(), nn.Linear(24, 3))
    data = torch.randn(150, 1, 8), torch.randint(0, 3, (150,))
    # Too small a budget for several points at once.
    network = Network(model, nn.CrossEntropyLoss(), data, metrics=["accuracy"], budget=20_000)
    plane = tw.Plane.random(network, normalize=None)
    return tw.landscape(network, plane=plane, grid=(33, 25), tolerance=1e-4, **settings)
