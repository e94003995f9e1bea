"""What became of a run, in a few words: settled, still descending, moving on without end, or diverged."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.scenes.text import count, number

Kind = Literal["settles", "descends", "oscillates", "climbs", "diverges"]

SHORTEST = 8
"""Recorded steps from which a tail can be told from a beginning."""

STILL = 1e-3
"""A loss that moves by less than this part of its whole descent stands still."""

SEEN = 0.02
"""Steps of this part of the whole path can be seen."""


class Outcome(NamedTuple):
    """What became of a run.

    Attributes
    ----------
    kind : str
    text : str
        For a picture.
    """

    kind: Kind
    text: str


def outcome(
    loss: np.ndarray, step: np.ndarray, diverged_at: int, theta: np.ndarray | None = None
) -> Outcome:
    """Tell what became of a run from its losses, the last quarter of them above all.

    Parameters
    ----------
    loss : array, shape (step,)
        NaN after the run stopped.
    step : int array, shape (step,)
    diverged_at : int
        -1 where the run did not.
    theta : array, shape (step, d), optional
        The path: a loss may stand still while the parameters jump to and fro.

    Notes
    -----
    A run *diverges* where `descend` says so. It *settles* where the loss of its last quarter moves by less than a
    thousandth of the whole descent, and the parameters do not jump to and fro meanwhile. It *climbs* where the loss
    rises all the time in the end, or swings ever higher above its start. It *oscillates* where the loss rises at a
    quarter of the last steps or more, and its range does not halve from quarter to quarter. Everything else still
    *descends*. A finite run cannot prove more than that.
    """
    if diverged_at >= 0:
        at = loss[step == diverged_at]
        value = float(at[0]) if at.size else math.nan
        return Outcome("diverges", f"diverges at step {diverged_at:,}, loss {number(value, 2)}")
    known = loss[np.isfinite(loss)]
    if not known.size:
        return Outcome("descends", "")
    last, first = float(known[-1]), float(known[0])
    ended = f"loss {number(last)} after {count(int(step[np.isfinite(loss)][-1]), 'step')}"
    if known.size < SHORTEST:
        return Outcome("climbs" if last > first else "descends", ended)
    quarter = known.size // 4
    # From the latest quarter to the one before the one before.
    ends = [known.size - k * quarter for k in range(4)]
    parts = [known[max(ends[k + 1] - 1, 0) : ends[k]] for k in range(3)]
    moved = [float(np.ptp(part)) for part in parts]
    scale = max(first - float(known.min()), 0.5 * float(np.ptp(known)))
    low, high = number(float(parts[0].min()), 2), number(float(parts[0].max()), 2)
    changes = np.diff(parts[0])
    rises = float((changes > 0).mean())
    # Falling at every step, and as fast as before.
    falls = bool((changes < 0).all()) and moved[0] > 0.5 * moved[1]
    jumps = theta is not None and _jumps(theta[np.isfinite(loss)], quarter)
    if jumps and moved[0] <= 0.05 * scale and not falls and rises <= 0.9:
        return Outcome("oscillates", f"neither settles nor diverges: loss {high}")
    if scale == 0 or moved[0] <= STILL * scale:
        return Outcome("settles", f"settles at loss {number(last)}")
    # To and fro, but ever farther, or up all the time.
    doubles = float(parts[0].max()) >= 2 * float(parts[1].max())
    if rises > 0.9 or (doubles and last > first):
        return Outcome("climbs", f"climbs: {ended}")
    shrinks = moved[0] <= 0.5 * moved[1] <= 0.25 * moved[2]
    if rises >= 0.25 and not shrinks:
        return Outcome("oscillates", f"neither settles nor diverges: loss {low} to {high}")
    if last > first:
        return Outcome("climbs", f"climbs: {ended}")
    return Outcome("descends", f"still descending: {ended}")


def _jumps(theta: np.ndarray, quarter: int) -> bool:
    """Whether the last quarter of a path goes to and fro, by steps that can be seen and do not shrink."""
    tail = theta[-quarter - 1 :]
    lengths = np.linalg.norm(np.diff(tail, axis=0), axis=1)
    extent = float(np.linalg.norm(np.ptp(theta, axis=0)))
    away = float(np.linalg.norm(tail[-1] - tail[0]))
    half = -(-len(lengths) // 2)
    lasting = float(lengths[-half:].max()) > 0.9 * float(lengths[:half].max())
    seen = float(lengths.max()) > SEEN * extent
    return seen and lasting and float(lengths.sum()) > 3 * away


def outcomes(runs: Trajectories) -> tuple[Outcome, ...]:
    """What became of every run."""
    loss = runs.dataset["loss"].transpose("run", "step").values
    step = runs.dataset["step"].values.astype(int)
    stops = runs.diverged_at.values.astype(int).tolist()
    theta = runs.dataset["theta"].transpose("run", "step", "param").values
    return tuple(
        outcome(values, step, at, path) for values, at, path in zip(loss, stops, theta, strict=True)
    )
