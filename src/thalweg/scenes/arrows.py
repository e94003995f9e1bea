"""Arrows of descent over a contour: where the gradient would send a small step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.data.landscape import Landscape
from thalweg.errors import ArgumentError, ThalwegError
from thalweg.problems.base import Problem
from thalweg.scenes.text import count, one_line
from thalweg.scenes.view import Box, comparable

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

ACROSS = 13
"""Arrows along the longer side of the view."""

LENGTHS = (0.3, 0.88)
"""Shortest and longest arrow, in distances between two of them."""

MARK = "−gradient, length not to scale"
"""What the key says."""


@dataclass(frozen=True, eq=False)
class Arrows:
    """Arrows of descent.

    Attributes
    ----------
    at : array, shape (arrow, 2)
        Middles of the arrows, in data units.
    reach : array, shape (arrow, 2)
        From their tails to their tips, in data units: along -gradient, as long as its logarithm says.
    """

    at: np.ndarray
    reach: np.ndarray

    def __len__(self) -> int:
        return len(self.at)

    @property
    def words(self) -> str:
        """What they show, as a sentence that follows others."""
        return (
            f" {count(len(self), 'arrow')} point{'s' * (len(self) == 1)} along minus the gradient."
        )


def check_arrows(scene: Scene) -> None:
    """Refuse arrows where there is no contour, or no gradient."""
    problem, land = scene.problem, scene.landscape
    if "contour" not in scene.panels:
        raise ArgumentError(
            "gradient=True draws arrows on the contour panel; the panels of this scene are "
            + ", ".join(scene.panels)
        )
    if land is not None and (
        land.plane is not None or not all(axis in problem.params for axis in land.axes)
    ):
        raise ArgumentError(
            f"gradient arrows need a landscape over parameters; this one goes over {' and '.join(land.axes)}: "
            "leave out gradient=True"
        )
    try:
        problem.gradient(np.zeros(len(problem.params)))
    except ThalwegError:
        raise ArgumentError(
            f'gradient arrows need a problem that can be evaluated; "{one_line(problem.title)}" is only a record: '
            "leave out gradient=True"
        ) from None


def arrows(land: Landscape, problem: Problem, box: Box, *, equal: bool) -> Arrows:
    """Arrows on a regular grid over a view, those without a direction left out.

    Parameters
    ----------
    land : Landscape
        Over two parameters; the others stay where it was computed.
    box : box
        The view.
    equal : bool
        Whether one unit has the same length on both axes.
    """
    spans = np.array([high - low for low, high in box])
    shape = spans[0] / spans[1] if equal and comparable(box) else 1.2
    counts = [max(3, round(ACROSS * min(1.0, side))) for side in (shape, 1 / shape)]
    # In the middles of equal cells, so that none stands on an edge.
    sides = [
        low + (high - low) * (np.arange(n) + 0.5) / n
        for (low, high), n in zip(box, counts, strict=True)
    ]
    at = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
    theta = np.tile([float(land.fixed.get(name, 0.0)) for name in problem.params], (len(at), 1))
    columns = [problem.params.index(name) for name in land.axes]
    theta[:, columns] = at
    with np.errstate(all="ignore"):
        loss, gradient = problem.loss_and_gradient(theta)
    descent = -gradient[:, columns]
    # A formula's derivative may be finite where the formula is not: 1/x is, left of zero, and log(x) is not.
    descent[~np.isfinite(loss)] = np.nan
    # In cells, which is how it looks: the axes may have units of their own.
    cell = spans / counts
    steps = descent / cell
    with np.errstate(all="ignore"):
        size = np.hypot(steps[:, 0], steps[:, 1])
    known = np.isfinite(steps).all(axis=1) & np.isfinite(size) & (size > 0)
    if known.any():
        # The rounding errors of a zero have a direction, but no meaning.
        known &= size > 1e-12 * float(size[known].max())
    at, steps, size = at[known], steps[known], size[known]
    if not len(at):
        return Arrows(at, at)
    length = lengths(size)
    return Arrows(at, steps / size[:, None] * length[:, None] * cell)


def lengths(size: np.ndarray) -> np.ndarray:
    """Lengths of arrows, in distances between two of them: they grow with the logarithm, between two bounds."""
    logs = np.log10(size)
    low, high = np.quantile(logs, [0.05, 0.95])
    # Slopes that are nearly equal are drawn so: a whole decade takes at least half of the way.
    share = (logs - low) / max(high - low, 2.0)
    share += 1 - (high - low) / max(high - low, 2.0)
    return LENGTHS[0] + (LENGTHS[1] - LENGTHS[0]) * np.clip(share, 0, 1)
