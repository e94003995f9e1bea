"""Every figure of the catalogue: what it claims, how it is drawn, what is written."""

from __future__ import annotations

import hashlib
import inspect
import io
import os
import re
import subprocess
import sys
import textwrap
import warnings
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.colors import same_color
from PIL import Image

import thalweg as tw
from figures.kit import NAMES, arrows, circles, composed, result, svg, words_of, written
from render.lint import lint
from thalweg.errors import ArgumentError, UnknownName
from thalweg.figures.compose import drawn
from thalweg.figures.parameters import Choice, Flag, Parameter, Real, Several, Whole
from thalweg.figures.registry import registry
from thalweg.figures.result import Result
from thalweg.render.legible import SMALL, contrast
from thalweg.render.theme import THEMES

SVG = "{http://www.w3.org/2000/svg}"
SIZES = ("default", "column", "slide", "square")
TAGS = {
    "activation",
    "convolution",
    "data",
    "evaluation",
    "landscape",
    "loss",
    "network",
    "optimization",
    "regularization",
    "sequence",
    "training",
}

# One process for all tests of a figure, which is drawn once for them.
every = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in NAMES]
)


@every
def test_it_is_what_its_file_says(name: str) -> None:
    figure = registry[name]
    assert figure.name == name
    assert figure.caption.endswith(".")
    assert figure.caption.count(". ") == 0
    assert figure.tags
    assert set(figure.tags) <= TAGS
    names = [one.name for one in figure.parameters]
    assert names == list(inspect.signature(figure.compute).parameters)
    for one in figure.parameters:
        assert one.check(one.default) == one.default
        assert one.meaning


@every
def test_claims_hold(name: str) -> None:
    assert len(result(name).claims) >= 2
    assert [one.words for one in result(name).claims if not one.holds] == []


@every
def test_claims_would_fail_if_the_figure_taught_the_wrong_thing(name: str) -> None:
    figure, data = registry[name], result(name).data
    assert [claim.words for claim in figure.claims if claim.holds(claim.wrong(data))] == []


def test_the_same_bytes_in_another_process() -> None:
    code = """
        import hashlib
        from figures.kit import NAMES, svg
        for name in NAMES:
            print(name, hashlib.sha256(svg(name)).hexdigest())
    """
    # Sets and dictionaries of words have another order there.
    settings = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=True,
        env=settings,
    )
    here = {name: hashlib.sha256(svg(name)).hexdigest() for name in NAMES}
    assert dict(line.split() for line in done.stdout.splitlines()) == here


@every
def test_the_same_bytes_each_time(name: str) -> None:
    assert written(registry[name]()) == svg(name)


@pytest.mark.parametrize("kind", ["pdf", "png"])
@pytest.mark.parametrize("name", ["false_minima", "lstm_cell", "relu"])
def test_the_same_bytes_in_other_formats(name: str, kind: str) -> None:
    # A surface, a diagram, a plot: what is drawn is the same as in SVG, and how it is written is in question.
    first, again = (
        written(what, kind, size=(480, 360)) for what in (result(name), registry[name]())
    )
    assert first == again


@every
def test_words_for_those_who_cannot_see_it(name: str) -> None:
    alt = result(name).alt
    assert alt.startswith(registry[name].title + ". ")
    assert re.search(r"\d", registry[name].alt(result(name).data))
    assert alt.endswith(".")
    for bad in ("nan", "not a number", "\N{MINUS SIGN}", "array(", "np.", "  "):
        assert bad not in alt


@every
def test_words_for_those_who_cannot_see_it_follow_the_values(name: str) -> None:
    figure = registry[name]
    told = {figure(**{one.name: end}).alt for one in figure.parameters for end in one.ends}
    assert len(told | {result(name).alt}) > 1


@every
def test_surfaces_alone_are_pixels(name: str) -> None:
    root = ElementTree.fromstring(svg(name))
    surface = any(panel.drawn.artists.get("surface") for panel in composed(name).panels)
    assert len(list(root.iter(f"{SVG}image"))) == surface
    # The faces of a surface would be thousands of shapes.
    assert len(list(root.iter(f"{SVG}path"))) < 400


@every
@pytest.mark.parametrize("size", SIZES)
def test_no_words_over_words_or_off_the_canvas(name: str, size: str) -> None:
    page = composed(name, size)
    assert lint(page.page) == []
    assert page.unplaced == []


@every
@pytest.mark.parametrize(
    ("size", "theme"), [("default", "light"), ("default", "dark"), ("column", "light")]
)
def test_all_words_can_be_read(name: str, size: str, theme: str) -> None:
    page = composed(name, size, theme)
    colours = THEMES[theme]
    small = {text for text, points, _ in words_of(page) if points < 5}
    assert small == set()
    # Words in the colour of the paper stand on a tint that asks for them.
    faint = {
        text
        for text, _, colour in words_of(page)
        if not same_color(colour, colours.paper) and contrast(colour, colours.paper) < SMALL
    }
    assert faint == set()


@every
@pytest.mark.parametrize("theme", [theme for theme in THEMES if theme != "light"])
def test_other_themes(name: str, theme: str) -> None:
    assert lint(composed(name, "default", theme).page) == []


@every
@pytest.mark.parametrize("size", ["default", "column"])
def test_circles_are_round_and_arrows_can_be_seen(name: str, size: str) -> None:
    page = composed(name, size)
    for width, height in circles(page):
        assert width == pytest.approx(height, rel=0.01)
    assert all(length >= 1 for length in arrows(page))


@every
def test_the_svg(name: str) -> None:
    made = svg(name)
    deep = bool(registry[name].layout.deep)
    assert len(made) <= (120_000 if deep else 60_000)
    root = ElementTree.fromstring(made)
    assert root.get("role") == "img"
    title, described = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert described is not None
    assert (title.text, described.text) == (result(name).title, result(name).alt)
    # Words stay whole, in one element each.
    assert root.findall(f".//{SVG}tspan") == []
    texts = {element.text for element in root.iter(f"{SVG}text")}
    assert registry[name].title in texts
    for panel in composed(name).panels:
        if panel.ax.name != "3d" and panel.ax.axison:
            assert {panel.ax.get_xlabel(), panel.ax.get_ylabel()} <= {*texts, ""}
        assert set(panel.key) <= texts
    ids = re.findall(r'\bid="([^"]+)"', made.decode())
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="|url\()#([^")]+)', made.decode())) <= set(ids)


@every
def test_one_svg_for_light_and_dark(name: str) -> None:
    light, auto = svg(name), written(result(name), theme="auto")
    ElementTree.fromstring(auto)
    # The dark picture as a style sheet, and not as a second picture (images excepted).
    deep = bool(registry[name].layout.deep)
    assert len(auto) < (1.6 if deep else 1.35) * len(light) + 1000
    assert b"-dark" not in auto or b"<image" in auto
    # Without the style sheet it is the light one.
    bare = re.sub(rb" <style>@media.*?</style>\n?", b"", auto)
    bare = re.sub(rb'<image class="[^"]*-dark"[^>]*>', b"", bare)
    assert re.sub(rb' class="t\w+-\w+"', b"", bare).split() == light.split()


@every
def test_sizes_in_pixels(name: str) -> None:
    with Image.open(io.BytesIO(written(result(name), "png", size=(640, 480)))) as image:
        assert image.size == (640, 480)
        assert image.info["Description"] == result(name).alt


def outside(one: Parameter) -> list[object]:
    """Values that a parameter must refuse."""
    if isinstance(one, (Real, Whole)):
        wrong: list[object] = [one.low - 1, one.high + 1, float("nan"), "many", None, True]
        return [*wrong, one.low + 0.5] if isinstance(one, Whole) else wrong
    if isinstance(one, Several):
        each = one.default[0]
        return [(one.low - 1,) * one.least, (each,) * (one.most + 1), (), "many", None]
    return ["nothing", 3, None] if isinstance(one, Choice) else ["yes", 1, None]


@every
def test_ranges_are_enforced(name: str) -> None:
    figure = registry[name]
    for one in figure.parameters:
        for value in outside(one):
            with pytest.raises(ArgumentError) as caught:
                figure(**{one.name: value})  # type: ignore[arg-type]
            assert str(caught.value).startswith(f"{one.name} must be {one.rule}; got ")
    with pytest.raises(UnknownName, match=f'^{name} has no parameter "nothing"'):
        figure(nothing=1)


@every
def test_the_ends_of_the_ranges_are_drawn(name: str) -> None:
    figure = registry[name]
    for one in figure.parameters:
        for value in one.ends:
            made = figure(**{one.name: value})
            case = f"{one.name}={value}"
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                assert drawn(made), case
            pairs = zip(figure.claims, made.claims, strict=True)
            false = [claim.words for claim, told in pairs if claim.always and not told.holds]
            assert false == [], case


@every
def test_it_is_drawn_on_given_axes_and_on_nothing_else(name: str) -> None:
    import matplotlib.pyplot as plt
    from matplotlib.figure import Figure

    layout = registry[name].layout
    page = Figure(figsize=(5 * len(layout.letters), 4))
    axes = [
        page.add_subplot(
            1, len(layout.letters), k, projection="3d" if letter in layout.deep else None
        )
        for k, letter in enumerate(layout.letters, 1)
    ]
    spare = page.add_axes((0.9, 0.9, 0.05, 0.05))
    before = dict(plt.rcParams)
    made = registry[name](ax=np.array(axes) if len(axes) > 1 else axes[0])
    assert made.axes == tuple(axes)
    assert all(len(ax.get_children()) > 12 for ax in axes)
    assert not spare.lines
    assert not spare.texts
    assert not plt.get_fignums()
    assert dict(plt.rcParams) == before
    with pytest.raises(
        ArgumentError, match=f"^{name} draws on {len(axes)} axes; got {len(axes) + 1}"
    ):
        registry[name](ax=[*axes, spare])


@every
def test_its_steps_tell_it_from_the_beginning(name: str) -> None:
    figure, data = registry[name], result(name).data
    if figure.steps is None:
        return
    count = figure.steps.count(data)
    assert count >= 2
    for k in (0, 1, count - 1):
        told = Result(figure, result(name).parameters, figure.steps.at(data, k))
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert drawn(told, (480, 360))
    assert figure.alt(figure.steps.at(data, count - 1)) == figure.alt(data)


def test_flags_and_choices() -> None:
    flag, choice = Flag("bias", True, "b"), Choice("style", "smooth", ("smooth", "squares"), "s")
    assert (flag.check(np.bool_(False)), flag.read("True"), choice.read("squares")) == (
        False,
        True,
        "squares",
    )
    with pytest.raises(ArgumentError) as caught:
        choice.check("smoth")
    assert str(caught.value) == (
        'style must be one of smooth, squares; got "smoth"; did you mean "smooth"?'
    )


def test_numpys_numbers_are_numbers() -> None:
    made = tw.figures.gradient_descent(lr=np.array([0.05, 0.1, 0.15]), steps=np.int64(3))
    assert made.parameters == {"lr": (0.05, 0.1, 0.15), "steps": 3}


def test_names_of_wide_layers_stay_on_the_canvas() -> None:
    made = tw.figures.simple_neural_network(sizes=(784, 30, 30, 10))
    assert lint(drawn(made).page) == []


def test_what_a_word_must_not_see_has_the_score_minus_infinity() -> None:
    for causal, hidden in ((False, 0), (True, 10)):
        texts = [
            text.get_text() for text in tw.figures.attention_weights(causal=causal).axes[0].texts
        ]
        assert texts.count("−∞") == hidden
