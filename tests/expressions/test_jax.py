"""Values, gradients and Hessian products against automatic differentiation in JAX, from the same text."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st

from expressions.oracles import KINKS, Compiled, evaluate, library
from expressions.strategies import NAMES, formulas
from expressions.test_derivatives import ARGUMENTS, CALLABLE
from thalweg.errors import FormulaError


@pytest.fixture(scope="module", autouse=True)
def _double_precision():
    with jax.enable_x64(True):
        yield


def asarray(x: Any) -> Any:
    return jnp.asarray(x, dtype=jnp.float64)


LANGUAGE = library(jnp, asarray, relu=jax.nn.relu, sigmoid=jax.nn.sigmoid, softplus=jax.nn.softplus)


def derivatives(text: str, x: dict[str, float], v: dict[str, float]) -> tuple[Any, Any, Any]:
    def f(point: dict[str, Any]) -> Any:
        return asarray(evaluate(text, LANGUAGE | point))

    point, direction = ({n: asarray(a) for n, a in d.items()} for d in (x, v))
    (value, slope), (_, product) = jax.jvp(jax.value_and_grad(f), (point,), (direction,))
    return value, slope, product


def assert_agree(compiled: Compiled, x: dict[str, float], v: dict[str, float]) -> None:
    names = compiled.expression.names
    x, v = ({n: float(d[n]) for n in names} for d in (x, v))
    value, slope, product = derivatives(compiled.text, x, v)
    ours = compiled.at(x, v)
    atol = 1e-12 * compiled.size(x, v)
    np.testing.assert_allclose(ours[0], value, rtol=1e-10, atol=atol)
    np.testing.assert_allclose(ours[1], [slope[n] for n in names], rtol=1e-10, atol=atol)
    np.testing.assert_allclose(ours[2], [product[n] for n in names], rtol=1e-10, atol=atol)


@pytest.mark.parametrize("name", CALLABLE)
def test_each_function(name: str):
    compiled = Compiled(f"{name}({ARGUMENTS[name]})*x")
    assert_agree(compiled, {"x": 0.7, "y": 0.4, "z": 0.3}, {"x": 1.0, "y": -0.5, "z": 2.0})


@settings(max_examples=30, deadline=None)
@given(text=formulas(), data=st.data())
def test_random_formulas(text: str, data: st.DataObject):
    x, v = ({n: data.draw(st.floats(0.1, 1.9)) for n in NAMES} for _ in range(2))
    compiled = Compiled(text)
    try:
        assume(compiled.expression.names)
    except FormulaError:
        assume(False)
    assume(compiled.size(x, v) < 1e9)
    assert_agree(compiled, x, v)


#: Where JAX takes another value than PyTorch, and so than ours.
DIFFERENCES = {
    ("abs(x)", (0,)): (1,),
    ("abs(-x)", (0,)): (-1,),
    ("max(abs(x), abs(y))", (0, 0)): (0.5, 0.5),
    ("x**y", (0, 0)): (np.nan, 0),
}


@pytest.mark.parametrize(("text", "point", "slope"), KINKS)
def test_kinks(text: str, point: tuple[float, ...], slope: tuple[float, ...]):
    names = Compiled(text).expression.names
    x = {n: float(p) for n, p in zip(names, point, strict=True)}
    _, theirs, _ = derivatives(text, x, x)
    expected = DIFFERENCES.get((text, point), slope)
    np.testing.assert_allclose([theirs[n] for n in names], expected, rtol=1e-15)
