"""Twelve thousand epochs of a regression line: cost and parameters, the way over the contours, and the surface.

python examples/twelve_thousand_epochs.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

import thalweg as tw


def scenes() -> dict[str, tw.Scene]:
    """Everything to draw, by name."""
    # Twenty points about y = 2.2 x + 1.5, written out so that nothing is random.
    x = np.linspace(-2, 4, 20)
    off = [0.9, -0.4, 0.2, -1.1, 0.6, 0.1, -0.7, 1.2, -0.3, 0.5]
    y = 2.2 * x + 1.5 + np.array([*off, *off])
    line = tw.Fit("w*x + b", {"x": x, "y": y}, target="y")

    # The rate is small on purpose: with a larger one the first steps do nearly all the work, and nothing else is seen.
    runs = tw.descend(line, tw.SGD(lr=0.001), start={"w": 3, "b": -1}, steps=12_000)

    return {
        "curves": tw.Scene(runs, panels=["fit", "parameters", "loss"]),
        "contour": tw.Scene(runs, panels=["contour", "fit"]),
        "surface": tw.Scene(runs, panels=["surface", "loss"]),
        "story": tw.Scene(runs, panels=["contour", "fit"], by=[0, 50, 400, 12_000]),
    }


if __name__ == "__main__":
    folder = Path(*sys.argv[1:2] or ["pictures"])
    folder.mkdir(parents=True, exist_ok=True)
    for name, scene in scenes().items():
        tw.save(scene, folder / f"twelve_thousand_epochs_{name}.svg")
