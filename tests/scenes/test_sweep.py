from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st

import thalweg as tw
from render import samples
from thalweg.data import Trajectories
from thalweg.errors import ArgumentError
from thalweg.scenes import Scene
from thalweg.scenes.sweep import Sweep
from thalweg.scenes.swept import groups, stability_bound, varied

BOWL = tw.Formula("x**2 + 10*y**2")


def swept(*optimizers: tw.optim.Optimizer, steps: int = 30, panels: str = "sweep") -> Sweep:
    runs = tw.descend(BOWL, optimizers, start=[-1.8, 0.6], steps=steps)
    return described(runs)


def described(runs: Trajectories, *more: str) -> Sweep:
    (found,) = [p for p in Scene(runs, panels=["sweep", *more]).pictures if isinstance(p, Sweep)]
    return found


def test_the_last_loss_against_the_rate() -> None:
    found = described(samples.rates())
    (line,) = found.lines
    runs = samples.rates()
    assert (found.name, found.x.label, found.y.label) == ("lr", "lr", "loss after 50 steps")
    assert found.x.log
    assert found.y.log
    np.testing.assert_array_equal([point.x for point in line.points], runs.dataset["lr"].values)
    losses = [loss for point in line.points for loss in point.losses]
    np.testing.assert_array_equal(losses, runs.final_loss.values)
    best = int(np.argmin(np.where(runs.diverged.values, np.inf, runs.final_loss.values)))
    assert line.best is line.points[best]
    assert line.label == "SGD"


def test_what_diverged_keeps_its_loss_and_is_not_on_the_line() -> None:
    found = described(samples.rates())
    (line,) = found.lines
    last = line.points[-1]
    assert last.diverged == 1
    assert last.middle == math.inf
    assert last.losses == (samples.rates().final_loss.values[-1],)
    assert line.stretches == ((0.12, 0.12),)
    assert line.row == 0
    assert found.tint == ((0.12, found.x.limits[1]),)
    assert line.limits_of_calm("lr") == "diverges from lr = 0.12"


def test_stretches_of_rates_that_diverge() -> None:
    everywhere = swept(tw.SGD(lr=[1.0, 2.0, 3.0]))
    assert everywhere.lines[0].best is None
    assert everywhere.lines[0].limits_of_calm("lr") == "diverges at every value"
    assert "SGD: diverges at every value." in everywhere.words
    inverse = tw.descend(
        tw.Formula("-1/(x**2 + 0.01)"), tw.SGD(lr=[1e-4, 2e-4, 3e-4]), start=[1.0], steps=5
    )
    assert described(inverse).lines[0].limits_of_calm("lr") == ""


def test_one_line_an_optimizer() -> None:
    problem = tw.functions["rosenbrock"]
    tuned = tw.tune(problem, [tw.SGD(), tw.Adam()], {"lr": (1e-4, 1.0)}, budget=9, steps=50)
    found = described(tuned.runs)
    assert [line.label for line in found.lines] == ["SGD", "Adam"]
    assert [look.label for look in found.cast.key] == ["SGD", "Adam"]
    for line, losses in zip(found.lines, tuned.losses, strict=True):
        np.testing.assert_array_equal([point.middle for point in line.points], losses)
    assert [line.best.x for line in found.lines if line.best] == [
        optimizer.hyper["lr"] for optimizer in tuned.optimizers
    ]
    assert found.tint == ()
    assert "SGD: lowest at lr = " in found.words


def test_points_look_as_their_runs_beside_other_panels() -> None:
    runs = samples.rates()
    beside = described(runs, "loss")
    assert beside.linked
    assert beside.cast.scale is not None
    looks = Scene(runs).cast.looks
    assert [point.look for point in beside.lines[0].points] == list(looks)
    alone = described(runs)
    assert not alone.linked
    assert alone.cast.scale is None


def test_one_line_a_value_of_the_other_hyperparameter() -> None:
    rates = [0.001, 0.003, 0.01, 0.03]
    found = swept(tw.SGD(lr=rates), tw.SGD(lr=rates, momentum=0.9))
    assert [line.label for line in found.lines] == ["SGD momentum=0", "SGD momentum=0.9"]
    assert [line.short for line in found.lines] == ["momentum=0", "momentum=0.9"]


def test_lists_that_go_together_make_one_line() -> None:
    found = swept(tw.SGD(lr=[0.001, 0.003, 0.01], momentum=[0.9, 0.5, 0.0]))
    (line,) = found.lines
    assert len(line.points) == 3
    assert found.notes == ("momentum of SGD goes with lr",)


def test_seeds_have_a_median_and_a_range() -> None:
    problem = samples.line(40, standardize=True)
    optimizer = tw.SGD(lr=[0.01, 0.1, 0.5, 5.0])
    runs = tw.descend(problem, optimizer, start=[-2.0, 1.0], steps=20, batch_size=8, seed=[0, 1, 2])
    found = described(runs)
    assert found.notes == ("median and range of 3 seeds",)
    point = found.lines[0].points[0]
    losses = runs.sel(lr=0.01).final_loss.values
    assert point.losses == tuple(losses)
    assert (point.low, point.middle, point.high) == (losses.min(), np.median(losses), losses.max())
    assert found.lines[0].points[-1].diverged == 3
    assert found.bound is None, "with batches the bound is not the full loss's"


def test_some_of_several_runs_diverged() -> None:
    runs = tw.descend(
        tw.Formula("x**4"), tw.SGD(lr=[0.001, 0.01, 0.1]), start=[[0.5], [1.0], [9.0]], steps=20
    )
    last = described(runs).lines[0].points[-1]
    assert last.diverged == 1
    assert math.isfinite(last.middle)
    assert last.high == math.inf
    assert described(runs).notes == ("median and range of 3 starts",)


def test_the_bound_of_a_quadratic() -> None:
    assert described(samples.rates()).bound == pytest.approx(0.1, rel=1e-12)
    assert "2/λmax is 0.1." in described(samples.rates()).words
    line = tw.descend(samples.line(), tw.SGD(lr=[0.001, 0.003, 0.01]), start=[0, 0], steps=5)
    x, _ = samples.rows(30).values()
    hessian = 2 * np.array([[np.mean(x**2), np.mean(x)], [np.mean(x), 1]])
    assert stability_bound(line) == pytest.approx(2 / np.linalg.eigvalsh(hessian)[1], rel=1e-9)


@pytest.mark.parametrize(
    ("text", "optimizer"),
    [
        ("x**4 + y**2", tw.SGD(lr=[0.1, 0.2, 0.3])),
        ("x**2 + abs(y - 100)", tw.SGD(lr=[0.1, 0.2, 0.3])),
        ("x**2 - y**2", tw.SGD(lr=[0.1, 0.2, 0.3])),
        ("x + y", tw.SGD(lr=[0.1, 0.2, 0.3])),
        ("x**2 + y**2", tw.SGD(lr=[0.1, 0.2, 0.3], momentum=0.5)),
        ("x**2 + y**2", tw.Adam(lr=[0.1, 0.2, 0.3])),
    ],
)
def test_no_bound_where_it_is_not_certain(text: str, optimizer: tw.optim.Optimizer) -> None:
    runs = tw.descend(tw.Formula(text), optimizer, start=[1.0, 1.0], steps=3)
    assert stability_bound(runs) is None


def test_a_loss_of_zero_stands_on_the_lower_edge() -> None:
    runs = tw.descend(tw.Formula("x**2"), tw.SGD(lr=[0.1, 0.3, 0.5, 0.9]), start=[1.0], steps=10)
    found = described(runs)
    assert found.y.log
    ((point, above),) = found.beyond
    assert (point.x, point.middle, above) == (0.5, 0.0, False)
    assert found.marks == ("below the axis",)
    assert "lowest at lr = 0.5 with loss 0" in found.words


def test_negative_losses_stand_on_a_linear_axis() -> None:
    problem = tw.Formula("sin(x) + 0.1*x^2 - 5")
    found = described(tw.descend(problem, tw.SGD(lr=[0.1, 1.0, 5.0, 10.5]), start=[4.0], steps=30))
    assert not found.y.log
    assert "above the axis" in found.marks
    assert found.y.limits[1] < 100


@pytest.mark.parametrize(
    ("values", "log"),
    [
        ([0.001, 0.01, 0.1], True),
        ([1.0, 2.0, 4.0, 8.0], True),
        ([0.0, 0.5, 0.9, 0.99], False),
        (list(np.linspace(0.01, 1.0, 10)), False),
        ([0.1, 0.2, 0.5], False),
    ],
)
def test_the_scale_of_the_hyperparameter(values: list[float], log: bool) -> None:
    assert swept(tw.Adam(lr=values)).x.log is log


def test_the_rate_is_taken_where_it_ties() -> None:
    runs = tw.descend(
        BOWL, tw.SGD(momentum=[0, 0.5, 0.9], lr=[0.01, 0.02, 0.03]), start=[1, 1], steps=3
    )
    assert varied(runs) == ("lr", 3)
    more = tw.descend(
        BOWL, [tw.SGD(lr=lr, momentum=[0, 0.5, 0.9]) for lr in (0.01, 0.02)], start=[1, 1], steps=3
    )
    assert varied(more) == ("momentum", 3)
    assert [group.label for group in groups(more, "momentum")] == ["SGD lr=0.01", "SGD lr=0.02"]


def test_runs_without_a_number_are_left_out_and_said_so() -> None:
    found = swept(tw.SGD(lr=[0.01, 0.02, 0.03]), tw.SGD(lr="0.1/t"), tw.BFGS())
    assert sum(len(line.points) for line in found.lines) == 3
    assert found.notes == ("2 runs without a number for lr left out",)


@pytest.mark.parametrize(
    ("optimizers", "message"),
    [
        (
            [tw.SGD(lr=0.1)],
            "the sweep panel needs runs that differ in a hyperparameter, at least 3 values; these have 1: "
            "give a list, as in SGD(lr=[0.01, 0.1, 1])",
        ),
        (
            [tw.SGD(lr=[0.1, 0.2]), tw.Adam(lr=0.3)],
            "the sweep panel needs runs that differ in a hyperparameter, at least 3 values; these have 2: "
            "give a list, as in SGD(lr=[0.01, 0.1, 1])",
        ),
        (
            [tw.SGD(lr=np.linspace(0.01, 0.1, 10), momentum=m / 10) for m in range(9)],
            "the sweep panel draws up to 8 lines against lr; these runs make 9, by hyper_momentum: "
            "choose some of them with runs.sel(hyper_momentum=[...])",
        ),
    ],
)
def test_refusals(optimizers: list[tw.optim.Optimizer], message: str) -> None:
    runs = tw.descend(BOWL, optimizers, start=[1, 1], steps=3)
    with pytest.raises(ArgumentError) as caught:
        Scene(runs, panels="sweep")
    assert str(caught.value) == message


def test_shown_without_being_asked_for_from_six_values_on() -> None:
    assert "sweep" in Scene(samples.rates()).panels
    assert "sweep" not in Scene(samples.bowl()).panels
    assert "sweep" not in Scene(samples.starts()).panels


@given(
    st.lists(st.floats(1e-4, 1e3), min_size=3, max_size=9, unique=True),
    st.sampled_from(["x**2 + 3*y**2", "log(x**2 + y**2)", "x*y - 7", "exp(x*y)", "1/x + sqrt(y)"]),
)
def test_any_sweep_can_be_described(rates: list[float], text: str) -> None:
    problem = tw.Formula(text, params=("x", "y"))
    runs = tw.descend(problem, tw.SGD(lr=rates), start=[1.0, 0.5], steps=10)
    found = described(runs)
    for axis in (found.x, found.y):
        assert math.isfinite(axis.limits[0])
        assert axis.limits[0] < axis.limits[1] < math.inf
    assert [point.x for point in found.lines[0].points] == sorted(rates)
    assert found.x.limits[0] <= min(rates)
    assert max(rates) <= found.x.limits[1]
    diverged = sum(point.diverged for point in found.lines[0].points)
    assert diverged == int(runs.diverged.values.sum())
    assert found.words
