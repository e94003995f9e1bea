from __future__ import annotations

import io

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

import thalweg as tw
from render import samples
from render.lint import lint
from render.test_artists import composed
from thalweg.render.files import write
from thalweg.scenes import Scene
from thalweg.scenes.contour import Contour


def test_arrows_are_one_shape_along_the_slope_under_the_paths() -> None:
    scene = Scene(samples.bowl(), panels="contour", gradient=True)
    drawn = composed(scene).panels["contour"]
    (patch,) = drawn.artists["arrows"]
    assert isinstance(patch, PathPatch)
    (picture,) = scene.pictures
    assert isinstance(picture, Contour)
    assert picture.arrows is not None
    points = np.asarray(patch.get_path().vertices).reshape(-1, 5, 2)
    np.testing.assert_allclose(points[:, 1] - points[:, 0], picture.arrows.reach, atol=1e-9)
    np.testing.assert_allclose((points[:, 1] + points[:, 0]) / 2, picture.arrows.at, atol=1e-9)
    assert patch.get_zorder() < min(line.get_zorder() for line in drawn.artists["path"])
    assert patch.get_zorder() > max(band.get_zorder() for band in drawn.artists["band"])


def test_heads_look_alike_whatever_the_units() -> None:
    scene = Scene(samples.fitted(), panels="contour", gradient=True)
    drawn = composed(scene).panels["contour"]
    (patch,) = drawn.artists["arrows"]
    assert isinstance(patch, PathPatch)
    points = drawn.ax.transData.transform(patch.get_path().vertices).reshape(-1, 5, 2)
    left, right = (points[:, k] - points[:, 1] for k in (2, 4))
    np.testing.assert_allclose(np.hypot(*left.T), np.hypot(*right.T), rtol=1e-6)


def test_the_key_names_them() -> None:
    figure = composed(Scene(samples.bowl(), panels="contour", gradient=True)).figure
    texts = [text.get_text() for legend in figure.legends for text in legend.get_texts()]
    assert "−gradient, length not to scale" in texts
    assert lint(figure) == []


def test_they_cost_little() -> None:
    sizes = []
    for gradient in (False, True):
        stream = io.BytesIO()
        write(Scene(samples.bowl(), panels="contour", gradient=gradient), stream, "svg")
        sizes.append(len(stream.getvalue()))
    assert sizes[1] - sizes[0] < 25_000


def test_on_axes_of_the_callers() -> None:
    figure = Figure(figsize=(5, 4))
    ax = figure.add_subplot()
    tw.plot(samples.bowl(), "contour", ax=ax, gradient=True)
    legend = ax.get_legend()
    assert legend is not None
    assert "−gradient, length not to scale" in [text.get_text() for text in legend.get_texts()]
