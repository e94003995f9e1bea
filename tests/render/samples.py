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


@cache
def wall() -> tuple[Trajectories, Landscape]:
    """A loss that is finite only between two walls."""
    problem = tw.Formula("log(x) + 1/x + (y - 1)^2 + sqrt(4 - x)")
    runs = tw.descend(problem, tw.SGD(lr=0.1), start=[2.5, 2.0], steps=40)
    return runs, tw.landscape(problem, x=(-1, 5), y=(-1, 3), grid=(61, 41))


@cache
def nasty() -> Trajectories:
    """Names that must be escaped."""
    x, y = rows(30).values()
    problem = tw.Fit(f"w*`{NASTY}` + b", {NASTY: x, 'y$ "2" <i>': y}, target='y$ "2" <i>')
    return tw.descend(problem, tw.SGD(lr=0.001), start=[-1.0, 10.0], steps=50)


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
        "one panel": Scene(bowl(), panels="contour"),
    }
