"""`thalweg functions` and `thalweg optimizers`."""

from __future__ import annotations

import inspect
import re

import pytest

import thalweg as tw
from cli.driver import Done, Program, error
from thalweg.optim import WRAPPERS, Method, find
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
        "race     sgd:lr=0.03, sgd:lr=0.1, sgd:lr=0.01,momentum=0.9; 100 steps\n"
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
    first, second = done.out.split("\n\n")
    _, _, *rows = first.splitlines()
    assert [row.split()[0] for row in rows] == list(tw.optimizers)
    _, _, *around = second.splitlines()
    assert [row.split("(")[0] for row in around] == [name.lower() for name in WRAPPERS]
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


def test_what_goes_around_an_optimizer_says_how_to_write_it(program: Program) -> None:
    assert program("optimizers", "lookahead") == Done(
        0,
        "Lookahead: k steps forward, one step back\n"
        "\n"
        "...  the step of the optimizer inside\n"
        "since = since + 1\n"
        "slow = where(since < every, slow, slow + alpha*(theta - slow))\n"
        "theta = where(since < every, theta, slow)\n"
        "since = where(since < every, since, 0)\n"
        "\n"
        "hyperparameter  default  range                         meaning\n"
        f"{'─' * 92}\n"
        "every                 5  a whole number of at least 1  fast steps between two slow ones\n"
        "alpha               0.5  at least 0 and at most 1      part of the way that a slow step goes\n"
        "\n"
        "state    slow (slow weights), since (steps since sync)\n"
        'written  "lookahead(sgd:lr=0.1):every=..."\n'
        "paper    Zhang et al. 2019, Lookahead Optimizer: k steps forward, 1 step back, arXiv:1907.08610\n",
        "",
    )


@pytest.mark.parametrize("name", list(WRAPPERS))
def test_what_is_written_can_be_read(program: Program, name: str) -> None:
    done = program("optimizers", name.lower())
    (written,) = re.findall(r'^written +"(.*)=\.\.\."$', done.out, re.MULTILINE)
    assert f"{name}(SGD)" in program("descend", "bowl", "-O", f"{written}=1", "--steps", "1").out


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("bfgs", "H (not recorded)"),
        ("Nelder-Mead", "the corners (not recorded)"),
        ("newton", "none"),
        ("L-BFGS", "the last steps s and changes y (not recorded)"),
    ],
)
def test_methods_tell_their_steps(program: Program, name: str, state: str) -> None:
    kind = find(name)
    assert issubclass(kind, Method)
    done = program("optimizers", name)
    assert inspect.cleandoc(kind.iteration) in done.out
    assert f"state  {state}\n" in done.out


@pytest.mark.parametrize("kind", [k for k in tw.optimizers.values() if issubclass(k, Method)])
def test_steps_fit_a_terminal(kind: type[Method]) -> None:
    lines = inspect.cleandoc(kind.iteration).splitlines()
    assert len(lines) >= 2
    assert max(map(len, lines)) <= 88


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
    assert program("optimizers", "clip-nrm") == error(
        'no optimizer is called "clip-nrm"; did you mean "ClipNorm"? (`thalweg optimizers` lists them)'
    )
