"""`thalweg descend`, and the table that it shares with `fit`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import thalweg as tw
from cli.driver import Done, Program, error

HINT = "no file was asked for: -o path.svg draws a picture, -o run.zarr keeps the run\n"


def test_a_race_is_a_table(program: Program) -> None:
    done = program(
        "descend",
        "x**2 + 10*y**2",
        *("--optimizer", "sgd:lr=0.05", "--optimizer", "ADAM:lr=0.1"),
        *("--start", "-1.8,0.6", "--steps", "50"),
    )
    assert done == Done(
        0,
        "run                loss           x         y  steps to 1%\n"
        "──────────────────────────────────────────────────────────\n"
        "SGD lr=0.05  8.6059e-05  -0.0092768         0           19\n"
        "Adam lr=0.1   0.0023035   0.0062484  0.015048           35\n"
        "\n"
        "steps to 1%: until at most 1% of the way down to the lowest final loss of these runs is left\n",
        HINT,
    )


def test_the_numbers_are_those_of_the_library(program: Program) -> None:
    runs = tw.descend(
        tw.functions["himmelblau"], tw.Adam(lr=0.1), start=[[0, 0], [0, -1]], steps=40
    )
    done = program(
        "descend",
        "himmelblau",
        "-O",
        "adam:lr=0.1",
        "--start",
        "0,0",
        "--start",
        "0,-1",
        "--steps",
        "40",
    )
    rows = [line.split()[:-1] for line in done.out.splitlines()[2:4]]
    for row, loss, theta in zip(rows, runs.final_loss.values, runs.final.values, strict=True):
        assert row[-4:-1] == [f"{value:.5g}" for value in (loss, *theta)]
    minima = tw.functions["himmelblau"].minima
    near = min(((runs.final.values[0] - m) ** 2).sum() ** 0.5 for m in minima)
    assert rows[0][-1] == f"{near:.3g}"


def test_what_was_chosen_is_said(program: Program) -> None:
    assert program("descend", "ravine", "--steps", "1", "-O", "sgd", "-O", "adam").err == (
        "start: x = -1.8, y = 0.6, the catalogue's start\n"
        "SGD: lr = 0.05, which is 1/λmax of the Hessian at the start\n"
        "Adam: lr = 0.035, for a view 1.4 wide\n" + HINT
    )


def test_without_an_optimizer_it_is_gradient_descent(program: Program) -> None:
    done = program("descend", "x**2 + 10*y**2", "--start", "1,1")
    assert done.err == "SGD: lr = 0.05, which is 1/λmax of the Hessian at the start\n" + HINT
    assert done.out.splitlines()[2].split()[:2] == ["SGD", "lr=0.05"]


def test_a_drawn_start_depends_on_the_seed(program: Program) -> None:
    first, again, other = (
        program("descend", "x**2 + y**2", "--steps", "1", *more)
        for more in ([], ["--seed", "0"], ["--seed", "1"])
    )
    assert first == again
    assert first.err == (
        "start: x = 0.1257, y = -0.1321, a normal draw with seed 0\n"
        "SGD: lr = 0.5, which is 1/λmax of the Hessian at the start\n" + HINT
    )
    assert other.err.splitlines()[0] == "start: x = 0.3456, y = 0.8216, a normal draw with seed 1"


def test_of_several_starts_the_steepest_decides_on_the_rate(program: Program) -> None:
    done = program("descend", "x**4", "--start", "1", "--start", "2", "--steps", "1")
    assert (
        done.err
        == "SGD: lr = 0.0208, which is 1/λmax of the Hessian at the steepest start\n" + HINT
    )


def test_where_nothing_curves_the_rate_is_a_tenth(program: Program) -> None:
    done = program("descend", "3*x - y", "--start", "1,1", "--steps", "1")
    assert (
        done.err == "SGD: lr = 0.1, as the Hessian at the start has no eigenvalue above 0\n" + HINT
    )


def test_a_start_without_a_finite_loss_is_told(program: Program) -> None:
    done = program("descend", "1/x", "--start", "0", "--steps", "2")
    assert done.err == (
        "the loss is inf at the start x = 0: no run goes on there\n"
        "SGD: lr = 0.1, as the loss at the start is not finite\n" + HINT
    )
    told = "the loss is nan at the start x = -1 (and at 1 more): no run goes on there\n"
    several = program("descend", "x*log(x)", "--start=-1", "--start=2", "--start=-3", "--steps=2")
    rate = "SGD: lr = 2, which is 1/λmax of the Hessian at the steepest start\n"
    assert several.err == told + rate + HINT
    steep = program("descend", "abs(x)**1.5", "--start", "0", "--steps", "2")
    assert steep.err == "SGD: lr = 0.1, as the Hessian at the start is not finite\n" + HINT


def test_a_function_by_its_name_alone_gets_the_race_of_the_catalogue(program: Program) -> None:
    done = program("descend", "rosenbrock", "--json")
    assert done.err == (
        "start: x = -1.2, y = 1, the catalogue's start\noptimizers: the catalogue's, 300 steps\n"
    )
    race = ("-O", "sgd:lr=0.001", "-O", "sgd:lr=0.0005,momentum=0.9", "-O", "adam:lr=0.1")
    named = program("descend", "rosenbrock", *race, "--steps", "300", "--json", "-q")
    assert json.loads(done.out)["runs"] == json.loads(named.out)["runs"]


@pytest.mark.parametrize("given", [["-O", "sgd:lr=0.001"], ["--start", "0,0"]])
def test_what_is_given_leaves_no_race(program: Program, given: list[str]) -> None:
    runs = json.loads(program("descend", "rosenbrock", *given, "--json", "-q").out)["runs"]
    assert [(run["optimizer"], run["steps"]) for run in runs] == [("SGD", 100)]


def test_the_race_takes_the_steps_that_are_given(program: Program) -> None:
    done = program("descend", "rosenbrock", "--steps", "7", "--json")
    assert done.err.splitlines()[1] == "optimizers: the catalogue's"
    assert [run["steps"] for run in json.loads(done.out)["runs"]] == [7, 7, 7]


def test_on_a_hill_the_rate_follows_the_size_of_the_curvature(program: Program) -> None:
    done = program("descend", "himmelblau", "-O", "sgd", "--steps", "100")
    assert done.err.splitlines()[1] == (
        "SGD: lr = 0.0238, which is 1/|λ| of the largest in size, as the Hessian at the start has no eigenvalue above 0"
    )
    assert "diverged" not in done.out


def test_a_rate_without_a_rule_is_the_optimizers_own(program: Program) -> None:
    done = program("descend", "bowl", "-O", "adadelta", "--steps", "1", "--start", "1,1")
    assert done.err == "Adadelta: lr = 1, its default\n" + HINT


def test_a_diverging_run_is_reported_and_no_error(program: Program) -> None:
    done = program("descend", "bowl", "-O", "sgd:lr=0.1,3", "--steps", "40", "--start", "-0.8,0.6")
    assert done == Done(
        0,
        "run               loss            x           y  from minimum  steps to 1%  diverged at\n"
        "───────────────────────────────────────────────────────────────────────────────────────\n"
        "SGD lr=0.1  1.7668e-08  -0.00010634  7.9754e-05      0.000133           11            —\n"
        "SGD lr=3    9.7656e+06         2500       -1875      3.12e+03            —            5\n"
        "\n"
        "steps to 1%: until at most 1% of the way down to the known minimum is left\n",
        HINT,
    )


def test_an_infinite_loss_is_shown_as_such(program: Program) -> None:
    done = program("descend", "exp(x**2)", "-O", "sgd:lr=1", "--start", "3", "--steps", "5")
    assert done.out.splitlines()[2].split() == ["SGD", "lr=1", "inf", "-48616", "1"]
    assert "steps to 1%" not in done.out  # there is no loss to measure it by


@pytest.mark.parametrize("name", ["six_hump_camel", "Six-Hump-Camel", " SIX_HUMP_CAMEL "])
def test_a_name_of_the_catalogue_wins(program: Program, name: str) -> None:
    done = program("descend", name, "--steps", "1", "-O", "sgd:lr=0.01", "--quiet", "--json")
    assert '"title": "six_hump_camel"' in done.out


def test_a_name_that_is_no_function_is_not_taken_for_a_formula(program: Program) -> None:
    assert program("descend", "rosenbrok") == error(
        'no function is called "rosenbrok"; did you mean "rosenbrock"? (`thalweg functions` lists them)'
    )


def test_a_formula_that_cannot_be_read_shows_the_place(program: Program) -> None:
    assert program("descend", "x**2 + sni(y)") == Done(
        2,
        "",
        'thalweg: error: unknown function "sni"; did you mean "sin"? (column 8)\n'
        "  x**2 + sni(y)\n"
        "         ^\n",
    )


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--steps", "0"], '--steps must be a whole number of at least 1, not "0"'),
        (["--steps", "-5"], '--steps must be a whole number of at least 1, not "-5"'),
        (["--steps", "many"], '--steps must be a whole number of at least 1, not "many"'),
        (["--every", "0"], '--every must be a whole number of at least 1, not "0"'),
        (["--seed", "-1"], '--seed must be a whole number of at least 0, not "-1"'),
        (["--start", "1"], "start needs 2 numbers (x, y), not 1"),
        (["--start", "1,inf"], "start must be finite; y is inf"),
        (
            ["-O", "sdg"],
            'no optimizer is called "sdg"; did you mean "SGD"? (`thalweg optimizers` lists them)',
        ),
        (
            ["-O", "sgd:mometum=0.9"],
            'SGD has no hyperparameter "mometum"; did you mean "momentum"? '
            "(it has lr, momentum, dampening, weight_decay, nesterov)",
        ),
    ],
)
def test_a_wrong_value_is_one_line(program: Program, options: list[str], line: str) -> None:
    assert program("descend", "x**2 + y**2", "--start", "1,1", *options) == error(line)


def test_many_parameters_have_a_table_of_their_own(program: Program) -> None:
    done = program(
        "descend",
        "a**2 + b**2 + c**2 + d**2 + f**2",
        *("--start", "1,2,3,4,5", "--steps", "1", "-O", "sgd:lr=0.1,0.2"),
    )
    assert done.out == (
        "run         loss  steps to 1%\n"
        "─────────────────────────────\n"
        "SGD lr=0.1  35.2            —\n"
        "SGD lr=0.2  19.8            1\n"
        "\n"
        "parameter  SGD lr=0.1  SGD lr=0.2\n"
        "─────────────────────────────────\n"
        "a                 0.8         0.6\n"
        "b                 1.6         1.2\n"
        "c                 2.4         1.8\n"
        "d                 3.2         2.4\n"
        "f                   4           3\n"
        "\n"
        "steps to 1%: until at most 1% of the way down to the lowest final loss of these runs is left\n"
    )


def test_too_many_numbers_are_left_to_programs(program: Program) -> None:
    done = program(
        "descend",
        "a**2 + b**2 + c**2 + d**2 + f**2",
        *("--start", "1,2,3,4,5", "--steps", "1", "-O", "sgd:lr=0.1,0.2,0.3,0.4,0.5"),
    )
    assert done.out.splitlines()[-1:] == [
        "The 5 parameters of 5 runs are too many to show: --json prints them.",
    ]


def test_a_method_that_stops_by_itself_says_when(program: Program) -> None:
    done = program(
        *("descend", "ravine", "-O", "bfgs", "-O", "sgd:lr=0.05", "--steps", "30"),
        *("--start", "-1.8,0.6"),
    )
    head, _, *rows = (line.split() for line in done.out.splitlines())
    assert head[-5:] == ["steps", "to", "1%", "stopped", "at"]
    assert [row[-2:] for row in rows[:2]] == [["3", "5"], ["19", "—"]]


def test_of_many_parameters_the_largest_are_shown(program: Program) -> None:
    terms = " + ".join(f"(p{i} - {i})**2" for i in range(30))
    ones = ",".join(["0"] * 30)
    done = program("descend", terms, "--start", ones, "-O", "sgd:lr=0.5", "--steps", "1")
    lines = done.out.splitlines()
    assert [line.split() for line in lines[6:26]] == [[f"p{i}", str(i)] for i in range(29, 9, -1)]
    assert lines[-1] == "The 20 largest parameters; 10 more are smaller: --json prints all."


def test_several_seeds_are_several_drawn_starts(program: Program) -> None:
    call = ("descend", "x**2 + y**2", "--steps", "3", "-O", "sgd:lr=0.1")
    one = [program(*call, "--seed", seed, "--json").out for seed in "01"]
    both = program(*call, "--seed", "0", "--seed", "1", "--json")
    runs = json.loads(both.out)["runs"]
    assert [run["start"] for run in runs] == [json.loads(out)["runs"][0]["start"] for out in one]
    assert [run["seed"] for run in runs] == [0, 1]
    assert both.err == "start: one normal draw for each of the seeds 0, 1\n"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["bowl"], "the catalogue's start"),
        (["x**2", "--start", "1"], "as given"),
    ],
)
def test_several_seeds_of_what_is_not_random_are_refused(
    program: Program, arguments: list[str], why: str
) -> None:
    assert program("descend", *arguments, "--seed", "0", "--seed", "1") == error(
        f"several seeds give the same run, as nothing is drawn (the start: {why}); give one --seed"
    )


def test_quiet_prints_nothing(program: Program, folder: Path) -> None:
    done = program("descend", "bowl", "--steps", "2", "-q", "-o", "run.zarr")
    assert done == Done(0, "", "")
    assert tw.load("run.zarr").dataset.sizes["step"] == 3


def test_every_is_for_the_record(program: Program, folder: Path) -> None:
    program("descend", "bowl", "--steps", "25", "--every", "10", "-q", "-o", "run.zarr")
    assert tw.load("run.zarr").dataset["step"].values.tolist() == [0, 10, 20, 25]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ["--seed", "9223372036854775808", "--steps", "3"],
            "seed may be 9,223,372,036,854,775,807 at most, not 9,223,372,036,854,775,808",
        ),
        (
            ["--steps", "999999999999", "--every", "10"],
            "the record of 1 run × 100,000,000,001 steps would take 14,714.9 GiB (the limit is 8); record every n-th"
            " step, for example every=18394",
        ),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_tried(
    program: Program, arguments: list[str], line: str
) -> None:
    done = program("descend", "bowl", "-O", "sgd:lr=0.1", "--start", "1,1", *arguments)
    assert done == error(line)
