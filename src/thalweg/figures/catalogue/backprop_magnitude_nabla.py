"""How large the gradient of each layer's weights is, in deep networks that have just been initialised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Choice, Several, Whole
from thalweg.figures.parts.backprop import ACTIVATIONS, Activation, forward, send_back
from thalweg.scenes.text import count, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

NAMES = ("sigmoid", "ReLU")
IMAGES, SIDE = 40, 28
SEGMENTS = ("012456", "25", "02346", "02356", "1235", "01356", "013456", "025", "0123456", "012356")
"""Which of seven strokes each digit has: top, upper left, upper right, middle, lower left, lower right, bottom."""


@dataclass(frozen=True)
class Data:
    """Sizes of the weights' gradients, shape (function, network, layer).

    `told` and `differences` are some derivatives of the first networks, shape (function, layer), by backpropagation and
    by differences of the loss.
    """

    sizes: tuple[int, ...]
    measure: str
    norms: np.ndarray
    told: np.ndarray
    differences: np.ndarray

    @property
    def median(self) -> np.ndarray:
        """Over the networks, shape (function, layer)."""
        return np.median(self.norms, axis=1)


def digits(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Digits of seven strokes, moved about and with noise, shape (pixel, image), and which they are, shape (image,)."""
    bars = [
        (4, 7, 9, 19),
        (5, 14, 8, 11),
        (5, 14, 17, 20),
        (12, 15, 9, 19),
        (13, 23, 8, 11),
        (13, 23, 17, 20),
        (21, 24, 9, 19),
    ]
    classes = np.arange(IMAGES) % 10
    images = np.zeros((IMAGES, SIDE, SIDE))
    for image, digit in zip(images, classes, strict=True):
        for stroke in SEGMENTS[digit]:
            top, bottom, left, right = bars[int(stroke)]
            image[top:bottom, left:right] = 1.0
        image[:] = np.roll(image, rng.integers(-3, 4, 2), (0, 1))
    noisy = np.clip(images + 0.1 * rng.normal(size=images.shape), 0, 1)
    return noisy.reshape(IMAGES, -1).T, classes


def loss_and_error(output: np.ndarray, classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean cross-entropy of a softmax, shape (...), and its gradient with respect to output (..., class, image)."""
    shifted = output - output.max(axis=-2, keepdims=True)
    log_share = shifted - np.log(np.exp(shifted).sum(axis=-2, keepdims=True))
    wanted = np.eye(output.shape[-2])[:, classes]
    loss = -(wanted * log_share).sum(axis=-2).mean(axis=-1)
    return loss, (np.exp(log_share) - wanted) / len(classes)


def check(
    x: np.ndarray, classes: np.ndarray, weights: list[np.ndarray], activation: Activation
) -> list[float]:
    """The derivative by the first weight of the first network's middle unit, for each layer, by central differences."""
    own = [w[0].copy() for w in weights]
    found = []
    for w in own:
        at, values = (len(w) // 2, w.shape[1] // 2), []
        for step in (1e-4, -1e-4):
            w[at] += step
            values.append(float(loss_and_error(forward(x, own, activation)[0][-1], classes)[0]))
            w[at] -= step
        found.append((values[0] - values[1]) / 2e-4)
    return found


def compute(hidden: tuple[float, ...], networks: int, measure: str, seed: int) -> Data:
    """One backpropagation of a batch of digits through networks with weights of variance gain²/(units before)."""
    rng = np.random.default_rng(seed)
    sizes = (SIDE * SIDE, *(int(n) for n in hidden), 10)
    x, classes = digits(rng)
    drawn = [
        rng.normal(size=(networks, after, before)) / before**0.5
        for before, after in pairwise(sizes)
    ]
    norms, told, differences = [], [], []
    for name in NAMES:
        activation = ACTIVATIONS[name]
        weights = [activation.gain * w for w in drawn]
        sums, inputs = forward(x, weights, activation)
        errors = send_back(loss_and_error(sums[-1], classes)[1], sums, weights, activation)
        gradients = [d @ np.swapaxes(a, -1, -2) for d, a in zip(errors, inputs, strict=True)]
        norms.append(np.stack([np.sqrt((g**2).sum(axis=(-1, -2))) for g in gradients], axis=-1))
        told.append([g[0, g.shape[1] // 2, g.shape[2] // 2] for g in gradients])
        differences.append(check(x, classes, weights, activation))
    many = np.array([w[0].size for w in drawn]) if measure == "per weight" else 1
    return Data(
        sizes, measure, np.array(norms) / np.sqrt(many), np.array(told), np.array(differences)
    )


def draw(panels: Sequence[Panel], data: Data) -> None:
    """A thin line for each network, and their median."""
    (panel,) = panels
    layer = np.arange(1, len(data.sizes))
    shown = data.norms[data.norms > 0]
    panel.frame(
        "layer (the gradient travels from right to left)",
        "gradient of a weight (root mean square)"
        if data.measure == "per weight"
        else "norm of the gradient ‖∂C/∂Wˡ‖",
        (0.8, layer[-1] + 0.2),
        (float(shown.min()) / 2, 2 * float(shown.max())),
        log="y",
        whole="x",
        grid="y",
    )
    for look in (1, 0):
        lines = np.concatenate(
            [data.norms[look], np.full((len(data.norms[look]), 1), np.nan)], axis=1
        )
        across = np.tile(np.append(layer, np.nan), len(lines))
        panel.curve(across, lines.ravel(), look, dash=0, width=0.25, alpha=0.55)
        panel.curve(layer, data.median[look], look, f"{NAMES[look]}, median", marks=True, width=1.3)


figure = Figure(
    name="backprop_magnitude_nabla",
    title="Gradients in a deep network before training",
    caption="With sigmoid units the gradient of the weights gets smaller from layer to layer on the way back, by "
    "orders of "
    "magnitude in the end; with ReLU units it keeps its size.",
    tags=("network", "training"),
    parameters=(
        Several(
            "hidden",
            (30, 30, 30, 30, 30),
            5,
            100,
            "units of the hidden layers",
            least=2,
            most=8,
            whole=True,
        ),
        Whole("networks", 20, 2, 50, "initialisations"),
        Choice(
            "measure",
            "per weight",
            ("per weight", "norm"),
            "of one weight, or of all weights of a layer",
        ),
        Whole("seed", 0, 0, 1_000_000, "seed of images and weights"),
    ),
    layout=Layout("a", size=(6.8, 4.6)),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"Layers of {'-'.join(map(str, data.sizes))} units, {data.norms.shape[1]} initialisations, "
        f"one batch of {IMAGES} synthetic digits"
    ),
    claims=(
        Claim(
            "backpropagation agrees with differences of the loss",
            lambda data: np.allclose(data.told, data.differences, rtol=1e-3, atol=1e-9),
            wrong=changed(told=lambda told: 1.1 * told),
        ),
        Claim(
            "the sigmoid's gradient at layer 2 is less than a hundredth of that at the last layer",
            lambda data: data.median[0, 1] < 0.01 * data.median[0, -1],
            wrong=changed(norms=lambda norms: norms[::-1]),
            always=False,
        ),
        Claim(
            "ReLU's stays within a factor of 3 over all layers",
            lambda data: data.median[1].max() < 3 * data.median[1].min(),
            wrong=changed(norms=lambda norms: norms[::-1]),
            always=False,
        ),
        Claim(
            "at the first layer every sigmoid network's gradient is smaller than any ReLU network's",
            lambda data: data.norms[0, :, 0].max() < data.norms[1, :, 0].min(),
            wrong=changed(norms=lambda norms: norms[::-1]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Size of the gradient of the weights ({data.measure}) against the layer, on a log axis, for "
        f"{count(data.norms.shape[1], 'initialisation')} "
        f"of networks with {'-'.join(map(str, data.sizes))} units. With sigmoid units the median is "
        f"{spoken(data.median[0, -1])} at the last layer and {spoken(data.median[0, 0])} at the first; with ReLU "
        f"units "
        f"{spoken(data.median[1, -1])} and {spoken(data.median[1, 0])}."
    ),
)
