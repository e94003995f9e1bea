"""Computes a landscape into a store, and stops half-way until there is a file: python slow.py STORE FILE."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

import thalweg as tw

STORE, GATE = sys.argv[1], Path(sys.argv[2])
seen: list[int] = []


def bowl(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Slow enough that the landscape is written in several parts."""
    seen.append(np.size(x))
    time.sleep(1e-4 * np.size(x))
    while sum(seen) > 1500 and not GATE.exists():
        time.sleep(0.02)
    return x**2 + 3 * y**2


problem = tw.BlackBox(bowl, params=("x", "y"))
tw.landscape(problem, x=(-2, 2), y=(-1, 1), grid=(81, 61), store=STORE)
