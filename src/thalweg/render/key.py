"""The key: which run is which, and what the marks mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator, NullLocator

from thalweg.render.style import Style
from thalweg.render.ticks import Numbers, Powers
from thalweg.scenes.look import Cast, Look, Scale


def _run(look: Look, style: Style) -> Line2D:
    colour = style.colour(look) if look.shade is None else style.theme.quiet
    settings: dict[str, Any] = {**style.line_of(look), "color": colour, "label": look.label}
    line = Line2D([], [], **settings)
    if look.shade is None:
        line.set(
            marker=style.marker(look),
            markersize=0.8 * style.mark_of(look),
            markeredgecolor=style.theme.paper,
            markeredgewidth=0.25 * style.line,
        )
    return line


def run_entries(cast: Cast, style: Style) -> list[Artist]:
    """The key's entries of the runs."""
    return [_run(look, style) for look in cast.key]


def legend_settings(style: Style, *, short: bool = False) -> dict[str, Any]:
    """How a key looks, wherever it stands."""
    return {
        "fontsize": style.small,
        "labelcolor": style.theme.ink,
        "frameon": False,
        "handlelength": 1.1 if short else 2.6,
        "handletextpad": 0.6,
        "columnspacing": 1.6,
        "labelspacing": 0.45,
        "borderpad": 0.0,
        "borderaxespad": 0.0,
    }


def scale_bar(ax: Axes, scale: Scale, style: Style) -> None:
    """Fill axes with the colour scale of many runs, its ticks below."""
    ax.set_xscale("log" if scale.log else "linear")
    edges = (
        np.geomspace(scale.low, scale.high, 129)
        if scale.log
        else np.linspace(scale.low, scale.high, 129)
    )
    ax.pcolormesh(
        edges,
        [0, 1],
        np.linspace(0, 1, 128)[None, :],
        cmap=style.shades,
        rasterized=True,
        vmin=0,
        vmax=1,
    )
    ax.set_label("scale")
    ax.set_yticks([])
    ax.xaxis.set_minor_locator(NullLocator())
    if scale.log:
        ax.xaxis.set_major_formatter(Powers())
        middle = 10 ** round((np.log10(scale.low) + np.log10(scale.high)) / 2)
        ax.xaxis.set_major_locator(FixedLocator([scale.low, middle, scale.high]))
    else:
        ax.xaxis.set_major_formatter(Numbers())
        ax.xaxis.set_major_locator(
            FixedLocator([scale.low, (scale.low + scale.high) / 2, scale.high])
        )
    ax.tick_params(length=0.2 * style.font, labelsize=style.small, labelcolor=style.theme.quiet)
    ax.set_ylabel(
        scale.label,
        rotation=0,
        ha="right",
        va="center",
        fontsize=style.small,
        color=style.theme.ink,
    )
    for spine in ax.spines.values():
        spine.set_visible(False)


def draw_key(
    figure: Figure,
    cast: Cast,
    marks: Sequence[Artist],
    style: Style,
    corner: tuple[float, float],
    width: float,
) -> float:
    """Draw the key in rows, as words run in a text; return the height of its lower edge, as a fraction.

    Parameters
    ----------
    marks : sequence of Artist
        What stands behind the runs, as `thalweg.render.panels.key_of` gives it.
    corner : (float, float)
        Upper left corner, in fractions of the figure.
    width : float
        Of the longest row, in pixels.
    """
    em = style.font / 72 * figure.dpi
    left, top = corner[0] * figure.bbox.width, corner[1] * figure.bbox.height - 0.3 * em
    x, y, row = left, top, 0.0
    if cast.scale is not None:
        at = (left + 0.65 * em * len(cast.scale.label) + 0.5 * em, y - 0.95 * em)
        wide = min(0.45 * width, 18 * em)
        ax = figure.add_axes(
            (
                at[0] / figure.bbox.width,
                at[1] / figure.bbox.height,
                wide / figure.bbox.width,
                0.7 * em / figure.bbox.height,
            )
        )
        ax.set_in_layout(False)
        scale_bar(ax, cast.scale, style)
        x, row = at[0] + wide + 3 * em, 2.3 * em
    for entry in [*run_entries(cast, style), *marks]:
        legend = figure.legend(
            handles=[entry],
            loc="upper left",
            bbox_to_anchor=(x / figure.bbox.width, y / figure.bbox.height),
            **legend_settings(style, short=_is_mark(entry)),
        )
        legend.set_in_layout(False)
        extent = legend.get_window_extent()
        if x > left and x + extent.width > left + width:
            x, y, row = left, y - row - 0.45 * em, 0.0
            legend.set_bbox_to_anchor((x / figure.bbox.width, y / figure.bbox.height))
        x += extent.width + 1.7 * em
        row = max(row, extent.height)
    return (y - row - (0.5 * em if row else 0)) / figure.bbox.height


def _is_mark(entry: Artist) -> bool:
    """Whether an entry is a single mark, which needs less room than a piece of line."""
    return isinstance(entry, Patch) or (
        isinstance(entry, Line2D) and entry.get_linestyle() == "None"
    )
