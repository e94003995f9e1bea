from __future__ import annotations

import math

import numpy as np

from thalweg.scenes.look import Look
from thalweg.scenes.path import Path, trace

BOX = ((-1.0, 1.0), (-1.0, 1.0))


def traced(*points: tuple[float, float], diverged_at: int = -1) -> Path:
    loss = np.array([10.0 * k for k in range(len(points))])
    step = np.arange(len(points))
    return trace(0, Look("a", 0), np.array(points, dtype=float), step, loss, diverged_at, BOX)


def test_a_path_that_stays() -> None:
    path = traced((0, 0), (0.5, 0.5), (0.5, 0.51))
    assert path.start == (0, 0)
    assert path.end == (0.5, 0.51)
    assert path.exits == ()
    assert path.dots.tolist() == [0, 1], "the last lies too close to its neighbour"


def test_a_path_that_leaves_for_good_is_cut_after_the_edge() -> None:
    path = traced((0, 0), (0, 3), (0, -9), (0, 30))
    assert path.y.tolist() == [0, 3]
    assert path.end is None
    (leave,) = path.exits
    assert leave.at == (0, 1)
    assert leave.towards == (0, 1)
    assert (leave.step, leave.loss, leave.final) == (1, 10.0, True)
    assert leave.text == "leaves at step 1, loss 10"


def test_a_path_that_comes_back_says_so() -> None:
    path = traced((0, 0), (2, 0), (0.5, 0), (0, 4))
    assert [leave.final for leave in path.exits] == [False, True]
    assert [leave.step for leave in path.exits] == [1, 3]


def test_a_path_that_stops_in_view() -> None:
    path = traced((0, 0), (0.5, 0), (math.nan, math.nan), diverged_at=2)
    assert path.end == (0.5, 0)
    assert path.stopped == "diverged at step 2"


def test_a_path_that_starts_outside_and_comes_in() -> None:
    path = traced((5, 0), (0.5, 0))
    assert path.start is None
    assert path.end == (0.5, 0)
    assert path.exits == ()


def test_a_path_never_seen_and_a_path_of_nothing() -> None:
    assert traced((5, 5), (6, 6)).exits == ()
    nothing = traced((math.nan, 0))
    assert len(nothing.x) == 0
    assert nothing.start is None


def test_huge_coordinates() -> None:
    (leave,) = traced((0, 0), (1e308, -1e308)).exits
    assert leave.at == (1, -1)
