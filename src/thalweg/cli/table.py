"""The table of what happened, for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from thalweg.cli.summary import Run
from thalweg.cli.terminal import one_line

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

#: Parameters that stand beside each other in the table of runs; more make a table of their own.
ACROSS = 4

#: Runs that stand beside each other in the table of parameters, and rows that such a table may have.
RUNS_ACROSS = 4
LONGEST = 100

#: Width below which no text is squeezed.
NARROWEST = 16

#: What a standardised parameter has from rounding alone.
NOISE = 1e-12


def tables(params: Sequence[str], runs: Sequence[Run]) -> list[Table | Text]:
    """The table of runs, and one of parameters where these are many."""
    from rich.text import Text

    if len(params) <= ACROSS:
        return [_runs(params, runs)]
    if len(runs) <= RUNS_ACROSS and len(params) <= LONGEST:
        return [_runs((), runs), Text(), _parameters(params, runs)]
    told = f"The {len(params)} parameters of {_count(len(runs))} are too many to show: --json prints them."
    return [_runs((), runs), Text(), Text(told)]


def digits(value: float | None, count: int = 5) -> str:
    """A number with as many significant digits as a table needs."""
    # A zero has no sign here.
    return "" if value is None else f"{value + 0.0:.{count}g}"


def _standardised(value: float) -> str:
    return digits(0.0 if abs(value) < NOISE else value)


def table(
    headers: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()
) -> Table:
    """A table without a frame; the columns `right` hold numbers and are never wrapped.

    Parameters
    ----------
    headers : sequence of str
    rows : iterable of sequence of str
        One that begins with a space is a lesser one, one that begins with "!" tells of a failure.
    right : sequence of int
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    kept = [[one_line(cell) for cell in row] for row in rows]
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for i, header in enumerate(headers):
        number = i in right
        longest = max((len(row[i]) for row in kept), default=0)
        word = max(len(word) for word in header.split())
        made.add_column(
            Text(one_line(header)),
            justify="right" if number else "left",
            overflow="fold",
            min_width=max(word, longest if number else min(longest, NARROWEST)),
        )
    for row in kept:
        style = "dim" if row[0].startswith(" ") else "red" if row[0].startswith("!") else ""
        row[0] = row[0].removeprefix("!")
        made.add_row(*(Text(cell, style=style) for cell in row))
    return made


def _runs(params: Sequence[str], runs: Sequence[Run]) -> Table:
    near = any(run.distance is not None for run in runs)
    over = any(run.diverged_at is not None for run in runs)
    headers = ["run", "loss", *params]
    headers += ["from minimum"] if near else []
    headers += ["diverged at"] if over else []
    rows = []
    for run in runs:
        mark = "" if run.diverged_at is None else "!"
        row = [mark + run.label, digits(run.loss), *(digits(run.parameters[p]) for p in params)]
        row += [digits(run.distance, 3)] if near else []
        row += ["-" if run.diverged_at is None else str(run.diverged_at)] if over else []
        rows.append(row)
        if params and run.standardized is not None:
            values = [_standardised(run.standardized[p]) for p in params]
            rows.append(["  standardised", "", *values, *[""] * (near + over)])
    return table(headers, rows, range(1, len(headers)))


def _parameters(params: Sequence[str], runs: Sequence[Run]) -> Table:
    """One row a parameter, one column a run, and a second one for few runs with standardised columns."""
    both = len(runs) <= 2 and all(run.standardized is not None for run in runs)
    columns: list[tuple[str, Callable[[str], str]]] = []
    for run in runs:
        columns.append((run.label, partial(_cell, digits, run.parameters)))
        if both and run.standardized is not None:
            columns.append(("standardised", partial(_cell, _standardised, run.standardized)))
    headers = ["parameter", *(header for header, _ in columns)]
    rows = [[name, *(cell(name) for _, cell in columns)] for name in params]
    return table(headers, rows, range(1, len(headers)))


def _cell(shown: Callable[[float], str], values: Mapping[str, float], name: str) -> str:
    return shown(values[name])


def _count(runs: int) -> str:
    return "1 run" if runs == 1 else f"{runs} runs"
