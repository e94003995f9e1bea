"""The diagram panel, drawn."""

from __future__ import annotations

import re
from functools import partial

import numpy as np
from matplotlib.axes import Axes

from thalweg.render.marks import Drawn
from thalweg.render.nodes import (
    Edge,
    Graph,
    Layout,
    Node,
    draw_layout,
    fit_axes,
    layered,
    measure_on,
)
from thalweg.render.nodes.draw import weight_entry
from thalweg.render.nodes.layout import SMALL
from thalweg.render.style import Style
from thalweg.render.wrap import wrapped
from thalweg.scenes.diagram import Diagram, Edge as Weight
from thalweg.scenes.text import MINUS, count, number

KEY = {
    "positive weight": partial(weight_entry, share=0.8),
    "negative weight": partial(weight_entry, share=-0.8),
}

LINE = 1.5
"""Height of a line of the caption, in em."""


def draw(ax: Axes, picture: Diagram, style: Style) -> Drawn:
    """Take the axes' frame off; everything else is drawn once their size is known."""
    drawn = Drawn(ax)
    ax.set_axis_off()
    if picture.title:
        look = picture.look
        colour = style.theme.quiet if look is None else style.colour(look)
        title = ax.set_title(picture.title, loc="left", fontsize=style.font, color=colour)
        drawn.titles = [picture.title]
        drawn.add("title", title)
    drawn.late.append(lambda: _draw(drawn, picture, style))
    return drawn


def graph_of(picture: Diagram) -> Graph:
    """The diagram in the kit's own words."""
    return Graph(
        tuple(
            tuple(
                Node(node.key, node.text, node.label, "bias" if node.bias else "unit")
                for node in layer
            )
            for layer in picture.layers
        ),
        tuple(
            Edge(
                edge.source,
                edge.target,
                _wordings(edge),
                edge.value,
            )
            for edge in picture.edges
        ),
    )


def _wordings(edge: Weight) -> tuple[str, ...]:
    """What stands beside an edge, from the longest wording to the shortest."""
    if edge.value is None or edge.vanishes:
        return (edge.text,)
    short = number(edge.value, 2)
    return tuple(dict.fromkeys([edge.text, f"{edge.name} = {short}", short]))


def _draw(drawn: Drawn, picture: Diagram, style: Style) -> None:
    ax = drawn.ax
    width, height = fit_axes(ax, style)
    height -= drawn.head
    measure = measure_on(ax, style)
    equation = wrapped(terms(picture.equation), width - 1, measure, 1.0)
    graph = graph_of(picture)
    notes: list[str] = []
    # What is left out depends on the room, and the room on how many lines that takes to say.
    layout, lines = None, -1
    while layout is None or len(notes) > lines:
        lines = len(notes)
        band = 1.2 + LINE * (len(equation) + lines)
        layout = layered(graph, width, height - band, measure)
        said = [
            wrapped(note.split(), width - 1, measure, SMALL) for note in _notes(layout, picture)
        ]
        notes = [line for note in said for line in note]
    low, high = _reach(layout)
    # The caption stands close below; both together in the middle.
    caption = low - 1.2
    middle = (high + caption - LINE * (len(equation) + len(notes))) / 2
    ax.set_ylim(middle - height / 2, middle + height / 2 + drawn.head)
    for role, artists in draw_layout(ax, layout, style).items():
        drawn.add(role, *artists)
    _cover(drawn, layout)
    for row, line in enumerate([*equation, *notes]):
        main = row < len(equation)
        y = caption - LINE * (row + 0.5)
        text = ax.text(
            width / 2,
            y,
            line,
            ha="center",
            va="center",
            fontsize=style.font if main else style.small,
            color=style.theme.ink if main else style.theme.quiet,
        )
        text.set_in_layout(False)
        box = text.get_window_extent().transformed(ax.transData.inverted())
        drawn.lines.append(np.array([[box.x0, y], [box.x1, y]]))
        drawn.add("equation" if main else "note", text)


def _reach(layout: Layout) -> tuple[float, float]:
    """The lowest and the highest point of a layout."""
    low = [c.y - c.radius for c in layout.circles]
    high = [c.y + c.radius for c in layout.circles]
    for part in [w.box.corners for w in layout.words] + [a.points for a in layout.arrows]:
        low.append(float(part[:, 1].min()))
        high.append(float(part[:, 1].max()))
    return min(low), max(high)


def _notes(layout: Layout, picture: Diagram) -> list[str]:
    """What the diagram leaves out."""
    found = []
    for k, left_out in enumerate(layout.graph.left_out):
        if not left_out:
            continue
        all_of = sum(not node.bias for node in picture.layers[k])
        noun = "input" if k == 0 else "hidden unit"
        weighted = any(edge.value is not None for edge in picture.edges)
        which = ": those with the largest weights" if weighted else ""
        found.append(f"{all_of - left_out:,} of {count(all_of, noun)} shown{which}")
    if layout.silent:
        found.append(f"{count(layout.silent, 'weight')} shown by width and colour alone")
    return found


def _cover(drawn: Drawn, layout: Layout) -> None:
    """Say what a key in a corner must not cover."""
    for arrow in layout.arrows:
        drawn.lines.append(arrow.points)
    for circle in layout.circles:
        r = circle.radius
        corners = [(-r, 0), (0, r), (r, 0), (0, -r), (-r, 0)]
        drawn.lines.append(np.add(corners, (circle.x, circle.y)))
    for words in layout.words:
        drawn.lines.append(words.box.corners)


def terms(equation: str) -> list[str]:
    """The terms of an equation with their signs: ``'ŷ = w₁x₁'``, ``'+ b'``."""
    return re.split(rf" (?=[+{MINUS}] )", equation)
