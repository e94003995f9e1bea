"""Landscapes on planes: exact, refined, and continued after their process was killed."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

import thalweg as tw
from killing_kit import grows
from thalweg.compute.grid import along, levels
from thalweg.data.growing import Growing
from thalweg.errors import ArgumentError, StoreError
from thalweg.problems.base import OnPlane
from thalweg.scenes.contour import Contour

HILLS = tw.Formula("0.1 + a**2 + 3*b**2 + (a*b*c - 1)**2 + sin(d)**2")
AT = np.array([1.0, 0.5, -1.0, 0.3])
PLANE = tw.Plane.random(HILLS, at=AT, normalize=None)


def exact(plane: tw.Plane, shape: tuple[int, ...]) -> np.ndarray:
    """Point by point, in the order of the coordinates: no row reversed, no axes swapped."""
    axes = [np.linspace(*pair, n) for pair, n in zip(plane.span, shape, strict=True)]
    out = np.empty(shape)
    for place in np.ndindex(*shape):
        theta = plane.origin + sum(axes[k][i] * plane.basis[k] for k, i in enumerate(place))
        out[place] = HILLS.loss(theta)
    return out


@pytest.mark.parametrize("shape", [(7, 12), (12, 7), (2, 9)])
def test_every_point_is_where_its_coordinates_say(shape):
    plane = PLANE.over((-1, 2), (-0.5, 0.25))
    land = tw.landscape(HILLS, plane=plane, grid=shape)
    np.testing.assert_allclose(land.loss, exact(plane, shape), rtol=1e-14)
    # An edge labelled 2 lies at 2.
    assert [float(land.dataset[a][k]) for a in ("alpha", "beta") for k in (0, -1)] == [
        -1,
        2,
        -0.5,
        0.25,
    ]
    assert land.dataset.computed.all()
    assert land.dataset.done.all()
    assert land.error is None
    assert tw.landscape(HILLS, plane=PLANE, span=[(-1, 2), (-0.5, 0.25)], grid=shape) == land


def test_a_line():
    line = tw.Plane.through(AT, -AT)
    land = tw.landscape(HILLS, plane=line, grid=31)
    assert land.axes == ("alpha",)
    np.testing.assert_allclose(land.loss, exact(line, (31,)), rtol=1e-14)
    assert tw.landscape(HILLS, plane=line, grid=101, tolerance=0.01).dataset.computed.mean() < 0.8


@pytest.mark.parametrize("shape", [(41, 41), (51, 23), (9, 9), (2, 2), (101,)])
def test_levels_are_nested_and_complete(shape):
    parts = levels(shape)
    assert sorted(np.concatenate(parts).tolist()) == list(range(int(np.prod(shape))))
    seen = np.zeros(shape, bool).ravel()
    for level, part in enumerate(parts):
        seen[part] = True
        grid = np.zeros(shape, bool)
        grid[np.ix_(*along(shape, 1 << (len(parts) - 1 - level)))] = True
        np.testing.assert_array_equal(seen.reshape(shape), grid)
    if min(shape) > 30:
        assert len(parts[0]) < 0.1 * np.prod(shape) * (1 if len(shape) > 1 else 2)


@pytest.mark.parametrize("tolerance", [0.05, 0.01, 1e-3, 1e-4])
def test_refined_until_the_tolerance_holds(tolerance):
    land = tw.landscape(HILLS, plane=PLANE, grid=(61, 81), tolerance=tolerance)
    whole = tw.landscape(HILLS, plane=PLANE, grid=(61, 81))
    computed = land.dataset.computed.values
    np.testing.assert_array_equal(land.loss[computed], whole.loss[computed])
    assert land.dataset.done.all()
    assert 0 < computed.mean() < 0.6
    assert land.error is not None
    assert land.error <= tolerance
    scale = np.maximum(whole.loss, 0.01 * np.ptp(whole.loss))
    assert np.max(np.abs(land.loss - whole.loss) / scale) <= tolerance


def test_what_cannot_be_interpolated_is_computed():
    rough = tw.BlackBox(lambda x, y: 2 + np.sin(1e4 * x) * np.cos(3e4 * y), params=("x", "y"))
    plane = tw.Plane([0, 0], [[1, 0], [0, 1]])
    land = tw.landscape(rough, plane=plane, grid=33, tolerance=0.01)
    assert land.dataset.computed.all()
    assert land == tw.landscape(rough, plane=plane, grid=33)


def test_infinite_and_undefined_losses_stay():
    holed = tw.Formula("log(x + 0.2) + y**2 + 5")
    plane = tw.Plane([0, 0], [[1, 0], [0, 1]])
    land = tw.landscape(holed, plane=plane, grid=161, tolerance=0.02)
    whole = tw.landscape(holed, plane=plane, grid=161)
    np.testing.assert_array_equal(np.isfinite(land.loss), np.isfinite(whole.loss))
    np.testing.assert_array_equal(np.isnan(land.loss), np.isnan(whole.loss))
    assert land.dataset.done.all()
    assert not land.dataset.computed.all()


def test_a_loss_of_zero_or_below_is_a_loss(tmp_path):
    # A resumed file of another tool takes a loss <= 0 for one that is missing.
    calls = []

    def fun(x, y):
        calls.append(np.size(x))
        return x * y

    saddle = tw.BlackBox(fun, params=("x", "y"))
    plane = tw.Plane([0, 0], [[1, 0], [0, 1]])
    first = tw.landscape(saddle, plane=plane, grid=9, store=tmp_path / "a.zarr")
    # Four of them alone, to see that it takes arrays.
    assert sum(calls) == 85
    again = tw.landscape(saddle, plane=plane, grid=9, store=tmp_path / "a.zarr")
    # Two of them, to see that it is the same function.
    assert sum(calls) == 87
    np.testing.assert_array_equal(again.loss, first.loss)


def test_a_store_of_a_function_that_has_changed_is_refused(tmp_path):
    plane = tw.Plane([0, 0], [[1, 0], [0, 1]])
    kept = {"plane": plane, "grid": 9, "store": tmp_path / "a.zarr"}
    tw.landscape(tw.BlackBox(lambda x, y: x**2 + y**2, params=("x", "y")), **kept)
    with pytest.raises(
        StoreError,
        match=r'a.zarr" holds other losses \(loss 2 at \(-1, -1\), where it is 2.5 now\): the loss, a metric',
    ):
        tw.landscape(tw.BlackBox(lambda x, y: x**2 + 1.5 * y**2, params=("x", "y")), **kept)
    # As exact as other processors are.
    tw.landscape(tw.BlackBox(lambda x, y: (1 + 1e-4) * (x**2 + y**2), params=("x", "y")), **kept)


def test_a_box_may_be_refined_and_stored(tmp_path):
    kept = {"store": tmp_path / "box.zarr", "tolerance": 1e-3}
    land = tw.landscape(HILLS, a=(-2, 2), c=(-1, 1), grid=(61, 41), at=AT, **kept)
    whole = tw.landscape(HILLS, a=(-2, 2), c=(-1, 1), grid=(61, 41), at=AT)
    assert land.axes == ("a", "c")
    assert land.fixed == whole.fixed
    np.testing.assert_allclose(land.loss, whole.loss, rtol=2e-3)
    assert tw.load(tmp_path / "box.zarr") == replace(
        land, problem=tw.load(tmp_path / "box.zarr").problem
    )


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_an_executor_gives_the_same(kind: str):
    # Other tests have started JAX's threads here, which do not survive a fork.
    pool = (
        ThreadPoolExecutor(2)
        if kind == "threads"
        else ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    )
    with pool as executor:
        land = tw.landscape(HILLS, plane=PLANE, grid=(21, 13), executor=executor)
        refined = tw.landscape(HILLS, plane=PLANE, grid=61, tolerance=1e-3, executor=executor)
    assert land == tw.landscape(HILLS, plane=PLANE, grid=(21, 13))
    assert refined == tw.landscape(HILLS, plane=PLANE, grid=61, tolerance=1e-3)


def test_progress_is_told():
    seen = []
    tw.landscape(HILLS, plane=PLANE, grid=33, progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (1089, 1089)
    assert seen[0][0] == 81


def test_paths_know_the_planes_loss_and_their_own(tmp_path):
    runs = tw.descend(HILLS, [tw.SGD(lr=0.02), tw.Adam(lr=0.1)], start=AT, steps=25)
    plane = tw.Plane.pca(runs)
    land = tw.landscape(runs, plane=plane, grid=11, store=tmp_path / "land.zarr")
    assert land.paths is not None
    shown = land.paths.dataset
    np.testing.assert_allclose(
        shown.plane_loss, HILLS.loss(plane.point(shown.theta.values[..., :2])), rtol=1e-12
    )
    np.testing.assert_array_equal(shown.loss, runs.dataset.loss)
    assert tw.load(tmp_path / "land.zarr") == land
    scene = tw.Scene(land, panels=["contour", "loss"])
    assert "of the motion lies in it" in scene.alt
    assert "loss of the nearest points of the plane" in scene.alt
    # The same from the runs, beside a landscape without paths.
    assert tw.Scene(runs, replace(land, paths=None), panels=["contour", "loss"]).alt == scene.alt


def test_runs_of_another_problem_are_refused():
    other = tw.Formula("a + b + c + d")
    runs = tw.descend(other, tw.SGD(lr=0.1), start=AT, steps=3)
    with pytest.raises(ArgumentError, match="the runs and the landscape must be of one problem"):
        tw.landscape(HILLS, plane=PLANE, runs=runs, grid=3)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"problem": tw.Formula("0.2 + a**2 + b + c + d")}, "another problem"),
        ({"plane": tw.Plane.random(HILLS, at=AT, normalize=None, seed=1)}, "another plane"),
        ({"grid": 10}, "another grid"),
        ({"span": (-2, 2)}, "another grid"),
        ({"tolerance": 0.5}, "another tolerance"),
    ],
)
def test_a_store_of_something_else_is_refused(tmp_path, change, expected):
    usual = {"problem": HILLS, "plane": PLANE, "grid": 9, "store": tmp_path / "land.zarr"}
    tw.landscape(**usual)
    with pytest.raises(StoreError, match=expected):
        tw.landscape(**{**usual, **change})


def test_a_store_of_runs_is_not_replaced(tmp_path):
    runs = tw.descend(HILLS, tw.SGD(lr=0.01), start=AT, steps=3)
    tw.save(runs, tmp_path / "run.zarr")
    with pytest.raises(StoreError, match="something else than a landscape that can be continued"):
        tw.landscape(HILLS, plane=PLANE, grid=5, store=tmp_path / "run.zarr")
    assert tw.load(tmp_path / "run.zarr") == runs


def test_a_store_that_another_writes_is_refused(tmp_path):
    tw.landscape(HILLS, plane=PLANE, grid=5, store=tmp_path / "land.zarr")
    with (
        Growing(tmp_path / "land.zarr", {}),
        pytest.raises(StoreError, match="another process is writing"),
    ):
        tw.landscape(HILLS, plane=PLANE, grid=5, store=tmp_path / "land.zarr")
    tw.landscape(HILLS, plane=PLANE, grid=5, store=tmp_path / "land.zarr")


def test_a_coarse_picture_within_the_first_tenth(tmp_path, monkeypatch):
    # What is on disk after a tenth of the points already makes a picture of the whole plane.
    whole = tw.landscape(HILLS, plane=PLANE, grid=(41, 81))

    class Enough(Exception):
        pass

    def stop(done, of):
        if done >= 0.1 * of:
            raise Enough

    store = tmp_path / "land.zarr"
    monkeypatch.setattr(OnPlane, "tile", 7)
    monkeypatch.setattr("thalweg.data.growing._APART", 0)
    monkeypatch.setattr("thalweg.data.growing._SHARE", 1e9)
    with pytest.raises(Enough):
        tw.landscape(HILLS, plane=PLANE, grid=(41, 81), store=store, progress=stop)
    part = tw.load(store)
    assert isinstance(part, tw.Landscape)
    assert 0.05 < part.dataset.done.values.mean() < 0.11
    picture = tw.Scene(part, panels="contour").pictures[0]
    assert isinstance(picture, Contour)
    assert np.isfinite(picture.loss).all()
    np.testing.assert_array_equal(picture.loss, whole.loss[::4, ::4].T)
    assert "% of the points computed so far" in picture.title
    assert (picture.x.limits, picture.y.limits) == PLANE.span


SCRIPT = """
import time
import xarray.backends.zarr, zarr.codecs, scipy.interpolate, scipy.ndimage
import thalweg as tw
import thalweg.compute
from killing_kit import kill_again_and_again
from thalweg.data import growing
from thalweg.problems.base import OnPlane

growing._APART = growing._SHARE = 0.001
OnPlane.tile = 7
table = OnPlane.table
OnPlane.table = lambda self, at: (time.sleep(0.004), table(self, at))[1]
f = tw.Formula("0.1 + a**2 + 3*b**2 + (a*b*c - 1)**2 + sin(d)**2")
plane = tw.Plane.random(f, at=[1.0, 0.5, -1.0, 0.3], normalize=None)

def work(store):
    tw.landscape(f, plane=plane, grid=(41, 33), tolerance=1e-5, store=store)

kill_again_and_again(work, (0.1, 0.8), seed=0)
"""


def test_killed_at_any_moment_it_ends_with_the_same_bits(tmp_path, monkeypatch):
    monkeypatch.setattr(OnPlane, "tile", 7)
    store = tmp_path / "land.zarr"
    grows(SCRIPT, store)
    whole = tw.landscape(HILLS, plane=PLANE, grid=(41, 33), tolerance=1e-5)
    resumed = tw.landscape(HILLS, plane=PLANE, grid=(41, 33), tolerance=1e-5, store=store)
    assert resumed.loss.tobytes() == whole.loss.tobytes()
    np.testing.assert_array_equal(resumed.dataset.computed, whole.dataset.computed)
    loaded = tw.load(store)
    assert isinstance(loaded, tw.Landscape)
    assert loaded.error == whole.error
    assert not list(Path(tmp_path).glob(".*.tmp"))
