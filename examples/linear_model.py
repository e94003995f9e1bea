"""A linear model of two inputs, trained from a poor start: its diagram, its data, its plane, and its way downhill.

python examples/linear_model.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

import thalweg as tw


def scenes() -> dict[str, tw.Scene]:
    """Everything to draw, by name."""
    # Sixty points of y = 2 x1 - 1.5 x2, with so much noise that the weights are hard to find.
    rng = np.random.default_rng(0)
    x = rng.normal(size=(60, 2))
    y = x @ [2.0, -1.5] + rng.normal(scale=3.9, size=60)
    table = {"x1": x[:, 0], "x2": x[:, 1], "y": y}

    # Half the mean of squares, whose gradient has no factor 2.
    model = tw.Fit("w1*x1 + w2*x2", table, target="y", loss="half_mse")
    runs = tw.descend(model, tw.SGD(lr=0.25), start=[-3, 30], steps=29)

    # The loss where the weights might have been, on both sides of the path.
    land = tw.landscape(model, w1=(-6, 6), w2=(-30, 31))

    return {
        "diagram": tw.Scene(runs, panels="diagram"),
        "data": tw.Scene(runs, panels="data"),
        "plane": tw.Scene(runs, panels="fit"),
        # What the sliders of a notebook show one at a time.
        "plane_by_step": tw.Scene(runs, panels="fit", by=[0, 1, 2, 4, 8, 29]),
        "surface": tw.Scene(runs, land, panels="surface"),
        "everything": tw.Scene(runs, land, panels=["surface", "fit", "contour", "loss"]),
    }


if __name__ == "__main__":
    folder = Path(*sys.argv[1:2] or ["pictures"])
    folder.mkdir(parents=True, exist_ok=True)
    for name, scene in scenes().items():
        tw.save(scene, folder / f"linear_model_{name}.svg")
