"""Tables of data, from a DataFrame, a dict of arrays, a structured array or a CSV file."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import numpy as np

from thalweg.errors import ArgumentError, DataError, UnknownName, nearest
from thalweg.problems.cells import (
    column_from_values,
    first_that_is_no_number,
    is_number,
    rewritten,
    shown,
)
from thalweg.problems.csvfile import LineNumbers, check_names, read_csv

# More names than this do not fit a line of a terminal.
_NAMES_LISTED = 12

# Cells of a text column by which it is told whether numbers were meant.
_LOOKED_AT = 10_000

_CORRECT = "correct the cell or choose another column"


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """Columns of equal length, and where they came from.

    Parameters
    ----------
    columns : mapping of str to array, shape (n,)
        float64 where a column is numeric (NaN where a value is missing), else an object array of
        ``str`` or ``None``. The arrays are read-only.
    source : str
        The name of the file, or "the DataFrame", "the dict", "the array".
    lines : LineNumbers, optional
        Line of the file for every row; None where the table did not come from a file.
    decimal_comma : bool
        Whether the decimal comma was allowed, as in files separated by semicolons or tabs.
    """

    columns: Mapping[str, np.ndarray]
    source: str
    lines: LineNumbers | None = None
    decimal_comma: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", MappingProxyType(dict(self.columns)))
        for values in self.columns.values():
            values.flags.writeable = False

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(next(iter(self.columns.values())))

    @property
    def numeric_columns(self) -> tuple[str, ...]:
        """Names of the columns that hold numbers only."""
        return tuple(name for name, values in self.columns.items() if values.dtype != object)

    @property
    def text_columns(self) -> tuple[str, ...]:
        """Names of the columns that hold some text."""
        return tuple(name for name, values in self.columns.items() if values.dtype == object)

    @property
    def listed(self) -> str:
        """The names of the first columns, and how many more there are, for a message."""
        listed = ", ".join(shown(known) for known in list(self.columns)[:_NAMES_LISTED])
        more = len(self.columns) - _NAMES_LISTED
        return f"{listed} and {more} more" if more > 0 else listed

    def place(self, row: int) -> str:
        """Say where a row is, for a message.

        Parameters
        ----------
        row : int
            Index of the row, from 0.

        Returns
        -------
        str
            ``"line 5"`` of a file (its header is line 1), else ``"row 4"``, counted from 1.
        """
        return f"row {row + 1}" if self.lines is None else f"line {self.lines[row]}"

    def column(self, name: str) -> np.ndarray:
        """Look up a column, of numbers or text.

        Raises
        ------
        UnknownName
            'people.csv has no column "hight"; did you mean "height"? Its columns are "age",
            "height"'
        """
        if name in self.columns:
            return self.columns[name]
        suggestion = nearest(name, self.columns)
        joint = f"{suggestion} Its" if suggestion else "; its"
        raise UnknownName(
            f"{self.source} has no column {shown(name)}{joint} columns are {self.listed}"
        )

    def numeric(self, name: str, needed_for: str = "") -> np.ndarray:
        """Look up a column that must hold finite numbers.

        Parameters
        ----------
        name : str
            The column.
        needed_for : str, optional
            What for, to be put into the message: "as the target".

        Returns
        -------
        float64 array, shape (n,)
            NaN where a value is missing.

        Raises
        ------
        DataError
            'column "height" of people.csv must be numeric, but line 4 holds "tall"; correct the
            cell or choose another column', or the same about an infinite value.
        """
        values = self.column(name)
        purpose = f" {needed_for}" if needed_for else ""
        where = f"column {shown(name)} of {self.source}"
        if values.dtype == object:
            raise DataError(f"{where} must be numeric{purpose}, but {self.slip(name)}")
        if np.isinf(values).any():
            row = int(np.isinf(values).argmax())
            found = f"{self.place(row)} holds {float(values[row])!r}"
            raise DataError(f"{where} must be finite{purpose}, but {found}; {_CORRECT}")
        return values

    def slip(self, name: str) -> str:
        """The first cell that keeps a text column from being numbers, and what to do: ``'line 4 holds "10%"; ...'``."""
        values = self.column(name)
        row = first_that_is_no_number(values, self.decimal_comma)
        advice = rewritten(values[row], self.decimal_comma) or _CORRECT
        return f"{self.place(row)} holds {shown(values[row])}; {advice}"

    def meant_as_numbers(self, name: str) -> bool:
        """Whether most cells of a text column are numbers, or would be in another spelling: ``1,000``, ``10%``."""
        # The first ones tell: a text of a million rows would be looked at for seconds.
        known = (cell for cell in self.column(name) if cell is not None)
        cells = list(itertools.islice(known, _LOOKED_AT))
        meant = sum(is_number(c) or rewritten(c, self.decimal_comma) is not None for c in cells)
        return 2 * meant > len(cells)

    def __repr__(self) -> str:
        return f"Table({self.rows} rows of {self.source}: {', '.join(self.columns)})"


def read_table(data: Any) -> Table:
    """Read a table.

    Parameters
    ----------
    data : DataFrame, mapping of str to array of shape (n,), structured array, or path of a CSV file
        A CSV file is UTF-8 with a header; comma, semicolon or tab separate its cells. An empty
        cell, ``NA``, ``NaN``, ``null``, ``None``, ``?`` and what else pandas takes for it is a
        missing value. In a file separated by semicolons or tabs, a whole column may use the decimal
        comma. Integers and booleans become float64.

    Returns
    -------
    Table
        A copy: later changes of `data` do not reach it.

    Raises
    ------
    DataError
        `data` is none of these, or is empty, or its columns differ in length or share a name, or
        the file cannot be read; the message names the place.
    """
    if isinstance(data, Table):
        return data
    if isinstance(data, str | os.PathLike):
        return _from_file(data)
    if isinstance(data, np.ndarray) and data.dtype.names:
        return _from_columns(((name, data[name]) for name in data.dtype.names), "the array")
    if isinstance(data, Mapping):
        return _from_columns(data.items(), "the dict")
    names = getattr(data, "columns", None)
    if names is not None and hasattr(data, "__getitem__"):
        names = list(names)
        # First: a DataFrame that is asked for a name of two columns answers with a DataFrame.
        check_names([str(name) for name in names], "the DataFrame")
        return _from_columns(((name, data[name]) for name in names), "the DataFrame")
    raise DataError(
        "data must be a DataFrame, a dict of arrays, a structured array or the path of a CSV file,"
        f" not {type(data).__name__}; give each column a name, as in {{'x': x, 'y': y}}"
    )


def complete_rows(
    table: Table, names: Iterable[str], missing: Literal["error", "drop"] = "error"
) -> dict[str, np.ndarray]:
    """Take the named columns without the rows in which one of them has no value.

    Parameters
    ----------
    table : Table
        Where the columns are.
    names : iterable of str
        The columns in use; missing values elsewhere do not matter.
    missing : "error" or "drop"
        What to do about rows with a missing value.

    Returns
    -------
    dict of str to array, shape (m,)
        float64 or object arrays as in the table; the table's own arrays where no row is dropped.

    Raises
    ------
    DataError
        '3 of 40 rows of x.csv have a missing value in the columns used (the first: line 7, column
        "age"); fill them in, or pass missing="drop" (--drop-missing on the command line)'; or no
        row is complete.
    """
    if missing not in ("error", "drop"):
        raise ArgumentError(f'missing must be "error" or "drop", not {missing!r}')
    used = {name: table.column(name) for name in names}
    lacks = {name: _is_missing(values) for name, values in used.items()}
    dropped = np.zeros(table.rows, dtype=bool)
    for flags in lacks.values():
        dropped |= flags
    count = int(dropped.sum())
    if count == 0:
        return used
    row = int(dropped.argmax())
    column = next(name for name, flags in lacks.items() if flags[row])
    have = "has" if count == 1 else "have"
    found = (
        f"{count} of {table.rows} rows of {table.source} {have} a missing value in the columns used"
        f" (the first: {table.place(row)}, column {shown(column)})"
    )
    if missing == "error":
        raise DataError(
            f'{found}; fill them in, or pass missing="drop" (--drop-missing on the command line)'
        )
    if count == table.rows:
        raise DataError(f"{found}, so that none is left; fill them in or use other columns")
    return {name: values[~dropped] for name, values in used.items()}


def two_values(values: np.ndarray) -> tuple[str, str] | None:
    """Find the two names in a text column, sorted, or None where it holds more or fewer.

    Parameters
    ----------
    values : array, shape (n,)
        A column of a table. Missing values do not count; a numeric column gives None.
    """
    if values.dtype != object:
        return None
    found: set[str] = set()
    for value in values:
        if value is not None:
            found.add(value)
            if len(found) > 2:
                return None
    if len(found) != 2:
        return None
    first, second = sorted(found)
    return first, second


def _is_missing(values: np.ndarray) -> np.ndarray:
    if values.dtype != object:
        return np.isnan(values)
    return np.fromiter((value is None for value in values), dtype=bool, count=len(values))


def _from_file(path: str | os.PathLike[str]) -> Table:
    content = read_csv(path)
    return Table(content.columns, Path(path).name, content.lines, content.decimal_comma)


def _from_columns(items: Iterable[tuple[Any, Any]], source: str) -> Table:
    named = [(str(name), values) for name, values in items]
    check_names([name for name, _ in named], source)
    columns = {name: column_from_values(values, name, source) for name, values in named}
    first = named[0][0]
    for name, values in columns.items():
        if len(values) != len(columns[first]):
            raise DataError(
                f"the columns of {source} must have one length, but {shown(first)} has {len(columns[first])} values"
                f" and {shown(name)} has {len(values)}; give them one length"
            )
    if len(columns[first]) == 0:
        raise DataError(f"{source} has no rows; give at least one")
    return Table(columns, source)
