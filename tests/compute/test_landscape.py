"""The loss over boxes and lines."""

import numpy as np
import pytest

import thalweg as tw
from thalweg.errors import ArgumentError, UnknownName
from thalweg.problems import Block, Recorded

RAVINE = tw.Formula("x**2 + 10*y**2 + z")


def test_a_box_has_the_axes_in_the_order_given():
    land = tw.landscape(RAVINE, y=(-1, 1), x=(-2, 2), grid=(11, 21), at=[0, 0, 3])
    assert land.dataset.loss.dims == ("y", "x")
    assert land.dataset.loss.shape == (11, 21)
    y, x = land.dataset.y.values, land.dataset.x.values
    np.testing.assert_array_equal(y, np.linspace(-1, 1, 11))
    np.testing.assert_array_equal(land.dataset.loss, x**2 + 10 * y[:, None] ** 2 + 3)
    assert land.fixed == {"z": 3.0}
    assert land.dataset.done.all()
    assert land.dataset.computed.all()
    assert float(land.dataset.loss.sel(x=2, y=1)) == 17.0


def test_a_line():
    land = tw.landscape(RAVINE, x=(-2, 2), at={"x": 0, "y": 1, "z": 0})
    assert land.dataset.loss.dims == ("x",)
    np.testing.assert_array_equal(land.dataset.loss, np.linspace(-2, 2, 501) ** 2 + 10)


def test_names_that_are_no_keywords_go_into_a_box():
    problem = tw.Formula("`a b`**2 + box**2")
    land = tw.landscape(problem, box={"a b": (0, 1), "box": (0, 1)}, grid=3)
    assert land.dataset.loss.dims == ("a b", "box")


def test_the_catalogues_domain_is_the_default():
    land = tw.landscape(tw.functions["rosenbrock"], grid=5)
    assert land.axes == ("x", "y")
    domain = tw.functions["rosenbrock"].domain
    assert domain is not None
    assert (float(land.dataset.x[0]), float(land.dataset.x[-1])) == domain["x"]


def test_runs_give_a_box_around_their_paths_and_their_end_for_the_rest():
    runs = tw.descend(RAVINE, tw.SGD(lr=[0.05, 9.0]), start=[-1, 1, 2], steps=10)
    assert runs.diverged.values.tolist() == [False, True]
    land = tw.landscape(runs, grid=5)
    assert land.axes == ("x", "y")
    assert land.fixed == {"z": float(runs.final.values[0, 2])}
    # The diverged run does not blow up the view.
    assert float(np.abs(land.dataset.x).max()) < 2
    assert float(land.dataset.x[0]) < -1


def test_infinite_and_undefined_losses_are_kept():
    land = tw.landscape(tw.Formula("log(x) + 1/y"), x=(-1, 1), y=(0, 1), grid=(3, 2))
    loss = land.dataset.loss.values
    assert np.isnan(loss[0]).all()
    assert np.isinf(loss[2, 0])
    assert loss[2, 1] == 1.0
    assert land.dataset.done.all()


def test_large_grids_agree_with_small_ones():
    problem = tw.functions["himmelblau"]
    big = tw.landscape(problem, x=(-5, 5), y=(-5, 5), grid=(401, 301))
    np.testing.assert_array_equal(
        big.dataset.loss.values[::4, ::3],
        problem.loss(
            np.stack(
                np.meshgrid(big.dataset.x.values[::4], big.dataset.y.values[::3], indexing="ij"), -1
            )
        ),
    )


@pytest.mark.parametrize(
    ("kwargs", "error", "message"),
    [
        ({"w": (0, 1)}, UnknownName, 'the problem has no parameter "w" (it has x, y, z)'),
        (
            {"x": (2, -2)},
            ArgumentError,
            "the range of x must be two finite numbers, the first smaller, not (2, -2)",
        ),
        (
            {"x": 3},
            ArgumentError,
            "the range of x must be two finite numbers, the first smaller, not 3",
        ),
        (
            {"x": (0, np.inf)},
            ArgumentError,
            "the range of x must be two finite numbers, the first smaller, not (0, inf)",
        ),
        (
            {"x": (0, 1), "y": (0, 1), "z": (0, 1)},
            ArgumentError,
            "a landscape has one or two axes, not 3",
        ),
        ({"x": (0, 1), "grid": 1}, ArgumentError, "grid needs 1 whole number of at least 2, not 1"),
        (
            {"x": (0, 1), "y": (0, 1), "grid": (5,)},
            ArgumentError,
            "grid needs 2 whole numbers of at least 2, not (5,)",
        ),
        ({}, ArgumentError, "give the range of one or two parameters, as in x=(-1, 1)"),
        (
            {"x": (0, 1), "grid": 10.5},
            ArgumentError,
            "grid needs 1 whole number of at least 2, not 10.5",
        ),
        (
            {"x": (0, 1), "y": (0, 1), "grid": 5.0},
            ArgumentError,
            "grid needs 2 whole numbers of at least 2, not 5.0",
        ),
        (
            {"x": (0, 1), "grid": "51"},
            ArgumentError,
            "grid needs 1 whole number of at least 2, not '51'",
        ),
    ],
)
def test_errors(kwargs, error, message):
    with pytest.raises(error) as caught:
        tw.landscape(RAVINE, **kwargs)
    assert str(caught.value) == message


def test_a_parameter_called_loss_cannot_be_an_axis():
    with pytest.raises(ArgumentError) as caught:
        tw.landscape(tw.Formula("loss**2"), loss=(0, 1))
    assert str(caught.value) == (
        'a parameter called "loss" cannot be an axis, as the landscape has a variable of that name; '
        "rename it in the formula"
    )


def test_what_has_no_domain_is_told_how_to_say_where():
    with pytest.raises(ArgumentError) as caught:
        tw.landscape(tw.Formula("`a b`**2 + lambda"), grid=5)
    assert str(caught.value) == (
        'give the range of one or two parameters, as in box={"a b": (-1, 1)}'
    )
    weights = Recorded("net", blocks=[Block("0.weight", (2, 3), 0)])
    with pytest.raises(ArgumentError) as caught:
        tw.landscape(weights, grid=5)
    assert str(caught.value) == (
        "give a plane, as in plane=tw.Plane.random(problem, problem.start)"
    )


PLANE = tw.Plane([0.0, 0.0, 0.0], np.eye(3)[:2])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda path: tw.landscape(RAVINE, plane=PLANE, grid=3, executor=4, store=path),  # type: ignore[arg-type]
            "executor must be one of concurrent.futures, such as ProcessPoolExecutor(4), or Dask's"
            " client.get_executor(), not 4",
        ),
        (
            lambda path: tw.plan(RAVINE, PLANE, executor=4),  # type: ignore[arg-type]
            "executor must be one of concurrent.futures, such as ProcessPoolExecutor(4), or Dask's"
            " client.get_executor(), not 4",
        ),
        (
            lambda path: tw.plan(RAVINE, None),  # type: ignore[arg-type]
            "plane must be a Plane, or a list of planes, not None",
        ),
        (
            lambda path: tw.landscape(RAVINE, plane=PLANE, runs="x.zarr", store=path),  # type: ignore[arg-type]
            "runs must be a Trajectories, or a list of them, not 'x.zarr'; read it with tw.load(\"x.zarr\")",
        ),
        (
            lambda path: tw.landscape(RAVINE, plane=PLANE, runs=[], store=path),
            "runs must be a Trajectories, or a list of them; the list is empty",
        ),
        (
            lambda path: tw.landscape(RAVINE, plane=[]),
            "plane must be a Plane, or a list of planes; the list is empty",
        ),
    ],
)
def test_what_is_of_another_kind_is_refused_before_a_store_is_begun(tmp_path, make, message):
    path = tmp_path / "land.zarr"
    with pytest.raises(ArgumentError) as caught:
        make(path)
    assert str(caught.value) == message
    assert not path.exists()
