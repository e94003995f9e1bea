"""1,000 learning rates of Adam × 1,000 steps on Rosenbrock, beside optax and torch.optim."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
import torch

import thalweg as tw
from timing import Row, best, interleaved

RUNS, STEPS, TORCH_RUNS = 1_000, 1_000, 20
RATES = np.geomspace(1e-4, 0.5, RUNS)
START = (-1.2, 1.0)


def ours() -> np.ndarray:
    problem = tw.Formula("(1 - x)**2 + 100*(y - x**2)**2")
    runs = tw.descend(problem, tw.Adam(lr=RATES), start=START, steps=STEPS)
    return runs.final.values


def with_optax() -> Callable[[], np.ndarray]:
    """The sweep, compiled when it is called for the first time."""

    def loss(theta: jax.Array) -> jax.Array:
        x, y = theta
        return (1 - x) ** 2 + 100 * (y - x**2) ** 2

    def run(lr: jax.Array) -> Any:
        adam = optax.adam(lr)
        theta = jnp.array(START)

        def step(carry, _):
            theta, state = carry
            value, g = jax.value_and_grad(loss)(theta)
            updates, state = adam.update(g, state)
            return (optax.apply_updates(theta, updates), state), (theta, value, g)

        (theta, _), record = jax.lax.scan(step, (theta, adam.init(theta)), None, length=STEPS)
        return theta, record

    compiled = jax.jit(jax.vmap(run))

    def sweep() -> np.ndarray:
        final, record = compiled(jnp.asarray(RATES))
        jax.block_until_ready(record)
        return np.asarray(final)

    return sweep


def with_torch(count: int) -> np.ndarray:
    finals = []
    for lr in RATES[:: RUNS // count]:
        theta = torch.tensor(START, dtype=torch.float64, requires_grad=True)
        adam = torch.optim.Adam([theta], lr=float(lr))
        path = []
        for _ in range(STEPS):
            adam.zero_grad()
            loss = (1 - theta[0]) ** 2 + 100 * (theta[1] - theta[0] ** 2) ** 2
            loss.backward()
            path.append((theta.detach().clone(), loss.item()))
            adam.step()
        finals.append(theta.detach().numpy().copy())
    return np.array(finals)


def rows() -> list[Row]:
    jax.config.update("jax_enable_x64", True)
    again = with_optax()
    np.testing.assert_allclose(ours(), again(), rtol=1e-6, atol=1e-9)

    def compiling() -> None:
        # A new function each time: compilation is part of the comparison on both sides.
        with_optax()()

    took = interleaved({"ours": ours, "optax": compiling, "again": again})
    own, other = took["ours"], took["optax"]
    slow = best(lambda: with_torch(TORCH_RUNS), 1) * RUNS / TORCH_RUNS
    return [
        Row(
            "1,000 rates × 1,000 steps of Adam",
            own,
            other,
            other / own,
            ">= 1",
            "with compilation, on both sides",
            "optax",
        ),
        Row(
            "the same again",
            own,
            took["again"],
            took["again"] / own,
            "",
            "optax has compiled before, ours compiles",
            "optax",
        ),
        Row(
            "1,000 rates × 1,000 steps of Adam",
            own,
            slow,
            slow / own,
            ">= 1000",
            "20 runs, scaled",
            "torch.optim",
        ),
    ]
