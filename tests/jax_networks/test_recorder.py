"""Recording a training in JAX."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

import thalweg as tw
from thalweg.errors import ArgumentError
from thalweg.jax import Network, Recorder

X = jnp.asarray(np.random.default_rng(0).standard_normal((40, 3)), jnp.float32)
Y = (X @ jnp.array([1.0, -2.0, 0.5]))[:, None]


def apply(params: Any, x: jax.Array) -> jax.Array:
    return jnp.tanh(x @ params["in"]["kernel"]) @ params["out"]["kernel"]


def mse(outputs: jax.Array, targets: jax.Array) -> jax.Array:
    return ((outputs - targets) ** 2).mean()


def params() -> Any:
    keys = jax.random.split(jax.random.key(1))
    return {
        "in": {"kernel": jax.random.normal(keys[0], (3, 5))},
        "out": {"kernel": jax.random.normal(keys[1], (5, 1))},
    }


def train(
    store: Path, steps: int = 12, every: int = 3, **how: Any
) -> tuple[Any, list[Any], list[float]]:
    rule = optax.sgd(0.05)

    # Donated: the arrays of the step before are gone.
    def update(at: Any, state: Any) -> Any:
        loss, slope = jax.value_and_grad(lambda p: mse(apply(p, X), Y))(at)
        moves, state = rule.update(slope, state)
        return optax.apply_updates(at, moves), state, loss

    compiled = jax.jit(update, donate_argnums=0)
    at = params()
    state, seen, losses = rule.init(at), [jax.tree.map(np.array, at)], []
    recorder = Recorder(at, store, every=every, label="sgd lr=0.05", lr=0.05, title="Tiny", **how)
    for _ in range(steps):
        at, state, loss = compiled(at, state)
        recorder.step(at, loss=loss)
        seen.append(jax.tree.map(np.array, at))
        losses.append(float(loss))
    return recorder.finish(), seen, losses


def test_snapshots_are_those_of_the_training_also_where_arrays_are_donated(tmp_path: Path) -> None:
    runs, seen, losses = train(tmp_path / "run.zarr", steps=13)
    assert runs.dataset.step.values.tolist() == [0, 3, 6, 9, 12, 13]
    network = Network(apply, params(), mse, (X, Y))
    for k, step in enumerate(runs.dataset.step.values):
        np.testing.assert_array_equal(runs.dataset.theta[0, k], network.vector(seen[step]))
    np.testing.assert_allclose(runs.dataset.batch_loss[0, :4], [losses[i] for i in (0, 3, 6, 9)])
    assert runs.labels == ("sgd lr=0.05",)
    assert runs.dataset.lr.values == [0.05]


def test_its_runs_go_onto_a_landscape(tmp_path: Path) -> None:
    runs, _, losses = train(tmp_path / "run.zarr")
    network = Network(apply, params(), mse, (X, Y))
    land = tw.landscape(network, plane=tw.Plane.pca(runs), runs=runs, grid=(7, 7))
    assert land.paths is not None
    assert float(land.paths.dataset.loss[0, 0]) == pytest.approx(losses[0], rel=1e-5)
    tw.save(land, tmp_path / "land.svg")
    assert (tmp_path / "land.svg").stat().st_size > 1000


def test_bfloat16_keeps_three_digits_and_notices_divergence(tmp_path: Path) -> None:
    runs, seen, _ = train(tmp_path / "run.zarr", dtype="bfloat16")
    first = np.concatenate([np.asarray(seen[0][k]["kernel"]).T.ravel() for k in ("in", "out")])
    np.testing.assert_allclose(runs.dataset.theta[0, 0], first, rtol=1 / 128)
    recorder = Recorder(params(), tmp_path / "bad.zarr", dtype="bfloat16")
    recorder.step(jax.tree.map(lambda leaf: leaf * jnp.inf, params()))
    assert recorder.finish().diverged_at.values.tolist() == [1]


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="every must be a whole number of at least 1, not 0"):
        Recorder(params(), tmp_path / "run.zarr", every=0)
    with pytest.raises(ArgumentError, match="dtype must be one of float32"):
        Recorder(params(), tmp_path / "run.zarr", dtype="float8")
