"""The table of what happened, for people."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from thalweg.cli.listing import table
from thalweg.cli.settling import Reference
from thalweg.cli.summary import Run

if TYPE_CHECKING:
    from rich.measure import Measurement
    from rich.table import Table
    from rich.text import Text

#: Parameters that stand beside each other in the table of runs; more make a table of their own.
ACROSS = 4

#: Runs that stand beside each other in the table of parameters, and rows that it has at most.
RUNS_ACROSS = 4
LONGEST = 20

#: Columns that hold a step, by header, and what stands where there is none.
SETTLED = "steps to 1%"
STEPS = {SETTLED: "steps_to_1_percent", "stopped at": "stopped_at", "diverged at": "diverged_at"}
NEVER = "\N{EM DASH}"

#: What a standardised parameter has from rounding alone.
NOISE = 1e-12


def tables(
    params: Sequence[str], runs: Sequence[Run], target: Reference | None, width: int | None
) -> list[Table | Text]:
    """The table of runs, and one of parameters where these are many or the first would be wider than `width`."""
    from rich.text import Text

    told = _footnotes(runs, target)
    if len(params) <= ACROSS:
        one = _within(width, partial(_runs, params, runs, target))
        if width is None or _measured(one).minimum <= width or len(params) == 1:
            return [one, *told]
    if len(runs) > RUNS_ACROSS:
        count = f"{len(params)} parameters of {len(runs)} runs"
        told.append(Text(f"The {count} are too many to show: --json prints them."))
        return [_within(width, partial(_runs, (), runs, target)), *told]
    largest = sorted(params, key=lambda p: -max(_size(run, p) for run in runs))[:LONGEST]
    if len(params) > LONGEST:
        params, more = largest, len(params) - LONGEST
        size = " as they were run" if any(run.standardized for run in runs) else ""
        told.append(
            Text(
                f"The {LONGEST} largest parameters{size}; {more} more are smaller: --json prints all."
            )
        )
    above, below = partial(_runs, (), runs, target), partial(_parameters, params, runs)
    return [_within(width, above), Text(), _within(width, below), *told]


def _size(run: Run, name: str) -> float:
    value = (run.standardized or run.parameters)[name]
    return abs(value) if math.isfinite(value) else math.inf


def _footnotes(runs: Sequence[Run], target: Reference | None) -> list[Table | Text]:
    """What the column of steps counts."""
    from rich.text import Text

    if target is None:
        return []
    lowest = "the lowest final loss of these runs" if len(runs) > 1 else "the final loss"
    to = "the known minimum" if target.known else lowest
    told = f"{SETTLED}: until at most 1% of the way down to {to} is left"
    return [Text(), Text(told, style="dim")]


def _within(width: int | None, make: Callable[[bool], Table]) -> Table:
    """A table with its headers in one line, or broken where it would be wider than `width`."""
    whole = make(False)
    return whole if width is None or _measured(whole).maximum <= width else make(True)


def _measured(made: Table) -> Measurement:
    """The least and the natural width of a table."""
    from rich.console import Console

    return Console(width=10_000).measure(made)


def digits(value: float | None, count: int = 5) -> str:
    """A number with as many significant digits as a table needs."""
    # A zero has no sign here.
    return "" if value is None else f"{value + 0.0:.{count}g}"


def _standardised(value: float) -> str:
    return digits(0.0 if abs(value) < NOISE else value)


def _runs(
    params: Sequence[str], runs: Sequence[Run], target: Reference | None, broken: bool
) -> Table:
    columns: list[tuple[str, Callable[[Run], str]]] = [("run", _marked), ("loss", _loss)]
    columns += [(p, partial(_parameter, p)) for p in params]
    # What is known of no run needs no column.
    if any(run.distance is not None for run in runs):
        columns.append(("from minimum", _distance))
    for header, name in STEPS.items():
        known = any(getattr(run, name) is not None for run in runs)
        if known or (header == SETTLED and target is not None):
            columns.append((header, partial(_step, name)))
    rows = []
    for run in runs:
        rows.append([cell(run) for _, cell in columns])
        if params and run.standardized is not None:
            values = [_standardised(run.standardized[p]) for p in params]
            row = ["  standardised", "", *values]
            rows.append([*row, *[""] * (len(columns) - len(row))])
    return table([header for header, _ in columns], rows, range(1, len(columns)), broken=broken)


def _marked(run: Run) -> str:
    return run.label if run.diverged_at is None else f"!{run.label}"


def _loss(run: Run) -> str:
    return digits(run.loss)


def _parameter(name: str, run: Run) -> str:
    return digits(run.parameters[name])


def _distance(run: Run) -> str:
    return digits(run.distance, 3)


def _step(name: str, run: Run) -> str:
    step = getattr(run, name)
    return NEVER if step is None else str(step)


def _parameters(params: Sequence[str], runs: Sequence[Run], broken: bool) -> Table:
    """One row a parameter, one column a run, and a second one for few runs with standardised columns."""
    both = len(runs) <= 2 and all(run.standardized is not None for run in runs)
    columns: list[tuple[str, Callable[[str], str]]] = []
    for run in runs:
        columns.append((run.label, partial(_cell, digits, run.parameters)))
        if both and run.standardized is not None:
            columns.append(("standardised", partial(_cell, _standardised, run.standardized)))
    headers = ["parameter", *(header for header, _ in columns)]
    rows = [[name, *(cell(name) for _, cell in columns)] for name in params]
    return table(headers, rows, range(1, len(headers)), broken=broken)


def _cell(shown: Callable[[float], str], values: Mapping[str, float], name: str) -> str:
    return shown(values[name])
