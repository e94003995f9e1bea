"""Runs: the loop, batches, divergence, what is recorded."""

import re

import numpy as np
import pandas as pd
import pytest
import torch
import xarray as xr
from hypothesis import given, settings, strategies as st

import thalweg as tw
from thalweg.compute import default_start, scalar, stable_rate
from thalweg.data.trajectories import DIVERGED
from thalweg.errors import ArgumentError

RAVINE = tw.Formula("x**2 + 10*y**2")
RNG = np.random.default_rng(0)
LINE = tw.Fit("w*x + b", {"x": RNG.normal(size=23), "y": RNG.normal(size=23)}, "y")


def test_every_optimizer_goes_from_every_start_with_every_seed():
    runs = tw.descend(
        LINE,
        [tw.SGD(lr=[0.1, 0.2]), tw.Adam(lr=0.1)],
        start=[[0, 0], [1, 1]],
        steps=4,
        batch_size=5,
        seed=[3, 4],
    )
    assert len(runs) == 3 * 2 * 2
    data = runs.dataset
    assert data.optimizer.values.tolist() == ["SGD"] * 8 + ["Adam"] * 4
    assert data.lr.values.tolist() == [0.1] * 4 + [0.2] * 4 + [0.1] * 4
    assert data.start.values.tolist() == [0, 0, 1, 1] * 3
    assert data.seed.values.tolist() == [3, 4] * 6
    assert len(set(runs.labels)) == 12
    assert [o.hyper["lr"] for o in runs.optimizers] == data.lr.values.tolist()
    np.testing.assert_array_equal(
        data.theta.values[:, 0], np.array([[0, 0], [0, 0], [1, 1], [1, 1]] * 3)
    )


SWAPPED = [[3.0, 1.0], [4.0, 2.0], [6.0, 5.0]]  # y, x
TABLE = pd.DataFrame(SWAPPED, columns=["y", "x"])


@pytest.mark.parametrize(
    ("start", "points"),
    [
        ({"x": [1, 2], "y": [3, 4]}, [[1, 3], [2, 4]]),
        ({"y": np.array([3, 4, 6]), "x": [1, 2, 5]}, [[1, 3], [2, 4], [5, 6]]),
        ({"x": [1, 2], "y": 5}, [[1, 5], [2, 5]]),
        ({"y": 1, "x": 2}, [[2, 1]]),
        (pd.Series({"y": 1, "x": 2}), [[2, 1]]),
        (TABLE, [[1, 3], [2, 4], [5, 6]]),
        (TABLE.rename_axis("run").set_axis(["a", "b", "c"]), [[1, 3], [2, 4], [5, 6]]),
        (pd.DataFrame(SWAPPED, index=["a", "b", "c"]), SWAPPED),
        (pd.Series([1, 2]), [[1, 2]]),
        (xr.DataArray([1, 2], dims="param", coords={"param": ["y", "x"]}), [[2, 1]]),
        (
            xr.DataArray(SWAPPED, dims=("run", "param"), coords={"param": ["y", "x"]}),
            [[1, 3], [2, 4], [5, 6]],
        ),
        (
            xr.DataArray(np.transpose(SWAPPED), dims=("p", "run"), coords={"p": ["y", "x"]}),
            [[1, 3], [2, 4], [5, 6]],
        ),
        (xr.DataArray(SWAPPED, dims=("run", "param")), SWAPPED),
        (np.array([(3, 1), (4, 2)], dtype=[("y", float), ("x", float)]), [[1, 3], [2, 4]]),
    ],
)
def test_a_start_with_names_is_taken_by_them(start, points):
    runs = tw.descend(RAVINE, tw.SGD(lr=0.01), start=start, steps=1)
    np.testing.assert_array_equal(runs.dataset.theta.values[:, 0], points)


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (pd.Series({"y": 1, "z": 2}), "start needs a number for each of x, y; it has y, z"),
        (TABLE.assign(loss=1.0), "start needs a number for each of x, y; it has y, x, loss"),
        (pd.DataFrame([[1, 2]], columns=["x", "x"]), "for each of x, y; it has x, x"),
        (
            {"x": [1, 2], "y": [1, 2, 3]},
            "start needs one number for each parameter, or as many for each, not 2 of x, 3 of y",
        ),
        ({"x": [[1, 2]], "y": 1}, "or a list of points, not an array of shape (1, 2, 2)"),
        ({"x": "one", "y": 1}, "start must be numbers (x, y)"),
        ({}, "start needs a number for each of x, y; it has none"),
    ],
)
def test_a_start_whose_names_do_not_fit_is_refused(start, said):
    with pytest.raises(ArgumentError, match=re.escape(said)):
        tw.descend(RAVINE, tw.SGD(lr=0.01), start=start, steps=1)


def test_runs_in_one_batch_equal_runs_alone():
    optimizers = [
        tw.SGD(lr=0.01),
        tw.Adam(lr=0.1),
        tw.SGD(lr=0.02, momentum=0.5),
        tw.Adam(lr=0.05, betas=(0.8, 0.9)),
        tw.SGD(lr="0.05/(1 + 0.1*t)"),
        tw.SGD(lr=0.01, momentum=0.9, nesterov=True),
        tw.RMSprop(lr=0.01),
        tw.Rprop(lr=0.01),
    ]
    together = tw.descend(tw.functions["rosenbrock"], optimizers, start=[-1.2, 1], steps=60)
    for i, optimizer in enumerate(optimizers):
        alone = tw.descend(tw.functions["rosenbrock"], optimizer, start=[-1.2, 1], steps=60)
        np.testing.assert_array_equal(
            together.dataset.theta.values[i], alone.dataset.theta.values[0]
        )
        np.testing.assert_array_equal(together.dataset.loss.values[i], alone.dataset.loss.values[0])
        for name in set(alone.dataset) - {"theta", "loss", "gradient"}:
            np.testing.assert_array_equal(
                together.dataset[name].values[i], alone.dataset[name].values[0]
            )


@pytest.mark.parametrize("every", [1, 3, 7, 200, 1000])
def test_every_nth_step_is_the_same_run(every):
    optimizers = [tw.SGD(lr=0.01), tw.Adam(lr=0.1), tw.SGD(lr=0.2)]  # the last diverges
    for steps in (50, 200):  # as arrays, and on plain floats
        full = tw.descend(RAVINE, optimizers, start=[-1.8, 0.6], steps=steps)
        part = tw.descend(RAVINE, optimizers, start=[-1.8, 0.6], steps=steps, every=every)
        kept = sorted({*range(0, steps + 1, every), steps})
        assert part.dataset.step.values.tolist() == kept
        for name in part.dataset:
            np.testing.assert_array_equal(part.dataset[name], full.dataset[name].sel(step=kept))
        np.testing.assert_array_equal(part.diverged_at, full.diverged_at)


# -- plain floats ------------------------------------------------------------------------------------------------------

EXACT = [
    "rosenbrock",
    "himmelblau",
    "beale",
    "bowl",
    "three_hump_camel",
    "styblinski_tang",
    "matyas",
]


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize(
    "optimizer",
    [
        tw.SGD(lr=1e-3),
        tw.SGD(lr=1e-3, momentum=0.9, nesterov=True, weight_decay=0.01),
        tw.SGD(lr="1e-3/(1 + 0.01*t)"),
        tw.Adam(lr=0.01, amsgrad=True),
        tw.RMSprop(lr=0.01, centered=True, momentum=0.5),
        tw.Adagrad(lr=0.1),
        tw.Rprop(lr=0.01),
        tw.Lion(lr=0.01),
        tw.NormalizedGradient(lr=0.01),
        tw.SGD(lr=10.0),  # diverges
    ],
    ids=lambda o: o.label,
)
def test_plain_floats_give_the_same_bits_as_arrays(name, optimizer, monkeypatch):
    problem = tw.functions[name]
    fast = tw.descend(problem, optimizer, steps=150, every=2)
    assert scalar.compile_run.cache_info().currsize > 0
    monkeypatch.setattr(scalar, "MIN_STEPS", 10**9)
    slow = tw.descend(problem, optimizer, steps=150, every=2)
    assert set(fast.dataset) == set(slow.dataset)
    for variable in fast.dataset:
        np.testing.assert_array_equal(
            fast.dataset[variable].values.view(np.int64),
            slow.dataset[variable].values.view(np.int64),
        ) if not np.isnan(slow.dataset[variable]).any() else np.testing.assert_array_equal(
            fast.dataset[variable], slow.dataset[variable]
        )
    np.testing.assert_array_equal(fast.diverged_at, slow.diverged_at)


def test_plain_floats_hand_over_where_they_would_raise(monkeypatch):
    # 1/x: the path jumps onto 0 exactly, where Python raises and NumPy goes on with infinity.
    problem = tw.Formula("x**2/2 + 0/x")
    fast = tw.descend(problem, tw.SGD(lr=1.0), start=[1.0], steps=150)
    monkeypatch.setattr(scalar, "MIN_STEPS", 10**9)
    slow = tw.descend(problem, tw.SGD(lr=1.0), start=[1.0], steps=150)
    np.testing.assert_array_equal(fast.dataset.theta, slow.dataset.theta)
    np.testing.assert_array_equal(fast.diverged_at, slow.diverged_at)


def test_a_long_run_that_begins_outside_the_domain(monkeypatch):
    runs = tw.descend(tw.Formula("sqrt(x)"), tw.SGD(lr=0.1), start=[-6.1], steps=150)
    assert int(runs.diverged_at.values[0]) == 0
    assert np.isnan(runs.dataset.loss.values).all()


def test_radam_stays_on_plain_floats():
    from thalweg.optim.rule import compile_rule

    problem = tw.functions["rosenbrock"]
    rule = compile_rule([tw.RAdam(lr=1e-4)])
    assert problem.closed is not None
    runner = scalar.compile_run(problem.closed, rule.step, (False, False))
    assert runner is not None
    with np.errstate(all="ignore"):
        step, _, _ = runner(-1.2, 1.0, 0.0, 0.0, 0.0, 0.0, 0, 150, 1, 1e9, [])
    assert step == 150


def test_functions_that_differ_in_the_last_bit_stay_with_arrays():
    problem = tw.functions["ackley"]
    assert problem.closed is not None
    from thalweg.optim.rule import compile_rule

    rule = compile_rule([tw.SGD(lr=0.1)])
    assert scalar.compile_run(problem.closed, rule.step, ()) is None


# -- divergence --------------------------------------------------------------------------------------------------------


def test_a_diverged_run_stops_and_keeps_its_record():
    runs = tw.descend(RAVINE, tw.SGD(lr=[0.05, 0.5]), start=[-1.8, 0.6], steps=60)
    assert runs.diverged.values.tolist() == [False, True]
    at = int(runs.diverged_at.values[1])
    # y is multiplied by 1 - 0.5*20 = -9 each step: the first loss above 1e6*6.84.
    losses = 1.8**2 * 0.0 ** np.arange(60) + 10 * (0.6 * 9.0 ** np.arange(60)) ** 2
    expected = int(np.argmax(losses > DIVERGED * 6.84))
    assert at == expected
    data = runs.dataset.isel(run=1)
    assert np.isfinite(data.loss.values[: at + 1]).all()
    assert np.isnan(data.loss.values[at + 1 :]).all()
    assert np.isnan(data.theta.values[at + 1 :]).all()
    assert np.isnan(data.gradient.values[at + 1 :]).all()
    np.testing.assert_array_equal(runs.final.values[1], data.theta.values[at])


def test_states_of_a_diverged_run_end_with_it():
    runs = tw.descend(RAVINE, tw.NAdam(lr=[0.1, 1e9]), start=[-1.8, 0.6], steps=5)
    at = int(runs.diverged_at.values[1])
    assert at == 1
    for name in set(runs.dataset) - {"theta", "loss", "gradient"}:
        values = runs.dataset[name].values
        assert np.isfinite(values[0]).all()
        assert np.isnan(values[1, at + 1 :]).all()


def test_a_start_that_is_not_finite_in_loss_diverges_at_zero():
    runs = tw.descend(tw.Formula("log(x)"), tw.SGD(lr=0.1), start=[[-1.0], [1.0]], steps=3)
    assert runs.diverged_at.values.tolist() == [0, -1]
    assert np.isnan(runs.dataset.loss.values[0]).all()
    assert runs.dataset.theta.values[0, 0, 0] == -1.0


@pytest.mark.parametrize("steps", [20, 200])  # as arrays, and on plain floats
def test_a_loss_of_minus_infinity_is_not_finite_either(steps):
    runs = tw.descend(tw.Formula("-x**3"), tw.SGD(lr=0.1), start=[1.0], steps=steps)
    at = int(runs.diverged_at.values[0])
    assert np.isneginf(runs.dataset.loss.values[0, at])
    assert np.isfinite(runs.dataset.theta.values[0, : at + 1]).all()
    assert np.isnan(runs.dataset.theta.values[0, at + 1 :]).all()


def test_divergence_to_infinity_in_batches_is_noticed_at_unrecorded_steps():
    fit = tw.Fit("w*x", {"x": [1.0, 2.0, 3.0], "y": [1.0, 2.0, 3.0]}, "y")
    runs = tw.descend(fit, tw.SGD(lr=1e3), start=[5.0], steps=40, batch_size=1, every=40)
    assert 0 < int(runs.diverged_at.values[0]) < 40


# -- batches -----------------------------------------------------------------------------------------------------------


def test_batches_are_shuffled_each_epoch_and_the_last_short_one_is_kept():
    runs = tw.descend(LINE, tw.SGD(lr=0.1), start=[0, 0], steps=10, batch_size=5, seed=7)
    rng = np.random.default_rng(7)
    batches = []
    for _ in range(2):
        order = rng.permutation(23)
        batches += [order[i : i + 5] for i in range(0, 23, 5)]
    assert [len(b) for b in batches] == [5, 5, 5, 5, 3] * 2
    explicit = tw.descend(LINE, tw.SGD(lr=0.1), start=[0, 0], batches=batches)
    for name in ("theta", "loss", "batch_loss", "gradient"):
        np.testing.assert_array_equal(runs.dataset[name], explicit.dataset[name])
    np.testing.assert_allclose(
        runs.dataset.epoch.values,
        [*(np.array([0, 5, 10, 15, 20]) / 23), *(1 + np.array([0, 5, 10, 15, 20]) / 23), 2],
    )
    assert np.isnan(runs.dataset.batch_loss.values[0, -1])


def test_runs_of_one_seed_share_the_order_of_the_batches():
    runs = tw.descend(LINE, tw.SGD(lr=0.0), start=[0, 0], steps=9, batch_size=4, seed=[1, 2])
    more = tw.descend(
        LINE, [tw.Adam(lr=0.0), tw.SGD(lr=0.0)], start=[0, 0], steps=9, batch_size=4, seed=1
    )
    losses = runs.dataset.batch_loss.values
    np.testing.assert_allclose(more.dataset.batch_loss.values[0], losses[0], rtol=1e-14)
    np.testing.assert_allclose(more.dataset.batch_loss.values[1], losses[0], rtol=1e-14)
    assert not np.allclose(losses[0, :-1], losses[1, :-1])


def test_a_batch_of_all_rows_is_the_full_gradient():
    full = tw.descend(LINE, tw.SGD(lr=0.1), start=[0, 0], steps=5)
    batch = tw.descend(LINE, tw.SGD(lr=0.1), start=[0, 0], steps=5, batch_size=23)
    np.testing.assert_allclose(full.dataset.theta, batch.dataset.theta, rtol=1e-12)


def test_single_samples():
    fit = tw.Fit("w*x", {"x": [1.0, 2.0, 3.0], "y": [1.0, 1.0, 1.0]}, "y")
    runs = tw.descend(fit, tw.SGD(lr=0.01), start=[0.0], batches=[[2], [0]])
    w1 = 0 - 0.01 * 2 * (0 - 1) * 3
    w2 = w1 - 0.01 * 2 * (w1 - 1) * 1
    np.testing.assert_allclose(runs.dataset.theta.values[0, :, 0], [0, w1, w2])


# -- starts ------------------------------------------------------------------------------------------------------------


def test_starts_that_are_not_given():
    assert default_start(tw.functions["rosenbrock"])[1] == "the catalogue's start"
    assert default_start(LINE)[1] == "zeros, as the model is linear in its parameters"
    start, reason = default_start(RAVINE, 5)
    assert reason == "a normal draw with seed 5"
    np.testing.assert_array_equal(start, np.random.default_rng(5).normal(size=2))


def test_starts_by_name_and_of_one_parameter():
    by_name = tw.descend(RAVINE, tw.SGD(lr=0.01), start={"y": 0.6, "x": -1.8}, steps=1)
    np.testing.assert_array_equal(by_name.dataset.theta.values[0, 0], [-1.8, 0.6])
    quartic = tw.functions["quartic"]
    one = tw.descend(quartic, tw.SGD(lr=0.01), start=2.5, steps=1)
    many = tw.descend(quartic, tw.SGD(lr=0.01), start=[[2.5], [-1.0]], steps=1)
    assert (len(one), len(many)) == (1, 2)


def test_the_stable_rate_is_one_over_the_largest_curvature():
    assert stable_rate(RAVINE, np.zeros(2)) == pytest.approx(1 / 20)
    assert stable_rate(tw.Formula("-x**2"), np.zeros(1)) is None
    assert stable_rate(tw.Formula("log(x)"), np.array([0.0])) is None


def test_progress_is_reported():
    seen = []
    tw.descend(
        RAVINE,
        tw.SGD(lr=[0.01] * 10),
        start=[1, 1],
        steps=500,
        progress=lambda i, n: seen.append((i, n)),
    )
    assert seen[0] == (0, 500)
    assert len(seen) == 101


@pytest.mark.parametrize("steps", [100, 101, 12_345])
def test_progress_is_reported_on_plain_floats_too(steps):
    seen = []
    optimizers = [tw.SGD(lr=0.01), tw.SGD(lr=10.0), tw.Adam(lr=0.01)]
    tw.descend(
        RAVINE, optimizers, start=[1, 1], steps=steps, progress=lambda i, n: seen.append((i, n))
    )
    done = [i for i, n in seen if n == steps]
    assert done == sorted(done)
    assert len(seen) == len(done) in range(40, 110)
    assert (done[0] <= steps / 30, done[-1]) == (True, steps)


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [
        ({"steps": 0}, "steps must be a whole number of at least 1, not 0"),
        ({"steps": -3}, "steps must be a whole number of at least 1, not -3"),
        ({"steps": 2.5}, "steps must be a whole number of at least 1, not 2.5"),
        ({"every": 0}, "every must be a whole number of at least 1, not 0"),
        ({"start": [1, 2, 3]}, "start needs 2 numbers (x, y), not 3"),
        ({"start": [1, np.nan]}, "start must be finite; y is nan"),
        ({"start": [[1, 2], [np.inf, 0]]}, "start must be finite; x is inf"),
        ({"start": {"x": 1, "z": 2}}, "start needs a number for each of x, y; it has x, z"),
        ({"start": "here"}, "start must be numbers (x, y), or a list of such points, not 'here'"),
        ({"batch_size": 3}, "batch_size needs a problem with data (a Fit): a formula has no rows"),
        ({"batches": [[1]]}, "batches needs a problem with data (a Fit): a formula has no rows"),
        (
            {"seed": [0, 1]},
            "several seeds need a batch_size: without it, every seed gives the same run",
        ),
        ({"seed": -1}, "seed must be a whole number of at least 0, or a list of them, not -1"),
        ({"seed": None}, "seed must be a whole number of at least 0, or a list of them, not None"),
        ({"seed": 1.5}, "seed must be a whole number of at least 0, or a list of them, not 1.5"),
        ({"seed": "1"}, "seed must be a whole number of at least 0, or a list of them, not '1'"),
        (
            {"seed": 2**63},
            "seed may be 9,223,372,036,854,775,807 at most, not 9,223,372,036,854,775,808",
        ),
        (
            {"steps": 10**12 - 1, "start": [1, 1]},
            "the record of 1 run × 1,000,000,000,000 steps would take 176,951.3 GiB (the limit is 8); record every"
            " n-th step, for example every=22119",
        ),
        ({"optimizers": []}, "optimizers is empty; give at least one, such as SGD(lr=0.1)"),
        (
            {"steps": 10**6, "optimizers": tw.SGD(lr=[0.1] * 1000)},
            "the record of 1,000 runs × 1,000,001 steps would take 37.4 GiB (the limit is 8); record every n-th "
            "step, for example every=5",
        ),
    ],
)
def test_errors(kwargs, message):
    arguments = {"optimizers": tw.SGD(lr=0.1), "start": [1, 1], "steps": 3, **kwargs}
    with pytest.raises(ArgumentError) as caught:
        tw.descend(RAVINE, **arguments)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [
        ({"batch_size": 0}, "batch_size must be a whole number from 1 to 23 (the rows), not 0"),
        ({"batch_size": 24}, "batch_size must be a whole number from 1 to 23 (the rows), not 24"),
        ({"batch_size": 2, "batches": [[1]]}, "give either batch_size or batches, not both"),
        (
            {"batches": [[1]], "steps": 2},
            "batches must have an entry for each of the 2 steps; it has 1",
        ),
        ({"batches": [[1], [23]]}, "batches[1] must hold rows from 0 to 22, not 23"),
        ({"batches": [[]]}, "batches[0] must be a list of row numbers, not []"),
        ({"batches": [[0.5]]}, "batches[0] must be a list of row numbers, not [0.5]"),
    ],
)
def test_errors_of_batches(kwargs, message):
    with pytest.raises(ArgumentError) as caught:
        tw.descend(LINE, tw.SGD(lr=0.1), **kwargs)
    assert str(caught.value) == message


class NoProblem:
    """Something else."""


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("x**2", 'the text "x**2"; write tw.Formula("x**2")'),
        ("rosenbrock", 'the text "rosenbrock"; write tw.functions["rosenbrock"]'),
        (lambda x: x**2, "a function; tw.BlackBox(function, params=...) makes one of it"),
        (
            torch.nn.Linear(1, 1),
            "a Linear; thalweg.torch.Network(model, loss, data) makes one of a PyTorch module",
        ),
        (None, "None; make one of these first"),
        (NoProblem(), "a NoProblem; make one of these first"),
    ],
)
def test_what_is_no_problem_is_told_how_it_becomes_one(given, told):
    plane = tw.Plane([0.0], [[1.0]])
    calls = [
        lambda: tw.descend(given, tw.SGD(lr=0.1)),
        lambda: tw.tune(given, tw.SGD(), {"lr": (1e-3, 1.0)}),
        lambda: tw.landscape(given, plane=plane),
        lambda: tw.plan(given, plane),
        lambda: tw.Plane.random(given),
        lambda: tw.Plane.hessian(given),
        lambda: tw.curvature.eigenvalues(given),
        lambda: tw.curvature.trace(given),
        lambda: tw.curvature.density(given),
        lambda: tw.curvature.sharpness(given, None),  # type: ignore[arg-type]
    ]
    for call in calls:
        with pytest.raises(ArgumentError) as caught:
            call()
        assert str(caught.value) == (
            f"problem must be a Formula, a Fit, a BlackBox or a Network, not {told}"
        )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (None, "None"),
        (tw.SGD, "the class SGD; call it"),
        (torch.optim.SGD, "the class SGD; these are thalweg's own"),
        (
            torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1),
            "PyTorch's SGD; these are thalweg's own, and a training in PyTorch is recorded with thalweg.torch.Recorder",
        ),
        ([tw.SGD(lr=0.1), 0.1], "0.1"),
    ],
)
def test_what_is_no_optimizer_is_told(given, told):
    with pytest.raises(ArgumentError) as caught:
        tw.descend(RAVINE, given)
    assert str(caught.value) == f"optimizers must be such as SGD(lr=0.1), not {told}"


def test_an_optimizer_given_by_name_gets_a_hint():
    with pytest.raises(
        ArgumentError, match=r"^optimizers must be such as SGD\(lr=0.1\), not 'adam'; known are "
    ):
        tw.descend(RAVINE, "adam")  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None)
@given(
    lr=st.floats(1e-4, 0.09),
    momentum=st.floats(0, 0.9),
    start=st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
    steps=st.integers(1, 130),
)
def test_stable_descent_on_a_bowl_never_diverges_and_records_what_it_did(
    lr, momentum, start, steps
):
    runs = tw.descend(RAVINE, tw.SGD(lr=lr, momentum=momentum), start=start, steps=steps)
    data = runs.dataset
    assert not runs.diverged.any()
    np.testing.assert_array_equal(data.loss, RAVINE.loss(data.theta.values))
    np.testing.assert_array_equal(data.gradient, RAVINE.gradient(data.theta.values))
