"""The loss panel: loss against step."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.scenes.axis import FACTOR, Axis, limits, log_limits
from thalweg.scenes.batches import of_batches
from thalweg.scenes.curve import Curve, Stop
from thalweg.scenes.look import MANY, Cast, Look
from thalweg.scenes.needs import need_runs
from thalweg.scenes.quantity import loss_name
from thalweg.scenes.text import number
from thalweg.scenes.thin import thin
from thalweg.scenes.view import worth_showing

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene


BATCH = "loss of the batch"


@dataclass(frozen=True, eq=False)
class Loss:
    """What the loss panel shows.

    Attributes
    ----------
    title : str
        How many runs diverged, where they are many; or that no loss is known.
    x, y : Axis
    curves : tuple of Curve
        The loss of every run.
    batches : tuple of Curve
        The loss of the batch at every step; none where no batches were used, or too many runs.
    plane : tuple of Curve
        The loss of the nearest points of a plane; none where the runs are on none.
    cast : Cast
    """

    title: str
    x: Axis
    y: Axis
    curves: tuple[Curve, ...]
    batches: tuple[Curve, ...]
    plane: tuple[Curve, ...]
    cast: Cast
    dims: ClassVar[int] = 2

    @property
    def marks(self) -> tuple[str, ...]:
        """What the key has to explain."""
        return (
            *((BATCH,) if self.batches else ()),
            *(("loss on the plane",) if self.plane else ()),
        )

    @property
    def words(self) -> str:
        """The panel in words."""
        beside = " Dotted: the loss of the nearest points of the plane." if self.plane else ""
        if not any(len(curve.step) for curve in self.curves):
            return f"No loss is known.{beside}"
        what = BATCH if self.y.label == BATCH else "loss"
        return f"Curves of the {what} against the {self.x.label}{', on a log axis' * self.y.log}.{beside}"

    def only(self, runs: frozenset[int]) -> Loss:
        """The same picture of some of the runs."""
        curves, batches, plane = (
            tuple(curve for curve in kind if curve.run in runs)
            for kind in (self.curves, self.batches, self.plane)
        )
        return replace(self, curves=curves, batches=batches, plane=plane)


def check(scene: Scene) -> None:
    """Refuse a scene without runs."""
    need_runs(scene, "loss")


def describe(scene: Scene) -> Loss:
    """Describe the loss of every run against the step.

    Where batches' losses are all that a recorded training knows, they are the curves, and the axis says so.
    The axis is logarithmic where all losses are positive and span more than a factor of 20. A run that diverged is
    shown until it stops; on a linear axis it leaves through the upper edge.
    """
    runs, cast = need_runs(scene, "loss"), scene.cast
    dataset = runs.dataset
    step = dataset["step"].values.astype(int)
    values = dataset["loss"].transpose("run", "step").values
    diverged_at = runs.diverged_at.values.astype(int)
    batch = None
    batched = of_batches(runs)
    if "batch_loss" in dataset and not batched:
        batch = dataset["batch_loss"].transpose("run", "step").values
    plane = None
    if "plane_loss" in dataset:
        plane = dataset["plane_loss"].transpose("run", "step").values
    both = values if plane is None else np.concatenate([values, plane], axis=1)
    y = replace(
        _axis(both, batch, diverged_at), label=BATCH if batched else loss_name(scene.problem)
    )
    looks = cast.looks
    curves = tuple(
        _curve(run, looks[run], step, values[run], _stop(step, values[run], at, y))
        for run, at in enumerate(diverged_at.tolist())
    )
    under = [
        _curve(run, looks[run], step, own) for run, own in enumerate(() if plane is None else plane)
    ]
    # A little room, so that the marks at the first and the last step are whole.
    recorded = np.flatnonzero(np.isfinite(values).any(axis=0))
    reached = step[: int(recorded[-1]) + 1] if len(recorded) else step
    x = limits(reached.astype(float), 0.02)
    # A batch's loss belongs to the step that used it: with hundreds of them the full loss would not be seen.
    noise = batch if batch is not None and len(curves) <= MANY else ()
    scatter = [_curve(run, looks[run], step, own) for run, own in enumerate(noise)]
    stopped = int(np.sum(diverged_at >= 0))
    title = (
        f"{stopped:,} of {len(curves):,} runs diverged" if stopped and len(curves) > MANY else ""
    )
    if not any(len(curve.step) for curve in curves):
        title = "no loss is known"
    return Loss(
        title,
        Axis("step", x, whole=True),
        y,
        curves,
        tuple(curve for curve in scatter if len(curve.step)),
        tuple(curve for curve in under if len(curve.step)),
        cast,
    )


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
    run: int, look: Look, step: np.ndarray, values: np.ndarray, stop: Stop | None = None
) -> Curve:
    kept = thin(values)
    return Curve(run, look, step[kept], values[kept], stop)


def _stop(step: np.ndarray, values: np.ndarray, diverged_at: int, y: Axis) -> Stop | None:
    """Where a run diverged: at its loss there, or at the upper edge, with the loss in words, where that lies above."""
    if diverged_at < 0:
        return None
    text = f"diverged at step {diverged_at:,}"
    there = values[step == diverged_at]
    loss = float(there[0]) if there.size else math.nan
    if loss <= y.limits[1]:
        return Stop(diverged_at, (diverged_at, loss), text)
    # Infinite and NaN losses too.
    return Stop(diverged_at, (diverged_at, y.limits[1]), f"{text}, loss {number(loss, 2)}")
