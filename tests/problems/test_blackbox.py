"""Losses given as Python functions."""

import numpy as np
import pytest

import thalweg as tw
from thalweg.errors import ArgumentError
from thalweg.problems import Recorded, from_spec

ROSENBROCK = tw.functions["rosenbrock"]


def rosenbrock(x, y):
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def test_differences_agree_with_the_exact_derivatives():
    box = tw.BlackBox(rosenbrock, params=("x", "y"))
    theta = np.random.default_rng(0).uniform(-2, 2, size=(5, 3, 2))
    np.testing.assert_allclose(box.loss(theta), ROSENBROCK.loss(theta), rtol=1e-13)
    np.testing.assert_allclose(
        box.gradient(theta), ROSENBROCK.gradient(theta), rtol=1e-9, atol=1e-8
    )
    np.testing.assert_allclose(box.hessian(theta), ROSENBROCK.hessian(theta), rtol=1e-5, atol=1e-4)


def test_a_gradient_of_the_users_own_is_used():
    calls = []

    def slope(x, y):
        calls.append(x)
        return -2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)

    box = tw.BlackBox(rosenbrock, params=("x", "y"), gradient=slope)
    theta = np.random.default_rng(0).uniform(-2, 2, size=(5, 2))
    np.testing.assert_allclose(box.gradient(theta), ROSENBROCK.gradient(theta), rtol=1e-12)
    assert calls


def test_a_function_that_returns_one_number_fills_the_shape():
    box = tw.BlackBox(lambda x: 2.0, params=("x",))
    np.testing.assert_array_equal(box.loss(np.zeros((3, 1))), [2.0, 2.0, 2.0])


def test_it_runs_like_any_problem():
    box = tw.BlackBox(rosenbrock, params=("x", "y"))
    ours = tw.descend(box, tw.SGD(lr=0.001), start=[-1, 1], steps=20)
    exact = tw.descend(ROSENBROCK, tw.SGD(lr=0.001), start=[-1, 1], steps=20)
    np.testing.assert_allclose(ours.final.values, exact.final.values, rtol=1e-7)


def test_what_is_left_after_saving_says_so():
    box = tw.BlackBox(rosenbrock, params=("x", "y"))
    again = from_spec(box.spec(), {})
    assert isinstance(again, Recorded)
    assert again.params == ("x", "y")
    with pytest.raises(ArgumentError) as caught:
        again.loss([0.0, 0.0])
    assert str(caught.value) == (
        '"rosenbrock" was Python code, which is not saved: only what was recorded can be shown; to evaluate '
        "it, build the BlackBox, or the problem of your own, again"
    )


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: tw.BlackBox(3, params=("x",)),  # type: ignore[arg-type]
            "fun must be callable, not int",
        ),
        (
            lambda: tw.BlackBox(rosenbrock, params=()),
            "params must be distinct names, at least one, not ()",
        ),
        (
            lambda: tw.BlackBox(lambda x: x[:2], params=("x",)).loss(np.zeros((5, 1))),
            "fun must take arrays and return one of their shape (5,), not (2,)",
        ),
        (
            lambda: tw.BlackBox(rosenbrock, ("x", "y"), lambda x, y: (x,)).gradient([1.0, 2.0]),
            "gradient must return 2 arrays, one a parameter, not 1",
        ),
    ],
)
def test_errors(make, message):
    with pytest.raises(ArgumentError) as caught:
        make()
    assert str(caught.value) == message
