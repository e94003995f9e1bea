"""Command lines that cannot be read: one line that says what to do, and exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.driver import Done, Program, error

KNOWN = "The commands are descend, fit, landscape, render, explore, functions, optimizers, figures"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["fti"], f'there is no command "fti"; did you mean "fit"? {KNOWN}'),
        (["nothing"], f'there is no command "nothing". {KNOWN}'),
        (["--nothing"], 'there is no option "--nothing"; see thalweg --help'),
        (["descend"], "thalweg descend needs a FORMULA; see thalweg descend --help"),
        (["fit"], "thalweg fit needs a DATA.CSV; see thalweg fit --help"),
        (["render"], "thalweg render needs a RUN.ZARR; see thalweg render --help"),
        (
            ["descend", "bowl", "--stepz", "3"],
            'there is no option "--stepz"; did you mean "--steps"?',
        ),
        (["fit", "x.csv", "-x"], 'there is no option "-x"; see thalweg fit --help'),
        (["fit", "--rdge=1", "x"], 'there is no option "--rdge"; did you mean "--ridge"?'),
        (["descend", "bowl", "--steps"], "--steps needs a value; see thalweg descend --help"),
        (["fit", "x.csv", "-o"], "-o needs a value; see thalweg fit --help"),
        (["fit", "x.csv", "--json=3"], "--json takes no value; see thalweg fit --help"),
        (
            ["descend", "x**2", "+", "y**2"],
            'thalweg descend cannot take "+ y**2" as well; put quotes around what contains spaces',
        ),
        (
            ["functions", "bowl", "ravine"],
            'thalweg functions cannot take "ravine" as well; put quotes around what contains spaces',
        ),
    ],
)
def test_a_usage_error_is_one_line(program: Program, arguments: list[str], line: str) -> None:
    assert program(*arguments) == error(line)


@pytest.mark.parametrize(
    "formula",
    [
        "-x**2 + y",
        "-x*y",
        "-2*x",
        "-(x - 1)",
        "-sin(x)",
        "-x + y",
        "-x-y",
        "-.5*x",
        "-h**2",
        "-qx*2",
        "-`a b`**2",
    ],
)
def test_a_formula_may_begin_with_a_minus(program: Program, formula: str) -> None:
    rest = ("--steps", "1", "-O", "sgd:lr=0.1", "--json")
    after, before = program("descend", *rest, formula), program("descend", formula, *rest)
    assert before == after == program("descend", *rest, "--", formula)
    assert json.loads(after.out)["problem"]["title"] == formula


@pytest.mark.parametrize("formula", ["-o**2", "-O/2", "-qo*2"])
def test_what_may_as_well_be_an_option_gets_the_hint(program: Program, formula: str) -> None:
    assert program("descend", "--start", "-1.8,0.6", formula) == error(
        f'"{formula}" looks like an option; put -- before a formula that begins with a minus: '
        f'thalweg descend -- "{formula}"'
    )


def test_the_hint_can_be_pasted_into_a_shell(program: Program) -> None:
    assert program("descend", "-o*`a b`") == error(
        '"-o*`a b`" looks like an option; put -- before a formula that begins with a minus: '
        "thalweg descend -- '-o*`a b`'"
    )


def test_a_value_that_hangs_on_its_option_is_no_formula(program: Program, folder: Path) -> None:
    done = program("descend", f"-qo{folder}/a-2.svg", "bowl", "-Osgd:lr=0.1/(1+t)", "--steps", "1")
    assert done == Done(0, "", "")
    assert (folder / "a-2.svg").exists()


def test_a_start_that_begins_with_a_minus_is_no_formula(program: Program) -> None:
    assert program("descend", "--start", "-1.8,0.6") == error(
        "thalweg descend needs a FORMULA; see thalweg descend --help"
    )


def test_an_option_behind_the_dashes_is_told(program: Program) -> None:
    assert program("descend", "--", "-x**2", "--steps", "5") == error(
        '"--steps" stands behind the --, where nothing is an option; put it before the --'
    )


def test_after_the_dashes_a_formula_may_begin_with_a_minus(program: Program) -> None:
    done = program(
        "descend", "--steps", "2", "--start", "1", "-O", "sgd:lr=0.1", "--", "-x**2 + 3*x"
    )
    assert done == Done(
        0,
        "run           loss     x  steps to 1%\n"
        "─────────────────────────────────────\n"
        "SGD lr=0.1  1.7316  0.78            2\n"
        "\n"
        "steps to 1%: until at most 1% of the way down to the final loss is left\n",
        "no file was asked for: -o path.svg draws a picture, -o run.zarr keeps the run\n",
    )


def test_a_message_moves_no_cursor(program: Program) -> None:
    assert program("fit", "x\n\x1b[31m.csv") == error(
        'there is no file "x\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[31m.csv"; check the path'
    )
