"""Handing parts to executors that lose, forget or refuse them."""

from __future__ import annotations

import multiprocessing
import pickle
import sys
import threading
from concurrent.futures import (
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import thalweg as tw
from cluster_kit import Counted
from thalweg.compute import elsewhere
from thalweg.compute.cluster import Cluster
from thalweg.compute.elsewhere import Calibrate, Evaluate, Known, Packed, Task, packed
from thalweg.errors import WorkerError
from thalweg.problems.base import OnPlane

BOWL = tw.Formula("x**2 + 10*y**2")
PLANE = tw.Plane([0.5, 0], [[1, 0], [1, 1]])


def fails(x: Any, y: Any) -> Any:
    raise ZeroDivisionError("my own mistake")


class Elsewhere(Executor):
    """Processes that take turns, in this one: each has its own memory, and only what can be pickled gets there."""

    def __init__(self, workers: int) -> None:
        self._max_workers = workers
        self.memories = [elsewhere.Here() for _ in range(workers)]
        self.sent: list[str] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.sent.append(type(fn).__name__)
        found: Future[Any] = Future()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(elsewhere, "_here", self.memories[len(self.sent) % len(self.memories)])
            try:
                found.set_result(pickle.loads(pickle.dumps(fn))(*args, **kwargs))  # noqa: S301
            except Exception as error:
                found.set_exception(error)
        return found


@pytest.fixture
def small_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thalweg.problems.base.OnPlane.tile", 4)


@pytest.mark.usefixtures("small_tiles")
def test_the_problem_is_sent_to_each_worker_once() -> None:
    pool = Elsewhere(3)
    land = tw.landscape(BOWL, plane=PLANE, grid=(9, 9), executor=pool)
    np.testing.assert_array_equal(land.loss, tw.landscape(BOWL, plane=PLANE, grid=(9, 9)).loss)
    assert pool.sent.count("Packed") == 3
    assert pool.sent.count("Known") > 10


@pytest.mark.usefixtures("small_tiles")
def test_a_worker_that_forgets_is_sent_the_problem_again() -> None:
    class Forgets(Elsewhere):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            if len(self.sent) == 5:
                self.memories[0] = elsewhere.Here()
            return super().submit(fn, *args, **kwargs)

    pool = Forgets(2)
    land = tw.landscape(BOWL, plane=PLANE, grid=(9, 9), executor=pool)
    np.testing.assert_array_equal(land.loss, tw.landscape(BOWL, plane=PLANE, grid=(9, 9)).loss)
    assert pool.sent.count("Packed") > 2


@pytest.mark.usefixtures("small_tiles")
def test_a_large_pool_has_two_parts_a_worker_at_hand() -> None:
    class Counts(ThreadPoolExecutor):
        """One thread, and the claim to be many."""

        def __init__(self) -> None:
            super().__init__(1)
            self._max_workers = 200
            self.open = self.most = 0

        def _adjust_thread_count(self) -> None:
            if not self._threads:
                super()._adjust_thread_count()

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            found = super().submit(fn, *args, **kwargs)
            self.open += 1
            self.most = max(self.most, self.open)
            return found

    class Ends:
        """Whatever was under way has ended once its values are kept."""

        def __init__(self, pool: Counts) -> None:
            self.pool = pool

        def __call__(self, done: int, _: int) -> None:
            self.pool.open -= 1

    with Counts() as pool:
        tw.landscape(BOWL, plane=PLANE, grid=(129, 129), executor=pool, progress=Ends(pool))
    # Parts, and before them the search for the fastest way.
    assert pool.most == 400 + 1


def test_a_pool_that_broke_says_how_to_go_on() -> None:
    class Broken(Elsewhere):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            found: Future[Any] = Future()
            found.set_exception(BrokenProcessPool("a child died"))
            return found

    with pytest.raises(WorkerError, match=r"a worker process died \(a child died\)"):
        tw.landscape(BOWL, plane=PLANE, grid=3, executor=Broken(1))


def test_what_a_cluster_loses_is_shared_and_submitted_again() -> None:
    class Losing(Cluster):
        """Loses its first two tasks, with all that was shared."""

        def __init__(self) -> None:
            self.shares = self.backs = self.calls = 0

        @property
        def workers(self) -> int:
            return 2

        def share(self, value: Any) -> Any:
            self.shares += 1
            return value

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            self.calls += 1
            found: Future[Any] = Future()
            if self.calls <= 2:
                found.set_exception(CancelledError("lost"))
            else:
                found.set_result(fn(*args))
            return found

        def lost(self, error: BaseException) -> bool:
            return isinstance(error, CancelledError)

        def back(self) -> None:
            self.backs += 1

    cluster = Losing()
    land = tw.landscape(BOWL, plane=PLANE, grid=(5, 5), executor=cluster)
    np.testing.assert_array_equal(land.loss, tw.landscape(BOWL, plane=PLANE, grid=(5, 5)).loss)
    # Before the first share, and after each loss.
    assert cluster.backs >= 2
    assert cluster.shares == cluster.backs


def test_workers_that_come_late_are_waited_for_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "_COUNTED", -1.0)

    class Late(Cluster):
        """Has no workers at first, and one more each time that they are counted."""

        def __init__(self) -> None:
            self.there = 0

        @property
        def workers(self) -> int:
            self.there += self.there > 0
            return self.there

        def share(self, value: Any) -> Any:
            assert self.there
            return value

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            found: Future[Any] = Future()
            found.set_result(fn(*args))
            return found

        def back(self) -> None:
            self.there = max(1, self.there)

    cluster = Late()
    land = tw.landscape(BOWL, plane=PLANE, grid=(41, 41), executor=cluster)
    np.testing.assert_array_equal(land.loss, tw.landscape(BOWL, plane=PLANE, grid=(41, 41)).loss)
    assert cluster.there > 3


def test_an_error_of_the_problem_is_not_mistaken_for_a_loss() -> None:
    with pytest.raises(ZeroDivisionError, match="my own mistake"):
        tw.landscape(tw.BlackBox(fails, ("x", "y")), plane=PLANE, grid=3, executor=Elsewhere(1))


def test_known_is_answered_only_by_who_knows() -> None:
    task, part = Task(BOWL, PLANE, "this one"), Evaluate({}, np.zeros((1, 2)))
    assert Known("another")(part) is None
    assert task(part).shape == (1, 1)
    assert Known("this one")(part) is not None


def test_the_fastest_way_is_found_where_points_are_evaluated(tmp_path: Path) -> None:
    """Not here, where threads and processors may be others: once, by one worker, for all."""

    class Finds(tw.BlackBox):
        def on_plane(self, plane: Any, settings: Any = None, points: int | None = None) -> OnPlane:
            found = super().on_plane(plane, settings, points)
            if settings is None:
                settings = {"found by": len(list(tmp_path.iterdir())), "points": points}
                (tmp_path / f"{threading.get_ident()}").touch()
            found.settings = settings
            found.note = str(settings)
            return found

    problem = Finds(lambda x, y: x + y, ("x", "y"))
    with ThreadPoolExecutor(4) as pool:
        land = tw.landscape(problem, plane=PLANE, grid=(33, 9), executor=pool)
    assert [path.name for path in tmp_path.iterdir()] != [str(threading.get_ident())]
    assert land.dataset.attrs["note"] == "{'found by': 0, 'points': 297}"
    assert Calibrate(5)(elsewhere.Ready(Task(BOWL, PLANE, ""))) == {}


def test_threads_of_a_process_unpack_a_task_once(tmp_path: Path) -> None:
    """However many parts arrive at once, and however often the task comes along with them."""
    task = Packed.of(Task(Counted(tmp_path), PLANE, "shared by threads"))
    part = Evaluate({}, np.linspace(-1, 1, 64).reshape(32, 2))
    with ThreadPoolExecutor(8) as threads:
        parts = list(threads.map(lambda _: pickle.loads(pickle.dumps(task))(part), range(32)))  # noqa: S301
    assert len(list(tmp_path.glob("*.came"))) == 1
    for one in parts:
        np.testing.assert_array_equal(one, parts[0])


def test_processes_of_a_pool_unpack_the_problem_once_each(tmp_path: Path) -> None:
    problem = Counted(tmp_path)
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        land = tw.landscape(problem, plane=PLANE, grid=(33, 33), executor=pool)
    assert land.dataset.done.all()
    came = [path.name.split("-")[0] for path in tmp_path.glob("*.came")]
    assert 1 <= len(came) == len(set(came)) <= 2


def test_a_process_keeps_two_tasks_and_no_more() -> None:
    here = elsewhere.Here()
    tasks = {name: Task(BOWL, PLANE, name) for name in "abc"}

    def used(name: str) -> None:
        here.of(name, lambda: tasks[name])

    used("a")
    used("b")
    used("a")
    used("c")
    assert [name for name in "abc" if here.known(name)] == ["a", "c"]


def test_code_of_the_script_itself_travels_along(monkeypatch: pytest.MonkeyPatch) -> None:
    def own(x: Any) -> Any:
        return 2 * x

    own.__module__ = "__main__"
    assert pickle.loads(packed(own))(3) == 6  # noqa: S301
    # Without cloudpickle, what pickle says is said.
    monkeypatch.setitem(sys.modules, "cloudpickle", None)
    with pytest.raises((AttributeError, pickle.PicklingError), match="own"):
        packed(own)


def test_a_plan_counts_points_and_workers() -> None:
    planned = tw.plan(BOWL, PLANE, grid=(41, 21), workers=4)
    assert planned.points == 861
    assert planned.seconds == pytest.approx(861 * planned.seconds_per_point / 4)
    assert planned.sent > PLANE.origin.nbytes + PLANE.basis.nbytes
    assert planned.memory > 10_000_000
    assert "861 points × " in str(planned)
    assert "÷ 4 workers = " in str(planned)
    elsewhere_planned = tw.plan(BOWL, PLANE, executor=Elsewhere(1))
    assert (elsewhere_planned.points, elsewhere_planned.measured_on) == (51 * 51, "a worker")
