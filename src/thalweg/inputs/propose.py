"""What is chosen for a table where model, target or loss are not given."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thalweg.errors import DataError
from thalweg.inputs.target import choose_target, varies

if TYPE_CHECKING:
    from thalweg.problems.table import Table

#: A longer model is described and not printed.
_LONGEST = 200

#: More columns than these are counted.
_LISTED = 6


@dataclass(frozen=True)
class Proposal:
    """Model, target and loss, and what was chosen for the user, in words."""

    model: str
    target: str
    loss: str
    notes: tuple[str, ...]


def propose(table: Table, model: str | None, target: str | None, loss: str | None) -> Proposal:
    """Fill in what was not given.

    The target is a column that is called so (see `choose_target`), or the last that can be one; the model linear in all
    numeric columns that vary, the loss logistic where the target has two values: two texts, or 0 and 1 if the model was
    not given either.

    Raises
    ------
    DataError
        ``x.csv has no numeric column that varies besides the target "y"; pass --model``.
    ArgumentError
        ``the model uses the last column, "y"; name another one with --target``.
    """
    notes = []
    if target is None:
        target, why = choose_target(table, model)
        notes.append(why)
    table.column(target)  # first of all: a name that is no column is the likeliest slip
    if loss is None:
        loss, why = _loss(table, target, proposed=model is None)
        if why:
            notes.append(why)
    if model is None:
        model, why = _linear(table, target)
        notes += [why, *_left_out(table, target)]
    return Proposal(model, target, loss, tuple(notes))


def _loss(table: Table, target: str, *, proposed: bool) -> tuple[str, str]:
    import numpy as np

    from thalweg.problems.table import two_values

    values = table.column(target)
    named = two_values(values)
    if named is not None:
        zero, one = named
        return (
            "logistic",
            f'loss: logistic, as "{target}" has two values: "{zero}" is 0, "{one}" is 1',
        )
    if proposed and values.dtype != object:
        found = set(np.unique(values[~np.isnan(values)]).tolist())
        if found == {0.0, 1.0}:
            return "logistic", f'loss: logistic, as "{target}" is 0 or 1 (--loss mse for squares)'
    return "mse", ""


def _linear(table: Table, target: str) -> tuple[str, str]:
    """The linear model in all numeric columns that vary."""
    from thalweg.expressions import quote

    numeric = [n for n in table.numeric_columns if n != target]
    inputs = [n for n in numeric if varies(table, n)]
    if not inputs:
        for name in table.text_columns:
            if table.meant_as_numbers(name):
                purpose = "as the target" if name == target else "as an input of the model"
                table.numeric(name, purpose)  # raises: it names the cell
        raise DataError(
            f'{table.source} has no numeric column that varies besides the target "{target}"; pass --model'
        )
    taken = {n.lower() for n in table.columns}
    weights = _weights(inputs, taken)
    intercept = _free("b", taken)
    terms = [f"{w}*{quote(n)}" for w, n in zip(weights, inputs, strict=True)]
    model = " + ".join([*terms, intercept])
    if len(model) <= _LONGEST:
        return model, f"model: {model}"
    return model, (
        f"model: linear in {len(inputs)} numeric columns, {terms[0]} + ... + {terms[-1]} + {intercept}"
    )


def _left_out(table: Table, target: str) -> list[str]:
    """What the proposed model has no use for."""
    texts = [f'"{n}"' for n in table.text_columns if n != target]
    if not texts:
        return []
    listed = f"{len(texts)} columns" if len(texts) > _LISTED else ", ".join(texts)
    meant = [n for n in table.text_columns if n != target and table.meant_as_numbers(n)]
    return [
        f"left out: {listed}, which {'holds' if len(texts) == 1 else 'hold'} text",
        *(f'"{n}" would be an input if it held numbers: {table.slip(n)}' for n in meant),
    ]


def _weights(inputs: list[str], taken: set[str]) -> list[str]:
    """Names of the weights: after their columns, if that gives plain names that differ."""
    from thalweg.expressions import quote

    if len(inputs) == 1:
        return [_free("w", taken)]
    after = ["w_" + re.sub(r"\W+", "_", name).strip("_") for name in inputs]
    lower = {name.lower() for name in after}
    if len(lower) == len(after) and not lower & taken and all(quote(n) == n for n in after):
        return after
    names: list[str] = []
    for _ in inputs:
        names.append(_free("w", {*taken, "w", *names}))
    return names


def _free(stem: str, taken: set[str]) -> str:
    """The stem, or else the stem with the first number that makes it a name of its own."""
    candidates = itertools.chain([stem], (f"{stem}{i}" for i in itertools.count(1)))
    return next(name for name in candidates if name not in taken)
