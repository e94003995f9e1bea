"""Words beside arrows: along them, never over an arrow, a node or other words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from thalweg.render.nodes.geometry import Box, along, crosses, overlap, touches
from thalweg.render.nodes.graph import Edge

PLACES = (0.42, 0.5, 0.34, 0.58, 0.27, 0.66, 0.2, 0.74, 0.14, 0.82)
"""Where along an arrow words are tried, best first."""

GAP = 0.22
"""Between words and their arrow, in em."""

MOSTLY = 0.7
"""Part of the arrows between two layers that have to find room for their words, else none of them has any."""

MOST = 48
"""More arrows than this have no words: nobody could tell which word belongs to which."""


class _Arrow(Protocol):
    @property
    def edge(self) -> Edge: ...

    @property
    def points(self) -> np.ndarray: ...


class _Circle(Protocol):
    @property
    def x(self) -> float: ...

    @property
    def y(self) -> float: ...

    @property
    def radius(self) -> float: ...


Found = tuple[Edge, str, Box]


def place_texts(
    groups: Sequence[Sequence[_Arrow]],
    circles: Sequence[_Circle],
    blocked: Sequence[Box],
    area: tuple[float, float],
    measure: Callable[[str, float], tuple[float, float]],
    size: float,
) -> tuple[list[Found], int]:
    """Find places for the words of arrows.

    All words of a group (the arrows between two layers) stand at the same part of their arrows if they can, in the
    longest wording that fits; else each finds its own place, the arrows with large weights first.

    Returns
    -------
    list of (Edge, str, Box)
    int
        How many arrows found no place for their words.
    """
    arrows = [arrow for group in groups for arrow in group]
    wanted = [[arrow for arrow in group if arrow.edge.texts] for group in groups]
    total = sum(len(group) for group in wanted)
    if not total or total > MOST:
        return [], total
    room = _Room(arrows, circles, blocked, area)
    found: list[Found] = []
    for group in wanted:
        found += _group(room, group, found, measure, size)
    return found, total - len(found)


def _group(
    room: _Room,
    arrows: Sequence[_Arrow],
    before: Sequence[Found],
    measure: Callable[[str, float], tuple[float, float]],
    size: float,
) -> list[Found]:
    taken = [box for _, _, box in before]
    wordings = max((len(arrow.edge.texts) for arrow in arrows), default=0)
    best: list[Found] = []
    for wording in range(wordings):
        texts = [arrow.edge.texts[min(wording, len(arrow.edge.texts) - 1)] for arrow in arrows]
        free = [
            room.free(arrow, measure(text, size), taken)
            for arrow, text in zip(arrows, texts, strict=True)
        ]
        # All at one part of their arrows; else each where there is room: those with the fewest places first, and
        # of these those with large weights.
        order = sorted(
            range(len(arrows)), key=lambda k: (len(free[k]), -abs(arrows[k].edge.weight or 0.0))
        )
        for ways in (*((place,) for place in PLACES), PLACES):
            found: list[Found] = []
            for k in order:
                boxes = (box for place, box in free[k] if place in ways)
                box = next(
                    (b for b in boxes if not any(overlap(b, other) for _, _, other in found)), None
                )
                if box is not None:
                    found.append((arrows[k].edge, texts[k], box))
                elif len(ways) == 1:
                    break
            if len(found) == len(arrows):
                return found
            best = max(best, found, key=len)
    # A few of many say nothing about the others.
    return best if len(best) >= MOSTLY * len(arrows) else []


class _Room:
    """What is taken."""

    def __init__(
        self,
        arrows: Sequence[_Arrow],
        circles: Sequence[_Circle],
        blocked: Sequence[Box],
        area: tuple[float, float],
    ) -> None:
        self.starts = np.concatenate([arrow.points[:-1] for arrow in arrows])
        self.ends = np.concatenate([arrow.points[1:] for arrow in arrows])
        self.centres = np.array([(c.x, c.y) for c in circles])
        self.radii = np.array([c.radius + 0.1 for c in circles])
        self.blocked, self.area = blocked, area

    def free(
        self, arrow: _Arrow, size: tuple[float, float], taken: Sequence[Box]
    ) -> list[tuple[float, Box]]:
        """The places along an arrow, and the boxes there, that words of a size may have; best first."""
        found = []
        for place in PLACES:
            point, angle = along(arrow.points, place)
            # Words are read from left to right, whichever way the arrow points.
            angle = (angle + math.pi / 2) % math.pi - math.pi / 2
            across = np.array([-math.sin(angle), math.cos(angle)])
            for side in (1, -1):
                x, y = point + side * (GAP + size[1] / 2) * across
                box = Box(float(x), float(y), *size, angle)
                if self._is_free(box, taken):
                    found.append((place, box))
        return found

    def _is_free(self, box: Box, taken: Sequence[Box]) -> bool:
        low, high = box.corners.min(axis=0), box.corners.max(axis=0)
        if np.any(low < 0) or np.any(high > self.area):
            return False
        wide = box.padded(0.08)
        return not (
            crosses(wide, self.starts, self.ends)
            or touches(wide, self.centres, self.radii)
            or any(overlap(wide, other) for other in (*self.blocked, *taken))
        )
