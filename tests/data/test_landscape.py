"""Landscapes: what they promise, and what a dataset of another form is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import xarray as xr

from thalweg.data import Landscape
from thalweg.errors import ArgumentError
from thalweg.problems import Formula

Make = Callable[..., xr.Dataset]


def test_properties(land: Landscape):
    assert land.axes == ("x", "y")
    assert land.loss.shape == (2, 3)
    assert dict(land.fixed) == {}


def test_the_minimum_is_finite_and_done(land: Landscape, bowl: Formula, grid_dataset: Make):
    # -inf is not finite, 0.5 is not done.
    assert land.minimum == ({"x": 1.0, "y": 0.25}, 1.0)
    none = grid_dataset(loss=(("x", "y"), np.full((2, 3), np.nan)))
    assert Landscape(none, bowl).minimum is None


def test_one_axis_and_a_fixed_parameter(bowl: Formula, grid_dataset: Make):
    line = grid_dataset().isel(x=1, drop=True)
    land = Landscape(line, bowl, {"x": 1})
    assert land.axes == ("y",)
    assert land.fixed["x"] == 1.0
    assert land.minimum == ({"y": 0.25}, 1.0)
    assert land != Landscape(line, bowl, {"x": 2})
    with pytest.raises(TypeError):
        land.fixed["x"] = 3  # pyright: ignore[reportIndexIssue]


def test_a_plane(bowl: Formula, grid_dataset: Make):
    plane = Landscape(grid_dataset().rename(x="alpha", y="beta"), bowl)
    assert plane.axes == ("alpha", "beta")


def test_equality(land: Landscape, bowl: Formula, grid_dataset: Make):
    assert land == Landscape(grid_dataset(), bowl)
    assert land != Landscape(grid_dataset().transpose(), bowl)
    assert land != Landscape(grid_dataset(), Formula("x**2 + 11*y**2"))
    assert land != Landscape(grid_dataset(x=("x", [0.0, 1.0])), bowl)
    assert land != "land"
    with pytest.raises(TypeError, match="unhashable"):
        hash(land)


def test_repr(land: Landscape, bowl: Formula, grid_dataset: Make):
    assert repr(land) == (
        f"Landscape of {bowl.title}: 2 x × 3 y, 5 of 6 done, lowest 1 at x=1, y=0.25"
    )
    none = grid_dataset(
        loss=(("x", "y"), np.full((2, 3), np.nan)), done=(("x", "y"), np.ones((2, 3), dtype=bool))
    )
    assert repr(Landscape(none, bowl)) == (f"Landscape of {bowl.title}: 2 x × 3 y, no finite loss")


@pytest.mark.parametrize(
    ("changes", "fixed", "expected"),
    [
        (
            {"loss": None},
            {},
            'landscapes need a variable "loss" over their axes; there is none',
        ),
        (
            {"loss": ((), 1.0)},
            {},
            "landscapes have one or two axes, not 0",
        ),
        (
            {"done": None},
            {},
            'landscapes need a variable "done" of dimensions (x, y); there is none',
        ),
        (
            {"done": (("x", "y"), np.ones((2, 3)))},
            {},
            'landscapes need a variable "done" of dimensions (x, y) and type bool;'
            " its type is float64",
        ),
        (
            {"computed": (("y", "x"), np.ones((3, 2), dtype=bool))},
            {},
            'landscapes need a variable "computed" of dimensions (x, y); it has (y, x)',
        ),
        ({"x": None}, {}, 'landscapes need a variable "x" of dimensions (x); there is none'),
        ({"x": ("x", [1.0, 1.0])}, {}, 'the coordinates of axis "x" must be finite and rise'),
        ({"x": ("x", [1.0, np.inf])}, {}, 'the coordinates of axis "x" must be finite and rise'),
        (
            {},
            {"x": 1.0},
            "fixed must give a value to each parameter that is no axis, [], not to ['x']",
        ),
    ],
)
def test_bad_datasets(
    bowl: Formula,
    grid_dataset: Make,
    changes: dict[str, Any],
    fixed: dict[str, float],
    expected: str,
):
    with pytest.raises(ArgumentError) as raised:
        Landscape(grid_dataset(**changes), bowl, fixed)
    assert str(raised.value) == expected


def test_every_other_parameter_is_fixed(bowl: Formula, grid_dataset: Make):
    with pytest.raises(ArgumentError) as raised:
        Landscape(grid_dataset().isel(x=1, drop=True), bowl)
    assert str(raised.value) == (
        "fixed must give a value to each parameter that is no axis, ['x'], not to []"
    )
