"""LaTeX: the order of the text, brackets where they are needed, and the same meaning."""

from __future__ import annotations

import re
import warnings

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from matplotlib.mathtext import MathTextParser

import thalweg as tw
from expressions.latex_reader import evaluate
from expressions.strategies import NAMES, formulas
from thalweg.errors import FormulaError
from thalweg.expressions import Program, compile_program, parse
from thalweg.expressions.latex import name_latex

TABLE = [
    # sums and products, in the order of the text
    ("x + 1", "x + 1"),
    ("1 + x", "1 + x"),
    ("1 - x", "1 - x"),
    ("-x + 1", "- x + 1"),
    ("x**2 + 10*y**2", "x^{2} + 10 y^{2}"),
    ("b*x + a", "b x + a"),
    ("x*2", r"x \cdot 2"),
    ("2*3*x", r"2 \cdot 3 x"),
    ("x*2*3", r"x \cdot 2 \cdot 3"),
    ("x - -2", "x + 2"),
    ("x + -2", "x - 2"),
    ("a + (b + c)", r"a + \left(b + c\right)"),
    ("a - (b - c)", r"a - \left(b - c\right)"),
    ("(a + b)*(c - d)", r"\left(a + b\right) \left(c - d\right)"),
    ("-(a + b)", r"- \left(a + b\right)"),
    ("-a*b", "- a b"),
    ("a + (-b)*c", "a - b c"),
    ("a*(-b)", r"a \left(- b\right)"),
    ("a*-3", r"a \left(-3\right)"),
    ("-3*a", "-3 a"),
    ("--a", r"- \left(- a\right)"),
    ("a - (-b)", r"a - \left(- b\right)"),
    ("a*(b*c)", r"a \left(b c\right)"),
    # fractions
    ("a/b", r"\frac{a}{b}"),
    ("1/3*x", r"\frac{1}{3} x"),
    ("x/3", r"\frac{x}{3}"),
    ("a/b/c", r"\frac{a}{b c}"),
    ("a/b*c", r"\frac{a}{b} c"),
    ("a/b*c/d", r"\frac{a c}{b d}"),
    ("a/(b/c)", r"\frac{a}{\frac{b}{c}}"),
    ("a/b*(-c)", r"\frac{a}{b} \left(- c\right)"),
    ("a/b*-3", r"\frac{a}{b} \left(-3\right)"),
    ("a/b*3", r"\frac{a}{b} \cdot 3"),
    ("(a + b)/(c + d)", r"\frac{a + b}{c + d}"),
    ("2*(1/3)", r"2 \left(\frac{1}{3}\right)"),
    ("-1/x", r"- \frac{1}{x}"),
    ("-2/x", r"\frac{-2}{x}"),
    ("-(1/x)", r"- \frac{1}{x}"),
    ("x**-1", r"\frac{1}{x}"),
    # powers
    ("x^2", "x^{2}"),
    ("-x**2", "- x^{2}"),
    ("(-x)**2", r"\left(- x\right)^{2}"),
    ("(-2)**x", r"\left(-2\right)^{x}"),
    ("x**-2", "x^{-2}"),
    ("x**y**z", "x^{y^{z}}"),
    ("(x**y)**z", r"\left(x^{y}\right)^{z}"),
    ("(x*y)**2", r"\left(x y\right)^{2}"),
    ("(1/x)**2", r"\left(\frac{1}{x}\right)^{2}"),
    ("x**(1/2)", r"x^{\frac{1}{2}}"),
    ("x**0.5", "x^{0.5}"),
    ("sqrt(x + 1)**3", r"\sqrt{x + 1}^{3}"),
    ("e**x", "e^{x}"),
    ("exp(-x**2)", "e^{- x^{2}}"),
    ("exp(x)**2", r"\left(e^{x}\right)^{2}"),
    # numbers
    ("0.5*x", "0.5 x"),
    ("2.0*x", "2 x"),
    ("1e-5*x", "10^{-5} x"),
    ("2.5e22*x", r"2.5 \cdot 10^{22} x"),
    ("x*2.5e22", r"x \cdot 2.5 \cdot 10^{22}"),
    ("(2.5e22)**x", r"\left(2.5 \cdot 10^{22}\right)^{x}"),
    ("1e30**x", r"\left(10^{30}\right)^{x}"),
    ("-1e30 + x", "-10^{30} + x"),
    ("x - 1e-9", "x - 10^{-9}"),
    ("0.1234567890123456*x", "0.1234567890123456 x"),
    # functions
    ("sin(x)**2", r"\sin\left(x\right)^{2}"),
    ("arcsin(x)", r"\arcsin\left(x\right)"),
    ("ln(x)", r"\log\left(x\right)"),
    ("abs(x)", r"\left|x\right|"),
    ("sigmoid(x)", r"\sigma\left(x\right)"),
    ("sigma*(x + 1)", r"\sigma \cdot \left(x + 1\right)"),
    ("softplus(x)", r"\operatorname{softplus}\left(x\right)"),
    ("relu(x)*y", r"\operatorname{relu}\left(x\right) y"),
    ("sign(x)", r"\operatorname{sign}\left(x\right)"),
    ("max(x, y)", r"\max\left(x, y\right)"),
    ("min(x, y, 3)", r"\min\left(x, y, 3\right)"),
    ("2*pi*x", r"2 \pi x"),
    # conditions, which are pieces
    ("where(x > 0, x, 0)", r"\begin{cases} x & \text{if } x > 0 \\ 0 & \text{else} \end{cases}"),
    ("where(x < 0, x, 0)", r"\begin{cases} x & \text{if } x < 0 \\ 0 & \text{else} \end{cases}"),
    ("where(x >= y, 1, 2)", r"\begin{cases} 1 & \text{if } x \ge y \\ 2 & \text{else} \end{cases}"),
    ("where(x <= y, 1, 2)", r"\begin{cases} 1 & \text{if } x \le y \\ 2 & \text{else} \end{cases}"),
    ("where(x, 1, 2)", r"\begin{cases} 1 & \text{if } x \ne 0 \\ 2 & \text{else} \end{cases}"),
    (
        "1 + where(x > 0, x, 0)*2",
        r"1 + \left(\begin{cases} x & \text{if } x > 0 \\ 0 & \text{else} \end{cases}\right) \cdot 2",
    ),
    (
        "where(x > 0, x, 0) + 1",
        r"\left(\begin{cases} x & \text{if } x > 0 \\ 0 & \text{else} \end{cases}\right) + 1",
    ),
    # names
    ("w1*x + b_0", "w_{1} x + b_{0}"),
    ("lr*g", r"\mathrm{lr} \, g"),
    ("g*lr", r"g \, \mathrm{lr}"),
    ("lr*(x + 1)", r"\mathrm{lr} \, \left(x + 1\right)"),
    ("`income (francs)`*w", r"\text{income (francs)} \, w"),
    ("`e`*e + `pi`*pi", r"\text{e} \, e + \text{pi} \, \pi"),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_formulas_print_so(text: str, expected: str):
    assert parse(text).latex == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("x", "x"),
        ("w12", "w_{12}"),
        ("w_12", "w_{12}"),
        ("w1_2", "w_{1, 2}"),
        ("x₁", "x_{1}"),
        ("alpha", r"\alpha"),
        ("beta1", r"\beta_{1}"),
        ("lambda", r"\lambda"),
        ("lamda", r"\lambda"),
        ("Delta_x", r"\Delta_{x}"),
        ("varphi", r"\varphi"),
        ("mhat", r"\hat{m}"),
        ("thetabar", r"\bar{\theta}"),
        ("xhat_0", r"\hat{x}_{0}"),
        ("lr", r"\mathrm{lr}"),
        ("w_out", r"w_{\mathrm{out}}"),
        ("momentum", r"\mathrm{momentum}"),
        # Not what SymPy reads into a name: a square, an absolute value, an accent.
        ("x__2", r"\text{x\_\_2}"),
        ("vmag", r"\mathrm{vmag}"),
        ("crowbar", r"\mathrm{crowbar}"),
        ("_x", r"\text{\_x}"),
        ("α", "α"),
        ("größe", r"\mathrm{größe}"),
        ("pi", r"\text{pi}"),
        ("100% {a} $b$ #c & d_e", r"\text{100\% \{a\} \$b\$ \#c \& d\_e}"),
        ("a\\b^c~d", r"\text{a\textbackslash b\textasciicircum c\textasciitilde d}"),
        ("two\nlines", r"\text{two lines}"),
    ],
)
def test_names_print_so(name: str, expected: str):
    assert name_latex(name) == expected


def test_reductions_print_with_their_brackets():
    def latex(text: str) -> str:
        return parse(text, reductions=True).latex

    assert latex("sum(a*b)") == r"\textstyle\sum a b"
    assert latex("sum(a + b)") == r"\textstyle\sum \left(a + b\right)"
    assert latex("sum(a)*c") == r"\left(\textstyle\sum a\right) c"
    assert latex("norm(g) + dot(a, b)") == (
        r"\left\lVert g \right\rVert + \left\langle a, b \right\rangle"
    )


#: The names of the formulas that are drawn, as they are printed.
PRINTED: dict[str, str] = dict(
    zip(NAMES, ("x", "y", "w_{1}", r"\beta", r"\mathrm{lr}", r"\sigma"), strict=True)
)


def assert_same_meaning(text: str, x: dict[str, float]) -> None:
    try:
        expression = parse(text)
    except FormulaError as error:
        # A random power of constants may be beyond a number's or an exponent's limit, and nothing else is wrong.
        assert re.search("too large|an exponent may be", error.headline)  # noqa: PT017
        return
    program = compile_program([expression.sympy], expression.names)
    count = len(program.inputs) + len(program.instructions)
    every = Program(program.inputs, program.instructions, (*program.outputs, *range(count)))
    with np.errstate(all="ignore"):
        value, *parts = every.arrays(*(np.float64(x[n]) for n in expression.names))
    size = max((abs(float(p)) for p in parts if np.isfinite(p)), default=1.0)
    read = evaluate(expression.latex, {PRINTED.get(n, n): x[n] for n in expression.names})
    if np.isfinite(value) and size < 1e100:
        np.testing.assert_allclose(read, value, rtol=1e-9, atol=1e-10 * size)


@settings(max_examples=200, deadline=None)
@given(text=formulas(), data=st.data())
def test_what_is_printed_means_what_was_written(text: str, data: st.DataObject):
    assert_same_meaning(text, {n: data.draw(st.floats(-3, 3)) for n in NAMES})


@pytest.mark.parametrize("text", [t for t, _ in TABLE if "`" not in t and "sigma*" not in t])
def test_the_table_means_what_was_written(text: str):
    random = np.random.default_rng(1)
    names = parse(text).names
    printed = {n: name_latex(n) for n in names}
    x = {n: random.uniform(0.1, 0.9) for n in names}
    expression = parse(text)
    program = compile_program([expression.sympy], names)
    with np.errstate(invalid="ignore"):
        (value,) = program.arrays(*(np.float64(x[n]) for n in names))
    read = evaluate(expression.latex, {printed[n]: x[n] for n in names})
    assert read == pytest.approx(float(value), rel=1e-12, nan_ok=True)


def test_sympy_prints_our_functions_as_we_do():
    import sympy

    expression = parse("relu(x)").sympy
    assert sympy.latex(expression) == r"\operatorname{relu}\left(x\right)"
    assert sympy.latex(expression**2) == r"\left(\operatorname{relu}\left(x\right)\right)^{2}"


@pytest.mark.parametrize("text", [*(t for t, _ in TABLE), *(f.text for f in tw.functions.values())])
def test_matplotlib_can_set_it(text: str):
    latex = parse(text).latex
    if "cases" in latex:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        MathTextParser("path").parse(f"${latex}$")


@pytest.mark.parametrize(
    "name", ["lr", "beta1", "mhat", "w_out", "α", "größe", "income (francs)", "100% {a} $b$ #c"]
)
def test_matplotlib_can_set_names(name: str):
    MathTextParser("path").parse(f"${name_latex(name)}$")
