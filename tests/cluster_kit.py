"""A problem that tells where it has been."""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import Any

from thalweg.torch import Network


class Counted(Network):
    """A network that leaves a file wherever it is unpickled."""

    def __init__(self, network: Network, folder: Path) -> None:
        self.__dict__.update(vars(network))
        self.folder = str(folder)

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        Path(self.folder, f"{os.getpid()}-{uuid.uuid4()}.came").touch()
