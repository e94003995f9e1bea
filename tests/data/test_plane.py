"""Planes: against NumPy's SVD, the definitions of the papers, and what bad input is told."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from hypothesis import given, strategies as st

import thalweg as tw
from thalweg.data import components
from thalweg.data.components import random_walk
from thalweg.data.projection import project
from thalweg.data.slabs import slabs
from thalweg.errors import ArgumentError, UnknownName
from thalweg.problems.base import Block, Problem


def walk(steps: int, d: int, seed: int = 0) -> np.ndarray:
    """Far from the origin, as trained weights are: what is subtracted must not lose what is left."""
    rng = np.random.default_rng(seed)
    return 100 + 0.01 * np.cumsum(rng.standard_normal((steps, d)), axis=0)


@given(st.integers(3, 12), st.integers(3, 40), st.integers(0, 100))
def test_pca_is_the_svd_of_the_centred_snapshots(steps, d, seed):
    rows = walk(steps, d, seed)
    _, size, vectors = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)
    plane = tw.Plane.pca(rows)
    np.testing.assert_allclose(plane.gram, np.eye(2), atol=1e-12)
    np.testing.assert_allclose(plane.origin, rows.mean(axis=0), rtol=1e-14)
    np.testing.assert_allclose(plane.about["explained"], size[:2] ** 2 / np.sum(size**2), rtol=1e-6)
    # The same plane; of equal singular values, any basis of it.
    ours, theirs = plane.basis.T @ plane.basis, vectors[:2].T @ vectors[:2]
    if size[1] - size[2] > 1e-3 * size[0]:
        np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_pca_from_the_end_is_the_svd_of_the_differences_from_it():
    rows = walk(20, 30)
    _, size, vectors = np.linalg.svd(rows - rows[-1], full_matrices=False)
    plane = tw.Plane.pca(rows, center="end")
    np.testing.assert_array_equal(plane.origin, rows[-1])
    np.testing.assert_allclose(abs(plane.basis @ vectors[:2].T), np.eye(2), atol=1e-8)
    np.testing.assert_allclose(plane.about["explained"], size[:2] ** 2 / np.sum(size**2))


def test_the_span_is_the_extent_and_a_margin():
    angle = np.linspace(0, np.pi, 50)
    rows = np.stack([3 * np.cos(angle), 0.1 * np.sin(angle), np.zeros(50)], axis=1)
    (a, b), (c, d) = tw.Plane.pca(rows).span
    assert (a, b) == pytest.approx((-3.9, 3.9), rel=1e-6)
    # A thread would show no ground: the shorter side is half of the longer.
    assert d - c == pytest.approx((b - a) / 2)
    start, end = (tw.Plane.pca(rows).project(rows[k])[0][0] for k in (0, -1))
    assert start < end


def test_pca_of_several_runs_is_that_of_all_their_snapshots():
    one, other = walk(8, 12, 1), walk(5, 12, 2)
    together = tw.Plane.pca(np.concatenate([one, other]))
    apart = tw.Plane.pca(one, other)
    np.testing.assert_allclose(
        together.basis.T @ together.basis, apart.basis.T @ apart.basis, atol=1e-9
    )


def test_what_comes_after_a_divergence_does_not_count():
    bowl = tw.Formula("x**2 + 10*y**2 + z**2")
    runs = tw.descend(bowl, tw.SGD(lr=[0.03, 1.5]), start=[1, 1, 1], steps=20)
    assert runs.diverged.values.tolist() == [False, True]
    assert np.isfinite(tw.Plane.pca(runs).basis).all()


def test_a_random_walk_is_known_for_what_it_is():
    # Antognini and Sohl-Dickstein 2018: about 61 % and 15 %.
    assert (round(random_walk(2000, 0), 2), round(random_walk(2000, 1), 2)) == (0.61, 0.15)
    rows = np.cumsum(np.random.default_rng(0).standard_normal((60, 20_000)), axis=0)
    about = tw.Plane.pca(rows).about
    np.testing.assert_allclose(about["explained"], about["random_walk"], atol=0.01)
    # In fewer dimensions than snapshots the formula says nothing.
    assert "random_walk" not in tw.Plane.pca(rows[:, :30]).about


@given(st.integers(0, 1000), st.integers(1, 2))
def test_projection_is_least_squares(seed, axes):
    rng = np.random.default_rng(seed)
    plane = tw.Plane(rng.standard_normal(7), rng.standard_normal((axes, 7)))
    theta = rng.standard_normal((3, 7))
    found, distance = plane.project(theta)
    for point, at, away in zip(theta, found, distance, strict=True):
        best, *_ = np.linalg.lstsq(plane.basis.T, point - plane.origin, rcond=None)
        np.testing.assert_allclose(at, best, atol=1e-9)
        assert away == pytest.approx(np.linalg.norm(point - plane.point(at)))
    np.testing.assert_allclose(plane.project(plane.point(found))[0], found, atol=1e-9)


class Layers(Problem):
    """Only its blocks are asked for."""

    kind, title, latex = "layers", "layers", ""

    def __init__(self) -> None:
        self.params = tuple(f"p{i}" for i in range(25))
        self.start = tuple(np.linspace(-1, 2, 25).tolist())

    @property
    def blocks(self):
        return (Block("conv", (2, 3, 2), 0), Block("bias", (3,), 12), Block("fc", (2, 5), 15))

    def _evaluate(self, theta, rows=None, *, slope=True):
        raise AssertionError

    def _hessian_product(self, theta, v):
        raise AssertionError

    def spec(self):
        return {}


def test_filter_normalisation_is_that_of_the_paper():
    problem = Layers()
    theta = np.array(problem.start)
    plane = tw.Plane.random(problem, normalize="filter", seed=3)
    raw = tw.Plane.random(problem, normalize=None, seed=3).basis
    for direction, drawn in zip(plane.basis, raw, strict=True):
        # d <- d / |d| * |theta|, filter by filter: 2 of 6 numbers, then 2 rows of 5.
        for first, size in ((0, 6), (6, 6), (15, 5), (20, 5)):
            part = slice(first, first + size)
            expected = drawn[part] / np.linalg.norm(drawn[part]) * np.linalg.norm(theta[part])
            np.testing.assert_allclose(direction[part], expected, rtol=1e-12)
        assert (direction[12:15] == 0).all()
    layer = tw.Plane.random(problem, normalize="layer", seed=3).basis
    np.testing.assert_allclose(
        np.linalg.norm(layer[:, 12:15], axis=1), np.linalg.norm(theta[12:15])
    )
    assert tw.Plane.random(problem, seed=3) == plane
    assert tw.Plane.random(problem, seed=4) != plane


def test_of_a_formula_each_parameter_is_a_filter():
    problem = tw.Formula("x**2 + y**2")
    basis = tw.Plane.random(problem, at=[3.0, 0.5]).basis
    np.testing.assert_allclose(abs(basis), [[3, 0.5], [3, 0.5]])


def test_a_pca_says_how_far_it_is(monkeypatch):
    monkeypatch.setattr(components, "SLAB", 64)
    rows, told = walk(8, 30), []
    plane = tw.Plane.pca(rows, progress=lambda *said: told.append(said))
    # Eight snapshots leave eight parameters to a slab, and both matrices read all.
    ends = [8, 16, 24, 30]
    assert told == [(done, 60) for done in [*ends, *(30 + end for end in ends)]]
    assert plane == tw.Plane.pca(rows)


def test_a_search_for_eigenvectors_says_how_many_products_it_took():
    asked, told = [], []

    class Counted(tw.Formula):
        def hvp_at(self, theta):
            products = super().hvp_at(theta)
            return lambda v: asked.append(v) or products(v)

    problem = Counted(" + ".join(f"{k}*a{k}**2" for k in range(1, 60)))
    found = tw.Plane.hessian(problem, np.zeros(59), progress=lambda *said: told.append(said))
    assert found.about["eigenvalues"] == pytest.approx([118, 116])
    assert told == [(k + 1, 0) for k in range(len(asked))]
    assert len(told) > 5


def test_eigenvectors_of_small_and_large_problems():
    few = tw.Formula("x**2 + 10*y**2 + 3*z**2 + x*z")
    plane = tw.Plane.hessian(few, at=[1, 1, 1])
    values, vectors = np.linalg.eigh(few.hessian([1, 1, 1]))
    np.testing.assert_allclose(plane.about["eigenvalues"], values[::-1][:2])
    np.testing.assert_allclose(abs(plane.basis @ vectors[:, ::-1][:, :2]), np.eye(2), atol=1e-12)
    text = " + ".join(f"{k % 7 + k}*a{k}**2" for k in range(1, 60))
    many = tw.Formula(text)
    point = np.zeros(59)
    whole = np.sort([2.0 * (k % 7 + k) for k in range(1, 60)])
    for which, expected in (("largest", whole[::-1][:2]), ("smallest", whole[:2])):
        found = tw.Plane.hessian(many, at=point, which=which)
        np.testing.assert_allclose(found.about["eigenvalues"], expected, rtol=1e-6)
    assert tw.Plane.hessian(many, at=point) == tw.Plane.hessian(many, at=point)


def test_through_points():
    plane = tw.Plane.through([1, 2, 3], [2, 2, 3], [1, 4, 3])
    for at, point in (((0, 0), [1, 2, 3]), ((1, 0), [2, 2, 3]), ((0, 1), [1, 4, 3])):
        np.testing.assert_array_equal(plane.point(at), point)
    assert tw.Plane.through([0, 0], [1, 1]).axes == ("alpha",)


def test_the_points_of_a_plane_have_names():
    plane = tw.Plane.through([1, 2, 3], [2, 2, 3], [1, 4, 3], labels=("SGD", "Adam", "SWA"))
    assert dict(plane.marks) == {"SGD": (0, 0), "Adam": (1, 0), "SWA": (0, 1)}
    assert plane.title == "plane through SGD, Adam and SWA"
    assert dict(tw.Plane.through([0, 0], [1, 1]).marks) == {"1": (0,), "2": (1,)}
    assert tw.Plane.through([0, 0], [1, 1]).title == "line through two points, at 0 and 1"
    assert not tw.Plane.through([0, 0], [1, 1], labels=()).marks
    assert not tw.Plane([0, 0], [1, 1]).marks
    assert plane.over((-1, 2)).marks == plane.marks
    assert copy.copy(plane) == plane
    assert plane != plane.marked({"best": (0.2, 0.3)})
    assert plane.digest == plane.marked({}).digest


def test_runs_on_a_plane():
    problem = tw.Formula("a**2 + 3*b**2 + c**4 + (a*b - 1)**2")
    runs = tw.descend(problem, [tw.SGD(lr=0.02), tw.Adam(lr=0.1)], start=[2, 1, 1], steps=30)
    plane = tw.Plane.pca(runs)
    seen = project(runs, plane)
    theta = runs.dataset.theta.values
    coordinates, distance = plane.project(theta)
    np.testing.assert_allclose(seen.dataset.theta.values[..., :2], coordinates, atol=1e-12)
    np.testing.assert_allclose(seen.dataset.theta.values[..., 2], distance, atol=1e-12)
    np.testing.assert_array_equal(seen.dataset.loss, runs.dataset.loss)
    # The share of the variance, run by run.
    away = theta - theta.mean(axis=1, keepdims=True)
    along = away @ plane.basis.T
    expected = np.sum(along**2, axis=(1, 2)) / np.sum(away**2, axis=(1, 2))
    np.testing.assert_allclose(seen.dataset.explained, expected, rtol=1e-10)
    assert project(seen, plane) is seen
    both = project([runs[0], runs[1]], plane)
    np.testing.assert_allclose(both.dataset.theta, seen.dataset.theta)
    assert project([runs[0], runs[0]], plane).labels == ("SGD lr=0.02", "SGD lr=0.02 (2)")


def test_slabs_hold_every_parameter_once():
    problem = tw.Formula(" + ".join(f"p{k}**2" for k in range(9)))
    runs = tw.descend(problem, tw.SGD(lr=[0.1, 0.2]), start=np.arange(9.0), steps=3)
    parts = list(slabs(runs, size=20))
    assert len(parts) > 2
    joined = np.concatenate([theta for _, theta in parts], axis=2)
    np.testing.assert_array_equal(joined, runs.dataset.theta)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (
            lambda: tw.Plane.pca(np.ones((1, 5))),
            "a PCA with 2 directions needs at least 3 different snapshots, not 1; record more steps",
        ),
        (
            lambda: tw.Plane.pca(np.ones((4, 5))),
            "a PCA with 2 directions needs snapshots that differ; record other steps, or use"
            " Plane.through(a, b)",
        ),
        (
            lambda: tw.Plane.pca(np.arange(4.0)[:, None] * np.ones(5)),
            "a PCA with 2 directions needs snapshots that do not lie on one line; record other steps, or use"
            " Plane.through(a, b)",
        ),
        (
            lambda: tw.Plane.through([1, 2], [1, 2]),
            "the direction alpha of a plane has length 0; give two different points",
        ),
        (
            lambda: tw.Plane.through([0, 0, 0], [1, 2, 3], [2, 4, 6]),
            "the two directions of a plane are parallel; give directions that differ, or one of them for a line",
        ),
        (
            lambda: tw.Plane.through([0, 0], [1, 2], labels=("a", "a")),
            "labels needs a different name for each of 2 points, not ('a', 'a')",
        ),
        (
            lambda: tw.Plane.through([0, 0], [1, 2], labels="ab"),
            "labels needs a different name for each of 2 points, not 'ab'",
        ),
        (
            lambda: tw.Plane([0, 0], [1, 2], marks={"a": (0, 1)}),
            "marks needs a name and 1 finite number for each, not 'a': (0, 1)",
        ),
        (
            lambda: tw.Plane([0, 0], [1, 2], marks={" ": [1]}),
            "marks needs a name and 1 finite number for each, not ' ': [1]",
        ),
        (
            lambda: tw.Plane([0, 0], [[1, 1], [-1, -1]]),
            "the two directions of a plane are opposite; give directions that differ, or one of them for a line",
        ),
        (
            lambda: tw.Plane([0, np.nan], [1, 1]),
            "a plane needs finite numbers; its origin or a direction holds NaN or infinity: choose another"
            " point, such as an earlier step",
        ),
        (
            lambda: tw.Plane([0, 0], [1, 1, 1]),
            "origin and basis must have the same parameters; there are 2 and 3",
        ),
        (
            lambda: tw.Plane([0, 0], [1, 1]).over((1, 0)),
            "span needs two finite numbers for each of 1 directions, the first smaller, not ((1, 0),)",
        ),
        (
            lambda: tw.Plane.random(tw.Formula("x**2 + y**2"), at=[0, 0]),
            "normalised directions have length 0, since all weights at the origin are 0; use normalize=None, or"
            " another point",
        ),
        (
            lambda: tw.Plane.random(tw.Formula("x**2 + y**2")),
            '"x**2 + y**2" has no start: say where the plane is to lie with at=..., a point of 2 numbers',
        ),
    ],
)
def test_what_bad_input_is_told(call, expected):
    with pytest.raises(ArgumentError) as caught:
        call()
    assert str(caught.value) == expected


def test_an_unknown_kind_of_eigenvalue():
    with pytest.raises(UnknownName, match='did you mean "largest"'):
        tw.Plane.hessian(tw.Formula("x**2 + y**2"), at=[1, 1], which="larges")
