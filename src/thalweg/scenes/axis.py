"""The axes of a panel: label, limits, scale."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

FACTOR = 20
"""Positive values that span more than this factor stand on a log axis."""


@dataclass(frozen=True)
class Axis:
    """One axis of a panel.

    Attributes
    ----------
    label : str
    limits : (float, float)
        In data units.
    log : bool
        Whether equal factors have equal lengths.
    names : tuple of (float, str)
        Places with a name instead of a number (the classes of a target).
    whole : bool
        Whether only whole numbers have a meaning.
    """

    label: str
    limits: tuple[float, float]
    log: bool = False
    names: tuple[tuple[float, str], ...] = ()
    whole: bool = False


def limits(values: np.ndarray, margin: float = 0.05) -> tuple[float, float]:
    """Limits around all finite values, with a margin on both sides."""
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return (0.0, 1.0)
    low, high = float(finite.min()), float(finite.max())
    if high - low <= 1e-12 * max(abs(low), abs(high), 1e-300):
        # A constant still needs an axis.
        half = 0.5 * abs(low) if low else 1.0
        return (low - half, high + half)
    reach = margin * (high - low)
    return (low - reach, high + reach)


def log_limits(values: np.ndarray, margin: float = 0.05) -> tuple[float, float]:
    """Limits around all finite positive values, with a margin in decades on both sides."""
    # Float64 ends at 1e308 and loses its digits below 1e-307: what lies beyond cannot be drawn.
    logs = np.log10(np.clip(values[np.isfinite(values) & (values > 0)], 1e-300, 1e300))
    low, high = limits(logs, margin)
    return (math.pow(10, max(low, -300)), math.pow(10, min(high, 300)))
