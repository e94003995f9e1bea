"""Rules in plain Unicode, as `thalweg.optim.notation` folds them: for pictures, which write no TeX."""

from __future__ import annotations

from typing import Any

import sympy

from thalweg.expressions.functions import (
    Abs,
    Dot,
    Greater,
    GreaterEqual,
    Less,
    LessEqual,
    Maximum,
    Minimum,
    Norm,
    Sign,
    Total,
    Where,
)
from thalweg.optim.notation import Slope
from thalweg.scenes.text import MINUS, symbol

ARROW = "←"

THIN = "\N{THIN SPACE}"
"""Stands between factors."""

#: Names that are written otherwise: as in `thalweg.optim.notation.SYMBOLS`, as far as Unicode has the letters.
SYMBOLS = {
    "lr": "η",
    "lr_t": "ηₜ",
    "lr_decay": "γ",
    "momentum": "μ",
    "dampening": "τ",
    "weight_decay": "λ",
    "eps": "ε",
    "momentum_decay": "ψ",
    "mu_t": "μₜ",
    "mu_next": "μₜ₊₁",
    "vmax": "vₘₐₓ",
    "rho_t": "ρₜ",
    "rho_max": "ρ∞",
    "etaminus": "η⁻",
    "etaplus": "η⁺",
    "step_min": "Δₘᵢₙ",
    "step_max": "Δₘₐₓ",
    "prev": "gₚᵣₑᵥ",
    "step": "d",
    "loss": "L",
    "f_min": "L*",
    "gap": "δ",
    "lambd": "λ₀",
    "probe": "y",
    "peak": "ηₘₐₓ",
    "weight_lr_power": "p",
    "max_norm": "cₘₐₓ",
    "max_value": "c∞",
    "sam_rho": "ρₛ",
    "lookahead_every": "k",
    "lookahead_alpha": "αₛ",
    "slow": "φ",
    "since": "j",
    "Delta": "Δ",
    "gbar": "ḡ",
}

_SUPERSCRIPTS = str.maketrans("0123456789-t", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵗ")

_SIGNS = {Greater: ">", GreaterEqual: "≥", Less: "<", LessEqual: "≤"}
_CALLS = {Sign: "sign", Maximum: "max", Minimum: "min", Total: "sum"}

# How firmly an expression holds together, from loose to firm.
_CHOICE, _SUM, _PRODUCT, _POWER, _ATOM = range(5)


def glyph(name: str) -> str:
    """What stands for a name: ``'β₁'`` for beta1, ``'m̂'`` for mhat."""
    if name in SYMBOLS:
        return SYMBOLS[name]
    if name.endswith("hat") and len(name) > 3:
        return symbol(name[:-3]) + "\N{COMBINING CIRCUMFLEX ACCENT}"
    return symbol(name)


def equation(name: str, tree: Any) -> str:
    """An assignment: ``'m ← β₁ m + (1 − β₁) g'``."""
    return f"{glyph(name)} {ARROW} {written(tree)}"


def written(tree: Any) -> str:
    """A formula of a rule, with nothing reordered."""
    return _written(tree)[0]


def _written(tree: Any) -> tuple[str, int]:
    """The text, and how firmly it holds together."""
    if isinstance(tree, sympy.Symbol):
        return glyph(tree.name), _ATOM
    if tree.is_Number:
        text = f"{float(tree):.12g}".replace("-", MINUS)
        return text, _SUM if tree < 0 else _ATOM
    if isinstance(tree, sympy.Add):
        return _sum(tree), _SUM
    if isinstance(tree, sympy.Mul):
        return _product(tree)
    if isinstance(tree, sympy.Pow):
        return _power(tree.base, tree.exp)
    args = tree.args
    if isinstance(tree, Where):
        condition, one, other = (_written(a)[0] for a in args)
        return f"{one} if {condition}, else {other}", _CHOICE
    for kind, sign in _SIGNS.items():
        if type(tree) is kind:
            return f" {sign} ".join(_within(a, _SUM) for a in args), _CHOICE
    if isinstance(tree, Slope):
        return f"∇L({written(args[0])})", _ATOM
    if isinstance(tree, Abs):
        return f"|{written(args[0])}|", _ATOM
    if isinstance(tree, Norm):
        return f"‖{written(args[0])}‖", _ATOM
    if isinstance(tree, Dot):
        return f"⟨{written(args[0])}, {written(args[1])}⟩", _ATOM
    name = next((name for kind, name in _CALLS.items() if type(tree) is kind), None)
    name = name or type(tree).__name__.lower()
    return f"{name}({', '.join(written(a) for a in args)})", _ATOM


def _within(tree: Any, least: int) -> str:
    """Text that may stand where something holds together at least so firmly."""
    text, firm = _written(tree)
    return text if firm >= least else f"({text})"


def _sum(tree: Any) -> str:
    text = ""
    for term in tree.args:
        negative, rest = _unsigned(term)
        # A sum within a sum needs brackets only behind a minus.
        part = _within(rest, _PRODUCT if negative else _SUM)
        if not text:
            text = (MINUS if negative else "") + part
        elif part.startswith(MINUS):
            text += f" + ({part})"
        else:
            text += f" {MINUS if negative else '+'} {part}"
    return text


def _unsigned(tree: Any) -> tuple[bool, Any]:
    """Whether it is minus something, and what."""
    if tree.is_Number and tree < 0:
        return True, -tree
    if isinstance(tree, sympy.Mul):
        first, *rest = tree.args
        if first == -1:
            return True, rest[0] if len(rest) == 1 else sympy.Mul(*rest, evaluate=False)
        inner, bare = _unsigned(first)
        if inner:
            return True, sympy.Mul(bare, *rest, evaluate=False)
    return False, tree


def _product(tree: Any) -> tuple[str, int]:
    negative, bare = _unsigned(tree)
    if negative:
        return MINUS + _within(bare, _PRODUCT), _SUM
    above: list[Any] = []
    below: list[Any] = []
    _sort(tree, above, below)
    top = _joined([a for a in above if a != 1]) or "1"
    if not below:
        return top, _PRODUCT
    bottom = _joined(below)
    return f"{top}/{bottom}" if len(below) == 1 else f"{top}/({bottom})", _PRODUCT


def _sort(tree: Any, above: list[Any], below: list[Any]) -> None:
    """Take products within products apart, into what stands above and below the line."""
    for factor in tree.args if isinstance(tree, sympy.Mul) else (tree,):
        if isinstance(factor, sympy.Mul):
            _sort(factor, above, below)
        elif isinstance(factor, sympy.Pow) and factor.exp.is_Number and factor.exp < 0:
            power = -factor.exp
            base = factor.base
            below.append(base if power == 1 else sympy.Pow(base, power, evaluate=False))
        else:
            above.append(factor)


def _joined(factors: list[Any]) -> str:
    text = ""
    for factor in factors:
        part = _within(factor, _POWER)
        # Two numbers side by side would be read as one.
        text += part if not text else ("·" if part[0].isdigit() else THIN) + part
    return text


def _power(base: Any, exponent: Any) -> tuple[str, int]:
    if exponent == sympy.Rational(1, 2):
        return "√" + _within(base, _ATOM), _POWER
    if exponent.is_Number and exponent < 0:
        bottom = base if exponent == -1 else sympy.Pow(base, -exponent, evaluate=False)
        return "1/" + _within(bottom, _POWER), _PRODUCT
    below, above = _within(base, _ATOM), written(exponent)
    if (exponent.is_Integer and exponent >= 0) or above == "t":
        return below + above.translate(_SUPERSCRIPTS), _POWER
    return f"{below}^{_within(exponent, _ATOM)}", _POWER
