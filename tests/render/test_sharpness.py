"""The sharpness panel, drawn."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import to_rgba

import thalweg as tw
from render import samples
from render.test_artists import composed, lines, words
from thalweg.render.marks import Drawn
from thalweg.render.theme import LIGHT
from thalweg.scenes import Scene
from thalweg.scenes.sharpness import known


def drawn(runs: tw.Trajectories) -> Drawn:
    return composed(Scene(runs, panels="sharpness")).panels["sharpness"]


def test_curves_and_limits_stand_where_they_are() -> None:
    runs = samples.rosenbrock()
    found, computed = drawn(runs), known(runs)
    for line, values in zip(lines(found, "path"), computed.values, strict=True):
        finite = np.isfinite(values)
        expected = np.stack([computed.steps[finite], values[finite]], axis=-1)
        np.testing.assert_array_equal(line.get_xydata(), expected)
    limits = {limit for limit in computed.limits if limit is not None}
    assert {float(np.ravel(line.get_ydata())[0]) for line in lines(found, "limit")} == limits


def test_a_limit_has_the_colour_of_its_run_and_a_dash_of_its_own() -> None:
    found = drawn(
        tw.descend(
            tw.functions["rosenbrock"],
            [tw.SGD(lr=0.001), tw.SGD(lr=0.002), tw.Adam(lr=0.1)],
            steps=20,
        )
    )
    limits = lines(found, "limit")
    assert [to_rgba(line.get_color()) for line in limits] == [
        to_rgba(LIGHT.palette[k]) for k in (0, 1)
    ]
    dashes = {str(line.get_linestyle()) + str(line._dash_pattern) for line in lines(found, "path")}  # type: ignore[attr-defined]
    assert not dashes & {str(line.get_linestyle()) + str(line._dash_pattern) for line in limits}  # type: ignore[attr-defined]
    assert sorted(words(found)) == ["stable up to 1000", "stable up to 2000"]


def test_a_diverged_run_ends_in_a_cross() -> None:
    runs = tw.descend(tw.Formula("x**4 + y**2"), tw.SGD(lr=0.6), start=[2.0, 1.0], steps=10)
    found = drawn(runs)
    (cross,) = lines(found, "stop")
    assert cross.get_marker() == "x"
    assert f"diverged at step {int(runs.diverged_at[0])}" in words(found)


def test_alone_it_is_the_same_picture() -> None:
    """What `tw.plot` draws of a computed sharpness."""
    runs = tw.descend(tw.functions["rosenbrock"], tw.SGD(lr=0.001), steps=20)
    ax = tw.plot(tw.curvature.sharpness(runs.problem, runs))
    curves = {len(np.ravel(line.get_ydata())): line for line in ax.get_lines()}
    np.testing.assert_array_equal(curves[21].get_ydata(), known(runs).values[0])
    np.testing.assert_array_equal(np.ravel(curves[2].get_ydata()), 2000)
