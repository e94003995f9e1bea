from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra import numpy as hnp

from thalweg.scenes.levels import MOST, contour_levels, nice_step, round_steps


def squares(scale: float = 1.0, floor: float = 0.0) -> np.ndarray:
    x, y = np.meshgrid(np.linspace(-2, 2, 61), np.linspace(-1, 1, 61))
    return floor + scale * (x**2 + 10 * y**2)


def test_round_steps() -> None:
    assert round_steps(0.1, 10) == (0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.5, 2, 3, 4, 5, 7, 10)
    assert round_steps(1, 1e4) == (1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4)
    assert round_steps(1e-200, 1e200)[0] >= 1e-200
    assert len(round_steps(1e-200, 1e200)) <= MOST


@pytest.mark.parametrize(("span", "step"), [(10, 1), (11, 2), (25, 2.5), (0.9, 0.1), (48, 5)])
def test_nice_step(span: float, step: float) -> None:
    assert nice_step(span, 10) == pytest.approx(step)


def test_a_bowl_gets_round_log_levels() -> None:
    levels = contour_levels(squares(), 0.0)
    assert levels.log
    assert levels.floor == 0
    assert levels.above
    assert [name for _, name in levels.ticks] == ["0.1", "0.2", "0.5", "1", "2", "5", "10"]


def test_levels_grow_from_the_floor_and_say_the_loss() -> None:
    levels = contour_levels(squares(floor=-78.3), -78.3)
    assert levels.log
    assert levels.floor == pytest.approx(-78.3, abs=0.05)
    for value, name in levels.ticks:
        assert float(name.replace("−", "-")) == pytest.approx(value, abs=1e-9)


def test_a_gentle_slope_gets_linear_levels() -> None:
    x = np.linspace(1, 2, 50)
    levels = contour_levels(np.add.outer(x, x))
    assert not levels.log
    assert np.ptp(np.diff(levels.values[1:])) == pytest.approx(0, abs=1e-9)


def test_a_constant_and_nothing() -> None:
    assert contour_levels(np.full((3, 3), 7.0)).ticks == ((7.0, "7"),)
    assert contour_levels(np.full((3, 3), math.nan)).values == ()
    assert contour_levels(np.zeros((0, 0))).values == ()


@given(
    hnp.arrays(
        float,
        st.tuples(st.integers(2, 8), st.integers(2, 8)),
        elements=st.floats(-1e12, 1e12) | st.sampled_from([math.nan, math.inf, -math.inf, 0.0]),
    ),
    st.floats(0, 10),
)
def test_levels_of_anything(loss: np.ndarray, below: float) -> None:
    finite = loss[np.isfinite(loss)]
    levels = contour_levels(loss, float(finite.min()) - below if finite.size else math.inf)
    if not finite.size:
        assert levels.values == ()
        return
    values = np.array(levels.values)
    assert len(values) >= 2
    assert len(values) <= MOST + 2
    assert np.all(np.diff(values) > 0)
    assert values[0] <= finite.min()
    assert levels.above == bool(finite.max() > values[-1])
    assert {place for place, _ in levels.ticks} <= set(levels.values) | {finite.min()}
    assert 1 <= len(levels.ticks) <= 8


@given(st.integers(-12, 12), st.floats(0.1, 9))
def test_levels_scale_with_the_loss(power: int, factor: float) -> None:
    scale = factor * 10.0**power
    levels = contour_levels(squares(scale), 0.0)
    assert 6 <= len(levels.values) <= MOST + 2
    names = [name for _, name in levels.ticks]
    assert len(set(names)) == len(names)
