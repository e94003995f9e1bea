"""Schedules against those of PyTorch and optax; and by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import optax
import pytest
import torch

from optim.driver import Array
from thalweg.errors import ArgumentError
from thalweg.expressions import compile_program, parse
from thalweg.optim import SGD, from_spec, schedules
from thalweg.optim.rule import compile_rule
from thalweg.optim.schedule_text import formula as written_out

STEPS = 60
T = np.arange(1.0, STEPS + 1)


def rates(formula: str) -> Array:
    (values,) = compile_program([parse(formula).sympy], ["t"]).arrays(T)
    return np.asarray(values)


def torch_rates(lr: float, make: Callable[[Any, Any], Any]) -> Array:
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    schedule = make(torch.optim.lr_scheduler, optimizer)
    found = []
    for _ in T:
        found.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    return np.array(found)


def warm(o: Any, then: Any) -> Any:
    """Ten steps of warm-up to 0.1, then another schedule."""
    return o.join_schedules([o.linear_schedule(0.01, 0.1, 9), then], [10])


IN_TORCH: list[tuple[str, Callable[[Any, Any], Any]]] = [
    (schedules.step(0.1, 7, 60, 0.5), lambda s, o: s.StepLR(o, 7, 0.5)),
    (schedules.milestones(0.1, 30, 8, gamma=0.3), lambda s, o: s.MultiStepLR(o, [8, 30], 0.3)),
    (schedules.exponential(0.1, 0.95), lambda s, o: s.ExponentialLR(o, 0.95)),
    (schedules.cosine(0.1, 60), lambda s, o: s.CosineAnnealingLR(o, 60)),
    (schedules.cosine(0.1, 80, lr_end=0.02), lambda s, o: s.CosineAnnealingLR(o, 80, 0.02)),
    (
        schedules.cosine(0.1, 60, warmup=10),
        lambda s, o: s.SequentialLR(
            o, [s.LinearLR(o, 0.1, total_iters=9), s.CosineAnnealingLR(o, 50)], [10]
        ),
    ),
    (
        schedules.linear(0.1, 40, lr_end=0.01),
        lambda s, o: s.LinearLR(o, 1.0, 0.1, total_iters=40),
    ),
    (schedules.polynomial(0.1, 50, 1.5), lambda s, o: s.PolynomialLR(o, 50, 1.5)),
    (schedules.one_cycle(0.1, 60), lambda s, o: s.OneCycleLR(o, 0.1, total_steps=60)),
    (
        schedules.one_cycle(0.1, 90, rise=0.4, div=10, final_div=100),
        lambda s, o: s.OneCycleLR(
            o, 0.1, total_steps=90, pct_start=0.4, div_factor=10, final_div_factor=100
        ),
    ),
    (schedules.warmup(0.1, 10), lambda s, o: s.LinearLR(o, 0.1, total_iters=9)),
    (schedules.inverse_sqrt(0.1), lambda s, o: s.LambdaLR(o, lambda e: (e + 1) ** -0.5)),
]


# SequentialLR steps its parts in an order of which PyTorch itself warns.
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(("ours", "make"), IN_TORCH, ids=[f for f, _ in IN_TORCH])
def test_as_torch(ours: str, make: Callable[[Any, Any], Any]) -> None:
    theirs = torch_rates(0.1, make)
    np.testing.assert_allclose(rates(ours), theirs, rtol=1e-12, atol=1e-17)


IN_OPTAX: list[tuple[str, Callable[[Any], Any]]] = [
    (schedules.exponential(0.1, 0.9), lambda o: o.exponential_decay(0.1, 1, 0.9)),
    (schedules.step(0.1, 9, 60), lambda o: o.exponential_decay(0.1, 9, 0.1, staircase=True)),
    (schedules.cosine(0.1, 40), lambda o: o.cosine_decay_schedule(0.1, 40)),
    (
        schedules.cosine(0.1, 40, lr_end=0.01),
        lambda o: o.cosine_decay_schedule(0.1, 40, alpha=0.1),
    ),
    (
        schedules.cosine(0.1, 40, warmup=10),
        lambda o: warm(o, o.cosine_decay_schedule(0.1, 30)),
    ),
    (
        schedules.linear(0.1, 40, warmup=10, lr_end=0.05),
        lambda o: warm(o, o.linear_schedule(0.1, 0.05, 30)),
    ),
    (
        schedules.polynomial(0.1, 40, 3, warmup=10),
        lambda o: warm(o, o.polynomial_schedule(0.1, 0.0, 3, 30)),
    ),
    (
        schedules.exponential(0.1, 0.9, warmup=10),
        lambda o: warm(o, o.exponential_decay(0.1, 1, 0.9)),
    ),
    (
        schedules.step(0.1, 9, 60, 0.5, warmup=10),
        lambda o: warm(o, o.exponential_decay(0.1, 9, 0.5, staircase=True)),
    ),
]


@pytest.mark.parametrize(("ours", "make"), IN_OPTAX, ids=[f for f, _ in IN_OPTAX])
def test_as_optax(ours: str, make: Callable[[Any], Any]) -> None:
    import jax

    jax.config.update("jax_enable_x64", True)
    schedule = make(optax)
    theirs = np.array([float(schedule(t - 1)) for t in range(1, STEPS + 1)])
    # optax computes some of them in float32.
    np.testing.assert_allclose(rates(ours), theirs, rtol=2e-6, atol=1e-8)


def test_the_transformers_rate_is_highest_at_the_end_of_the_warm_up() -> None:
    found = rates(schedules.inverse_sqrt(0.1, 10))
    np.testing.assert_allclose(found[:10], 0.01 * T[:10])
    np.testing.assert_allclose(found[10:], 0.1 * np.sqrt(10 / T[10:]))


def test_a_long_staircase_still_compiles_and_a_short_one_is_flat() -> None:
    (last,) = compile_program([parse(schedules.step(1.0, 1, 201, 0.99)).sympy], ["t"]).arrays(300.0)
    np.testing.assert_allclose(last, 0.99**200)
    assert schedules.step(0.1, 10, 10) == "0.1"


# -- by name -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("cosine(0.1, 100)", schedules.cosine(0.1, 100)),
        ("cosine(lr=0.1,steps=1e2)", schedules.cosine(0.1, 100)),
        (" one_cycle ( 0.1, 50, rise=0.5 ) ", schedules.one_cycle(0.1, 50, rise=0.5)),
        ("milestones(0.1, 10, 20)", schedules.milestones(0.1, 10, 20)),
        ("warmup(0.1, 5)", "0.1*min(t/5, 1)"),
        ("0.1/t", "0.1/t"),
        ("cosine(0.1, 100)*2", "cosine(0.1, 100)*2"),
    ],
)
def test_a_call_stands_for_its_formula(text: str, formula: str) -> None:
    assert written_out(text) == formula


def test_a_schedule_by_name_is_a_hyperparameter() -> None:
    named, written = SGD("cosine(0.1, 100, warmup=10)"), SGD(schedules.cosine(0.1, 100, warmup=10))
    assert named.label == "SGD lr=cosine(0.1,100,warmup=10)"
    assert named.latex == written.latex
    assert from_spec(named.spec()) == named
    assert compile_rule([named]).step == compile_rule([written]).step


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: SGD("cosine(0.1)"),
            'cosine takes lr, steps, warmup, lr_end, all of them numbers; "cosine(0.1)" does not fit '
            "(missing a required argument: 'steps')",
        ),
        (
            lambda: SGD("cosine(lr=0.1, lr=0.2, steps=10)"),
            'cosine takes lr, steps, warmup, lr_end, all of them numbers; "cosine(lr=0.1, lr=0.2, steps=10)" does not '
            "fit ('lr' is given twice)",
        ),
        (
            lambda: SGD("step(0.1, 30, 100, warmup=2.5)"),
            "warm-up: warmup must be a whole number of at least 1, not 2.5",
        ),
        (
            lambda: SGD("warmup(0.1, ten)"),
            'warmup takes lr, steps, all of them numbers; "warmup(0.1, ten)" does not fit '
            "(could not convert string to float: 'ten')",
        ),
        (
            lambda: SGD("onecycle(0.1, 100)"),
            'there is no schedule "onecycle"; did you mean "one_cycle"? The schedules are step, milestones, '
            "exponential, cosine, linear, polynomial, inverse_sqrt, one_cycle, warmup",
        ),
        (
            lambda: schedules.cosine(-0.1, 10),
            "cosine: lr must be a number of at least 0, not -0.1",
        ),
        (
            lambda: schedules.exponential(0.1, 0),
            "exponential: gamma must be a number greater than 0, not 0",
        ),
        (
            lambda: schedules.linear(0.1, 10.5),  # type: ignore[arg-type]
            "linear: steps must be a whole number of at least 1, not 10.5",
        ),
        (
            lambda: schedules.cosine(0.1, 10, warmup=10),
            "cosine: steps must be more than the 10 of the warm-up, not 10",
        ),
        (
            lambda: schedules.one_cycle(0.1, 3),
            "one_cycle: rise must be between 0 and 1 and cover more than one of the 3 steps, not 0.3",
        ),
        (
            lambda: schedules.milestones(0.1),
            "milestones needs at least one step, as in milestones(0.1, 30, 80)",
        ),
        (
            lambda: schedules.step(0.1, 1, 1000),
            "step: at most 200 falls, not 999; take a larger every, or exponential",
        ),
        (
            lambda: schedules.step(0.1, 0, 10),
            "step: every must be a whole number of at least 1, not 0",
        ),
    ],
)
def test_errors(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(ArgumentError) as error:
        make()
    assert str(error.value) == message
