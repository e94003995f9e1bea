"""The scripts in examples/ run as they stand, and what they draw is in order."""

import importlib.util
import runpy
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path

import av
import pytest

from render.lint import lint
from thalweg.render.figure import compose
from thalweg.render.fonts import words_of
from thalweg.render.layout import size_for
from thalweg.render.rc import private
from thalweg.render.theme import LIGHT
from thalweg.scenes import Scene

EXAMPLES = Path(__file__).parent.parent / "examples"
MOVING = EXAMPLES / "animations.py"
SCRIPTS = sorted(set(EXAMPLES.glob("*.py")) - {MOVING})


@cache
def scenes(script: Path) -> dict[str, Scene]:
    spec = importlib.util.spec_from_file_location(script.stem, script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.scenes()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_pictures_are_in_order(script):
    for name, scene in scenes(script).items():
        size = size_for(scene)
        with private(LIGHT, size.font, words_of(scene)):
            figure = compose(scene, size, LIGHT).figure
        assert lint(figure) == [], name


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_scripts_write_small_files_where_they_are_told_to(script, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", [str(script), str(tmp_path / "new")])
    runpy.run_path(str(script), run_name="__main__")
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "new").iterdir()}
    assert set(sizes) == {f"{script.stem}_{name}.svg" for name in scenes(script)}
    assert max(sizes.values()) < 200_000, sizes


def test_the_animations_move(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLES))
    monkeypatch.setattr(sys, "argv", [str(MOVING), str(tmp_path / "new"), "3"])
    module = runpy.run_path(str(MOVING), run_name="__main__")
    made = {path.stem: path for path in (tmp_path / "new").iterdir()}
    assert set(made) == {f"animations_{name}" for name in module["animations"]()}
    for path in made.values():
        assert path.stat().st_size < 250_000
        with av.open(str(path)) as container:
            frames = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
        # Three, of which the last is held for a second.
        assert len(frames) == 3 + 25
        assert all((one != two).any() for one, two in pairwise(frames[:3]))


def test_the_scripts_show_every_panel():
    from thalweg.scenes.panels import PANELS

    shown = {
        panel for script in SCRIPTS for scene in scenes(script).values() for panel in scene.panels
    }
    assert shown == set(PANELS)
