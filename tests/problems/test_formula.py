"""Formulas as problems."""

import numpy as np
import pytest

import thalweg as tw
from thalweg.errors import ArgumentError, FormulaError


def test_parameters_follow_first_appearance_or_the_given_order():
    assert tw.Formula("b*x + a").params == ("b", "x", "a")
    assert tw.Formula("b*x + a", params=("a", "b", "x")).params == ("a", "b", "x")
    # A parameter that the formula ignores still has its place.
    flat = tw.Formula("x**2", params=("x", "y"))
    np.testing.assert_array_equal(flat.gradient([[3.0, 1.0]]), [[6.0, 0.0]])


@pytest.mark.parametrize("shape", [(), (1,), (7,), (2, 3), (0,)])
def test_evaluation_keeps_the_leading_dimensions(shape):
    problem = tw.Formula("x**2 + 10*y**2 + 3")
    theta = np.random.default_rng(0).normal(size=(*shape, 2))
    v = np.ones((*shape, 2))
    assert problem.loss(theta).shape == shape
    assert problem.gradient(theta).shape == (*shape, 2)
    assert problem.hessian(theta).shape == (*shape, 2, 2)
    assert problem.hvp(theta, v).shape == (*shape, 2)
    np.testing.assert_allclose(
        problem.loss(theta), theta[..., 0] ** 2 + 10 * theta[..., 1] ** 2 + 3
    )
    np.testing.assert_allclose(problem.gradient(theta), theta * [2, 20])
    np.testing.assert_allclose(
        problem.hessian(theta), np.broadcast_to(np.diag([2, 20]), (*shape, 2, 2))
    )


def test_constants_and_constant_derivatives_fill_the_shape():
    np.testing.assert_array_equal(
        tw.Formula("3*x").gradient(np.zeros((4, 1))), np.full((4, 1), 3.0)
    )
    np.testing.assert_array_equal(tw.Formula("0*x + 2").loss(np.zeros((4, 1))), np.full(4, 2.0))


def test_infinite_and_undefined_losses_are_kept_without_a_warning():
    problem = tw.Formula("log(x) + 1/x")
    values = problem.loss([[0.0], [-1.0], [1.0]])
    assert np.isnan(values[1])
    assert not np.isfinite(values[0])
    assert values[2] == 1.0


def test_a_plane_is_evaluated_in_its_own_coordinates():
    class Tilted:
        origin = np.array([1.0, 2.0])
        basis = np.array([[1.0, 1.0], [0.0, 2.0]])

    problem = tw.Formula("x**2 + 10*y**2")
    f = problem.on_plane(Tilted())
    np.testing.assert_allclose(f(np.array([[0.0, 0.0], [1.0, -0.5]])), [41.0, 2**2 + 10 * 2**2])
    assert [b.name for b in problem.blocks] == ["x", "y"]
    assert [b.offset for b in problem.blocks] == [0, 1]


def test_hessian_is_symmetric_to_the_bit():
    problem = tw.functions["goldstein_price"]
    h = problem.hessian(np.random.default_rng(1).normal(size=(50, 2)))
    np.testing.assert_array_equal(h, np.swapaxes(h, -1, -2))


def test_equal_formulas_are_equal_and_hash_alike():
    assert tw.Formula("x**2") == tw.Formula("x**2")
    assert hash(tw.Formula("x**2")) == hash(tw.Formula("x**2"))
    assert tw.Formula("x**2") != tw.Formula("x**2", params=("x", "y"))
    assert repr(tw.Formula("x**2")) == "Formula('x**2', params=('x',))"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: tw.Formula("x + y", params=("x",)),
            'params must name every symbol of the formula once; "y" is missing',
        ),
        (
            lambda: tw.Formula("x", params=("x", "x")),
            'params must name every symbol of the formula once; "x" stands there 2 times',
        ),
        (lambda: tw.Formula("x + y", start=(1,)), "a point needs 2 numbers (x, y); this one has 1"),
        (
            lambda: tw.Formula("x + y").loss([1.0, 2.0, 3.0]),
            "theta must end in a dimension of 2 (x, y); its shape is (3,)",
        ),
        (
            lambda: tw.Formula("x + y").loss("a"),
            "theta must be numbers (x, y), or an array of such points, not 'a'",
        ),
        (
            lambda: tw.Formula("x + y").gradient([1.0, None, "b"]),  # type: ignore[arg-type, list-item]
            "theta must be numbers (x, y), or an array of such points, not [1.0, None, 'b']",
        ),
        (
            lambda: tw.Formula("x + y").loss({"x": 1, "z": 2}),
            "theta needs a number for each of x, y; it has x, z",
        ),
        (
            lambda: tw.Formula("x + y").loss({"x": 1, "y": "b"}),
            "theta must be numbers (x, y), or an array of such points, not array(['1', 'b'], dtype='<U21')",
        ),
        (
            lambda: tw.Formula("x + y").loss_and_gradient([1.0, 2.0], rows=np.array([0])),
            "a formula has no samples: batch_size and batches need a Fit",
        ),
    ],
)
def test_errors_say_the_rule_the_value_and_what_to_do(make, message):
    with pytest.raises(ArgumentError) as caught:
        make()
    assert str(caught.value) == message


def test_a_formula_without_parameters_is_refused():
    with pytest.raises(FormulaError) as caught:
        tw.Formula("1 + 2")
    assert (
        caught.value.headline == "the formula has no parameter: nothing can be minimised (column 1)"
    )


def test_a_point_may_be_given_by_name():
    bowl = tw.Formula("x**2 + 10*y")
    assert bowl.loss({"y": 1, "x": 2}) == 14
    np.testing.assert_array_equal(bowl.gradient({"x": 3, "y": 1}), [6, 10])
    np.testing.assert_array_equal(bowl.loss({"x": [1, 2], "y": 0}), [1, 4])
    np.testing.assert_array_equal(bowl.hessian({"x": 1, "y": 0}), [[2, 0], [0, 0]])
