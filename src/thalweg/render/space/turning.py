"""Axes of three dimensions that are seen from one place after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from thalweg.render.marks import Drawn, head_towards
from thalweg.render.space.axes import Space, axes_of, tick_words
from thalweg.render.space.room import em_of, extent, move, set_labels, thin
from thalweg.scenes.turn import Camera

EVERY = 30.0
"""Degrees between the views for which room is made."""

FURTHEST = 40.0
"""Names of axes stand at most so far away, in points: where there is no free place, further off is none either."""


class Turning:
    """A panel whose camera goes round it.

    Its box keeps its size and its middle, so that nothing jumps: it is as large as the widest view allows.

    Parameters
    ----------
    drawn : Drawn
        With a space, settled for the view from where the last frame is seen.
    turn : float
        Degrees that the camera turns until then.
    """

    def __init__(self, drawn: Drawn, turn: float) -> None:
        assert drawn.space is not None
        self.drawn, self.space = drawn, drawn.space
        ax = self.space.ax
        self.last = Camera(float(ax.elev), float(ax.azim))
        count = max(2, round(min(abs(turn), 360.0) / EVERY) + 1)
        offsets = np.linspace(0.0, np.copysign(min(abs(turn), 360.0), -turn), count)
        self._fit(offsets.tolist())
        self.to(0.0)

    def to(self, offset: float) -> None:
        """See it from so many degrees beside where it is seen from at the end."""
        space = self.space
        self._look(offset)
        camera = Camera(self.last.elevation, self.last.azimuth + offset)
        for light in space.lights:
            light(camera)
        for arrow, places in self.drawn.pointers:
            assert isinstance(arrow, Line2D)
            one, two = space.ax.transData.transform(space.flat(places))
            arrow.set_marker(head_towards(*(two - one)))
        for text, place in self.drawn.anchors:
            assert isinstance(text, Annotation)
            text.xy = tuple(space.flat(np.array([place]))[0])

    def _look(self, offset: float) -> None:
        ax = self.space.ax
        ax.view_init(elev=self.last.elevation, azim=self.last.azimuth + offset)
        ax.M = ax.get_proj()

    def _fit(self, offsets: Sequence[float]) -> None:
        """Find the largest box that has room from everywhere, and how far away names stand."""
        space, ax = self.space, self.space.ax
        place, titles = space.frame, _titles(ax)
        stood = [title.get_transform().transform(title.get_position()) for title in titles]
        most = [5, 5, 5]
        pads: list[list[float]] = []
        for offset in offsets:
            self._look(offset)
            thin(space, most, alone=True)
        for offset in offsets:
            self._look(offset)
            set_labels(space)
            pads.append([axis.labelpad for axis in axes_of(ax)])
        for k, axis in enumerate(axes_of(ax)):
            near = [pad[k] for pad in pads if pad[k] <= FURTHEST]
            axis.labelpad = max(near, default=FURTHEST)
        zoom = _zoom(space)
        for _ in range(3):
            boxes = []
            for offset in offsets:
                self._look(offset)
                boxes.append(extent(space))
            union = Bbox.union(boxes)
            fills = max(union.width / place.width, union.height / place.height)
            # What is written keeps its size: the box shrinks more than the whole.
            zoom /= fills**1.25 if fills > 1 else fills
            ax.set_box_aspect(space.sides, zoom=zoom)  # type: ignore[arg-type]
            at = ax.get_window_extent()
            off = np.add(place.p0, place.p1) - np.add(union.p0, union.p1)
            move(ax, at.translated(*(off / 2)))
        to_axes = ax.transAxes.inverted().transform
        for title, at in zip(titles, stood, strict=True):
            title.set_position(tuple(to_axes(at)))

    def clear(self) -> None:
        """Leave out numbers and names of the axes that touch each other, or words that are shown, from here."""
        space = self.space
        axes = axes_of(space.ax)
        numbers = [text for axis in axes for text in tick_words(axis)]
        names = [axis.label for axis in axes if axis.get_label_text()]
        for text in (*numbers, *names):
            text.set_visible(True)
        figure: Any = space.ax.get_figure(root=True)
        renderer = figure._get_renderer()
        for axis in axes:
            axis.get_tightbbox(renderer)
        taken = []
        for text, _ in self.drawn.anchors:
            if text.get_visible():
                assert isinstance(text, Annotation)
                # Its place has moved; its line there does not count.
                text.update_positions(renderer)
                taken.append(Text.get_window_extent(text, renderer))
        gap = 0.3 * em_of(space)
        for text in (*names, *numbers):
            box = text.get_window_extent(renderer).padded(gap, 0)
            text.set_visible(not any(box.overlaps(other) for other in taken))
            if text.get_visible():
                taken.append(box)


def _titles(ax: Any) -> tuple[Any, ...]:
    return (ax._left_title, ax.title, ax._right_title)


def _zoom(space: Space) -> float:
    """How large the box is drawn now."""
    aspect = np.linalg.norm(space.ax._box_aspect)
    space.ax.set_box_aspect(space.sides, zoom=1)
    one = np.linalg.norm(space.ax._box_aspect)
    zoom = float(aspect / one)
    space.ax.set_box_aspect(space.sides, zoom=zoom)  # type: ignore[arg-type]
    return zoom
