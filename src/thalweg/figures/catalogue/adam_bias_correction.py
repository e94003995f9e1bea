"""Why Adam corrects its averages: they begin at zero, and know too little at first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Real, Whole
from thalweg.scenes.text import number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

MEAN = 1.0
"""Of all gradients."""


@dataclass(frozen=True)
class Data:
    """Adam's averages of gradients with one mean, all of shape (step,).

    Attributes
    ----------
    t : int array
        From 1 on.
    m, v : arrays
        The averages of the gradients and of their squares.
    m_hat, v_hat : arrays
        Divided by 1 − βᵗ.
    raw, corrected : arrays
        Sizes of a step in learning rates, m / √v, without and with the correction.
    square : float
        The mean of the squares.
    beta1, beta2 : float
    seen : int or None
        As many steps are shown; None: all.
    """

    t: np.ndarray
    m: np.ndarray
    v: np.ndarray
    m_hat: np.ndarray
    v_hat: np.ndarray
    raw: np.ndarray
    corrected: np.ndarray
    square: float
    beta1: float
    beta2: float
    seen: int | None = None


def compute(beta1: float, beta2: float, steps: int, noise: float, seed: int) -> Data:
    """The averages as Adam keeps them."""
    g = MEAN + noise * np.random.default_rng(seed).standard_normal(steps)
    m, v = np.zeros(steps + 1), np.zeros(steps + 1)
    for k in range(steps):
        m[k + 1] = beta1 * m[k] + (1 - beta1) * g[k]
        v[k + 1] = beta2 * v[k] + (1 - beta2) * g[k] ** 2
    m, v, t = m[1:], v[1:], np.arange(1, steps + 1)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    raw, corrected = m / np.sqrt(v), m_hat / np.sqrt(v_hat)
    return Data(t, m, v, m_hat, v_hat, raw, corrected, MEAN**2 + noise**2, beta1, beta2)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Both averages, and the size of a step."""
    first, second, step = panels
    kinds = (
        (first, "m", "Mean of g", data.m, data.m_hat, MEAN),
        (second, "v", "Mean of g²", data.v, data.v_hat, data.square),
    )
    steps, seen = (0.0, float(data.t[-1])), slice(data.seen)
    for panel, name, title, plain, better, true in kinds:
        values = np.concatenate([plain, better, [0.0, true]])
        panel.frame("step", name, steps, values, title=title, whole="x")
        panel.guide(y=true, label="true mean")
        panel.curve(data.t[seen], plain[seen], 1, "as Adam keeps it")
        panel.curve(data.t[seen], better[seen], 0, "corrected: divided by 1 − βᵗ")
    values = np.concatenate([data.raw, data.corrected, [0.0]])
    step.frame("step", "step, in learning rates", steps, values, title="Step m / √v", whole="x")
    step.curve(data.t[seen], data.raw[seen], 1)
    step.curve(data.t[seen], data.corrected[seen], 0)
    step.dot(1, data.raw[0], 1, f"{number(data.raw[0])} at first")
    step.dot(1, data.corrected[0], 0, f"{number(data.corrected[0])} at first")


figure = Figure(
    name="adam_bias_correction",
    title="Adam's bias correction",
    caption="Adam's averages begin at zero, and are far too small at first; divided by 1 − βᵗ they are right from "
    "the first step on.",
    tags=("optimization",),
    parameters=(
        Real("beta1", 0.9, 0.0, 0.99, "of the average of gradients"),
        Real("beta2", 0.999, 0.5, 0.9999, "of the average of their squares"),
        Whole("steps", 60, 2, 5000, "updates"),
        Real("noise", 0.2, 0.0, 0.3, "standard deviation of the gradients, whose mean is 1"),
        Whole("seed", 0, 0, 10_000, "of the noise"),
    ),
    layout=Layout("abc", size=(10.2, 4.0), narrow="ab/cc", column_height=5.0),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"β₁ = {number(data.beta1)}, β₂ = {number(data.beta2, 5)}; the first step is {number(data.raw[0])} learning "
        "rates long without the correction, and 1 with it"
    ),
    claims=(
        Claim(
            "the first average without correction is (1 − β₁) of the gradient",
            lambda data: np.isclose(data.m[0], (1 - data.beta1) * data.m_hat[0]),
            wrong=changed(m=lambda m: 2 * m),
        ),
        Claim(
            "with the correction the first step is one learning rate long",
            lambda data: np.isclose(data.corrected[0], 1),
            wrong=changed(corrected=lambda corrected: corrected / 2),
        ),
        Claim(
            "the corrected averages are weighted means: their weights, that of v too, add up to 1",
            lambda data: np.allclose(
                data.v, data.v_hat * (1 - data.beta2) * partial_sums(data.beta2, len(data.t))
            ),
            wrong=changed(v_hat=lambda v_hat: 0.9 * v_hat),
        ),
        Claim(
            "without the correction the first step is more than three times as long",
            lambda data: data.raw[0] > 3,
            wrong=lambda data: compute(0.9, 0.99, 60, 0.2, 0),
            always=False,
        ),
        Claim(
            "after all steps v still has less than a tenth of its mean, and the corrected one is within 15 %",
            lambda data: (
                data.v[-1] < 0.1 * data.square and abs(data.v_hat[-1] / data.square - 1) < 0.15
            ),
            wrong=changed(v_hat=lambda v_hat: v_hat / 2),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Adam's averages over {len(data.t)} steps of gradients with the mean {spoken(MEAN)}, for β1 = "
        f"{spoken(data.beta1)} and β2 = {spoken(data.beta2, 5)}. The plain averages begin at {spoken(data.m[0])} "
        f"and {spoken(data.v[0])} and reach {spoken(data.m[-1])} and {spoken(data.v[-1])}; the corrected ones begin "
        f"at {spoken(data.m_hat[0])} and {spoken(data.v_hat[0])} and reach {spoken(data.m_hat[-1])} and "
        f"{spoken(data.v_hat[-1])}. The step m / √v is {spoken(data.raw[0])} learning rates long at first without "
        f"the correction, {spoken(data.corrected[0])} with it."
    ),
    steps=Steps(
        count=lambda data: len(data.t),
        at=lambda data, k: data if k == len(data.t) - 1 else replace(data, seen=k + 1),
        tell=lambda data, k: f"step {k + 1}",
    ),
)


def partial_sums(beta: float, steps: int) -> np.ndarray:
    """1 + β + β² + ... of as many terms as a step has gradients, shape (step,)."""
    return np.cumsum(beta ** np.arange(steps))
