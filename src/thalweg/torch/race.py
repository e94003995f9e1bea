"""Which settings are fastest on a plane, found at a few points and in a small share of what all will take."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from thalweg.problems.base import Array, PlaneLike
from thalweg.torch.mode import Mode

#: Points of a landscape of which it is not known how many will be asked for.
_POINTS = 1000

#: The share of a landscape's time that looking for something faster may take.
_SHARE = 0.03

#: Points that are drawn.
_DRAWN = 128

#: Points with which to begin; how often all points of a trial are then timed, and once more if they take less than so
#: many seconds.
_FEW, _TIMES, _LONG = 2, 2, 0.002

#: Points that a trial takes at the least.
_LEAST = 8

#: What is chosen instead of the settings before must be so much faster: a busy machine must not decide by chance.
_CLEARLY = 0.9


class Race:
    """Settings against each other.

    Parameters
    ----------
    make : callable
        What evaluates with settings.
    points : array (k, axes)
        Some points of the plane.
    count : int or None
        About how many points will be asked for.

    Attributes
    ----------
    made : Mode
        The fastest so far.
    fastest : float
        Its seconds a point.
    """

    made: Mode

    def __init__(
        self, make: Callable[[Mapping[str, Any]], Mode], points: Array, count: int | None
    ) -> None:
        self._make, self._points, self._count = make, points, count or _POINTS
        self.fastest, self._spent, self._last = np.inf, 0.0, 0.0

    def begin(self, settings: Mapping[str, Any]) -> None:
        """Settings that are good in any case; this is made anyhow, so that its time does not count."""
        begin = time.perf_counter()
        self.made = self._make(settings)
        # Measuring these alone would be in vain: others take as long.
        if self._affords(_needed(self.made)):
            self.fastest = self._seconds(self.made)
            self._last = time.perf_counter() - begin

    def worth(self, points: int) -> bool:
        """Whether to try something else at as many points: what is there was measured, and there is time for it."""
        return bool(np.isfinite(self.fastest)) and self._affords(points)

    def _affords(self, points: int) -> bool:
        """Whether as many points more, and making something, still are a small share of the whole."""
        left = _SHARE * self._count - points
        return left > _LEAST and (self._spent + self._last) / self.fastest <= left

    def alternative(self, settings: Mapping[str, Any]) -> float:
        """Try other settings, where that pays; how many times longer they take, infinite where they do not work."""
        begin = time.perf_counter()
        if not self.worth(settings.get("tile", 1)):
            return np.inf
        made = self._make({**self.made.settings, **settings})
        try:
            took = self._seconds(made)
        except Exception:  # of any kind: a metric may hand a batched tensor to another library
            took = np.inf
        self._pay(begin)
        ratio = took / self.fastest
        if ratio < _CLEARLY:
            self.made, self.fastest = made, took
        return ratio

    def threads(self) -> None:
        """Try one thread instead of all: small products are over before a second one has begun."""
        every = self.made.settings
        if every["threads"] == 1 or not self.worth(0):
            return
        begin = time.perf_counter()
        self.made.settings = {**every, "threads": 1}
        took = self._seconds(self.made)
        self._pay(begin)
        if took < _CLEARLY * self.fastest:
            self.fastest = took
        else:
            self.made.settings = every

    def _pay(self, begin: float) -> None:
        self._last = time.perf_counter() - begin
        self._spent += self._last

    def _seconds(self, made: Mode) -> float:
        """Seconds a point, or infinity if it soon turns out to be far more than the fastest takes."""
        made.table(self._points[:_FEW])
        # A few first: where threads wait for each other on a busy machine, all would take for ever.
        points = self._points[: _measured(made)]
        if _timed(made, points[:_FEW]) > self.fastest * len(points):
            return np.inf
        best = np.inf
        for number in range(_TIMES + 1):
            # The first of them also fetches the memory of buffers, which can take as long as all the rest.
            best = min(best, _timed(made, points))
            if number + 1 == _TIMES and best > _LONG:
                break
        return best / len(points)


def some_points(plane: PlaneLike) -> Array:
    """Points drawn from a plane's span (k, axes), always the same."""
    axes = len(np.asarray(plane.basis))
    span: Any = getattr(plane, "span", ((-1.0, 1.0),) * axes)
    drawn = np.random.default_rng(0).random((_DRAWN, axes))
    low, high = np.array(span, dtype=float).T
    return low + (high - low) * drawn


def _measured(made: Mode) -> int:
    """How many points are evaluated together to time settings."""
    return min(made.tile, made.TRIAL)


def _needed(made: Mode) -> int:
    """Points that timing settings evaluates in all: a few to make ready, a few first, and all of them."""
    return 2 * _FEW + _TIMES * _measured(made)


def _timed(made: Mode, points: Array) -> float:
    begin = time.perf_counter()
    made.table(points)
    return time.perf_counter() - begin
