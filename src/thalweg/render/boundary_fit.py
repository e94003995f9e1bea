"""The fit panel of two classes over two inputs, drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from thalweg.render.animation.again import as_it_was, redraw, retell
from thalweg.render.fitted import RASTER, point_alpha, point_size, tell_model
from thalweg.render.marks import PATHS, Drawn
from thalweg.render.style import Style
from thalweg.render.ticks import set_axes
from thalweg.scenes.boundary_fit import LEVELS, BoundaryFit


def _class(style: Style, second: bool) -> Line2D:
    return Line2D([], [], **class_mark(style, second, 1.0 * style.mark))


def _boundary(style: Style) -> Line2D:
    return Line2D([], [], color=style.theme.quiet, linewidth=1.25 * style.line)


KEY = {
    "first class": lambda style: _class(style, False),
    "second class": lambda style: _class(style, True),
    "boundary: probability ½": _boundary,
}


def class_mark(style: Style, second: bool, size: float) -> dict[str, Any]:
    """How a row of a class is drawn: a ring or a full square, which differ without any colour."""
    theme = style.theme
    return {
        "linestyle": "none",
        "marker": "s" if second else "o",
        "markersize": size * (0.85 if second else 1.0),
        "markerfacecolor": theme.ink if second else theme.paper,
        "markeredgecolor": theme.paper if second else theme.ink,
        "markeredgewidth": 0.06 * style.font if second else 0.11 * style.font,
    }


def draw(ax: Axes, picture: BoundaryFit, style: Style) -> Drawn:
    """Draw the probability as ground, the boundary of every run, and the rows of both classes."""
    drawn = Drawn(ax)
    set_axes(ax, picture.x, picture.y, style, frame=True)
    ax.grid(False)
    best = picture.best
    _models(drawn, picture, style)
    n = len(picture.points_x)
    for second in (False, True):
        rows = picture.second == second
        (points,) = ax.plot(
            picture.points_x[rows],
            picture.points_y[rows],
            **class_mark(style, second, 1.15 * point_size(n, style)),
            alpha=point_alpha(n),
            rasterized=n > RASTER,
            zorder=2.5,
        )
        drawn.add("points", points)
    drawn.crowd.append(np.stack([picture.points_x[:RASTER], picture.points_y[:RASTER]], axis=-1))
    tell_model(drawn, picture.title, None if best is None else style.colour(best.end.look), style)
    then = as_it_was(picture)
    # How many rows are right; the model's numbers would not stand still.
    retell(drawn, lambda moment, _last: then(moment).title[-1])
    redraw(
        drawn, ("band", "boundary"), lambda scratch, moment: _models(scratch, then(moment), style)
    )
    drawn.notes.extend(picture.notes)
    return drawn


def _models(drawn: Drawn, picture: BoundaryFit, style: Style) -> None:
    """Draw the probability as ground, and the boundary of every run."""
    ax, best = drawn.ax, picture.best
    if best is not None:
        colours = style.ramp(len(LEVELS) + 1)
        edges = (-np.inf, *LEVELS, np.inf)
        for index, colour in enumerate(colours):
            # Everything above each level, the higher over the lower: without hairlines between bands.
            low = -1.0 if index == 0 else edges[index]
            if not np.nanmax(best.value) > low:
                break
            band = ax.contourf(
                picture.grid_x,
                picture.grid_y,
                best.value,
                levels=(low, 2.0),
                colors=[colour],
                zorder=1 + 0.01 * index,
            )
            drawn.add("band", band)
    for boundary in picture.boundaries:
        look = boundary.end.look
        value = boundary.value
        if not (np.nanmin(value) < 0.5 < np.nanmax(value)):
            continue
        settings = style.line_of(look)
        line = ax.contour(
            picture.grid_x,
            picture.grid_y,
            value,
            levels=[0.5],
            colors=[settings["color"]],
            linestyles=[settings["linestyle"]],
            linewidths=[1.25 * settings["linewidth"]],
            zorder=PATHS,
        )
        line.set_path_effects(style.halo)
        drawn.add("boundary", line)
        drawn.lines += [path.vertices for path in line.get_paths() if len(path.vertices)]  # type: ignore[misc]
