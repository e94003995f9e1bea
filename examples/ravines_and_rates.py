"""A ravine at the edge of stability, what momentum does to it, and five rates on a curve with two valleys.

python examples/ravines_and_rates.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import thalweg as tw


def scenes() -> dict[str, tw.Scene]:
    """Everything to draw, by name."""
    start = [-1.8, 0.6]

    # The steepest direction bends with 20, so that rates above 2/20 diverge. At 0.1 itself, y is 0.6 and -0.6 by turns
    # for ever; a little less converges, a little more does not.
    ravine = tw.Formula("x**2 + 10*y**2")
    edge = tw.descend(ravine, tw.SGD(lr=[0.03, 0.09, 0.1, 0.105]), start=start, steps=15)
    sweep = tw.descend(ravine, tw.SGD(lr=[k / 200 for k in range(1, 25)]), start=start, steps=15)

    # A product of four numbers. The nearest minimum bends with 21.7: a rate of 0.05 can bear 40 and stays there. One of
    # 0.1 bears 20, is thrown out of it, and comes to rest in a flatter one: the loss went up before it went down.
    product = tw.Formula("0.5*(a*b*c*d - 1)**2")
    sharpens = tw.descend(product, tw.SGD(lr=[0.05, 0.1]), start=[0.2, 0.9, 1.9, 2.6], steps=80)

    # Along the flat direction plain descent creeps. Momentum gets there, and swings across the ravine on its way.
    gentle = tw.Formula("0.1*x**2 + y**2")
    plain = tw.SGD(lr=0.1)
    heavy = tw.SGD(lr=0.1, momentum=0.9)
    momentum = tw.descend(gentle, [plain, heavy], start=start, steps=20)

    # Each at the best of the same rates: the fair comparison.
    tuned = tw.tune(gentle, [plain, heavy], over={"lr": (0.01, 2.0)}, start=start, steps=20)
    fair = tw.descend(gentle, tuned.optimizers, start=start, steps=20)

    # From 2.5 the valley at 3.65 is near. At 0.5 every step leaps over it, at 0.9 the leaps grow.
    quartic = tw.Formula("0.1*x**4 - 0.5*x**3 - 0.2*x**2 + 2*x + 2")
    rates = tw.descend(quartic, tw.SGD(lr=[0.01, 0.05, 0.2, 0.5, 0.9]), start=[2.5], steps=20)
    valley = tw.landscape(quartic, x=(1.5, 4.7))

    return {
        "gradient_descent": tw.Scene(edge, panels="contour", by="lr", title="Gradient descent"),
        "edge": tw.Scene(sweep, panels="sweep", title="The edge of stability"),
        "sharpness": tw.Scene(
            sharpens, panels=["loss", "sharpness"], title="Progress at the edge of stability"
        ),
        "momentum": tw.Scene(momentum, panels=["contour", "loss"], title="Momentum"),
        "momentum_step": tw.Scene(
            momentum[1:], panels=["contour", "state"], title="A step with momentum"
        ),
        "momentum_tuned": tw.Scene(fair, panels=["contour", "loss"], title="Momentum, both tuned"),
        "learning_rates": tw.Scene(
            rates, valley, panels=["profile", "loss"], title="Learning rates"
        ),
        "learning_rates_apart": tw.Scene(
            rates, valley, panels="profile", by="lr", title="Learning rates"
        ),
    }


if __name__ == "__main__":
    folder = Path(*sys.argv[1:2] or ["pictures"])
    folder.mkdir(parents=True, exist_ok=True)
    for name, scene in scenes().items():
        tw.save(scene, folder / f"ravines_and_rates_{name}.svg")
