"""Rules as a paper prints them: with Greek letters, and without what the settings switch off.

The trees are folded here and not by SymPy, whose evaluation would reorder what was written. Only flags and zeros are
filled in; every other hyperparameter stays a symbol.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy

from thalweg.expressions import compile_program, parse
from thalweg.expressions.functions import Where
from thalweg.expressions.latex import latex
from thalweg.optim.rule import assignments
from thalweg.optim.schedule_text import formula

if TYPE_CHECKING:
    from thalweg.optim.optimizer import Optimizer

#: Names that a paper writes otherwise; all others print as their names say (beta1, rho, mhat, Delta).
SYMBOLS = {
    "lr": r"\eta",
    "lr_t": r"\eta_{t}",
    "lr_decay": r"\gamma",
    "momentum": r"\mu",
    "dampening": r"\tau",
    "weight_decay": r"\lambda",
    "eps": r"\epsilon",
    "momentum_decay": r"\psi",
    "mu_t": r"\mu_{t}",
    "mu_next": r"\mu_{t+1}",
    "vmax": r"v_{\max}",
    "rho_t": r"\rho_{t}",
    "rho_max": r"\rho_{\infty}",
    "etaminus": r"\eta^{-}",
    "etaplus": r"\eta^{+}",
    "step_min": r"\Delta_{\min}",
    "step_max": r"\Delta_{\max}",
    "prev": r"g_{\mathrm{prev}}",
    "step": "d",
    "loss": "L",
    "f_min": r"L^{*}",
    "gap": r"\delta",
    "b0": "b_{0}",
    "lambd": r"\lambda_{0}",
    "t0": "t_{0}",
    "probe": "y",
    "peak": r"\eta_{\max}",
    "weight_lr_power": "p",
    "max_norm": "c",
    "max_value": r"c_{\infty}",
    "sam_rho": r"\rho_{\mathrm{SAM}}",
    "lookahead_every": "k",
    "lookahead_alpha": r"\alpha_{\mathrm{slow}}",
    "slow": r"\phi",
    "since": "j",
}

#: A SymPy tree; SymPy's annotations do not cover trees that are left as written.
Tree = Any

Line = tuple[str, Tree]


class Slope(sympy.Function):
    """The gradient of the loss at a point: in print only."""

    nargs = 1
    template = r"\nabla L\left({}\right)"


_ZERO, _ONE, _MINUS = sympy.Integer(0), sympy.Integer(1), sympy.Integer(-1)


def rule_latex(optimizer: Optimizer) -> tuple[str, ...]:
    """Print the rule with an optimizer's settings, one equation a line; first the schedules."""
    lines = specialized(optimizer)
    used = set().union(*(_names(e) for _, e in lines))
    schedules = [
        (n, parse(formula(v)).sympy)
        for n, v in optimizer.hyper.items()
        if isinstance(v, str) and n in used
    ]
    return tuple(
        rf"{latex(_glyph(n))} \leftarrow {latex(renamed(e, _glyph))}"
        for n, e in [*schedules, *lines]
    )


def specialized(optimizer: Optimizer) -> list[Line]:
    """Fold the rule for an optimizer's settings: flags decided, zeros gone, lines without effect left out."""
    settings = {
        n: v[0] if isinstance(v, tuple) and len(set(v)) == 1 else v
        for n, v in optimizer.hyper.items()
        if not isinstance(v, str)
    }
    # A rate of 0 is a setting like any other, not something switched off.
    known: dict[str, Tree] = {
        n: sympy.Integer(int(v))  # type: ignore[arg-type]
        for n, v in settings.items()
        if isinstance(v, bool) or (v == 0 and n != "lr")
    }
    form = optimizer.form
    equations = [*_probed(form.probe), *((n, e.sympy) for n, e in assignments(form.rule))]
    kept: list[Line] = []
    for i, (name, tree) in enumerate(equations):
        folded = _folded(tree, known, settings)
        known.pop(name, None)
        if folded == sympy.Symbol(name):
            continue
        if _replaces(name, folded, kept, equations[i + 1 :], name in form.state):
            known[name] = folded
        else:
            kept.append((name, folded))
    return _live(kept, form.state)


def _probed(probe: str) -> list[Line]:
    """The gradient elsewhere than at theta, in lines of its own."""
    if not probe:
        return []
    point = parse(probe, reductions=True).sympy
    if point.is_Symbol:
        return [("g", Slope(point))]
    at_theta = [("g", Slope(sympy.Symbol("theta")))] if "g" in _names(point) else []
    return [*at_theta, ("probe", point), ("g", Slope(sympy.Symbol("probe")))]


def _replaces(
    name: str, value: Tree, before: Sequence[Line], after: Sequence[Line], state: bool
) -> bool:
    """Whether a line may go, its value standing in its name's place: one symbol, or a state that lost its memory."""
    names = _names(value)
    if name == "theta" or names & {name, *(target for target, _ in after)}:
        return False
    if state and any(name in _names(tree) for _, tree in before):
        return False  # the next step reads it
    return value.is_Atom or (state and _reads(after, name) == 1)


def _reads(equations: Sequence[Line], name: str) -> int:
    """Lines that read a name before it is assigned again."""
    count = 0
    for target, tree in equations:
        count += name in _names(tree)
        if target == name:
            break
    return count


def _live(lines: Sequence[Line], states: Mapping[str, Any]) -> list[Line]:
    """Leave out the lines on which theta does not depend, through the states of the next step too."""
    after = {"theta"}
    while True:
        needed, kept = set(after), []
        for name, tree in reversed(lines):
            if name in needed:
                needed = (needed - {name}) | _names(tree)
                kept.append((name, tree))
        wanted = after | (needed & set(states))
        if wanted == after:
            return kept[::-1]
        after = wanted


def _names(tree: Tree) -> set[str]:
    return {s.name for s in tree.free_symbols}


# -- folding ----------------------------------------------------------------------------------------------------------


def _folded(tree: Tree, known: Mapping[str, Tree], settings: Mapping[str, Any]) -> Tree:
    if isinstance(tree, sympy.Symbol):
        return known.get(tree.name, tree)
    if isinstance(tree, Where):
        decided = _decided(tree.args[0], known, settings)
        if decided is not None:
            return _folded(tree.args[1 if decided else 2], known, settings)
    if not tree.args:
        return tree
    args = [_folded(a, known, settings) for a in tree.args]
    if isinstance(tree, Where) and args[1] == args[2]:
        return args[1]
    return _rebuilt(tree, args)


def _decided(
    condition: Tree, known: Mapping[str, Tree], settings: Mapping[str, Any]
) -> bool | None:
    """Whether a condition on hyperparameters holds; None where it depends on more, or on the run."""
    names = sorted(_names(condition))
    values = [settings.get(n, known.get(n)) for n in names]
    if any(v is None or (isinstance(v, sympy.Basic) and not v.is_Number) for v in values):
        return None
    arrays = [np.asarray(v, dtype=float) for v in values]
    (holds,) = compile_program([condition], names).arrays(*arrays)
    held = np.unique(np.not_equal(holds, 0))
    return bool(held[0]) if len(held) == 1 else None


def _rebuilt(tree: Tree, args: list[Tree]) -> Tree:
    """The same operation on folded arguments, without zeros and ones; nothing changes its order."""
    if isinstance(tree, sympy.Add):
        terms = [a for a in args if a != 0]
        return _joined(sympy.Add, terms, _ZERO)
    if isinstance(tree, sympy.Mul):
        if any(a == 0 for a in args):
            return _ZERO
        # A product within a product needs no brackets; one with a sign inside keeps them.
        flat = [
            f
            for i, a in enumerate(args)
            for f in (a.args if isinstance(a, sympy.Mul) and (i == 0 or a.args[0] != -1) else (a,))
        ]
        return _joined(sympy.Mul, [f for f in flat if f != 1], _ONE)
    if isinstance(tree, sympy.Pow):
        base, exponent = args
        if exponent == 0 or base == 1:
            return _ONE
        if exponent == 1 or (base == 0 and exponent != -1):
            return base
        return sympy.Pow(base, exponent, evaluate=False)
    return tree.func(*args, evaluate=False)


def _joined(kind: Any, parts: list[Tree], empty: Tree) -> Tree:
    if len(parts) < 2:
        return parts[0] if parts else empty
    return kind(*parts, evaluate=False)


# -- symbols ----------------------------------------------------------------------------------------------------------


def renamed(tree: Tree, of: Callable[[str], Tree]) -> Tree:
    """The same tree with something else for each name, and nothing simplified."""
    if isinstance(tree, sympy.Symbol):
        return of(tree.name)
    if not tree.args:
        return tree
    return tree.func(*(renamed(a, of) for a in tree.args), evaluate=False)


@cache
def _glyph(name: str) -> Any:
    """What stands for a name in print: a symbol, or a function of nothing that prints as in `SYMBOLS`."""
    if name not in SYMBOLS:
        return sympy.Symbol(name)
    template = SYMBOLS[name].replace("{", "{{").replace("}", "}}")
    return type(name, (sympy.Function,), {"nargs": 0, "template": template})()
