"""Models read as networks."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

import thalweg as tw
from thalweg.errors import ArgumentError
from thalweg.scenes.structure import Network, network_of

DATA = {
    name: np.random.default_rng(k).normal(size=9) for k, name in enumerate(("x", "x1", "x2", "y"))
}


def read(model: str, **settings: str) -> Network:
    return network_of(tw.Fit(model, DATA, target="y", **settings))  # type: ignore[arg-type]


def drawn(network: Network, theta: list[float], columns: dict[str, float]) -> float:
    """What the network computes, from its units alone."""
    functions = {
        "": lambda z: z,
        "tanh": math.tanh,
        "σ": lambda z: 1 / (1 + math.exp(-z)),
        "relu": lambda z: max(z, 0.0),
        "sin": math.sin,
        "exp": math.exp,
        "z²": lambda z: z * z,
    }
    weights = network.values(theta)
    features = {**columns, "x²": columns["x"] ** 2, "x₁·x₂": columns["x1"] * columns["x2"]}
    known: list[float] = []
    for unit in network.units:
        if unit.name:
            known.append(features[unit.name])
            continue
        total = sum(
            weights[link.output] * (1.0 if link.source is None else known[link.source])
            for link in unit.links
        )
        known.append(functions[unit.function](total))
    return known[-1]


MODELS = (
    "w*x + b",
    "w1*x1 + w2*x2",
    "a*x**2 + b*x + c",
    "v1*tanh(w11*x1 + w12*x2 + b1) + v2*tanh(w21*x1 + w22*x2 + b2) + c",
    "w*(x - 3)/2 - b",
    "-w*x - -b",
    "w*sin(k*x)",
    "a*exp(-k*x) + c",
    "(w*x + b)**2",
    "max(0, w*x + b)",
    "1/(1 + exp(-(w*x + b)))",
    "x1*(w*x2 + b)",
    "w*(x1 + x2) + 2*w*x1",
    "w*x + v*tanh(k*x + b) + c",
    "relu(w*x + tanh(v*x))*u",
    "c",
)


@pytest.mark.parametrize("model", MODELS)
def test_the_network_computes_what_the_model_does(model: str) -> None:
    problem = tw.Fit(model, DATA, target="y")
    rng = np.random.default_rng(1)
    theta = rng.normal(size=len(problem.params))
    rows = {name: rng.normal(size=3) for name in ("x", "x1", "x2")}
    # A model without inputs is predicted for the rows of the table.
    expected = np.resize(problem.predict(theta, rows), 3)
    network = network_of(problem)
    for k in range(3):
        at = {name: float(column[k]) for name, column in rows.items()}
        assert drawn(network, theta.tolist(), at) == pytest.approx(float(expected[k]), abs=1e-12)


def test_units_stand_in_layers_in_the_order_of_the_text() -> None:
    network = read("v1*tanh(w11*x1 + w12*x2 + b1) + v2*tanh(w21*x1 + w22*x2 + b2) + c")
    assert [(u.name, u.function, u.layer) for u in network.units] == [
        ("x1", "", 0),
        ("x2", "", 0),
        ("", "tanh", 1),
        ("", "tanh", 1),
        ("", "", 2),
    ]
    assert [link.text for link in network.units[-1].links] == ["v₁", "v₂", "c"]
    assert [link.text for link in network.units[2].links] == ["w₁₁", "w₁₂", "b₁"]


def test_features_and_written_weights() -> None:
    network = read("a*x**2 + 2*b*x - c")
    assert [u.name for u in network.units] == ["x²", "x", ""]
    assert [link.text for link in network.units[-1].links] == ["a", "2b", "−c"]


@pytest.mark.parametrize("model", ["w*x + b", "sigmoid(w*x + b)", "1/(1 + exp(-w*x - b))"])
def test_the_logistic_loss_stands_in_the_output(model: str) -> None:
    data = {"x": [0.0, 1.0, 2.0, 3.0], "y": [0, 1, 0, 1]}
    network = network_of(tw.Fit(model, data, target="y", loss="logistic"))
    assert network.units[-1].function == "σ"
    assert network.values([2.0, 3.0]) == (2.0, 3.0)


@pytest.mark.parametrize(
    ("model", "part"),
    [
        ("x/(b + x)", "x/(b + x)"),
        ("w*x**p", "x^p"),
        ("x1*tanh(w*x2)", "x₁·tanh(w·x₂)"),
        ("where(x > 0, w*x, 0)", "where(greater(x, 0), w·x, 0)"),
    ],
)
def test_what_is_no_network_is_refused(model: str, part: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        read(model)
    assert str(caught.value) == (
        "the diagram panel draws models made of weighted sums and functions of them; "
        f'"{part}" is neither: choose the fit, data or loss panel'
    )


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(-3, 3), min_size=4, max_size=4))
def test_weights_are_the_parameters(theta: list[float]) -> None:
    network = read("w1*x1 + w2*x2 + w3*x + b")
    assert network.values(theta) == tuple(theta)
