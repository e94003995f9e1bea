"""Sums of a per-sample program over the rows of a table, in bounded memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from thalweg.expressions.codegen import Compiled
from thalweg.problems.base import Array

#: Elements of one intermediate array. Half a MiB of float64 stays in the processor's cache.
CHUNK = 1 << 16


def row_sums(
    program: Compiled,
    theta: Sequence[Array],
    columns: Sequence[Array],
    outputs: int,
    extra: Sequence[Array] = (),
) -> Array:
    """Sum each output of a program over the rows.

    Parameters
    ----------
    program : callable
        ``program(*theta, *extra, *columns)``, elementwise.
    theta, extra : sequence of ndarray, shape (runs,)
    columns : sequence of ndarray, shape (rows,) or (runs, rows)
        The same rows for all runs, or a batch for each.
    outputs : int
        Number of the program's outputs.

    Returns
    -------
    ndarray, shape (outputs, runs)
    """
    runs = len(theta[0])
    if columns and columns[0].ndim == 2:
        return _own_rows(program, [*theta, *extra], columns, outputs)
    rows = len(columns[0]) if columns else 1
    result = np.empty((outputs, runs))
    # The longer dimension runs along memory.
    block = min(runs, max(1, CHUNK // rows) if rows < CHUNK else 1)
    for first in range(0, runs, block):
        part = slice(first, first + block)
        scalars = [np.ascontiguousarray(a[part]) for a in (*theta, *extra)]
        result[:, part] = _shared_rows(program, scalars, columns, rows, outputs)
    return result


def _shared_rows(
    program: Compiled, scalars: Sequence[Array], columns: Sequence[Array], rows: int, outputs: int
) -> Array:
    """All rows for a block of runs; sums of chunks are added pairwise."""
    runs = len(scalars[0])
    step = max(1, CHUNK // runs)
    if rows <= step:
        return _one_chunk(program, scalars, columns, rows, outputs)
    parts = [
        _one_chunk(
            program, scalars, [c[at : at + step] for c in columns], min(step, rows - at), outputs
        )
        for at in range(0, rows, step)
    ]
    # Along the last axis, NumPy's sum is pairwise.
    return np.stack(parts, axis=-1).sum(axis=-1)


def _one_chunk(
    program: Compiled, scalars: Sequence[Array], columns: Sequence[Array], rows: int, outputs: int
) -> Array:
    runs = len(scalars[0])
    out = np.empty((outputs, runs))
    if runs > rows:
        values = program(*scalars, *(c[:, None] for c in columns))
        for i, value in enumerate(values):
            # Two dimensions where it depends on the row, else one value a run, or one for all.
            out[i] = (
                np.add.reduce(value, axis=0) if np.ndim(value) == 2 else np.multiply(value, rows)
            )
        return out
    values = program(*(s[:, None] for s in scalars), *columns)
    for i, value in enumerate(values):
        out[i] = _last_axis(value, rows)
    return out


def _last_axis(value: Any, rows: int) -> Any:
    """Sum over the last axis, whether or not the value depends on the row."""
    if np.ndim(value) and value.shape[-1] == rows:
        return np.add.reduce(value, axis=-1)
    return (value[..., 0] if np.ndim(value) else value) * rows


def _own_rows(
    program: Compiled, scalars: Sequence[Array], columns: Sequence[Array], outputs: int
) -> Array:
    runs, rows = columns[0].shape
    out = np.empty((outputs, runs))
    block = max(1, CHUNK // rows)
    for first in range(0, runs, block):
        part = slice(first, first + block)
        values = program(*(s[part, None] for s in scalars), *(c[part] for c in columns))
        for i, value in enumerate(values):
            out[i, part] = _last_axis(value, rows)
    return out
