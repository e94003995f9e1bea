from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from render.lint import lint
from render.samples import scenes
from thalweg.render.figure import compose
from thalweg.render.layout import size_for
from thalweg.render.rc import private
from thalweg.render.theme import theme_named

NAMES = list(scenes())


def drawn(name: str, size: str | tuple[int, int] | None, theme: str) -> Figure:
    scene = scenes()[name]
    chosen = theme_named(theme)
    how = size_for(scene, size)
    with private(chosen, how.font):
        return compose(scene, how, chosen).figure


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", ["default", "column", "slide"])
def test_no_words_over_words_or_off_the_canvas(name: str, size: str) -> None:
    assert lint(drawn(name, size, "light")) == []


@pytest.mark.parametrize("theme", ["dark", "print"])
@pytest.mark.parametrize("name", ["bowl", "rates", "fitted"])
def test_other_themes_and_a_square(name: str, theme: str) -> None:
    assert lint(drawn(name, "square", theme)) == []


@pytest.mark.parametrize("size", [(640, 360), (360, 640), (4000, 1000), (160, 160)])
def test_odd_sizes(size: tuple[int, int]) -> None:
    figure = drawn("bowl", size, "light")
    assert lint(figure) == []
    assert tuple(round(n) for n in figure.bbox.size) == size


def test_the_lint_finds_what_is_wrong() -> None:
    figure = Figure()
    axes = figure.add_subplot()
    axes.set_xlabel("x")
    axes.text(0.5, 0.5, "one")
    axes.text(0.51, 0.5, "two")
    axes.text(1.5, 0.5, "far away")
    assert lint(figure) == [
        '"far away" is off the canvas',
        '"one" and "two" overlap',
        "the y axis has no label",
    ]
