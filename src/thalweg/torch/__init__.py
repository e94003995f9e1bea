"""PyTorch networks: recording their training, and landscapes of their loss."""

from __future__ import annotations

from thalweg.errors import MissingExtra

try:
    import torch as _torch  # noqa: F401
except ImportError as error:  # pragma: no cover - the tests have it
    raise MissingExtra(
        "thalweg.torch needs PyTorch, which is not installed: pip install 'thalweg[torch]'"
    ) from error

from thalweg.torch.checkpoints import checkpoints
from thalweg.torch.network import Network
from thalweg.torch.recorder import Recorder

__all__ = ["Network", "Recorder", "checkpoints"]
