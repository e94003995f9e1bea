"""Tables, headings and details in plain words: what lists of names and pages about one of them are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from thalweg.cli.terminal import one_line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

#: Width below which no text is squeezed.
NARROWEST = 16


def table(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: Sequence[int] = (),
    *,
    broken: bool = False,
) -> Table:
    """A table without a frame; the columns `right` hold numbers and are never wrapped.

    Parameters
    ----------
    headers : sequence of str
    rows : iterable of sequence of str
        One that begins with a space is a lesser one, one that begins with "!" tells of a failure.
    right : sequence of int
    broken : bool
        Break the headers of these columns at their last space: Rich would take the room from other columns first.
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
        shown = one_line(header)
        made.add_column(
            Text("\n".join(shown.rsplit(" ", 1)) if broken and number else shown),
            justify="right" if number else "left",
            overflow="fold",
            min_width=max(word, longest if number else min(longest, NARROWEST)),
        )
    for row in kept:
        style = "dim" if row[0].startswith(" ") else "red" if row[0].startswith("!") else ""
        row[0] = row[0].removeprefix("!")
        made.add_row(*(Text(cell, style=style) for cell in row))
    return made


def heading(name: str, words: str) -> RenderableType:
    """A name in bold, and what it is."""
    from rich.text import Text

    return Text.assemble((name, "bold"), f": {words}" if words else "", "\n")


def details(rows: Mapping[str, str]) -> RenderableType:
    """Words by name; what is empty is left out."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    for name, value in rows.items():
        if value:
            grid.add_row(name, _text(value))
    return grid


def _text(words: str) -> RenderableType:
    from rich.text import Text

    return Text(words, overflow="fold")
