"""Instruction lists: each way to run them against the reference interpreter, and against the documentation."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from expressions import interpreter
from expressions.interpreter import interpret
from expressions.strategies import EXACT_BINARY, EXACT_UNARY, numbers, programs
from thalweg.errors import ArgumentError
from thalweg.expressions import Builder, Program, codegen, compile_program, gradient, parse
from thalweg.expressions.codegen import SCALAR_SCOPE, scalar_lines

DOCUMENT = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


def compiled(text: str) -> Program:
    expression = parse(text)
    return compile_program([expression.sympy], expression.names)


def values(program: Program, *given: Any) -> tuple[Any, ...]:
    with np.errstate(all="ignore"):
        return program.arrays(*map(np.asarray, given))


def assert_same_bits(ours: Any, expected: Any) -> None:
    """Equal, with the sign of zeros; NaNs have no sign."""
    ours, expected = np.broadcast_arrays(
        np.asarray(ours, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    )
    np.testing.assert_array_equal(ours, expected)
    known = ~np.isnan(expected)
    np.testing.assert_array_equal(np.signbit(ours[known]), np.signbit(expected[known]))


@st.composite
def batches(draw: st.DrawFn, count: int) -> list[np.ndarray]:
    """Inputs that broadcast."""
    kinds = draw(st.sampled_from([[(3,)], [()], [(2, 1), (1, 3), (2, 3), ()], [(0,)], [(17,)]]))
    shapes = [draw(st.sampled_from(kinds)) for _ in range(count)]
    return [
        np.array([draw(numbers) for _ in range(int(np.prod(s)))], dtype=np.float64).reshape(s)
        for s in shapes
    ]


@settings(max_examples=200, deadline=None)
@given(data=st.data(), program=programs())
def test_every_way_to_run_a_program_gives_the_interpreter_s_bits(
    data: st.DataObject, program: Program
):
    given_values = data.draw(batches(len(program.inputs)))
    expected = interpret(program, given_values)
    names = codegen._allocate(len(program.inputs), program.instructions, program.outputs)
    with np.errstate(all="ignore"):
        for build in (codegen._written_out, codegen._looped):
            run = build(len(program.inputs), program.instructions, program.outputs, names)
            for ours, other in zip(run(*given_values), expected, strict=True):
                assert_same_bits(ours, other)


def test_long_programs_are_looped_and_short_ones_written_out():
    long = Program(
        ("x",), tuple(("neg", i) for i in range(codegen.MAX_LINES + 1)), (codegen.MAX_LINES + 1,)
    )
    assert long.arrays(2.0) == (-2.0,)
    assert long.arrays.__qualname__.startswith("_looped")
    assert Program(("x",), long.instructions[:-1], (1,)).arrays.__qualname__ == "program"
    with pytest.raises(TypeError, match=re.escape("the program takes 1 inputs, not 2")):
        long.arrays(1.0, 2.0)


def test_variables_are_reused_once_their_value_is_dead():
    chain = Program(("x",), tuple(("sin", i) for i in range(50)), (50,))
    assert set(codegen._allocate(1, chain.instructions, chain.outputs)) == {0}
    # An output stays.
    kept = Program(("x",), (("sin", 0), ("cos", 1), ("exp", 2)), (1, 3, 0))
    for ours, expected in zip(kept.arrays(0.5), interpret(kept, [0.5]), strict=True):
        assert ours == expected


# -- plain floats -----------------------------------------------------------------------------------------------------


def run_lines(
    lines: list[str], results: list[list[str]], scope: dict[str, float]
) -> list[list[float]]:
    names: dict[str, Any] = {"float64": np.float64, **SCALAR_SCOPE, **scope}
    written = ", ".join(f"[{', '.join(r)}]" for r in results)
    with np.errstate(all="ignore"):
        exec("\n".join([*lines, f"results = [{written}]"]), names)  # noqa: S102
    return names["results"]


@settings(max_examples=200, deadline=None)
@given(data=st.data(), program=programs(exact=True))
def test_plain_floats_give_the_same_bits_or_raise(data: st.DataObject, program: Program):
    given_values = [data.draw(numbers) for _ in program.inputs]
    names = [f"p{i}" for i in range(len(given_values))]
    found = scalar_lines(program.instructions, [[n] for n in names], program.outputs, "a")
    assert found is not None
    lines, outputs = found
    assert "float64" not in "".join(lines)
    expected = values(program, *(np.array([v]) for v in given_values))
    try:
        results = run_lines(lines, outputs, dict(zip(names, given_values, strict=True)))
    except (ArithmeticError, ValueError):
        assert not all(
            np.isfinite(r).all() for r in interpret(every_register(program), given_values)
        )
        return
    for result, other in zip(results, expected, strict=True):
        assert_same_bits(result, other)


@pytest.mark.parametrize("operation", [*EXACT_UNARY, *EXACT_BINARY, "where"])
def test_plain_floats_keep_every_corner(operation: str):
    special = [0.0, -0.0, 1.0, -2.5, np.inf, -np.inf, np.nan, 1e-320, -1e308]
    count = 1 if operation in EXACT_UNARY else 3 if operation == "where" else 2
    program = Program(tuple("abc"[:count]), ((operation, *range(count)),), (count,))
    found = scalar_lines(program.instructions, [[n] for n in program.inputs], program.outputs, "r")
    assert found is not None
    for given_values in itertools.product(special, repeat=count):
        (expected,) = interpret(program, given_values)
        assert_same_bits(values(program, *given_values)[0], expected)
        try:
            ((ours,),) = run_lines(*found, dict(zip(program.inputs, given_values, strict=True)))
        except (ArithmeticError, ValueError):
            assert not np.isfinite(expected)
        else:
            assert_same_bits(ours, expected)


def every_register(program: Program) -> Program:
    count = len(program.inputs) + len(program.instructions)
    return Program(program.inputs, program.instructions, tuple(range(count)))


@settings(max_examples=200, deadline=None)
@given(data=st.data(), program=programs(exact=True, sums=True), width=st.integers(1, 7))
def test_plain_floats_of_several_parameters_give_the_same_bits(
    data: st.DataObject, program: Program, width: int
):
    """Rules run so: each input is one number a parameter or one for all, and sums run over the parameters."""
    per_parameter = [True, *(data.draw(st.booleans()) for _ in program.inputs[1:])]
    given_values = [[data.draw(numbers) for _ in range(width if p else 1)] for p in per_parameter]
    names = [[f"p{i}_{k}" for k in range(len(v))] for i, v in enumerate(given_values)]
    found = scalar_lines(program.instructions, names, program.outputs, "b")
    assert found is not None
    lines, outputs = found
    arrays = [np.array(v).reshape(-1, 1) for v in given_values]
    scope = {
        n: v
        for ns, vs in zip(names, given_values, strict=True)
        for n, v in zip(ns, vs, strict=True)
    }
    try:
        results = run_lines(lines, outputs, scope)
    except (ArithmeticError, ValueError):
        return
    for result, other, again in zip(
        results, values(program, *arrays), interpret(program, arrays), strict=True
    ):
        assert_same_bits(np.array(result)[:, None], other)
        assert_same_bits(other, again)


def test_plain_floats_leave_what_they_would_round_otherwise():
    for operation in ("sin", "exp", "tanh", "sigmoid", "softplus"):
        instructions = [(operation, 0)]
        assert scalar_lines(instructions, [["x"]], [1], "a") is None
        # A function of what is one number in the array form too is NumPy's own.
        found = scalar_lines(instructions, [["t"]], [1], "a", frozenset({0}))
        assert found is not None
        lines, outputs = found
        assert run_lines(lines, outputs, {"t": 0.7}) == [
            [Program(("t",), tuple(instructions), (1,)).arrays(0.7)[0]]
        ]
    assert scalar_lines([("pow", 0, 1)], [["x"], ["y"]], [2], "a") is None
    # From 8 terms on, NumPy adds in another order.
    assert scalar_lines([("sum", 0)], [[f"p{i}" for i in range(7)]], [1], "a") is not None
    assert scalar_lines([("sum", 0)], [[f"p{i}" for i in range(8)]], [1], "a") is None


def test_sums_of_many_parameters_agree_to_rounding():
    total = Program(("x",), (("sum", 0),), (1,))
    x = np.random.default_rng(0).normal(size=(1000, 3))
    (ours,), (expected,) = total.arrays(x), interpret(total, [x])
    assert ours.shape == expected.shape == (1, 3)
    np.testing.assert_allclose(ours, expected, rtol=1e-12)
    # What has no such dimension, or only one entry in it, is its own sum.
    assert total.arrays(np.float64(3)) == (3,)
    np.testing.assert_array_equal(total.arrays(x[:1])[0], x[:1])


# -- what the builder does --------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(data=st.data(), program=programs())
def test_folding_and_sharing_keep_the_value(data: st.DataObject, program: Program):
    """Wherever no register is infinite or NaN; there, the sign of a zero may be lost and 0*x counts as 0."""
    builder = Builder(program.inputs)
    places = list(range(len(program.inputs)))
    for op, *args in program.instructions:
        if op == "const":
            places.append(builder.const(float(args[0])))
        else:
            places.append(builder.emit(str(op), *(places[int(a)] for a in args)))
    short = builder.program([places[r] for r in program.outputs])
    assert len(set(map(repr, short.instructions))) == len(short.instructions)
    assert short.inputs == program.inputs
    extended, moved = Builder.extend(short, ["d:x", "more"])
    longer = extended.program([moved[r] for r in short.outputs])

    x = [data.draw(numbers) for _ in program.inputs]
    all_finite = all(np.isfinite(v) for v in interpret(every_register(program), x))
    for ours, again, expected in zip(
        values(short, *x), values(longer, *x, 1.0, 2.0), values(program, *x), strict=True
    ):
        np.testing.assert_array_equal(ours, again)
        if all_finite:
            np.testing.assert_allclose(ours, expected, rtol=1e-15, atol=0)


def test_equal_instructions_are_stored_once():
    program = compiled("sin(x + y)**2 + cos(sin(x + y)) + (y + x)")
    assert [op for op, *_ in program.instructions] == ["add", "sin", "mul", "cos", "add", "add"]


@pytest.mark.parametrize(
    ("text", "operations"),
    [
        ("x**0 + y", "const add"),
        ("x**1", ""),
        ("x**2", "mul"),
        ("x**3", "const powi"),
        ("x**-1", "const div"),
        ("x**-2", "const powi"),
        ("x**0.5", "sqrt"),
        ("x**-0.5", "const sqrt div"),
        ("sqrt(x)", "sqrt"),
        ("x**64", "const powi"),
        ("x**65", "const pow"),
        ("x**1.5", "const pow"),
        ("x**y", "pow"),
        ("2**x", "const pow"),
        ("e**x", "exp"),
        ("exp(x)", "exp"),
        ("x**(1 + 1)", "mul"),
        ("2*3*x", "const mul"),
        ("x - -y", "add"),
        ("x + -1*y", "sub"),
        ("-x*y", "neg mul"),
        ("-(x*y)", "mul neg"),
        ("a/b/c", "div div"),
        ("a/b*c", "div mul"),
        ("0*log(x) + y", ""),
        ("1*x", ""),
        ("where(2 > 1, x, y)", ""),
        ("where(x < y, 1, 0)", "gt const const where"),
        ("where(x <= y, 1, 0)", "ge const const where"),
        ("max(a, b, c)", "max max"),
        ("arctan(x)", "atan"),
    ],
)
def test_formulas_become_these_operations(text: str, operations: str):
    assert " ".join(str(op) for op, *_ in compiled(text).instructions) == operations


def test_zeros_keep_their_sign_as_constants():
    builder = Builder(["x"])
    assert builder.const(0.0) != builder.const(-0.0)
    assert json.loads(json.dumps(builder.program([2]).to_json()))["instructions"] == [
        ["const", -0.0]
    ]
    assert np.signbit(builder.program([2]).arrays(1.0)[0])


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_constants_are_finite(value: float):
    with pytest.raises(ArgumentError) as caught:
        Builder([]).const(value)
    assert (
        str(caught.value)
        == f"a number in the formula is {value}: numbers must be finite, below 1.8e308"
    )


def test_constants_that_fold_to_infinity_stay_operations():
    # No text holds an infinite number, and none is a list that JSON cannot hold.
    program = compiled("where(x > 0, 1, 2)*where(1 > 0, 1e300, 0)*where(1 > 0, 1e300, 0)*1e10")
    with np.errstate(over="ignore"):
        assert program.arrays(1.0) == (np.inf,)
    json.dumps(program.to_json(), allow_nan=False)


@pytest.mark.parametrize("n", [*range(-10, 11), -64, -63, 63, 64])
def test_whole_powers_are_near_exact(n: int):
    x = np.array([-2.5, -1.0, 0.5, 1.0, 1.5, 3.0])
    (power,) = compiled(f"x**{n}").arrays(x)
    expected = [float(np.longdouble(v) ** n) for v in x]
    np.testing.assert_allclose(
        np.broadcast_to(power, x.shape), expected, rtol=abs(n) * 2.3e-16 + 1e-300
    )


# -- the documentation ------------------------------------------------------------------------------------------------


def test_every_operation_is_documented_once():
    table = DOCUMENT.split("### Operations")[1]
    documented = re.findall(r"^\| `(\w+)` \|", table, flags=re.MULTILINE)
    assert sorted(documented) == sorted(codegen.OPERATIONS)
    assert set(interpreter.TABLE) == codegen.OPERATIONS - {"const"}


def test_the_example_is_what_the_program_writes():
    (text,) = re.findall(r"```json\n(.*?)```", DOCUMENT, flags=re.DOTALL)
    program = compiled("x**2 + 10*y**2")
    assert gradient(program, program.inputs).to_json() == json.loads(text)
