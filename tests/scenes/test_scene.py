from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from subprocess import run

import numpy as np
import pytest

import thalweg as tw
from render import samples
from thalweg.errors import ArgumentError, UnknownName
from thalweg.scenes import Scene, scene_of
from thalweg.scenes.panels import PANELS


@pytest.mark.parametrize(
    ("name", "panels"),
    [
        ("bowl", ("contour", "loss")),
        ("quartic", ("profile", "loss")),
        ("fitted", ("contour", "fit", "loss")),
        ("parabola", ("fit", "loss", "parameters")),
        ("plane", ("fit", "loss", "parameters")),
        ("wall", ("contour", "loss")),
        ("landscape", ("contour",)),
    ],
)
def test_sensible_panels(name: str, panels: tuple[str, ...]) -> None:
    assert samples.scenes()[name].panels == panels


def test_a_landscape_may_stand_first() -> None:
    land = tw.landscape(tw.Formula("x**2"), x=(-1, 1))
    scene = Scene(land)
    assert scene.runs is None
    assert scene.panels == ("profile",)


def test_a_scene_is_a_frozen_value() -> None:
    scene = Scene(samples.bowl(), title="a")
    assert scene == Scene(samples.bowl(), title="a")
    assert scene != Scene(samples.bowl(), title="b")
    assert scene != Scene(samples.bowl(), panels=["loss"], title="a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        scene.title = "b"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (Scene, ArgumentError, "a scene needs runs or a landscape"),
        (
            lambda: Scene({"x": 1}),  # type: ignore[arg-type]
            ArgumentError,
            "runs must be a Trajectories, not a dict",
        ),
        (
            lambda: Scene(samples.bowl(), samples.bowl()),  # type: ignore[arg-type]
            ArgumentError,
            "landscape must be a Landscape, not a Trajectories",
        ),
        (
            lambda: Scene(samples.bowl(), panels=[]),
            ArgumentError,
            f"a scene needs at least one panel among {', '.join(PANELS)}",
        ),
        (
            lambda: Scene(samples.bowl(), panels="countour"),
            UnknownName,
            f'unknown panel "countour"; did you mean "contour"? The panels are {", ".join(PANELS)}',
        ),
        (
            lambda: Scene(samples.bowl(), panels=["xyz"]),
            UnknownName,
            f'unknown panel "xyz". The panels are {", ".join(PANELS)}',
        ),
        (
            lambda: Scene(samples.bowl(), panels=["fit"]),
            ArgumentError,
            'the fit panel needs a Fit to a table; "x**2 + 10*y**2" has no data: '
            "choose the contour, profile or loss panel",
        ),
        (
            lambda: Scene(samples.plane(), panels=["contour"]),
            ArgumentError,
            "the contour panel needs a problem with two parameters, or a landscape over two axes; "
            "this problem has 4: pass a landscape",
        ),
        (
            lambda: Scene(samples.bowl(), panels=["profile"]),
            ArgumentError,
            "the profile panel needs a problem with one parameter, or a landscape over one axis; "
            "this problem has 2: pass a landscape",
        ),
        (
            lambda: Scene(samples.wall()[0], samples.wall()[1], ["profile"]),
            ArgumentError,
            "the profile panel needs a landscape over one axis; this one has 2",
        ),
        (
            lambda: Scene(None, samples.wall()[1], ["loss"]),
            ArgumentError,
            "the loss panel needs runs; this scene has only a landscape",
        ),
        (
            lambda: Scene(samples.bowl(), samples.wall()[1]),
            ArgumentError,
            "the runs and the landscape must be of one problem; they are of "
            '"x**2 + 10*y**2" and "log(x) + 1/x + (y - 1)^2 + sqrt(4 - x)"',
        ),
        (
            lambda: scene_of({"x": 1}),
            ArgumentError,
            "only runs, a landscape or a scene can be drawn, not a dict",
        ),
    ],
)
def test_errors_name_the_rule(
    make: Callable[[], object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as caught:
        make()
    assert str(caught.value) == message


def test_headings() -> None:
    bowl = Scene(samples.bowl())
    assert bowl.heading == "x² + 10y²"
    assert bowl.subheading == "3 runs of 50 steps from (−1.8, 0.6)"
    rosenbrock = Scene(samples.rosenbrock())
    assert rosenbrock.heading == "Rosenbrock"
    assert rosenbrock.subheading.startswith("(1 − x)² + 100·(y − x²)²   ·   6 runs")
    assert Scene(samples.quartic()).subheading == "4 runs of 20 steps from 2.5"
    assert Scene(samples.starts()).subheading.endswith("12 runs of 60 steps from 12 starts")
    assert Scene(samples.plane()).subheading == "10 steps"
    assert samples.scenes()["landscape"].subheading == "(x² + y − 11)² + (x + y² − 7)²"


def test_describing_needs_no_matplotlib() -> None:
    code = (
        "import sys, thalweg as tw\n"
        "runs = tw.descend(tw.Formula('x**2 + y**2'), tw.SGD(lr=0.1), start=[1, 1], steps=3)\n"
        "scene = tw.Scene(runs); scene.pictures; scene.alt\n"
        "assert 'matplotlib' not in sys.modules\n"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_ground_is_computed_once_and_holds_the_paths() -> None:
    scene = Scene(samples.bowl())
    assert scene.ground is scene.ground
    x = scene.ground.dataset["x"].values
    assert x[0] < -1.8
    assert x[-1] > 0.3
    assert scene.minima == ((0.0, 0.0),)


def test_a_minimum_is_marked_only_if_it_is_one() -> None:
    saddle = tw.descend(tw.Formula("x**2 - y**2"), tw.SGD(lr=0.1), start=[1, 0.1], steps=5)
    assert Scene(saddle).minima == ()
    edge = tw.descend(tw.Formula("abs(x) + abs(y)"), tw.SGD(lr=0.1), start=[1, 0.15], steps=5)
    assert Scene(edge).minima == ()
    line = Scene(samples.fitted())
    (found,) = line.minima
    x, y = samples.rows(30).values()
    assert found == pytest.approx(np.polyfit(x, y, 1), rel=1e-9)
