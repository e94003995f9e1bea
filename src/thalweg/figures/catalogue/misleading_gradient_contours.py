"""Minus the gradient against the direction to the minimum, on the contours of a long valley."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout
from thalweg.figures.parameters import Real
from thalweg.figures.parts.misleading import Field, factor, field, missed, worst
from thalweg.figures.parts.valley import ground_of
from thalweg.scenes.text import spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

LEVELS = (0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0)
FAR, REACH = 0.82, 0.22


@dataclass(frozen=True)
class Data:
    """Places with both directions, and the ground: grid x, y, shape (n,), and values, shape (n, n)."""

    field: Field
    x: np.ndarray
    y: np.ndarray
    ground: np.ndarray

    @property
    def angle(self) -> np.ndarray:
        """Between the two directions, in degrees, shape (place,)."""
        return self.field.angle

    @property
    def on_axes(self) -> np.ndarray:
        """Which places lie on an axis of the valley."""
        return self.field.turn % 90 == 0


def along(field: Field) -> np.ndarray:
    """The direction of the level at each place, from the equation of an ellipse."""
    return np.stack([-field.ratio * field.at[:, 1], field.at[:, 0]], axis=-1)


def with_down(change: Callable[[Field], np.ndarray]) -> Callable[[Data], Data]:
    """The same with something else in place of minus the gradient."""
    return lambda data: replace(data, field=replace(data.field, down=change(data.field)))


def compute(ratio: float) -> Data:
    """Twelve places around the minimum of w₁² + κw₂²: on the axes, where the angle is largest, and between."""
    where = worst(ratio)[0]
    quarter = np.array([0.0, where, (where + 90) / 2])
    turn = np.concatenate([quarter, 180 - quarter[1:], 180 + quarter, 360 - quarter[1:], [90, 270]])
    return Data(field(ratio, FAR, turn), *ground_of(ratio))


def draw(panels: Sequence[Panel], data: Data) -> None:
    """One panel: two arrows at each place, with the angle between them."""
    from thalweg.figures.parts.surface import arrow_key

    (panel,) = panels
    panel.frame("w₁", "w₂", (-1, 1), (-1, 1), equal=True, full=True)
    panel.bands(data.x, data.y, data.ground, LEVELS)
    panel.minima([(0.0, 0.0)])
    for at, down, angle in zip(data.field.at, data.field.down, data.angle, strict=True):
        panel.curve([at[0], 0], [at[1], 0], 0, "way to the minimum", dash=1, width=0.6, zorder=2)
        tip = at + REACH * down
        panel.arrow((at[0], at[1]), (tip[0], tip[1]), 1, width=1.7)
        panel.dot(at[0], at[1], "ink", size=0.7)
        x, y = at * (1 + 0.11 / FAR)
        panel.text(x, y, f"{angle:.0f}°", ground=True)
    panel.entry("−gradient, its direction only", arrow_key(panel.style, 1))


figure = Figure(
    name="misleading_gradient_contours",
    title="The gradient misleads, seen from above",
    caption="Minus the gradient stands at right angles to the level, not along the way to the minimum: only on the two "
    "axes of the valley is it the same.",
    tags=("landscape", "optimization"),
    parameters=(Real("ratio", 10.0, 1.0, 50.0, "how many times as curved the valley is along w₂"),),
    layout=Layout("a", size=(5.6, 6.2), column_height=4.3),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"f(w) = w₁² + {factor(data.field.ratio)}w₂²: {missed(float(data.angle.max()))}"
    ),
    claims=(
        Claim(
            "minus the gradient stands at right angles to the level",
            lambda data: np.allclose(
                (data.field.down * along(data.field)).sum(axis=-1), 0, atol=1e-6
            ),
            wrong=with_down(lambda field: field.home),
        ),
        Claim(
            "on the axes of the valley it points at the minimum",
            lambda data: data.angle[data.on_axes].max() < 1e-3,
            wrong=with_down(lambda field: -field.home),
        ),
        Claim(
            "nowhere does it differ by more than arctan((κ − 1) / 2√κ), and somewhere by just that",
            lambda data: np.isclose(data.angle.max(), worst(data.field.ratio)[1], atol=1e-3),
            wrong=with_down(lambda field: field.down + 0.2 * field.home),
        ),
        Claim(
            "somewhere it misses the minimum by more than 50 degrees",
            lambda data: data.angle.max() > 50,
            wrong=with_down(lambda field: field.home),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Contours of f(w) = w1² + {factor(data.field.ratio, spoken, '·')}w2², "
        + (
            "circles"
            if data.field.ratio == 1
            else f"ellipses {spoken(data.field.ratio**0.5)} times as long as wide,"
        )
        + " around the minimum at (0, 0). "
        f"At {len(data.angle)} places around it, {spoken(FAR)} away, an arrow shows the direction of minus the "
        "gradient, and a dashed line the way to the minimum. "
        + (
            "They agree everywhere."
            if data.angle.max() == 0
            else f"On the axes they agree. The angle between them is largest: {spoken(data.angle.max())} degrees, "
            f"{spoken(worst(data.field.ratio)[0])} degrees from w1's axis."
        )
    ),
)
