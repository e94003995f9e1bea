"""Losses given as Python functions."""

import cmath
import math

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


X, Y = np.array([0.0, 1.0, 2.0]), np.array([1.0, 2.0, 4.0])

#: Functions of numbers, some of which take arrays too and give another thing then.
OF_NUMBERS = {
    "a sum": lambda x, y: np.sum(x**2 + y**2),
    "a mean over as many rows as points": lambda x, y: np.mean((x * X + y - Y) ** 2),
    "a branch": lambda x, y: x if x > 0 else y,
    "Python's max": lambda x, y: max(abs(x), abs(y)),
    "Python's math": lambda x, y: math.exp(x) + y,
    "a norm": lambda x, y: np.linalg.norm([x, y]),
    "values beside each other": lambda x, y: x + np.max(y),
    "a running sum": lambda x, y: np.cumsum(x) + y,
    "a constant": lambda x, y: 2.0,
    "an array of one": lambda x, y: np.array([x * y]),
    "element by element": lambda x, y: x**2 + np.where(y > 0, y, 0),
}


@pytest.mark.parametrize("name", OF_NUMBERS)
def test_a_function_of_numbers_gives_each_point_its_own_loss(name):
    function = OF_NUMBERS[name]
    theta = np.random.default_rng(1).uniform(-2, 2, size=(3, 2))
    expected = [float(np.ravel(function(*point))[0]) for point in theta]
    box = tw.BlackBox(function, params=("x", "y"))
    # Twice: the first call finds out how the function may be called.
    for _ in range(2):
        np.testing.assert_allclose(box.loss(theta), expected, rtol=1e-13)
    np.testing.assert_allclose(box.loss(theta[0]), expected[0], rtol=1e-13)
    np.testing.assert_allclose(box.loss(theta[:, None]), np.array(expected)[:, None], rtol=1e-13)


def test_a_sum_over_its_arguments_descends_and_has_a_landscape():
    box = tw.BlackBox(lambda x, y: np.sum(x**2 + y**2), params=("x", "y"))
    runs = tw.descend(box, tw.SGD(lr=0.1), start=[1, 1], steps=3)
    np.testing.assert_allclose(runs.final.values[0], [0.512, 0.512], rtol=1e-9)
    land = tw.landscape(box, x=(-1, 1), y=(-1, 1), grid=3)
    np.testing.assert_allclose(land.loss, [[2, 1, 2], [1, 0, 1], [2, 1, 2]], atol=1e-15)


def test_the_gradient_of_a_mean_over_data_is_that_of_each_point():
    def loss(w, b):
        return np.mean((w * X + b - Y) ** 2)

    def slope(w, b):
        return np.mean(2 * (w * X + b - Y) * X), np.mean(2 * (w * X + b - Y))

    theta = np.random.default_rng(2).uniform(-2, 2, size=(3, 2))
    exact = np.array([slope(*point) for point in theta])
    given, own = (
        tw.BlackBox(loss, ("w", "b"), slope),
        tw.BlackBox(loss, ("w", "b")),
    )
    np.testing.assert_allclose(given.gradient(theta), exact, rtol=1e-13)
    np.testing.assert_allclose(own.gradient(theta), exact, rtol=1e-9)
    # One number for the only parameter, without a list around it.
    line = tw.BlackBox(lambda x: x**2, ("x",), lambda x: 2 * x)
    np.testing.assert_array_equal(line.gradient([[1.0], [3.0]]), [[2.0], [6.0]])


def test_where_a_function_has_no_value_the_loss_is_not_finite():
    box = tw.BlackBox(lambda x: math.log(x) + math.exp(x), params=("x",))
    np.testing.assert_array_equal(box.loss([[-1.0], [1000.0]]), [np.nan, np.inf])


def test_a_function_of_arrays_is_called_with_many_points_at_once():
    calls = []

    def loss(x):
        calls.append(np.shape(x))
        return x**2

    box = tw.BlackBox(loss, params=("x",))
    box.loss(np.linspace(0, 1, 1000)[:, None])
    assert calls == [(1000,), *[()] * 4]
    del calls[:]
    box.loss(np.linspace(0, 1, 1000)[:, None])
    assert calls == [(1000,)]


def test_points_that_are_the_same_do_not_decide_how_a_function_is_called():
    box = tw.BlackBox(lambda x: x * 0 + np.max(x), params=("x",))
    np.testing.assert_array_equal(box.loss([[1.0], [1.0]]), [1.0, 1.0])
    np.testing.assert_array_equal(box.loss([[1.0], [2.0]]), [1.0, 2.0])


def test_a_function_of_arrays_alone_may_set_their_elements():
    def loss(x):
        x[x < 0] = 0
        return x

    box = tw.BlackBox(loss, params=("x",))
    theta = np.array([[-1.0], [2.0]])
    np.testing.assert_array_equal(box.loss(theta), [0.0, 2.0])
    np.testing.assert_array_equal(box.loss(theta[0]), 0.0)
    np.testing.assert_array_equal(theta, [[-1.0], [2.0]])


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
            lambda: tw.BlackBox(lambda x: x * X, params=("x",)).loss(np.zeros((5, 1))),
            "fun must return one number for a point, not an array of shape (3,); of values at data, let it return the"
            " sum or the mean",
        ),
        (
            lambda: tw.BlackBox(lambda x: None, params=("x",)).loss([1.0]),
            "fun must return a number, not None",
        ),
        (
            lambda: tw.descend(tw.BlackBox(lambda x: None, ("x",)), tw.SGD(lr=0.1), [1.0]),
            "fun must return a number, not None",
        ),
        (
            lambda: tw.BlackBox(lambda x: "1.5", params=("x",)).loss([[1.0], [2.0]]),
            "fun must return a number, not text",
        ),
        (
            lambda: tw.BlackBox(lambda x: {"loss": x}, params=("x",)).loss([1.0]),
            "fun must return a number, not a dict",
        ),
        (
            lambda: tw.BlackBox(cmath.sqrt, params=("x",)).loss([1.0]),
            "fun must return a number, not a complex one",
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
