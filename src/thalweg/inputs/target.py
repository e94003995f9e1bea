"""Which column `thalweg fit` predicts where none was named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thalweg.errors import ArgumentError, DataError

if TYPE_CHECKING:
    from thalweg.problems.table import Table

#: Names of columns, in small letters, that say that they are the target.
NAMES = ("target", "y", "label", "class")


def choose_target(table: Table, model: str | None) -> tuple[str, str]:
    """Choose a column, and say why.

    That is a column whose name says so, else the last one, of those that can be a target: numbers that vary, or two
    different texts. A column of numbers in which a few cells are none is chosen too, so that they are found.

    Raises
    ------
    DataError
        ``x.csv has no column that can be the target: numbers that vary, or two different texts``.
    ArgumentError
        ``the model uses the last column, "y"; name another one with --target``.
    """
    from thalweg.expressions import parse

    columns = list(table.columns)
    used = parse(model).names if model is not None else ()
    fit = [name for name in columns if _can_be(table, name)]
    called = [name for name in fit if name.lower() in NAMES and name not in used]
    last = columns[-1]
    if len(called) == 1 and called[0] != last:
        return called[0], f'target: "{called[0]}", by its name (--target names another one)'
    if not fit:
        raise DataError(
            f"{table.source} has no column that can be the target: numbers that vary, or two different texts"
        )
    if last not in fit:
        why = f'"{last}" {_what(table, last)}'
        last = fit[-1]
        note = f'target: "{last}", the last column that can be one, as {why} (--target names another one)'
    else:
        note = f'target: the last column, "{last}"'
    if last in used:
        raise ArgumentError(
            f'the model uses the last column, "{last}"; name another one with --target'
        )
    return last, note


def varies(table: Table, name: str) -> bool:
    """Whether a column of numbers holds two different ones."""
    import numpy as np

    values = table.column(name)
    known = values[~np.isnan(values)]
    return known.size > 0 and bool(np.any(known != known[0]))


def _can_be(table: Table, name: str) -> bool:
    from thalweg.problems.table import two_values

    if table.column(name).dtype != object:
        return varies(table, name)
    return two_values(table.column(name)) is not None or table.meant_as_numbers(name)


def _what(table: Table, name: str) -> str:
    """What a column holds that cannot be a target."""
    if table.column(name).dtype != object:
        return "does not vary"
    texts = {cell for cell in table.column(name) if cell is not None}
    return f"holds {len(texts)} different text{'s' * (len(texts) > 1)}"
