"""Scenes that the tests of scenes, rendering and output share; each is computed once."""

from __future__ import annotations

from functools import cache

import numpy as np

import thalweg as tw
from thalweg.data import Landscape, Trajectories
from thalweg.scenes import Scene

NASTY = 'a <b> & $x$ \\alpha_1 "quoted" </script>'
"""A column's name that would break mathtext, XML or a page if it were not escaped."""


def rows(n: int) -> dict[str, np.ndarray]:
    """A noisy line of n points."""
    rng = np.random.default_rng(3)
    rain = rng.uniform(0, 20, n)
    return {"rain (mm)": rain, "growth (cm)": 1.7 * rain + 4 + rng.normal(0, 4, n)}


def line(n: int = 30, *, standardize: bool = False) -> tw.Fit:
    """A line to fit to n points."""
    return tw.Fit("w*`rain (mm)` + b", rows(n), target="growth (cm)", standardize=standardize)


@cache
def bowl() -> Trajectories:
    """Three rates: slow, oscillating, and one whose path leaves the view."""
    rates = [tw.SGD(lr=0.02), tw.SGD(lr=0.09), tw.SGD(lr=0.105)]
    return tw.descend(tw.Formula("x**2 + 10*y**2"), rates, start=[-1.8, 0.6], steps=50)


@cache
def diverged() -> Trajectories:
    """One run that blows up at its first step, and one that converges."""
    rates = [tw.SGD(lr=0.5), tw.SGD(lr=0.05)]
    return tw.descend(tw.Formula("x**2 + 10*y**2"), rates, start=[-1.8, 0.6], steps=50)


@cache
def rosenbrock() -> Trajectories:
    """Six optimizers."""
    chosen = [
        tw.SGD(lr=0.0005),
        tw.SGD(lr=0.0005, momentum=0.9),
        tw.Adam(lr=0.05),
        tw.RMSprop(lr=0.02),
        tw.Adagrad(lr=0.3),
        tw.Lion(lr=0.02),
    ]
    return tw.descend(tw.functions["rosenbrock"], chosen, start=[-1.5, 2.0], steps=200)


@cache
def quartic() -> Trajectories:
    """A loss of one parameter."""
    rates = [tw.SGD(lr=lr) for lr in (0.01, 0.05, 0.2, 0.45)]
    formula = tw.Formula("0.1*x^4 - 0.5*x^3 - 0.2*x^2 + 2*x + 2")
    return tw.descend(formula, rates, start=[2.5], steps=20)


@cache
def fitted() -> Trajectories:
    """A line on 30 points."""
    return tw.descend(line(), tw.SGD(lr=0.001), start=[-1.0, 10.0], steps=200)


@cache
def many_points() -> Trajectories:
    """A line on 5,000 standardised points."""
    return tw.descend(line(5000, standardize=True), tw.SGD(lr=0.1), start=[0.0, 0.0], steps=40)


@cache
def batches() -> Trajectories:
    """Two optimizers on batches of eight."""
    chosen = [tw.SGD(lr=0.1), tw.Adam(lr=0.1)]
    problem = line(235, standardize=True)
    return tw.descend(problem, chosen, start=[-2.0, 1.0], steps=120, batch_size=8)


@cache
def rates() -> Trajectories:
    """Forty rates."""
    return tw.descend(
        tw.Formula("x**2 + 10*y**2"),
        tw.SGD(lr=np.geomspace(0.001, 0.12, 40)),
        start=[-1.8, 0.6],
        steps=50,
    )


@cache
def starts() -> Trajectories:
    """Twelve starts of one optimizer."""
    places = np.random.default_rng(0).uniform(-5, 5, (12, 2))
    return tw.descend(tw.functions["himmelblau"], tw.SGD(lr=0.01), start=places, steps=60)


@cache
def logistic() -> Trajectories:
    """Two classes with names."""
    rng = np.random.default_rng(3)
    size = rng.uniform(0, 20, 60)
    ill = rng.uniform(size=60) < 1 / (1 + np.exp(-(size - 9) * 0.7))
    data = {"size": size, "kind": np.where(ill, "malignant", "benign")}
    problem = tw.Fit("w*size + b", data, target="kind", loss="logistic", standardize=True)
    return tw.descend(problem, tw.SGD(lr=1.0), start=[0.0, 0.0], steps=100)


@cache
def parabola() -> Trajectories:
    """Three parameters, one input, one diverging run."""
    rng = np.random.default_rng(3)
    x = rng.uniform(-3, 3, 40)
    data = {"x": x, "y": 0.5 * x**2 - x + 1 + rng.normal(0, 0.5, 40)}
    chosen = [tw.SGD(lr=lr) for lr in (0.01, 0.02, 0.1)]
    problem = tw.Fit("a*x**2 + b*x + c", data, target="y")
    return tw.descend(problem, chosen, start=[0.0, 0.0, 0.0], steps=100)


@cache
def plane() -> Trajectories:
    """Three inputs, four parameters."""
    rng = np.random.default_rng(0)
    data = {name: rng.normal(size=20) for name in "abcy"}
    problem = tw.Fit("u*a + v*b + w*c + z", data, target="y")
    return tw.descend(problem, tw.SGD(lr=0.1), start=[0.0] * 4, steps=10)


def classes(inputs: int) -> tw.Fit:
    """Two named classes over so many inputs, some of them on the wrong side."""
    rng = np.random.default_rng(5)
    columns = {f"part {k} (cm)": rng.normal(size=80) for k in range(1, inputs + 1)}
    score = sum(columns.values()) + rng.logistic(size=80)
    kind = np.where(score > 0, "virginica", "versicolor")
    model = " + ".join([*(f"w{k}*`part {k} (cm)`" for k in range(1, inputs + 1)), "b"])
    return tw.Fit(model, {**columns, "kind": kind}, target="kind", loss="logistic")


@cache
def boundary() -> Trajectories:
    """Two classes over two inputs; one of three runs hardly starts."""
    chosen = [tw.SGD(lr=0.05), tw.SGD(lr=1.0), tw.Adam(lr=0.1)]
    return tw.descend(classes(2), chosen, start=[0.0, -1.0, 0.0], steps=40)


@cache
def separated() -> Trajectories:
    """Two classes over four inputs."""
    return tw.descend(classes(4), tw.SGD(lr=1.0), start=[0.0] * 5, steps=100)


@cache
def tilted() -> Trajectories:
    """A plane over two inputs."""
    rng = np.random.default_rng(0)
    x1, x2 = rng.normal(size=(2, 60))
    data = {"x1": x1, "x2": x2, "y": 2 * x1 - 1.5 * x2 + rng.normal(scale=3.9, size=60)}
    problem = tw.Fit("w1*x1 + w2*x2", data, target="y", loss="half_mse")
    return tw.descend(problem, tw.SGD(lr=0.25), start=[-3.0, 30.0], steps=30)


@cache
def decades() -> Trajectories:
    """A loss from 3 to a million."""
    problem = tw.functions["goldstein_price"]
    return tw.descend(problem, [tw.Adam(lr=0.05), tw.SGD(lr=1e-5)], start=[-1.0, 1.0], steps=60)


@cache
def network() -> Trajectories:
    """A small network, one of whose runs diverges."""
    x1, x2 = np.random.default_rng(0).normal(size=(2, 40))
    data = {"x1": x1, "x2": x2, "y": np.tanh(x1 - x2)}
    model = "v1*tanh(w11*x1 + w12*x2 + b1) + v2*tanh(w21*x1 + w22*x2 + b2) + c"
    problem = tw.Fit(model, data, target="y")
    start = [0.3, 0.5, -0.2, 0.1, 0.4, -0.3, 0.2, 0.1, 0.0]
    return tw.descend(problem, [tw.SGD(lr=0.1), tw.SGD(lr=1e5)], start=start, steps=30)


@cache
def wide() -> Trajectories:
    """Thirty standardised inputs with long names."""
    rng = np.random.default_rng(1)
    data = {f"a long name, number {k} (cm)": rng.normal(size=50) for k in range(30)}
    total = sum(k * column for k, column in enumerate(data.values()))
    model = " + ".join([*(f"w{k}*`{name}`" for k, name in enumerate(data)), "b"])
    problem = tw.Fit(model, {**data, "y": total}, target="y", standardize=True)
    return tw.descend(problem, tw.SGD(lr=0.1), start=[0.0] * 31, steps=20)


@cache
def waves() -> Trajectories:
    """Rates that are slow, good, never settle, and diverge."""
    formula = tw.Formula("x**2 + y**2 + 0.5*sin(3*x) + 0.5*cos(3*y)")
    return tw.descend(formula, tw.SGD(lr=[0.01, 0.1, 0.5, 1.1]), start=[1.5, 1.5], steps=50)


@cache
def wall() -> tuple[Trajectories, Landscape]:
    """A loss that is finite only between two walls."""
    problem = tw.Formula("log(x) + 1/x + (y - 1)^2 + sqrt(4 - x)")
    runs = tw.descend(problem, tw.SGD(lr=0.1), start=[2.5, 2.0], steps=40)
    return runs, tw.landscape(problem, x=(-1, 5), y=(-1, 3), grid=(61, 41))


@cache
def tuned() -> Trajectories:
    """Three optimizers at twelve rates each, some of which diverge."""
    chosen = [tw.SGD(), tw.Adam(), tw.RMSprop()]
    problem = tw.functions["rosenbrock"]
    over = {"lr": (1e-4, 10.0)}
    return tw.tune(problem, chosen, over, budget=12, start=[-1.5, 2.0], steps=100).runs


@cache
def seeds() -> Trajectories:
    """Two optimizers at eight rates each, every one with five orders of the batches."""
    rates = np.geomspace(0.01, 3, 8)
    problem = line(60, standardize=True)
    chosen = [tw.SGD(lr=rates), tw.Adam(lr=rates)]
    return tw.descend(
        problem, chosen, start=[-2.0, 1.0], steps=40, batch_size=8, seed=[0, 1, 2, 3, 4]
    )


@cache
def many_weights() -> Trajectories:
    """Twelve parameters of one run."""
    text = " + ".join(f"(w{k} - {k / 4})**2" for k in range(12))
    return tw.descend(tw.Formula(text), tw.SGD(lr=0.05), start=[1.0] * 12, steps=40)


@cache
def moving() -> Trajectories:
    """One run with momentum and rates of its own for each parameter."""
    return tw.descend(tw.functions["rosenbrock"], tw.Adam(lr=0.05), start=[-1.5, 2.0], steps=50)


@cache
def nasty() -> Trajectories:
    """Names that must be escaped."""
    x, y = rows(30).values()
    problem = tw.Fit(f"w*`{NASTY}` + b", {NASTY: x, 'y$ "2" <i>': y}, target='y$ "2" <i>')
    return tw.descend(problem, tw.SGD(lr=0.001), start=[-1.0, 10.0], steps=50)


LONG = "the length of the ninth part of the leaf, measured in the morning sun (cm / day)"
"""A column's name of 80 characters."""


@cache
def long_names() -> Trajectories:
    """A line between two columns with names of 80 characters."""
    x, y = rows(30).values()
    problem = tw.Fit(f"w*`{LONG}` + b", {LONG: x, "y" + LONG: y}, target="y" + LONG)
    return tw.descend(problem, tw.SGD(lr=0.001), start=[-1.0, 10.0], steps=20)


@cache
def long_inputs() -> Trajectories:
    """A plane over two columns with names of 80 characters."""
    one, two = np.random.default_rng(1).normal(size=(2, 40))
    data = {LONG: one, "x" + LONG: two, "y" + LONG: one - two}
    problem = tw.Fit(f"v*`{LONG}` + w*`x{LONG}`", data, target="y" + LONG)
    return tw.descend(problem, tw.SGD(lr=0.1), start=[0.0, 0.0], steps=20)


@cache
def long_classes() -> Trajectories:
    """Two classes with names of 50 characters."""
    x = np.random.default_rng(1).normal(size=40)
    kinds = np.where(
        x > 0,
        "a rather long name of a class that has many words!",
        "another name, as long as the first one, of a class",
    )
    problem = tw.Fit("w*x + b", {"x": x, "kind": kinds}, target="kind", loss="logistic")
    return tw.descend(problem, tw.SGD(lr=0.1), start=[0.0, 0.0], steps=20)


@cache
def ten() -> Trajectories:
    """Ten optimizers."""
    names = ["SGD", "Adam", "RMSprop", "Adagrad", "Adamax", "NAdam", "RAdam", "AdamW", "Lion"]
    chosen = [getattr(tw, name)(lr=0.05) for name in names]
    chosen.append(tw.SGD(lr=0.05, momentum=0.9))
    return tw.descend(tw.Formula("x**2 + 10*y**2"), chosen, start=[-1.8, 0.6], steps=30)


def checkpoints(count: int = 3) -> Landscape:
    """A plane or a line through points that have names, the last of them a long one."""
    deep = tw.Formula("(a*b*c - 1)**2 + 0.1*(a - b)**2 + 0.05*c**2 + sin(3*a)")
    points = [[1.5, 0.6, 1], [-1, -0.8, 1.2], [0.2, 2, -1.1]][:count]
    names = ("SGD", "Adam", "averaged over the last epochs")[-count:]
    plane = tw.Plane.through(*points, labels=names)
    runs = tw.descend(deep, tw.SGD(lr=0.05), start=points[0], steps=20)
    return tw.landscape(deep, plane=plane, grid=31, runs=runs)


@cache
def scenes() -> dict[str, Scene]:
    """All of them by name."""
    return {
        "bowl": Scene(bowl()),
        "diverged": Scene(diverged()),
        "rosenbrock": Scene(rosenbrock()),
        "quartic": Scene(quartic()),
        "fitted": Scene(fitted()),
        "many points": Scene(many_points()),
        "batches": Scene(batches()),
        "rates": Scene(rates()),
        "starts": Scene(starts()),
        "logistic": Scene(logistic()),
        "parabola": Scene(parabola()),
        "plane": Scene(plane()),
        "wall": Scene(*wall()),
        "nasty": Scene(nasty(), title="<b>$t$ & more</b> \\frac{1}{2}"),
        "landscape": Scene(None, tw.landscape(tw.functions["himmelblau"])),
        "boundary": Scene(boundary()),
        "separated": Scene(separated()),
        "by rate": Scene(waves(), by="lr"),
        "by optimizer": Scene(rosenbrock(), panels=["contour", "loss"], by="run"),
        "fits by rate": Scene(parabola(), panels=["fit", "loss"], by="lr"),
        "network": Scene(network(), panels=["diagram"]),
        "wide": Scene(wide(), panels=["diagram", "data"]),
        "cloud": Scene(tilted(), panels=["diagram", "data"]),
        "scattered": Scene(boundary(), panels=["data", "diagram", "loss"]),
        "line and rows": Scene(fitted(), panels=["data"]),
        "surface": Scene(bowl(), panels=["surface", "contour", "loss"]),
        "surfaces": Scene(bowl(), panels="surface", by="run"),
        "surface of many": Scene(rates(), panels="surface"),
        "surface with holes": Scene(*wall(), panels=["surface", "loss"]),
        "surface of decades": Scene(decades(), panels="surface"),
        "inputs": Scene(tilted(), panels=["fit", "surface"]),
        "one panel": Scene(bowl(), panels="contour"),
        "arrows": Scene(bowl(), panels=["contour", "loss"], gradient=True),
        "tuned": Scene(tuned(), panels="sweep"),
        "seeds": Scene(seeds(), panels="sweep"),
        "parameters": Scene(rosenbrock(), panels=["parameters", "loss"]),
        "parameters of one": Scene(fitted(), panels="parameters"),
        "sharpness": Scene(rosenbrock(), panels=["loss", "sharpness"]),
        "state": Scene(moving(), panels=["contour", "state"]),
        "states by step": Scene(moving(), panels="state", by=[0, 1, 5, 50]),
        "many weights": Scene(many_weights(), panels="parameters", title="12 weights"),
        "long names": Scene(long_names(), panels=["fit", "data", "diagram", "loss"]),
        "long names in space": Scene(long_inputs(), panels=["fit", "data"]),
        "long classes": Scene(long_classes(), panels=["fit", "data", "diagram", "loss"]),
        "ten optimizers": Scene(ten()),
        "by ten optimizers": Scene(ten(), by="run"),
        "five panels": Scene(
            fitted(), panels=["surface", "contour", "fit", "loss", "parameters"], title="Five"
        ),
        "checkpoints": Scene(checkpoints(), panels=["surface", "contour"]),
        "two checkpoints": Scene(checkpoints(2), panels="profile"),
        "panels in rows": Scene(waves(), panels=["contour", "loss"], by=[0, 1, 3, 7, 20, 50]),
    }
