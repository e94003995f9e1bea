"""JAX networks against the same networks in PyTorch, and against double precision."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import equinox as eqx
import flax.linen as nn
import jax
import jax.numpy as jnp
import numpy as np
import pytest
import torch
from flax import nnx

import thalweg as tw
from networks_kit import digits, mlp, oracle
from thalweg.errors import ArgumentError, DataError, UnknownName
from thalweg.jax import Network, evaluate, layout
from thalweg.problems.blackbox import alike
from thalweg.torch import Network as TorchNetwork

IMAGES, LABELS = digits(60)
DATA = np.asarray(IMAGES), np.asarray(LABELS)


def cross_entropy(outputs: jax.Array, targets: jax.Array) -> jax.Array:
    return -jnp.take_along_axis(jax.nn.log_softmax(outputs), targets[:, None], axis=1).mean()


class Mlp(nn.Module):
    """The network of networks_kit.mlp."""

    @nn.compact
    def __call__(self, x: jax.Array) -> jax.Array:
        x = nn.relu(nn.Dense(24)(x))
        x = jnp.tanh(nn.Dense(16)(x))
        return nn.Dense(10)(x)


def weights(model: torch.nn.Module) -> list[np.ndarray]:
    return [p.detach().numpy() for p in model.parameters()]


@pytest.fixture(autouse=True)
def _measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """One compiled function a landscape, instead of several to choose from."""
    monkeypatch.setattr(evaluate, "_CHUNKS", ())


@pytest.fixture(scope="module")
def model() -> torch.nn.Module:
    torch.manual_seed(3)
    return mlp()


def as_flax(model: torch.nn.Module) -> tuple[Any, Any]:
    params = {}
    parts = weights(model)
    for k in range(3):
        params[f"Dense_{k}"] = {"kernel": parts[2 * k].T.copy(), "bias": parts[2 * k + 1]}
    return Mlp().apply, {"params": jax.tree.map(jnp.asarray, params)}


def as_equinox(model: torch.nn.Module) -> tuple[Any, Any]:
    keys = jax.random.split(jax.random.key(0), 3)
    layers = [
        eqx.nn.Linear(a, b, key=k) for k, a, b in zip(keys, (64, 24, 16), (24, 16, 10), strict=True)
    ]
    module = eqx.nn.Sequential(
        [layers[0], eqx.nn.Lambda(jax.nn.relu), layers[1], eqx.nn.Lambda(jnp.tanh), layers[2]]
    )
    places = [0, 0, 2, 2, 4, 4]
    module = eqx.tree_at(
        lambda m: [getattr(m[p], n) for p, n in zip(places, ["weight", "bias"] * 3, strict=True)],
        module,
        [jnp.asarray(w) for w in weights(model)],
    )
    return (lambda module, x: jax.vmap(module)(x)), module


def as_plain(model: torch.nn.Module) -> tuple[Any, Any]:
    def apply(layers: Any, x: jax.Array) -> jax.Array:
        (a, b), (c, d), (e, f) = layers
        return jnp.tanh(jax.nn.relu(x @ a.T + b) @ c.T + d) @ e.T + f

    parts = [jnp.asarray(w) for w in weights(model)]
    return apply, [parts[:2], parts[2:4], parts[4:]]


LIBRARIES = {"equinox": as_equinox, "flax": as_flax, "plain": as_plain}


@pytest.fixture(scope="module", params=list(LIBRARIES))
def pair(request: pytest.FixtureRequest, model: torch.nn.Module) -> tuple[Network, TorchNetwork]:
    apply, params = LIBRARIES[request.param](model)
    ours = Network(apply, params, cross_entropy, DATA, metrics=["accuracy"])
    theirs = TorchNetwork(
        model, torch.nn.CrossEntropyLoss(), (IMAGES, LABELS), metrics=["accuracy"]
    )
    return ours, theirs


def turned(network: Network, theirs: TorchNetwork) -> np.ndarray:
    """Where each of PyTorch's parameters stands: Flax sorts names, so that a bias goes before its kernel."""
    starts = {tuple(b.shape): b.offset for b in network.blocks}
    return np.concatenate(
        [starts[tuple(b.shape)] + np.arange(int(np.prod(b.shape))) for b in theirs.blocks]
    )


def test_torch_and_jax_agree_on_the_same_weights(pair: tuple[Network, TorchNetwork]) -> None:
    ours, theirs = pair
    places = turned(ours, theirs)
    np.testing.assert_array_equal(ours.start[places], theirs.start)
    drawn = np.random.default_rng(0).standard_normal((2, len(places)))
    theta = theirs.start + 0.05 * drawn[0]
    mine = np.empty_like(theta)
    mine[places] = theta
    along = np.empty_like(theta)
    along[places] = drawn[1]
    assert ours.loss(mine) == pytest.approx(theirs.loss(theta), rel=1e-6)
    scale = np.abs(theirs.gradient(theta)).max()
    np.testing.assert_allclose(
        ours.gradient(mine)[places], theirs.gradient(theta), atol=1e-6 * scale, rtol=0
    )
    product = theirs.hvp(theta, drawn[1])
    np.testing.assert_allclose(
        ours.hvp(mine, along)[places], product, atol=1e-5 * np.abs(product).max(), rtol=0
    )


def test_their_landscapes_agree_to_1e_6(
    pair: tuple[Network, TorchNetwork], model: torch.nn.Module
) -> None:
    ours, theirs = pair
    places = turned(ours, theirs)
    plane = tw.Plane.random(theirs, seed=4)
    basis = np.empty_like(plane.basis)
    basis[:, places] = plane.basis
    same = tw.Plane(ours.start, basis)
    mine = tw.landscape(ours, plane=same, grid=(5, 4))
    found = tw.landscape(theirs, plane=plane, grid=(5, 4))
    np.testing.assert_allclose(mine.loss, found.loss, rtol=1e-6)
    np.testing.assert_allclose(mine.dataset.accuracy, found.dataset.accuracy, rtol=1e-6)
    exact = oracle(model, plane.point([1.0, -1.0]), (IMAGES, LABELS))
    assert float(mine.dataset.loss[-1, 0]) == pytest.approx(exact, rel=1e-6)


def test_filter_normalised_directions_have_the_norms_of_the_filters(
    model: torch.nn.Module,
) -> None:
    # Flax keeps a kernel's filters in its columns; each must get the norm that PyTorch's row has.
    apply, params = as_flax(model)
    network = Network(apply, params, cross_entropy, DATA)
    plane = tw.Plane.random(network, seed=1)
    direction = network.tree(plane.basis[0])["params"]
    for name, layer in params["params"].items():
        np.testing.assert_allclose(
            np.linalg.norm(direction[name]["kernel"], axis=0),
            np.linalg.norm(layer["kernel"], axis=0),
            rtol=1e-5,
        )
        assert not np.any(direction[name]["bias"])


@pytest.mark.parametrize("mode", ["map", "vmap"])
def test_a_point_has_the_same_bits_whatever_stands_beside_it(
    model: torch.nn.Module, mode: str
) -> None:
    apply, params = as_flax(model)
    network = Network(apply, params, cross_entropy, DATA, batch_size=30)
    on = network.on_plane(tw.Plane.random(network), {"mode": mode, "tile": 8})
    points = np.random.default_rng(0).uniform(-1, 1, (19, 2))
    whole = on(points)
    assert whole[16:].tolist() == on(points[16:]).tolist()
    theta = [on.plane.origin + p @ on.plane.basis for p in points]
    np.testing.assert_allclose(whole, network.loss(theta), rtol=2e-6)


def test_the_faster_way_is_chosen_and_kept(
    model: torch.nn.Module, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply, params = as_flax(model)
    network = Network(apply, params, cross_entropy, DATA)
    seconds = {("map", 8): 1e-3, ("vmap", 8): 5e-4, ("vmap", 32): 3e-4, ("vmap", 128): 2.9e-4}
    monkeypatch.setattr(evaluate, "_CHUNKS", (8, 32, 128))
    monkeypatch.setattr(evaluate, "_seconds", lambda n, p, s: seconds[s["mode"], s["tile"]])
    on = network.on_plane(tw.Plane.random(network))
    assert on.settings == {"mode": "vmap", "tile": 32}


def test_test_samples_batches_and_streams(model: torch.nn.Module) -> None:
    apply, params = as_flax(model)
    x, y = DATA
    whole = Network(
        apply, params, cross_entropy, (x, y), test=(x[:30], y[:30]), metrics=["accuracy"]
    )
    assert whole.names == ("loss", "accuracy", "test_loss", "test_accuracy")
    batches = [(x[i : i + 25], y[i : i + 25]) for i in range(0, 60, 25)]
    streamed = Network(apply, params, cross_entropy, batches, budget=10_000)
    assert streamed.data.streamed
    loss = whole.loss(whole.start)
    assert streamed.loss(whole.start) == pytest.approx(loss, rel=1e-6)
    on = whole.on_plane(tw.Plane.random(whole))
    found = dict(zip(whole.names, on.table([[0, 0]])[0], strict=True))
    assert found["loss"] == pytest.approx(float(loss), rel=1e-6)
    few, _ = whole.loss_and_gradient(whole.start, np.arange(30))
    assert found["test_loss"] == pytest.approx(float(few), rel=1e-6)


def test_what_does_not_vary_stays_and_counts(model: torch.nn.Module) -> None:
    apply, params = as_flax(model)
    last = Network(apply, params, cross_entropy, DATA, vary=lambda name: "Dense_2" in name)
    assert [b.name for b in last.blocks] == ["params.Dense_2.bias", "params.Dense_2.kernel"]
    whole = Network(apply, params, cross_entropy, DATA)
    assert last.loss(last.start) == whole.loss(whole.start)
    other = jax.tree.map(lambda leaf: leaf + 0.01, params)
    assert (
        last.fingerprint
        != Network(apply, other, cross_entropy, DATA, vary=lambda n: "Dense_2" in n).fingerprint
    )
    assert (
        last.fingerprint
        == Network(apply, params, cross_entropy, DATA, vary=lambda n: "Dense_2" in n).fingerprint
    )


def test_a_store_goes_on_with_the_same_bits(model: torch.nn.Module, tmp_path: Any) -> None:
    apply, params = as_flax(model)
    network = Network(apply, params, cross_entropy, DATA)
    plane = tw.Plane.random(network)
    whole = tw.landscape(network, plane=plane, grid=(9, 4))

    def stop(done: int, _: int) -> None:
        if done > 10:
            raise KeyboardInterrupt

    store = tmp_path / "land.zarr"
    with pytest.raises(KeyboardInterrupt):
        tw.landscape(network, plane=plane, grid=(9, 4), store=store, progress=stop)
    again = tw.landscape(network, plane=plane, grid=(9, 4), store=store)
    assert again.dataset.attrs["settings"] == tw.load(store).dataset.attrs["settings"]
    np.testing.assert_array_equal(again.loss, whole.loss)
    saved = tw.load(store)
    assert isinstance(saved, tw.Landscape)
    assert alike(saved.problem, network)


def test_an_executor_evaluates_to_the_same_bits(model: torch.nn.Module) -> None:
    apply, params = as_flax(model)
    network = Network(apply, params, cross_entropy, DATA)
    plane = tw.Plane.random(network)
    here = tw.landscape(network, plane=plane, grid=(6, 5))
    with ThreadPoolExecutor(2) as pool:
        there = tw.landscape(network, plane=plane, grid=(6, 5), executor=pool)
    np.testing.assert_array_equal(here.loss, there.loss)


def test_a_network_can_be_sent_to_another_process(model: torch.nn.Module) -> None:
    flax, params = as_flax(model)
    network = Network(flax, params, cross_entropy, DATA)
    network.gradient(network.start)  # what is compiled stays here
    sent = pickle.loads(pickle.dumps(network))  # noqa: S301
    assert sent == network
    assert sent.loss(network.start) == network.loss(network.start)


def test_errors_say_what_to_do(model: torch.nn.Module) -> None:
    apply, params = as_flax(model)
    with pytest.raises(ArgumentError, match=r"the loss must be one number, not of shape \(2, 10\)"):
        Network(apply, params, lambda o, t: o, DATA)
    with pytest.raises(UnknownName, match='unknown metric "acuracy"; did you mean "accuracy"'):
        Network(apply, params, cross_entropy, DATA, metrics=["acuracy"])
    with pytest.raises(UnknownName, match=r'no leaf "params\.Dense_0\.kernle"; did you mean'):
        Network(apply, params, cross_entropy, DATA, vary=["params.Dense_0.kernle"])
    with pytest.raises(ArgumentError, match="hold no array of real numbers"):
        Network(apply, {"a": jnp.arange(3)}, cross_entropy, DATA)
    with pytest.raises(DataError, match="the same number of samples"):
        Network(apply, params, cross_entropy, (DATA[0], DATA[1][:5]))
    network = Network(apply, params, cross_entropy, DATA)
    with pytest.raises(DataError, match=r'they lack "params\.Dense_0\.bias"'):
        network.vector({"params": {}})


def test_leaves_whose_names_would_be_one_are_told_apart() -> None:
    params = {"a": {"b": jnp.full(2, 2.0)}, "a.b": jnp.full(2, 3.0), "c": jnp.ones(1)}

    def apply(params: Any, x: jax.Array) -> jax.Array:
        return x @ params["a"]["b"] * params["a.b"].sum() * params["c"]

    def squared(outputs: jax.Array, targets: jax.Array) -> jax.Array:
        return ((outputs - targets) ** 2).mean()

    data = np.array([[0.5, 0.5]], np.float32), np.zeros(1, np.float32)
    network = Network(apply, params, squared, data)
    assert [block.name for block in network.blocks] == ["['a']['b']", "['a.b']", "c"]
    assert float(network.loss(network.vector(params))) == 144
    only = Network(apply, params, squared, data, vary=["['a.b']"])
    assert only.gradient([3.0, 3.0]).tolist() == [48.0, 48.0]
    assert layout.filter_axis("['a']['kernel']") == layout.filter_axis("['a.kernel']") == -1
    assert layout.filter_axis("['kernel']['b']") == 0


def test_keys_among_the_parameters_stay_as_they_are() -> None:
    rngs = nnx.Rngs(0)
    model = nnx.Sequential(nnx.Linear(2, 3, rngs=rngs), nnx.Dropout(0.5, rngs=rngs))
    model.eval()
    graph, state = nnx.split(model)

    def squared(outputs: jax.Array, targets: jax.Array) -> jax.Array:
        return ((outputs - targets) ** 2).mean()

    data = np.eye(2, dtype=np.float32), np.zeros((2, 3), np.float32)
    network = Network(lambda state, x: nnx.merge(graph, state)(x), state, squared, data)
    plane = tw.Plane.random(network, network.start)
    assert np.isfinite(tw.landscape(network, plane=plane, grid=3).loss).all()

    def keyed(seed: int) -> Network:
        params = {"w": jnp.ones((2, 3)), "key": jax.random.key(seed)}
        return Network(lambda p, x: x @ p["w"], params, squared, data)

    assert keyed(0).fingerprint == keyed(0).fingerprint != keyed(1).fingerprint
