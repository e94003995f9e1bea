"""The fit panel of a model with three inputs or more, drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from thalweg.render.animation.again import as_it_was, redraw, retell
from thalweg.render.fitted import RASTER, point_alpha, point_size, tell_model
from thalweg.render.marks import Drawn
from thalweg.render.style import Style
from thalweg.render.ticks import set_axes
from thalweg.scenes.table_fit import TableFit

GOLDEN = 0.6180339887498949
"""Multiples of the golden section, without their whole parts, fill an interval evenly (Weyl 1916)."""


def _diagonal(style: Style) -> Line2D:
    return Line2D([], [], color=style.theme.quiet, linewidth=0.7 * style.line)


def _wrong(style: Style) -> Line2D:
    return Line2D([], [], **_cross(style, 0.9 * style.mark))


KEY = {"predicted = observed": _diagonal, "wrong class": _wrong}


def _cross(style: Style, size: float) -> dict[str, Any]:
    return {
        "linestyle": "none",
        "marker": "x",
        "markersize": size,
        "markeredgewidth": 0.14 * style.font,
        "color": style.theme.ink,
    }


def draw(ax: Axes, picture: TableFit, style: Style) -> Drawn:
    """Draw predicted against observed values; of classes, the probability of every row."""
    drawn = Drawn(ax)
    set_axes(ax, picture.x, picture.y, style)
    ax.grid(False)
    best = picture.best
    if best is not None:
        colour = style.colour(best.end.look)
        _predictions(drawn, picture, style)
        then = as_it_was(picture)
        redraw(
            drawn,
            tuple(drawn.artists),
            lambda scratch, moment: _predictions(scratch, then(moment), style),
        )
        tell_model(drawn, picture.title, colour, style)
        retell(drawn, lambda moment, _last: then(moment).title[-1])
    drawn.notes.extend(picture.notes)
    return drawn


def _predictions(drawn: Drawn, picture: TableFit, style: Style) -> None:
    """Draw what the best run predicts."""
    best = picture.best
    assert best is not None
    colour = style.colour(best.end.look)
    if picture.classes:
        _classes(drawn, picture, best.value, colour, style)
    else:
        _values(drawn, picture, best.value, colour, style)


def _points(drawn: Drawn, x: np.ndarray, y: np.ndarray, n: int, colour: Any, style: Style) -> None:
    size = 1.1 * point_size(n, style)
    (points,) = drawn.ax.plot(
        x,
        y,
        linestyle="none",
        marker="o",
        markersize=size,
        markerfacecolor=colour,
        markeredgecolor=style.theme.paper,
        markeredgewidth=0.1 * size,
        alpha=min(0.8, point_alpha(n)),
        rasterized=n > RASTER,
        zorder=2.5,
    )
    drawn.add("points", points)
    drawn.crowd.append(np.stack([x[:RASTER], y[:RASTER]], axis=-1))


def _values(drawn: Drawn, picture: TableFit, value: np.ndarray, colour: Any, style: Style) -> None:
    ax, rows = drawn.ax, picture.rows
    ax.set_aspect("equal", adjustable="box")
    (diagonal,) = ax.plot(
        picture.x.limits,
        picture.x.limits,
        color=style.theme.quiet,
        linewidth=0.7 * style.line,
        zorder=2,
    )
    drawn.add("diagonal", diagonal)
    drawn.lines.append(np.array([picture.x.limits, picture.x.limits]).T)
    _points(drawn, picture.observed[rows], value[rows], len(rows), colour, style)


def _classes(drawn: Drawn, picture: TableFit, value: np.ndarray, colour: Any, style: Style) -> None:
    ax, rows, theme = drawn.ax, picture.rows, style.theme
    line = ax.axvline(0.0, color=theme.quiet, linewidth=0.7 * style.line, zorder=2)
    drawn.add("threshold", line)
    low, high = picture.y.limits
    drawn.lines.append(np.array([(0.0, low), (0.0, high)]))
    # Rows of one class stand at different heights only so that they can be told apart.
    spread = 0.8 * ((np.arange(1, len(value) + 1) * GOLDEN) % 1 - 0.5)
    height = picture.observed + spread
    wrong = picture.wrong
    right = rows[~wrong[rows]]
    _points(drawn, value[right], height[right], len(rows), colour, style)
    missed = rows[wrong[rows]]
    (crosses,) = ax.plot(
        value[missed],
        height[missed],
        **_cross(style, max(0.55 * style.mark, point_size(len(rows), style))),
        rasterized=len(missed) > RASTER,
        zorder=2.6,
    )
    drawn.add("wrong", crosses)
    drawn.crowd.append(np.stack([value[missed], height[missed]], axis=-1)[:RASTER])
