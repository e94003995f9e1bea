"""Valleys v₁² + κ·v₂²: a descent on one of them, as a surface and from above, and where its gradient points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.parts.descent import descend, quadratic

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

STYLES = ("smooth", "checkerboard")
ARROW = 0.16


@dataclass(frozen=True)
class Valley:
    """A descent in a valley.

    Attributes
    ----------
    ratio : float
        Of the two curvatures, κ.
    x, y : arrays, shape (n,)
        The grid.
    ground : array, shape (n, n)
        Costs over the grid.
    path : array, shape (step, 2)
    cost : array, shape (step,)
    lr : float
    at, down : arrays, shape (arrow, 2)
        Places all over the valley, and the direction of minus the gradient there, as long as an arrow is drawn.
    style : str
        Of the surface.
    """

    ratio: float
    x: np.ndarray
    y: np.ndarray
    ground: np.ndarray
    path: np.ndarray
    cost: np.ndarray
    lr: float
    at: np.ndarray
    down: np.ndarray
    style: str

    @property
    def astray(self) -> float:
        """The largest angle between an arrow and the direction to the minimum, in degrees."""
        return float(between(self.down, -self.at).max())

    @property
    def flips(self) -> np.ndarray:
        """How often each coordinate of the path changes its sign, shape (2,)."""
        signs = np.sign(self.path)
        return (signs[1:] * signs[:-1] < 0).sum(axis=0)

    @property
    def detour(self) -> float:
        """Length of the path as a multiple of the straight way from its start to its end."""
        straight = float(np.linalg.norm(self.path[-1] - self.path[0]))
        walked = float(np.linalg.norm(np.diff(self.path, axis=0), axis=1).sum())
        return walked / straight if straight > 0 else 1.0


def between(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Angles between vectors of shape (..., 2), in degrees."""
    across = one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0]
    return np.degrees(np.arctan2(np.abs(across), (one * other).sum(axis=-1)))


def ground_of(ratio: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The square from -1 to 1 as a grid, and the costs over it."""
    f, _ = quadratic((2.0, 2.0 * ratio))
    side = np.linspace(-1, 1, 81)
    return side, side, f(np.stack(np.meshgrid(side, side), axis=-1))


def valley(ratio: float, start: Sequence[float], lr: float, steps: int, style: str) -> Valley:
    """Descend in a valley."""
    f, gradient = quadratic((2.0, 2.0 * ratio))
    path = descend(gradient, start, lr, steps)
    x, y, ground = ground_of(ratio)
    side = np.linspace(-0.875, 0.875, 8)
    at = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    down = -gradient(at)
    down *= ARROW / np.linalg.norm(down, axis=-1, keepdims=True)
    return Valley(ratio, x, y, ground, path, f(path), lr, at, down, style)


def draw_valley(
    panels: Sequence[Panel], data: Valley, levels: Sequence[float], turned: tuple[float, float]
) -> None:
    """The surface, seen from an elevation and an azimuth, and the same from above."""
    from thalweg.figures.parts.surface import draw_surface
    from thalweg.render.arrows import arrow_entry, draw_arrows
    from thalweg.scenes.arrows import Arrows
    from thalweg.scenes.turn import Camera

    deep, flat = panels
    top = float(data.ground.max())
    surface = draw_surface(
        deep,
        (data.x, data.y, data.ground),
        ("v₁", "v₂", "C"),
        levels=levels,
        height=(0.0, top),
        ticks=((-1, 0, 1), (-1, 0, 1), (0, top)),
        camera=Camera(*turned),
        style=data.style,
    )
    surface.minima([(0.0, 0.0)])
    # The fields of the checkerboard are as blue as a first path.
    look = 1 if data.style == "checkerboard" else 0
    surface.path(data.path, look)
    flat.frame("v₁", "v₂", (-1, 1), (-1, 1), equal=True, full=True, title="From above")
    flat.bands(data.x, data.y, data.ground, levels)
    draw_arrows(flat.drawn, Arrows(data.at, data.down), flat.style)
    flat.entry("−gradient, its direction only", arrow_entry(flat.style))
    flat.minima([(0.0, 0.0)])
    flat.path(data.path, look, "gradient descent")
