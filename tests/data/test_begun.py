"""A PCA that keeps how far it is: it goes on with the same bits, and refuses what is another's."""

from __future__ import annotations

import os
from types import SimpleNamespace

import numpy as np
import pytest

import thalweg as tw
from killing_kit import kills
from thalweg.data import begun, components
from thalweg.data.atomic import hold
from thalweg.errors import OutputError, StoreError

ROWS = 100 + np.cumsum(np.random.default_rng(0).standard_normal((8, 500)), axis=0)


class Killed(Exception):
    """What stands for the end of the process."""


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    """Eight parameters to a slab, and every one is kept."""
    monkeypatch.setattr(components, "SLAB", 64)
    monkeypatch.setattr(begun, "APART", 0.0)
    monkeypatch.setattr(begun, "_SHARE", 1e9)


def stopped(store, after, rows: np.ndarray | tw.Trajectories = ROWS, **how):
    """Begin a PCA that ends after so many slabs."""
    left = after

    def tell(_done, _of):
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed

    with pytest.raises(Killed):
        tw.Plane.pca(rows, store=store, progress=tell, **how)


@pytest.mark.parametrize("axes", [1, 2])
@pytest.mark.parametrize("center", ["mean", "end"])
@pytest.mark.parametrize("after", [1, 40, 62, 63, 64, 90, 124])
def test_it_goes_on_where_it_was(tmp_path, after, center, axes):
    store, told = tmp_path / "run.pca", []
    stopped(store, after, center=center, axes=axes)
    plane = tw.Plane.pca(
        ROWS, center=center, axes=axes, store=store, progress=lambda *said: told.append(said)
    )
    # The slab that it was stopped in is known by then.
    assert len(told) == 2 * 63 - after - 1
    assert plane == tw.Plane.pca(ROWS, center=center, axes=axes)
    told.clear()
    again = tw.Plane.pca(
        ROWS, center=center, axes=axes, store=store, progress=lambda *said: told.append(said)
    )
    assert again == plane
    assert told == []


def test_runs_from_disk_go_on_too(tmp_path):
    runs = tw.descend(tw.functions["rosenbrock"], tw.SGD(lr=1e-3), steps=12)
    tw.save(runs, tmp_path / "run.zarr")
    loaded = tw.load(tmp_path / "run.zarr")
    assert isinstance(loaded, tw.Trajectories)
    stopped(tmp_path / "run.pca", 1, loaded)
    assert tw.Plane.pca(loaded, store=tmp_path / "run.pca") == tw.Plane.pca(runs)


def test_work_that_is_short_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(begun, "APART", 60.0)
    assert tw.Plane.pca(ROWS, store=tmp_path / "run.pca") == tw.Plane.pca(ROWS)
    assert list(tmp_path.iterdir()) == []


def test_rows_are_kept_only_where_sums_were(tmp_path, monkeypatch):
    # The sums took no time, and the directions take long: they begin again.
    now = iter([0.0] * 64 + [100.0] * 64)
    monkeypatch.setattr(begun, "time", SimpleNamespace(monotonic=lambda: next(now)))
    monkeypatch.setattr(begun, "APART", 60.0)
    tw.Plane.pca(ROWS, store=tmp_path / "run.pca")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("rows", "how", "told"),
    [
        (ROWS[:5], {}, "8 snapshots, not 5"),
        (ROWS[:, :90], {}, "500 parameters, not 90"),
        (ROWS + 1, {}, "another run"),
        (ROWS, {"axes": 1}, "another number of axes"),
        (ROWS, {"center": "end"}, "another center"),
    ],
)
def test_that_of_another_is_refused(tmp_path, rows, how, told):
    store = tmp_path / "run.pca"
    stopped(store, 3)
    with pytest.raises(
        StoreError, match=rf'"{store}" holds another PCA \({told}\): choose another'
    ):
        tw.Plane.pca(rows, store=store, **how)


def test_what_is_no_pca_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="it is a file, not a folder"):
        tw.Plane.pca(ROWS, store=tmp_path / "file")
    with pytest.raises(StoreError, match="holds something else than a PCA that can be continued"):
        tw.Plane.pca(ROWS, store=tmp_path)
    with pytest.raises(OutputError, match=r'the folder ".*none" does not exist'):
        tw.Plane.pca(ROWS, store=tmp_path / "none" / "run.pca")


def test_what_is_damaged_is_told(tmp_path):
    store = tmp_path / "run.pca"
    stopped(store, 100)
    rows = store / "rows.f64"
    rows.write_bytes(rows.read_bytes()[:100])
    with pytest.raises(StoreError, match=r"is damaged \(rows.f64 is short\): remove it"):
        tw.Plane.pca(ROWS, store=store)
    (store / "gram.npz").write_bytes(b"PK")
    with pytest.raises(StoreError, match=r"is damaged \(.*\): remove it"):
        tw.Plane.pca(ROWS, store=store)


def test_one_that_another_writes_is_refused(tmp_path):
    store = tmp_path / "run.pca"
    stopped(store, 3)
    lock = hold(store)
    assert lock is not None
    with pytest.raises(StoreError, match="another process is writing"):
        tw.Plane.pca(ROWS, store=store)
    os.close(lock)
    tw.Plane.pca(ROWS, store=store)


SCRIPT = """
import time
import numpy as np
import thalweg as tw
from killing_kit import kill_again_and_again
from thalweg.data import begun, components

begun.APART, begun._SHARE = 0.0, 1e9
components.SLAB = 64
rows = 100 + np.cumsum(np.random.default_rng(0).standard_normal((8, 500)), axis=0)

def work(store):
    tw.Plane.pca(rows, store=store, progress=lambda done, of: time.sleep(0.003))

kill_again_and_again(work, (0.05, 0.3), seed=0)
"""


def test_killed_at_any_moment_it_ends_with_the_same_bits(tmp_path):
    store, reached = tmp_path / "run.pca", []
    for _ in kills(SCRIPT, store):
        if (store / "gram.npz").exists():
            with np.load(store / "gram.npz") as found:
                reached.append(int(found["at"].sum()))
    assert reached == sorted(reached)
    assert len(set(reached)) > 3
    assert tw.Plane.pca(ROWS, store=store) == tw.Plane.pca(ROWS)
