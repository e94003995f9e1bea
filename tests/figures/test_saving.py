"""Results as files, on axes and in notebooks; the themes; the gallery."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.figure import Figure

import thalweg as tw
from figures.kit import result, svg, written
from render import samples
from thalweg.errors import ArgumentError, OutputError
from thalweg.figures.gallery import page
from thalweg.figures.registry import registry
from thalweg.render.auto import both
from thalweg.render.files import write
from thalweg.scenes import Scene

SVG = "{http://www.w3.org/2000/svg}"


def test_a_result_is_saved_by_its_extension(tmp_path: Path) -> None:
    for kind, first in {"svg": b"<?xml", "pdf": b"%PDF-", "png": b"\x89PNG\r"}.items():
        tw.save(result("relu"), tmp_path / f"a.{kind}")
        assert (tmp_path / f"a.{kind}").read_bytes() == written(result("relu"), kind)
        assert (tmp_path / f"a.{kind}").read_bytes()[:5] == first
    with pytest.raises(OutputError) as caught:
        tw.save(result("relu"), tmp_path / "a.zarr")
    assert str(caught.value) == (
        f'cannot write "{tmp_path / "a.zarr"}": .zarr keeps runs and landscapes; '
        "save a figure as .svg, .pdf or .png"
    )


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_auto_is_for_svg(kind: str, tmp_path: Path) -> None:
    runs = samples.bowl()
    for thing in (result("relu"), runs):
        with pytest.raises(ArgumentError) as caught:
            tw.save(thing, tmp_path / f"a.{kind}", theme="auto")
        assert str(caught.value) == (
            f'theme "auto" is for .svg, which can follow its reader\'s setting; a .{kind} cannot: '
            "choose light, dark or print"
        )
    assert not list(tmp_path.iterdir())


def scene_as(scene: Scene, theme: str) -> str:
    out = io.BytesIO()
    write(scene, out, "svg", theme=theme)
    return out.getvalue().decode()


def dark_of(auto: str) -> str:
    """An SVG that follows its reader's setting, as it looks to readers of dark pages."""
    sheet = re.search(r"<style>@media \(prefers-color-scheme: dark\)\{(.*?)\}</style>", auto)
    assert sheet is not None
    rules = dict(re.findall(r"\.([\w-]+)\{([^}]*)\}", sheet[1]))

    def dressed(tag: re.Match[str]) -> str:
        name = re.search(r' class="([^"]+)"', tag[0])
        if name is None or name[1] not in rules:
            return tag[0]
        text = tag[0].replace(name[0], "")
        if name[1].endswith("-light"):
            return ""
        if name[1].endswith("-dark"):
            return text.replace(' display="none"', "")
        for prop, colour in re.findall(r"([\w-]+): (\S+) !important", rules[name[1]]):
            text = re.sub(
                rf"(?<![\w-]){prop}(: |=\")(?:#\w+|none|[0-9.]+)", rf"{prop}\g<1>{colour}", text
            )
        return text

    return re.sub(r"<[^>]*>", dressed, auto.replace(f" {sheet[0]}\n", ""))


def plain(text: str) -> str:
    """Without names, which are made from colours, and whether there is a space."""
    for pattern in (r' id="[^"]*"', r"(?<=url\(#)[^)]*", r'(?<=href="#)[^"]*', r"\s+"):
        text = re.sub(pattern, "", text)
    return text


@pytest.mark.parametrize("name", ["bowl", "fitted", "nasty", "rosenbrock"])
def test_auto_is_the_light_and_the_dark_picture_of_a_scene(name: str) -> None:
    scene = samples.scenes()[name]
    auto = scene_as(scene, "auto")
    assert plain(dark_of(auto)) == plain(scene_as(scene, "dark"))
    assert len(auto) < 1.25 * len(scene_as(scene, "light"))


@pytest.mark.parametrize("name", ["softmax", "gradient_descent", "simple_neural_network"])
def test_auto_is_the_light_and_the_dark_picture_of_a_figure(name: str) -> None:
    auto = written(result(name), theme="auto").decode()
    assert plain(dark_of(auto)) == plain(written(result(name), theme="dark").decode())


def test_pictures_that_differ_in_more_than_colour_stand_in_one_file_both() -> None:
    head = '<svg aria-labelledby="title-abc123 desc-abc123"><title id="title-abc123"/><desc id="desc-abc123"></desc>'
    light = head + '<g id="a"><path style="fill: #ffffff"/></g></svg>'
    dark = head + '<g id="a"><path style="fill: #000000"/><use href="#a"/></g></svg>'
    merged = both(light.encode(), dark.encode()).decode()
    assert '<g class="tabc123-light"><g id="a"><path style="fill: #ffffff"/></g></g>' in merged
    assert '<g class="tabc123-dark" display="none"><g id="dark-a">' in merged
    assert '<use href="#dark-a"/>' in merged
    assert ".tabc123-light{display: none}.tabc123-dark{display: inline}" in merged


def test_letters_become_shapes_on_request() -> None:
    made = written(result("relu"), outlines=True)
    root = ElementTree.fromstring(made)
    assert not list(root.iter(f"{SVG}text"))
    assert root.find(f"{SVG}desc") is not None
    assert b"font-family" not in made
    assert b"font-family" in svg("relu")


def test_a_notebook_shows_it() -> None:
    shown = result("relu")._repr_svg_()
    assert shown.encode() == written(result("relu"), theme="auto")
    assert repr(result("relu")) == "<figure relu(reach=4)>"


def test_axes_of_its_own() -> None:
    axes = tw.figures.relu().axes
    assert [ax.get_ylabel() for ax in axes] == ["ReLU(z)", "ReLU′(z)"]
    assert axes[0].figure is axes[1].figure


def test_axes_of_the_wrong_kind() -> None:
    flat, deep = Figure().add_subplot(), Figure().add_subplot(projection="3d")
    for given, line in (
        (deep, "panel 1 of sigmoid needs 2-D axes; these are 3-D"),
        ([flat, flat], "sigmoid draws on 1 axes; got 2"),
        ("ax", "sigmoid draws on 1 axes; got something else"),
    ):
        with pytest.raises(ArgumentError) as caught:
            tw.figures.sigmoid(ax=given)
        assert str(caught.value) == line
    with pytest.raises(ArgumentError) as caught:
        tw.figures.relu(ax=flat)
    assert str(caught.value) == "relu draws on 2 axes; got 1: plt.subplots(1, 2) makes them"


def test_the_descents_are_those_of_the_library() -> None:
    data = tw.figures.gradient_descent(steps=10).data
    bowl = tw.Formula("x**2 + 10*y**2")
    runs = tw.descend(bowl, tw.SGD(lr=data.lr.tolist()), start=[-1.8, 0.6], steps=10)
    theta = runs.dataset["theta"].transpose("run", "step", "param").values
    np.testing.assert_allclose(data.paths, theta, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(data.loss, runs.dataset["loss"].values, rtol=1e-9)


def test_momentum_is_that_of_the_library() -> None:
    from thalweg.figures.parts.descent import descend, quadratic

    found = descend(quadratic((2.0, 20.0))[1], (-1.8, 0.6), 0.03, 20, momentum=0.8)
    bowl = tw.Formula("x**2 + 10*y**2")
    runs = tw.descend(bowl, tw.SGD(lr=0.03, momentum=0.8), start=[-1.8, 0.6], steps=20)
    np.testing.assert_allclose(found, runs.dataset["theta"].values[0], rtol=1e-9, atol=1e-12)


class Reader(HTMLParser):
    """Marks and ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        for name in ("href", "xlink:href"):
            if given.get(name):
                self.links.append(given[name] or "")
        self.addresses += [v or "" for k, v in attrs if k in ("src", "href", "xlink:href")]
        if tag not in ("meta", "path", "use", "rect", "image", "br", "input"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("meta", "path", "use", "rect", "image", "br", "input"):
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "path", "use", "rect", "image", "br", "input"):
            assert self.open.pop() == tag


def test_the_gallery_is_one_whole_page_without_addresses() -> None:
    figures = [registry[name] for name in ("relu", "softmax", "gradient_descent")]
    text = page(figures)
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)
    assert all(a.startswith(("#", "data:image/png")) for a in reader.addresses)
    assert "<script" not in text
    for figure in figures:
        assert f'id="{figure.name}"' in text
        assert f"figure = Figure(\n    name=&quot;{figure.name}&quot;" in text
        for claim in figure.claims:
            assert (
                claim.words.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#x27;") in text
            )
    assert text == page(figures)


def test_the_gallery_finds_figures_by_their_tags() -> None:
    figures = [registry[name] for name in ("relu", "vanishing_gradient", "early_stopping")]
    text = page(figures)
    tags = sorted({tag for figure in figures for tag in figure.tags})
    found = re.findall(
        r'<input type="radio" name="tag" id="([^"]+)".*?>([\w-]+) <small>(\d+)', text
    )
    assert found == [("tag-all", "all", "3")] + [
        (f"tag-{k}", tag, str(sum(tag in figure.tags for figure in figures)))
        for k, tag in enumerate(tags)
    ]
    for k, tag in enumerate(tags):
        assert f"body:has(#tag-{k}:checked) .about:not(.about-{k}) {{ display: none; }}" in text
        for figure in figures:
            classes = re.findall(
                rf'<article id="{figure.name}" class="([^"]+)"|<li class="([^"]+)"><a href="#{figure.name}">',
                text,
            )
            assert len(classes) == 2
            assert all(
                (f"about-{k}" in "".join(pair).split()) == (tag in figure.tags) for pair in classes
            )
        assert f'<use href="#{figures[0].name}-picture"' in text


def test_the_gallery_escapes_what_it_is_given() -> None:
    from dataclasses import replace

    nasty = samples.NASTY
    figure = replace(registry["relu"], title=nasty, caption=nasty, tags=(nasty,))
    text = page([figure])
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    assert "<b>" not in text
    assert "</script>" not in text
