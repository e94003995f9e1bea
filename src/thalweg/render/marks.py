"""Paths and what stands on them: dots, start, end, minima, and the arrow where a path leaves the view."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patches import Patch
from matplotlib.path import Path as Shape
from matplotlib.transforms import Affine2D, Bbox

from thalweg.render.animation.moves import Grow, Move, Walk
from thalweg.render.style import Style
from thalweg.scenes.frames import Moment
from thalweg.scenes.look import Look
from thalweg.scenes.marked import Named
from thalweg.scenes.path import Exit, Path

if TYPE_CHECKING:
    from thalweg.render.space import Space

PATHS, DOTS, MINIMA, NAMED, ENDS, LABELS = 3.0, 3.2, 3.4, 3.6, 4.0, 5.0
"""Heights (zorder): what matters lies above."""

# A triangle of equal sides points in three directions at once.
HEAD = Shape([(0, 1), (-0.66, -0.9), (0, -0.5), (0.66, -0.9), (0, 1)], closed=True)
"""The head of an arrow that points up."""


def head_towards(dx: float, dy: float) -> MarkerStyle:
    """The head of an arrow that points in a direction on the paper."""
    up = round(math.degrees(math.atan2(dy, dx)) - 90, 1)
    return MarkerStyle(HEAD, transform=Affine2D().rotate_deg(up))


RASTER = 150
"""More runs than this are stored as an image in a vector file, which would take megabytes otherwise."""


FEW = 4
"""Of many runs, up to as many that diverge or leave the view are told where and when."""

DENSE = 12.0
"""A path longer than this many widths of the view is a thin line without dots."""


@dataclass(frozen=True)
class Label:
    """Words beside a place; where exactly is decided when the layout is known."""

    text: str
    at: tuple[float, float]
    colour: object
    """Of the text, as matplotlib takes it."""
    step: int = 0
    """When in an animation it appears."""
    place: tuple[float, float, float] | None = None
    """The place in the space, where the panel has three dimensions."""


@dataclass
class Drawn:
    """What a panel drew.

    Attributes
    ----------
    ax : Axes
    artists : dict of str to list of Artist
        By role: ``path``, ``dots``, ``start``, ``end``, ``minimum``, ``exit``, ``label``, ...
    lines : list of arrays, shape (point, 2)
        In data units: what labels must not cover.
    crowd : list of arrays, shape (point, 2)
        Points that labels must not cover.
    labels : list of Label
    exits : list of (Artist, Exit)
        Arrows that still have to be turned.
    titles : list of str
        Wordings of the axes' title, from the longest to the shortest.
    unbroken : bool
        Whether the only wording goes on in further lines where it is too long.
    notes : list of str
        What the panel leaves out, for a corner.
    taken : list of Bbox
        Places that already hold words, in pixels.
    late : list of callable
        Draw what can be drawn only once the layout is known.
    head : float
        Room that these leave at the top for a key, in em.
    space : Space or None
        Where the axes have three dimensions. All places above are flat ones.
    moves : list of Move
        How artists came to where they are: what an animation shows.
    since : list of (Artist, int)
        Artists that an animation shows from a step on.
    pointers : list of (Artist, array of shape (2, 3))
        Arrows in a space, each with two places between which it points.
    anchors : list of (Artist, (float, float, float))
        Words in a space, each with the place that it belongs to.
    """

    ax: Axes
    artists: dict[str, list[Artist]] = field(default_factory=dict)
    lines: list[np.ndarray] = field(default_factory=list)
    crowd: list[np.ndarray] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    exits: list[tuple[Artist, Exit]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    unbroken: bool = False
    notes: list[str] = field(default_factory=list)
    taken: list[Bbox] = field(default_factory=list)
    late: list[Callable[[], None]] = field(default_factory=list)
    head: float = 0.0
    space: Space | None = None
    moves: list[Move] = field(default_factory=list)
    since: list[tuple[Artist, int]] = field(default_factory=list)
    pointers: list[tuple[Artist, np.ndarray]] = field(default_factory=list)
    anchors: list[tuple[Artist, tuple[float, float, float]]] = field(default_factory=list)

    def add(self, role: str, *artists: Artist) -> None:
        """Remember artists under a role."""
        self.artists.setdefault(role, []).extend(artists)


def draw_minima(drawn: Drawn, minima: Sequence[tuple[float, float]], style: Style) -> None:
    """Mark the known minima with a cross that shows behind the ends of paths."""
    if not minima:
        return
    x, y = zip(*minima, strict=True)
    (line,) = drawn.ax.plot(
        x,
        y,
        linestyle="none",
        marker="+",
        markersize=1.9 * style.mark,
        markeredgewidth=0.8 * style.line,
        color=style.theme.ink,
        zorder=MINIMA,
    )
    drawn.add("minimum", line)
    drawn.lines.append(np.array(minima))


def named_mark(style: Style) -> dict[str, Any]:
    """The mark of a point that has a name: in the ink of the words beside it, of a shape that no run has."""
    return {
        "linestyle": "none",
        "marker": "p",
        "markersize": 1.35 * style.mark,
        "markerfacecolor": style.theme.ink,
        "markeredgecolor": style.theme.paper,
        "markeredgewidth": 0.5 * style.line,
    }


def draw_named(
    drawn: Drawn, named: Sequence[tuple[Named, tuple[float, float]]], style: Style
) -> None:
    """Mark points that have a name, with it beside them."""
    for one, at in named:
        # Where the loss is not finite, the place on a curve is not known: at the edge, and it says so.
        known = math.isfinite(at[1])
        place = at if known else (at[0], drawn.ax.get_ylim()[0])
        (mark,) = drawn.ax.plot(*place, clip_on=False, zorder=NAMED, **named_mark(style))
        drawn.add("named", mark)
        drawn.lines.append(np.array([place]))
        text = one.text if known else f"{one.text}: loss not finite"
        drawn.labels.append(Label(text, place, style.theme.ink))


def draw_paths(drawn: Drawn, paths: Sequence[Path], style: Style, *, chords: bool = True) -> None:
    """Draw paths with everything on them.

    Parameters
    ----------
    chords : bool
        Whether to connect the points at full strength; a profile's curve already does.
    """
    many = len({id(path.look) for path in paths}) > 8 or len(paths) > 12
    told = not many or few_leave(paths)
    for path in paths:
        if len(path.x):
            _draw_path(drawn, path, style, many, chords, told=told)
    if len(paths) > RASTER:
        for line in (*drawn.artists.get("path", ()), *drawn.artists.get("end", ())):
            line.set(rasterized=True, markeredgewidth=0, linewidth=0.35 * style.line)
    starts = dict.fromkeys(path.start for path in paths if path.start is not None)
    for start in starts:
        (ring,) = drawn.ax.plot(
            [start[0]],
            [start[1]],
            marker="o",
            markersize=1.15 * style.mark if not many else 0.8 * style.mark,
            markerfacecolor=style.theme.paper,
            markeredgecolor=style.theme.ink,
            markeredgewidth=0.7 * style.line,
            linestyle="none",
            zorder=ENDS,
        )
        drawn.add("start", ring)
        drawn.lines.append(np.array([start]))


def few_leave(paths: Sequence[Path]) -> bool:
    """Whether of many runs so few diverge or leave the view that each can be told where and when."""
    gone = [path for path in paths if path.stopped or any(leave.final for leave in path.exits)]
    return len(gone) <= FEW


def _dense(path: Path, ax: Axes) -> bool:
    """Whether a path crosses the view so often that it would cover everything."""
    (x0, x1), (y0, y1) = ax.get_xlim(), ax.get_ylim()
    with np.errstate(all="ignore"):
        across = np.hypot(np.diff(path.x) / (x1 - x0), np.diff(path.y) / (y1 - y0))
    # What lies far outside is one step.
    return float(np.sum(np.minimum(across, 1.0), where=np.isfinite(across))) > DENSE


def _draw_path(
    drawn: Drawn, path: Path, style: Style, many: bool, chords: bool, *, told: bool
) -> None:
    ax, theme, look = drawn.ax, style.theme, path.look
    colour = style.colour(look)
    points = np.stack([path.x, path.y], axis=-1)
    settings = style.line_of(look)
    if not chords:
        settings |= {"linewidth": 0.5 * style.line, "alpha": 0.7}
    dense = chords and _dense(path, ax)
    if dense:
        settings |= {"linewidth": 0.35 * style.line, "alpha": 0.6}
    (line,) = ax.plot(path.x, path.y, solid_joinstyle="round", zorder=PATHS, **settings)
    if not many and chords and not dense:
        line.set_path_effects(style.halo)
    drawn.add("path", line)
    drawn.moves.append(Grow(line, path.step))
    drawn.lines.append(points)
    if not many and not dense:
        (dots,) = ax.plot(
            path.x[path.dots],
            path.y[path.dots],
            linestyle="none",
            marker=style.marker(look),
            markersize=(0.5 if chords else 0.75) * style.mark_of(look),
            markerfacecolor=colour,
            markeredgecolor=theme.paper,
            markeredgewidth=0.25 * style.line,
            zorder=DOTS,
        )
        drawn.add("dots", dots)
        drawn.moves.append(Grow(dots, path.step[path.dots]))
    end = None
    if path.end is not None and path.stopped:
        cross = draw_cross(ax, path.end, look, style, many=many)
        drawn.add("stop", cross)
        drawn.since.append((cross, path.stopped_at))
        if told:
            drawn.labels.append(Label(path.stopped, path.end, colour, path.stopped_at))
    elif path.end is not None and (path.start is None or len(path.x) > 1):
        # At step 0 the last of the runs would hide all others, and the start.
        end = draw_end(ax, path.end, look, style, many=many)
        drawn.add("end", end)
    drawn.moves.append(
        Walk(
            partial(_place_of, path, ax),
            lambda: draw_end(ax, points[0], look, style, many=many),
            end,
        )
    )
    for leave in path.exits:
        if leave.final or not many:
            _draw_exit(drawn, leave, look, style, many, told=told)


def _place_of(path: Path, ax: Axes, moment: Moment) -> tuple[float, float] | None:
    """Where a run is at a moment; None where it is out of sight or has stopped."""
    n = int(np.searchsorted(path.step, moment.step, side="right"))
    if n == 0 or 0 <= path.stopped_at <= moment.step:
        return None
    x, y = float(path.x[n - 1]), float(path.y[n - 1])
    (x0, x1), (y0, y1) = ax.get_xlim(), ax.get_ylim()
    return (x, y) if x0 <= x <= x1 and y0 <= y <= y1 else None


def draw_end(
    ax: Axes, at: Sequence[float] | np.ndarray, look: Look, style: Style, *, many: bool = False
) -> Line2D:
    """Mark where a run is."""
    (end,) = ax.plot(
        [at[0]],
        [at[1]],
        linestyle="none",
        marker=style.marker(look),
        markersize=(1.1 if not many else 0.6) * style.mark_of(look),
        markerfacecolor=style.colour(look),
        markeredgecolor=style.theme.paper,
        markeredgewidth=0.45 * style.line if not many else 0.2 * style.line,
        zorder=ENDS + 0.1,
    )
    return end


def draw_cross(
    ax: Axes, at: tuple[float, float], look: Look, style: Style, *, many: bool = False
) -> Artist:
    """Mark where a diverged run stops."""
    (cross,) = ax.plot(
        *at,
        linestyle="none",
        marker="x",
        markersize=(0.7 if many else 1.2) * style.mark,
        markeredgewidth=(0.6 if many else 1.2) * style.line,
        color=style.colour(look),
        clip_on=False,
        zorder=ENDS + 0.2,
    )
    return cross


def _draw_exit(
    drawn: Drawn, leave: Exit, look: Look, style: Style, many: bool, *, told: bool
) -> None:
    colour = style.colour(look)
    (arrow,) = drawn.ax.plot(
        *leave.at,
        linestyle="none",
        marker=MarkerStyle(HEAD),
        markersize=(2.1 if leave.final and not many else 1.1) * style.mark,
        markerfacecolor=colour if leave.final else style.theme.paper,
        markeredgecolor=style.theme.paper if leave.final else colour,
        markeredgewidth=0.4 * style.line if not many else 0.1 * style.line,
        clip_on=False,
        zorder=ENDS + 0.2,
    )
    drawn.add("exit", arrow)
    drawn.since.append((arrow, leave.step))
    drawn.exits.append((arrow, leave))
    if leave.final and told:
        drawn.labels.append(Label(leave.text, leave.at, colour, leave.step))


def start_entry(style: Style) -> Line2D:
    """The key's entry of the start."""
    return Line2D(
        [],
        [],
        linestyle="none",
        marker="o",
        markersize=style.mark,
        markerfacecolor=style.theme.paper,
        markeredgecolor=style.theme.ink,
        markeredgewidth=0.7 * style.line,
    )


def minimum_entry(style: Style) -> Line2D:
    """The key's entry of a minimum."""
    return Line2D(
        [],
        [],
        linestyle="none",
        marker="+",
        markersize=1.6 * style.mark,
        markeredgewidth=0.8 * style.line,
        color=style.theme.ink,
    )


def hatched(style: Style, hatch: str) -> Patch:
    """A patch of ground without a loss, for the key."""
    theme = style.theme
    return Patch(facecolor=theme.faint, edgecolor=theme.quiet, hatch=hatch, linewidth=0)


NOT_FINITE, NOT_COMPUTED = "xxxx", "...."
"""Hatches of ground where the loss is infinite or NaN, and where it is not computed yet."""
