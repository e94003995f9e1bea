"""The profile panel, drawn."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.axes import Axes

from thalweg.render.marks import (
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
from thalweg.render.ticks import set_axes
from thalweg.scenes.profile import Profile

KEY = {
    "start": start_entry,
    "minimum": minimum_entry,
    "not finite": partial(hatched, hatch=NOT_FINITE),
}


def draw(ax: Axes, picture: Profile, style: Style) -> Drawn:
    """Draw the loss as a curve, and the paths as points on it, connected by chords."""
    drawn = Drawn(ax)
    theme = style.theme
    set_axes(ax, picture.x, picture.y, style)
    ax.grid(False)
    set_heading(drawn, picture.title, style)
    for low, high in picture.gaps:
        drawn.add(
            "not finite",
            ax.axvspan(
                low,
                high,
                facecolor=theme.faint,
                edgecolor=theme.quiet,
                hatch=NOT_FINITE,
                linewidth=0,
            ),
        )
    (curve,) = ax.plot(
        picture.curve_x, picture.curve_y, color=theme.quiet, linewidth=1.2 * style.line, zorder=2
    )
    drawn.add("curve", curve)
    drawn.lines.append(np.stack([picture.curve_x, picture.curve_y], axis=-1))
    draw_minima(drawn, picture.minima, style)
    draw_named(drawn, picture.named, style)
    draw_paths(drawn, picture.paths, style, chords=False)
    drawn.notes.extend(picture.notes)
    return drawn
