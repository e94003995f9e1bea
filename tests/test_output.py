from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

import thalweg as tw
from render import samples
from thalweg.errors import ArgumentError, OutputError, StoreError, UnknownName
from thalweg.output import WRITERS, check, load, save
from thalweg.scenes import Scene

STARTS = {".svg": b"<?xml", ".pdf": b"%PDF", ".png": b"\x89PNG"}


@pytest.mark.parametrize("extension", STARTS)
def test_pictures(tmp_path: Path, extension: str) -> None:
    for obj in (samples.bowl(), Scene(samples.bowl()), samples.wall()[1]):
        save(obj, tmp_path / f"picture{extension}")
        assert (tmp_path / f"picture{extension}").read_bytes().startswith(STARTS[extension])
    assert os.listdir(tmp_path) == [f"picture{extension}"]


def test_capitals_in_an_extension(tmp_path: Path) -> None:
    save(samples.quartic(), str(tmp_path / "A.SVG"))
    assert (tmp_path / "A.SVG").read_bytes().startswith(b"<?xml")


def test_size_and_theme_reach_the_picture(tmp_path: Path) -> None:
    save(samples.quartic(), tmp_path / "a.svg", size=(640, 480), theme="dark")
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert 'width="640" height="480"' in svg
    assert "#12161c" in svg


def test_runs_come_back_from_a_store(tmp_path: Path) -> None:
    save(samples.fitted(), tmp_path / "run.zarr")
    loaded = load(tmp_path / "run.zarr")
    assert loaded == samples.fitted()
    save(loaded, tmp_path / "again.svg")
    save(samples.fitted(), tmp_path / "first.svg")
    assert (tmp_path / "again.svg").read_bytes() == (tmp_path / "first.svg").read_bytes()


def test_a_scene_keeps_its_runs_or_its_landscape(tmp_path: Path) -> None:
    runs, land = samples.wall()
    save(Scene(runs, land), tmp_path / "a.zarr")
    assert load(tmp_path / "a.zarr") == runs
    save(Scene(None, land), tmp_path / "b.zarr")
    assert load(tmp_path / "b.zarr") == land


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "x.foo",
            'cannot write "x.foo": unknown extension ".foo"; known are '
            ".apng, .gif, .html, .mp4, .pdf, .png, .svg, .vti, .vtp, .vts, .webp, .zarr",
        ),
        (
            "x",
            'cannot write "x": it has no extension; known are '
            ".apng, .gif, .html, .mp4, .pdf, .png, .svg, .vti, .vtp, .vts, .webp, .zarr",
        ),
        (
            "nowhere/x.svg",
            'cannot write "nowhere/x.svg": the folder "nowhere" does not exist; '
            "create it or choose another path",
        ),
    ],
)
def test_paths_that_cannot_be_written(name: str, message: str) -> None:
    with pytest.raises(OutputError) as caught:
        save(samples.bowl(), name)
    assert str(caught.value) == message


@pytest.mark.parametrize("extension", WRITERS)
def test_what_cannot_be_saved(tmp_path: Path, extension: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        save([1, 2], tmp_path / f"x{extension}")  # type: ignore[arg-type]
    assert str(caught.value) == "only runs, a landscape or a scene can be drawn, not a list"
    assert os.listdir(tmp_path) == []


def test_after_a_failure_the_old_file_stays(tmp_path: Path) -> None:
    (tmp_path / "x.svg").write_text("old")
    with pytest.raises(UnknownName, match="unknown theme"):
        save(samples.bowl(), tmp_path / "x.svg", theme="drak")
    assert (tmp_path / "x.svg").read_text() == "old"
    assert os.listdir(tmp_path) == ["x.svg"]


def test_what_is_not_there_cannot_be_loaded(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no such folder"):
        load(tmp_path / "x.zarr")


def test_saving_data_needs_no_matplotlib(tmp_path: Path) -> None:
    code = (
        "import sys, thalweg as tw\n"
        "runs = tw.descend(tw.Formula('x**2 + y**2'), tw.SGD(lr=0.1), start=[1, 1], steps=3)\n"
        "tw.save(runs, sys.argv[1]); tw.load(sys.argv[1])\n"
        "assert 'matplotlib' not in sys.modules\n"
    )
    assert run([sys.executable, "-c", code, str(tmp_path / "x.zarr")], check=False).returncode == 0


def test_a_path_can_be_checked_before_a_long_run(tmp_path: Path) -> None:
    check(tmp_path / "a.svg")
    check(tmp_path / "a.zarr")
    assert os.listdir(tmp_path) == []
    for name in ("x.foo", "nowhere/x.svg", "nowhere/x.zarr"):
        with pytest.raises(OutputError):
            check(name)


def test_public_names() -> None:
    assert tw.save is save
    assert tw.load is load
    assert tw.Scene is Scene


def test_what_has_no_effect_on_a_picture_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    figure = tw.figures.k_fold()
    given: dict[str, Any] = {
        "frames": 3, "fps": 10, "duration": 2.0, "hold": 5, "loop": False, "turn": 360, "poster": "b.png",
    }  # fmt: skip
    for name, value in given.items():
        with pytest.raises(ArgumentError) as caught:
            tw.save(figure, "a.svg", **{name: value})
        assert str(caught.value) == (
            f'{name} is for animations, and "a.svg" is none: leave it out, or save it as one of '
            ".apng, .gif, .mp4, .webp"
        )
    with pytest.raises(ArgumentError, match=r"^loop must be True or False, not 3$"):
        tw.save(figure, "a.gif", **dict[str, Any](loop=3))
    with pytest.raises(UnknownName, match='unknown size "huge"'):
        tw.save(tw.descend(tw.Formula("x**2"), tw.SGD(), start=[1], steps=2), "a.html", size="huge")
    with pytest.raises(ArgumentError, match=r"^theme is of a drawing on ax: give ax as well"):
        tw.figures.relu(theme="darkk")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", [io.BytesIO(), None, tw.figures.relu()])
def test_what_is_no_path_is_told(path: Any) -> None:
    with pytest.raises(ArgumentError) as caught:
        tw.save(tw.figures.relu(), path)
    assert str(caught.value) == (
        'a path says where to save, as in tw.save(runs, "runs.svg"); got ' + type(path).__name__
    )


def test_a_target_of_two_words_is_told_the_loss():
    rows = {"a": [1.0, 2.0, 4.0], "kind": ["no", "yes", "yes"]}
    with pytest.raises(tw.ThalwegError) as caught:
        tw.Fit("w*a + b", rows, target="kind")
    assert str(caught.value) == (
        'column "kind" of the dict holds two words, "no" and "yes": '
        'a target of two classes takes loss="logistic"'
    )
