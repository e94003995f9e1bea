"""A network of layers in which every unit is connected with all of the layer before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Flag, Several, Whole
from thalweg.scenes.text import count, listing

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

SHOWN = 7
"""Units of a layer that are drawn at most; dots stand for the others."""


@dataclass(frozen=True)
class Data:
    """Weights from layer to layer, shapes (unit, unit before), biases, shapes (unit,), and how many there are."""

    sizes: tuple[int, ...]
    weights: tuple[np.ndarray, ...]
    biases: tuple[np.ndarray, ...]
    bias: bool
    total: int


def compute(sizes: tuple[float, ...], bias: bool, seed: int) -> Data:
    """Draw weights as Glorot and Bengio 2010 do: with variance 2 / (units before + units after)."""
    layers = tuple(int(size) for size in sizes)
    rng = np.random.default_rng(seed)
    weights = tuple(
        rng.normal(0.0, np.sqrt(2 / (before + after)), (after, before))
        for before, after in pairwise(layers)
    )
    biases = tuple(0.3 * rng.normal(size=after) * bias for after in layers[1:])
    total = sum(w.size for w in weights) + bias * sum(b.size for b in biases)
    return Data(layers, weights, biases, bias, total)


def _name(letter: str, index: int) -> str:
    return letter + str(index + 1).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The network; what is left out of big layers is dots."""
    from thalweg.figures.parts.network import draw_network
    from thalweg.render.nodes import Edge, Graph, Node
    from thalweg.render.nodes.draw import weight_entry

    (panel,) = panels
    last = len(data.sizes) - 1
    shown = [list(range(n)) if n <= SHOWN else [*range(SHOWN - 2), n - 1] for n in data.sizes]
    layers, edges, names = [], [], []
    for k, size in enumerate(data.sizes):
        letter = "x" if k == 0 else "y" if k == last else "h"
        units = [Node(f"{k} {i}", _name(letter, i)) for i in shown[k]]
        if size > SHOWN:
            units.insert(-1, Node(f"{k} dots", kind="dots"))
        if data.bias and k < last:
            units.append(Node(f"{k} bias", "1", kind="bias"))
        layers.append(tuple(units))
        role = "input" if k == 0 else "output" if k == last else "hidden"
        names.append(f"{role}\n{count(size, 'unit')}")
    for k, (weights, biases) in enumerate(zip(data.weights, data.biases, strict=True)):
        for i in shown[k + 1]:
            target = f"{k + 1} {i}"
            edges += [Edge(f"{k} {j}", target, weight=float(weights[i, j])) for j in shown[k]]
            if data.bias:
                edges.append(Edge(f"{k} bias", target, weight=float(biases[i])))
    draw_network(panel, Graph(tuple(layers), tuple(edges)), names, most=SHOWN)
    panel.entry("positive weight", weight_entry(panel.style, 0.8))
    panel.entry("negative weight", weight_entry(panel.style, -0.8))


figure = Figure(
    name="simple_neural_network",
    title="A neural network",
    caption="Each unit takes all outputs of the layer before, each times a weight of its own, and a bias: small layers "
    "make many parameters.",
    tags=("network",),
    parameters=(
        Several("sizes", (4, 5, 3), 1, 1000, "units of each layer", least=2, most=6, whole=True),
        Flag("bias", True, "whether units have a bias"),
        Whole("seed", 0, 0, 1_000_000, "seed of the weights"),
    ),
    layout=Layout("a", size=(7.2, 5.2), column_height=3.6),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        " + ".join(
            f"{after:,}·{f'({before:,} + 1)' if data.bias else f'{before:,}'}"
            for before, after in pairwise(data.sizes)
        )
        + f" = {count(data.total, 'parameter')}"
        + ("; what an arrow from a 1 adds is a bias" if data.bias else "")
    ),
    claims=(
        Claim(
            "every unit has a weight for each unit of the layer before",
            lambda data: (
                [w.shape for w in data.weights]
                == [(after, before) for before, after in pairwise(data.sizes)]
            ),
            wrong=changed(weights=lambda weights: tuple(w[:, 1:] for w in weights)),
        ),
        Claim(
            "the parameters are the weights and one bias for each unit that is no input",
            lambda data: (
                data.total
                == sum(after * (before + data.bias) for before, after in pairwise(data.sizes))
            ),
            wrong=changed(total=lambda total: total + 1),
        ),
        Claim(
            "there are weights of both signs",
            lambda data: (
                min(w.min() for w in data.weights) < 0 < max(w.max() for w in data.weights)
            ),
            wrong=changed(weights=lambda weights: tuple(map(np.abs, weights))),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"A network with layers of {listing([f'{n:,}' for n in data.sizes])} units as circles, from the inputs on the "
        f"left to the outputs on the right. Arrows lead from every unit{' and a bias' * data.bias} to every unit of "
        f"the next layer: {count(data.total, 'parameter')} in all, {sum(int((w < 0).sum()) for w in data.weights):,} "
        f"of the weights negative (dashed)."
    ),
)
