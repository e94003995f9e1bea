"""The hyperbolic tangent beside the sigmoid."""

from __future__ import annotations

import numpy as np

from thalweg.figures.figure import Claim, Figure, changed
from thalweg.figures.parts.activation import PAIR, Curves, draw_pair, line, reach, slopes_match
from thalweg.scenes.text import spoken


def compute(reach: float) -> Curves:
    """Tanh and σ, with their slopes 1 - tanh² and σ(1 - σ)."""
    z = line(reach)
    t, s = np.tanh(z), 1 / (1 + np.exp(-z))
    return Curves(
        z, ("tanh(z) = 2σ(2z) − 1", "σ(z)"), np.array([t, s]), np.array([1 - t**2, s * (1 - s)])
    )


figure = Figure(
    name="tanh",
    title="Hyperbolic tangent",
    caption="tanh is a sigmoid stretched to the interval from −1 to 1: its values balance around 0, and its slope at 0 "
    "is 1, four times the sigmoid's.",
    tags=("activation",),
    parameters=(reach(5.0),),
    layout=PAIR,
    compute=compute,
    draw=lambda panels, data: draw_pair(
        panels, data, names=("value", "slope"), tops=((-1.1, 1.1), (-0.1, 1.1))
    ),
    claims=(
        Claim(
            "tanh(z) = 2σ(2z) − 1",
            lambda data: np.allclose(data.values[0], 2 / (1 + np.exp(-2 * data.z)) - 1),
            wrong=changed(values=lambda values: values / 2),
        ),
        Claim(
            "at 0 the slope of tanh is 1, and that of the sigmoid 1/4",
            lambda data: np.allclose(data.slopes[:, data.middle], [1, 0.25]),
            wrong=changed(slopes=lambda slopes: slopes[::-1]),
        ),
        Claim(
            "the slopes are those of the functions",
            slopes_match,
            wrong=changed(slopes=lambda slopes: slopes + 0.1),
        ),
        Claim(
            "tanh(−z) = −tanh(z)",
            lambda data: np.allclose(data.values[0][::-1], -data.values[0]),
            wrong=changed(values=lambda values: values + 0.5),
        ),
    ),
    alt=lambda data: (
        f"Left: over z from {spoken(data.z[0])} to {spoken(data.z[-1])}, tanh rises from "
        f"{spoken(data.values[0, 0], 4)} to {spoken(data.values[0, -1], 4)} and the sigmoid from "
        f"{spoken(data.values[1, 0])} to {spoken(data.values[1, -1])}. Right: their slopes are highest at 0, "
        f"{spoken(data.slopes[0].max())} and {spoken(data.slopes[1].max())}."
    ),
)
