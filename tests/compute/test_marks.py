"""Named points of a plane: a landscape knows the loss at each, and its store keeps them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import thalweg as tw
from thalweg.data import store
from thalweg.problems.base import OnPlane

DEEP = tw.Formula("(a*b*c - 1)**2 + 0.1*(a - b)**2 + 0.05*c**2 + sin(3*a)")
POINTS = np.array([[1.5, 0.6, 1], [-1, -0.8, 1.2], [0.2, 2, -1.1]])
NAMES = ("SGD", "Adam", "SWA")


def through(*names: str, points: np.ndarray = POINTS) -> tw.Plane:
    return tw.Plane.through(*points, labels=names or None)


def losses(land: tw.Landscape) -> list[float]:
    return [np.nan if mark.loss is None else mark.loss for mark in land.marks]


def test_the_loss_at_the_points_is_the_problems():
    # None of them lies on the grid.
    land = tw.landscape(DEEP, plane=through(*NAMES), grid=6)
    assert [mark.name for mark in land.marks] == list(NAMES)
    assert [mark.at for mark in land.marks] == [(0, 0), (1, 0), (0, 1)]
    np.testing.assert_allclose(losses(land), DEEP.loss(POINTS), rtol=1e-13)
    line = tw.landscape(DEEP, plane=through("a", "b", points=POINTS[1:]), grid=7)
    np.testing.assert_allclose(losses(line), DEEP.loss(POINTS[1:]), rtol=1e-13)
    own = tw.Plane(POINTS[0], np.eye(3)[:2], marks={"beside": (0.3, -0.2)})
    beside = tw.landscape(DEEP, plane=own, grid=3, span=(-0.1, 0.1))
    np.testing.assert_allclose(losses(beside), DEEP.loss(POINTS[0] + [0.3, -0.2, 0]), rtol=1e-13)
    assert tw.landscape(DEEP, plane=through(), grid=3).marks[1].name == "2"
    assert tw.landscape(DEEP, a=(-1, 1), grid=3, at=POINTS[0]).marks == ()


def test_a_loss_that_is_not_finite(tmp_path: Path):
    pole = tw.Formula("log(x)**2 + y**2")
    plane = tw.Plane.through([1, 1], [-1, 1], labels=("one", "nowhere"))
    land = tw.landscape(pole, plane=plane, grid=5, store=tmp_path / "a.zarr")
    one, nowhere = land.marks
    assert one.loss == 1
    assert nowhere.loss is not None
    assert not np.isfinite(nowhere.loss)
    assert tw.load(tmp_path / "a.zarr") == land


def test_stores_keep_them(tmp_path: Path):
    land = tw.landscape(DEEP, plane=through(*NAMES), grid=5, store=tmp_path / "grown.zarr")
    tw.save(land, tmp_path / "saved.zarr")
    for name in ("grown", "saved"):
        found = tw.load(tmp_path / f"{name}.zarr")
        assert isinstance(found, tw.Landscape)
        assert found == land
        assert found.marks == land.marks


def test_a_finished_store_takes_other_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept = {"grid": 5, "store": tmp_path / "a.zarr"}
    land = tw.landscape(DEEP, plane=through(*NAMES), **kept)
    # Nothing is evaluated again for that.
    monkeypatch.setattr(OnPlane, "table", None)
    other = tw.landscape(DEEP, plane=through("x", "y", "z"), **kept)
    assert [mark.name for mark in other.marks] == ["x", "y", "z"]
    assert [mark.loss for mark in other.marks] == [mark.loss for mark in land.marks]
    assert tw.load(tmp_path / "a.zarr") == other
    none = tw.landscape(DEEP, plane=tw.Plane.through(*POINTS, labels=()), **kept)
    assert none.marks == ()
    found = tw.load(tmp_path / "a.zarr")
    assert isinstance(found, tw.Landscape)
    assert found.marks == ()


def test_a_store_that_is_continued_keeps_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(OnPlane, "tile", 20)
    kept = {"plane": through(*NAMES), "grid": 9, "store": tmp_path / "a.zarr"}

    class Killed(Exception):
        pass

    def kill(done: int, of: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        tw.landscape(DEEP, progress=kill, **kept)
    begun = tw.load(tmp_path / "a.zarr")
    assert isinstance(begun, tw.Landscape)
    whole = tw.landscape(DEEP, plane=through(*NAMES), grid=9)
    assert begun.marks == whole.marks
    assert not begun.dataset.done.values.all()
    assert tw.landscape(DEEP, **kept) == whole
    assert tw.load(tmp_path / "a.zarr") == whole


def test_stores_from_before_there_were_names(tmp_path: Path):
    plane = through(*NAMES)
    land = tw.landscape(DEEP, plane=plane.marked({}), grid=5)
    tw.save(land, tmp_path / "a.zarr")
    file = tmp_path / "a.zarr" / "zarr.json"
    written = json.loads(file.read_text())
    spec = json.loads(written["attributes"]["plane"])
    del spec["marks"]
    written["attributes"]["plane"] = json.dumps(spec)
    file.write_text(json.dumps(written))
    assert store.load(tmp_path / "a.zarr") == land
    # Names that are given later have no loss that was computed.
    named = replace(land, plane=plane)
    assert [mark.loss for mark in named.marks] == [None, None, None]
