"""Rules as programs: what folds away, batches of runs, and what every rule must do."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import hypothesis.extra.numpy as hnp
import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from optim.driver import BOWL_MINIMUM, PROBLEMS, Array, run
from thalweg.optim import (
    ASGD,
    SAM,
    SGD,
    AdaBelief,
    Adadelta,
    Adagrad,
    AdaGradNorm,
    Adam,
    Adamax,
    AdamW,
    Adan,
    ClipNorm,
    ClipValue,
    Lion,
    Lookahead,
    NAdam,
    NormalizedGradient,
    Optimizer,
    PolyakStep,
    RAdam,
    RMSprop,
    Rprop,
    ScheduleFreeAdamW,
    ScheduleFreeSGD,
    SignSGD,
    Yogi,
    optimizers,
)
from thalweg.optim.rule import compile_rule, group_key

KINDS = [kind for kind in optimizers.values() if kind.rule]


@pytest.mark.parametrize(
    ("optimizer", "states"),
    [
        (SGD(), ()),
        (SGD(momentum=0.9), ("m",)),
        (SGD(dampening=0.5), ()),
        (NormalizedGradient(), ()),
        (Adagrad(), ("s",)),
        (Adadelta(), ("v", "u")),
        (RMSprop(), ("v",)),
        (RMSprop(centered=True), ("v", "gbar")),
        (RMSprop(momentum=0.9), ("v", "m")),
        (Adam(), ("m", "v")),
        (Adam(betas=(0, 0.9)), ("v",)),
        (Adam(amsgrad=True), ("m", "v", "vmax")),
        (AdamW(amsgrad=True), ("m", "v", "vmax")),
        (Adamax(), ("m", "u")),
        (NAdam(), ("m", "v", "p")),
        (RAdam(), ("m", "v")),
        (Lion(), ("m",)),
        (Rprop(), ("prev", "Delta")),
        (PolyakStep(), ()),
        (SignSGD(), ()),
        (SignSGD(momentum=0.5), ("m",)),
        (AdaGradNorm(), ("s",)),
        (AdaBelief(), ("m", "s")),
        (Yogi(), ("m", "v")),
        (Adan(), ("m", "v", "n", "prev")),
        (ASGD(), ("z",)),
        (ScheduleFreeSGD(), ("z", "W", "peak")),
        (ScheduleFreeSGD(weight_lr_power=0), ("z", "W")),
        (ScheduleFreeAdamW(), ("v", "z", "W", "peak")),
        (ClipNorm(SGD()), ()),
        (SAM(SGD(momentum=0.9)), ("m",)),
        (Lookahead(Adam()), ("m", "v", "slow", "since")),
    ],
    ids=lambda value: getattr(value, "label", None),
)
def test_only_states_that_matter_are_kept(optimizer: Optimizer, states: tuple[str, ...]) -> None:
    rule = compile_rule([optimizer])
    assert rule.states == states
    assert rule.varying == ()
    assert rule.step.inputs == ("theta", "g", "t", "loss", *states)
    assert rule.start.inputs == ("theta",)


def test_one_quantity_has_one_name() -> None:
    assert {s.name for k in KINDS for s in k.state.values()} == {
        "momentum",
        "second_moment",
        "max_second_moment",
        "mean_gradient",
        "sum_of_squares",
        "step_second_moment",
        "infinity_norm",
        "momentum_product",
        "previous_gradient",
        "step_size",
        "sum_of_squared_norms",
        "squared_surprise",
        "mean_change",
        "iterate",
        "weight_sum",
        "largest_rate",
    }
    shapes: dict[str, set[bool]] = {}
    for state in (s for k in KINDS for s in k.state.values()):
        shapes.setdefault(state.name, set()).add(state.per_run)
    assert {n for n, per_run in shapes.items() if True in per_run} == {
        *("momentum_product", "sum_of_squared_norms", "weight_sum", "largest_rate")
    }
    assert all(len(per_run) == 1 for per_run in shapes.values())


def test_what_is_switched_off_costs_nothing() -> None:
    def operations(optimizer: Optimizer) -> int:
        return sum(op != "const" for op, *_ in compile_rule([optimizer]).step.instructions)

    assert operations(SGD(lr=0.1)) == 2
    assert operations(SGD(lr=0.1, momentum=0.9)) == 4
    assert operations(Adam()) == operations(AdamW(weight_decay=0)) == 18
    assert operations(Adam(weight_decay=0.1)) == 20


@pytest.mark.parametrize(
    "batch",
    [
        SGD(lr=[0.0001, 0.0005, 0.001], momentum=[0.5, 0.8, 0.9], weight_decay=[0, 0.1, 0.2]),
        SGD(lr=0.001, momentum=[0.3, 0.5, 0.9], nesterov=True),
        NormalizedGradient([0.01, 0.02, 0.05]),
        Adagrad(lr=[0.1, 0.2, 0.3], lr_decay=[0, 0.1, 0.2], initial_accumulator_value=[0, 1, 2]),
        Adadelta(lr=1.0, rho=[0.8, 0.9, 0.95], eps=[1e-6, 1e-5, 1e-4]),
        RMSprop(lr=0.001, alpha=[0.8, 0.9, 0.99], momentum=[0.1, 0.5, 0.9], centered=True),
        Adam(lr=[0.001, 0.01, 0.02], betas=([0.8, 0.9, 0.95], [0.9, 0.99, 0.999])),
        AdamW(lr="0.02/sqrt(t)", weight_decay=[0, 0.1, 1], amsgrad=True),
        Adamax(lr=[0.01, 0.02, 0.05], betas=(0.9, [0.8, 0.9, 0.99])),
        NAdam(lr=0.02, betas=([0.8, 0.9, 0.95], 0.999), momentum_decay=[0, 0.1, 0.2]),
        RAdam(lr=[0.001, 0.002, 0.003], betas=(0.9, [0.9, 0.99, 0.999])),
        Lion(lr=[0.0011, 0.0123, 0.0217], weight_decay=[0, 0.1, 0.2]),
        Rprop(lr=[0.01, 0.03, 0.1], etas=([0.4, 0.5, 0.6], 1.2)),
    ],
    ids=lambda o: o.label,
)
def test_runs_of_a_batch_are_the_single_runs(batch: Optimizer) -> None:
    members = batch.expand()
    assert len({group_key(o) for o in members}) == 1
    # Not the third problem: BLAS adds in another order for other numbers of runs.
    for problem in (PROBLEMS["bowl"], PROBLEMS["rosenbrock"]):
        together, states = run(members, problem, 60)
        for i, one in enumerate(members):
            alone, its_states = run([one], problem, 60)
            np.testing.assert_array_equal(together[..., i], alone[..., 0])
            assert states.keys() == its_states.keys()


def test_runs_share_a_program_where_rule_switches_schedules_and_states_agree() -> None:
    key = group_key(SGD(lr=0.1))
    assert key == group_key(SGD(lr=0.2, weight_decay=0.1))
    others = [
        SGD(lr=0.1, momentum=0.9),
        SGD(lr="0.1/t"),
        SGD(lr="0.2/t"),
        SGD(lr=0.1, momentum=0.9, nesterov=True),
        Adam(lr=0.1),
    ]
    assert len({key, *map(group_key, others)}) == len(others) + 1


def test_a_list_is_expanded_before_it_is_compiled() -> None:
    with pytest.raises(TypeError) as error:
        compile_rule([SGD(lr=[0.1, 0.2])])
    assert str(error.value) == "lr is a list: expand the optimizer before it is compiled"


SENSIBLE: list[tuple[Optimizer, float]] = [
    (SGD(lr=0.05), 1e-6),
    (SGD(lr=0.02, momentum=0.8), 1e-6),
    (SGD(lr=0.02, momentum=0.8, nesterov=True), 1e-6),
    (NormalizedGradient("1/t"), 0.03),
    (Adagrad(lr=1.0), 1e-2),
    (Adadelta(lr=50.0), 0.2),
    (RMSprop(lr="0.5/t"), 1e-2),
    (Adam(lr=0.2), 2e-2),
    (Adam(lr=0.2, amsgrad=True), 2e-2),
    (AdamW(lr=0.2, weight_decay=0), 2e-2),
    (Adamax(lr=0.3), 2e-2),
    (NAdam(lr=0.2), 2e-2),
    (RAdam(lr=0.2), 0.2),
    (Lion(lr="0.5*0.97**t"), 2e-2),
    (Rprop(), 1e-4),
    (PolyakStep(), 1e-6),
    (SignSGD(lr="0.5*0.97**t"), 1e-2),
    (AdaGradNorm(lr=3.0), 1e-3),
    (AdaBelief(lr=0.2), 2e-2),
    (Yogi(lr=0.2), 5e-2),
    (Adan(lr=0.2), 0.1),
    (ASGD(lr=0.04, lambd=0, t0=50), 1e-2),
    (ScheduleFreeSGD(lr=0.04), 0.1),
    (ScheduleFreeAdamW(lr=0.3), 0.1),
    (ClipNorm(SGD(lr=0.05)), 1e-3),
    (ClipValue(SGD(lr=0.05)), 1e-3),
    (Lookahead(SGD(lr=0.05)), 1e-3),
    (SAM(SGD(lr=0.01)), 0.1),
]


@pytest.mark.parametrize(("optimizer", "near"), SENSIBLE, ids=[o.label for o, _ in SENSIBLE])
def test_finds_the_minimum_of_the_bowl(optimizer: Optimizer, near: float) -> None:
    path, _ = run([optimizer], PROBLEMS["bowl"])
    assert np.linalg.norm(path[-1, :, 0] - BOWL_MINIMUM) < near


# -- what every rule must do ------------------------------------------------------------------------------------------

vectors = hnp.arrays(float, (3, 1), elements=st.floats(-1e3, 1e3, width=32))
kinds = st.sampled_from(KINDS)
untimed = settings(deadline=None)  # the first step of a rule compiles it


def one_step(optimizer: Optimizer, theta: Array, g: Array, t: float, state: Any = None) -> Array:
    rule = compile_rule([optimizer])
    begin = rule.start.arrays(theta) if state is None else [state] * len(rule.states)
    with np.errstate(invalid="ignore", divide="ignore"):
        return rule.step.arrays(theta, g, t, 1.0, *begin)[0]


@untimed
@given(kinds, vectors)
def test_without_gradient_the_first_step_stays(kind: type[Optimizer], theta: Array) -> None:
    off = {n: 0.0 for n in ("weight_decay", "lambd") if n in kind.hyper_ranges}
    optimizer = kind(**off)
    np.testing.assert_array_equal(one_step(optimizer, theta, 0 * theta, 1.0), theta)


@untimed
@given(
    st.sampled_from([SGD, NormalizedGradient, Adagrad, Adadelta, RMSprop, Rprop]),
    vectors,
    st.floats(0, 10),
    st.integers(1, 1000),
)
def test_without_momentum_a_zero_gradient_always_stays(
    kind: type[Optimizer], theta: Array, state: float, t: int
) -> None:
    np.testing.assert_array_equal(one_step(kind(), theta, 0 * theta, float(t), state), theta)


@untimed
@given(kinds, vectors, vectors)
def test_a_mirrored_problem_gives_a_mirrored_step(
    kind: type[Optimizer], theta: Array, g: Array
) -> None:
    there, mirrored = (one_step(kind(lr=0.1), s * theta, s * g, 1.0) for s in (1.0, -1.0))
    np.testing.assert_array_equal(there, -mirrored)


@untimed
@given(kinds, vectors, vectors, st.permutations(range(3)))
def test_the_order_of_the_parameters_does_not_matter(
    kind: type[Optimizer], theta: Array, g: Array, order: list[int]
) -> None:
    there = one_step(kind(lr=0.1), theta, g, 1.0)
    np.testing.assert_allclose(
        one_step(kind(lr=0.1), theta[order], g[order], 1.0), there[order], rtol=1e-15
    )


@untimed
@given(vectors.filter(lambda g: float(np.abs(g).max()) > 1e-6), st.floats(1e-3, 1e3))
def test_normalized_steps_have_length_lr(g: Array, lr: float) -> None:
    step = one_step(NormalizedGradient(lr), 0 * g, g, 1.0)
    assert math.isclose(float(np.linalg.norm(step)), lr, rel_tol=1e-14)


@pytest.mark.parametrize(
    ("formula", "rate"),
    [
        ("0.1/(1 + 0.01*t)", lambda t: 0.1 / (1 + 0.01 * t)),
        ("0.1*0.5**(t/10)", lambda t: 0.1 * 0.5 ** (t / 10)),
        ("0.05*(1 + cos(pi*t/200))", lambda t: 0.05 * (1 + math.cos(math.pi * t / 200))),
        ("where(t < 10, 0.01*t, 0.1)", lambda t: 0.01 * t if t < 10 else 0.1),
    ],
)
def test_a_schedule_is_the_rate_of_step_t(formula: str, rate: Callable[[int], float]) -> None:
    theta, g = np.zeros((1, 1)), np.ones((1, 1))
    for t in (1, 2, 9, 10, 11, 150):
        step = one_step(SGD(lr=formula), theta, g, float(t))
        assert math.isclose(-float(step[0, 0]), rate(t), rel_tol=1e-15)
