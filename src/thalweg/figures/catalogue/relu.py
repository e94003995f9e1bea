"""The rectified linear unit and its slope."""

from __future__ import annotations

import numpy as np

from thalweg.figures.figure import Claim, Figure, changed
from thalweg.figures.parts.activation import PAIR, Curves, draw_pair, line, reach, slopes_match
from thalweg.scenes.text import spoken


def compute(reach: float) -> Curves:
    """max(0, z); the slope at 0 is not defined."""
    z = line(reach)
    slope = np.where(z == 0, np.nan, (z > 0).astype(float))
    return Curves(z, ("ReLU(z) = max(0, z)",), np.maximum(0, z)[None], slope[None])


figure = Figure(
    name="relu",
    title="Rectified linear unit",
    caption="ReLU passes positive numbers on unchanged, with slope 1, and sets negative ones to 0, with slope 0.",
    tags=("activation",),
    parameters=(reach(),),
    layout=PAIR,
    compute=compute,
    draw=lambda panels, data: draw_pair(
        panels,
        data,
        names=("ReLU(z)", "ReLU′(z)"),
        tops=((-0.08 * data.z[-1], data.z[-1]), (-0.1, 1.2)),
        steps=True,
    ),
    claims=(
        Claim(
            "what is positive passes unchanged",
            lambda data: np.array_equal(data.values[0][data.z > 0], data.z[data.z > 0]),
            wrong=changed(values=np.square),
        ),
        Claim(
            "what is negative becomes 0, with slope 0",
            lambda data: (
                not data.values[0][data.z < 0].any() and not data.slopes[0][data.z < 0].any()
            ),
            wrong=changed(values=lambda values: values - 0.1),
        ),
        Claim(
            "the slope is that of the function, and there is none at 0",
            lambda data: slopes_match(data) and np.isnan(data.slopes[0, data.middle]),
            wrong=changed(slopes=lambda slopes: 0.5 * slopes),
        ),
    ),
    alt=lambda data: (
        f"Left: ReLU over z from {spoken(data.z[0])} to {spoken(data.z[-1])} is 0 up to z = 0, then rises as z "
        f"itself to {spoken(data.values[0, -1])}. Right: its slope jumps from {spoken(data.slopes[0, 0])} to "
        f"{spoken(data.slopes[0, -1])} at z = 0, where it is not defined."
    ),
)
