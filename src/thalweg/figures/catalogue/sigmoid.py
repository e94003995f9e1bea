"""The sigmoid: between two asymptotes, steepest at 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, changed
from thalweg.figures.parameters import Real
from thalweg.scenes.text import spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel


@dataclass(frozen=True)
class Data:
    """The curve, shape (point,), and its tangent at 0."""

    z: np.ndarray
    value: np.ndarray
    slope: float


def compute(reach: float) -> Data:
    """σ(z) = 1 / (1 + e⁻ᶻ), and its slope at 0 by a central difference."""
    z = np.linspace(-reach, reach, 241)
    near = 1 / (1 + np.exp(-np.array([1e-5, -1e-5])))
    return Data(z, 1 / (1 + np.exp(-z)), float((near[0] - near[1]) / 2e-5))


def draw(panels: Sequence[Panel], data: Data) -> None:
    """One panel."""
    (panel,) = panels
    panel.frame("z", "σ(z)", (data.z[0], data.z[-1]), (-0.1, 1.1))
    panel.guide(y=0.0, label="asymptotes 0 and 1")
    panel.guide(y=1.0)
    reach = 0.55 / data.slope
    panel.curve([-reach, reach], [0.5 - 0.55, 0.5 + 0.55], 1, "tangent at 0", width=0.7)
    panel.curve(data.z, data.value, 0, "σ(z) = 1 / (1 + e⁻ᶻ)")
    panel.dot(0.0, 0.5, 0, "slope ¼")


figure = Figure(
    name="sigmoid",
    title="Sigmoid",
    caption="The sigmoid squeezes every number into the interval from 0 to 1, and is steepest at 0, with slope 1/4.",
    tags=("activation",),
    parameters=(Real("reach", 6.0, 2.0, 20.0, "how far z goes to both sides"),),
    compute=compute,
    draw=draw,
    claims=(
        Claim(
            "all values lie between 0 and 1",
            lambda data: np.all((data.value > 0) & (data.value < 1)),
            wrong=changed(value=lambda value: 1.2 * value),
        ),
        Claim(
            "the slope at 0 is 1/4",
            lambda data: np.isclose(data.slope, 0.25, atol=1e-6),
            wrong=changed(slope=lambda slope: 2 * slope),
        ),
        Claim(
            "σ(−z) = 1 − σ(z)",
            lambda data: np.allclose(data.value[::-1], 1 - data.value),
            wrong=changed(value=np.square),
        ),
    ),
    alt=lambda data: (
        f"The sigmoid over z from {spoken(data.z[0])} to {spoken(data.z[-1])} rises from "
        f"{spoken(data.value[0])} over 0.5 at z = 0 to {spoken(data.value[-1])}, between the asymptotes 0 and 1. "
        f"Its tangent at 0 has the slope {spoken(data.slope)}."
    ),
)
