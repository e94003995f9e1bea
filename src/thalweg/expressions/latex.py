"""SymPy trees as LaTeX, terms in the order in which they were written.

``sympy.latex`` is meant for simplified trees: it prints ``1/3*x``, kept as written, as ``1 * 1/3 x``. So sums, products
and powers are set here, and SymPy prints the names and the functions.
"""

from __future__ import annotations

import re

import sympy

_PLAIN = re.compile(r"[^\W\d_]\w*")
_ESCAPES = {c: rf"\{c}" for c in "#$%&_{}"} | {"\\": r"\backslash ", "^": r"\^{}", "~": r"\~{}"}
_ROMAN = re.compile(r"([^\W\d_]{2,})(?:_?(\d+))?")

_SUM, _PRODUCT, _POWER, _ATOM = range(4)


def latex(expr: sympy.Expr) -> str:
    """Print a tree as LaTeX mathematics.

    Names that are not plain words (columns with spaces or brackets) are set as text, escaped.
    """
    return _print(expr)[0]


def name_latex(name: str) -> str:
    r"""Print one name: ``beta1`` as ``\beta_{1}``, ``lr`` upright, ``income (francs)`` as text."""
    if not _PLAIN.fullmatch(name):
        return rf"\text{{{''.join(_ESCAPES.get(c, c) for c in name)}}}"
    printed = sympy.latex(sympy.Symbol(name))
    word = _ROMAN.fullmatch(name)
    if word and "\\" not in printed:
        sub = f"_{{{word[2]}}}" if word[2] else ""
        return rf"\mathrm{{{word[1]}}}{sub}"
    return printed


def _print(expr: sympy.Basic) -> tuple[str, int]:
    """Text and binding strength of a subtree."""
    if isinstance(expr, sympy.Symbol):
        return name_latex(expr.name), _ATOM
    if expr.is_Number:
        text = sympy.latex(expr)
        return text, _SUM if text.startswith("-") else _PRODUCT if r"\cdot" in text else _ATOM
    if isinstance(expr, sympy.Add):
        return _sum(expr), _SUM
    if isinstance(expr, sympy.Mul):
        text = _product(expr)
        return text, _SUM if text.startswith("-") else _PRODUCT
    if isinstance(expr, sympy.Pow):
        return _power(expr)
    if isinstance(expr, sympy.exp):
        return rf"e^{{{latex(expr.args[0])}}}", _POWER
    if hasattr(expr, "template"):  # our own functions
        text = expr.template.format(*(latex(a) for a in expr.args))
        return text, _SUM if ">" in text or r"\ge" in text else _ATOM
    if isinstance(expr, sympy.Function):
        head = {"asin": r"\arcsin", "acos": r"\arccos", "atan": r"\arctan"}.get(
            expr.func.__name__, rf"\{expr.func.__name__}"
        )
        return rf"{head}\left({latex(expr.args[0])}\right)", _ATOM
    return sympy.latex(expr), _ATOM


def _bracketed(expr: sympy.Basic, least: int) -> str:
    text, strength = _print(expr)
    return text if strength >= least else rf"\left({text}\right)"


def _sum(expr: sympy.Add) -> str:
    parts: list[str] = []
    for term in expr.args:
        text = _print(term)[0]
        if isinstance(term, sympy.Add):
            text = rf"\left({text}\right)"
        if parts and text.startswith("-"):
            parts.append(f"- {text[1:].lstrip()}")
        else:
            parts.append(f"+ {text}" if parts else text)
    return " ".join(parts)


def _product(expr: sympy.Mul) -> str:
    factors = list(expr.args)
    sign = ""
    if factors[0] == -1 and len(factors) > 1:
        sign = "- "
        factors = factors[1:]
    above: list[sympy.Basic] = []
    below: list[sympy.Basic] = []
    after: list[sympy.Basic] = []
    for factor in factors:
        if isinstance(factor, sympy.Pow) and factor.exp == -1 and factor.exp.is_Integer:
            # a/b*c/d divides all that stands before it.
            above, after = above + after, []
            below.append(factor.base)
        elif below:
            after.append(factor)
        else:
            above.append(factor)
    if not below:
        return sign + _juxtapose(above)
    top = _juxtapose(above) if len(above) != 1 else latex(above[0])
    bottom = _juxtapose(below) if len(below) > 1 else latex(below[0])
    fraction = rf"\frac{{{top or '1'}}}{{{bottom}}}"
    return sign + " ".join([fraction, *([_juxtapose(after)] if after else [])])


def _juxtapose(factors: list[sympy.Basic]) -> str:
    text = ""
    for i, factor in enumerate(factors):
        part, strength = _print(factor)
        leading = i == 0 and not isinstance(factor, sympy.Add)
        if not leading and strength < (_POWER if isinstance(factor, sympy.Mul) else _PRODUCT):
            part = rf"\left({part}\right)"
        if text:
            # Two numbers side by side would read as one.
            text += r" \cdot " if part[0].isdigit() or part.startswith(r"\frac{") else " "
        text += part
    return text


def _power(expr: sympy.Pow) -> tuple[str, int]:
    if expr.exp == sympy.Rational(1, 2):
        return rf"\sqrt{{{latex(expr.base)}}}", _ATOM
    if expr.exp == -1 and expr.exp.is_Integer:
        return rf"\frac{{1}}{{{latex(expr.base)}}}", _PRODUCT
    return rf"{_bracketed(expr.base, _ATOM)}^{{{latex(expr.exp)}}}", _POWER
