"""Curves against the step, drawn: the lines of runs and the crosses where diverged ones stop."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from thalweg.render.marks import PATHS, RASTER, Drawn, Label, draw_cross
from thalweg.render.style import Style
from thalweg.render.ticks import set_axes
from thalweg.scenes.axis import Axis
from thalweg.scenes.curve import Curve, Stop
from thalweg.scenes.look import Look

MARKS = 9
"""About as many markers along a curve."""

CROWD = 12
"""More curves than this have no markers, and no words at their crosses."""


def axes_for(ax: Axes, x: Axis, y: Axis, style: Style) -> Drawn:
    """Prepare axes for curves: lines across at the heights that are named, and none upwards."""
    set_axes(ax, x, y, style)
    ax.grid(False)
    ax.grid(axis="y", color=style.theme.faint, linewidth=style.hair)
    return Drawn(ax)


def draw_line(drawn: Drawn, curve: Curve, index: int, style: Style, *, many: bool) -> Line2D:
    """The line of a run, with a few markers unless there are many runs."""
    (line,) = drawn.ax.plot(
        curve.step,
        curve.value,
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
    drawn.lines.append(np.stack([curve.step, curve.value], axis=-1))
    return line


def draw_stop(drawn: Drawn, stop: Stop, look: Look, style: Style, *, many: bool) -> None:
    """The cross of a run that diverged, with words unless there are many runs."""
    cross = draw_cross(drawn.ax, stop.at, look, style, many=many)
    drawn.add("stop", cross)
    drawn.since.append((cross, stop.step))
    if not many:
        drawn.labels.append(Label(stop.text, stop.at, style.colour(look), stop.step))


def thin_out(drawn: Drawn, curves: int, style: Style) -> None:
    """Store very many curves as an image, and draw them as hairs."""
    if curves > RASTER:
        for artist in drawn.artists.get("path", ()):
            artist.set(rasterized=True, linewidth=0.35 * style.line)
