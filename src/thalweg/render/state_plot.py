"""The plots of the state panel: a close-up with arrows, the same along one axis, or bars of many parameters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis as MplAxis
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from thalweg.render.marks import HEAD, Drawn, Label
from thalweg.render.style import Style
from thalweg.render.thin import thinned
from thalweg.render.ticks import Numbers, set_axes
from thalweg.scenes.arrows_at import Arrow
from thalweg.scenes.axis import Axis, limits
from thalweg.scenes.close_up import CloseUp
from thalweg.scenes.state import State
from thalweg.scenes.text import number, power_of_ten

ARROWS, TRAIL, POINTS = 3.4, 2.5, 4.2
"""Heights (zorder)."""

SPARED = 12
"""Points across and along a head, each of which counts as much to a label as a piece of line."""


class Scaled(Numbers):
    """Numbers in units of a power of ten, which the axis' name says."""

    def __init__(self, power: int) -> None:
        self.power = power

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Format all ticks of an axis together."""
        # Twice, since ten to a power below -308 is 0.
        half = 10.0 ** (self.power // 2)
        return super().format_ticks(
            [v / half / 10.0 ** (self.power - self.power // 2) for v in values]
        )


@dataclass(frozen=True)
class Kind:
    """How a kind of arrow looks.

    Attributes
    ----------
    colour : int or str
        Of the palette, or a name in the theme.
    dash : str or Dash
    head : str
        ``full``, ``hollow`` or ``open``.
    width : float
        In widths of a path.
    """

    colour: int | str
    dash: Any
    head: str
    width: float = 1.0

    def colour_in(self, style: Style) -> str:
        """The colour itself."""
        theme = style.theme
        return (
            getattr(theme, self.colour)
            if isinstance(self.colour, str)
            else theme.colour(self.colour)
        )


KINDS = {
    "plain": Kind("quiet", (0, (1.2, 1.4)), "open"),
    "direction": Kind(7, (0, (6, 1.6, 1.4, 1.6)), "open"),
    "gradient": Kind(2, (0, (3, 1.2)), "hollow"),
    "memory": Kind(3, (0, (6, 1.8)), "full"),
    "place": Kind(4, (0, (2.4, 1.2, 0.9, 1.2)), "hollow"),
    "rest": Kind(5, (0, (9, 2)), "open"),
    "step": Kind("ink", "solid", "full", 2.1),
}


def entry(kind: str, style: Style) -> Line2D:
    """The key's entry of a kind of arrow."""
    look = KINDS[kind]
    colour = look.colour_in(style)
    return Line2D(
        [],
        [],
        color=colour,
        linestyle=look.dash,
        linewidth=look.width * style.line,
        marker=MarkerStyle(HEAD, transform=Affine2D().rotate_deg(-90)),
        markersize=1.3 * style.mark,
        markerfacecolor=colour if look.head == "full" else style.theme.paper,
        markeredgecolor=colour,
        markeredgewidth=0.5 * style.line,
    )


def draw_close_up(drawn: Drawn, state: State, style: Style) -> None:
    """Draw the contours around the point, and the arrows on them."""
    ax, seen = drawn.ax, state.seen
    assert seen is not None
    x, y = (Axis(label, box) for label, box in zip(state.labels, seen.box, strict=True))
    set_axes(ax, x, y, style, frame=True)
    ax.grid(False)
    _short_numbers(ax.xaxis, x)
    _short_numbers(ax.yaxis, y)
    _bands(drawn, seen, style)
    trail = state.trail
    if len(trail) > 1:
        (line,) = ax.plot(*trail.T, zorder=TRAIL, **style.line_of(state.look))
        line.set_linewidth(0.6 * style.line)
        line.set_alpha(0.45)
        drawn.add("trail", line)
    for arrow, cut in zip(state.arrows, seen.cut, strict=True):
        _arrow(drawn, arrow, np.zeros(2), cut * arrow.reach, cut, style)
    if state.closes:
        _close(drawn, state, style)
    _points(drawn, np.zeros(2), state.arrows[-1].reach, state, style)


def _close(drawn: Drawn, state: State, style: Style) -> None:
    """The other two sides of the parallelogram, where the step is the sum of two arrows."""
    *others, step = state.arrows
    parts = [a for a in others if a.kind != "direction"]
    if len(parts) == 3 and parts[0].kind == "plain":
        parts = parts[1:]
    if len(parts) != 2 or not np.allclose(parts[0].reach + parts[1].reach, step.reach):
        return
    for part in parts:
        (line,) = drawn.ax.plot(
            *np.array([part.reach, step.reach]).T,
            color=style.theme.quiet,
            linestyle=(0, (2, 2)),
            linewidth=1.5 * style.hair,
            zorder=ARROWS - 0.4,
        )
        drawn.add("closing", line)


def draw_line_up(drawn: Drawn, state: State, style: Style) -> None:
    """Draw the loss along one parameter, and the arrows above it, one over the other."""
    ax, seen = drawn.ax, state.seen
    assert seen is not None
    low, high = limits(seen.loss, 0.08)
    n = len(state.arrows)
    top = high + 0.22 * (n + 0.5) * (high - low)
    set_axes(ax, Axis(state.labels[0], seen.box[0]), Axis("loss", (low, top)), style)
    _short_numbers(ax.xaxis, Axis(state.labels[0], seen.box[0]))
    _short_numbers(ax.yaxis, Axis("loss", (low, top)))
    (curve,) = ax.plot(
        seen.at[0], seen.loss, color=style.theme.quiet, linewidth=style.line, zorder=2
    )
    drawn.add("curve", curve)
    drawn.lines.append(np.column_stack([seen.at[0], seen.loss]))
    heights = high + 0.22 * (np.arange(n) + 0.6) * (high - low)
    here = float(np.interp(0.0, seen.at[0], seen.loss))
    (guide,) = ax.plot(
        [0, 0], [here, heights[-1]], color=style.theme.quiet, linewidth=style.hair, zorder=2
    )
    drawn.add("guide", guide)
    for arrow, cut, height in zip(state.arrows, seen.cut, heights.tolist(), strict=True):
        tail = np.array([0.0, height])
        _arrow(drawn, arrow, tail, np.array([cut * arrow.reach[0], 0.0]), cut, style)
    _name_beside(drawn, style)
    after = float(state.arrows[-1].reach[0])
    there = float(np.interp(after, seen.at[0], seen.loss))
    _points(drawn, np.array([0.0, here]), np.array([after, there - here]), state, style)


def _name_beside(drawn: Drawn, style: Style) -> None:
    """Write the names of arrows in a row each behind their tips, or before their tails where there is no room."""
    ax = drawn.ax
    box = ax.get_window_extent()
    gap = 0.5 * style.font
    for label in drawn.labels:
        forward = label.at[0] >= 0
        text = ax.annotate(
            label.text,
            label.at,
            xytext=(gap if forward else -gap, 0),
            textcoords="offset points",
            ha="left" if forward else "right",
            va="center",
            color=label.colour,
            fontsize=style.small,
        )
        extent = text.get_window_extent()
        if extent.x1 > box.x1 or extent.x0 < box.x0:
            text.xy = (0.0, label.at[1])
            text.set(x=-gap if forward else gap, ha="right" if forward else "left")
        text.set_in_layout(False)
        drawn.add("label", text)
    drawn.labels.clear()


def draw_bars(drawn: Drawn, state: State, style: Style) -> None:
    """Draw what the step does to each of many parameters: a row a parameter, a column a quantity."""
    ax, step = drawn.ax, state.step
    assert step is not None
    theme = style.theme
    columns = state.quantities
    ax.set_axis_off()
    rows = len(state.shown)
    ax.set(xlim=(-0.55, len(columns)), ylim=(rows - 0.4, -1.1))
    for row, name in enumerate(state.names):
        _word(ax, -0.5, row, name, style, theme.ink)
    for k, (name, values) in enumerate(columns):
        kind = KINDS["step" if k == len(columns) - 1 else "gradient" if k == 0 else "memory"]
        colour = (
            kind.colour_in(style)
            if values.min(initial=0) < 0 or k in (0, len(columns) - 1)
            else theme.points
        )
        largest = float(np.max(np.abs(values[np.isfinite(values)]), initial=0.0)) or 1.0
        # Zero in the middle; left, where nothing is negative.
        signed = bool(np.any(values < 0))
        zero = k + (0.26 if signed else 0.02)
        reach = 0.24 if signed else 0.36
        _word(ax, zero, -0.75, name, style, theme.ink, ha="center" if signed else "left", bold=True)
        ax.plot(
            [zero, zero], [-0.45, rows - 0.55], color=theme.faint, linewidth=style.hair, zorder=1
        )
        bars = ax.barh(
            range(rows), values / largest * reach, 0.5, left=zero, color=colour, zorder=2
        )
        drawn.add("bar of " + name, *bars)
        for row, value in enumerate(values.tolist()):
            _word(ax, k + 0.86, row, number(value, 3), style, theme.quiet, ha="right")


def _word(
    ax: Axes,
    x: float,
    y: float,
    text: str,
    style: Style,
    colour: str,
    ha: Any = "left",
    bold: bool = False,
) -> None:
    ax.text(
        x,
        y,
        text,
        fontsize=style.small,
        color=colour,
        ha=ha,
        va="center",
        fontweight="bold" if bold else "normal",
    )


def _short_numbers(axis: MplAxis, wanted: Axis) -> None:
    """Keep the numbers along an axis to a few letters, however small the step is."""
    power = math.floor(math.log10(wanted.limits[1] - wanted.limits[0]))
    if -2 <= power < 4:
        return
    axis.set_major_formatter(Scaled(power))
    axis.set_label_text(f"{wanted.label}, in {power_of_ten(power)}")


def _bands(drawn: Drawn, seen: CloseUp, style: Style) -> None:
    """Fill everything above each level, the higher over the lower, as the contour panel does."""
    ax, levels = drawn.ax, seen.levels
    if levels is None or not levels.values:
        return
    edges = levels.values
    colours = style.ramp(len(edges) - 1 + levels.above)
    loss = np.ma.masked_invalid(seen.loss)
    highest = float(loss.max())
    span = [high - low for low, high in seen.box]
    for index, colour in enumerate(colours):
        bottom = edges[index] if index else edges[0] - abs(edges[0]) - 1.0
        if bottom >= highest:
            break
        top = highest + abs(highest) + 1.0
        band = ax.contourf(*seen.at, loss, levels=(bottom, top), colors=[colour], zorder=1)
        band.set_paths([thinned(path, span, 4e-4 * style.coarse) for path in band.get_paths()])
        band.set_edgecolor(style.theme.isoline if index else "none")
        band.set_linewidth(style.hair if index else 0.0)
        band.set_zorder(1 + 0.01 * index)
        drawn.add("band", band)


def _points(drawn: Drawn, before: np.ndarray, step: np.ndarray, state: State, style: Style) -> None:
    """The point before the step, and larger the one after it, as the run is marked in all panels."""
    look = state.look
    for at, size, role in ((before, 0.6, "before"), (before + step, 0.85, "after")):
        (mark,) = drawn.ax.plot(
            [at[0]],
            [at[1]],
            linestyle="none",
            marker=style.marker(look),
            markersize=size * style.mark_of(look),
            markerfacecolor=style.colour(look),
            markeredgecolor=style.theme.paper,
            markeredgewidth=0.4 * style.line,
            zorder=POINTS,
        )
        drawn.add(role, mark)
        drawn.lines.append(np.array([at]))


def _arrow(
    drawn: Drawn, arrow: Arrow, tail: np.ndarray, reach: np.ndarray, cut: float, style: Style
) -> None:
    """One arrow with its label; its head is as wide as it looks, not as the axes' units are."""
    if not np.isfinite(reach).all():
        return
    ax, look = drawn.ax, KINDS[arrow.kind]
    figure = ax.get_figure(root=True)
    assert figure is not None
    locate = ax.get_axes_locator()
    ax.apply_aspect(None if locate is None else locate(ax, None))  # type: ignore[arg-type]
    colour = look.colour_in(style)
    width = look.width * style.line
    ends = ax.transData.transform(np.array([tail, tail + reach]))
    along = ends[1] - ends[0]
    length = float(np.hypot(*along))
    inch = figure.dpi / 72
    drawn.lines.append(np.array([tail, tail + reach]))
    if length == 0:
        return
    head = min((1.0 if look.width > 1 else 0.62) * style.font * inch, 0.6 * length)
    back = along / max(length, 1e-9) * head
    across = 0.42 * np.array([-back[1], back[0]])
    tip, neck = ends[1], ends[1] - back
    stop = tip if look.head == "open" else neck
    inverse = ax.transData.inverted().transform
    # A cut arrow has its head at the edge, but is not at its end.
    (shaft,) = ax.plot(
        *inverse(np.array([ends[0], stop])).T,
        color=colour,
        linestyle=look.dash,
        linewidth=width,
        dash_capstyle="butt",
        solid_capstyle="butt",
        zorder=ARROWS - (0.2 if arrow.kind == "step" else 0.0),
    )
    shaft.set_path_effects(style.halo)
    points = [neck + across, tip, neck - across]
    codes: list[Any] = [Path.MOVETO, Path.LINETO, Path.LINETO]
    if look.head != "open":
        points.append(points[0])
        codes.append(Path.CLOSEPOLY)
    patch = PathPatch(
        Path(inverse(np.array(points)), codes),
        facecolor="none"
        if look.head == "open"
        else colour
        if look.head == "full"
        else style.theme.paper,
        edgecolor=colour,
        linewidth=0.7 * width,
        joinstyle="miter",
        capstyle="round",
        zorder=ARROWS + (-0.1 if arrow.kind == "step" else 0.1),
    )
    ax.add_patch(patch)
    drawn.add(arrow.kind, shaft, patch)
    # Which way an arrow points is told by its head alone: a label rather covers a long piece of shaft.
    edge = neck + np.linspace(1, -1, SPARED)[:, None] * across
    inner = tip + np.linspace(0, 1, SPARED)[:, None, None] * (edge - tip)
    drawn.crowd.append(inverse(inner.reshape(-1, 2)))
    if length >= 0.3 * style.font * inch:
        text = arrow.name if cut == 1 else f"{arrow.name}, cut to 1/{number(1 / cut, 2)}"
        drawn.labels.append(Label(text, tuple((tail + reach).tolist()), colour))
