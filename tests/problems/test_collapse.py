"""Collapsed data: when they collapse, and how exact the collapsed loss is."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

import thalweg as tw

RNG = np.random.default_rng(0)
TABLE = {"x": RNG.normal(size=50), "z": RNG.normal(size=50), "y": RNG.normal(size=50)}


@pytest.mark.parametrize(
    ("model", "loss"),
    [
        ("w*x + b", "mse"),
        ("b", "mse"),
        ("w*x + v*z + b", "half_mse"),
        ("a + b*x + c*x**2 + d*sin(x)*exp(z)", "mse"),
        ("u*v*x + b", "mse"),
        ("(u*x + b)**2", "mse"),
        ("u**3*x - v/4", "mse"),
        ("exp(a)*x + sqrt(b)", "mse"),
        ("w*x/z + b", "mse"),
        ("(a + b)*(x + z)", "3*(yhat - y)**2"),
        ("w*x + b", "(yhat/2 - y*3)**2"),
    ],
)
def test_squares_of_polynomials_in_the_parameters_collapse(model, loss):
    fit = tw.Fit(model, TABLE, "y", loss)
    assert fit.collapsed
    theta = RNG.uniform(0.2, 2.0, size=(20, len(fit.params)))
    direct = fit._samples.sums(theta.T, slope=True)
    np.testing.assert_allclose(fit.loss(theta), direct[0], rtol=1e-12)
    np.testing.assert_allclose(fit.gradient(theta), direct[1:].T, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("model", "loss"),
    [
        ("tanh(w*x)", "mse"),
        ("exp(w*x)", "mse"),
        ("w*x + b", "mae"),
        ("w*x + b", "huber"),
        ("x**w + b", "mse"),
        ("w*x + b", "(yhat - y)**4"),
        ("(a + b*x + c*z + d*x*z)**30", "mse"),
    ],
)
def test_others_do_not(model, loss):
    fit = tw.Fit(model, TABLE, "y", loss)
    assert not fit.collapsed
    assert fit.closed is None


def test_too_few_rows_do_not_collapse():
    assert not tw.Fit("w*x + b", {"x": [1.0, 2.0], "y": [1.0, 2.0]}, "y").collapsed


def test_terms_are_counted_before_anything_is_expanded():
    # (a0*x + ... + a9*x**10)**40 would have C(49, 40) = two billion terms.
    base = "+".join(f"a{i}*x**{i}" for i in range(10))
    fit = tw.Fit(f"({base})**40", TABLE, "y")
    assert not fit.collapsed


def long_double_loss(theta, phi, y):
    """The mean of squares summed in extended precision."""
    residual = phi.astype(np.longdouble) @ theta.astype(np.longdouble) - y.astype(np.longdouble)
    return (residual**2).mean()


def direct_loss(theta, phi, y):
    return ((phi @ theta - y) ** 2).mean()


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**31),
    rows=st.integers(5, 400),
    shift=st.floats(-1e6, 1e6),
    scale=st.floats(1e-6, 1e6),
    noise=st.sampled_from([0.0, 1e-8, 1e-3, 1.0]),
    distance=st.sampled_from([0.0, 1e-10, 1e-5, 1e-2, 1.0]),
)
def test_agrees_with_a_long_double_sum(seed, rows, shift, scale, noise, distance):
    rng = np.random.default_rng(seed)
    x = shift + scale * rng.normal(size=rows)
    y = 3 * x - 1 + noise * scale * rng.normal(size=rows)
    fit = tw.Fit("w*x + b", {"x": x, "y": y}, "y")
    assert fit.collapsed
    phi = np.column_stack([x, np.ones(rows)])
    best = np.linalg.lstsq(phi, y, rcond=None)[0]
    theta = best + distance * rng.normal(size=2)
    exact = long_double_loss(theta, phi, y)
    own_error = abs(direct_loss(theta, phi, y) - exact)
    allowed = max(1e-9 * float(exact), 10 * float(own_error), 1e-300)
    assert abs(float(fit.loss(theta)) - float(exact)) <= allowed


def test_keeps_the_digits_at_the_minimum_that_the_normal_equations_lose():
    rng = np.random.default_rng(3)
    x = 2000 + rng.normal(size=1000)  # such as years
    y = 3 * x - 1 + 1e-5 * rng.normal(size=1000)
    fit = tw.Fit("w*x + b", {"x": x, "y": y}, "y")
    phi = np.column_stack([x, np.ones(1000)])
    theta = np.linalg.lstsq(phi, y, rcond=None)[0]
    exact = float(long_double_loss(theta, phi, y))
    np.testing.assert_allclose(fit.loss(theta), exact, rtol=1e-6)
    normal = (theta @ phi.T @ phi @ theta - 2 * theta @ phi.T @ y + y @ y) / 1000
    assert abs(normal - exact) > 0.1 * exact


def test_many_monomials_stay_a_table():
    powers = "+".join(f"c{i}*cos({i}*x)" for i in range(30))
    fit = tw.Fit(powers, TABLE, "y")
    assert fit.collapsed
    assert fit.closed is None
    theta = RNG.normal(size=(4, 30))
    np.testing.assert_allclose(
        fit.gradient(theta), fit._samples.sums(theta.T, slope=True)[1:].T, rtol=1e-9, atol=1e-12
    )


def test_infinite_coefficients_are_not_hidden():
    fit = tw.Fit("w/x + b", {"x": [0.0, 1.0, 2.0, 3.0, 4.0], "y": np.arange(5.0)}, "y")
    assert not fit.collapsed
    assert not np.isfinite(fit.loss([1.0, 0.0]))
