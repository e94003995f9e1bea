"""The formula language's documentation: its examples run, and it leaves no function out."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from thalweg.expressions import functions as fn
from thalweg.expressions.parser import MAX_EXPONENT
from thalweg.expressions.tokens import MAX_DEPTH, MAX_LENGTH, MAX_NODES

PATH = Path(__file__).parents[2] / "docs" / "formulas.md"
TEXT = PATH.read_text(encoding="utf-8")


def test_the_examples_run():
    found = doctest.testfile(str(PATH), module_relative=False, encoding="utf-8")
    assert found.attempted > 15
    assert found.failed == 0
    # Each example is closed by an empty line, so that its fence is not taken for output.
    assert TEXT.count("```pycon") == TEXT.count("\n\n```\n")


@pytest.mark.parametrize("name", [*fn.FUNCTIONS, *fn.ALIASES, *fn.CONSTANTS])
def test_every_function_and_constant_is_documented(name: str):
    assert re.search(rf"`{name}(\([^`]*\))?`", TEXT)


def test_the_limits_are_the_real_ones():
    limits = " ".join(TEXT.split("## Limits")[1].split("##")[0].split())
    assert f"{MAX_LENGTH:,} characters" in limits
    assert f"{MAX_NODES:,} numbers, names and operators" in limits
    assert f"{MAX_DEPTH} levels" in limits
    assert f"exponent may be {MAX_EXPONENT:,} at most" in limits
