"""Fits: losses, penalties, standardised columns, classes; against NumPy, scikit-learn and finite differences."""

import re
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression, Ridge

import thalweg as tw
from thalweg.errors import ArgumentError, DataError, FormulaError
from thalweg.problems import from_spec

RNG = np.random.default_rng(0)
X = RNG.normal(size=(60, 2)) * [1.0, 30.0] + [5.0, -100.0]
Y = X @ [2.0, -0.1] + 7 + RNG.normal(size=60)
TABLE = {"a": X[:, 0], "length (cm)": X[:, 1], "y": Y}
PLANE = "w1*a + w2*`length (cm)` + b"

PER_SAMPLE = {
    "mse": lambda r: r**2,
    "half_mse": lambda r: r**2 / 2,
    "mae": np.abs,
    "huber": lambda r: np.where(np.abs(r) <= 1.5, r**2 / 2, 1.5 * (np.abs(r) - 0.75)),
    "log(cosh(y - yhat))": lambda r: np.log(np.cosh(r)),
    "3*(y - yhat)**2/4": lambda r: 0.75 * r**2,
    "(y - yhat)*(y - yhat)": lambda r: r**2,
}


def central(f, theta, h=1e-5):
    """Central differences along each parameter, shape (..., d)."""
    steps = np.eye(theta.shape[-1]) * h
    return np.stack([(f(theta + s) - f(theta - s)) / (2 * h) for s in steps], axis=-1)


@pytest.mark.parametrize("loss", PER_SAMPLE)
def test_losses_are_means_over_the_rows(loss):
    fit = tw.Fit(PLANE, TABLE, "y", loss, delta=1.5)
    assert (fit.params, fit.inputs) == (("w1", "w2", "b"), ("a", "length (cm)"))
    theta = np.array([2.0, -0.1, 7.0]) + RNG.normal(size=(4, 5, 3)) * [0.1, 0.01, 1.0]
    residual = theta[..., :2] @ X.T + theta[..., 2:] - Y
    np.testing.assert_allclose(fit.loss(theta), PER_SAMPLE[loss](residual).mean(-1), rtol=1e-11)
    # The step is small, so that no residual crosses a kink of mae or huber within it.
    numeric = central(fit.loss, theta, h=1e-8)
    np.testing.assert_allclose(fit.gradient(theta), numeric, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("loss", ["mse", "log(cosh(y - yhat))", "logistic"])
@pytest.mark.parametrize("model", ["w*x + b", "v*tanh(w*x + b)"])
def test_derivatives_agree_with_differences(loss, model):
    x = RNG.normal(size=30)
    fit = tw.Fit(model, {"x": x, "y": (x > 0) * 1.0}, "y", loss, ridge=0.1, lasso=0.02)
    theta = RNG.normal(size=(6, len(fit.params)))
    np.testing.assert_allclose(fit.gradient(theta), central(fit.loss, theta), rtol=1e-6, atol=1e-8)
    numeric = central(fit.gradient, theta)
    np.testing.assert_allclose(fit.hessian(theta), numeric, rtol=1e-5, atol=1e-8)
    v = RNG.normal(size=theta.shape)
    np.testing.assert_allclose(
        fit.hvp(theta, v), (numeric @ v[..., None])[..., 0], rtol=1e-5, atol=1e-8
    )


def test_batches_are_means_over_their_rows():
    fit = tw.Fit(PLANE, TABLE, "y", ridge=0.3)
    theta = RNG.normal(size=(4, 3))
    rows = RNG.integers(0, 60, size=(4, 7))
    value, slope = fit.loss_and_gradient(theta, rows)
    for i in range(4):
        part = tw.Fit(PLANE, {n: c[rows[i]] for n, c in TABLE.items()}, "y", ridge=0.3)
        np.testing.assert_allclose(value[i], part.loss(theta[i]), rtol=1e-12)
        np.testing.assert_allclose(slope[i], part.gradient(theta[i]), rtol=1e-11)
    shared = fit.loss_and_gradient(theta, rows[0])
    np.testing.assert_allclose(shared[0][0], value[0], rtol=1e-14)


@pytest.mark.parametrize("loss", ["yhat*y", "2*yhat", "exp(yhat) + 0*y"])
def test_slopes_that_depend_on_the_row_or_on_the_run_alone(loss):
    x, y = RNG.normal(size=9), RNG.normal(size=9)
    fit = tw.Fit("w*x + b", {"x": x, "y": y}, "y", loss)
    for runs in (1, 3, 50):
        theta = RNG.normal(size=(runs, 2))
        np.testing.assert_allclose(
            fit.gradient(theta), central(fit.loss, theta), rtol=1e-6, atol=1e-7
        )


def test_linear_fits_end_where_scikit_learn_does():
    line = tw.Fit(PLANE, TABLE, "y")
    reference = LinearRegression().fit(X, Y)
    best = np.append(reference.coef_, reference.intercept_)
    assert np.abs(line.gradient(best)).max() < 1e-9
    ridge = tw.Fit(PLANE, TABLE, "y", ridge=0.2)
    assert ridge.penalized == ("w1", "w2")
    reference = Ridge(alpha=0.2 * 60, tol=1e-12).fit(X, Y)
    assert np.abs(ridge.gradient(np.append(reference.coef_, reference.intercept_))).max() < 1e-8
    lasso = tw.Fit(PLANE, TABLE, "y", "half_mse", lasso=0.05)
    reference = Lasso(alpha=0.05, tol=1e-12, max_iter=100_000).fit(X, Y)
    assert np.abs(lasso.gradient(np.append(reference.coef_, reference.intercept_))).max() < 1e-5


@pytest.mark.parametrize(
    "model", ["sigmoid(w*x + b)", "w*x + b", "1/(1 + exp(-(w*x + b)))", "1/(1 + e**(-w*x - b))"]
)
def test_logistic_takes_a_probability_or_a_logit(model):
    x = RNG.normal(size=80)
    named = np.where(x + RNG.normal(size=80) > 0, "yes", "no").astype(object)
    fit = tw.Fit(model, {"x": x, "answer": named}, "answer", "logistic")
    assert fit.classes == ("no", "yes")
    assert fit.linear
    p = 1 / (1 + np.exp(-(1.3 * x - 0.2)))
    expected = -np.where(named == "yes", np.log(p), np.log(1 - p)).mean()
    np.testing.assert_allclose(fit.loss([1.3, -0.2]), expected, rtol=1e-12)
    np.testing.assert_allclose(fit.predict([1.3, -0.2]), p, rtol=1e-12)
    reference = LogisticRegression(C=np.inf, tol=1e-10).fit(x[:, None], named)
    assert np.abs(fit.gradient([reference.coef_[0, 0], reference.intercept_[0]])).max() < 1e-6


def test_logistic_keeps_sure_predictions_exact():
    fit = tw.Fit("w*x", {"x": [1.0, -1.0], "y": [1, 0]}, "y", "logistic")
    np.testing.assert_allclose(fit.loss([[700.0]]), [np.exp(-700.0)], rtol=1e-12)
    np.testing.assert_allclose(fit.loss([[-1e5]]), [1e5])


def test_two_numbers_become_zero_and_one_and_keep_their_names():
    fit = tw.Fit("w*x", {"x": [1.0, 2.0], "y": [-1, 1]}, "y", "logistic")
    assert fit.classes == ("-1", "1")
    np.testing.assert_array_equal(fit.columns["y"], [0.0, 1.0])


# -- standardised ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("loss", ["mse", "mae", "logistic"])
@pytest.mark.parametrize("model", [PLANE, "c0 + c1*a + c2*a**2 + c3*a**3", "w*`length (cm)` - b"])
def test_standardised_models_predict_in_the_users_units(model, loss):
    target = (np.median(Y) < Y) * 1.0 if loss == "logistic" else Y
    table = {**TABLE, "y": target}
    plain = tw.Fit(model, table, "y", loss)
    scaled = tw.Fit(model, table, "y", loss, standardize=True)
    theta = RNG.normal(size=(5, len(plain.params)))
    original = scaled.original(theta)
    assert original is not None
    np.testing.assert_allclose(scaled.predict(theta), plain.predict(original), rtol=1e-6, atol=1e-8)
    scaled_units = scaled.standardized
    assert scaled_units is not None
    for name, (shift, scale) in scaled_units.items():
        np.testing.assert_allclose([shift, scale], [table[name].mean(), table[name].std()])


def test_standardised_least_squares_has_unit_loss_at_zero_and_the_same_optimum():
    scaled = tw.Fit(PLANE, TABLE, "y", standardize=True)
    np.testing.assert_allclose(scaled.loss([0.0, 0.0, 0.0]), 1.0)
    optimum = np.linalg.solve(scaled.hessian([0.0, 0.0, 0.0]), -scaled.gradient([0.0, 0.0, 0.0]))
    reference = LinearRegression().fit(X, Y)
    original = scaled.original(optimum)
    assert original is not None
    np.testing.assert_allclose(
        original, np.append(reference.coef_, reference.intercept_), rtol=1e-10
    )


def test_a_model_without_intercept_is_scaled_but_not_shifted():
    fit = tw.Fit("w*a", TABLE, "y", standardize=True)
    assert fit.standardized == {"a": (0.0, X[:, 0].std()), "y": (0.0, Y.std())}
    original = fit.original([1.0])
    assert original is not None
    np.testing.assert_allclose(original, [Y.std() / X[:, 0].std()])


def test_no_map_back_is_made_up_where_none_exists():
    fit = tw.Fit("v*tanh(w*a + b)", TABLE, "y", standardize=True)
    assert fit.original([1.0, 2.0, 3.0]) is None
    assert not fit.linear


@pytest.mark.parametrize(
    "model",
    ["q*exp(-k*a)", "q*(a - 3)**2 + c", "where(a > 1, q, c)", "q*relu(a - 1000) + c", "q*a**p"],
)
def test_exact_leaves_the_columns_of_a_model_that_would_be_another(model):
    table = {"a": np.linspace(990.0, 1010.0, 30), "y": Y[:30]}
    exact = tw.Fit(model, table, "y", standardize="exact")
    assert exact.standardize is False
    assert exact.standardized is None
    assert exact == tw.Fit(model, table, "y")
    asked = tw.Fit(model, table, "y", standardize=True)
    assert asked.standardize is True
    assert asked.original(np.zeros(len(asked.params))) is None


@pytest.mark.parametrize("model", [PLANE, "w*a", "w*a**3 + c"])
def test_exact_standardises_where_there_is_a_way_back(model):
    exact = tw.Fit(model, TABLE, "y", standardize="exact")
    assert exact.standardize is True
    assert exact.original(np.zeros(len(exact.params))) is not None


@pytest.mark.parametrize(
    ("loss", "scaled"),
    [
        ("(yhat - y)**4", True),
        ("where(y > yhat, 0.9*(y - yhat), 0.1*(yhat - y))", True),
        ("huber", True),
        ("abs(yhat - y)/abs(y)", False),
        ("exp(yhat) - y*yhat", False),
        ("log(cosh(yhat - y))", False),
        ("(log(yhat) - log(y))**2", False),
    ],
)
def test_a_target_whose_own_values_matter_is_not_scaled(loss, scaled):
    fit = tw.Fit(PLANE, TABLE, "y", loss, standardize=True)
    assert fit.standardized is not None
    assert ("y" in fit.standardized) == scaled
    plain = tw.Fit(PLANE, TABLE, "y", loss)
    theta = np.array([0.3, -0.2, 0.1])
    if not scaled:
        original = fit.original(theta)
        assert original is not None
        np.testing.assert_allclose(fit.loss(theta), plain.loss(original), rtol=1e-9)


@pytest.mark.parametrize(
    ("model", "said", "place"),
    [
        ("w*yaer + b", 'the dict; did you mean "year" for "yaer"? Its columns are "year", "y"', 2),
        ("2*yeer", 'the dict; did you mean "year" for "yeer"? Its columns are "year", "y"', 2),
        ("w*t + b", 'the dict; its columns are "year", "y"', 0),
    ],
)
def test_a_model_without_any_column_is_a_slip(model, said, place):
    with pytest.raises(FormulaError) as caught:
        tw.Fit(model, {"year": [1.0, 2.0], "y": [1.0, 3.0]}, "y")
    assert caught.value.message == f"the model uses no column of {said}"
    assert caught.value.position == place


def test_one_number_is_a_model():
    fit = tw.Fit("c", {"year": [1.0, 2.0], "y": [1.0, 3.0]}, "y")
    np.testing.assert_array_equal(fit.gradient([2.0]), [0.0])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"target": 1}, "target must be the name of a column, as text, not 1"),
        ({"target": ["y"]}, "target must be the name of a column, as text, not ['y']"),
        ({"target": np.array([1.0])}, "target must be the name of a column, as text, not array("),
        ({"loss": ["mse"]}, "loss must be a name or a formula in y and yhat, not list"),
        ({"ridge": None}, "ridge must be one number, finite and at least 0, not None"),
        ({"ridge": "a"}, "ridge must be one number, finite and at least 0, not 'a'"),
        ({"ridge": {"w": 1}}, "ridge must be one number, finite and at least 0, not {'w': 1}"),
        ({"lasso": [0.1, 0.2]}, "lasso must be one number, finite and at least 0, not [0.1, 0.2]"),
        ({"ridge": 10**400}, "ridge must be one number, finite and at least 0, not 1000"),
        ({"delta": "a"}, "delta must be one number, finite and greater than 0, not 'a'"),
        ({"standardize": "yes"}, "standardize must be True, False or \"exact\", not 'yes'"),
        ({"standardize": ["x"]}, "standardize must be True, False or \"exact\", not ['x']"),
        ({"standardize": np.ones(2)}, 'standardize must be True, False or "exact", not array('),
    ],
)
def test_an_argument_of_another_kind_is_told_the_rule(given, said):
    with pytest.raises(ArgumentError, match="^" + re.escape(said)):
        tw.Fit(**{"model": "w*x", "data": {"x": [1, 2], "y": [2, 3.0]}, "target": "y", **given})


def test_a_target_that_is_a_number_of_a_frames_column_is_told_the_rule():
    with pytest.raises(ArgumentError, match="target must be the name of a column, as text, not 1"):
        tw.Fit("w*`0` + b", pd.DataFrame([[1, 2], [2, 3.0]]), cast(Any, 1))
    assert tw.Fit("w*`0` + b", pd.DataFrame([[1, 2], [2, 3.0]]), "1").inputs == ("0",)


@pytest.mark.parametrize("size", [1e200, 1e-200])
def test_huge_and_tiny_numbers_are_standardised(size):
    table = {"x": np.array([1.0, 2.0, 3.0]) * size, "y": [2.0, 3.0, 4.5]}
    fit = tw.Fit("w*x + b", table, "y", standardize=True)
    best = np.linalg.solve(fit.hessian([0.0, 0.0]), -fit.gradient([0.0, 0.0]))
    original = fit.original(best)
    assert original is not None
    np.testing.assert_allclose(original * [size, 1.0], [1.25, 2 / 3], rtol=1e-10)


def test_a_column_too_wide_to_be_standardised_is_named():
    table = {"x": [-1.7e308, 1.7e308, 1.7e308], "y": [1.0, 2.0, 3.0]}
    with pytest.raises(DataError, match=r'column "x" of the dict reaches from -1\.7e'):
        tw.Fit("w*x + b", table, "y", standardize=True)


def test_a_constant_column_is_not_divided_by_zero():
    fit = tw.Fit("w*x + b", {"x": [3.0, 3.0], "y": [1.0, 2.0]}, "y", standardize=True)
    assert fit.standardized is not None
    assert fit.standardized["x"] == (3.0, 1.0)
    assert np.isfinite(fit.loss([1.0, 1.0]))


# -- names and errors --------------------------------------------------------------------------------------------------


def test_sixty_five_parameters_written_out():
    units = "+".join(f"v{i}*tanh(a{i}*x + c{i}*z + b{i})" for i in range(16))
    fit = tw.Fit(f"{units} + q", {"x": X[:, 0], "z": X[:, 1] / 100, "y": Y}, "y")
    assert len(fit.params) == 65
    theta = RNG.normal(size=(3, 65))
    np.testing.assert_allclose(fit.gradient(theta), central(fit.loss, theta), rtol=1e-4, atol=1e-4)
    assert fit.hessian(theta[0]).shape == (65, 65)


def test_saved_description_builds_an_equal_fit():
    named = np.where(np.median(Y) < Y, "big", "small").astype(object)
    for kwargs in (
        {"loss": "huber", "delta": 2.0, "ridge": 0.1},
        {"loss": "logistic", "lasso": 0.1, "standardize": True},
    ):
        table = {**TABLE, "y": named} if kwargs["loss"] == "logistic" else TABLE
        fit = tw.Fit(PLANE, table, "y", **kwargs)
        again = from_spec(fit.spec(), fit.arrays())
        assert isinstance(again, tw.Fit)
        assert again == fit
        assert again.classes == fit.classes
        theta = RNG.normal(size=(4, 3))
        np.testing.assert_array_equal(again.loss(theta), fit.loss(theta))


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (
            lambda: tw.Fit("w*X + b", {"x": [1, 2], "y": [1, 2]}, "y"),
            DataError,
            '"X" in the model is not the column "x" of the dict: write x, or give the parameter another name',
        ),
        (
            lambda: tw.Fit("w*y + b", {"x": [1, 2], "y": [1, 2]}, "y"),
            FormulaError,
            'the model must not contain its own target "y" (column 3)',
        ),
        (
            lambda: tw.Fit("wy*x + w*y", {"x": [1, 2], "y": [1, 2]}, "y"),
            FormulaError,
            'the model must not contain its own target "y" (column 10)',
        ),
        (
            lambda: tw.Fit("w*pie + c*pi", {"pie": [1, 2], "pi": [1, 2], "y": [1, 2]}, "y"),
            FormulaError,
            '"pi" is a number in a formula, and a column of the dict: '
            "write `pi` for the column, acos(-1) for the number (column 11)",
        ),
        (
            lambda: tw.Fit("w*e + b", {"e": [1, 2], "y": [1, 2]}, "y"),
            FormulaError,
            '"e" is a number in a formula, and a column of the dict: '
            "write `e` for the column, exp(1) for the number (column 3)",
        ),
        (
            lambda: tw.Fit("2*x", {"x": [1, 2], "y": [1, 2]}, "y"),
            FormulaError,
            "the model has no parameter: every name in it is a column of the dict (column 1)",
        ),
        (
            lambda: tw.Fit("w*x", {"x": [1, 2], "y": [1, 2]}, "y", "mes"),
            ArgumentError,
            'unknown loss "mes"; did you mean "mse"? (known: mse, half_mse, mae, huber, logistic, '
            "or a formula in y and yhat)",
        ),
        (
            lambda: tw.Fit("w*x", {"x": [1, 2], "y": [1, 2]}, "y", "(y - z)**2"),
            FormulaError,
            'a loss is a formula in y and yhat; "z" is neither (column 6)',
        ),
        (
            lambda: tw.Fit("w*x", {"x": [1, 2], "y": [1, 2]}, "y", "(yhat - y)**2 + h"),
            FormulaError,
            'a loss is a formula in y and yhat; "h" is neither (column 17)',
        ),
        (
            lambda: tw.Fit("w*x", {"x": [1, 2], "y": [1, 2]}, "y", "y**2"),
            FormulaError,
            "a loss must depend on yhat, the model's prediction (column 1)",
        ),
        (
            lambda: tw.Fit("w*x", {"x": [1, 2], "y": [1, 2]}, "y", ridge=-1),
            ArgumentError,
            "ridge must be finite and at least 0, not -1",
        ),
        (
            lambda: tw.Fit("w*x", {"x": [1, 2], "y": [1, 2]}, "y", "huber", delta=0),
            ArgumentError,
            "delta must be finite and greater than 0, not 0",
        ),
        (
            lambda: tw.Fit("w*x", {"x": [1, 2, 3], "y": [1, 2, 3]}, "y", "logistic"),
            DataError,
            'the logistic loss needs a target with two values; column "y" of the dict holds 3',
        ),
        (
            lambda: tw.Fit("w*x", {"x": [1, 2], "y": [1, 2]}, "y").predict([1.0], {"z": [1]}),
            ArgumentError,
            'predict needs the column "x"',
        ),
    ],
)
def test_errors(make, error, message):
    with pytest.raises(error) as caught:
        make()
    assert caught.value.headline == message


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 70), st.integers(1, 90), st.integers(0, 2**31))
def test_sums_do_not_depend_on_how_the_work_is_cut(rows, runs, seed):
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=rows), rng.normal(size=rows)
    fit = tw.Fit("tanh(w*x) + b", {"x": x, "y": y}, "y")
    theta = rng.normal(size=(runs, 2))
    residual = np.tanh(theta[:, :1] * x) + theta[:, 1:] - y
    np.testing.assert_allclose(fit.loss(theta), (residual**2).mean(-1), rtol=1e-12)


def test_large_tables_are_evaluated_in_chunks():
    x = RNG.normal(size=200_001)
    fit = tw.Fit("tanh(w*x)", {"x": x, "y": np.cos(x)}, "y")
    theta = np.array([[0.5], [1.0]])
    expected = ((np.tanh(theta * x) - np.cos(x)) ** 2).mean(-1)
    np.testing.assert_allclose(fit.loss(theta), expected, rtol=1e-12)
