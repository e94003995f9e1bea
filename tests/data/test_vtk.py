"""VTK's files, read again by hand; the tests of integrations read them with VTK."""

from __future__ import annotations

import base64
from pathlib import Path

import numpy as np
import pytest
from lxml import etree  # type: ignore[attr-defined]

import thalweg as tw
from thalweg.data.vtk import Height
from thalweg.errors import ArgumentError, OutputError


def land(expression: str = "log(x) + y**2") -> tw.Landscape:
    return tw.landscape(tw.Formula(expression), x=(-1, 3), y=(0, 3), grid=(5, 4))


def arrays(path: Path) -> dict[str, np.ndarray]:
    found = {}
    kinds = {"Float64": "<f8", "Int64": "<i8", "UInt8": "u1"}
    for one in etree.parse(path).iter("DataArray"):
        data = base64.b64decode(one.text)
        assert int.from_bytes(data[:8], "little") == len(data) - 8
        values = np.frombuffer(data[8:], kinds[one.get("type")])
        width = int(one.get("NumberOfComponents", 1))
        found[one.get("Name")] = values.reshape(-1, width) if width > 1 else values
    return found


def test_an_image_has_the_losses_to_the_bit_and_hides_what_is_not_finite(tmp_path: Path) -> None:
    shown = land()
    tw.save(shown, tmp_path / "land.vti")
    found = arrays(tmp_path / "land.vti")
    # VTK's first axis runs fastest.
    np.testing.assert_array_equal(found["loss"].reshape(4, 5).T, shown.loss)
    hidden = found["vtkGhostType"].reshape(4, 5).T == 2
    np.testing.assert_array_equal(hidden, ~np.isfinite(shown.loss))
    image = etree.parse(tmp_path / "land.vti").getroot()[0]
    assert image.get("WholeExtent") == "0 4 0 3 0 0"
    assert image.get("Origin") == "-1.0 0.0 0.0"
    assert image.get("Spacing") == "1.0 1.0 1.0"


def test_a_surface_lifts_each_point_by_its_loss(tmp_path: Path) -> None:
    shown = land("1 + x**2 + y**2")
    tw.save(shown, tmp_path / "land.vts")
    found = arrays(tmp_path / "land.vts")
    x, y, z = found["Points"].T
    assert sorted(set(x)) == [-1, 0, 1, 2, 3]
    assert sorted(set(y)) == [0, 1, 2, 3]
    loss = 1 + x**2 + y**2
    np.testing.assert_array_equal(found["loss"], loss)
    # Half as high as it is wide, and a line in the loss.
    np.testing.assert_allclose(z, 2 * (loss - 1) / (loss.max() - 1))
    assert found["height_scale"] == pytest.approx(2 / (loss.max() - 1))


def test_losses_over_decades_stand_by_their_logarithm() -> None:
    height = Height.of(land("exp(4*x) + 1e-9*y"))
    assert height.log
    np.testing.assert_allclose(height(np.array([np.exp(-4.0), np.exp(12.0)])), [0, 2], atol=1e-6)
    assert Height.of(land("x + 0*y")).log is False
    assert Height.of(land("3 + 0*x*y"))(np.array([3.0])).tolist() == [0]


def test_paths_stand_at_their_own_loss(tmp_path: Path) -> None:
    bowl = tw.Formula("x**2 + 10*y**2 + 3*z**2")
    runs = tw.descend(bowl, tw.SGD(lr=[0.02, 0.04]), start=[1, 1, 1], steps=4)
    shown = tw.landscape(bowl, plane=tw.Plane.pca(runs), runs=runs, grid=5)
    tw.save(shown, tmp_path / "paths.vtp")
    found = arrays(tmp_path / "paths.vtp")
    assert found["offsets"].tolist() == [5, 10]
    assert found["run"].tolist() == [0] * 5 + [1] * 5
    assert found["step"].tolist() == [0, 1, 2, 3, 4] * 2
    assert shown.paths is not None
    np.testing.assert_array_equal(found["loss"], shown.paths.dataset.loss.values.ravel())
    seen = shown.paths.dataset.theta
    np.testing.assert_array_equal(found["Points"][:, 0], seen.sel(param="alpha").values.ravel())
    np.testing.assert_array_equal(found["distance"], seen.sel(param="distance").values.ravel())
    np.testing.assert_allclose(found["Points"][:, 2], Height.of(shown)(found["loss"]))


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="this one has none; pass runs="):
        tw.save(land(), tmp_path / "x.vtp")
    runs = tw.descend(tw.Formula("x**2"), tw.SGD(lr=0.1), start=[1], steps=1)
    with pytest.raises(OutputError, match=r"\.vts is for landscapes, not for Trajectories"):
        tw.save(runs, tmp_path / "x.vts")
    assert not list(tmp_path.iterdir())
