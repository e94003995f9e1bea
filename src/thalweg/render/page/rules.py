"""Optimizers as the page runs them: rules whose numbers stay inputs, and their equations with places for numbers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial
from types import SimpleNamespace
from typing import Any

import sympy

from thalweg.expressions import Builder, parse
from thalweg.optim import optimizers
from thalweg.optim.method import Method
from thalweg.optim.notation import Slope, renamed, specialized
from thalweg.optim.optimizer import Optimizer
from thalweg.optim.rule import INPUTS, compile_rule
from thalweg.optim.schedule_text import formula
from thalweg.scenes.equations import glyph, written
from thalweg.scenes.text import one_line

_DECAY = "weight_decay"

_FIRST_PLACE = 0x4E00
"""Names stand in equations as ideographs, which no rule uses, from this one on."""


def free_names(optimizer: Optimizer) -> tuple[str, ...]:
    """Numbers that can be changed in the page: the rate, the momentum, and whatever is not switched off."""
    ranges = optimizer.form.hyper_ranges
    return tuple(
        name
        for name, value in optimizer.hyper.items()
        if not isinstance(value, (bool, str))
        and (name in ("lr", "momentum") or value != 0 or ranges[name].default != 0)
    )


def rule_of(optimizer: Optimizer) -> dict[str, Any] | None:
    """The rule of one optimizer as plain data; None where it has none, being a program of its own."""
    if isinstance(optimizer, Method) or not optimizer.form.rule or optimizer.refusal:
        return None
    fixed = tuple((n, v) for n, v in optimizer.hyper.items() if n not in free_names(optimizer))
    return _rule(optimizer, fixed)


@lru_cache(maxsize=256)
def _rule(optimizer: Optimizer, fixed: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    free = free_names(optimizer)
    compiled = compile_rule([optimizer], free)
    described = [optimizer.form.state[s] for s in compiled.states]
    ranges = optimizer.form.hyper_ranges
    return {
        "name": one_line(optimizer.name),
        "title": one_line(optimizer.title),
        "paper": one_line(optimizer.paper),
        "fixed": {n: v for n, v in fixed if v != ranges[n].default},
        "switches": _switches(optimizer),
        "hyper": [
            {
                "name": name,
                "glyph": glyph(name),
                "value": ranges[name].default,
                "meaning": ranges[name].meaning,
                "low": ranges[name].low,
                "high": ranges[name].high,
                "openLow": ranges[name].open_low,
                "openHigh": ranges[name].open_high,
                "whole": ranges[name].whole,
            }
            for name in compiled.varying
        ],
        "states": [
            {"name": state.name, "symbol": glyph(symbol), "perRun": state.per_run}
            for symbol, state in zip(compiled.states, described, strict=True)
        ],
        "step": compiled.step.to_json(),
        "start": compiled.start.to_json(),
        "probe": None if compiled.probe is None else compiled.probe.to_json(),
        "equations": equations_of(optimizer),
    }


def equations_of(optimizer: Optimizer) -> dict[str, Any]:
    """The rule's equations: as text with places for numbers, and as a program that gives their values.

    Returns
    -------
    dict
        ``lines``: for each equation the name that it assigns, its ``text``, and whether it is the gradient. ``names``:
        what stands at the places: the n-th at the letter U+4E00 + n, with the register of `program` (an input, or
        an output's position counted from the inputs on). ``program``: inputs as the step's, outputs one an equation.
    """
    free = free_names(optimizer)
    # What may be changed later is decided by no number of now.
    settings = {n: "?" if n in free else v for n, v in optimizer.hyper.items()}
    folded: Any = SimpleNamespace(hyper=settings, form=optimizer.form)
    lines = specialized(folded)
    compiled = compile_rule([optimizer], free)
    inputs = [*INPUTS, *compiled.states, *compiled.varying]
    builder = Builder(inputs)
    registers = dict(builder.names)
    for name, value in optimizer.hyper.items():
        if isinstance(value, str):
            tree = parse(formula(value)).sympy
            registers[name] = builder.lower(tree, {"t": builder.names["t"]})
        elif name not in registers:
            registers[name] = builder.const(float(value))  # type: ignore[arg-type]
    for state in optimizer.form.state:
        registers.setdefault(state, builder.const(0))
    found: list[dict[str, Any]] = []
    outputs: list[int] = []
    shown: list[tuple[str, int]] = []
    # Which value a name has now: an input of that number, or the output of an earlier line.
    current = {name: k for k, name in enumerate(inputs)}
    for name, tree in lines:
        slope = isinstance(tree, Slope)
        places = {}
        for symbol in sorted(s.name for s in tree.free_symbols):
            if symbol in current:
                place = (symbol, current[symbol])
                if place not in shown:
                    shown.append(place)
                places[symbol] = chr(_FIRST_PLACE + shown.index(place))
        found.append(
            {
                "name": glyph(name),
                "text": written(renamed(tree, partial(_at_its_place, places))),
                "slope": slope,
                "theta": name == "theta",
            }
        )
        if not slope:
            registers[name] = builder.lower(tree, registers)
        outputs.append(registers[name])
        current[name] = len(inputs) + len(outputs) - 1
    return {
        "lines": found,
        "names": [{"glyph": glyph(name), "at": at} for name, at in shown],
        "program": builder.program(outputs).to_json(),
    }


def _at_its_place(places: Mapping[str, str], name: str) -> sympy.Symbol:
    return sympy.Symbol(places.get(name, name))


@lru_cache(maxsize=1)
def catalogue() -> tuple[dict[str, Any], ...]:
    """The rule of every optimizer that has one: with its default settings, then with its switches turned."""
    usual, turned = [], []
    for kind in optimizers.values():
        rule = rule_of(kind())
        if rule is None:
            continue
        usual.append(rule)
        turned += [rule_of(kind(**given)) for given in _turns(kind())]
    return (*usual, *(rule for rule in turned if rule is not None))


def _flags(optimizer: Optimizer) -> tuple[str, ...]:
    return tuple(name for name, value in optimizer.hyper.items() if isinstance(value, bool))


def _switches(optimizer: Optimizer) -> dict[str, bool]:
    """What a rule can have on or off: its flags, and the weight decay that is off in most."""
    found = {name: bool(optimizer.hyper[name]) for name in _flags(optimizer)}
    if _DECAY in optimizer.hyper:
        found[_DECAY] = bool(optimizer.hyper[_DECAY])
    return found


def _turns(optimizer: Optimizer) -> list[dict[str, Any]]:
    """Settings of an optimizer with some of its switches turned, in every combination that differs from the usual."""
    free = [name for name in _flags(optimizer) if _DECAY not in name]
    given: list[dict[str, Any]] = [{}]
    for name in free:
        # Nesterov's momentum needs one.
        needs = {"momentum": 0.9} if name == "nesterov" else {}
        given += [{**one, **needs, name: True} for one in given]
    if optimizer.hyper.get(_DECAY) == 0:
        # How the decay is coupled matters only where there is one.
        coupled = [name for name in _flags(optimizer) if _DECAY in name]
        decays = [{_DECAY: 0.01}, *({_DECAY: 0.01, name: True} for name in coupled)]
        given += [{**one, **decay} for decay in decays for one in given]
    return given[1:]
