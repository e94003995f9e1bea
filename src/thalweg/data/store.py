"""Trajectories and landscapes as Zarr folders, replaced whole, read back exactly.

The folder is a plain Zarr 3 hierarchy that `xarray.open_zarr` opens as well. Its attributes hold the problem and the
optimizers as JSON, and the group ``problem`` holds the columns of data that the problem needs. Several landscapes are
groups ``0``, ``1``, ... of one folder, each of which is a store by itself.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from thalweg.data.atomic import check_folder, located, locked, lost, recover, replace_folder
from thalweg.data.landscape import Landscape
from thalweg.data.plane import Plane, plane_from_spec
from thalweg.data.recording import KIND, open_recording
from thalweg.data.trajectories import Trajectories
from thalweg.data.zarrio import read_group, read_metadata, write_group
from thalweg.errors import ArgumentError, OutputError, StoreError, ThalwegError

if TYPE_CHECKING:
    import xarray as xr

    from thalweg.optim import Optimizer
    from thalweg.problems.base import Problem

FORMAT = 1

Storable: TypeAlias = Trajectories | Landscape | tuple[Landscape, ...]

_SEVERAL = "landscapes"

_GROUP, _PLANE, _PATHS = "problem", "plane", "paths"
# Attributes of the folder that are not the dataset's own.
_OWN = ("thalweg_format", "kind", "versions", "problem", "optimizers", "fixed", "plane")


def save(obj: Storable, path: str | os.PathLike[str]) -> None:
    """Save trajectories or landscapes as a Zarr folder, with problem, optimizers and versions.

    Parameters
    ----------
    obj : Trajectories, Landscape or tuple of Landscape
        What to save.
    path : str or path
        The folder. One that is there is replaced if it is a store of thalweg, and only when the new
        one is complete.

    Raises
    ------
    OutputError
        'refusing to replace "x.zarr": it is not a thalweg store; remove it or choose another path',
        and the like for a folder that is missing or a disk that is full.
    """
    whole = isinstance(obj, tuple) and obj and all(isinstance(one, Landscape) for one in obj)
    if not whole and not isinstance(obj, Trajectories | Landscape):
        raise ArgumentError(
            f"a store holds trajectories or a landscape, not {type(obj).__name__}; save one of these"
        )
    replace_folder(path, lambda folder: write(obj, folder), refuse)


def write(obj: Storable, folder: Path) -> None:
    """Write trajectories or landscapes into an empty folder."""
    if isinstance(obj, tuple):
        _write_several(folder)
        for n, land in enumerate(obj):
            write(land, folder / str(n))
        return
    attributes = {
        **obj.dataset.attrs,
        "thalweg_format": FORMAT,
        "kind": type(obj).__name__.lower(),
        "versions": _versions(),
        "problem": _dumps(obj.problem.spec()),
    }
    if isinstance(obj, Trajectories):
        attributes["optimizers"] = _dumps([optimizer.spec() for optimizer in obj.optimizers])
    else:
        attributes["fixed"] = _dumps(dict(obj.fixed))
        if obj.plane is not None:
            attributes["plane"] = plane_attribute(obj.plane)
    columns = _columns(obj.problem.arrays())
    write_group(obj.dataset.assign_attrs(attributes), folder, None, reserved=_GROUP)
    if columns:
        write_group(columns, folder, _GROUP)
    if isinstance(obj, Landscape) and obj.plane is not None:
        write_group(_plane_arrays(obj.plane), folder, _PLANE)
        if obj.paths is not None:
            write_paths(obj.paths, folder)


def _write_several(folder: Path) -> None:
    import xarray as xr

    attributes = {"thalweg_format": FORMAT, "kind": _SEVERAL, "versions": _versions()}
    write_group(xr.Dataset(attrs=attributes), folder, None)


def begin_several(path: str | os.PathLike[str]) -> None:
    """Make a folder for several landscapes, each of which is then written by itself, unless it is there.

    Raises
    ------
    StoreError
        ``"land.zarr" holds something else than several landscapes; choose another path``.
    """

    def other(given: str, target: Path) -> None:
        if not holds_several(target):
            raise StoreError(
                f'"{given}" holds something else than several landscapes; choose another path'
            )

    given, target = located(path)
    with locked(target.parent):
        recover(target)
    if os.path.lexists(target):
        other(given, target)
        return
    replace_folder(path, _write_several, other)


def holds_several(folder: Path) -> bool:
    """Whether a folder is one of several landscapes."""
    return _attributes(folder).get("kind") == _SEVERAL


def part_of(path: str | os.PathLike[str], number: int) -> Path:
    """The folder of one of several landscapes."""
    return Path(path) / str(number)


def plane_attribute(plane: Plane) -> str:
    """What a landscape's folder says of its plane, beside its arrays."""
    return _dumps(plane.spec())


def write_paths(paths: Trajectories, folder: Path) -> None:
    """Write the runs that were projected on a landscape's plane into the landscape's folder."""
    own = {
        "problem": _dumps(paths.problem.spec()),
        "optimizers": _dumps([optimizer.spec() for optimizer in paths.optimizers]),
    }
    write_group(paths.dataset.assign_attrs({**paths.dataset.attrs, **own}), folder, _PATHS)


def recording_attributes(
    problem: Problem, optimizers: Sequence[Optimizer], label: str
) -> dict[str, Any]:
    """Attributes of the folder of a recording, apart from those of the recording itself."""
    return {
        "thalweg_format": FORMAT,
        "versions": _versions(),
        "problem": _dumps(problem.spec()),
        "optimizers": _dumps([optimizer.spec() for optimizer in optimizers]),
        "label": label,
    }


def replace_paths(land: Landscape, path: str | os.PathLike[str]) -> None:
    """Give the folder of a landscape other runs on its plane."""
    given, target = located(path)
    if land.paths is None or _read_paths(target) == land.paths:
        return

    def fill(folder: Path) -> None:
        # All of it anew, since a folder is replaced whole or not at all.
        shutil.copytree(target, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(_PATHS))
        assert land.paths is not None
        write_paths(land.paths, folder)

    replace_folder(given, fill, refuse)


def check(path: str | os.PathLike[str]) -> None:
    """Raise OutputError where `save` could not write, before long work is done for it."""
    check_folder(path, refuse)


def load(path: str | os.PathLike[str]) -> Trajectories | Landscape | Any:
    """Load what `save` has written.

    Parameters
    ----------
    path : str or path
        The folder.

    Returns
    -------
    Trajectories, Landscape or tuple of Landscape
        In memory, with a problem that evaluates again.

    Raises
    ------
    StoreError
        'cannot open "x.zarr": there is no such folder; check the path', and the like for a folder
        that is not a store, is damaged, or was written by a newer version.
    """
    # Any stands for the tuple: with it in the union, type checkers would refuse `load(path).dataset`.
    given, target = located(path)
    with suppress(Exception):
        return _read_whole(target)
    # Whatever it was: the folder may just have been in the middle of its replacement, so it is read
    # again while nobody can replace it.
    with locked(target.parent):
        try:
            recover(target)
            return _read_whole(target)
        except Exception as error:  # a damaged folder can raise anything in zarr
            raise StoreError(f'cannot open "{given}": {_reason(error)}') from error


def _reason(failure: Exception) -> str:
    if isinstance(failure, StoreError):
        return failure.headline
    if isinstance(failure, PermissionError):
        return f"it may not be read ({failure.strerror}); change its permissions"
    detail = failure.headline if isinstance(failure, ThalwegError) else str(failure)
    if isinstance(failure, KeyError) and not isinstance(failure, ThalwegError):
        detail += " is missing"
    detail = detail.splitlines()[0][:200] if detail else type(failure).__name__
    return f"it is damaged, or from another version ({detail}); compute and save it again"


def refuse(given: str, target: Path) -> None:
    """Raise OutputError unless what is there may be replaced."""
    if not target.is_dir():
        raise OutputError(
            f'cannot write "{given}": it is a file, not a folder; remove it or choose another path'
        )
    if "thalweg_format" not in _attributes(target) and any(target.iterdir()):
        raise OutputError(
            f'refusing to replace "{given}": it is not a thalweg store; remove it or choose another path'
        )


def _attributes(folder: Path) -> Mapping[str, Any]:
    """Read the attributes of a Zarr 3 group, empty where it is none."""
    try:
        found = read_metadata(folder)["attributes"]
    except (FileNotFoundError, NotADirectoryError, ValueError, TypeError, KeyError):
        return {}
    return found if isinstance(found, dict) else {}


def _read_whole(folder: Path) -> Storable:
    """Read a folder that is not replaced in the meantime: a chunk that is gone would read as zeros."""
    before = _identity(folder)
    replaced = StoreError("it was replaced while it was read; try again")
    try:
        loaded = _read(folder)
    except Exception as error:
        if _identity(folder) != before:
            raise replaced from error
        raise
    if _identity(folder) != before:
        raise replaced
    return loaded


def _read(folder: Path) -> Storable:
    from thalweg import optim, problems

    if not folder.exists():
        raise StoreError("there is no such folder; check the path")
    if not folder.is_dir():
        raise StoreError("it is a file, not a saved run; give the folder that was saved")
    attributes = _attributes(folder)
    if "thalweg_format" not in attributes:
        raise StoreError("it is not a thalweg store; give a folder that thalweg has saved")
    version = attributes["thalweg_format"]
    if not isinstance(version, int) or version > FORMAT:
        raise StoreError(
            f"it was saved by a newer thalweg (format {version}, this one reads {FORMAT});"
            " upgrade thalweg"
        )
    if attributes.get("kind") == KIND:
        specs = json.loads(attributes["optimizers"])
        problem = problems.from_spec(json.loads(attributes["problem"]), {})
        return open_recording(folder, problem, [optim.from_spec(spec) for spec in specs])
    if attributes.get("kind") == _SEVERAL:
        return _read_several(folder)
    dataset = read_group(folder)
    dataset.attrs = {key: value for key, value in dataset.attrs.items() if key not in _OWN}
    columns: dict[str, np.ndarray] = {}
    if (folder / _GROUP).exists():
        for name, variable in read_group(folder / _GROUP).data_vars.items():
            columns[str(name)] = variable.values
    problem = problems.from_spec(json.loads(attributes["problem"]), columns)
    if attributes["kind"] == "trajectories":
        specs = json.loads(attributes["optimizers"])
        return Trajectories(dataset, problem, tuple(optim.from_spec(spec) for spec in specs))
    if attributes["kind"] == "landscape":
        fixed = json.loads(attributes["fixed"])
        if "plane" not in attributes:
            return Landscape(dataset, problem, fixed)
        arrays = read_group(folder / _PLANE)
        spec = json.loads(attributes["plane"])
        plane = plane_from_spec(spec, arrays["origin"].values, arrays["basis"].values)
        return Landscape(dataset, problem, fixed, plane, _read_paths(folder))
    raise StoreError(f'it holds an unknown kind of data, "{attributes["kind"]}"; upgrade thalweg')


def _read_several(folder: Path) -> tuple[Landscape, ...]:
    """Read several landscapes as far as they are begun; of the last ones there may be nothing yet."""
    found: list[Landscape] = []
    while True:
        part = part_of(folder, len(found))
        if lost(part):
            with locked(folder):
                recover(part)
        if not part.exists():
            break
        land = load(part)
        assert isinstance(land, Landscape)
        found.append(land)
    if not found:
        raise StoreError("it holds no landscape yet; wait until the first is begun")
    return tuple(found)


def _read_paths(folder: Path) -> Trajectories | None:
    from thalweg import optim, problems

    if not (folder / _PATHS).exists():
        return None
    dataset = read_group(folder / _PATHS)
    problem = problems.from_spec(json.loads(dataset.attrs.pop("problem")), {})
    specs = json.loads(dataset.attrs.pop("optimizers"))
    return Trajectories(dataset, problem, tuple(optim.from_spec(spec) for spec in specs))


def _plane_arrays(plane: Plane) -> xr.Dataset:
    import xarray as xr

    return xr.Dataset(
        {"origin": ("param", plane.origin), "basis": (("axis", "param"), plane.basis)}
    )


def _columns(arrays: Mapping[str, np.ndarray]) -> xr.Dataset:
    import xarray as xr

    # Each array has dimensions of its own, since they need not agree; xarray would take an array with
    # the name of its dimension for a coordinate.
    prefix = "dim"
    while any(name.startswith(prefix) for name in arrays):
        prefix += "_"
    return xr.Dataset(
        {
            name: ([f"{prefix}{number}_{axis}" for axis in range(np.ndim(array))], array)
            for number, (name, array) in enumerate(arrays.items())
        }
    )


def _identity(folder: Path) -> tuple[int, ...] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns


def _versions() -> str:
    try:
        own = metadata.version("thalweg")
    except metadata.PackageNotFoundError:
        own = "unknown"
    found = {"thalweg": own, "numpy": np.__version__, "python": platform.python_version()}
    return _dumps(found)


def _dumps(value: Any) -> str:
    """Write JSON, NaN and infinity included; NumPy's numbers as numbers."""
    return json.dumps(value, default=lambda item: item.tolist())
