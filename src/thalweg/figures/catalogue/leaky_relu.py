"""The leaky rectified linear unit: a family over its slope below 0."""

from __future__ import annotations

import numpy as np

from thalweg.figures.figure import Claim, Figure, changed
from thalweg.figures.parameters import Several
from thalweg.figures.parts.activation import PAIR, Curves, draw_pair, line, reach, slopes_match
from thalweg.scenes.text import apart, listing, spoken


def compute(reach: float, alpha: tuple[float, ...]) -> Curves:
    """Z above 0 and alpha·z below; the slope at 0 is not defined unless alpha is 1."""
    z = line(reach)
    leak = np.array(alpha)[:, None]
    slopes = np.where(z == 0, np.nan, np.where(z > 0, 1.0, leak))
    return Curves(
        z, tuple(f"α = {text}" for text in apart(alpha)), np.where(z > 0, z, leak * z), slopes
    )


def _low(data: Curves) -> float:
    return float(data.values.min()) - 0.08 * float(data.z[-1])


figure = Figure(
    name="leaky_relu",
    title="Leaky rectified linear unit",
    caption="Leaky ReLU lets a part α of every negative number through, so that its slope is never 0.",
    tags=("activation",),
    parameters=(
        reach(),
        Several("alpha", (0.01, 0.1, 0.3), 0.001, 0.99, "slopes below 0", most=5),
    ),
    layout=PAIR,
    compute=compute,
    draw=lambda panels, data: draw_pair(
        panels,
        data,
        names=("LReLU(z)", "LReLU′(z)"),
        tops=((_low(data), data.z[-1]), (-0.1, 1.2)),
        steps=True,
        alike=True,
    ),
    subtitle=lambda data: "LReLU(z) = z where z > 0, else αz",
    claims=(
        Claim(
            "no slope is 0",
            lambda data: np.nanmin(data.slopes) > 0,
            wrong=changed(slopes=lambda slopes: np.where(slopes < 1, 0.0, slopes)),
        ),
        Claim(
            "all members of the family agree where z > 0",
            lambda data: (
                np.ptp(data.values[:, data.z > 0], axis=0).max() == 0
                and np.array_equal(data.values[0][data.z > 0], data.z[data.z > 0])
            ),
            wrong=changed(values=lambda values: values * 1.1),
        ),
        Claim(
            "the slopes are those of the functions",
            slopes_match,
            wrong=changed(slopes=lambda slopes: slopes + 0.1),
        ),
    ),
    alt=lambda data: (
        f"Left: leaky ReLU over z from {spoken(data.z[0])} to {spoken(data.z[-1])}; above 0 it is z itself, and at "
        f"z = {spoken(data.z[0])} it is {listing([spoken(v) for v in data.values[:, 0]])}. Right: the slope is "
        f"{listing(apart(data.slopes[:, 0].tolist(), write=spoken))} below 0 and 1 above."
    ),
)
