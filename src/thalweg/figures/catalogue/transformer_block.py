"""A transformer block: attention and a small network, each with a norm and a way around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Choice, Flag, Whole
from thalweg.figures.parts.gated import normal
from thalweg.scenes.text import count, number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

WORDS = ("the", "cat", "sat", "on", "it")
BLOCKS = 12
WIDER = 4
"""The hidden layer has as many times the width."""

STABLE = 1e-5
"""What is added to a variance before its root is divided by."""


@dataclass(frozen=True)
class Weights:
    """Of one block: queries, keys, values and output, each (width, width); hidden layer and back."""

    query: np.ndarray
    key: np.ndarray
    value: np.ndarray
    out: np.ndarray
    up: np.ndarray
    down: np.ndarray

    @property
    def total(self) -> int:
        """How many numbers they are, without biases."""
        return sum(one.size for one in vars(self).values())


@dataclass(frozen=True)
class Data:
    """A block and what it computes.

    Attributes
    ----------
    norm : str
        ``before`` or ``after``: where the norms stand.
    weights : Weights
    x, middle, y : arrays, shape (token, width)
        What goes in, what stands between both halves, and what comes out.
    normed : array, shape (token, width)
        What the first norm gives.
    attention : array, shape (head, token, token)
        Weights: rows ask, columns answer.
    shuffled : array, shape (token, width)
        What comes out of the tokens in the reverse order.
    silent : array, shape (token, width)
        What comes out where both halves add nothing.
    sizes : array, shape (2, block + 1)
        Root mean square of the numbers through a stack of blocks, with the norms before and after.
    seen : int
        Parts that were passed, of those in `parts`.
    """

    norm: str
    weights: Weights
    x: np.ndarray
    middle: np.ndarray
    y: np.ndarray
    normed: np.ndarray
    attention: np.ndarray
    shuffled: np.ndarray
    silent: np.ndarray
    sizes: np.ndarray
    seen: int


def parts(norm: str) -> tuple[str, ...]:
    """What tokens pass, in order."""
    halves = (("attention", "+"), ("network", "+"))
    if norm == "before":
        return tuple(part for half in halves for part in ("norm", *half))
    return tuple(part for half in halves for part in (*half, "norm"))


def layer_norm(x: np.ndarray) -> np.ndarray:
    """Each token's numbers with mean 0 and variance 1 (Ba et al. 2016, arXiv:1607.06450)."""
    far = x - x.mean(axis=-1, keepdims=True)
    return far / np.sqrt((far**2).mean(axis=-1, keepdims=True) + STABLE)


def attend(
    weights: Weights, x: np.ndarray, heads: int, causal: bool
) -> tuple[np.ndarray, np.ndarray]:
    """What attention adds, shape (token, width), and its weights, shape (head, token, token)."""
    tokens, width = x.shape
    q, k, v = (
        (x @ one.T).reshape(tokens, heads, width // heads).swapaxes(0, 1)
        for one in (weights.query, weights.key, weights.value)
    )
    scores = q @ k.swapaxes(1, 2) / (width // heads) ** 0.5
    if causal:
        scores = np.where(np.triu(np.ones((tokens, tokens), bool), 1), -np.inf, scores)
    powers = np.exp(scores - scores.max(axis=2, keepdims=True))
    shares = powers / powers.sum(axis=2, keepdims=True)
    return (shares @ v).swapaxes(0, 1).reshape(tokens, width) @ weights.out.T, shares


def block(
    weights: Weights, x: np.ndarray, heads: int, causal: bool, norm: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What comes out, what stands in the middle, and the attention (Vaswani et al. 2017, arXiv:1706.03762).

    They have the norms after the sums; before the halves since Radford et al. 2019.
    """

    def network(z: np.ndarray) -> np.ndarray:
        hidden = z @ weights.up.T
        return (hidden * normal(hidden)) @ weights.down.T

    if norm == "before":
        added, shares = attend(weights, layer_norm(x), heads, causal)
        middle = x + added
        return middle + network(layer_norm(middle)), middle, shares
    added, shares = attend(weights, x, heads, causal)
    middle = layer_norm(x + added)
    return layer_norm(middle + network(middle)), middle, shares


def _drawn(width: int, rng: np.random.Generator) -> Weights:
    """Weights that keep the size of what they multiply."""
    hidden = WIDER * width
    shapes = [(width, width)] * 4 + [(hidden, width), (width, hidden)]
    return Weights(*(rng.normal(size=shape) / shape[1] ** 0.5 for shape in shapes))


def compute(heads: int, head: int, norm: str, causal: bool, seed: int) -> Data:
    """One block with random tokens and weights, and a stack of such blocks."""
    rng = np.random.default_rng(seed)
    width = heads * head
    x = rng.normal(size=(len(WORDS), width))
    stack = [_drawn(width, rng) for _ in range(BLOCKS)]
    weights = stack[0]
    y, middle, attention = block(weights, x, heads, causal, norm)
    sizes = []
    for where in ("before", "after"):
        stream = x if where == "before" else layer_norm(x)
        found = [stream]
        for one in stack:
            found.append(block(one, found[-1], heads, causal, where)[0])
        sizes.append(np.sqrt(np.mean(np.square(found), axis=(1, 2))))
    nothing = replace(weights, out=0 * weights.out, down=0 * weights.down)
    return Data(
        norm,
        weights,
        x,
        middle,
        y,
        layer_norm(x) if norm == "before" else middle,
        attention,
        block(weights, x[::-1], heads, causal, norm)[0],
        block(nothing, x, heads, causal, norm)[0],
        np.array(sizes),
        len(parts(norm)) + 1,
    )


def _block(panel: Panel, data: Data) -> None:
    """The parts above each other, from the tokens at the bottom; what is not reached yet is faint."""
    from thalweg.figures.parts.circuit import fit_words, joint, wire

    tokens, width = data.x.shape
    heads = len(data.attention)
    panel.canvas(9.6, 14.4)
    fit_words(panel, 0.5)
    panel.title("One block")
    words = {
        "norm": "layer norm",
        "attention": f"attention, {count(heads, 'head')}",
        "network": f"{width} → {WIDER * width} → {width}, GELU",
    }
    looks = {"norm": 2, "attention": 0, "network": 1}
    centre, side = 4.0, 8.4
    panel.box(4.75, 7.15, 8.6, 12.1, look="isoline", fill=panel.theme.ramp[1]).set_zorder(1)
    y, branch = 0.75, 0.0
    for k, part in enumerate(parts(data.norm)):
        look: int | str = "faint" if k >= data.seen else "ink"
        half = 0.42 if part == "+" else 0.48
        # The ways around begin before the first part of each half.
        aside = {0: 1.0, len(parts(data.norm)) // 2: 0.5}.get(k, 0.0)
        gap = aside + 0.85
        wire(panel, [(centre, y), (centre, y + gap)], look, width=1.3)
        colour = "quiet" if look == "ink" else look
        at = (centre + 0.22, y + aside + (0.3 if not aside else 0.37))
        panel.text(*at, f"{tokens} × {width}", colour, size=0.78, ha="left")
        if aside:
            branch = y + aside
        y += gap + half
        if part == "+":
            around = [(centre, branch), (side, branch), (side, y), (centre + 0.42, y)]
            joint(panel, around[0], look)
            wire(panel, around, look, width=1.3)
            panel.circle(centre, y, 0.42, look=look, fill=panel.theme.paper)
            panel.text(centre, y, "+", look, size=1.25)
        else:
            rim = looks[part] if look == "ink" else look
            panel.box(centre, y, 5.6, 2 * half, look=rim, fill=panel.theme.paper)
            panel.text(centre, y, words[part], look)
        y += half
    end = "faint" if data.seen <= len(parts(data.norm)) else "ink"
    wire(panel, [(centre, y), (centre, 13.75)], end, width=1.3)
    panel.text(centre, 0.4, f"x: {tokens} tokens of {width} numbers", size=0.89)
    panel.text(centre, 14.1, f"y: {tokens} × {width}, as before", end, size=0.89)
    for patch in panel.ax.patches:
        patch.set_in_layout(False)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The block, its attention, and a stack of blocks."""
    from thalweg.figures.parts.circuit import fit_words

    left, weights, stack = panels
    _block(left, data)
    heads, n = len(data.attention), len(WORDS)
    pitch = n + 1.0
    weights.canvas(1.6 + pitch * heads - 1.0, n + 1.9)
    fit_words(weights, 0.44)
    weights.title("Attention weights of each head, in %")
    for k, shares in enumerate(data.attention):
        corner = (1.6 + k * pitch, 0.0)
        if data.seen > parts(data.norm).index("attention"):
            texts = [[number(round(100 * v)) if v else "" for v in row] for row in shares.tolist()]
            weights.cells(shares, texts, corner=corner, largest=1.0)
        weights.text(corner[0] + n / 2, n + 1.5, f"head {k + 1}", 0, size=0.89)
        for j, word in enumerate(WORDS):
            weights.text(corner[0] + j + 0.5, n + 0.45, word, "quiet", size=0.89)
            if k == 0:
                weights.text(1.4, n - 0.5 - j, word, "quiet", size=0.89, ha="right")
    for patch in weights.ax.patches:
        # The outermost lines stand on the edge.
        patch.set(in_layout=False, clip_on=False)
    k = np.arange(BLOCKS + 1)
    stack.frame(
        "blocks passed",
        "root mean square",
        (-0.3, BLOCKS + 0.3),
        (0, 1.15 * float(data.sizes.max())),
        title=f"Size of the numbers in a stack of {BLOCKS} blocks",
        whole="x",
        grid="y",
    )
    stack.curve(k, data.sizes[0], 0, "norm before each half", marks=True)
    stack.curve(k, data.sizes[1], 1, "norm after each sum", marks=True)


figure = Figure(
    name="transformer_block",
    title="A transformer block",
    caption="Attention mixes the tokens and a network works on each of them; both only add to what passes by, so that "
    "blocks of one shape can be stacked.",
    tags=("network", "sequence"),
    parameters=(
        Whole("heads", 2, 1, 4, "heads of the attention"),
        Whole("head", 4, 2, 32, "numbers that each head works with"),
        Choice(
            "norm", "before", ("before", "after"), "norms before both halves, or after the sums"
        ),
        Flag("causal", False, "whether a token sees only itself and those before"),
        Whole("seed", 1, 0, 1_000_000, "seed of tokens and weights"),
    ),
    layout=Layout(
        "ab/ac",
        widths=(1, 1.35),
        size=(10.2, 6.2),
        narrow="a/b/c",
        narrow_heights=(2.4, 1, 0.85),
        column_height=8.6,
    ),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        (
            "y = a + MLP(norm(a)) and a = x + attention(norm(x))"
            if data.norm == "before"
            else "y = norm(a + MLP(a)) and a = norm(x + attention(x))"
        )
        + f"; {count(data.weights.total, 'weight')}, and biases"
    ),
    claims=(
        Claim(
            "what comes out has the shape of what goes in",
            lambda data: data.y.shape == data.middle.shape == data.x.shape,
            wrong=changed(y=lambda y: y[:, :-1]),
        ),
        Claim(
            "the weights of each row are positive and add up to 1, in every head",
            lambda data: np.allclose(data.attention.sum(axis=2), 1) and np.all(data.attention >= 0),
            wrong=changed(attention=lambda a: np.log(a + 1e-9)),
        ),
        Claim(
            "after the norm each token's numbers have mean 0 and variance 1",
            lambda data: (
                np.allclose(data.normed.mean(axis=1), 0, atol=1e-9)
                and np.allclose(data.normed.var(axis=1), 1, atol=0.01)
            ),
            wrong=lambda data: changed(normed=lambda _: 2 * data.x)(data),
        ),
        Claim(
            "tokens in another order come out in that order, the same: without a mask no place is special",
            lambda data: np.allclose(data.shuffled[::-1], data.y),
            wrong=changed(shuffled=lambda y: y[::-1]),
            # With a mask the first token is.
            always=False,
        ),
        Claim(
            "where both halves add nothing the tokens pass as they are",
            lambda data: np.allclose(data.silent, data.x),
            wrong=lambda data: changed(silent=lambda _: data.middle)(data),
            # With the norms after the sums they are normed.
            always=False,
        ),
        Claim(
            "with the norms after the sums the size stays 1, with the norms before it grows with every two blocks",
            lambda data: (
                np.allclose(data.sizes[1], 1, atol=0.01)
                and np.all(data.sizes[0, 2:] > data.sizes[0, :-2])
            ),
            wrong=changed(sizes=lambda sizes: sizes[::-1]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"On the left a block, from below: {len(WORDS)} tokens of {data.x.shape[1]} numbers pass "
        + (
            "a norm, attention and a sum with what went in, then a norm, a network and a sum"
            if data.norm == "before"
            else "attention, a sum with what went in and a norm, then a network, a sum and a norm"
        )
        + f"; the shape stays {len(WORDS)} by {data.x.shape[1]}. On the right the weights of "
        f"{count(len(data.attention), 'head')} as tables; the largest is {spoken(data.attention.max(), 2)}, and "
        "each row "
        f"adds up to 1. Below, the size of the numbers through {BLOCKS} blocks: with the norms before it goes from "
        f"{spoken(data.sizes[0, 0])} to {spoken(data.sizes[0, -1])}, with the norms after it is "
        f"{spoken(data.sizes[1, -1])} at the end."
    ),
    steps=Steps(
        # Part after part, and what comes out.
        count=lambda data: len(parts(data.norm)) + 2,
        at=lambda data, k: replace(data, seen=k),
    ),
)
