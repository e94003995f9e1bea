"""Mish beside its relatives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, changed
from thalweg.figures.parts.activation import PAIR, Curves, draw_pair, line, reach, slopes_match
from thalweg.figures.parts.gated import lowest, mark_lowest, sigmoid
from thalweg.scenes.text import spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel


@dataclass(frozen=True)
class Data:
    """Mish and SiLU, and the lowest point of Mish, (z, value)."""

    curves: Curves
    lowest: tuple[float, float]


def value(z: np.ndarray) -> np.ndarray:
    """z·tanh(ln(1 + eᶻ)); Misra 2019, arXiv:1908.08681."""
    return z * np.tanh(np.logaddexp(0, z))


def slope(z: np.ndarray) -> np.ndarray:
    """tanh(s) + z·(1 − tanh²(s))·σ(z), where s = ln(1 + eᶻ)."""
    t = np.tanh(np.logaddexp(0, z))
    return t + z * (1 - t**2) * sigmoid(z)


def compute(reach: float) -> Data:
    """Mish beside SiLU."""
    z = line(reach)
    s = sigmoid(z)
    curves = Curves(
        z,
        ("Mish", "SiLU"),
        np.array([value(z), z * s]),
        np.array([slope(z), s + z * s * (1 - s)]),
    )
    return Data(curves, lowest(value, slope, -3.0, 0.0))


def _between(data: Data) -> bool:
    above = data.curves.z > 0
    mish, silu = data.curves.values[:, above]
    return bool(np.all(silu < mish + 1e-12) and np.all(mish <= data.curves.z[above]))


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Functions and slopes; ReLU as a guide."""
    z = data.curves.z
    high = float(z[-1])
    draw_pair(
        panels,
        data.curves,
        names=("value", "slope"),
        tops=((-0.31 - 0.1 * high, high), (-0.25, 1.25)),
    )
    panels[0].curve(z, np.maximum(z, 0), "quiet", "ReLU", dash=2, width=0.7, zorder=2.5)
    mark_lowest(panels[0], data.lowest, 0)


figure = Figure(
    name="mish",
    title="Mish",
    caption="Mish multiplies z by tanh of its softplus: smooth like SiLU, a little deeper below 0, and closer to z "
    "above.",
    tags=("activation",),
    parameters=(reach(5.0),),
    layout=PAIR,
    compute=compute,
    draw=draw,
    subtitle=lambda data: "Mish(z) = z·tanh(ln(1 + eᶻ))",
    claims=(
        Claim(
            "it is lowest at z = −1.19, with −0.309",
            lambda data: np.allclose(data.lowest, (-1.19244, -0.30884), atol=1e-4),
            wrong=changed(lowest=lambda low: (low[0], 0.0)),
        ),
        Claim(
            "above 0 it lies between SiLU and z",
            _between,
            wrong=changed(curves=changed(values=lambda values: values[::-1])),
        ),
        Claim(
            "at 0 its slope is 0.6, and that of SiLU 0.5",
            lambda data: np.allclose(data.curves.slopes[:, data.curves.middle], (0.6, 0.5)),
            wrong=changed(curves=changed(slopes=lambda slopes: slopes[::-1])),
        ),
        Claim(
            "the slopes are those of the functions",
            lambda data: slopes_match(data.curves),
            wrong=changed(curves=changed(slopes=lambda slopes: slopes + 0.1)),
        ),
    ),
    alt=lambda data: (
        f"Left: Mish and SiLU over z from {spoken(data.curves.z[0])} to {spoken(data.curves.z[-1])}. Mish falls to "
        f"{spoken(data.lowest[1])} at z = {spoken(data.lowest[0])}, SiLU to {spoken(data.curves.values[1].min())}; on "
        f"the right both come close to z. Right: their slopes, "
        f"{spoken(data.curves.slopes[0][data.curves.middle])} and "
        f"{spoken(data.curves.slopes[1][data.curves.middle])} at 0, at most "
        f"{spoken(data.curves.slopes[0].max())} and {spoken(data.curves.slopes[1].max())}."
    ),
)
