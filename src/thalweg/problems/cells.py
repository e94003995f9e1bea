"""Cells of a table: which are missing, which are numbers, and how a message shows them."""

from __future__ import annotations

import math
import numbers
import operator
import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from thalweg.errors import DataError

# What pandas.read_csv takes for a missing value (its documented `na_values`), and the question mark
# of the UCI repository's files.
MISSING = frozenset({"", "?", "NA", "N/A", "n/a", "<NA>", "#NA", "#N/A", "#N/A N/A"}) | {
    *("NULL", "null", "None", "NaN", "nan", "-NaN", "-nan"),
    *("1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN"),
}
# Spelled as pandas.read_csv does, so that a column is the same from a file and from a DataFrame.
_TRUTH = {"True": 1.0, "TRUE": 1.0, "true": 1.0, "False": 0.0, "FALSE": 0.0, "false": 0.0}


def shown(text: object, longest: int = 60) -> str:
    """Put a text between double quotes, shortened and on one line, for a message."""
    text = str(text)
    cut = text[:longest] + ("..." if len(text) > longest else "")
    return '"' + "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in cut) + '"'


def numbers_from_text(cells: Sequence[str], decimal: str = ".") -> np.ndarray | None:
    """Convert cells to numbers, or give None where one of them is none.

    Parameters
    ----------
    cells : sequence of str, length n
        Cells without surrounding spaces.
    decimal : "." or ","
        The decimal mark; the other one may not occur.

    Returns
    -------
    float64 array, shape (n,), or None
        NaN where a cell is a missing value.
    """
    joined = "".join(cells)
    # float() also reads "1_000" and digits of other scripts, which are text here as for pandas.
    if "_" in joined or not joined.isascii():
        return None
    if decimal == ",":
        if "." in joined:
            return None
        cells = [cell.replace(",", ".") for cell in cells]
    try:
        return np.array(list(map(float, cells)), dtype=np.float64)
    except ValueError:
        pass
    try:
        values = [math.nan if cell in MISSING else float(cell) for cell in cells]
    except ValueError:
        return None
    return np.array(values, dtype=np.float64)


def is_number(cell: str, decimal: str = ".") -> bool:
    """Whether a cell holds a number; a missing value is none."""
    return cell not in MISSING and numbers_from_text([cell], decimal) is not None


def rewritten(cell: str, decimal_comma: bool = False) -> str | None:
    """How a cell is to be written so that it is read as the number that people see in it.

    Parameters
    ----------
    cell : str
        For example ``"1,000"``, ``"10%"``, ``"1.234,5"`` or ``"$ 5"``.
    decimal_comma : bool
        Whether the file may have decimal commas.

    Returns
    -------
    str or None
        ``"write 1234.5"``; None where it is no number to people either.
    """
    bare = cell.strip().strip("$€£¥").strip()
    percent = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    mark = "," if decimal_comma else "."
    plain: str | None
    alternative = ""
    if is_number(bare):
        plain = bare
    elif re.fullmatch(r"[+-]?\d{1,3}([ \u00a0\u202f'’]\d{3})+([.,]\d+)?", bare):
        plain = re.sub(r"[^\d.,+-]", "", bare).replace(",", mark)
    elif re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        plain = bare.replace(",", "").replace(".", mark)
        if bare.count(",") == 1 and "." not in bare:
            alternative = f", or {bare.replace(',', mark)} if the comma is the decimal mark"
    elif re.fullmatch(r"[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+", bare):
        plain = bare.replace(".", "").replace(",", mark)
    else:
        return None
    return f"write {plain}{' without the %' if percent else ''}{alternative}"


def column_from_text(cells: Sequence[str]) -> np.ndarray:
    """Make a column of cells: float64 if all are numbers or all truth values, else text."""
    values = numbers_from_text(cells)
    if values is None and all(cell in _TRUTH or cell in MISSING for cell in cells):
        values = np.array([_TRUTH.get(cell, math.nan) for cell in cells], dtype=np.float64)
    if values is None:
        values = np.empty(len(cells), dtype=object)
        values[:] = [None if cell in MISSING else cell for cell in cells]
    return values


def first_that_is_no_number(values: Iterable[str | None], decimal_comma: bool) -> int:
    """Find the cell that keeps a text column from being numeric."""
    marks = (".", ",") if decimal_comma else (".",)
    # In a column of decimal commas, the cell to name is the one that breaks them, not the first.
    return max(
        next(
            index
            for index, value in enumerate(values)
            if value is not None and numbers_from_text([value], mark) is None
        )
        for mark in marks
    )


def column_from_values(values: Any, name: str, source: str) -> np.ndarray:
    """Make a new column from an array, a list or a pandas Series.

    Parameters
    ----------
    values : array-like, shape (n,)
        Numbers, truth values, text or objects.
    name, source : str
        The names of the column and of its table, for messages.

    Returns
    -------
    array, shape (n,)
        float64 (NaN where a value is missing), or an object array of ``str`` or ``None``.

    Raises
    ------
    DataError
        'column "x" of the dict must have one dimension, not shape (2, 3); ...'
    """
    where = f"column {shown(name)} of {source}"
    try:
        array = np.ma.asarray(values) if np.ma.isMaskedArray(values) else np.asarray(values)
    except Exception as error:  # whatever an array-like raises, the message must name the column
        raise DataError(
            f"{where} cannot be read as an array ({error}); give an array of numbers"
        ) from error
    if array.ndim != 1:
        raise DataError(
            f"{where} must have one dimension, not shape {array.shape}; give one value for each row"
        )
    is_numeric = array.dtype.kind in "biuf"
    column = np.array(array, dtype=np.float64) if is_numeric else _from_objects(array)
    if np.ma.isMaskedArray(array):
        column[np.ma.getmaskarray(array)] = math.nan if column.dtype != object else None
    return column


def _from_objects(array: np.ndarray) -> np.ndarray:
    if array.dtype.kind == "S":
        array = np.char.decode(array, "utf-8", "replace")
    elif array.dtype.kind in "Mmc":
        # Dates, durations and complex numbers are no real numbers; as text a message can show them.
        array = array.astype(str)
    cells = [_plain(value) for value in array]
    if not any(isinstance(cell, str) for cell in cells):
        return np.array([math.nan if cell is None else cell for cell in cells], dtype=np.float64)
    return column_from_text(["" if cell is None else str(cell) for cell in cells])


def _plain(value: Any) -> float | str | None:
    """Reduce a cell of an object array to a number, a text or None."""
    if isinstance(value, str):
        return value.strip()
    # pandas has its own marks for a missing value, known here by the names of their classes.
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, numbers.Real | np.bool_) or hasattr(value, "as_integer_ratio"):
        try:
            return float(value)
        except OverflowError:
            return math.inf if operator.gt(value, 0) else -math.inf
        except (TypeError, ValueError):
            return str(value)
    return str(value)
