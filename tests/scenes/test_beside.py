"""Several landscapes beside each other: one scale, what each is called, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import thalweg as tw
from thalweg.errors import ArgumentError, OutputError

BOWL = tw.Formula("a**2 + 3*b**2 + (a*b*c - 1)**2")
AT = [1.0, 0.5, -1.0]


def land(seed: int, **settings) -> tw.Landscape:
    axes = settings.pop("axes", 2)
    plane = tw.Plane.random(settings.pop("problem", BOWL), AT, seed=seed, normalize=None, axes=axes)
    return tw.landscape(BOWL, plane=plane, grid=9, **settings)


def shown(scene: tw.Scene) -> list[Any]:
    return [view.picture for view in scene.views]


def test_random_planes_on_one_scale(tmp_path):
    lands = [land(seed) for seed in (3, 4, 5)]
    scene = tw.Scene(lands)
    assert scene.panels == ("contour",)
    assert [part.label for part in scene.parts] == ["seed 3", "seed 4", "seed 5"]
    assert scene.subheading == "random planes"
    levels = {picture.levels for picture in shown(scene)}
    assert len(levels) == 1
    every = np.concatenate([one.loss.ravel() for one in lands])
    assert levels.pop().values[0] == every.min()
    for picture, one in zip(shown(scene), lands, strict=True):
        np.testing.assert_array_equal(picture.loss, one.loss.T)
        assert picture.title == ""
    assert "Random planes." in scene.alt
    assert scene.alt.endswith("One picture each for seed 3, seed 4 and seed 5.")
    tw.save(lands, tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text()
    assert all(f"seed {seed}" in text for seed in (3, 4, 5))


def test_lines_on_one_scale():
    lands = [land(seed, axes=1) for seed in (0, 1)]
    scene = tw.Scene(lands)
    assert scene.panels == ("profile",)
    first, second = (picture.y.limits for picture in shown(scene))
    assert first == second
    assert first[0] <= min(one.loss.min() for one in lands)


def test_planes_of_other_kinds_are_called_by_their_titles():
    other = tw.landscape(BOWL, plane=tw.Plane.hessian(BOWL, AT), grid=9)
    labels = [part.label for part in tw.Scene([land(0), other, other]).parts]
    title = "plane of the Hessian's eigenvectors"
    assert labels == ["random plane, seed 0", f"{title} (1)", f"{title} (2)"]


def test_what_is_said_of_all_stands_above_all():
    lands = [land(seed) for seed in (0, 1)]
    for one in lands:
        one.dataset.attrs["note"] = "batch norm: running statistics"
    scene = tw.Scene(lands)
    assert scene.subheading == "random planes   ·   batch norm: running statistics"
    assert [picture.title for picture in shown(scene)] == ["", ""]


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (
            lambda: tw.Scene([land(0)]),
            "from 2 to 12 landscapes may stand beside each other; give that many, not 1 of Landscape",
        ),
        (
            lambda: tw.Scene([land(0), 3]),  # type: ignore[list-item]
            "from 2 to 12 landscapes may stand beside each other; give that many, not 2 of Landscape, int",
        ),
        (
            lambda: tw.Scene([land(0), land(0, axes=1)]),
            "landscapes beside each other must have the same number of axes, not 2 and 1",
        ),
        (
            lambda: tw.Scene([land(0), land(1, span=(-2, 2))]),
            "landscapes beside each other must cover the same range, so that they can be compared; give all one span=",
        ),
        (
            lambda: tw.Scene([land(0), tw.landscape(tw.functions["bowl"], grid=3)]),
            'landscapes beside each other must be of one problem; they are of "a**2 + 3*b**2 + (a*b*c - 1)**2" and'
            ' "bowl"',
        ),
        (
            lambda: tw.Scene([land(0), land(1)], panels="surface"),
            "several landscapes stand beside each other as contour panels, without by= and gradient=; leave out"
            " panels=('surface',)",
        ),
    ],
)
def test_what_is_refused(make, expected):
    with pytest.raises(ArgumentError) as caught:
        make()
    assert str(caught.value) == expected


def test_files_that_hold_one_landscape(tmp_path):
    lands = [land(0), land(1)]
    for name in ("a.gif", "a.html"):
        with pytest.raises(ArgumentError, match="several landscapes make a picture that stands"):
            tw.save(lands, tmp_path / name)
    with pytest.raises(OutputError, match="keeps one landscape; save each by itself"):
        tw.save(lands, tmp_path / "a.zarr")
    assert not list(tmp_path.iterdir())
