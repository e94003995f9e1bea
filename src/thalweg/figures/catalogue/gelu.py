"""The Gaussian error linear unit, exact and in its usual approximation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parts.activation import Curves, draw_pair, line, reach, slopes_match
from thalweg.figures.parts.gated import lowest, mark_lowest, normal
from thalweg.scenes.text import number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

CUBIC = 0.044715
"""Hendrycks and Gimpel 2016, Gaussian Error Linear Units, arXiv:1606.08415, section 2."""


@dataclass(frozen=True)
class Data:
    """GELU and ReLU; what the approximation adds to GELU, shape (point,); GELU's lowest point, (z, value).

    `most` is the largest error of all z, (z, size); it is the same at −z.
    """

    curves: Curves
    error: np.ndarray
    most: tuple[float, float]
    lowest: tuple[float, float]

    @property
    def worst(self) -> int:
        """Index of the largest error."""
        return int(np.argmax(np.abs(self.error)))


def value(z: np.ndarray) -> np.ndarray:
    """z·Φ(z)."""
    return z * normal(z)


def slope(z: np.ndarray) -> np.ndarray:
    """Φ(z) + z·φ(z)."""
    return normal(z) + z * np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


def approximate(z: np.ndarray) -> np.ndarray:
    """The same with tanh instead of Φ."""
    return 0.5 * z * (1 + np.tanh(math.sqrt(2 / math.pi) * (z + CUBIC * z**3)))


def largest() -> tuple[float, float]:
    """Where the approximation is worst, and how far it is off there: both tails fade long before 10."""
    z = np.linspace(0, 10, 100_001)
    error = np.abs(approximate(z) - value(z))
    return float(z[error.argmax()]), float(error.max())


def compute(reach: float) -> Data:
    """GELU beside ReLU, and the error of the approximation."""
    z = line(reach)
    relu = np.where(z == 0, np.nan, np.where(z > 0, 1.0, 0.0))
    curves = Curves(
        z,
        ("GELU", "ReLU"),
        np.array([value(z), np.maximum(z, 0)]),
        np.array([slope(z), relu]),
    )
    return Data(curves, approximate(z) - value(z), largest(), lowest(value, slope, -1.5, 0.0))


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Function, slope, and the error of the approximation."""
    *pair, below = panels
    z = data.curves.z
    high = float(z[-1])
    draw_pair(
        pair,
        data.curves,
        names=("value", "slope"),
        tops=((-0.17 - 0.1 * high, high), (-0.25, 1.25)),
    )
    mark_lowest(pair[0], data.lowest, 0)
    size = 1e4 * data.error
    most = float(np.abs(size).max())
    below.frame(
        "z",
        "error × 10⁴",
        (z[0], z[-1]),
        (-1.35 * most, 1.35 * most),
        title="Formula with tanh − GELU",
    )
    below.cross()
    below.curve(z, size, 2, dash=0)
    k = data.worst
    below.dot(float(z[k]), float(size[k]), 2, number(float(size[k])), shape=0)


figure = Figure(
    name="gelu",
    title="Gaussian error linear unit",
    caption="GELU weights z by the probability Φ(z) that a normal number lies below it: a smooth ReLU that dips "
    "below 0, which a formula with tanh replaces almost exactly.",
    tags=("activation",),
    parameters=(reach(),),
    layout=Layout("abc", size=(11.4, 4.0)),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"GELU(z) = z·Φ(z) ≈ z/2·(1 + tanh(√(2/π)·(z + {CUBIC}·z³))), never off by more than "
        f"{number(data.most[1], 2)}"
    ),
    claims=(
        Claim(
            "the approximation is never off by more than 0.0005",
            lambda data: max(np.abs(data.error).max(), data.most[1]) < 5e-4,
            # The other approximation of the same paper.
            wrong=lambda data: changed(
                error=lambda _: (
                    data.curves.z / (1 + np.exp(-1.702 * data.curves.z)) - data.curves.values[0]
                )
            )(data),
        ),
        Claim(
            "it is lowest at z = −0.75, with −0.17",
            lambda data: np.allclose(data.lowest, (-0.7518, -0.17), atol=1e-3),
            wrong=changed(lowest=lambda low: (low[0], 0.0)),
        ),
        Claim(
            "GELU(z) − GELU(−z) = z: what the dip takes on the left it takes on the right",
            lambda data: np.allclose(
                data.curves.values[0] - data.curves.values[0][::-1], data.curves.z
            ),
            wrong=changed(curves=changed(values=lambda values: np.maximum(values, 0))),
        ),
        Claim(
            "the slopes are those of the functions",
            lambda data: slopes_match(data.curves),
            wrong=changed(curves=changed(slopes=lambda slopes: slopes + 0.1)),
        ),
    ),
    alt=lambda data: (
        f"Left: GELU and ReLU over z from {spoken(data.curves.z[0])} to {spoken(data.curves.z[-1])}. GELU is smooth, "
        f"falls to {spoken(data.lowest[1])} at z = {spoken(data.lowest[0])}, and comes close to ReLU on both sides. "
        f"Middle: their slopes; that of GELU goes from {spoken(data.curves.slopes[0].min())} to "
        f"{spoken(data.curves.slopes[0].max())} and is {spoken(data.curves.slopes[0][data.curves.middle])} at 0, where "
        f"that of ReLU jumps. Right: the error of the approximation with tanh, at most "
        f"{spoken(np.abs(data.error).max())}, at z = {spoken(data.curves.z[data.worst])}"
        + (
            "."
            if data.most[0] < data.curves.z[-1]
            else f"; further out, at z = {spoken(data.most[0])}, it is {spoken(data.most[1])}."
        )
    ),
)
