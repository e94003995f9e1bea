"""VTK XML, which ParaView opens: a landscape as an image or a surface, its paths as lines.

The numbers stand in the file as base64, exact to the bit.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

import numpy as np

from thalweg.data.landscape import Landscape
from thalweg.errors import ArgumentError

Array = np.ndarray

_TYPES = {"f8": "Float64", "i8": "Int64", "u1": "UInt8", "i4": "Int32"}

#: VTK's mark of a point that is not to be drawn: vtkDataSetAttributes::HIDDENPOINT.
_HIDDEN = 2

#: Positive losses that span more than this factor stand as their logarithm in the height.
_FACTOR = 20


@dataclass(frozen=True)
class Height:
    """How a loss becomes a height: a line in the loss or its logarithm, half as high as the plane is wide.

    Attributes
    ----------
    log : bool
    low : float
        The loss, or its logarithm to base 10, at height 0.
    scale : float
    """

    log: bool
    low: float
    scale: float

    @classmethod
    def of(cls, land: Landscape) -> Height:
        """That of a landscape."""
        values = land.loss[np.isfinite(land.loss)]
        log = bool(values.size and values.min() > 0 and values.max() > _FACTOR * values.min())
        shown = np.log10(values) if log else values
        low, reach = (float(shown.min()), float(np.ptp(shown))) if values.size else (0.0, 0.0)
        wide = max(float(np.ptp(land.dataset[axis].values)) for axis in land.axes)
        return cls(log, low, 0.5 * wide / reach if reach else 0.0)

    def __call__(self, loss: Array) -> Array:
        """Heights, 0 where there is none."""
        with np.errstate(all="ignore"):
            shown = np.log10(loss) if self.log else loss
        return np.where(np.isfinite(shown), (shown - self.low) * self.scale, 0.0)


def write_image(land: Landscape, stream: BinaryIO) -> None:
    """Write a landscape as ``.vti``: evenly spaced points, in ParaView lifted with *Warp By Scalar*."""
    along = [land.dataset[axis].values for axis in land.axes]
    for axis, values in zip(land.axes, along, strict=True):
        if len(values) > 2 and np.ptp(np.diff(values)) > 1e-9 * np.ptp(values):
            raise ArgumentError(
                f"a .vti needs evenly spaced points, and {axis} has others; save it as .vts"
            )
    spaces = [float(values[-1] - values[0]) / max(1, len(values) - 1) or 1.0 for values in along]
    starts = [float(values[0]) for values in along]
    extent = _extent([len(values) for values in along])
    numbers = [
        " ".join(repr(x) for x in (part + [fill] * 2)[:3])
        for part, fill in ((starts, 0.0), (spaces, 1.0))
    ]
    _file(
        stream,
        "ImageData",
        f'<ImageData WholeExtent="{extent}" Origin="{numbers[0]}" Spacing="{numbers[1]}">'
        f'<Piece Extent="{extent}">{_arrays("PointData", _variables(land))}</Piece></ImageData>',
    )


def write_surface(land: Landscape, stream: BinaryIO) -> None:
    """Write a landscape as ``.vts``: points at (alpha, beta, height), those without a finite loss hidden."""
    height = Height.of(land)
    along = [land.dataset[axis].values for axis in land.axes]
    grid = np.meshgrid(*along, indexing="ij")
    x, y = grid[0], grid[1] if len(grid) == 2 else np.zeros_like(grid[0])
    points = np.stack([_flat(x), _flat(y), _flat(height(land.loss))], axis=1)
    extent = _extent(land.loss.shape)
    notes = {
        "height_is_log10": np.array([int(height.log)]),
        "height_low": np.array([height.low]),
        "height_scale": np.array([height.scale]),
    }
    _file(
        stream,
        "StructuredGrid",
        f'<StructuredGrid WholeExtent="{extent}">{_arrays("FieldData", notes)}<Piece Extent="{extent}">'
        f"{_arrays('PointData', _variables(land))}{_arrays('Points', {'Points': points})}</Piece></StructuredGrid>",
    )


def write_paths(land: Landscape, stream: BinaryIO) -> None:
    """Write the paths on a landscape as ``.vtp``: a line a run, at the height that its own loss has on the ``.vts``."""
    if land.paths is None:
        raise ArgumentError(
            "a .vtp holds the paths on a landscape, and this one has none; pass runs= to thalweg.landscape, or save the"
            " landscape as .vts"
        )
    height, dataset = Height.of(land), land.paths.dataset
    theta = dataset["theta"].transpose("run", "step", "param")
    place = {str(name): k for k, name in enumerate(theta["param"].values)}
    at = theta.values
    loss = dataset["loss"].transpose("run", "step").values
    known = np.isfinite(loss) & np.isfinite(at).all(axis=2)
    run, step = np.nonzero(known)
    beside = at[..., place["beta"]] if "beta" in place else np.zeros_like(loss)
    points = np.stack([at[..., place["alpha"]][known], beside[known], height(loss)[known]], axis=1)
    values = {
        "run": run,
        "step": dataset["step"].values.astype(np.int64)[step],
        "loss": loss[known],
    }
    for name in ("distance", "plane_loss"):
        if name in place:
            values[name] = at[..., place[name]][known]
        elif name in dataset:
            values[name] = dataset[name].transpose("run", "step").values[known]
    counts = known.sum(axis=1)
    counts = counts[counts > 0]
    lines = {"connectivity": np.arange(len(run)), "offsets": np.cumsum(counts)}
    _file(
        stream,
        "PolyData",
        f'<PolyData><Piece NumberOfPoints="{len(run)}" NumberOfVerts="0" NumberOfLines="{len(counts)}"'
        f' NumberOfStrips="0" NumberOfPolys="0">{_arrays("PointData", values)}{_arrays("Points", {"Points": points})}'
        f"{_arrays('Lines', lines)}</Piece></PolyData>",
    )


def _variables(land: Landscape) -> dict[str, Array]:
    """Everything that is known at the points; those without a finite loss are marked as hidden."""
    found = {
        str(name): _flat(values.transpose(*land.axes).values)
        for name, values in land.dataset.items()
        if set(values.dims) == set(land.axes)
    }
    seen = np.isfinite(found["loss"]) & found["done"]
    with np.errstate(all="ignore"):
        found["log10_loss"] = np.log10(found["loss"])
    return found | {"vtkGhostType": np.where(seen, 0, _HIDDEN).astype(np.uint8)}


def _flat(values: Array) -> Array:
    """Points in VTK's order: the first axis runs fastest."""
    return values.ravel(order="F")


def _extent(shape: tuple[int, ...] | list[int]) -> str:
    sizes = [*shape, 1, 1][:3]
    return " ".join(f"0 {size - 1}" for size in sizes)


def _arrays(kind: str, arrays: Mapping[str, Array]) -> str:
    active = ' Scalars="loss"' if kind == "PointData" and "loss" in arrays else ""
    found = [_array(name, values, tuples=kind == "FieldData") for name, values in arrays.items()]
    return f"<{kind}{active}>{''.join(found)}</{kind}>"


def _array(name: str, values: Array, *, tuples: bool) -> str:
    if values.dtype.kind == "b":
        values = values.astype(np.uint8)
    kind = values.dtype.str[1:]
    data = np.ascontiguousarray(values).astype(f"<{kind}").tobytes()
    text = base64.b64encode(len(data).to_bytes(8, "little") + data).decode()
    width = f' NumberOfComponents="{values.shape[1]}"' if values.ndim == 2 else ""
    count = f' NumberOfTuples="{len(values)}"' if tuples else ""
    return f'<DataArray type="{_TYPES[kind]}" Name={quoteattr(name)}{width}{count} format="binary">{text}</DataArray>'


def _file(stream: BinaryIO, kind: str, body: str) -> None:
    head = f'<VTKFile type="{kind}" version="1.0" byte_order="LittleEndian" header_type="UInt64">'
    stream.write(f'<?xml version="1.0"?>\n{head}{body}</VTKFile>\n'.encode())
