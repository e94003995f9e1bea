"""A block that adds its input to its output, and what that does to the gradient of a deep stack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Real, Whole
from thalweg.scenes.text import number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

NETWORKS = 20


@dataclass(frozen=True)
class Data:
    """Lengths of the gradient at the input of each block, shape (kind, network, block + 1).

    With the skip, and without.
    """

    scale: float
    lengths: np.ndarray

    @property
    def median(self) -> np.ndarray:
        """Over the networks, shape (kind, block + 1)."""
        return np.median(self.lengths, axis=1)


def compute(blocks: int, width: int, scale: float, seed: int) -> Data:
    """Send a unit vector back through blocks F(x) = W₂·ReLU(W₁·x), with x added and without."""
    rng = np.random.default_rng(seed)
    weights = scale * rng.normal(size=(blocks, 2, NETWORKS, width, width)) / width**0.5
    start, end = rng.normal(size=(2, NETWORKS, width, 1))
    lengths = []
    for skip in (1.0, 0.0):
        x, open_units = start, []
        for first, second in weights:
            z = first @ x
            open_units.append(z > 0)
            x = second @ (z * open_units[-1]) + skip * x
        g = end / np.linalg.norm(end, axis=1, keepdims=True)
        found = [g]
        for (first, second), on in zip(weights[::-1], open_units[::-1], strict=True):
            g = first.swapaxes(-1, -2) @ (second.swapaxes(-1, -2) @ g * on) + skip * g
            found.append(g)
        lengths.append(np.linalg.norm(np.array(found[::-1])[..., 0], axis=-1).T)
    return Data(scale, np.array(lengths))


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The block, and the gradient over a stack of them."""
    left, right = panels
    left.canvas(10, 11)
    left.title("One block")
    for y, word in ((2.6, "weights W₁"), (4.6, "ReLU"), (6.6, "weights W₂")):
        left.box(4, y, 4.2, 1.2, word)
    left.circle(4, 8.6, 0.55, "+", size=1.3)
    left.text(4, 0.4, "x")
    left.text(4, 10.6, "F(x) + x")
    for low, high in ((0.8, 2.0), (3.2, 4.0), (5.2, 6.0), (7.2, 8.05), (9.15, 10.2)):
        left.arrow((4, low), (4, high), "ink")
    left.curve([4, 8.4, 8.4, 6.0], [1.35, 1.35, 8.6, 8.6], 0, dash=0)
    left.arrow((6.4, 8.6), (4.55, 8.6), 0, width=1.6)
    left.text(8.1, 5.0, "skip: + x", 0, rotation=90, ha="right")
    block = np.arange(data.lengths.shape[2])
    shown = data.lengths[data.lengths > 0]
    right.frame(
        "block (0: the input)",
        "length of the gradient",
        (-0.4, block[-1] + 0.4),
        (float(shown.min()) / 4, 4 * float(shown.max())),
        title="Sent back from the last block to the input",
        log="y",
        whole="x",
        grid="y",
    )
    for look, name in ((0, "with the skip"), (1, "without")):
        lengths = data.lengths[look]
        right.area(block, lengths.min(axis=0), lengths.max(axis=0), look)
        right.curve(block, data.median[look], look, name, marks=True)
        right.label(number(data.median[look, 0], 2), (0.0, float(data.median[look, 0])), look)


figure = Figure(
    name="residual_block",
    title="A residual block",
    caption="A block that adds its input to what it computes lets the gradient pass beside its weights, so that a "
    "deep stack of blocks "
    "keeps it.",
    tags=("network", "training"),
    parameters=(
        Whole("blocks", 15, 2, 40, "blocks"),
        Whole("width", 30, 20, 60, "units of each layer"),
        Real("scale", 0.5, 0.1, 1.0, "standard deviation of the weights, times √width"),
        Whole("seed", 0, 0, 1_000_000, "seed of the weights"),
    ),
    layout=Layout(
        "ab", widths=(1, 1.7), size=(9.2, 4.4), narrow_heights=(1.2, 1), column_height=5.6
    ),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"F(x) = W₂·ReLU(W₁·x); median and range of {NETWORKS} stacks of "
        f"{data.lengths.shape[2] - 1} blocks"
    ),
    claims=(
        Claim(
            "at the first block the gradient is longer with the skip than without, in every network",
            lambda data: data.lengths[0, :, 0].min() > data.lengths[1, :, 0].max(),
            wrong=changed(lengths=lambda lengths: lengths[::-1]),
        ),
        Claim(
            "the gradient starts as 1 with both",
            lambda data: np.allclose(data.lengths[:, :, -1], 1),
            wrong=changed(lengths=lambda lengths: lengths[:, :, ::-1]),
        ),
        Claim(
            "with the skip it stays within a factor of 10, and without it falls below a billionth",
            lambda data: 0.1 < data.median[0, 0] < 10 and data.median[1, 0] < 1e-9,
            wrong=changed(lengths=lambda lengths: lengths[::-1]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"On the left a block: x goes through weights, ReLU and weights, and an arrow beside them adds x again. On "
        f"the right the length "
        f"of a gradient on its way back through {data.lengths.shape[2] - 1} blocks, on a log axis: with the skip "
        f"its median is "
        f"{spoken(data.median[0, 0])} in the end, without it {spoken(data.median[1, 0])}."
    ),
)
