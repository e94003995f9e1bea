"""Words in colours that can be read on their ground."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import same_color, to_hex, to_rgb, to_rgba
from matplotlib.lines import Line2D
from matplotlib.text import Text

from thalweg.render.theme import DARK, LIGHT, Theme

LEAST = 3.0
"""Least contrast of words and their ground, as WCAG 2 asks for large ones."""


SMALL = 4.5
"""The same for small words."""


def contrast(one: Any, other: Any) -> float:
    """How much two colours differ in lightness, as WCAG 2 defines it: from 1 to 21."""
    low, high = sorted(_lightness(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _lightness(colour: Any) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgba(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@cache
def readable(colour: Any, theme: Theme) -> str:
    """A colour for words, like one of the palette: as far towards the ink as it takes to read small words on paper."""
    own, ink = np.array(to_rgb(colour)), np.array(to_rgb(theme.ink))
    for share in np.linspace(0, 1, 21):
        mixed = to_hex(tuple(((1 - share) * own + share * ink).tolist()))
        if contrast(mixed, theme.paper) >= SMALL:
            return mixed
    return theme.ink


def make_legible(ax: Axes, theme: Theme) -> None:
    """Change the colours of words and lines that stand on the figure's ground where that is not the theme's.

    The figure is not ours to paint.
    """
    figure = ax.get_figure(root=True)
    assert figure is not None
    ground = figure.get_facecolor()
    if to_rgba(ground)[3] < 0.5 or contrast(theme.ink, ground) >= LEAST:
        return
    other = max((LIGHT, DARK), key=lambda found: contrast(found.ink, ground))
    for axes in (ax, *ax.child_axes):
        for axis in axes._axis_map.values():
            axis.set_tick_params(which="both", color=other.quiet, labelcolor=other.quiet)
        for spine in axes.spines.values():
            spine.set_edgecolor(other.quiet)
    key = ax.get_legend()
    framed: list[Text] = []
    if key is not None and key.get_frame_on():
        # Where its words stand is known only once they are drawn; they have a ground of their own.
        framed = key.findobj(Text)
    elif key is not None:
        for entry in key.legend_handles:
            if isinstance(entry, Line2D) and same_color(entry.get_markeredgecolor(), theme.ink):
                entry.set(markeredgecolor=other.ink, markerfacecolor=ground)
            if isinstance(entry, Line2D) and any(
                same_color(entry.get_color(), colour) for colour in (theme.ink, theme.quiet)
            ):
                entry.set_color(other.quiet)
    for text in ax.findobj(Text):
        assert isinstance(text, Text)
        if text in framed:
            continue
        if text.get_bbox_patch() is None and not _on_paper(text, ax):
            quiet = same_color(text.get_color(), theme.quiet)
            if contrast(text.get_color(), ground) < LEAST:
                text.set_color(other.quiet if quiet else other.ink)


def _on_paper(text: Text, ax: Axes) -> bool:
    """Whether words stand within the axes, which have a ground of their own."""
    if ax.name == "3d" or not ax.axison or to_rgba(ax.get_facecolor())[3] < 0.5:
        return False
    box, place = text.get_window_extent(), ax.get_window_extent()
    return place.contains((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
