"""Weights that are too small, right and too large at the start: activations and gradients over the layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Choice, Several, Whole
from thalweg.figures.parts.backprop import ACTIVATIONS, forward, send_back
from thalweg.scenes.text import number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

SAMPLES, NETWORKS = 10, 20


@dataclass(frozen=True)
class Data:
    """Root mean squares of outputs and gradients at each scale, shape (scale, layer)."""

    scales: tuple[float, ...]
    activation: str
    outputs: np.ndarray
    gradients: np.ndarray


def compute(scales: tuple[float, ...], activation: str, layers: int, width: int, seed: int) -> Data:
    """Weights of standard deviation scale·gain/√units, in networks that differ in nothing else."""
    rng = np.random.default_rng(seed)
    f = ACTIVATIONS[activation]
    drawn = f.gain * rng.normal(size=(layers, NETWORKS, width, width)) / width**0.5
    x, error = rng.normal(size=(2, NETWORKS, width, SAMPLES))
    outputs, gradients = [], []
    for scale in scales:
        weights = tuple(scale * drawn)
        sums, _ = forward(x, weights, f)
        back = send_back(error, sums, weights, f)
        outputs.append([np.sqrt((f.value(z) ** 2).mean()) for z in sums])
        gradients.append([np.sqrt((d**2).mean()) for d in back])
    return Data(scales, activation, np.array(outputs), np.array(gradients))


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Outputs on the left, gradients on the right."""
    layer = np.arange(1, data.outputs.shape[1] + 1)
    named = (
        ("Forward: outputs", "size of outputs", data.outputs),
        ("Back: gradients", "size of gradients", data.gradients),
    )
    for panel, (title, name, values) in zip(panels, named, strict=True):
        low, high = float(values.min()), float(values.max())
        panel.frame(
            "layer",
            name,
            (0.7, layer[-1] + 0.3),
            (low / 3, 3 * high),
            title=title,
            log="y",
            whole="x",
            grid="y",
        )
        for look, scale in enumerate(data.scales):
            words = "as by He et al." if data.activation == "ReLU" else "as by Glorot and Bengio"
            label = f"scale {number(scale)}" + f", {words}" * (scale == 1)
            panel.curve(layer, values[look], look, label, marks=True)


figure = Figure(
    name="weight_initialisation",
    title="How large weights should be at the start",
    caption="Weights that are too small make outputs and gradients vanish over the layers, and weights that are too "
    "large make them "
    "explode; one scale between keeps their size.",
    tags=("network", "training"),
    parameters=(
        Several(
            "scales",
            (0.5, 1.0, 2.0),
            0.25,
            4.0,
            "weights, in those that keep the size",
            least=3,
            most=3,
        ),
        Choice("activation", "ReLU", ("ReLU", "tanh"), "of all layers"),
        Whole("layers", 10, 3, 30, "layers"),
        Whole("width", 50, 20, 60, "units of each layer"),
        Whole("seed", 0, 0, 1_000_000, "seed of the weights"),
    ),
    layout=Layout("ab", size=(9.2, 4.2)),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"{data.activation} networks of {data.outputs.shape[1]} layers; root mean squares over "
        f"{NETWORKS} networks"
    ),
    claims=(
        Claim(
            "larger weights make larger outputs at every layer",
            lambda data: (
                np.all(np.diff(data.outputs, axis=0) > 0) or np.any(np.diff(data.scales) <= 0)
            ),
            wrong=changed(outputs=lambda outputs: outputs[::-1]),
        ),
        Claim(
            "with ReLU, a scale s multiplies the outputs of layer l by s to the power of l",
            lambda data: np.allclose(
                data.outputs / data.outputs[1],
                (np.array(data.scales)[:, None] / data.scales[1])
                ** np.arange(1, data.outputs.shape[1] + 1),
            ),
            wrong=changed(outputs=np.sqrt),
            always=False,
        ),
        Claim(
            "the smallest scale loses over 99 % of output and gradient, the largest has both 100 times as large",
            lambda data: (
                data.outputs[0, -1] < 0.01 * data.outputs[1, -1]
                and data.gradients[0, 0] < 0.01 * data.gradients[1, 0]
                and data.outputs[2, -1] > 100 * data.outputs[1, -1]
                and data.gradients[2, 0] > 100 * data.gradients[1, 0]
            ),
            wrong=changed(gradients=lambda gradients: gradients[:, ::-1]),
            always=False,
        ),
        Claim(
            "scale 1 keeps outputs and gradients within a factor of 3",
            lambda data: all(v[1].max() < 3 * v[1].min() for v in (data.outputs, data.gradients)),
            wrong=changed(outputs=lambda outputs: outputs[[1, 0, 2]]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Size of outputs and of gradients against the layer, on log axes, in {data.activation} networks with "
        f"weights of "
        f"{len(data.scales)} scales. "
        + " ".join(
            f"At scale {spoken(scale)} the outputs of the last layer are {spoken(data.outputs[k, -1])} and the "
            f"gradients at the first "
            f"{spoken(data.gradients[k, 0])}."
            for k, scale in enumerate(data.scales)
        )
    ),
)
