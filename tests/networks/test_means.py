"""Means over batches are those over all samples, whatever the loss is a mean over."""

from __future__ import annotations

import functools

import numpy as np
import pytest
import torch
from torch import nn
from torch.func import functional_call
from torch.utils.data import DataLoader, TensorDataset

import thalweg as tw
from thalweg.errors import ArgumentError
from thalweg.torch import Network

F = nn.functional
RARE = torch.tensor([1.0, 99.0, 3.0])


def rare(count: int = 300) -> tuple[torch.Tensor, torch.Tensor]:
    """Few samples of class 1, and a stretch in which all are of class 2."""
    x = torch.randn(count, 4)
    y = (torch.rand(count) < 0.02).long()
    y[40:140] = 2
    return x, y


def model() -> nn.Sequential:
    return nn.Sequential(nn.Linear(4, 6), nn.Tanh(), nn.Linear(6, 3)).double()


class Wrapped(nn.Module):
    """No chain."""

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.body = body

    def forward(self, x):
        return self.body(x)


class Logged(nn.Sequential):
    def __init__(self) -> None:
        super().__init__(*model(), nn.LogSoftmax(dim=1))


LOSSES = [
    nn.CrossEntropyLoss(RARE),
    nn.CrossEntropyLoss(RARE, label_smoothing=0.1),
    nn.CrossEntropyLoss(ignore_index=2),
    nn.CrossEntropyLoss(RARE, ignore_index=2, reduction="sum"),
    functools.partial(F.cross_entropy, weight=RARE.double()),
    functools.partial(F.cross_entropy, ignore_index=2, label_smoothing=0.2),
    functools.partial(F.cross_entropy, reduction="sum"),
    F.cross_entropy,
]


@pytest.mark.parametrize("loss_fn", LOSSES)
@pytest.mark.parametrize("wrap", [lambda body: body, Wrapped])
@pytest.mark.parametrize("budget", [1 << 30, 1000])
def test_losses_of_classes_do_not_depend_on_the_batches(loss_fn, wrap, budget):
    x, y = rare()
    made = wrap(model())
    if isinstance(loss_fn, nn.Module):
        loss_fn = loss_fn.double()
    loader = DataLoader(TensorDataset(x, y), batch_size=32)
    batched = Network(made, loss_fn, loader, budget=budget, batch_size=32)
    assert batched.data.streamed == (budget == 1000)
    plane = tw.Plane.random(batched, seed=1)
    theta = plane.point([0.3, -0.2])
    flat = torch.tensor(theta, requires_grad=True)
    outputs = functional_call(made, batched.layout.views(flat), x.double())
    loss = loss_fn(outputs, y)
    summed = getattr(loss_fn, "reduction", "") == "sum" or "sum" in str(loss_fn)
    expected = loss / len(y) if summed else loss
    (slope,) = torch.autograd.grad(expected, flat, create_graph=True)
    v = np.random.default_rng(0).standard_normal(len(theta))
    (turned,) = torch.autograd.grad(slope, flat, torch.tensor(v))
    np.testing.assert_allclose(batched.loss(theta), expected.item(), rtol=1e-12)
    np.testing.assert_allclose(batched.gradient(theta), slope.detach(), atol=1e-12)
    np.testing.assert_allclose(batched.hvp(theta, v), turned, atol=1e-12)
    modes = [None]
    if budget > 1000:
        modes += [
            {"mode": mode, "tile": 4, "in_place": False, "rows": 0, "threads": 1}
            for mode in ("loop", "vmap")
        ]
    for mode in modes:
        found = batched.on_plane(plane, mode)(np.array([[0.3, -0.2], [0.0, 0.0]]))
        np.testing.assert_allclose(found[0], expected.item(), rtol=1e-12)


def test_what_is_known_of_other_losses():
    x, y = rare()
    log = Logged()
    whole = F.nll_loss(log(x.double()), y, RARE.double())
    network = Network(log, nn.NLLLoss(RARE.double()), (x, y), batch_size=32)
    np.testing.assert_allclose(network.loss(network.start), whole.item(), rtol=1e-12)
    shares = torch.rand(300, 3, dtype=torch.float64)
    made = model()
    loss = nn.CrossEntropyLoss(RARE.double())
    network = Network(made, loss, (x, shares), batch_size=32)
    np.testing.assert_allclose(
        network.loss(network.start), loss(made(x.double()), shares).item(), rtol=1e-12
    )

    class Other(nn.CrossEntropyLoss):
        def forward(self, input, target):
            return F.cross_entropy(input, target)

    network = Network(made, Other(RARE.double()), (x, y), batch_size=32)
    np.testing.assert_allclose(
        network.loss(network.start), F.cross_entropy(made(x.double()), y).item(), rtol=1e-12
    )


def test_where_all_targets_are_ignored_there_is_no_loss():
    x, y = rare()
    network = Network(model(), nn.CrossEntropyLoss(ignore_index=2), (x[40:140], y[40:140]))
    plane = tw.Plane.random(network)
    assert np.isnan(network.on_plane(plane)(np.zeros((1, 2)))).all()
    assert np.isnan(network.loss(network.start))
    assert np.isnan(network.gradient(network.start)).all()


@pytest.mark.parametrize("shape", [(60,), (60, 1)])
@pytest.mark.parametrize("low", [0.0, -1.0])
def test_accuracy_of_one_logit(shape, low):
    x = torch.randn(60, 1)
    y = torch.where(x > 0.2, 1.0, low).reshape(shape)
    line = nn.Linear(1, 1)
    with torch.no_grad():
        line.weight.fill_(1.0)
        line.bias.fill_(-0.2)
    body = nn.Sequential(line, nn.Flatten(0)) if len(shape) == 1 else line

    def hinge(out, y):
        return torch.relu(1 - out * y).mean()

    network = Network(body, hinge if low else nn.BCEWithLogitsLoss(), (x, y), metrics="accuracy")
    assert network.table(network.start)[1] == 1
    assert network.table(-network.start)[1] == 0


def test_accuracy_of_probabilities():
    x = torch.randn(60, 1)
    y = (x > 0).float()
    network = Network(
        nn.Sequential(nn.Linear(1, 1), nn.Sigmoid()), nn.BCELoss(), (x, y), metrics=["accuracy"]
    )
    assert network.table(np.array([1.0, 0.0]))[1] == 1


def test_accuracy_of_each_pixel_and_each_token():
    images = torch.randn(20, 2, 5, 6)
    labels = torch.randint(0, 3, (20, 5, 6))
    labels[3] = -100
    conv = nn.Conv2d(2, 3, 1)
    network = Network(
        conv, nn.CrossEntropyLoss(), (images, labels), metrics=["accuracy"], batch_size=3
    )
    hits = (conv(images).argmax(1) == labels)[labels != -100]
    assert network.table(network.start)[1] == pytest.approx(float(hits.double().mean()), rel=1e-12)
    tokens = torch.randn(20, 7, 4)
    words = torch.randint(0, 3, (20, 7))
    body = model().float()
    network = Network(
        body,
        lambda out, y: F.cross_entropy(out.flatten(0, 1), y.flatten()),
        (tokens, words),
        metrics=["accuracy"],
    )
    hits = body(tokens).argmax(-1) == words
    assert network.table(network.start)[1] == pytest.approx(float(hits.double().mean()), rel=1e-12)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (
            lambda x: (model(), nn.CrossEntropyLoss(), (x, torch.rand(300, 3))),
            "here are outputs of shape (2, 3) and targets of shape (2, 3): give a metric of your own",
        ),
        (
            lambda x: (nn.Linear(4, 1), nn.MSELoss(), (x, torch.arange(300.0)[:, None])),
            "needs targets 0 and 1, or -1 and 1, not 0, 1, 2, 3, 4; leave it out",
        ),
    ],
)
def test_accuracy_is_refused_where_it_has_no_meaning(make, expected):
    body, loss_fn, data = make(rare()[0])
    with pytest.raises(ArgumentError) as caught:
        Network(body, loss_fn, data, metrics=["accuracy"])
    assert expected in str(caught.value)
