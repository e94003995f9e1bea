"""Any text is a formula or an error of thalweg's own, and its derivatives take work in proportion to its size.

How many seconds that is, `benchmarks/fuzz_parser.py` measures.
"""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from expressions.strategies import formulas, words
from thalweg.errors import FormulaError
from thalweg.expressions import Expression, compile_program, gradient, hessian_product, parse
from thalweg.expressions.functions import ALIASES, FUNCTIONS
from thalweg.expressions.tokens import MAX_LENGTH, MAX_NODES, tokenize

#: Pieces of which formulas are made, and pieces of Python that are none.
PIECES = [
    *words("x y w1 pi e ( ( ( ) ) ) , + - * / ** ^ < > <= >= 0 1 2 9 0.5 1e9 63 64"),
    *FUNCTIONS,
    *ALIASES,
    *words(
        "`a b` `d:x` lambda import __import__ if . : ; = == [ ] { } ' \" \\ % @ ! ² ½ µ μ 𝑥 ٣ − ×"
    ),
    *" \t\n\0\u200b\u202e\ud800",
]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A formula with a few pieces put in, left out or doubled."""
    text = draw(formulas())
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = draw(st.integers(at, min(len(text), at + 5)))
        text = (
            text[:at]
            + draw(st.one_of(st.just(""), st.sampled_from(PIECES), st.just(text[at:end] * 2)))
            + text[end:]
        )
    return text


def read(text: str) -> Expression | FormulaError:
    try:
        return parse(text)
    except FormulaError as error:
        return error


def try_out(text: str) -> Expression | FormulaError:
    expression = read(text)
    if isinstance(expression, FormulaError):
        assert 0 <= expression.position <= len(text)
        assert str(expression).count("\n") == 2
        assert len(expression.headline) < 250
        return expression
    names = expression.names
    program = compile_program([expression.sympy], names)
    programs = (program, gradient(program, names), hessian_product(program, names))
    compiled = [p.arrays for p in programs]
    assert sum(len(p.instructions) for p in programs) <= 25 * MAX_NODES
    assert expression.latex
    point = [np.float64(0.5 + i / 8) for i in range(len(names))]
    with np.errstate(all="ignore"):
        for run, more in zip(compiled, ([], [], point), strict=True):
            assert all(isinstance(r, (float, np.ndarray)) for r in run(*point, *more))
    return expression


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=80), st.text(st.characters(), max_size=30)))
def test_arbitrary_text(text: str):
    try_out(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["", " "]))
def test_pieces_in_any_order(pieces: list[str], joint: str):
    try_out(joint.join(pieces))


@settings(max_examples=200, deadline=None)
@given(mutated())
def test_formulas_with_mistakes(text: str):
    try_out(text)


def fill(term: str, joint: str = "+") -> str:
    """As many terms as the limits let in, with a fresh number for each ``{}``."""
    numbers = itertools.count()
    nodes = 1 + sum(t.op not in ("(", ")", ",") for t in tokenize(term.replace("{}", "0")))
    parts: list[str] = []
    while (len(parts) + 1) * nodes <= MAX_NODES:
        parts.append(re.sub("{}", lambda _: str(next(numbers)), term))
        if len(joint.join(parts)) > MAX_LENGTH:
            return joint.join(parts[:-1])
    return joint.join(parts)


DEEP_MAX = (
    "max(" * 60 + "x" + "".join(f", {', '.join(f'a{i}' for i in range(15))})" for _ in range(60))
)


@pytest.mark.parametrize(
    "text",
    [
        fill("a{}**b{}"),
        fill("((a{}**63)**63)**63"),
        fill("a{}", "/"),
        fill("a{}/b{}**c{}", "^"),
        fill("acos(tanh(a{}*b{}))"),
        fill(f"max({', '.join(['a{}'] * 16)})"),
        fill("where(a{} > b{}, c{}, d{})"),
        DEEP_MAX,
        "sin(" * 63 + "x" + ")" * 63,
        "+".join(["pi"] * 1_000),
        "x" * MAX_LENGTH,
    ],
    ids=lambda text: f"{text[:12]} x{len(text)}",
)
def test_the_longest_formulas_are_read_and_differentiated(text: str):
    assert not isinstance(try_out(text), FormulaError)
