"""Saved runs and landscapes: the same again, whatever happens in between."""

from __future__ import annotations

import itertools
import json
import os
import platform
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings, strategies as st
from hypothesis.extra import numpy as hnp

import thalweg as tw
from thalweg.data import Landscape, Trajectories, store, zarrio
from thalweg.data.store import load, save
from thalweg.errors import ArgumentError, OutputError, StoreError
from thalweg.optim import SGD
from thalweg.problems import Fit, Formula
from thalweg.problems.base import Problem

Make = Callable[..., xr.Dataset]


class Odd(Problem):
    """A problem with any params and arrays."""

    kind = "odd"

    def __init__(self, params: tuple[str, ...], arrays: dict[str, np.ndarray]) -> None:
        self.params, self.title, self.latex = params, "odd", ""
        self._arrays = arrays

    def _evaluate(self, theta: Any, rows: Any = None, *, slope: bool = True) -> Any:
        raise NotImplementedError

    def _hessian_product(self, theta: Any, v: Any) -> Any:
        raise NotImplementedError

    def spec(self) -> dict[str, Any]:
        return {"kind": "odd", "params": list(self.params)}

    def arrays(self) -> dict[str, np.ndarray]:
        return self._arrays


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stores")


@pytest.fixture
def odd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "thalweg.problems.from_spec",
        lambda spec, arrays: Odd(tuple(spec["params"]), dict(arrays)),
    )


def failed(path: str | Path) -> str:
    with pytest.raises(StoreError) as raised:
        load(path)
    return str(raised.value)


def refused(obj: Trajectories | Landscape, path: str | Path) -> str:
    with pytest.raises(OutputError) as raised:
        save(obj, path)
    return str(raised.value)


def edit(path: Path, **attributes: Any) -> None:
    """Change or remove (None) attributes of a store."""
    meta = json.loads((path / "zarr.json").read_text())
    meta["attributes"] |= attributes
    meta["attributes"] = {k: v for k, v in meta["attributes"].items() if v is not None}
    (path / "zarr.json").write_text(json.dumps(meta))


# -- the same again ------------------------------------------------------------------------------


def identical(a: xr.Dataset, b: xr.Dataset) -> None:
    """Assert equality to the bit, types and attributes included."""
    xr.testing.assert_identical(a, b)
    assert list(a.dims) == list(b.dims)
    for name in a.variables:
        assert a[name].dtype == b[name].dtype
        assert a[name].values.tobytes() == b[name].values.tobytes()


def test_trajectories(runs: Trajectories, tmp_path: Path):
    save(runs, tmp_path / "run.zarr")
    back = load(tmp_path / "run.zarr")
    assert back == runs
    assert isinstance(back, Trajectories)
    identical(back.dataset, runs.dataset)
    assert back.problem.loss([1.0, 1.0]) == 11.0
    assert os.listdir(tmp_path) == ["run.zarr"]


def test_landscape(bowl: Formula, grid_dataset: Make, tmp_path: Path):
    dataset = grid_dataset().isel(x=0, drop=True)
    dataset.attrs["note"] = "kept"
    dataset["loss"].attrs["units"] = "m"
    land = Landscape(dataset, bowl, {"x": 0.1})
    save(land, tmp_path / "land.zarr")
    back = load(tmp_path / "land.zarr")
    assert back == land
    assert isinstance(back, Landscape)
    identical(back.dataset, land.dataset)


def test_bools_as_many_versions_of_xarray_write_them(land: Landscape, tmp_path: Path):
    import zarr

    save(land, tmp_path / "land.zarr")
    done = tmp_path / "land.zarr" / "done"
    # Which versions of xarray write bool itself is theirs to choose; this is the other form.
    array = zarr.create_array(
        done, data=land.dataset["done"].values.astype(np.int8), overwrite=True,
        dimension_names=land.axes, attributes={"dtype": "bool"},
    )  # fmt: skip
    assert array.metadata.to_dict()["data_type"] == "int8"
    loaded = load(tmp_path / "land.zarr")
    assert loaded == land
    assert isinstance(loaded, Landscape)
    assert loaded.dataset["done"].dtype == bool
    assert loaded.dataset["done"].attrs == {}


def test_tables_among_the_attributes_as_stores_had_them(runs: Trajectories, tmp_path: Path):
    save(runs, tmp_path / "run.zarr")
    before = json.loads((tmp_path / "run.zarr" / "zarr.json").read_text())["attributes"]
    tables = {key: json.loads(before[key]) for key in ("versions", "layout")}
    edit(tmp_path / "run.zarr", **tables)
    assert load(tmp_path / "run.zarr") == runs


@pytest.mark.parametrize("several", [False, True])
def test_every_group_becomes_netcdf(runs: Trajectories, tmp_path: Path, several: bool):
    plane = tw.Plane([0, 0], [[1, 0], [0, 1]])
    land = tw.landscape(runs.problem, plane=plane, runs=runs, grid=3)
    assert land.dataset["done"].dtype == bool
    data = {"size (cm)": [1.0, 2.0, 4.0], "grown/up": ["no", "yes", "yes"]}
    fit = Fit("sigmoid(w*`size (cm)` + b)", data, target="grown/up", loss="logistic")
    fitted = tw.descend(fit, SGD(lr=0.1), start=[0, 0], steps=2)
    for number, obj in enumerate((runs, fitted, (land, land) if several else land)):
        save(obj, tmp_path / f"{number}.zarr")
    groups = [path.parent for path in tmp_path.rglob("zarr.json")]
    groups = [
        p for p in groups if json.loads((p / "zarr.json").read_text())["node_type"] == "group"
    ]
    assert len(groups) == 1 + 2 + (3 + 1 + 3 if several else 3)
    for group in groups:
        file = tmp_path / "one.nc"
        with xr.open_zarr(group, consolidated=False, chunks=None) as opened:
            opened.to_netcdf(file, engine="scipy")
            with xr.open_dataset(file, engine="scipy") as back:
                xr.testing.assert_equal(back, opened)
                assert {**back.attrs} == {**opened.attrs}


def test_a_fit_with_its_data(grid_dataset: Make, tmp_path: Path):
    data = {"size (cm)": [1.0, 2.0, 4.0], "grown/up": ["no", "yes", "yes"], "other": [0, 0, 0]}
    fit = Fit("sigmoid(w*`size (cm)` + b)", data, target="grown/up", loss="logistic")
    land = Landscape(grid_dataset().rename(x="w", y="b"), fit)
    save(land, tmp_path / "land.zarr")
    back = load(tmp_path / "land.zarr")
    assert back == land
    assert back.problem.loss([0.3, -0.2]) == fit.loss([0.3, -0.2])


def test_what_is_in_the_folder(runs: Trajectories, tmp_path: Path):
    path = tmp_path / "run.zarr"
    save(runs, path)
    attributes = json.loads((path / "zarr.json").read_text())["attributes"]
    assert attributes["thalweg_format"] == 1
    assert attributes["kind"] == "trajectories"
    versions = json.loads(attributes["versions"])
    assert set(versions) == {"thalweg", "numpy", "python"}
    assert versions["numpy"] == np.__version__
    assert versions["python"] == platform.python_version()
    assert json.loads(attributes["problem"]) == runs.problem.spec()
    # Others can open it.
    with xr.open_zarr(path, consolidated=False, chunks=None) as opened:
        assert opened["theta"].dims == ("run", "step", "param")
        assert opened["label"].values.tolist() == list(runs.labels)
    # The same run gives the same bytes.
    save(runs, tmp_path / "again.zarr")
    names = [p.relative_to(path) for p in path.rglob("*") if p.is_file()]
    for name in names:
        assert (path / name).read_bytes() == (tmp_path / "again.zarr" / name).read_bytes()


numbers = hnp.arrays(np.float64, (2, 3), elements=st.floats(width=64))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).filter(
    # NumPy itself drops a NUL at the end of a text.
    lambda text: not text.endswith("\0")
)


@settings(deadline=None, max_examples=10)
@given(
    values=numbers,
    labels=st.lists(texts, min_size=2, max_size=2, unique=True),
    steps=st.lists(st.integers(0, 2**62), min_size=3, max_size=3, unique=True),
    start=hnp.arrays(np.int64, 2),
)
def test_any_run(
    bowl: Formula, folder: Path, values: np.ndarray, labels: list[str], steps: list[int], start: Any
):
    dataset = xr.Dataset(
        {
            "theta": (("run", "step", "param"), np.stack([values, -values], axis=2)),
            "loss": (("run", "step"), values),
            "extra": (("run", "step"), np.signbit(values)),
        },
        {
            "step": sorted(steps),
            "param": ["x", "y"],
            "optimizer": ("run", ["SGD", "SGD"]),
            "label": ("run", labels),
            "diverged_at": ("run", start),
            "start": ("run", start),
        },
    )
    runs = Trajectories(dataset, bowl, (SGD(lr=0.1), SGD(lr="0.1/(1 + t)")))
    save(runs, folder / "any.zarr")
    back = load(folder / "any.zarr")
    assert back == runs
    identical(back.dataset, dataset)


def test_chunks_of_one_value_keep_their_bits(bowl: Formula, run_dataset: Make, tmp_path: Path):
    payload = np.frombuffer(b"\x01\x02\x00\x00\x00\x00\xf8\x7f", dtype=np.float64)[0]
    for value in (-0.0, 0.0, np.nan, payload, np.inf):
        dataset = run_dataset(loss=(("run", "step"), np.full((3, 4), value)))
        save(Trajectories(dataset, bowl, (SGD(),) * 3), tmp_path / "x.zarr")
        identical(load(tmp_path / "x.zarr").dataset, dataset)


@pytest.mark.usefixtures("odd")
@pytest.mark.parametrize(
    ("x", "y"),
    [("x", "X"), ("a/b", "../.."), ("", "."), ("é" * 300, "zarr.json"), ("problem", "name_0")],
)
def test_names_that_are_no_good_for_folders(grid_dataset: Make, tmp_path: Path, x: str, y: str):
    arrays = {
        x: np.arange(3),
        y: np.ones((2, 2)),
        "dim0_0": np.array(["a", "bc"]),
        "b": np.array([True]),
    }
    dataset = grid_dataset().rename(x=x, y=y)
    save(Landscape(dataset, Odd((x, y), arrays)), tmp_path / "land.zarr")
    back = load(tmp_path / "land.zarr")
    identical(back.dataset, dataset)
    found = back.problem.arrays()
    assert found.keys() == arrays.keys()
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        assert found[name].tolist() == array.tolist()
    assert os.listdir(tmp_path) == ["land.zarr"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            np.array([{}, 1, ""], dtype=object),
            '"extra" cannot be saved: it holds something that is not text; convert it',
        ),
        (
            np.array(["a", "b", "\ud800"]),
            '"extra" cannot be saved: it holds something that is not text; convert it',
        ),
        (
            np.zeros(3, dtype=complex),
            '"extra" cannot be saved: its type complex128 is not one of bool, int, float and str;'
            " convert it",
        ),
    ],
)
def test_what_cannot_be_saved(
    bowl: Formula, run_dataset: Make, tmp_path: Path, values: np.ndarray, expected: str
):
    runs = Trajectories(run_dataset(extra=("run", values)), bowl, (SGD(),) * 3)
    with pytest.raises(ArgumentError) as raised:
        save(runs, tmp_path / "x.zarr")
    assert str(raised.value) == expected
    assert os.listdir(tmp_path) == []


def test_only_data_is_saved(tmp_path: Path):
    with pytest.raises(ArgumentError) as raised:
        save("text", tmp_path / "x.zarr")  # pyright: ignore[reportArgumentType]
    assert str(raised.value) == (
        "a store holds trajectories or a landscape, not str; save one of these"
    )


# -- where ---------------------------------------------------------------------------------------


def test_replaced(runs: Trajectories, land: Landscape, tmp_path: Path):
    path = tmp_path / "x.zarr"
    save(runs, path)
    save(land, f"{path}/")
    assert load(f"{path}/") == land
    assert not (path / "theta").exists()
    assert os.listdir(tmp_path) == ["x.zarr"]


def test_a_link_stays_a_link(runs: Trajectories, land: Landscape, tmp_path: Path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.zarr"
    link.symlink_to("real/x.zarr")
    save(runs, link)
    save(land, link)
    assert link.is_symlink()
    assert load(link) == load(tmp_path / "real" / "x.zarr") == land
    assert os.listdir(tmp_path / "real") == ["x.zarr"]


def test_an_empty_folder_is_used(runs: Trajectories, tmp_path: Path):
    (tmp_path / "x.zarr").mkdir()
    save(runs, tmp_path / "x.zarr")
    assert load(tmp_path / "x.zarr") == runs


def test_where_nothing_can_be_saved(
    runs: Trajectories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    Path("file.zarr").write_text("mine")
    Path("mine").mkdir()
    Path("mine/thesis.txt").write_text("mine")
    Path("mine/zarr.json").write_text('{"attributes": []}')
    assert refused(runs, "file.zarr") == (
        'cannot write "file.zarr": it is a file, not a folder; remove it or choose another path'
    )
    assert refused(runs, "mine") == (
        'refusing to replace "mine": it is not a thalweg store; remove it or choose another path'
    )
    assert refused(runs, "no/x.zarr") == (
        'cannot write "no/x.zarr": the folder "no" does not exist; create it or choose another path'
    )
    assert refused(runs, "file.zarr/x.zarr") == (
        'cannot write "file.zarr/x.zarr": "file.zarr" is a file, not a folder; choose another path'
    )
    assert refused(runs, "/proc/x.zarr").startswith('cannot write "/proc/x.zarr": ')
    assert sorted(os.listdir()) == ["file.zarr", "mine"]
    assert sorted(os.listdir("mine")) == ["thesis.txt", "zarr.json"]


def test_what_cannot_be_opened(runs: Trajectories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("file.zarr").write_text("mine")
    Path("mine").mkdir()
    xr.Dataset({"a": ("x", [1])}).to_zarr("other.zarr", zarr_format=3, consolidated=False)
    save(runs, "new.zarr")
    edit(Path("new.zarr"), thalweg_format=2)
    assert failed("no.zarr") == 'cannot open "no.zarr": there is no such folder; check the path'
    assert failed("no/no.zarr") == (
        'cannot open "no/no.zarr": there is no such folder; check the path'
    )
    assert failed("file.zarr") == (
        'cannot open "file.zarr": it is a file, not a saved run; give the folder that was saved'
    )
    for name in ("mine", "other.zarr"):
        assert failed(name) == (
            f'cannot open "{name}": it is not a thalweg store; give a folder that thalweg has saved'
        )
    assert failed("new.zarr") == (
        'cannot open "new.zarr": it was saved by a newer thalweg (format 2, this one reads 1);'
        " upgrade thalweg"
    )


def damage_metadata(path: Path) -> None:
    (path / "theta" / "zarr.json").write_text("{")


def damage_type(path: Path) -> None:
    meta = json.loads((path / "label" / "zarr.json").read_text())
    meta["data_type"] = {"name": "fixed_length_utf32", "configuration": {"length_bytes": 4}}
    meta["codecs"] = [{"name": "bytes", "configuration": {"endian": "little"}}]
    (path / "label" / "zarr.json").write_text(json.dumps(meta))


def damage_codec(path: Path) -> None:
    meta = json.loads((path / "theta" / "zarr.json").read_text())
    meta["codecs"][-1] = {"name": "numcodecs.bz2", "configuration": {}}
    (path / "theta" / "zarr.json").write_text(json.dumps(meta))


def damage_chunk(path: Path) -> None:
    chunk = path / "theta" / "c" / "0" / "0" / "0"
    content = bytearray(chunk.read_bytes())
    content[-6] ^= 1
    chunk.write_bytes(content)


def truncate_chunk(path: Path) -> None:
    chunk = path / "theta" / "c" / "0" / "0" / "0"
    chunk.write_bytes(chunk.read_bytes()[:-9])


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (damage_metadata, "it is damaged, or from another version ("),
        (damage_type, 'its array "label" has a type that is not read; save it again'),
        (damage_codec, 'its array "theta" has a codec that is not read; save it again'),
        (damage_chunk, "it is damaged, or from another version ("),
        (truncate_chunk, "it is damaged, or from another version ("),
        (
            lambda path: shutil.rmtree(path / "theta" / "c"),
            'it is damaged (parts of "theta" are missing); copy, or compute and save it again',
        ),
        (
            lambda path: shutil.rmtree(path / "theta"),
            'it is damaged (parts of "theta" are missing); copy, or compute and save it again',
        ),
        (
            lambda path: edit(path, layout={"variables": [], "coordinates": [], "names": {}}),
            "it is damaged, or from another version (trajectories need a variable"
            ' "theta" of dimensions (run, step, param); there is none)'
            "; compute and save it again",
        ),
        (
            lambda path: edit(path, layout={"variables": ["../x"], "coordinates": []}),
            "its array '../x' has a name that is not read; save it again",
        ),
        (
            lambda path: edit(path, problem="{"),
            "it is damaged, or from another version (Expecting property name",
        ),
        (
            lambda path: edit(path, problem=None),
            "it is damaged, or from another version ('problem' is missing); compute and save it again",
        ),
        (
            lambda path: edit(path, problem='{"kind": "cake"}'),
            'unknown kind of problem "cake": this file needs a newer thalweg',
        ),
        (
            lambda path: edit(path, kind="cake"),
            'it holds an unknown kind of data, "cake"; upgrade thalweg',
        ),
        (
            lambda path: edit(path, thalweg_format="new"),
            "it was saved by a newer thalweg (format new, this one reads 1); upgrade thalweg",
        ),
        (
            lambda path: edit(path, optimizers='[{"name": "Foo", "hyper": {}}]'),
            "it is damaged, or from another version (",
        ),
    ],
)
def test_damaged_stores(
    runs: Trajectories, tmp_path: Path, damage: Callable[[Path], object], expected: str
):
    path = tmp_path / "x.zarr"
    save(runs, path)
    damage(path)
    assert failed(path).startswith(f'cannot open "{path}": {expected}')


def test_permission_denied(runs: Trajectories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    # Done by hand: nothing is forbidden to root, as which tests may run.
    def read(folder: Path) -> dict[str, Any]:
        raise PermissionError(13, "Permission denied", str(folder))

    path = tmp_path / "x.zarr"
    save(runs, path)
    monkeypatch.setattr(store, "read_metadata", read)
    assert failed(path) == (
        f'cannot open "{path}": it may not be read (Permission denied); change its permissions'
    )
    assert refused(runs, path) == (
        f'cannot write "{path}": the folder "{tmp_path}" may not be written to (Permission denied);'
        " choose another path"
    )


def test_foreign_files_in_the_folder(runs: Trajectories, tmp_path: Path):
    save(runs, tmp_path / "x.zarr")
    (tmp_path / "x.zarr" / ".DS_Store").write_bytes(b"left by a file manager")
    (tmp_path / "x.zarr" / "notes").mkdir()
    assert load(tmp_path / "x.zarr") == runs


# -- crashes and full disks ----------------------------------------------------------------------


def test_a_crash_between_the_renames(runs: Trajectories, land: Landscape, tmp_path: Path):
    path, old = tmp_path / "x.zarr", tmp_path / ".x.zarr.old"
    save(runs, path)
    path.rename(old)
    assert load(path) == runs
    assert os.listdir(tmp_path) == ["x.zarr"]
    path.rename(old)
    save(land, path)
    assert load(path) == land
    assert os.listdir(tmp_path) == ["x.zarr"]


def test_a_crash_after_the_renames(runs: Trajectories, land: Landscape, tmp_path: Path):
    path, old = tmp_path / "x.zarr", tmp_path / ".x.zarr.old"
    save(runs, old)
    save(land, path)
    assert load(path) == land
    save(runs, path)
    assert load(path) == runs
    assert not old.exists()
    # What was renamed for removal is no store to recover, and goes with the next save.
    save(runs, path)
    assert os.listdir(tmp_path) == ["x.zarr"]


def test_a_rename_that_fails(
    runs: Trajectories, land: Landscape, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "x.zarr"
    save(runs, path)
    rename = os.rename

    def fail(source: Any, target: Any) -> None:
        if str(source).endswith(".tmp"):
            raise OSError(5, "Input/output error")
        rename(source, target)

    monkeypatch.setattr(os, "rename", fail)
    assert refused(land, path) == f'cannot write "{path}": Input/output error; choose another path'
    assert load(path) == runs
    assert os.listdir(tmp_path) == ["x.zarr"]


def test_replaced_while_it_is_read(
    runs: Trajectories, land: Landscape, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "x.zarr"
    save(runs, path)
    read_group, calls = zarrio.read_group, iter([True])

    def read(folder: Path) -> xr.Dataset:
        # While it reads for the first time, another process replaces the store.
        if next(calls, False):
            save(land, path)
        return read_group(folder)

    monkeypatch.setattr(store, "read_group", read)
    assert load(path) == land


def test_replaced_without_kernel_locks(
    runs: Trajectories, land: Landscape, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "x.zarr"
    save(runs, path)
    read_group, others = zarrio.read_group, itertools.cycle([land, runs])

    def read(folder: Path) -> xr.Dataset:
        save(next(others), path)
        return read_group(folder)

    monkeypatch.setattr("thalweg.data.atomic.fcntl", None)
    monkeypatch.setattr(store, "read_group", read)
    assert failed(path) == f'cannot open "{path}": it was replaced while it was read; try again'


FULL = """
import resource, sys
import numpy as np
from thalweg.data import Trajectories
from thalweg.data.store import load, save
from thalweg.errors import OutputError
runs = load(sys.argv[1])
dataset = runs.dataset.isel(step=[0]).pad(step=(0, 2000))
noise = np.random.default_rng(0).normal(size=dataset["theta"].shape)
dataset = dataset.assign(theta=(dataset["theta"].dims, noise))
dataset = dataset.assign_coords(step=np.arange(2001))
resource.setrlimit(resource.RLIMIT_FSIZE, (9000, resource.RLIM_INFINITY))
try:
    save(Trajectories(dataset, runs.problem, runs.optimizers), sys.argv[1])
except OutputError as error:
    print(error)
"""


def test_a_full_disk(runs: Trajectories, tmp_path: Path):
    path = tmp_path / "x.zarr"
    save(runs, path)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == (
        f'cannot write "{path}": the disk is full (File too large); nothing was replaced;'
        " free some space or choose another path\n"
    )
    assert load(path) == runs
    assert os.listdir(tmp_path) == ["x.zarr"]


LOOP = """
import sys
from thalweg.data import Trajectories
from thalweg.data.store import load, save
runs = load(sys.argv[1])
datasets = [runs.dataset.assign(loss=runs.dataset["loss"] * 0 + k) for k in range(5)]
print("ready", flush=True)
while True:
    for dataset in datasets:
        save(Trajectories(dataset, runs.problem, runs.optimizers), sys.argv[2])
"""


def test_kill_at_any_moment(runs: Trajectories, bowl: Formula, run_dataset: Make, tmp_path: Path):
    """Two processes save to one path without end and are killed; a third reads all the time."""
    clean = run_dataset(
        theta=(("run", "step", "param"), np.ones((3, 4, 2))),
        loss=(("run", "step"), np.zeros((3, 4))),
        diverged_at=("run", np.full(3, -1)),
    )
    path, first = tmp_path / "stores" / "x.zarr", tmp_path / "first.zarr"
    path.parent.mkdir()
    save(Trajectories(clean, bowl, runs.optimizers), first)
    save(Trajectories(clean, bowl, runs.optimizers), path)

    def check() -> None:
        found = load(path).dataset
        assert np.unique(found["loss"].values).size == 1
        xr.testing.assert_equal(found.drop_vars("loss"), clean.drop_vars("loss"))

    command = [sys.executable, "-c", LOOP, str(first), str(path)]
    wait = random.Random(0)
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        for child in children:
            end = time.monotonic() + wait.uniform(0.2, 0.4)
            while time.monotonic() < end:
                check()
            child.send_signal(signal.SIGKILL)
            child.wait()
            check()
    finally:
        for child in children:
            child.kill()
            child.wait()
            if child.stdout is not None:
                child.stdout.close()
    save(runs, path)
    assert load(path) == runs
    assert os.listdir(path.parent) == ["x.zarr"]
