from __future__ import annotations

import pytest

import thalweg as tw
from render import samples
from thalweg.errors import ArgumentError
from thalweg.scenes import Scene
from thalweg.scenes.diagram import Diagram


def picture(scene: Scene) -> Diagram:
    (found,) = (each for each in scene.pictures if isinstance(each, Diagram))
    return found


def test_two_inputs_with_live_weights() -> None:
    runs = samples.tilted()
    found = picture(Scene(runs, panels="diagram"))
    assert [[node.text for node in layer] for layer in found.layers] == [["x₁", "x₂"], ["ŷ"]]
    assert found.layers[-1][0].label == "y"
    w1, w2 = runs.final.values[0]
    assert [(e.name, e.value) for e in found.edges] == [("w₁", w1), ("w₂", w2)]
    assert found.edges[0].text == f"w₁ = {w1:.2f}"
    assert found.equation == "ŷ = w₁x₁ + w₂x₂"
    assert found.title == ""
    assert found.marks == ("positive weight", "negative weight")
    assert found.words == (
        f"Diagram of the model ŷ = w₁x₁ + w₂x₂: 2 inputs, one output; weights: "
        f"w₁ = {w1:.3g} and w₂ = {w2:.3g}."
    )


def test_the_best_of_several_runs_is_named() -> None:
    runs = samples.network()
    found = picture(Scene(runs, panels="diagram"))
    assert runs.diverged.values.tolist() == [False, True]
    assert found.title == "weights of SGD lr=0.1"
    assert found.look is not None
    assert [len(layer) for layer in found.layers] == [3, 3, 1]
    assert [node.text for node in found.layers[1]] == ["tanh", "tanh", "1"]
    final = dict(zip(runs.problem.params, runs.final.values[0].tolist(), strict=True))
    by_name = {edge.name: edge.value for edge in found.edges}
    assert by_name["v₁"] == final["v1"]
    assert by_name["w₂₁"] == final["w21"]
    assert "1 hidden layer of 2 units" in found.words


def test_standardised_weights_say_so_and_rounding_is_no_weight() -> None:
    found = picture(Scene(samples.wide(), panels="diagram"))
    assert found.title == "weights of standardised columns"
    assert found.edges[-1].text == "b ≈ 0"
    assert found.layers[0][3].text == "a long name, number 3 (cm)"
    largest = max(found.edges, key=lambda edge: abs(edge.value or 0.0))
    assert f"largest of 31 weights: {largest.name} = {largest.value:.3g}, " in found.words
    assert found.words.startswith("Diagram of the model ŷ: 30 inputs, one output; weights of ")


def test_classes_stand_in_the_output() -> None:
    found = picture(Scene(samples.logistic(), panels="diagram"))
    assert (found.layers[-1][0].text, found.layers[-1][0].label) == ("σ", "ŷ = P(malignant)")
    assert found.equation == "ŷ = σ(w·size + b)"


def test_a_diverged_run_has_no_weights() -> None:
    runs = tw.descend(samples.line(), tw.SGD(lr=10.0), start=[0, 0], steps=20)
    found = picture(Scene(runs, panels="diagram"))
    assert found.title == "the run diverged: there are no weights"
    assert [edge.text for edge in found.edges] == ["w", "b"]
    assert found.marks == ()


def test_a_landscape_has_a_model_without_weights() -> None:
    land = tw.landscape(samples.line(), w=(0, 1), b=(0, 1), grid=(3, 3))
    found = picture(Scene(None, land, ["diagram"]))
    assert [edge.value for edge in found.edges] == [None, None]


def test_a_formula_is_refused() -> None:
    with pytest.raises(ArgumentError) as caught:
        Scene(samples.bowl(), panels="diagram")
    assert str(caught.value) == (
        'the diagram panel draws the model of a Fit; "x**2 + 10*y**2" has none: choose another panel'
    )


def test_it_is_shown_on_request_only() -> None:
    assert not {"diagram", "data"} & set(Scene(samples.fitted()).panels)
