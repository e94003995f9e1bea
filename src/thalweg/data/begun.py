"""How far a PCA is, on disk: one of hundreds of gigabytes takes an hour, and its process may be killed.

A folder holds `gram.npz`, the sums so far with how far they and the directions reach, replaced whole from time to time,
and `rows.f64`, the origin and the directions, each a row of little-endian float64. Rows are written first, then how far
they reach: a process that is killed in between has computed in vain, but has not said anything untrue.
"""

from __future__ import annotations

import json
import os
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from thalweg.data.atomic import Holding, check_folder, explained, held, located
from thalweg.errors import OutputError, StoreError

Array = np.ndarray

#: Seconds after which work is first worth keeping, and between two writings; and the fraction of the time that goes
#: into them, at most.
APART, _SHARE = 10.0, 0.02

_GRAM, _ROWS = "gram.npz", "rows.f64"


class Begun(Holding):
    """The sums and directions of a PCA, held for writing until it is left; a context manager.

    Parameters
    ----------
    path : str, path or None
        A folder; None keeps nothing.
    identity : mapping of str to plain data
        What must agree, so that it goes on.
    count : int
        Snapshots.
    shape : (int, int)
        Of the rows: the origin and the directions, and the parameters.

    Attributes
    ----------
    gram : float64 array, shape (snapshot, snapshot)
        The sums over the first `summed` parameters.
    rows : float64 array
        The origin and the directions, known for the first `placed` parameters.

    Raises
    ------
    StoreError
        ``"run.pca" holds another PCA (4 snapshots, not 12): choose another path, or remove it``, or ``another process
        is writing "run.pca": ...``.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None,
        identity: Mapping[str, Any],
        count: int,
        shape: tuple[int, int],
    ) -> None:
        self.identity = json.loads(json.dumps(dict(identity)))
        self.gram, self.summed = np.zeros((count, count)), 0
        self.rows, self.placed = np.empty(shape), 0
        self.folder: Path | None = None
        self._written, self._cost = time.monotonic(), 0.0
        if path is None:
            return
        self.given, self.folder = located(path)
        if os.path.lexists(self.folder):
            self._lock = held(self.given, self.folder)
            try:
                self._open()
            except BaseException:
                self.close()
                raise
        else:
            check_folder(path, lambda _given, _target: None)

    def sum_to(self, until: int) -> None:
        """Note that `gram` has the sums over so many parameters."""
        self.summed = until
        if self._due:
            self._write()

    def place_to(self, until: int) -> None:
        """Note that `rows` are known for so many parameters."""
        if self._lock is not None:
            assert self.folder is not None
            with explained(self.given, self.folder), self._file() as file:
                for k, row in enumerate(self.rows):
                    file.seek(8 * (k * len(row) + self.placed))
                    file.write(row[self.placed : until].astype("<f8").tobytes())
        self.placed = until
        if self._due or (self._lock is not None and until == self.rows.shape[1]):
            self._write()

    @property
    def _due(self) -> bool:
        # What took so long as to be kept at all has taken it to sum up: later there are no rows on disk.
        if self.folder is None or (self._lock is None and self.placed):
            return False
        return time.monotonic() - self._written >= max(APART, self._cost / _SHARE)

    def _write(self) -> None:
        assert self.folder is not None
        begin = time.monotonic()
        with explained(self.given, self.folder):
            if self._lock is None:
                self.folder.mkdir()
                self._lock = held(self.given, self.folder)
            with self._file() as file:
                os.fsync(file.fileno())
            at = [self.summed, self.placed]
            beside = self.folder / f"{_GRAM}.partial"
            with open(beside, "wb") as file:
                np.savez(file, identity=json.dumps(self.identity), gram=self.gram, at=at)
                os.fsync(file.fileno())
            # Only who holds the folder writes here.
            os.replace(beside, self.folder / _GRAM)
        self._written = time.monotonic()
        self._cost = self._written - begin

    def _file(self) -> BinaryIO:
        """The rows on disk, to be written anywhere."""
        assert self.folder is not None
        return open(os.open(self.folder / _ROWS, os.O_RDWR | os.O_CREAT, 0o666), "r+b")

    def _open(self) -> None:
        assert self.folder is not None
        if not self.folder.is_dir():
            raise OutputError(
                f'cannot write "{self.given}": it is a file, not a folder; remove it or choose another path'
            )
        try:
            with np.load(self.folder / _GRAM) as found:
                identity = json.loads(str(found["identity"]))
                gram, at = found["gram"], found["at"].tolist()
        except FileNotFoundError:
            # What a process leaves that is killed while it begins to write.
            if any(file.name != _ROWS and _GRAM not in file.name for file in self.folder.iterdir()):
                raise StoreError(
                    f'"{self.given}" holds something else than a PCA that can be continued; choose another path'
                ) from None
            return
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise StoreError(f'"{self.given}" is damaged ({error}): remove it') from error
        for name, mine in self.identity.items():
            theirs = identity.get(name)
            if theirs != mine:
                listed = (
                    f"{theirs} {name}, not {mine}"
                    if name in ("snapshots", "parameters")
                    else f"another {name}"
                )
                raise StoreError(
                    f'"{self.given}" holds another PCA ({listed}): choose another path, or remove it'
                )
        self.gram, (self.summed, placed) = gram, at
        shape = self.rows.shape
        with open(self.folder / _ROWS, "rb") as file:
            for k, row in enumerate(self.rows):
                file.seek(8 * k * shape[1])
                part = np.fromfile(file, "<f8", placed)
                if len(part) < placed:
                    raise StoreError(f'"{self.given}" is damaged ({_ROWS} is short): remove it')
                row[:placed] = part
        self.placed = placed
