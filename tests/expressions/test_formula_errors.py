"""What a formula may not say: the whole message, and the place that it shows."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from thalweg.errors import FormulaError, ThalwegError
from thalweg.expressions import parse

MISSING = 'cannot stand here; a number, a name or "(" is missing'
TOO_LARGE = "the number is too large (the limit is 1.8e308)"
TOO_DEEP = "the formula is nested more than 64 deep"
TOO_MANY = "a formula may have 2,000 numbers, names and operators"
EQUALS = (
    'a formula has no "="; give the right-hand side only, and compare with "<", "<=", ">" or ">="'
)
COMMA = 'a comma stands only between the arguments of a function; decimals have a point: "0.5"'
COMPARISON = 'a comparison may stand only as the first argument of "where"'
DOT = 'a "." stands only in numbers; put a name that holds one in backticks: `a.b`'
RAISED = "raised characters are not read as powers; write"


def not_part(char: str) -> str:
    return f'the character "{char}" is not part of the formula language'


def multiply(product: str) -> str:
    return f'an operator is missing; write "{product}" to multiply'


#: Text, message, and the column (from 1) under which the caret stands.
TABLE = [
    # nothing, or not all of it
    ("", "the formula is empty", 1),
    (" \n ", "the formula is empty", 1),
    ("x +", 'the formula ends after "+"; a number or a name is missing', 4),
    ("x^ ", 'the formula ends after "^"; a number or a name is missing', 4),
    ("sin(", 'the formula ends after "("; a number or a name is missing', 5),
    ("max(x,", 'the formula ends after ","; a number or a name is missing', 7),
    ("(x", 'a "(" is not closed', 1),
    ("(x + (y)", 'a "(" is not closed', 1),
    ("x + sin((y)", 'a "(" is not closed', 8),
    ("x)", 'a ")" has no "(" before it', 2),
    (")", 'a ")" has no "(" before it', 1),
    # operators and operands in the wrong place
    ("x y", multiply("x*y"), 3),
    ("2x", multiply("2*x"), 2),
    ("2(x + 1)", multiply("2*(...)"), 2),
    ("(x)(y)", multiply("(...)*(...)"), 4),
    ("(x)y", multiply("(...)*y"), 4),
    ("`a b`(x)", multiply("`a b`*(...)"), 6),
    ("x and y", "conditions are not joined; put one where(...) inside another", 3),
    ("1_000*x", 'a number has no "_"; write 1000', 2),
    ("0x10", multiply("0*x10"), 2),
    ("1.2.3", multiply("1.2*.3"), 4),
    ("* x", f'"*" {MISSING}', 1),
    ("x ** * y", f'"*" {MISSING}', 6),
    ("x ^/ y", f'"/" {MISSING}', 4),
    ("x // y", f'"/" {MISSING}', 4),
    ("x ÷÷ y", f'"÷" {MISSING}', 4),
    ("()", f'")" {MISSING}', 2),
    ("x*(+)", f'")" {MISSING}', 5),
    ("max(, x)", f'"," {MISSING}', 5),
    ("max(x, )", f'")" {MISSING}', 8),
    ("max(*x)", f'"*" {MISSING}', 5),
    ("max(**x)", f'"**" {MISSING}', 5),
    ("x, y", COMMA, 2),
    ("3,5*x", COMMA, 2),
    ("sin((x, y))", COMMA, 7),
    ("x < y", COMPARISON, 1),
    ("2*(x > y)", COMPARISON, 4),
    ("where((x > y)*2, 1, 0)", COMPARISON, 8),
    ("where(1, x > y, 0)", COMPARISON, 10),
    (
        "where(0 < x < 1, 1, 0)",
        'a condition compares two values once, as in "where(x > 0, x, 0)"',
        7,
    ),
    # characters of other languages
    ("y = x", EQUALS, 3),
    ("where(x == 1, 1, 0)", EQUALS, 9),
    ("sin(x=1)", EQUALS, 6),
    ("x[0]", 'square brackets are not allowed; use "(" and ")"', 2),
    ("{x}", 'curly brackets are not allowed; use "(" and ")"', 1),
    ("x.y", DOT, 2),
    ("x % 2", not_part("%"), 3),
    ("x @ y", not_part("@"), 3),
    ("x!", not_part("!"), 2),
    ("x # y", not_part("#"), 3),
    ("$x$", not_part("$"), 1),
    ("x²", f'{RAISED} "**2"', 2),
    ("x²³ + 1", f'{RAISED} "**23"', 2),
    ("xⁿ", f'{RAISED} "**n"', 2),
    ("x⁻¹", f'{RAISED} "**−1"', 2),
    ("½*x", not_part("½"), 1),
    ("x½", not_part("½"), 2),
    ("٣*x", not_part("٣"), 1),
    ("x + y٣", not_part("٣"), 6),
    ("`a", "a backtick is not closed; write `column name` with one before and one after", 1),
    ("x + ``", "a name in backticks is empty", 5),
    ("x + ` \t`", "a name in backticks is empty", 5),
    ("`a\0b`", 'the character "U+0000" cannot be part of a name', 3),
    ("`\ud800`", 'the character "U+D800" cannot be part of a name', 2),
    # names that are something else
    ("sni(x)", 'unknown function "sni"; did you mean "sin"?', 1),
    ("x + SQRT(x)", 'unknown function "SQRT"; did you mean "sqrt"?', 5),
    ("x*arcsine(x)", 'unknown function "arcsine"; did you mean "arcsin"?', 3),
    ("x(y + 1)", 'unknown function "x"; to multiply, write x*(...)', 1),
    ("pi(x)", 'unknown function "pi"; to multiply, write pi*(...)', 1),
    (
        "norm(x)",
        'unknown function "norm"; a parameter is one number: write a norm out, as sqrt(x**2 + y**2)',
        1,
    ),
    (
        "sum(x**2)",
        'unknown function "sum"; a parameter is one number: write a sum out, as x**2 + y**2',
        1,
    ),
    ("x + log10(x)", 'unknown function "log10"; write log(...)/log(10)', 5),
    ("LOG2(x)", 'unknown function "LOG2"; write log(...)/log(2)', 1),
    (
        "atan2(x, y)",
        'unknown function "atan2"; for atan2(y, x) write 2*atan(y/(sqrt(x**2 + y**2) + x))',
        1,
    ),
    ("pow(x, 2)", 'unknown function "pow"; write (...)**(...)', 1),
    (
        "y + sin^2(x)",
        'the power of a function stands behind it; write "sin(...)**2"',
        10,
    ),
    ("y**2(x)", 'an operator is missing; write "2*(...)" to multiply', 5),
    (
        "where(x > 0 and y > 0, x, 0)",
        "conditions are not joined; put one where(...) inside another",
        13,
    ),
    ("1 _000*x", 'an operator is missing; write "1*_000" to multiply', 3),
    ("sin + 1", '"sin" is a function; write sin(...), or `sin` for a name', 1),
    ("1 + ln", '"ln" is a function; write ln(...), or `ln` for a name', 5),
    ("sin()", '"sin" takes 1 argument; this has 0', 1),
    ("1 + ln(x, y)", '"ln" takes 1 argument; this has 2', 5),
    ("max(x)", '"max" takes 2 to 16 arguments; this has 1', 1),
    (f"min({', '.join('x' * 17)})", '"min" takes 2 to 16 arguments; this has 17', 1),
    ("where(x, y)", '"where" takes 3 arguments; this has 2', 1),
    ("ｓｉｎ(x)", 'unknown function "ｓｉｎ"; did you mean "sin"?', 1),
    ("ѕin(x)", 'unknown function "ѕin"; did you mean "sin"?', 1),  # its first letter is Cyrillic
    ("µ + 2*μ", '"μ" and "µ" look alike but are different; spell them the same way', 7),
    ("x + 𝑥", '"𝑥" and "x" look alike but are different; spell them the same way', 5),
    # numbers that are none
    ("x*1e400", TOO_LARGE, 3),
    (f"x + {'9' * 400}", TOO_LARGE, 5),
    ("x + 1e308*10", TOO_LARGE, 5),
    ("x*(1e308 + 1e308)", TOO_LARGE, 4),
    ("x + exp(1000)", TOO_LARGE, 5),
    ("x + 10**400", TOO_LARGE, 5),
    ("9**9**9**9", TOO_LARGE, 4),
    ("2^2^2^2^2^2^2", TOO_LARGE, 5),
    ("x/0", "division by zero", 3),
    ("x/(1 - 1)", "division by zero", 4),
    ("x + 0**-1", "division by zero", 5),
    ("x + log(0)", "log(0) is not a finite real number", 5),
    ("x + ln(-2)", "log(-2) is not a finite real number", 5),
    ("x + sqrt(1 - 2)", "sqrt(-1) is not a finite real number", 5),
    ("arccos(1.5)*x", "acos(1.5) is not a finite real number", 1),
    ("x + (-8)**(1/3)", "a fractional power of a negative number is not a real number", 5),
    # limits
    ("x**1001", "an exponent may be 1,000 at most; this one is 1001", 4),
    ("x^-2000", "an exponent may be 1,000 at most; this one is -2000", 3),
    ("x**9**9", "an exponent may be 1,000 at most; this one is 3.8742e+08", 4),
    ("(" * 10_000, "brackets may be nested 64 deep", 65),
    ("sin(" * 2_000, "brackets may be nested 64 deep", 260),
    ("(" * 65 + "x" + ")" * 65, "brackets may be nested 64 deep", 65),
    ("-" * 65 + "x", TOO_DEEP, 66),
    ("-" * 1_999 + "x", TOO_DEEP, 66),
    ("-" * 9_999 + "x", TOO_MANY, 2_001),
    ("2**" * 999 + "x", TOO_DEEP, 193),
    ("+".join(["x"] * 5_000), TOO_MANY, 2_001),
    ("*".join(["x"] * 5_000), TOO_MANY, 2_001),
    ("x" * 10_001, "a formula may have 10,000 characters; this one has 10,001", 10_001),
    # what would run, in a language that evaluates
    ("__import__('os').system('true')", not_part("'"), 12),
    ("__import__(os)", 'unknown function "__import__"; to multiply, write __import__*(...)', 1),
    ("eval(x)", 'unknown function "eval"; to multiply, write eval*(...)', 1),
    ("ｅｖａｌ(x)", 'unknown function "ｅｖａｌ"; to multiply, write ｅｖａｌ*(...)', 1),
    ("().__class__", f'")" {MISSING}', 2),
    ("(1).__class__", DOT, 4),
    ("x.__class__.__mro__", DOT, 2),
    ("lambda: x", not_part(":"), 7),
    ("lambda x: x", multiply("lambda*x"), 8),
    ("(y := x)", not_part(":"), 4),
    ('f"{x}"', not_part('"'), 2),
    (
        "x if y else z",
        'a choice is written as "where(x > 0, x, 0)": x where it is positive, else 0',
        3,
    ),
    ("[x for x in y]", 'square brackets are not allowed; use "(" and ")"', 1),
    ("x; y", not_part(";"), 2),
    ("x\\\ny", not_part("\\"), 2),
    ("x\0", not_part("U+0000"), 2),
    ("x\u200b + 1", not_part("U+200B"), 2),
    ("x + \u202ey", not_part("U+202E"), 5),
    ("\u200fx", not_part("U+200F"), 1),
    ("\ufeffx", not_part("U+FEFF"), 1),
    ("x + \ud800", not_part("U+D800"), 5),
]


@pytest.mark.parametrize(("text", "message", "column"), TABLE)
def test_errors_say_what_and_where(text: str, message: str, column: int):
    with pytest.raises(FormulaError) as caught:
        parse(text)
    error = caught.value
    assert error.headline == f"{message} (column {column})"
    assert error.text == text
    assert str(error) == f"{error.headline}\n{error.excerpt}"
    assert len(str(error).splitlines()) == 3
    assert error.__context__ is None or error.__suppress_context__, "no traceback of Python's own"
    assert isinstance(error, ValueError)
    assert isinstance(error, ThalwegError)


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("x + sni(x)", "  x + sni(x)\n      ^"),
        ("x^2 + y^^2", "  x^2 + y^^2\n          ^"),
        ("x +", "  x +\n     ^"),
        # One cell for a line break or a tab, none for an accent, two for a wide character.
        ("x\n\t+ )", "  x  + )\n       ^"),
        ("`a\u0301` + )", "  `a\u0301` + )\n        ^"),
        ("变量 + )", "  变量 + )\n         ^"),
        ("x + \0", "  x + \N{REPLACEMENT CHARACTER}\n      ^"),
        ("\u202ex + 1", "  \N{REPLACEMENT CHARACTER}x + 1\n  ^"),
        # A long formula is cut on both sides of the place.
        (
            " + ".join(["x"] * 50) + " + sni(x) + " + " + ".join(["x"] * 50),
            f"  ...{'+ x ' * 9}+ sni(x){' + x' * 8}...\n  {' ' * 41}^",
        ),
    ],
)
def test_the_caret_stands_under_the_place(text: str, excerpt: str):
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.excerpt == excerpt


def test_long_names_are_shortened_in_messages():
    with pytest.raises(FormulaError) as caught:
        parse(f"{'a' * 9_000}(x)")
    shown = "a" * 37 + "..."
    assert caught.value.headline == (
        f'unknown function "{shown}"; to multiply, write {shown}*(...) (column 1)'
    )
    with pytest.raises(FormulaError) as caught:
        parse(f"x `{'a b' * 3_000}`")
    assert caught.value.headline == f"{multiply('x*`' + ('a b' * 12) + '...')} (column 3)"


@pytest.mark.parametrize("text", [3, None, b"x", ["x"]])
def test_a_formula_is_text(text: object):
    with pytest.raises(FormulaError) as caught:
        parse(text)  # type: ignore[arg-type]
    assert caught.value.headline == f"a formula must be text, not {type(text).__name__} (column 1)"


@pytest.mark.parametrize(
    "text",
    [
        "9**9**9**9",
        "(" * 10_000,
        "sin(" * 2_500,
        "-" * 9_999,
        "2**" * 3_000 + "2",
        "a" * 9_990 + "(x)",
    ],
)
def test_what_would_hang_is_an_error_within_50_ms(text: str):
    times = []
    for _ in range(3):
        start = time.process_time()
        with pytest.raises(FormulaError):
            parse(text)
        times.append(time.process_time() - start)
    assert min(times) < 0.05


def test_nothing_is_executed():
    """An audit hook sees whatever Python opens, imports, starts or runs while formulas are read."""
    program = """
import sys
from thalweg.errors import FormulaError
from thalweg.expressions import compile_program, gradient, hessian_product, parse
texts = sys.stdin.read().split("\\0")
def read(text):
    try:
        expression = parse(text)
    except FormulaError as error:
        return str(error)
    program = compile_program([expression.sympy], expression.names)
    return [p.arrays for p in (program, gradient(program, expression.names))]
for text in texts:  # what is imported late is imported here
    read(text)
seen = []
def hook(event, args):
    if event == "exec" and args[0].co_filename == "<thalweg program>":
        return
    if event == "compile" and args[1] in ("<unknown>", "<thalweg program>"):
        return
    seen.append((event, args))
sys.addaudithook(hook)
results = [read(text) for text in texts]
assert not seen, seen
print(sum(isinstance(r, list) for r in results), "read,", sum(isinstance(r, str) for r in results), "refused")
"""
    texts = [
        *(text for text, _, _ in TABLE if "\0" not in text and "\ud800" not in text),
        "`__import__('os').system('true')`*x",
        "`\"); import os; (\"` + `'''`",
        "__builtins__ + __import__ + globals*open",
        "v0 + float64*f_sin",
    ]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        input="\0".join(texts).encode(),
        capture_output=True,
        check=False,
    )
    assert done.stderr.decode() == ""
    assert done.stdout.decode() == f"4 read, {len(texts) - 4} refused\n"
