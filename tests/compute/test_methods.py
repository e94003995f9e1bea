"""Methods that need more than a gradient: their paths, where they stop, and what they refuse."""

import numpy as np
import pytest
import scipy.optimize

import thalweg as tw
from thalweg.errors import ArgumentError
from thalweg.optim.methods import SciPyMethod

ROSENBROCK = tw.functions["rosenbrock"]
RAVINE = tw.Formula("x**2 + 10*y**2")
START = [-1.2, 1.0]

#: Ours, and SciPy's options for the same.
SCIPY = [
    (tw.BFGS(), {}),
    (tw.BFGS(gtol=1e-2), {"gtol": 1e-2}),
    (tw.LBFGS(), {"ftol": 2.2e-9}),
    (tw.LBFGS(memory=3, gtol=1e-3), {"maxcor": 3, "gtol": 1e-3, "ftol": 2.2e-9}),
    (tw.ConjugateGradient(), {}),
    (tw.NewtonCG(), {"xtol": 1e-5}),
    (tw.TrustNCG(initial_radius=0.5), {"initial_trust_radius": 0.5}),
    (tw.NelderMead(), {"xatol": 1e-4, "fatol": 1e-4}),
    (
        tw.NelderMead(adaptive=True, xtol=1e-2, ftol=1e-2),
        {"adaptive": True, "xatol": 1e-2, "fatol": 1e-2},
    ),
    (tw.Powell(), {"xtol": 1e-4, "ftol": 1e-4}),
]


def scipys_path(method, options):
    """SciPy's points, on the function and its derivatives as SciPy has them."""
    path = [np.array(START)]
    derivatives = {}
    if method.slope:
        derivatives["jac"] = ROSENBROCK.gradient
    if method.curvature:
        derivatives["hess"] = ROSENBROCK.hessian
    result = scipy.optimize.minimize(
        lambda x: float(ROSENBROCK.loss(x)),
        START,
        method=method.scipy,
        callback=lambda x: path.append(np.array(x)),
        options=options,
        **derivatives,
    )
    assert result.success
    return np.array(path), result


@pytest.mark.parametrize(("method", "options"), SCIPY, ids=[m.label for m, _ in SCIPY])
def test_the_path_is_that_of_scipys_callback(method, options):
    path, result = scipys_path(method, options)
    runs = tw.descend(ROSENBROCK, method, start=START, steps=len(path) + 10)
    theta = runs.dataset.theta.values[0]
    np.testing.assert_array_equal(theta[: len(path)], path)
    # After it has stopped, the last point stays.
    np.testing.assert_array_equal(theta[len(path) :], [path[-1]] * 11)
    np.testing.assert_array_equal(runs.final.values[0], result.x)
    assert runs.dataset.stopped_at.values.tolist() == [len(path) - 1]
    np.testing.assert_allclose(runs.dataset.loss.values[0], ROSENBROCK.loss(theta), rtol=1e-14)
    np.testing.assert_allclose(
        runs.dataset.gradient.values[0], ROSENBROCK.gradient(theta), rtol=1e-13
    )


@pytest.mark.parametrize("method", [m for m, _ in SCIPY], ids=lambda m: m.label)
@pytest.mark.parametrize("steps", [1, 5])
def test_steps_are_iterations(method, steps):
    full = tw.descend(ROSENBROCK, method, start=START, steps=200).dataset.theta.values
    runs = tw.descend(ROSENBROCK, method, start=START, steps=steps)
    np.testing.assert_array_equal(runs.dataset.theta.values, full[:, : steps + 1])
    assert runs.dataset.stopped_at.values.tolist() == [-1]


def test_every_method_of_scipy_is_compared():
    kinds = {k for k in tw.optimizers.values() if issubclass(k, SciPyMethod)}
    assert {type(m) for m, _ in SCIPY} == kinds


def test_newton_on_a_quadratic_is_there_at_once():
    runs = tw.descend(RAVINE, tw.Newton(), start=[3.0, -2.0], steps=3)
    np.testing.assert_allclose(runs.dataset.theta.values[0, 1:], np.zeros((3, 2)), atol=1e-15)
    assert runs.dataset.stopped_at.values.tolist() == [1]


@pytest.mark.parametrize(("lr", "damping"), [(1.0, 0.0), (0.5, 0.0), (1.0, 3.0), (0.3, 0.7)])
def test_plain_newton_is_its_formula(lr, damping):
    newton = tw.Newton(lr=lr, damping=damping, line_search=False)
    path = tw.descend(ROSENBROCK, newton, start=START, steps=6).dataset.theta.values[0]
    theta = np.array(START)
    for point in path[1:]:
        H = ROSENBROCK.hessian(theta) + damping * np.eye(2)
        theta = theta - lr * np.linalg.inv(H) @ ROSENBROCK.gradient(theta)
        np.testing.assert_allclose(point, theta, rtol=1e-9)


def test_newton_with_a_line_search_always_descends_and_converges():
    for name in ("rosenbrock", "himmelblau", "beale", "three_hump_camel", "styblinski_tang"):
        problem = tw.functions[name]
        runs = tw.descend(problem, tw.Newton(), steps=60)
        losses = runs.dataset.loss.values[0]
        assert (np.diff(losses) <= 0).all()
        assert np.abs(problem.gradient(runs.final.values[0])).max() < 1e-7
        assert runs.dataset.stopped_at.values[0] > 0


def test_newton_without_one_goes_to_the_saddle():
    saddle = tw.Formula("x**2 - y**2 + y**4")
    plain, careful = (
        tw.descend(saddle, tw.Newton(line_search=on), start=[1.0, 0.1], steps=30).final.values[0]
        for on in (False, True)
    )
    np.testing.assert_allclose(plain, [0, 0], atol=1e-12)
    np.testing.assert_allclose(np.abs(careful), [0, 0.5**0.5], atol=1e-9)


def test_newton_stops_where_the_hessian_cannot_be_inverted():
    runs = tw.descend(tw.Formula("x + 0*y"), tw.Newton(line_search=False), start=[1, 1], steps=4)
    assert runs.dataset.stopped_at.values.tolist() == [0]
    assert runs.diverged_at.values.tolist() == [-1]


def test_methods_run_beside_rules_in_the_order_given():
    optimizers = [
        tw.BFGS(),
        tw.SGD(lr=[1e-3, 2e-3]),
        tw.Newton(),
        tw.SAM(tw.SGD(lr=1e-3)),
        tw.Adam(lr=0.1),
        tw.LBFGS(memory=[3, 5]),
    ]
    runs = tw.descend(ROSENBROCK, optimizers, start=[START, [0.5, 2.0]], steps=30, every=7)
    flat = [one for o in optimizers for one in o.expand()]
    assert runs.dataset.optimizer.values.tolist() == [o.name for o in flat for _ in range(2)]
    assert runs.dataset.step.values.tolist() == [0, 7, 14, 21, 28, 30]
    for i, optimizer in enumerate(flat):
        for s, start in enumerate([START, [0.5, 2.0]]):
            alone = tw.descend(ROSENBROCK, optimizer, start=start, steps=30, every=7)
            for name in ("theta", "loss", "gradient"):
                np.testing.assert_array_equal(
                    runs.dataset[name].values[2 * i + s], alone.dataset[name].values[0]
                )
    stopped = runs.dataset.stopped_at.values
    assert (stopped[2:6] == -1).all()
    assert (stopped[6:8] > 0).all()
    assert np.isnan(runs.dataset.momentum.values[0]).all()


def test_runs_without_methods_have_no_such_coordinate():
    runs = tw.descend(RAVINE, tw.SGD(lr=0.01), start=[1, 1], steps=2)
    assert "stopped_at" not in runs.dataset.coords


def test_a_path_that_leaves_where_the_loss_is_finite_diverges():
    falling = tw.Formula("-x**3")
    runs = tw.descend(falling, tw.LBFGS(), start=[1.0], steps=20)
    at = int(runs.diverged_at.values[0])
    assert at == 4
    assert np.isfinite(runs.dataset.theta.values[0, : at + 1]).all()
    assert np.isnan(runs.dataset.theta.values[0, at + 1 :]).all()
    assert runs.dataset.stopped_at.values.tolist() == [-1]
    nowhere = tw.descend(tw.Formula("log(x)"), [tw.Newton(), tw.Powell()], start=[-1.0], steps=5)
    assert nowhere.diverged_at.values.tolist() == [0, 0]
    assert nowhere.dataset.stopped_at.values.tolist() == [-1, -1]


def test_a_start_at_the_minimum_stops_at_once():
    runs = tw.descend(RAVINE, [tw.BFGS(), tw.Newton()], start=[0, 0], steps=4)
    assert runs.dataset.stopped_at.values.tolist() == [0, 0]
    np.testing.assert_array_equal(runs.dataset.theta, np.zeros((2, 5, 2)))


def test_a_fit_without_batches():
    rng = np.random.default_rng(0)
    data = {"x": rng.normal(size=30)}
    data["y"] = 2 * data["x"] + 1 + 0.1 * rng.normal(size=30)
    fit = tw.Fit("w*x + b", data, "y")
    seen = []
    runs = tw.descend(fit, tw.Newton(), steps=3, progress=lambda i, n: seen.append((i, n)))
    slope, intercept = np.polyfit(data["x"], data["y"], 1)
    np.testing.assert_allclose(runs.final.values[0], [slope, intercept], rtol=1e-10)
    assert seen == [(3, 3)]
    with pytest.raises(ArgumentError) as caught:
        tw.descend(fit, [tw.SGD(), tw.BFGS()], steps=3, batch_size=5)
    assert str(caught.value) == (
        "BFGS needs the loss over all rows and takes no batches; leave out batch_size and batches, "
        "or use a rule such as SGD"
    )


def test_saved_and_loaded(tmp_path):
    runs = tw.descend(RAVINE, [tw.BFGS(), tw.Lookahead(tw.SGD(lr=0.01))], start=[1, 1], steps=9)
    tw.save(runs, tmp_path / "run.zarr")
    again = tw.load(tmp_path / "run.zarr")
    assert again == runs
    assert again.dataset.stopped_at.values.tolist() == runs.dataset.stopped_at.values.tolist()


def test_muon_refuses():
    for optimizer in (tw.Muon(lr=0.1), tw.ClipNorm(tw.Muon())):
        with pytest.raises(ArgumentError) as caught:
            tw.descend(RAVINE, optimizer, start=[1, 1], steps=3)
        assert str(caught.value) == (
            f"{optimizer.name}: its rule makes a weight matrix orthogonal, and these parameters are single numbers; "
            "use SignSGD(momentum=0.95), which is what the rule comes to for a 1 × 1 matrix"
        )
