"""The room that 3-D axes take on the paper, with their numbers and names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
from matplotlib.path import Path
from matplotlib.ticker import FixedFormatter, FixedLocator
from matplotlib.transforms import Bbox
from mpl_toolkits.mplot3d.axes3d import Axes3D
from scipy.spatial import ConvexHull

from thalweg.render.marks import Drawn
from thalweg.render.nodes import measure_on
from thalweg.render.nodes.layout import Measure
from thalweg.render.space.axes import Space, axes_of, set_ticks, tick_words
from thalweg.render.wrap import squeezed

ACROSS, UP = 0.36, 0.5
"""Parts of the place's width and height that the names of the axes may take."""


def fit(space: Space) -> None:
    """Enlarge and move the box until it fills the axes' place with its numbers and names.

    The room that matplotlib leaves around 3-D axes is a third of the picture.
    """
    ax = space.ax
    figure = ax.get_figure(root=True)
    assert figure is not None
    place = ax.get_position(original=True).transformed(figure.transFigure)
    titles = (ax._left_title, ax.title, ax._right_title)  # type: ignore[attr-defined]
    if any(title.get_text() for title in titles) and place.height > place.width:
        # The layout has seen the title above a square in the middle of the place, and left no room above the place.
        top = (place.y0 + place.y1 + place.width) / 2
        place = Bbox.from_extents(place.x0, place.y0, place.x1, top)
    space.frame = place
    _cut_names(space, place)
    wanted = np.array([place.width, place.height])
    zoom, shift, most = 1.0, np.zeros(2), [5, 5, 5]
    for turn in range(5):
        ax.set_box_aspect(space.sides, zoom=zoom)  # type: ignore[arg-type]
        move(ax, place.translated(*shift))
        set_labels(space)
        if turn:
            thin(space, most)
        found = extent(space)
        shift = shift + (np.add(place.p0, place.p1) - np.add(found.p0, found.p1)) / 2
        # What is written keeps its size, so that only the box grows: a few rounds come close.
        fills = float(np.max(found.size / wanted))
        if turn > 1 and (0.96 < fills <= 1 or (turn > 2 and fills <= 1)):
            break
        box = _box_extent(space).size
        room = np.maximum(wanted - np.subtract(found.size, box), 0.2 * wanted)
        # In the end rather too small than too large.
        zoom *= float(np.min(room / box)) * (1.0 if turn < 2 else 0.98)
    move(ax, place.translated(*shift))
    # The title stays above the place, wherever the axes went.
    square = ax.get_window_extent()
    y = (place.y1 - square.y0) / square.height
    for part, title in zip((0.0, 0.5, 1.0), titles, strict=True):
        x = place.x0 + part * place.width
        title.set_position(((x - square.x0) / square.width, y))
    ax._autotitlepos = False  # type: ignore[attr-defined]


def move(ax: Axes3D, place: Bbox) -> None:
    """Put axes into a place (in pixels), and project anew."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    ax.set_position(place.transformed(figure.transFigure.inverted()))
    ax.apply_aspect()
    ax.M = ax.get_proj()


def _corners(space: Space) -> np.ndarray:
    """The box's corners on the paper, shape (8, 2), in pixels."""
    low, high = space.box
    corners = np.array([[(low, high)[(i >> k) & 1][k] for k in range(3)] for i in range(8)])
    return space.ax.transData.transform(space.project(corners))


def _outline(space: Space) -> Path:
    corners = _corners(space)
    around = ConvexHull(corners).vertices
    # With the first corner again, or the edge to it would be none.
    return Path(corners[[*around, around[0]]], closed=True)


def settle_words(drawn: Drawn, space: Space) -> None:
    """Keep labels and notes off the numbers and names of the axes, now that these stand where they stay."""
    drawn.taken += space.words
    pixels = [
        (box.x0 + i * box.width / 2, box.y0 + j * box.height / 2)
        for box in space.words
        for i in range(3)
        for j in range(3)
    ]
    if pixels:
        drawn.crowd.append(space.ax.transData.inverted().transform(pixels))


def _box_extent(space: Space) -> Bbox:
    corners = _corners(space)
    return Bbox([corners.min(axis=0), corners.max(axis=0)])


def extent(space: Space) -> Bbox:
    """What the box takes with its numbers and names, in pixels."""
    boxes = [_box_extent(space)]
    for axis in axes_of(space.ax):
        found = axis.get_tightbbox(_renderer(space))
        if found is not None:
            boxes.append(found)
    return Bbox.union(boxes)


def _renderer(space: Space) -> Any:
    figure = space.ax.get_figure(root=True)
    assert figure is not None
    return figure._get_renderer()  # type: ignore[attr-defined]


def _cut_names(space: Space, place: Bbox) -> None:
    """Shorten the axes' names where they would leave the box no room."""
    measure = measure_on(space.ax, space.style)
    em = em_of(space)
    rooms = (ACROSS * place.width, ACROSS * place.width, UP * place.height)
    for axis, wanted, room in zip(axes_of(space.ax), space.axes, rooms, strict=True):
        most = max(room / em, 4.0)
        axis.set_label_text(squeezed(wanted.label, partial(_fits, measure, most)))


def _fits(measure: Measure, most: float, words: str) -> bool:
    return measure(words, 1.0)[0] <= most


def em_of(space: Space) -> float:
    """The size of the text, in pixels."""
    figure = space.ax.get_figure(root=True)
    assert figure is not None
    return space.style.font * figure.dpi / 72


def set_labels(space: Space) -> None:
    """Move every axis' name just as far away as its numbers need."""
    axes = axes_of(space.ax)
    renderer = _renderer(space)
    pad = 0.15 * em_of(space)
    # Words and a number side by side without a gap read as one.
    gap = 0.6 * em_of(space)
    # Where a name stands without a distance, and how far one point of it moves the name.
    starts: list[tuple[Bbox, np.ndarray]] = []
    for axis in axes:
        places = []
        for distance in (10.0, 0.0):
            axis.labelpad = distance
            axis.get_tightbbox(renderer)
            places.append(axis.label.get_window_extent())
        starts.append((places[1], (places[0].p0 - places[1].p0) / 10))
    taken = [
        text.get_window_extent().padded(gap, pad) for axis in axes for text in tick_words(axis)
    ]
    outline = _outline(space)
    for axis, (at, step) in zip(axes, starts, strict=True):
        if not axis.get_label_text():
            continue
        if axis is axes[2]:
            # Beside the whole column of numbers, not between two of them.
            column = [text.get_window_extent() for text in tick_words(axis)]
            taken += [Bbox.union(column).padded(gap, pad)] if column else []
        beyond, wanted, moved = _beyond(axis, pad), 0, at
        for wanted in range(-16, 80):
            moved = at.translated(*(wanted * step))
            if (
                beyond(moved)
                and not any(moved.overlaps(other) for other in taken)
                and not outline.intersects_bbox(moved)
            ):
                break
        axis.labelpad = float(wanted)
        taken.append(moved.padded(gap, pad))


def _beyond(axis: Any, pad: float) -> Callable[[Bbox], bool]:
    """Whether words stand further away from an axis than its numbers do."""
    one, two = axis.axes.transData.transform(np.column_stack(axis.line.get_data()))
    across = np.array([one[1] - two[1], two[0] - one[0]]) / np.hypot(*(two - one))

    def distance(box: Bbox) -> float:
        return abs(float((np.array([box.x0 + box.x1, box.y0 + box.y1]) / 2 - one) @ across))

    furthest = max((distance(text.get_window_extent()) for text in tick_words(axis)), default=0.0)
    return lambda box: distance(box) >= furthest + 3 * pad


def thin(space: Space, most: list[int], *, alone: bool = False) -> None:
    """Name fewer numbers where two of them touch.

    Parameters
    ----------
    most : list of int
        How many numbers each axis has at most; lowered here.
    alone : bool
        Whether only numbers of one axis are looked at, and not where two axes meet.
    """
    axes = axes_of(space.ax)
    # Two numbers side by side without a gap read as one.
    gap = 0.45 * em_of(space)
    for _ in range(12):
        boxes = [
            (k, index, text.get_window_extent())
            for k, axis in enumerate(axes)
            for index, text in enumerate(tick_words(axis))
        ]
        clash = [
            (one[:2], two[:2])
            for one, two in combinations(boxes, 2)
            if one[2].padded(gap, 1).overlaps(two[2])
        ]
        if not clash:
            return
        # Fewer and rounder ones along one axis; where two axes meet, one of the two that touch goes.
        worst = {
            k
            for (k, _), (other, _) in clash
            if k == other and most[k] > 2 and not space.axes[k].names
        }
        for k in worst:
            most[k] -= 1
            set_ticks(axes[k], space.axes[k], most[k])
        if alone and not worst:
            return
        if not worst:
            k, index = clash[0][1]
            values = list(axes[k].get_major_locator()())
            names = [text.get_text() for text in tick_words(axes[k])]
            axes[k].set_major_locator(FixedLocator(values[:index] + values[index + 1 :]))
            axes[k].set_major_formatter(FixedFormatter(names[:index] + names[index + 1 :]))
        set_labels(space)
