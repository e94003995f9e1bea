from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st

import thalweg as tw
from render import samples
from thalweg.data import Trajectories
from thalweg.scenes import Scene
from thalweg.scenes.parameters import Parameters

BOWL = tw.Formula("x**2 + 10*y**2")


def described(runs: Trajectories) -> Parameters:
    (found,) = Scene(runs, panels="parameters").pictures
    assert isinstance(found, Parameters)
    return found


def weights(n: int, *optimizers: tw.optim.Optimizer, steps: int = 20) -> Trajectories:
    """A sum of squares of n parameters with minima of their own."""
    text = " + ".join(f"(w{k} - {k / 4})**2" for k in range(n))
    return tw.descend(tw.Formula(text), optimizers, start=[0.1] * n, steps=steps)


def test_one_run_has_one_axis_and_names_at_the_ends_of_its_lines() -> None:
    runs = tw.descend(BOWL, tw.SGD(lr=0.02), start=[-1.8, 0.6], steps=50)
    found = described(runs)
    (strip,) = found.strips
    theta = runs.dataset["theta"].values[0]
    for k, line in enumerate(strip.lines):
        np.testing.assert_array_equal(line.step, np.arange(51))
        np.testing.assert_array_equal(line.value, theta[:, k])
    assert [line.end for line in strip.lines] == ["x = −0.234", "y = 4.85×10⁻¹²"]
    assert [line.dash for line in strip.lines] == [0, 1]
    assert strip.goals == (0.0,)
    assert found.marks == ("value at the minimum",)
    assert (found.x.label, found.y.label) == ("step", "parameters")
    assert found.words == (
        "Curves of x and y against the step. x goes from -1.8 to -0.234. y goes from 0.6 to 4.85e-12."
    )


def test_several_runs_have_a_strip_a_parameter() -> None:
    runs = samples.rosenbrock()
    found = described(runs)
    assert [strip.name for strip in found.strips] == ["x", "y"]
    assert found.y.limits == (0.0, 2.0)
    for k, strip in enumerate(found.strips):
        assert [line.run for line in strip.lines] == list(range(6))
        assert {line.param for line in strip.lines} == {k}
        assert [line.look for line in strip.lines] == list(Scene(runs).cast.looks)
        assert not any(line.end for line in strip.lines)
    assert "each on an axis of its own" in found.words
    assert "x goes from -1.5 to values between " in found.words


def test_parameters_of_different_sizes_have_strips_though_there_is_one_run() -> None:
    x = np.linspace(0, 1, 20)
    problem = tw.Fit("w*x + b", {"x": x, "y": 0.3 * x + 150}, target="y")
    runs = tw.descend(problem, tw.SGD(lr=0.5), start=[0.0, 140.0], steps=200)
    found = described(runs)
    assert [strip.name for strip in found.strips] == ["w", "b"]
    assert [line.end for strip in found.strips for line in strip.lines] == ["w = 0.3", "b = 150"]
    low, high = found.strips[0].limits
    assert high - low < 10
    assert found.strips[1].limits[0] > 130


def test_many_parameters_of_one_run_are_thin_and_the_livelier_named() -> None:
    found = described(weights(20, tw.SGD(lr=0.1)))
    (strip,) = found.strips
    assert len(strip.lines) == 20
    assert [line.name for line in strip.lines if line.strong] == [
        "w₁₄",
        "w₁₅",
        "w₁₆",
        "w₁₇",
        "w₁₈",
        "w₁₉",
    ]
    assert sum(bool(line.end) for line in strip.lines) == 6
    assert found.title[0] == "20 parameters, with the names of the 6 that moved most"
    assert strip.goals == ()


def test_many_parameters_of_several_runs_are_chosen_from() -> None:
    found = described(weights(20, tw.SGD(lr=0.1), tw.Adam(lr=0.1)))
    assert [strip.name for strip in found.strips] == ["w₁₆", "w₁₇", "w₁₈", "w₁₉"]
    assert found.title[0] == "the 4 of 20 parameters that moved most"
    assert found.words.endswith("Shown are the 4 of 20 parameters that moved most.")


def test_the_minimum_of_more_than_two_parameters_is_found() -> None:
    found = described(samples.parabola())
    problem = samples.parabola().problem
    assert isinstance(problem, tw.Fit)
    x, y = problem.columns["x"], problem.columns["y"]
    assert [strip.goals[0] for strip in found.strips] == pytest.approx(np.polyfit(x, y, 2).tolist())


def test_a_diverged_run_leaves_its_strip_once() -> None:
    runs = tw.descend(BOWL, [tw.SGD(lr=0.02), tw.SGD(lr=0.12)], start=[-1.8, 0.6], steps=50)
    found = described(runs)
    inside, leaving = (strip.lines[1] for strip in found.strips)
    at = int(runs.diverged_at.values[1])
    assert inside.stop is not None
    assert (inside.stop.step, inside.stop.side, inside.stop.text) == (
        at,
        0,
        f"diverged at step {at}",
    )
    stop = leaving.stop
    assert stop is not None
    y = runs.dataset["theta"].values[1, :, 1]
    low, high = found.strips[1].limits
    assert stop.at in (low, high)
    assert stop.text == f"diverged at step {at}, y = {round(y[at])}"
    # The crossing lies on the segment that leaves; nothing is drawn after it.
    first = math.floor(stop.step)
    share = stop.step - first
    assert y[first] + share * (y[first + 1] - y[first]) == pytest.approx(stop.at)
    assert leaving.step[-1] == first + 1
    assert np.all((y[first + 1 : at] < low) | (y[first + 1 : at] > high))
    assert "in the runs that did not diverge" in found.words


def test_a_run_that_goes_out_of_sight_without_diverging_is_no_cross() -> None:
    rates = [tw.SGD(lr=0.09), tw.SGD(lr=0.104)]
    runs = tw.descend(BOWL, rates, start=[-1.8, 0.6], steps=50)
    assert not runs.diverged.values.any()
    stop = described(runs).strips[1].lines[1].stop
    assert stop is not None
    assert not stop.diverged
    assert stop.text == "y = 28 at the end"


def test_a_run_that_becomes_infinite_at_once() -> None:
    runs = tw.descend(tw.Formula("exp(x**2)"), tw.SGD(lr=1e300), start=[2.0], steps=5)
    (strip,) = described(runs).strips
    stop = strip.lines[0].stop
    assert stop is not None
    assert stop.text.startswith("diverged at step 1")
    assert math.isfinite(stop.step)
    assert strip.limits[0] <= stop.at <= strip.limits[1]


def test_standardised_parameters_are_said_to_be() -> None:
    runs = tw.descend(samples.line(standardize=True), tw.SGD(lr=0.1), start=[0, 0], steps=5)
    assert described(runs).y.label == "parameters (standardised)"
    assert described(samples.fitted()).y.label == "parameters"
    assert described(samples.quartic()).y.label == "x"


def test_some_of_the_runs() -> None:
    found = described(samples.rosenbrock())
    part = found.only(frozenset({2}))
    assert [line.run for strip in part.strips for line in strip.lines] == [2, 2]
    assert [strip.limits for strip in part.strips] == [strip.limits for strip in found.strips]


def test_shown_without_being_asked_for_where_nothing_else_shows_them() -> None:
    assert "parameters" in Scene(samples.plane()).panels
    assert "parameters" not in Scene(samples.bowl()).panels
    land = tw.landscape(samples.plane(), u=(-1, 1), v=(-1, 1), grid=(5, 5))
    assert "parameters" not in Scene(samples.plane(), land).panels


@given(
    st.lists(st.floats(1e-4, 10), min_size=1, max_size=4, unique=True),
    st.lists(st.floats(-100, 100), min_size=3, max_size=3),
    st.sampled_from(["x**2 + 3*y**2 + z", "x*y*z", "exp(x*y) + z**4", "1/x + sqrt(y) + log(z)"]),
)
def test_any_runs_can_be_described(rates: list[float], start: list[float], text: str) -> None:
    problem = tw.Formula(text, params=("x", "y", "z"))
    runs = tw.descend(problem, [tw.SGD(lr=lr) for lr in rates], start=start, steps=12)
    found = described(runs)
    assert found.words
    for strip in found.strips:
        low, high = strip.limits
        assert math.isfinite(low)
        assert low < high < math.inf
        for line in strip.lines:
            theta = runs.dataset["theta"].values[line.run, :, line.param]
            np.testing.assert_array_equal(line.value, theta[line.step])
            if runs.diverged.values[line.run]:
                assert line.stop is not None
                assert line.stop.diverged
            if line.stop is not None:
                assert low <= line.stop.at <= high
                assert found.x.limits[0] <= line.stop.step <= found.x.limits[1]
