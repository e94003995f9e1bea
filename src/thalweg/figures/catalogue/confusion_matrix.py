"""A threshold on a score, and the four kinds of answers that it makes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Real, Whole
from thalweg.scenes.text import spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel


@dataclass(frozen=True)
class Data:
    """Scores and classes, shape (case,), the threshold, and counts, shape (true class, answer), positive first."""

    score: np.ndarray
    positive: np.ndarray
    threshold: float
    counts: np.ndarray

    @property
    def recall(self) -> float:
        """Share of the positive cases that are found."""
        return float(self.counts[0, 0] / self.counts[0].sum())

    @property
    def precision(self) -> float:
        """Share of the positive answers that are right; NaN where there is none."""
        told = self.counts[:, 0].sum()
        return float(self.counts[0, 0] / told) if told else math.nan

    @property
    def accuracy(self) -> float:
        """Share of all answers that are right."""
        return float(np.trace(self.counts) / self.counts.sum())


def count_at(score: np.ndarray, positive: np.ndarray, threshold: float) -> Data:
    """Count the four kinds."""
    told = score >= threshold
    counts = [
        [int((one & other).sum()) for other in (told, ~told)] for one in (positive, ~positive)
    ]
    return Data(score, positive, threshold, np.array(counts))


def compute(n: int, share: float, threshold: float, seed: int) -> Data:
    """Scores of two overlapping classes."""
    rng = np.random.default_rng(seed)
    positive = np.arange(n) < max(1, round(share * n))
    return count_at(rng.normal(size=n) + 2.0 * positive, positive, threshold)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The scores of both classes, and the matrix."""
    from thalweg.figures.parts.circuit import fit_words

    left, right = panels
    edges = np.linspace(-4, 6, 41)
    tall = 0.0
    low, high = max(-4, int(data.score.min()) - 1), min(6, int(data.score.max()) + 1)
    left.frame("score", "cases", (low, high), (0, 1), title="Scores of the cases")
    for look, name, which in (
        (0, "truly negative", ~data.positive),
        (1, "truly positive", data.positive),
    ):
        many, _ = np.histogram(data.score[which], edges)
        x, y = np.repeat(edges, 2), np.concatenate([[0], np.repeat(many, 2), [0]])
        left.area(x, 0.0, y, look, alpha=0.25)
        left.curve(x, y, look, name, width=0.7)
        tall = max(tall, float(many.max()))
    left.ax.set_ylim(0, 1.25 * tall)
    left.curve([data.threshold] * 2, [0, 1.2 * tall], "ink", "threshold")
    for ha, side, room, words in (
        ("right", -1, data.threshold - low, "← answer: negative"),
        ("left", 1, high - data.threshold, "answer: positive →"),
    ):
        # Beside a threshold near an end of the axis there is no room for words.
        if room > 0.35 * (high - low):
            at = data.threshold + 0.012 * side * (high - low)
            left.text(at, 1.15 * tall, words, "quiet", size=0.89, ha=ha)
    right.canvas(10.8, 8.0)
    fit_words(right, 0.4)
    names = (("true positives", "false negatives"), ("false positives", "true negatives"))
    # Wrong answers have another tint.
    tints = np.sqrt(data.counts) * [[1, -1], [-1, 1]]
    right.cells(
        tints, corner=(2.4, 1.6), side=2.6, largest=1.5 * float(np.abs(tints).max()), signed=True
    )
    for row in range(2):
        for column in range(2):
            x, y = 3.7 + 2.6 * column, 5.5 - 2.6 * row
            right.text(x, y + 0.3, f"{data.counts[row, column]:,}", size=1.35, weight="bold")
            right.text(x, y - 0.55, names[row][column], size=0.75)
    for k, word in enumerate(("positive", "negative")):
        right.text(3.7 + 2.6 * k, 7.4, f"answered\n{word}", "quiet", size=0.89)
        right.text(2.2, 5.5 - 2.6 * k, f"truly\n{word}", "quiet", size=0.89, ha="right")
    found, told, right_ones = data.counts[0].sum(), data.counts[:, 0].sum(), np.trace(data.counts)
    for x, y, name, part, whole, share in (
        (7.8, 5.5, "recall", data.counts[0, 0], found, data.recall),
        (2.4, 0.8, "precision", data.counts[0, 0], told, data.precision),
        (7.8, 0.8, "accuracy", right_ones, data.counts.sum(), data.accuracy),
    ):
        worth = f"{part:,}/{whole:,} = {share:.2f}" if whole else "undefined: 0/0"
        right.text(x, y, f"{name}\n{worth}", size=0.89, ha="left")


figure = Figure(
    name="confusion_matrix",
    title="A confusion matrix",
    caption="A threshold on the score makes four kinds of answers; with rare positive cases the accuracy is high "
    "even if many positive "
    "answers are wrong.",
    tags=("evaluation",),
    parameters=(
        Whole("n", 1000, 50, 10_000, "cases"),
        Real("share", 0.1, 0.01, 0.9, "share of the positive cases"),
        Real("threshold", 1.0, -3.0, 5.0, "score from which the answer is positive"),
        Whole("seed", 0, 0, 1_000_000, "seed of the scores"),
    ),
    layout=Layout("ab", widths=(1.2, 1), size=(9.6, 4.0), column_height=6.0),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"{len(data.score):,} cases, {int(data.positive.sum()):,} of them truly positive"
    ),
    claims=(
        Claim(
            "the rows add up to the true classes, and all four to the cases",
            lambda data: np.array_equal(
                data.counts.sum(axis=1), [data.positive.sum(), (~data.positive).sum()]
            ),
            wrong=changed(counts=lambda counts: counts[::-1]),
        ),
        Claim(
            "the first column counts the scores from the threshold on",
            lambda data: data.counts[:, 0].sum() == np.count_nonzero(data.score >= data.threshold),
            wrong=changed(counts=lambda counts: counts[:, ::-1]),
        ),
        Claim(
            "the accuracy is above 0.8, although half the positive answers are wrong",
            lambda data: data.accuracy > 0.8 and data.precision < 0.5,
            wrong=changed(counts=lambda counts: counts * [[1, 1], [0, 1]]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Histograms of the scores of two classes with a threshold at {spoken(data.threshold)}, and the matrix of "
        f"its answers: "
        f"{data.counts[0, 0]:,} true positives, {data.counts[0, 1]:,} false negatives, {data.counts[1, 0]:,} false "
        f"positives, {data.counts[1, 1]:,} true negatives. Recall {spoken(data.recall)}, "
        f"precision {'undefined' if math.isnan(data.precision) else spoken(data.precision)}, "
        f"accuracy {spoken(data.accuracy)}."
    ),
    steps=Steps(
        count=lambda data: 25,
        # Down from 4, and at last where the figure has it.
        at=lambda data, k: data if k == 24 else count_at(data.score, data.positive, 4 - k / 4),
    ),
)
