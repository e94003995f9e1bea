"""CSV files: which delimiter, which line, which cell, in bounded memory.

The standard library's reader splits the lines. Numbers are converted a block of rows at a time, so
that at no time more than one block of a numeric column is held as text.
"""

from __future__ import annotations

import bisect
import codecs
import csv
import io
import itertools
import os
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np

from thalweg.errors import DataError
from thalweg.problems.cells import column_from_text, is_number, numbers_from_text, shown

_BLOCK = 16_384
_DELIMITERS = (",", ";", "\t")
# Rows from which the delimiter is chosen.
_SAMPLE = 20
_SAVE_AS = "save it as CSV in UTF-8"


class LineNumbers:
    """The line of the file on which each row begins.

    Rows and lines drift apart at blank lines and at quoted cells of several lines.
    """

    def __init__(self) -> None:
        # Only where the difference changes, so that a plain file of a million rows costs nothing.
        self._rows = array("q")
        self._offsets = array("q")

    def add(self, row: int, line: int) -> None:
        """Note that `row` (from 0) begins on `line` (from 1)."""
        if not self._offsets or self._offsets[-1] != line - row:
            self._rows.append(row)
            self._offsets.append(line - row)

    def __getitem__(self, row: int) -> int:
        return row + self._offsets[bisect.bisect_right(self._rows, row) - 1]


@dataclass(frozen=True, eq=False)
class Content:
    """What a CSV file holds."""

    columns: dict[str, np.ndarray]
    lines: LineNumbers
    decimal_comma: bool


def read_csv(path: str | os.PathLike[str]) -> Content:
    """Read a CSV file with a header into columns.

    Raises
    ------
    DataError
        The file is missing, a folder, empty, not UTF-8, not text, or its rows differ in length.
    """
    given = shown(os.fspath(path), longest=1000)
    if "\0" in os.fspath(path):
        raise DataError(f"there is no file {given}; check the path")
    try:
        with open(path, "rb") as raw:
            # A second pass may be needed, which a pipe does not give.
            file = raw if raw.seekable() else io.BytesIO(raw.read())
            with io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
                return _read(text, Path(path).name)
    except FileNotFoundError as error:
        raise DataError(f"there is no file {given}; check the path") from error
    except IsADirectoryError as error:
        raise DataError(f"{given} is a folder; give the path of a CSV file") from error
    except OSError as error:
        raise DataError(f"cannot read {given} ({error.strerror}); check the path") from error


def check_names(names: Sequence[str], source: str) -> None:
    """Raise DataError unless every column has a name of its own."""
    if not names:
        raise DataError(f"{source} has no columns; give at least one")
    seen: set[str] = set()
    for number, name in enumerate(names, start=1):
        if not name.strip():
            raise DataError(f"column {number} of {source} has no name; give it one")
        if name in seen:
            raise DataError(f"two columns of {source} are named {shown(name)}; rename one")
        seen.add(name)


def _read(file: io.TextIOWrapper, name: str) -> Content:
    try:
        return _read_text(file, name)
    except UnicodeDecodeError as error:
        position, line = _first_bad_byte(cast(BinaryIO, file.buffer))
        raise DataError(
            f"{name} is not a text in UTF-8 (byte {position}, in line {line}); {_SAVE_AS}"
        ) from error


def _read_text(file: io.TextIOWrapper, name: str) -> Content:
    filled = (line for line in _lines(file, name) if line.strip())
    sample = list(itertools.islice(filled, _SAMPLE))
    delimiter = _delimiter(sample)
    other = None if delimiter is not None else _other_separator(sample)
    if other is not None:
        raise DataError(
            f"{name} separates its cells by {other}; separate them by commas, semicolons or tabs"
        )
    delimiter = delimiter or ","
    decimal_comma = delimiter != ","
    marks = (".", ",") if decimal_comma else (".",)
    rows = _rows(_lines(file, name), delimiter, name)
    header = [cell.strip() for cell in next(rows, (0, []))[1]]
    if not header:
        raise DataError(f"{name} is empty; it needs a header and at least one row")
    if not header[0]:
        raise DataError(
            f"column 1 of {name} has no name; give it one"
            " (pandas writes its index so, unless told index=False)"
        )
    if all(any(is_number(cell, mark) for mark in marks) for cell in header):
        raise DataError(
            f"line 1 of {name} holds numbers where the names of the columns belong"
            f" ({', '.join(map(shown, header[:3]))}{', ...' if len(header) > 3 else ''});"
            " put a line of names above it, as x,y"
        )
    check_names(header, name)
    columns: list[_Column] = [_Column(marks) for _ in header]
    lines = LineNumbers()
    count = _fill(rows, columns, len(header), name, lines)
    if count == 0:
        raise DataError(f"{name} has a header but no rows; add at least one")
    again = [column if column.incomplete else None for column in columns]
    if any(again):
        for column in columns:
            column.incomplete = False
        rows = _rows(_lines(file, name), delimiter, name)
        next(rows)
        _fill(rows, again, len(header), name, LineNumbers())
    values: dict[str, np.ndarray] = {}
    for title, column in zip(header, columns, strict=True):
        values[title] = column.finish()
    return Content(values, lines, decimal_comma)


class _Column:
    """One column while it is read: numbers as long as every cell is one, then text."""

    def __init__(self, marks: tuple[str, ...]) -> None:
        # The decimal marks that all cells so far allow.
        self.marks = marks
        self.blocks: list[np.ndarray] = []
        self.text: list[str] | None = None
        # Some cells that turned out to belong to a text column were already converted.
        self.incomplete = False
        self._known: dict[str, str] = {}

    def add(self, cells: Sequence[str]) -> None:
        if self.incomplete:
            return
        if self.text is None:
            for mark in self.marks:
                values = numbers_from_text(cells, mark)
                if values is not None:
                    self.blocks.append(values)
                    if len(self.marks) > 1 and any("." in cell or "," in cell for cell in cells):
                        self.marks = (mark,)
                    return
            self.text = []
            if self.blocks:
                self.blocks.clear()
                self.incomplete = True
                return
        for cell in cells:
            # A text column mostly holds few different names: each is kept once.
            known = self._known.get(cell)
            if known is None:
                known = cell
                if len(self._known) < 1000:
                    self._known[cell] = cell
            self.text.append(known)

    def finish(self) -> np.ndarray:
        if self.text is None:
            values = np.concatenate(self.blocks)
            self.blocks.clear()
            return values
        text, self.text = self.text, []
        return column_from_text(text)


def _fill(
    rows: Iterator[tuple[int, list[str]]],
    columns: Sequence[_Column | None],
    width: int,
    name: str,
    lines: LineNumbers,
) -> int:
    """Put the rows into the columns that are not None, and count them."""
    count = 0
    block: list[list[str]] = []
    # Blocks of cells, not of rows, so that a table of many columns takes no more memory.
    size = max(1, _BLOCK // width)
    for line, row in rows:
        if len(row) != width:
            cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
            raise DataError(
                f"line {line} of {name} has {cells} where the header has {width};"
                " give every row one cell for each column"
            )
        lines.add(count, line)
        count += 1
        block.append(row)
        if len(block) == size:
            _spread(block, columns)
            block.clear()
    if block:
        _spread(block, columns)
    return count


def _spread(block: list[list[str]], columns: Sequence[_Column | None]) -> None:
    for column, cells in zip(columns, zip(*block, strict=True), strict=True):
        if column is not None:
            column.add(list(map(str.strip, cells)))


def _lines(file: io.TextIOWrapper, name: str) -> Iterator[str]:
    """Yield the lines of a file from its beginning, line ends kept."""
    file.seek(0)
    # Looked at before a line is asked for: a file without line ends would be read whole.
    head = cast(BinaryIO, file.buffer).read(4096)
    file.seek(0)
    if b"\0" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _not_text(name, head[: head.index(b"\0")].count(b"\n") + 1)
    for number, line in enumerate(file, start=1):
        if "\0" in line:
            raise _not_text(name, number)
        yield line


def _not_text(name: str, line: int) -> DataError:
    return DataError(f"{name} is not a text file (a NUL byte in line {line}); {_SAVE_AS}")


def _rows(lines: Iterator[str], delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line where a row begins, and its cells; blank lines are left out."""
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    begins = 1
    try:
        for row in reader:
            if len(row) > 1 or (row and row[0].strip()):
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise DataError(
            f"line {begins} of {name} cannot be split into cells ({error});"
            " check its quotation marks"
        ) from error


def _delimiter(sample: Sequence[str]) -> str | None:
    """Choose the delimiter that splits the first rows alike, else the header most; None where none does."""

    def score(delimiter: str) -> tuple[bool, int]:
        # Not strict: the sample may end inside a quoted cell.
        try:
            rows = csv.reader(sample, delimiter=delimiter, skipinitialspace=True)
            widths = [len(row) for row in rows]
        except csv.Error:
            return False, 0
        if not widths or widths[0] == 1:
            return False, 0
        return len(set(widths)) == 1, widths[0]

    best = max(_DELIMITERS, key=score)
    return best if score(best)[1] else None


def _other_separator(sample: Sequence[str]) -> str | None:
    """What else splits all of the first rows alike, and all but the header into numbers, in words."""
    for mark, words in (("|", '"|"'), (None, "spaces")):
        rows = [[cell.strip() for cell in line.strip().split(mark)] for line in sample]
        if len(rows) < 2 or len(rows[0]) == 1 or len({len(row) for row in rows}) > 1:
            continue
        # Of spaces only where numbers follow: a column may hold "New York" under "first city".
        if mark == "|" or all(is_number(cell) for row in rows[1:] for cell in row):
            return words
    return None


def _first_bad_byte(file: BinaryIO) -> tuple[int, int]:
    """Find the position (from 0) and line (from 1) of the first byte that is not UTF-8."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    position, line = 0, 1
    while block := file.read(1 << 20):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            start = error.start - pending
            return position + start, line + block[: max(start, 0)].count(b"\n")
        position += len(block)
        line += block.count(b"\n")
    # The file ends in the middle of a character.
    return position - len(decoder.getstate()[0]), line
