from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

import thalweg as tw
from render import samples
from thalweg.errors import ArgumentError
from thalweg.scenes import Scene
from thalweg.scenes.data import Cloud, Scatter, alike, correlation


def picture(scene: Scene) -> Scatter | Cloud:
    (found,) = (each for each in scene.pictures if isinstance(each, (Scatter, Cloud)))
    return found


def test_one_input_against_the_target() -> None:
    found = picture(Scene(samples.fitted(), panels="data"))
    x, y = samples.rows(30).values()
    assert found.dims == 2
    assert [axis.label for axis in found.axes] == ["rain (mm)", "growth (cm)"]
    np.testing.assert_array_equal(found.points, np.stack([x, y], axis=-1))
    assert found.sheet.names == ("rain (mm)", "growth (cm)")
    assert [float(a) for a, _ in found.sheet.cells] == pytest.approx(x[:5], abs=5e-3)
    assert [float(b) for _, b in found.sheet.cells] == pytest.approx(y[:5], abs=5e-3)
    assert found.sheet.rows == 30
    assert found.words.startswith("30 rows of data as points over rain (mm) from ")


def test_two_inputs_under_the_target() -> None:
    found = picture(Scene(samples.tilted(), panels="data"))
    assert isinstance(found, Cloud)
    assert found.dims == 3
    assert [axis.label for axis in found.axes] == ["x1", "x2", "y"]
    assert found.points.shape == (60, 3)


def test_two_classes_beside_each_other() -> None:
    found = picture(Scene(samples.boundary(), panels="data"))
    assert isinstance(found, Scatter)
    assert found.marks == (("first class", "versicolor"), ("second class", "virginica"))
    assert [axis.label for axis in found.axes] == ["part 1 (cm)", "part 2 (cm)"]
    assert found.classes is not None
    np.testing.assert_array_equal(found.classes, samples.boundary().problem.columns["kind"])  # type: ignore[attr-defined]
    assert found.sheet.cells[0][-1] in ("versicolor", "virginica")
    assert f"{int(np.sum(found.classes))} with virginica" in found.words


def test_of_many_inputs_the_most_correlated_one() -> None:
    found = picture(Scene(samples.wide(), panels="data"))
    problem = samples.wide().problem
    assert isinstance(problem, tw.Fit)
    y = problem.columns["y"]
    r = {name: float(np.corrcoef(problem.columns[name], y)[0, 1]) for name in problem.inputs}
    best = max(r, key=lambda name: abs(r[name]))
    assert found.axes[0].label == best
    assert found.notes == (f"axes: the input most correlated with y (r = {r[best]:.2g})",)
    assert found.sheet.needed == (problem.inputs.index(best), 30)


def test_rows_that_lie_on_each_other_are_counted() -> None:
    x = np.repeat([1.0, 2.0, 3.0], [1, 5, 14])
    runs = tw.descend(
        tw.Fit("w*x", {"x": x, "y": x}, target="y"), tw.SGD(lr=0.1), start=[0], steps=1
    )
    found = picture(Scene(runs, panels="data"))
    assert found.counts is not None
    assert found.counts.tolist() == [1, 5, 14]
    assert found.notes == ("larger points stand for more rows",)


def test_a_model_without_inputs_stands_against_the_row() -> None:
    problem = tw.Fit("b", {"y": [3.0, 1.0, 2.0]}, target="y")
    found = picture(Scene(tw.descend(problem, tw.SGD(lr=0.1), start=[0], steps=1), panels="data"))
    assert found.axes[0].label == "row"
    assert found.points.tolist() == [[1, 3], [2, 1], [3, 2]]


def test_a_formula_is_refused() -> None:
    with pytest.raises(ArgumentError) as caught:
        Scene(samples.bowl(), panels="data")
    assert str(caught.value) == (
        'the data panel shows the table of a Fit; "x**2 + 10*y**2" has none: choose another panel'
    )


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ([151.0, 75.0, 141.0], ("151", "75", "141")),
        ([17.99, 20.57, 122.8], ("18.0", "20.6", "122.8")),
        ([0.038075906, -0.001882], ("0.03808", "−0.00188")),
        ([5.1, 4.9, 5.0], ("5.1", "4.9", "5.0")),
        ([0.0, 0.0], ("0", "0")),
        ([1e9, 2.5e9], ("1×10⁹", "2.5×10⁹")),
        ([1e-300, -1e-300], ("1×10⁻³⁰⁰", "−1×10⁻³⁰⁰")),
    ],
)
def test_numbers_of_a_column(values: list[float], cells: tuple[str, ...]) -> None:
    assert alike(values) == cells


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5))
def test_numbers_of_a_column_have_equally_many_decimals(values: list[float]) -> None:
    cells = alike(values)
    size = max(map(abs, values))
    if size == 0 or size >= 1e-4:
        assert len({len(cell.partition(".")[2]) for cell in cells}) == 1
        for value, cell in zip(values, cells, strict=True):
            assert float(cell.replace("−", "-")) == pytest.approx(value, abs=6e-4 * size)


def test_correlation_of_what_does_not_change_or_is_huge() -> None:
    assert correlation(np.ones(4), np.arange(4.0)) == 0
    assert correlation(np.arange(4.0) * 1e200, np.arange(4.0)) == pytest.approx(1)
    assert math.isclose(correlation(np.array([0.0, 1, 2]), np.array([2.0, 1, 0])), -1)
