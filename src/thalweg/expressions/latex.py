"""SymPy trees as LaTeX mathematics, terms in the order in which they were written.

``sympy.latex`` is meant for simplified trees: it prints ``1/3*x``, kept as written, as ``1 * 1/3 x``. And it reads more
into a name than its owner meant: ``x__2`` becomes a square, ``vmag`` an absolute value. So all is set here.
"""

from __future__ import annotations

import re

import sympy

from thalweg.expressions.functions import CONSTANTS, Greater, Maximum, Total, Where

_GREEK = re.compile(
    r"(var)?(epsilon|theta|pi|rho|sigma|phi)|alpha|beta|gamma|delta|zeta|eta|iota|kappa|lambda|mu|nu|xi|tau|upsilon"
    r"|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega"
)
_ACCENTED = re.compile(r"(.+)(hat|bar|tilde|dot)")
_INDEXED = re.compile(r"([^\W\d_]+)([0-9]*)((?:_[^\W_]+)*)")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_ESCAPES = {c: rf"\{c}" for c in "#$%&_{}"} | {
    "\\": r"\textbackslash ",
    "^": r"\textasciicircum ",
    "~": r"\textasciitilde ",
}
_ARCS = {"asin": "arcsin", "acos": "arccos", "atan": "arctan"}

#: How firmly a printed tree holds together; one that begins with a minus is _SIGNED.
_SUM, _SIGNED, _PRODUCT, _POWER, _ATOM = range(5)


def latex(expr: sympy.Basic) -> str:
    """Print a tree as LaTeX mathematics.

    Names that are not plain words (columns with spaces or brackets) are set as text, escaped.
    """
    return _print(expr)[0]


def name_latex(name: str) -> str:
    r"""Print one name: ``beta1`` as ``\beta_{1}``, ``lr`` upright, ``income (francs)`` as text."""
    found = _INDEXED.fullmatch(name.translate(_SUBSCRIPTS))
    if found is None or name in CONSTANTS:
        return rf"\text{{{''.join(_ESCAPES.get(c, c) for c in ' '.join(name.split()))}}}"
    stem, digits, rest = found.groups()
    below = [part for part in (digits, *rest.split("_")) if part]
    return _word(stem) + (f"_{{{', '.join(_word(part) for part in below)}}}" if below else "")


def _word(word: str) -> str:
    if len(word) == 1 or word.isdecimal():
        return word
    if _GREEK.fullmatch(word):
        return rf"\{word}"
    if word == "lamda":
        return r"\lambda"
    accented = _ACCENTED.fullmatch(word)
    if accented and (len(accented[1]) == 1 or _GREEK.fullmatch(accented[1])):
        return rf"\{accented[2]}{{{_word(accented[1])}}}"
    return rf"\mathrm{{{word}}}"


def _print(expr: sympy.Basic) -> tuple[str, int]:
    """Text and strength of a subtree."""
    if isinstance(expr, sympy.Symbol):
        return name_latex(expr.name), _ATOM
    if isinstance(expr, (sympy.Integer, sympy.Float)):
        return _number(expr)
    if isinstance(expr, sympy.Add):
        return _sum(expr), _SUM
    if isinstance(expr, sympy.Mul):
        text = _product(expr)
        return text, _SIGNED if text.startswith("-") else _PRODUCT
    if isinstance(expr, sympy.Pow):
        return _power(expr)
    if isinstance(expr, sympy.exp):
        return rf"e^{{{latex(expr.args[0])}}}", _POWER
    if hasattr(expr, "template"):  # our own functions
        return _templated(expr)
    if isinstance(expr, sympy.Function):
        name = expr.func.__name__
        return rf"\{_ARCS.get(name, name)}\left({latex(expr.args[0])}\right)", _ATOM
    return sympy.latex(expr), _ATOM  # pi and e


def _templated(expr: sympy.Basic) -> tuple[str, int]:
    template: str = expr.template  # type: ignore[attr-defined]
    if isinstance(expr, Total):
        return template.format(_bracketed(expr.args[0], _PRODUCT)), _SIGNED
    args = [latex(a) for a in expr.args]
    if isinstance(expr, Maximum):
        args = [", ".join(args)]
    if isinstance(expr, Where) and "{} " not in getattr(expr.args[0], "template", ""):
        args[0] += r" \ne 0"
    return template.format(*args), _SUM if isinstance(expr, (Where, Greater)) else _ATOM


def _number(expr: sympy.Integer | sympy.Float) -> tuple[str, int]:
    if isinstance(expr, sympy.Integer):
        return str(expr), _SIGNED if expr < 0 else _ATOM
    mantissa, _, exponent = repr(float(expr)).partition("e")
    mantissa = mantissa.removesuffix(".0")
    if not exponent:
        return mantissa, _SIGNED if mantissa.startswith("-") else _ATOM
    power = f"10^{{{int(exponent)}}}"
    if mantissa in ("1", "-1"):
        return mantissa[:-1] + power, _SIGNED if mantissa == "-1" else _POWER
    return rf"{mantissa} \cdot {power}", _SIGNED if mantissa.startswith("-") else _PRODUCT


def _bracketed(expr: sympy.Basic, least: int) -> str:
    text, strength = _print(expr)
    return text if strength >= least else rf"\left({text}\right)"


def _sum(expr: sympy.Add) -> str:
    parts: list[str] = []
    for term in expr.args:
        text = _bracketed(term, _SIGNED)
        if parts and text.startswith("-"):
            parts.append(f"- {text[1:].lstrip()}")
        else:
            parts.append(f"+ {text}" if parts else text)
    return " ".join(parts)


def _product(expr: sympy.Mul) -> str:
    factors = list(expr.args)
    negative = factors[0] == -1 and len(factors) > 1
    if negative:
        factors = factors[1:]
    above: list[sympy.Basic] = []
    below: list[sympy.Basic] = []
    after: list[sympy.Basic] = []
    for factor in factors:
        if _is_inverse(factor):
            # a/b*c/d divides all that stands before it.
            above, after = above + after, []
            below.append(factor.args[0])
        elif below:
            after.append(factor)
        else:
            above.append(factor)
    sign = "- " if negative else ""
    if not below:
        return sign + _juxtaposed("", above, signed=not negative)
    top = latex(above[0]) if len(above) == 1 else _juxtaposed("", above)
    bottom = latex(below[0]) if len(below) == 1 else _juxtaposed("", below)
    return sign + _juxtaposed(rf"\frac{{{top or '1'}}}{{{bottom}}}", after)


def _is_inverse(expr: sympy.Basic) -> bool:
    return isinstance(expr, sympy.Pow) and expr.exp.is_Integer and expr.exp == -1


def _juxtaposed(text: str, factors: list[sympy.Basic], *, signed: bool = True) -> str:
    """Factors side by side after `text`; the very first may begin with a minus where `signed`."""
    for factor in factors:
        part, strength = _print(factor)
        if text:
            least = _POWER if isinstance(factor, sympy.Mul) else _PRODUCT
        else:
            least = _SIGNED if signed and part.startswith("-") else _PRODUCT
        if strength < least:
            part = rf"\left({part}\right)"
        text += _between(text, part) + part
    return text


def _between(left: str, right: str) -> str:
    if not left:
        return ""
    # Two numbers side by side would read as one, and a sigma before a bracket as the logistic function.
    if right[0].isdigit() or right.startswith(r"\frac{"):
        return r" \cdot "
    if left.endswith(r"\sigma") and right.startswith(r"\left("):
        return r" \cdot "
    # Words need a space, which mathematics does not set by itself.
    words = (r"\mathrm{", r"\text{")
    return (
        r" \, "
        if right.startswith(words) or re.search(r"\\(mathrm|text)\{[^{}]*\}$", left)
        else " "
    )


def _power(expr: sympy.Pow) -> tuple[str, int]:
    if expr.exp == sympy.Rational(1, 2):
        return rf"\sqrt{{{latex(expr.base)}}}", _ATOM
    if _is_inverse(expr):
        return rf"\frac{{1}}{{{latex(expr.base)}}}", _PRODUCT
    return rf"{_bracketed(expr.base, _ATOM)}^{{{latex(expr.exp)}}}", _POWER
