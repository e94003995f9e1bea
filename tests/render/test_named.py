"""Named points of a plane, drawn: each with a mark that no run has, and its name where it covers nothing."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Annotation, Text

from render import samples
from render.test_page import unpacked
from thalweg.render.figure import Composed, compose
from thalweg.render.layout import size_for
from thalweg.render.page.html import scene_bytes
from thalweg.render.rc import private
from thalweg.render.theme import MARKERS, theme_named

TEXTS = ["SGD", "Adam", "averaged over the…"]
LOSSES = samples.checkpoints().problem.loss([[1.5, 0.6, 1], [-1, -0.8, 1.2], [0.2, 2, -1.1]])


def composed(name: str, theme: str, size: Any = None) -> Composed:
    scene, chosen = samples.scenes()[name], theme_named(theme)
    how = size_for(scene, size)
    with private(chosen, how.font):
        made = compose(scene, how, chosen)
        made.figure.draw_without_rendering()
        return made


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [None, (600, 340)])
def test_names_stand_beside_their_marks_and_over_nothing(theme: str, size: Any) -> None:
    for name, panels, count in (
        ("checkpoints", ("surface", "contour"), 3),
        ("two checkpoints", ("profile",), 2),
    ):
        made = composed(name, theme, size)
        ink = to_rgb(theme_named(theme).ink)
        for panel in panels:
            drawn = made.panels[panel]
            labels: list[Any] = drawn.artists["label"]
            assert [label.get_text() for label in labels] == TEXTS[-count:]
            assert all(isinstance(label, Annotation) for label in labels)
            assert all(to_rgb(label.get_color()) == ink for label in labels)
            # Without the lines that lead to them.
            boxes = [Text.get_window_extent(label) for label in labels]
            assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
            frame = drawn.space.frame if drawn.space is not None else drawn.ax.get_window_extent()
            assert all(frame.x0 <= b.x0 and b.x1 <= frame.x1 for b in boxes)
            marks: list[Any] = drawn.artists["named"]
            assert {mark.get_marker() for mark in marks} == {"p"}
            assert {to_rgb(mark.get_markerfacecolor()) for mark in marks} == {ink}


def test_the_mark_is_no_runs() -> None:
    assert "p" not in MARKERS


def test_marks_stand_at_their_coordinates() -> None:
    marks: list[Any] = composed("checkpoints", "light").panels["contour"].artists["named"]
    found = np.concatenate([mark.get_xydata() for mark in marks])
    np.testing.assert_array_equal(found, [[0, 0], [1, 0], [0, 1]])
    marks = composed("two checkpoints", "light").panels["profile"].artists["named"]
    found = np.concatenate([mark.get_xydata() for mark in marks])
    np.testing.assert_allclose(found, [[0, LOSSES[0]], [1, LOSSES[1]]], atol=1e-12)


def test_the_page_gets_them() -> None:
    data = unpacked(scene_bytes(samples.scenes()["checkpoints"]))
    for panel in ("surface", "contour"):
        named = data["about"][panel]["named"]
        assert [one["text"] for one in named] == TEXTS
        assert [one["at"] for one in named] == [[0, 0], [1, 0], [0, 1]]
        np.testing.assert_allclose([one["loss"] for one in named], LOSSES, rtol=1e-12)
        assert named[1]["said"] == "Adam at (1, 0) with loss -0.0635"
    data = unpacked(scene_bytes(samples.scenes()["two checkpoints"]))
    places = [one["at"] for one in data["about"]["profile"]["named"]]
    np.testing.assert_allclose(places, [[0, LOSSES[0]], [1, LOSSES[1]]], atol=1e-12)
    # A scene without any is as long as it was.
    bowl = unpacked(scene_bytes(samples.scenes()["bowl"]))
    assert "named" not in bowl["about"]["contour"]
