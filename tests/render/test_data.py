"""What the data panel draws."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

import thalweg as tw
from render import samples
from thalweg.render.figure import Composed, compose
from thalweg.render.marks import Drawn
from thalweg.render.rc import private
from thalweg.render.size import size_of
from thalweg.render.theme import LIGHT
from thalweg.scenes import Scene


def composed(scene: Scene) -> Composed:
    size = size_of(None, len(scene.panels))
    with private(LIGHT, size.font):
        return compose(scene, size, LIGHT)


def panel(name: str) -> Drawn:
    return composed(samples.scenes()[name]).panels["data"]


def cells(drawn: Drawn) -> list[str]:
    return [text.get_text() for text in drawn.artists["cell"]]  # type: ignore[attr-defined]


def test_points_and_the_first_rows() -> None:
    drawn = panel("line and rows")
    x, y = samples.rows(30).values()
    (points,) = drawn.artists["points"]
    assert isinstance(points, Line2D)
    np.testing.assert_array_equal(points.get_xydata(), np.stack([x, y], axis=-1))
    found = cells(drawn)
    assert found[0] == "rain (mm)"
    assert found[6] == "growth (cm)"
    assert found[-1] == "the first 5 of 30 rows"
    assert len({len(cell.partition(".")[2]) for cell in found[1:6]}) == 1


def test_the_numbers_of_a_column_end_at_one_line() -> None:
    drawn = panel("line and rows")
    right = {round(text.get_window_extent().x1) for text in drawn.artists["cell"][1:6]}
    assert max(right) - min(right) <= 1


def test_columns_without_room_are_left_out_and_the_needed_ones_stay() -> None:
    drawn = panel("wide")
    found = cells(drawn)
    assert any("of 31 columns left out" in cell for cell in found)
    assert "y" in found


def test_the_table_stands_below_the_axes_and_inside_the_figure() -> None:
    drawn = panel("line and rows")
    (sheet,) = drawn.artists["sheet"]
    assert isinstance(sheet, Axes)
    figure = drawn.ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    below, above = sheet.get_window_extent(), drawn.ax.get_window_extent()
    assert below.y1 < above.y0
    assert below.y0 > 0


def test_classes_have_a_colour_and_a_marker_each() -> None:
    drawn = panel("scattered")
    first, second = drawn.artists["points"]
    assert isinstance(first, Line2D)
    assert isinstance(second, Line2D)
    assert (first.get_marker(), second.get_marker()) == ("o", "s")
    assert len(first.get_xdata()) + len(second.get_xdata()) == 80  # type: ignore[arg-type]


def test_space_has_stems() -> None:
    drawn = panel("cloud")
    assert drawn.ax.name == "3d"
    assert len(drawn.artists["stems"]) == 1
    assert sum(len(points.get_data_3d()[0]) for points in drawn.artists["points"]) == 60  # type: ignore[attr-defined]


def test_thousands_of_points_are_stored_as_an_image() -> None:
    drawn = composed(Scene(samples.many_points(), panels="data")).panels["data"]
    (points,) = drawn.artists["points"]
    assert points.get_rasterized()


def test_under_the_callers_layout_the_table_keeps_its_place() -> None:
    figure = Figure(figsize=(8, 4), layout="constrained")
    left, right = figure.subplots(1, 2)
    tw.plot(samples.fitted(), panel="data", ax=left)
    tw.plot(samples.fitted(), panel="loss", ax=right)
    figure.draw_without_rendering()
    (sheet,) = left.child_axes
    assert sheet.get_window_extent().y1 < left.get_window_extent().y0
    assert sheet.get_window_extent().y0 > 0
    assert sheet.get_window_extent().x1 < right.get_window_extent().x0
