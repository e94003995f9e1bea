"""The contour panel, drawn."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from thalweg.render.arrows import arrow_entry, draw_arrows
from thalweg.render.marks import (
    NOT_COMPUTED,
    NOT_FINITE,
    Drawn,
    draw_minima,
    draw_named,
    draw_paths,
    hatched,
    minimum_entry,
    start_entry,
)
from thalweg.render.place import set_heading
from thalweg.render.style import Style
from thalweg.render.thin import thinned
from thalweg.render.ticks import set_axes
from thalweg.scenes.contour import Contour


def _points(style: Style) -> dict[str, Any]:
    """Points that were computed, among those that are interpolated."""
    return {
        "linestyle": "none",
        "marker": ".",
        "markersize": 0.42 * style.mark,
        "markeredgewidth": 0,
        "color": style.theme.ink,
        "alpha": 0.45,
        "rasterized": True,
    }


def _computed_entry(style: Style) -> Line2D:
    return Line2D([], [], **_points(style))


KEY = {
    "start": start_entry,
    "minimum": minimum_entry,
    "arrows": arrow_entry,
    "not finite": partial(hatched, hatch=NOT_FINITE),
    "not computed": partial(hatched, hatch=NOT_COMPUTED),
    "computed": _computed_entry,
}


def draw(ax: Axes, picture: Contour, style: Style) -> Drawn:
    """Draw the loss as bands and lines, and the paths on it."""
    drawn = Drawn(ax)
    set_axes(ax, picture.x, picture.y, style, frame=True)
    ax.set_aspect("equal" if picture.equal else "auto")
    ax.grid(False)
    set_heading(drawn, picture.title, style)
    if picture.not_finite.any():
        drawn.add("not finite", _ground(ax, style, NOT_FINITE))
    elif picture.not_done.any():
        drawn.add("not computed", _ground(ax, style, NOT_COMPUTED))
    if picture.levels.values:
        _bands(drawn, picture, style)
    if picture.arrows is not None:
        draw_arrows(drawn, picture.arrows, style)
    if len(picture.computed):
        (points,) = ax.plot(*picture.computed.T, **_points(style), zorder=2)
        drawn.add("computed", points)
    draw_minima(drawn, picture.minima, style)
    draw_named(drawn, [(one, (one.at[0], one.at[1])) for one in picture.named], style)
    draw_paths(drawn, picture.paths, style)
    drawn.notes.extend(picture.notes)
    return drawn


def _ground(ax: Axes, style: Style, hatch: str) -> Rectangle:
    """A hatched ground, which shows where no band covers it."""
    ground = Rectangle(
        (0, 0),
        1,
        1,
        transform=ax.transAxes,
        facecolor=style.theme.faint,
        edgecolor=style.theme.quiet,
        linewidth=0,
        hatch=hatch,
        zorder=0.5,
    )
    ax.add_patch(ground)
    return ground


def _bands(drawn: Drawn, picture: Contour, style: Style) -> None:
    """Fill everything above each level, the higher over the lower, with the level as its rim.

    Bands that lie side by side leave hairlines between them in most viewers, and store every level twice.
    """
    ax, levels = drawn.ax, picture.levels
    edges = levels.values
    colours = style.ramp(len(edges) - 1 + levels.above)
    loss = np.ma.masked_invalid(picture.loss)
    top = float(loss.max())
    top += abs(top) + 1.0
    span = [axis.limits[1] - axis.limits[0] for axis in (picture.x, picture.y)]
    for index, colour in enumerate(colours):
        bottom = edges[index] if index else edges[0] - abs(edges[0]) - 1.0
        if bottom >= float(loss.max()):
            break
        band = ax.contourf(
            picture.grid_x, picture.grid_y, loss, levels=(bottom, top), colors=[colour], zorder=1
        )
        band.set_paths([thinned(path, span, 4e-4 * style.coarse) for path in band.get_paths()])
        band.set_edgecolor(style.theme.isoline if index else "none")
        band.set_linewidth(style.hair if index else 0.0)
        band.set_zorder(1 + 0.01 * index)
        drawn.add("band", band)
    colourmap = ListedColormap(colours[: len(edges) - 1])
    if levels.above:
        colourmap = colourmap.with_extremes(over=colours[-1])
    norm = BoundaryNorm(edges, len(edges) - 1)
    _bar(drawn, picture, ScalarMappable(norm, colourmap), style)


def _bar(drawn: Drawn, picture: Contour, bands: ScalarMappable, style: Style) -> None:
    """The colour bar, as high as the axes whatever their aspect."""
    ax, theme = drawn.ax, style.theme
    bar = ax.figure.colorbar(
        bands,
        cax=ax.inset_axes((1.03, 0.0, 0.035, 1.0)),
        spacing="uniform",
        extend="max" if picture.levels.above else "neither",
        extendfrac=0.04,
        ticks=[place for place, _ in picture.levels.ticks],
    )
    bar.ax.yaxis.set_ticklabels([name for _, name in picture.levels.ticks])
    bar.ax.minorticks_off()
    bar.ax.tick_params(
        length=0, labelsize=style.small, labelcolor=theme.quiet, pad=0.3 * style.font
    )
    bar.set_label(picture.measured, color=theme.ink, fontsize=style.font)
    bar.outline.set_edgecolor(theme.faint)
    bar.outline.set_linewidth(style.hair)
    drawn.add("bar", bar.ax)
