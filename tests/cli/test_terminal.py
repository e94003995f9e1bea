"""What goes to a terminal, and what does not."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from rich.text import Text

from thalweg.cli import main, terminal
from thalweg.cli.listing import table


class Terminal(io.StringIO):
    """A stream that takes itself for a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    stream = Terminal()
    # Not sys itself, whose streams pytest sets again before each test.
    monkeypatch.setattr(terminal, "sys", SimpleNamespace(stdout=stream, stderr=stream))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    return stream


def steps(bar: terminal.Bar) -> None:
    with bar:
        for step in range(0, 11, 5):
            bar(step, 10)


def test_a_long_run_shows_a_bar(screen: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    steps(terminal.Bar("descending", wanted=True))
    assert "descending" in screen.getvalue()
    assert "10/10" in screen.getvalue()


@pytest.mark.parametrize("optimizer", ["sgd:lr=1e-4", "sgd:lr=1e-4,2e-4,3e-4,4e-4,5e-4,6e-4,7e-4"])
def test_a_bar_goes_to_the_end(
    screen: Terminal, monkeypatch: pytest.MonkeyPatch, optimizer: str
) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    main(["descend", "rosenbrock", "-O", optimizer, "--steps", "300", "--every", "100"])
    assert "descending" in screen.getvalue()
    assert "300/300" in screen.getvalue()


def test_of_how_many_nobody_knows_is_shown_as_a_question(
    screen: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    with terminal.Bar("products", wanted=True) as bar:
        bar(7, 0)
    assert "7/?" in screen.getvalue()


def test_a_short_run_shows_none(screen: Terminal) -> None:
    steps(terminal.Bar("descending", wanted=True))
    assert screen.getvalue() == ""


def test_a_bar_that_is_not_wanted_is_not_shown(
    screen: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    steps(terminal.Bar("descending", wanted=False))
    assert screen.getvalue() == ""


def test_without_a_terminal_there_is_no_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    steps(terminal.Bar("descending", wanted=True))
    assert capsys.readouterr() == ("", "")


ROWS = [["a run of a long name that wraps", *["1234.5678"] * 4]]
HEADERS = ["run", *"abcd"]


@pytest.mark.usefixtures("screen")
def test_numbers_are_never_cut(screen: Terminal) -> None:
    terminal.show(table(HEADERS, ROWS, range(1, 5)))
    assert screen.getvalue().splitlines()[2:] == [
        "a run of a long   1234.5678  1234.5678  1234.5678  1234.5678",
        "name that wraps",
    ]


def test_outside_of_a_terminal_nothing_is_wrapped(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show(table(HEADERS, ROWS, range(1, 5)), Text("words " * 50))
    assert [len(line) for line in capsys.readouterr().out.splitlines()] == [75, 75, 75, 299]


def test_what_looks_like_markup_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show(table(["[b]x[/b]"], [["[red]a[/red] \x1b[31m"]]))
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0], lines[2]) == ("[b]x[/b]", "[red]a[/red] \N{REPLACEMENT CHARACTER}[31m")
