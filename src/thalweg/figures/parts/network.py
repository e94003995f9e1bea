"""Networks on a panel, with words below each layer and below the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel
    from thalweg.render.nodes import Graph

LINE = 1.4
"""Height of a line of words, in em."""


def draw_network(
    panel: Panel,
    graph: Graph,
    names: Sequence[str] = (),
    caption: Sequence[str] = (),
    *,
    most: int = 10,
) -> None:
    """Draw a graph on a panel, whose axes lose their frame.

    Parameters
    ----------
    names : sequence of str
        One a layer, below it; a line break makes two lines.
    caption : sequence of str
        Lines below the whole.
    most : int
        Nodes of a layer that are shown at most.
    """
    panel.ax.set_axis_off()

    def draw() -> None:
        from thalweg.render.nodes import draw_layout, fit_axes, layered, measure_on

        style = panel.style
        width, height = fit_axes(panel.ax, style)
        lines = max((name.count("\n") + 1 for name in names), default=0)
        below = LINE * (lines + len(caption)) + 0.8 * bool(names) + 0.6 * bool(caption)
        measure = measure_on(panel.ax, style)
        layout = layered(graph, width, height - below, measure, most=most)
        panel.ax.set_ylim(-below, height - below)
        for role, artists in draw_layout(panel.ax, layout, style).items():
            panel.drawn.add(role, *artists)
        lowest = min(circle.y - circle.radius for circle in layout.circles)
        top = (
            min(lowest, *(w.box.y - w.box.height for w in layout.words)) if layout.words else lowest
        )
        place = {circle.node.key: circle.x for circle in layout.circles}
        for layer, name in zip(layout.graph.layers, names, strict=bool(names)):
            x = next(place[node.key] for node in layer if node.key in place)
            # Words wider than the circles above them would leave the canvas.
            half = 0.5 * max(measure(line, 0.89)[0] for line in name.split("\n"))
            x = max(min(x, width - half), half)
            panel.text(x, top - 0.5, name, va="top", size=0.89, look="quiet")
        for row, line in enumerate(caption):
            y = top - 0.6 - LINE * (lines + row) - 0.8 * bool(names)
            panel.text(width / 2, y, line, va="top")

    panel.later(draw)
