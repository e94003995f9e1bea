"""Landscapes on a real Dask cluster of several processes, which loses a worker, and its scheduler."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

import thalweg as tw
from cluster_kit import Counted
from thalweg.compute.cluster import Cluster
from thalweg.errors import WorkerError

pytest.importorskip("distributed", reason="pip install 'thalweg[distributed]'")
pytestmark = pytest.mark.filterwarnings("ignore")

GRID = (65, 41)
PLANE = tw.Plane([0.1, 0.2], [[1.0, 0.3], [-0.2, 1.0]])


class At:
    """Does something in the middle, once."""

    def __init__(self, points: int, act: Callable[[], None]) -> None:
        self.points, self.act, self.seen = points, act, 0

    def __call__(self, done: int, _: int) -> None:
        if done >= self.points > self.seen:
            self.act()
        self.seen = done


@pytest.mark.parametrize("lost", ["a worker", "the scheduler"])
def test_nothing_is_lost_and_the_bits_are_the_same(lost: str, machines, tmp_path: Path) -> None:
    problem = Counted(tmp_path)
    here = tw.landscape(problem, plane=PLANE, grid=GRID)

    def act() -> None:
        if lost == "a worker":
            # One that has begun: the other may be starting still.
            began = {int(name.split("-")[0]) for name in came(tmp_path)}
            next(worker for worker in machines.workers if worker.pid in began).kill()
        else:
            machines.scheduler.kill()
            machines.scheduler.wait()
            machines.start_scheduler()
            # Workers leave with their scheduler; whatever runs them starts them again.
            machines.start_worker()

    once = At(300, act)
    with Cluster(machines.address, patience=120) as cluster:
        land = tw.landscape(
            problem,
            plane=PLANE,
            grid=GRID,
            store=tmp_path / "land.zarr",
            executor=cluster,
            progress=once,
        )
    assert once.seen == GRID[0] * GRID[1]
    np.testing.assert_array_equal(land.loss, here.loss)
    np.testing.assert_array_equal(tw.load(tmp_path / "land.zarr").dataset.loss, here.loss)


def test_the_problem_travels_once_to_each_worker(machines, tmp_path: Path) -> None:
    from distributed import Client

    with Client(machines.address, set_as_default=False) as client:
        client.wait_for_workers(2)
        land = tw.landscape(
            Counted(tmp_path), plane=PLANE, grid=GRID, executor=client.get_executor()
        )
        bowl, executor = tw.Formula("x**2 + 10*y**2"), cast("Any", client)
        same = tw.landscape(bowl, plane=PLANE, grid=GRID, executor=executor)
    assert land.dataset.done.all()
    np.testing.assert_array_equal(same.loss, tw.landscape(bowl, plane=PLANE, grid=GRID).loss)
    pids = [int(name.split("-")[0]) for name in came(tmp_path)]
    assert len(pids) == len(set(pids))
    assert set(pids) <= {worker.pid for worker in machines.workers}


def test_workers_may_come_after_the_landscape_has_begun(
    machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for worker in machines.workers:
        worker.kill()
        worker.wait()
    with Cluster(machines.address, patience=120) as cluster:
        while cluster.workers:
            pass
        begun = cluster.back

        def back() -> None:
            machines.start_worker()
            begun()

        monkeypatch.setattr(cluster, "back", back)
        land = tw.landscape(Counted(tmp_path), plane=PLANE, grid=9, executor=cluster)
    assert land.dataset.done.all()


def test_a_scheduler_that_is_not_there_is_named() -> None:
    with pytest.raises(WorkerError, match=r"no scheduler answers at tcp://127\.0\.0\.1:1 "):
        Cluster("tcp://127.0.0.1:1", patience=1)


def came(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if name.endswith(".came")]
