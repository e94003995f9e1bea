"""One batch before and after it is normalised, and the statistics of many batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Several, Whole
from thalweg.scenes.text import number, spoken, spoken_point

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

MEAN, SPREAD, EPSILON = (2.0, -1.0), (3.0, 0.5), 1e-5
"""Of the two features, and what keeps a variance from being 0 (Ioffe and Szegedy 2015)."""


@dataclass(frozen=True)
class Data:
    """Batches before, normalised, and scaled and shifted, each of shape (batch, sample, feature)."""

    before: np.ndarray
    normal: np.ndarray
    after: np.ndarray
    gamma: tuple[float, ...]
    beta: tuple[float, ...]


def compute(
    batch_size: int, batches: int, gamma: tuple[float, ...], beta: tuple[float, ...], seed: int
) -> Data:
    """Normalise each batch by its own mean and variance; then γ·x̂ + β."""
    rng = np.random.default_rng(seed)
    before = np.array(MEAN) + np.array(SPREAD) * rng.normal(size=(batches, batch_size, 2))
    mean, variance = before.mean(axis=1, keepdims=True), before.var(axis=1, keepdims=True)
    normal = (before - mean) / np.sqrt(variance + EPSILON)
    return Data(before, normal, np.array(gamma) * normal + np.array(beta), gamma, beta)


def _cloud(
    panel: Panel, points: np.ndarray, look: int, title: str, view: tuple[float, float]
) -> None:
    """One batch, with its mean and an ellipse of one standard deviation."""
    middle, spread = points.mean(axis=0), points.std(axis=0)
    across, up = view
    panel.frame("feature 1", "feature 2", (-across, across), (-up, up), title=title, equal=True)
    panel.cross()
    panel.points(points[:, 0], points[:, 1], look, shape=look, size=0.6, alpha=0.75)
    turn = np.linspace(0, 2 * np.pi, 73)
    panel.curve(
        middle[0] + spread[0] * np.cos(turn),
        middle[1] + spread[1] * np.sin(turn),
        "ink",
        "mean ± standard deviation",
        width=0.7,
        zorder=3.6,
    )
    panel.dot(float(middle[0]), float(middle[1]), "ink")


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The first batch in three panels with the same axes, and the means and deviations of all batches."""
    *views, below = panels
    stages = (data.before, data.normal, data.after)
    reach = np.abs(np.array(stages)[:, 0]).max(axis=(0, 1))
    limits = (1.06 * float(reach[0]), max(1.06 * float(reach[1]), 0.5 * float(reach[0])))
    scaled = "Scaled and shifted: γx̂ + β"
    for k, title in enumerate(("Before", "Normalised: x̂", scaled)):
        _cloud(views[k], stages[k][0], (1, 0, 2)[k], title, limits)
    batch = np.arange(1, len(data.before) + 1)
    ends = [
        (part[..., 0].mean(axis=1) + sign * part[..., 0].std(axis=1))
        for part in stages
        for sign in (-1, 1)
    ]
    below.frame(
        "batch",
        "feature 1",
        (0.3, len(batch) + 0.7),
        np.array(ends),
        title="Every batch by its own statistics",
        whole="x",
    )
    below.guide(y=0.0)
    for k, (look, name) in enumerate(((1, "before"), (0, "normalised"), (2, "scaled and shifted"))):
        middle, spread = stages[k][..., 0].mean(axis=1), stages[k][..., 0].std(axis=1)
        at = batch + 0.22 * (k - 1)
        nothing = np.full(len(at), np.nan)
        ends = np.stack([middle - spread, middle + spread, nothing], axis=1).ravel()
        below.curve(np.repeat(at, 3), ends, look, dash=0, width=0.6)
        below.points(at, middle, look, name, shape=look, size=0.8)


figure = Figure(
    name="batch_normalization",
    title="Batch normalization",
    caption="Each batch is shifted to mean 0 and scaled to variance 1 by its own statistics, feature by feature; γ "
    "and β then give "
    "it any scale and place that training finds best.",
    tags=("training", "data"),
    parameters=(
        Whole("batch_size", 50, 8, 200, "samples of each batch"),
        Whole("batches", 20, 1, 40, "batches"),
        Several("gamma", (1.5, 0.75), 0.1, 3.0, "scale of each feature, γ", least=2, most=2),
        Several("beta", (-3.0, 1.5), -5.0, 5.0, "shift of each feature, β", least=2, most=2),
        Whole("seed", 42, 0, 1_000_000, "seed of the data"),
    ),
    layout=Layout(
        "abc/ddd", heights=(1.1, 1), size=(9.8, 5.0), narrow="a/b/c/d", column_height=8.2
    ),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"Batches of {data.before.shape[1]}; γ = ({number(data.gamma[0])}, {number(data.gamma[1])}), "
        f"β = ({number(data.beta[0])}, {number(data.beta[1])}); above the first batch, on equal axes"
    ),
    claims=(
        Claim(
            "the normalised features of every batch have mean 0 and variance 1",
            lambda data: (
                np.allclose(data.normal.mean(axis=1), 0, atol=1e-9)
                and np.allclose(data.normal.var(axis=1), 1, atol=2e-3)
            ),
            # By the statistics of all batches together instead of each batch's own.
            wrong=lambda data: changed(
                normal=lambda _: (
                    (data.before - data.before.mean(axis=(0, 1)) - 0.1)
                    / data.before.std(axis=(0, 1))
                )
            )(data),
        ),
        Claim(
            "scaled and shifted, every batch has mean β and standard deviation γ",
            lambda data: (
                np.allclose(data.after.mean(axis=1), data.beta, atol=1e-9)
                and np.allclose(data.after.std(axis=1), data.gamma, rtol=2e-3)
            ),
            wrong=changed(after=lambda after: 1.1 * after),
        ),
        Claim(
            "the order of the samples along a feature stays",
            lambda data: np.array_equal(
                data.before.argsort(axis=1, kind="stable"),
                data.normal.argsort(axis=1, kind="stable"),
            ),
            wrong=changed(normal=lambda normal: -normal),
        ),
        Claim(
            "before, the means of the batches differ by more than 1/10",
            lambda data: np.ptp(data.before.mean(axis=1)[:, 0]) > 0.1,
            wrong=lambda data: changed(before=lambda _: data.normal)(data),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"A batch of {data.before.shape[1]} points of two features in three panels with equal axes. Before, its "
        f"mean is "
        f"{spoken_point(data.before[0].mean(axis=0))} and its standard deviations are "
        f"{spoken_point(data.before[0].std(axis=0))}; "
        f"normalised, mean (0, 0) and deviations {spoken_point(data.normal[0].std(axis=0))}; scaled and shifted, "
        f"mean {spoken_point(data.after[0].mean(axis=0).round(9))} and deviations "
        f"{spoken_point(data.after[0].std(axis=0))}. "
        f"Below, mean and deviation of feature 1 in {len(data.before)} "
        f"{'batch' if len(data.before) == 1 else 'batches'}: before, the means go from "
        f"{spoken(data.before[..., 0].mean(axis=1).min())} to {spoken(data.before[..., 0].mean(axis=1).max())}; "
        f"normalised, all are 0."
    ),
)
