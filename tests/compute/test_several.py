"""Landscapes of several planes: in one call, and in one store that is continued."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import thalweg as tw
from thalweg.errors import ArgumentError, StoreError
from thalweg.problems.base import OnPlane

HILLS = tw.Formula("0.1 + a**2 + 3*b**2 + (a*b*c - 1)**2")
AT = np.array([1.0, 0.5, -1.0])
PLANES = [tw.Plane.random(HILLS, at=AT, normalize=None, seed=seed) for seed in (0, 1, 2)]


def test_each_is_what_it_is_alone():
    runs = tw.descend(HILLS, tw.SGD(lr=0.02), start=AT, steps=4)
    lands = tw.landscape(HILLS, plane=PLANES, grid=(7, 5), span=(-1, 2), runs=runs)
    for land, plane in zip(lands, PLANES, strict=True):
        assert land == tw.landscape(HILLS, plane=plane, grid=(7, 5), span=(-1, 2), runs=runs)
    told: list[tuple[int, int]] = []
    tw.landscape(HILLS, plane=PLANES, grid=5, progress=lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1] == (75, 75)


def test_a_store_is_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(OnPlane, "tile", 20)
    kept: dict[str, Any] = {"plane": PLANES, "grid": 9, "store": tmp_path / "a.zarr"}

    class Killed(Exception):
        pass

    def kill(done: int, of: int) -> None:
        if done > 81:
            raise Killed

    with pytest.raises(Killed):
        tw.landscape(HILLS, progress=kill, **kept)
    begun = tw.load(tmp_path / "a.zarr")
    assert isinstance(begun, tuple)
    assert [bool(land.dataset.done.values.all()) for land in begun] == [True, False]
    # What there is so far can be drawn.
    assert len(tw.Scene(begun).views) == 2
    whole = tw.landscape(HILLS, plane=PLANES, grid=9)
    points: list[int] = []
    table = OnPlane.table

    def counted(self: OnPlane, coordinates: np.ndarray) -> np.ndarray:
        points.append(len(coordinates))
        return table(self, coordinates)

    monkeypatch.setattr(OnPlane, "table", counted)
    assert tw.landscape(HILLS, **kept) == whole
    assert 81 < sum(points) < 162
    assert tw.load(tmp_path / "a.zarr") == whole
    # One more plane is computed; those that are there are not.
    more = [*PLANES, tw.Plane.random(HILLS, at=AT, normalize=None, seed=3)]
    points.clear()
    four = tw.landscape(HILLS, plane=more, grid=9, store=tmp_path / "a.zarr")
    assert len(four) == 4
    assert sum(points) == 81


def test_what_is_refused(tmp_path: Path):
    kept = {"grid": 3, "store": tmp_path / "a.zarr"}
    tw.landscape(HILLS, plane=PLANES, **kept)
    with pytest.raises(StoreError, match=r"a\.zarr/0.* holds another plane"):
        tw.landscape(HILLS, plane=PLANES[::-1], **kept)
    with pytest.raises(StoreError, match="something else than a landscape that can be continued"):
        tw.landscape(HILLS, plane=PLANES[0], **kept)
    tw.landscape(HILLS, plane=PLANES[0], grid=3, store=tmp_path / "b.zarr")
    with pytest.raises(StoreError, match="something else than several landscapes"):
        tw.landscape(HILLS, plane=PLANES, grid=3, store=tmp_path / "b.zarr")
    with pytest.raises(ArgumentError, match="plane must be a Plane, or a list of planes, not 3"):
        tw.landscape(HILLS, plane=3)  # type: ignore[call-overload]
    with pytest.raises(ArgumentError, match="either a plane or ranges"):
        tw.landscape(HILLS, plane=PLANES, a=(0, 1))  # type: ignore[call-overload]


def test_a_store_of_which_nothing_is_begun(tmp_path: Path):
    from thalweg.data.store import begin_several

    begin_several(tmp_path / "a.zarr")
    begin_several(tmp_path / "a.zarr")
    with pytest.raises(StoreError, match="holds no landscape yet"):
        tw.load(tmp_path / "a.zarr")
