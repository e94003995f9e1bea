"""Small trajectories and landscapes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import xarray as xr

from thalweg.data import Landscape, Trajectories
from thalweg.optim import SGD
from thalweg.problems import Formula


@pytest.fixture(scope="session")
def bowl() -> Formula:
    return Formula("x**2 + 10*y**2")


@pytest.fixture(scope="session")
def run_dataset() -> Callable[..., xr.Dataset]:
    """Make the dataset of three runs, the second of which diverges at step 2; or replace parts of it."""

    def make(**changes: Any) -> xr.Dataset:
        theta = np.arange(24.0).reshape(3, 4, 2)
        theta[1, 3] = np.nan
        parts: dict[str, Any] = {
            "theta": (("run", "step", "param"), theta),
            "loss": (("run", "step"), theta.sum(axis=2)),
            "gradient": (("run", "step", "param"), -theta),
            "momentum": (("run", "step", "param"), np.full((3, 4, 2), np.nan)),
            "step": ("step", [0, 1, 2, 3]),
            "param": ("param", ["x", "y"]),
            "optimizer": ("run", ["SGD", "SGD", "SGD"]),
            "label": ("run", ["SGD lr=0.1", "SGD lr=0.2", "SGD lr=0.3"]),
            "lr": ("run", [0.1, 0.2, 0.3]),
            "seed": ("run", [0, 0, 1]),
            "diverged_at": ("run", [-1, 2, -1]),
            **changes,
        }
        parts = {name: part for name, part in parts.items() if part is not None}
        coordinates = set(parts) & {
            "step",
            "param",
            "optimizer",
            "label",
            "lr",
            "seed",
            "diverged_at",
        }
        return xr.Dataset(parts).set_coords(coordinates)

    return make


@pytest.fixture(scope="session")
def runs(bowl: Formula, run_dataset: Callable[..., xr.Dataset]) -> Trajectories:
    return Trajectories(run_dataset(), bowl, (SGD(lr=0.1), SGD(lr=0.2), SGD(lr=0.3)))


@pytest.fixture(scope="session")
def grid_dataset() -> Callable[..., xr.Dataset]:
    """Make the dataset of a landscape of 2 × 3 points; or replace parts of it."""

    def make(**changes: Any) -> xr.Dataset:
        parts: dict[str, Any] = {
            "loss": (("x", "y"), [[np.nan, 3.0, np.inf], [-np.inf, 1.0, 0.5]]),
            "done": (("x", "y"), [[True, True, True], [True, True, False]]),
            "computed": (("x", "y"), np.ones((2, 3), dtype=bool)),
            "x": ("x", [-1.0, 1.0]),
            "y": ("y", [0.0, 0.25, 0.5]),
            **changes,
        }
        return xr.Dataset({name: part for name, part in parts.items() if part is not None})

    return make


@pytest.fixture(scope="session")
def land(bowl: Formula, grid_dataset: Callable[..., xr.Dataset]) -> Landscape:
    return Landscape(grid_dataset(), bowl)
