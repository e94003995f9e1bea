"""The sharpness panel: the largest eigenvalue of the Hessian against the step, and the limits of stability."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.compute.curvature import limit_name, sharpness, stable_limit
from thalweg.data.curvature import Sharpness as Computed
from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError
from thalweg.problems.blackbox import Recorded
from thalweg.scenes.axis import FACTOR, Axis, limits, log_limits
from thalweg.scenes.curve import Curve, Stop
from thalweg.scenes.look import MANY, Cast, Look
from thalweg.scenes.needs import need_runs
from thalweg.scenes.text import number, spoken
from thalweg.scenes.thin import thin

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

LABEL = "sharpness: largest eigenvalue"

FAR = 4.0
"""A limit that would make a linear axis longer than this many times the curves is told in words."""

SMALL = 40
"""Up to as many parameters the panel computes what was not recorded: the whole Hessian costs little."""

POINTS = 4000
"""About as many Hessians of all runs together, each run's first and last step among them."""


@dataclass(frozen=True, eq=False)
class Sharpness:
    """What the sharpness panel shows.

    Attributes
    ----------
    curves : tuple of Curve
    limits : tuple of (float or None)
        Of each run, the sharpness above which its optimizer is unstable on a quadratic.
    lines : tuple of (float, Look)
        The limits that are drawn, each once.
    limit : str
        How they are worked out: ``2/lr``.
    notes : tuple of str
        What is told instead of drawn.
    """

    x: Axis
    y: Axis
    curves: tuple[Curve, ...]
    limits: tuple[float | None, ...]
    lines: tuple[tuple[float, Look], ...]
    limit: str
    cast: Cast
    notes: tuple[str, ...]
    dims: ClassVar[int] = 2

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """What the key has to explain."""
        return (("limit", f"limit of stability, {self.limit}"),) if self.lines else ()

    @property
    def words(self) -> str:
        """The panel in words."""
        said = [
            f"Curves of the sharpness, the largest eigenvalue of the Hessian, against the {self.x.label}"
            + (", on a log axis." if self.y.log else ".")
        ]
        for curve in self.curves[:MANY] if len(self.curves) <= MANY else ():
            if len(curve.value):
                first, last = (spoken(float(v)) for v in curve.value[[0, -1]])
                limit = self.limits[curve.run]
                own = "" if limit is None else f"; its limit of stability is {spoken(limit)}"
                said.append(
                    f"{curve.look.label}: {first} at step {int(curve.step[0]):,},"
                    f" {last} at step {int(curve.step[-1]):,}{own}."
                )
        return " ".join(said)

    def only(self, runs: frozenset[int]) -> Sharpness:
        """The same picture of some of the runs."""
        curves = tuple(curve for curve in self.curves if curve.run in runs)
        shown = {limit for limit, _ in self.lines}
        return replace(self, curves=curves, lines=_lines(curves, self.limits, shown))


def check(scene: Scene) -> None:
    """Refuse a scene whose sharpness is neither recorded nor quickly computed.

    Raises
    ------
    ArgumentError
        ``the sharpness panel needs the curvature of 8,970 parameters, which takes its time: compute it with ...``.
    """
    runs = need_runs(scene, "sharpness")
    if "sharpness" in runs.dataset:
        return
    count = len(runs.problem.params)
    how = (
        "compute it with sharp = tw.curvature.sharpness(problem, runs), and show sharp.beside(runs)"
    )
    if isinstance(runs.problem, Recorded):
        raise ArgumentError(
            f"the sharpness panel needs curvature, and these runs know only what was recorded: {how}"
        )
    if count > SMALL:
        raise ArgumentError(
            f"the sharpness panel needs the curvature of {count:,} parameters, which takes its time: {how}"
        )


def usual(scene: Scene) -> bool:
    """Whether someone has computed it, in order to see it."""
    return scene.runs is not None and "sharpness" in scene.runs.dataset


def describe(scene: Scene) -> Sharpness:
    """Describe the sharpness of every run, with the limit of its optimizer."""
    runs = need_runs(scene, "sharpness")
    stops = [int(at) if at >= 0 else None for at in runs.diverged_at.values]
    return described(known(runs), scene.cast, stops)


def described(found: Computed, cast: Cast, stops: Sequence[int | None]) -> Sharpness:
    """Describe what was computed, with the looks of a cast."""
    crowded = len(cast.looks) > MANY and len(set(found.limits) - {None}) > 1
    y, drawn, notes = _axis(found.values, () if crowded else found.limits)
    if crowded:
        notes = ("the limits of stability differ, and are left out",)
    curves = []
    for run, look in enumerate(cast.looks):
        kept = thin(found.values[run])
        step, values = found.steps[kept], found.values[run, kept]
        curves.append(Curve(run, look, step, values, _stop(stops[run], step, values)))
    x = Axis("step", limits(found.steps[[0, -1]].astype(float), 0.02), whole=True)
    lines = _lines(curves, found.limits, drawn)
    return Sharpness(x, y, tuple(curves), found.limits, lines, found.limit, cast, notes)


def known(runs: Trajectories) -> Computed:
    """The sharpness as it was recorded, else computed now, for so many runs and steps at some of the steps."""
    dataset = runs.dataset
    if "sharpness" not in dataset:
        count = dataset.sizes["step"]
        every = math.ceil(count * len(runs) / POINTS)
        places = np.unique(np.append(np.arange(0, count, every), count - 1))
        some = Trajectories(dataset.isel(step=places), runs.problem, runs.optimizers)
        return sharpness(runs.problem, some)
    bounds = tuple(stable_limit(optimizer) for optimizer in runs.optimizers)
    values = dataset["sharpness"].transpose("run", "step").values
    steps = dataset["step"].values.astype(int)
    name = limit_name(runs.optimizers)
    return Computed(steps, values, bounds, runs.labels, runs.problem.title, name)


def _stop(diverged_at: int | None, step: np.ndarray, values: np.ndarray) -> Stop | None:
    """Where a run diverged: at the last sharpness before."""
    if diverged_at is None or not len(values):
        return None
    last = (float(step[-1]), float(values[-1]))
    return Stop(diverged_at, last, f"diverged at step {diverged_at:,}")


def _lines(
    curves: Sequence[Curve], bounds: Sequence[float | None], drawn: set[float]
) -> tuple[tuple[float, Look], ...]:
    """Each limit once, in the look of the first run that has it."""
    found: dict[float, Look] = {}
    for curve in curves:
        limit = bounds[curve.run]
        if limit is not None and limit in drawn:
            found.setdefault(limit, curve.look)
    return tuple(found.items())


def _axis(
    values: np.ndarray, bounds: Sequence[float | None]
) -> tuple[Axis, set[float], tuple[str, ...]]:
    """The axis of the sharpness, which limits it shows, and the words for the others."""
    finite = values[np.isfinite(values)]
    some = sorted({bound for bound in bounds if bound is not None})
    every = np.concatenate([finite, some])
    if len(every) and every.min() > 0 and every.max() > FACTOR * every.min():
        return Axis(LABEL, log_limits(every, 0.08), log=True), set(some), ()
    if not len(finite):
        return Axis(LABEL, limits(every, 0.08)), set(some), ()
    low, high = float(finite.min()), float(finite.max())
    reach = max(high - low, 0.25 * abs(high), 1e-300)
    near = {bound for bound in some if low - FAR * reach <= bound <= high + FAR * reach}
    far = [bound for bound in some if bound not in near]
    notes = ()
    if far:
        told = f"from {number(far[0])} to {number(far[-1])}" if len(far) > 1 else number(far[0])
        where = "above" if far[0] > high else "beyond" if far[-1] > high else "below"
        notes = (f"limit{'s' * (len(far) > 1)} of stability {where} the view: {told}",)
    return Axis(LABEL, limits(np.concatenate([finite, sorted(near)]), 0.08)), near, notes
