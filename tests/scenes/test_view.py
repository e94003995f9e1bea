from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from thalweg.scenes.view import (
    AROUND,
    comparable,
    crossing,
    inside,
    view,
    widened,
    worth_showing,
)

coordinate = st.floats(-100, 100)
NO = np.array([False])


def path(*points: tuple[float, float]) -> np.ndarray:
    return np.array([points], dtype=float)


def test_the_view_holds_a_path_with_a_margin() -> None:
    (x0, x1), (y0, y1) = view(path((-2, 1), (0, 0)), np.array([[5.0, 0.0]]), NO)
    assert x0 < -2
    assert x1 > 0
    assert y0 < 0
    assert y1 > 1


def test_a_run_that_blows_up_does_not_blow_up_the_view() -> None:
    theta = np.array(
        [[[-2, 1], [0, 0], [0, 0]], [[-2, 1], [2e9, -1e9], [-4e20, 3e20]]], dtype=float
    )
    loss = np.array([[5, 0, 0], [5, 1e19, 1e40]], dtype=float)
    calm = view(theta[:1], loss[:1], NO)
    assert view(theta, loss, np.array([False, True])) == calm


def test_a_single_point_and_a_straight_path_get_two_sides() -> None:
    for theta in (path((3, 3), (3, 3)), path((0, 0), (1, 0))):
        (x0, x1), (y0, y1) = view(theta, np.ones(theta.shape[:2]), NO)
        assert x1 - x0 > 0.1
        assert y1 - y0 > 0.1


def test_the_goal_has_room_on_all_sides() -> None:
    box = view(path((-2, 1), (-1, 0.4)), np.array([[5.0, 1.0]]), NO, goal=(0, 0))
    for low, high in box:
        assert -low / (high - low) >= AROUND - 1e-9
        assert high / (high - low) >= AROUND - 1e-9


def test_a_goal_too_far_away_is_left_out() -> None:
    theta, loss = path((0, 0), (1, 1)), np.array([[2.0, 1.0]])
    assert view(theta, loss, NO, goal=(1e6, 1e6)) == view(theta, loss, NO)


def test_the_domain_is_the_view_where_the_path_fills_it() -> None:
    domain = ((-2.0, 2.0), (-1.0, 3.0))
    loss = np.array([[5.0, 1.0]])
    assert view(path((-1.5, 2), (1, 1)), loss, NO, domain=domain) == domain
    tiny = view(path((0, 0), (0.1, 0.1)), loss, NO, domain=domain)
    assert tiny[0][1] - tiny[0][0] < 0.5
    (x0, x1), y = view(path((-3, 2), (1, 1)), loss, NO, domain=domain)
    assert x0 < -3
    assert x1 == 2
    assert y == domain[1]


def test_near_minima_are_taken_in_and_far_ones_left_out() -> None:
    theta, loss = path((0, 0), (1, 1)), np.array([[2.0, 1.0]])
    (x0, x1), _ = view(theta, loss, NO, minima=[(1.8, 1.0), (50.0, 50.0)])
    assert 1.8 < x1 < 10
    assert x0 < 0


@given(st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=6), st.data())
def test_every_calm_point_is_in_view(
    points: list[tuple[float, float]], data: st.DataObject
) -> None:
    theta = path(*points)
    loss = np.array(
        [data.draw(st.lists(st.floats(0, 10), min_size=len(points), max_size=len(points)))]
    )
    box = view(theta, loss, NO)
    for point, shown in zip(points, worth_showing(loss, NO)[0], strict=True):
        assert inside(box, point) or not shown


@given(coordinate, coordinate, st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_widened_keeps_the_box_and_bounds_its_shape(x: float, y: float, w: float, h: float) -> None:
    box = ((x, x + w), (y, y + h))
    (x0, x1), (y0, y1) = widened(box)
    assert x0 <= x
    assert x1 >= x + w
    assert y0 <= y
    assert y1 >= y + h
    assert 0.99 <= (x1 - x0) / (y1 - y0) <= 1.26


def test_comparable() -> None:
    assert comparable(((0, 1), (0, 4)))
    assert not comparable(((0, 1), (0, 6)))


@given(
    st.tuples(st.floats(-1, 1), st.floats(-1, 1)),
    st.tuples(st.floats(-1e308, 1e308), st.floats(-1e308, 1e308)),
)
def test_a_path_leaves_through_the_edge(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    box = ((-1.0, 1.0), (-1.0, 1.0))
    if inside(box, end):
        return
    edge = crossing(box, np.array(start), np.array(end))
    assert np.max(np.abs(edge)) == pytest.approx(1.0)
    # On the straight line between the two, as far as floats can say.
    if max(map(abs, end)) < 1e6:
        a, b = np.array(end) - start, edge - start
        assert a[0] * b[1] - a[1] * b[0] == pytest.approx(0, abs=1e-6 * max(1, np.abs(a).max()))
