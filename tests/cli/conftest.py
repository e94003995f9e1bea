"""The program in this process, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.driver import DATA, Done, Program
from thalweg.cli import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a data.csv in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.csv").write_text(DATA, encoding="utf-8")
    return tmp_path


@pytest.fixture
def program(folder: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """Call the program in that folder."""

    def run(*arguments: str) -> Done:
        code = main(arguments)
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return run


@pytest.fixture
def no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make any run a failure of the test."""

    def descend(*_: object, **__: object) -> None:
        raise AssertionError("this must be refused before the run")

    monkeypatch.setattr("thalweg.compute.descend", descend)
