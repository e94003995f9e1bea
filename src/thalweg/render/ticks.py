"""Numbers along an axis: plain Unicode, one number of decimals, no offsets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.axis import Axis as MplAxis
from matplotlib.ticker import (
    FixedLocator,
    Formatter,
    LogLocator,
    MaxNLocator,
    NullFormatter,
    NullLocator,
)

from thalweg.render.style import Style
from thalweg.scenes.axis import Axis
from thalweg.scenes.text import number, numbers, powers


class Numbers(Formatter):
    """Numbers with as many decimals as tell the closest two apart."""

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Format all ticks of an axis together."""
        return list(numbers(values))

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Format one number, for the status line of a window."""
        return number(x, 6)


class Powers(Formatter):
    """Powers of ten, and small round numbers as they are."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Format one number."""
        return powers([x])[0] if x > 0 else number(x)

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Format all ticks of an axis together; those out of view, which matplotlib asks for too, have no say."""
        low, high = (0.0, math.inf) if self.axis is None else self.axis.get_view_interval()
        seen = [x for x in values if x > 0 and low * (1 - 1e-9) <= x <= high * (1 + 1e-9)]
        names = dict(zip(seen, powers(seen), strict=True))
        return [names.get(x, "") for x in values]


# Mantissas of the named ticks, by how many decades an axis spans.
_SUBS = (
    (0.8, (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)),
    (2.1, (1.0, 2.0, 5.0)),
    (3.2, (1.0, 3.0)),
)


def set_axes(ax: Axes, x: Axis, y: Axis, style: Style, *, frame: bool = False) -> None:
    """Set labels, limits, scales, ticks and spines.

    Colours are set on the axes themselves too, so that axes made under another style look like ours.
    """
    theme = style.theme
    ax.set_facecolor(theme.paper)
    for side, spine in ax.spines.items():
        spine.set_visible(frame or side in ("left", "bottom"))
        spine.set_color(theme.faint if frame else theme.quiet)
        spine.set_linewidth(style.hair)
        spine.set_zorder(4.5)
    # Before any ticks are made: each would have to be changed.
    ax.tick_params(
        which="both",
        color=theme.quiet,
        labelcolor=theme.quiet,
        labelsize=style.small,
        width=style.hair,
    )
    _set_axis(ax.xaxis, x, style)
    _set_axis(ax.yaxis, y, style)
    ax.set_xlim(x.limits)
    ax.set_ylim(y.limits)


def _set_axis(axis: MplAxis, wanted: Axis, style: Style) -> None:
    label = axis.get_label()
    label.set_parse_math(False)
    axis.set_label_text(wanted.label, color=style.theme.ink, fontsize=style.font)
    scale = "log" if wanted.log else "linear"
    if wanted.log:
        axis._set_axes_scale(scale, nonpositive="clip")  # type: ignore[attr-defined]
        decades = math.log10(wanted.limits[1] / wanted.limits[0])
        subs = next((found for most, found in _SUBS if decades <= most), (1.0,))
        axis.set_major_locator(LogLocator(subs=subs, numticks=9))
        axis.set_major_formatter(Powers())
        axis.set_minor_locator(
            LogLocator(subs="auto", numticks=40) if decades <= 8 else NullLocator()
        )
        axis.set_minor_formatter(NullFormatter())
    if wanted.names:
        axis.set_major_locator(FixedLocator([place for place, _ in wanted.names]))
        axis.set_ticklabels([name for _, name in wanted.names])
    elif not wanted.log:
        axis.set_major_locator(_round(6, whole=wanted.whole))
        axis.set_major_formatter(Numbers())
    # The minor ones have no words.
    for tick in axis.get_major_ticks():
        tick.label1.set_parse_math(False)


def _round(most: int, *, whole: bool) -> MaxNLocator:
    steps = [1, 2, 5, 10] if whole else [1, 2, 2.5, 5, 10]
    return MaxNLocator(nbins=most, steps=steps, integer=whole, min_n_ticks=1 if most < 3 else 2)


def thin_out(ax: Axes) -> None:
    """Name fewer numbers along an axis where their names would touch; the layout must be known."""
    for axis, side in ((ax.xaxis, "width"), (ax.yaxis, "height")):
        locator = axis.get_major_locator()
        if not isinstance(locator, MaxNLocator):
            continue
        for most in (5, 4, 3, 2, 1):
            ticks = axis._update_ticks()  # type: ignore[attr-defined]
            named = [t.label1 for t in ticks if t.label1.get_text() and t.label1.get_visible()]
            boxes = [name.get_window_extent() for name in named]
            gap = 0.35 * max((box.height for box in boxes), default=0.0) if side == "width" else 0.0
            lows = sorted(
                (box.x0, box.x1) if side == "width" else (box.y0, box.y1) for box in boxes
            )
            if all(first[1] + gap <= second[0] for first, second in pairwise(lows)):
                break
            axis.set_major_locator(_round(most, whole=bool(locator._integer)))  # type: ignore[attr-defined]
