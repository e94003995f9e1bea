"""Curvature against exact Hessians of small problems and networks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch

import thalweg as tw
from networks_kit import digits
from thalweg.compute import curvature
from thalweg.compute.curvature import stable_limit
from thalweg.errors import ArgumentError
from thalweg.problems.base import Problem
from thalweg.torch import Network


@pytest.fixture(scope="module")
def network() -> Iterator[Network]:
    torch.manual_seed(0)
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    model = torch.nn.Sequential(
        torch.nn.Linear(64, 2), torch.nn.Tanh(), torch.nn.Linear(2, 10)
    ).double()
    x, y = digits(60)
    yield Network(model, torch.nn.CrossEntropyLoss(), (x.double(), y))
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def exact(network: Network) -> np.ndarray:
    """PyTorch's own Hessian, column by column."""

    def loss(flat: torch.Tensor) -> torch.Tensor:
        outputs = torch.func.functional_call(
            network.model, network.layout.views(flat), network.data.arrays[0]
        )
        return torch.nn.functional.cross_entropy(outputs, network.data.arrays[1])

    return torch.autograd.functional.hessian(loss, torch.tensor(network.start)).numpy()


@pytest.mark.parametrize(
    ("which", "order"),
    [("largest", lambda v: -v), ("smallest", lambda v: v), ("magnitude", lambda v: -abs(v))],
)
def test_eigenvalues_are_those_of_the_whole_hessian(network, exact, which, order) -> None:
    values, vectors = np.linalg.eigh(exact)
    best = np.argsort(order(values))[:4]
    found = curvature.eigenvalues(network, k=4, which=which)
    np.testing.assert_allclose(found.values, values[best], rtol=1e-6)
    cosines = np.abs(np.sum(found.vectors * vectors[:, best].T, axis=1))
    np.testing.assert_allclose(cosines, 1, atol=1e-5)


def test_the_trace_lies_within_its_error(network, exact) -> None:
    found = curvature.trace(network, samples=60)
    # For random signs the variance is twice the sum of squares off the diagonal.
    off = exact - np.diag(np.diag(exact))
    assert abs(found.value - np.trace(exact)) < 3 * found.error
    assert found.error == pytest.approx(np.sqrt(2 * np.sum(off**2) / 60), rel=0.3)
    early = curvature.trace(network, samples=1000, tolerance=0.2)
    assert 10 <= early.samples < 1000
    assert early.error <= 0.2 * early.value


def test_what_takes_long_says_how_far_it_is(network) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, expected: int) -> None:
        told.append((done, expected))

    tw.curvature.trace(network, samples=4, progress=tell)
    assert told == [(k, 4) for k in range(1, 5)]
    told.clear()
    tw.curvature.density(network, probes=2, steps=3, progress=tell)
    assert told == [(k, 6) for k in range(1, 7)]
    told.clear()
    tw.curvature.eigenvalues(network, k=1, progress=tell)
    assert told == [(k, 0) for k in range(1, len(told) + 1)]
    assert len(told) > 5


def test_the_trace_of_a_diagonal_hessian_is_exact() -> None:
    found = curvature.trace(tw.Formula("x**2 + 10*y**2"), [1, 1], samples=3)
    assert (found.value, found.error) == (22.0, 0.0)


def test_the_density_has_the_moments_of_its_random_vectors(network, exact) -> None:
    found = curvature.density(network, probes=2, steps=20, seed=5)
    random = np.random.default_rng(5)
    for k in range(2):
        signs = random.integers(0, 2, len(exact)) * 2.0 - 1.0
        vector = signs / np.linalg.norm(signs)
        # Gauss quadrature with n nodes is exact for polynomials up to degree 2n - 1.
        for power in (0, 1, 2, 5):
            moment = vector @ np.linalg.matrix_power(exact, power) @ vector
            assert np.sum(found.weights[k] * found.nodes[k] ** power) == pytest.approx(
                moment, rel=1e-9
            )


class Quadratic(tw.BlackBox):
    """Half of x H x, whose Hessian is known."""

    def __init__(self, hessian: np.ndarray) -> None:
        super().__init__(lambda *x: sum(x), [f"x{k}" for k in range(len(hessian))])
        self.matrix = hessian

    def _hessian_product(self, theta: np.ndarray, v: np.ndarray) -> np.ndarray:
        return self.matrix @ v


def test_the_density_is_that_of_the_exact_eigenvalues(exact) -> None:
    values = np.linalg.eigvalsh(exact)
    width = 0.05 * float(np.ptp(values))
    at = np.linspace(values[0] - 3 * width, values[-1] + 3 * width, 200)
    normal = np.exp(-0.5 * ((at[:, None] - values) / width) ** 2)
    true = normal.mean(axis=1) / (width * np.sqrt(2 * np.pi))
    density = curvature.density(Quadratic(exact), np.zeros(len(exact)), probes=20, steps=30)
    found = density.on(at, width)
    assert np.trapezoid(found, at) == pytest.approx(1, abs=0.01)
    assert np.trapezoid(abs(found - true), at) < 0.1
    mean, error = density.mean()
    assert abs(mean - values.mean()) < 3 * error


def test_without_memory_for_all_vectors_the_density_stays_right(exact, monkeypatch) -> None:
    problem, zero = Quadratic(exact), np.zeros(len(exact))
    whole = curvature.density(problem, zero, probes=2, steps=60)
    monkeypatch.setattr(curvature, "_KEPT", 0)
    found = curvature.density(problem, zero, probes=2, steps=60)
    at = np.linspace(-1, 2, 100)
    np.testing.assert_allclose(found.on(at, 0.1), whole.on(at, 0.1), rtol=1e-6)


def test_sharpness_along_a_path_is_the_largest_eigenvalue_there(network) -> None:
    rng = np.random.default_rng(0)
    theta = network.start + 0.1 * rng.standard_normal((3, len(network.start))).cumsum(axis=0)
    runs = recorded(network, theta)
    found = curvature.sharpness(network, runs, tolerance=1e-6)
    for k, point in enumerate(theta):
        assert found.values[0, k] == pytest.approx(
            curvature.eigenvalues(network, point, k=1).values[0], rel=1e-6
        )
    half = curvature.sharpness(network, runs, every=2)
    assert half.steps.tolist() == [0, 2]


def recorded(problem: Problem, theta: np.ndarray) -> tw.Trajectories:
    import xarray as xr

    from thalweg.optim.recorded import RecordedOptimizer

    count = len(theta)
    dataset = xr.Dataset(
        {
            "theta": (("run", "step", "param"), theta[None]),
            "loss": (("run", "step"), np.zeros((1, count))),
        },
        {
            "step": np.arange(count),
            "optimizer": ("run", ["SGD"]),
            "label": ("run", ["SGD"]),
            "diverged_at": ("run", np.array([-1])),
            "param": list(problem.params),
        },
    )
    return tw.Trajectories(dataset, problem, (RecordedOptimizer("SGD", {"lr": 0.5}),))


def test_gradient_descent_is_unstable_just_above_the_limit() -> None:
    for optimizer in (
        tw.SGD(lr=0.1),
        tw.SGD(lr=0.1, momentum=0.9),
        tw.SGD(lr=0.1, momentum=0.9, nesterov=True),
        tw.SGD(lr=0.1, weight_decay=0.5),
    ):
        limit = stable_limit(optimizer)
        assert limit is not None
        for factor, grows in ((0.97, False), (1.03, True)):
            bowl = tw.Formula(f"{factor * limit / 2}*x**2")
            runs = tw.descend(bowl, optimizer, start=[1.0], steps=400)
            last = runs.dataset.theta.values[0, :, 0]
            assert (bool(runs.diverged[0]) or abs(last[-1]) > 1) == grows, optimizer


def test_what_has_no_limit_says_so() -> None:
    assert stable_limit(tw.Adam(lr=0.1)) is None
    assert stable_limit(tw.SGD(lr="0.1/(1+t)")) is None
    assert stable_limit(tw.SGD(lr=0.1, momentum=0.5, dampening=0.5)) is None


def test_a_run_that_diverges_has_no_sharpness_from_there() -> None:
    runs = tw.descend(tw.Formula("x**4 + y**2"), tw.SGD(lr=0.6), start=[2.0, 1.0], steps=10)
    assert bool(runs.diverged[0])
    values = curvature.sharpness(runs.problem, runs).values[0]
    assert values[0] == 48
    assert np.isnan(values[-1])


def test_errors_say_what_to_do(network) -> None:
    bowl = tw.Formula("x**2 + y**2")
    with pytest.raises(ArgumentError, match="k must be a whole number from 1 to 2, not 3"):
        curvature.eigenvalues(bowl, [0, 0], k=3)
    with pytest.raises(ArgumentError, match="samples must be a whole number of at least 2, not 1"):
        curvature.trace(bowl, [0, 0], samples=1)
    with pytest.raises(ArgumentError, match="they must be of one model"):
        curvature.sharpness(network, tw.descend(bowl, tw.SGD(), start=[1, 1], steps=2))
    with pytest.raises(ArgumentError) as caught:
        curvature.sharpness(
            bowl, tw.descend(tw.Formula("x**2 + 3*z"), tw.SGD(), start=[1, 1], steps=2)
        )
    assert str(caught.value) == (
        'the problem and the runs must be of one model; they are of "x**2 + y**2" and "x**2 + 3*z", with the parameters'
        ' "y" and "z"'
    )
    with pytest.raises(ArgumentError, match="the Hessian is not finite there"):
        curvature.density(tw.Formula("log(x)"), [0.0])


def test_runs_of_other_layers_are_refused_and_those_of_other_data_are_not() -> None:
    def one(*layers: torch.nn.Module, rows: int = 4) -> Network:
        data = torch.eye(4)[:rows], torch.zeros(rows, 1)
        return Network(torch.nn.Sequential(*layers), lambda out, _: (out**2).mean(), data)

    flat = one(torch.nn.Linear(4, 2, bias=False), torch.nn.Linear(2, 2, bias=False))
    wide = one(torch.nn.Linear(4, 3, bias=False))
    assert len(flat.params) == len(wide.params) == 12
    runs = tw.descend(wide, tw.SGD(lr=0.01), steps=1)
    with pytest.raises(ArgumentError) as caught:
        curvature.sharpness(flat, runs)
    assert str(caught.value) == (
        'the problem and the runs must be of one model; they are of "Sequential" and "Sequential", with the parameters'
        ' "0.weight" (2, 4) and "0.weight" (3, 4)'
    )
    more = one(torch.nn.Linear(4, 3, bias=False), rows=2)
    assert np.isfinite(curvature.sharpness(more, runs).values).all()


@pytest.mark.parametrize("name", ["alpha", "loss", "done", "computed"])
def test_a_metric_cannot_have_a_name_that_the_landscape_needs(name: str) -> None:
    def size(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        return outputs.abs().mean()

    data = torch.eye(2), torch.zeros(2, 1)
    network = Network(torch.nn.Linear(2, 1), torch.nn.MSELoss(), data, metrics={name: size})
    what = "an axis" if name == "alpha" else "a variable"
    with pytest.raises(ArgumentError) as caught:
        tw.landscape(network, grid=3, plane=tw.Plane.random(network, network.start))
    assert str(caught.value) == (
        f'a metric called "{name}" cannot be kept, as the landscape has {what} of that name; give the metric another'
        " one"
    )


@pytest.mark.parametrize("rows", [60, 17])
def test_products_at_one_point_are_those_of_the_hessian(network, exact, rows) -> None:
    """Where the gradient's graph is kept, for all samples at once, and where it is not, for several passes."""
    x, y = digits(60)
    same = Network(network.model, torch.nn.CrossEntropyLoss(), (x.double(), y), batch_size=rows)
    vectors = np.random.default_rng(0).standard_normal((3, len(exact)))
    at = same.hvp_at(same.start)
    elsewhere = same.hvp_at(same.start + 1)
    for v in vectors:
        np.testing.assert_allclose(at(v), exact @ v, rtol=1e-8, atol=1e-12)
        assert not np.allclose(elsewhere(v), exact @ v)
    linear = Network(torch.nn.Linear(2, 1), lambda outputs, _: outputs.mean(), (x[:4, :2], y[:4]))
    assert not linear.hvp_at(linear.start)(np.ones(3)).any()
