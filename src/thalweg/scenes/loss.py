"""The loss panel: loss against step."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.scenes.axis import Axis, limits, log_limits
from thalweg.scenes.look import MANY, Cast, Look
from thalweg.scenes.needs import need_runs
from thalweg.scenes.quantity import loss_name
from thalweg.scenes.text import number
from thalweg.scenes.thin import thin
from thalweg.scenes.view import worth_showing

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

FACTOR = 20
"""Positive losses that span more than this factor stand on a log axis."""


@dataclass(frozen=True)
class Stop:
    """Where a diverged run stops.

    Attributes
    ----------
    step : int
    loss : float
        The loss recorded there; may be infinite or NaN.
    at : float
        Height of the cross: that loss, or the upper edge where the loss lies above it.
    above : bool
        Whether the loss lies above the edge.
    """

    step: int
    loss: float
    at: float
    above: bool

    @property
    def text(self) -> str:
        """What the picture says beside the cross."""
        return f"diverged at step {self.step:,}" + (
            f", loss {number(self.loss, 2)}" if self.above else ""
        )


@dataclass(frozen=True, eq=False)
class Curve:
    """The loss of one run.

    Attributes
    ----------
    run : int
    look : Look
    step, loss : arrays, shape (point,)
    batch_step, batch_loss : arrays, shape (point,)
        The loss of the batch at every step; empty where no batches were used.
    plane_step, plane_loss : arrays, shape (point,)
        The loss of the nearest point of a plane; empty where the runs are on none.
    stop : Stop or None
    """

    run: int
    look: Look
    step: np.ndarray
    loss: np.ndarray
    batch_step: np.ndarray
    batch_loss: np.ndarray
    plane_step: np.ndarray
    plane_loss: np.ndarray
    stop: Stop | None


@dataclass(frozen=True, eq=False)
class Loss:
    """What the loss panel shows."""

    title: str
    x: Axis
    y: Axis
    curves: tuple[Curve, ...]
    cast: Cast
    batches: bool
    dims: ClassVar[int] = 2

    @property
    def marks(self) -> tuple[str, ...]:
        """What the key has to explain."""
        return (
            *(("loss of the batch",) if self.batches else ()),
            *(("loss on the plane",) if self.beside else ()),
        )

    @property
    def beside(self) -> bool:
        """Whether the loss of a plane is shown beside the runs' own."""
        return any(len(curve.plane_step) for curve in self.curves)

    @property
    def words(self) -> str:
        """The panel in words."""
        beside = " Dotted: the loss of the nearest points of the plane." if self.beside else ""
        return f"Curves of the loss against the {self.x.label}{', on a log axis' * self.y.log}.{beside}"

    def only(self, runs: frozenset[int]) -> Loss:
        """The same picture of some of the runs."""
        return replace(self, curves=tuple(curve for curve in self.curves if curve.run in runs))


def check(scene: Scene) -> None:
    """Refuse a scene without runs."""
    need_runs(scene, "loss")


def describe(scene: Scene) -> Loss:
    """Describe the loss of every run against the step.

    The axis is logarithmic where all losses are positive and span more than a factor of 20. A run that diverged is
    shown until it stops; on a linear axis it leaves through the upper edge.
    """
    runs, cast = need_runs(scene, "loss"), scene.cast
    dataset = runs.dataset
    step = dataset["step"].values.astype(int)
    values = dataset["loss"].transpose("run", "step").values
    diverged_at = runs.diverged_at.values.astype(int)
    batch = None
    if "batch_loss" in dataset:
        batch = dataset["batch_loss"].transpose("run", "step").values
    plane = None
    if "plane_loss" in dataset:
        plane = dataset["plane_loss"].transpose("run", "step").values
    both = values if plane is None else np.concatenate([values, plane], axis=1)
    y = replace(_axis(both, batch, diverged_at), label=loss_name(scene.problem))
    curves = tuple(
        _curve(
            run,
            cast.looks[run],
            step,
            values[run],
            None if batch is None else batch[run],
            None if plane is None else plane[run],
            at,
            y,
        )
        for run, at in enumerate(diverged_at.tolist())
    )
    # A little room, so that the marks at the first and the last step are whole.
    recorded = np.flatnonzero(np.isfinite(values).any(axis=0))
    reached = step[: int(recorded[-1]) + 1] if len(recorded) else step
    x = limits(reached.astype(float), 0.02)
    # A batch's loss belongs to the step that used it: with hundreds of them the full loss would not be seen.
    shown = batch is not None and len(curves) <= MANY
    stopped = int(np.sum(diverged_at >= 0))
    title = (
        f"{stopped:,} of {len(curves):,} runs diverged" if stopped and len(curves) > MANY else ""
    )
    return Loss(title, Axis("step", x, whole=True), y, curves, cast, shown)


def _axis(values: np.ndarray, batch: np.ndarray | None, diverged_at: np.ndarray) -> Axis:
    finite = values[np.isfinite(values)]
    calm = values[worth_showing(values, diverged_at >= 0, climb=20.0) & np.isfinite(values)]
    positive = finite.size > 0 and float(finite.min()) >= 0 and bool(np.any(finite > 0))
    if positive:
        above_zero = finite[finite > 0]
        start = float(
            np.nanmax(np.where(np.isfinite(values[:, 0]), values[:, 0], 0.0), initial=0.0)
        )
        # Rounding errors of an exact hit (1e-33) are no decades that anyone wants to see.
        lowest = max(float(above_zero.min()), 1e-16 * (start or 1.0))
        if float(above_zero.max()) / lowest > FACTOR:
            # A run may go on to 1e300 before it stops; what lies far above its start is only a straight line.
            # A run that does not diverge is seen, however far it climbs.
            stays = values[diverged_at < 0]
            stays = float(np.max(stays, where=np.isfinite(stays), initial=0.0))
            highest = min(float(above_zero.max()), max(1e8 * max(start, lowest), stays))
            if batch is not None and np.any(batch > 0):
                # The batches' own scatter, as far as it stays near the curve.
                lowest = min(lowest, max(float(batch[batch > 0].min()), lowest / 30))
            return Axis("loss", log_limits(np.array([lowest, highest])), log=True)
    if batch is not None:
        spread = batch[np.isfinite(batch)]
        if spread.size and calm.size:
            # Quantiles: a single hard sample may cost hundreds of times the mean.
            calm = np.append(calm, np.quantile(spread, [0.02, 0.98]))
    return Axis("loss", limits(calm))


def _curve(
    run: int,
    look: Look,
    step: np.ndarray,
    values: np.ndarray,
    batch: np.ndarray | None,
    plane: np.ndarray | None,
    diverged_at: int,
    y: Axis,
) -> Curve:
    kept = thin(values)
    stop = None
    if diverged_at >= 0:
        at = values[step == diverged_at]
        value = float(at[0]) if at.size else math.nan
        above = not value <= y.limits[1]
        stop = Stop(diverged_at, value, y.limits[1] if above else value, above)
    none = np.zeros(0)
    noisy = none.astype(int) if batch is None else thin(batch)
    under = none.astype(int) if plane is None else thin(plane)
    return Curve(
        run,
        look,
        step[kept],
        values[kept],
        step[noisy],
        none if batch is None else batch[noisy],
        step[under],
        none if plane is None else plane[under],
        stop,
    )
