"""A landscape on disk that grows while it is computed, and goes on after its process was killed.

Only one process writes, and holds a kernel lock (``flock``) on the folder while it does; the lock ends with the
process. The losses are written first, then which of them are done, each array in one piece that replaces the last one:
a process that is killed in between has computed in vain, but has not said anything untrue.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from thalweg.data import store
from thalweg.data.atomic import Holding, explained, held, located, replace_folder
from thalweg.data.landscape import MARK_LOSS, Landscape
from thalweg.errors import OutputError, StoreError

#: Seconds between two writings, at least; and at most this fraction of the time goes into them.
_APART, _SHARE = 0.5, 0.02

_KEY = "evaluation"

_NAMES = {
    "problem": "problem",
    "plane": "plane",
    "grid": "grid",
    "tolerance": "tolerance",
    "names": "set of metrics",
}


class Growing(Holding):
    """A landscape's folder, held for writing until `close`; a context manager.

    Parameters
    ----------
    path : str or path
    identity : mapping of str to plain data
        What must agree, so that the computation goes on: problem, plane, grid, tolerance, names.

    Attributes
    ----------
    found : Landscape or None
        What is there already.
    settings : mapping or None
        How it was evaluated.

    Raises
    ------
    StoreError
        ``"land.zarr" holds another plane (3f2a... not 91bc...): choose another path, or ...``, or ``another process is
        writing "land.zarr": ...``.
    """

    def __init__(self, path: str | os.PathLike[str], identity: Mapping[str, Any]) -> None:
        self.given, self.folder = located(path)
        self.identity = json.loads(json.dumps(dict(identity)))
        self.found: Landscape | None = None
        self.settings: Mapping[str, Any] | None = None
        self._written, self._cost = 0.0, 0.0
        if os.path.lexists(self.folder):
            self._lock = held(self.given, self.folder)
            try:
                self._open()
            except BaseException:
                self.close()
                raise
        else:
            store.check(path)

    def create(self, land: Landscape, settings: Mapping[str, Any]) -> None:
        """Make the folder, with nothing done yet."""
        kept = {"identity": self.identity, "settings": dict(settings)}
        attrs = {**land.dataset.attrs, _KEY: json.dumps(kept)}
        # Read in this order: what says that a loss is done must not be newer than the loss.
        names = ["done", "computed", *(n for n in land.dataset if n not in ("done", "computed"))]
        dataset = land.dataset[names].assign_attrs(attrs)
        begun = Landscape(dataset, land.problem, land.fixed, land.plane)
        replace_folder(self.given, lambda folder: store.write(begun, folder), _exclusive)
        self._lock = held(self.given, self.folder)
        self.settings = settings

    def write(self, arrays: Mapping[str, np.ndarray], *, now: bool = False) -> None:
        """Write what is known: all losses, then which are done; not at every call unless it is to be `now`."""
        begin = time.monotonic()
        if not now and begin - self._written < max(_APART, self._cost / _SHARE):
            return
        import zarr

        with explained(self.given, self.folder):
            last = ("computed", "done")
            for name in (*(n for n in arrays if n not in last), *last):
                array = zarr.open_array(
                    self.folder / name, mode="r+", config={"write_empty_chunks": True}
                )
                array[...] = arrays[name]
        self._written = time.monotonic()
        self._cost = self._written - begin

    def finish(self, land: Landscape) -> None:
        """Note what is known only at the end, the error of what was interpolated, and new names of points."""
        known = land.dataset.attrs
        noted = {key: known[key] for key in ("error", MARK_LOSS) if key in known}
        if land.plane is not None:
            noted["plane"] = store.plane_attribute(land.plane)
        import zarr

        with explained(self.given, self.folder):
            attrs = zarr.open_group(self.folder, mode="r+").attrs
            if any(attrs.get(key) != value for key, value in noted.items()):
                attrs.update(noted)

    def _open(self) -> None:
        if not self.folder.is_dir():
            raise OutputError(
                f'cannot write "{self.given}": it is a file, not a folder; remove it or choose another path'
            )
        # Not read where it is several: the lock on the folder, which is held here, is the one that its parts ask for.
        loaded = None if store.holds_several(self.folder) else store.load(self.given)
        attrs = {} if not isinstance(loaded, Landscape) else loaded.dataset.attrs
        if not isinstance(loaded, Landscape) or _KEY not in attrs:
            raise StoreError(
                f'"{self.given}" holds something else than a landscape that can be continued; choose another path'
            )
        kept = json.loads(attrs[_KEY])
        for name, mine in self.identity.items():
            theirs = kept["identity"].get(name)
            if theirs != mine:
                raise StoreError(
                    f'"{self.given}" holds another {_NAMES.get(name, name)} ({_short(theirs)}, not {_short(mine)}):'
                    " choose another path, or the same as before"
                )
        self.found, self.settings = loaded, kept["settings"]


def _exclusive(given: str, _target: Path) -> None:
    raise StoreError(
        f'another process has just begun to write "{given}": wait for it to end, or choose another path'
    )


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."
