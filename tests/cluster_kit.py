"""A problem that tells where it has been."""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import Any

import numpy as np

from thalweg.problems.base import OnPlane
from thalweg.problems.blackbox import BlackBox


def ripples(x: Any, y: Any) -> Any:
    return x**2 + np.cos(3 * y)


class Counted(BlackBox):
    """A function in small tiles, which leaves a file wherever it is unpickled."""

    def __init__(self, folder: Path) -> None:
        super().__init__(ripples, ("x", "y"))
        self.folder = str(folder)

    def on_plane(self, plane: Any, settings: Any = None, points: int | None = None) -> OnPlane:
        found = super().on_plane(plane, settings, points)
        found.tile = 16
        return found

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        Path(self.folder, f"{os.getpid()}-{uuid.uuid4()}.came").touch()
