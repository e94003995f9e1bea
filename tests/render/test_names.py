from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

import thalweg as tw
from render import samples
from render.lint import lint
from render.test_artists import composed
from thalweg.render.legible import LEAST, contrast
from thalweg.render.wrap import squeezed
from thalweg.scenes import Scene


@pytest.mark.parametrize(
    ("width", "most", "wanted"),
    [
        (40, 2, "length of the leaf, measured (cm)"),
        (22, 2, "length of the leaf,\nmeasured (cm)"),
        (12, 2, "length of\n…(cm)"),
        (24, 1, "length of the leaf,…(cm)"),
        (12, 1, "length…(cm)"),
        (7, 1, "leng…m)"),
        (4, 2, "leng\n…cm)"),
    ],
)
def test_names_keep_their_beginning_and_their_end(width: int, most: int, wanted: str) -> None:
    found = squeezed("length of the leaf, measured (cm)", lambda words: len(words) <= width, most)
    assert found == wanted


@given(st.text("ab c", min_size=1), st.integers(3, 30), st.integers(1, 2))
def test_names_fit(name: str, width: int, most: int) -> None:
    name = " ".join(name.split()) or "a"
    lines = squeezed(name, lambda words: len(words) <= width, most).split("\n")
    assert len(lines) <= most
    assert max(map(len, lines)) <= width
    assert name.startswith(lines[0].split("…")[0])


def test_names_of_axes_fit_and_the_description_has_them_whole() -> None:
    scene = samples.scenes()["long names"]
    found = composed(scene)
    ax = found.panels["fit"].ax
    assert ax.get_xlabel().replace("\n", " ") == samples.LONG
    label = ax.yaxis.label.get_window_extent()
    assert label.height <= ax.get_window_extent().height
    assert "…" in found.panels["data"].ax.get_ylabel()
    assert samples.LONG in scene.alt


def test_names_of_classes_leave_room_for_the_picture() -> None:
    found = composed(samples.scenes()["long classes"])
    ax = found.panels["fit"].ax
    assert isinstance(ax.yaxis.get_major_formatter(), FuncFormatter)
    names = [tick.get_text() for tick in ax.get_yticklabels()]
    assert all("\n" in name for name in names)
    assert len(set(names)) == 2
    assert ax.get_window_extent().width > 0.28 * found.figure.bbox.width


def test_names_of_300_letters_leave_pictures() -> None:
    name = "x" * 300
    x, y = samples.rows(12).values()
    problem = tw.Fit(f"w*`{name}` + b", {name: x, "y": y}, target="y")
    runs = tw.descend(problem, tw.SGD(lr=0.001), start=[0.0, 0.0], steps=3)
    found = composed(Scene(runs, panels=["fit", "data", "diagram"]))
    assert lint(found.figure) == []
    assert found.panels["fit"].ax.get_window_extent().width > 0.3 * found.figure.bbox.width


@pytest.mark.parametrize(("theme", "ground"), [("dark", "white"), ("light", "black")])
@pytest.mark.parametrize("panel", ["loss", "parameters"])
def test_words_beside_axes_of_the_callers_can_be_read(theme: str, ground: str, panel: str) -> None:
    figure = Figure(facecolor=ground)
    ax = tw.plot(samples.bowl(), panel, ax=figure.add_subplot(), theme=theme)
    figure.draw_without_rendering()
    words = [ax.xaxis.label, ax.yaxis.label, *ax.get_xticklabels(), *ax.get_yticklabels()]
    assert all(contrast(text.get_color(), ground) >= LEAST for text in words)
    assert figure.get_facecolor() == Figure(facecolor=ground).get_facecolor()


def test_contrast() -> None:
    assert contrast("black", "white") == pytest.approx(21)
    assert contrast("#777777", "white") == pytest.approx(4.48, abs=0.01)


def test_the_key_stands_above_a_surface_on_axes_of_the_callers() -> None:
    figure = Figure(figsize=(8, 4), layout="constrained")
    ax = figure.add_subplot(1, 2, 1, projection="3d")
    tw.plot(samples.bowl(), "surface", ax=ax)
    tw.plot(samples.bowl(), "loss", ax=figure.add_subplot(1, 2, 2))
    assert lint(figure) == []
    key = ax.get_legend()
    assert key is not None
    numbers = [tick.label1.get_window_extent() for tick in ax.zaxis.get_major_ticks()]
    assert all(box.y1 < key.get_window_extent().y0 for box in numbers)
    assert ax.get_tightbbox().height > 0.7 * figure.bbox.height
