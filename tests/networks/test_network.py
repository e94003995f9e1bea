"""Networks against double precision, PyTorch's own derivatives, and what other tools get wrong."""

from __future__ import annotations

import copy
import itertools
import json
import math
import pickle
import re

import numpy as np
import pytest
import torch
from sklearn.metrics import accuracy_score
from torch import nn
from torch.func import functional_call, hessian
from torch.optim.swa_utils import AveragedModel, update_bn
from torch.utils.data import DataLoader, TensorDataset

import thalweg as tw
from networks_kit import MODELS, cnn, mlp, oracle
from thalweg.errors import ArgumentError, DataError, StoreError, UnknownName
from thalweg.torch import Network, chain as chains, checkpoints
from thalweg.torch.evaluate import Batched, Loop

LOSS = nn.CrossEntropyLoss()
MODES = {
    "loop": {"mode": "loop", "tile": 8, "in_place": False, "rows": 0, "threads": 1},
    "in blocks": {"mode": "loop", "tile": 8, "in_place": True, "rows": 128, "threads": 1},
    "in place": {"mode": "loop", "tile": 8, "in_place": True, "rows": 0, "threads": 1},
    "vmap": {"mode": "vmap", "tile": 4, "in_place": False, "rows": 0, "threads": 1},
}
POINTS = np.array([[0.0, 0.0], [0.5, -0.3], [-1.0, 1.0], [1.0, 1.0], [0.1, 0.0]])


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_gives_the_loss_of_double_precision(model, data, mode):
    network = Network(model, LOSS, data)
    plane = tw.Plane.random(network, seed=1)
    evaluate = network.on_plane(plane, MODES[mode])
    assert type(evaluate) is (Batched if mode == "vmap" else Loop)
    found = evaluate(POINTS)
    expected = [oracle(model, plane.point(at), data) for at in POINTS]
    np.testing.assert_allclose(found, expected, rtol=1e-6)
    # Buffers that are used again hold nothing of the point before.
    np.testing.assert_array_equal(evaluate(POINTS[::-1])[::-1] if mode != "vmap" else found, found)


def stack(*activations: nn.Module) -> nn.Module:
    """64 numbers through a linear layer before each activation, and one after them, in parts."""
    widths = [64, 9, 7, 8, 6][: len(activations) + 1]
    pairs = [
        nn.Sequential(nn.Linear(a, b, bias=b != 7), each)
        for (a, b), each in zip(itertools.pairwise(widths), activations, strict=True)
    ]
    return nn.Sequential(nn.Flatten(), *pairs, nn.Dropout(0.5), nn.Linear(widths[-1], 10))


@pytest.mark.parametrize(
    ("model", "loss_fn", "settings"),
    [
        (lambda: stack(nn.ReLU(), nn.Tanh(), nn.Sigmoid()), LOSS, {"batch_size": 130}),
        (lambda: stack(nn.GELU(), nn.SiLU(), nn.ELU(), nn.ReLU()), LOSS, {"budget": 400_000}),
        (lambda: stack(nn.ReLU()), nn.functional.cross_entropy, {"params": ["5.bias", "1.0.bias"]}),
        (lambda: stack(nn.Tanh()), nn.CrossEntropyLoss(label_smoothing=0.1), {}),
        (lambda: stack(nn.Tanh()), nn.CrossEntropyLoss(ignore_index=3), {}),
        (lambda: stack(nn.Tanh()), nn.CrossEntropyLoss(torch.arange(1.0, 11)), {}),
        (lambda: stack(nn.Tanh()), nn.CrossEntropyLoss(reduction="sum"), {}),
        (lambda: stack(nn.Tanh()), lambda out, y: (out[:, 0] - y).square().mean(), {}),
        (lambda: nn.Sequential(nn.Linear(64, 10)), LOSS, {}),
    ],
)
def test_chains_of_linear_layers(data, model, loss_fn, settings, monkeypatch):
    # So that several blocks go through.
    monkeypatch.setattr(chains, "ROWS", 64)
    made = model()
    settings = {"metrics": ["accuracy"], "test": (data[0][:90], data[1][:90]), **settings}
    if "params" in settings:
        last = str(len(made) - 1)
        settings["params"] = [f"{last}.bias", "1.0.bias"]
    network = Network(made, loss_fn, data, **settings)
    plane = tw.Plane.random(network, seed=1, normalize=None)
    evaluate = network.on_plane(plane)
    assert evaluate.settings["mode"] == "chain"
    double = copy.deepcopy(loss_fn)
    if isinstance(double, nn.Module):
        double = double.double()
    data64 = data[0].double(), data[1]
    settings["test"] = data64[0][:90], data64[1][:90]
    exact = Network(copy.deepcopy(made).double(), double, data64, **settings)
    expected = [exact.table(plane.point(at)) for at in POINTS]
    np.testing.assert_allclose(evaluate.table(POINTS), expected, rtol=1e-6)
    line = tw.Plane(plane.origin, plane.basis[0])
    found = network.on_plane(line, evaluate.settings)(POINTS[:, :1])
    expected = [exact.table(line.point(at))[0] for at in POINTS[:, :1]]
    np.testing.assert_allclose(found, expected, rtol=1e-6)


def branching(out, y):
    return LOSS(out, y) * (2.0 if out.sum() > 0 else 1.0)


class Own(nn.Module):
    """A model with a forward of its own, which is no chain."""

    def __init__(self) -> None:
        super().__init__()
        self.body = stack(nn.Tanh())

    def forward(self, x):
        return self.body(x)


@pytest.mark.parametrize("make", [lambda: stack(nn.Tanh()), Own])
@pytest.mark.parametrize("loss_fn", [LOSS, branching, lambda out, y: LOSS(out, y).item()])
def test_metrics_and_losses_that_take_one_point_at_a_time(data, make, loss_fn):
    def listed(out, y):
        return sum(a == b for a, b in zip(out.argmax(1).tolist(), y.tolist(), strict=True)) / len(y)

    metrics = {
        "item": lambda out, y: (out.argmax(1) == y).float().mean().item(),
        "numpy": lambda out, y: accuracy_score(y.numpy(), out.argmax(1).numpy()),
        "tolist": listed,
        "positive": lambda out, y: out[out > 0].mean(),
        "viewed": lambda out, y: out.view(-1)[: len(y)].mean(),
        "plain": lambda out, y: (out.argmax(1) == y).double().mean(),
    }
    network = Network(make(), loss_fn, data, metrics=metrics)
    plane = tw.Plane.random(network)
    land = tw.landscape(network, plane=plane, grid=(2, 3))
    for i, a in enumerate((-1, 1)):
        for j, b in enumerate((-1, 0, 1)):
            expected = network.table(plane.point([a, b]))
            found = [land.dataset[name].values[i, j] for name in network.names]
            np.testing.assert_allclose(found, expected, rtol=1e-5)
    plain = land.dataset["plain"].values
    for name in ("item", "numpy", "tolist"):
        np.testing.assert_allclose(land.dataset[name].values, plain, rtol=1e-6)


def test_only_what_cannot_be_batched_is_taken_point_by_point(data):
    metrics = {"item": lambda out, y: out.mean().item(), "plain": lambda out, y: out.mean()}
    network = Network(stack(nn.Tanh()), LOSS, data, metrics=metrics)
    evaluate = network.on_plane(tw.Plane.random(network))
    evaluate.table(POINTS)
    assert isinstance(evaluate, chains.Chain)
    assert evaluate.alone == {1}


def test_what_looks_at_several_samples_gets_all_of_them(data):
    class Centred(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Linear(64, 10)

        def forward(self, x):
            return self.layer(x - x.mean(dim=0))

    model = Centred()
    network = Network(model, LOSS, data)
    plane = tw.Plane.random(network)
    evaluate = network.on_plane(plane)
    assert not evaluate.settings["rows"]
    expected = [oracle(model, plane.point(at), data) for at in POINTS]
    np.testing.assert_allclose(evaluate(POINTS), expected, rtol=1e-6)


def test_compiled_models_give_the_same(data):
    # PyTorch's own backends only; the default one needs a C++ compiler, and seconds.
    model = mlp()
    network = Network(model, LOSS, data, compile="eager")
    plane = tw.Plane.random(network, seed=1)
    expected = [oracle(model, plane.point(at), data) for at in POINTS]
    np.testing.assert_allclose(network.on_plane(plane)(POINTS), expected, rtol=1e-6)
    assert network != Network(model, LOSS, data)
    with pytest.raises(ArgumentError) as caught:
        Network(model, LOSS, data, compile="nosuch").on_plane(plane)
    assert "torch.compile does not work with this model here" in str(caught.value)
    assert str(caught.value).endswith("; leave out compile=")


def test_a_landscape_is_exact_and_its_points_are_where_they_should_be(data):
    model = mlp()
    network = Network(model, LOSS, data, metrics=["accuracy"], test=(data[0][:50], data[1][:50]))
    plane = tw.Plane.random(network).over((-1, 1.5), (-0.5, 0.5))
    land = tw.landscape(network, plane=plane, grid=(4, 7))
    assert land.loss.shape == (4, 7)
    assert set(land.dataset.data_vars) >= {"loss", "accuracy", "test_loss", "test_accuracy"}
    for i, a in enumerate(np.linspace(-1, 1.5, 4)):
        for j, b in enumerate(np.linspace(-0.5, 0.5, 7)):
            theta = plane.point([a, b])
            assert land.loss[i, j] == pytest.approx(oracle(model, theta, data), rel=1e-6)
            few = data[0][:50], data[1][:50]
            assert land.dataset.test_loss.values[i, j] == pytest.approx(
                oracle(model, theta, few), rel=1e-6
            )
    outputs = model(data[0])
    share = float((outputs.argmax(1) == data[1]).double().mean())
    assert network.table(network.start)[1] == share


@pytest.mark.filterwarnings("ignore:`torch.jit.script` is deprecated:DeprecationWarning")
def test_gradient_and_hessian_are_those_of_pytorch(data):
    small = data[0][:40], data[1][:40]
    model = nn.Sequential(nn.Linear(64, 3), nn.Tanh(), nn.Linear(3, 10)).double()
    network = Network(model, LOSS, (small[0].double(), small[1]), batch_size=16)
    theta = network.start
    flat = torch.tensor(theta)

    def loss(vector: torch.Tensor) -> torch.Tensor:
        return LOSS(
            functional_call(model, network.layout.views(vector), small[0].double()), small[1]
        )

    np.testing.assert_allclose(network.loss(theta), float(loss(flat)), rtol=1e-13)
    np.testing.assert_allclose(network.gradient(theta), torch.func.grad(loss)(flat), atol=1e-13)
    whole = hessian(loss)(flat).detach().numpy()
    v = np.random.default_rng(0).standard_normal(len(theta))
    np.testing.assert_allclose(network.hvp(theta, v), whole @ v, atol=1e-11)
    values = np.linalg.eigvalsh(whole)
    plane = tw.Plane.hessian(network, tolerance=1e-10)
    np.testing.assert_allclose(plane.about["eigenvalues"], values[::-1][:2], rtol=1e-8)
    for value, vector in zip(plane.about["eigenvalues"], plane.basis, strict=True):
        np.testing.assert_allclose(whole @ vector, value * vector, atol=1e-6)


def test_second_derivatives_of_attention(data):
    model = MODELS["transformer"]().double()
    network = Network(model, LOSS, (data[0][:10].double(), data[1][:10]))
    v = np.random.default_rng(0).standard_normal(len(network.params))
    v /= np.linalg.norm(v)
    step = 1e-5
    there, back = (network.gradient(network.start + s * step * v) for s in (1, -1))
    np.testing.assert_allclose(
        network.hvp(network.start, v), (there - back) / (2 * step), atol=1e-6
    )


def test_means_of_batches_are_weighted(data):
    # 300 = 2 * 128 + 44: another tool's mean of means is off.
    loader = DataLoader(TensorDataset(*data), batch_size=128)
    model = mlp()
    network = Network(model, LOSS, loader)
    assert float(network.loss(network.start)) == pytest.approx(
        oracle(model, network.start, data), rel=1e-6
    )
    streamed = Network(model, LOSS, loader, budget=1000)
    assert streamed.data.streamed
    assert not network.data.streamed
    assert float(streamed.loss(network.start)) == pytest.approx(
        float(network.loss(network.start)), rel=1e-6
    )
    plane = tw.Plane.random(network)
    np.testing.assert_allclose(
        streamed.on_plane(plane)(POINTS), network.on_plane(plane)(POINTS), rtol=1e-6
    )
    summed = Network(model, nn.CrossEntropyLoss(reduction="sum"), loader)
    assert float(summed.loss(network.start)) == pytest.approx(
        float(network.loss(network.start)), rel=1e-6
    )


def test_a_shuffled_loader_is_read_once(data):
    reads = []

    class Counted(TensorDataset):
        def __getitem__(self, index):
            reads.append(index)
            return super().__getitem__(index)

    network = Network(mlp(), LOSS, DataLoader(Counted(*data), batch_size=100, shuffle=True))
    tw.landscape(network, plane=tw.Plane.random(network), grid=3)
    assert len(reads) == 300


@pytest.mark.parametrize("how", ["evaluation", "frozen", "recalibrated"])
def test_batch_normalization(data, how):
    model = cnn()
    network = Network(model, LOSS, data, batch_norm=how, batch_size=100)
    plane = tw.Plane.random(network, seed=2)
    batches = [data[0][i : i + 100].double() for i in (0, 100, 200)]

    def prepare(exact: nn.Module) -> None:
        if how == "recalibrated":
            update_bn(batches, exact)

    source = copy.deepcopy(model)
    if how == "frozen":
        update_bn([batch.float() for batch in batches], source)
    expected = [oracle(source, plane.point(at), data, prepare) for at in POINTS]
    np.testing.assert_allclose(network.on_plane(plane)(POINTS), expected, rtol=2e-6)
    land = tw.landscape(network, plane=plane, grid=3)
    said = {
        "evaluation": "running statistics",
        "frozen": "statistics of the data",
        "recalibrated": "recalibrated at each point",
    }
    assert said[how] in land.dataset.attrs["note"]
    assert said[how] in tw.Scene(land).alt
    # The model that was given is as it was.
    for mine, theirs in zip(model.buffers(), source.buffers(), strict=True):
        assert how == "frozen" or torch.equal(mine, theirs)


def test_training_on_does_not_change_the_problem(data):
    model = mlp()
    network = Network(model, LOSS, data)
    before = float(network.loss(network.start))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
    assert float(network.loss(network.start)) == before
    # And evaluating does not change the model.
    tw.landscape(network, plane=tw.Plane.random(network), grid=3)
    assert all((p == 0).all() for p in model.parameters())


def test_only_chosen_parameters_vary(data):
    model = mlp()
    network = Network(model, LOSS, data, params=["4.weight", "4.bias"])
    assert [block.name for block in network.blocks] == ["4.weight", "4.bias"]
    assert network.params[0] == "4.weight[0, 0]"
    theta = np.concatenate([p.detach().double().numpy().ravel() for p in model.parameters()])
    theta[-170:] = 0
    assert float(network.loss(np.zeros(170))) == pytest.approx(math.log(10))
    assert oracle(model, theta, data) == pytest.approx(math.log(10))
    plane = tw.Plane.random(network)
    for mode in MODES.values():
        found = network.on_plane(plane, mode)(POINTS)
        np.testing.assert_allclose(found, network.loss(plane.point(POINTS)), rtol=1e-6)


def test_tied_parameters_are_there_once(data):
    class Tied(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a, self.b = nn.Linear(64, 64), nn.Linear(64, 64)
            self.b.weight = self.a.weight

        def forward(self, x):
            return self.b(torch.tanh(self.a(x)))[:, :10]

    model = Tied()
    network = Network(model, LOSS, data)
    assert len(network.params) == 64 * 64 + 128
    plane = tw.Plane.random(network)
    for mode in MODES.values():
        found = network.on_plane(plane, mode)(POINTS)
        np.testing.assert_allclose(
            found, [oracle(model, plane.point(p), data) for p in POINTS], rtol=1e-6
        )


def test_diverged_losses_stay_what_they_are(data):
    network = Network(stack(nn.ReLU(), nn.ReLU()), LOSS, data)
    plane = tw.Plane.random(network).over((0, 1e38), (0, 1e38))
    land = tw.landscape(network, plane=plane, grid=3)
    assert not np.isfinite(land.loss[1:, 1:]).any()
    assert land.dataset.done.all()


def test_bfloat16_says_that_it_is_approximate(data):
    network = Network(mlp(), LOSS, data, precision="bfloat16")
    plane = tw.Plane.random(network)
    land = tw.landscape(network, plane=plane, grid=3)
    assert "bfloat16, approximate: error" in tw.Scene(land).alt
    # The error that is named is the one that is found, give or take which points were looked at.
    exact = tw.landscape(Network(network.model, LOSS, data), plane=plane, grid=3)
    measured = json.loads(land.dataset.attrs["settings"])["bfloat16_error"]
    found = np.max(np.abs(land.loss / exact.loss - 1))
    assert 0 < found < 0.05
    assert found / 20 < measured < 20 * found


def test_settings_are_kept_and_used_again(tmp_path, data):
    network = Network(mlp(), LOSS, data)
    plane = tw.Plane.random(network)
    first = tw.landscape(network, plane=plane, grid=5, store=tmp_path / "land.zarr")
    loaded = tw.load(tmp_path / "land.zarr")
    assert isinstance(loaded, tw.Landscape)
    assert loaded.dataset.attrs["settings"] == first.dataset.attrs["settings"]
    assert (
        tw.landscape(network, plane=plane, grid=5, store=tmp_path / "land.zarr").loss.tobytes()
        == first.loss.tobytes()
    )
    with pytest.raises(ArgumentError, match="was a network, and its code is not saved"):
        loaded.problem.loss(network.start)
    other = Network(network.model, LOSS, (data[0] + 1, data[1]))
    with pytest.raises(StoreError, match="another problem"):
        tw.landscape(other, plane=plane, grid=5, store=tmp_path / "land.zarr")


def test_a_network_can_be_sent_to_another_process(data):
    network = Network(mlp(), LOSS, data)
    again = pickle.loads(pickle.dumps(network))  # noqa: S301
    assert again == network
    assert float(again.loss(network.start)) == float(network.loss(network.start))


def test_optimizers_of_the_library_run_on_a_small_network(data):
    model = nn.Linear(64, 10)
    network = Network(model, LOSS, data)
    runs = tw.descend(network, tw.SGD(lr=0.5), start=network.start, steps=3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(3):
        optimizer.zero_grad()
        LOSS(model(data[0]), data[1]).backward()
        optimizer.step()
    assert float(runs.final_loss[0]) == pytest.approx(
        float(LOSS(model(data[0]), data[1]).detach()), rel=1e-6
    )


@pytest.mark.parametrize(
    ("make", "kind", "expected"),
    [
        (
            lambda d: Network(mlp(), nn.CrossEntropyLoss(reduction="none"), d),
            ArgumentError,
            "the loss must be one number, not of shape (2,): let loss_fn return the mean over the samples",
        ),
        (
            lambda d: Network(
                mlp(),
                LOSS,
                DataLoader(TensorDataset(d[0][:3], d[1][:3]), batch_size=8, drop_last=True),
            ),
            DataError,
            "the DataLoader is empty: it gave no batch; check its data set and drop_last",
        ),
        (
            lambda d: Network(mlp(), LOSS, (d[0], d[1][:5])),
            DataError,
            "inputs and targets must have the same number of samples; they have [300, 5]",
        ),
        (
            lambda d: Network(mlp(), LOSS, d, batch_norm="frozen"),
            ArgumentError,
            'batch_norm="frozen" needs a model with batch normalization; this one has none: leave it out',
        ),
        (
            lambda d: Network(mlp(), LOSS, d, metrics=["acuracy"]),
            UnknownName,
            'unknown metric "acuracy"; did you mean "accuracy"? (known are accuracy; others as {name: function})',
        ),
        (
            lambda d: Network(mlp(), LOSS, d, params=["4.weights"]),
            UnknownName,
            'the model has no parameter "4.weights"; did you mean "4.weight"?',
        ),
        (
            lambda d: Network(nn.ReLU(), LOSS, d),
            ArgumentError,
            "the model has no parameters",
        ),
    ],
)
def test_what_bad_input_is_told(data, make, kind, expected):
    with pytest.raises(kind) as caught:
        make(data)
    assert str(caught.value) == expected


def test_the_loss_at_checkpoints_that_a_plane_goes_through(model, data, tmp_path):
    network = Network(model, nn.CrossEntropyLoss(), data)
    torch.manual_seed(3)
    states = []
    for name in ("SGD", "Adam", "SWA"):
        state = {
            k: v + 0.02 * torch.randn(v.shape) * v.is_floating_point()
            for k, v in model.state_dict().items()
        }
        torch.save(state, tmp_path / f"{name}.pt")
        states.append(network.vector(tmp_path / f"{name}.pt"))
    for count in (2, 3):
        plane = tw.Plane.through(*states[:count], labels=("SGD", "Adam", "SWA")[:count])
        land = tw.landscape(network, plane=plane, grid=3, store=tmp_path / f"{count}.zarr")
        expected = [float(network.loss(theta)) for theta in states[:count]]
        assert [mark.loss for mark in land.marks] == pytest.approx(expected, rel=2e-6)
        found = tw.load(tmp_path / f"{count}.zarr")
        assert isinstance(found, tw.Landscape)
        assert found.marks == land.marks


class Inside(nn.Module):
    """A model whose own names begin like those of a wrapper."""

    def __init__(self) -> None:
        super().__init__()
        self.module = nn.Linear(64, 10)

    def forward(self, x):
        return self.module(x)


def half_compiled() -> nn.Module:
    made = mlp()
    made[0] = torch.compile(made[0], backend="eager")  # type: ignore[index,call-overload]
    return made


@pytest.mark.parametrize(
    "make",
    [
        lambda: torch.compile(mlp(), backend="eager"),
        lambda: AveragedModel(mlp()),
        half_compiled,
        Inside,
    ],
)
def test_names_of_wrapped_models(data, make, tmp_path):
    wrapped = make()
    network = Network(wrapped, LOSS, data)
    plain = {re.sub("_orig_mod[.]", "", name): one for name, one in wrapped.state_dict().items()}
    short = {re.sub("module[.]", "", name): one for name, one in plain.items()}
    deep = {f"module.{name}": one for name, one in wrapped.state_dict().items()}
    for state in (wrapped, network.model, wrapped.state_dict(), plain, short, deep):
        np.testing.assert_array_equal(network.vector(state), network.start)
    torch.save(short, tmp_path / "ep1.pt")
    found = checkpoints(wrapped, tmp_path / "ep1.pt", tmp_path / "run.zarr")
    np.testing.assert_allclose(found.final[0], network.start, rtol=1e-6)
    with pytest.raises(
        DataError, match=r"it lacks .*; it has .*other[.]weight.* instead; give the"
    ):
        network.vector({"other.weight": torch.ones(2)})


def test_a_point_of_a_plane_that_is_a_model_is_told_how_it_becomes_one(data):
    network = Network(mlp(), LOSS, data)
    for given in (network.model, network.model.state_dict(), "a.pt"):
        with pytest.raises(ArgumentError) as caught:
            tw.Plane.through(given, network.start)  # type: ignore[arg-type]
        kind = type(given).__name__
        assert str(caught.value) == (
            f"the points of a plane must be arrays of numbers, not {kind}; network.vector(...) makes one of a model, a"
            " state dict or a checkpoint file"
        )
