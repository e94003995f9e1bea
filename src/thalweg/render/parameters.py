"""The parameters panel, drawn."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, Locator
from matplotlib.transforms import Affine2D, Bbox, BboxBase, TransformedBbox
from scipy.optimize import isotonic_regression

from thalweg.render.animation.moves import Change, Grow, Walk
from thalweg.render.marks import ENDS, LABELS, PATHS, RASTER, Drawn, Label, draw_cross, draw_end
from thalweg.render.style import Style
from thalweg.render.theme import DASHES
from thalweg.render.ticks import set_axes
from thalweg.scenes.frames import Moment
from thalweg.scenes.levels import nice_step
from thalweg.scenes.look import Look
from thalweg.scenes.parameters import Line, Parameters, Stop, Strip
from thalweg.scenes.text import numbers

GAP = 0.08
"""Room between two strips, as a fraction of a strip's height."""

NARROW = 3
"""In more strips than this, words stand in their own strip or not at all."""

LONGEST = 26
"""Characters of a name beside the axes."""


GOAL = (0, (8, 2.5, 1.5, 2.5))
"""Dash of the lines at known minima."""


def _goal(style: Style) -> Line2D:
    return Line2D([], [], color=style.theme.quiet, linewidth=1.5 * style.hair, linestyle=GOAL)


KEY = {"value at the minimum": _goal}


def draw(ax: Axes, picture: Parameters, style: Style) -> Drawn:
    """Draw the parameters of every run against the step, in strips that share the axis of steps."""
    drawn = Drawn(ax)
    theme = style.theme
    n = len(picture.strips)
    set_axes(ax, picture.x, picture.y if n == 1 else replace(picture.y, names=((0.0, ""),)), style)
    ax.grid(False)
    if n > 1:
        locator = _StripLocator(picture.strips, style.small)
        ax.yaxis.set_major_locator(locator)
        ax.yaxis.set_major_formatter(_StripFormatter(locator))
        for edge in range(1, n):
            rule = ax.axhline(edge, color=theme.faint, linewidth=2 * style.hair, zorder=1)
            drawn.add("rule", rule)
    else:
        ax.grid(axis="y", color=theme.faint, linewidth=style.hair)
    names: list[tuple[Text, Line2D | None, float]] = []
    for index, strip in enumerate(picture.strips):
        names += _strip(drawn, strip, index, n, picture, style)
    drawn.add("name", *(text for text, _, _ in names))
    drawn.moves += [Change([text], _Ending(text)) for text, _, _ in names]
    drawn.late.append(partial(_spread, ax, names))
    if picture.title:
        drawn.titles = list(picture.title)
        ax.set_title(picture.title[0], loc="left", fontsize=style.small, color=theme.quiet)
    return drawn


def place_of(strip: Strip, index: int, n: int) -> Affine2D:
    """Where a strip's values stand on the axes' own scale, which counts strips from below."""
    if n == 1:
        return Affine2D()
    low, high = strip.limits
    height = (1 - 2 * GAP) / (high - low)
    bottom = n - 1 - index + GAP
    return Affine2D().translate(0, -low).scale(1, height).translate(0, bottom)


def _strip(
    drawn: Drawn, strip: Strip, index: int, n: int, picture: Parameters, style: Style
) -> list[tuple[Text, Line2D | None, float]]:
    ax = drawn.ax
    place = place_of(strip, index, n)
    low, high = (float(place.transform((0, v))[1]) for v in strip.limits)
    edges = TransformedBbox(
        Bbox.from_extents(picture.x.limits[0], low, picture.x.limits[1], high), ax.transData
    )
    many = len(strip.lines) > 12
    names = []
    for goal in strip.goals:
        (rule,) = ax.plot(
            picture.x.limits,
            [goal, goal],
            transform=place + ax.transData,
            color=style.theme.quiet,
            linewidth=1.5 * style.hair,
            linestyle=GOAL,
            zorder=2,
        )
        drawn.add("goal", rule)
    for number, line in enumerate(strip.lines):
        path = _path(drawn, line, number, style, many=many)
        path.set_transform(place + ax.transData)
        path.set_clip_box(edges)
        drawn.lines.append(place.transform(np.stack([line.step, line.value], axis=-1)))
        colour = style.colour(line.look)
        _move(drawn, line, path, place, edges, style, many=many)
        if line.stop is not None and line.strong:
            at = place.transform((line.stop.step, line.stop.at)).tolist()
            _end(drawn, line.look, line.stop, (at[0], at[1]), style, many=many)
            # Beside one of its lines it is enough to say when a run diverged.
            text = line.stop.text.split(", ")[-1] if index else line.stop.text
            label = Label(text, (at[0], at[1]), colour, math.ceil(line.stop.step))
            if not many and n <= NARROW:
                drawn.labels.append(label)
            elif not many and (index == 0 or "=" in text):
                drawn.late.append(partial(_beside, drawn, label, style, needed=index == 0))
        if line.end and len(line.value):
            known = np.clip(line.value[-1] if line.stop is None else line.stop.at, *strip.limits)
            height = float(place.transform((0, known))[1])
            names.append(_name(ax, line, height, style, colour))
    own = any(line.end for line in strip.lines)
    if strip.name and not own and (n > 1 or strip.name != picture.y.label):
        names.append((_text(ax, strip.name, style.theme.ink, style), None, (low + high) / 2))
    return names


def _beside(drawn: Drawn, label: Label, style: Style, *, needed: bool) -> None:
    """Write words to the right of a mark; where they would cover a line, elsewhere if they are needed."""
    ax = drawn.ax
    text = ax.annotate(
        label.text,
        label.at,
        xytext=(0.9 * style.mark, 0.1 * style.font),
        textcoords="offset points",
        ha="left",
        va="top",
        fontsize=style.small,
        color=label.colour,
        annotation_clip=False,
        zorder=LABELS,
    )
    text.set_in_layout(False)
    extent = text.get_window_extent()
    places = ax.transData.transform(np.concatenate(drawn.lines))
    inside = ax.get_window_extent().x1 > extent.x1
    if not inside or extent.count_contains(places[np.isfinite(places).all(axis=1)]):
        text.remove()
        drawn.labels += [label] * needed
        return
    drawn.add("label", text)
    drawn.since.append((text, label.step))
    drawn.taken.append(extent)
    drawn.crowd.append(ax.transData.inverted().transform(extent.corners()))


def _end(
    drawn: Drawn, look: Look, stop: Stop, at: tuple[float, float], style: Style, *, many: bool
) -> None:
    """Mark where a line ends early: with a cross if it diverged there, with an arrow if it went out of sight."""
    since = math.ceil(stop.step)
    # Where it left the strip it had not diverged yet: the words beside the arrow say when it did.
    if stop.diverged and not stop.side:
        cross = draw_cross(drawn.ax, at, look, style, many=many)
        drawn.add("stop", cross)
        drawn.since.append((cross, since))
        return
    (arrow,) = drawn.ax.plot(
        *at,
        linestyle="none",
        marker="^" if stop.side > 0 else "v",
        markersize=(0.7 if many else 1.2) * style.mark,
        color=style.colour(look),
        markeredgecolor=style.theme.paper,
        markeredgewidth=0.25 * style.line,
        clip_on=False,
        zorder=ENDS,
    )
    drawn.add("exit", arrow)
    drawn.since.append((arrow, since))


def _move(
    drawn: Drawn,
    line: Line,
    path: Line2D,
    place: Affine2D,
    edges: BboxBase,
    style: Style,
    *,
    many: bool,
) -> None:
    """Let a line grow, with a mark at its end."""

    def now(moment: Moment) -> tuple[float, float]:
        return float(moment.step), float(moment.theta[line.run, line.param])

    def seen(moment: Moment) -> tuple[float, float] | None:
        step, value = now(moment)
        gone = line.stop is not None and step >= line.stop.step
        height = place.transform((step, value))[1] if math.isfinite(value) else math.nan
        low, high = drawn.ax.transData.inverted().transform(edges.get_points())[:, 1]
        return (step, value) if not gone and low <= height <= high else None

    def make() -> Line2D:
        mark = draw_end(drawn.ax, (0.0, 0.0), line.look, style, many=many)
        mark.set_transform(place + drawn.ax.transData)
        mark.set_markersize(0.75 * mark.get_markersize())
        return mark

    drawn.moves.append(Grow(path, line.step, now))
    if line.strong:
        drawn.moves.append(Walk(seen, make))


def _path(drawn: Drawn, line: Line, number: int, style: Style, *, many: bool) -> Line2D:
    settings = style.line_of(line.look)
    if line.dash is not None:
        settings["linestyle"] = DASHES[line.dash % len(DASHES)]
    if not line.strong:
        settings |= {"color": style.theme.quiet, "alpha": 0.45, "linewidth": 0.35 * style.line}
    (path,) = drawn.ax.plot(
        line.step,
        line.value,
        **settings,
        solid_joinstyle="round",
        zorder=PATHS if line.strong else PATHS - 0.5,
    )
    if line.strong and not many and line.dash is None:
        path.set(
            marker=style.marker(line.look),
            # Shifted from run to run, so that the markers of lines that lie on each other stand side by side.
            markevery=(0.5 / 9 * (number % 4) / 4, 1 / 9) if len(line.step) > 18 else None,
            markersize=0.55 * style.mark_of(line.look),
            markeredgecolor=style.theme.paper,
            markeredgewidth=0.25 * style.line,
        )
    if len(drawn.artists.get("path", ())) > RASTER:
        path.set_rasterized(True)
    drawn.add("path", path)
    return path


def _text(ax: Axes, words: str, colour: object, style: Style) -> Text:
    if len(words) > LONGEST:
        words = words[: LONGEST - 1] + "…"
    return ax.text(
        1.015,
        0.5,
        words,
        transform=ax.transAxes,
        color=colour,
        fontsize=style.small,
        va="center",
        ha="left",
        clip_on=False,
    )


def _name(
    ax: Axes, line: Line, height: float, style: Style, colour: object
) -> tuple[Text, Line2D | None, float]:
    """A line's name, with a piece of the line before it where several differ in their dash."""
    text = _text(ax, line.end, colour, style)
    if line.dash is None:
        return text, None, height
    text.set_x(1.075)
    settings = style.line_of(line.look)
    settings["linestyle"] = DASHES[line.dash % len(DASHES)]
    (sample,) = ax.plot(
        [1.012, 1.062], [0.5, 0.5], transform=ax.transAxes, clip_on=False, **settings
    )
    return text, sample, height


def _spread(ax: Axes, names: Sequence[tuple[Text, Line2D | None, float]]) -> None:
    """Move names apart that would stand on each other, as little as possible; the layout must be known."""
    if not names:
        return
    box = ax.get_window_extent()
    ordered = sorted(names, key=lambda name: name[2])
    wanted = ax.transData.transform([(0, height) for _, _, height in ordered])[:, 1]
    gap = 1.08 * max(text.get_window_extent().height for text, _, _ in ordered)
    places = spread(wanted, gap, box.y0, box.y1)
    for (text, sample, _), place in zip(ordered, places.tolist(), strict=True):
        y = (place - box.y0) / box.height
        text.set_y(y)
        if sample is not None:
            sample.set_ydata([y, y])


def spread(wanted: np.ndarray, gap: float, low: float, high: float) -> np.ndarray:
    """Ascending places at least `gap` apart, near those that are wanted and, if there is room, between two edges."""
    # Without the gaps, what has to ascend by them has only to ascend: an isotonic regression.
    offsets = gap * np.arange(len(wanted))
    places = isotonic_regression(np.asarray(wanted, dtype=float) - offsets).x
    return np.clip(places, low, max(low, high - offsets[-1])) + offsets


class _Ending:
    """A name beside a line, which tells the line's last value only when it is reached."""

    def __init__(self, text: Text) -> None:
        self.text, self.end = text, text.get_text()

    def __call__(self, moment: Moment) -> None:
        """Set the words."""
        self.text.set_text(self.end if moment.last else re.split(r" [=≈] ", self.end)[0])


class _StripLocator(Locator):
    """Ticks at round values of every strip, as many as there is room for."""

    def __init__(self, strips: Sequence[Strip], font: float) -> None:
        self.strips = tuple(strips)
        self.font = font

    def __call__(self) -> list[float]:
        return [place for place, _ in self.ticks()]

    def tick_values(self, vmin: float, vmax: float) -> list[float]:
        """All of them, whatever part is asked for."""
        return self()

    def ticks(self) -> list[tuple[float, str]]:
        """Places on the axes' own scale, and their names."""
        ax = self.axis.axes  # type: ignore[union-attr]
        figure = ax.get_figure(root=True)
        assert figure is not None
        n = len(self.strips)
        room = ax.get_window_extent().height / n / (self.font / 72 * figure.dpi)
        found = []
        for index, strip in enumerate(self.strips):
            place = place_of(strip, index, n)
            values = round_values(strip.limits, (1 - 2 * GAP) * room)
            heights = place.transform([(0, v) for v in values])[:, 1].tolist()
            found += list(zip(heights, numbers(values), strict=True))
        return found


class _StripFormatter(FixedFormatter):
    """The names of a strip locator's ticks."""

    def __init__(self, locator: _StripLocator) -> None:
        super().__init__([])
        self.locator = locator

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Names of the ticks in their order."""
        names = dict(self.locator.ticks())
        return [names.get(value, "") for value in values]


def round_values(edges: tuple[float, float], room: float) -> list[float]:
    """Round numbers between two edges, two or three of them if there is room, none of them close to an edge.

    Parameters
    ----------
    room : float
        How many numbers would fit between the edges, one on the other.
    """
    low, high = edges
    margin = min(0.45, 0.36 / room) * (high - low)
    least = 1.15 * (high - low) / room
    best: list[float] = []
    for parts in range(1, 9):
        step = nice_step(high - low, parts)
        first, last = np.ceil((low + margin) / step), np.floor((high - margin) / step)
        found = [float(f"{step * (first + k):.12g}") for k in range(int(last - first) + 1)]
        if len(found) > 1 and (len(found) > 3 or step < least):
            # Two of them tell the scale as well.
            found = [found[0], found[-1]] if found[-1] - found[0] >= least else []
        if len(found) > len(best):
            best = found
    return best or [float(f"{(low + high) / 2:.2g}")]
