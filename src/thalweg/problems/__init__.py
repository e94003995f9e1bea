"""Losses to be minimised: formulas, fits to data, and Python functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from thalweg.errors import StoreError
from thalweg.problems.base import Block, PlaneLike, Problem
from thalweg.problems.blackbox import BlackBox, Recorded
from thalweg.problems.fit import Fit
from thalweg.problems.formula import Formula

__all__ = ["BlackBox", "Block", "Fit", "Formula", "PlaneLike", "Problem", "Recorded", "from_spec"]


def from_spec(spec: Mapping[str, Any], arrays: Mapping[str, Any]) -> Problem:
    """Build a problem from its saved description.

    Raises
    ------
    StoreError
        ``unknown kind of problem "x": this file needs a newer thalweg``.
    """
    kind = spec.get("kind")
    if kind == "formula":
        return Formula(**{k: v for k, v in spec.items() if k != "kind"})
    if kind == "fit":
        return Fit.from_spec(spec, arrays)
    if kind in ("blackbox", "recorded"):
        return Recorded.from_spec(spec)
    raise StoreError(f'unknown kind of problem "{kind}": this file needs a newer thalweg')
