"""The loss panel, drawn."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from thalweg.render.marks import PATHS, RASTER, Drawn, Label, draw_cross
from thalweg.render.style import Style
from thalweg.render.ticks import set_axes
from thalweg.scenes.loss import Curve, Loss

MARKS = 9
"""About as many markers along a curve."""


def _batch(style: Style) -> Line2D:
    return Line2D([], [], color=style.theme.quiet, linewidth=0.5 * style.line, alpha=0.6)


KEY = {"loss of the batch": _batch}


def draw(ax: Axes, picture: Loss, style: Style) -> Drawn:
    """Draw the loss of every run against the step."""
    drawn = Drawn(ax)
    theme = style.theme
    set_axes(ax, picture.x, picture.y, style)
    ax.grid(False)
    ax.grid(axis="y", color=theme.faint, linewidth=style.hair)
    many = len(picture.curves) > 12
    for index, curve in enumerate(picture.curves):
        if picture.batches:
            (noise,) = ax.plot(
                curve.batch_step,
                curve.batch_loss,
                color=style.colour(curve.look),
                linewidth=0.4 * style.line,
                alpha=0.35,
                zorder=2,
            )
            drawn.add("batch", noise)
        _draw_curve(drawn, curve, index, picture, style, many)
    if len(picture.curves) > RASTER:
        for artist in drawn.artists.get("path", ()):
            artist.set(rasterized=True, linewidth=0.35 * style.line)
    if picture.title:
        ax.set_title(picture.title, loc="left", fontsize=style.small, color=theme.quiet)
    return drawn


def _draw_curve(
    drawn: Drawn, curve: Curve, index: int, picture: Loss, style: Style, many: bool
) -> None:
    if len(curve.step):
        (line,) = drawn.ax.plot(
            curve.step,
            curve.loss,
            **style.line_of(curve.look),
            solid_joinstyle="round",
            zorder=PATHS,
        )
        if not many:
            # Shifted from run to run, so that the markers of curves that lie on each other stand side by side.
            shift = 0.5 / MARKS * (index % 4) / 4
            line.set(
                marker=style.marker(curve.look),
                markevery=(shift, 1 / MARKS) if len(curve.step) > 2 * MARKS else None,
                markersize=0.62 * style.mark_of(curve.look),
                markeredgecolor=style.theme.paper,
                markeredgewidth=0.25 * style.line,
            )
        drawn.add("path", line)
        drawn.lines.append(np.stack([curve.step, curve.loss], axis=-1))
    if curve.stop is not None:
        at = (float(curve.stop.step), curve.stop.at)
        drawn.add("stop", draw_cross(drawn.ax, at, curve.look, style, many=many))
        drawn.lines.append(np.array([at]))
        if not many:
            drawn.labels.append(Label(curve.stop.text, at, style.colour(curve.look)))
