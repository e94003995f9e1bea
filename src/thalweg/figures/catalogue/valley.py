"""A round valley, in which minus the gradient points straight at the minimum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Choice, Real, Several, Whole
from thalweg.figures.parts.valley import STYLES, Valley, draw_valley, valley
from thalweg.scenes.text import count, number, spoken, spoken_point

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

LEVELS = (0.02, 0.1, 0.25, 0.5, 0.8, 1.2, 1.6)


def compute(start: tuple[float, ...], lr: float, steps: int, style: str) -> Valley:
    """A descent on C = v₁² + v₂²."""
    return valley(1.0, start, lr, steps, style)


def draw(panels: Sequence[Panel], data: Valley) -> None:
    """The surface, and the same from above."""
    draw_valley(panels, data, LEVELS, (44.0, -60.0))


def off_line(data: Valley) -> float:
    """How far the path strays from the straight line between its start and the minimum."""
    (x, y), way = data.path[0], data.path
    far = float(np.hypot(x, y))
    # From the minimum itself there is no line to stray from, only a place.
    aside = np.abs(x * way[:, 1] - y * way[:, 0]) / far if far > 0 else np.hypot(*way.T)
    return float(aside.max())


figure = Figure(
    name="valley",
    title="A round valley",
    caption="In a round valley the steepest way down leads straight to the minimum, wherever the descent starts.",
    tags=("landscape", "optimization"),
    parameters=(
        Several("start", (-0.9, 0.7), -1, 1, "where the descent starts", least=2, most=2),
        Real("lr", 0.1, 0.001, 0.99, "learning rate; the bound is 1"),
        Whole("steps", 15, 1, 500, "updates"),
        Choice("style", "smooth", STYLES, "how the surface is coloured"),
    ),
    layout=Layout("ab", deep="a", widths=(1.2, 1), size=(9.6, 4.8), column_height=6.8),
    compute=compute,
    draw=draw,
    subtitle=lambda data: f"C = v₁² + v₂², learning rate η = {number(data.lr)}",
    claims=(
        Claim(
            "all over the valley, minus the gradient points at the minimum",
            lambda data: data.astray < 1e-3,
            wrong=lambda data: valley(10.0, data.path[0], 0.05, 15, data.style),
        ),
        Claim(
            "the path stays on the straight line from its start to the minimum",
            lambda data: off_line(data) < 1e-9,
            wrong=lambda data: valley(1.5, data.path[0], 0.1, 15, data.style),
        ),
        Claim(
            "each step multiplies the cost by (1 − 2η)²",
            lambda data: np.allclose(
                data.cost[1:], (1 - 2 * data.lr) ** 2 * data.cost[:-1], atol=1e-300
            ),
            wrong=changed(cost=lambda cost: cost[0] * np.arange(1, len(cost) + 1)),
        ),
    ),
    alt=lambda data: (
        f"The cost C = v1² + v2² as a bowl, with its minimum 0 at (0, 0), and from above, where its levels are "
        f"circles. A descent of {count(len(data.path) - 1, 'step')} with the learning rate {spoken(data.lr)} "
        + (
            f"runs from {spoken_point(data.path[0])} straight towards the minimum: the cost falls from "
            f"{spoken(data.cost[0])} to {spoken(data.cost[-1])}."
            if data.cost[0] > 0
            else "starts at the minimum, and stays there."
        )
    ),
    steps=Steps(
        count=lambda data: len(data.path),
        at=lambda data, k: changed(
            path=lambda path: path[: k + 1], cost=lambda cost: cost[: k + 1]
        )(data),
    ),
)
