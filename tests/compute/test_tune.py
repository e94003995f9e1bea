"""The best of a sweep: which values are tried, which one wins, and what is said about it."""

import numpy as np
import pytest

import thalweg as tw
from thalweg.errors import ArgumentError, UnknownName

RAVINE = tw.Formula("x**2 + 10*y**2")
START = [-1.8, 0.6]
RNG = np.random.default_rng(0)
LINE = tw.Fit("w*x + b", {"x": RNG.normal(size=23), "y": RNG.normal(size=23)}, "y")


def test_the_best_of_a_range_is_that_of_the_runs_one_by_one():
    tuned = tw.tune(
        RAVINE, [tw.SGD(momentum=0.5), tw.Adam()], {"lr": (1e-4, 1.0)}, steps=30, start=START
    )
    rates = np.geomspace(1e-4, 1.0, 25)
    np.testing.assert_allclose(tuned.values["lr"], rates)
    for i, kind in enumerate([tw.SGD(momentum=0.5), tw.Adam()]):
        ends = []
        for lr in tuned.values["lr"]:
            run = tw.descend(RAVINE, kind.replace(lr=lr), start=START, steps=30)
            ends.append(np.inf if run.diverged.values[0] else run.final_loss.values[0])
        np.testing.assert_array_equal(tuned.losses[i], ends)
        best = tuned.values["lr"][int(np.argmin(ends))]
        assert tuned.optimizers[i] == kind.replace(lr=best)
    assert np.isinf(tuned.losses[0]).any()
    assert tuned.statement == (
        "each at the best of 25 values of lr from 0.0001 to 1, by the loss after 30 steps"
    )
    assert len(tuned.runs) == 50
    assert tuned.runs.dataset.step.values.tolist() == [0, 30]
    assert set(tuned.runs.dataset.optimizer.values) == {"SGD", "Adam"}
    assert repr(tuned).startswith("<Tuning: SGD lr=")


def test_several_ranges_share_the_budget_and_lists_are_taken_as_they_are():
    tuned = tw.tune(
        RAVINE,
        tw.SGD(),
        {"lr": (1e-3, 1e-1), "momentum": [0, 0.5, 0.9], "weight_decay": (1e-6, 1e-2)},
        budget=30,
        steps=20,
        start=START,
    )
    assert {n: len(v) for n, v in tuned.values.items()} == {
        "lr": 3,
        "momentum": 3,
        "weight_decay": 3,
    }
    assert tuned.losses[0].shape == (3, 3, 3)
    place = np.unravel_index(np.argmin(tuned.losses[0]), (3, 3, 3))
    best = {n: v[i] for (n, v), i in zip(tuned.values.items(), place, strict=True)}
    assert tuned.optimizers == (tw.SGD(**best),)
    assert tuned.statement == (
        "the best of 27 combinations (3 values of lr from 0.001 to 0.1, 3 values of momentum from 0 to 0.9, "
        "3 values of weight_decay from 1e-06 to 0.01), by the loss after 20 steps; at the end of its range: "
        f"SGD's lr = {best['lr']:g} and weight_decay = {best['weight_decay']:g}"
    )


def test_a_list_keeps_its_order_and_may_be_longer_than_the_budget():
    tuned = tw.tune(RAVINE, tw.SGD(), {"lr": np.linspace(0.09, 0.01, 30)}, steps=5, start=START)
    assert tuned.values["lr"] == tuple(np.linspace(0.09, 0.01, 30))


def test_of_equal_ones_the_smaller_wins():
    flat = tw.Formula("0*x")
    tuned = tw.tune(flat, tw.SGD(), {"lr": [0.3, 0.1, 0.2]}, steps=2, start=[1.0])
    assert tuned.optimizers == (tw.SGD(lr=0.1),)


def test_the_best_at_the_end_of_the_range_is_said():
    tuned = tw.tune(RAVINE, tw.SGD(), {"lr": (1e-6, 1e-4)}, budget=3, steps=5, start=START)
    assert tuned.statement == (
        "the best of 3 values of lr from 1e-06 to 0.0001, by the loss after 5 steps; at the end of its range: "
        "SGD's lr = 0.0001"
    )


def test_seeds_and_starts_count_by_their_mean():
    tuned = tw.tune(
        LINE,
        tw.SGD(),
        {"lr": (1e-3, 10.0)},
        budget=5,
        steps=12,
        start=[[0, 0], [2, 2]],
        batch_size=4,
        seed=[0, 1, 2],
    )
    assert len(tuned.runs) == 5 * 6
    ends = tuned.runs.dataset.loss.isel(step=-1).values.reshape(5, 6)
    stable = ~tuned.runs.diverged.values.reshape(5, 6).any(axis=1)
    np.testing.assert_allclose(tuned.losses[0][stable], ends[stable].mean(axis=1))
    assert np.isinf(tuned.losses[0][~stable]).all()
    assert 0 < stable.sum() < 5
    assert "by the mean loss after 12 steps over 6 runs" in tuned.statement


def test_what_goes_around_an_optimizer_is_tuned_with_it():
    tuned = tw.tune(
        RAVINE,
        [tw.ClipNorm(tw.SGD()), tw.SAM(tw.ClipNorm(tw.Adam()), rho=0.1)],
        {"lr": (1e-2, 1.0), "max_norm": [0.5, 2.0]},
        budget=10,
        steps=20,
        start=START,
    )
    assert [len(v) for v in tuned.values.values()] == [5, 2]
    assert [o.name for o in tuned.optimizers] == ["ClipNorm(SGD)", "SAM(ClipNorm(Adam))"]


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [
        (
            {"over": {"lr": (10.0, 100.0)}, "steps": 50},
            "all 25 values of lr from 10 to 100 diverge with SGD lr=0.001; try smaller ones",
        ),
        (
            {"over": {}},
            'over must name what to vary, as in over={"lr": (1e-4, 1.0)}, not {}',
        ),
        (
            {"over": {"lr": (0, 1)}},
            "the range of lr must be two positive numbers, the smaller first, not (0, 1); a list is taken as it is",
        ),
        (
            {"over": {"lr": (0.1, 0.2, 0.3)}},
            "the range of lr must be two positive numbers, the smaller first, not (0.1, 0.2, 0.3); "
            "a list is taken as it is",
        ),
        (
            {"over": {"lr": "0.1"}},
            "the values of lr must be a range such as (1e-4, 1.0) or a list of numbers, not '0.1'",
        ),
        ({"over": {"lr": [0.1, 0.1]}}, "the values of lr must differ, not [0.1, 0.1]"),
        ({"budget": 0}, "budget must be a whole number of at least 1, not 0"),
        (
            {"over": {"lr": (0.1, 1.0), "momentum": (0.1, 0.9)}, "budget": 3},
            "a budget of 3 leaves fewer than 2 values for each of lr, momentum; raise it to at least 4",
        ),
        (
            {"over": {"lr": [0.1, 0.2, 0.3], "momentum": [0, 0.5]}, "budget": 5},
            "the lists of lr, momentum take 3 × 2 settings, more than the budget of 5; raise the budget",
        ),
        (
            {"optimizer": tw.SGD(momentum=[0.1, 0.2])},
            "tune needs one setting of each optimizer; SGD has a list for momentum: put it into over",
        ),
        (
            {"optimizer": "sgd"},
            "optimizers must be such as SGD(lr=0.1), not 'sgd'; known are "
            + ", ".join(tw.optimizers),
        ),
    ],
)
def test_errors(kwargs, message):
    arguments = {"optimizer": tw.SGD(), "over": {"lr": (1e-3, 1.0)}, "start": START, **kwargs}
    with pytest.raises(ArgumentError) as caught:
        tw.tune(RAVINE, **arguments)
    assert str(caught.value) == message


def test_an_optimizer_without_the_hyperparameter_says_so():
    with pytest.raises(UnknownName) as caught:
        tw.tune(RAVINE, tw.BFGS(), {"lr": (1e-3, 1.0)}, start=START)
    assert str(caught.value) == 'BFGS has no hyperparameter "lr" (it has gtol)'
