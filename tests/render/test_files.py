from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from PIL import Image

import thalweg as tw
from render import samples
from thalweg.render.files import write
from thalweg.render.panels import cast_of
from thalweg.scenes import Scene
from thalweg.scenes.quantity import loss_name

SVG = "{http://www.w3.org/2000/svg}"


def written(scene: Scene, kind: str, **how: object) -> bytes:
    stream = io.BytesIO()
    write(scene, stream, kind, **how)  # type: ignore[arg-type]
    return stream.getvalue()


@cache
def svg_of(name: str) -> bytes:
    """A scene of the samples as SVG, at its defaults."""
    return written(samples.scenes()[name], "svg")


def each(names: Iterable[str]) -> pytest.MarkDecorator:
    """Tests of one scene come together, to one process, which writes it once."""
    grouped = [pytest.param(name, marks=pytest.mark.xdist_group(f"files {name}")) for name in names]
    return pytest.mark.parametrize("name", grouped)


def parsed(scene: Scene, **how: object) -> ElementTree.Element:
    return ElementTree.fromstring(written(scene, "svg", **how))


@pytest.mark.parametrize("kind", ["svg", "pdf", "png"])
@pytest.mark.parametrize("name", ["bowl", "fitted", "rates", "many points"])
def test_the_same_scene_gives_the_same_bytes(kind: str, name: str) -> None:
    scene = samples.scenes()[name]
    first = written(scene, kind)
    assert written(scene, kind) == first
    # A fresh scene, and a user with a style of their own.
    with mpl.rc_context(
        {"font.size": 20, "axes.grid": True, "lines.linewidth": 9, "svg.hashsalt": "x"}
    ):
        assert written(Scene(scene.runs, scene.landscape, scene.panels), kind) == first


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys, thalweg as tw\n"
        "runs = tw.descend(tw.Formula('x**2 + 10*y**2'), [tw.SGD(lr=0.02), tw.Adam(lr=0.1)],"
        " start=[-1.8, 0.6], steps=20)\n"
        "for kind in ('svg', 'pdf', 'png'): tw.save(runs, sys.argv[1] + '.' + kind)\n"
    )
    for seed in ("1", "2"):
        (tmp_path / f"rc{seed}").mkdir()
        (tmp_path / f"rc{seed}" / "matplotlibrc").write_text(f"font.size: {seed}4\n")
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / seed)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "MATPLOTLIBRC": str(tmp_path / f"rc{seed}")},
        )
    for kind in ("svg", "pdf", "png"):
        assert (tmp_path / f"1.{kind}").read_bytes() == (tmp_path / f"2.{kind}").read_bytes()


@each(samples.scenes())
def test_svg_is_valid_named_and_small(name: str) -> None:
    scene = samples.scenes()[name]
    svg = svg_of(name)
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    title, described = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert described is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert title.text == scene.heading
    assert described.text == scene.alt
    assert re.search(r"\d", scene.alt)
    assert len(svg) < (260_000 if name == "many points" else 205_000)


def named_in(scene: Scene) -> set[str]:
    """All that a picture names: its heading, its runs, its axes."""
    names = {scene.heading, *(look.label for look in cast_of(scene).key)}
    for picture in scene.pictures:
        axes = (getattr(picture, name, None) for name in "xyz")
        names |= {axis.label for axis in axes if axis is not None}
    return names


LONG = ("long names", "long names in space")
"""Scenes with names longer than an axis, which take two lines, of which the middle may be left out."""


def says(name: str, lines: list[str]) -> bool:
    """Whether lines are a name in whole words: all of them, or its first and its last ones around an ellipsis."""
    first, cut, last = " ".join(lines).partition("…")
    if not cut:
        return first == name
    return name.startswith(first.strip() + " ") and name.endswith(" " + last)


@each(name for name in samples.scenes() if name not in LONG)
def test_words_stay_whole_in_one_element(name: str) -> None:
    scene = samples.scenes()[name]
    root = ElementTree.fromstring(svg_of(name))
    assert root.findall(f".//{SVG}tspan") == []
    texts = [element.text or "" for element in root.iter(f"{SVG}text")]
    # What a loss is a mean of may take two lines beside low axes.
    measured = {wanted for wanted in named_in(scene) if wanted == loss_name(scene.problem)}
    assert named_in(scene) - measured <= set(texts)
    pairs = [texts[k : k + n] for k in range(len(texts)) for n in (1, 2)]
    assert all(any(says(wanted, pair) for pair in pairs) for wanted in measured)


@each(LONG)
def test_long_names_stand_in_whole_words_one_element_a_line(name: str) -> None:
    scene = samples.scenes()[name]
    root = ElementTree.fromstring(svg_of(name))
    assert root.findall(f".//{SVG}tspan") == []
    texts = [element.text or "" for element in root.iter(f"{SVG}text")]
    lines = [texts[k : k + n] for k in range(len(texts)) for n in (1, 2)]
    for wanted in named_in(scene):
        assert any(says(wanted, pair) for pair in lines), wanted
    # The heading has the room to be whole.
    assert any(" ".join(pair) == scene.heading for pair in lines)


def test_ids_that_are_referred_to_exist_once() -> None:
    svg = written(samples.scenes()["fitted"], "svg").decode()
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="|url\()#([^")]+)', svg)) <= set(ids)


def test_names_that_would_break_a_file_are_escaped() -> None:
    scene = samples.scenes()["nasty"]
    svg = written(scene, "svg").decode()
    assert "</script>" not in svg
    assert "<b>" not in svg
    texts = {element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")}
    assert samples.NASTY in texts
    assert "<b>$t$ & more</b> \\frac{1}{2}" in texts


def test_control_characters_and_lone_surrogates_break_nothing() -> None:
    runs = tw.descend(tw.Formula("x**2"), tw.SGD(lr=0.1), start=[1.0], steps=2)
    scene = Scene(runs, title="a\x00b\x1bc\ud800d\ne\u202ef")
    assert scene.heading == "a\ufffdb\ufffdc\ufffdd e\ufffdf"
    assert parsed(scene).find(f"{SVG}title") is not None
    for kind in ("png", "pdf"):
        assert written(scene, kind)


def test_letters_without_a_font_are_announced_where_they_are_drawn() -> None:
    runs = tw.descend(tw.Formula("x**2"), tw.SGD(lr=0.1), start=[1.0], steps=2)
    scene = Scene(runs, title="\U0001faa8 \u12a0")
    assert "\U0001faa8".encode() in written(scene, "svg")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        written(scene, "png")
    for warning in caught:
        assert re.fullmatch(
            'no installed font has the letters ".+": they are drawn as boxes; '
            r"install one \(Noto Sans\), or save as \.svg",
            str(warning.message),
        )


def test_svg_keeps_no_date_and_no_maker() -> None:
    svg = written(samples.scenes()["bowl"], "svg").decode()
    for word in ("<metadata", "<!DOCTYPE", "Matplotlib", "202"):
        assert word not in svg.split("<desc")[0]
    assert "Matplotlib" not in svg
    assert "'DejaVu Sans', 'Bitstream Vera Sans', Verdana, sans-serif" in svg


def test_png_carries_the_alt_text_and_has_the_size_asked_for() -> None:
    scene = samples.scenes()["fitted"]
    with Image.open(io.BytesIO(written(scene, "png", size=(800, 500)))) as image:
        assert image.size == (800, 500)
        assert image.info["Description"] == scene.alt
        assert image.info["Title"] == scene.heading
        assert "Software" not in image.info
    for name, size in {"slide": (1920, 1080), "square": (1080, 1080)}.items():
        with Image.open(io.BytesIO(written(scene, "png", size=name))) as image:
            assert image.size == size


def test_svg_has_the_size_asked_for() -> None:
    scene = samples.scenes()["bowl"]
    root = parsed(scene, size=(1200, 700))
    assert (root.get("width"), root.get("height")) == ("1200", "700")
    assert parsed(scene, size="column").get("width") == "252pt"


def test_pdf_carries_the_alt_text_and_real_fonts() -> None:
    scene = samples.scenes()["bowl"]
    pdf = written(scene, "pdf")
    assert pdf.startswith(b"%PDF-1.4")
    assert b"/Subject" in pdf
    assert b"Contours of the loss" in pdf
    assert b"/CIDFontType2" in pdf
    assert b"/Type3" not in pdf
    assert b"/CreationDate" not in pdf


def test_themes_differ_in_their_ground() -> None:
    scene = samples.scenes()["quartic"]
    grounds = {}
    for theme in ("light", "dark", "print"):
        with Image.open(io.BytesIO(written(scene, "png", theme=theme))) as image:
            grounds[theme] = image.convert("RGB").getpixel((0, 0))
    assert grounds == {"light": (255,) * 3, "dark": (18, 22, 28), "print": (255,) * 3}
