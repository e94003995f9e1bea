"""Optimizers as symbolic rules: a few update equations, compiled like any formula.

A rule is text, one assignment a line, over

- ``theta`` and ``g``: the parameters and the gradient there, element by element;
- ``t``: the number of the step, from 1; ``loss``: the loss at theta;
- the hyperparameters and the state by name, and any name assigned above;
- ``sum``, ``norm``, ``dot``: reductions over the parameters; ``where(a > b, x, y)``.

The line that assigns ``theta`` is the step; a line that assigns a state is that state after the step. So a new
optimizer is one entry of about six lines. It runs in NumPy for many runs at once, runs in the page, and prints its
own formula.

A rule may take its gradient elsewhere than at theta: its `probe` is the formula of that point, over the same names, and
``probe`` stands for the point in the rule. The loss and the gradient at theta come first, so that the probe may follow
the slope.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from thalweg.expressions import Builder, Expression, Program, parse
from thalweg.optim.schedule_text import formula

if TYPE_CHECKING:
    from thalweg.optim.hyper import Hyper, Value
    from thalweg.optim.optimizer import Optimizer

#: What every rule may read.
INPUTS = ("theta", "g", "t", "loss")


@dataclass(frozen=True)
class State:
    """One quantity that an optimizer carries from step to step.

    Attributes
    ----------
    name : str
        Variable of the recorded dataset, for example ``"momentum"``.
    start : str
        Formula of its first value, in theta and the hyperparameters.
    per_run : bool
        One number a run, instead of one a parameter.
    """

    name: str
    start: str = "0"
    per_run: bool = False


@dataclass(frozen=True, eq=False)
class Form:
    """What a kind of optimizer is, apart from its settings; one object for each kind.

    Attributes
    ----------
    rule, probe : str
        `probe` is empty where the gradient is taken at theta.
    state : mapping of str to State
        By symbol.
    hyper_ranges : mapping of str to Hyper
    """

    rule: str
    probe: str
    state: Mapping[str, State]
    hyper_ranges: Mapping[str, Hyper]


@dataclass(frozen=True)
class Compiled:
    """The rule of a group of runs as one program.

    Attributes
    ----------
    step : Program
        Inputs ``theta, g, t, loss``, the states, then `varying`; outputs theta and the states after the step.
    start : Program
        Inputs ``theta``, then `varying`; outputs the states' first values.
    states : tuple of str
        Symbols of the states that the step needs (momentum 0 needs none).
    varying : tuple of str
        Hyperparameters that differ between the runs, or may be changed later, as arrays.
    probe : Program or None
        Inputs as `step`; output the point at which the gradient is taken. None where that is theta.
    """

    step: Program
    start: Program
    states: tuple[str, ...]
    varying: tuple[str, ...]
    probe: Program | None = None


@lru_cache(maxsize=256)
def assignments(rule: str) -> tuple[tuple[str, Expression], ...]:
    """Read a rule: each line's name and formula, in order."""
    lines = [line.split("=", 1) for line in rule.strip().splitlines() if line.strip()]
    return tuple((left.strip(), parse(right.strip(), reductions=True)) for left, right in lines)


def group_key(optimizer: Optimizer) -> tuple[Any, ...]:
    """Runs with equal keys can share one program: same rule, same switches, same schedules, same states."""
    known = optimizer.__dict__.get("_group")
    if known is None:
        form, hyper = optimizer.form, optimizer.hyper
        fixed = tuple((n, v) for n, v in hyper.items() if isinstance(v, (bool, str)))
        # A run without momentum has no momentum to record, so it does not join those that have.
        settled = tuple((n, v) for n, v in hyper.items() if isinstance(v, bool) or v == 0)
        known = (form, fixed, _needed_states(form, settled))
        optimizer.__dict__["_group"] = known  # it is frozen, so its key stays
    return known


def compile_rule(optimizers: Sequence[Optimizer], free: Collection[str] = ()) -> Compiled:
    """Compile the rule of runs that have the same `group_key`.

    A hyperparameter with the same value everywhere becomes a constant, and what it makes superfluous goes.

    Parameters
    ----------
    optimizers : sequence of Optimizer
        Without lists; see `Optimizer.expand`.
    free : collection of str
        Hyperparameters that stay inputs although they are the same everywhere: they may be changed later.
    """
    first, form = optimizers[0], optimizers[0].form
    varying = tuple(
        n for n, v in first.hyper.items() if n in free or any(o.hyper[n] != v for o in optimizers)
    )
    same = {n: v for n, v in first.hyper.items() if n not in varying}
    numbers = tuple((n, v) for n, v in same.items() if not isinstance(v, str))
    states = _needed_states(form, numbers)

    builder = Builder([*INPUTS, *states, *varying])
    names = dict(builder.names) | _registers(builder, same, builder.names["t"])
    # Nothing that is kept reads the other states, so any value will do.
    names |= {s: builder.const(0) for s in form.state if s not in states}
    names = _lowered(builder, form, names)
    probe = builder.program([names["probe"]]) if form.probe else None
    step = builder.program([names["theta"], *(names[s] for s in states)])

    builder = Builder(["theta", *varying])
    names = dict(builder.names) | _registers(builder, same, builder.const(1))
    outputs = [builder.lower(parse(form.state[s].start).sympy, names) for s in states]
    return Compiled(step, builder.program(outputs), states, varying, probe)


@lru_cache(maxsize=256)
def _formula(text: str) -> Expression:
    return parse(text, reductions=True)


def _lowered(builder: Builder, form: Form, names: Mapping[str, int]) -> dict[str, int]:
    """Registers of all names after the rule; of the probe, which reads what was before it."""
    found = dict(names)
    if form.probe:
        found["probe"] = builder.lower(_formula(form.probe).sympy, found)
    for name, expression in assignments(form.rule):
        found[name] = builder.lower(expression.sympy, found)
    return found


def _registers(builder: Builder, values: Mapping[str, Value], t: int) -> dict[str, int]:
    """Registers of hyperparameters that are the same for all runs; `t` is the register of the step's number."""
    registers = {}
    for name, value in values.items():
        if isinstance(value, str):
            registers[name] = builder.lower(parse(formula(value)).sympy, {"t": t})
        elif isinstance(value, tuple):
            raise TypeError(f"{name} is a list: expand the optimizer before it is compiled")
        else:
            registers[name] = builder.const(float(value))
    return registers


@lru_cache(maxsize=1024)
def _needed_states(form: Form, constants: tuple[tuple[str, Value], ...]) -> tuple[str, ...]:
    """States on which theta depends, directly or through other states; other hyperparameters may be anything."""
    known = dict(constants)
    builder = Builder([*INPUTS, *form.state, *(n for n in form.hyper_ranges if n not in known)])
    names = dict(builder.names) | _registers(builder, known, builder.names["t"])
    names = _lowered(builder, form, names)
    needed: set[str] = set()
    todo = ["theta", "probe"] if form.probe else ["theta"]
    while todo:
        program = builder.program([names[todo.pop()]])
        read = [a for op, *args in program.instructions if op != "const" for a in args]
        inputs = {
            program.inputs[int(r)]
            for r in [*read, *program.outputs]
            if int(r) < len(builder.inputs)
        }
        fresh = (inputs & set(form.state)) - needed
        needed |= fresh
        todo += fresh
    return tuple(s for s in form.state if s in needed)
