"""The fit panel, drawn."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from thalweg.render.marks import PATHS, Drawn
from thalweg.render.style import Style
from thalweg.render.ticks import set_axes
from thalweg.scenes.fit import FitPicture

RASTER = 2_000
"""More points than this are stored as an image: each one as a shape would make a file of megabytes."""


def _before(style: Style) -> Line2D:
    return Line2D(
        [],
        [],
        color=style.theme.quiet,
        linewidth=0.7 * style.line,
        linestyle=(0, (1.2, 1.6)),
    )


def _residual(style: Style) -> Line2D:
    return Line2D(
        [],
        [],
        color=style.theme.quiet,
        linewidth=1.3 * style.hair,
        linestyle=(0, (2.2, 1.8)),
    )


KEY = {"model at the start": _before, "residual": _residual}


def draw(ax: Axes, picture: FitPicture, style: Style) -> Drawn:
    """Draw the data, the model at the start and at the end, and the residuals."""
    drawn = Drawn(ax)
    theme = style.theme
    set_axes(ax, picture.x, picture.y, style)
    ax.grid(False)
    n = len(picture.points_x)
    if len(picture.residual_x):
        # One line with gaps: each as a line of its own would make a file several times as large.
        gap = np.full_like(picture.residual_x, np.nan)
        (residuals,) = ax.plot(
            np.stack([picture.residual_x, picture.residual_x, gap], axis=-1).ravel(),
            np.stack([picture.residual_low, picture.residual_high, gap], axis=-1).ravel(),
            color=theme.quiet,
            linewidth=style.hair * 1.3,
            linestyle=(0, (2.2, 1.8)),
            # The more there are, the fainter each: together they stay a background.
            alpha=min(0.9, max(0.25, 18 / n)),
            zorder=2,
        )
        drawn.add("residuals", residuals)
    size = style.mark * min(0.8, max(0.22, 4.2 / n**0.4))
    (points,) = ax.plot(
        picture.points_x,
        picture.points_y,
        linestyle="none",
        marker="o",
        markersize=size,
        markerfacecolor=theme.points,
        markeredgecolor=theme.paper,
        markeredgewidth=0.08 * size,
        alpha=1.0 if n <= 400 else max(0.15, 0.9 * (400 / n) ** 0.4),
        rasterized=n > RASTER,
        zorder=2.5,
    )
    drawn.add("points", points)
    drawn.crowd.append(np.stack([picture.points_x[:RASTER], picture.points_y[:RASTER]], axis=-1))
    if picture.before is not None:
        (before,) = ax.plot(
            picture.before.x,
            picture.before.y,
            color=theme.quiet,
            linewidth=0.7 * style.line,
            linestyle=(0, (1.2, 1.6)),
            zorder=2.2,
        )
        drawn.add("before", before)
        drawn.lines.append(np.stack([picture.before.x, picture.before.y], axis=-1))
    for line in picture.lines:
        (model,) = ax.plot(
            line.x, line.y, **style.line_of(line.look), solid_joinstyle="round", zorder=PATHS
        )
        model.set_linewidth(model.get_linewidth() * 1.25)
        model.set_path_effects(style.halo)
        drawn.add("model", model)
        drawn.lines.append(np.stack([line.x, line.y], axis=-1))
    if picture.best is not None and picture.title:
        best = picture.cast.looks[picture.best]
        drawn.titles = list(picture.title)
        title = ax.set_title(
            picture.title[0], loc="left", fontsize=style.font, color=style.colour(best)
        )
        drawn.add("title", title)
    drawn.notes.extend(picture.notes)
    return drawn
