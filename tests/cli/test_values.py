"""What the text of an option means."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

import thalweg as tw
from thalweg.cli import spelling, values
from thalweg.errors import ArgumentError, FormulaError, ThalwegError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sgd", [tw.SGD()]),
        ("SGD:lr=0.1", [tw.SGD(lr=0.1)]),
        (" rMSProp : lr = 1e-3 , centered", [tw.RMSprop(lr=1e-3, centered=True)]),
        ("sgd:lr=0.1,momentum=0.9,nesterov=true", [tw.SGD(lr=0.1, momentum=0.9, nesterov=True)]),
        ("sgd:lr=0.1,nesterov=False", [tw.SGD(lr=0.1)]),
        ("sgd:nesterov,lr=0.1,momentum=0.9", [tw.SGD(lr=0.1, momentum=0.9, nesterov=True)]),
        ("sgd:lr=0.01,0.1,0.5", [tw.SGD(lr=[0.01, 0.1, 0.5])]),
        ("sgd:lr=0.1,0.2,momentum=0,0.9", [tw.SGD(lr=[0.1, 0.2], momentum=[0, 0.9])]),
        ("adam:betas=0.8,0.99,lr=0.1", [tw.Adam(lr=0.1, betas=(0.8, 0.99))]),
        ("adam:beta1=0.8,lr=0.1", [tw.Adam(lr=0.1, betas=(0.8, 0.999))]),
        ("sgd:lr=0.1/(1+0.01*t)", [tw.SGD(lr="0.1/(1+0.01*t)")]),
        ("sgd:lr=where(t <= 5, 0.1, 0.01)", [tw.SGD(lr="where(t <= 5, 0.1, 0.01)")]),
        ("sgd:lr=min(0.1, 1/t),momentum=0.5", [tw.SGD(lr="min(0.1, 1/t)", momentum=0.5)]),
        ("sgd:lr=1/3", [tw.SGD(lr=1 / 3)]),
        ("sgd:lr=0.1,0.1/t", [tw.SGD(lr=0.1), tw.SGD(lr="0.1/t")]),
        ("nelder-mead", [tw.NelderMead()]),
        ("L-BFGS:memory=5", [tw.LBFGS(memory=5)]),
        (
            "adam:lr=0.1,0.1/t,betas=0.8,0.99",
            [tw.Adam(lr=0.1, betas=(0.8, 0.99)), tw.Adam(lr="0.1/t", betas=(0.8, 0.99))],
        ),
        ("clipnorm(sgd:lr=0.1):max_norm=2", [tw.ClipNorm(tw.SGD(lr=0.1), max_norm=2)]),
        (" Clip-Norm ( sgd : lr=0.1 ) ", [tw.ClipNorm(tw.SGD(lr=0.1))]),
        (
            "lookahead(clipvalue(adam:lr=0.1,0.2):max_value=2):every=3,alpha=0.8",
            [tw.Lookahead(tw.ClipValue(tw.Adam(lr=[0.1, 0.2]), max_value=2), every=3, alpha=0.8)],
        ),
        (
            "sam(sgd:lr=cosine(0.1, 100),momentum=0.9,nesterov):rho=0.1",
            [tw.SAM(tw.SGD(lr="cosine(0.1, 100)", momentum=0.9, nesterov=True), rho=0.1)],
        ),
        (
            "clipnorm(sgd:lr=0.1,0.2):max_norm=1,1/(1+t)",
            [
                tw.ClipNorm(tw.SGD(lr=0.1), max_norm=1),
                tw.ClipNorm(tw.SGD(lr=0.2), max_norm="1/(1+t)"),
            ],
        ),
        (
            "sgd:lr=0.1,0.1/t,momentum=0,0.9",
            [tw.SGD(lr=0.1), tw.SGD(lr="0.1/t", momentum=0.9)],
        ),
    ],
)
def test_optimizers_are_read(text: str, expected: list[Any]) -> None:
    assert spelling.optimizer(text).build() == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "adamm",
            'no optimizer is called "adamm"; did you mean "Adam"? (`thalweg optimizers` lists them)',
        ),
        (
            "sgd:0.1",
            "write hyperparameters as name=value, as in sgd:lr=0.1; "
            '"0.1" of --optimizer sgd:0.1 has no name',
        ),
        (
            "sgd:",
            'write hyperparameters as name=value, as in sgd:lr=0.1; "" of --optimizer sgd: has no name',
        ),
        (
            "sgd:nesterov,0.1",
            "write hyperparameters as name=value, as in sgd:lr=0.1; "
            '"0.1" of --optimizer sgd:nesterov,0.1 has no name',
        ),
        ("sgd:lr=", "lr of --optimizer sgd:lr= has no value"),
        ("sgd:lr=0.1,", "lr of --optimizer sgd:lr=0.1, has no value"),
        ("sgd:lr=0.1,lr=0.2", "--optimizer sgd:lr=0.1,lr=0.2 gives lr twice"),
        (
            "sgd:nesterov,nesterov=true",
            "--optimizer sgd:nesterov,nesterov=true gives nesterov twice",
        ),
        (
            "adam:beta=0.9",
            'Adam has no hyperparameter "beta"; did you mean "betas"? (it has lr, betas, eps, weight_decay, '
            "amsgrad, decoupled_weight_decay)",
        ),
        ("sgd:lr=-1", "SGD: lr must be at least 0, not -1.0"),
        ("sgd:nesterov=2", "SGD: nesterov must be True or False, not 2.0"),
        ("adam:betas=0.9", "Adam: betas must be a pair (beta1, beta2), not 0.9"),
        (
            "sgd:lr=0.1,0.2,momentum=0,0.5,0.9",
            "SGD: lists of hyperparameters go together, value by value; lr has 2, momentum has 3",
        ),
    ],
)
def test_an_optimizer_that_cannot_be_read_is_told(text: str, message: str) -> None:
    with pytest.raises(ThalwegError, match=rf"^{re.escape(message)}$"):
        spelling.optimizer(text).build()


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("clipnorm", 'ClipNorm goes around an optimizer; write "clipnorm(sgd:lr=0.1)"', None),
        (
            "clipnorm:max_norm=1",
            'ClipNorm goes around an optimizer; write "clipnorm(sgd:lr=0.1)"',
            None,
        ),
        ("clipnorm()", 'ClipNorm goes around an optimizer; write "clipnorm(sgd:lr=0.1)"', 9),
        (
            "sam(lookahead)",
            'Lookahead goes around an optimizer; write "lookahead(sgd:lr=0.1)"',
            4,
        ),
        ("clipnorm(sgd:lr=0.1", 'a "(" is not closed', 8),
        ("sam(clipnorm(sgd)", 'a "(" is not closed', 3),
        ("sam(sgd)rho=1", 'after the ")" may come a colon and hyperparameters', 8),
        ("sam(sgd)):rho=1", 'after the ")" may come a colon and hyperparameters', 8),
        (
            "clipnorm( sgdd:lr=1)",
            'no optimizer is called "sgdd"; did you mean "SGD"? (`thalweg optimizers` lists them)',
            10,
        ),
        ("sgd()", "write sgd, without the brackets", 3),
        ("sgd(lr=0.1)", "hyperparameters come after a colon; write sgd:lr=0.1", 3),
        (
            "sgd(adam)",
            "SGD goes around no other optimizer; ClipNorm, ClipValue, Lookahead, SAM do",
            3,
        ),
        (
            "clipnorm(sgd:lr=0.1, max_norm=1)",
            'max_norm belongs to ClipNorm: write it after the ")", as in clipnorm(sgd:lr=0.1):max_norm=...',
            21,
        ),
        (
            "clipnorm(sgd:lr=0.1):2",
            'write hyperparameters as name=value, as in clipnorm(...):max_norm=0.1; "2" of '
            "--optimizer clipnorm(sgd:lr=0.1):2 has no name",
            21,
        ),
        (
            "clipnorm(sgd):max_norn=1",
            'ClipNorm has no hyperparameter "max_norn"; did you mean "max_norm"? '
            "(it has max_norm; those of SGD go into SGD)",
            None,
        ),
        (
            "clipnorm(bfgs)",
            "ClipNorm goes around an optimizer with a rule for each step; BFGS is a program of its own",
            None,
        ),
    ],
)
def test_what_is_wrong_with_brackets_is_told(text: str, message: str, place: int | None) -> None:
    with pytest.raises(ThalwegError) as caught:
        spelling.optimizer(text).build()
    error = caught.value
    if place is None:
        assert str(error) == message
    else:
        assert isinstance(error, FormulaError)
        assert (error.message, error.position) == (message, place)


@pytest.mark.parametrize(
    ("text", "name", "needs"),
    [
        ("sgd", "SGD", True),
        ("sgd:lr=1", "SGD", False),
        ("sam(clipnorm(adam))", "SAM(ClipNorm(Adam))", True),
        ("sam(adam:lr=1)", "SAM(Adam)", False),
        ("bfgs", "BFGS", False),
    ],
)
def test_a_rate_is_given_to_the_one_that_takes_the_step(text: str, name: str, needs: bool) -> None:
    choice = spelling.optimizer(text)
    assert (choice.name, choice.needs_rate) == (name, needs)
    if needs:
        (made,) = choice.with_rate(0.25).build()
        assert made.hyper["lr"] == 0.25


def test_a_schedule_that_cannot_be_read_shows_the_place() -> None:
    with pytest.raises(ThalwegError) as caught:
        spelling.optimizer("sgd:lr=0.1/s").build()
    assert str(caught.value) == (
        'SGD: lr may be a formula in t, the number of the step; "s" is not known (column 5)\n'
        "  0.1/s\n"
        "      ^"
    )


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("-1.8,0.6", [-1.8, 0.6]),
        (" 1 , -2e-3 ", [1, -2e-3]),
        ("x=-1.8,y=0.6", [-1.8, 0.6]),
        ("y = 0.6, x = -1.8", [-1.8, 0.6]),
    ],
)
def test_starts_are_read(text: str, point: list[float]) -> None:
    assert np.array_equal(values.start(tw.Formula("x**2 + y**2"), text), point)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1", "start needs 2 numbers (x, y), not 1"),
        ("1,2,3", "start needs 2 numbers (x, y), not 3"),
        ("1,a", 'a start is numbers, as in --start -1.8,0.6; "a" of --start 1,a is none'),
        ("1,", 'a start is numbers, as in --start -1.8,0.6; "" of --start 1, is none'),
        ("x=1", "start needs a number for each of x, y; it has x"),
        ("x=1,z=2", "start needs a number for each of x, y; it has x, z"),
        (
            "x=1,2",
            'a start has a name for every number or for none; "2" of --start x=1,2 has none',
        ),
        ("x=1,x=2", "--start x=1,x=2 gives x twice"),
        ("x=1,y=b", 'a start is numbers, as in --start -1.8,0.6; "b" of --start x=1,y=b is none'),
        ("1,nan", "start must be finite; y is nan"),
    ],
)
def test_a_start_that_cannot_be_read_is_told(text: str, message: str) -> None:
    with pytest.raises(ArgumentError, match=rf"^{re.escape(message)}$"):
        values.start(tw.Formula("x**2 + y**2"), text)


@pytest.mark.parametrize(
    ("text", "expected"), [("12", 12), ("-3", -3), ("1e4", 10_000), ("2.0", 2), ("12_000", 12_000)]
)
def test_whole_numbers_are_read(text: str, expected: int) -> None:
    assert values.whole("--steps", text, -5) == expected


@pytest.mark.parametrize("text", ["", "many", "1.5", "inf", "nan", "1e999", "0", "-1"])
def test_what_is_no_whole_number_is_told(text: str) -> None:
    message = f'--steps must be a whole number of at least 1, not "{text}"'
    with pytest.raises(ArgumentError, match=rf"^{re.escape(message)}$"):
        values.whole("--steps", text, 1)


def test_numbers_are_read() -> None:
    assert values.number("--ridge", "1e-3") == 1e-3
    with pytest.raises(ArgumentError, match=r'^--ridge must be a number, not "much"$'):
        values.number("--ridge", "much")


@pytest.mark.parametrize(
    ("text", "expected"),
    [(None, None), ("slide", "slide"), ("1200x800", (1200, 800)), ("640 × 480", (640, 480))],
)
def test_sizes_are_read(text: str | None, expected: object) -> None:
    assert values.size(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [(None, None), ("lr", "lr"), ("7", (7,)), ("0, 10,50", (0, 10, 50)), ("1,x", "1,x")],
)
def test_what_pictures_differ_in_is_read(text: str | None, expected: object) -> None:
    assert values.by(text) == expected


def test_large_whole_numbers_are_exact() -> None:
    assert values.whole("--seed", "9223372036854775807", 0) == 2**63 - 1
    assert values.whole("--seed", "9007199254740993", 0) == 2**53 + 1
    assert values.whole("--steps", "1e4", 1) == 10_000
