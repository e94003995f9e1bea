"""Datasets as groups of Zarr 3 arrays, exactly and without surprises.

Written are plain numbers and text, every chunk with a checksum. Read is nothing else, and nothing that lacks a part.
"""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from thalweg.errors import ArgumentError, StoreError

if TYPE_CHECKING:
    import xarray as xr

# Names that make good folders everywhere. Others are numbered, and their names kept as an attribute.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,60}")
# What a store may be made of: nothing that could run code while it is read.
_TYPES = re.compile(r"bool|u?int(8|16|32|64)|float(32|64)|string")
_CODECS = {"bytes", "vlen-utf8", "zstd", "blosc", "gzip", "crc32c", "transpose", "sharding_indexed"}


def write_group(dataset: xr.Dataset, folder: Path, group: str | None, reserved: str = "") -> None:
    """Write a dataset as a Zarr group: the folder itself, or a group in it.

    The group's attribute ``layout``, JSON as text, says what belongs to it: ``variables`` and ``coordinates``, as they
    are named in the folder, and in ``names`` the name of each that had to be renamed. `reserved` is no variable's name.
    """
    from zarr.codecs import ZstdCodec

    renamed = _plain_names([str(name) for name in dataset.variables], reserved)
    dataset = dataset.drop_encoding().rename({name: plain for plain, name in renamed.items()})
    for name, variable in list(dataset.variables.items()):
        if variable.dtype.kind in "OTU":
            # Zarr 3 has no agreed form for text of fixed width, and objects would be pickled.
            dataset[name] = (variable.dims, _text(str(name), variable.values), variable.attrs)
        elif not _TYPES.fullmatch(variable.dtype.name):
            raise ArgumentError(
                f'"{name}" cannot be saved: its type {variable.dtype} is not one of bool, int, float'
                " and str; convert it"
            )
    layout = {
        "variables": list(dataset.data_vars),
        "coordinates": list(dataset.coords),
        "names": renamed,
    }
    # The checksum tells a damaged file from a good one.
    codecs = [ZstdCodec(level=3, checksum=True)]
    # As text: an attribute of a netCDF file, which xarray makes of a store, is no table.
    dataset.assign_attrs(layout=json.dumps(layout)).to_zarr(
        folder,
        group=group,
        mode="a",
        zarr_format=3,
        consolidated=False,
        # Chunks equal to the fill value are written too: one that is missing means damage.
        write_empty_chunks=True,
        encoding={
            name: {"compressors": codecs} | ({"_FillValue": None} if v.dtype.kind == "f" else {})
            for name, v in dataset.variables.items()
        },
    )


def read_group(folder: Path) -> xr.Dataset:
    """Read into memory what `write_group` has written, and nothing else that lies there."""
    import xarray as xr

    attributes = read_metadata(folder)["attributes"]
    layout = attributes.pop("layout")
    if isinstance(layout, str):  # a table in stores of before
        layout = json.loads(layout)
    coordinates = {name: _read_array(folder, name) for name in layout["coordinates"]}
    variables = {name: _read_array(folder, name) for name in layout["variables"]}
    attributes.pop("coordinates", None)  # xarray's own note of coordinates
    return xr.Dataset(variables, coordinates, attributes).rename(layout["names"])


def read_metadata(folder: Path) -> dict[str, Any]:
    """Read what Zarr notes about a group or an array."""
    return json.loads((folder / "zarr.json").read_bytes())


def _read_array(folder: Path, name: str) -> xr.Variable:
    import xarray as xr
    import zarr

    if not _PLAIN.fullmatch(name):
        raise StoreError(f"its array {name!r} has a name that is not read; save it again")
    lacks = f'it is damaged (parts of "{name}" are missing); copy, or compute and save it again'
    try:
        # Looked at before Zarr does, since Zarr makes the codecs that it finds.
        metadata = read_metadata(folder / name)
    except FileNotFoundError:
        raise StoreError(lacks) from None
    kind = metadata["data_type"]
    if not isinstance(kind, str) or not _TYPES.fullmatch(kind):
        raise StoreError(f'its array "{name}" has a type that is not read; save it again')
    for codec in metadata["codecs"]:
        if codec["name"] not in _CODECS:
            raise StoreError(f'its array "{name}" has a codec that is not read; save it again')
    array = zarr.open_array(folder / name, mode="r", zarr_format=3)
    # A chunk that is missing would be read as zeros.
    if array.nchunks_initialized < array.nchunks:
        raise StoreError(lacks)
    values = np.asarray(array[...])
    if values.dtype.kind in "OT":
        values = np.array(values.tolist(), dtype=str)
    attributes = metadata["attributes"]
    attributes.pop("coordinates", None)
    if attributes.pop("dtype", None) == "bool":
        # Many versions of xarray write bool as int8, and note it there.
        values = values.astype(bool)
    return xr.Variable(metadata["dimension_names"], values, attributes)


def _plain_names(names: list[str], reserved: str) -> dict[str, str]:
    """Find another name for each that would make no good folder: the new names, with the old."""
    taken = {reserved, *(name.lower() for name in names if _PLAIN.fullmatch(name))}
    # Some file systems take "x" and "X" for one name.
    seen = {reserved}
    renamed: dict[str, str] = {}
    for name in names:
        if _PLAIN.fullmatch(name) and name.lower() not in seen:
            seen.add(name.lower())
            continue
        plain = next(p for k in itertools.count() if (p := f"name_{k}") not in taken)
        taken.add(plain)
        renamed[plain] = name
    return renamed


def _text(name: str, values: np.ndarray) -> np.ndarray:
    cells = values.ravel().tolist()
    try:
        if not all(isinstance(cell, str) for cell in cells):
            raise TypeError
        return np.array(cells, dtype=np.dtypes.StringDType()).reshape(values.shape)
    except (TypeError, UnicodeEncodeError):
        raise ArgumentError(
            f'"{name}" cannot be saved: it holds something that is not text; convert it'
        ) from None
