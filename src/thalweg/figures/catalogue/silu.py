"""The sigmoid linear unit, and the family that leads from a line to ReLU."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Steps, changed
from thalweg.figures.parameters import Several
from thalweg.figures.parts.activation import PAIR, Curves, draw_pair, line, reach, slopes_match
from thalweg.figures.parts.gated import lowest, sigmoid
from thalweg.scenes.text import apart, listing, number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel


@dataclass(frozen=True)
class Data:
    """One curve a beta, the lowest point of each, shape (beta, 2), and how far down the axis goes."""

    beta: np.ndarray
    curves: Curves
    lowest: np.ndarray
    low: float


def value(z: np.ndarray, beta: float = 1.0) -> np.ndarray:
    """z·σ(βz)."""
    return z * sigmoid(beta * z)


def slope(z: np.ndarray, beta: float = 1.0) -> np.ndarray:
    """σ(βz) + βz·σ(βz)·(1 − σ(βz))."""
    s = sigmoid(beta * z)
    return s + beta * z * s * (1 - s)


def compute(reach: float, beta: tuple[float, ...]) -> Data:
    """The family for every β, as Ramachandran et al. 2017 call it: Swish (arXiv:1710.05941)."""
    z = line(reach)
    curves = Curves(
        z,
        tuple(
            f"β = {text}" + " (SiLU)" * (b == 1) for b, text in zip(beta, apart(beta), strict=True)
        ),
        np.array([value(z, b) for b in beta]),
        np.array([slope(z, b) for b in beta]),
    )
    low = [
        lowest(lambda x, b=b: value(x, b), lambda x, b=b: slope(x, b), -3 / b, 0.0) for b in beta
    ]
    return Data(
        np.array(beta), curves, np.array(low), min(1.25 * float(curves.values.min()), -0.12)
    )


TURNS = 41
"""Values of β that an animation shows before the figure itself."""


def turned(data: Data, k: int) -> Data:
    """One curve alone, from almost a line to almost ReLU."""
    if k == TURNS:
        return data
    beta = float(np.geomspace(0.1, 10, TURNS)[k])
    alone = compute(float(data.curves.z[-1]), (beta,))
    named = replace(alone.curves, names=(f"β = {beta:.2f}",))
    # On the axes of the whole figure.
    return replace(alone, curves=named, low=data.low)


def _away(data: Data) -> np.ndarray:
    """Distances from ReLU, shape (beta, point)."""
    return np.abs(data.curves.values - np.maximum(data.curves.z, 0))


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Functions with their lowest points, and slopes; ReLU as a guide."""
    z = data.curves.z
    draw_pair(
        panels,
        data.curves,
        names=("z·σ(βz)", "slope"),
        tops=((data.low, float(z[-1])), (-0.25, 1.25)),
    )
    panels[0].curve(z, np.maximum(z, 0), "quiet", "ReLU", dash=2, width=0.7, zorder=2.5)
    for look, (at, height) in enumerate(data.lowest.tolist()):
        if at > z[0] and height > data.low:
            panels[0].dot(at, height, look, number(height))


figure = Figure(
    name="silu",
    title="Sigmoid linear unit",
    caption="SiLU lets a part σ(βz) of z through: β = 1 is the usual one, a small β leads to the line z/2, a large one "
    "to ReLU.",
    tags=("activation",),
    parameters=(
        reach(5.0),
        Several(
            "beta", (0.5, 1.0, 4.0), 0.05, 20.0, "steepness of the sigmoid, one a curve", most=5
        ),
    ),
    layout=PAIR,
    compute=compute,
    draw=draw,
    subtitle=lambda data: "SiLU(z) = z·σ(z); with β it is also called Swish",
    claims=(
        Claim(
            "the dip is 0.278/β deep, and lies at z = −1.278/β",
            lambda data: np.allclose(
                data.lowest * data.beta[:, None], [-1.27846, -0.27846], atol=1e-4
            ),
            wrong=changed(lowest=lambda low: low * (1, 0.5)),
        ),
        Claim(
            "the larger β is, the closer the curve comes to ReLU, everywhere",
            lambda data: np.all(np.diff(_away(data)[np.argsort(data.beta)], axis=0) <= 1e-12),
            wrong=changed(curves=changed(values=lambda v: v[::-1])),
        ),
        Claim(
            "at 0 the slope is 1/2 for every β",
            lambda data: np.allclose(data.curves.slopes[:, data.curves.middle], 0.5),
            wrong=changed(curves=changed(slopes=lambda slopes: slopes + 0.1)),
        ),
        Claim(
            "the slopes are those of the functions",
            lambda data: slopes_match(data.curves),
            wrong=changed(curves=changed(slopes=lambda slopes: slopes + 0.1)),
            # A steep sigmoid needs closer points than the picture has.
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Left: z times the sigmoid of βz over z from {spoken(data.curves.z[0])} to {spoken(data.curves.z[-1])}, for "
        f"β = {listing(apart(data.beta.tolist(), write=spoken))}; the curves fall to "
        + listing(
            [
                f"{spoken(low)} at z = {spoken(z)}"
                + " (to the left of the picture)" * bool(z < data.curves.z[0])
                for z, low in data.lowest.tolist()
            ]
        )
        + ", and rise with ReLU on the right. Right: their slopes, "
        f"which are {spoken(data.curves.slopes[0][data.curves.middle])} at 0 and at most "
        f"{spoken(data.curves.slopes.max())}."
    ),
    steps=Steps(
        count=lambda data: TURNS + 1,
        at=turned,
        tell=lambda data, k: "from a line to ReLU" * (k < TURNS),
    ),
)
