"""One step of a rule taken apart: every equation with its numbers, and what each source gives to the step.

Nothing here knows any optimizer. The equations are those that `thalweg.optim.notation` prints; they are evaluated on
the recorded values, and a step that they do not lead to is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import sympy

from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError
from thalweg.expressions import compile_program, parse
from thalweg.expressions.functions import Maximum, Minimum, Where
from thalweg.optim.notation import Slope, specialized
from thalweg.optim.optimizer import Optimizer
from thalweg.optim.schedule_text import formula
from thalweg.scenes.equations import ARROW, glyph, written
from thalweg.scenes.text import count, one_line

CLOSE = 1e-9
"""Relative to the largest number on the way: so far may a recorded value be off what its equation gives."""

#: Values by name, each of shape (d, 1), or (1, 1) where it is one number a run.
Values = dict[str, np.ndarray]

#: A value as a sum over its sources; an empty name stands for what depends on none of them linearly.
Shares = dict[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Row:
    """One equation with its numbers.

    Attributes
    ----------
    name : str
        What it assigns, as the rule calls it.
    symbol : str
        The same as it is written.
    text : str
        The right-hand side.
    before : array, shape (d,) or (1,), or None
        The value that it replaces; None where there was none.
    after : array, shape (d,) or (1,)
    """

    name: str
    symbol: str
    text: str
    before: np.ndarray | None
    after: np.ndarray

    @property
    def equation(self) -> str:
        """The whole line."""
        return f"{self.symbol} {ARROW} {self.text}"


@dataclass(frozen=True, eq=False)
class Step:
    """One step of one run.

    Attributes
    ----------
    number : int
        It leads from the record of step ``number - 1`` to that of step ``number``; in the rule it is t.
    constants : tuple of (str, float)
        The settings that the equations use, as they are written.
    rows : tuple of Row
        The equations in order.
    before, after, gradient : arrays, shape (d,)
        Theta as it was recorded, and the gradient that was used.
    loss : (float, float)
        Before and after; of all rows.
    elsewhere : bool
        Whether that gradient was taken elsewhere than at theta.
    batch : bool
        Whether it is that of a batch.
    rate : float or None
        None where the rule has no rate.
    shares : dict of str to array, shape (d,)
        What the step is made of, with the rule's divisors at their values: ``gradient``, ``memory`` (states that hold
        earlier gradients), ``place`` (theta itself and earlier thetas) and ``rest`` (what is linear in none of them,
        a sign for example). They add up to the step. Without those that are zero.
    memory : tuple of (str, array)
        The states called momentum, as they are written, with their values after the step.
    """

    number: int
    constants: tuple[tuple[str, float], ...]
    rows: tuple[Row, ...]
    before: np.ndarray
    after: np.ndarray
    gradient: np.ndarray
    loss: tuple[float, float]
    elsewhere: bool
    batch: bool
    rate: float | None
    shares: dict[str, np.ndarray]
    memory: tuple[tuple[str, np.ndarray], ...]

    @property
    def plain(self) -> np.ndarray | None:
        """Minus the rate times the gradient, shape (d,); None where the rule has no rate."""
        return None if self.rate is None else -self.rate * self.gradient

    @property
    def taken(self) -> np.ndarray:
        """The step itself, shape (d,)."""
        return self.after - self.before


def refusal(runs: Trajectories, run: int) -> str:
    """Why the steps of a run cannot be taken apart; empty where they can."""
    optimizer = runs.optimizers[run]
    name = one_line(optimizer.name)
    if not optimizer.form.rule:
        return f"{name} is a program of its own, whose inner steps are not recorded"
    if "gradient" not in runs.dataset:
        return "the runs hold no gradient"
    states = [optimizer.form.state[s].name for s in _states(optimizer)]
    missing = [state for state in states if state not in runs.dataset]
    if missing:
        return f"the runs hold no {missing[0]}, which {name} needs"
    if "batch_loss" in runs.dataset and _slopes(optimizer) > 1:
        return (
            f"{name} takes two gradients a step, of which only the second is recorded for batches"
        )
    return ""


def step_of(runs: Trajectories, run: int, index: int) -> Step:
    """Take apart the step that leads to a record.

    Parameters
    ----------
    index : int
        Of the record, from 1.

    Raises
    ------
    ArgumentError
        Where the record before it is not that of the step before, or the equations do not lead from one to the other.
    """
    dataset, optimizer = runs.dataset, runs.optimizers[run]
    steps = dataset["step"].values.astype(int)
    number = int(steps[index])
    if number - int(steps[index - 1]) != 1:
        raise ArgumentError(
            "the state panel needs the record of a step and of the one before it; before step "
            f"{number:,} comes that of step {int(steps[index - 1]):,}: record every step (every=1)"
        )

    def recorded(name: str, at: int) -> np.ndarray:
        return np.asarray(dataset[name].isel(run=run, step=at).values, dtype=float).reshape(-1, 1)

    before, after = recorded("theta", index - 1), recorded("theta", index)
    gradient = recorded("gradient", index - 1)
    batch = "batch_loss" in dataset
    known: Values = {"theta": before, "g": gradient, "t": np.full((1, 1), float(number))}
    known["loss"] = recorded("batch_loss" if batch else "loss", index - 1)
    states = _states(optimizer)
    for state in states:
        known[state] = recorded(optimizer.form.state[state].name, index - 1)
    constants = []
    lines = list(specialized(optimizer))
    used = set().union(*(_names(tree) for _, tree in lines))
    schedules = []
    for name, value in optimizer.hyper.items():
        if isinstance(value, str):
            tree = parse(formula(value)).sympy
            known[name] = _value(tree, known)
            if name in used:
                schedules.append(_row(name, _schedule_text(tree), None, known[name]))
        else:
            known[name] = np.full((1, 1), float(value))  # type: ignore[arg-type]
            if name in used:
                constants.append((glyph(name), float(value)))  # type: ignore[arg-type]
    if not any(isinstance(tree, Slope) for _, tree in lines):
        lines.insert(0, ("g", Slope(sympy.Symbol("theta"))))
    first = runs.problem.gradient if _slopes(optimizer) > 1 else None
    memory = _remembering(lines, known, states)
    with np.errstate(all="ignore"):
        values, shares, rows = _walk(lines, known, gradient, first, memory, batch)
    _check(
        optimizer,
        number,
        values,
        {"theta": after}
        | {state: recorded(optimizer.form.state[state].name, index) for state in states},
    )
    rate = known.get("lr")
    places = {"theta", *(s for s in states if optimizer.form.state[s].start == "theta")}
    return Step(
        number,
        tuple(constants),
        (*schedules, *rows),
        before[:, 0],
        after[:, 0],
        gradient[:, 0],
        (float(recorded("loss", index - 1)[0, 0]), float(recorded("loss", index)[0, 0])),
        bool(optimizer.form.probe),
        batch,
        None if rate is None else float(rate[0, 0]),
        _grouped(shares["theta"], before, memory, places),
        tuple(
            (glyph(s), values[s][:, 0])
            for s in states
            if optimizer.form.state[s].name == "momentum"
        ),
    )


def _states(optimizer: Optimizer) -> tuple[str, ...]:
    """Symbols of the states that the printed equations read or write."""
    lines = specialized(optimizer)
    named = {n for n, _ in lines}.union(*(_names(tree) for _, tree in lines))
    return tuple(s for s in optimizer.form.state if s in named)


def _slopes(optimizer: Optimizer) -> int:
    return sum(isinstance(tree, Slope) for _, tree in specialized(optimizer))


def _names(tree: Any) -> set[str]:
    return {s.name for s in tree.free_symbols}


def _schedule_text(tree: Any) -> str:
    """A schedule, unless it is too long to be read."""
    text = written(tree)
    return text if len(text) <= 40 else "its schedule at t"


def _row(name: str, text: str, before: np.ndarray | None, after: np.ndarray) -> Row:
    return Row(name, glyph(name), text, None if before is None else before[:, 0], after[:, 0])


# -- values -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def _compiled(tree: Any) -> tuple[tuple[str, ...], Any]:
    names = tuple(sorted(_names(tree)))
    return names, compile_program([tree], names).arrays


def _value(tree: Any, known: Mapping[str, np.ndarray]) -> np.ndarray:
    names, run = _compiled(tree)
    (value,) = run(*(known[name] for name in names))
    value = np.asarray(value, dtype=float)
    return value if value.ndim == 2 else np.full((1, 1), float(value))


def _walk(
    lines: Sequence[tuple[str, Any]],
    known: Values,
    gradient: np.ndarray,
    first: Any,
    memory: set[str],
    batch: bool = False,
) -> tuple[Values, dict[str, Shares], list[Row]]:
    """Go through the equations: values, their sources, and what is written.

    Parameters
    ----------
    first : callable or None
        Gives the gradient at theta, where the recorded one is a second one.
    memory : set of str
        States whose parts of the step are told apart.
    """
    values = dict(known)
    # Before it is assigned, g is nobody's.
    shares: dict[str, Shares] = {
        name: {name if name in {"theta", *memory} else "": value} for name, value in values.items()
    }
    given = {"theta", "t", "loss"} | (set(known) - {"g"})
    rows = []
    slopes = [k for k, (_, tree) in enumerate(lines) if isinstance(tree, Slope)]
    for k, (name, tree) in enumerate(lines):
        if isinstance(tree, Slope):
            value = gradient
            if k != slopes[-1]:
                value = np.asarray(first(known["theta"][:, 0]), dtype=float).reshape(-1, 1)
            share: Shares = {"g": value}
            text = written(tree) + (", of the batch" if batch else "")
        else:
            value, share, text = _value(tree, values), _shares(tree, values, shares), written(tree)
        value = np.broadcast_to(value, np.broadcast_shapes(value.shape, _shape(name, known)))
        rows.append(_row(name, text, values[name] if name in given else None, value))
        values[name], shares[name] = value, share
        given.add(name)
    return values, shares, rows


def _shape(name: str, known: Values) -> tuple[int, ...]:
    return known[name].shape if name in known else (1, 1)


def _check(optimizer: Optimizer, number: int, found: Values, recorded: Values) -> None:
    """Refuse equations that do not lead to what was recorded: a picture must not show them."""
    for name, value in recorded.items():
        if not np.isfinite(value).all():
            continue  # A run that diverged.
        size = max(float(np.max(np.abs(value), initial=0.0)), float(np.max(np.abs(found[name]))))
        if not float(np.max(np.abs(found[name] - value), initial=0.0)) <= CLOSE * size + 1e-300:
            raise ArgumentError(
                f"step {number:,} of {one_line(optimizer.name)} was not recorded as its rule says: "
                f"{glyph(name)} is {value[:, 0].tolist()} and the rule gives {found[name][:, 0].tolist()}"
            )


# -- sources ----------------------------------------------------------------------------------------------------------


def _remembering(
    lines: Sequence[tuple[str, Any]], known: Values, states: Sequence[str]
) -> set[str]:
    """States that are linear in gradients or thetas: the step's parts that come through them are told apart."""
    memory: set[str] = set()
    ones = {name: np.ones_like(value) for name, value in known.items()}
    while True:
        with np.errstate(all="ignore"):
            # Which sources there are does not depend on the numbers; ones are never decided by chance.
            _, shares, _ = _walk(lines, known, known["g"], lambda t: t, memory)
            _, other, _ = _walk(lines, ones, ones["g"], lambda t: t, memory)
        found = {s for s in states if (set(shares[s]) | set(other[s])) - {""}} | memory
        if found == memory:
            return memory
        memory = found


def _shares(tree: Any, values: Values, known: Mapping[str, Shares]) -> Shares:
    """A value as a sum over its sources, every factor and divisor that is not linear in them taken at its value."""
    if isinstance(tree, sympy.Symbol):
        return known[tree.name]
    if isinstance(tree, sympy.Add):
        total: Shares = {}
        for term in tree.args:
            for source, part in _shares(term, values, known).items():
                total[source] = total[source] + part if source in total else part
        return total
    if isinstance(tree, sympy.Mul):
        factors = [_shares(factor, values, known) for factor in tree.args]
        carriers = [f for f in factors if set(f) - {""}]
        if len(carriers) == 1:
            scale = np.ones((1, 1))
            for factor in factors:
                if factor is not carriers[0]:
                    scale = scale * sum(factor.values())
            return {source: part * scale for source, part in carriers[0].items()}
    if isinstance(tree, Where):
        chosen = np.not_equal(_value(tree.args[0], values), 0)
        return _either(chosen, *(_shares(a, values, known) for a in tree.args[1:]))
    if isinstance(tree, (Maximum, Minimum)):
        # One of them it is, so it is linear in what that one is.
        winner, parts = _value(tree.args[0], values), _shares(tree.args[0], values, known)
        for other in tree.args[1:]:
            value = _value(other, values)
            keep = winner <= value if isinstance(tree, Minimum) else winner >= value
            parts = _either(keep, parts, _shares(other, values, known))
            winner = np.where(keep, winner, value)
        return parts
    return {"": _value(tree, values)}


def _either(chosen: np.ndarray, one: Shares, other: Shares) -> Shares:
    zero = np.zeros((1, 1))
    return {
        source: np.where(chosen, one.get(source, zero), other.get(source, zero))
        for source in dict.fromkeys([*one, *other])
    }


def _grouped(
    shares: Shares, before: np.ndarray, memory: set[str], places: set[str]
) -> dict[str, np.ndarray]:
    """The sources by what they are to a reader, theta itself taken off."""
    groups: dict[str, np.ndarray] = {}
    for source, part in shares.items():
        kind = (
            "gradient"
            if source == "g"
            else "place"
            if source in places
            else "memory"
            if source in memory
            else "rest"
        )
        groups[kind] = groups.get(kind, np.zeros(before.shape)) + part
    groups["place"] = groups.get("place", np.zeros(before.shape)) - before
    # What is left of theta minus theta is rounding.
    noise = 1e-13 * np.abs(before)
    groups["place"] = np.where(np.abs(groups["place"]) <= noise, 0.0, groups["place"])
    return {kind: part[:, 0] for kind, part in groups.items() if np.any(part != 0)}


def record_gap(runs: Trajectories) -> str:
    """Why the last step cannot be shown for lack of the record before it; empty where it can."""
    steps = runs.dataset["step"].values.astype(int)
    if len(steps) < 2 or steps[-1] - steps[-2] == 1:
        return ""
    return (
        "the state panel needs the record of a step and of the one before it; the runs have "
        f"{count(len(steps), 'record')}, and before that of step {int(steps[-1]):,} comes that of step "
        f"{int(steps[-2]):,}: record every step (every=1)"
    )
