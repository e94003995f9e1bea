"""The linear model of two inputs as a network: one unit without an activation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
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


def written(data: Data) -> tuple[int, bool]:
    """How many digits the numbers get, and whether the sum is true as it is then written.

    As few as make it true, up to six; else as few as let whoever adds up what is written get the written result.
    """

    def total(digits: int) -> Decimal:
        w, x = ([Decimal(spoken(v, digits)) for v in part.tolist()] for part in (data.w, data.x))
        return w[0] * x[0] + w[1] * x[1] + Decimal(spoken(data.b, digits))

    tried = range(3, 7)
    for digits in tried:
        if total(digits) == Decimal(spoken(data.prediction, digits)):
            return digits, True
    for digits in tried:
        if spoken(float(total(digits)), digits) == spoken(data.prediction, digits):
            return digits, False
    return tried[-1], False


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Inputs, weights with their values, and the prediction; below, the sum."""
    from thalweg.figures.parts.network import draw_network
    from thalweg.render.nodes import Edge, Graph, Node
    from thalweg.render.nodes.draw import weight_entry

    (panel,) = panels
    digits, exact = written(data)
    sign = "=" if exact else "≈"

    def show(value: float) -> str:
        return number(value, digits)

    def factor(value: float) -> str:
        return f"({show(value)})" if value < 0 else show(value)

    inputs = [
        Node(f"x{k}", name, f"{show(value)} →")
        for k, (name, value) in enumerate(zip(["x₁", "x₂"], data.x.tolist(), strict=True))
    ]
    output = Node("y", "ŷ", f"{sign} {show(data.prediction)}")
    texts = [f"w₁ = {show(data.w[0])}", f"w₂ = {show(data.w[1])}", f"b = {show(data.b)}"]
    sources = [*(node.key for node in inputs), "b"]
    edges = [
        Edge(source, "y", (text,), float(value))
        for source, text, value in zip(sources, texts, [*data.w, data.b], strict=True)
    ]
    graph = Graph(((*inputs, Node("b", "1", kind="bias")), (output,)), tuple(edges))
    filled = " + ".join(
        f"{factor(w)}·{factor(x)}" for w, x in zip(data.w.tolist(), data.x.tolist(), strict=True)
    )
    added = MINUS if data.b < 0 else "+"
    caption = [
        "ŷ = w₁x₁ + w₂x₂ + b",
        f"{sign} {filled} {added} {show(abs(data.b))} {sign} {show(data.prediction)}",
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
        "Arrows lead from the inputs x1 = {} and x2 = {} and from the constant 1 to the prediction, with weights w1 = "
        "{}, w2 = {} and the bias b = {}. The prediction is w1·x1 + w2·x2 + b = {}.".format(
            *(
                spoken(value, written(data)[0])
                for value in (*data.x.tolist(), *data.w.tolist(), data.b, data.prediction)
            )
        )
    ),
)
