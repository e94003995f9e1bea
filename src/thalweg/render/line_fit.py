"""The fit panel of a model with one input, drawn."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from thalweg.render.animation.again import follow_title
from thalweg.render.animation.moves import Change
from thalweg.render.fitted import RASTER, point_look, tell_model
from thalweg.render.marks import PATHS, Drawn
from thalweg.render.style import Style
from thalweg.render.ticks import set_axes
from thalweg.scenes.frames import Moment
from thalweg.scenes.line_fit import Line, LineFit


def _before(style: Style) -> dict[str, Any]:
    return {
        "color": style.theme.quiet,
        "linewidth": 0.7 * style.line,
        "linestyle": (0, (1.2, 1.6)),
    }


def _residual(style: Style) -> dict[str, Any]:
    return {
        "color": style.theme.quiet,
        "linewidth": 1.3 * style.hair,
        "linestyle": (0, (2.2, 1.8)),
    }


KEY = {
    "model at the start": lambda style: Line2D([], [], **_before(style)),
    "residual": lambda style: Line2D([], [], **_residual(style)),
}


def draw(ax: Axes, picture: LineFit, style: Style) -> Drawn:
    """Draw the data, the model at the start and at the end, and the residuals."""
    drawn = Drawn(ax)
    set_axes(ax, picture.x, picture.y, style)
    ax.grid(False)
    n = len(picture.points_x)
    at, low, high = picture.residuals
    if len(at):
        # One line with gaps: each as a line of its own would make a file several times as large.
        gap = np.full_like(at, np.nan)
        (residuals,) = ax.plot(
            np.stack([at, at, gap], axis=-1).ravel(),
            np.stack([low, high, gap], axis=-1).ravel(),
            **_residual(style),
            # The more there are, the fainter each: together they stay a background.
            alpha=min(0.9, max(0.25, 18 / n)),
            zorder=2,
        )
        drawn.add("residuals", residuals)
    (points,) = ax.plot(picture.points_x, picture.points_y, **point_look(n, style))
    drawn.add("points", points)
    drawn.crowd.append(np.stack([picture.points_x[:RASTER], picture.points_y[:RASTER]], axis=-1))
    if picture.before is not None:
        (before,) = ax.plot(picture.grid, picture.before, **_before(style), zorder=2.2)
        drawn.add("before", before)
        drawn.lines.append(np.stack([picture.grid, picture.before], axis=-1))
    for line in picture.lines:
        (model,) = ax.plot(
            picture.grid,
            line.y,
            **style.line_of(line.end.look),
            solid_joinstyle="round",
            zorder=PATHS,
        )
        model.set_linewidth(model.get_linewidth() * 1.25)
        model.set_path_effects(style.halo)
        drawn.add("model", model)
        drawn.moves.append(Change([model], partial(_bend, model, picture, line)))
        drawn.lines.append(np.stack([picture.grid, line.y], axis=-1))
    best = picture.best
    if best is not None and len(at):
        sticks = drawn.artists["residuals"][0]
        assert isinstance(sticks, Line2D)
        drawn.moves.append(Change([sticks], partial(_stretch, sticks, picture, best)))
    tell_model(drawn, picture.title, None if best is None else style.colour(best.end.look), style)
    follow_title(drawn, picture.problem, None if best is None else best.end)
    drawn.notes.extend(picture.notes)
    return drawn


def _bend(model: Line2D, picture: LineFit, line: Line, moment: Moment) -> None:
    """Draw a run's model as it was."""
    theta = line.end.theta if moment.last else moment.theta[line.end.run]
    model.set_ydata(line.y if moment.last else picture.model(theta, picture.grid))


def _stretch(sticks: Line2D, picture: LineFit, best: Line, moment: Moment) -> None:
    """Draw the residuals as they were."""
    at = picture.points_x
    high = best.residual if moment.last else picture.model(moment.theta[best.end.run], at)
    gap = np.full_like(at, np.nan)
    sticks.set_ydata(np.stack([picture.points_y, high, gap], axis=-1).ravel())
