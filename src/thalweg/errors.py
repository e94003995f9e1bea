"""Every error that thalweg raises on purpose.

Each message states the rule, the value it got and what to do about it, in one line. The command line prints
that line without a traceback and exits 2. Each class also derives from the built-in exception that a caller would
expect, so ``except ValueError`` keeps working.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable


class ThalwegError(Exception):
    """Base of all errors that thalweg raises on purpose."""

    @property
    def headline(self) -> str:
        """The message in one line."""
        return str(self.args[0]) if self.args else self.__class__.__name__

    def __str__(self) -> str:
        return self.headline


class FormulaError(ThalwegError, ValueError):
    """A formula that cannot be read.

    Parameters
    ----------
    message : str
        What is wrong, in one line.
    text : str
        The formula as the user wrote it.
    position : int
        Index into `text` of the first offending character.
    """

    def __init__(self, message: str, text: str, position: int) -> None:
        super().__init__(message, text, position)
        self.message = message
        self.text = text
        self.position = max(0, min(position, len(text)))

    @property
    def headline(self) -> str:
        """The message with its column, in one line."""
        return f"{self.message} (column {self.position + 1})"

    @property
    def excerpt(self) -> str:
        """The part of the formula around the place, and a caret under it."""
        # A long formula is cut to what fits a terminal, so that the caret stays under its place.
        width = 76
        first = max(0, min(self.position - width // 2, len(self.text) - width))
        part = "".join(map(_visible, self.text[first : first + width]))
        lead = "..." if first else ""
        tail = "..." if first + width < len(self.text) else ""
        indent = len(lead) + sum(map(_cells, self.text[first : self.position]))
        return f"  {lead}{part}{tail}\n  {' ' * indent}^"

    def __str__(self) -> str:
        return f"{self.headline}\n{self.excerpt}"


def _visible(char: str) -> str:
    """A character, or what stands for one that would move the caret away from its place, or the terminal's cursor."""
    if char.isprintable():
        return char
    return " " if char.isspace() else "\N{REPLACEMENT CHARACTER}"


def _cells(char: str) -> int:
    """Columns of a terminal that a character takes."""
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0  # an accent that joins the letter before it
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


class DataError(ThalwegError, ValueError):
    """A table that cannot be used: a missing column, text where numbers belong, missing values."""


class ArgumentError(ThalwegError, ValueError):
    """An argument outside its rule."""


class UnknownName(ThalwegError, KeyError):
    """A name that is not in a list of known ones."""


class OutputError(ThalwegError, OSError):
    """A file that cannot be written, or whose extension is not known."""


class StoreError(ThalwegError, OSError):
    """A saved run that cannot be read."""


class WorkerError(ThalwegError, RuntimeError):
    """Workers of an executor that died, or cannot be reached."""


class MissingExtra(ThalwegError, ImportError):
    """An optional dependency that is not installed."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Suggest the known name that is closest to `name`.

    Returns
    -------
    str
        ``'; did you mean "sin"?'``, or an empty string where nothing is close.
    """
    by_lower = {k.lower(): k for k in known}
    found = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    return f'; did you mean "{by_lower[found[0]]}"?' if found else ""
