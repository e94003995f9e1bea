from __future__ import annotations

from typing import Any

import pytest

import thalweg as tw
from thalweg.scenes import Scene
from thalweg.scenes.quantity import loss_name, loss_short


def fit(target: str, loss: str = "mse", **how: Any) -> tw.Fit:
    values = [0.0, 1.0, 1.0, 0.0] if loss == "logistic" else [1.0, 2.5, 2.0, 4.0]
    data = {"x": [0.0, 1.0, 2.0, 3.0], target: values}
    return tw.Fit("a*x + b", data, target=target, loss=loss, **how)


@pytest.mark.parametrize(
    ("problem", "name", "short"),
    [
        (tw.Formula("x**2 + y**2"), "loss", "loss"),
        (fit("y"), "loss: mean squared error", "loss"),
        (fit("speed (km/s)"), "loss: mean squared error, (km/s)²", "loss, (km/s)²"),
        (fit("length [cm]"), "loss: mean squared error, cm²", "loss, cm²"),
        (fit("share (%)"), "loss: mean squared error, (%)²", "loss, (%)²"),
        (
            fit("length (cm)", "half_mse"),
            "loss: half the mean squared error, cm²",
            "loss, cm²",
        ),
        (fit("length (cm)", "mae"), "loss: mean absolute error, cm", "loss, cm"),
        (fit("length (cm)", "huber"), "Huber loss, cm²", "loss, cm²"),
        (fit("ill (yes)", "logistic"), "logistic loss", "loss"),
        (fit("length (cm)", "abs(yhat - y)**3"), "loss", "loss"),
        (
            fit("length (cm)", standardize=True),
            "loss: mean squared error, standardised",
            "loss",
        ),
        (fit("length (cm)", ridge=0.1), "loss: mean squared error + penalty", "loss"),
        (fit("number (2020)"), "loss: mean squared error", "loss"),
        (fit("length (measured in the morning)"), "loss: mean squared error", "loss"),
    ],
)
def test_what_a_loss_is_and_its_unit(problem: Any, name: str, short: str) -> None:
    assert (loss_name(problem), loss_short(problem)) == (name, short)


def test_the_panels_say_it() -> None:
    runs = tw.descend(fit("length (cm)"), tw.SGD(lr=0.01), start=[0.0, 0.0], steps=3)
    loss, contour, surface = Scene(runs, panels=["loss", "contour", "surface"]).pictures
    assert loss.y.label == "loss: mean squared error, cm²"  # type: ignore[union-attr]
    assert contour.measured == "loss, cm²"  # type: ignore[union-attr]
    assert surface.z.label == "loss, cm²"  # type: ignore[union-attr]
