"""The sharpness panel, drawn."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from thalweg.render.animation.moves import Grow, Walk
from thalweg.render.curves import CROWD, axes_for, draw_line, draw_stop, thin_out
from thalweg.render.marks import Drawn, Label, draw_end
from thalweg.render.style import Style
from thalweg.scenes.curve import Curve
from thalweg.scenes.frames import Moment
from thalweg.scenes.sharpness import Sharpness
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
    drawn = axes_for(ax, picture.x, picture.y, style)
    ends = np.array(picture.x.limits)
    for limit, look in picture.lines:
        colour = style.colour(look) if len(picture.lines) > 1 else style.theme.ink
        line = ax.axhline(
            limit, color=colour, linewidth=1.1 * style.line, linestyle=_DOTS, zorder=2
        )
        drawn.add("limit", line)
        drawn.lines.append(np.stack([ends, [limit, limit]], axis=-1))
        if len(picture.lines) <= NAMED:
            at = (float(ends[0] + 0.6 * (ends[1] - ends[0])), limit)
            drawn.labels.append(Label(f"stable up to {number(limit)}", at, colour))
    many = len(picture.curves) > CROWD
    for index, curve in enumerate(picture.curves):
        if len(curve.step):
            _draw_curve(drawn, curve, index, style, many)
    thin_out(drawn, len(picture.curves), style)
    drawn.notes += picture.notes
    return drawn


def _draw_curve(drawn: Drawn, curve: Curve, index: int, style: Style, many: bool) -> None:
    line = draw_line(drawn, curve, index, style, many=many)

    def place(moment: Moment) -> tuple[float, float] | None:
        k = int(np.searchsorted(curve.step, moment.step, side="right")) - 1
        if k < 0 or (curve.stop is not None and moment.step >= curve.stop.step):
            return None
        return float(curve.step[k]), float(curve.value[k])

    first = (float(curve.step[0]), float(curve.value[0]))
    drawn.moves += [
        Grow(line, curve.step),
        Walk(place, lambda: draw_end(drawn.ax, first, curve.look, style, many=many)),
    ]
    if curve.stop is not None:
        draw_stop(drawn, curve.stop, curve.look, style, many=many)
