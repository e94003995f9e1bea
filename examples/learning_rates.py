"""A bumpy bowl: the surface and the contours, four learning rates side by side, other starts, and SGD against Adam.

python examples/learning_rates.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import thalweg as tw


def scenes() -> dict[str, tw.Scene]:
    """Everything to draw, by name."""
    bowl = tw.Formula("x**2 + y**2 + 0.5*sin(3*x) + 0.5*cos(3*y)")
    land = tw.landscape(bowl, x=(-2.5, 2.5), y=(-2.5, 2.5), grid=(141, 141))
    start = [1.5, 1.5]

    # One run, as a surface and as a map.
    once = tw.descend(bowl, tw.SGD(lr=0.1), start=start, steps=50)

    # Too small, good, and two that are too large in different ways: 0.5 stays near the minimum and never settles,
    # 1.2 leaves for good.
    rates = tw.descend(bowl, tw.SGD(lr=[0.01, 0.1, 0.5, 1.2]), start=start, steps=50)

    # Other starts: there are two valleys, equally deep, and the start decides which one is reached.
    corners = [[1.5, 1.5], [-2.0, 2.0], [2.0, -2.0], [-2.0, -2.0], [0.2, -2.2]]
    starts = tw.descend(bowl, tw.SGD(lr=0.1), start=corners, steps=50)

    # A fair race: each optimizer at the best of the same 25 rates.
    tuned = tw.tune(
        bowl,
        [tw.SGD(), tw.SGD(momentum=0.9), tw.Adam()],
        over={"lr": (1e-3, 1.0)},
        budget=25,
        start=start,
        steps=50,
    )
    print(f"SGD, momentum and Adam, {tuned.statement}")
    race = tw.descend(bowl, tuned.optimizers, start=start, steps=50)

    return {
        "surface": tw.Scene(once, land, panels=["surface", "contour"]),
        "rates": tw.Scene(rates, land, panels="contour", by="lr", title="Four learning rates"),
        "losses": tw.Scene(rates, panels="loss", title="Four learning rates"),
        "starts": tw.Scene(starts, land, panels=["contour", "loss"], title="Five starts"),
        "sweep": tw.Scene(tuned.runs, panels="sweep", title="The loss after 50 steps"),
        "race": tw.Scene(race, land, panels=["contour", "loss"], title="SGD against Adam"),
    }


if __name__ == "__main__":
    folder = Path(*sys.argv[1:2] or ["pictures"])
    folder.mkdir(parents=True, exist_ok=True)
    for name, scene in scenes().items():
        tw.save(scene, folder / f"learning_rates_{name}.svg")
