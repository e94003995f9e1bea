"""The loss panel, drawn."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from thalweg.render.animation.moves import Grow, Walk
from thalweg.render.marks import PATHS, RASTER, Drawn, Label, draw_cross, draw_end
from thalweg.render.style import Style
from thalweg.render.ticks import set_axes
from thalweg.scenes.frames import Moment
from thalweg.scenes.look import Look
from thalweg.scenes.loss import Curve, Loss

MARKS = 9
"""About as many markers along a curve."""


def _batch(style: Style) -> Line2D:
    return Line2D([], [], color=style.theme.quiet, linewidth=0.5 * style.line, alpha=0.6)


def _plane(style: Style) -> Line2D:
    return Line2D(
        [], [], color=style.theme.quiet, linewidth=0.9 * style.line, linestyle=(0, (1, 1.2))
    )


KEY = {"loss of the batch": _batch, "loss on the plane": _plane}


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
            drawn.moves.append(Grow(noise, curve.batch_step))
        if len(curve.plane_step):
            (under,) = ax.plot(
                curve.plane_step,
                curve.plane_loss,
                color=style.colour(curve.look),
                linewidth=0.9 * style.line,
                linestyle=(0, (1, 1.2)),
                zorder=2.5,
            )
            drawn.add("plane", under)
            drawn.moves.append(Grow(under, curve.plane_step))
            drawn.lines.append(np.stack([curve.plane_step, curve.plane_loss], axis=-1))
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
        line = run_line(drawn, curve.step, curve.loss, curve.look, index, style, many=many)
        _move(drawn, curve, line, style, many)
        drawn.lines.append(np.stack([curve.step, curve.loss], axis=-1))
    if curve.stop is not None:
        at = (float(curve.stop.step), curve.stop.at)
        cross = draw_cross(drawn.ax, at, curve.look, style, many=many)
        drawn.add("stop", cross)
        drawn.since.append((cross, curve.stop.step))
        drawn.lines.append(np.array([at]))
        if not many:
            drawn.labels.append(
                Label(curve.stop.text, at, style.colour(curve.look), curve.stop.step)
            )


def run_line(
    drawn: Drawn,
    step: np.ndarray,
    value: np.ndarray,
    look: Look,
    index: int,
    style: Style,
    *,
    many: bool,
) -> Line2D:
    """The line of a run against the step, with a few markers unless there are many runs."""
    (line,) = drawn.ax.plot(
        step, value, **style.line_of(look), solid_joinstyle="round", zorder=PATHS
    )
    if not many:
        # Shifted from run to run, so that the markers of curves that lie on each other stand side by side.
        shift = 0.5 / MARKS * (index % 4) / 4
        line.set(
            marker=style.marker(look),
            markevery=(shift, 1 / MARKS) if len(step) > 2 * MARKS else None,
            markersize=0.62 * style.mark_of(look),
            markeredgecolor=style.theme.paper,
            markeredgewidth=0.25 * style.line,
        )
    drawn.add("path", line)
    return line


def _move(drawn: Drawn, curve: Curve, line: Line2D, style: Style, many: bool) -> None:
    """Let the curve grow, with a mark at its end."""

    def now(moment: Moment) -> tuple[float, float]:
        return float(moment.step), float(moment.loss[curve.run])

    def place(moment: Moment) -> tuple[float, float] | None:
        at = now(moment)
        low, high = drawn.ax.get_ylim()
        return at if low <= at[1] <= high else None

    first = (float(curve.step[0]), float(curve.loss[0]))
    drawn.moves += [
        Grow(line, curve.step, now),
        Walk(place, lambda: draw_end(drawn.ax, first, curve.look, style, many=many)),
    ]
