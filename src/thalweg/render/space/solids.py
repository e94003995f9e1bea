"""Surfaces in 3-D axes: an opaque one in light and shadow, and a translucent one."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.colors import to_rgb
from mpl_toolkits.mplot3d.art3d import Poly3DCollection

from thalweg.render.space.axes import Space
from thalweg.render.style import Style
from thalweg.scenes.turn import Camera

GROUND, SHEET = 1.0, 2.0
"""Heights (zorder) of opaque and of translucent surfaces."""

TONES, SHADE = 48, 0.42
"""Colours of a surface, and how much of their range light and shadow take. An image of few colours is a small file."""


def lit(normals: np.ndarray, camera: Camera) -> np.ndarray:
    """How much brighter than level ground faces are, in a light that comes over the reader's left shoulder.

    Parameters
    ----------
    normals : array, shape (face, 3)
        In the box's own lengths.
    """
    up, round_ = math.radians(52), math.radians(camera.azimuth - 55)
    light = np.array(
        [math.cos(up) * math.cos(round_), math.cos(up) * math.sin(round_), math.sin(up)]
    )
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    return np.clip((normals / np.where(length > 0, length, 1)) @ light, 0, 1) - light[2]


def tones(style: Style) -> np.ndarray:
    """Colours of a surface from the brightest to the darkest, shape (TONES, 3): the ramp, and as much again."""
    ramp = np.array([colour[:3] for colour in style.ramp(6)])
    if ramp[0].mean() < ramp[-1].mean():
        ramp = ramp[::-1]
    # Beyond the ramp's own end, for shadows.
    ends = np.stack([ramp[0], ramp[-1], np.clip(ramp[-1] + 1.1 * (ramp[-1] - ramp[0]), 0.02, 1)])
    every = np.concatenate([ramp[:-1], ends[1:]])
    at = np.concatenate([np.linspace(0, 0.5, len(ramp)), [1.0]])
    return np.column_stack([np.interp(np.linspace(0, 1, TONES), at, every[:, k]) for k in range(3)])


def draw_ground(
    space: Space,
    x: np.ndarray,
    y: np.ndarray,
    z: np.ndarray,
    camera: Camera,
) -> Poly3DCollection:
    """Draw an opaque, shaded surface over a grid; cells with a NaN corner are holes.

    Parameters
    ----------
    x, y, z : arrays, shapes (nx,), (ny,) and (ny, nx)
        In data units.
    """
    faces, normals = _faces(space, x, y, z)
    faces, normals = _cut(faces, normals, space.box[1, 2])
    height = space.fractions(faces.reshape(-1, 3))[:, 2].reshape(len(faces), -1).mean(axis=1)
    scale = tones(space.style)
    height = np.clip(height, 0, 1)
    dark = np.mean(to_rgb(space.style.theme.paper)) < 0.5
    # On a dark ground the lowest is the darkest, and still lighter than the ground.
    base = 0.05 + 0.3 * (1 - height) if dark else 0.08 + 0.42 * height

    def shaded(seen: Camera) -> np.ndarray:
        tone = base - (0.5 if dark else 1.0) * SHADE * lit(normals, seen)
        index = np.clip(np.round(tone * (TONES - 1)), 0, TONES - 1).astype(int)
        return np.column_stack([scale[index], np.ones(len(index))])

    def light(seen: Camera) -> None:
        again = shaded(seen)
        found.set_facecolor(again)
        found.set_edgecolor(again)

    colours = shaded(camera)
    found = Poly3DCollection(
        faces,
        facecolors=colours,
        # Between smoothed edges that only touch, the ground would shine through.
        edgecolors=colours,
        linewidths=0.3,
        rasterized=True,
        zorder=GROUND,
        zsort="average",
    )
    found.set_in_layout(False)
    found.set_clip_on(False)
    space.ax.add_collection(found, autolim=False)
    space.lights.append(light)
    return found


def draw_sheet(
    space: Space, x: np.ndarray, y: np.ndarray, z: np.ndarray, **settings: Any
) -> Poly3DCollection:
    """Draw a translucent surface over a grid, through which everything behind it is seen.

    Parameters
    ----------
    x, y, z : arrays, shapes (nx,), (ny,) and (ny, nx)
        In data units; cells with a NaN corner are holes.
    **settings
        As for matplotlib's `Poly3DCollection`.
    """
    faces, normals = _faces(space, x, y, z)
    faces, _ = _cut(faces, normals, space.box[1, 2])
    # What lies below the box is cut off in the same way, upside down.
    faces, _ = _cut(faces * (1, 1, -1), faces[:, 0], -space.box[0, 2])
    faces = faces * (1, 1, -1)
    found = Poly3DCollection(faces, **({"zorder": SHEET, "linewidths": 0} | settings))
    found.set_in_layout(False)
    found.set_clip_on(False)
    space.ax.add_collection(found, autolim=False)
    return found


def _faces(
    space: Space, x: np.ndarray, y: np.ndarray, z: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The cells without a hole, shape (face, 4, 3), as matplotlib takes them, and their normals."""
    wide, deep = np.meshgrid(x, y)
    corners = space.place(np.stack([wide, deep, z], axis=-1).reshape(-1, 3))
    grid = corners.reshape(*z.shape, 3)
    faces = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]], axis=2)
    faces = faces.reshape(-1, 4, 3)
    faces = faces[np.isfinite(faces).all(axis=(1, 2))]
    real = faces * (np.array(space.sides) / np.diff(space.box, axis=0)[0])
    return faces, np.cross(real[:, 2] - real[:, 0], real[:, 3] - real[:, 1])


def _cut(faces: np.ndarray, normals: np.ndarray, top: float) -> tuple[np.ndarray, np.ndarray]:
    """Cut faces off at a height: those above it are left out, and the rim is level."""
    high = faces[:, :, 2] > top + 1e-12 * abs(top)
    if not high.any():
        return faces, normals
    # A quadrangle without two opposite corners has six; all others have their last corner several times.
    found = np.concatenate([faces, faces[:, -1:], faces[:, -1:]], axis=1)
    for k in np.flatnonzero(high.any(axis=1) & ~high.all(axis=1)).tolist():
        corners: list[np.ndarray] = []
        for one, two in zip(faces[k], np.roll(faces[k], -1, axis=0), strict=True):
            if one[2] <= top:
                corners.append(one)
            if (one[2] <= top) != (two[2] <= top):
                corners.append(one + (two - one) * (top - one[2]) / (two[2] - one[2]))
        found[k] = [*corners, *[corners[-1]] * (found.shape[1] - len(corners))]
    return found[~high.all(axis=1)], normals[~high.all(axis=1)]
