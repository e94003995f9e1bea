"""Writes what the page's tests compare with: recorded runs, random orders, programs, in the page's own format.

python web/tests/fixtures.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

import thalweg as tw
from thalweg.errors import ThalwegError
from thalweg.optim import Method
from thalweg.problems.functions import functions
from thalweg.render.page.html import scene_bytes
from thalweg.render.page.pack import Pack
from thalweg.render.page.problem import problem_data
from thalweg.render.page.rules import rule_of
from thalweg.scenes.panels import PANELS

STEPS = 30

#: Rates at which the rules move visibly on most functions without leaving them at once.
RATES = {"Adadelta": 1.0, "PolyakStep": 0.5, "Rprop": 0.02, "ASGD": 0.002, "SGD": 0.002}


def optimizers() -> list[Any]:
    """One of every kind that has a rule, and settings that use other parts of it."""
    kinds = [kind for kind in tw.optimizers.values() if not issubclass(kind, Method)]
    plain = [kind(lr=RATES.get(kind.__name__, 0.02)) for kind in kinds]
    return [
        *plain,
        tw.SGD(lr=0.001, momentum=0.9),
        tw.SGD(lr=0.001, momentum=0.9, nesterov=True),
        tw.SGD(lr="0.002/(1+0.1*t)", momentum=0.5, dampening=0.1, weight_decay=0.01),
        tw.Adam(lr=0.05, amsgrad=True, weight_decay=0.01),
        tw.RMSprop(lr=0.01, centered=True, momentum=0.9),
        tw.ClipNorm(tw.SGD(lr=0.01), max_norm=1.0),
        tw.SAM(tw.SGD(lr=0.001)),
        tw.Lookahead(tw.Adam(lr=0.05)),
    ]


def parity(pack: Pack) -> dict[str, Any]:
    """Every function of the catalogue with every rule, recorded step by step."""
    rules: list[Any] = []
    problems = []
    for name, problem in functions.items():
        runs = tw.descend(problem, optimizers(), steps=STEPS)
        data = runs.dataset
        found = []
        for run, optimizer in enumerate(runs.optimizers):
            rule = rule_of(optimizer)
            assert rule is not None
            if rule not in rules:
                rules.append(rule)
            own = data.isel(run=run)
            found.append(
                {
                    "label": runs.labels[run],
                    "rule": rules.index(rule),
                    "hyper": {h["name"]: optimizer.hyper[h["name"]] for h in rule["hyper"]},
                    "theta": pack.array(own["theta"].transpose("step", "param").values),
                    "loss": pack.array(own["loss"].values),
                    "gradient": pack.array(own["gradient"].transpose("step", "param").values),
                    "states": {
                        s["name"]: pack.array(
                            own[s["name"]].transpose("step", "param", missing_dims="ignore").values
                        )
                        for s in rule["states"]
                    },
                    "divergedAt": int(own["diverged_at"]),
                }
            )
        problems.append({"name": name, "problem": problem_data(pack, problem), "runs": found})
    return {"rules": rules, "problems": problems, "steps": STEPS}


def fits(pack: Pack) -> dict[str, Any]:
    """Fits with batches, which only agree if the rows are drawn in the same order."""
    random = np.random.default_rng(5)
    x, z = random.normal(size=(2, 37))
    data = {"x": x, "z": z, "y": 2 * x - z + 0.3 + 0.1 * random.normal(size=37)}
    classes = {"x": x, "z": z, "side": np.where(x + z > 0, "up", "down")}
    made = [
        (tw.Fit("a*x + b*z + c", data, target="y"), 8, [0, 3]),
        (tw.Fit("a*x + b*z + c", data, target="y", loss="huber", ridge=0.01), 5, [1]),
        (tw.Fit("a*x + b*z + c", classes, target="side", loss="logistic", lasso=0.01), 37, [0]),
        (tw.Fit("a*tanh(b*x + c) + d", data, target="y", standardize=True), None, [0]),
    ]
    found = []
    for fit, batch, seeds in made:
        runs = tw.descend(
            fit, [tw.SGD(lr=0.05), tw.Adam(lr=0.1)], steps=40, batch_size=batch, seed=seeds
        )
        rules = [rule_of(o) for o in runs.optimizers]
        data = runs.dataset
        found.append(
            {
                "problem": problem_data(pack, fit),
                "batch": batch,
                "rules": rules,
                "hyper": [dict(o.hyper) for o in runs.optimizers],
                "seeds": data["seed"].values.tolist(),
                "theta": pack.array(data["theta"].transpose("run", "step", "param").values),
                "loss": pack.array(data["loss"].transpose("run", "step").values),
                "batchLoss": pack.array(data["batch_loss"].values)
                if "batch_loss" in data
                else None,
            }
        )
    return {"fits": found}


def schedules(pack: Pack) -> dict[str, Any]:
    """Runs whose rate follows a schedule."""
    calls = {
        "cosine": tw.schedules.cosine(0.001, STEPS),
        "linear": tw.schedules.linear(0.001, STEPS),
        "exponential": tw.schedules.exponential(0.001, round(0.01 ** (1 / STEPS), 4)),
        "inverse_sqrt": tw.schedules.inverse_sqrt(0.001),
    }
    rosenbrock = functions["rosenbrock"]
    found = []
    for name, text in calls.items():
        runs = tw.descend(rosenbrock, tw.SGD(lr=text, momentum=0.5), steps=STEPS)
        found.append({"name": name, "loss": pack.array(runs.dataset["loss"].values[0])})
    return {"rule": rule_of(tw.SGD()), "problem": problem_data(pack, rosenbrock), "runs": found}


def scenes() -> dict[str, tw.Scene]:
    """Scenes that a model is made of."""
    race = [tw.SGD(lr=0.001), tw.SGD(lr=0.0005, momentum=0.9), tw.Adam(lr=0.1)]
    runs = tw.descend(tw.functions["rosenbrock"], race, steps=100)
    black = tw.BlackBox(
        lambda x, y: x**2 + 3 * y**2, params=("x", "y"), gradient=lambda x, y: (2 * x, 6 * y)
    )
    recorded = tw.descend(black, [tw.SGD(lr=0.1), tw.BFGS()], start=[-1.5, 0.5], steps=20)
    ground = tw.landscape(black, x=(-2, 2), y=(-1, 1), grid=(41, 21))
    product = tw.Formula("0.5*(a*b*c - 1)**2")
    rates = [
        tw.SGD(lr=0.1),
        tw.SGD(lr=0.02, momentum=0.5),
        tw.SGD(lr=0.02, momentum=0.5, nesterov=True, weight_decay=0.1),
        tw.Adam(lr=0.1),
        tw.SGD(lr=2.0),
    ]
    return {
        "scene": tw.Scene(runs, panels=["contour", "loss"]),
        "parts": tw.Scene(runs, panels=["loss"], by="run"),
        "story": tw.Scene(runs, panels=["loss"], by=[0, 10, 100]),
        "sharpness": tw.Scene(
            tw.descend(product, rates, start=[0.2, 0.9, 1.9], steps=40), panels="sharpness"
        ),
        "samples": tw.Scene(recorded, ground, panels=["contour", "loss"]),
    }


def orders() -> dict[str, Any]:
    """Shuffled numbers, several in a row from one generator."""
    found = []
    for seed in (0, 1, 7, 123_456, 2**40 + 3):
        generator = np.random.default_rng(seed)
        found.append(
            {
                "seed": seed,
                "orders": [generator.permutation(n).tolist() for n in (1, 2, 5, 60, 442)],
            }
        )
    return {"orders": found}


def operations(pack: Pack) -> dict[str, Any]:
    """Programs on awkward numbers: what NumPy makes of them."""
    special = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 1e300, -1e300, 1e-300, np.inf, -np.inf, np.nan]
    a, b = (grid.ravel() for grid in np.meshgrid(special, special))
    texts = [
        "a + b", "a - b", "a*b", "a/b", "-a", "a**3", "a**-2", "abs(a)**b", "sqrt(a)", "exp(a)", "log(a)", "sin(a)",
        "cos(a)", "tan(a)", "asin(a)", "acos(a)", "atan(a)", "sinh(a)", "cosh(a)", "tanh(a)", "sigmoid(a)",
        "softplus(a)", "abs(a)", "sign(a)", "relu(a)", "max(a, b)", "min(a, b)",
        "a**5 - 2*a**4 + b**7",
    ]  # fmt: skip
    found = []
    for text in texts:
        try:
            formula = tw.Formula(text, params=("a", "b"))
        except ThalwegError as error:
            raise SystemExit(f"{text}: {error}") from None
        with np.errstate(all="ignore"):
            (value,) = formula.program.arrays(a, b)
        full = np.broadcast_to(np.asarray(value, dtype=float), a.shape)
        found.append(
            {
                "text": text,
                "program": formula.program.to_json(),
                "value": pack.array(np.array(full)),
            }
        )
    return {"a": pack.array(a), "b": pack.array(b), "operations": found}


def main() -> None:
    """Write all files."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for make in (parity, fits, operations, schedules):
        pack = Pack()
        (folder / f"{make.__name__}.bin").write_bytes(pack.bytes(make(pack)))
    (folder / "orders.bin").write_bytes(Pack().bytes(orders()))
    (folder / "panels.bin").write_bytes(Pack().bytes({"panels": list(PANELS)}))
    for name, scene in scenes().items():
        (folder / f"{name}.bin").write_bytes(scene_bytes(scene))


if __name__ == "__main__":
    main()
