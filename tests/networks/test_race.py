"""Which settings win, with seconds that are made up."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from thalweg.torch import race
from thalweg.torch.race import Race

#: Seconds a point, by mode and threads.
SECONDS = {("loop", 2): 1e-3, ("loop", 1): 2e-3, ("fast", 2): 4e-4, ("fast", 1): 3e-4}


class Clock:
    """Time that passes only when something is evaluated."""

    def __init__(self) -> None:
        self.now, self.made = 0.0, []

    def make(self, settings: Mapping[str, Any]) -> Any:
        self.made.append(settings["mode"])
        one = SimpleNamespace(settings=dict(settings), tile=8, TRIAL=8)

        def table(points: np.ndarray) -> None:
            if one.settings["mode"] == "broken":
                raise RuntimeError("cannot be batched")
            self.now += len(points) * SECONDS[one.settings["mode"], one.settings["threads"]]

        one.table = table
        return one


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(race, "time", SimpleNamespace(perf_counter=lambda: found.now))
    return found


def begun(clock: Clock, points: int | None) -> Race:
    found = Race(clock.make, np.zeros((8, 2)), points)
    found.begin({"mode": "loop", "threads": 2})
    return found


def test_the_clearly_faster_wins_and_one_thread_where_it_is_faster(clock: Clock) -> None:
    found = begun(clock, 10_000)
    assert found.fastest == pytest.approx(1e-3)
    assert found.alternative({"mode": "fast"}) == pytest.approx(0.4)
    assert found.alternative({"mode": "loop"}) == pytest.approx(2.5)
    found.threads()
    assert found.made.settings == {"mode": "fast", "threads": 1}


def test_all_threads_stay_where_one_is_slower(clock: Clock) -> None:
    found = begun(clock, None)
    found.threads()
    assert found.made.settings == {"mode": "loop", "threads": 2}


def test_what_does_not_work_is_left_alone(clock: Clock) -> None:
    found = begun(clock, None)
    assert found.alternative({"mode": "broken"}) == np.inf
    assert found.made.settings["mode"] == "loop"


def test_few_points_are_not_worth_a_search(clock: Clock) -> None:
    found = begun(clock, 121)
    assert clock.now == 0
    found.threads()
    assert found.alternative({"mode": "fast"}) == np.inf
    assert clock.made == ["loop"]


@pytest.mark.parametrize("points", [500, 2000, 10_000])
def test_a_search_takes_a_small_share(clock: Clock, points: int) -> None:
    found = begun(clock, points)
    before = clock.now
    for _ in range(1000):
        found.alternative({"mode": "loop", "threads": 1})
    # The last trial may end beyond it.
    assert clock.now - before < 0.03 * points * 1e-3 + 0.05
    assert found.made.settings["threads"] == 2
