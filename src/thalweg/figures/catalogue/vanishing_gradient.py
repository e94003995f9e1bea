"""A gradient on its way back through sigmoid layers: each multiplies it by 1/4 at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Real, Whole
from thalweg.figures.parts.backprop import ACTIVATIONS, forward, send_back
from thalweg.scenes.text import number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

NETWORKS = 20
NAMES = ("sigmoid", "ReLU")


@dataclass(frozen=True)
class Data:
    """Slopes, shape (function, point), and norms of the gradient, shape (function, network, layer).

    They are 1 at the last layer. `bound` is what the sigmoid's cannot exceed, shape (layer,).
    """

    z: np.ndarray
    slopes: np.ndarray
    norms: np.ndarray
    bound: np.ndarray
    scale: float

    @property
    def median(self) -> np.ndarray:
        """Over the networks, shape (function, layer)."""
        return np.median(self.norms, axis=1)


def compute(layers: int, width: int, scale: float, seed: int) -> Data:
    """Send unit vectors back through networks whose weights are rotations times a scale.

    A rotation keeps every length, so that a layer's factor is its scale times a slope. ReLU has √2 as its scale, which
    makes up for the half of its units that are off (He et al. 2015).
    """
    rng = np.random.default_rng(seed)
    turns, _ = np.linalg.qr(rng.normal(size=(layers, NETWORKS, width, width)))
    x, error = rng.normal(size=(2, NETWORKS, width, 1))
    error /= np.linalg.norm(error, axis=1, keepdims=True)
    z = np.linspace(-8, 8, 201)
    slopes, norms = [], []
    for name in NAMES:
        activation = ACTIVATIONS[name]
        weights = turns * (scale if name == "sigmoid" else activation.gain)
        sums, _ = forward(x, tuple(weights), activation)
        back = send_back(error, sums, tuple(weights), activation)
        norms.append(np.linalg.norm(np.array(back)[..., 0], axis=-1).T)
        slopes.append(activation.slope(z))
    bound = (scale / 4) ** np.arange(layers - 1, -1, -1)
    return Data(z, np.array(slopes), np.array(norms), bound, scale)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The slopes, and what becomes of the gradient."""
    left, right = panels
    left.frame("z", "slope f′(z)", (-8, 8), (-0.05, 1.1), title="The slope of one unit")
    left.guide(y=0.25)
    below = data.z <= 0
    left.curve(data.z, data.slopes[0], 0)
    for side in (below, ~below):
        left.curve(data.z[side], data.slopes[1][side], 1)
    # ReLU has no slope at 0.
    for end in (0.0, 1.0):
        left.dot(0.0, end, 1, hollow=True, shape=0)
    left.dot(0.0, float(data.slopes[0].max()), 0, "at most ¼")
    layer = np.arange(1, len(data.bound) + 1)
    lowest = float(data.norms[data.norms > 0].min())
    right.frame(
        "layer",
        "length of the gradient",
        (1 - 0.03 * len(layer), len(layer) + 0.03 * len(layer)),
        (lowest / 5, max(8.0, 3 * float(data.norms.max()))),
        title=f"Sent back from layer {len(data.bound)} to layer 1",
        log="y",
        whole="x",
        grid="y",
    )
    factor = "(¼)" if data.scale == 1 else f"({number(data.scale)}/4)"
    right.curve(layer, data.bound, "quiet", f"bound {factor}ᵏ after k layers", dash=2, width=0.8)
    for look in (1, 0):
        norms = data.norms[look]
        right.area(layer, norms.min(axis=0), norms.max(axis=0), look)
        right.curve(layer, data.median[look], look, f"{NAMES[look]}", marks=True)
        right.label(number(data.median[look, 0], 2), (1.0, float(data.median[look, 0])), look)


figure = Figure(
    name="vanishing_gradient",
    title="The vanishing gradient",
    caption="The slope of a sigmoid is 1/4 at most, so that a gradient on its way back through many sigmoid layers "
    "all but "
    "vanishes, and one through ReLU layers does not.",
    tags=("network", "activation", "training"),
    parameters=(
        Whole("layers", 10, 2, 30, "layers"),
        Whole("width", 30, 10, 60, "units of each layer"),
        Real("scale", 1.0, 0.25, 3.0, "length of the sigmoid layers' weight vectors"),
        Whole("seed", 0, 0, 1_000_000, "seed of the weights"),
    ),
    layout=Layout("ab", widths=(1, 1.5), size=(9.6, 4.3)),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"Median and range of {NETWORKS} networks with {len(data.bound)} layers; the weights are rotations"
    ),
    claims=(
        Claim(
            "the sigmoid's slope is 1/4 at 0, and smaller elsewhere",
            lambda data: data.slopes[0].max() == data.slopes[0][len(data.z) // 2] == 0.25,
            wrong=changed(slopes=lambda slopes: 2 * slopes),
        ),
        Claim(
            "through k sigmoid layers no gradient is longer than the bound",
            lambda data: np.all(data.norms[0] <= data.bound * (1 + 1e-9)),
            wrong=changed(norms=lambda norms: norms[::-1] + 0.5),
        ),
        Claim(
            "at the first layer ReLU's gradient is longer than the sigmoid's",
            lambda data: data.median[1, 0] > data.median[0, 0],
            wrong=changed(norms=lambda norms: norms[::-1]),
        ),
        Claim(
            "the sigmoid's gradient falls below a hundred-thousandth, and ReLU's keeps more than a tenth",
            lambda data: data.median[0, 0] < 1e-5 and data.median[1, 0] > 0.1,
            wrong=changed(norms=lambda norms: norms[::-1]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"On the left the slope of the sigmoid, at most {spoken(data.slopes[0].max())}, and that of ReLU, 0 or 1. "
        f"On the right "
        f"the length of a gradient that starts as 1 at layer {len(data.bound)} and goes back to layer 1, on a log "
        f"axis: through "
        f"sigmoid layers its median falls to {spoken(data.median[0, 0])}, below the bound {spoken(data.bound[0])}; "
        f"through ReLU "
        f"layers it is {spoken(data.median[1, 0])} in the end."
    ),
)
