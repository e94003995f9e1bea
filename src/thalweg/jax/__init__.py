"""JAX networks: recording their training, and landscapes of their loss."""

from __future__ import annotations

from thalweg.errors import MissingExtra

try:
    import jax as _jax  # noqa: F401
except ImportError as error:  # pragma: no cover - the tests have it
    raise MissingExtra(
        "thalweg.jax needs JAX, which is not installed: pip install 'thalweg[jax]'"
    ) from error

from thalweg.jax.network import Network
from thalweg.jax.recorder import Recorder

__all__ = ["Network", "Recorder"]
