"""A layout of nodes and arrows, drawn."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Circle as CirclePatch, Polygon
from matplotlib.text import Text

from thalweg.render.nodes.graph import Node
from thalweg.render.nodes.layout import Arrow, Circle, Layout, Measure, Words, head
from thalweg.render.style import Style

EDGES, HEADS, NODES, TEXTS = 2.0, 2.2, 3.0, 4.0

NEGATIVE = (0, (3.2, 1.5))
"""Dash of an edge with a negative weight: the second cue beside its colour."""

HEAD = 0.85
"""Length of an arrow's head, in em."""


def weight_colour(style: Style, share: float) -> str:
    """Colour of a weight, from -1 (the most negative) over 0 to 1.

    The two colours are taken from the palette, whose entries can be told apart by eyes with protanopia and
    deuteranopia; not the first two, which mostly stand for runs.
    """
    theme = style.theme
    scale = LinearSegmentedColormap.from_list(
        "weights", [theme.colour(3), theme.isoline, theme.colour(2)]
    )
    # Never quite the grey of the middle: a small weight has a sign too.
    return to_hex(scale(0.5 + 0.5 * math.copysign(0.35 + 0.65 * abs(share), share)))


def weight_entry(style: Style, share: float) -> Line2D:
    """The key's entry of a positive or a negative weight."""
    return Line2D(
        [],
        [],
        color=weight_colour(style, share),
        linewidth=1.1 * style.line,
        linestyle=NEGATIVE if share < 0 else "solid",
    )


def measure_on(ax: Axes, style: Style) -> Measure:
    """A function that measures words as they would be drawn on axes, in em."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    em = style.font / 72 * figure.dpi
    probe = Text(0, 0, "")
    probe.set_figure(figure)
    known: dict[tuple[str, float], tuple[float, float]] = {}

    def measure(text: str, size: float) -> tuple[float, float]:
        if (text, size) not in known:
            probe.set_text(text)
            probe.set_fontsize(size * style.font)
            extent = probe.get_window_extent()
            known[text, size] = (extent.width / em, extent.height / em)
        return known[text, size]

    return measure


def fit_axes(ax: Axes, style: Style) -> tuple[float, float]:
    """Take the frame off axes and make one unit one em; return their width and height in em."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    ax.set_axis_off()
    ax.set_aspect("auto")
    locate = ax.get_axes_locator()
    ax.apply_aspect(None if locate is None else locate(ax, None))  # type: ignore[arg-type]
    box = ax.get_window_extent()
    em = style.font / 72 * figure.dpi
    width, height = box.width / em, box.height / em
    ax.set_xlim(0, width)
    ax.set_ylim(0, height)
    # Whatever becomes of the axes later, circles stay round.
    ax.set_aspect("equal")
    return width, height


def draw_layout(ax: Axes, layout: Layout, style: Style) -> dict[str, list[Artist]]:
    """Draw a layout on axes whose unit is one em.

    Returns
    -------
    dict of str to list of Artist
        By role: ``node``, ``bias``, ``dots``, ``cross``, ``shaft``, ``head``, ``inside``, ``label``, ``weight``.
    """
    found: dict[str, list[Artist]] = {}
    largest = max((abs(arrow.edge.weight or 0.0) for arrow in layout.arrows), default=0.0)
    for arrow in layout.arrows:
        shaft, point = _draw_arrow(ax, arrow, largest, style)
        found.setdefault("shaft", []).append(shaft)
        found.setdefault("head", []).append(point)
    for circle in layout.circles:
        _draw_node(ax, circle, style, found)
    for words in layout.words:
        text = ax.text(
            words.box.x,
            words.box.y,
            words.text,
            fontsize=words.size * style.font,
            color=_ink(words, style),
            ha="center",
            va="center",
            rotation=math.degrees(words.box.angle),
            rotation_mode="default",
            zorder=TEXTS,
        )
        found.setdefault(words.role, []).append(text)
    for artists in found.values():
        for artist in artists:
            # Drawn for a layout that is known, and no part of it.
            artist.set_in_layout(False)
            artist.set_clip_on(False)
    return found


def _ink(words: Words, style: Style) -> str:
    if words.owner.dropped or (isinstance(words.owner, Node) and words.owner.kind == "bias"):
        return style.theme.quiet
    return style.theme.ink


def _draw_arrow(ax: Axes, arrow: Arrow, largest: float, style: Style) -> tuple[Line2D, Polygon]:
    edge, theme = arrow.edge, style.theme
    share = 0.0 if edge.weight is None or largest == 0 else edge.weight / largest
    colour, width = theme.quiet, 0.55 * style.line
    if edge.dropped:
        colour, width = theme.faint, 0.4 * style.line
    elif edge.weight is not None:
        colour = weight_colour(style, share) if edge.weight else theme.isoline
        width = (0.4 + 1.3 * abs(share)) * style.line
    tip, shaft = head(arrow.points, HEAD * (0.8 + 0.3 * abs(share)), 0.55 + 0.25 * abs(share))
    (line,) = ax.plot(
        shaft[:, 0],
        shaft[:, 1],
        color=colour,
        linewidth=width,
        linestyle=NEGATIVE if share < 0 else "solid",
        solid_capstyle="butt",
        zorder=EDGES + abs(share) / 10,
    )
    point = Polygon(tip, closed=True, facecolor=colour, linewidth=0, zorder=HEADS + abs(share) / 10)
    ax.add_patch(point)
    return line, point


def _draw_node(ax: Axes, circle: Circle, style: Style, found: dict[str, list[Artist]]) -> None:
    theme, node = style.theme, circle.node
    if node.kind == "dots":
        for dy in (0.55, 0.0, -0.55):
            dot = CirclePatch(
                (circle.x, circle.y + dy), 0.13, facecolor=theme.quiet, linewidth=0, zorder=NODES
            )
            ax.add_patch(dot)
            found.setdefault("dots", []).append(dot)
        return
    bias = node.kind == "bias"
    patch = CirclePatch(
        (circle.x, circle.y),
        circle.radius,
        facecolor=theme.paper if bias or node.dropped else theme.ramp[1],
        edgecolor=theme.faint if node.dropped else theme.quiet if bias else theme.ink,
        linewidth=0.55 * style.line,
        linestyle=(0, (1.5, 1.5)) if node.dropped else "solid",
        zorder=NODES,
    )
    ax.add_patch(patch)
    found.setdefault("bias" if bias else "node", []).append(patch)
    if node.dropped:
        reach = circle.radius * math.sqrt(0.5)
        for sign in (1, -1):
            (line,) = ax.plot(
                circle.x + np.array([-reach, reach]),
                circle.y + sign * np.array([-reach, reach]),
                color=theme.quiet,
                linewidth=0.7 * style.line,
                zorder=NODES + 0.1,
            )
            found.setdefault("cross", []).append(line)
