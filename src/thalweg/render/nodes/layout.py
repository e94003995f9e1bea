"""Where nodes, arrows and words go. Pure numbers: no matplotlib.

All lengths are in em, the size of the text, so that a circle always fits the words in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from thalweg.render.nodes.geometry import Box, bowed, clipped, length_of, loop, smooth
from thalweg.render.nodes.graph import Edge, Graph, Node, fold
from thalweg.render.nodes.labels import place_texts

Measure = Callable[[str, float], tuple[float, float]]
"""Width and height of words of a relative size, in em."""

SMALLEST, ROOMY, LARGEST, EMPTY = 0.8, 1.3, 2.3, 0.9
"""Radii of circles, in em: the least, the least for the sake of words in it, the largest, and that of an empty one."""

PITCH, WIDEST = 2.2, 7.0
"""Least and largest distance of the centres of two nodes in a layer, in em."""

REACH = 26.0
"""Largest distance of two layers, in em; less where there are more of them."""

SMALL, SHRUNK = 0.89, 0.75
"""Relative sizes of words beside nodes and arrows, and of the smallest in a circle."""

FILLED = 1.65
"""How wide words in a circle may be, in radii."""

LINE = 1.4
"""Height of a line of words, in em."""


@dataclass(frozen=True)
class Circle:
    """A node in its place."""

    node: Node
    x: float
    y: float
    radius: float


@dataclass(frozen=True, eq=False)
class Arrow:
    """An edge in its place.

    Attributes
    ----------
    edge : Edge
    points : array, shape (point, 2)
        From the border of the one circle to that of the other.
    """

    edge: Edge
    points: np.ndarray


@dataclass(frozen=True)
class Words:
    """Words in their place.

    Attributes
    ----------
    text : str
    box : Box
        Which they fill; turned as they are.
    role : str
        ``inside`` a circle, ``label`` of a node, or ``weight`` of an edge.
    size : float
        Relative to the text.
    owner : Node or Edge
    """

    text: str
    box: Box
    role: Literal["inside", "label", "weight"]
    size: float
    owner: Node | Edge


@dataclass(frozen=True, eq=False)
class Layout:
    """Everything in its place; the area is (0, width) × (0, height).

    Attributes
    ----------
    graph : Graph
        What is shown: some nodes may have given way to dots.
    silent : int
        How many arrows have lost their words for want of a place.
    """

    graph: Graph
    circles: tuple[Circle, ...]
    arrows: tuple[Arrow, ...]
    words: tuple[Words, ...]
    width: float
    height: float
    silent: int = 0


def layered(
    graph: Graph, width: float, height: float, measure: Measure, *, most: int = 10
) -> Layout:
    """Lay a graph out in columns, one a layer.

    Parameters
    ----------
    width, height : float
        Of the area, in em.
    measure : callable
        ``measure(text, size)`` gives the width and height of words.
    most : int
        Places in a layer, the bias not counted; fewer where the area is low.
    """
    extra = max((_count(layer, "bias") for layer in graph.layers), default=0)
    least, named = _inner_room(graph, measure)
    rows = int(height / (max(PITCH, 2 * least + 0.5) + named))
    shown = _jointed(fold(graph, min(most, max(2, rows - extra))))
    loops = any(edge.source == edge.target for edge in shown.edges)
    tallest = max(len(layer) for layer in shown.layers)
    # A loop needs the room of its circle once more.
    pitch = min(height / (tallest + 0.7 * loops), WIDEST)
    radius = min(max(0.34 * (pitch - named), least), LARGEST)
    # Inner nodes without room below them keep their words, however small.
    inner = range(1, len(shown.layers) - 1)
    inside = [
        (k in inner and not named) or _fit(layer, radius, measure)
        for k, layer in enumerate(shown.layers)
    ]
    sides = _sides(shown, inside, width, measure)
    radii = [radius if fits else min(radius, EMPTY) for fits in inside]
    circles = _circles(shown, width, height - 1.6 * radius * loops, pitch, radii, sides)
    place = {circle.node.key: circle for circle in circles}
    arrows = tuple(_arrow(edge, shown, place) for edge in shown.edges)
    words = _node_words(shown, inside, place, sides, measure)
    blocked = [w.box for w in words if w.role == "label"]
    seen = [c for c in circles if c.node.kind != "joint"]
    size = 1.0 if pitch > 0.7 * WIDEST and len(shown.layers) < 3 else SMALL
    layer_of = {node.key: k for k, layer in enumerate(shown.layers) for node in layer}
    groups: dict[tuple[int, int], list[Arrow]] = {}
    for arrow in arrows:
        ends = (layer_of[arrow.edge.source], layer_of[arrow.edge.target])
        groups.setdefault(ends, []).append(arrow)
    texts, silent = place_texts(
        list(groups.values()), seen, blocked, (width, height), measure, size
    )
    words += [Words(text, box, "weight", size, edge) for edge, text, box in texts]
    return Layout(shown, tuple(seen), arrows, tuple(words), width, height, silent)


def _inner_room(graph: Graph, measure: Measure) -> tuple[float, float]:
    """The least radius, and the room below each node, that the names of inner nodes need."""
    inner = [node for layer in graph.layers[1:-1] for node in layer]
    widest = max((measure(node.text, SHRUNK)[0] for node in inner if node.text), default=0.0)
    least = max(SMALLEST, widest / FILLED)
    below = any(node.label for node in inner) or least > ROOMY
    return (SMALLEST if least > ROOMY else least), LINE * below


def _count(layer: Sequence[Node], kind: str) -> int:
    return sum(node.kind == kind for node in layer)


def _jointed(graph: Graph) -> Graph:
    """Give every edge over several layers a place in each that it passes."""
    layer_of = {node.key: k for k, layer in enumerate(graph.layers) for node in layer}
    added: list[dict[str, Node]] = [{} for _ in graph.layers]
    for edge in graph.edges:
        for k in range(layer_of[edge.source] + 1, layer_of[edge.target]):
            key = _joint(edge, k)
            added[k][key] = Node(key, kind="joint")
    layers = tuple(
        (*extra.values(), *layer) for extra, layer in zip(added, graph.layers, strict=True)
    )
    return Graph(layers, graph.edges, graph.left_out)


def _joint(edge: Edge, layer: int) -> str:
    # Edges of one source run together until their last layer.
    return f"joint {edge.source} {layer}"


def _fit(layer: Sequence[Node], radius: float, measure: Measure) -> bool:
    """Whether the texts of all units of a layer fit into its circles: all stand inside, or all beside."""
    return all(
        measure(node.text, SHRUNK)[0] <= FILLED * radius for node in layer if node.kind == "unit"
    )


def _beside(node: Node, inside: bool) -> str:
    if node.kind != "unit":
        return node.label
    return node.label if inside else "  ".join(part for part in (node.text, node.label) if part)


def _sides(
    graph: Graph, inside: Sequence[bool], width: float, measure: Measure
) -> tuple[float, float]:
    """Room for the labels at the left and at the right, in em."""

    def widest(k: int) -> float:
        names = [_beside(node, inside[k]) for node in graph.layers[k]]
        return max((measure(name, SMALL)[0] for name in names if name), default=0.0)

    if len(graph.layers) == 1:
        return (0.0, 0.0)
    left, right = widest(0), widest(-1)
    most = 0.36 * width if right < 0.2 * width else 0.28 * width
    return min(left, most), min(right, 0.3 * width)


def _circles(
    graph: Graph,
    width: float,
    height: float,
    pitch: float,
    radii: Sequence[float],
    sides: tuple[float, float],
) -> list[Circle]:
    gaps = [side + 0.5 * (side > 0) for side in sides]
    # A node that many arrows end at has a border long enough for their heads.
    degree = {node.key: 0 for node in graph.nodes}
    for edge in graph.edges:
        degree[edge.target] += 1
    lone = [
        min(max(radius, 0.27 * degree[layer[0].key]), 2.5) if len(layer) == 1 else radius
        for layer, radius in zip(graph.layers, radii, strict=True)
    ]
    steps = max(1, len(graph.layers) - 1)
    free = width - gaps[0] - gaps[1] - lone[0] - lone[-1] - 0.4
    step = min(free / steps, max(REACH / min(steps, 2) ** 0.3, 4 * max(radii)))
    left = gaps[0] + lone[0] + 0.2 + (free - step * steps) / 2
    found = []
    for k, layer in enumerate(graph.layers):
        x = left + k * step if len(graph.layers) > 1 else width / 2
        for row, node in enumerate(layer):
            y = height / 2 + ((len(layer) - 1) / 2 - row) * pitch
            size = 0.85 * max(radii[k], SMALLEST) if node.kind == "bias" else lone[k]
            found.append(Circle(node, x, y, size))
    return found


def _arrow(edge: Edge, graph: Graph, place: dict[str, Circle]) -> Arrow:
    one, other = place[edge.source], place[edge.target]
    start, end = np.array([one.x, one.y]), np.array([other.x, other.y])
    layer_of = {node.key: k for k, layer in enumerate(graph.layers) for node in layer}
    between = range(layer_of[edge.source] + 1, layer_of[edge.target])
    if edge.source == edge.target:
        points = loop(start, one.radius)
    elif edge.bend:
        points = bowed(start, end, edge.bend)
    elif between:
        joints = [place[_joint(edge, k)] for k in between]
        points = smooth(np.array([start, *((j.x, j.y) for j in joints), end]))
    else:
        points = np.stack([start, end])
    if len(points) == 2:
        # Halves of a straight line, so that either end is cut off its own half.
        points = np.stack([start, (start + end) / 2, end])
    return Arrow(edge, clipped(points, (start, one.radius), (end, other.radius)))


def _node_words(
    graph: Graph,
    inside: Sequence[bool],
    place: dict[str, Circle],
    sides: tuple[float, float],
    measure: Measure,
) -> list[Words]:
    found = []
    last = len(graph.layers) - 1
    for k, layer in enumerate(graph.layers):
        for node in layer:
            circle = place[node.key]
            if node.text and (inside[k] or node.kind == "bias"):
                size = 1.0 if node.kind == "bias" else min(1.2, max(1.0, circle.radius / 1.5))
                size = min(size, FILLED * circle.radius / (measure(node.text, 1.0)[0] or 1.0))
                box = Box(circle.x, circle.y, *measure(node.text, size))
                found.append(Words(node.text, box, "inside", size, node))
            name = _beside(node, inside[k])
            if not name:
                continue
            ends = last > 0 and k in (0, last)
            most = sides[0 if k == 0 else 1] if ends else 4 * circle.radius
            name, wide, high = shortened(name, most, measure)
            if ends:
                aside = circle.radius + 0.5 + wide / 2
                box = Box(circle.x + (-aside if k == 0 else aside), circle.y, wide, high)
            else:
                box = Box(circle.x, circle.y - circle.radius - 0.25 - high / 2, wide, high)
            found.append(Words(name, box, "label", SMALL, node))
    return found


def shortened(text: str, width: float, measure: Measure) -> tuple[str, float, float]:
    """Text cut to a width with an ellipsis, and its width and height."""
    wide, high = measure(text, SMALL)
    while wide > width + 1e-6 and len(text.rstrip("…")) > 1:
        text = text.rstrip("…")[:-1].rstrip() + "…"
        wide, high = measure(text, SMALL)
    return text, wide, high


def head(points: np.ndarray, length: float, width: float) -> tuple[np.ndarray, np.ndarray]:
    """The arrow's head, shape (3, 2) with its tip first, and the line that is left for its shaft."""
    length = min(length, 0.6 * length_of(points))
    tip = points[-1]
    away = np.hypot(*(points - tip).T)
    k = int(np.flatnonzero(away > length)[-1])
    a, step = points[k], points[k + 1] - points[k]
    off = a - tip
    p, q, r = float(step @ step), float(off @ step), float(off @ off) - length**2
    neck = a + step * (-q - np.sqrt(max(q * q - p * r, 0.0))) / p
    aside = np.array([-(tip - neck)[1], (tip - neck)[0]]) / length * width / 2
    return np.stack([tip, neck + aside, neck - aside]), np.concatenate(
        [points[: k + 1], neck[None]]
    )
