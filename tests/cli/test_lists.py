"""`thalweg functions` and `thalweg optimizers`."""

from __future__ import annotations

import pytest

import thalweg as tw
from cli.driver import Done, Program, error
from thalweg.problems.functions import functions


def test_every_function_is_a_line(program: Program) -> None:
    done = program("functions")
    head, rule, *rows = done.out.splitlines()
    assert (done.code, done.err, head.split(), set(rule)) == (
        0,
        "",
        ["function", "what", "it", "shows"],
        {"─"},
    )
    assert [row.split(maxsplit=1) for row in rows] == [
        [name, entry.shows] for name, entry in functions.entries.items()
    ]


@pytest.mark.parametrize("name", ["ravine", "RAVINE"])
def test_one_function_is_told_in_full(program: Program, name: str) -> None:
    assert program("functions", name) == Done(
        0,
        "ravine\n"
        "\n"
        "formula  x**2 + 10*y**2\n"
        "shows    At lr=0.1 plain descent flips across the ravine for ever; above it diverges.\n"
        "view     x from -2 to 2, y from -0.7 to 0.7\n"
        "start    (-1.8, 0.6)\n"
        "minima   (0, 0)\n"
        "source   Defined here: a quadratic with condition number 10\n",
        "",
    )


@pytest.mark.parametrize("name", list(functions))
def test_every_function_can_be_told(program: Program, name: str) -> None:
    done = program("functions", name)
    assert (done.code, done.err, done.out.splitlines()[0]) == (0, "", name)
    assert functions.entries[name].source in done.out


def test_an_unknown_function(program: Program) -> None:
    assert program("functions", "raviné") == error(
        'no function is called "raviné"; did you mean "ravine"? (`thalweg functions` lists them)'
    )


def test_every_optimizer_is_a_line(program: Program) -> None:
    done = program("optimizers")
    _, _, *rows = done.out.splitlines()
    assert [row.split()[0] for row in rows] == list(tw.optimizers)
    adam = next(row for row in rows if row.startswith("Adam "))
    assert adam.endswith(
        "lr=0.001, betas=0.9,0.999, eps=1e-08, weight_decay=0, amsgrad=false, decoupled_weight_decay=false"
    )


@pytest.mark.parametrize("name", ["lion", "Lion"])
def test_one_optimizer_is_told_in_full(program: Program, name: str) -> None:
    assert program("optimizers", name) == Done(
        0,
        "Lion: evolved sign momentum\n"
        "\n"
        "c = beta1*m + (1 - beta1)*g\n"
        "m = beta2*m + (1 - beta2)*g\n"
        "theta = theta - lr*(sign(c) + weight_decay*theta)\n"
        "\n"
        "hyperparameter  default  range                       meaning\n"
        f"{'─' * 90}\n"
        "lr               0.0001  at least 0                  learning rate\n"
        "beta1               0.9  at least 0 and less than 1  part of the momentum in the direction\n"
        "beta2              0.99  at least 0 and less than 1  part of the momentum that is kept\n"
        "weight_decay          0  at least 0                  pull of every parameter towards zero\n"
        "\n"
        "state  m (momentum)\n"
        "paper  Chen et al. 2023, arXiv:2302.06675\n",
        "",
    )


@pytest.mark.parametrize("name", list(tw.optimizers))
def test_every_optimizer_can_be_told(program: Program, name: str) -> None:
    done = program("optimizers", name)
    kind = tw.optimizers[name]
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == f"{name}: {kind.title}"
    assert all(f"\n{hyper} " in done.out for hyper in kind.hyper_ranges)
    assert f"paper  {kind.paper}\n" in done.out


def test_an_unknown_optimizer(program: Program) -> None:
    assert program("optimizers", "adamm") == error(
        'no optimizer is called "adamm"; did you mean "Adam"? (`thalweg optimizers` lists them)'
    )
