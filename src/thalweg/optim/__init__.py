"""Optimizers: symbolic rules with the names and defaults of PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thalweg.errors import UnknownName, nearest
from thalweg.optim.descent import SGD
from thalweg.optim.rule import Optimizer

#: Every optimizer by name.
optimizers: Mapping[str, type[Optimizer]] = MappingProxyType({c.__name__: c for c in (SGD,)})

__all__ = ["Optimizer", "find", "from_spec", "optimizers", *optimizers]


def find(name: str) -> type[Optimizer]:
    """Look an optimizer up by name, in any capitals.

    Raises
    ------
    UnknownName
        ``unknown optimizer "adm"; did you mean "Adam"?``.
    """
    by_lower = {n.lower(): c for n, c in optimizers.items()}
    if name.lower() not in by_lower:
        known = ", ".join(optimizers)
        raise UnknownName(f'unknown optimizer "{name}"{nearest(name, optimizers)} (known: {known})')
    return by_lower[name.lower()]


def from_spec(spec: Mapping[str, Any]) -> Optimizer:
    """Build an optimizer from its saved description."""
    return find(spec["name"])(**spec["hyper"])
