"""Every optimizer against torch.optim and optax: 200 steps on three problems, in float64, to 1e-10."""

from __future__ import annotations

from functools import cache

import numpy as np
import optax
import pytest
import torch

from optim import papers
from optim.driver import PROBLEMS, Array, assert_same_path, optax_run, run, torch_run
from optim.table import ALONE, DIFFERENCES, ROWS, Optax, Row
from thalweg.optim import SGD, WRAPPERS, Adam, Optimizer, optimizers

#: Where torch.optim keeps each state.
TORCH_STATES = {
    "momentum": ("momentum_buffer", "exp_avg"),
    "second_moment": ("square_avg", "exp_avg_sq"),
    "max_second_moment": ("max_exp_avg_sq",),
    "sum_of_squares": ("sum",),
    "mean_gradient": ("grad_avg",),
    "step_second_moment": ("acc_delta",),
    "infinity_norm": ("exp_inf",),
    "momentum_product": ("mu_product",),
    "step_size": ("step_size",),
    "previous_gradient": ("prev",),
    "iterate": ("parameter",),
}


@cache
def our_run(optimizer: Optimizer, problem: str) -> tuple[Array, dict[str, Array]]:
    path, states = run([optimizer], PROBLEMS[problem])
    return path[..., 0], states


def ids(rows: list[Row]) -> list[str]:
    return [r.ours.label for r in rows]


RULES = {n for n, kind in optimizers.items() if kind.rule}
IN_TORCH = [r for r in ROWS if r.torch is not None]
IN_OPTAX = [r for r in ROWS if r.optax is not None]
IN_PAPERS = [r for r in ROWS if r.paper is not None]


def test_every_optimizer_has_a_row_and_an_oracle() -> None:
    assert {r.ours.name for r in IN_TORCH} == {n for n in RULES if hasattr(torch.optim, n)}
    in_optax = {r.ours.name for r in IN_OPTAX} | {o.name for o, *_ in DIFFERENCES.values()}
    assert RULES - in_optax == {"AdaGradNorm", "ASGD"}
    rest = {r.ours.name.partition("(")[0] for r in [*IN_OPTAX, *IN_PAPERS]} - RULES
    assert rest == set(WRAPPERS)
    assert all(r.torch is not None or r.optax or r.paper for r in ROWS)


@pytest.mark.parametrize("row", IN_TORCH, ids=ids(IN_TORCH))
def test_as_torch(row: Row) -> None:
    settings = dict(row.torch or {})
    kind = getattr(torch.optim, row.ours.name)
    point = "ax" if row.ours.name == "ASGD" else None
    theirs, their_state = torch_run(lambda params: kind(params, **settings), point=point)
    for problem in PROBLEMS:
        path, states = our_run(row.ours, problem)
        assert_same_path(path, theirs[problem])
        for name, value in states.items():
            (key,) = (k for k in TORCH_STATES[name] if k in their_state[problem])
            want = their_state[problem][key]
            got = np.broadcast_to(np.asarray(value).reshape(-1), want.shape or (1,))
            np.testing.assert_allclose(got, np.atleast_1d(want), rtol=1e-7, atol=1e-12)


@pytest.mark.parametrize("row", IN_OPTAX, ids=ids(IN_OPTAX))
def test_as_optax(row: Row) -> None:
    assert row.optax is not None
    point = None
    if row.ours.name.startswith("ScheduleFree"):
        point = optax.contrib.schedule_free_eval_params
    theirs = optax_run(row.optax(optax), together=row.ours.name not in ALONE, point=point)
    for problem in PROBLEMS:
        assert_same_path(our_run(row.ours, problem)[0], theirs[problem])


@pytest.mark.parametrize("row", IN_PAPERS, ids=ids(IN_PAPERS))
def test_as_the_paper(row: Row) -> None:
    assert row.paper is not None
    for name, problem in PROBLEMS.items():
        assert_same_path(our_run(row.ours, name)[0], papers.path(row.paper, problem))


@pytest.mark.parametrize(("ours", "kind", "make"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_optax_differs_in_just_this(ours: Optimizer, kind: type[Optimizer], make: Optax) -> None:
    theirs = optax_run(make(optax))
    for problem in PROBLEMS:
        assert_same_path(our_run(kind(**ours.hyper), problem)[0], theirs[problem])
        with pytest.raises(AssertionError):
            assert_same_path(our_run(ours, problem)[0], theirs[problem])


@pytest.mark.parametrize(
    "make", [lambda lr: SGD(lr=lr, momentum=0.9), lambda lr: Adam(lr=lr)], ids=["SGD", "Adam"]
)
def test_schedules(make: type[Optimizer]) -> None:
    # Our steps count from 1; LambdaLR's epochs and optax's counts from 0.
    ours = make("0.001/(1 + 0.01*t)")
    kind = getattr(torch.optim, ours.name)
    plain = {"lr": 0.001, **({"momentum": 0.9} if ours.name == "SGD" else {})}
    in_torch, _ = torch_run(lambda p: kind(p, **plain), lambda epoch: 1 / (1 + 0.01 * (epoch + 1)))

    def rate(count: float) -> float:
        return 0.001 / (1 + 0.01 * (count + 1))

    transform = optax.sgd(rate, 0.9) if ours.name == "SGD" else optax.adam(rate)  # type: ignore[arg-type]
    in_optax = optax_run(transform)
    for problem in PROBLEMS:
        path, _ = our_run(ours, problem)
        assert_same_path(path, in_torch[problem])
        assert_same_path(path, in_optax[problem])
