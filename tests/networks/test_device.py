"""A network that is evaluated where the worker's device is.

No test here has a GPU. PyTorch's ``meta`` device, which knows shapes and no numbers, stands for one: what was left
behind on the processor shows.
"""

from __future__ import annotations

import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import thalweg as tw
from thalweg.errors import ArgumentError
from thalweg.torch import Network

META = torch.device("meta")


def made(data: Any, **settings: Any) -> Network:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(64, 8), nn.BatchNorm1d(8), nn.Tanh(), nn.Linear(8, 10))
    x, y = (part[:64] for part in data)
    loss = nn.CrossEntropyLoss(weight=torch.linspace(1, 2, 10))
    return Network(model, loss, (x, y), test=(x[:8], y[:8]), **settings)


def places(network: Network) -> set[torch.device]:
    assert isinstance(network.loss_fn, nn.CrossEntropyLoss)
    assert network.loss_fn.weight is not None
    assert network.test is not None
    found = [network.loss_fn.weight, *network.data.arrays, *network.test.arrays]
    found += [*network.model.parameters(), *network.model.buffers()]
    return {network.device, network.data.device, *(one.device for one in found)}


def test_it_goes_to_the_device_of_the_process_that_unpacks_it(data, monkeypatch) -> None:
    network = made(data, device="auto")
    assert places(network) == {torch.device("cpu")}
    sent = pickle.dumps(network)
    monkeypatch.setattr("thalweg.torch.network.device_here", lambda: META)
    there = pickle.loads(sent)  # noqa: S301
    assert places(there) == {META}
    # Batch normalization is found in the model that was moved.
    assert {id(norm) for norm in there._norms} <= {id(module) for module in there.model.modules()}
    # On its way it is in the processor's memory: whoever opens it may have no such device.
    with pytest.raises(NotImplementedError, match="Cannot copy out of meta tensor"):
        pickle.dumps(there)


def test_without_being_asked_it_stays_where_the_model_is(data, monkeypatch) -> None:
    network = made(data)
    monkeypatch.setattr("thalweg.torch.network.device_here", lambda: META)
    assert places(pickle.loads(pickle.dumps(network))) == {torch.device("cpu")}  # noqa: S301


def test_the_device_is_that_which_cuda_names(data, monkeypatch) -> None:
    from thalweg.torch.network import device_here

    assert device_here() == torch.device("cpu")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "current_device", lambda: 3)
    assert device_here() == torch.device("cuda:3")


def test_where_it_is_evaluated_is_no_part_of_what_it_is(data) -> None:
    here, anywhere = made(data), made(data, device="auto")
    assert here == anywhere
    assert here.fingerprint == anywhere.fingerprint


def test_workers_give_what_this_process_gives(data) -> None:
    network = made(data, device="auto")
    plane = tw.Plane.random(network, seed=1)
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        land = tw.landscape(network, plane=plane, grid=(5, 4), executor=pool)
    exact = tw.landscape(network, plane=plane, grid=(5, 4))
    np.testing.assert_allclose(land.loss, exact.loss, rtol=1e-6)


def test_a_device_that_does_not_exist(data) -> None:
    with pytest.raises(ArgumentError, match='device must be "auto", or one that PyTorch knows'):
        made(data, device="gpu")
