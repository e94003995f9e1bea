"""What a user is told of what they gave, as plain data: of a table, of a model for it, of what is wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from thalweg.errors import ArgumentError, FormulaError, ThalwegError
from thalweg.inputs.ask import Tables
from thalweg.inputs.propose import propose

#: Columns and rows of a table that are listed.
_COLUMNS, _ROWS = 500, 8


def table(content: bytes, name: str, tables: Tables) -> dict[str, Any]:
    """Keep a table, and say what is in it and what might be fitted to it."""
    return described({"table": tables.add(content, name)}, tables)


def described(ask: dict[str, Any], tables: Tables) -> dict[str, Any]:
    """What is in a table that was given, and what might be fitted to it."""
    key = ask.get("table")
    if not isinstance(key, str):
        raise ArgumentError("a table is named by text")
    kept = tables[key]
    numeric = set(kept.numeric_columns)
    names = list(kept.columns)[:_COLUMNS]
    rows = [[_cell(kept.column(n)[row]) for n in names] for row in range(min(_ROWS, kept.rows))]
    found: dict[str, Any] = {
        "table": key,
        "source": kept.source,
        "rows": kept.rows,
        "columns": [{"name": n, "number": n in numeric} for n in names],
        "first": rows,
    }
    try:
        chosen = propose(kept, None, None, None)
        found["proposal"] = {"model": chosen.model, "target": chosen.target, "loss": chosen.loss}
    except ThalwegError as error:
        found["proposal"] = None
        found["why"] = error.headline.replace("; pass --model", "; write a model")
    return found


def proposal(ask: dict[str, Any], tables: Tables) -> dict[str, Any]:
    """The model for a target that was picked."""
    key, target = ask.get("table"), ask.get("target")
    if not isinstance(key, str) or not isinstance(target, str):
        raise ArgumentError("a proposal needs a table and a target, both as text")
    chosen = propose(tables[key], None, target, None)
    return {"model": chosen.model, "target": chosen.target, "loss": chosen.loss}


def failure(error: ThalwegError) -> dict[str, Any]:
    """What is wrong; of a formula also where, for a caret under it."""
    told: dict[str, Any] = {"message": error.headline}
    if isinstance(error, FormulaError):
        told |= {"text": error.text, "position": error.position, "message": error.message}
    return told


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value[:40]
    return "" if np.isnan(value) else f"{value:.6g}"
