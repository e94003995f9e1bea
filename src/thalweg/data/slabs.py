"""Recorded points, a slab of parameters at a time: ten million of them do not fit into memory for every step."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from thalweg.data.trajectories import Trajectories

#: Numbers in one slab: 32 MB in float64.
SLAB = 1 << 22

Array = np.ndarray


def slabs(runs: Trajectories, size: int = SLAB, begin: int = 0) -> Iterator[tuple[slice, Array]]:
    """Every parameter once, in order, with its values at all steps of all runs.

    Parameters
    ----------
    runs : Trajectories
    size : int
        Numbers in a slab, at most, but never less than one parameter.
    begin : int
        The parameter to begin at: where a slab of that size has ended.

    Yields
    ------
    where : slice
        Of the parameters.
    theta : float64 array, shape (run, step, parameter)
    """
    theta = runs.dataset["theta"].transpose("run", "step", "param")
    rows = theta.shape[0] * theta.shape[1]
    # What is read from disk comes in its own pieces, unless any part costs the same, and in its own precision; it is
    # widened only slab by slab.
    width = max(1, size // max(1, rows))
    own = int(theta.attrs.get("piece", 0)) or theta.shape[2]
    piece = width if theta.attrs.get("any_part") else own
    for first in range(begin // piece * piece, theta.shape[2], piece):
        read = theta.isel(param=slice(first, first + piece)).values
        for at in range(max(0, begin - first), read.shape[2], width):
            part = read[:, :, at : at + width].astype(np.float64)
            where = first + at
            yield slice(where, where + part.shape[2]), part


def usable(runs: Trajectories) -> Array:
    """Which snapshots have finite parameters and lie before their run diverged: bool (run, step)."""
    steps, at = runs.dataset["step"].values, runs.diverged_at.values
    kept = (at[:, None] < 0) | (steps[None, :] < at[:, None])
    if runs.dataset["theta"].attrs.get("checked"):
        return kept  # who wrote them has seen that they are finite until then
    for _, theta in slabs(runs):
        kept &= np.isfinite(theta).all(axis=2)
    return kept
