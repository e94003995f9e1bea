from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st
from matplotlib.figure import Figure

import thalweg as tw
from render import samples
from render.lint import lint
from render.test_artists import composed, lines, words
from thalweg.render.marks import Drawn
from thalweg.render.parameters import round_values, spread
from thalweg.scenes import Scene


def drawn(scene: Scene) -> Drawn:
    return composed(scene).panels["parameters"]


def names(found: Drawn) -> list[str]:
    return words(found, "name")


def test_lines_are_the_recorded_values() -> None:
    runs = samples.rosenbrock()
    found = drawn(Scene(runs, panels="parameters"))
    theta = runs.dataset["theta"].values
    paths = lines(found, "path")
    assert len(paths) == 12
    for k, path in enumerate(paths):
        np.testing.assert_array_equal(path.get_ydata(), theta[k % 6, :, k // 6])
    assert names(found) == ["x", "y"]


def test_a_strips_numbers_stand_where_its_values_do() -> None:
    found = drawn(Scene(samples.rosenbrock(), panels="parameters"))
    ax = found.ax
    (path, *_) = lines(found, "path")
    to_pixels = path.get_transform()
    for tick in ax.yaxis.get_major_ticks():
        text = tick.label1.get_text().replace("−", "-")
        height = float(ax.transData.transform((0, tick.get_loc()))[1])
        if tick.get_loc() > 1:
            assert float(to_pixels.transform((0, float(text)))[1]) == pytest.approx(height)
    assert len(ax.yaxis.get_major_ticks()) >= 4


def test_names_at_the_ends_do_not_touch() -> None:
    scene = Scene(samples.fitted(), panels="parameters")
    found = composed(scene)
    assert names(found.panels["parameters"]) == ["w = 1.2", "b = 9.66"]
    boxes = sorted(
        (text.get_window_extent() for text in found.panels["parameters"].artists["name"]),
        key=lambda box: box.y0,
    )
    assert boxes[0].y1 <= boxes[1].y0
    assert lint(found.figure) == []


def test_a_diverged_run_leaves_its_strips_through_an_arrow() -> None:
    found = drawn(Scene(samples.parabola(), panels="parameters"))
    arrows = lines(found, "exit")
    assert len(arrows) == 3
    assert "stop" not in found.artists
    for index, arrow in enumerate(arrows):
        height = float(np.asarray(arrow.get_ydata(), dtype=float)[0])
        assert 2 - index < height < 3 - index, "in its own strip"
    assert any("diverged at step 11, a = " in text for text in words(found))


def test_a_cross_stands_at_the_step_of_divergence_or_nowhere() -> None:
    runs = tw.descend(
        tw.Formula("x**2 + 10*y**2"), tw.SGD(lr=[0.05, 0.3, 5]), start=[-1.8, 0.6], steps=30
    )
    found = drawn(Scene(runs, panels=["parameters", "loss"]))
    (cross,) = lines(found, "stop")
    assert np.asarray(cross.get_xdata()).tolist() == [5.0], "x of the run at 0.3 is still seen"
    said = words(found, "label")
    assert "diverged at step 5" in said
    # It goes down first and ends far above: what is said belongs to where the arrow points.
    assert "y = −59 at step 1" in said


def test_thin_lines_and_their_title() -> None:
    found = drawn(Scene(samples.many_weights(), panels="parameters"))
    assert found.ax.get_title("left") == "12 parameters, with the names of the 6 that moved most"
    thin = [path for path in lines(found, "path") if path.get_alpha() is not None]
    assert len(thin) == 6
    assert len(names(found)) == 6


def test_the_minimum_is_a_line() -> None:
    found = drawn(Scene(samples.rosenbrock(), panels="parameters"))
    assert [np.asarray(line.get_ydata()).tolist() for line in lines(found, "goal")] == [
        [1.0, 1.0],
        [1.0, 1.0],
    ]


def test_on_axes_of_the_callers() -> None:
    figure = Figure(figsize=(5, 4))
    ax = figure.add_subplot()
    tw.plot(samples.fitted(), "parameters", ax=ax)
    assert lint(figure) == []


@given(st.lists(st.floats(-50, 150), min_size=1, max_size=9))
def test_names_are_spread_within_the_edges(wanted: list[float]) -> None:
    found = spread(np.sort(wanted), 10.0, 0.0, 100.0)
    assert np.all(np.diff(found) >= 10 - 1e-3)
    assert found[0] >= -1e-6
    assert found[-1] <= 100 + 1e-6


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.floats(1.0, 20.0))
def test_numbers_of_a_strip(low: float, span: float, room: float) -> None:
    edges = (low, low + span)
    found = round_values(edges, room)
    assert 1 <= len(found) <= 3
    if len(found) > 1:
        assert np.all(np.diff(found) * room >= 1.149 * span)
        assert low < found[0] < found[-1] < low + span
