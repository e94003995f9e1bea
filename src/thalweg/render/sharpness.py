"""The sharpness panel, drawn."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from thalweg.render.animation.moves import Grow, Walk
from thalweg.render.loss import run_line
from thalweg.render.marks import RASTER, Drawn, Label, draw_cross, draw_end
from thalweg.render.style import Style
from thalweg.render.ticks import set_axes
from thalweg.scenes.frames import Moment
from thalweg.scenes.sharpness import Curve, Sharpness
from thalweg.scenes.text import number

NAMED = 3
"""Up to as many limits have their number beside them."""

#: The dash of limits, which no run has: dots far apart.
_DOTS = (0, (1, 2.8))


def _limit(style: Style) -> Line2D:
    return Line2D([], [], color=style.theme.quiet, linewidth=1.1 * style.line, linestyle=_DOTS)


KEY = {"limit": _limit}


def draw(ax: Axes, picture: Sharpness, style: Style) -> Drawn:
    """Draw the sharpness of every run against the step, and the limits of stability."""
    drawn = Drawn(ax)
    theme = style.theme
    set_axes(ax, picture.x, picture.y, style)
    ax.grid(False)
    ax.grid(axis="y", color=theme.faint, linewidth=style.hair)
    ends = np.array(picture.x.limits)
    for limit, look in picture.lines:
        colour = style.colour(look) if len(picture.lines) > 1 else theme.ink
        line = ax.axhline(
            limit, color=colour, linewidth=1.1 * style.line, linestyle=_DOTS, zorder=2
        )
        drawn.add("limit", line)
        drawn.lines.append(np.stack([ends, [limit, limit]], axis=-1))
        if len(picture.lines) <= NAMED:
            at = (float(ends[0] + 0.6 * (ends[1] - ends[0])), limit)
            drawn.labels.append(Label(f"stable up to {number(limit)}", at, colour))
    many = len(picture.curves) > 12
    for index, curve in enumerate(picture.curves):
        if len(curve.step):
            _draw_curve(drawn, curve, index, style, many)
    if len(picture.curves) > RASTER:
        for artist in drawn.artists.get("path", ()):
            artist.set(rasterized=True, linewidth=0.35 * style.line)
    drawn.notes += picture.notes
    return drawn


def _draw_curve(drawn: Drawn, curve: Curve, index: int, style: Style, many: bool) -> None:
    line = run_line(drawn, curve.step, curve.value, curve.look, index, style, many=many)
    drawn.lines.append(np.stack([curve.step, curve.value], axis=-1))

    def place(moment: Moment) -> tuple[float, float] | None:
        k = int(np.searchsorted(curve.step, moment.step, side="right")) - 1
        if k < 0 or (curve.stop is not None and moment.step >= curve.stop):
            return None
        return float(curve.step[k]), float(curve.value[k])

    first = (float(curve.step[0]), float(curve.value[0]))
    drawn.moves += [
        Grow(line, curve.step),
        Walk(place, lambda: draw_end(drawn.ax, first, curve.look, style, many=many)),
    ]
    if curve.stop is not None:
        last = (float(curve.step[-1]), float(curve.value[-1]))
        cross = draw_cross(drawn.ax, last, curve.look, style, many=many)
        drawn.add("stop", cross)
        drawn.since.append((cross, curve.stop))
        if not many:
            text = f"diverged at step {curve.stop:,}"
            drawn.labels.append(Label(text, last, style.colour(curve.look), curve.stop))
