"""Where words go, once the layout is known: beside what they name, over nothing else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from textwrap import wrap
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from thalweg.render.legible import readable
from thalweg.render.marks import LABELS, Drawn, Label, head_towards
from thalweg.render.style import Style
from thalweg.render.ticks import thin_out
from thalweg.render.wrap import unbroken

Corner = Literal["upper right", "upper left", "lower right", "lower left"]

# Directions from the place to its label, best first: right, left, above, below, and the corners.
_AROUND = tuple(
    (math.cos(math.radians(a)), math.sin(math.radians(a)))
    for a in (0, 180, 90, 270, 45, 135, 225, 315, 20, 160, 200, 340)
)
_AWAY = (0.9, 1.6, 2.6, 4.0, 6.0)
"""Distances tried, in sizes of the text."""


def settle(drawn: Drawn, style: Style, taken: Sequence[Bbox] = ()) -> list[Label]:
    """Turn the arrows and place the labels of a panel.

    Parameters
    ----------
    taken : sequence of Bbox
        Places that already hold words, in pixels.

    Returns
    -------
    list of Label
        Those for which there was no free place: they are not drawn.
    """
    finish(drawn)
    thin_out(drawn.ax)
    _turn(drawn)
    fit_title(drawn, title_room(drawn))
    crowd = _crowd(drawn)
    places = [*taken, *drawn.taken]
    if drawn.notes:
        places.append(_note(drawn, style))
    return [label for label in drawn.labels if not _place(drawn, label, style, crowd, places)]


def finish(drawn: Drawn) -> None:
    """Draw what waits for the layout; once, however often it is called."""
    # Equal units or a table make the axes smaller than the place that the layout gave them.
    locate = drawn.ax.get_axes_locator()
    drawn.ax.apply_aspect(None if locate is None else locate(drawn.ax, None))  # type: ignore[arg-type]
    while drawn.late:
        drawn.late.pop(0)()


def _frame(drawn: Drawn) -> Bbox:
    """What the panel may fill with words, in pixels."""
    return drawn.ax.get_window_extent() if drawn.space is None else drawn.space.frame


def fit_width(text: Text, candidates: list[str], width: float) -> None:
    """Set the first of some wordings that fits into `width` pixels; cut the last one if none does."""
    for words in candidates:
        text.set_text(words)
        if text.get_window_extent().width <= width:
            return
    lines: list[str] = []
    for words in candidates[-1].split("\n"):
        cut = words
        text.set_text(cut)
        while len(cut) > 1 and text.get_window_extent().width > width:
            cut = cut[: max(1, int(len(cut) * 0.95) - 1)]
            text.set_text(cut.rstrip() + "…")
        lines.append(text.get_text())
    text.set_text("\n".join(lines))


def set_heading(drawn: Drawn, words: str, style: Style) -> None:
    """Say above a map what it shows and how far it can be trusted: none of it may be left out."""
    if words:
        drawn.ax.set_title(words, loc="left", fontsize=style.small, color=style.theme.quiet)
        drawn.titles, drawn.unbroken = [words], True


def fit_title(drawn: Drawn, width: float) -> None:
    """Set the longest wording of the axes' title that fits into `width` pixels, or the only one in lines that do."""
    if not drawn.titles:
        return
    title = drawn.ax.title if drawn.ax.title.get_text() else drawn.ax._left_title  # type: ignore[attr-defined]
    if not drawn.unbroken:
        fit_width(title, drawn.titles, width)
        return

    def fits(line: str) -> bool:
        title.set_text(line)
        return title.get_window_extent().width <= width

    title.set_text("\n".join(unbroken(drawn.titles[0], fits)))


def title_room(drawn: Drawn) -> float:
    """How wide the words above axes may be, in pixels: up to where their place ends."""
    ax = drawn.ax
    figure = ax.get_figure(root=True)
    assert figure is not None
    box = _frame(drawn) if drawn.space is None else drawn.space.frame
    if ax.get_axes_locator() is not None:
        return box.width
    place = ax.get_position(original=True).transformed(figure.transFigure)
    # Axes of equal units stand in the middle of a place that may be wider.
    return place.width if drawn.space is not None else max(box.width, place.x1 - box.x0)


def _turn(drawn: Drawn) -> None:
    """Point every arrow at the edge along its path, as it looks on the paper."""
    box = drawn.ax.get_window_extent()
    for arrow, leave in drawn.exits:
        assert isinstance(arrow, Line2D)
        dx, dy = leave.towards[0] * box.width, leave.towards[1] * box.height
        arrow.set_marker(head_towards(dx, dy))


def _crowd(drawn: Drawn) -> np.ndarray:
    """Points along everything that a label must not cover, shape (point, 2), in pixels."""
    box = _frame(drawn)
    to_pixels = drawn.ax.transData.transform
    found = [np.zeros((0, 2)), *(to_pixels(points) for points in drawn.crowd)]
    low = (box.x0 - box.width, box.y0 - box.height)
    high = (box.x1 + box.width, box.y1 + box.height)
    for every in drawn.lines:
        line = every[np.isfinite(every).all(axis=1)]
        if not len(line):
            continue
        with np.errstate(all="ignore"):
            places = np.clip(to_pixels(line), low, high)
        found.append(places)
        steps = np.diff(places, axis=0)
        between = (np.hypot(steps[:, 0], steps[:, 1]) / 4).astype(int)
        found += [
            places[k] + steps[k] * np.linspace(0, 1, between[k])[:, None]
            for k in np.flatnonzero(between > 1).tolist()
        ]
    return np.concatenate(found)


def _place(drawn: Drawn, label: Label, style: Style, crowd: np.ndarray, taken: list[Bbox]) -> bool:
    ax = drawn.ax
    figure = ax.get_figure(root=True)
    assert figure is not None
    box = _frame(drawn)
    inch = figure.dpi / 72
    text = Annotation(
        label.text,
        label.at,
        xytext=(0, 0),
        textcoords="offset points",
        color=readable(label.colour, style.theme),
        fontsize=style.small,
        ha="center",
        va="center",
        annotation_clip=False,
        clip_on=False,
        zorder=LABELS,
        # A thin line to the mark, for a label too far away to belong to it by closeness alone.
        arrowprops={
            "arrowstyle": "-",
            "color": label.colour,
            "linewidth": style.hair,
            "shrinkA": 0,
            "shrinkB": 0.5 * style.mark,
        },
        bbox={
            "boxstyle": "round,pad=0.18",
            "facecolor": style.theme.paper,
            "alpha": 0.82,
            "linewidth": 0,
        },
    )
    ax.add_artist(text)
    text.set_in_layout(False)
    size = Bbox.from_bounds(0, 0, *Text.get_window_extent(text).size)
    anchor = ax.transData.transform(label.at)
    best: tuple[float, tuple[float, float], Bbox, float] | None = None
    for away in _AWAY:
        for dx, dy in _AROUND:
            gap = away * style.font * inch
            # The nearest edge of the label, not its centre, stands at this distance.
            centre = (
                anchor[0] + dx * (gap + size.width / 2 * abs(dx)),
                anchor[1] + dy * (gap + size.height / 2 * abs(dy)),
            )
            place = Bbox.from_bounds(
                centre[0] - size.width / 2, centre[1] - size.height / 2, size.width, size.height
            )
            cost = _cost(place, box, crowd, taken, inch * style.font) + away
            if best is None or cost < best[0]:
                best = (cost, centre, place, away)
    assert best is not None
    if best[0] >= _FORBIDDEN:
        text.remove()
        return False
    offset = ((best[1][0] - anchor[0]) / inch, (best[1][1] - anchor[1]) / inch)
    text.set_position((round(offset[0], 2), round(offset[1], 2)))
    taken.append(best[2])
    if text.arrow_patch is not None and best[3] < 2:
        text.arrow_patch.set_visible(False)
    drawn.add("label", text)
    drawn.since.append((text, label.step))
    if label.place is not None:
        drawn.anchors.append((text, label.place))
    return True


_FORBIDDEN = 1e6


def _cost(place: Bbox, box: Bbox, crowd: np.ndarray, taken: Sequence[Bbox], font: float) -> float:
    pad = 0.6 * font
    if (
        place.x0 < box.x0 + pad
        or place.x1 > box.x1 - pad
        or place.y0 < box.y0 + pad
        or place.y1 > box.y1 - pad
    ):
        return _FORBIDDEN
    wide = place.padded(0.5 * pad)
    if any(wide.overlaps(other) for other in taken):
        return _FORBIDDEN
    covered = (
        (crowd[:, 0] > wide.x0)
        & (crowd[:, 0] < wide.x1)
        & (crowd[:, 1] > wide.y0)
        & (crowd[:, 1] < wide.y1)
    )
    return float(np.count_nonzero(covered))


def _note(drawn: Drawn, style: Style) -> Bbox:
    """Write the panel's notes into a corner."""
    ax = drawn.ax
    # Flat words, on 3-D axes too, whose own `text` takes three coordinates.
    note = Axes.text(
        ax,
        0,
        0,
        "\n".join(drawn.notes),
        transform=ax.transAxes,
        fontsize=style.small,
        color=style.theme.quiet,
        zorder=LABELS,
        bbox={
            "boxstyle": "round,pad=0.2",
            "facecolor": style.theme.paper,
            "alpha": 0.82,
            "linewidth": 0,
        },
    )
    note.set_in_layout(False)
    size = note.get_window_extent()
    room = 0.92 * _frame(drawn).width
    if size.width > room:
        letters = int(max(map(len, drawn.notes)) * room / size.width)
        note.set_text("\n".join("\n".join(wrap(words, max(letters, 8))) for words in drawn.notes))
        size = note.get_window_extent()
    corner = free_corners(drawn, size.width * 1.1, size.height * 1.4)[0]
    up, right = corner.startswith("upper"), corner.endswith("right")
    note.set(
        x=0.98 if right else 0.02,
        y=0.97 if up else 0.03,
        ha="right" if right else "left",
        va="top" if up else "bottom",
        multialignment="right" if right else "left",
    )
    drawn.add("note", note)
    return note.get_window_extent()


def free_corners(drawn: Drawn, width: float, height: float) -> list[Corner]:
    """The corners of the axes, the one first in which a box of this size (in pixels) covers least."""
    box = _frame(drawn)
    crowd = _crowd(drawn)
    corners: dict[Corner, tuple[float, float]] = {
        "upper right": (box.x1 - width, box.y1 - height),
        "upper left": (box.x0, box.y1 - height),
        "lower right": (box.x1 - width, box.y0),
        "lower left": (box.x0, box.y0),
    }

    def within(name: Corner) -> int:
        return _within(crowd, Bbox.from_bounds(*corners[name], width, height))

    return sorted(corners, key=within)


def covered(drawn: Drawn, box: Bbox) -> int:
    """How much of what a panel shows a box (in pixels) would cover, in points along it."""
    return _within(_crowd(drawn), box)


def _within(crowd: np.ndarray, box: Bbox) -> int:
    inside = (crowd >= box.p0).all(axis=1) & (crowd <= box.p1).all(axis=1)
    return int(np.count_nonzero(inside))
