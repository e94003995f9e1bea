"""The node-and-edge kit: geometry, and what is drawn of it."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon

from thalweg.render.nodes import (
    Edge,
    Graph,
    Layout,
    Node,
    draw_layout,
    fit_axes,
    fold,
    layered,
    measure_on,
)
from thalweg.render.nodes.geometry import Box, crosses, length_of, overlap, touches
from thalweg.render.nodes.layout import head
from thalweg.render.style import Style
from thalweg.render.theme import LIGHT


def measure(text: str, size: float) -> tuple[float, float]:
    return 0.6 * len(text) * size, 1.1 * size


def dense(*sizes: int, weight: float = 1.0) -> Graph:
    """A network in which every unit takes from all of the layer before."""
    layers = tuple(
        tuple(Node(f"{k}.{i}", f"n{i}") for i in range(size)) for k, size in enumerate(sizes)
    )
    edges = tuple(
        Edge(a.key, b.key, (f"w = {i + j}", f"{i + j}"), weight * (i - j + 0.5))
        for one, other in pairwise(layers)
        for i, a in enumerate(one)
        for j, b in enumerate(other)
    )
    return Graph(layers, edges)


def check(layout: Layout) -> None:
    """What every layout has to be."""
    circle = {c.node.key: c for c in layout.circles}
    for one, other in combinations(layout.circles, 2):
        away = math.hypot(one.x - other.x, one.y - other.y)
        assert away > one.radius + other.radius, "no nodes overlap"
    for arrow in layout.arrows:
        for key, end in ((arrow.edge.source, 0), (arrow.edge.target, -1)):
            c = circle[key]
            away = math.hypot(*(arrow.points[end] - (c.x, c.y)))
            assert away == pytest.approx(c.radius, abs=1e-9), "arrows end on the border"
        assert length_of(arrow.points) > 0.5, "arrows are seen"
    weights = [w for w in layout.words if w.role == "weight"]
    starts = np.concatenate([arrow.points[:-1] for arrow in layout.arrows])
    ends = np.concatenate([arrow.points[1:] for arrow in layout.arrows])
    centres = np.array([(c.x, c.y) for c in layout.circles])
    radii = np.array([c.radius for c in layout.circles])
    for words in weights:
        assert not crosses(words.box, starts, ends), "no words over an arrow"
        assert not touches(words.box, centres, radii), "no words over a node"
    for one, other in combinations([w for w in layout.words if w.role != "inside"], 2):
        if "weight" in (one.role, other.role):
            assert not overlap(one.box, other.box), "no words over words"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(1, 12), min_size=2, max_size=4),
    st.floats(24, 70),
    st.floats(12, 45),
)
def test_any_network_is_laid_out_well(sizes: list[int], width: float, height: float) -> None:
    layout = layered(dense(*sizes), width, height, measure)
    check(layout)
    for circle in layout.circles:
        assert circle.radius <= circle.x <= width - circle.radius
        assert circle.radius - 1e-9 <= circle.y <= height - circle.radius + 1e-9


def test_fold_keeps_the_largest_weights_in_their_order() -> None:
    layers = (tuple(Node(f"x{k}") for k in range(8)), (Node("y"),))
    weights = [0.1, -5.0, 0.2, 3.0, 0.0, 0.3, -4.0, 0.4]
    edges = tuple(Edge(f"x{k}", "y", weight=w) for k, w in enumerate(weights))
    found = fold(Graph(layers, edges), 4)
    assert [node.key for node in found.layers[0]] == ["x1", "x3", "x6", "dots 0"]
    assert found.left_out == (5, 0)
    assert {edge.source for edge in found.edges} == {"x1", "x3", "x6"}


def test_fold_without_weights_keeps_the_first_and_the_last_and_the_bias() -> None:
    layers = (
        (*(Node(f"x{k}") for k in range(8)), Node("one", "1", kind="bias")),
        (Node("y"),),
    )
    edges = tuple(Edge(node.key, "y") for node in layers[0])
    found = fold(Graph(layers, edges), 4)
    assert [node.key for node in found.layers[0]] == ["x0", "x1", "dots 0", "x7", "one"]


def test_an_edge_over_a_layer_goes_around_its_nodes() -> None:
    graph = Graph(
        ((Node("x"),), (Node("h"),), (Node("y"),)),
        (Edge("x", "h"), Edge("h", "y"), Edge("x", "y")),
    )
    layout = layered(graph, 40, 20, measure)
    check(layout)
    (middle,) = [c for c in layout.circles if c.node.key == "h"]
    (skip,) = [a for a in layout.arrows if (a.edge.source, a.edge.target) == ("x", "y")]
    assert np.hypot(*(skip.points - (middle.x, middle.y)).T).min() > middle.radius + 0.2


def test_a_loop_is_seen_and_a_bent_edge_bows_to_its_left() -> None:
    graph = Graph(
        ((Node("h", "h"),), (Node("y", "y"),)),
        (Edge("h", "h"), Edge("h", "y", bend=0.2), Edge("y", "h", bend=0.2)),
    )
    layout = layered(graph, 40, 20, measure)
    check(layout)
    loop, there, back = (arrow.points for arrow in layout.arrows)
    h = layout.circles[0]
    assert length_of(loop) > 3 * h.radius
    assert loop[:, 1].max() > h.y + 2 * h.radius
    assert there[:, 1].max() > h.y + 1
    assert back[:, 1].min() < h.y - 1


def test_long_names_stand_beside_small_circles_and_are_cut() -> None:
    graph = Graph(
        (
            (Node("a", "a very long name indeed, longer than all room"), Node("b", "b")),
            (Node("y", "y"),),
        ),
        (Edge("a", "y"), Edge("b", "y")),
    )
    layout = layered(graph, 40, 20, measure)
    labels = [w for w in layout.words if w.role == "label"]
    assert [w.text[-1] for w in labels] == ["…", "b"]
    assert all(w.box.x - w.box.width / 2 >= 0 for w in labels)
    assert [w.text for w in layout.words if w.role == "inside"] == ["y"]


def test_the_head_ends_where_the_line_does() -> None:
    line = np.array([[0.0, 0.0], [2.0, 0.0], [10.0, 0.0]])
    point, shaft = head(line, 1.0, 0.5)
    assert point.tolist() == [[10, 0], [9, 0.25], [9, -0.25]]
    assert shaft[-1].tolist() == [9, 0]


def test_tilted_boxes() -> None:
    flat, tilted = Box(0, 0, 4, 1), Box(0, 1.6, 4, 1, math.radians(45))
    assert overlap(flat, tilted)
    assert not overlap(Box(3, 0, 4, 1, math.radians(45)), Box(0, 2.5, 4, 1, math.radians(45)))
    assert crosses(tilted, np.array([[-1.0, 0.5]]), np.array([[1.0, 2.7]]))
    assert not crosses(tilted, np.array([[-2.0, 1.5]]), np.array([[0.0, 3.5]]))
    assert touches(flat, np.array([[0.0, 1.0]]), np.array([0.6]))
    assert not touches(flat, np.array([[0.0, 1.0]]), np.array([0.4]))


def test_what_is_drawn() -> None:
    style = Style(LIGHT, 9.0)
    figure = Figure(figsize=(6, 3))
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    width, height = fit_axes(ax, style)
    assert (width, height) == pytest.approx((6 * 0.8 * 8, 3 * 0.8 * 8))
    graph = Graph(
        ((Node("a", "a"), Node("b", "b", dropped=True)), (Node("y", "y"),)),
        (Edge("a", "y", ("w = 2",), 2.0), Edge("b", "y", ("v = −1",), -1.0)),
    )
    layout = layered(graph, width, height, measure_on(ax, style))
    found = draw_layout(ax, layout, style)
    assert not ax.axison
    positive, negative = found["shaft"]
    assert positive.get_linestyle() == "-"  # type: ignore[attr-defined]
    assert negative.get_linestyle() == "--"  # type: ignore[attr-defined]
    assert positive.get_linewidth() > negative.get_linewidth()  # type: ignore[attr-defined]
    assert positive.get_color() != negative.get_color()  # type: ignore[attr-defined]
    assert len(found["cross"]) == 2
    circles = {c.node.key: c for c in layout.circles}
    for tip, arrow in zip(found["head"], layout.arrows, strict=True):
        assert isinstance(tip, Polygon)
        y = circles[arrow.edge.target]
        assert math.hypot(*(tip.get_xy()[0] - (y.x, y.y))) == pytest.approx(y.radius)
    # Round in another shape of figure too.
    figure.set_size_inches(3, 6)
    figure.draw_without_rendering()
    for node in found["node"]:
        assert isinstance(node, Circle)
        box = node.get_window_extent()
        assert box.width == pytest.approx(box.height, rel=1e-6)
