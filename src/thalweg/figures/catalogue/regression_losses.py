"""Squared, absolute and Huber loss, and what one outlier does to the lines that they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Real, Whole
from thalweg.scenes.text import listing, number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

NAMES = ("squared (MSE)", "absolute (MAE)", "Huber")
TRUE = (0.5, 1.0)
"""Slope and intercept that the points are drawn from."""


@dataclass(frozen=True)
class Data:
    """Losses and their slopes over the error, shape (loss, point), and lines through points, one of them outlying.

    `lines` and `without` are slope and intercept of each loss's line, shape (loss, 2), with the outlier and without it;
    `outlier` is how far that was moved up.
    """

    delta: float
    error: np.ndarray
    loss: np.ndarray
    slope: np.ndarray
    x: np.ndarray
    y: np.ndarray
    lines: np.ndarray
    without: np.ndarray
    outlier: float

    @property
    def moved(self) -> np.ndarray:
        """How far the outlier moves each line, at the outlier, shape (loss,)."""
        far = self.lines - self.without
        return np.abs(far[:, 0] * self.x[-1] + far[:, 1])


def losses(error: np.ndarray, delta: float) -> np.ndarray:
    """Squared, absolute and Huber loss, shape (loss, ...); Huber 1964, doi:10.1214/aoms/1177703732."""
    size = np.abs(error)
    huber = np.where(size <= delta, error**2 / 2, delta * (size - delta / 2))
    return np.array([error**2, size, huber])


def slopes(error: np.ndarray, delta: float) -> np.ndarray:
    """Their slopes; that of the absolute loss is not defined at 0."""
    sign = np.where(error == 0, np.nan, np.sign(error))
    return np.array([2 * error, sign, np.clip(error, -delta, delta)])


def fit(x: np.ndarray, y: np.ndarray, delta: float) -> np.ndarray:
    """Slope and intercept of the line of least loss, for each loss, shape (loss, 2)."""
    inputs = np.stack([x, np.ones_like(x)], axis=1)
    square = np.linalg.lstsq(inputs, y, rcond=None)[0]
    # A line of least absolute loss goes through two of the points.
    pairs = np.array(list(combinations(range(len(x)), 2)))
    through = np.linalg.solve(inputs[pairs], y[pairs][..., None])[..., 0]
    absolute = through[np.argmin(np.abs(through @ inputs.T - y).sum(axis=1))]
    huber = square
    for _ in range(500):
        # Weighted least squares, again and again: errors beyond delta count less.
        size = np.abs(inputs @ huber - y)
        weight = delta / np.maximum(size, delta)
        huber = np.linalg.solve(inputs.T @ (weight[:, None] * inputs), inputs.T @ (weight * y))
    return np.array([square, absolute, huber])


def compute(delta: float, outlier: float, points: int, seed: int) -> Data:
    """Losses over the error; lines through noisy points of which the last is moved up."""
    error = np.linspace(-4, 4, 161)
    error[80] = 0.0
    rng = np.random.default_rng(seed)
    x = np.linspace(0, 10, points)
    y = TRUE[0] * x + TRUE[1] + 0.3 * rng.standard_normal(points)
    without = fit(x[:-1], y[:-1], delta)
    y[-1] += outlier
    return Data(
        delta,
        error,
        losses(error, delta),
        slopes(error, delta),
        x,
        y,
        fit(x, y, delta),
        without,
        outlier,
    )


def _huber(data: Data) -> bool:
    near = np.abs(data.error) <= data.delta
    bend = np.diff(data.loss[2], 2)[~(near[1:-1] | near[2:] | near[:-2])]
    return bool(
        np.allclose(data.loss[2][near], data.loss[0][near] / 2) and np.allclose(bend, 0, atol=1e-9)
    )


def _least(data: Data) -> bool:
    def total(line: np.ndarray, k: int) -> float:
        return float(losses(data.x * line[0] + line[1] - data.y, data.delta)[k].sum())

    around = [
        np.array(step)
        for step in ((0.01, 0), (-0.01, 0), (0, 0.05), (0, -0.05), (0.01, -0.05), (-0.01, 0.05))
    ]
    return all(
        total(line, k) <= total(line + step, k) + 1e-9
        for k, line in enumerate(data.lines)
        for step in around
    )


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The losses, their slopes, and the lines."""
    loss, slope, lines = panels
    e = data.error
    loss.frame("error ŷ − y", "loss", (e[0], e[-1]), (-0.2, 6.5), title="Loss")
    slope.frame(
        "error ŷ − y", "slope", (e[0], e[-1]), (-4.5, 4.5), title="Slope: the pull of an error"
    )
    for panel, curves in ((loss, data.loss), (slope, data.slope)):
        panel.cross()
        for look, (name, curve) in enumerate(zip(NAMES, curves, strict=True)):
            panel.curve(e, curve, look, name)
    for side in (-1.0, 1.0):
        slope.dot(0.0, side, 1, hollow=True, shape=0, size=0.9)
    span = float(np.ptp(data.y))
    lines.frame(
        "x",
        "y",
        (-0.4, 10.4),
        (float(data.y.min()) - 0.1 * span, float(data.y.max()) + 0.12 * span),
        title="Lines of least loss",
    )
    lines.points(data.x[:-1], data.y[:-1])
    lines.dot(float(data.x[-1]), float(data.y[-1]), "ink", "outlier", shape=3)
    ends = np.array([0.0, 10.0])
    for look, (w, b) in enumerate(data.lines.tolist()):
        lines.curve(ends, w * ends + b, look)


figure = Figure(
    name="regression_losses",
    title="Losses for regression",
    caption="A squared error pulls the harder the larger it is, so that one outlier tilts the line; absolute and "
    "Huber loss pull with a bounded force, and their lines stay with the other points.",
    tags=("loss", "regularization"),
    parameters=(
        Real("delta", 1.0, 0.05, 3.0, "error at which Huber's loss becomes straight"),
        Real("outlier", 10.0, 0.0, 100.0, "how far the last point is moved up"),
        Whole("points", 12, 5, 40, "points of the line"),
        Whole("seed", 2, 0, 1_000_000, "seed of their noise"),
    ),
    layout=Layout("abc", size=(11.4, 4.0)),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"MSE e², MAE |e|, Huber e²/2 up to δ = {number(data.delta)} and then straight; the outlier moves their lines "
        f"by {listing([number(m, 2) for m in data.moved])} at its place"
    ),
    claims=(
        Claim(
            "the slopes of absolute and Huber loss are never above 1 and δ",
            lambda data: (
                np.nanmax(np.abs(data.slope[1])) <= 1 and np.abs(data.slope[2]).max() <= data.delta
            ),
            wrong=changed(slope=lambda slope: np.stack([slope[0]] * 3)),
        ),
        Claim(
            "up to δ Huber's loss is half the squared one, beyond it a straight line",
            _huber,
            wrong=changed(loss=lambda loss: loss[[0, 2, 1]]),
        ),
        Claim(
            "no slope or intercept nearby gives a lower loss than those of each line",
            _least,
            wrong=changed(lines=lambda lines: lines * 1.03),
        ),
        Claim(
            "the outlier moves the line of the squared loss over five times as far as the other two",
            lambda data: data.moved[0] > 5 * data.moved[1:].max(),
            wrong=changed(lines=lambda lines: lines[::-1], without=lambda w: w[::-1]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Left: three losses over an error from {spoken(data.error[0])} to {spoken(data.error[-1])}: a parabola, "
        "a corner, "
        f"and Huber's, which is round up to {spoken(data.delta)} and then straight; at {spoken(data.error[-1])} "
        f"they are {listing([spoken(v) for v in data.loss[:, -1]])}. Middle: their slopes; there they are "
        f"{listing([spoken(v) for v in data.slope[:, -1]])}. Right: {len(data.x)} points, the last of which is "
        f"moved up by {spoken(data.outlier)}, and the three lines of least loss with the slopes "
        f"{listing([spoken(v) for v in data.lines[:, 0]])}. At its place the outlier moves them by "
        f"{listing([spoken(v) for v in data.moved])}."
    ),
)
