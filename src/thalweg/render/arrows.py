"""Arrows of descent, drawn: all of them as one shape, so that a file stays small."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from thalweg.render.marks import Drawn
from thalweg.render.style import Style
from thalweg.scenes.arrows import Arrows

HEAD = 0.34
"""Length of a head, as a fraction of its arrow's."""

HEIGHT = 1.9
"""Above the bands, below all paths (zorder)."""

# One arrow from left to right, for the key.
_SHAPE = Path(
    [(-1.4, 0), (1.4, 0), (0.6, 0.45), (1.4, 0), (0.6, -0.45)],
    [Path.MOVETO, Path.LINETO, Path.MOVETO, Path.LINETO, Path.LINETO],
)


def arrow_entry(style: Style) -> Line2D:
    """The key's entry of the arrows."""
    return Line2D(
        [],
        [],
        linestyle="none",
        marker=_SHAPE,
        markersize=1.5 * style.mark,
        markerfacecolor="none",
        markeredgecolor=style.theme.quiet,
        markeredgewidth=0.55 * style.line,
    )


def draw_arrows(drawn: Drawn, arrows: Arrows, style: Style) -> None:
    """Draw arrows, their heads once the layout is known."""
    patch = PathPatch(
        Path(np.zeros((0, 2))),
        fill=False,
        edgecolor=style.theme.quiet,
        linewidth=0.5 * style.line,
        alpha=0.8,
        capstyle="round",
        joinstyle="round",
        zorder=HEIGHT,
    )
    drawn.ax.add_patch(patch)
    drawn.add("arrows", patch)
    drawn.late.append(partial(_shape, drawn, patch, arrows, 0.55 * style.font))


def _shape(drawn: Drawn, patch: PathPatch, arrows: Arrows, longest: float) -> None:
    """Give the arrows their shape: heads are as wide as they look, not as their axes' units are.

    Parameters
    ----------
    longest : float
        Of a head, in points.
    """
    ax = drawn.ax
    figure = ax.get_figure(root=True)
    assert figure is not None
    to_pixels = ax.transData
    tails, tips = (to_pixels.transform(arrows.at + side * arrows.reach / 2) for side in (-1, 1))
    along = tips - tails
    length = np.hypot(along[:, 0], along[:, 1])
    head = np.minimum(HEAD * length, longest * figure.dpi / 72)
    back = along / length[:, None] * head[:, None]
    across = 0.5 * np.stack([-back[:, 1], back[:, 0]], axis=-1)
    points = np.stack([tails, tips, tips - back + across, tips, tips - back - across], axis=1)
    codes = [Path.MOVETO, Path.LINETO, Path.MOVETO, Path.LINETO, Path.LINETO]
    patch.set_path(
        Path(
            to_pixels.inverted().transform(points.reshape(-1, 2)),
            np.tile(codes, len(points)).astype(Path.code_type),
        )
    )
