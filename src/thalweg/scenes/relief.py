"""A surface in a box of unit sides: its height anywhere, and what it hides from an eye."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

APART = 0.012
"""Distance between the places at which a line over a surface is looked at, as a fraction of the box."""

STEPS = 72
"""Places along a line of sight where the surface is looked up."""


@dataclass(frozen=True, eq=False)
class Relief:
    """Heights over a grid, all in fractions of a box.

    Attributes
    ----------
    u, v : arrays, shapes (nx,) and (ny,)
        Where the grid's lines stand, rising from 0 to 1.
    height : array, shape (ny, nx)
        NaN where there is no surface.
    """

    u: np.ndarray
    v: np.ndarray
    height: np.ndarray

    def at(self, u: np.ndarray, v: np.ndarray) -> np.ndarray:
        """The surface's height at places in the box, linear within a cell; NaN over a hole."""
        ny, nx = self.height.shape
        x = np.interp(u, self.u, np.arange(nx))
        y = np.interp(v, self.v, np.arange(ny))
        i = np.minimum(x.astype(int), nx - 2)
        j = np.minimum(y.astype(int), ny - 2)
        x -= i
        y -= j
        flat, corner = self.height.ravel(), j * nx + i
        near = flat[corner] * (1 - x) + flat[corner + 1] * x
        far = flat[corner + nx] * (1 - x) + flat[corner + nx + 1] * x
        return near * (1 - y) + far * y

    def hides(self, points: np.ndarray, eye: np.ndarray) -> np.ndarray:
        """Whether the surface stands between points and an eye, shape (point,).

        Parameters
        ----------
        points : array, shape (point, 3)
            In fractions of the box; NaN is never hidden.
        eye : array, shape (4,)
            Homogeneous: a place, or a direction where the last number is 0.
        """
        hidden = np.zeros(len(points), dtype=bool)
        known = np.flatnonzero(np.isfinite(points).all(axis=1))
        if not len(known):
            return hidden
        start = points[known]
        sight = eye[:3] - eye[3] * start
        with np.errstate(divide="ignore", invalid="ignore"):
            # How far it is to the sides of the box; above and beside it nothing hides anything.
            room = np.where(sight > 0, (1 - start) / sight, -start / sight)
        room[:, 2] = np.where(sight[:, 2] > 0, room[:, 2], np.inf)
        reach = np.clip(np.nanmin(np.where(sight != 0, room, np.inf), axis=1), 0, 1e9)
        # Closer together near the point, where a slope may hide it from one cell away.
        part = np.linspace(0.04, 1.0, STEPS) ** 1.5
        u, v, h = (start[:, k, None] + sight[:, k, None] * reach[:, None] * part for k in range(3))
        # A comparison with NaN is false: a hole hides nothing.
        hidden[known] = (self.at(u, v) > h + 1e-9).any(axis=1)
        return hidden


def lines_over(
    relief: Relief, points: np.ndarray, height: np.ndarray, *, drape: bool
) -> np.ndarray:
    """A line from point to point, shape (n, 3): the first that `pieces_over` returns."""
    return pieces_over(relief, points, height, drape=drape)[0]


def pieces_over(
    relief: Relief, points: np.ndarray, height: np.ndarray, *, drape: bool
) -> tuple[np.ndarray, np.ndarray]:
    """A line from point to point that never goes below the surface, and of what pieces it is made.

    It is straight where there is air below it, and lies on the surface where a hill stands in its way. What lies
    outside the box is left out.

    Parameters
    ----------
    points : array, shape (point, 2)
        In fractions of the box; they may lie outside.
    height : array, shape (point,)
        Of the points inside, as a fraction.
    drape : bool
        Whether the points lie on this surface. If not, the line is straight wherever it goes.

    Returns
    -------
    line : array, shape (n, 3)
        With NaN between its pieces.
    reached : int array, shape (n,)
        Ascending: the number of the point to which the line has come by then.
    """
    # Differences of huge coordinates must stay finite.
    points = np.clip(points, -1e12, 1e12)
    first, last = _clipped(points)
    start, end = points[:-1], points[1:]
    seen = first < last
    if not seen.any():
        return np.zeros((0, 3)), np.zeros(0, dtype=int)
    pieces = np.flatnonzero(seen)
    start, delta = start[pieces], (end - start)[pieces]
    low, high = first[pieces], last[pieces]
    ends = np.clip(start + delta * low[:, None], 0, 1), np.clip(start + delta * high[:, None], 0, 1)
    heights = []
    for place, cut, index in ((ends[0], low > 0, pieces), (ends[1], high < 1, pieces + 1)):
        own = height[index]
        ground = relief.at(place[:, 0], place[:, 1])
        # At the edge of the view only the surface's height is known.
        at_edge = np.where(np.isfinite(ground), ground, np.clip(np.nan_to_num(own, nan=1.0), 0, 1))
        value = np.where(cut, at_edge if drape else np.clip(own, 0, 1), own)
        heights.append(np.fmax(value, ground) if drape else value)
    length = np.hypot(*(ends[1] - ends[0]).T)
    count = np.clip(np.ceil(length / APART), 1, 150).astype(int)
    # A piece of n steps has n + 1 places, and a gap where the next piece does not start at its end.
    joined = np.append((pieces[1:] == pieces[:-1] + 1) & (low[1:] == 0) & (high[:-1] == 1), False)
    which = np.repeat(np.arange(len(pieces)), count + 2)
    within = np.arange(len(which)) - np.repeat(np.cumsum(count + 2) - (count + 2), count + 2)
    part = within / count[which]
    place = ends[0][which] + (ends[1] - ends[0])[which] * part[:, None]
    z = heights[0][which] + (heights[1] - heights[0])[which] * part
    if drape:
        z = np.fmax(z, relief.at(place[:, 0], place[:, 1]))
    line = np.column_stack([place, z])
    line[within > count[which]] = np.nan
    # Where two pieces meet, the point stands once; after the last one comes no gap.
    kept = np.flatnonzero(~((within >= count[which]) & joined[which]))[:-1]
    return line[kept], pieces[which[kept]] + (within[kept] > 0)


def _clipped(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """From and up to which fraction each piece lies in the unit square; nowhere where the first is not smaller."""
    start, delta = points[:-1], np.diff(points, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        zero, one = -start / delta, (1 - start) / delta
    still = delta == 0
    outside = (still & ((start < 0) | (start > 1))).any(axis=1)
    enter = np.where(still, 0.0, np.minimum(zero, one)).max(axis=1)
    leave = np.where(still, 1.0, np.maximum(zero, one)).min(axis=1)
    enter, leave = np.clip(enter, 0, 1), np.clip(leave, 0, 1)
    # A step that goes nowhere still is a point.
    return enter, np.where(outside, -1.0, leave)
