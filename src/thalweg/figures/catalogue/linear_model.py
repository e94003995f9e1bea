"""The linear model of two inputs as a network: one unit without an activation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Real
from thalweg.scenes.text import MINUS, number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel


@dataclass(frozen=True)
class Data:
    """Weights and inputs, shapes (2,), the bias, the products of both, and the prediction."""

    w: np.ndarray
    b: float
    x: np.ndarray
    products: np.ndarray
    prediction: float


def compute(w1: float, w2: float, b: float, x1: float, x2: float) -> Data:
    """ŷ = w₁x₁ + w₂x₂ + b."""
    w, x = np.array([w1, w2]), np.array([x1, x2])
    return Data(w, b, x, w * x, float((w * x).sum() + b))


def _moved(data: Data) -> Data:
    """The model where the first input is larger by 1."""
    w1, w2 = data.w.tolist()
    x1, x2 = data.x.tolist()
    return compute(w1, w2, data.b, x1 + 1, x2)


def _signed(value: float) -> str:
    return f"{MINUS if value < 0 else '+'} {number(abs(value))}"


def _factor(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Inputs, weights with their values, and the prediction; below, the sum."""
    from thalweg.figures.parts.network import draw_network
    from thalweg.render.nodes import Edge, Graph, Node
    from thalweg.render.nodes.draw import weight_entry

    (panel,) = panels
    inputs = [
        Node(f"x{k}", name, f"{number(value)} →")
        for k, (name, value) in enumerate(zip(["x₁", "x₂"], data.x.tolist(), strict=True))
    ]
    output = Node("y", "ŷ", f"= {number(data.prediction)}")
    texts = [f"w₁ = {number(data.w[0])}", f"w₂ = {number(data.w[1])}", f"b = {number(data.b)}"]
    sources = [*(node.key for node in inputs), "b"]
    edges = [
        Edge(source, "y", (text,), float(value))
        for source, text, value in zip(sources, texts, [*data.w, data.b], strict=True)
    ]
    graph = Graph(((*inputs, Node("b", "1", kind="bias")), (output,)), tuple(edges))
    filled = " + ".join(
        f"{_factor(w)}·{_factor(x)}" for w, x in zip(data.w.tolist(), data.x.tolist(), strict=True)
    )
    caption = [
        "ŷ = w₁x₁ + w₂x₂ + b",
        f"= {filled} {_signed(data.b)} = {number(data.prediction)}",
    ]
    draw_network(panel, graph, caption=caption)
    panel.entry("positive weight", weight_entry(panel.style, 0.8))
    panel.entry("negative weight", weight_entry(panel.style, -0.8))


figure = Figure(
    name="linear_model",
    title="Linear model of two inputs",
    caption="A linear model multiplies each input by its weight and adds the products and a bias.",
    tags=("network",),
    parameters=(
        Real("w1", 2.0, -100.0, 100.0, "weight of the first input"),
        Real("w2", -1.5, -100.0, 100.0, "weight of the second input"),
        Real("b", 0.5, -100.0, 100.0, "bias"),
        Real("x1", 1.0, -100.0, 100.0, "first input"),
        Real("x2", 2.0, -100.0, 100.0, "second input"),
    ),
    layout=Layout("a", size=(6.0, 3.8), column_height=2.8),
    compute=compute,
    draw=draw,
    claims=(
        Claim(
            "the prediction is the sum of the products and the bias",
            lambda data: np.isclose(data.prediction, data.products.sum() + data.b),
            wrong=changed(b=lambda b: b + 1),
        ),
        Claim(
            "each product is an input times its own weight",
            lambda data: np.allclose(data.products, data.w * data.x),
            wrong=changed(products=lambda products: products + 1),
        ),
        Claim(
            "one more of an input changes the prediction by its weight",
            lambda data: np.isclose(
                _moved(data).prediction - data.prediction,
                data.w[0],
            ),
            wrong=changed(prediction=lambda prediction: prediction + 0.5),
        ),
    ),
    alt=lambda data: (
        f"Arrows lead from the inputs x1 = {spoken(data.x[0])} and x2 = {spoken(data.x[1])} and from the constant 1 to "
        f"the prediction, with weights w1 = {spoken(data.w[0])}, w2 = {spoken(data.w[1])} and the bias b = "
        f"{spoken(data.b)}. The prediction is w1·x1 + w2·x2 + b = {spoken(data.prediction)}."
    ),
)
