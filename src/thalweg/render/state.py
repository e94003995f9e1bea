"""The state panel, drawn: arrows at the moving point, and below or beside them the step's arithmetic."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

from matplotlib.axes import Axes

from thalweg.render.animation.moves import Change
from thalweg.render.marks import Drawn
from thalweg.render.nodes import fit_axes, measure_on
from thalweg.render.nodes.layout import Measure
from thalweg.render.place import settle
from thalweg.render.state_plot import KINDS, draw_bars, draw_close_up, draw_line_up, entry
from thalweg.render.state_table import Table, table_for, write
from thalweg.render.style import Style
from thalweg.scenes.close_up import SHAPE
from thalweg.scenes.frames import Moment
from thalweg.scenes.state import State

KEY = {kind: partial(entry, kind) for kind in KINDS}

LEFT, BELOW = 5.4, 3.0
"""Room for the numbers and names of the plot's axes, in em."""

GAP = 1.0

ENOUGH, SMALLEST = 12.0, 7.0
"""Heights of the plot, in em: it need not be larger, and is not smaller unless the table goes."""

SHAPES = (0.9, 2.4)
"""Least and largest width of the plot, in heights."""


def draw(ax: Axes, picture: State, style: Style) -> Drawn:
    """Take the axes' frame off; everything else is drawn once their size is known."""
    drawn = Drawn(ax)
    ax.set_axis_off()
    ax.set_title(picture.title, loc="left", fontsize=style.font, color=style.colour(picture.look))
    drawn.titles = [picture.title, picture.label]
    drawn.late.append(lambda: _settle(drawn, picture, style))
    return drawn


def _settle(drawn: Drawn, picture: State, style: Style) -> None:
    """Share the place between the plot and the table."""
    ax = drawn.ax
    figure = ax.get_figure(root=True)
    assert figure is not None
    em = style.font / 72 * figure.dpi
    box = ax.get_window_extent()
    wide, high = box.width / em, box.height / em
    measure = measure_on(ax, style)
    places = _places(picture, measure, wide, high)
    x, y, width, height = places.plot
    plot = ax.inset_axes((x / wide, y / high, width / wide, height / high))
    board = ax.inset_axes((0, 0, 1, 1))
    for inner in (plot, board):
        inner.set_in_layout(False)
    drawn.add("plot", plot)
    drawn.add("board", board)
    shown: list[int] = [-2]

    def show(state: State) -> None:
        number = -1 if state.step is None else state.step.number
        if shown[0] == number:
            return
        shown[0] = number
        state = state.framed(width / height)
        # Axes that are cleared make all their ticks anew, which takes longer than everything else here.
        for inner in (plot, board):
            for artist in (*inner.lines, *inner.patches, *inner.collections, *inner.texts):
                artist.remove()
            for artist in list(inner.artists):
                artist.remove()
        plot.set_axis_on()
        fit_axes(board, style)
        own = Drawn(plot)
        _plot(own, state, style)
        if places.table.bare:
            plot.set(xlabel="", ylabel="", xticks=[], yticks=[])
        settle(own, style)
        room = wide - places.corner[0]
        table = table_for(state, places.table, measure, room, high, beside=places.corner[0] > 0)
        write(board, state, table, style, places.corner)

    show(picture)
    drawn.moves.append(Change((plot, board), lambda moment: show(_then(picture, moment))))


def _then(picture: State, moment: Moment) -> State:
    return picture if moment.last else picture.at(moment.step)


def _plot(drawn: Drawn, state: State, style: Style) -> None:
    if state.step is None:
        drawn.ax.set_axis_off()
    elif state.seen is None:
        draw_bars(drawn, state, style)
    elif len(state.seen.box) == 1:
        draw_line_up(drawn, state, style)
    else:
        draw_close_up(drawn, state, style)


@dataclass(frozen=True)
class Places:
    """Where everything stands, in em.

    Attributes
    ----------
    table : Table
        In what form.
    plot : (float, float, float, float)
        Left, bottom, width and height.
    corner : (float, float)
        Upper left one of the table.
    """

    table: Table
    plot: tuple[float, float, float, float]
    corner: tuple[float, float]


def _places(picture: State, measure: Measure, wide: float, high: float) -> Places:
    """Weigh the size of the plot against what the table says."""
    best: tuple[float, Places] | None = None
    if picture.step is None:
        return Places(Table.forms()[-1], (0.0, 0.0, wide, high), (0.0, high))
    for form in Table.forms():
        left, below = (0.0, 0.4) if picture.seen is None or form.bare else (LEFT, BELOW)
        for beside in (False, True):
            room = wide - left - SMALLEST - GAP if beside else wide
            if room <= 0:
                continue
            table = table_for(picture, form, measure, room, high, beside=beside)
            tall = table.height + GAP if table.height else 0.0
            across = wide - left - (table.width + 1.5 * GAP if beside else 0.0)
            up = high - below - (0.0 if beside else tall)
            if table.width > room + 0.01 or table.height > high or min(across, up) < SMALLEST / 2:
                continue
            if picture.seen is not None:
                across, up = min(across, SHAPES[1] * up), min(up, across / SHAPES[0])
            # What is low shows little, however wide it is.
            size = min(1.2 * up, math.sqrt(across * up / SHAPE))
            worth = form.worth + 2 * min(1.0, size / ENOUGH) - (4 if size < SMALLEST else 0)
            if best is None or worth > best[0] + 1e-6:
                plot = (left, high - up, across, up)
                corner = (
                    (left + across + 1.5 * GAP, high)
                    if beside
                    else (0.0, high - up - below - GAP / 2)
                )
                best = (worth, Places(table, plot, corner))
    if best is None:
        return Places(Table.forms()[-1], (0.0, 0.0, wide, high), (0.0, high))
    return best[1]
