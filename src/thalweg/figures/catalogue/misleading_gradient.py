"""Minus the gradient against the direction to the minimum, on the surface of a long valley."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout
from thalweg.figures.parameters import Choice, Real
from thalweg.figures.parts.misleading import Field, factor, field, missed, worst
from thalweg.figures.parts.valley import STYLES, ground_of
from thalweg.scenes.text import number, spoken, spoken_point

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

FAR, REACH = 0.9, 0.7
LEVELS = (0.05, 0.12, 0.25, 0.4, 0.6, 0.8)
"""As parts of the highest value."""


@dataclass(frozen=True)
class Data:
    """Directions, and the ground.

    Attributes
    ----------
    worst : Field
        One place, where both directions are drawn.
    quarter, round : Field
        Places of a quarter turn, in this valley and in a round one.
    x, y, ground : arrays, shapes (n,), (n,) and (n, n)
    style : str
        Of the surface.
    """

    worst: Field
    quarter: Field
    round: Field
    x: np.ndarray
    y: np.ndarray
    ground: np.ndarray
    style: str


def compute(ratio: float, style: str) -> Data:
    """Directions on w₁² + κw₂², where they differ most and all around."""
    one = field(ratio, FAR, np.array([worst(ratio)[0]]))
    turn = np.linspace(0, 90, 91)
    return Data(one, field(ratio, FAR, turn), field(1.0, FAR, turn), *ground_of(ratio), style)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The surface with two arrows, and the angle between them wherever one stands."""
    from thalweg.figures.parts.surface import arrow_key, draw_surface
    from thalweg.scenes.turn import Camera

    deep, flat = panels
    top = float(data.ground.max())
    surface = draw_surface(
        deep,
        (data.x, data.y, data.ground),
        ("w₁", "w₂", "C"),
        levels=[part * top for part in LEVELS],
        height=(0.0, top),
        ticks=((-1, 0, 1), (-1, 0, 1), (0, top)),
        camera=Camera(46.0, -20.0),
        style=data.style,
    )
    at = (float(data.worst.at[0, 0]), float(data.worst.at[0, 1]))
    surface.curve([at, (0.0, 0.0)], 0, "way to the minimum", dash=1)
    tip = data.worst.at[0] + REACH * data.worst.down[0]
    surface.arrow(at, (float(tip[0]), float(tip[1])), 1)
    deep.entry("−gradient, its direction only", arrow_key(deep.style, 1))
    surface.minima([(0.0, 0.0)])
    surface.marks([at], "o", 0.9, "ink")
    middle = data.worst.at[0] + 0.3 * (data.worst.down + data.worst.home)[0]
    surface.label(f"{number(data.worst.angle[0])}°", (float(middle[0]), float(middle[1])))
    flat.frame(
        "place, in degrees from the axis of w₁",
        "angle between the two, in degrees",
        (0, 90),
        (-3, 90),
        grid="y",
        title="Wherever one stands",
        xnames=[(value, str(value)) for value in (0, 30, 60, 90)],
        ynames=[(value, str(value)) for value in (0, 30, 60, 90)],
    )
    flat.curve(data.quarter.turn, data.quarter.angle, 1, width=1.3, dash=0)
    flat.dot(
        data.worst.turn[0],
        data.worst.angle[0],
        "ink",
        f"{number(data.worst.angle[0])}° where the arrows stand",
    )
    flat.curve(data.quarter.turn, data.round.angle, 2, "in a round valley: 0°", at=0.5)


figure = Figure(
    name="misleading_gradient",
    title="The gradient misleads",
    caption="In a long valley minus the gradient, the steepest way down, may point far past the minimum.",
    tags=("landscape", "optimization"),
    parameters=(
        Real("ratio", 10.0, 1.0, 50.0, "how many times as curved the valley is along w₂"),
        Choice("style", "smooth", STYLES, "how the surface is coloured"),
    ),
    layout=Layout("ab", deep="a", widths=(1.35, 1), size=(9.6, 4.8), column_height=6.4),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"C = w₁² + {factor(data.worst.ratio)}w₂²: {missed(float(data.worst.angle[0]))}"
    ),
    claims=(
        Claim(
            "the arrows stand where the angle is largest",
            lambda data: data.worst.angle[0] >= data.quarter.angle.max() - 1e-3,
            wrong=lambda data: replace(data, worst=field(data.worst.ratio + 1, FAR, np.zeros(1))),
        ),
        Claim(
            "the largest angle is arctan((κ − 1) / 2√κ)",
            lambda data: np.isclose(data.worst.angle[0], worst(data.worst.ratio)[1], atol=1e-3),
            wrong=lambda data: replace(data, worst=replace(data.worst, ratio=2 * data.worst.ratio)),
        ),
        Claim(
            "in a round valley minus the gradient points at the minimum everywhere",
            lambda data: data.round.angle.max() < 1e-3,
            wrong=lambda data: replace(data, round=field(2.0, FAR, data.round.turn)),
        ),
        Claim(
            "the arrows differ by more than 50 degrees",
            lambda data: data.worst.angle[0] > 50,
            wrong=lambda data: replace(data, worst=replace(data.worst, down=data.worst.home)),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"The cost C = w1² + {factor(data.worst.ratio, spoken, '·')}w2² as a "
        + ("round bowl" if data.worst.ratio == 1 else "trough along w1")
        + " with its minimum at (0, 0). At "
        f"{spoken_point(data.worst.at[0])} an arrow along minus the gradient and a dashed line to the minimum are "
        f"{spoken(data.worst.angle[0])} degrees apart. Beside it, this angle for places around the minimum: "
        + (
            "0 everywhere."
            if data.worst.angle[0] == 0
            else f"0 on both axes, largest {spoken(data.worst.turn[0])} degrees from the axis of w1, and 0 everywhere "
            "in a round valley."
        )
    ),
)
