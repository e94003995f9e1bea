"""Timing helpers: best of several, and rows of a table of ratios."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


def best(f: Callable[[], Any], repeats: int = 3) -> float:
    """Shortest wall time of several calls, in seconds: what the machine's other work disturbs least."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        f()
        times.append(time.perf_counter() - start)
    return min(times)


def interleaved(
    calls: Mapping[str, Callable[[], Any]], repeats: int = 3, times: int = 1
) -> dict[str, float]:
    """Shortest wall time of each of several calls that take turns, so that other work disturbs all of them alike.

    In its turn each is called so many times: the first call after others has to fetch its memory again.
    """
    found = dict.fromkeys(calls, math.inf)
    for _ in range(repeats):
        for name, f in calls.items():
            found[name] = min(found[name], best(f, times))
    return found


@dataclass(frozen=True)
class Row:
    """One comparison, or one figure.

    `ratio` is what is claimed; `bound` the figure that it is held against, e.g. ``">= 100"``, or nothing. With a
    `peer`, which is who or what `other` belongs to, `ours` and `other` are two figures in `unit`, of which the smaller
    is the better; a bound of ``<=`` is then one of ours over other, a bound of ``>=`` one of other over ours. Without
    one, `ratio` is the figure itself, in `unit`, and the other two say nothing.
    """

    name: str
    ours: float
    other: float
    ratio: float
    bound: str
    note: str = ""
    peer: str = ""
    unit: str = "s"

    @property
    def met(self) -> bool:
        if not self.bound:
            return True
        relation, value = self.bound.split()
        return self.ratio >= float(value) if relation == ">=" else self.ratio <= float(value)
