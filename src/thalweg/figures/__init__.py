"""The concept figures: ``thalweg.figures.NAME(**parameters, ax=None)``.

``list(thalweg.figures)`` names them all. A figure's file is imported when the figure is first used.

Examples
--------
>>> import thalweg as tw
>>> result = tw.figures.sigmoid()
>>> [claim.holds for claim in result.claims]
[True, True, True]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from thalweg.figures.figure import Figure
    from thalweg.figures.registry import Registry


class _Figures(ModuleType):
    """A module that can be used as the mapping of all figures, whichever way it was imported."""

    def __getattr__(self, name: str) -> Any:
        # Whoever looks a module over asks for such names, and must not find it changed by that.
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_registry(), name)

    def __getitem__(self, name: str) -> Figure:
        return _registry()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_registry())

    def __len__(self) -> int:
        return len(_registry())

    def __contains__(self, name: object) -> bool:
        return name in _registry()

    def __dir__(self) -> list[str]:
        return list(_registry())

    def __repr__(self) -> str:
        return repr(_registry())


def _registry() -> Registry:
    from thalweg.figures.registry import registry

    return registry


if TYPE_CHECKING:
    figures: Registry
else:
    figures = sys.modules[__name__]
    figures.__class__ = _Figures
