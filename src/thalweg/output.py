"""Saving and loading: the one table of what each extension means."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from thalweg.data import Landscape, Trajectories, store
from thalweg.data.atomic import check_file, write_atomically
from thalweg.errors import OutputError
from thalweg.scenes import Scene, scene_of

if TYPE_CHECKING:
    from thalweg.render.theme import Theme

Showable = Scene | Trajectories | Landscape

Path_ = str | os.PathLike[str]


@dataclass(frozen=True)
class How:
    """How a picture is to look.

    Attributes
    ----------
    size : str, (int, int) or None
    theme : str or Theme
    """

    size: str | tuple[int, int] | None
    theme: str | Theme


def _picture(kind: str, obj: Showable, path: Path_, how: How) -> None:
    # matplotlib takes a third of a second to import; a run is saved without it.
    from thalweg.render.files import write

    scene = scene_of(obj)
    write_atomically(
        path, lambda stream: write(scene, stream, kind, size=how.size, theme=how.theme)
    )


def _store(obj: Showable, path: Path_, _how: How) -> None:
    scene = scene_of(obj)
    data = scene.runs if scene.runs is not None else scene.landscape
    assert data is not None
    store.save(data, path)


WRITERS: MappingProxyType[str, Callable[[Showable, Path_, How], None]] = MappingProxyType(
    {
        ".pdf": partial(_picture, "pdf"),
        ".png": partial(_picture, "png"),
        ".svg": partial(_picture, "svg"),
        ".zarr": _store,
    }
)
"""What writes each extension."""


def save(
    obj: Showable,
    path: Path_,
    size: str | tuple[int, int] | None = None,
    theme: str | Theme = "light",
) -> None:
    """Save a scene, runs or a landscape; the extension says as what.

    The file is replaced whole or not at all, and the same input gives the same bytes.

    Parameters
    ----------
    obj : Scene, Trajectories or Landscape
    path : str or path
        ``.svg``, ``.pdf`` and ``.png`` are pictures, with a description in words made from the computed values.
        ``.zarr`` keeps the data: the runs, or the landscape where there are no runs. `load` reads it.
    size : str or (int, int), optional
        ``default``, ``column`` (3.5 inches wide), ``slide`` (1920 × 1080 pixels), ``square`` (1080 × 1080 pixels), or
        width and height in pixels.
    theme : str
        ``light``, ``dark`` or ``print``.

    Raises
    ------
    OutputError
        ``cannot write "x.foo": unknown extension ".foo"; known are .pdf, .png, .svg, .zarr``; or why the file cannot be
        written.
    UnknownName
        The size or the theme is not known; the message names the nearest.
    """
    WRITERS[_extension(path)](obj, path, How(size, theme))


def check(path: Path_) -> None:
    """Find out before a long run whether its result could be saved.

    Parameters
    ----------
    path : str or path

    Raises
    ------
    OutputError
        As `save`: the extension is not known, or the folder does not exist or may not be written to.
    """
    if _extension(path) == ".zarr":
        store.check(path)
    else:
        check_file(path)


def _extension(path: Path_) -> str:
    given = os.fsdecode(path)
    extension = Path(given).suffix
    if extension.lower() not in WRITERS:
        known = ", ".join(sorted(WRITERS))
        problem = f'unknown extension "{extension}"' if extension else "it has no extension"
        raise OutputError(f'cannot write "{given}": {problem}; known are {known}')
    return extension.lower()


def load(path: Path_) -> Trajectories | Landscape:
    """Load what `save` has written as ``.zarr``.

    Parameters
    ----------
    path : str or path

    Returns
    -------
    Trajectories or Landscape
        With a problem that evaluates again, unless it was a Python function.

    Raises
    ------
    StoreError
        Why the folder cannot be read.
    """
    return store.load(path)
