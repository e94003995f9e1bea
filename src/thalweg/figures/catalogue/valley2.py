"""A long valley, in which minus the gradient points at the other wall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Choice, Real, Several, Whole
from thalweg.figures.parts.valley import STYLES, Valley, draw_valley, valley
from thalweg.scenes.text import count, number, spoken, spoken_point, times

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

LEVELS = (0.05, 0.25, 0.7, 1.5, 3.0, 5.0, 7.5)


def compute(start: tuple[float, ...], lr: float, steps: int, style: str) -> Valley:
    """A descent on C = v₁² + 10v₂²."""
    return valley(10.0, start, lr, steps, style)


def draw(panels: Sequence[Panel], data: Valley) -> None:
    """The surface, and the same from above."""
    draw_valley(panels, data, LEVELS, (42.0, -20.0))


def steeper(data: Valley) -> float:
    """How many times as high the valley's long sides stand as its ends, both 1 away from the minimum."""
    middle = len(data.x) // 2
    return float(data.ground[-1, middle] / data.ground[middle, -1])


figure = Figure(
    name="valley2",
    title="A long valley",
    caption="In a long valley the steepest way down leads from wall to wall, while the minimum lies along the floor.",
    tags=("landscape", "optimization"),
    parameters=(
        Several("start", (-0.9, 0.9), -1, 1, "where the descent starts", least=2, most=2),
        Real("lr", 0.085, 0.001, 0.099, "learning rate; the bound is 0.1"),
        Whole("steps", 15, 1, 500, "updates"),
        Choice("style", "smooth", STYLES, "how the surface is coloured"),
    ),
    layout=Layout("ab", deep="a", widths=(1.2, 1), size=(9.6, 4.8), column_height=6.8),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"C = v₁² + 10v₂², learning rate η = {number(data.lr)}: "
        f"v₂ changes its sign {times(data.flips[1])} in {count(len(data.path) - 1, 'step')}, v₁ {times(data.flips[0])}"
    ),
    claims=(
        Claim(
            "the walls are ten times as high as the ends of the floor",
            lambda data: np.isclose(steeper(data), 10),
            wrong=lambda data: valley(1.0, data.path[0], data.lr, 15, data.style),
        ),
        Claim(
            "somewhere minus the gradient misses the minimum by more than 50 degrees",
            lambda data: data.astray > 50,
            wrong=lambda data: valley(1.0, data.path[0], data.lr, 15, data.style),
        ),
        Claim(
            "v₂ changes its sign at every step, v₁ at none",
            lambda data: data.flips[1] == len(data.path) - 1 and data.flips[0] == 0,
            wrong=changed(path=lambda path: path[:, ::-1]),
            always=False,
        ),
        Claim(
            "the path is more than twice as long as the straight way",
            lambda data: data.detour > 2,
            wrong=lambda data: valley(1.0, data.path[0], 0.1, 15, data.style),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"The cost C = v1² + 10·v2² as a trough along v1, with its minimum 0 at (0, 0), and from above, where its "
        f"levels are long ellipses. A descent of {count(len(data.path) - 1, 'step')} with the learning rate "
        f"{spoken(data.lr)} starts at {spoken_point(data.path[0])}; v2 changes its sign {times(data.flips[1])}, v1 "
        f"{times(data.flips[0])}. "
        f"Its path is {spoken(data.detour)} times as long as the straight way, and the cost falls from "
        f"{spoken(data.cost[0])} to {spoken(data.cost[-1])}."
    ),
    steps=Steps(
        count=lambda data: len(data.path),
        at=lambda data, k: changed(
            path=lambda path: path[: k + 1], cost=lambda cost: cost[: k + 1]
        )(data),
    ),
)
