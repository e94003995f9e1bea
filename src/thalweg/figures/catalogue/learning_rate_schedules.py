"""Learning rates that change on the way: constant, by steps, by the cosine, with a warm-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Real, Whole
from thalweg.scenes.text import listing, number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

NAMES = ("constant", "step decay", "cosine", "warm-up + cosine")
RUNS = 400
"""Descents whose losses are averaged."""


@dataclass(frozen=True)
class Data:
    """Schedules, and how a noisy descent fares with each.

    Attributes
    ----------
    lr : float
        The highest rate.
    rates : array, shape (4, step)
    loss : array, shape (4, step + 1)
        On w²/2, the mean of many descents with noisy gradients.
    warm : int
        Steps of the warm-up.
    """

    lr: float
    rates: np.ndarray
    loss: np.ndarray
    warm: int


def compute(lr: float, steps: int, warm: int, noise: float, seed: int) -> Data:
    """Four schedules, each for the same noise."""
    t = np.arange(steps)
    cosine = 0.5 * (1 + np.cos(np.pi * t / steps))
    after = np.clip((t - warm) / max(steps - warm, 1), 0, 1)
    shapes = [
        np.ones(steps),
        0.1 ** (t // max(steps // 3, 1)),
        cosine,
        np.where(t < warm, (t + 1) / max(warm, 1), 0.5 * (1 + np.cos(np.pi * after))),
    ]
    rates = lr * np.array(shapes)
    shaken = noise * np.random.default_rng(seed).standard_normal((steps, RUNS))
    w = np.full((4, RUNS), 3.0)
    loss = [0.5 * (w**2).mean(axis=1)]
    for rate, noisy in zip(rates.T, shaken, strict=True):
        w = w - rate[:, None] * (w + noisy)
        loss.append(0.5 * (w**2).mean(axis=1))
    return Data(lr, rates, np.array(loss).T, warm)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The rates, and the losses beside them."""
    left, right = panels
    steps = data.rates.shape[1]
    left.frame(
        "step", "learning rate", (0, steps), (0, 1.08 * data.lr), whole="x", title="The rate"
    )
    right.frame(
        "step",
        "mean loss",
        (0, steps),
        (0.5 * float(data.loss.min()), 2 * float(data.loss.max())),
        log="y",
        whole="x",
        grid="y",
        title="A noisy descent",
    )
    for k, name in enumerate(NAMES):
        # A rate holds for its whole step, which is seen only where it jumps.
        held = np.append(data.rates[k], data.rates[k, -1])
        jumps: dict[str, Any] = {"drawstyle": "steps-post"} if name == "step decay" else {}
        left.curve(np.arange(steps + 1), held, k, name, **jumps)
        right.curve(np.arange(steps + 1), data.loss[k], k)
        right.dot(steps, data.loss[k, -1], k, size=0.9)


figure = Figure(
    name="learning_rate_schedules",
    title="Learning rate schedules",
    caption="With noisy gradients a constant rate stays at a noise floor, and a rate that falls gets below it.",
    tags=("optimization", "training"),
    parameters=(
        Real("lr", 0.3, 0.01, 1.0, "highest learning rate"),
        Whole("steps", 120, 12, 2000, "updates"),
        Whole("warm", 12, 0, 1000, "steps of the warm-up"),
        Real("noise", 1.0, 0.1, 5.0, "standard deviation of the gradient's noise"),
        Whole("seed", 0, 0, 10_000, "of the noise"),
    ),
    layout=Layout("ab", size=(9.6, 4.2)),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"w²/2 with noisy gradients, the mean of {RUNS} descents; at the end the constant rate has the loss "
        f"{number(data.loss[0, -1], 2)}, the cosine {number(data.loss[2, -1], 2)}"
    ),
    claims=(
        Claim(
            "no schedule goes above the highest rate",
            lambda data: data.rates.max() <= data.lr * (1 + 1e-12),
            wrong=changed(rates=lambda rates: 1.1 * rates),
        ),
        Claim(
            "the cosine never rises",
            lambda data: np.all(np.diff(data.rates[2]) <= 1e-15),
            wrong=changed(rates=lambda rates: rates[:, ::-1]),
        ),
        Claim(
            "the warm-up rises for its steps, and falls after them",
            lambda data: (
                np.all(np.diff(data.rates[3, : data.warm]) > 0)
                and np.all(np.diff(data.rates[3, data.warm :]) < 0)
            ),
            wrong=changed(rates=lambda rates: rates[[0, 1, 2, 2]]),
            always=False,
        ),
        Claim(
            "all rates that fall end at less than half the loss of the constant one",
            lambda data: 2 * data.loss[1:, -1].max() < data.loss[0, -1],
            wrong=changed(loss=lambda loss: loss[[1, 0, 2, 3]]),
            always=False,
        ),
        Claim(
            "with the warm-up the loss falls later than with the cosine alone",
            lambda data: (
                data.loss[3, : data.warm // 2 + 1][-1] > data.loss[2, : data.warm // 2 + 1][-1]
            ),
            wrong=changed(loss=lambda loss: loss[[0, 1, 3, 2]]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Four learning rates over {data.rates.shape[1]} steps, none above {spoken(data.lr)}: {listing(NAMES)}. "
        f"Beside them, the mean loss of noisy descents, which begins at {spoken(data.loss[0, 0])} and ends at "
        + listing(
            [f"{spoken(end)} ({name})" for name, end in zip(NAMES, data.loss[:, -1], strict=True)]
        )
        + "."
    ),
)
