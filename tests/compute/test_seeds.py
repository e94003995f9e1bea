"""The numbers of the five documents that the project grew from, each to the digits that they print."""

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

import thalweg as tw


def plain_descent(gradient, start, lr, steps, beta=0.0):
    """Gradient descent as the documents write it: velocity v = beta*v - lr*g."""
    path = [np.array(start, dtype=float)]
    v = np.zeros_like(path[0])
    for _ in range(steps):
        v = beta * v - lr * np.array(gradient(*path[-1]))
        path.append(path[-1] + v)
    return np.array(path)


def test_a_plane_trained_from_a_poor_start():
    # Document 000: 60 points of y = 2*x1 - 1.5*x2 + noise.
    rng = np.random.default_rng(0)
    x = rng.normal(0, 1.0, size=(60, 2))
    y = x @ [2.0, -1.5] + rng.normal(loc=0, scale=3.9, size=60)
    plane = tw.Fit("w1*x1 + w2*x2", {"x1": x[:, 0], "x2": x[:, 1], "y": y}, "y", loss="half_mse")
    runs = tw.descend(plane, tw.SGD(lr=0.25), start=[-3, 30], steps=29)
    np.testing.assert_allclose(
        runs.final.values[0], [1.9651127876843542, -2.3414094074531753], rtol=1e-13
    )
    residual = x @ [-3.0, 30.0] - y
    np.testing.assert_allclose(
        runs.dataset.loss.values[0, 0], residual @ residual / 120, rtol=1e-13
    )


def test_a_bumpy_bowl():
    # Document 001.
    bowl = tw.Formula("x**2 + y**2 + 0.5*sin(3*x) + 0.5*cos(3*y)")
    runs = tw.descend(bowl, tw.SGD(lr=0.1), start=[1.5, 1.5], steps=50)
    np.testing.assert_allclose(
        runs.final.values[0], [-0.3578182150884175, 0.6744752307561093], rtol=1e-13
    )


def test_rates_on_the_bumpy_bowl_and_which_of_them_diverges():
    # Document 001 calls 0.5 "too large" and clips the path: unclipped, it neither converges nor diverges.
    bowl = tw.Formula("x**2 + y**2 + 0.5*sin(3*x) + 0.5*cos(3*y)")
    rates = [0.01, 0.1, 0.5, 1.2]
    runs = tw.descend(bowl, tw.SGD(lr=rates), start=[1.5, 1.5], steps=50)

    def gradient(x, y):
        return 2 * x + 1.5 * np.cos(3 * x), 2 * y - 1.5 * np.sin(3 * y)

    for i, lr in enumerate(rates[:3]):
        path = plain_descent(gradient, [1.5, 1.5], lr, 50)
        # At 0.5 the path is chaotic, so rounding grows.
        steps = 51 if lr < 0.5 else 15
        np.testing.assert_allclose(runs.dataset.theta.values[i, :steps], path[:steps], rtol=1e-8)
    assert runs.diverged.values.tolist() == [False, False, False, True]
    wandering = runs.dataset.theta.sel(step=slice(30, None)).isel(run=2)
    assert float(wandering.std("step").max()) > 0.1
    assert float(np.abs(wandering).max()) < 3


@pytest.fixture
def line():
    """Document 003: y = 4 + 3*x + noise from the legacy generator, seed 0."""
    state = np.random.RandomState(0)
    x = 2 * state.rand(100, 1)
    y = 4 + 3 * x + state.randn(100, 1)
    fit = tw.Fit("theta0 + theta1*x", {"x": x[:, 0], "y": y[:, 0]}, "y")
    return fit, state


def test_a_line_iteration_by_iteration(line):
    fit, state = line
    start = state.randn(2, 1)[:, 0]
    runs = tw.descend(fit, tw.SGD(lr=0.1), start=start, steps=10)
    np.testing.assert_allclose(runs.final.values[0], [3.91066794, 3.20412753], atol=5e-9)


def test_mini_batches_in_the_documents_own_order(line):
    fit, state = line
    state.randn(2, 1)  # the start of the full-batch run before
    start = state.randn(2, 1)[:, 0]
    batches = []
    for _ in range(2):
        order = state.permutation(100)
        batches += [order[i : i + 20] for i in range(0, 100, 20)]
    runs = tw.descend(fit, tw.SGD(lr=0.1), start=start, batches=batches)
    assert runs.steps == 10
    x, y = fit.columns["x"], fit.columns["y"]
    theta = start.copy()
    design = np.column_stack([np.ones(100), x])
    for step, rows in enumerate(batches):
        residual = y[rows] - design[rows] @ theta
        np.testing.assert_allclose(
            runs.dataset.batch_loss.values[0, step], (residual**2).mean(), rtol=1e-12
        )
        theta = theta + 0.1 * 2 / 20 * design[rows].T @ residual
        np.testing.assert_allclose(runs.dataset.theta.values[0, step + 1], theta, rtol=1e-12)
        np.testing.assert_allclose(
            runs.dataset.loss.values[0, step + 1], ((y - design @ theta) ** 2).mean(), rtol=1e-12
        )


def test_a_ravine_at_the_edge_of_stability():
    # Document 002, gradient_descent: lr = 0.1 is exactly 2/λmax of x² + 10y², so y flips for ever.
    ravine = tw.Formula("x**2 + 10*y**2")
    runs = tw.descend(ravine, tw.SGD(lr=0.1), start=[-1.8, 0.6], steps=15)
    path = plain_descent(lambda x, y: (2 * x, 20 * y), [-1.8, 0.6], 0.1, 15)
    np.testing.assert_allclose(runs.dataset.theta.values[0], path, rtol=1e-12)
    np.testing.assert_allclose(np.abs(runs.dataset.theta.values[0, :, 1]), 0.6, rtol=1e-12)


def test_momentum_changes_sign_where_plain_descent_does_not():
    # Document 002, momentum_optimization: its labels say the reverse.
    ravine = tw.Formula("0.1*x**2 + y**2")
    runs = tw.descend(
        ravine, [tw.SGD(lr=0.1), tw.SGD(lr=0.1, momentum=0.9)], start=[-1.8, 0.6], steps=20
    )
    for i, beta in enumerate([0.0, 0.9]):
        path = plain_descent(lambda x, y: (0.2 * x, 2 * y), [-1.8, 0.6], 0.1, 20, beta)
        np.testing.assert_allclose(runs.dataset.theta.values[i], path, rtol=1e-11)
    changes = (np.diff(np.sign(runs.dataset.theta.values[:, :, 1]), axis=1) != 0).sum(axis=1)
    assert changes.tolist() == [0, 3]


def test_rates_on_the_quartic():
    # Document 002, learning_rate_effects.
    quartic = tw.Formula("0.1*x**4 - 0.5*x**3 - 0.2*x**2 + 2*x + 2")
    rates = [0.01, 0.05, 0.2]
    runs = tw.descend(quartic, tw.SGD(lr=rates), start=[2.5], steps=20)
    for i, lr in enumerate(rates):
        path = plain_descent(lambda x: (0.4 * x**3 - 1.5 * x**2 - 0.4 * x + 2,), [2.5], lr, 20)
        np.testing.assert_allclose(runs.dataset.theta.values[i], path, rtol=1e-11)
    assert not runs.diverged.any()


#: Document 004 gives no data: twenty points about y = 3*x - 1, written out so that nothing is random.
POINTS_X = np.linspace(-2.0, 4.0, 20)
POINTS_Y = (
    2.2 * POINTS_X + 1.5 + np.array([0.9, -0.4, 0.2, -1.1, 0.6, 0.1, -0.7, 1.2, -0.3, 0.5] * 2)
)


def test_twelve_thousand_epochs_end_at_the_least_squares_line():
    fit = tw.Fit("w*x + b", {"x": POINTS_X, "y": POINTS_Y}, "y")
    runs = tw.descend(fit, tw.SGD(lr=0.001), start={"w": 3, "b": -1}, steps=12_000)
    reference = LinearRegression().fit(POINTS_X[:, None], POINTS_Y)
    np.testing.assert_allclose(
        runs.final.values[0], [reference.coef_[0], reference.intercept_], rtol=1e-7
    )
    assert runs.dataset.sizes["step"] == 12_001
    losses = runs.dataset.loss.values[0]
    assert np.all(np.diff(losses) <= 1e-12)
