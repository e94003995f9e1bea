from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

import thalweg as tw
from render import samples
from thalweg.errors import ArgumentError
from thalweg.scenes import Scene
from thalweg.scenes.contour import Contour
from thalweg.scenes.frames import Reel, evenly, frames_of, spread, way_of
from thalweg.scenes.line_fit import LineFit
from thalweg.scenes.loss import Loss
from thalweg.scenes.sharpness import Sharpness


def test_steps_are_taken_where_something_moves() -> None:
    runs = tw.descend(samples.line(), tw.SGD(lr=0.001), start=[-1.0, 10.0], steps=5000)
    found = spread(runs, 8)
    assert (found[0], found[-1], len(found)) == (0, 5000, 8)
    theta = runs.dataset["theta"].values[0]
    moved = np.abs(np.diff(theta[list(found)], axis=0)) / np.ptp(theta, axis=0)
    # Evenly spread steps of 714 would show nearly all of it in the first picture.
    even = np.abs(np.diff(theta[::714], axis=0)) / np.ptp(theta, axis=0)
    assert moved.max() < 0.6 * even.max()


def test_few_steps_are_all_taken() -> None:
    runs = tw.descend(tw.Formula("x**2"), tw.SGD(lr=0.1), start=[1.0], steps=5)
    assert spread(runs, 8) == (0, 1, 2, 3, 4, 5)


@settings(max_examples=30, deadline=None)
@given(
    st.floats(1e-3, 3.0),
    st.floats(-3, 3),
    st.integers(9, 60),
    st.integers(2, 9),
    st.sampled_from(["x**2", "-x**2", "x", "exp(x)", "0*x + 1", "log(x)"]),
)
def test_spread_rises_from_the_first_step_to_the_last(
    rate: float, start: float, steps: int, count: int, text: str
) -> None:
    problem = tw.Formula(text)
    if not np.isfinite(problem.loss([start])):
        return
    runs = tw.descend(problem, tw.SGD(lr=rate), start=[start], steps=steps)
    found = spread(runs, count)
    assert (found[0], found[-1]) == (0, steps)
    assert list(found) == sorted(set(found))
    assert len(found) <= count


def test_a_story_shows_every_panel_at_the_same_steps_on_the_same_axes() -> None:
    runs = samples.fitted()
    scene = Scene(runs, panels=["fit", "contour", "loss"], by=[0, 3, 200])
    assert [part.label for part in scene.parts] == ["step 0", "step 3", "step 200"]
    by_panel = {
        name: [view.picture for view in scene.views if view.panel == name] for name in scene.panels
    }
    for k, step in enumerate((0, 3, 200)):
        fit, contour, loss = (by_panel[name][k] for name in scene.panels)
        assert isinstance(fit, LineFit)
        assert isinstance(contour, Contour)
        assert isinstance(loss, Loss)
        w, b = runs.dataset["theta"].values[0, step]
        np.testing.assert_allclose(fit.lines[0].y, w * fit.grid + b)
        assert (contour.paths[0].x[-1], contour.paths[0].y[-1]) == (w, b)
        assert loss.curves[0].step[-1] == step
        assert (fit.y, loss.x, loss.y) == (
            scene.pictures[0].y,  # type: ignore[attr-defined]
            scene.pictures[2].x,  # type: ignore[attr-defined]
            scene.pictures[2].y,  # type: ignore[attr-defined]
        )
    loss0 = float(runs.dataset["loss"].values[0, 0])
    assert scene.parts[0].outcome == f"loss {loss0:.3g}"


def test_a_run_has_not_diverged_before_it_does() -> None:
    runs = samples.diverged()
    at = int(runs.diverged_at.values[0])
    before = runs.until(at - 1)
    assert before.steps == at - 1
    assert not before.diverged.values.any()
    assert runs.until(at) != before
    assert runs.until(at).diverged.values.tolist() == [True, False]
    assert runs.until(10_000) == runs
    with pytest.raises(ArgumentError) as caught:
        runs.until(-1)
    assert str(caught.value) == (
        "the runs are recorded from step 0 to 50; there is nothing until step -1"
    )


def test_refused() -> None:
    with pytest.raises(ArgumentError) as missing:
        Scene(samples.fitted(), by=[0, 7, 1000])
    assert str(missing.value) == (
        "by=[0, 7, 1000]: step 1000 is not recorded; the runs have 201 records from step 0 to 200"
    )
    with pytest.raises(ArgumentError) as many:
        Scene(samples.fitted(), by=range(20))
    assert str(many.value) == "20 steps cannot be shown beside each other: name 1 to 12"


def test_a_story_of_a_plane_is_seen_from_one_place() -> None:
    scene = Scene(samples.tilted(), panels="fit", by=[0, 4, 30])
    cameras = {view.picture.camera for view in scene.views}  # type: ignore[attr-defined]
    assert cameras == {scene.pictures[0].camera}  # type: ignore[attr-defined]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.floats(0, 1e3), min_size=1, max_size=300),
    st.integers(2, 60),
)
def test_frames_move_about_as_much_as_each_other(moves: list[float], wanted: int) -> None:
    way = np.array(moves)
    step = np.arange(len(way) + 1)
    found = np.array(evenly(step, way, wanted))
    assert (found[0], found[-1]) == (0, len(way))
    assert len(found) <= wanted or len(step) <= wanted
    assert (np.diff(found) > 0).all()
    if len(step) <= wanted:
        return
    # What each frame goes, the even part of waiting included.
    total = way.sum()
    each = way / (total or 1) + (0.1 if total else 1.0) / len(way)
    along = np.concatenate([[0], np.cumsum(each)])
    gone = np.diff(along[found])
    share = along[-1] / (wanted - 1)
    # No frame goes much further than its share, unless a single step does.
    single = np.diff(found) == 1
    largest = float(each.max())
    assert (gone[~single] <= 2 * share + largest).all()
    # And none is wasted: they are as many as there are, or one step each.
    assert len(found) >= min(wanted, len(step)) / 2 or single.mean() > 0.4


def test_auto_frames_of_a_long_run_are_even_on_screen() -> None:
    runs = tw.descend(
        samples.line(standardize=True), tw.SGD(lr=0.001), start=[-2.0, 3.0], steps=12_000
    )
    scene = Scene(runs, panels=["contour", "fit", "loss"])
    steps, ticks = frames_of(scene)
    assert 140 <= len(steps) <= 150
    assert set(ticks) == {1}
    along = np.concatenate([[0], np.cumsum(way_of(scene, Reel(runs)))])
    gone = np.diff(along[list(steps)])
    assert gone[:-1].max() < 1.5 * np.median(gone)
    assert gone[:-1].min() > 0.5 * np.median(gone)


def test_the_way_over_a_sharpness_panel_is_that_of_its_own_curve() -> None:
    # Along the first parameter the second derivative is 12 x**2: it moves while x does.
    runs = tw.descend(tw.Formula("x**4 + y**2"), tw.SGD(lr=0.02), start=[1.5, 1.0], steps=30)
    scene = Scene(runs, panels=["sharpness"])
    (picture,) = scene.pictures
    assert isinstance(picture, Sharpness)
    assert picture.y.log
    (low, high), (left, right) = np.log(picture.y.limits), picture.x.limits
    sharpness = np.maximum(12 * runs.dataset.theta.values[0, :, 0] ** 2, 2.0)
    wanted = np.hypot(1 / (right - left), np.diff(np.log(sharpness)) / (high - low))
    np.testing.assert_allclose(way_of(scene, Reel(runs)), wanted, rtol=1e-6)


def test_few_steps_stand_longer() -> None:
    assert frames_of(Scene(samples.quartic())) == (tuple(range(21)), (7,) * 21)
    runs = tw.descend(tw.Formula("x**2"), tw.SGD(lr=0.1), start=[1.0], steps=3)
    assert frames_of(Scene(runs)) == ((0, 1, 2, 3), (12,) * 4)


def test_frames_that_are_asked_for() -> None:
    scene = Scene(samples.bowl())
    assert frames_of(scene, "every 20")[0] == (0, 20, 40, 50)
    assert frames_of(scene, [50, 0, 7, 7])[0] == (0, 7, 50)
    assert len(frames_of(scene, 12)[0]) <= 12
    batches = Scene(samples.batches())
    epoch = samples.batches().dataset["epoch"].values
    steps, _ = frames_of(batches, "per epoch")
    assert steps[0] == 0
    assert steps[-1] == 120
    # 235 rows in batches of eight are 30 steps an epoch.
    assert [float(epoch[step]) for step in steps] == pytest.approx([0, 1, 2, 3, 4])
    assert frames_of(Scene(samples.fitted()), "per epoch")[0] == tuple(range(201))


MUST = 'frames must be "auto", a number from 2 on, "every 10", "per epoch" or a list of steps; '


@pytest.mark.parametrize(
    ("frames", "message"),
    [
        ("all", MUST + "got 'all'"),
        (1, MUST + "got 1"),
        ([], MUST + "got []"),
        ([0, 99], "frames: step 99 is not recorded; the runs have 51 records from step 0 to 50"),
        (
            "per epoch",
            'frames="per epoch" needs runs on data: a formula has no rows; '
            'choose "every 10" or a number of frames',
        ),
    ],
)
def test_frames_that_there_are_none_of(frames: object, message: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        frames_of(Scene(samples.bowl()), frames)  # type: ignore[arg-type]
    assert str(caught.value) == message


def test_batches_of_ones_own_are_known_too(tmp_path: Path) -> None:
    problem = samples.line(20, standardize=True)
    own = [[3, 1], [0, 19, 5], [7]]
    runs = tw.descend(problem, tw.SGD(lr=0.1), start=[-2.0, 1.0], batches=own)
    tw.save(runs, tmp_path / "runs.zarr")
    for reel in (Reel(runs), Reel(tw.load(tmp_path / "runs.zarr"))):  # type: ignore[arg-type]
        assert reel.batched
        assert [
            None if (rows := reel.rows(0, step)) is None else rows.tolist() for step in range(4)
        ] == [*own, None]
