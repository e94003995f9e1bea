"""Scaled dot-product attention: from scores over weights, and why the scores are divided by √d."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Flag, Whole
from thalweg.scenes.text import MINUS, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

WORDS = ("the", "cat", "saw", "the", "dog")
SIZES = 2 ** np.arange(1, 10)
"""Lengths of queries and keys for which the weights' entropy is measured."""


@dataclass(frozen=True)
class Data:
    """Scores and weights, shape (query, key), and mean entropies, shape (length,), with and without the division."""

    d: int
    causal: bool
    scores: np.ndarray
    weights: np.ndarray
    divided: np.ndarray
    plain: np.ndarray


def softmax(scores: np.ndarray) -> np.ndarray:
    """Along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def entropy(weights: np.ndarray) -> float:
    """In bits, on average over the rows."""
    return float(-(weights * np.log2(np.maximum(weights, 1e-300))).sum(axis=-1).mean())


def compute(d: int, causal: bool, seed: int) -> Data:
    """Queries and keys of normal numbers, one for each different word (Vaswani et al. 2017)."""
    rng = np.random.default_rng(seed)
    different = sorted(set(WORDS))
    at = [different.index(word) for word in WORDS]
    query, key = rng.normal(size=(2, len(different), d))[:, at]
    scores = query @ key.T / d**0.5
    hidden = np.triu(np.ones_like(scores, bool), 1) & causal
    divided, plain = [], []
    for size in SIZES:
        q, k = rng.normal(size=(2, 40, len(WORDS), size))
        products = q @ k.swapaxes(-1, -2)
        divided.append(entropy(softmax(products / size**0.5)))
        plain.append(entropy(softmax(products)))
    weights = softmax(np.where(hidden, -np.inf, scores))
    return Data(d, causal, scores, weights, np.array(divided), np.array(plain))


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Scores, weights, and entropies."""
    *views, right = panels
    n = len(WORDS)
    # What is hidden has the score minus infinity, and the weight 0 itself.
    hidden = data.weights == 0
    named = (
        ("Scores q·k / √d", np.where(hidden, 0.0, data.scores), 1, f"{MINUS}∞"),
        ("Softmax of each row, in %", 100 * data.weights, 0, ""),
    )
    for view, (title, values, digits, none) in zip(views, named, strict=True):
        view.canvas(n + 1.4, n + 0.9)
        view.title(title)
        texts = [
            [
                none if off else f"{v:.{digits}f}".replace("-", MINUS)
                for v, off in zip(*row, strict=True)
            ]
            for row in zip(values.tolist(), hidden.tolist(), strict=True)
        ]
        view.cells(values, texts, corner=(1.4, 0), signed=True)
        for k, word in enumerate(WORDS):
            view.text(1.9 + k, n + 0.5, word, "quiet", size=0.89)
            view.text(1.2, n - 0.5 - k, word, "quiet", size=0.89, ha="right")
        for patch in view.ax.patches:
            patch.set_clip_on(False)
            patch.set_in_layout(False)
    right.frame(
        "length d of q and k",
        "entropy (bits)",
        (1.6, 640),
        (0, 1.15 * np.log2(n)),
        log="x",
        title="How evenly the weights spread",
        xnames=[(float(size), str(size)) for size in SIZES[::2]],
    )
    right.guide(y=float(np.log2(n)))
    right.label("all weights alike", (32.0, float(np.log2(n))), "quiet")
    right.curve(SIZES, data.divided, 0, "divided by √d", marks=True, at=0.5)
    right.curve(SIZES, data.plain, 1, "not divided", marks=True, at=0.5)


figure = Figure(
    name="attention_weights",
    title="Attention weights",
    caption="Each word's scores become weights that add up to 1; divided by √d they stay spread out however long "
    "queries and keys are, "
    "and else one word takes all.",
    tags=("sequence", "network"),
    parameters=(
        Whole("d", 8, 1, 512, "length of queries and keys"),
        Flag("causal", False, "whether a word sees only itself and those before"),
        Whole("seed", 3, 0, 1_000_000, "seed of queries and keys"),
    ),
    layout=Layout("abc", size=(10.4, 3.9), narrow="ab/cc", column_height=4.6),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"A row for each word that asks, with query q, and a column for each that answers, with key k: random "
        f"numbers, d = {data.d} of each"
    ),
    claims=(
        Claim(
            "the weights of each row are positive and add up to 1",
            lambda data: np.allclose(data.weights.sum(axis=1), 1) and np.all(data.weights >= 0),
            wrong=lambda data: changed(weights=lambda weights: softmax(data.scores.T).T)(data),
        ),
        Claim(
            "the same word in another place gets the same weight from all who see both: there are no positions",
            lambda data: np.allclose(data.weights[3:, 0], data.weights[3:, 3]),
            wrong=changed(weights=lambda weights: weights.cumsum(axis=1)),
        ),
        Claim(
            "with the division the entropy hardly depends on d",
            lambda data: np.ptp(data.divided) < 0.35,
            wrong=lambda data: changed(divided=lambda _: data.plain)(data),
            always=False,
        ),
        Claim(
            "without it the entropy falls below a tenth of that for equal weights",
            lambda data: data.plain[-1] < 0.1 * np.log2(len(WORDS)),
            wrong=lambda data: changed(plain=lambda _: data.divided)(data),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Two tables of {len(WORDS)} by {len(WORDS)} numbers for the words {' '.join(WORDS)}: scores"
        + (", minus infinity for words after the one that asks, the others" if data.causal else "")
        + f" from {spoken(data.scores[data.weights > 0].min())} to "
        f"{spoken(data.scores[data.weights > 0].max())}, and their weights, of which the largest is "
        f"{spoken(data.weights.max())}; each row adds up to 1. Beside "
        f"them the entropy of random weights against d: with the division by the root of d it is "
        f"{spoken(data.divided[-1])} bits at d = "
        f"{int(SIZES[-1])}, without it {spoken(data.plain[-1])}."
    ),
)
