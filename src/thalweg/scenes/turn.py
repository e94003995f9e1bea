"""How a 3-D picture is turned, so that what matters in it is seen."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from thalweg.scenes.relief import Relief

AZIMUTHS = tuple(range(-165, 180, 15))
AVOIDED = (0, 15, 45, 75)
"""Along an axis two edges of the box lie on each other; from a corner it looks flat, and both axes' numbers meet."""

ELEVATIONS = (30.0, 38.0, 46.0)
USUAL = -60.0
"""The usual azimuth: the first axis runs to the right, the second one away from the reader."""


ASLANT = 0.38
"""How far a model's surface is turned to the reader: 0 is seen as a line, 1 from straight above it."""


@dataclass(frozen=True)
class Camera:
    """Where a 3-D picture is seen from: angles in degrees, as matplotlib has them."""

    elevation: float
    azimuth: float

    def direction(self, sides: tuple[float, float, float]) -> np.ndarray:
        """The direction to the eye in fractions of a box with these sides, homogeneous, shape (4,)."""
        up, round_ = math.radians(self.elevation), math.radians(self.azimuth)
        along = (math.cos(up) * math.cos(round_), math.cos(up) * math.sin(round_), math.sin(up))
        return np.array([*(a / side for a, side in zip(along, sides, strict=True)), 0.0])


def turn(
    relief: Relief, points: np.ndarray, marks: np.ndarray, sides: tuple[float, float, float]
) -> Camera:
    """Choose the view that hides least of the paths, and looks into the valley from its open side.

    Parameters
    ----------
    relief : Relief
    points : array, shape (point, 3)
        Along the paths, a little above the surface, in fractions of the box.
    marks : array, shape (mark, 3)
        Starts, ends and minima: together they count as much as the paths.
    sides : (float, float, float)
        Lengths of the box's sides.
    """
    thinned = relief
    every = [max(1, (n - 1) // 36) for n in relief.height.shape]
    if max(every) > 1:
        thinned = Relief(
            relief.u[:: every[1]], relief.v[:: every[0]], relief.height[:: every[0], :: every[1]]
        )
    u, v = np.meshgrid(np.linspace(0.02, 0.98, 15), np.linspace(0.02, 0.98, 15))
    ground = np.stack([u, v, thinned.at(u, v) + 0.01], axis=-1).reshape(-1, 3)
    ground = ground[np.isfinite(ground).all(axis=1)]
    points = points[np.isfinite(points).all(axis=1)]
    points = points[:: max(1, len(points) // 150)]
    marks = marks[:: max(1, len(marks) // 60)]
    if len(marks):
        points = np.concatenate([points, np.tile(marks, (max(1, len(points) // len(marks)), 1))])
    best: tuple[float, Camera] | None = None
    for elevation in ELEVATIONS:
        for azimuth in AZIMUTHS:
            if azimuth % 90 in AVOIDED:
                continue
            camera = Camera(elevation, float(azimuth))
            cost = _cost(thinned, ground, points, camera, sides)
            if best is None or cost < best[0] - 1e-9:
                best = (cost, camera)
    assert best is not None
    return best[1]


def turn_aslant(relief: Relief, sides: tuple[float, float, float]) -> Camera:
    """Choose the view that looks along a model's surface, a little from above: points beside it stand off it."""
    du, dv = np.gradient(relief.height, relief.v, relief.u)[::-1]
    normals = np.stack(
        [-du * sides[2] / sides[0], -dv * sides[2] / sides[1], np.ones_like(du)], axis=-1
    ).reshape(-1, 3)
    normals = normals[np.isfinite(normals).all(axis=1)]
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    best: tuple[float, Camera] | None = None
    for elevation in (14.0, 20.0, 28.0):
        for azimuth in AZIMUTHS:
            if azimuth % 90 in AVOIDED:
                continue
            camera = Camera(elevation, float(azimuth))
            facing = normals @ camera.direction((1.0, 1.0, 1.0))[:3]
            away = abs((azimuth - USUAL + 180) % 360 - 180) / 180
            cost = float(np.mean(facing < 0.1)) + 0.12 * away + 0.01 * abs(elevation - 20)
            cost += 1.5 * abs(float(facing.mean()) - ASLANT) if len(facing) else 0.0
            if best is None or cost < best[0] - 1e-9:
                best = (cost, camera)
    assert best is not None
    return best[1]


def _cost(
    relief: Relief,
    ground: np.ndarray,
    points: np.ndarray,
    camera: Camera,
    sides: tuple[float, float, float],
) -> float:
    eye = camera.direction(sides)
    hidden = relief.hides(np.concatenate([points, ground]), eye)
    cost = 0.6 * float(hidden[len(points) :].mean()) if len(ground) else 0.0
    if len(points):
        cost += 2.5 * float(hidden[: len(points)].mean())
    if len(ground):
        # What is near should be low: a look over a valley's rim shows less than one along it.
        near = (ground[:, :2] - 0.5) @ (eye[:2] / np.hypot(*eye[:2]))
        low, high = ground[near > 0.2, 2], ground[near < -0.2, 2]
        if len(low) and len(high):
            cost += 0.5 * float(low.mean() - high.mean())
    away = abs((camera.azimuth - USUAL + 180) % 360 - 180) / 180
    # Where nothing else decides, the axes run as everyone expects them.
    return cost + 0.12 * away + 0.03 * ELEVATIONS.index(camera.elevation)
