from __future__ import annotations

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

import thalweg as tw
from render import samples
from render.lint import lint
from render.test_artists import composed, lines, words
from thalweg.render.marks import Drawn
from thalweg.render.theme import LIGHT
from thalweg.scenes import Scene


def drawn(scene: Scene) -> Drawn:
    return composed(scene).panels["sweep"]


def marks(drawn: Drawn, role: str) -> PathCollection:
    (found,) = drawn.artists[role]
    assert isinstance(found, PathCollection)
    return found


def test_points_are_the_last_losses() -> None:
    runs = samples.rates()
    found = drawn(Scene(runs, panels="sweep"))
    calm = ~runs.diverged.values
    expected = np.stack([runs.dataset["lr"].values, runs.final_loss.values], axis=-1)[calm]
    np.testing.assert_array_equal(marks(found, "point").get_offsets(), expected)
    (path,) = lines(found, "path")
    np.testing.assert_array_equal(np.asarray(path.get_xydata())[:-1], expected)
    assert np.isnan(np.asarray(path.get_ydata(), dtype=float)[-1]), "not connected"


def test_what_diverged_is_a_cross_in_hatched_ground() -> None:
    found = drawn(Scene(samples.rates(), panels="sweep"))
    offsets = np.asarray(marks(found, "stop").get_offsets())
    assert offsets[:, 0].tolist() == [0.12]
    assert 0.9 < offsets[0, 1] < 1, "just below the upper edge, as a fraction of the axes"
    (tint,) = found.artists["tint"]
    assert tint.get_hatch() == "////"  # type: ignore[attr-defined]
    assert sorted(words(found)) == ["best: lr = 0.083, loss 4.2×10⁻⁸", "diverges from lr = 0.12"]


def test_the_bound_stands_where_it_is() -> None:
    found = drawn(Scene(samples.rates(), panels="sweep"))
    rule, name = found.artists["bound"]
    np.testing.assert_allclose(rule.get_xdata(), 0.1)  # type: ignore[attr-defined]
    assert name.get_text() == "SGD: 2/λmax = 0.1"  # type: ignore[attr-defined]


def test_lines_of_a_picture_of_their_own_stand_in_the_key() -> None:
    figure = composed(Scene(samples.tuned(), panels="sweep"))
    texts = [text.get_text() for legend in figure.figure.legends for text in legend.get_texts()]
    assert texts == ["SGD", "Adam", "RMSprop"]
    assert [ax for ax in figure.figure.axes if ax.get_label() == "scale"] == []
    paths = lines(figure.panels["sweep"], "path")
    assert [to_rgba(path.get_color()) for path in paths] == [
        to_rgba(colour) for colour in LIGHT.palette[:3]
    ]
    assert len({path.get_linestyle() for path in paths}) > 1


def test_beside_other_panels_points_have_their_runs_colours() -> None:
    scene = Scene(samples.rates(), panels=["loss", "sweep"])
    both = composed(scene)
    colours = np.asarray(marks(both.panels["sweep"], "point").get_facecolor())
    paths = [line.get_color() for line in lines(both.panels["loss"], "path")]
    np.testing.assert_allclose(colours, [to_rgba(colour) for colour in paths[:-1]])
    assert [ax for ax in both.figure.axes if ax.get_label() == "scale"] != []


def test_seeds_have_a_band() -> None:
    scene = Scene(samples.seeds(), panels="sweep")
    found = drawn(scene)
    assert len(found.artists["range"]) == 2
    assert words(found, "note") == ["median and range of 5 seeds"]


def test_a_zero_stands_on_the_edge_as_a_mark_of_its_own() -> None:
    runs = tw.descend(tw.Formula("x**2"), tw.SGD(lr=[0.1, 0.3, 0.5, 0.9]), start=[1.0], steps=10)
    found = drawn(Scene(runs, panels="sweep"))
    assert np.asarray(marks(found, "beyond").get_offsets()).tolist() == [
        [0.5, found.ax.get_ylim()[0]]
    ]


def test_on_axes_of_the_callers() -> None:
    figure = Figure(figsize=(5, 4))
    ax = figure.add_subplot()
    assert tw.plot(samples.tuned(), "sweep", ax=ax) is ax
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["SGD", "Adam", "RMSprop"]
    assert lint(figure) == []
