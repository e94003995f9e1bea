"""Curves against the step, one a run, and where those of runs that diverged stop."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from thalweg.scenes.look import Look


@dataclass(frozen=True)
class Stop:
    """Where the curve of a diverged run stops.

    Attributes
    ----------
    step : int
        The step at which it was found to diverge.
    at : (float, float)
        Place of the cross.
    text : str
        What the picture says beside it.
    """

    step: int
    at: tuple[float, float]
    text: str


@dataclass(frozen=True, eq=False)
class Curve:
    """One quantity of one run against the step.

    Attributes
    ----------
    run : int
    look : Look
    step, value : arrays, shape (point,)
        Where it is known.
    stop : Stop or None
    """

    run: int
    look: Look
    step: np.ndarray
    value: np.ndarray
    stop: Stop | None = None
