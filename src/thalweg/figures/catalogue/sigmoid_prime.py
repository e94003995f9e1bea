"""The sigmoid with its slope below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parts.activation import Curves, line, reach, slopes_match
from thalweg.scenes.text import spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel


def compute(reach: float) -> Curves:
    """σ and σ′ = σ(1 - σ)."""
    z = line(reach)
    s = 1 / (1 + np.exp(-z))
    return Curves(z, ("σ",), s[None], (s * (1 - s))[None])


def draw(panels: Sequence[Panel], data: Curves) -> None:
    """The same z above each other, and the highest slope marked in both."""
    above, below = panels
    peak = int(np.argmax(data.slopes[0]))
    at, slope = float(data.z[peak]), float(data.slopes[0, peak])
    reach = (float(data.z[0]), float(data.z[-1]))
    above.frame("z", "σ(z)", reach, (-0.1, 1.1))
    below.frame("z", "σ′(z)", reach, (-0.025, 0.3))
    for panel, look, values in ((above, 0, data.values[0]), (below, 1, data.slopes[0])):
        panel.cross()
        panel.guide(x=at)
        panel.curve(
            data.z, values, look, "σ(z) = 1 / (1 + e⁻ᶻ)" if look == 0 else "σ′(z) = σ(z)(1 − σ(z))"
        )
    above.dot(at, float(data.values[0, peak]), 0, "steepest here")
    below.dot(at, slope, 1, f"peak {slope:.2g} = ¼")


figure = Figure(
    name="sigmoid_prime",
    title="The sigmoid's slope",
    caption="The slope of the sigmoid is never above 1/4, and falls to 0 on both sides.",
    tags=("activation", "training"),
    parameters=(reach(6.0),),
    layout=Layout("a/b", size=(6.0, 5.6)),
    compute=compute,
    draw=draw,
    claims=(
        Claim(
            "the slope is highest at 0, where it is 1/4",
            lambda data: (
                np.argmax(data.slopes[0]) == data.middle and np.isclose(data.slopes.max(), 0.25)
            ),
            wrong=changed(slopes=lambda slopes: 4 * slopes),
        ),
        Claim(
            "it falls on both sides of 0",
            lambda data: (
                np.all(np.diff(data.slopes[0, data.middle :]) < 0)
                and np.all(np.diff(data.slopes[0, : data.middle + 1]) > 0)
            ),
            wrong=changed(
                slopes=lambda slopes: slopes[:, ::-1] + np.linspace(0, 1, slopes.shape[1])
            ),
        ),
        Claim(
            "it is the slope of the curve above",
            slopes_match,
            wrong=changed(slopes=lambda slopes: slopes + 0.1),
        ),
    ),
    alt=lambda data: (
        f"Above: the sigmoid over z from {spoken(data.z[0])} to {spoken(data.z[-1])}. Below: its slope, a hump with "
        f"its peak of {spoken(data.slopes.max())} at z = {spoken(data.z[data.middle])}, which falls to "
        f"{spoken(data.slopes[0, -1])} at both ends."
    ),
)
