"""Axes of three dimensions: what is seen, what is hidden, and where it stands on the paper."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from hypothesis import given, strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from mpl_toolkits.mplot3d.art3d import Line3D, Poly3DCollection
from mpl_toolkits.mplot3d.axes3d import Axes3D
from PIL import Image

import thalweg as tw
from render import samples
from render.test_artists import composed, words
from thalweg.errors import ArgumentError
from thalweg.render.compact import compact, smaller
from thalweg.render.files import write
from thalweg.render.marks import Drawn
from thalweg.render.rc import private
from thalweg.render.space import Space, draw_line, draw_sheet, extent, fit, set_space
from thalweg.render.style import Style
from thalweg.render.theme import LIGHT
from thalweg.scenes.axis import Axis
from thalweg.scenes.relief import Relief
from thalweg.scenes.turn import Camera


def space(z: Axis | None = None, size: tuple[float, float] = (6, 4)) -> Space:
    figure = Figure(figsize=size)
    FigureCanvasAgg(figure)
    ax = figure.add_subplot(projection="3d")
    assert isinstance(ax, Axes3D)
    z = Axis("loss", (0.0, 8.0)) if z is None else z
    axes = (Axis("a long name (mm)", (-1.0, 3.0)), Axis("y", (0.0, 2.0)), z)
    return set_space(ax, *axes, Style(LIGHT, 9.0), Camera(30, -60))


def drawn(name: str, panel: str = "surface") -> Drawn:
    return composed(samples.scenes()[name]).panels[panel]


def shown(part: Line3D) -> np.ndarray:
    return np.isfinite(part.part()).all(axis=1)  # type: ignore[attr-defined]


def test_flat_places_are_where_matplotlib_draws() -> None:
    found = space()
    (marks,) = draw_line(found, np.array([[0.0, 1.0, 4.0]]), marker="o")
    fit(found)
    found.ax.get_figure(root=True).draw_without_rendering()  # type: ignore[union-attr]
    (flat,) = found.flat(np.array([[0.0, 1.0, 4.0]]))
    # After drawing, the flat data of a line are what matplotlib has projected.
    np.testing.assert_allclose(np.column_stack(Line2D.get_data(marks))[0], flat, atol=1e-9)


def test_log_axes_have_powers_of_ten() -> None:
    found = space(Axis("loss", (1e-4, 1e5), log=True))
    fit(found)
    names = [tick.label1.get_text() for tick in found.ax.zaxis.get_major_ticks()]
    assert names == ["10⁻⁴", "10⁻²", "10⁰", "10²", "10⁴"]
    np.testing.assert_allclose(found.place(np.array([[0, 0, 100.0]]))[0], [0, 0, 2])
    assert found.place(np.array([[0, 0, 0.0]]))[0, 2] == -4, "below the axis is its foot"


@pytest.mark.parametrize("size", [(6, 4), (3, 4), (2, 2), (9, 3)])
def test_the_box_fills_its_place_with_its_words(size: tuple[float, float]) -> None:
    with private(LIGHT, 9.0):
        found = space(size=size)
        fit(found)
        filled, place = extent(found), found.frame
        assert filled.width <= place.width * 1.01
        assert filled.height <= place.height * 1.01
        share = max(filled.width / place.width, filled.height / place.height)
        assert share > 0.93
        boxes = found.words
        for k, one in enumerate(boxes):
            assert not any(one.overlaps(other) for other in boxes[k + 1 :])


def test_what_a_hill_hides_is_faint_and_turns_with_the_view() -> None:
    side = np.linspace(0, 1, 41)
    ridge = np.where(np.abs(side - 0.5) < 0.11, 1.0, 0.0)
    # A ridge along the first axis: the usual view has its far side behind it.
    relief = Relief(side, side, np.tile(ridge[:, None], (1, 41)))
    found = space()
    points = np.column_stack([np.full(9, 1.0), np.linspace(0.05, 1.95, 9), np.full(9, 0.1)])
    seen, hidden = draw_line(found, points, relief, color="red", linewidth=2.0)
    assert shown(seen)[:3].all()
    assert not shown(seen)[5:7].any()
    assert hidden.get_alpha() == 0.45
    assert hidden.get_linewidth() < seen.get_linewidth()
    # Together they are the whole line, and meet.
    assert (shown(seen) | shown(hidden)).all()
    assert (shown(seen) & shown(hidden)).any()
    found.ax.view_init(elev=30, azim=60)
    assert shown(seen)[-2:].all()
    assert not shown(seen)[2:4].any()


def test_a_sheet_is_cut_at_the_box() -> None:
    found = space()
    side = np.linspace(0, 1, 21)
    sheet = draw_sheet(found, -1 + 4 * side, 2 * side, np.tile(-4 + 16 * side, (21, 1)))
    # What is left of it fills the height of the box, seen from the side.
    found.ax.view_init(elev=0, azim=-90)
    found.ax.get_figure(root=True).draw_without_rendering()  # type: ignore[union-attr]
    seen = np.concatenate([np.asarray(path.vertices) for path in sheet.get_paths()])
    corners = found.flat(np.array([[-1.0, 0.0, 0.0], [3.0, 0.0, 8.0]]))
    np.testing.assert_allclose([seen[:, 1].min(), seen[:, 1].max()], corners[:, 1], atol=1e-9)


def test_the_surface_panel() -> None:
    found = drawn("surface")
    (ground,) = found.artists["surface"]
    assert isinstance(ground, Poly3DCollection)
    assert ground.get_rasterized()
    for role in ("path", "isolines", "dots", "start", "end", "minimum", "exit"):
        assert not any(artist.get_rasterized() for artist in found.artists[role])
        assert all(artist.get_zorder() > ground.get_zorder() for artist in found.artists[role])
    assert words(found) == ["leaves at step 8, loss 17"]
    assert found.ax.get_zlabel() == "loss"  # type: ignore[attr-defined]
    assert not found.ax.computed_zorder  # type: ignore[attr-defined]


def test_what_is_not_finite_is_a_hole() -> None:
    found = drawn("surface with holes")
    scene = samples.scenes()["surface with holes"]
    loss = scene.pictures[0].loss  # type: ignore[attr-defined]
    whole = np.isfinite(loss)
    cells = whole[1:, 1:] & whole[:-1, 1:] & whole[1:, :-1] & whole[:-1, :-1]
    (ground,) = found.artists["surface"]
    assert isinstance(ground, Poly3DCollection)
    assert len(ground.get_facecolor()) == cells.sum()
    assert words(found, "note") == ["holes: the loss is not finite"]


def test_the_plane_of_a_fit() -> None:
    found = drawn("inputs", "fit")
    above, below = found.artists["points above"], found.artists["points below"]
    fills = {mark.get_markerfacecolor() for mark in (*above, *below)}  # type: ignore[attr-defined]
    assert fills == {LIGHT.points, LIGHT.paper}
    assert found.ax.get_title("left").startswith("y = 1.")
    rows = sum(len(part._places) for part in (above[0], below[0]))  # type: ignore[attr-defined]
    assert rows == 60
    sticks = sum(len(part._places) for part in found.artists["residuals"])  # type: ignore[attr-defined]
    assert sticks == 3 * 60


def test_plot_takes_axes_of_its_own_dimensions_only() -> None:
    figure = Figure()
    flat, deep = figure.add_subplot(121), figure.add_subplot(122, projection="3d")
    with pytest.raises(ArgumentError) as caught:
        tw.plot(samples.bowl(), "surface", ax=flat)
    assert str(caught.value) == (
        'the surface panel needs 3-D axes: make them with projection="3d"; these are 2-D'
    )
    with pytest.raises(ArgumentError) as caught:
        tw.plot(samples.bowl(), "contour", ax=deep)
    assert str(caught.value) == "the contour panel needs 2-D axes; these are 3-D"
    assert not flat.lines
    assert not deep.lines


@pytest.mark.parametrize("name", ["bowl", "rates"])
def test_plot_on_the_callers_axes(name: str) -> None:
    figure = Figure(figsize=(8, 4))
    FigureCanvasAgg(figure)
    ax = figure.add_subplot(122, projection="3d")
    runs = samples.scenes()[name].runs
    assert runs is not None
    assert tw.plot(runs, "surface", ax=ax) is ax
    figure.savefig(io.BytesIO(), format="svg")
    assert tw.plot(runs, "surface").get_zlabel() == "loss"  # type: ignore[attr-defined]


def test_a_composed_figure_is_small_and_its_words_are_words() -> None:
    out = io.BytesIO()
    write(samples.scenes()["surface"], out, "svg")
    svg = out.getvalue().decode()
    assert len(svg) <= 150_000
    assert svg.count("<image") == 1
    assert "leaves at step 8, loss 17</text>" in svg


def test_an_image_keeps_its_look_with_a_palette() -> None:
    shade = np.linspace(0, 255, 64).astype(np.uint8)
    pixels = np.zeros((64, 256, 4), dtype=np.uint8)
    pixels[8:56, :, :3] = np.repeat(shade, 4)[None, :, None]
    pixels[8:56, :, 3] = 255
    pixels[7, :, 3] = 100
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "png", compress_level=0)
    found = smaller(out.getvalue())
    assert len(found) < len(out.getvalue()) / 10
    back = np.asarray(Image.open(io.BytesIO(found)).convert("RGBA")).astype(int)
    assert np.abs(back[8:56] - pixels[8:56]).max() <= 3
    assert (back[:7, :, 3] == 0).all()
    assert (np.abs(back[7, :, 3] - 100) <= 5).all()


def test_an_image_of_many_colours_stays_as_it_is() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (64, 64, 4), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "png")
    assert smaller(out.getvalue()) == out.getvalue()


def test_compact_leaves_words_alone() -> None:
    mark = '<use xlink:href="#m" x="1.23456" y="2" style="fill: red"/>'
    svg = (
        f'<g clip-path="url(#c)">\n {mark}\n {mark}\n</g>'
        '<path d="M 1.23456 2 \nL 3 4.00001 \nL 5 6 \n"/>'
        '<text x="1.5" transform="rotate(-0 1.5 2)"> x="1.23456" d="7.123456"</text>'
    )
    short = '<use xlink:href="#m" x="1.23" y="2"/>'
    assert re.sub(r"\n ?", "", compact(svg)) == (
        f'<g clip-path="url(#c)" style="fill: red">{short}{short}</g>'
        '<path d="M1.23 2l1.77 2 2 2"/>'
        '<text x="1.5"> x="1.23456" d="7.123456"</text>'
    )


def absolute(d: str) -> list[tuple[str, float, float]]:
    """The corners of a path of straight lines, whatever way it is written."""
    found, x, y, start, command = [], 0.0, 0.0, (0.0, 0.0), ""
    tokens = re.findall(r"[MLlz]|-?(?:\d+\.?\d*|\.\d+)", d)
    while tokens:
        if tokens[0] in "MLlz":
            command = tokens.pop(0)
        if command == "z":
            x, y = start
            found.append(("z", x, y))
            continue
        dx, dy = float(tokens.pop(0)), float(tokens.pop(0))
        x, y = (x + dx, y + dy) if command == "l" else (dx, dy)
        if command == "M":
            start = (x, y)
        found.append((command.upper(), x, y))
    return found


@given(
    st.lists(
        st.lists(st.tuples(st.floats(-999, 999), st.floats(-999, 999)), min_size=3, max_size=9),
        min_size=1,
        max_size=3,
    ),
    st.booleans(),
)
def test_relative_paths_go_where_they_went(
    rings: list[list[tuple[float, float]]], closed: bool
) -> None:
    d = "".join(
        "M " + " \nL ".join(f"{x:.6f} {y:.6f}" for x, y in ring) + " \n" + "z\n" * closed
        for ring in rings
    )
    found = re.search(r' d="([^"]*)"', compact(f'<path id="a" d="{d}"/>'))
    assert found is not None
    assert len(found[1]) < len(d)
    after = absolute(found[1])
    places = [(x, y) for ring in rings for x, y in ring]
    kept = [(x, y) for kind, x, y in after if kind != "z"]
    # A step shorter than the rounding may be left out; all that is drawn lies within it.
    for place in places:
        assert min(abs(x - place[0]) + abs(y - place[1]) for x, y in kept) < 0.0201
    assert [kind for kind, _, _ in after].count("M") == len(rings)
    assert [kind for kind, _, _ in after].count("z") == closed * len(rings)
