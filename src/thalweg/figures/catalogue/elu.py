"""The exponential linear unit: a family over the value that it has far below 0."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, changed
from thalweg.figures.parameters import Several
from thalweg.figures.parts.activation import PAIR, Curves, draw_pair, line, reach, slopes_match
from thalweg.scenes.text import apart, listing, number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

RELU_MEAN = 1 / math.sqrt(2 * math.pi)
"""Mean of ReLU of a normal number."""


@dataclass(frozen=True)
class Data:
    """One curve an alpha, and the mean value of each for normal numbers, shape (alpha,)."""

    alpha: np.ndarray
    curves: Curves
    mean: np.ndarray


def compute(reach: float, alpha: tuple[float, ...]) -> Data:
    """Z above 0 and α(eᶻ − 1) below; the slope at 0 is defined only where α is 1 (Clevert et al. 2015)."""
    z, a = line(reach), np.array(alpha)
    below = a[:, None] * np.exp(np.minimum(z, 0))
    slopes = np.where(z > 0, 1.0, below)
    slopes[a != 1, len(z) // 2] = np.nan
    # The mean over a normal density: ∫ eᶻφ(z) dz below 0 is √e·Φ(−1).
    left = math.exp(0.5) * 0.5 * math.erfc(1 / math.sqrt(2)) - 0.5
    curves = Curves(
        z,
        tuple(f"α = {text}" for text in apart(alpha)),
        np.where(z > 0, z, below - a[:, None]),
        slopes,
    )
    return Data(a, curves, RELU_MEAN + a * left)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Functions and slopes, with the value that each comes close to."""
    z, a = data.curves.z, data.alpha
    low, top = -float(a.max()) - 0.12 * float(z[-1]), max(1.0, float(a.max()))
    draw_pair(
        panels,
        data.curves,
        names=("ELU(z)", "ELU′(z)"),
        tops=((low, z[-1]), (-0.1 * top, 1.2 * top)),
        alike=True,
    )
    for look, value in enumerate(a.tolist()):
        if value != 1:
            panels[1].dot(0.0, value, look, hollow=True, shape=0)
    panels[1].dot(0.0, 1.0, "ink", hollow=bool(np.all(a != 1)), shape=0)
    for value in a.tolist():
        panels[0].guide(y=-value, label="limit −α")


figure = Figure(
    name="elu",
    title="Exponential linear unit",
    caption="ELU bends smoothly towards −α below 0, so that its values balance around 0 better than those of ReLU.",
    tags=("activation",),
    parameters=(
        reach(5.0),
        Several(
            "alpha", (0.5, 1.0, 1.5), 0.05, 5.0, "how far below 0 it goes, one a curve", most=5
        ),
    ),
    layout=PAIR,
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        "ELU(z) = z where z > 0, else α(eᶻ − 1); its mean for normal z is "
        f"{listing([number(m, 2) for m in data.mean])}, that of ReLU {number(RELU_MEAN, 2)}"
    ),
    claims=(
        Claim(
            "it never falls below −α",
            lambda data: np.all(data.curves.values.min(axis=1) > -data.alpha),
            wrong=changed(curves=changed(values=lambda values: values * 1.5 - 1)),
        ),
        Claim(
            "with α = 1, and only then, it has no kink at 0",
            lambda data: np.array_equal(
                np.isclose(data.curves.slopes[:, data.curves.middle], 1), data.alpha == 1
            ),
            wrong=changed(alpha=lambda alpha: alpha + 0.5),
        ),
        Claim(
            "for normal numbers its mean is closer to 0 than that of ReLU",
            lambda data: np.all(np.abs(data.mean) < RELU_MEAN),
            wrong=changed(mean=lambda mean: mean * 0 + RELU_MEAN),
            # A very large α overshoots.
            always=False,
        ),
        Claim(
            "the slopes are those of the functions",
            lambda data: slopes_match(data.curves),
            wrong=changed(curves=changed(slopes=lambda slopes: slopes + 0.1)),
            # Where α is 1 the bend at 0 needs closer points than a wide picture has.
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Left: ELU over z from {spoken(data.curves.z[0])} to {spoken(data.curves.z[-1])} for α = "
        f"{listing(apart(data.alpha.tolist(), write=spoken))}; above 0 it is z, and at z = "
        f"{spoken(data.curves.z[0])} it is "
        f"{listing([spoken(v) for v in data.curves.values[:, 0]])}. Right: its slope is 1 above 0 and fades below, "
        f"from α at 0 to {listing([spoken(v) for v in data.curves.slopes[:, 0]])}. For normal numbers its mean is "
        f"{listing([spoken(m) for m in data.mean])}; that of ReLU is {spoken(RELU_MEAN)}."
    ),
)
