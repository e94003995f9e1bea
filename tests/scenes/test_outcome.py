from __future__ import annotations

import numpy as np
import pytest

import thalweg as tw
from render import samples
from thalweg.scenes.outcome import outcome, outcomes


def test_the_four_rates_of_a_wavy_bowl() -> None:
    found = outcomes(samples.waves())
    assert [one.kind for one in found] == ["descends", "settles", "oscillates", "diverges"]
    loss = samples.waves().dataset["loss"].values
    assert found[0].text == f"still descending: loss {loss[0, -1]:.3g} after 50 steps"
    assert found[1].text == "settles at loss \N{MINUS SIGN}0.0751"
    assert found[2].text == "neither settles nor diverges: loss \N{MINUS SIGN}0.074 to 0.87"
    at = int(samples.waves().diverged_at.values[3])
    assert found[3].text.startswith(f"diverges at step {at}, loss ")


@pytest.mark.parametrize(
    ("loss", "kind"),
    [
        (0.9 ** np.arange(100), "settles"),
        (0.99 ** np.arange(100), "descends"),
        (1 + np.arange(100) ** 2.0, "climbs"),
        (np.ones(50), "settles"),
        # A spiral that winds down: it rises at every other step, and halves from quarter to quarter.
        (0.9 ** np.arange(60) * (1.5 + (-1.0) ** np.arange(60)), "descends"),
        (2 + (-1.0) ** np.arange(60), "oscillates"),
        # From above, and then up: what rises all the time climbs, wherever it began.
        (np.concatenate([[9.0], 4 * 1.004 ** np.arange(80)]), "climbs"),
        (2 - 0.5 ** np.arange(6), "climbs"),
        (np.array([3.0, 2.0, 1.0]), "descends"),
        (np.full(5, np.nan), "descends"),
    ],
)
def test_kinds(loss: np.ndarray, kind: str) -> None:
    assert outcome(loss, np.arange(len(loss)), -1).kind == kind


def test_what_diverges_is_not_judged_by_its_tail() -> None:
    loss = np.array([1.0, 10.0, 1e9, np.nan, np.nan])
    assert outcome(loss, np.arange(5), 2) == ("diverges", "diverges at step 2, loss 1×10⁹")


def test_sgd_at_the_edge_of_its_bound() -> None:
    # Of x**2 the largest stable rate is 1: there the sign flips forever, and the loss stands still.
    runs = tw.descend(tw.Formula("x**2 + 1"), tw.SGD(lr=[0.9, 1.0, 1.05]), start=[1.0], steps=40)
    found = outcomes(runs)
    assert [one.kind for one in found] == ["settles", "oscillates", "climbs"]
    assert found[1].text == "neither settles nor diverges: loss 2"


def test_a_little_below_and_above_the_edge() -> None:
    bowl = tw.Formula("x**2 + 10*y**2")
    runs = tw.descend(bowl, tw.SGD(lr=[0.0999, 0.1, 0.1001]), start=[-1.8, 0.6], steps=60)
    assert [one.kind for one in outcomes(runs)] == ["descends", "oscillates", "climbs"]
