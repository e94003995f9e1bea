"""Dropout: another part of the network at each training step, all of it, scaled, at test time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Real, Several, Whole
from thalweg.scenes.text import count, listing, number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

STEPS = 3
"""Training steps that are shown."""


@dataclass(frozen=True)
class Data:
    """Masks of the steps shown, each one array of shape (unit,) a layer, and what a unit of the layer after adds up.

    `sums` has that for every mask of the first hidden layer, shape (mask,), with the mask's `chance`; `scaled` and
    `unscaled` are the sums at test time, with and without the factor 1 − p. The first mask is that of step `first`.
    """

    sizes: tuple[int, ...]
    p: float
    masks: tuple[tuple[np.ndarray, ...], ...]
    sums: np.ndarray
    chance: np.ndarray
    scaled: float
    unscaled: float
    first: int = 1

    @property
    def mean(self) -> float:
        """Of the sums in training."""
        return float(self.chance @ self.sums)


def drawn(
    layers: tuple[int, ...], p: float, rng: np.random.Generator
) -> tuple[tuple[np.ndarray, ...], ...]:
    """Masks of some steps; inputs and outputs are never left out."""
    return tuple(
        tuple(
            rng.random(size) >= p if 0 < k < len(layers) - 1 else np.ones(size, bool)
            for k, size in enumerate(layers)
        )
        for _ in range(STEPS)
    )


MORE = 11
"""Times that an animation draws other masks, before it comes back to the first ones."""


def later(data: Data, k: int) -> Data:
    """Masks of later steps."""
    if k in (0, MORE + 1):
        return data
    rng = np.random.default_rng(k)
    return replace(data, masks=drawn(data.sizes, data.p, rng), first=1 + STEPS * k)


def compute(sizes: tuple[float, ...], p: float, seed: int) -> Data:
    """Draw masks, and go through all masks of the first hidden layer."""
    rng = np.random.default_rng(seed)
    layers = tuple(int(size) for size in sizes)
    masks = drawn(layers, p, rng)
    active = np.abs(rng.normal(size=layers[1]))
    weights = rng.normal(0.5, 0.5, size=layers[1])
    every = np.arange(2 ** layers[1])[:, None] >> np.arange(layers[1]) & 1
    kept = every.sum(axis=1)
    chance = (1 - p) ** kept * p ** (layers[1] - kept)
    whole = float(weights @ active)
    return Data(layers, p, masks, every @ (weights * active), chance, (1 - p) * whole, whole)


def _network(
    panel: Panel, sizes: tuple[int, ...], mask: tuple[np.ndarray, ...], width: float
) -> None:
    """A network without the lines of its dropped units."""
    from thalweg.render.nodes import fit_axes

    panel.ax.set_axis_off()

    def draw() -> None:
        across, high = fit_axes(panel.ax, panel.style)
        pitch = (high - 1.6) / max(sizes)
        radius = min(0.36 * pitch, 1.0)
        places = [
            np.stack(
                [np.full(n, x), 1.6 + (high - 1.6) / 2 + ((n - 1) / 2 - np.arange(n)) * pitch],
                axis=-1,
            )
            for n, x in zip(sizes, np.linspace(1.3, across - 1.3, len(sizes)), strict=True)
        ]
        # The lines of a layer are one shape, and the units are marks: hundreds of shapes would make a heavy file.
        fixed: dict[str, Any] = {"scalex": False, "scaley": False, "clip_on": False}
        line, units = panel.style.line, 2 * radius * panel.style.font
        for before, after, here, there in zip(places, places[1:], mask, mask[1:], strict=False):
            ends = [
                (one, other, (np.nan, np.nan)) for one in before[here] for other in after[there]
            ]
            if ends:
                x, y = np.array(ends).reshape(-1, 2).T
                panel.ax.plot(
                    x, y, color=panel.colour(0), linewidth=width * line, zorder=2, **fixed
                )
        every, kept = np.concatenate(places), np.concatenate(mask)
        for which, shape, size, face, edge in (
            (kept, "o", units, panel.theme.ramp[1], "ink"),
            (~kept, "o", units, "none", "faint"),
            (~kept, "x", 0.7 * units, "none", "quiet"),
        ):
            if which.any():
                fixed |= {"marker": shape, "markersize": size, "markerfacecolor": face}
                fixed |= {"markeredgecolor": panel.colour(edge), "markeredgewidth": 0.55 * line}
                panel.ax.plot(*every[which].T, linestyle="none", zorder=3, **fixed)
        for layer, name in ((places[0], "input"), (places[-1], "output")):
            panel.text(float(layer[0, 0]), 1.3, name, "quiet", size=0.89, va="top")

    panel.later(draw)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The network at some training steps and at test time, and the sums of all masks."""
    *steps, test, below = panels
    for k, (panel, mask) in enumerate(zip(steps, data.masks, strict=True), data.first):
        panel.title(f"Training step {k}")
        _network(panel, data.sizes, mask, 0.5)
    test.title(f"Test: all, outputs × {number(1 - data.p)}")
    _network(test, data.sizes, tuple(np.ones(n, bool) for n in data.sizes), 0.5 * (1 - data.p))
    edges = np.linspace(data.sums.min(), data.sums.max(), 25)
    share, _ = np.histogram(data.sums, edges, weights=data.chance)
    top = float(share.max())
    sides = np.array([*edges, data.scaled, data.unscaled, 0.0])
    # Of three layers, the last comes after the first hidden one.
    adding = "unit of hidden layer 2" if len(data.sizes) > 3 else "output"
    below.frame(f"what one {adding} adds up", "probability", sides, (0, 1.45 * top))
    x, y = np.repeat(edges, 2), np.concatenate([[0.0], np.repeat(share, 2), [0.0]])
    below.area(x, 0.0, y, 0, f"in training, all {len(data.sums):,} masks", alpha=0.3)
    below.curve(x, y, 0, width=0.5)
    for look, at, name in (
        (1, data.unscaled, "test, not scaled"),
        (2, data.scaled, "test, scaled"),
    ):
        below.curve([at, at], [0, 1.2 * top], look, zorder=3.4)
        below.label(name, (at, 1.2 * top), look)
    below.dot(data.mean, 0.0, "ink", size=1.2)
    below.points(np.array([np.nan]), np.array([np.nan]), "ink", "mean in training")


figure = Figure(
    name="dropout_regularization",
    title="Dropout",
    caption="Each training step leaves out other units at random; at test time all of them work, with outputs "
    "scaled so that the next "
    "layer gets what it got on average.",
    tags=("regularization", "network", "training"),
    parameters=(
        Several("sizes", (3, 8, 8, 2), 1, 10, "units of each layer", least=3, most=5, whole=True),
        Real("p", 0.5, 0.1, 0.9, "probability that a hidden unit is left out"),
        Whole("seed", 38, 0, 1_000_000, "seed of masks and weights"),
    ),
    layout=Layout(
        "abcd/eeee",
        heights=(1.5, 1),
        size=(9.8, 5.4),
        narrow="ab/cd/ee",
        narrow_heights=(1, 1, 0.8),
        column_height=6.4,
    ),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"Layers of {'-'.join(map(str, data.sizes))} units; a hidden unit is left out with probability "
        f"{number(data.p)}"
    ),
    claims=(
        Claim(
            "the mean over all masks is what the scaled network gives at test time",
            lambda data: np.isclose(data.mean, data.scaled),
            wrong=lambda data: changed(scaled=lambda _: data.unscaled)(data),
        ),
        Claim(
            "the probabilities of the masks add up to 1",
            lambda data: np.isclose(data.chance.sum(), 1),
            wrong=changed(chance=lambda chance: chance / 2),
        ),
        Claim(
            "no input and no output is left out",
            lambda data: all(mask[0].all() and mask[-1].all() for mask in data.masks),
            wrong=changed(masks=lambda masks: tuple(tuple(~one for one in mask) for mask in masks)),
        ),
        Claim(
            "the steps have different masks, and each leaves units out",
            lambda data: (
                len({np.concatenate(mask).tobytes() for mask in data.masks}) == STEPS
                and not any(np.concatenate(mask).all() for mask in data.masks)
            ),
            wrong=changed(masks=lambda masks: masks[:1] * STEPS),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"A network with layers of {'-'.join(map(str, data.sizes))} units, {STEPS} times in training with "
        + listing([str(sum(int((~one).sum()) for one in mask)) for mask in data.masks])
        + f" of them crossed out, and once at test time, whole. Below, what one unit adds up over all "
        f"{count(len(data.sums), 'mask')} of the layer before: {spoken(data.mean)} on average; at test time "
        f"{spoken(data.scaled)} "
        f"if scaled by {spoken(1 - data.p)}, and {spoken(data.unscaled)} if not."
    ),
    steps=Steps(
        count=lambda data: MORE + 2,
        at=later,
        tell=lambda data, k: f"training steps {data.first} to {data.first + STEPS - 1}",
    ),
)
