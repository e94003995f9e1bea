"""The profile panel: the loss along one parameter, with paths on the curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.scenes.axis import Axis
from thalweg.scenes.ground import axis_of
from thalweg.scenes.look import Cast
from thalweg.scenes.marked import Named, in_view, named_points, outside, said_of
from thalweg.scenes.needs import need_axes
from thalweg.scenes.on_plane import heading
from thalweg.scenes.path import Path, marks_of, trace
from thalweg.scenes.quantity import loss_name
from thalweg.scenes.text import listing
from thalweg.scenes.words import ascii_minus, between, departures, known_minima

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene


@dataclass(frozen=True, eq=False)
class Profile:
    """What the profile panel shows.

    Attributes
    ----------
    title : str
    x, y : Axis
    curve_x, curve_y : arrays, shape (point,)
        The loss along the parameter; NaN where it is not finite or not computed.
    gaps : tuple of (float, float)
        Intervals in which the loss is not finite.
    paths : tuple of Path
        In coordinates (parameter, loss).
    minima : tuple of (float, float)
    cast : Cast
    named : tuple of (Named, (float, float))
        The line's named points in the view, with their places.
    notes : tuple of str
        What lies elsewhere.
    """

    title: str
    x: Axis
    y: Axis
    curve_x: np.ndarray
    curve_y: np.ndarray
    gaps: tuple[tuple[float, float], ...]
    paths: tuple[Path, ...]
    minima: tuple[tuple[float, float], ...]
    cast: Cast
    named: tuple[tuple[Named, tuple[float, float]], ...] = ()
    notes: tuple[str, ...] = ()
    dims: ClassVar[int] = 2

    @property
    def marks(self) -> tuple[str, ...]:
        """What the key has to explain."""
        return (
            *marks_of(self.paths),
            *(("minimum",) if self.minima else ()),
            *(("not finite",) if self.gaps else ()),
        )

    @property
    def words(self) -> str:
        """The panel in words."""
        text = f"Curve of the loss along {self.x.label} {between(self.x.limits)}"
        if self.title:
            text += f", {ascii_minus(self.title.replace(chr(10), '; '))}"
        if self.gaps:
            text += f"; it is not finite {listing([between(gap) for gap in self.gaps[:3]])}"
        marked = known_minima([(x,) for x, _ in self.minima])
        marked += said_of([one for one, _ in self.named])
        notes = "".join(f" {ascii_minus(note[0].upper() + note[1:])}." for note in self.notes)
        return text + "." + marked + notes + departures(self.paths)

    def only(self, runs: frozenset[int]) -> Profile:
        """The same picture of some of the runs."""
        return replace(self, paths=tuple(path for path in self.paths if path.run in runs))


def check(scene: Scene) -> None:
    """Refuse a scene without one axis to draw on."""
    need_axes(scene, "profile", 1)


def describe(scene: Scene) -> Profile:
    """Describe the loss along the one axis of the landscape, and every run as points on the curve."""
    runs, land, cast = scene.runs, scene.ground, scene.cast
    problem = land.problem
    (name,) = land.axes
    x = land.dataset[name].values.astype(float)
    values = land.dataset["loss"].values.astype(float)
    done = land.dataset["done"].values.astype(bool)
    finite = np.isfinite(values) & done
    across = (float(x.min()), float(x.max()))
    if runs is None or name not in runs.problem.params:
        theta = losses = np.zeros((0, 0))
        step = stops = np.zeros(0, dtype=int)
    else:
        theta = runs.dataset["theta"].sel(param=name).transpose("run", "step").values
        losses = runs.dataset["loss"].transpose("run", "step").values
        step = runs.dataset["step"].values.astype(int)
        stops = runs.diverged_at.values.astype(int)
    named = named_points(land)
    seen = in_view(named, (across,))
    heights = _heights(values[finite], theta, losses, across, [one.loss for one in seen])
    box = (across, heights)
    paths = tuple(
        trace(
            run,
            cast.looks[run],
            np.stack([theta[run], losses[run]], axis=-1),
            step,
            losses[run],
            at,
            box,
        )
        for run, at in enumerate(stops.tolist())
    )
    minima: tuple[tuple[float, float], ...] = ()
    if scene.minima and len(problem.params) == 1:
        points = np.asarray(scene.minima, dtype=float)
        found = zip(points[:, 0].tolist(), np.asarray(problem.loss(points)).tolist(), strict=True)
        minima = tuple(m for m in found if across[0] <= m[0] <= across[1])
    return Profile(
        title=heading(land, runs),
        x=Axis(axis_of(land, name), across),
        y=Axis(loss_name(problem), heights),
        curve_x=x,
        curve_y=np.where(finite, values, np.nan),
        gaps=_gaps(x, done & ~finite),
        paths=paths,
        minima=minima,
        cast=cast,
        named=tuple((one, _place(one, x, np.where(finite, values, np.nan))) for one in seen),
        notes=outside(named, (across,)),
    )


def _place(one: Named, x: np.ndarray, curve: np.ndarray) -> tuple[float, float]:
    """Where a named point stands: at its own loss, or on the curve where that is not known."""
    (at,) = one.at
    loss = float(np.interp(at, x, curve)) if one.loss is None else one.loss
    return at, loss if np.isfinite(loss) else np.nan


def _heights(
    curve: np.ndarray,
    theta: np.ndarray,
    losses: np.ndarray,
    across: tuple[float, float],
    marked: Sequence[float | None] = (),
) -> tuple[float, float]:
    """Limits of the loss axis: all points of the paths in view, and as much of the curve as leaves them room."""
    seen = losses[(theta >= across[0]) & (theta <= across[1]) & np.isfinite(losses)]
    if not curve.size and not seen.size:
        return (0.0, 1.0)
    low = float(np.append(curve, seen).min())
    # A curve that shoots up at the sides (an exponential) would press the interesting part flat.
    high = 2 * float(seen.max()) - low if seen.size else float(np.quantile(curve, 0.95))
    # Of points that are marked, all are seen.
    high = max([high, *(loss for loss in marked if loss is not None and np.isfinite(loss))])
    if curve.size and float(curve.max()) - low <= 1.4 * (high - low):
        high = float(curve.max())
    if high - low <= 1e-12 * max(abs(low), abs(high), 1e-300):
        return (low - 0.5 * (abs(low) or 1.0), high + 0.5 * (abs(high) or 1.0))
    return (low - 0.06 * (high - low), high + 0.04 * (high - low))


def _gaps(x: np.ndarray, missing: np.ndarray) -> tuple[tuple[float, float], ...]:
    """Intervals of neighbouring points without a finite loss."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], missing, [False]]).astype(int)))
    return tuple(
        (float(x[first]), float(x[last - 1]))
        for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    )
