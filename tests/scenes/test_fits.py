from __future__ import annotations

import numpy as np
import pytest

import thalweg as tw
from render import samples
from thalweg.errors import ArgumentError
from thalweg.scenes import Scene
from thalweg.scenes.boundary_fit import BoundaryFit
from thalweg.scenes.fitted import equations, steady_equation
from thalweg.scenes.plane_fit import PlaneFit
from thalweg.scenes.table_fit import TableFit

MINUS = "\N{MINUS SIGN}"


def only(runs: tw.data.Trajectories) -> object:
    (picture,) = Scene(runs, panels="fit").pictures
    return picture


def test_a_plane_for_two_inputs() -> None:
    found = only(samples.tilted())
    assert isinstance(found, PlaneFit)
    w1, w2 = samples.tilted().final.values[0]
    (surface,) = found.surfaces
    np.testing.assert_allclose(
        surface.z, w1 * found.grid_x[None, :] + w2 * found.grid_y[:, None], atol=1e-12
    )
    np.testing.assert_allclose(surface.predicted, found.points[:, :2] @ [w1, w2])
    np.testing.assert_array_equal(found.above, found.points[:, 2] >= surface.predicted)
    assert found.before is not None
    assert found.before[0, 0] == pytest.approx(-3 * found.grid_x[0] + 30 * found.grid_y[0])
    assert found.title[1] == f"ŷ = {w1:.2f} x₁ {MINUS} {-w2:.2f} x₂"


def test_a_boundary_for_two_classes_over_two_inputs() -> None:
    found = only(samples.boundary())
    assert isinstance(found, BoundaryFit)
    best = found.best
    assert best is not None
    w1, w2, b = best.end.theta
    logit = w1 * found.grid_x[None, :] + w2 * found.grid_y[:, None] + b
    np.testing.assert_allclose(best.value, 1 / (1 + np.exp(-logit)), rtol=1e-12)
    problem = samples.classes(2)
    guess = problem.predict(best.end.theta) >= 0.5
    assert best.wrong == int(np.sum(guess != problem.columns["kind"]))
    assert found.names == ("versicolor", "virginica")
    assert best.end.run == int(np.argmin(samples.boundary().final_loss.values))
    assert (
        found.title[-1] == f"{100 * (1 - best.wrong / 80):.3g} % right ({best.wrong} of 80 wrong)"
    )
    assert found.marks[:2] == (("first class", "versicolor"), ("second class", "virginica"))


def test_predicted_against_observed_for_more_inputs() -> None:
    found = only(samples.plane())
    assert isinstance(found, TableFit)
    assert found.x.limits == found.y.limits
    best = found.best
    assert best is not None
    residual = found.observed - best.value
    r2 = 1 - np.mean(residual**2) / np.var(found.observed)
    assert found.title[2] == f"R² = {r2:.3g}"
    assert found.marks == ("predicted = observed",)


def test_probabilities_of_classes_for_more_inputs() -> None:
    found = only(samples.separated())
    assert isinstance(found, TableFit)
    best = found.best
    assert best is not None
    # The log-odds to base 10 of a linear model are the model, over log(10).
    problem = samples.classes(4)
    theta = samples.separated().final.values[0]
    logit = sum(w * problem.columns[n] for w, n in zip(theta, problem.inputs, strict=False))
    np.testing.assert_allclose(best.value, (logit + theta[-1]) / np.log(10), atol=1e-9)
    assert found.y.names == ((0.0, "versicolor"), (1.0, "virginica"))
    assert found.x.label == "predicted probability of virginica"
    named = {name: place for place, name in found.x.names}
    assert named["½"] == 0
    assert named["0.9"] == pytest.approx(np.log10(9))
    assert int(found.wrong.sum()) == int(np.sum((best.value >= 0) != (found.observed == 1)))


def test_sure_probabilities_stand_at_the_edge() -> None:
    x = np.concatenate([np.linspace(-9, -1, 20), np.linspace(1, 9, 20)])
    data = {"a": x, "b": x, "c": x, "y": (x > 0).astype(float)}
    problem = tw.Fit("u*a + v*b + w*c", data, target="y", loss="logistic")
    runs = tw.descend(problem, tw.SGD(lr=1.0), start=[5.0, 5.0, 5.0], steps=3)
    found = only(runs)
    assert isinstance(found, TableFit)
    assert found.best is not None
    assert float(np.abs(found.best.value).max()) == pytest.approx(6, abs=1e-5)
    assert found.x.names[0][1] == "≤10⁻⁶"
    assert found.x.label == "predicted probability of y = 1"
    assert found.title[0] == "100 % right (0 of 40 wrong)"


def test_equations_of_flat_models_are_in_the_tables_units() -> None:
    rng = np.random.default_rng(0)
    x, z = rng.normal(3, 2, 50), rng.normal(-1, 5, 50)
    data = {"x": x, "size (m)": z, "y": 2 * x - 0.5 * z + 7}
    problem = tw.Fit("u*x + v*`size (m)` + c", data, target="y", standardize=True)
    runs = tw.descend(problem, tw.SGD(lr=0.5), start=[0, 0, 0], steps=200)
    assert equations(problem, runs.final.values[0]) == (
        f"y = 2 · x {MINUS} 0.5 · size (m) + 7",
        f"ŷ = 2 x₁ {MINUS} 0.5 x₂ + 7",
    )


def test_a_model_without_inputs_is_refused() -> None:
    problem = tw.Fit("c", {"x": [1.0, 2.0], "y": [1.0, 3.0]}, target="y")
    runs = tw.descend(problem, tw.SGD(lr=0.1), start=[0.0], steps=3)
    with pytest.raises(ArgumentError) as caught:
        Scene(runs, panels="fit")
    assert str(caught.value) == (
        'the fit panel needs a model with an input; "c" has none: '
        "choose the contour, profile or loss panel"
    )


def test_words_tell_what_was_computed() -> None:
    assert "80 wrong)" in Scene(samples.boundary(), panels="fit").alt
    assert "by a model of 3 inputs, R² = " in Scene(samples.plane(), panels="fit").alt
    assert " lie above the model." in Scene(samples.tilted(), panels="fit").alt


YEARS = {"year": np.arange(2001.0, 2006.0), "temp": np.array([14.1, 14.2, 14.15, 14.4, 14.5])}


@pytest.mark.parametrize("model", ["a*year + b", "a*year**2 + b*year + c"])
def test_equations_whose_terms_cancel_have_the_digits_that_make_them_right(model: str) -> None:
    problem = tw.Fit(model, YEARS, target="temp", standardize=True)
    theta = np.linalg.lstsq(
        -problem.hessian(np.zeros(len(problem.params))),
        problem.gradient(np.zeros(len(problem.params))),
    )[0]
    for text in equations(problem, theta):
        assert len(text) < 70
        digits = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−·", "0123456789--*")
        right = text.split(" = ")[1].replace("×10", "e").replace("²", "**2").translate(digits)
        # The short form of a line writes its input x, and no sign between.
        right = right.replace(" x", " * x")
        for year, expected in zip(YEARS["year"], problem.predict(theta), strict=True):
            said = eval(right, {"year": year, "x": year})  # noqa: S307 - of our own equation
            assert said == pytest.approx(expected, abs=0.004)


def test_a_flat_model_at_a_step_has_the_digits_of_its_end() -> None:
    problem = tw.Fit("a*year + b", YEARS, target="temp", standardize=True)
    end = np.array([0.92057, 0.0])
    told = [
        steady_equation(problem, np.array(theta), end, short=False)
        for theta in ([0.0, 0.0], [0.92057, 0.0])
    ]
    assert told == ["temp = 0.000000 · year + 14.27", "temp = 0.099999 · year − 186.03"]
