"""The catalogue of optimizers: each with its formula, its numbers, and its way down one valley."""

from __future__ import annotations

import inspect
from typing import Any

import thalweg as tw
from site_build.reference.made import MadePage, code, number, table
from thalweg.optim import WRAPPERS, Method, Optimizer, Wrapper, optimizers

PATH = "reference/optimizers.md"
FUNCTION, STEPS, RATES = "rosenbrock", 200, (1e-5, 1.0)

#: What goes into those that go around another.
_INNER = tw.SGD


def kinds() -> dict[str, type[Optimizer]]:
    """All public optimizers by name."""
    return {**optimizers, **WRAPPERS, "Muon": tw.Muon}


def page() -> MadePage:
    """Every optimizer."""
    made = MadePage(PATH)
    parts = [
        "# Optimizers at a glance",
        f"Each one with its formula, its hyperparameters, and its way over {STEPS} steps on the function "
        f"[{FUNCTION}](functions.md#{FUNCTION}): at the best of 25 rates from {RATES[0]:g} to {RATES[1]:g}, judged by "
        "the last loss, so that all had the same chance; at its defaults where it has no rate. "
        "[Optimizers](../optimizers.md) has more words on each, and on how it agrees with PyTorch and optax.",
    ]
    for name, kind in sorted(kinds().items(), key=lambda item: item[0].lower()):
        parts += _section(made, name, kind)
    made.text = "\n\n".join(part for part in parts if part) + "\n"
    return made


def _section(made: MadePage, name: str, kind: type[Optimizer]) -> list[str]:
    signature = ", ".join(
        p.name if p.default is p.empty else f"{p.name}={number(p.default)}"
        for p in inspect.signature(kind).parameters.values()
    )
    default = kind(_INNER()) if issubclass(kind, Wrapper) else kind()
    lines = "\\\\\n".join(default.latex)
    spelled = kind.spelled if issubclass(kind, Wrapper) else {}
    states = ", ".join(f"`{s.name}`" for s in kind.state.values())
    facts = [f"- States: {states or 'none'}"]
    if issubclass(kind, Method) and kind.keeps:
        facts = [f"- It keeps {kind.keeps}, which is not recorded"]
    if kind.paper:
        facts.append(f"- Paper: {kind.paper}")
    return [
        f"## {name}",
        f"{kind.title.rstrip('.')}.",
        f"`tw.{name}({signature})`",
        f"$$\n\\begin{{gathered}}\n{lines}\n\\end{{gathered}}\n$$" if lines else "",
        table(
            ["hyperparameter", "default", "range", "meaning"],
            (
                [code(spelled.get(n, n)), number(h.default), h.rule, h.meaning]
                for n, h in kind.hyper_ranges.items()
            ),
        ),
        "\n".join(facts),
        _picture(made, name, kind),
    ]


def _picture(made: MadePage, name: str, kind: type[Optimizer]) -> str:
    if kind.refusal:
        return f"Not drawn here: {kind.refusal}."
    problem = tw.functions[FUNCTION]
    assert problem.start is not None
    how: dict[str, Any] = {"start": problem.start, "steps": STEPS}
    chosen = _tuned(problem, kind, how)
    runs = tw.descend(problem, chosen, **how)
    return made.picture(tw.Scene(runs, panels=["contour", "loss"]), name.lower(), size=(900, 360))


def _tuned(problem: tw.Formula, kind: type[Optimizer], how: dict[str, Any]) -> Optimizer:
    if issubclass(kind, Wrapper):
        inner = _tuned(problem, _INNER, how)
        return kind(inner)
    default = kind()
    if "lr" not in default.hyper or issubclass(kind, Method):
        return default
    return tw.tune(problem, default, over={"lr": RATES}, budget=25, **how).optimizers[0]
