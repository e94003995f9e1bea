"""Several landscapes beside each other: one scale, what each is called, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import thalweg as tw
from render.test_page import unpacked
from thalweg.errors import ArgumentError
from thalweg.render.page.html import scene_bytes

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
            lambda: tw.Scene([land(0), land(1)], by="lr"),
            "several landscapes stand beside each other as contour and surface panels, without by= and gradient=; leave"
            " them out, or panels=('contour',)",
        ),
    ],
)
def test_what_is_refused(make, expected):
    with pytest.raises(ArgumentError) as caught:
        make()
    assert str(caught.value) == expected


def test_surfaces_have_one_height_axis_and_one_view():
    lands = [land(seed) for seed in (3, 4, 5)]
    scene = tw.Scene(lands, panels=["surface", "contour"])
    views = scene.views
    assert [view.panel for view in views] == ["surface"] * 3 + ["contour"] * 3
    labels = [view.part.label for view in views if view.part is not None]
    assert labels == ["seed 3", "seed 4", "seed 5"] * 2
    surfaces, contours = shown(scene)[:3], shown(scene)[3:]
    assert len({one.z for one in surfaces}) == len({one.camera for one in surfaces}) == 1
    assert len({one.levels for one in [*contours, *(one.map for one in surfaces)]}) == 1
    for picture, one in zip(surfaces, lands, strict=True):
        np.testing.assert_array_equal(picture.map.loss, one.loss.T)
    z = surfaces[0].z
    assert z.limits[0] <= min(float(one.loss.min()) for one in lands)
    assert z.limits[1] > max(float(np.median(one.loss)) for one in lands)


def test_one_surface_is_what_it_was_alone():
    alone = shown(tw.Scene(land(3), panels="surface"))[0]
    twice = shown(tw.Scene([land(3), land(3)], panels="surface"))[0]
    assert alone.z == twice.z
    assert alone.camera == twice.camera
    np.testing.assert_array_equal(alone.loss, twice.loss)


def test_a_store_keeps_them_all(tmp_path):
    lands = (land(0), land(1), land(2))
    tw.save(lands, tmp_path / "a.zarr")
    assert tw.load(tmp_path / "a.zarr") == lands
    tw.save(tw.Scene(lands, panels="surface"), tmp_path / "b.zarr")
    assert tw.load(tmp_path / "b.zarr") == lands
    # In the place of one, and one in its place.
    tw.save(lands[0], tmp_path / "a.zarr")
    assert tw.load(tmp_path / "a.zarr") == lands[0]
    tw.save(lands[:2], tmp_path / "a.zarr")
    assert tw.load(tmp_path / "a.zarr") == lands[:2]


def test_the_page_has_a_ground_for_each(tmp_path):
    lands = [land(seed) for seed in (3, 4)]
    data = unpacked(scene_bytes(tw.Scene(lands, panels=["contour", "surface"])))
    assert data["about"] == {}
    assert data["runs"] is None
    assert [part["label"] for part in data["parts"]] == ["seed 3", "seed 4"]
    for part, one in zip(data["parts"], lands, strict=True):
        for panel in ("contour", "surface"):
            ground = part["about"][panel]["ground"]
            np.testing.assert_allclose(np.ravel(ground["loss"]), one.loss.T.ravel(), rtol=1e-6)
    first, second = (part["about"]["surface"] for part in data["parts"])
    assert [first[key] for key in ("z", "camera", "levels")] == [
        second[key] for key in ("z", "camera", "levels")
    ]
    tw.save(lands, tmp_path / "a.html")
    assert "seed 4" in (tmp_path / "a.html").read_text()


def test_the_page_shows_the_runs_of_each_plane_where_they_are_on_it():
    runs = tw.descend(BOWL, [tw.SGD(lr=0.05), tw.Adam(lr=0.05)], start=AT, steps=6)
    lands = [land(seed, runs=runs) for seed in (3, 4)]
    data = unpacked(scene_bytes(tw.Scene(lands)))
    assert [part["runs"] for part in data["parts"]] == [[0, 1], [2, 3]]
    labels = [run["label"] for run in data["runs"]["runs"]]
    assert labels == [f"{o} lr=0.05, seed {n}" for n in (3, 4) for o in ("SGD", "Adam")]
    theta = data["runs"]["recorded"]["theta"]
    for n, one in enumerate(lands):
        assert one.paths is not None
        np.testing.assert_array_equal(theta[2 * n : 2 * n + 2], one.paths.dataset.theta.values)


def test_files_that_hold_one_landscape(tmp_path):
    lands = [land(0), land(1)]
    for name, expected in (
        ("a.gif", "they stand still: save them as .html, .svg, .pdf or .png"),
        ("a.vts", "a file holds one: save them as .zarr"),
    ):
        with pytest.raises(ArgumentError) as caught:
            tw.save(lands, tmp_path / name)
        wanted = f'cannot write several landscapes as "{tmp_path / name}": {expected}, or one landscape at a time'
        assert str(caught.value) == wanted
    assert not list(tmp_path.iterdir())
