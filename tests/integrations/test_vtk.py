"""What VTK itself reads from the files that are written for ParaView."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import thalweg as tw

vtk = pytest.importorskip("vtkmodules.vtkIOXML", reason="pip install vtk")


def test_vtk_reads_image_surface_and_paths(tmp_path: Path) -> None:
    from vtkmodules.util.numpy_support import vtk_to_numpy

    bowl = tw.Formula("log(x) + y**2")
    runs = tw.descend(bowl, tw.SGD(lr=0.1), start=[2, 1], steps=6)
    plane = tw.Plane([1, 0], [[1, 0], [0, 1]], span=[(-2, 2), (-1, 1)])
    land = tw.landscape(bowl, plane=plane, runs=runs, grid=(9, 6))
    seen = {}
    for extension, reader in (
        ("vti", vtk.vtkXMLImageDataReader),
        ("vts", vtk.vtkXMLStructuredGridReader),
        ("vtp", vtk.vtkXMLPolyDataReader),
    ):
        tw.save(land, tmp_path / f"land.{extension}")
        made = reader()
        made.SetFileName(str(tmp_path / f"land.{extension}"))
        made.Update()
        seen[extension] = made.GetOutput()
    for extension in ("vti", "vts"):
        loss = vtk_to_numpy(seen[extension].GetPointData().GetScalars())
        np.testing.assert_array_equal(loss.reshape(6, 9).T, land.loss)
    assert seen["vti"].GetDimensions() == (9, 6, 1)
    assert seen["vti"].GetBounds()[:4] == (-2, 2, -1, 1)
    # Cells at points without a finite loss are not drawn.
    assert seen["vts"].HasAnyBlankPoints()
    assert seen["vtp"].GetNumberOfLines() == 1
    assert seen["vtp"].GetNumberOfPoints() == 7
