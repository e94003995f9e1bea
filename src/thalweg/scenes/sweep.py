"""The sweep panel: the loss at the end against a hyperparameter."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError
from thalweg.scenes.axis import FACTOR, Axis, limits, log_limits
from thalweg.scenes.look import MANY, Cast, Look
from thalweg.scenes.needs import need_runs
from thalweg.scenes.swept import Group, coordinates_of, groups, stability_bound, varied
from thalweg.scenes.text import count, listing, number, spoken
from thalweg.scenes.words import between

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

FEWEST, USUAL = 3, 6
"""Values that a sweep needs, and from how many on it is shown without being asked for."""

ROW = 0.05
"""Distance of two lines' crosses, as a fraction of the panel's height."""


@dataclass(frozen=True)
class Point:
    """All runs with one value.

    Attributes
    ----------
    x : float
        The value.
    losses : tuple of float
        The last loss of every run; of one that diverged, the one that it stopped with.
    diverged : int
        How many of the runs diverged.
    low, middle, high : float
        Smallest, median and largest loss, where a run that diverged counts as infinite.
    look : Look
        Of the first of the runs, in the other panels.
    """

    x: float
    losses: tuple[float, ...]
    diverged: int
    low: float
    middle: float
    high: float
    look: Look


@dataclass(frozen=True)
class Line:
    """One optimizer.

    Attributes
    ----------
    label : str
    short : str
        The label without what all lines have in common.
    look : Look
        Its own, for a picture of nothing but the sweep.
    points : tuple of Point
        By ascending value.
    best : Point or None
        The lowest, by the median; None where all diverged.
    stretches : tuple of (float, float)
        First and last value of every stretch of neighbouring values that diverge.
    row : int or None
        In which row from above its crosses stand; None where nothing diverged.
    """

    label: str
    short: str
    look: Look
    points: tuple[Point, ...]
    best: Point | None
    stretches: tuple[tuple[float, float], ...]
    row: int | None

    def limits_of_calm(self, name: str) -> str:
        """Where it diverges, in words: ``'diverges from lr = 0.105'``; empty where it does not."""
        first, last = self.points[0].x, self.points[-1].x
        if self.stretches == ((first, last),):
            return (
                "diverges at every value"
                if last > first
                else f"diverges at {name} = {number(first)}"
            )
        parts = []
        for low, high in self.stretches:
            if high == last:
                parts.append(f"from {name} = {number(low)}")
            elif low == first:
                parts.append(f"up to {name} = {number(high)}")
            else:
                parts.append(f"from {name} = {number(low)} to {number(high)}")
        return f"diverges {listing(parts)}" if parts else ""


@dataclass(frozen=True, eq=False)
class Sweep:
    """What the sweep panel shows.

    Attributes
    ----------
    name : str
        The hyperparameter.
    x, y : Axis
    lines : tuple of Line
    tint : tuple of (float, float)
        Stretches of the axis where all lines diverge.
    bound : float or None
        2/λmax, where it is certain and lies in the panel.
    linked : bool
        Whether the points look as their runs do in the panels beside it.
    notes : tuple of str
    cast : Cast
        Whom the key names.
    """

    name: str
    x: Axis
    y: Axis
    lines: tuple[Line, ...]
    tint: tuple[tuple[float, float], ...]
    bound: float | None
    linked: bool
    notes: tuple[str, ...]
    cast: Cast
    dims: ClassVar[int] = 2

    @property
    def beyond(self) -> tuple[tuple[Point, bool], ...]:
        """Points whose loss is finite and lies outside the panel, and whether it lies above."""
        low, high = self.y.limits
        return tuple(
            (point, point.middle > high)
            for line in self.lines
            for point in line.points
            if math.isfinite(point.middle) and not low <= point.middle <= high
        )

    @property
    def marks(self) -> tuple[str, ...]:
        """What the key has to explain."""
        sides = {above for _, above in self.beyond}
        return (
            *(("above the axis",) if True in sides else ()),
            *(("below the axis",) if False in sides else ()),
        )

    @property
    def words(self) -> str:
        """The panel in words."""
        values = [point.x for line in self.lines for point in line.points]
        text = f"The {self.y.label} against {self.name} {between((min(values), max(values)))}."
        for line in self.lines:
            parts = []
            if line.best is not None:
                best = line.best
                parts.append(
                    f"lowest at {self.name} = {spoken(best.x)} with loss {spoken(best.middle)}"
                )
            calm = line.limits_of_calm(self.name)
            parts += [calm] if calm else []
            text += f" {line.label}: {', '.join(parts)}."
        if self.bound is not None:
            text += f" 2/λmax is {spoken(self.bound)}."
        return text + "".join(f" {note[0].upper()}{note[1:]}." for note in self.notes)


def check(scene: Scene) -> None:
    """Refuse a scene whose runs do not differ in a number, or differ in too many ways for one panel."""
    runs = need_runs(scene, "sweep")
    name, found = varied(runs)
    if found < FEWEST:
        raise ArgumentError(
            f"the sweep panel needs runs that differ in a hyperparameter, at least {FEWEST} values; these have "
            f"{found}: give a list, as in SGD(lr=[0.01, 0.1, 1])"
        )
    lines = len(groups(runs, name))
    if lines > MANY:
        other = coordinates_of(runs, name) or ["optimizer"]
        raise ArgumentError(
            f"the sweep panel draws up to {MANY} lines against {name}; these runs make {lines}, by {listing(other)}: "
            f"choose some of them with runs.sel({other[0]}=[...])"
        )


def usual(scene: Scene) -> bool:
    """Whether the runs look as if a sweep was meant: six values or more."""
    return scene.runs is not None and varied(scene.runs)[1] >= USUAL


def describe(scene: Scene) -> Sweep:
    """Describe the last loss against the hyperparameter with the most values, one line an optimizer."""
    runs, cast = need_runs(scene, "sweep"), scene.cast
    name, _ = varied(runs)
    found = groups(runs, name)
    lines: list[Line] = []
    shared = [part for part in found[0].label.split(" ") if len(found) > 1]
    shared = [part for part in shared if all(part in g.label.split(" ") for g in found)]
    for index, group in enumerate(found):
        rows = sum(line.row is not None for line in lines)
        short = " ".join(part for part in group.label.split(" ") if part not in shared)
        lines.append(_line(runs, cast, group, short or group.label, index, rows))
    x = _across(name, [point.x for line in lines for point in line.points])
    linked = len(scene.panels) > 1
    bound = stability_bound(runs) if name == "lr" else None
    return Sweep(
        name=name,
        x=x,
        y=_heights(runs, lines),
        lines=tuple(lines),
        tint=_tint(lines, x),
        bound=bound if bound is not None and x.limits[0] < bound < x.limits[1] else None,
        linked=linked,
        notes=_notes(runs, found, name),
        cast=cast if linked else Cast(cast.looks, tuple(line.look for line in lines)),
    )


def _line(runs: Trajectories, cast: Cast, group: Group, short: str, index: int, rows: int) -> Line:
    final = runs.final_loss.values
    diverged = runs.diverged.values
    points = []
    for setting in group.settings:
        of = list(setting.runs)
        judged = np.where(diverged[of] | ~np.isfinite(final[of]), np.inf, final[of])
        points.append(
            Point(
                x=setting.value,
                losses=tuple(final[of].tolist()),
                diverged=int(np.sum(np.isinf(judged))),
                low=float(judged.min()),
                middle=float(np.median(judged)),
                high=float(judged.max()),
                look=cast.looks[of[0]],
            )
        )
    calm = [point for point in points if math.isfinite(point.middle)]
    return Line(
        group.label,
        short,
        Look(group.label, index, None, index, index),
        tuple(points),
        min(calm, key=lambda point: point.middle) if calm else None,
        _stretches(points),
        rows if any(point.diverged for point in points) else None,
    )


def _stretches(points: list[Point]) -> tuple[tuple[float, float], ...]:
    """First and last value of every stretch whose median run diverged."""
    bad = np.array([False, *(math.isinf(point.middle) for point in points), False])
    edges = np.flatnonzero(np.diff(bad.astype(int))).tolist()
    return tuple(
        (points[first].x, points[last - 1].x)
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    )


def _across(name: str, values: list[float]) -> Axis:
    """The hyperparameter's axis: by factors where the values span decades or grow by one factor, not by equal steps."""
    known = np.unique(values)
    log = False
    gaps = np.diff(known)
    even = len(known) > 3 and float(gaps.max()) < 1.02 * float(gaps.min())
    if known[0] > 0 and not even:
        factors = known[1:] / known[:-1]
        # Rounded values such as 0.00316 grow by one factor too.
        geometric = len(known) > 3 and float(factors.max()) < 1.02 * float(factors.min())
        log = float(known[-1] / known[0]) >= FACTOR or (geometric and float(factors.min()) > 1.2)
    return Axis(name, (log_limits if log else limits)(known, 0.05), log=log)


def _heights(runs: Trajectories, lines: list[Line]) -> Axis:
    """The axis of the loss, with room for the crosses of those that diverged."""
    points = [point for line in lines for point in line.points]
    known = np.array([v for point in points for v in (point.low, point.middle, point.high)])
    known = known[np.isfinite(known)]
    rows = sum(line.row is not None for line in lines)
    label = f"loss after {count(runs.steps, 'step')}"
    starts = runs.dataset["loss"].isel(step=0).values
    start = float(np.max(starts[np.isfinite(starts)], initial=-np.inf))
    log = False
    if known.size and known.min() >= 0 and known.max() > 0:
        # What lies below is a rounding error of an exact hit, or the hit itself: it is marked on the lower edge.
        floor = 1e-24 * (start if start > 0 else float(known.max()))
        shown = known[known > floor]
        log = bool(shown.size) and float(known.max()) > FACTOR * max(float(known.min()), floor)
        known = shown if log else known
    if not log and known.size and math.isfinite(start):
        # One run that ended far above its start would press all others flat.
        best = float(known.min())
        known = known[known <= start + max(start - best, 0.5 * abs(start))]
    low, high = (log_limits if log else limits)(known)
    # The best of all has its words below or beside it; the crosses stand above everything.
    room = 0.04 + ROW * rows if rows else 0.0
    if log:
        decades = math.log10(high / low)
        low, high = low / 10 ** (0.06 * decades), high * 10 ** (room * decades)
    else:
        low, high = low - 0.06 * (high - low), high + room * (high - low)
    return Axis(label, (low, high), log=log)


def height_of(row: int) -> float:
    """Height of a row of crosses, as a fraction of the panel's."""
    return 1 - ROW * (row + 0.6)


def _tint(lines: list[Line], x: Axis) -> tuple[tuple[float, float], ...]:
    """Stretches in which all lines diverge, those at the end of the values open to the edge."""
    many = [line for line in lines if len(line.points) > 1]
    if len(many) == 1:
        (line,) = many
        first, last = line.points[0].x, line.points[-1].x
        return tuple(
            (x.limits[0] if low == first else low, x.limits[1] if high == last else high)
            for low, high in line.stretches
        )
    tails = [
        line.stretches[-1][0]
        for line in many
        if line.stretches and line.stretches[-1][1] == line.points[-1].x
    ]
    return ((max(tails), x.limits[1]),) if many and len(tails) == len(many) else ()


def _notes(runs: Trajectories, found: tuple[Group, ...], name: str) -> tuple[str, ...]:
    notes = []
    sizes = {len(setting.runs) for group in found for setting in group.settings}
    most = max(sizes)
    if most > 1:
        starts, seeds = (
            n in runs.dataset.coords and len(set(runs.dataset[n].values.tolist())) > 1
            for n in ("start", "seed")
        )
        what = "seed" if seeds and not starts else "start" if starts and not seeds else "run"
        up_to = "up to " if len(sizes) > 1 else ""
        notes.append(f"median and range of {up_to}{count(most, what)}")
    notes += [
        f"{listing(group.along)} of {group.label} go{'es' * (len(group.along) == 1)} with {name}"
        for group in found
        if group.along
    ]
    left = len(runs) - sum(len(setting.runs) for group in found for setting in group.settings)
    if left:
        notes.append(f"{count(left, 'run')} without a number for {name} left out")
    return tuple(notes)
