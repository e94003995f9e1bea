"""Smooth activations that dip below 0: how their lowest point is found and marked."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from thalweg.scenes.text import number

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

Function = Callable[[np.ndarray], np.ndarray]


def sigmoid(z: np.ndarray) -> np.ndarray:
    """σ(z), without an overflow at either end."""
    return 0.5 * (1 + np.tanh(0.5 * z))


def normal(z: np.ndarray) -> np.ndarray:
    """Φ(z): how probable it is that a normal number lies below z."""
    found = [0.5 * math.erfc(-v / math.sqrt(2)) for v in z.ravel().tolist()]
    return np.reshape(found, z.shape)


def lowest(value: Function, slope: Function, low: float, high: float) -> tuple[float, float]:
    """Where a function is lowest between two places, and how low: the zero of its slope, halved into.

    Parameters
    ----------
    value, slope : callable
        Of an array.
    low, high : float
        Where the slope is negative, and where it is positive.
    """
    for _ in range(60):
        middle = 0.5 * (low + high)
        if slope(np.array([middle]))[0] < 0:
            low = middle
        else:
            high = middle
    return low, float(value(np.array([low]))[0])


def mark_lowest(panel: Panel, at: Sequence[float], look: int) -> None:
    """A dot at the lowest point, with its height in words."""
    panel.dot(at[0], at[1], look, f"{number(at[1])} at z = {number(at[0])}")
