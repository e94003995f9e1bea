from __future__ import annotations

import numpy as np
import pytest

import thalweg as tw
from render import samples
from thalweg.errors import ArgumentError, UnknownName
from thalweg.scenes import Scene, scene_of
from thalweg.scenes.contour import Contour
from thalweg.scenes.line_fit import LineFit


def test_one_picture_a_rate_on_the_same_axes() -> None:
    scene = samples.scenes()["by rate"]
    assert scene.panels == ("contour",)
    assert [part.label for part in scene.parts] == ["lr = 0.01", "lr = 0.1", "lr = 0.5", "lr = 1.1"]
    pictures = [view.picture for view in scene.views]
    whole = scene.pictures[0]
    assert isinstance(whole, Contour)
    for run, picture in enumerate(pictures):
        assert isinstance(picture, Contour)
        assert (picture.x, picture.y, picture.levels) == (whole.x, whole.y, whole.levels)
        assert [path.run for path in picture.paths] == [run]
    assert "lr = 0.1 (settles at loss -0.0751)" in scene.alt


def test_parts_by_optimizer_share_what_became_of_them() -> None:
    places = [[0.0, 0.0], [-4.0, 4.0], [30.0, 30.0]]
    runs = tw.descend(
        tw.functions["himmelblau"], [tw.SGD(lr=0.01), tw.Adam(lr=0.3)], start=places, steps=60
    )
    first, second = Scene(runs, by="optimizer").parts
    assert (first.label, first.outcome, first.runs) == ("SGD", "2 settle, 1 diverges", {0, 1, 2})
    assert (second.label, second.runs) == ("Adam", {3, 4, 5})
    labels = [part.label for part in Scene(runs, by="start").parts]
    assert labels == ["from (0, 0)", "from (\N{MINUS SIGN}4, 4)", "from (30, 30)"]
    assert [part.label for part in Scene(runs, by="run").parts] == list(runs.labels)


def test_a_hyperparameter_that_some_runs_do_not_have() -> None:
    chosen = [tw.SGD(lr=0.01), tw.SGD(lr="0.1/t"), tw.Adam(lr=0.01, beta1=0.5)]
    runs = tw.descend(tw.Formula("x**2 + y**2"), chosen, start=[1, 1], steps=5)
    assert [p.label for p in Scene(runs, by="lr").parts] == ["lr = 0.01", "lr = 0.1/t"]
    assert [p.label for p in Scene(runs, by="beta1").parts] == ["no beta1", "beta1 = 0.5"]


def test_a_part_of_a_fit_shows_its_own_line_and_its_own_divergence() -> None:
    scene = samples.scenes()["fits by rate"]
    fits = [view.picture for view in scene.views if view.panel == "fit"]
    assert all(isinstance(picture, LineFit) for picture in fits)
    kept = [picture for picture in fits if isinstance(picture, LineFit)]
    assert [len(picture.lines) for picture in kept] == [1, 1, 0]
    assert [picture.notes for picture in kept] == [
        (),
        (),
        ("the run diverged: it has no fitted model",),
    ]
    assert kept[0].title != kept[1].title
    assert len({(picture.x, picture.y) for picture in kept}) == 1


def test_momentum_is_a_recorded_vector_too() -> None:
    chosen = [tw.SGD(lr=0.01), tw.SGD(lr=0.01, momentum=0.9)]
    runs = tw.descend(tw.Formula("x**2 + y**2"), chosen, start=[1, 1], steps=5)
    assert [p.label for p in Scene(runs, by="momentum").parts] == ["momentum = 0", "momentum = 0.9"]


def test_parts_stay_when_panels_change() -> None:
    assert scene_of(samples.scenes()["by rate"], "loss").by == "lr"


def test_refused() -> None:
    runs = samples.rates()
    with pytest.raises(ArgumentError) as many:
        Scene(runs, by="lr")
    assert str(many.value) == (
        'by="lr" makes 40 pictures; at most 12 stand beside each other: choose fewer runs'
    )
    with pytest.raises(UnknownName) as unknown:
        Scene(samples.rosenbrock(), by="optimiser")
    assert str(unknown.value).startswith(
        'the runs do not differ in "optimiser"; did you mean "optimizer"? They differ in run, '
        "optimizer, lr"
    )
    with pytest.raises(ArgumentError) as alone:
        Scene(None, samples.wall()[1], by="lr")
    assert str(alone.value) == 'by="lr" needs runs; this scene has only a landscape'
    with pytest.raises(ArgumentError) as axes:
        tw.plot(samples.scenes()["by rate"])
    assert str(axes.value) == (
        'plot draws one picture; by="lr" makes 4: save the scene with tw.save'
    )


def test_the_view_holds_all_parts() -> None:
    whole = samples.scenes()["by rate"].pictures[0]
    assert isinstance(whole, Contour)
    for path in whole.paths[:3]:
        assert np.all((path.x >= whole.x.limits[0]) & (path.x <= whole.x.limits[1]))


def test_a_story_is_told_of_one_run_throughout() -> None:
    # Adam leads at first, and SGD in the end.
    runs = tw.descend(
        samples.classes(2), [tw.SGD(lr=1.0), tw.Adam(lr=0.3)], start=[0, -1, 0], steps=30
    )
    last = int(np.argmin(runs.final_loss.values))
    scene = Scene(runs, panels=["fit", "diagram"], by=[0, 1, 5, 30])
    for view in scene.views:
        if view.panel == "fit":
            assert view.picture.best.end.run == last  # type: ignore[attr-defined]
        else:
            assert view.picture.title == f"weights of {runs.labels[last]}"  # type: ignore[attr-defined]


def test_a_diagram_for_every_run() -> None:
    runs = samples.boundary()
    scene = Scene(runs, panels="diagram", by="run")
    found = [[e.value for e in view.picture.edges] for view in scene.views]  # type: ignore[attr-defined]
    for values, theta in zip(found, runs.final.values, strict=True):
        assert sorted(values) == sorted(theta.tolist())


def test_what_is_the_same_in_every_picture_is_refused() -> None:
    with pytest.raises(ArgumentError) as caught:
        Scene(samples.tilted(), panels="data", by="step")
    assert str(caught.value) == (
        'the data panel would be the same in every picture: leave out the panel, or by="step"'
    )


def test_rates_have_as_many_digits_as_tell_them_from_each_other_and_from_the_bound() -> None:
    bowl = tw.Formula("x**2 + 10*y**2")
    rates = [0.05, 0.1, 0.10045, 0.100456]
    runs = tw.descend(bowl, tw.SGD(lr=rates), start=[-1.8, 0.6], steps=10)
    labels = [part.label for part in Scene(runs, by="lr").parts]
    assert labels == ["lr = 0.05", "lr = 0.1", "lr = 0.1004", "lr = 0.1005"]
    # The bound alone, 2/20, is told apart too, and is that of plain gradient descent.
    runs = tw.descend(bowl, tw.SGD(lr=[0.05, 0.10045]), start=[-1.8, 0.6], steps=10)
    assert [part.label for part in Scene(runs, by="lr").parts] == ["lr = 0.05", "lr = 0.1004"]
    runs = tw.descend(bowl, tw.Adam(lr=[0.05, 0.10045]), start=[-1.8, 0.6], steps=10)
    assert [part.label for part in Scene(runs, by="lr").parts] == ["lr = 0.05", "lr = 0.1"]
