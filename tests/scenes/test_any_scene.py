"""Whatever is run, every panel that takes it describes something that can be drawn."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from hypothesis import assume, given, settings, strategies as st

import thalweg as tw
from thalweg.data import Trajectories
from thalweg.errors import ArgumentError
from thalweg.scenes import Scene
from thalweg.scenes.axis import Axis
from thalweg.scenes.panels import PANELS

FORMULAS = [
    "x**2",
    "x**4 - x",
    "exp(x)",
    "-x**2",
    "x**2 + 3*y**2",
    "log(x**2 + y**2)",
    "x*y - 7",
    "1/x + sqrt(y)",
    "0*x + 0*y + 2",
    "x**2 + y**2 + (z - 1)**2",
]
MODELS = ["w*a + b", "u*a + v*c", "u*a + v*c + w*d + b", "w*a**2 + b", "v*tanh(w*a + b)"]
RATES = st.floats(1e-4, 5.0)


@st.composite
def optimizers(draw: st.DrawFn) -> list[Any]:
    kinds = [
        lambda lr: tw.SGD(lr=lr),
        lambda lr: tw.SGD(lr=lr, momentum=0.9),
        lambda lr: tw.Adam(lr=lr),
        lambda lr: tw.SGD(lr=f"{lr}/(1 + t)"),
    ]
    chosen = draw(st.lists(st.tuples(st.sampled_from(kinds), RATES), min_size=1, max_size=4))
    if draw(st.booleans()):
        return [kind(lr) for kind, lr in chosen]
    lr = draw(st.lists(RATES, min_size=1, max_size=9, unique=True))
    return [tw.SGD(lr=lr)]


@st.composite
def runs(draw: st.DrawFn) -> Trajectories:
    coordinate = st.floats(-3, 3) | st.sampled_from([0.0, 1.0])
    batch: dict[str, Any] = {}
    if draw(st.booleans()):
        problem: Any = tw.Formula(draw(st.sampled_from(FORMULAS)))
    else:
        n = draw(st.sampled_from([2, 3, 30]))
        rng = np.random.default_rng(draw(st.integers(0, 5)))
        scale = draw(st.sampled_from([1e-6, 1.0, 1e6]))
        data = {name: scale * rng.normal(size=n) for name in "acd"}
        classes = draw(st.booleans())
        target = np.array(["no", "yes"] * n)[:n] if classes else rng.normal(size=n)
        problem = tw.Fit(
            draw(st.sampled_from(MODELS)),
            {**data, "y": target},
            target="y",
            loss="logistic" if classes else "mse",
            standardize=draw(st.booleans()),
        )
        if draw(st.booleans()):
            batch["batch_size"] = min(n, 2)
    d = len(problem.params)
    point = st.lists(coordinate, min_size=d, max_size=d)
    starts = draw(st.lists(point, min_size=1, max_size=2))
    assume(np.isfinite(problem.loss(starts)).all())
    steps = draw(st.integers(1, 12))
    return tw.descend(problem, draw(optimizers()), start=starts, steps=steps, **batch)


def check(picture: Any) -> None:
    assert picture.words.endswith(".")
    for name in "xyz":
        axis = getattr(picture, name, None)
        if isinstance(axis, Axis):
            low, high = axis.limits
            assert math.isfinite(low), name
            assert math.isfinite(high), name
            assert low < high, name
            assert low > 0 or not axis.log
    for path in getattr(picture, "paths", ()):
        assert np.isfinite(path.x).all()
        assert np.isfinite(path.y).all()


@settings(max_examples=60, deadline=None)
@given(runs())
def test_every_panel_that_takes_the_runs(found: Trajectories) -> None:
    taken = []
    for name in PANELS:
        try:
            scene = Scene(found, panels=name)
        except ArgumentError:
            continue
        taken.append(name)
        check(scene.pictures[0])
    assert "loss" in taken
    scene = Scene(found)
    assert set(scene.panels) <= set(taken)
    assert scene.alt.endswith(".")
    assert "None" not in scene.alt


@settings(max_examples=40, deadline=None)
@given(runs(), st.sampled_from(["run", "step", "lr", "start", "optimizer"]))
def test_small_multiples_of_any_runs(found: Trajectories, by: str) -> None:
    try:
        scene = Scene(found, by=by)
    except (ArgumentError, KeyError):
        return
    assert len(scene.views) == len(scene.parts)
    for view in scene.views:
        check(view.picture)
    if by != "step":
        whole = sorted(run for part in scene.parts for run in part.runs)
        assert whole == list(range(len(found)))
