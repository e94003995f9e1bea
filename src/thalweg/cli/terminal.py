"""What is written where: results to stdout, words about them to stderr."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import time
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from thalweg.errors import OutputError

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Progress, TaskID

#: Seconds before a progress bar is shown.
PATIENCE = 1.0

#: What stands for signs that stdout does not have, where a question mark would mislead.
_ASCII = str.maketrans("\N{MINUS SIGN}\N{EM DASH}", "--")

#: A table in a pipe or a file is never wrapped.
_UNLIMITED = 100_000


class Unread(Exception):
    """Nobody reads stdout any more; Typer has its own way with the error that says so."""


def note(text: str, more: str = "") -> None:
    """Write a line for people to stderr, and more lines as they are; if nobody can read them, they go nowhere."""
    lines = [one_line(text), *([more] if more else [])]
    with contextlib.suppress(OSError, AttributeError):  # stderr is None where it was closed
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        sys.stderr.flush()


def one_line(text: str) -> str:
    """Put a text on one line that moves no cursor: a name may hold any character."""
    return "".join(
        c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(text.splitlines())
    )


def emit(text: str) -> None:
    """Write a result to stdout.

    Raises
    ------
    OutputError
        ``cannot write to stdout: No space left on device``.
    Unread
        Nobody reads it any more.
    """
    with writing():
        if sys.stdout is None:
            raise OutputError("cannot write to stdout: it is closed")
        sys.stdout.write(text)
        sys.stdout.flush()


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """Put what goes wrong with stdout, or with a file that Typer writes, into the program's words."""
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        if error.filename is None:
            abandon_stdout()
        if isinstance(error, BrokenPipeError):
            raise Unread from None
        where = "to stdout" if error.filename is None else f'"{error.filename}"'
        raise OutputError(f"cannot write {where}: {error.strerror or error}") from error


def abandon_stdout() -> None:
    """Let what is left in the buffer go nowhere: Python would complain once more while it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Page(io.StringIO):
    """Text on its way to stdout, for which boxes are drawn in characters that stdout has."""

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return getattr(sys.stdout, "encoding", None) or "utf-8"


def width() -> int | None:
    """Columns of the terminal that stdout is; None where it is none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    return shutil.get_terminal_size().columns


def show(*renderables: RenderableType) -> None:
    """Write tables and texts of Rich to stdout.

    Numbers are never cut: a table that is too wide for the terminal is written in full.
    """
    from rich.console import Console

    terminal = width() is not None
    page = _Page()
    console = Console(
        file=page,
        force_terminal=terminal,
        width=None if terminal else _UNLIMITED,
        highlight=False,
        markup=False,
    )
    for renderable in renderables:
        least = console.measure(renderable).minimum
        console.print(renderable, width=max(console.width, least), crop=False)
    text = "".join(f"{line.rstrip()}\n" for line in page.getvalue().splitlines())
    try:
        text.encode(page.encoding)
    except UnicodeEncodeError:
        text = text.translate(_ASCII)
    emit(text)


class Bar:
    """A progress bar on stderr, if that is a terminal and it takes longer than a moment."""

    def __init__(self, title: str, *, wanted: bool) -> None:
        self.title = title
        self.wanted = wanted and sys.stderr is not None and sys.stderr.isatty()
        self.began = time.monotonic()
        self._bar: Progress | None = None
        self._task: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, step: int, steps: int) -> None:
        """Note that `step` of `steps` are done; of nobody knows how many, if `steps` is 0."""
        if not self.wanted or time.monotonic() - self.began < PATIENCE:
            return
        if self._bar is None:
            self._bar, self._task = _bar(self.title, steps)
            self._bar.start()
        self._bar.update(self._task, completed=step)


def _bar(title: str, steps: int) -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr),
        transient=True,
    )
    return bar, bar.add_task(title, total=steps or None)
