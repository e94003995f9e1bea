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


def interleaved(calls: Mapping[str, Callable[[], Any]], repeats: int = 3) -> dict[str, float]:
    """Shortest wall time of each of several calls that take turns, so that other work disturbs all of them alike."""
    found = dict.fromkeys(calls, math.inf)
    for _ in range(repeats):
        for name, f in calls.items():
            found[name] = min(found[name], best(f, 1))
    return found


@dataclass(frozen=True)
class Row:
    """One comparison.

    `ratio` is what is claimed; `bound` the figure that it is held against, e.g. ``">= 100"``.
    """

    name: str
    ours: float
    other: float
    ratio: float
    bound: str
    note: str = ""

    @property
    def met(self) -> bool:
        relation, value = self.bound.split()
        return self.ratio >= float(value) if relation == ">=" else self.ratio <= float(value)
