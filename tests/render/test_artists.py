"""What is drawn is what was described."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from render import samples
from thalweg.render.figure import Composed, compose
from thalweg.render.layout import size_for
from thalweg.render.marks import Drawn
from thalweg.render.panels import DRAWERS
from thalweg.render.rc import private
from thalweg.render.size import size_of
from thalweg.render.style import Style
from thalweg.render.theme import LIGHT, MARKERS
from thalweg.render.ticks import set_axes
from thalweg.scenes import Scene
from thalweg.scenes.axis import Axis
from thalweg.scenes.panels import PANELS


def composed(scene: Scene, size: str | tuple[int, int] | None = None) -> Composed:
    chosen = size_for(scene, size)
    with private(LIGHT, chosen.font):
        return compose(scene, chosen, LIGHT)


def panel(name: str, which: str) -> Drawn:
    return composed(samples.scenes()[name]).panels[which]


def lines(drawn: Drawn, role: str) -> list[Line2D]:
    found = drawn.artists.get(role, [])
    assert all(isinstance(line, Line2D) for line in found)
    return found  # type: ignore[return-value]


def words(drawn: Drawn, role: str = "label") -> list[str]:
    return [text.get_text() for text in drawn.artists.get(role, [])]  # type: ignore[attr-defined]


def test_every_panel_is_described_and_drawn() -> None:
    assert list(DRAWERS) == list(PANELS)


def test_every_mark_of_every_picture_has_an_entry_in_the_key() -> None:
    for scene in samples.scenes().values():
        for name, picture in zip(scene.panels, scene.pictures, strict=True):
            kinds = {mark if isinstance(mark, str) else mark[0] for mark in picture.marks}
            assert kinds <= set(DRAWERS[name].key)


def test_paths_are_the_recorded_points() -> None:
    drawn = panel("bowl", "contour")
    theta = samples.bowl().dataset["theta"].values
    for run, line in enumerate(lines(drawn, "path")):
        points = np.asarray(line.get_xydata())
        np.testing.assert_array_equal(points, theta[run, : len(points)])
        assert to_rgba(line.get_color()) == to_rgba(LIGHT.palette[run])
    assert [line.get_marker() for line in lines(drawn, "dots")] == list(MARKERS[:3])
    assert [len(drawn.artists[role]) for role in ("start", "end", "exit", "minimum")] == [
        1,
        2,
        1,
        1,
    ]
    assert words(drawn) == ["leaves at step 8, loss 17"]


def test_the_arrow_points_out_and_stands_on_the_edge() -> None:
    drawn = panel("bowl", "contour")
    (arrow,) = lines(drawn, "exit")
    assert arrow.get_ydata() == [drawn.ax.get_ylim()[1]]
    tip = arrow._marker.get_transform().transform((0.0, 1.0))  # type: ignore[attr-defined]
    assert tip[1] > 0
    assert abs(tip[0]) < 0.2 * tip[1], "nearly straight up"


def test_equal_units_look_equal() -> None:
    ax = panel("bowl", "contour").ax
    box = ax.get_window_extent()
    (x0, x1), (y0, y1) = ax.get_xlim(), ax.get_ylim()
    assert box.width / (x1 - x0) == pytest.approx(box.height / (y1 - y0), rel=1e-3)


def test_the_colour_bar_names_losses() -> None:
    drawn = panel("bowl", "contour")
    bar = drawn.artists["bar"][0]
    scene = samples.scenes()["bowl"]
    assert bar.get_ylabel() == "loss"  # type: ignore[attr-defined]
    names = [text.get_text() for text in bar.get_yticklabels()]  # type: ignore[attr-defined]
    assert names == [name for _, name in scene.pictures[0].levels.ticks]  # type: ignore[union-attr]


def test_each_band_holds_what_lies_above_its_level() -> None:
    drawn = panel("bowl", "contour")
    levels = samples.scenes()["bowl"].pictures[0].levels.values  # type: ignore[union-attr]
    bands = drawn.artists["band"]
    assert len(bands) == len(levels)
    for band, level in zip(bands[1:], levels[1:], strict=True):
        (path,) = band.get_paths()  # type: ignore[attr-defined]
        x, y = np.asarray(path.vertices).T
        (x0, x1), (y0, y1) = drawn.ax.get_xlim(), drawn.ax.get_ylim()
        rim = (x > x0 + 1e-9) & (x < x1 - 1e-9) & (y > y0 + 1e-9) & (y < y1 - 1e-9)
        np.testing.assert_allclose((x**2 + 10 * y**2)[rim], level, rtol=0.05, atol=0.01)


def test_ground_without_a_loss_is_hatched() -> None:
    drawn = panel("wall", "contour")
    (ground,) = drawn.artists["not finite"]
    assert ground.get_hatch() == "xxxx"  # type: ignore[attr-defined]
    assert "not finite" not in panel("bowl", "contour").artists


def test_a_diverged_run_ends_in_a_cross() -> None:
    drawn = panel("diverged", "loss")
    (cross,) = lines(drawn, "stop")
    assert cross.get_marker() == "x"
    runs = samples.diverged()
    assert cross.get_xdata() == [4]
    assert cross.get_ydata() == [runs.dataset["loss"].values[0, 4]]
    assert words(drawn) == ["diverged at step 4"]


def test_many_runs_have_a_scale_and_no_entry_each() -> None:
    found = composed(samples.scenes()["rates"])
    texts = [text.get_text() for legend in found.figure.legends for text in legend.get_texts()]
    assert texts == ["start", "minimum"]
    (scale,) = [ax for ax in found.figure.axes if ax.get_label() == "scale"]
    assert scale.get_ylabel() == "lr"
    assert scale.get_xlim() == pytest.approx((0.001, 0.12))
    assert found.panels["loss"].ax.get_title("left") == "1 of 40 runs diverged"


def test_the_key_names_runs_and_marks_once() -> None:
    figure = composed(samples.scenes()["batches"]).figure
    texts = [text.get_text() for legend in figure.legends for text in legend.get_texts()]
    assert texts == [
        *samples.batches().labels,
        "start",
        "minimum",
        "model at the start",
        "residual",
        "loss of the batch",
    ]


def test_residuals_run_from_the_points_to_the_line() -> None:
    drawn = panel("fitted", "fit")
    (residuals,) = lines(drawn, "residuals")
    ends = np.asarray(residuals.get_xydata()).reshape(-1, 3, 2)
    assert np.isnan(ends[:, 2]).any(axis=1).all()
    x, y = samples.rows(30).values()
    w, b = samples.fitted().final.values[0]
    np.testing.assert_allclose(ends[:, 0], np.stack([x, y], axis=-1))
    np.testing.assert_allclose(ends[:, 1], np.stack([x, w * x + b], axis=-1))
    assert drawn.ax.get_title("left") == "growth (cm) = 1.2 · rain (mm) + 9.66"


def test_a_title_too_long_gives_way_to_a_shorter_one() -> None:
    scene = Scene(samples.nasty(), panels="fit")
    size = size_of((400, 300))
    scene = Scene(scene.runs, panels=["fit", "loss"])
    with private(LIGHT, size.font):
        drawn = compose(scene, size, LIGHT).panels["fit"]
    assert drawn.ax.get_title("left").startswith("ŷ = ")


def test_thousands_of_points_are_stored_as_an_image() -> None:
    (points,) = lines(panel("many points", "fit"), "points")
    assert points.get_rasterized()
    assert words(panel("many points", "fit"), "note") == ["residuals of 5,000 points left out"]
    assert not lines(panel("fitted", "fit"), "points")[0].get_rasterized()


@pytest.mark.parametrize(
    ("limits", "names"),
    [
        # Powers out of view have no say.
        ((0.002, 500.0), ["0.01", "0.1", "1", "10", "100"]),
        ((2e-5, 500.0), ["10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰", "10¹", "10²"]),
    ],
)
def test_a_log_axis_names_powers_of_ten_in_one_way(
    limits: tuple[float, float], names: list[str]
) -> None:
    figure = Figure()
    axes = figure.add_subplot()
    set_axes(axes, Axis("x", (0, 1)), Axis("y", limits, log=True), Style(LIGHT, 9.0))
    figure.draw_without_rendering()
    shown = [
        tick.label1.get_text()
        for tick in axes.yaxis.get_major_ticks()
        if limits[0] <= tick.get_loc() <= limits[1]
    ]
    assert shown == names
