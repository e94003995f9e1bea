from __future__ import annotations

import numpy as np

import thalweg as tw
from render import samples
from thalweg.scenes.look import cast


def test_few_runs_differ_in_colour_dash_and_marker() -> None:
    looks = cast(samples.rosenbrock()).looks
    for cue in ("colour", "dash", "marker"):
        assert len({getattr(look, cue) for look in looks}) == 6
    assert [look.label for look in looks] == list(samples.rosenbrock().labels)


def test_many_rates_stand_on_a_scale() -> None:
    found = cast(samples.rates())
    assert found.scale is not None
    assert (found.scale.label, found.scale.log) == ("lr", True)
    shades = [look.shade or 0.0 for look in found.looks]
    assert shades[0] == 0
    assert shades[-1] == 1
    assert np.all(np.diff(shades) > 0)
    assert found.key == ()


def test_many_starts_share_the_look_of_their_optimizer() -> None:
    found = cast(samples.starts())
    assert found.scale is None
    assert [look.label for look in found.key] == ["SGD lr=0.01"]
    assert len(set(found.looks)) == 1


def test_two_optimizers_on_a_scale_differ_in_dash() -> None:
    rates = np.geomspace(0.001, 0.05, 6)
    runs = tw.descend(
        tw.Formula("x**2 + y**2"), [tw.SGD(lr=rates), tw.Adam(lr=rates)], start=[1, 1], steps=3
    )
    found = cast(runs)
    assert [look.label for look in found.key] == ["SGD", "Adam"]
    assert {look.dash for look in found.looks} == {0, 1}


def test_a_schedule_has_no_place_on_the_scale() -> None:
    optimizers = [tw.SGD(lr=np.linspace(0.01, 0.1, 9)), tw.SGD(lr="0.1/t")]
    found = cast(tw.descend(tw.Formula("x**2"), optimizers, start=[1], steps=3))
    assert found.scale is not None
    assert not found.scale.log
    assert found.looks[-1].shade is None


def test_no_runs() -> None:
    assert cast(None).looks == ()
