"""A 100 × 100 landscape of a line through 1,000,000 rows, beside a double loop over the grid."""

from __future__ import annotations

import resource
import time
import tracemalloc

import numpy as np

import thalweg as tw
from timing import Row, best

ROWS, GRID, MEASURED = 1_000_000, 100, 100
SPAN = np.linspace(-10, 10, GRID)


def table(rows: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    x = 2 * rng.random(rows)
    return {"x": x, "y": 4 + 3 * x + rng.normal(size=rows)}


def ours(fit: tw.Fit) -> np.ndarray:
    land = tw.landscape(fit, theta0=(-10, 10), theta1=(-10, 10), grid=GRID)
    return land.dataset.loss.values


def double_loop(data: dict[str, np.ndarray], points: int) -> np.ndarray:
    """Point by point over the design matrix, as such code is usually written."""
    design = np.c_[np.ones(len(data["x"])), data["x"]]
    target = data["y"][:, None]
    losses = np.zeros(points)
    for k in range(points):
        i, j = divmod(k * (GRID * GRID // points), GRID)
        theta = np.array([[SPAN[i]], [SPAN[j]]])
        losses[k] = np.mean((target - design.dot(theta)) ** 2)
    return losses


def rows() -> list[Row]:
    data = table(ROWS)
    size = sum(c.nbytes for c in data.values())
    small = tw.Fit("theta0 + theta1*x", table(10), "y")
    # What is imported on the way belongs to no landscape.
    ours(small)
    start = time.perf_counter()
    fit = tw.Fit("theta0 + theta1*x", data, "y")
    first = ours(fit)
    cold = time.perf_counter() - start
    tracemalloc.start()
    ours(tw.Fit("theta0 + theta1*x", data, "y"))
    extra = tracemalloc.get_traced_memory()[1] / size
    tracemalloc.stop()
    start = time.perf_counter()
    loop = double_loop(data, MEASURED)
    slow = (time.perf_counter() - start) * GRID * GRID / MEASURED
    np.testing.assert_allclose(first.ravel()[:: GRID * GRID // MEASURED], loop, rtol=1e-9)
    warm, little = best(lambda: ours(fit), 20), best(lambda: ours(small), 20)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    what, who = "landscape over 1,000,000 rows", "a double loop"
    note = f"on 10 rows {little * 1e3:.1f} ms"
    return [
        Row(f"{what}, the first", cold, slow, slow / cold, "", "with making the fit", who),
        Row(f"{what}, the next", warm, slow, slow / warm, ">= 1000", note, who),
        Row(
            "extra memory of the first",
            extra * size / 2**20,
            size / 2**20,
            extra,
            "<= 3",
            f"the process peaked at {peak:.0f} MiB",
            unit="times the data",
        ),
    ]
