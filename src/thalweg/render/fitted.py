"""What panels of data and of fitted models share: points, and the model's words above the axes."""

from __future__ import annotations

from typing import Any

from thalweg.render.marks import Drawn
from thalweg.render.style import Style

RASTER = 2_000
"""More points than this are stored as an image: each one as a shape would make a file of megabytes."""


def point_size(n: int, style: Style) -> float:
    """Size of each of `n` data points, in points."""
    return style.mark * min(0.8, max(0.22, 4.2 / n**0.4))


def point_alpha(n: int) -> float:
    """Opacity of each of `n` data points."""
    return 1.0 if n <= 400 else max(0.15, 0.9 * (400 / n) ** 0.4)


def point_look(n: int, style: Style) -> dict[str, Any]:
    """How `n` data points without classes are drawn."""
    size = point_size(n, style)
    return {
        "linestyle": "none",
        "marker": "o",
        "markersize": size,
        "markerfacecolor": style.theme.points,
        "markeredgecolor": style.theme.paper,
        "markeredgewidth": 0.08 * size,
        "alpha": point_alpha(n),
        "rasterized": n > RASTER,
        "zorder": 2.5,
    }


def tell_model(drawn: Drawn, wordings: tuple[str, ...], colour: object, style: Style) -> None:
    """Write what was fitted above the axes, in the colour of its run."""
    if not wordings or colour is None:
        return
    drawn.titles = list(wordings)
    title = drawn.ax.set_title(wordings[0], loc="left", fontsize=style.font, color=colour)
    drawn.add("title", title)
