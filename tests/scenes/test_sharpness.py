"""The sharpness panel: its numbers are the exact Hessian's, its lines the limits of stability."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import thalweg as tw
from thalweg.errors import ArgumentError
from thalweg.optim.recorded import RecordedOptimizer
from thalweg.problems.base import Block
from thalweg.problems.blackbox import Recorded
from thalweg.scenes import Scene
from thalweg.scenes.sharpness import Sharpness, known

ROSENBROCK = tw.functions["rosenbrock"]
RACE = [tw.SGD(lr=0.001), tw.SGD(lr=0.002, momentum=0.5), tw.Adam(lr=0.05)]


def described(*given, **asked) -> Sharpness:
    (found,) = Scene(*given, panels="sharpness", **asked).pictures
    assert isinstance(found, Sharpness)
    return found


def exact(runs: tw.Trajectories) -> np.ndarray:
    """Of Rosenbrock's own second derivatives, in closed form, (run, step)."""
    x, y = np.moveaxis(runs.dataset.theta.transpose("run", "step", "param").values, -1, 0)
    a, b, c = 2 - 400 * (y - 3 * x**2), -400 * x, 200.0
    return (a + c) / 2 + np.sqrt(((a - c) / 2) ** 2 + b**2)


def test_the_curves_are_the_largest_eigenvalues_of_the_exact_hessian() -> None:
    runs = tw.descend(ROSENBROCK, RACE, start=[-1.2, 1.0], steps=50)
    found = described(runs)
    for curve, values in zip(found.curves, exact(runs), strict=True):
        np.testing.assert_array_equal(curve.step, np.arange(51))
        np.testing.assert_allclose(curve.value, values, rtol=1e-10)
    assert found.limits == (2000, 1500, None)
    assert [limit for limit, _ in found.lines] == [2000, 1500]
    assert found.marks == (("limit", "limit of stability, (2 + 2m)/lr"),)
    assert "its limit of stability is 2000" in found.words


@pytest.mark.parametrize(
    "problem",
    [
        tw.functions["himmelblau"],
        tw.Formula("exp(x*y) + z**4 - x*z"),
        tw.Fit("a*x + b*x**2 + c", {"x": [0.0, 1, 2, 4], "y": [1.0, 3, 2, 5]}, target="y"),
    ],
    ids=lambda problem: problem.title,
)
def test_of_any_small_problem_they_are_numpy_s(problem) -> None:
    runs = tw.descend(problem, tw.SGD(lr=0.01), start=np.full(len(problem.params), 0.5), steps=12)
    values = [
        np.linalg.eigvalsh(problem.hessian(point))[-1] for point in runs.dataset.theta.values[0]
    ]
    np.testing.assert_allclose(described(runs).curves[0].value, values, rtol=1e-12)


def test_a_diverged_run_ends_before_it_and_what_is_not_finite_is_left_out() -> None:
    runs = tw.descend(tw.Formula("x**4 + y**2"), tw.SGD(lr=[0.6, 0.01]), start=[2.0, 1.0], steps=10)
    found = described(runs)
    stop = found.curves[0].stop
    assert stop is not None
    assert stop.step == runs.diverged_at.values[0]
    assert found.curves[0].step[-1] < runs.diverged_at.values[0]
    assert found.curves[1].stop is None
    wall = tw.descend(tw.Formula("sqrt(x) + 0*y"), tw.SGD(lr=1.0), start=[1.0, 0.0], steps=4)
    assert np.isfinite(described(wall).curves[0].value).all()


def test_a_limit_far_away_is_told_and_does_not_press_the_curves_flat() -> None:
    bowl = tw.Formula("x**2 + 10*y**2")
    found = described(tw.descend(bowl, tw.SGD(lr=[0.0150, 0.09]), start=[1, 1], steps=5))
    assert [limit for limit, _ in found.lines] == [pytest.approx(2 / 0.09)]
    assert found.notes == ("limit of stability above the view: 133",)
    assert found.y.limits[1] < 30


def test_limits_of_many_runs_are_left_out_where_they_differ() -> None:
    rates = tw.descend(ROSENBROCK, tw.SGD(lr=np.geomspace(1e-4, 1e-3, 12)), steps=5)
    found = described(rates)
    assert not found.lines
    assert found.y.limits[1] < 2e4
    assert found.notes == ("the limits of stability differ, and are left out",)
    starts = tw.descend(
        ROSENBROCK, tw.SGD(lr=1e-3), start=np.linspace(-1, 1, 24).reshape(12, 2), steps=5
    )
    assert [limit for limit, _ in described(starts).lines] == [2000]


def test_small_multiples_have_the_limits_of_their_own_runs() -> None:
    scene = Scene(tw.descend(ROSENBROCK, RACE, steps=5), panels="sharpness", by="run")
    shown = [view.picture for view in scene.views if isinstance(view.picture, Sharpness)]
    assert [[limit for limit, _ in one.lines] for one in shown] == [[2000], [1500], []]


def test_long_records_are_thinned_to_the_first_and_the_last_step() -> None:
    runs = tw.descend(ROSENBROCK, tw.SGD(lr=0.001), steps=9999)
    found = known(runs)
    assert len(found.steps) <= 4001
    assert found.steps[[0, -1]].tolist() == [0, 9999]
    np.testing.assert_allclose(found.values[0, -1], exact(runs)[0, -1], rtol=1e-10)


def recorded() -> tw.Trajectories:
    """Runs as they come from a network's recorder, whose code is not there."""
    dataset = xr.Dataset(
        {
            "theta": (("run", "step", "param"), np.zeros((1, 4, 2))),
            "loss": (("run", "step"), np.ones((1, 4))),
        },
        {
            "step": [0, 5, 10, 12],
            "param": ["w[0]", "w[1]"],
            "optimizer": ("run", ["SGD"]),
            "label": ("run", ["SGD lr=0.5"]),
            "diverged_at": ("run", [-1]),
        },
    )
    problem = Recorded("net", ("w[0]", "w[1]"), blocks=[Block("w", (2,), 0)])
    return tw.Trajectories(dataset, problem, (RecordedOptimizer("SGD", {"lr": 0.5}),))


def test_recorded_runs_are_shown_once_they_know_their_sharpness(tmp_path: Path) -> None:
    runs = recorded()
    with pytest.raises(ArgumentError, match=r"show sharp\.beside\(runs\)$"):
        Scene(runs, panels="sharpness")
    problem = tw.BlackBox(lambda a, b: a**2 + 3 * b**2, params=("a", "b"))
    sharp = tw.curvature.sharpness(problem, runs, every=2)
    beside = sharp.beside(runs)
    np.testing.assert_allclose(beside.dataset.sharpness[0], [6, np.nan, 6, np.nan], rtol=1e-6)
    assert "sharpness" in Scene(beside).panels
    tw.save(beside, tmp_path / "run.zarr")
    found = described(tw.load(tmp_path / "run.zarr"))
    assert found.curves[0].step.tolist() == [0, 10]
    assert found.limits == (4,)
    with pytest.raises(ArgumentError, match="this is the sharpness of other runs"):
        sharp.beside(tw.descend(ROSENBROCK, tw.SGD(lr=0.001), steps=3))


def test_on_a_plane_runs_keep_their_sharpness() -> None:
    problem = tw.Formula("(a - 1)**2 + 4*(b + c)**2 + c**4")
    runs = tw.descend(problem, tw.SGD(lr=0.05), start=[-1, 1, 1], steps=10)
    known_there = tw.curvature.sharpness(problem, runs).beside(runs)
    land = tw.landscape(problem, plane=tw.Plane.pca(runs), grid=(5, 5))
    found = described(known_there, land)
    np.testing.assert_array_equal(found.curves[0].value, described(runs).curves[0].value)


def test_many_parameters_are_not_computed_by_the_way() -> None:
    names = " + ".join(f"x{k}**2" for k in range(41))
    runs = tw.descend(tw.Formula(names), tw.SGD(lr=0.1), start=np.ones(41), steps=2)
    with pytest.raises(ArgumentError, match="needs the curvature of 41 parameters, which takes"):
        Scene(runs, panels="sharpness")
