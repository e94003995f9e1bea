"""Runs that move: a line, a plane, a boundary between classes, races of six optimizers, and a row of rates.

python examples/animations.py [FOLDER [FRAMES]]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import learning_rates
import line_step_by_step
import linear_model
import numpy as np
import twelve_thousand_epochs

import thalweg as tw

SIX: tuple[Any, ...] = (
    tw.SGD(),
    tw.SGD(momentum=0.9),
    tw.Adagrad(),
    tw.RMSprop(),
    tw.Adam(),
    tw.NAdam(),
)


def race(name: str, start: list[float], steps: int) -> tw.Trajectories:
    """Six optimizers, each at the best of the same rates."""
    hills = tw.functions[name]
    tuned = tw.tune(hills, SIX, over={"lr": (1e-4, 1.0)}, budget=25, start=start, steps=steps)
    return tw.descend(hills, tuned.optimizers, start=start, steps=steps)


def boundary() -> tw.Trajectories:
    """Two clouds of points, and the line between them."""
    rng = np.random.default_rng(4)
    kind = np.repeat([0, 1], 40)
    x = rng.normal(size=80) + 1.6 * kind
    y = rng.normal(size=80) - 1.2 * kind
    table = {"x": x, "y": y, "kind": kind}
    model = tw.Fit("a*x + b*y + c", table, target="kind", loss="logistic")
    return tw.descend(model, tw.SGD(lr=0.3), start=[-1, -1, 1], steps=120)


def animations() -> dict[str, tuple[tw.Scene, dict[str, Any]]]:
    """Everything that moves, by name, with how it is saved."""
    epochs = twelve_thousand_epochs.scenes()
    weights = linear_model.scenes()
    line = line_step_by_step.scenes()
    rates = learning_rates.scenes()
    iterations = line["path"].runs
    assert iterations is not None
    # Which rows a batch has can be worked out again where thalweg has drawn them.
    batches = tw.descend(
        iterations.problem, tw.SGD(lr=0.1), start=[1.0, 4.0], steps=15, batch_size=20
    )
    rosenbrock = race("rosenbrock", [-1.5, 2.0], 200)
    himmelblau = race("himmelblau", [-0.5, -1.0], 80)
    return {
        # Costs and parameters beside the line; the contours beside the line; the surface.
        "epochs_curves": (epochs["curves"], {}),
        "epochs_contour": (epochs["contour"], {}),
        "epochs_surface": (epochs["surface"], {}),
        # What sliders show: the plane, and the point on the surface, step by step.
        "weights_plane": (weights["plane"], {"turn": 40, "duration": 6}),
        "weights_surface": (weights["surface"], {"turn": 90, "duration": 6}),
        # A picture an iteration, and a picture a batch.
        "line_iterations": (tw.Scene(iterations, panels=["fit", "contour"]), {"duration": 5}),
        "line_batches": (tw.Scene(batches, panels=["fit", "contour"]), {"duration": 5}),
        "boundary": (tw.Scene(boundary(), panels=["fit", "loss"]), {}),
        "race_rosenbrock": (tw.Scene(rosenbrock, panels=["contour", "loss"]), {}),
        "race_himmelblau": (tw.Scene(himmelblau, panels=["surface", "contour"]), {}),
        "rates": (rates["rates"], {"duration": 6}),
    }


if __name__ == "__main__":
    folder = Path(*sys.argv[1:2] or ["pictures"])
    folder.mkdir(parents=True, exist_ok=True)
    few: dict[str, Any] = {}
    if sys.argv[2:]:
        few = {"frames": int(sys.argv[2]), "duration": None}
    for name, (scene, how) in animations().items():
        tw.save(scene, folder / f"animations_{name}.mp4", **how | few)
