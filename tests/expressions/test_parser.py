"""What a formula may say."""

from __future__ import annotations

import numpy as np
import pytest
import sympy
from hypothesis import given, settings, strategies as st

from expressions.strategies import formulas
from thalweg.errors import FormulaError
from thalweg.expressions import compile_program, functions as fn, parse, quote
from thalweg.expressions.parser import MAX_EXPONENT
from thalweg.expressions.tokens import MAX_DEPTH, MAX_LENGTH, MAX_NODES


def value(text: str, **names: float) -> float:
    expression = parse(text)
    program = compile_program([expression.sympy], expression.names)
    with np.errstate(all="ignore"):
        return float(program.arrays(*(np.float64(names[n]) for n in expression.names))[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a sign binds less than a power, and more than a product
        ("-x**2", -9),
        ("(-x)**2", 9),
        ("-x*-x", 9),
        ("2**-x", 0.125),
        ("2**-x**2", 2**-9),
        ("--x", 3),
        ("+x", 3),
        ("-+-x", 3),
        ("2 - -x", 5),
        # powers go from the right, the rest from the left
        ("2**x**2", 512),
        ("(2**x)**2", 64),
        ("x - 2 - 1", 0),
        ("x - (2 - 1)", 2),
        ("12/x/2", 2),
        ("12/(x/2)", 8),
        ("12/x*2", 8),
        ("2*x**2", 18),
        ("2 + x*4 - 6/x", 12),
        # other spellings
        ("2^x", 8),
        ("-x^2", -9),
        ("x·2 × 3 ⋅ 4 ÷ 2 − 1", 35),
        ("ln(exp(x))", 3),
        ("maximum(x, 1) + minimum(x, 1)", 4),
        ("π - pi", 0),
        ("e**x - exp(x)", 0),
        ("\tx\n+ 1", 4),
        # numbers
        ("007*x", 21),
        ("1.*x + .5*x", 4.5),
        ("1e2*x + 1E-1*x + 1.5e+1*x", 345.3),
        (f"{'0' * 5000}1*x", 3),
        ("9007199254740993*x/x", 9007199254740992),
        # conditions
        ("where(x > 3, 1, 2)", 2),
        ("where(x >= 3, 1, 2)", 1),
        ("where(x < 3, 1, 2)", 2),
        ("where(x <= 3, 1, 2)", 1),
        ("where(x - 3, 1, 2)", 2),
        ("where(x, 1, 2)", 1),
        ("max(x, 5, 1) - min(x, 5, 1)", 4),
    ],
)
def test_formulas_have_these_values(text: str, expected: float):
    assert value(text, x=3) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("b*x + a", ("b", "x", "a")),
        ("x + x*y + x", ("x", "y")),
        ("2 + pi", ()),
        ("lambda*import + def", ("lambda", "import", "def")),
        ("`income (francs)`*w + `a-b`", ("income (francs)", "w", "a-b")),
        ("`sin`*sin(x) + `e`", ("sin", "x", "e")),
        ("` padded `", (" padded ",)),
        ("`two\nlines` + `x`", ("two\nlines", "x")),
        ("`x²` + `sepal.length`", ("x²", "sepal.length")),
        ("_private + __dunder__", ("_private", "__dunder__")),
        ("größe*变量 + ширина", ("größe", "变量", "ширина")),
        ("x₁ + x₂", ("x₁", "x₂")),
        ("n0 + n1*n0", ("n0", "n1")),
        ("norm + sum*dot", ("norm", "sum", "dot")),
        ("E + PI + Sin", ("E", "PI", "Sin")),
    ],
)
def test_names_are_what_they_are(text: str, names: tuple[str, ...]):
    expression = parse(text)
    assert expression.names == names
    for name, place in zip(names, expression.places, strict=True):
        assert expression.text[place:].lstrip("`").startswith(name)


def test_the_tree_stays_as_written():
    assert parse("x + x").sympy != parse("2*x").sympy
    assert parse("1 + x - 1").sympy.args == (1, sympy.Symbol("x"), -1)
    assert parse("x*1 + 0").sympy.args[0] == sympy.Mul(sympy.Symbol("x"), 1, evaluate=False)


def test_optimizers_rules_may_reduce():
    assert parse("norm(g) + sum(x)*dot(x, g)", reductions=True).names == ("g", "x")
    with pytest.raises(FormulaError) as caught:
        parse("norm + 1", reductions=True)
    assert (
        caught.value.headline
        == '"norm" is a function; write norm(...), or `norm` for a name (column 1)'
    )


def test_other_spellings_are_the_same_function():
    for name, known in fn.ALIASES.items():
        arguments = ", ".join("xy"[: fn.FUNCTIONS[known].least])
        assert parse(f"{name}({arguments})").sympy == parse(f"{known}({arguments})").sympy


def test_every_function_can_be_called():
    for name in (*fn.FUNCTIONS, *fn.ALIASES):
        function = fn.FUNCTIONS[fn.ALIASES.get(name, name)]
        arguments = ", ".join("xyz"[: function.least])
        assert parse(f"{name}({arguments})", reductions=True).names == tuple(
            "xyz"[: function.least]
        )


# -- limits -----------------------------------------------------------------------------------------------------------


def test_formulas_at_the_limits_are_read():
    assert parse("x" + " " * (MAX_LENGTH - 1)).names == ("x",)
    assert parse("(" * MAX_DEPTH + "x" + ")" * MAX_DEPTH).names == ("x",)
    assert parse("-" * MAX_DEPTH + "x").names == ("x",)
    assert parse("sin(" * MAX_DEPTH + "x" + ")" * MAX_DEPTH).names == ("x",)
    assert len(parse("+".join(["x"] * (MAX_NODES // 2))).sympy.args) == MAX_NODES // 2
    assert parse(f"x**{MAX_EXPONENT} + x**-{MAX_EXPONENT}").names == ("x",)
    # The value of a constant is limited, and not its exponent.
    assert parse("x + 1.0001**5000").names == ("x",)


def test_functions_of_many_arguments_nest_as_deep():
    text = "x"
    for _ in range(MAX_DEPTH - 1):
        text = f"max({text}, {', '.join(['y'] * 15)})"
    assert value(text, x=1, y=2) == 2


# -- names in text ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("x", "x"),
        ("w_1", "w_1"),
        ("größe", "größe"),
        ("x₁", "x₁"),
        ("income (francs)", "`income (francs)`"),
        ("sin", "`sin`"),
        ("ln", "`ln`"),
        ("norm", "`norm`"),
        ("pi", "`pi`"),
        ("π", "`π`"),
        ("e", "`e`"),
        ("x²", "`x²`"),
        ("½", "`½`"),
        ("x٣", "`x٣`"),
        ("1st", "`1st`"),
        ("a.b", "`a.b`"),
        (" x", "` x`"),
        ("x\n", "`x\n`"),
    ],
)
def test_names_are_quoted_where_they_must_be(name: str, written: str):
    assert quote(name) == written
    assert parse(f"{written} + 1").names == (name,)


names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="`"), min_size=1
).filter(lambda n: n.strip() and all(c.isprintable() or c.isspace() for c in n))


@settings(max_examples=300, deadline=None)
@given(names)
def test_quoted_names_come_back(name: str):
    for reductions in (False, True):
        assert parse(quote(name), reductions=reductions).names == (name,)


@settings(max_examples=100, deadline=None)
@given(formulas())
def test_spaces_make_no_difference(text: str):
    try:
        expected = parse(text).sympy
    except FormulaError as error:
        assert "too large" in error.headline  # noqa: PT017
        return
    assert parse(f"\n{text}\t").sympy == expected
    assert parse(text.replace("**", "^").replace(" ", "  ")).sympy == expected
