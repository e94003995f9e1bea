"""Where minus the gradient of f(w) = w₁² + κw₂² points, and where the minimum is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from thalweg.figures.parts.descent import quadratic
from thalweg.figures.parts.valley import between
from thalweg.scenes.text import apart, number


@dataclass(frozen=True)
class Field:
    """Directions at places that lie around the minimum, all equally far away.

    Attributes
    ----------
    ratio : float
        Of the two curvatures, κ.
    turn : array, shape (place,)
        Where a place lies as seen from the minimum, in degrees from the axis of w₁.
    at, down, home : arrays, shape (place, 2)
        The places; minus the gradient there and the direction to the minimum, both of length 1.
    """

    ratio: float
    turn: np.ndarray
    at: np.ndarray
    down: np.ndarray
    home: np.ndarray

    @property
    def angle(self) -> np.ndarray:
        """Between the two directions, in degrees, shape (place,); 0 where only the differences' error is left."""
        found = between(self.down, self.home)
        return np.where(found < 1e-6, 0.0, found)


def field(ratio: float, far: float, turn: np.ndarray) -> Field:
    """Directions at a distance from the minimum, with gradients from differences.

    A wrong formula of the gradient could make wrong claims true.
    """
    f, _ = quadratic((2.0, 2.0 * ratio))
    way = np.stack([np.cos(np.radians(turn)), np.sin(np.radians(turn))], axis=-1)
    at, step = far * way, 1e-5 * np.eye(2)
    down = -np.stack([f(at + one) - f(at - one) for one in step], axis=-1)
    return Field(ratio, turn, at, down / np.linalg.norm(down, axis=-1, keepdims=True), -way)


def missed(angle: float) -> str:
    """What minus the gradient does, in words, given the largest angle."""
    if angle == 0:
        return "−gradient points at the minimum everywhere"
    return f"−gradient misses the minimum by up to {number(angle)}°"


def factor(ratio: float, write: Callable[[float, int], str] = number, sign: str = "") -> str:
    """κ before w₂², with its sign of multiplication; nothing where it is 1."""
    return "" if ratio == 1 else apart((ratio, 1.0), write=write)[0] + sign


def worst(ratio: float) -> tuple[float, float]:
    """Where the two directions differ most, in degrees from the axis of w₁, and by how many degrees.

    There w₁ = √κ·w₂, and the tangent of the angle is (κ − 1) / 2√κ.
    """
    root = np.sqrt(ratio)
    where, angle = np.arctan(1 / root), np.arctan((ratio - 1) / (2 * root))
    return float(np.degrees(where)), float(np.degrees(angle))
