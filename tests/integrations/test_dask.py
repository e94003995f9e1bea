"""Landscapes on a real Dask cluster of several processes, which loses a worker, and its scheduler."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

import thalweg as tw
from networks_kit import digits, mlp
from thalweg.compute.cluster import Cluster
from thalweg.errors import WorkerError
from thalweg.torch import Network

pytest.importorskip("distributed", reason="pip install 'thalweg[distributed]'")
pytestmark = pytest.mark.filterwarnings("ignore")

GRID = (25, 25)


@pytest.fixture(autouse=True, scope="module")
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(0)
    return Network(mlp(), torch.nn.CrossEntropyLoss(), digits(200))


@pytest.fixture(scope="module")
def expected(network: Network, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, np.ndarray]:
    """The landscape, evaluated here, and a store of which nothing but the settings is known."""
    store = tmp_path_factory.mktemp("here") / "land.zarr"
    return store, tw.landscape(network, plane=tw.Plane.random(network), grid=GRID, store=store).loss


def same_settings(network: Network, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Evaluate as it was done here: what is fastest is measured, and might come out otherwise."""
    import json

    kept = json.loads(tw.load(store).dataset.attrs["settings"])
    plain = Network.on_plane
    monkeypatch.setattr(
        Network, "on_plane", lambda self, plane, settings=None: plain(self, plane, settings or kept)
    )


class At:
    """Does something in the middle, once."""

    def __init__(self, points: int, act: Callable[[], None]) -> None:
        self.points, self.act, self.seen = points, act, 0

    def __call__(self, done: int, _: int) -> None:
        if done >= self.points > self.seen:
            self.act()
        self.seen = done


@pytest.mark.parametrize("lost", ["nothing", "a worker", "the scheduler"])
def test_nothing_is_lost_and_the_bits_are_the_same(
    lost: str, machines, network: Network, expected, tmp_path: Path, monkeypatch
) -> None:
    store, loss = expected
    same_settings(network, store, monkeypatch)

    def act() -> None:
        if lost == "a worker":
            machines.workers[0].kill()
        if lost == "the scheduler":
            machines.scheduler.kill()
            machines.scheduler.wait()
            machines.start_scheduler()
            # Workers leave with their scheduler; whatever runs them starts them again.
            machines.start_worker()

    once = At(60, act)
    with Cluster(machines.address, patience=60) as cluster:
        land = tw.landscape(
            network,
            plane=tw.Plane.random(network),
            grid=GRID,
            store=tmp_path / "land.zarr",
            executor=cluster,
            progress=once,
        )
    assert once.seen == GRID[0] * GRID[1]
    np.testing.assert_array_equal(land.loss, loss)
    np.testing.assert_array_equal(tw.load(tmp_path / "land.zarr").dataset.loss, loss)


def test_the_network_travels_once_to_each_worker(
    machines, network: Network, tmp_path: Path
) -> None:
    """Whatever is unpickled leaves a file behind."""
    from distributed import Client

    from cluster_kit import Counted

    counted = Counted(network, tmp_path)
    with Client(machines.address, set_as_default=False) as client:
        client.wait_for_workers(2)
        land = tw.landscape(
            counted, plane=tw.Plane.random(network), grid=GRID, executor=client.get_executor()
        )
    assert land.dataset.done.all()
    came = [name.split("-")[0] for name in os.listdir(tmp_path) if name.endswith(".came")]
    assert len(came) == len(set(came)) == 2


def test_a_scheduler_that_is_not_there_is_named() -> None:
    with pytest.raises(WorkerError, match=r"no scheduler answers at tcp://127\.0\.0\.1:1 "):
        Cluster("tcp://127.0.0.1:1")
