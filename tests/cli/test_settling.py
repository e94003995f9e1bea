"""The step from which at most 1 % of the way is left."""

from __future__ import annotations

import math

import numpy as np
import pytest

import thalweg as tw
from thalweg.cli.settling import Reference, reference, settled_at

NAN, INF = math.nan, math.inf


@pytest.mark.parametrize(
    ("losses", "least", "expected"),
    [
        ([100, 50, 2, 1, 0.5], 0, 3),
        ([100, 0.5, 2, 1, 0.5], 0, 3),  # it has to stay
        ([100, 0.5, 0.4, 0.3, 2], 0, None),
        ([110, 60, 12, 11, 10], 10, 3),
        ([0, 0, 0, 0, 0], 0, 0),
        ([1, 1, 1, 1, 1], 0, None),
        ([-1, -60, -99, -99.5, -100], -100, 3),
        ([100, 50, -2, -3, -4], 0, 2),  # below the reference is near it
        ([100, 1, 1e9, NAN, NAN], 0, None),
        ([INF, 1, 1, 1, 1], 0, None),
        ([NAN, 1, 1, 1, 1], 0, None),
        ([0, 1, 2, 3, 4], 4, None),  # uphill
    ],
)
def test_the_step_from_which_the_loss_stays_near(
    losses: list[float], least: float, expected: int | None
) -> None:
    steps = np.arange(len(losses)) * 10
    found = settled_at(np.array(losses, float), steps, Reference(least, True))
    assert found == (None if expected is None else expected * 10)


def test_without_a_reference_there_is_none() -> None:
    assert settled_at(np.array([1.0, 0.0]), np.arange(2), None) is None


def test_the_reference_is_the_known_minimum_or_the_lowest_end() -> None:
    known = tw.descend(tw.functions["beale"], tw.SGD(lr=0.01), steps=5)
    assert reference(known) == Reference(0.0, True)
    own = tw.descend(tw.Formula("x**2"), tw.SGD(lr=[0.1, 0.2, 3]), start=[1], steps=20)
    assert reference(own) == Reference(float(own.final_loss.values[1]), False)
    over = tw.descend(tw.Formula("x**2"), tw.SGD(lr=[3.0]), start=[1], steps=20)
    assert reference(over) is None


@pytest.mark.parametrize("rate", [0.05, 0.2])
def test_it_is_the_step_that_theory_says(rate: float) -> None:
    runs = tw.descend(tw.functions["bowl"], tw.SGD(lr=rate), start=[1, 1], steps=100)
    (losses,) = runs.dataset["loss"].values
    least = reference(runs)
    assert least is not None
    # The bowl is (x² + y²)/2 or x² + y²: the loss shrinks by the same factor in each step.
    factor = losses[1] / losses[0]
    expected = math.ceil(math.log(0.01) / math.log(factor))
    assert settled_at(losses, runs.dataset["step"].values, least) == expected
