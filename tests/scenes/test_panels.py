from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

import thalweg as tw
from render import samples
from thalweg.scenes import Scene
from thalweg.scenes.contour import Contour
from thalweg.scenes.line_fit import LineFit
from thalweg.scenes.loss import Loss
from thalweg.scenes.profile import Profile

Kind = TypeVar("Kind", Contour, Profile, Loss, LineFit)


def picture(scene: Scene, kind: type[Kind]) -> Kind:
    """The description of one kind among those of a scene."""
    (found,) = [each for each in scene.pictures if isinstance(each, kind)]
    return found


def test_contour() -> None:
    found = picture(Scene(samples.bowl()), Contour)
    assert isinstance(found, Contour)
    assert (found.x.label, found.y.label) == ("x", "y")
    assert found.equal
    assert found.title == ""
    assert found.minima == ((0.0, 0.0),)
    assert found.marks == ("start", "minimum")
    x, y = np.meshgrid(found.grid_x, found.grid_y)
    np.testing.assert_allclose(found.loss, x**2 + 10 * y**2, atol=1e-12)
    slow, good, away = found.paths
    assert slow.exits == good.exits == ()
    assert away.end is None
    (leave,) = away.exits
    theta = samples.bowl().dataset["theta"].values[2]
    assert leave.loss == pytest.approx(theta[leave.step, 0] ** 2 + 10 * theta[leave.step, 1] ** 2)
    low, high = found.y.limits
    assert theta[leave.step, 1] > high
    assert low < theta[leave.step - 1, 1] < high


def test_contour_of_a_wide_landscape_is_not_transposed() -> None:
    land = tw.landscape(tw.Formula("x + 10*y"), x=(0, 1), y=(0, 1), grid=(5, 3))
    found = picture(Scene(None, land), Contour)
    assert found.loss.shape == (3, 5)
    assert found.loss[0, -1] == 1
    assert found.loss[-1, 0] == 10


def test_contour_says_where_the_loss_is_not_finite_or_not_computed() -> None:
    runs, land = samples.wall()
    found = picture(Scene(runs, land), Contour)
    outside = (found.grid_x <= 0) | (found.grid_x > 4)
    assert np.array_equal(found.not_finite, np.broadcast_to(outside, found.not_finite.shape))
    assert "not finite" in found.marks
    assert "it is not finite in 3" in found.words
    dataset = land.dataset.copy(deep=True)
    dataset["done"].values[:10] = False
    part = picture(Scene(runs, type(land)(dataset, land.problem, land.fixed)), Contour)
    assert part.not_done[:, :10].all()
    assert not part.not_done[:, 10:].any()
    assert not part.not_finite[:, :10].any()
    assert "not computed" in part.marks


def test_contour_states_the_parameters_that_stay() -> None:
    runs = samples.plane()
    land = tw.landscape(runs, u=(-1, 1), v=(-1, 1), grid=(11, 11))
    found = picture(Scene(runs, land, ["contour"]), Contour)
    fixed = runs.final.values[0, 2:]
    assert found.title.startswith("at w = ")
    assert f"{fixed[0]:.3f}".replace("-", "")[:4] in found.title
    assert not found.equal, "the parameters of a fit have units of their own"


def test_a_landscape_over_other_directions_has_no_paths_yet() -> None:
    land = tw.landscape(tw.Formula("x**2 + y**2"), x=(-1, 1), y=(-1, 1), grid=(5, 5))
    renamed = type(land)(land.dataset.rename(x="alpha", y="beta"), land.problem, {})
    runs = tw.descend(land.problem, tw.SGD(lr=0.1), start=[1, 1], steps=2)
    found = picture(Scene(runs, renamed), Contour)
    assert found.paths == ()
    assert (found.x.label, found.y.label) == ("α", "β")


def test_profile() -> None:
    found = picture(Scene(samples.quartic()), Profile)
    assert isinstance(found, Profile)
    x = found.curve_x
    expected = 0.1 * x**4 - 0.5 * x**3 - 0.2 * x**2 + 2 * x + 2
    np.testing.assert_allclose(found.curve_y, expected, atol=1e-12)
    for path in found.paths:
        np.testing.assert_allclose(path.y, np.interp(path.x, x, expected), atol=1e-4)
    assert found.minima[0][0] == pytest.approx(3.648467379, abs=1e-8)
    low, high = found.y.limits
    assert low < 0.07
    assert high > 1.85


def test_profile_shows_gaps_and_paths_that_leave() -> None:
    problem = tw.Formula("log(x)**2 + 1/(x-3)**2")
    runs = tw.descend(problem, [tw.SGD(lr=0.01), tw.SGD(lr=3.0)], start=[2.0], steps=10)
    land = tw.landscape(problem, x=(-1, 2.5), grid=(71,))
    found = picture(Scene(runs, land), Profile)
    assert found.gaps == ((-1.0, 0.0),)
    assert "it is not finite from -1 to 0" in found.words
    assert found.paths[1].stopped == "diverged at step 1"


def test_loss_on_a_log_axis_where_it_spans_decades() -> None:
    found = picture(Scene(samples.bowl()), Loss)
    assert isinstance(found, Loss)
    assert found.y.log
    assert found.x.label == "step"
    assert found.y.limits[0] < 1e-8
    assert found.y.limits[1] > 4e4
    np.testing.assert_array_equal(found.curves[0].value, samples.bowl().dataset["loss"].values[0])


def test_loss_on_a_linear_axis_leaves_room_for_the_calm_runs() -> None:
    problem = tw.Formula("x**2 + y**2 - 5")
    runs = tw.descend(problem, [tw.SGD(lr=0.1), tw.SGD(lr=1.5)], start=[1, 1], steps=40)
    found = picture(Scene(runs), Loss)
    assert not found.y.log
    assert found.y.limits[1] < 0
    stop = found.curves[1].stop
    assert stop is not None
    assert stop.at == (stop.step, found.y.limits[1])
    assert stop.text.startswith(f"diverged at step {runs.diverged_at.values[1]}, loss ")


def test_loss_of_a_diverged_run_ends_where_it_stopped() -> None:
    found = picture(Scene(samples.diverged()), Loss)
    stop = found.curves[0].stop
    assert stop is not None
    assert stop.text == "diverged at step 4"
    assert stop.at == (4, found.curves[0].value[-1])
    assert found.curves[1].stop is None


def test_an_infinite_loss_stops_at_the_upper_edge() -> None:
    runs = tw.descend(tw.Formula("exp(x**2)"), tw.SGD(lr=10.0), start=[2.0], steps=5)
    found = picture(Scene(runs), Loss)
    stop = found.curves[0].stop
    assert stop is not None
    assert stop.at == (1, found.y.limits[1])
    assert stop.text == "diverged at step 1, loss ∞"
    assert math.isfinite(stop.at[1])


def test_batches_stand_behind() -> None:
    found = picture(Scene(samples.batches()), Loss)
    assert found.marks == ("loss of the batch",)
    assert len(found.batches[0].value) == 120


def test_fit() -> None:
    runs = samples.fitted()
    found = picture(Scene(runs), LineFit)
    assert isinstance(found, LineFit)
    w, b = runs.final.values[0]
    x, y = samples.rows(30).values()
    assert (found.x.label, found.y.label) == ("rain (mm)", "growth (cm)")
    np.testing.assert_array_equal(found.points_x, x)
    at, low, high = found.residuals
    np.testing.assert_array_equal(at, x)
    np.testing.assert_array_equal(low, y)
    np.testing.assert_allclose(high, w * x + b)
    (line,) = found.lines
    np.testing.assert_allclose(line.y, w * found.grid + b)
    assert found.before is not None
    np.testing.assert_allclose(found.before, -1 * found.grid + 10)
    assert found.title == ("growth (cm) = 1.2 · rain (mm) + 9.66", "ŷ = 1.2 x + 9.66")


def test_fit_in_the_tables_own_units_though_standardised() -> None:
    runs = tw.descend(
        samples.line(30, standardize=True), tw.SGD(lr=0.5), start=[0.0, 0.0], steps=100
    )
    found = picture(Scene(runs), LineFit)
    x, y = samples.rows(30).values()
    slope, intercept = np.polyfit(x, y, 1)
    assert found.title[0] == f"growth (cm) = {slope:.2f} · rain (mm) + {intercept:.2f}"
    assert picture(Scene(runs), Contour).x.label == "w (standardised)"


def test_fit_of_a_curve_states_its_numbers() -> None:
    found = picture(Scene(samples.parabola()), LineFit)
    assert found.title[0] == "y = 0.557x² − 0.978x + 0.721"
    assert [line.end.run for line in found.lines] == [0, 1]
    assert found.best is found.lines[1]
    assert found.notes == ("1 run diverged and left no model",)


def test_fit_of_classes_names_them() -> None:
    found = picture(Scene(samples.logistic()), LineFit)
    assert found.y.names == ((0.0, "benign"), (1.0, "malignant"))
    assert found.title[0].startswith("P(malignant) = σ(0.")


def test_fit_of_many_points_leaves_residuals_out_and_says_so() -> None:
    found = picture(Scene(samples.many_points()), LineFit)
    assert found.notes == ("residuals of 5,000 points left out",)
    assert len(found.residuals[0]) == 0
    runs = tw.descend(samples.line(30_000, standardize=True), tw.SGD(lr=0.1), start=[0, 0], steps=2)
    huge = picture(Scene(runs), LineFit)
    assert huge.notes[-1] == "20,000 of 30,000 points drawn"
    assert len(huge.points_x) == 20_000


def test_fit_of_a_diverged_run_draws_no_model() -> None:
    runs = tw.descend(samples.line(), tw.SGD(lr=10.0), start=[0, 0], steps=20)
    found = picture(Scene(runs), LineFit)
    assert found.lines == ()
    assert found.title == ()
    assert found.notes == ("the run diverged: it has no fitted model",)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.floats(1e-3, 3.0), min_size=1, max_size=4, unique=True),
    st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
    st.integers(1, 30),
    st.sampled_from(["x**2 + 3*y**2", "log(x**2 + y**2)", "exp(x*y)", "x*y - 7", "1/x + sqrt(y)"]),
)
def test_any_scene_can_be_described(
    rates: list[float], start: tuple[float, float], steps: int, text: str
) -> None:
    problem = tw.Formula(text, params=("x", "y"))
    if not np.isfinite(problem.loss(start)):
        return
    runs = tw.descend(problem, [tw.SGD(lr=lr) for lr in rates], start=start, steps=steps)
    scene = Scene(runs)
    contour, loss = scene.pictures
    assert isinstance(contour, Contour)
    assert isinstance(loss, Loss)
    for axis in (contour.x, contour.y, loss.x, loss.y):
        assert math.isfinite(axis.limits[0])
        assert axis.limits[0] < axis.limits[1]
    (x0, x1), (y0, y1) = contour.x.limits, contour.y.limits
    assert x0 <= start[0] <= x1
    assert y0 <= start[1] <= y1
    for path in contour.paths:
        assert path.start is not None
        assert (path.end is None) == (bool(path.exits) and path.exits[-1].final)
        for leave in path.exits:
            on_x = leave.at[0] == pytest.approx(x0) or leave.at[0] == pytest.approx(x1)
            on_y = leave.at[1] == pytest.approx(y0) or leave.at[1] == pytest.approx(y1)
            assert on_x or on_y
    for curve in loss.curves:
        stopped = bool(runs.diverged.values[curve.run])
        assert (curve.stop is not None) == stopped
        if not stopped:
            assert loss.y.log or curve.value.max() <= loss.y.limits[1] or len(rates) > 0
    assert scene.alt


def test_a_run_that_does_not_diverge_is_never_cut_off() -> None:
    tiny = tw.Formula("1e-10*(x**2 + y**2)")
    chosen = [tw.SGD(lr=1e9), tw.Adam(lr=1e5)]
    runs = tw.descend(tiny, chosen, start=[-1.8, 0.6], steps=50)
    assert not runs.diverged.values.any()
    found = picture(Scene(runs), Loss)
    assert float(runs.dataset["loss"].values.max()) <= found.y.limits[1]
