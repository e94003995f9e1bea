"""Values, gradients and Hessian products against SymPy's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import assume, given, settings, strategies as st

import thalweg as tw
from expressions.oracles import KINKS, Compiled, evaluate, library, to_sympy
from expressions.strategies import NAMES, formulas
from thalweg.errors import ArgumentError, FormulaError
from thalweg.expressions import (
    Program,
    compile_program,
    functions as fn,
    gradient,
    hessian_product,
    parse,
)


def floats(*values: float) -> list[np.float64]:
    return [np.float64(v) for v in values]


def oracle(tree: Any, names: tuple[str, ...]) -> Any:
    """SymPy's value, gradient and Hessian, as one function of the parameters."""
    symbols = [sympy.Symbol(n, real=True) for n in names]
    simplified = to_sympy(tree).doit()
    slope = [sympy.diff(simplified, s) for s in symbols]
    second = [[sympy.diff(s, b) for b in symbols] for s in slope]
    # SymPy has a spike at each jump; there are none at the points of these tests.
    spikes = {"DiracDelta": lambda x, order=0: np.zeros_like(x)}
    return sympy.lambdify(
        [symbols], [simplified, slope, second], modules=[spikes, "numpy"], cse=True
    )


def assert_agree(
    compiled: Compiled,
    x: dict[str, float],
    v: dict[str, float],
    compute: Any = None,
    rtol: float = 1e-10,
) -> None:
    names = compiled.expression.names
    compute = compute or oracle(compiled.expression.sympy, names)
    with np.errstate(all="ignore"):
        value, slope, second = compute([x[n] for n in names])
    ours = compiled.at(x, v)
    atol = 1e-12 * compiled.size(x, v)
    np.testing.assert_allclose(ours[0], value, rtol=rtol, atol=atol)
    np.testing.assert_allclose(ours[1], slope, rtol=rtol, atol=atol)
    np.testing.assert_allclose(
        ours[2], np.array(second) @ [v[n] for n in names], rtol=rtol, atol=atol
    )


#: Arguments from which every function has a value and a derivative.
ARGUMENTS = dict.fromkeys(fn.FUNCTIONS, "x*y + z/5") | {
    "min": "x*y, z, x - y",
    "max": "x*y, z, x - y",
    "where": "x*y > z/5, x**2*y, sin(z)*y",
}
CALLABLE = [n for n in fn.FUNCTIONS if n not in ("sum", "norm", "dot")]


@pytest.mark.parametrize("name", CALLABLE)
def test_each_function_has_sympy_s_derivatives(name: str):
    compiled = Compiled(f"{name}({ARGUMENTS[name]})*x")
    for x in ({"x": 0.7, "y": 0.4, "z": 0.3}, {"x": -0.3, "y": -0.9, "z": 0.1}):
        assert_agree(compiled, x, {"x": 1.0, "y": -0.5, "z": 2.0})


@pytest.mark.parametrize(
    "name", ["asin", "acos", "atan", "sin", "tan", "tanh", "sinh", "abs", "sign", "relu"]
)
def test_functions_keep_their_sign_on_the_other_side(name: str):
    compiled = Compiled(f"{name}(x)")
    for x in (-0.8, -0.1, 0.1, 0.8):
        assert_agree(compiled, {"x": x}, {"x": 1.0})


@pytest.mark.parametrize(
    "text",
    ["x**-3", "x**3", "x**7", "x**2.5", "x**-1.5", "x**64", "x**65", "x**y", "2**x", "x**(y/x)"],
)
def test_powers_have_sympy_s_derivatives(text: str):
    for x in ({"x": 0.7, "y": 0.4}, {"x": 1.3, "y": -2.0}):
        assert_agree(Compiled(text), x, {"x": 1.0, "y": -0.5})


@pytest.mark.parametrize("name", tw.functions)
def test_the_catalogue_has_sympy_s_derivatives(name: str):
    problem = tw.functions[name]
    assert problem.domain is not None
    names = problem.expression.names
    compute = oracle(problem.sympy, names)
    random = np.random.default_rng(3)
    for _ in range(3):
        x = {n: random.uniform(low, high) for n, (low, high) in problem.domain.items()}
        v = dict(zip(names, random.normal(size=len(names)), strict=True))
        assert_agree(Compiled(problem.text), x, v, compute, rtol=1e-9)


@settings(max_examples=25, deadline=None)
@given(text=formulas(kinks=False, names=("x", "y"), most=7), data=st.data())
def test_random_formulas_have_sympy_s_derivatives(text: str, data: st.DataObject):
    x, v = ({n: data.draw(st.floats(0.1, 1.9)) for n in ("x", "y")} for _ in range(2))
    compiled = Compiled(text)
    try:
        assume(compiled.expression.names)
    except FormulaError:
        assume(False)
    assume(compiled.size(x, v) < 1e9)
    names = compiled.expression.names
    compute = oracle(compiled.expression.sympy, names)
    with np.errstate(all="ignore"):
        value, slope, second = compute([x[n] for n in names])
    # Simplified, a formula may overflow where the one that was written does not.
    assume(np.isfinite([value, *slope, *np.ravel(second)]).all())
    assert_agree(compiled, x, v, compute, rtol=1e-8)


@settings(max_examples=200, deadline=None)
@given(text=formulas(), data=st.data())
def test_precedence_is_python_s(text: str, data: st.DataObject):
    """The value is what Python makes of the same text."""
    x = {n: np.float64(data.draw(st.floats(-3, 3))) for n in NAMES}
    own = {
        "relu": lambda x: np.maximum(x, 0.0),
        "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
        "softplus": lambda x: np.logaddexp(x, 0.0),
    }
    namespace = library(np, np.float64, **own) | x
    try:
        expression = parse(text)
    except FormulaError as error:
        assert "too large" in error.headline  # noqa: PT017
        return
    program = compile_program([expression.sympy], expression.names)
    with np.errstate(all="ignore"):
        (ours,) = program.arrays(*(x[n] for n in expression.names))
        expected = evaluate(text, namespace)
    count = len(program.inputs) + len(program.instructions)
    every = Program(program.inputs, program.instructions, tuple(range(count)))
    with np.errstate(all="ignore"):
        size = max(
            np.abs(np.nan_to_num(r)) for r in every.arrays(*(x[n] for n in expression.names))
        )
    if np.isfinite(expected) and size < 1e100:
        np.testing.assert_allclose(ours, expected, rtol=1e-9, atol=1e-10 * size)


@pytest.mark.parametrize(("text", "point", "slope"), KINKS)
def test_kinks_have_these_derivatives(
    text: str, point: tuple[float, ...], slope: tuple[float, ...]
):
    compiled = Compiled(text)
    x = dict(zip(compiled.expression.names, point, strict=True))
    np.testing.assert_array_equal(compiled.at(x, x)[1], slope)


def test_second_derivatives_at_kinks_are_zero():
    for text in ("abs(x)", "relu(x)", "sign(x)", "max(x, 0)", "where(x > 0, x, 3*x)"):
        assert Compiled(text).at({"x": 0.0}, {"x": 1.0})[2] == [0.0]


@pytest.mark.parametrize("kind", [fn.Maximum, fn.Minimum])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_sympy_can_differentiate_our_functions_too(kind: Any, count: int):
    """What a reader of `Formula.sympy` gets is the same as our own derivative."""
    x, y = sympy.symbols("x y")
    tree = kind(*[x, y, x * y, 2 * x - y][:count])
    text = f"{'max' if kind is fn.Maximum else 'min'}({', '.join(['x', 'y', 'x*y', '2*x - y'][:count])})"
    for point in ((1.0, 1.0), (0.5, -2.0), (2.0, 3.0)):
        given_point: dict[str, float] = dict(zip(("x", "y"), point, strict=True))
        theirs = [tree.diff(s).subs(given_point) for s in (x, y)]
        (value,) = compile_program([theirs[0]], []).arrays()
        ours = Compiled(text).at(given_point, given_point)[1]
        assert ours[0] == value
        assert ours[1] == compile_program([theirs[1]], []).arrays()[0]


@pytest.mark.parametrize(
    "text", ["abs(x)", "relu(x)*x", "sigmoid(x)", "softplus(x)", "where(x > 1, x**2, x)"]
)
def test_sympy_s_derivative_of_our_functions_is_ours(text: str):
    expression = parse(text)
    theirs = sympy.diff(expression.sympy, sympy.Symbol("x"))
    for x in (-2.0, 0.0, 0.5, 1.5):
        (value,) = compile_program([theirs], ["x"]).arrays(np.float64(x))
        assert Compiled(text).at({"x": x}, {"x": x})[1] == [pytest.approx(value, rel=1e-15)]


# -- programs ---------------------------------------------------------------------------------------------------------


def test_a_derivative_by_some_inputs_only():
    expression = parse("a*x**2 + b*x")
    program = compile_program([expression.sympy], ("a", "x", "b"))
    slope = gradient(program, ["x"])
    assert slope.inputs == ("a", "x", "b")
    assert slope.arrays(*floats(2, 3, 5)) == (33.0, 17.0)
    product = hessian_product(program, ["x"])
    assert product.inputs == ("a", "x", "b", "d:x")
    assert product.arrays(*floats(2, 3, 5, 10)) == (40.0,)


def test_what_does_not_depend_on_a_parameter_has_no_slope():
    program = compile_program([parse("x**2").sympy], ("x", "y"))
    assert gradient(program, ("x", "y")).arrays(*floats(3, 4)) == (9.0, 6.0, 0.0)
    assert hessian_product(program, ("x", "y")).arrays(*floats(3, 4, 1, 1)) == (2.0, 0.0)
    constant = compile_program([parse("2*pi").sympy], ("x",))
    assert gradient(constant, ("x",)).arrays(np.float64(1)) == (2 * np.pi, 0.0)
    alone = compile_program([parse("x").sympy], ("x",))
    assert gradient(alone, ("x",)).arrays(np.float64(7)) == (7.0, 1.0)


def test_names_that_look_like_directions_are_told_apart():
    expression = parse("x**2*`d:x`**3")
    program = compile_program([expression.sympy], expression.names)
    product = hessian_product(program, expression.names)
    assert product.inputs == ("x", "d:x", "d:x", "d:d:x")
    # Second derivatives of x²z³ at (2, 3), times (1, 10).
    assert product.arrays(*floats(2, 3, 1, 10)) == (54 + 10 * 108, 108 + 10 * 72)


@pytest.mark.parametrize("text", ["sum(x)", "norm(x)", "dot(x, x)"])
def test_reductions_have_no_derivative(text: str):
    program = compile_program([parse(text, reductions=True).sympy], ("x",))
    for derive in (gradient, hessian_product):
        with pytest.raises(ArgumentError) as caught:
            derive(program, ("x",))
        assert str(caught.value) == (
            '"sum" over the parameters has no derivative here: use it in optimizers only'
        )


def test_derivatives_stay_in_proportion():
    """Shared subexpressions are differentiated once, however often they occur: 2**40 paths lead through this."""
    text = "x"
    for _ in range(40):
        text = f"sin({text})"
    doubled = " + ".join([f"({text})**2"] * 20)
    program = compile_program([parse(doubled).sympy], ("x",))
    assert len(program.instructions) < 70
    assert len(gradient(program, ("x",)).instructions) < 200
    assert len(hessian_product(program, ("x",)).instructions) < 600
