"""Lines, circles and tilted boxes: the plane geometry that a layout needs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle, turned about its centre.

    Attributes
    ----------
    x, y : float
        Its centre.
    width, height : float
    angle : float
        In radians, counter-clockwise.
    """

    x: float
    y: float
    width: float
    height: float
    angle: float = 0.0

    @property
    def corners(self) -> np.ndarray:
        """Shape (4, 2)."""
        half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (self.width / 2, self.height / 2)
        return half @ _turn(self.angle).T + (self.x, self.y)

    def within(self, points: np.ndarray) -> np.ndarray:
        """Points (..., 2) in the box's own frame, its centre at the origin."""
        return (points - (self.x, self.y)) @ _turn(self.angle)

    def padded(self, by: float) -> Box:
        """The box, larger on every side."""
        return Box(self.x, self.y, self.width + 2 * by, self.height + 2 * by, self.angle)


def _turn(angle: float) -> np.ndarray:
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge: no line separates them."""
    for first, second in ((one, other), (other, one)):
        inside = first.within(second.corners)
        half = np.array([first.width / 2, first.height / 2])
        if np.any(inside.min(axis=0) >= half) or np.any(inside.max(axis=0) <= -half):
            return False
    return True


def crosses(box: Box, starts: np.ndarray, ends: np.ndarray) -> bool:
    """Whether any of some segments, shapes (segment, 2), passes through a box."""
    if not len(starts):
        return False
    a, b = box.within(starts), box.within(ends)
    half = np.array([box.width / 2, box.height / 2])
    step = b - a
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (-half - a) / step, (half - a) / step
    # A segment along a side never enters or leaves between the two lines: it is inside always or never.
    outside = (step == 0) & (np.abs(a) >= half)
    enter = np.where(step == 0, -np.inf, np.minimum(low, high)).max(axis=1)
    leave = np.where(step == 0, np.inf, np.maximum(low, high)).min(axis=1)
    hit = (np.maximum(enter, 0.0) < np.minimum(leave, 1.0)) & ~outside.any(axis=1)
    return bool(hit.any())


def touches(box: Box, centres: np.ndarray, radii: np.ndarray) -> bool:
    """Whether any of some circles, shapes (circle, 2) and (circle,), overlaps a box."""
    if not len(centres):
        return False
    away = np.maximum(np.abs(box.within(centres)) - (box.width / 2, box.height / 2), 0.0)
    return bool(np.any(np.hypot(away[:, 0], away[:, 1]) < radii))


def smooth(points: np.ndarray, pieces: int = 12) -> np.ndarray:
    """A smooth line through points, shape (point, 2), that runs level through the inner ones."""
    steps = np.diff(points, axis=0)
    level = np.stack([steps[:, 0] / 2, np.zeros(len(steps))], axis=-1)
    leave, arrive = level.copy(), level.copy()
    leave[0], arrive[-1] = steps[0] / 3, steps[-1] / 3
    t = np.linspace(0, 1, pieces + 1)[1:, None]
    curves = [
        _cubic(points[k], points[k] + leave[k], points[k + 1] - arrive[k], points[k + 1], t)
        for k in range(len(steps))
    ]
    return np.concatenate([points[:1], *curves])


def bowed(start: np.ndarray, end: np.ndarray, bend: float, pieces: int = 24) -> np.ndarray:
    """A line from point to point that bows out to its left by a fraction of its length."""
    along = end - start
    # The middle of such a curve lies three quarters of the way to its control points.
    aside = np.array([-along[1], along[0]]) * bend * 4 / 3
    t = np.linspace(0, 1, pieces + 1)[:, None]
    return _cubic(start, start + along / 4 + aside, end - along / 4 + aside, end, t)


def loop(centre: np.ndarray, radius: float, pieces: int = 40) -> np.ndarray:
    """A loop from a circle to itself, above it: it leaves to the right and comes back on the left."""
    middle = np.add(centre, (0.0, 1.55 * radius))
    turn = np.linspace(-0.5 * math.pi, 1.5 * math.pi, pieces + 1)
    return middle + 0.85 * radius * np.stack([np.cos(turn), np.sin(turn)], axis=-1)


def _cubic(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray, t: np.ndarray) -> np.ndarray:
    return (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d


def clipped(
    points: np.ndarray, start: tuple[np.ndarray, float], end: tuple[np.ndarray, float]
) -> np.ndarray:
    """The part of a line from one circle's border to another's; a circle is its centre and radius."""
    return _from_border(_from_border(points, *start)[::-1], *end)[::-1]


def _from_border(points: np.ndarray, centre: np.ndarray, radius: float) -> np.ndarray:
    """The line from where it first leaves a circle for good."""
    away = np.hypot(*(points - centre).T)
    inside = np.flatnonzero(away < radius)
    # A loop comes back: only the part before its middle counts as its beginning.
    inside = inside[inside < len(points) / 2]
    if not len(inside):
        return points
    last = int(inside[-1])
    a, b = points[last], points[last + 1]
    step, off = b - a, a - centre
    # |off + s·step| = radius, the positive root.
    p, q, r = float(step @ step), float(off @ step), float(off @ off) - radius**2
    s = (-q + math.sqrt(max(q * q - p * r, 0.0))) / p
    return np.concatenate([(a + s * step)[None], points[last + 1 :]])


def along(points: np.ndarray, fraction: float) -> tuple[np.ndarray, float]:
    """Point of a line at a fraction of its length, and the direction there in radians."""
    steps = np.diff(points, axis=0)
    length = np.hypot(steps[:, 0], steps[:, 1])
    wanted = fraction * float(length.sum())
    before = np.concatenate([[0.0], np.cumsum(length)])
    k = min(int(np.searchsorted(before, wanted, side="right")) - 1, len(steps) - 1)
    part = (wanted - before[k]) / length[k]
    return points[k] + part * steps[k], math.atan2(steps[k, 1], steps[k, 0])


def length_of(points: np.ndarray) -> float:
    """Length of a line."""
    steps = np.diff(points, axis=0)
    return float(np.hypot(steps[:, 0], steps[:, 1]).sum())
