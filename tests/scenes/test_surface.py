from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

import thalweg as tw
from render import samples
from thalweg.errors import ArgumentError
from thalweg.scenes import Scene
from thalweg.scenes.contour import Contour
from thalweg.scenes.plane_fit import PlaneFit
from thalweg.scenes.relief import Relief, lines_over
from thalweg.scenes.surface import Surface, fractions
from thalweg.scenes.turn import AZIMUTHS, Camera, turn, turn_aslant


def surface(scene: Scene) -> Surface:
    (found,) = [each for each in scene.pictures if isinstance(each, Surface)]
    return found


def hill(height: float = 1.0) -> Relief:
    """A ridge across the middle of flat ground."""
    side = np.linspace(0, 1, 41)
    ridge = np.where(np.abs(side - 0.5) < 0.11, height, 0.0)
    return Relief(side, side, np.tile(ridge, (41, 1)))


def test_the_surface_is_the_contours_loss() -> None:
    found = surface(Scene(samples.bowl(), panels="surface"))
    (flat,) = Scene(samples.bowl(), panels="contour").pictures
    assert isinstance(flat, Contour)
    np.testing.assert_array_equal(found.loss, flat.loss)
    assert found.marks == flat.marks
    assert found.z.label == "loss"
    assert not found.z.log
    assert found.dims == 3
    assert found.notes == ()


def test_paths_stand_at_their_own_loss_and_never_below_the_surface() -> None:
    found = surface(Scene(samples.bowl(), panels="surface"))
    losses = samples.bowl().dataset["loss"].values
    for track, values in zip(found.tracks, losses, strict=True):
        np.testing.assert_allclose(
            track.dots[:, 2], values[track.path.dots], atol=0.002 * found.z.limits[1]
        )
        places = fractions(track.line, found.map, found.z)
        seen = np.isfinite(places).all(axis=1)
        ground = found.relief.at(places[seen, 0], places[seen, 1])
        assert (places[seen, 2] >= ground - 1e-9).all()
        assert (places[seen, :2] >= -1e-9).all()
        assert (places[seen, :2] <= 1 + 1e-9).all()
    (away,) = [track for track in found.tracks if track.path.exits]
    ((leave, loss),) = away.exits
    assert loss == pytest.approx(leave.at[0] ** 2 + 10 * leave.at[1] ** 2, rel=0.01)
    assert leave.loss == away.path.exits[0].loss
    assert away.end is None


def test_a_loss_over_decades_has_a_log_axis() -> None:
    found = surface(Scene(samples.decades(), panels="surface"))
    assert found.z.log
    assert found.z.limits[0] == pytest.approx(3)
    assert "its height on a log scale" in found.words
    beale = tw.descend(tw.functions["beale"], tw.Adam(lr=0.1), start=[1.0, -1.5], steps=20)
    deep = surface(Scene(beale, panels="surface"))
    assert deep.notes == ("cut off below 0.1",)
    assert deep.z.names[0] == (0.1, "≤ 0.1")
    assert np.nanmin(deep.loss) == 0.1
    assert "It is cut off below 0.1." in deep.words


def test_a_spike_is_cut_off_and_said_so() -> None:
    problem = tw.Formula("1/(x**2 + y**2 + 0.001) + x - 3")
    land = tw.landscape(problem, x=(-2, 2), y=(-2, 2), grid=(61, 61))
    found = surface(Scene(None, land, panels="surface"))
    assert not found.z.log
    top = found.z.limits[1]
    assert found.notes == (f"cut off above {top:g}",)
    lost = np.isfinite(found.map.loss) & np.isnan(found.loss)
    assert lost.any()
    assert (found.map.loss[lost] > top).all()
    assert found.map.loss[np.isfinite(found.loss)].min() == found.map.loss.min()


def test_holes_stay_holes() -> None:
    found = surface(Scene(*samples.wall(), panels="surface"))
    np.testing.assert_array_equal(np.isnan(found.loss), found.map.not_finite)
    assert found.notes[-1] == "holes: the loss is not finite"
    assert "it has holes where the loss is not finite" in found.words


def test_a_path_beside_the_cut_keeps_its_own_loss() -> None:
    runs = samples.plane()
    land = tw.landscape(runs, u=(-1, 1), v=(-1, 1), grid=(11, 11))
    found = surface(Scene(runs, land, ["surface"]))
    assert not found.whole
    (track,) = found.tracks
    assert track.start is not None
    assert track.start[2] == pytest.approx(runs.dataset["loss"].values[0, 0])
    assert found.minima == ()


def test_it_needs_two_axes() -> None:
    with pytest.raises(ArgumentError) as caught:
        Scene(samples.quartic(), panels="surface")
    assert str(caught.value) == (
        "the surface panel needs a problem with two parameters, or a landscape over two axes; "
        "this problem has 1: pass a landscape"
    )


def test_it_is_drawn_only_where_asked_for() -> None:
    assert "surface" not in Scene(samples.bowl()).panels


def test_some_of_the_runs() -> None:
    found = surface(Scene(samples.bowl(), panels="surface"))
    part = found.only(frozenset({1}))
    assert [track.path.run for track in part.tracks] == [1]
    assert part.z == found.z
    assert part.camera == found.camera


def test_a_hill_hides_what_lies_behind_it() -> None:
    points = np.array([[0.2, 0.5, 0.01], [0.8, 0.5, 0.01], [np.nan, 0.5, 0.5]])
    low = Camera(20.0, 0.0).direction((1.0, 1.0, 1.0))
    assert hill().hides(points, low).tolist() == [True, False, False]
    steep = Camera(80.0, 0.0).direction((1.0, 1.0, 1.0))
    assert hill(0.2).hides(points, steep).tolist() == [False, False, False]
    # Seen from a place instead of a direction.
    eye = np.array([3.0, 0.5, 0.8, 1.0])
    assert hill().hides(points, eye).tolist() == [True, False, False]


def test_heights_between_the_grid_and_in_holes() -> None:
    side = np.linspace(0, 1, 5)
    relief = Relief(side, side, np.add.outer(side, 2 * side))
    at = relief.at(np.array([0.1, 0.9, 1.0]), np.array([0.7, 0.3, 1.0]))
    np.testing.assert_allclose(at, [0.9, 2.1, 3.0])
    relief.height[0, 0] = np.nan
    assert np.isnan(relief.at(np.array([0.1]), np.array([0.1]))[0])


def test_a_line_goes_over_a_hill_and_straight_through_the_air() -> None:
    points = np.array([[0.1, 0.5], [0.9, 0.5]])
    line = lines_over(hill(0.6), points, np.array([0.1, 0.1]), drape=True)
    assert line[:, 2].max() == pytest.approx(0.6)
    assert line[[0, -1], 2].tolist() == [0.1, 0.1]
    air = lines_over(hill(0.6), points, np.array([0.9, 0.7]), drape=True)
    np.testing.assert_allclose(air[:, 2], np.linspace(0.9, 0.7, len(air)))


def test_a_line_ends_at_the_edge_and_may_come_back() -> None:
    points = np.array([[0.2, 0.5], [1.5, 0.5], [1.5, 0.9], [0.2, 0.9]])
    line = lines_over(hill(0.0), points, np.full(4, 0.5), drape=True)
    gaps = np.isnan(line).any(axis=1)
    assert gaps.sum() >= 1
    inside = line[~gaps]
    assert inside[:, 0].max() == pytest.approx(1.0)
    np.testing.assert_allclose(inside[[0, -1], :2], [[0.2, 0.5], [0.2, 0.9]])
    assert len(lines_over(hill(), points + 9, np.full(4, 0.5), drape=True)) == 0


def test_the_camera_sees_the_path() -> None:
    # Behind the ridge as the usual azimuth has it.
    points = np.column_stack([np.full(20, 0.3), np.linspace(0.1, 0.9, 20), np.full(20, 0.01)])
    camera = turn(hill(0.8), points, points[:1], (1.0, 1.0, 0.7))
    assert not hill(0.8).hides(points, camera.direction((1.0, 1.0, 0.7))).any()
    assert camera.azimuth in AZIMUTHS
    assert 25 <= camera.elevation <= 50


def test_a_plane_is_seen_aslant_from_above() -> None:
    side = np.linspace(0, 1, 11)
    for slopes in ((0.8, 0.1), (-0.8, 0.3), (0.0, 0.0), (0.3, -0.9)):
        relief = Relief(side, side, 0.5 + np.add.outer(slopes[1] * side, slopes[0] * side))
        camera = turn_aslant(relief, (1.0, 1.0, 0.72))
        normal = np.array([-0.72 * slopes[0], -0.72 * slopes[1], 1.0])
        facing = normal @ camera.direction((1.0, 1.0, 1.0))[:3] / np.linalg.norm(normal)
        assert 0.15 < facing < 0.75


@settings(max_examples=20, deadline=None)
@given(
    st.floats(1e-3, 3.0),
    st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
    st.sampled_from(["x**2 + 3*y**2", "log(x**2 + y**2)", "exp(x*y)", "x*y - 7", "1/x + sqrt(y)"]),
)
def test_any_surface_can_be_described(lr: float, start: tuple[float, float], text: str) -> None:
    problem = tw.Formula(text, params=("x", "y"))
    if not np.isfinite(problem.loss(start)):
        return
    runs = tw.descend(problem, tw.SGD(lr=lr), start=start, steps=10)
    found = surface(Scene(runs, panels="surface"))
    low, high = found.z.limits
    assert math.isfinite(low)
    assert low < high
    assert not found.z.log or low > 0
    height = found.relief.height
    assert (height[np.isfinite(height)] >= -1e-9).all()
    assert (height[np.isfinite(height)] <= 1 + 1e-9).all()
    (track,) = found.tracks
    seen = np.isfinite(track.line).all(axis=1)
    assert (track.line[seen, 2] >= low - 1e-9 * abs(low)).all()
    assert (track.line[seen, 2] <= high + 1e-9 * abs(high)).all()
    assert found.words


def test_plane_fit() -> None:
    scene = Scene(samples.tilted(), panels="fit")
    (found,) = scene.pictures
    assert isinstance(found, PlaneFit)
    assert found.best is not None
    w1, w2 = samples.tilted().final.values[0]
    x, y = np.meshgrid(found.grid_x, found.grid_y)
    np.testing.assert_allclose(found.best.z, w1 * x + w2 * y)
    predicted = w1 * found.points[:, 0] + w2 * found.points[:, 1]
    np.testing.assert_array_equal(found.above, found.points[:, 2] >= predicted)
    assert found.marks[-2:] == ("above the model", "below the model")
    assert found.net is None, "a start of weights as large as 30 leaves the box at once"
