"""The loss panel, drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from thalweg.render.animation.moves import Grow, Walk
from thalweg.render.curves import CROWD, axes_for, draw_line, draw_stop, thin_out
from thalweg.render.marks import Drawn, draw_end
from thalweg.render.style import Style
from thalweg.scenes.curve import Curve
from thalweg.scenes.frames import Moment
from thalweg.scenes.loss import Loss

#: The dash of the loss on a plane: dots.
_DOTS = (0, (1, 1.2))


def _batch(style: Style) -> Line2D:
    return Line2D([], [], color=style.theme.quiet, linewidth=0.5 * style.line, alpha=0.6)


def _plane(style: Style) -> Line2D:
    return Line2D([], [], color=style.theme.quiet, linewidth=0.9 * style.line, linestyle=_DOTS)


KEY = {"loss of the batch": _batch, "loss on the plane": _plane}


def draw(ax: Axes, picture: Loss, style: Style) -> Drawn:
    """Draw the loss of every run against the step."""
    drawn = axes_for(ax, picture.x, picture.y, style)

    def under(curve: Curve, name: str, **look: Any) -> None:
        (line,) = ax.plot(curve.step, curve.value, color=style.colour(curve.look), **look)
        drawn.add(name, line)
        drawn.moves.append(Grow(line, curve.step))

    for curve in picture.batches:
        under(curve, "batch", linewidth=0.4 * style.line, alpha=0.35, zorder=2)
    for curve in picture.plane:
        under(curve, "plane", linewidth=0.9 * style.line, linestyle=_DOTS, zorder=2.5)
        drawn.lines.append(np.stack([curve.step, curve.value], axis=-1))
    many = len(picture.curves) > CROWD
    for index, curve in enumerate(picture.curves):
        if len(curve.step):
            line = draw_line(drawn, curve, index, style, many=many)
            _move(drawn, curve, line, style, many)
        if curve.stop is not None:
            draw_stop(drawn, curve.stop, curve.look, style, many=many)
            # It may lie off the curve, at the upper edge.
            drawn.lines.append(np.array([curve.stop.at], dtype=float))
    thin_out(drawn, len(picture.curves), style)
    if picture.title:
        ax.set_title(picture.title, loc="left", fontsize=style.small, color=style.theme.quiet)
    return drawn


def _move(drawn: Drawn, curve: Curve, line: Line2D, style: Style, many: bool) -> None:
    """Let the curve grow, with a mark at its end."""

    def now(moment: Moment) -> tuple[float, float]:
        return float(moment.step), float(moment.loss[curve.run])

    def place(moment: Moment) -> tuple[float, float] | None:
        at = now(moment)
        low, high = drawn.ax.get_ylim()
        return at if low <= at[1] <= high else None

    first = (float(curve.step[0]), float(curve.value[0]))
    drawn.moves += [
        Grow(line, curve.step, now),
        Walk(place, lambda: draw_end(drawn.ax, first, curve.look, style, many=many)),
    ]
