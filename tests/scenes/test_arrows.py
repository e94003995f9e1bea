from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

import thalweg as tw
from render import samples
from thalweg.errors import ArgumentError
from thalweg.scenes import Scene
from thalweg.scenes.arrows import LENGTHS, Arrows, lengths
from thalweg.scenes.contour import Contour


def drawn(scene: Scene) -> tuple[Contour, Arrows]:
    (found,) = [picture for picture in scene.pictures if isinstance(picture, Contour)]
    assert found.arrows is not None
    return found, found.arrows


def test_no_arrows_unless_asked_for() -> None:
    (found,) = Scene(samples.bowl(), panels="contour").pictures
    assert isinstance(found, Contour)
    assert found.arrows is None


def test_arrows_point_down_the_slope() -> None:
    picture, found = drawn(Scene(samples.bowl(), panels="contour", gradient=True))
    descent = -samples.bowl().problem.gradient(found.at)
    cross = descent[:, 0] * found.reach[:, 1] - descent[:, 1] * found.reach[:, 0]
    size = np.hypot(*descent.T) * np.hypot(*found.reach.T)
    np.testing.assert_allclose(cross / size, 0, atol=1e-12)
    assert np.all(np.sum(descent * found.reach, axis=1) > 0)
    assert ("arrows", "−gradient, length not to scale") in picture.marks
    assert f"{len(found)} arrows point along minus the gradient." in picture.words
    assert 100 <= len(found) <= 169


def test_arrows_stay_in_their_cells_and_in_the_view() -> None:
    picture, found = drawn(Scene(samples.fitted(), panels="contour", gradient=True))
    xs, ys = (np.unique(found.at[:, k]) for k in (0, 1))
    cell = np.array([xs[1] - xs[0], ys[1] - ys[0]])
    length = np.hypot(*(found.reach / cell).T)
    assert length.min() >= LENGTHS[0] - 1e-9
    assert length.max() <= LENGTHS[1] + 1e-9
    for side in (-0.5, 0.5):
        x, y = (found.at + side * found.reach).T
        assert np.all((x > picture.x.limits[0]) & (x < picture.x.limits[1]))
        assert np.all((y > picture.y.limits[0]) & (y < picture.y.limits[1]))


def test_no_arrow_where_there_is_no_slope_or_no_loss() -> None:
    runs, land = samples.wall()
    _, found = drawn(Scene(runs, land, gradient=True))
    assert np.all((found.at[:, 0] > 0) & (found.at[:, 0] < 4))
    problem = tw.Formula("relu(x)**2 + relu(y)**2")
    _, flat = drawn(Scene(None, tw.landscape(problem, x=(-1, 1), y=(-1, 1)), gradient=True))
    assert np.all((flat.at > 0).any(axis=1))
    constant = tw.landscape(tw.Formula("0*x + 0*y + 1"), x=(-1, 1), y=(-1, 1), grid=(5, 5))
    _, none = drawn(Scene(None, constant, gradient=True))
    assert len(none) == 0


def test_arrows_on_a_cut_lie_in_it() -> None:
    runs = samples.plane()
    land = tw.landscape(runs, v=(-1, 1), u=(-1, 1), grid=(11, 11))
    _, found = drawn(Scene(runs, land, gradient=True))
    params = runs.problem.params
    theta = np.tile(runs.final.values[0], (len(found), 1))
    theta[:, [params.index("v"), params.index("u")]] = found.at
    slope = runs.problem.gradient(theta)[:, [params.index("v"), params.index("u")]]
    assert np.all(np.sum(slope * found.reach, axis=1) < 0)


@given(st.lists(st.floats(1e-200, 1e200), min_size=1, max_size=30))
def test_longer_arrows_for_steeper_slopes(sizes: list[float]) -> None:
    found = lengths(np.sort(sizes))
    assert np.all(np.diff(found) >= -1e-12)
    assert np.all((found >= LENGTHS[0] - 1e-12) & (found <= LENGTHS[1] + 1e-12))


def test_refusals() -> None:
    with pytest.raises(ArgumentError) as caught:
        Scene(samples.bowl(), panels="loss", gradient=True)
    assert str(caught.value) == (
        "gradient=True draws arrows on the contour panel; the panels of this scene are loss"
    )
    land = tw.landscape(tw.Formula("x**2 + y**2"), x=(-1, 1), y=(-1, 1), grid=(5, 5))
    renamed = type(land)(land.dataset.rename(x="alpha", y="beta"), land.problem, {})
    with pytest.raises(ArgumentError) as caught:
        Scene(None, renamed, gradient=True)
    assert str(caught.value) == (
        "gradient arrows need a landscape over parameters; this one goes over alpha and beta: "
        "leave out gradient=True"
    )


def test_arrows_stay_with_the_contour() -> None:
    scene = Scene(samples.bowl(), gradient=True)
    assert scene.replaced("contour").gradient
    assert not scene.replaced(["loss"]).gradient
