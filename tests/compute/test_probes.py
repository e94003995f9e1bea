"""Runs whose gradient is taken elsewhere than at theta, and optimizers around optimizers."""

import numpy as np
import pytest

import thalweg as tw
from optim.table import ROWS
from thalweg.errors import ArgumentError, UnknownName
from thalweg.optim import Wrapper

ROSENBROCK = tw.functions["rosenbrock"]
START = [-1.2, 1.0]
RNG = np.random.default_rng(0)
LINE = tw.Fit("w*x + b", {"x": RNG.normal(size=23), "y": RNG.normal(size=23)}, "y")

PROBED = [
    tw.SAM(tw.SGD(lr=[1e-3, 2e-3]), rho=0.1),
    tw.SGD(lr=1e-3),
    tw.ScheduleFreeSGD(lr=1e-3),
    tw.ASGD(lr=1e-3, t0=5),
    tw.Lookahead(tw.SAM(tw.Adam(lr=0.01))),
    tw.ScheduleFreeAdamW(lr="0.1*min(t/5, 1)"),
    tw.ClipNorm(tw.Adam(lr=[0.1, 0.2]), max_norm=[0.5, 2.0]),
]


@pytest.mark.parametrize("batch", [{}, {"batch_size": 5}, {"batch_size": 5, "seed": [0, 1]}])
def test_runs_in_one_batch_equal_runs_alone(batch):
    problem, start = (LINE, [1.0, -1.0]) if batch else (ROSENBROCK, START)
    together = tw.descend(problem, PROBED, start=start, steps=25, **batch)
    alone = [
        tw.descend(problem, one, start=start, steps=25, **batch)
        for optimizer in PROBED
        for one in optimizer.expand()
    ]
    for name in ("theta", "loss", "gradient", "iterate", "slow_weights"):
        parts = [
            r.dataset[name].values if name in r.dataset else np.full(r.dataset.theta.shape, np.nan)
            for r in alone
        ]
        np.testing.assert_allclose(together.dataset[name], np.concatenate(parts), rtol=1e-12)


@pytest.mark.parametrize(
    "row",
    [r for r in ROWS if r.ours.form.probe or isinstance(r.ours, Wrapper)],
    ids=lambda r: r.ours.label,
)
def test_descend_takes_the_steps_of_the_rule(row):
    from optim.driver import Problem, run

    plain = Problem(
        tuple(START),
        lambda theta, _m: np.moveaxis(ROSENBROCK.gradient(np.moveaxis(theta, 0, -1)), -1, 0),
        lambda theta, _m: ROSENBROCK.loss(np.moveaxis(theta, 0, -1)),
    )
    path, _ = run([row.ours], plain, 120)
    runs = tw.descend(ROSENBROCK, row.ours, start=START, steps=120)
    np.testing.assert_array_equal(runs.dataset.theta.values[0], path[..., 0])


def test_what_is_recorded_is_the_loss_at_theta_and_the_gradient_that_was_used():
    runs = tw.descend(ROSENBROCK, tw.ScheduleFreeSGD(lr=1e-3, momentum=0.8), start=START, steps=30)
    data = runs.dataset.isel(run=0)
    np.testing.assert_array_equal(data.loss, ROSENBROCK.loss(data.theta.values))
    y = 0.2 * data["iterate"].values + 0.8 * data.theta.values
    np.testing.assert_allclose(data.gradient, ROSENBROCK.gradient(y), rtol=1e-9)
    uphill = tw.descend(ROSENBROCK, tw.SAM(tw.SGD(lr=1e-3), rho=0.2), start=START, steps=30)
    theta = uphill.dataset.theta.values[0]
    g = ROSENBROCK.gradient(theta)
    there = theta + 0.2 * g / np.linalg.norm(g, axis=1, keepdims=True)
    np.testing.assert_allclose(uphill.dataset.gradient[0], ROSENBROCK.gradient(there), rtol=1e-9)


def test_in_batches_both_gradients_are_of_the_same_rows():
    batches = [[0, 1, 2], [3, 4]]
    runs = tw.descend(LINE, tw.SAM(tw.SGD(lr=0.1), rho=0.5), start=[1.0, 2.0], batches=batches)
    theta = np.array([1.0, 2.0])
    for point, rows in zip(runs.dataset.theta.values[0, 1:], batches, strict=True):
        g = LINE.loss_and_gradient(theta, np.array(rows))[1]
        there = theta + 0.5 * g / np.linalg.norm(g)
        theta = theta - 0.1 * LINE.loss_and_gradient(there, np.array(rows))[1]
        np.testing.assert_allclose(point, theta, rtol=1e-12)


def test_sam_at_the_minimum_stays():
    bowl = tw.Formula("x**2 + y**2")
    runs = tw.descend(bowl, tw.SAM(tw.SGD(lr=0.1)), start=[0, 0], steps=3)
    np.testing.assert_array_equal(runs.dataset.theta, np.zeros((1, 4, 2)))


def test_coordinates_name_what_is_inside():
    runs = tw.descend(ROSENBROCK, PROBED, start=START, steps=2)
    data = runs.dataset
    assert data.optimizer.values[[0, 5, 8]].tolist() == [
        *("SAM(SGD)", "Lookahead(SAM(Adam))", "ClipNorm(Adam)")
    ]
    np.testing.assert_array_equal(data.sam_rho[:3], [0.1, 0.1, np.nan])
    np.testing.assert_array_equal(data.max_norm[-2:], [0.5, 2.0])
    assert runs.sel(optimizer="SAM(SGD)", lr=2e-3).labels == ("SAM(SGD) lr=0.002 sam_rho=0.1",)


def test_values_by_name():
    clipped = tw.Lookahead(tw.ClipNorm(tw.RMSprop(lr=0.1), max_norm=2), alpha=0.3)
    assert repr(clipped) == (
        "Lookahead(ClipNorm(RMSprop(lr=0.1), max_norm=2.0), every=5, alpha=0.3)"
    )
    assert clipped.label == ("Lookahead(ClipNorm(RMSprop)) lr=0.1 max_norm=2 lookahead_alpha=0.3")
    assert clipped.replace(lr=0.2, max_norm=3, every=4).label == (
        "Lookahead(ClipNorm(RMSprop)) lr=0.2 max_norm=3 lookahead_every=4 lookahead_alpha=0.3"
    )
    # RMSprop has an alpha too; it is the one that a plain alpha means.
    assert clipped.replace(alpha=0.8).optimizer.hyper["alpha"] == 0.8
    assert clipped.replace(lookahead_alpha=0.8).hyper["lookahead_alpha"] == 0.8
    assert clipped != tw.Lookahead(tw.ClipNorm(tw.RMSprop(lr=0.1), max_norm=2))
    assert tw.ClipNorm(tw.SGD()) != tw.ClipNorm(tw.Adam())
    assert len(PROBED[-1].expand()) == 2
    assert [o.label for o in PROBED[-1].expand()] == [
        *("ClipNorm(Adam) lr=0.1 max_norm=0.5", "ClipNorm(Adam) lr=0.2 max_norm=2")
    ]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: tw.ClipNorm(0.1),  # type: ignore[arg-type]
            "ClipNorm goes around an optimizer, as in ClipNorm(SGD(lr=0.1)), not 0.1",
        ),
        (
            lambda: tw.ClipNorm(tw.SGD(), max_norm=0),
            "ClipNorm: max_norm must be greater than 0, not 0.0",
        ),
        (
            lambda: tw.Lookahead(tw.SGD(), every=2.5),
            "Lookahead: every must be a whole number of at least 1, not 2.5",
        ),
        (
            lambda: tw.ClipNorm(tw.ClipValue(tw.ClipNorm(tw.SGD()))),
            "ClipNorm is in ClipValue(ClipNorm(SGD)) already; once is enough",
        ),
        (
            lambda: tw.SAM(tw.BFGS()),
            "SAM goes around an optimizer with a rule for each step; BFGS is a program of its own",
        ),
        (
            lambda: tw.SAM(tw.ClipNorm(tw.ScheduleFreeSGD())),
            "SAM needs a gradient at theta, from which it goes uphill; ScheduleFreeSGD takes it elsewhere",
        ),
        (
            lambda: tw.Lookahead(tw.ASGD()),
            "Lookahead needs a gradient at theta, to which it can go back; ASGD takes it elsewhere",
        ),
        (
            lambda: tw.ClipNorm(tw.SGD(lr=[1, 2]), max_norm=[1, 2, 3]),
            "ClipNorm(SGD): lists of hyperparameters go together, value by value; lr has 2, max_norm has 3",
        ),
    ],
)
def test_errors(make, message):
    with pytest.raises(ArgumentError) as caught:
        make()
    assert str(caught.value) == message


def test_an_unknown_hyperparameter_says_where_it_belongs():
    with pytest.raises(UnknownName) as caught:
        tw.ClipNorm(tw.SGD(), lr=0.1)
    assert str(caught.value) == (
        'ClipNorm has no hyperparameter "lr" (it has max_norm; those of SGD go into SGD)'
    )
