from __future__ import annotations

import math

import pytest

import thalweg as tw
from render import samples
from thalweg.scenes import Scene
from thalweg.scenes.contour import Contour
from thalweg.scenes.text import spoken


def test_alt_text_is_made_from_the_values() -> None:
    runs = tw.descend(tw.Formula("x**2 + 10*y**2"), tw.SGD(lr=0.05), start=[-1.8, 0.6], steps=20)
    x = -1.8 * 0.9**20
    scene = Scene(runs)
    contour = scene.pictures[0]
    assert isinstance(contour, Contour)
    (x0, x1), (y0, y1) = contour.x.limits, contour.y.limits
    assert scene.alt == (
        f"x**2 + 10*y**2. Contours of the loss over x from {x0:.3g} to {x1:.3g} and y from "
        f"{y0:.3g} to {y1:.3g}; there it goes from {spoken(scene.ground.loss.min())} to "
        f"{scene.ground.loss.max():.3g}. Minimum at (0, 0). Curves of the loss against the "
        f"step, on a log axis. SGD lr=0.05 starts at (-1.8, 0.6) with loss 6.84 and ends after "
        f"20 steps at ({x:.3g}, 0) with loss {x * x:.3g}."
    )


def test_alt_text_tells_of_divergence() -> None:
    alt = Scene(samples.diverged()).alt
    assert "SGD lr=0.5 leaves the view at step 1 with loss 292." in alt
    assert "SGD lr=0.5 starts at (-1.8, 0.6) with loss 6.84 and diverges at step 4" in alt


def test_alt_text_of_many_runs_sums_up() -> None:
    alt = Scene(samples.rates()).alt
    assert "40 runs of up to 50 steps." in alt
    assert "1 of the runs diverged." in alt
    assert "2 paths leave the view." in alt
    losses = samples.rates().dataset["loss"].values
    best = min(v for v in losses[:, -1].tolist() if math.isfinite(v))
    assert f"The lowest loss at the end is {best:.3g}".replace("e-0", "e-") in alt


def test_alt_text_of_a_fit() -> None:
    alt = Scene(samples.fitted()).alt
    assert "30 points of growth (cm) against rain (mm), fitted by growth (cm) = 1.2" in alt


def test_alt_text_of_other_things() -> None:
    assert "4 known minima are marked" not in samples.scenes()["landscape"].alt
    assert "Minima at (3, 2)" in samples.scenes()["landscape"].alt
    assert "Curve of the loss along x" in Scene(samples.quartic()).alt


def chain(axes: int, *seeds: int) -> list[tw.Landscape]:
    """A run to the origin, on random planes through it."""
    bowl = tw.Formula("x**2 + 10*y**2 + 3*z**2")
    runs = tw.descend(bowl, tw.SGD(lr=0.05), start=[1, 1, 1], steps=10)
    planes = [
        tw.Plane.random(bowl, [0, 0, 0], seed=seed, normalize=None, axes=axes) for seed in seeds
    ]
    span = [(-1, 1)] * axes
    return [tw.landscape(bowl, plane=plane, span=span, grid=5, runs=runs) for plane in planes]


def place(land: tw.Landscape, step: int) -> str:
    assert land.paths is not None
    *coordinates, away = land.paths.dataset["theta"].values[0, step].tolist()
    where = ", ".join(map(spoken, coordinates))
    where = f"({where})" if len(coordinates) > 1 else where
    return f"{where}, {spoken(away)} off the {'plane' if len(coordinates) > 1 else 'line'}"


@pytest.mark.parametrize("axes", [1, 2])
def test_on_a_plane_the_distance_from_it_is_told_apart(axes: int) -> None:
    (land,) = chain(axes, 0)
    assert (
        f"SGD lr=0.05 starts at {place(land, 0)}, with loss 14 and ends after 10 steps at {place(land, 10)}, "
        "with loss 0.124."
    ) in Scene(None, land).alt


def test_what_rounding_leaves_of_a_place_on_a_plane_is_zero() -> None:
    bowl = tw.Formula("x**2 + 10*y**2 + 3*z**2")
    runs = tw.descend(bowl, tw.SGD(lr=0.05), start=[0.3, 0.6, 0], steps=3)
    plane = tw.Plane.through([0, 0, 0], [0.1, 0.2, 0], runs.final.values[0])
    land = tw.landscape(bowl, plane=plane, grid=5, runs=runs)
    assert land.paths is not None
    assert 0 < abs(land.paths.dataset["theta"].values[0]).min() < 1e-14
    assert "starts at (3, 0) with loss" in Scene(None, land).alt
    assert "at (0, 1) with loss" in Scene(None, land).alt


def test_each_of_several_planes_has_its_coordinates() -> None:
    lands = chain(2, 0, 1)
    ways = [f"from {place(land, 0)}, to {place(land, 10)}" for land in lands]
    assert Scene(None, lands).alt.endswith(
        "SGD lr=0.05 starts with loss 14 and ends after 10 steps with loss 0.124. "
        f"It goes {ways[0]} (seed 0) and {ways[1]} (seed 1)."
    )
