"""What a network is given: random numbers, loaders, outputs of any kind, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

import thalweg as tw
from networks_kit import mlp
from thalweg.errors import ArgumentError, UnknownName
from thalweg.torch import Network

F = nn.functional
LOSS = nn.CrossEntropyLoss()


class Noisy(nn.Module):
    """Drops outputs in evaluation, too."""

    def __init__(self) -> None:
        super().__init__()
        self.body = mlp()

    def forward(self, x):
        return F.dropout(self.body(x), 0.5)


@pytest.mark.parametrize("budget", [1 << 30, 1000])
def test_random_numbers_are_the_same_at_each_point_and_left_as_they_were(data, budget):
    loader = DataLoader(TensorDataset(*data), batch_size=100, shuffle=True)
    noisy, quiet = Noisy(), mlp()
    before = torch.get_rng_state()
    network = Network(noisy, LOSS, loader, budget=budget, metrics=["accuracy"])
    plane = tw.Plane.random(network)
    again = [float(network.loss(network.start)) for _ in range(2)]
    assert again[0] == again[1]
    land = tw.landscape(network, plane=plane, grid=3)
    assert land.loss[1, 1] == pytest.approx(again[0], rel=1e-6)
    assert "random numbers of the model: one draw" in land.dataset.attrs["note"]
    np.testing.assert_array_equal(network.gradient(network.start), network.gradient(network.start))
    small = 1e-3 * np.random.default_rng(0).standard_normal(len(network.start))
    there, back = (float(network.loss(network.start + s * small)) for s in (1, -1))
    assert there - back == pytest.approx(2 * small @ network.gradient(network.start), rel=0.02)
    network.hvp(network.start, small)
    still = tw.landscape(Network(quiet, LOSS, data), plane=plane, grid=3)
    assert "random" not in still.dataset.attrs.get("note", "")
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize("budget", [1 << 30, 1000])
@pytest.mark.parametrize("seeded", [False, True])
def test_a_shuffled_loader_is_the_same_problem_each_time(data, budget, seeded, tmp_path):
    generator = torch.Generator().manual_seed(5) if seeded else None
    loader = DataLoader(
        TensorDataset(*data), batch_size=100, shuffle=True, drop_last=True, generator=generator
    )
    model, before = mlp(), torch.get_rng_state()
    first = Network(model, LOSS, loader, budget=budget)
    assert torch.equal(torch.get_rng_state(), before)
    plane = tw.Plane.random(first)
    land = tw.landscape(first, plane=plane, grid=3, store=tmp_path / "land.zarr")
    torch.randn(7)
    second = Network(model, LOSS, loader, budget=budget)
    again = tw.landscape(second, plane=plane, grid=3, store=tmp_path / "land.zarr")
    assert again.loss.tobytes() == land.loss.tobytes()


@dataclass
class Found:
    logits: torch.Tensor


class Named(NamedTuple):
    logits: torch.Tensor


class Wrapping(nn.Module):
    def __init__(self, make: Any) -> None:
        super().__init__()
        self.body, self.make = mlp(), make

    def forward(self, x):
        return self.make(self.body(x))


@pytest.mark.parametrize(
    ("make", "take"),
    [
        (lambda z: {"logits": z}, lambda o: o["logits"]),
        (lambda z: (z, None), lambda o: o[0]),
        (Named, lambda o: o.logits),
        (Found, lambda o: o.logits),
    ],
)
def test_bfloat16_with_outputs_of_any_kind(data, make, take):
    network = Network(Wrapping(make), lambda o, y: LOSS(take(o), y), data, precision="bfloat16")
    outputs = network.batch_loss({}, network.data.few())[1]
    assert take(outputs).dtype == torch.float32
    exact = Network(network.model, lambda o, y: LOSS(take(o), y), data)
    assert float(network.loss(network.start)) == pytest.approx(
        float(exact.loss(exact.start)), rel=0.02
    )


def test_batches_that_are_padded_to_lengths_of_their_own():
    words = [torch.randint(1, 9, (3 + n // 6 + n % 2,)) for n in range(20)]

    def padded(batch):
        rows = nn.utils.rnn.pad_sequence(batch, batch_first=True)
        return rows, torch.where(rows > 0, rows, -100)

    model = nn.Sequential(nn.Embedding(9, 4), nn.Linear(4, 9)).double()

    def loss(out, y):
        return F.cross_entropy(out.transpose(1, 2), y)

    loader = DataLoader(words, batch_size=6, collate_fn=padded)  # type: ignore[arg-type]
    network = Network(model, loss, loader)
    assert network.data.streamed
    losses = [(loss(model(x), y).item(), len(x)) for x, y in loader]
    assert float(network.loss(network.start)) == pytest.approx(
        sum(a * n for a, n in losses) / 20, rel=1e-12
    )

    class Turned(nn.Module):
        def __init__(self):
            super().__init__()
            self.body = model

        def forward(self, x):
            return self.body(x).transpose(1, 2)

    network = Network(Turned(), LOSS, loader)
    every = torch.cat(words)
    expected = F.cross_entropy(model(every), every).item()
    assert float(network.loss(network.start)) == pytest.approx(expected, rel=1e-12)
    with pytest.raises(tw.ThalwegError) as caught:
        Network(model, loss, iter(list(loader)))
    assert str(caught.value).startswith(
        "the data come in different shapes and can be read only once"
    )


def test_patterns_choose_parameters(data):
    network = Network(mlp(), LOSS, data, params="4.*")
    assert [block.name for block in network.blocks] == ["4.weight", "4.bias"]
    network = Network(mlp(), LOSS, data, params=["*.bias", "0.weight"])
    assert [b.name for b in network.blocks] == ["0.weight", "0.bias", "2.bias", "4.bias"]


def test_a_loss_without_a_gradient(data):
    network = Network(mlp(), lambda out, y: LOSS(out, y).item(), data)
    with pytest.raises(ArgumentError, match="the loss has no gradient: let loss_fn return"):
        network.gradient(network.start)


def no_cuda() -> str:
    return "cuda" if not torch.cuda.is_available() else f"cuda:{torch.cuda.device_count()}"


@pytest.mark.parametrize(
    ("make", "cause", "expected"),
    [
        (
            lambda x, y: Network(mlp(), LOSS, (x[:, :9], y)),
            RuntimeError,
            "the model cannot take samples of the data, of shape (2, 9) and type float32 (RuntimeError: ",
        ),
        (
            lambda x, y: Network(mlp(), LOSS, (x, y), test=(x[:, :9], y)),
            RuntimeError,
            "the model cannot take samples of the test data, of shape (2, 9)",
        ),
        (
            lambda x, y: Network(mlp(), LOSS, (x, y[:, None])),
            RuntimeError,
            "loss_fn cannot take outputs of shape (2, 10) and the targets of shape (2, 1) and type int64 (",
        ),
        (
            lambda x, y: Network(mlp(), LOSS, (x, y.to(torch.int32))),
            RuntimeError,
            "classes are whole numbers, one for each sample: targets.long() of shape (samples,)",
        ),
        (
            lambda x, y: Network(mlp(), None, (x, y)),  # type: ignore[arg-type]
            None,
            "loss_fn must be a function of outputs and targets such as torch.nn.MSELoss(), not None",
        ),
        (
            lambda x, y: Network(mlp(), nn.CrossEntropyLoss, (x, y)),
            None,
            "loss_fn must be a loss, not the class CrossEntropyLoss; write CrossEntropyLoss()",
        ),
        (
            lambda x, y: Network(mlp(), lambda o, t: None, (x, y)),
            Exception,
            "the loss must be one number, not NoneType: let it return the mean over the samples",
        ),
        (
            lambda x, y: Network(mlp(), LOSS, (x, y), metrics={"a": lambda o, t: None}),
            Exception,
            'the metric "a" must be one number, not NoneType',
        ),
        (
            lambda x, y: Network(mlp(), LOSS, (x, y), metrics={"a": lambda o, t: o @ t}),
            RuntimeError,
            'the metric "a" cannot take outputs of shape (2, 10) and the targets of shape (2,)',
        ),
        (
            lambda x, y: Network(mlp(), LOSS, (x, y), params=mlp().parameters()),  # type: ignore[arg-type]
            None,
            'params takes names, patterns such as "head.*", or a function that says of a name whether it is meant, not'
            " Parameter",
        ),
        (
            lambda x, y: Network(mlp(), LOSS, (x, y), metrics=[no_cuda]),  # type: ignore[list-item]
            None,
            'metrics takes names (accuracy), or functions with names; give {"name": function}, not no_cuda alone',
        ),
        (
            lambda x, y: Network(mlp(), LOSS, (x, y), metrics=no_cuda),  # type: ignore[arg-type]
            None,
            'metrics takes names (accuracy), or functions with names; give {"name": function}, not no_cuda alone',
        ),
        (
            lambda x, y: Network(mlp(), LOSS, (x.tolist(), y.tolist())),
            None,
            "data must be (inputs, targets) as tensors or arrays, not as (list, list): torch.tensor(...) makes one",
        ),
        (
            lambda x, y: Network(mlp(), LOSS, [({"ids": x}, y)]),
            Exception,
            "inputs and targets must be tensors or arrays, not dict: give the model's arguments one after the other",
        ),
        (
            lambda x, y: Network(mlp(), LOSS, (x, y), device=no_cuda()),
            Exception,
            f'PyTorch cannot use the device "{no_cuda()}" here (',
        ),
        (
            lambda x, y: Network(mlp().to("meta"), LOSS, (x, y)),
            None,
            'the parameter "0.weight" is on the device "meta" and holds no numbers: load the weights first',
        ),
        (
            lambda x, y: Network(nn.LazyLinear(10), LOSS, (x, y)),
            None,
            'the parameter "weight" of a lazy layer has no shape yet: call the model once with some inputs',
        ),
        (
            lambda x, y: Network(nn.DataParallel(mlp()), LOSS, (x, y)),
            None,
            "DataParallel cannot be evaluated with other parameters; give the model in it, model.module",
        ),
        (
            lambda x, y: Network(mlp(), LOSS, (x, y), batch_size=-1),
            None,
            "batch_size must be a whole number of at least 1, not -1",
        ),
        (
            lambda x, y: Network(mlp(), LOSS, (x, y), batch_size=0),
            None,
            "batch_size must be a whole number of at least 1, not 0",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore:Lazy modules are a new feature")
def test_what_mistakes_are_told(data, make, cause, expected):
    with pytest.raises(ArgumentError) as caught:
        make(*data)
    assert expected in str(caught.value)
    assert isinstance(caught.value.__cause__, cause) if cause else caught.value.__cause__ is None


def test_a_pattern_that_fits_nothing(data):
    with pytest.raises(UnknownName, match=r'the model has no parameter "head.[*]"'):
        Network(mlp(), LOSS, data, params="head.*")
