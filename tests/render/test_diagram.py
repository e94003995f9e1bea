"""What the diagram panel draws."""

from __future__ import annotations

import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

import thalweg as tw
from render import samples
from render.lint import lint
from thalweg.render.diagram import terms
from thalweg.render.figure import Composed, compose
from thalweg.render.rc import private
from thalweg.render.size import size_of
from thalweg.render.theme import LIGHT
from thalweg.render.wrap import wrapped
from thalweg.scenes import Scene


def composed(name: str) -> Composed:
    scene = samples.scenes()[name]
    size = size_of(None, len(scene.panels))
    with private(LIGHT, size.font):
        return compose(scene, size, LIGHT)


def words(found: Composed, role: str) -> list[str]:
    return [text.get_text() for text in found.panels["diagram"].artists.get(role, [])]  # type: ignore[attr-defined]


def test_the_seeds_diagram_with_live_weights() -> None:
    found = composed("cloud")
    w1, w2 = samples.tilted().final.values[0]
    assert set(words(found, "weight")) == {f"w₁ = {w1:.2f}", f"w₂ = −{abs(w2):.2f}"}
    assert set(words(found, "inside")) == {"x₁", "x₂", "ŷ"}
    assert words(found, "equation") == ["ŷ = w₁x₁ + w₂x₂"]


def test_what_is_left_out_is_said() -> None:
    found = composed("wide")
    shown = len(found.panels["diagram"].artists["node"]) - 1
    assert 2 <= shown <= 9
    assert words(found, "note") == [f"{shown} of 30 inputs shown: those with the largest weights"]
    assert len(found.panels["diagram"].artists["dots"]) == 3


def test_on_the_callers_axes() -> None:
    figure = Figure(figsize=(9, 3))
    axes = figure.subplots(1, 3)
    tw.plot(samples.network(), panel="diagram", ax=axes[0])
    tw.plot(samples.wide(), panel="diagram", ax=axes[1])
    tw.plot(samples.fitted(), panel="data", ax=axes[2])
    assert not plt.get_fignums()
    assert lint(figure) == []


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_same_bytes(tmp_path: object, kind: str) -> None:
    scene = Scene(samples.network(), panels=["diagram"])
    from thalweg.render.files import write

    found = []
    for _ in range(2):
        out = io.BytesIO()
        write(scene, out, kind)
        found.append(out.getvalue())
    assert found[0] == found[1]
    if kind == "svg":
        assert b">v\xe2\x82\x81 = " in found[0], "whole words in one element"


def test_equations_break_before_signs() -> None:
    def measure(text: str, size: float) -> tuple[float, float]:
        return float(len(text)), 1.0

    pieces = terms("ŷ = w₁·petal width (cm) + w₂·x − b")
    assert pieces == ["ŷ = w₁·petal width (cm)", "+ w₂·x", "− b"]
    assert wrapped(pieces, 24, measure, 1.0) == ["ŷ = w₁·petal width (cm)", "+ w₂·x − b"]
    assert wrapped(pieces, 24, measure, 1.0, most=1) == ["ŷ = w₁·petal width …"]
    assert np.all([len(line) <= 9 for line in wrapped(["123456789012"], 9, measure, 1.0)])
