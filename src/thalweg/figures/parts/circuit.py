"""Circuits: boxes and operators on a canvas, with wires that turn at right angles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

Point = tuple[float, float]

ROUND = 0.28
"""Radius of a wire's corners, in units of the canvas."""

WIRES = 2.6
"""Height (zorder): below boxes and operators, which stand on them."""


def wire(
    panel: Panel,
    points: Sequence[Point],
    look: int | str = "ink",
    *,
    head: bool = True,
    over: bool = False,
    width: float = 1.0,
) -> None:
    """A line through corners, which it rounds, with an arrow's head at its end.

    Parameters
    ----------
    points : sequence of (float, float)
        In units of the axes; each leg runs along one axis and is longer than two corners' radius.
    head : bool
    over : bool
        Whether it crosses other wires as a bridge: those break off beside it.
    width : float
        In widths of an arrow.
    """
    from matplotlib.patches import FancyArrowPatch, PathPatch
    from matplotlib.path import Path
    from matplotlib.patheffects import Normal, Stroke

    path = Path(*_rounded(points))
    colour, line = panel.colour(look), 0.6 * width * panel.style.line
    settings: dict[str, Any] = {
        "linewidth": line,
        "capstyle": "butt",
        "joinstyle": "miter",
        "zorder": WIRES + 0.1 * over,
    }
    if head:
        patch: Any = FancyArrowPatch(
            path=path,
            arrowstyle="-|>,head_length=0.36,head_width=0.17",
            mutation_scale=1.5 * panel.style.font,
            color=colour,
            **settings,
        )
        panel.drawn.add("arrow", patch)
    else:
        patch = PathPatch(path, facecolor="none", edgecolor=colour, **settings)
    if over:
        patch.set_path_effects(
            [Stroke(linewidth=5 * line, foreground=panel.theme.ramp[1]), Normal()]
        )
    panel.ax.add_patch(patch)
    patch.set_in_layout(False)
    panel.avoid(np.asarray(points, float))


def fit_words(panel: Panel, most: float = 0.47) -> None:
    """Make all words of a canvas smaller where its unit is: boxes become smaller with it, and words would not.

    Call it before any words are written.

    Parameters
    ----------
    most : float
        Size of the text, in units of the canvas, that is never exceeded.
    """

    def shrink() -> None:
        from matplotlib.text import Text

        ax = panel.ax
        figure = ax.get_figure(root=True)
        assert figure is not None
        low, high = ax.get_xlim()
        unit = 72 * ax.get_window_extent().width / (high - low) / figure.dpi
        share = min(1.0, most * unit / panel.style.font)
        for text in panel.drawn.artists.get("text", ()):
            assert isinstance(text, Text)
            text.set_fontsize(share * float(text.get_fontsize()))

    panel.later(shrink)


def joint(panel: Panel, at: Point, look: int | str = "ink") -> None:
    """A dot where wires meet, which tells a meeting from a crossing."""
    panel.ax.plot(
        *at,
        linestyle="none",
        marker="o",
        markersize=0.42 * panel.style.mark,
        color=panel.colour(look),
        zorder=WIRES + 0.2,
    )


def _rounded(points: Sequence[Point]) -> tuple[np.ndarray, list[int]]:
    """Corners as curves: vertices and codes of a path."""
    from matplotlib.path import Path

    found, codes = [np.asarray(points[0], float)], [int(Path.MOVETO)]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        corner = np.asarray(at, float)
        for other, first in ((before, True), (after, False)):
            way = np.asarray(other, float) - corner
            place = corner + way * min(ROUND / float(np.hypot(*way)), 0.5)
            found += [place] if first else [corner, place]
            codes += [int(Path.LINETO)] if first else [int(Path.CURVE3)] * 2
    found.append(np.asarray(points[-1], float))
    codes.append(int(Path.LINETO))
    return np.array(found), codes
