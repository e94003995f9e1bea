"""Workers on one machine share its processors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from torch import nn

import thalweg as tw
from networks_kit import digits, mlp
from thalweg.torch import Network

LOSS = nn.CrossEntropyLoss()


@pytest.fixture
def network() -> Network:
    return Network(mlp(), LOSS, digits())


@pytest.fixture(autouse=True)
def threads() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(6)
    yield
    torch.set_num_threads(before)


def test_workers_that_share_a_machine_share_its_threads(network: Network) -> None:
    with network.sharing(3):
        assert torch.get_num_threads() == 2
        assert network.on_plane(tw.Plane.random(network), points=4).settings["threads"] == 2
    assert torch.get_num_threads() == 6
    with network.sharing(50):
        assert torch.get_num_threads() == 1


def test_a_landscape_in_a_pool_uses_a_share_of_the_threads(network: Network) -> None:
    with ThreadPoolExecutor(3) as pool:
        land = tw.landscape(network, plane=tw.Plane.random(network), grid=3, executor=pool)
        planned = tw.plan(network, tw.Plane.random(network), 3, executor=pool)
    assert json.loads(land.dataset.attrs["settings"])["threads"] == 2
    assert planned.workers == 3
