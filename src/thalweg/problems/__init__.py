"""Losses to be minimised: formulas, fits to data, and Python functions."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from thalweg.errors import StoreError

if TYPE_CHECKING:
    from thalweg.problems.base import Block as Block, PlaneLike as PlaneLike, Problem as Problem
    from thalweg.problems.blackbox import BlackBox as BlackBox, Recorded as Recorded
    from thalweg.problems.fit import Fit as Fit
    from thalweg.problems.formula import Formula as Formula

#: Imported when first used, so that the catalogue's names can be listed without SymPy.
_HOMES = {
    "Block": "base",
    "PlaneLike": "base",
    "Problem": "base",
    "BlackBox": "blackbox",
    "Recorded": "blackbox",
    "Fit": "fit",
    "Formula": "formula",
}

__all__ = ["BlackBox", "Block", "Fit", "Formula", "PlaneLike", "Problem", "Recorded", "from_spec"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'thalweg.problems' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"thalweg.problems.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def from_spec(spec: Mapping[str, Any], arrays: Mapping[str, Any]) -> Problem:
    """Build a problem from its saved description.

    Raises
    ------
    StoreError
        ``unknown kind of problem "x": this file needs a newer thalweg``.
    """
    kind = spec.get("kind")
    if kind == "formula":
        from thalweg.problems.formula import Formula

        return Formula(**{k: v for k, v in spec.items() if k != "kind"})
    if kind == "fit":
        from thalweg.problems.fit import Fit

        return Fit.from_spec(spec, arrays)
    if kind == "recorded":
        from thalweg.problems.blackbox import Recorded

        return Recorded.from_spec(spec)
    raise StoreError(f'unknown kind of problem "{kind}": this file needs a newer thalweg')
