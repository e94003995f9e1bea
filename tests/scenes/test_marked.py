"""Named points in pictures: where they stand, what is said of them, and what lies outside the view."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import thalweg as tw

DEEP = tw.Formula("(a*b*c - 1)**2 + 0.1*(a - b)**2 + 0.05*c**2 + sin(3*a)")
POINTS = np.array([[1.5, 0.6, 1], [-1, -0.8, 1.2], [0.2, 2, -1.1]])
NAMES = ("SGD", "Adam", "SWA")
LOSSES = DEEP.loss(POINTS)


def land(count: int = 3, **settings: Any) -> tw.Landscape:
    plane = tw.Plane.through(*POINTS[:count], labels=settings.pop("labels", NAMES[:count]))
    return tw.landscape(DEEP, plane=plane, grid=settings.pop("grid", 21), **settings)


def shown(scene: tw.Scene) -> Any:
    return scene.pictures[0]


def test_contour():
    scene = tw.Scene(land())
    named = shown(scene).named
    assert [one.text for one in named] == list(NAMES)
    assert [one.at for one in named] == [(0, 0), (1, 0), (0, 1)]
    said = " Marked: SGD at (0, 0) with loss -0.837, Adam at (1, 0) with loss -0.0635 and SWA at (0, 1) with loss 3.02."
    assert said in scene.alt
    np.testing.assert_allclose([one.loss for one in named], LOSSES, rtol=1e-12)


def test_profile():
    scene = tw.Scene(land(2))
    (one, at), (other, there) = shown(scene).named
    assert (one.text, other.text) == ("SGD", "Adam")
    np.testing.assert_allclose([at, there], [[0, LOSSES[0]], [1, LOSSES[1]]], atol=1e-12)
    assert " Marked: SGD at 0 with loss -0.837 and Adam at 1 with loss -0.0635." in scene.alt


def test_a_profile_shows_its_points_however_high_they_are():
    steep = tw.Formula("exp(x)")
    line = tw.Plane.through([0], [1], labels=("low", "high"))
    picture = shown(tw.Scene(tw.landscape(steep, plane=line, span=(-40, 1), grid=400)))
    assert picture.y.limits[1] >= np.e


def test_surface():
    picture = shown(tw.Scene(land(grid=61), panels="surface"))
    assert [one.text for one, _ in picture.named] == list(NAMES)
    for (_, place), loss in zip(picture.named, LOSSES, strict=True):
        # On the surface, which is interpolated between its points, or above it.
        assert place[2] == pytest.approx(loss, abs=0.02)


def test_what_lies_outside_the_view_is_said():
    picture = shown(tw.Scene(land(span=(-0.5, 0.5))))
    assert [one.text for one in picture.named] == ["SGD"]
    assert picture.notes == ("Adam and SWA outside the view",)
    line = tw.Scene(land(2, span=(-0.5, 0.5)))
    assert shown(line).notes == ("Adam outside the view",)
    assert " Adam outside the view." in line.alt


def test_a_loss_that_is_unknown_or_not_finite():
    known = land(2)
    unknown = replace(known, dataset=known.dataset.drop_attrs())
    scene = tw.Scene(unknown)
    assert " Marked: SGD at 0 and Adam at 1." in scene.alt
    (_, at), _ = shown(scene).named
    np.testing.assert_allclose(at[1], LOSSES[0], atol=0.05)
    pole = tw.Formula("log(x)**2 + y**2")
    plane = tw.Plane.through([1, 1], [-1, 1], labels=("one", "nowhere"))
    scene = tw.Scene(tw.landscape(pole, plane=plane, grid=21))
    assert "one at 0 with loss 1 and nowhere at 1, where the loss is not finite." in scene.alt
    assert np.isnan(shown(scene).named[1][1][1])


def test_long_names_are_shortened_in_the_picture_and_whole_in_words():
    long = ("the checkpoint after ten epochs", "the checkpoint after all epochs")
    scene = tw.Scene(land(2, labels=long))
    texts = [one.text for one, _ in shown(scene).named]
    assert all(len(text) <= 18 for text in texts)
    assert len(set(texts)) == 2
    assert all(name in scene.alt for name in long)


def test_names_are_one_line_without_what_would_break_it():
    scene = tw.Scene(land(2, labels=("a\nb", "c")))
    assert "\n" not in shown(scene).named[0][0].text
    assert "\n" not in shown(scene).title
