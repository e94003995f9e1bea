"""What figures say and show at other values than their defaults."""

from __future__ import annotations

import re
import warnings
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings, strategies as st

import thalweg as tw
from figures.kit import NAMES, arrows, words_of
from render.lint import lint
from thalweg.figures.compose import drawn
from thalweg.figures.registry import registry
from thalweg.figures.result import Result
from thalweg.scenes.text import MINUS

NOUNS = "batches|descents|points|rows|steps|units"


def words(made: Result, size: str = "default") -> list[str]:
    """All words of a picture."""
    return [text for text, _, _ in words_of(drawn(made, size))]


def subtitle(made: Result) -> str:
    """The line below the title, where there is one."""
    return made.figure.subtitle(made.data) if made.figure.subtitle else ""


def at_ends(name: str) -> list[Result]:
    """A figure with each parameter at both ends of its range, one at a time."""
    figure = registry[name]
    return [figure(**{one.name: end}) for one in figure.parameters for end in one.ends]


@pytest.mark.parametrize("name", NAMES)
def test_one_of_a_thing_has_no_s(name: str) -> None:
    for made in at_ends(name):
        assert re.findall(rf"(?<![\w.,])1 (?:{NOUNS})\b", f"{made.alt} {subtitle(made)}") == []


@given(st.floats(3, 6), st.floats(0.01, 1), st.integers(1, 200))
@example(3.5, 0.5, 60)
@example(4.0, 0.05, 120)
def test_a_plateau_that_is_never_left_is_told_so(start: float, lr: float, steps: int) -> None:
    made = tw.figures.plateau(start=start, lr=lr, steps=steps)
    told = re.findall(r"needs (\d+) steps?|(does not) get the loss below 0.5 within", made.alt)
    assert len(told) == 2
    for (number, never), loss in zip(told, made.data.loss, strict=True):
        assert bool(never) == (loss.min() >= 0.5)
        if number:
            assert loss[int(number)] < 0.5 <= loss[: int(number)].min()


@pytest.mark.parametrize(
    ("name", "parameter", "letter", "many"),
    [
        ("elu", "alpha", "α", 3),
        ("gradient_descent", "lr", "η", 3),
        ("leaky_relu", "alpha", "α", 3),
        ("learning_rate_effects", "lr", "η", 4),
        ("silu", "beta", "β", 3),
        ("softmax", "temperature", "T", 3),
    ],
)
@pytest.mark.parametrize("gap", [4e-4, 3e-6])
def test_values_that_differ_have_names_that_differ(
    name: str, parameter: str, letter: str, many: int, gap: float
) -> None:
    values: Any = {parameter: tuple(0.1 + gap * k for k in range(many))}
    key = {label for panel in drawn(registry[name](**values)).panels for label in panel.key}
    assert len([label for label in key if label.startswith(f"{letter} = ")]) == many


def test_rates_close_to_the_bound_are_told_from_it() -> None:
    found = words(tw.figures.gradient_descent(lr=(0.0995, 0.1, 0.1004)))
    for title in (
        "η = 0.0995 < 2/λₘₐₓ: converges",
        "η = 0.1 = 2/λₘₐₓ: flips forever",
        "η = 0.1004 > 2/λₘₐₓ: diverges",
    ):
        assert title in found
    # Numbers that are the same to five digits are not yet the same.
    assert "η = 0.1000002 > 2/λₘₐₓ: diverges" in words(
        tw.figures.gradient_descent(lr=(0.0995, 0.1000002, 0.1004))
    )


def written_sum(made: Result) -> tuple[Decimal, str, Decimal]:
    """What the numbers of the sum add up to, the sign, and the sum that is written."""
    (line,) = [text for text in words(made) if "·" in text and re.match(r"[=≈] ", text)]
    sign, text = line[0], line[2:].replace(MINUS, "-")
    left, right = text.split(f" {sign} ")
    number = r"\(?(-?[\d.]+)\)?"
    found = re.fullmatch(rf"{number}·{number} \+ {number}·{number} ([+-]) {number}", left)
    assert found is not None, line
    w1, x1, w2, x2, plus, b = found.groups()
    total = Decimal(w1) * Decimal(x1) + Decimal(w2) * Decimal(x2) + Decimal(plus + b)
    return total, sign, Decimal(right)


@settings(max_examples=20)
@given(*[st.decimals(-100, 100, places=2).map(float)] * 5)
@example(2.345, 0.0, 0.0, 85.0, 2.0)
@example(-100.0, -99.99, -100.0, 100.0, -100.0)
@example(-100.0, -99.99, -100.0, 100.0, 100.0)
@example(1 / 3, 2 / 3, 0.1234567, 10.0, 77.7)
def test_a_sum_is_true_as_it_is_written(
    w1: float, w2: float, b: float, x1: float, x2: float
) -> None:
    made = tw.figures.linear_model(w1=w1, w2=w2, b=b, x1=x1, x2=x2)
    total, sign, result = written_sum(made)
    assert (total == result) == (sign == "=")
    assert float(result) == pytest.approx(made.data.prediction, rel=1e-2, abs=1e-2)


@settings(max_examples=5)
@given(st.floats(1.5, 5))
@example(1.5)
@example(5.0)
def test_the_start_and_the_ends_of_descents_are_in_view(start: float) -> None:
    made = tw.figures.learning_rate_effects(start=start)
    data = made.data
    page = drawn(made)
    for panel, path in zip(page.panels, data.paths, strict=False):
        (left, right), (bottom, top) = panel.ax.get_xlim(), panel.ax.get_ylim()
        assert left < start < right
        assert bottom < np.polyval([0.1, -0.5, -0.2, 2, 2], start) < top
        if np.isfinite(path[-1]) and abs(path[-1]) < 1e6:
            assert left < path[-1] < right


def test_a_descent_that_finds_another_minimum_is_elsewhere() -> None:
    made = tw.figures.learning_rate_effects(start=5)
    assert "η = 0.4: elsewhere" in words(made)
    assert "it goes over the hill at x = 1.22 and ends at x = -1.12" in made.alt


@settings(max_examples=20)
@given(st.floats(2, 20))
def test_the_error_of_gelu_is_that_of_all_z(reach: float) -> None:
    made = tw.figures.gelu(reach=reach)
    assert subtitle(made).endswith("never off by more than 0.00047")
    assert np.abs(made.data.error).max() <= made.data.most[1] + 1e-9


@pytest.mark.parametrize("noise", [0.1, 0.3, 0.5, 0.8])
def test_no_constant_and_no_line_fits_a_sine(noise: float) -> None:
    degrees = (0, 1, 3) if noise < 0.8 else (0, 3, 9)
    data = tw.figures.overfitting_visualization(degrees=degrees, noise=noise).data
    assert data.verdict(0) == "underfits"
    assert noise == 0.8 or data.verdict(1) == "underfits"
    assert data.verdict(3) == "fits"


def test_no_penalty_that_flattens_a_sine_fits_it() -> None:
    data = tw.figures.regularization_visualization(noise=0.5).data
    assert [data.verdict(k) for k in range(5)] == [
        "overfits",
        "overfits",
        "fits",
        "fits",
        "underfits",
    ]


@pytest.mark.parametrize("tilt", [0.2, 0.5, 0.8])
def test_a_minimum_beside_the_picture_is_one(tilt: float) -> None:
    made = tw.figures.false_minima(tilt=tilt, steps=1000)
    # After so many steps all have settled.
    assert "which is no minimum" not in made.alt
    assert "which is no minimum" in tw.figures.false_minima(tilt=tilt, steps=1).alt
    assert ("a minimum beside the picture" in made.alt) == (tilt == 0.8)


def test_a_share_of_nothing_is_undefined() -> None:
    made = tw.figures.confusion_matrix(threshold=5)
    assert "precision\nundefined: 0/0" in words(made)
    assert "precision undefined" in made.alt
    assert not made.claims[-1].holds


def test_dropout_names_the_layer_that_adds_up() -> None:
    for sizes, name in (((4, 6, 2), "output"), ((3, 8, 8, 2), "unit of hidden layer 2")):
        assert f"what one {name} adds up" in words(tw.figures.dropout_regularization(sizes=sizes))


@pytest.mark.parametrize("name", ["misleading_gradient", "misleading_gradient_contours"])
def test_in_a_round_valley_the_gradient_does_not_mislead(name: str) -> None:
    made = registry[name](ratio=1)
    assert subtitle(made).endswith(f"w₁² + w₂²: {MINUS}gradient points at the minimum everywhere")
    assert not re.search("ellips|trough|e-", made.alt)
    assert "w₁² + 1.0001w₂²" in subtitle(registry[name](ratio=1.0001))


@pytest.mark.parametrize("name", ["gru_cell", "lstm_cell"])
def test_cells_tell_no_step_that_is_still_to_come(name: str) -> None:
    for step in range(1, 13):
        assert ("before the second" in registry[name](step=step).alt) == (step >= 6)


def test_words_follow_the_values() -> None:
    assert "at the saddle." not in tw.figures.saddle_point(offset=1e-6, steps=10).alt
    assert "at a distance of 0.107 from the saddle" in tw.figures.saddle_point(steps=10).alt
    silu = tw.figures.silu(beta=(0.2, 1)).alt
    assert "fall to -1.39 at z = -6.39 (to the left of the picture) and -0.278 at z = -1.28" in silu
    assert "moved up by 0, and" in tw.figures.regression_losses(outlier=0).alt
    assert (
        "scaled and shifted, mean (0, 0) and"
        in tw.figures.batch_normalization(beta=(0, 0), gamma=(1, 1)).alt
    )
    causal, all_seen = (tw.figures.attention_weights(causal=on).alt for on in (True, False))
    assert "minus infinity for words after the one that asks" in causal
    assert "infinity" not in all_seen


def test_how_rates_are_tuned_is_said() -> None:
    made = tw.figures.momentum_optimization(beta=0.9)
    for text in (subtitle(made), made.alt):
        assert "the lowest mean loss over the last 5 steps" in text


@pytest.mark.parametrize("name", ["valley", "valley2"])
def test_a_descent_may_start_at_the_minimum(name: str) -> None:
    made = registry[name](start=(0, 0))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told = made.claims
    pairs = zip(registry[name].claims, told, strict=True)
    assert [claim.words for claim, found in pairs if claim.always and not found.holds] == []


def test_on_a_plain_without_tilt_the_surface_is_as_large() -> None:
    wide = {}
    for tilt in (0.0, 0.2):
        panel = drawn(tw.figures.false_minima(tilt=tilt), "column").panels[0]
        (mesh,) = panel.drawn.artists["surface"]
        wide[tilt] = mesh.get_window_extent().width
    assert wide[0.0] == pytest.approx(wide[0.2], rel=0.1)


@pytest.mark.parametrize("size", [(600, 400), (640, 480)])
def test_words_fit_the_cells_of_small_pictures(size: tuple[int, int]) -> None:
    assert lint(drawn(tw.figures.confusion_matrix(), size).page) == []
    page = drawn(tw.figures.convolutional_layer(), size)
    assert lint(page.page) == []
    for panel in page.panels:
        left, right = panel.ax.get_xlim()
        cell = panel.ax.get_window_extent().width / (right - left)
        numbers = [text for text in panel.ax.texts if text.get_text().strip(MINUS).isdigit()]
        assert numbers
        assert max(text.get_window_extent().width for text in numbers) < cell


@pytest.mark.parametrize("size", ["default", "column"])
@pytest.mark.parametrize("unrolled", [2, 4, 6])
def test_the_circles_of_a_chain_stand_apart(unrolled: int, size: str) -> None:
    page = drawn(tw.figures.recurrent_neural_network(unrolled=unrolled), size)
    assert lint(page.page) == []
    assert all(length >= 1 for length in arrows(page))
