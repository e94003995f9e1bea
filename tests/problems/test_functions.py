"""The catalogue against definitions written a second time, and its minima in 60-digit arithmetic."""

from __future__ import annotations

import itertools
import math
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest
from scipy.optimize import minimize

import thalweg as tw
from thalweg.errors import UnknownName
from thalweg.problems.formula import Formula
from thalweg.problems.functions import Entry, functions

NAMES = list(functions)

# Entries without a lowest point, each with a direction along which it falls without end.
UNBOUNDED = {"saddle": (0.0, 1.0), "monkey_saddle": (-1.0, 0.0), "false_minima": (-1.0, 0.0)}


# Each definition takes its functions from `m`, NumPy or mpmath. Decimals stand as fractions of whole
# numbers, behind a variable, so that they are exact in mpmath.


def _rotated_ravine(m: Any, x: Any, y: Any) -> Any:
    along, across = (x - y) / m.sqrt(2), (x + y) / m.sqrt(2)
    return along**2 + 10 * across**2


def _dead_relu(m: Any, w: Any, b: Any) -> Any:
    def relu(z: Any) -> Any:
        return (z + abs(z)) / 2

    return sum((relu(w * x + b) - y) ** 2 for x, y in ((1, 1), (2, 2))) / 2


def _beale(m: Any, x: Any, y: Any) -> Any:
    # Moré, Garbow and Hillstrom 1981: f_i = y_i - x1*(1 - x2^i), here with each y_i over 8
    targets = ((1, 12), (2, 18), (3, 21))
    return sum((target - 8 * x * (1 - y**i)) ** 2 for i, target in targets) / 64


def _zakharov(m: Any, x: Any, y: Any) -> Any:
    mixed = (x + 2 * y) / 2
    return x**2 + y**2 + mixed**2 * (1 + mixed**2)


def _powell_badly_scaled(m: Any, x: Any, y: Any) -> Any:
    second = (10_000 * (m.exp(-x) + m.exp(-y)) - 10_001) / 10_000
    return (10_000 * x * y - 1) ** 2 + second**2


def _goldstein_price(m: Any, x: Any, y: Any) -> Any:
    first = 19 - 14 * (x + y) + 3 * (x + y) ** 2
    second = 18 - 16 * (2 * x - 3 * y) + 3 * (2 * x - 3 * y) ** 2
    return (1 + (x + y + 1) ** 2 * first) * (30 + (2 * x - 3 * y) ** 2 * second)


def _branin(m: Any, x: Any, y: Any) -> Any:
    # Dixon and Szegö 1978: a(y - bx^2 + cx - r)^2 + s(1 - t)cos(x) + s
    b, c, t = 51 / (40 * m.pi**2), 5 / m.pi, 1 / (8 * m.pi)
    return (y - b * x**2 + c * x - 6) ** 2 + 10 * (1 - t) * m.cos(x) + 10


def _muller_brown(m: Any, x: Any, y: Any) -> Any:
    rows = zip(
        (-200, -100, -170, 15),  # A
        (-10, -10, -65, 7),  # 10 a
        (0, 0, 110, 6),  # 10 b
        (-100, -100, -65, 7),  # 10 c
        (1, 0, -0.5, -1),  # x0
        (0, 0.5, 1.5, 1),  # y0
        strict=True,
    )
    return sum(
        height * m.exp((a * (x - p) ** 2 + b * (x - p) * (y - q) + c * (y - q) ** 2) / 10)
        for height, a, b, c, p, q in rows
    )


def _ackley(m: Any, x: Any, y: Any) -> Any:
    distance, waves = m.sqrt(x**2 + y**2) / m.sqrt(2), m.cos(2 * m.pi * x) + m.cos(2 * m.pi * y)
    return 20 * (1 - m.exp(-distance / 5)) + m.e - m.exp(waves / 2)


def _levy(m: Any, x: Any, y: Any) -> Any:
    w, z = 1 + (x - 1) / 4, 1 + (y - 1) / 4
    middle = (w - 1) ** 2 * (1 + 10 * m.sin(m.pi * w + 1) ** 2)
    return m.sin(m.pi * w) ** 2 + middle + (z - 1) ** 2 * (1 + m.sin(2 * m.pi * z) ** 2)


def _schaffer_n2(m: Any, x: Any, y: Any) -> Any:
    waves = m.sin((x - y) * (x + y)) ** 2
    return (1 + (2 * waves - 1) / (1 + (x**2 + y**2) / 1000) ** 2) / 2


DEFINITIONS: dict[str, Callable[..., Any]] = {
    "bowl": lambda m, x, y: x * x + y * y,
    "ravine": lambda m, x, y: x * x + 10 * y * y,
    "shallow_ravine": lambda m, x, y: x * x / 10 + y * y,
    "rotated_ravine": _rotated_ravine,
    "booth": lambda m, x, y: 5 * x**2 + 8 * x * y + 5 * y**2 - 34 * x - 38 * y + 74,
    "matyas": lambda m, x, y: (26 * x**2 + 26 * y**2 - 48 * x * y) / 100,
    "quartic": lambda m, x: (x**4 - 5 * x**3 - 2 * x**2 + 20 * x + 20) / 10,
    "double_well": lambda m, x: (x**2 - 1) ** 2 + x * 3 / 10 - 1,
    "two_wells": lambda m, x, y: x**2 + y**4 - 2 * y**2 + 1,
    "wavy_bowl": lambda m, x, y: x**2 + y**2 + (m.sin(3 * x) + m.cos(3 * y)) / 2,
    "false_minima": lambda m, x, y: (m.cos(x - y) - m.cos(x + y)) / 2 + x / 5,
    "quartic_bowl": lambda m, x, y: x**4 + y**4,
    "l1_ravine": lambda m, x, y: abs(x) + abs(10 * y),
    "plateau": lambda m, x, y: 1 - m.exp(-(x**2) / 2) * m.exp(-(y**2) / 2),
    "cliff": lambda m, x, y: (x**2 + y**2) / 10 + 3 / (1 + m.exp(20 - 20 * x)),
    "linear_network": lambda m, u, v: 1 - 2 * u * v + (u * v) ** 2,
    "dead_relu": _dead_relu,
    "saddle": lambda m, x, y: (x - y) * (x + y),
    "monkey_saddle": lambda m, x, y: x * (x**2 - 3 * y**2),
    "rosenbrock": lambda m, x, y: 100 * (x * x - y) ** 2 + (x - 1) ** 2,
    "beale": _beale,
    "dixon_price": lambda m, x, y: (1 - x) ** 2 + 2 * (x - 2 * y * y) ** 2,
    "zakharov": _zakharov,
    "freudenstein_roth": lambda m, x, y: (
        (x - 13 - 2 * y + 5 * y**2 - y**3) ** 2 + (x - 29 - 14 * y + y**2 + y**3) ** 2
    ),
    "powell_badly_scaled": _powell_badly_scaled,
    "himmelblau": lambda m, x, y: (11 - x * x - y) ** 2 + (7 - x - y * y) ** 2,
    "styblinski_tang": lambda m, x, y: sum(z * (5 + z * (z * z - 16)) for z in (x, y)) / 2,
    "six_hump_camel": lambda m, x, y: (
        4 * x**2 - x**4 * 21 / 10 + x**6 / 3 + x * y - 4 * y**2 + 4 * y**4
    ),
    "three_hump_camel": lambda m, x, y: x**2 * (2 - x**2 * 21 / 20 + x**4 / 6) + y * (x + y),
    "goldstein_price": _goldstein_price,
    "mccormick": lambda m, x, y: (
        m.sin(x) * m.cos(y) + m.cos(x) * m.sin(y) + (x - y) ** 2 + (5 * y - 3 * x) / 2 + 1
    ),
    "branin": _branin,
    "muller_brown": _muller_brown,
    "forrester": lambda m, x: 4 * (3 * x - 1) ** 2 * m.sin(4 * (3 * x - 1)),
    "gramacy_lee": lambda m, x: m.sin(10 * m.pi * x) / x / 2 + (1 - x) ** 4,
    "rastrigin": lambda m, x, y: sum(z * z + 10 * (1 - m.cos(2 * m.pi * z)) for z in (x, y)),
    "ackley": _ackley,
    "griewank": lambda m, x, y: 1 + x**2 / 4000 + y**2 / 4000 - m.cos(x) * m.cos(y / m.sqrt(2)),
    "levy": _levy,
    "bohachevsky": lambda m, x, y: (
        x**2 + 2 * y**2 + (7 - 3 * m.cos(3 * m.pi * x) - 4 * m.cos(4 * m.pi * y)) / 10
    ),
    "schaffer_n2": _schaffer_n2,
    "michalewicz": lambda m, x, y: (
        -sum(m.sin(z) * m.sin(i * z * z / m.pi) ** 20 for i, z in ((1, x), (2, y)))
    ),
    "easom": lambda m, x, y: (
        -m.cos(x) * m.cos(y) * m.exp(-((x - m.pi) ** 2)) * m.exp(-((y - m.pi) ** 2))
    ),
    "schwefel": lambda m, x, y: 837.9657745448674 - sum(z * m.sin(m.sqrt(abs(z))) for z in (x, y)),
}


def box(entry: Entry) -> tuple[np.ndarray, np.ndarray]:
    low, high = np.array(list(entry.domain.values())).T
    return low, high


def sample(name: str, n: int) -> np.ndarray:
    """Random points of the box, shape (n, d)."""
    low, high = box(functions.entries[name])
    return np.random.default_rng(NAMES.index(name)).uniform(low, high, (n, len(low)))


def all_minima(entry: Entry) -> tuple[tuple[float, ...], ...]:
    return entry.minima + entry.local_minima


def exact(name: str, point: Any) -> tuple[Any, Any]:
    """Gradient (d, 1) and Hessian (d, d) of the second definition, from 60 digits."""
    d = len(point)
    unit = np.eye(d, dtype=int)

    def derivative(order: Any) -> Any:
        order = tuple(int(k) for k in order)
        return mpmath.diff(lambda *t: DEFINITIONS[name](mpmath.mp, *t), tuple(point), order)

    gradient = mpmath.matrix([derivative(unit[i]) for i in range(d)])
    hessian = mpmath.matrix(d, d)
    for i, j in itertools.product(range(d), repeat=2):
        hessian[i, j] = derivative(unit[i] + unit[j])
    return gradient, hessian


def real(name: str, point: Any) -> Any:
    """Value of the second definition, from 60 digits."""
    return DEFINITIONS[name](mpmath.mp, *(mpmath.mpf(float(v)) for v in point))


@pytest.fixture
def digits() -> Any:
    with mpmath.workdps(60):
        yield


def directions(d: int, n: int = 16) -> list[Any]:
    if d == 1:
        return [np.array([1.0]), np.array([-1.0])]
    angles = np.arange(n) * 2 * np.pi / n + 0.1
    return list(np.stack([np.cos(angles), np.sin(angles)], axis=-1))


def minima_cases(*kinds: str) -> list[Any]:
    """Every known minimum that is of one of these kinds to second order."""
    return [
        pytest.param(name, point, id=f"{name}-{i}")
        for name, entry in functions.entries.items()
        for i, point in enumerate(all_minima(entry))
        if (entry.at_minima if i < len(entry.minima) else "strict") in kinds
    ]


# -- what an entry says ------------------------------------------------------------------------------


def test_the_catalogue_holds_what_was_promised() -> None:
    promised = """
        rosenbrock himmelblau beale booth rastrigin ackley griewank styblinski_tang six_hump_camel
        three_hump_camel easom goldstein_price mccormick matyas levy bowl ravine saddle monkey_saddle
        plateau quartic wavy_bowl false_minima shallow_ravine
    """
    assert set(promised.split()) <= set(functions)
    assert set(DEFINITIONS) == set(functions)


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_is_filled_in(name: str) -> None:
    entry = functions.entries[name]
    assert entry.source
    assert entry.shows.endswith(".")
    assert "\n" not in entry.shows
    assert len(entry.shows) <= 90
    assert len(entry.domain) in (1, 2)  # so that one contour, or one curve, shows all of it
    assert all(low < high for low, high in entry.domain.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_formula_carries_what_the_entry_says(name: str) -> None:
    entry, formula = functions.entries[name], functions[name]
    assert formula.text == entry.formula
    assert formula.params == tuple(entry.domain) == Formula(entry.formula).params
    assert formula.name == name
    assert formula.domain == entry.domain
    assert formula.minima == all_minima(entry)
    assert formula.start == entry.start
    assert formula.source == entry.source


@pytest.mark.parametrize("name", NAMES)
def test_the_formula_agrees_with_its_second_definition(name: str) -> None:
    points = sample(name, 500)
    expected = DEFINITIONS[name](np, *points.T)
    scale = np.median(np.abs(expected))
    np.testing.assert_allclose(
        functions[name].loss(points), expected, rtol=1e-12, atol=1e-12 * scale
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("digits")
def test_the_derivatives_agree_with_the_second_definition(name: str) -> None:
    points = sample(name, 4)
    derivatives = [exact(name, p) for p in points]
    for got, which in ((functions[name].gradient(points), 0), (functions[name].hessian(points), 1)):
        expected = np.array([np.array(d[which].tolist(), dtype=float) for d in derivatives])
        expected = expected.reshape(got.shape)
        np.testing.assert_allclose(got, expected, rtol=1e-9, atol=1e-11 * np.abs(expected).max())


@pytest.mark.parametrize("name", NAMES)
def test_the_start_lies_in_the_box_and_has_a_slope(name: str) -> None:
    entry, formula = functions.entries[name], functions[name]
    low, high = box(entry)
    assert np.all((low <= entry.start) & (entry.start <= high))
    assert np.isfinite(formula.loss(entry.start))
    assert np.linalg.norm(formula.gradient(entry.start)) > 0
    for point in all_minima(entry):
        assert np.max(np.abs(np.subtract(entry.start, point)) / (high - low)) > 0.02


# -- minima ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "point"), minima_cases("strict", "flat", "valley", "kink"))
def test_every_minimum_lies_inside_the_box(name: str, point: tuple[float, ...]) -> None:
    low, high = box(functions.entries[name])
    assert np.all((low < point) & (point < high))


@pytest.mark.parametrize(("name", "point"), minima_cases("strict"))
@pytest.mark.usefixtures("digits")
def test_a_minimum_is_the_float_nearest_to_the_true_one(
    name: str, point: tuple[float, ...]
) -> None:
    gradient, hessian = exact(name, [mpmath.mpf(v) for v in point])
    assert min(mpmath.eigsy(hessian, eigvals_only=True)) > 0
    # At this distance one Newton step gives the true minimum to about 30 digits.
    for value, step in zip(point, mpmath.lu_solve(hessian, gradient), strict=True):
        assert abs(step) <= (0.5000001 * math.ulp(value) if value else 1e-30)


@pytest.mark.parametrize(("name", "point"), minima_cases("strict", "flat", "valley"))
@pytest.mark.usefixtures("digits")
def test_the_formula_is_level_and_curves_upwards_at_a_minimum(
    name: str, point: tuple[float, ...]
) -> None:
    formula = functions[name]
    steepest = np.abs(formula.gradient(sample(name, 500))).max()
    assert np.abs(formula.gradient(point)).max() <= 1e-12 * steepest
    got = formula.hessian(point)
    expected = np.array(exact(name, point)[1].tolist(), dtype=float)
    atol = 1e-12 * np.abs(expected).max() + 1e-30  # where all of it vanishes, as for quartic_bowl
    np.testing.assert_allclose(got, expected, rtol=1e-9, atol=atol)
    curvatures = np.linalg.eigvalsh(got)
    # Rounding moves an eigenvalue by up to this much; Powell's smallest is 1e-18 of its largest.
    assert curvatures.min() >= -1e-14 * np.abs(curvatures).max()


@pytest.mark.parametrize(("name", "point"), minima_cases("flat"))
@pytest.mark.usefixtures("digits")
def test_a_flat_minimum_has_no_curvature_and_is_still_the_lowest_point(
    name: str, point: tuple[float, ...]
) -> None:
    gradient, hessian = exact(name, point)
    assert max(abs(v) for v in gradient) == 0
    assert min(abs(v) for v in mpmath.eigsy(hessian, eigvals_only=True)) < 1e-30
    for direction, distance in itertools.product(directions(len(point)), (1e-6, 1e-3, 0.1)):
        assert real(name, point + distance * direction) > real(name, point)


@pytest.mark.parametrize(("name", "point"), minima_cases("valley"))
@pytest.mark.usefixtures("digits")
def test_a_valley_is_level_along_one_direction_and_curved_across(
    name: str, point: tuple[float, ...]
) -> None:
    gradient, hessian = exact(name, point)
    assert max(abs(v) for v in gradient) < 1e-30
    along, across = mpmath.eigsy(hessian, eigvals_only=True)
    assert abs(along) < 1e-30
    assert across > 1


def test_the_valley_of_the_linear_network_is_where_the_product_is_one() -> None:
    formula = functions["linear_network"]
    u = np.array([-2.0, -0.5, -0.25, 0.25, 0.5, 1.0, 2.0])
    valley = np.stack([u, 1 / u], axis=-1)
    np.testing.assert_array_equal(formula.loss(valley), 0.0)
    np.testing.assert_array_equal(formula.gradient(valley), 0.0)
    lengths = np.linalg.norm(functions.entries["linear_network"].minima, axis=-1)
    assert np.all(lengths <= np.linalg.norm(valley, axis=-1).min())


@pytest.mark.parametrize(("name", "point"), minima_cases("kink"))
@pytest.mark.usefixtures("digits")
def test_a_kink_rises_at_a_steady_slope_in_every_direction(
    name: str, point: tuple[float, ...]
) -> None:
    for direction in directions(len(point)):
        near, nearer = (
            (real(name, point + t * direction) - real(name, point)) / t
            for t in (2.0**-20, 2.0**-40)
        )
        assert nearer >= 0.9
        assert abs(near / nearer - 1) < 1e-3  # a smooth minimum would give 2**20


@pytest.mark.parametrize(("name", "point"), minima_cases("strict", "flat", "valley", "kink"))
def test_scipy_comes_back_to_a_minimum(name: str, point: tuple[float, ...]) -> None:
    entry, centre = functions.entries[name], np.array(point)
    scale = np.where(centre == 0, 1.0, np.abs(centre))
    found = minimize(
        lambda z: float(DEFINITIONS[name](np, *(centre + scale * z))),
        np.full(len(point), 1e-3),
        method="Nelder-Mead",
        options={"xatol": 1e-10, "fatol": 0.0, "maxiter": 1000, "initial_simplex": _simplex(point)},
    )
    if point in entry.minima and entry.at_minima == "valley":
        assert found.fun < 1e-15  # some point of the valley
    else:
        # Where the curvature is nil, the loss tells points apart only down to eps**(1/4).
        flat = point in entry.minima and entry.at_minima == "flat"
        assert np.abs(found.x).max() < (1e-3 if flat else 1e-5)


def _simplex(point: tuple[float, ...]) -> np.ndarray:
    d = len(point)
    return 1e-3 * np.concatenate([np.ones((1, d)), 1 - 2.5 * np.eye(d)])


@pytest.mark.parametrize("name", [n for n in NAMES if functions.entries[n].minima])
def test_no_point_of_the_box_is_lower_than_the_global_minima(name: str) -> None:
    entry, formula = functions.entries[name], functions[name]
    losses = formula.loss(entry.minima)
    spread = 1e-14 * np.median(np.abs(formula.loss(sample(name, 500))))
    assert np.ptp(losses) <= spread
    assert formula.loss(_grid(entry, 501)).min() >= losses.min() - spread
    if entry.local_minima:
        others = formula.loss(entry.local_minima)
        assert np.all(others > losses.max() + 1e-6)
        assert np.all(np.diff(others) >= -spread)  # from low to high


@pytest.mark.parametrize("name", NAMES)
def test_no_minimum_is_missing(name: str) -> None:
    """From every hollow of a fine grid SciPy ends at a listed minimum or leaves the box."""
    entry = functions.entries[name]
    known = np.array(all_minima(entry)).reshape(-1, len(entry.domain))
    low, high = box(entry)
    lowest = functions[name].loss(entry.minima).min() if entry.minima else -math.inf
    for start in _hollows(name):
        found = minimize(
            lambda p: float(DEFINITIONS[name](np, *p)),
            start,
            method="Nelder-Mead",
            options={"xatol": 1e-8, "fatol": 1e-14, "maxiter": 1000},
        )
        if np.any((found.x <= low) | (found.x >= high)):
            continue
        if entry.at_minima == "valley" and found.fun <= lowest + 1e-12:
            continue
        if entry.complete or found.fun <= lowest + 1e-9:
            distance = np.abs((known - found.x) / (high - low)).max(axis=-1).min()
            assert distance < 1e-3, (found.x, found.fun)


def _grid(entry: Entry, n: int) -> np.ndarray:
    axes = [np.linspace(*interval, n) for interval in entry.domain.values()]
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)


def _hollows(name: str) -> np.ndarray:
    """Points of a grid that are no higher than their neighbours, at most the 40 lowest if many."""
    entry = functions.entries[name]
    points = _grid(entry, 2001 if len(entry.domain) == 1 else 301)
    losses = DEFINITIONS[name](np, *np.moveaxis(points, -1, 0))
    inner = (slice(1, -1),) * losses.ndim
    hollow = np.ones(losses[inner].shape, dtype=bool)
    for shift in itertools.product((-1, 0, 1), repeat=losses.ndim):
        moved = tuple(slice(1 + s, n - 1 + s) for s, n in zip(shift, losses.shape, strict=True))
        hollow &= losses[inner] <= losses[moved]
    order = np.argsort(losses[inner][hollow])
    return points[inner][hollow][order if entry.complete else order[:40]]


# -- entries without a lowest point ------------------------------------------------------------------


def test_only_the_unbounded_entries_have_no_global_minimum() -> None:
    assert {n for n, e in functions.entries.items() if not e.minima} == set(UNBOUNDED)


@pytest.mark.parametrize("name", UNBOUNDED)
def test_an_unbounded_entry_falls_without_end(name: str) -> None:
    far = np.outer([1e2, 1e4, 1e6], UNBOUNDED[name])
    losses = functions[name].loss(far)
    assert np.all(np.diff(losses) < 0)
    assert losses[-1] <= -1e5


def test_the_origin_of_the_saddle_is_level_and_curves_both_ways() -> None:
    formula = functions["saddle"]
    np.testing.assert_array_equal(formula.gradient([0.0, 0.0]), [0.0, 0.0])
    np.testing.assert_array_equal(formula.hessian([0.0, 0.0]), [[2.0, 0.0], [0.0, -2.0]])


def test_the_origin_of_the_monkey_saddle_is_level_without_curvature_and_no_minimum() -> None:
    formula = functions["monkey_saddle"]
    np.testing.assert_array_equal(formula.gradient([0.0, 0.0]), [0.0, 0.0])
    np.testing.assert_array_equal(formula.hessian([0.0, 0.0]), np.zeros((2, 2)))
    # Down in three directions, up between them: one leg for the monkey's tail.
    angles = np.pi / 3 * np.arange(6)
    ring = 1e-3 * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    np.testing.assert_array_equal(np.sign(formula.loss(ring)), [1, -1, 1, -1, 1, -1])


@pytest.mark.parametrize("name", NAMES)
def test_the_race_of_an_entry_is_one_that_can_be_seen(name: str) -> None:
    entry = functions.entries[name]
    race = [tw.optimizers[kind](**hyper) for kind, hyper in entry.race]
    assert len(set(race)) == len(race) >= 2
    runs = tw.descend(functions[name], race, start=entry.start, steps=entry.steps)
    assert not runs.diverged.any()
    theta = runs.dataset["theta"].transpose("run", "step", "param").values
    sides = np.ptp(np.array(list(entry.domain.values())), axis=1)
    reached = (np.abs(theta - theta[:, :1]).max(axis=1) / sides).max(axis=-1)
    # One narrow valley is within a millionth of its box, and only the last racer comes further.
    assert reached.max() > 0.03 or name == "powell_badly_scaled"
    assert reached.max() < 2


# -- what the entries claim to show ------------------------------------------------------------------


def path(name: str, lr: float, steps: int, momentum: float = 0.0) -> np.ndarray:
    """Points of plain descent or heavy-ball momentum, shape (step, d); it ends where it overflows."""
    formula = functions[name]
    point = np.array(functions.entries[name].start)
    velocity, points = np.zeros_like(point), [point]
    for _ in range(steps):
        velocity = momentum * velocity + formula.gradient(point)
        point = point - lr * velocity
        points.append(point)
        if np.abs(point).max() > 1e6:
            break
    return np.array(points)


def diverges(name: str, lr: float, steps: int = 300) -> bool:
    return bool(np.abs(path(name, lr, steps)[-1]).max() > 1e6)


def ends_at(
    name: str, point: tuple[float, ...], lr: float, steps: int, momentum: float = 0.0
) -> bool:
    return bool(np.allclose(path(name, lr, steps, momentum)[-1], point, rtol=0, atol=1e-2))


def test_the_bowl_points_at_its_minimum() -> None:
    points = path("bowl", 0.1, 20)
    assert np.ptp(points[:, 1] / points[:, 0]) < 1e-12


def test_the_ravine_flips_at_its_edge_and_diverges_above() -> None:
    np.testing.assert_allclose(path("ravine", 0.1, 40)[:, 1], 0.6 * (-1.0) ** np.arange(41))
    assert diverges("ravine", 0.11)


def test_momentum_gains_in_the_shallow_ravine() -> None:
    loss = functions["shallow_ravine"].loss
    plain = min(loss(path("shallow_ravine", lr, 40)[-1]) for lr in (0.1, 0.5, 0.9))
    # The best rate and momentum for curvatures 0.2 and 2: see Goh 2017.
    root = np.sqrt([0.2, 2.0])
    lr, beta = (2 / root.sum()) ** 2, (np.diff(root)[0] / root.sum()) ** 2
    assert loss(path("shallow_ravine", lr, 40, beta)[-1]) < 1e-6 * plain


def test_the_rotated_ravine_is_the_ravine_turned() -> None:
    turned, straight = (functions[name].hessian([0, 0]) for name in ("rotated_ravine", "ravine"))
    np.testing.assert_allclose(np.linalg.eigvalsh(turned), np.linalg.eigvalsh(straight))
    assert turned[0, 0] == turned[1, 1]  # both coordinates look alike: no scaling helps


def test_booth_and_matyas_have_the_edges_that_they_state() -> None:
    for name, condition, edge in (("booth", 9.0, 1 / 9), ("matyas", 25.0, 2.0)):
        curvatures = np.linalg.eigvalsh(functions[name].hessian([0.0, 0.0]))
        np.testing.assert_allclose(
            [curvatures[1] / curvatures[0], 2 / curvatures[1]], [condition, edge]
        )


def test_the_quartic_tells_learning_rates_apart() -> None:
    (goal,) = functions.entries["quartic"].minima
    short = {lr: abs(path("quartic", lr, 20)[-1] - goal)[0] for lr in (0.01, 0.2)}
    assert short[0.01] > 0.3
    assert short[0.2] < 1e-6
    assert np.ptp(path("quartic", 0.5, 400)[-10:]) > 0.1


def test_momentum_crosses_the_hill_of_the_double_well() -> None:
    entry = functions.entries["double_well"]
    assert ends_at("double_well", entry.local_minima[0], 0.01, 400)
    assert ends_at("double_well", entry.minima[0], 0.01, 400, momentum=0.9)


def test_descent_rests_at_the_saddle_between_two_wells() -> None:
    points = path("two_wells", 0.05, 150)
    assert np.linalg.norm(points, axis=-1).min() < 0.1
    assert ends_at("two_wells", (0.0, 1.0), 0.05, 150)


def test_the_wavy_bowl_tells_learning_rates_apart() -> None:
    goal = functions.entries["wavy_bowl"].minima[1]
    assert not ends_at("wavy_bowl", goal, 0.01, 50)
    assert ends_at("wavy_bowl", goal, 0.1, 50)
    assert np.ptp(path("wavy_bowl", 0.5, 400)[-10:], axis=0).max() > 0.5


def test_descent_slows_down_in_the_quartic_bowl() -> None:
    lengths = np.linalg.norm(np.diff(path("quartic_bowl", 0.1, 300), axis=0), axis=-1)
    assert np.all(np.diff(lengths) < 0)
    assert lengths[-1] > 1e-5 * lengths[0]  # and far from geometric


def test_a_fixed_rate_bounces_in_the_l1_ravine() -> None:
    y = path("l1_ravine", 0.1, 300)[:, 1]
    np.testing.assert_allclose(np.abs(y[-1] - y[-2]), 1.0)


def test_the_plateau_is_followed_by_a_quick_fall() -> None:
    losses = functions["plateau"].loss(path("plateau", 0.1, 400))
    assert losses[200] > 0.9  # 200 steps of next to nothing
    assert losses[260] < 0.1


def test_the_cliff_throws_the_path() -> None:
    lengths = np.linalg.norm(np.diff(path("cliff", 0.2, 100), axis=0), axis=-1)
    assert lengths.max() > 0.9
    assert np.sort(lengths)[-3] < 0.1  # it comes to the cliff and leaves it in two steps


def test_larger_rates_end_at_flatter_points_of_the_linear_network() -> None:
    ends = [path("linear_network", lr, 400)[-1] for lr in (0.05, 0.2, 0.25)]
    np.testing.assert_allclose(functions["linear_network"].loss(ends), 0.0, atol=1e-20)
    across = np.linalg.eigvalsh(functions["linear_network"].hessian(ends))[:, 1]
    assert np.all(np.diff(across) < -1)


def test_one_large_step_kills_the_relu() -> None:
    assert ends_at("dead_relu", (1.0, 0.0), 0.1, 400)
    dead = path("dead_relu", 0.3, 5)
    np.testing.assert_array_equal(dead[1:], np.broadcast_to(dead[1], (5, 2)))
    assert functions["dead_relu"].loss(dead[-1]) == 2.5


def test_descent_lingers_longer_at_the_monkey_saddle() -> None:
    near = {}
    for name in ("saddle", "monkey_saddle"):
        distance = np.linalg.norm(path(name, 0.05, 300), axis=-1)
        near[name] = np.count_nonzero(distance < 0.3)
        assert distance[0] > 0.5
        assert distance[-1] > 10
    assert near["monkey_saddle"] > 0
    assert near["saddle"] > 0


def test_rosenbrock_is_quick_to_find_and_slow_to_follow() -> None:
    losses = functions["rosenbrock"].loss(path("rosenbrock", 0.001, 1000))
    assert losses[0] > 24
    assert losses[10] < 5
    assert losses[-1] > 0.1


def test_zakharov_needs_a_rate_that_is_slow_at_the_end() -> None:
    assert diverges("zakharov", 0.01)
    assert functions["zakharov"].loss(path("zakharov", 0.001, 1000)[-1]) > 0.1
    assert 2 / np.linalg.eigvalsh(functions["zakharov"].hessian([0.0, 0.0]))[1] > 0.4


def test_freudenstein_roth_heads_for_the_worse_minimum() -> None:
    entry = functions.entries["freudenstein_roth"]
    points = path("freudenstein_roth", 0.001, 3000)
    best, worse = (np.linalg.norm(points[-1] - p) for p in (*entry.minima, *entry.local_minima))
    assert worse < 1 < best


def test_powells_function_diverges_above_its_tiny_rate() -> None:
    entry = functions.entries["powell_badly_scaled"]
    curvature = np.linalg.eigvalsh(functions["powell_badly_scaled"].hessian(entry.start))[1]
    np.testing.assert_allclose(2 / curvature, 1e-8, rtol=1e-6)
    assert not diverges("powell_badly_scaled", 0.9e-8)
    assert diverges("powell_badly_scaled", 1e-7)
    assert entry.minima[0][1] / entry.minima[0][0] > 8e5


# name, the minimum at which plain descent ends, rate, steps
ENDS = [
    ("false_minima", (1.3694384, 4.7123890), 0.1, 300),
    ("dixon_price", (1.0, -0.7071068), 0.01, 500),
    ("himmelblau", (3.0, 2.0), 0.01, 100),
    ("styblinski_tang", (2.7468028, -2.9035340), 0.01, 200),
    ("six_hump_camel", (-1.7036067, 0.7960836), 0.01, 300),
    ("three_hump_camel", (-1.7475523, 0.8737762), 0.05, 200),
    ("goldstein_price", (-0.6, -0.4), 1e-4, 1000),
    ("mccormick", (2.5943951, 1.5943951), 0.1, 100),
    ("branin", (-math.pi, 12.275), 0.02, 500),
    ("muller_brown", (-0.0500108, 0.4666941), 1e-4, 500),
    ("forrester", (1 / 3,), 5e-4, 500),
    ("gramacy_lee", (2.1218992,), 0.001, 300),
    ("rastrigin", (2.9848557, -1.9899123), 0.001, 300),
    ("ackley", (2.9731394, -1.9821400), 0.01, 300),
    ("griewank", (9.4200679, -4.4384445), 1.0, 300),
    ("bohachevsky", (1.2224948, 0.9333791), 0.005, 300),
    ("schwefel", (-124.8293564, 203.8142526), 1.0, 300),
]


@pytest.mark.parametrize(("name", "point", "lr", "steps"), ENDS, ids=[row[0] for row in ENDS])
def test_plain_descent_from_the_start_ends_where_the_entry_says(
    name: str, point: tuple[float, ...], lr: float, steps: int
) -> None:
    assert ends_at(name, point, lr, steps)


def test_styblinski_tang_is_divided_at_0157() -> None:
    formula = functions["styblinski_tang"]
    slopes = formula.gradient([[0.156, 0.156], [0.157, 0.157]])
    np.testing.assert_array_equal(np.sign(slopes), [[1, 1], [-1, -1]])


def test_the_level_point_of_forresters_function_is_no_minimum() -> None:
    formula = functions["forrester"]
    np.testing.assert_allclose(formula.gradient([1 / 3]), 0.0, atol=1e-12)
    assert formula.loss([1 / 3 - 0.05]) < formula.loss([1 / 3]) < formula.loss([1 / 3 + 0.05])


def test_momentum_passes_three_wells_of_gramacy_and_lee() -> None:
    entry = functions.entries["gramacy_lee"]
    (end,) = path("gramacy_lee", 0.001, 400, momentum=0.9)[-1]
    passed = [p for (p,) in all_minima(entry) if end + 0.01 < p < entry.start[0]]
    assert len(passed) == 3
    assert len(all_minima(entry)) == 9


def test_a_larger_rate_jumps_inwards_on_ackley() -> None:
    # It never settles, and which step it ends with depends on the last bits.
    away = np.linalg.norm(path("ackley", 0.1, 200), axis=1)
    assert away[0] > 3
    assert np.median(away[100:]) < 1


def test_y_finds_nothing_to_follow_on_michalewicz() -> None:
    points = path("michalewicz", 0.01, 300)
    np.testing.assert_allclose(points[:, 1], 2.2, atol=1e-3)
    np.testing.assert_allclose(points[-1, 0], functions.entries["michalewicz"].minima[0][0])


def test_easom_leads_nowhere() -> None:
    points = path("easom", 0.1, 300)
    assert np.linalg.norm(points[-1] - points[0]) < 0.1


def test_schaffers_groove_hardly_slopes() -> None:
    points = path("schaffer_n2", 0.01, 300)
    assert np.linalg.norm(points[-1]) > 0.9 * np.linalg.norm(points[0])
    along = np.linalg.norm(functions["schaffer_n2"].gradient(points[-1]))
    assert along < 0.02 < np.linalg.norm(functions["schaffer_n2"].gradient(points[0]))


def test_levy_stops_in_a_trough() -> None:
    ends = path("levy", 0.02, 1000)
    assert np.linalg.norm(ends[-1] - ends[-2]) < 1e-6
    assert functions["levy"].loss(ends[-1]) > 1


# -- the mapping -------------------------------------------------------------------------------------


def test_it_is_a_mapping() -> None:
    assert len(functions) == len(NAMES) >= 24
    assert NAMES == list(functions.entries) == list(functions.keys())
    assert "rosenbrock" in functions
    assert "rosenbrok" not in functions
    assert functions.get("rosenbrok") is None
    assert functions.get("rosenbrock") is functions["rosenbrock"]
    assert isinstance(functions["rosenbrock"], Formula)
    assert repr(functions) == f"<{len(NAMES)} functions: {', '.join(NAMES)}>"


def test_it_is_read_only() -> None:
    for mapping in (functions, functions.entries):
        writable: Any = mapping
        with pytest.raises(TypeError):
            writable["mine"] = functions["bowl"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "rosenbrok",
            'no function is called "rosenbrok"; did you mean "rosenbrock"?'
            " (`thalweg functions` lists them)",
        ),
        (
            "Six-Hump-Camel",
            'no function is called "Six-Hump-Camel"; did you mean "six_hump_camel"?'
            " (`thalweg functions` lists them)",
        ),
        ("qqq", 'no function is called "qqq" (`thalweg functions` lists them)'),
        (3, 'no function is called "3" (`thalweg functions` lists them)'),
    ],
)
def test_an_unknown_name_says_what_to_do(name: Any, message: str) -> None:
    with pytest.raises(UnknownName) as caught:
        functions[name]
    assert str(caught.value) == message
    assert isinstance(caught.value, KeyError)


def test_a_listing_needs_neither_sympy_nor_numpy() -> None:
    code = (
        "import sys\n"
        "from thalweg.problems.functions import functions\n"
        "'rosenbrock' in functions, repr(functions), [e.shows for e in functions.entries.values()]\n"
        "print(sorted({'numpy', 'sympy', 'scipy'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
