"""The contour panel: the loss over two parameters, with paths on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.data.landscape import Landscape
from thalweg.data.trajectories import Trajectories
from thalweg.scenes.arrows import MARK, Arrows, arrows
from thalweg.scenes.axis import Axis
from thalweg.scenes.ground import axis_of, ground_units
from thalweg.scenes.levels import FEW, MOST, Levels, contour_levels
from thalweg.scenes.look import Cast
from thalweg.scenes.marked import Named, in_view, named_points, outside, said_of
from thalweg.scenes.needs import need_axes
from thalweg.scenes.on_plane import heading
from thalweg.scenes.path import Path, marks_of, trace
from thalweg.scenes.quantity import loss_short
from thalweg.scenes.text import listing, point, symbol
from thalweg.scenes.view import comparable, inside
from thalweg.scenes.words import ascii_minus, between, departures, known_minima, share

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene


@dataclass(frozen=True, eq=False)
class Contour:
    """What the contour panel shows.

    Attributes
    ----------
    title : str
        States the other parameters where there are any.
    x, y : Axis
    grid_x, grid_y : arrays, shapes (nx,) and (ny,)
    loss : array, shape (ny, nx)
        NaN where it is not finite or not computed.
    levels : Levels
    not_finite, not_done : bool arrays, shape (ny, nx)
        Where the loss is infinite or NaN, and where it was not computed yet.
    computed : array, shape (point, 2)
        The points that were computed, where others are interpolated; else none.
    paths : tuple of Path
    minima : tuple of (float, float)
        Known minima in the view.
    equal : bool
        Whether one unit has the same length on both axes.
    cast : Cast
    arrows : Arrows or None
        Of descent, where they are asked for.
    notes : tuple of str
        What lies elsewhere.
    measured : str
        The loss, with its unit if that is known.
    named : tuple of Named
        The plane's named points in the view.
    """

    title: str
    x: Axis
    y: Axis
    grid_x: np.ndarray
    grid_y: np.ndarray
    loss: np.ndarray
    levels: Levels
    not_finite: np.ndarray
    not_done: np.ndarray
    computed: np.ndarray
    paths: tuple[Path, ...]
    minima: tuple[tuple[float, float], ...]
    equal: bool
    cast: Cast
    arrows: Arrows | None = None
    notes: tuple[str, ...] = ()
    measured: str = "loss"
    named: tuple[Named, ...] = ()
    dims: ClassVar[int] = 2

    @property
    def marks(self) -> tuple[str | tuple[str, str], ...]:
        """What the key has to explain."""
        return (
            *marks_of(self.paths),
            *(("minimum",) if self.minima else ()),
            *((("arrows", MARK),) if self.arrows is not None else ()),
            *(("not finite",) if self.not_finite.any() else ()),
            *(("not computed",) if self.not_done.any() else ()),
            *(("computed",) if len(self.computed) else ()),
        )

    @property
    def words(self) -> str:
        """The panel in words."""
        text = (
            f"Contours of the loss over {self.x.label} {between(self.x.limits)} "
            f"and {self.y.label} {between(self.y.limits)}"
        )
        if self.title:
            text += f", {ascii_minus(self.title.replace(chr(10), '; '))}"
        finite = self.loss[np.isfinite(self.loss)]
        if finite.size:
            text += f"; there it goes {between((float(finite.min()), float(finite.max())))}"
        if self.not_finite.any():
            text += f"; it is not finite in {share(self.not_finite)} of the area"
        if self.not_done.any():
            text += f"; {share(self.not_done)} of the area is not computed yet"
        drawn = "" if self.arrows is None else self.arrows.words
        notes = "".join(f" {ascii_minus(note[0].upper() + note[1:])}." for note in self.notes)
        marked = known_minima(self.minima) + said_of(self.named)
        return text + "." + marked + notes + drawn + departures(self.paths)

    def only(self, runs: frozenset[int]) -> Contour:
        """The same picture of some of the runs."""
        return replace(self, paths=tuple(path for path in self.paths if path.run in runs))


def check(scene: Scene) -> None:
    """Refuse a scene without two axes to draw on."""
    need_axes(scene, "contour", 2)


def describe(scene: Scene) -> Contour:
    """Describe the loss over the two axes of the landscape, and every run as a path on it."""
    runs, land, cast = scene.runs, scene.ground, scene.cast
    problem = land.problem
    first, second = land.axes
    dataset = land.dataset.transpose(second, first)
    grid_x = dataset[first].values.astype(float)
    grid_y = dataset[second].values.astype(float)
    values = dataset["loss"].values.astype(float)
    done = dataset["done"].values.astype(bool)
    finite = np.isfinite(values) & done
    box = tuple((float(g.min()), float(g.max())) for g in (grid_x, grid_y))
    minima: tuple[tuple[float, float], ...] = ()
    # Of two parameters the ground is the whole space; of more it is a cut through it.
    whole = land.whole
    if whole:
        where = [problem.params.index(name) for name in land.axes]
        found = [(float(m[where[0]]), float(m[where[1]])) for m in scene.minima]
        minima = tuple(m for m in found if inside(box, m))
    paths: tuple[Path, ...] = ()
    floor = np.inf
    # The axes may be directions, in which only projected runs have coordinates.
    if runs is not None and all(axis in runs.problem.params for axis in land.axes):
        theta = runs.dataset["theta"].sel(param=[first, second]).transpose("run", "step", "param")
        losses = runs.dataset["loss"].transpose("run", "step").values
        step = runs.dataset["step"].values.astype(int)
        paths = tuple(
            trace(run, cast.looks[run], theta.values[run], step, losses[run], at, box)
            for run, at in enumerate(runs.diverged_at.values.astype(int).tolist())
        )
        if whole and np.isfinite(losses).any():
            floor = float(np.min(losses[np.isfinite(losses)]))
    named = named_points(land)
    kept = np.where(finite, values, np.nan)
    equal = ground_units(land) and comparable(box)
    return Contour(
        title=heading(land, runs),
        x=Axis(axis_of(land, first), box[0]),
        y=Axis(axis_of(land, second), box[1]),
        grid_x=grid_x,
        grid_y=grid_y,
        loss=kept,
        levels=contour_levels(kept, floor, FEW if len(scene.parts) > 2 else MOST),
        not_finite=done & ~finite,
        not_done=~done,
        computed=_computed(land),
        paths=paths,
        minima=minima,
        equal=equal,
        cast=cast,
        arrows=arrows(land, problem, box, equal=equal) if scene.gradient else None,
        notes=(*elsewhere(scene, paths, minima, whole=whole), *outside(named, box)),
        measured=loss_short(problem),
        named=in_view(named, box),
    )


def _computed(land: Landscape) -> np.ndarray:
    """Where the loss was computed, shape (point, 2), if it was interpolated elsewhere."""
    done, computed = land.dataset["done"].values, land.dataset["computed"].values
    if not (done & ~computed).any():
        return np.zeros((0, 2))
    places = np.argwhere(computed & done)
    along = [land.dataset[axis].values for axis in land.axes]
    return np.stack([values[places[:, k]] for k, values in enumerate(along)], axis=-1)


def elsewhere(
    scene: Scene,
    paths: tuple[Path, ...],
    minima: tuple[tuple[float, float], ...],
    *,
    whole: bool,
) -> tuple[str, ...]:
    """What a map cannot show: paths and minima outside it, and paths that lie above or below the cut."""
    land, runs = scene.ground, scene.runs
    notes: list[str] = []
    known = land.problem.minima
    if whole and known and not minima:
        least = known[0] if runs is None else min(known, key=lambda m: _away(m, scene))
        where = point([least[land.problem.params.index(name)] for name in land.axes])
        notes.append(f"minimum {where} outside the view")
    if paths and not any(path.start or path.end or path.exits for path in paths):
        notes.append("the paths lie outside the view")
    elif paths and runs is not None and land.fixed:
        other = [name for name, value in land.fixed.items() if _differs(runs, name, value)]
        if other:
            named = (
                listing([symbol(name) for name in other]) if len(other) <= 3 else "other parameters"
            )
            notes.append(f"along the paths {named} differ{'s' * (len(other) == 1)}")
    return tuple(notes)


def _away(minimum: tuple[float, ...], scene: Scene) -> float:
    assert scene.runs is not None
    ends = scene.runs.final.transpose("run", "param").values
    return float(np.min(np.linalg.norm(ends - np.array(minimum), axis=1)))


def _differs(runs: Trajectories, name: str, value: float) -> bool:
    values = runs.dataset["theta"].sel(param=name).values
    values = values[np.isfinite(values)]
    return bool(np.any(np.abs(values - value) > 1e-9 * max(1.0, abs(value))))
