"""Optimizers as symbolic rules: a few update equations, compiled like any formula.

A rule is text, one assignment a line, over

- ``theta`` and ``g``: the parameters and the gradient there, element by element;
- ``t``: the number of the step, from 1; ``loss``: the loss at theta;
- the hyperparameters and the state by name, and any name assigned above;
- ``sum``, ``norm``, ``dot``: reductions over the parameters; ``where(a > b, x, y)``.

The line that assigns ``theta`` is the step; a line that assigns a state is that state after the step. So a new optimizer
is one entry of about six lines, and runs in NumPy for many runs at once, runs in the page, and prints its own formula.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, ClassVar, Self

from thalweg.errors import ArgumentError, UnknownName, nearest
from thalweg.expressions import Builder, Expression, Program, parse
from thalweg.expressions.latex import name_latex
from thalweg.optim.hyper import Hyper, Value, check

#: Hyperparameters that PyTorch takes as one tuple.
_PAIRS = {"betas": ("beta1", "beta2"), "etas": ("etaminus", "etaplus"), "step_sizes": ("step_min", "step_max")}


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


class Optimizer:
    """Base of all optimizers: frozen, comparable settings of a rule.

    Subclasses give `hyper`, `state`, `rule`, `title`, `paper` and a docstring. Hyperparameters may be numbers, lists (one
    run a value; several lists go together, value by value), or formulas in t (the number of the step, from 1).

    Raises
    ------
    ArgumentError
        ``SGD: momentum must be at least 0, not -1.0``.
    UnknownName
        ``Adam has no hyperparameter "beta"; did you mean "betas"? (it has lr, betas, eps, weight_decay, amsgrad)``.
    """

    title: ClassVar[str] = ""
    paper: ClassVar[str] = ""
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {}
    state: ClassVar[Mapping[str, State]] = {}
    rule: ClassVar[str] = ""
    __signature__: ClassVar[inspect.Signature]

    hyper: dict[str, Value]

    def __init_subclass__(cls) -> None:
        # So that help(), completion and the documentation show the names as PyTorch spells them.
        cls.__signature__ = inspect.Signature(
            inspect.Parameter(
                name,
                inspect.Parameter.POSITIONAL_OR_KEYWORD if name == "lr" else inspect.Parameter.KEYWORD_ONLY,
                default=value,
            )
            for name, value in cls.defaults().items()
        )

    def __init__(self, *args: Any, **hyper: Any) -> None:
        if len(args) > 1 or (args and "lr" not in self.hyper_ranges):
            raise ArgumentError(f"{self.name}: give hyperparameters by name, as in {self.name}(lr=0.1)")
        if args:
            hyper = {"lr": args[0], **hyper}
        given: dict[str, Any] = {}
        for name, value in hyper.items():
            if name in self.hyper_ranges:
                given[name] = value
            elif name in self.defaults():
                given |= self._pair(name, value)
            else:
                names = list(self.defaults())
                raise UnknownName(
                    f'{self.name} has no hyperparameter "{name}"{nearest(name, names)} (it has {", ".join(names)})'
                )
        values = {
            n: check(self.name, n, h, given[n]) if n in given else h.default
            for n, h in self.hyper_ranges.items()
        }
        lengths = {n: len(v) for n, v in values.items() if isinstance(v, tuple)}
        if len(set(lengths.values())) > 1:
            shown = ", ".join(f"{n} has {k}" for n, k in lengths.items())
            raise ArgumentError(f"{self.name}: lists of hyperparameters go together, value by value; {shown}")
        self._check(values)
        object.__setattr__(self, "hyper", values)

    def _pair(self, name: str, value: Any) -> dict[str, Any]:
        first, second = _PAIRS[name]
        if isinstance(value, str) or not isinstance(value, Sequence) or len(value) != 2:
            raise ArgumentError(f"{self.name}: {name} must be a pair ({first}, {second}), not {value!r}")
        return {first: value[0], second: value[1]}

    def _check(self, values: Mapping[str, Value]) -> None:
        """Refuse combinations that make no sense; most rules have none."""

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{self.name} is frozen: make a new one with replace({name}=...)")

    @classmethod
    def defaults(cls) -> dict[str, Any]:
        """Names and defaults as the constructor takes them (pairs together)."""
        found: dict[str, Any] = {}
        pair_of = {part: pair for pair, parts in _PAIRS.items() for part in parts}
        for name, hyper in cls.hyper_ranges.items():
            if name in pair_of:
                pair = pair_of[name]
                found[pair] = tuple(cls.hyper_ranges[p].default for p in _PAIRS[pair])
            else:
                found[name] = hyper.default
        return found

    # -- names ---------------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """Name of the optimizer, as in `thalweg.optimizers`."""
        return type(self).__name__

    @property
    def label(self) -> str:
        """Name and what differs from the defaults, with ``lr`` always: ``SGD lr=0.1 momentum=0.9``."""
        parts = [self.name]
        for name, value in self.hyper.items():
            if name == "lr" or value != self.hyper_ranges[name].default:
                parts.append(f"{name}={_shown(value)}" if not isinstance(value, bool) else name)
        return " ".join(parts)

    @cached_property
    def latex(self) -> tuple[str, ...]:
        """The rule, one LaTeX equation a line."""
        return tuple(rf"{name_latex(n)} \leftarrow {e.latex}" for n, e in self.equations())

    @classmethod
    @cache
    def equations(cls) -> tuple[tuple[str, Expression], ...]:
        """The rule's assignments in order: name and formula."""
        lines = [line.split("=", 1) for line in cls.rule.strip().splitlines() if line.strip()]
        return tuple((left.strip(), parse(right.strip(), reductions=True)) for left, right in lines)

    # -- values --------------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        """Number of runs: the length of its lists, or 1."""
        return max((len(v) for v in self.hyper.values() if isinstance(v, tuple)), default=1)

    def expand(self) -> tuple[Self, ...]:
        """One optimizer for each value of its lists."""
        if not any(isinstance(v, tuple) for v in self.hyper.values()):
            return (self,)
        return tuple(
            type(self)(**{n: v[i] if isinstance(v, tuple) else v for n, v in self.hyper.items()})
            for i in range(len(self))
        )

    def replace(self, **hyper: Any) -> Self:
        """A copy with other hyperparameters."""
        return type(self)(**{**self.hyper, **hyper})

    def spec(self) -> dict[str, Any]:
        """Plain data from which the optimizer can be built again."""
        values = {n: list(v) if isinstance(v, tuple) else v for n, v in self.hyper.items()}
        return {"name": self.name, "hyper": values}

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, Optimizer) and other.hyper == self.hyper

    def __hash__(self) -> int:
        return hash((self.name, *self.hyper.items()))

    def __repr__(self) -> str:
        changed = [f"{n}={v!r}" for n, v in self.hyper.items() if v != self.hyper_ranges[n].default]
        return f"{self.name}({', '.join(changed)})"


def _shown(value: Value) -> str:
    if isinstance(value, tuple):
        return f"[{_shown(value[0])} ... {_shown(value[-1])}]" if len(value) > 3 else f"[{', '.join(map(_shown, value))}]"
    return value if isinstance(value, str) else f"{value:g}"


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
        Hyperparameters that differ between the runs, as arrays.
    """

    step: Program
    start: Program
    states: tuple[str, ...]
    varying: tuple[str, ...]


def group_key(optimizer: Optimizer) -> tuple[Any, ...]:
    """Runs with equal keys can share one program: same rule, same switches, same schedules."""
    fixed = [(n, v) for n, v in optimizer.hyper.items() if isinstance(v, (bool, str))]
    return (type(optimizer), *fixed)


def compile_rule(optimizers: Sequence[Optimizer]) -> Compiled:
    """Compile the rule of runs that have the same `group_key`.

    A hyperparameter with the same value everywhere becomes a constant, and what it makes superfluous goes.
    """
    first = optimizers[0]
    varying = tuple(n for n, v in first.hyper.items() if any(o.hyper[n] != v for o in optimizers))
    states = _needed_states(first, varying)
    builder = Builder(["theta", "g", "t", "loss", *states, *varying])
    names = _hyper_registers(builder, first, varying)
    names |= {s: builder.names[s] for s in states}
    # A state that nothing reads stays unknown here; lines that assign it are dead and fold away.
    names |= {s: builder.const(0) for s in first.state if s not in states}
    for name, expression in first.equations():
        names[name] = builder.lower(expression.sympy, names)
    step = builder.program([names["theta"], *(names[s] for s in states)])

    builder = Builder(["theta", *varying])
    names = _hyper_registers(builder, first, varying, t=1.0)
    outputs = [builder.lower(parse(first.state[s].start).sympy, names) for s in states]
    return Compiled(step, builder.program(outputs), states, varying)


def _hyper_registers(
    builder: Builder, optimizer: Optimizer, varying: Sequence[str], t: float | None = None
) -> dict[str, int]:
    names = dict(builder.names)
    if t is not None:
        names["t"] = builder.const(t)
    for name, value in optimizer.hyper.items():
        if name in varying:
            names[name] = builder.names[name]
        elif isinstance(value, str):
            names[name] = builder.lower(parse(value).sympy, {"t": names["t"]})
        else:
            names[name] = builder.const(float(value))  # type: ignore[arg-type]
    return names


def _needed_states(optimizer: Optimizer, varying: Sequence[str]) -> tuple[str, ...]:
    """States on which theta depends, directly or through other states."""
    builder = Builder(["theta", "g", "t", "loss", *optimizer.state, *varying])
    names = _hyper_registers(builder, optimizer, varying) | {s: builder.names[s] for s in optimizer.state}
    for name, expression in optimizer.equations():
        names[name] = builder.lower(expression.sympy, names)
    needed: set[str] = set()
    todo = ["theta"]
    while todo:
        program = builder.program([names[todo.pop()]])
        used = {program.inputs[r] for r in program.outputs if r < len(program.inputs)}
        for op, *args in program.instructions:
            if op != "const":
                used |= {program.inputs[int(a)] for a in args if int(a) < len(program.inputs)}
        fresh = (used & set(optimizer.state)) - needed
        needed |= fresh
        todo += fresh
    return tuple(s for s in optimizer.state if s in needed)
