"""`thalweg fit`: what it chooses, and what it says about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import thalweg as tw
from cli.driver import Done, Program, error

HINT = "no file was asked for: -o path.svg draws a picture, -o run.zarr keeps the run"
RATE = "SGD: lr = 0.5, which is 1/λmax of the Hessian at the start"
ZEROS = "start: zeros, as the model is linear in its parameters"
LINE = ("--model", "w*x + b", "--target", "y")


def test_a_line_is_fitted_to_standardised_columns(program: Program) -> None:
    assert program("fit", "data.csv", *LINE) == Done(
        0,
        "run                  loss        w       b  steps to 1%\n"
        "───────────────────────────────────────────────────────\n"
        "SGD lr=0.5      0.0019174   2.0029  1.0429            1\n"
        "  standardised             0.99904       0\n"
        "\n"
        "steps to 1%: until at most 1% of the way down to the final loss is left\n",
        f"standardised: x, y (mean 0, deviation 1); the loss is in these units\n{ZEROS}\n{RATE}\n{HINT}\n",
    )


def test_parameters_in_the_units_of_the_data_are_those_of_least_squares(program: Program) -> None:
    done = program("fit", "data.csv", *LINE, "--json", "-q")
    (run,) = json.loads(done.out)["runs"]
    x, y = np.arange(6.0), np.array([1.1, 2.9, 5.2, 7.1, 8.8, 11.2])
    slope, intercept = np.polyfit(x, y, 1)
    assert run["parameters"] == pytest.approx({"w": slope, "b": intercept}, rel=1e-9)
    scaled = {"w": slope * x.std() / y.std(), "b": 0.0}
    assert run["standardized"] == pytest.approx(scaled, rel=1e-9, abs=1e-12)


def test_without_standardising_there_is_one_kind_of_parameters(program: Program) -> None:
    done = program("fit", "data.csv", *LINE, "--no-standardize", "--steps", "2")
    assert done.err == (
        f"{ZEROS}\nSGD: lr = 0.0507, which is 1/λmax of the Hessian at the start\n{HINT}\n"
    )
    assert "standardised" not in done.out
    (run,) = json.loads(program("fit", "data.csv", *LINE, "--no-standardize", "--json").out)["runs"]
    assert run["standardized"] is None


def test_model_and_target_are_proposed(program: Program) -> None:
    done = program("fit", "data.csv", "--steps", "3")
    assert done.err.splitlines() == [
        'target: the last column, "y"',
        "model: w_x*x + w_size_cm*`size (cm)` + b",
        'left out: "name", which holds text',
        "standardised: x, size (cm), y (mean 0, deviation 1); the loss is in these units",
        ZEROS,
        "SGD: lr = 0.337, which is 1/λmax of the Hessian at the start",
        HINT,
    ]


@pytest.mark.parametrize(
    ("header", "model"),
    [
        ("x,y", "w*x + b"),
        ("w,y", "w1*w + b"),
        ("B,y", "w*B + b1"),
        ("a,b,y", "w_a*a + w_b*b + b1"),
        ("size (cm),size [cm],y", "w1*`size (cm)` + w2*`size [cm]` + b"),
        ("m²,n,y", "w1*`m²` + w2*n + b"),
        ("a,w_a,y", "w1*a + w2*w_a + b"),
        ("größe,n,y", "w_größe*größe + w_n*n + b"),
    ],
)
def test_proposed_parameters_have_names_of_their_own(
    program: Program, folder: Path, header: str, model: str
) -> None:
    rows = ["1,2,4", "2,3,1", "4,1,3", "3,5,2"]
    width = header.count(",") + 1
    lines = [header, *(",".join(row.split(",")[:width]) for row in rows)]
    (folder / "t.csv").write_text("\n".join(lines), encoding="utf-8")
    done = program("fit", "t.csv", "--steps", "1")
    assert (done.code, done.err.splitlines()[1]) == (0, f"model: {model}")


def test_a_wide_table_gives_a_model_that_is_described(program: Program, folder: Path) -> None:
    rng = np.random.default_rng(0)
    header = ",".join([*(f"column{i}" for i in range(20)), "constant", "y"])
    table = np.column_stack([rng.normal(size=(30, 20)), np.ones(30), rng.normal(size=30)])
    np.savetxt(folder / "wide.csv", table, delimiter=",", header=header, comments="")
    done = program("fit", "wide.csv", "--steps", "1", "--json")
    assert done.err.splitlines()[1:3] == [
        "model: linear in 20 numeric columns, w_column0*column0 + ... + w_column19*column19 + b",
        "standardised: 21 columns (mean 0, deviation 1); the loss is in these units",
    ]
    assert len(json.loads(done.out)["problem"]["parameters"]) == 21


def classes(folder: Path, *values: str) -> None:
    lines = ["x,kind", *(f"{i}.{i % 3},{values[i % len(values)]}" for i in range(12))]
    (folder / "kinds.csv").write_text("\n".join(lines), encoding="utf-8")


def test_two_texts_make_it_logistic(program: Program, folder: Path) -> None:
    classes(folder, "yes", "no")
    assert program("fit", "kinds.csv", "--steps", "1").err.splitlines()[:4] == [
        'target: the last column, "kind"',
        'loss: logistic, as "kind" has two values: "no" is 0, "yes" is 1',
        "model: w*x + b",
        "standardised: x (mean 0, deviation 1); the loss is in these units",
    ]


def test_zero_and_one_make_it_logistic_if_the_model_is_proposed(
    program: Program, folder: Path
) -> None:
    classes(folder, "0", "1")
    said = 'loss: logistic, as "kind" is 0 or 1 (--loss mse for squares)'
    assert program("fit", "kinds.csv", "--steps", "1").err.splitlines()[1] == said
    squares = program("fit", "kinds.csv", "--steps", "1", "--loss", "mse").err.splitlines()
    assert squares[1] == "model: w*x + b"
    own = program("fit", "kinds.csv", "--steps", "1", "--model", "w*x + b").err.splitlines()
    assert own[1] == "standardised: x, kind (mean 0, deviation 1); the loss is in these units"


def test_three_texts_are_refused(program: Program, folder: Path) -> None:
    classes(folder, "a", "b", "c")
    done = program("fit", "kinds.csv", "--target", "kind", "--steps", "1")
    assert done.err.splitlines()[-1] == (
        'thalweg: error: column "kind" of kinds.csv must be numeric as the target, but line 2 holds "a"; '
        "correct the cell or choose another column"
    )


def write(folder: Path, header: str, *rows: str) -> None:
    (folder / "t.csv").write_text("\n".join([header, *rows]), encoding="utf-8")


OTHER = "(--target names another one)"


@pytest.mark.parametrize(
    ("last", "cell", "why"),
    [
        ("kind [Latin]", lambda i: "abc"[i % 3], "holds 3 different texts"),
        ("date", lambda i: f"2024-01-0{i + 1}", "holds 6 different texts"),
        ("word", lambda _: "same", "holds 1 different text"),
        ("number", lambda _: "1", "does not vary"),
        ("gap", lambda _: "", "does not vary"),
    ],
)
def test_the_target_is_the_last_column_that_can_be_one(
    program: Program, folder: Path, last: str, cell: Callable[[int], str], why: str
) -> None:
    write(folder, f"id,x,v (cm),{last}", *(f"row {i},{i},{i * i},{cell(i)}" for i in range(6)))
    done = program("fit", "t.csv", "--steps", "2")
    texts = f'"id", "{last}", which hold' if "text" in why else '"id", which holds'
    assert done.err.splitlines()[:3] == [
        f'target: "v (cm)", the last column that can be one, as "{last}" {why} {OTHER}',
        "model: w*x + b",
        f"left out: {texts} text",
    ]


def test_a_slip_in_a_column_of_numbers_is_found(program: Program, folder: Path) -> None:
    write(folder, "x,v,slip", *(f"{i},{i},{'4a' if i == 2 else i}" for i in range(6)))
    assert program("fit", "t.csv") == error(
        'column "slip" of t.csv must be numeric as the target, but line 4 holds "4a"; '
        "correct the cell or choose another column"
    )


@pytest.mark.parametrize(
    ("header", "row", "line"),
    [
        (
            "x,y",
            '"{0},000",{0}',
            '"x" of t.csv must be numeric as an input of the model, but line 2 holds "1,000"; '
            "write 1000, or 1.000 if the comma is the decimal mark",
        ),
        (
            "x,v",
            "{0},{0}%",
            '"v" of t.csv must be numeric as the target, but line 2 holds "1%"; write 1 without the %',
        ),
        (
            "x;v",
            "{0};1.234,{0}",
            '"v" of t.csv must be numeric as the target, but line 2 holds "1.234,1"; write 1234,1',
        ),
    ],
)
def test_numbers_in_another_spelling_are_found(
    program: Program, folder: Path, header: str, row: str, line: str
) -> None:
    write(folder, header, *(row.format(i) for i in range(1, 6)))
    assert program("fit", "t.csv").err.splitlines()[-1] == f"thalweg: error: column {line}"


def test_an_input_that_is_left_out_for_its_spelling_is_told(program: Program, folder: Path) -> None:
    write(folder, "x,share,y", *(f"{i},{i * i}%,{i}" for i in range(6)))
    assert program("fit", "t.csv", "--steps", "1").err.splitlines()[2:4] == [
        'left out: "share", which holds text',
        '"share" would be an input if it held numbers: line 2 holds "0%"; write 0 without the %',
    ]


@pytest.mark.parametrize("first", ["Target", "y", "CLASS"])
def test_a_target_that_comes_first_is_known_by_its_name(
    program: Program, folder: Path, first: str
) -> None:
    write(folder, f"{first},size (m²),rooms", *(f"{3 * i + i % 2},{i},{i % 2}" for i in range(6)))
    done = program("fit", "t.csv", "--steps", "2")
    assert done.err.splitlines()[0] == f'target: "{first}", by its name {OTHER}'
    own = program("fit", "t.csv", "--model", f"w*{first} + b", "--steps", "2")
    assert own.err.splitlines()[0] == 'target: the last column, "rooms"'


def test_a_table_of_texts_has_no_target(program: Program, folder: Path) -> None:
    write(folder, "a,b", "x,1y", "z,2y", "w,3y")
    assert program("fit", "t.csv") == error(
        "t.csv has no column that can be the target: numbers that vary, or two different texts"
    )


def test_a_column_called_e_needs_backticks(program: Program, folder: Path) -> None:
    write(folder, "e,y", "1,2", "2,3", "3,5")
    done = program("fit", "t.csv", "--model", "w*e + b")
    assert done.err.splitlines()[-3:] == [
        'thalweg: error: "e" is a number in a formula, and a column of t.csv: '
        "write `e` for the column, exp(1) for the number (column 3)",
        "  w*e + b",
        "    ^",
    ]
    assert program("fit", "t.csv", "--steps", "1").err.splitlines()[1] == "model: w*`e` + b"


OWN_UNITS = "not standardised: for scaled columns this would be another model (--standardize does so all the same)"


def test_a_decay_is_fitted_as_it_is_written(program: Program, folder: Path) -> None:
    write(folder, "x,y", *(f"{x},{5 * np.exp(-0.3 * x):.17g}" for x in range(1, 13)))
    model = ("--model", "a*exp(-k*x)", "--target", "y", "-O", "bfgs", "--start", "1,1")
    done = program("fit", "t.csv", *model, "--json")
    assert done.err.splitlines()[0] == OWN_UNITS
    (run,) = json.loads(done.out)["runs"]
    assert run["parameters"] == pytest.approx({"a": 5, "k": 0.3}, rel=1e-5)
    assert run["standardized"] is None


@pytest.mark.parametrize(
    "model", ["a*(x - 3)**2 + b", "where(x > 2, a, b)", "a*relu(x - 4) + b", "a*x**p + b"]
)
def test_a_model_that_scaling_would_change_keeps_its_columns(program: Program, model: str) -> None:
    done = program("fit", "data.csv", "--model", model, "--target", "y", "--steps", "1")
    assert (done.code, done.err.splitlines()[0]) == (0, OWN_UNITS)
    assert "standardised" not in done.out


def test_a_loss_of_the_targets_own_values_keeps_its_units(program: Program, folder: Path) -> None:
    write(folder, "x,y", *(f"{x},{x / 2 + 3}" for x in range(6)))
    done = program("fit", "t.csv", *LINE, "--loss", "abs(y - yhat)/y", "--steps", "1", "--json")
    assert done.err.splitlines()[0] == (
        'standardised: x (mean 0, deviation 1); "y" is not, as its own values matter to the loss'
    )
    assert json.loads(done.out)["runs"][0]["loss"] > 0


def test_a_model_without_a_way_back_says_so(program: Program) -> None:
    model = ("--model", "tanh(w*x + b)", "--target", "y", "--standardize", "--steps", "1")
    done = program("fit", "data.csv", *model)
    assert done.err.splitlines()[:3] == [
        "standardised: x, y (mean 0, deviation 1); the loss is in these units",
        "the parameters are in these units too: the model has no exact way back to the data's",
        "start: w = 0.1257, b = -0.1321, a normal draw with seed 0",
    ]


def test_the_row_without_a_finite_loss_is_named(program: Program, folder: Path) -> None:
    write(folder, "x,y", "2,2", ",3", "-1,4", "5,5", "0,5")
    model = ("--model", "a*log(x) + b", "--target", "y", "--drop-missing", "--steps", "1")
    done = program("fit", "t.csv", *model)
    assert done.err.splitlines()[3:5] == [
        "the loss is nan at the start a = 0, b = 0, the first time in row 2 of those used, x = -1, y = 4: "
        "no run goes on there",
        "SGD: lr = 0.1, as the loss at the start is not finite",
    ]


def test_a_model_without_an_intercept_is_scaled_only(program: Program) -> None:
    done = program("fit", "data.csv", "--model", "w*x", "--target", "y", "--steps", "1")
    assert done.err.splitlines()[0] == (
        "standardised: x, y (deviation 1; the model has no intercept); the loss is in these units"
    )


def test_a_given_start_is_for_standardised_columns(program: Program) -> None:
    done = program("fit", "data.csv", *LINE, "--start", "1,0", "--steps", "1", "--json")
    assert done.err.splitlines()[1] == "start: as given, for standardised columns"
    assert json.loads(done.out)["runs"][0]["start"] == {"w": 1, "b": 0}


def test_batches_get_a_smaller_rate_and_a_run_a_seed(program: Program) -> None:
    done = program(
        "fit", "data.csv", *LINE, "--batch-size", "2", "--seed", "3", "--seed", "7", "--json"
    )
    assert done.err.splitlines()[2] == (
        "SGD: lr = 0.05, a tenth of 1/λmax of the Hessian at the start, as a batch is steeper than the whole"
    )
    runs = json.loads(done.out)["runs"]
    assert [run["seed"] for run in runs] == [3, 7]
    assert [run["label"] for run in runs] == ["SGD lr=0.05 seed 3", "SGD lr=0.05 seed 7"]


def test_options_reach_the_problem(program: Program, folder: Path) -> None:
    program(
        *("fit", "data.csv", *LINE, "--loss", "huber", "--delta", "0.5", "--ridge", "0.1"),
        *("--lasso", "0.01", "--no-standardize", "--steps", "1", "-q", "-o", "run.zarr"),
    )
    wanted = tw.Fit(
        "w*x + b", "data.csv", "y", "huber", delta=0.5, ridge=0.1, lasso=0.01, standardize=False
    )
    assert tw.load("run.zarr").problem == wanted


@pytest.fixture
def gaps(folder: Path) -> None:
    (folder / "gaps.csv").write_text("x,y\n1,2\n,3\n3,7\n4,8\n", encoding="utf-8")


@pytest.mark.usefixtures("gaps")
def test_missing_values_are_refused_or_dropped(program: Program) -> None:
    assert program("fit", "gaps.csv") == error(
        '1 of 4 rows of gaps.csv has a missing value in the columns used (the first: line 3, column "x"); '
        'fill them in, or pass missing="drop" (--drop-missing on the command line)'
    )
    done = program("fit", "gaps.csv", "--drop-missing", "--steps", "1")
    assert done.err.splitlines()[2] == "dropped 1 of 4 rows, which have a missing value"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nothing.csv"], 'there is no file "nothing.csv"; check the path'),
        (["."], '"." is a folder; give the path of a CSV file'),
        (["empty.csv"], "empty.csv is empty; it needs a header and at least one row"),
        (
            ["data.csv", "--target", "z"],
            'data.csv has no column "z"; its columns are "name", "x", "size (cm)", "y"',
        ),
        (
            ["data.csv", "--model", "w*name + b"],
            'column "name" of data.csv must be numeric as an input of the model, but line 2 holds "a"; '
            "correct the cell or choose another column",
        ),
        (
            ["data.csv", "--model", "w*y + b"],
            'the model uses the last column, "y"; name another one with --target',
        ),
        (
            ["names.csv"],
            'names.csv has no numeric column that varies besides the target "y"; pass --model',
        ),
        (
            ["data.csv", "--loss", "mes"],
            'unknown loss "mes"; did you mean "mse"? (known: mse, half_mse, mae, huber, logistic, '
            "or a formula in y and yhat)",
        ),
        (["data.csv", "--ridge", "-1"], "ridge must be finite and at least 0, not -1.0"),
        (["data.csv", "--lasso", "a"], '--lasso must be a number, not "a"'),
        (["data.csv", "--delta", "0"], "delta must be finite and greater than 0, not 0.0"),
        (
            ["data.csv", "--batch-size", "7"],
            "batch_size must be a whole number from 1 to 6 (the rows), not 7",
        ),
        (
            ["data.csv", "--batch-size", "x"],
            '--batch-size must be a whole number of at least 1, not "x"',
        ),
        (
            ["data.csv", "--seed", "0", "--seed", "1"],
            "several seeds give the same run, as nothing is drawn "
            "(the start: zeros, as the model is linear in its parameters); "
            "draw batches with --batch-size, or give one --seed",
        ),
        (
            ["data.csv", "--batch-size", "2", "--seed", "1", "--seed", "1"],
            "seed must be one number or a list of different ones, not [1, 1]",
        ),
    ],
)
def test_what_cannot_be_fitted_is_one_line(
    program: Program, folder: Path, arguments: list[str], line: str
) -> None:
    (folder / "empty.csv").write_text("", encoding="utf-8")
    (folder / "names.csv").write_text("name,y\na,1\nb,2\n", encoding="utf-8")
    done = program("fit", *arguments)
    # What was chosen before stays said.
    last = Done(done.code, done.out, done.err.splitlines(keepends=True)[-1])
    assert last == error(line)
