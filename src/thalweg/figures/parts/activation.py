"""Activation functions and their slopes, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Layout
from thalweg.figures.parameters import Real

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

PAIR = Layout("ab", size=(9.0, 4.2))
"""The function on the left, its slope on the right; below each other in a narrow picture."""


def reach(default: float = 4.0) -> Real:
    """How far the figure goes."""
    return Real("reach", default, 2.0, 20.0, "how far z goes to both sides of 0")


@dataclass(frozen=True)
class Curves:
    """Functions of one variable.

    Attributes
    ----------
    z : array, shape (point,)
        Odd in number and symmetric, so that 0 is the middle one.
    names : tuple of str
    values, slopes : arrays, shape (function, point)
        A slope is NaN where the function has a kink.
    """

    z: np.ndarray
    names: tuple[str, ...]
    values: np.ndarray
    slopes: np.ndarray

    @property
    def middle(self) -> int:
        """Index of z = 0."""
        return len(self.z) // 2


def line(reach: float) -> np.ndarray:
    """Values of z from -reach to reach, with 0 among them."""
    z = np.linspace(-reach, reach, 321)
    z[len(z) // 2] = 0.0
    return z


def slopes_match(data: Curves) -> bool:
    """Whether the slopes are those of the values, as differences tell them, away from kinks."""
    step = float(data.z[1] - data.z[0])
    told = (data.values[:, 2:] - data.values[:, :-2]) / (2 * step)
    stated = data.slopes[:, 1:-1]
    # Beside a kink a difference straddles it.
    kink = np.isnan(data.slopes)
    near = kink[:, 2:] | kink[:, 1:-1] | kink[:, :-2]
    return bool(np.all(near | (np.abs(told - stated) < 0.02 * (1 + step))))


def draw_pair(
    panels: Sequence[Panel],
    data: Curves,
    *,
    names: tuple[str, str] = ("f(z)", "f′(z)"),
    tops: tuple[tuple[float, float], tuple[float, float]],
    steps: bool = False,
    alike: bool = False,
) -> None:
    """Draw the functions on the first panel and their slopes on the second.

    Parameters
    ----------
    names : (str, str)
        Of the two vertical axes.
    tops : pair of (float, float)
        Limits of the two vertical axes.
    steps : bool
        Whether the slopes jump at 0, and are not defined there: hollow dots say so.
    alike : bool
        Whether the functions are one and the same above 0, where one line in ink stands for all.
    """
    seen = data.z <= 0 if alike else np.ones(len(data.z), bool)
    for panel, name, limits, curves, title in zip(
        panels, names, tops, (data.values, data.slopes), ("Function", "Slope"), strict=True
    ):
        panel.frame("z", name, (data.z[0], data.z[-1]), limits, title=title)
        panel.cross()
        for look, (label, curve) in enumerate(zip(data.names, curves, strict=True)):
            panel.curve(data.z[seen], curve[seen], look, label)
            for side in (-1, 1) if steps and title == "Slope" else ():
                ink = "ink" if alike and side == 1 else look
                panel.dot(0.0, float(curve[data.middle + side]), ink, hollow=True, shape=0)
        if alike:
            panel.curve(data.z[data.z >= 0], curves[0][data.z >= 0], "ink", "all alike")
