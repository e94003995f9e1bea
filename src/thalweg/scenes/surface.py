"""The surface panel: the loss over two parameters as a landscape, with paths on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.scenes import contour
from thalweg.scenes.axis import Axis
from thalweg.scenes.contour import Contour
from thalweg.scenes.height import Height, height_of
from thalweg.scenes.levels import Levels
from thalweg.scenes.look import Cast
from thalweg.scenes.marked import Named, said_of
from thalweg.scenes.needs import need_axes
from thalweg.scenes.path import Exit, Path, marks_of
from thalweg.scenes.relief import Relief, pieces_over
from thalweg.scenes.turn import Camera, turn
from thalweg.scenes.view import inside
from thalweg.scenes.words import ascii_minus, between, departures, known_minima, share

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

Place = tuple[float, float, float]

LIFT = 0.008
"""How far above the surface paths lie, as a fraction of the height axis."""


@dataclass(frozen=True, eq=False)
class Track:
    """One run over the surface.

    Attributes
    ----------
    path : Path
        The run as it is seen from above.
    line : array, shape (point, 3)
        In data units, with NaN between pieces: from step to step, over the hills that stand between.
    dots : array, shape (dot, 3)
    start, end : (float, float, float) or None
        None where they lie outside the view.
    exits : tuple of (Exit, float)
        With the surface's loss where the path leaves.
    reached : int array, shape (point,)
        The step that reaches each point of the line.
    """

    path: Path
    line: np.ndarray
    dots: np.ndarray
    start: Place | None
    end: Place | None
    exits: tuple[tuple[Exit, float], ...]
    reached: np.ndarray


@dataclass(frozen=True, eq=False)
class Surface:
    """What the surface panel shows.

    Attributes
    ----------
    map : Contour
        The same ground seen from above.
    z : Axis
        The loss.
    loss : array, shape (ny, nx)
        What is drawn: NaN where it is not finite, not computed or cut off. What is higher than the axis is cut there.
    whole : bool
        Whether the ground is the whole space of the paths, which then lie on it, or a cut through it.
    tracks : tuple of Track
    minima : tuple of (float, float, float)
    camera : Camera
    notes : tuple of str
        What is cut off.
    named : tuple of (Named, (float, float, float))
        The plane's named points in the view, with their places on the surface.
    """

    map: Contour
    z: Axis
    loss: np.ndarray
    whole: bool
    tracks: tuple[Track, ...]
    minima: tuple[Place, ...]
    camera: Camera
    notes: tuple[str, ...]
    named: tuple[tuple[Named, Place], ...] = ()
    dims: ClassVar[int] = 3

    @property
    def cast(self) -> Cast:
        """The looks of the runs."""
        return self.map.cast

    def only(self, runs: frozenset[int]) -> Surface:
        """The same picture of some of the runs."""
        tracks = tuple(track for track in self.tracks if track.path.run in runs)
        return replace(self, map=self.map.only(runs), tracks=tracks)

    @property
    def sides(self) -> tuple[float, float, float]:
        """Lengths of the box's sides."""
        return box_sides(self.map)

    @cached_property
    def relief(self) -> Relief:
        """The surface in fractions of the box."""
        return _relief(self.map, self.z, self.loss)

    @property
    def marks(self) -> tuple[str, ...]:
        """What the key has to explain."""
        return (*marks_of(self.map.paths), *(("minimum",) if self.minima else ()))

    @property
    def words(self) -> str:
        """The panel in words."""
        seen = self.map
        text = (
            f"The loss as a surface{', its height on a log scale,' * self.z.log} "
            f"over {seen.x.label} {between(seen.x.limits)} and {seen.y.label} {between(seen.y.limits)}"
        )
        if seen.title:
            text += f", {ascii_minus(seen.title.replace(chr(10), '; '))}"
        finite = seen.loss[np.isfinite(seen.loss)]
        if finite.size:
            text += f"; there it goes {between((float(finite.min()), float(finite.max())))}"
        if seen.not_finite.any():
            text += (
                f"; it has holes where the loss is not finite, {share(seen.not_finite)} of the area"
            )
        if seen.not_done.any():
            text += f"; {share(seen.not_done)} of the area is not computed yet"
        text += "." + "".join(
            f" It is {ascii_minus(n)}." for n in self.notes if n.startswith("cut")
        )
        text += known_minima([m[:2] for m in self.minima]) + said_of(seen.named)
        return text + departures(seen.paths)


def check(scene: Scene) -> None:
    """Refuse a scene without two axes to draw on."""
    need_axes(scene, "surface", 2)


def describe(scene: Scene) -> Surface:
    """Describe the loss over the two axes of the landscape as heights, and every run as a path over them."""
    (one,) = describe_all([scene])
    return one


def describe_all(scenes: Sequence[Scene], levels: Levels | None = None) -> tuple[Surface, ...]:
    """Describe several scenes on one height axis, seen from one place.

    Parameters
    ----------
    levels : Levels, optional
        Of all of them. Default: the first one's own.
    """
    seen = [contour.describe(scene) for scene in scenes]
    if levels is not None:
        seen = [replace(one, levels=levels) for one in seen]
    losses = [_losses(scene, one) for scene, one in zip(scenes, seen, strict=True)]
    own = [
        values
        for scene, several in zip(scenes, losses, strict=True)
        if not scene.ground.whole
        for values in several
    ]
    start = max(_starts(one, several) for one, several in zip(seen, losses, strict=True))
    every = np.concatenate([one.loss.ravel() for one in seen])
    height = height_of(every[np.isfinite(every)], seen[0].levels, own, start)
    z = replace(height.axis, label=seen[0].measured)
    # The one that rises most hides most of itself.
    tallest = max(range(len(seen)), key=lambda n: _rise(seen[n]))
    camera = None
    found: dict[int, Surface] = {}
    for n in sorted(range(len(seen)), key=lambda n: n != tallest):
        whole = scenes[n].ground.whole
        found[n] = _surface(seen[n], z, height, losses[n], camera, whole=whole)
        camera = found[n].camera
    return tuple(found[n] for n in range(len(seen)))


def _rise(seen: Contour) -> float:
    finite = seen.loss[np.isfinite(seen.loss)]
    return float(np.ptp(finite)) if finite.size else 0.0


def _losses(scene: Scene, seen: Contour) -> list[np.ndarray]:
    """The loss at every step of the paths."""
    if scene.runs is None or not seen.paths:
        return []
    recorded = scene.runs.dataset["loss"].transpose("run", "step").values
    step = scene.runs.dataset["step"].values.astype(int)
    return [recorded[path.run][np.searchsorted(step, path.step)] for path in seen.paths]


def _surface(
    seen: Contour,
    z: Axis,
    height: Height,
    losses: list[np.ndarray],
    camera: Camera | None,
    *,
    whole: bool,
) -> Surface:
    shown = height.shown(seen.loss)
    relief = _relief(seen, z, shown)
    tracks = tuple(
        _track(path, values, seen, z, relief, whole=whole)
        for path, values in zip(seen.paths, losses, strict=True)
    )
    minima = tuple((*m, _loss_at(m, math.nan, seen, z, relief, whole=True)) for m in seen.minima)
    minima = tuple(m for m in minima if math.isfinite(m[2]))
    named = tuple(
        (one, (x, y, _loss_at((x, y), _known(one), seen, z, relief, whole=True)))
        for one in seen.named
        for x, y in [one.at]
    )
    named = tuple((one, place) for one, place in named if math.isfinite(place[2]))
    if camera is None:
        lines = [fractions(track.line, seen, z) for track in tracks]
        lift = np.array([0, 0, LIFT])
        line = np.concatenate([np.zeros((0, 3)), *lines]) + lift
        ends = [place for track in tracks for place in (track.start, track.end)]
        known = [place for place in ends if place is not None]
        places = [*known, *minima, *(place for _, place in named)]
        marks = fractions(np.array(places).reshape(-1, 3), seen, z) + lift
        camera = turn(relief, line, marks, box_sides(seen))
    notes = height.notes
    if seen.not_finite.any():
        notes = (*notes, "holes: the loss is not finite")
    if seen.not_done.any():
        notes = (*notes, "holes: not computed yet")
    notes = (*seen.notes, *notes)
    return Surface(seen, z, shown, whole, tracks, minima, camera, notes, named)


def _known(one: Named) -> float:
    return math.nan if one.loss is None else one.loss


def box_sides(seen: Contour) -> tuple[float, float, float]:
    """Lengths of the box's sides: as the units say where they are equal."""
    if not seen.equal:
        return (1.0, 1.0, 0.72)
    (x0, x1), (y0, y1) = seen.x.limits, seen.y.limits
    ratio = min(max((x1 - x0) / (y1 - y0), 0.4), 2.5)
    wide, deep = (1.0, 1 / ratio) if ratio > 1 else (ratio, 1.0)
    return (wide, deep, 0.72 * math.sqrt(wide * deep))


def fractions(points: np.ndarray, seen: Contour, z: Axis) -> np.ndarray:
    """Points (x, y, loss) in fractions of the box, shape (point, 3)."""
    columns = [
        (points[:, k] - low) / (high - low)
        for k, (low, high) in enumerate((seen.x.limits, seen.y.limits))
    ]
    return np.column_stack([*columns, _fraction(points[:, 2], z)])


def _fraction(loss: np.ndarray, z: Axis) -> np.ndarray:
    low, high = z.limits
    with np.errstate(invalid="ignore"):
        clipped = np.clip(loss, low, high)
    if z.log:
        return (np.log10(clipped) - math.log10(low)) / (math.log10(high) - math.log10(low))
    return (clipped - low) / (high - low)


def _loss_of(fraction: np.ndarray, z: Axis) -> np.ndarray:
    low, high = z.limits
    if z.log:
        return 10 ** (math.log10(low) + fraction * (math.log10(high) - math.log10(low)))
    return low + fraction * (high - low)


def _relief(seen: Contour, z: Axis, shown: np.ndarray) -> Relief:
    u, v = (
        (grid - grid[0]) / (grid[-1] - grid[0]) if len(grid) > 1 else np.zeros(len(grid))
        for grid in (seen.grid_x, seen.grid_y)
    )
    return Relief(u, v, _fraction(shown, z))


def _starts(seen: Contour, losses: list[np.ndarray]) -> float:
    """The highest loss of a start in the view."""
    known = [values[0] for path, values in zip(seen.paths, losses, strict=True) if path.start]
    return max((float(v) for v in known if math.isfinite(v)), default=-math.inf)


def _loss_at(
    at: tuple[float, float], own: float, seen: Contour, z: Axis, relief: Relief, *, whole: bool
) -> float:
    """The loss at which a place is drawn: on the surface, or its own where there is none."""
    place = fractions(np.array([[*at, own]]), seen, z)[0]
    ground = float(relief.at(place[:1], place[1:2])[0])
    if not whole or math.isnan(ground):
        return own
    height = ground if math.isnan(place[2]) else max(ground, place[2])
    return float(_loss_of(np.array(height), z))


def _track(
    path: Path, losses: np.ndarray, seen: Contour, z: Axis, relief: Relief, *, whole: bool
) -> Track:
    box = (seen.x.limits, seen.y.limits)
    if len(losses):
        # A point without a loss stands as high as the one before it.
        last = np.maximum.accumulate(np.where(np.isnan(losses), 0, np.arange(len(losses))))
        losses = losses[last]
    points = np.column_stack([path.x, path.y, losses])
    with np.errstate(over="ignore"):
        places = fractions(points, seen, z)
    line, reached = pieces_over(relief, places[:, :2], places[:, 2], drape=whole)

    def at(pair: tuple[float, float] | None, own: float) -> Place | None:
        return None if pair is None else (*pair, _loss_at(pair, own, seen, z, relief, whole=whole))

    dots = [
        at((float(path.x[k]), float(path.y[k])), float(losses[k]))
        for k in path.dots.tolist()
        if inside(box, (float(path.x[k]), float(path.y[k])))
    ]
    exits = []
    for leave in path.exits:
        height = _loss_at(leave.at, math.nan, seen, z, relief, whole=True)
        exits.append((leave, height))
    low = np.array([limits[0] for limits in box])
    span = np.array([limits[1] - limits[0] for limits in box])
    return Track(
        path,
        np.column_stack([low + span * line[:, :2], _loss_of(line[:, 2], z)]),
        np.array([dot for dot in dots if dot is not None]).reshape(-1, 3),
        at(path.start, float(losses[0])) if len(losses) else None,
        at(path.end, float(losses[-1])) if len(losses) else None,
        tuple(exits),
        path.step[reached],
    )
