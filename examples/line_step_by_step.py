"""A line fitted to a hundred points: every step of it, the loss surface, the path, and the same with mini-batches.

python examples/line_step_by_step.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

import thalweg as tw


def scenes() -> dict[str, tw.Scene]:
    """Everything to draw, by name."""
    # y = 4 + 3 x with noise, from the generator that NumPy used to have, so that the numbers are those of older texts.
    random = np.random.RandomState(0)
    x = 2 * random.rand(100, 1)
    y = 4 + 3 * x + random.randn(100, 1)
    line = tw.Fit("theta0 + theta1*x", {"x": x[:, 0], "y": y[:, 0]}, target="y")

    whole = tw.descend(line, tw.SGD(lr=0.1), start=random.randn(2), steps=10)

    # Two epochs of five batches of twenty, from a start of its own.
    start = random.randn(2)
    orders = [random.permutation(100) for _ in range(2)]
    batches = [order[i : i + 20] for order in orders for i in range(0, 100, 20)]
    parts = tw.descend(line, tw.SGD(lr=0.1), start=start, batches=batches)

    land = tw.landscape(line, theta0=(-10, 10), theta1=(-10, 10))
    return {
        "data": tw.Scene(whole, panels="data"),
        "fits": tw.Scene(whole, panels="fit", by=range(11)),
        "surface": tw.Scene(land, panels="surface"),
        "path": tw.Scene(whole, land, panels=["surface", "contour"]),
        "batch_fits": tw.Scene(parts, panels="fit", by=range(11)),
        "batch_path": tw.Scene(parts, land, panels=["surface", "contour", "loss"]),
    }


if __name__ == "__main__":
    folder = Path(*sys.argv[1:2] or ["pictures"])
    folder.mkdir(parents=True, exist_ok=True)
    for name, scene in scenes().items():
        tw.save(scene, folder / f"line_step_by_step_{name}.svg")
