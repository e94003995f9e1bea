"""The surface panel, drawn."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from contourpy import LineType, contour_generator
from matplotlib.axes import Axes
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from mpl_toolkits.mplot3d.art3d import Line3D
from mpl_toolkits.mplot3d.axes3d import Axes3D

from thalweg.render.animation.over import GrowOver, WalkOver
from thalweg.render.marks import (
    DOTS,
    ENDS,
    HEAD,
    MINIMA,
    NAMED,
    PATHS,
    RASTER,
    Drawn,
    Label,
    few_leave,
    minimum_entry,
    named_mark,
    start_entry,
)
from thalweg.render.place import set_heading
from thalweg.render.space import GROUND, Space, draw_ground, draw_line, fit, set_space, settle_words
from thalweg.render.style import Style
from thalweg.render.thin import thinned
from thalweg.scenes.frames import Moment
from thalweg.scenes.surface import LIFT, Place, Surface, Track
from thalweg.scenes.view import Box, inside

KEY = {"start": start_entry, "minimum": minimum_entry}


def draw(ax: Axes, picture: Surface, style: Style) -> Drawn:
    """Draw the loss as a shaded surface, and the paths over it."""
    assert isinstance(ax, Axes3D)
    drawn = Drawn(ax)
    seen = picture.map
    space = set_space(ax, seen.x, seen.y, picture.z, style, picture.camera, picture.sides)
    set_heading(drawn, seen.title, style)
    if np.isfinite(picture.loss).any():
        ground = draw_ground(space, seen.grid_x, seen.grid_y, picture.loss, picture.camera)
        drawn.add("surface", ground)
        _isolines(drawn, space, picture, style)
    if picture.minima:
        marks = draw_line(
            space,
            np.array(picture.minima),
            picture.relief,
            lift=LIFT,
            linestyle="none",
            marker="+",
            markersize=1.9 * style.mark,
            markeredgewidth=0.8 * style.line,
            color=style.theme.ink,
            zorder=MINIMA,
        )
        drawn.add("minimum", *marks)
    if picture.named:
        places = np.array([place for _, place in picture.named])
        settings = named_mark(style)
        drawn.add(
            "named",
            *draw_line(
                space, places, picture.relief, lift=LIFT, faint=0.75, zorder=NAMED, **settings
            ),
        )
    many = len({id(track.path.look) for track in picture.tracks}) > 8 or len(picture.tracks) > 12
    for track in picture.tracks:
        _draw_track(drawn, space, track, picture, style, many)
    starts = dict.fromkeys(track.start for track in picture.tracks if track.start is not None)
    if starts:
        rings = draw_line(
            space,
            np.array(list(starts)),
            picture.relief,
            lift=LIFT,
            marker="o",
            markersize=1.15 * style.mark if not many else 0.8 * style.mark,
            markerfacecolor=style.theme.paper,
            markeredgecolor=style.theme.ink,
            markeredgewidth=0.7 * style.line,
            linestyle="none",
            zorder=ENDS,
        )
        drawn.add("start", *rings)
    drawn.notes.extend(picture.notes)
    drawn.space = space
    drawn.late += [lambda: fit(space), lambda: _project(drawn, space, picture, style, many)]
    return drawn


def _isolines(drawn: Drawn, space: Space, picture: Surface, style: Style) -> None:
    """Draw the contour's levels as lines on the surface."""
    seen = picture.map
    generator = contour_generator(
        seen.grid_x,
        seen.grid_y,
        np.ma.masked_invalid(picture.loss),
        line_type=LineType.SeparateCode,
    )
    low, high = picture.z.limits
    span = [high - low for low, high in (seen.x.limits, seen.y.limits)]
    pieces = []
    for level in seen.levels.values[1:]:
        if low < level < high:
            for points, codes in zip(*generator.lines(level), strict=True):
                kept = np.asarray(thinned(Path(points, codes), span, 1e-3 * style.coarse).vertices)
                pieces += [
                    np.column_stack([kept, np.full(len(kept), level)]),
                    np.full((1, 3), np.nan),
                ]
    if not pieces:
        return
    (lines,) = draw_line(
        space,
        np.concatenate(pieces),
        picture.relief,
        lift=0.5 * LIFT,
        color=style.theme.isoline,
        alpha=0.75,
        linewidth=style.hair,
        zorder=GROUND + 0.1,
    )[:1]
    drawn.add("isolines", lines)


def _draw_track(
    drawn: Drawn, space: Space, track: Track, picture: Surface, style: Style, many: bool
) -> None:
    look, theme = track.path.look, style.theme
    colour = style.colour(look)
    settings = style.line_of(look) | {"solid_joinstyle": "round", "zorder": PATHS}
    if not many:
        settings["path_effects"] = style.halo
    image = len(picture.tracks) > RASTER
    if len(track.line):
        parts = draw_line(space, track.line, picture.relief, lift=LIFT, **settings)
        drawn.add("path", parts[0])
        drawn.add("hidden path", *parts[1:])
        drawn.moves.append(GrowOver(parts, track.reached))
        for part in parts:
            part.set_rasterized(image)
    if len(track.dots) and not many:
        dots = draw_line(
            space,
            track.dots,
            picture.relief,
            lift=LIFT,
            linestyle="none",
            marker=style.marker(look),
            markersize=0.5 * style.mark_of(look),
            markerfacecolor=colour,
            markeredgecolor=theme.paper,
            markeredgewidth=0.25 * style.line,
            zorder=DOTS,
        )
        drawn.add("dots", *dots)
        drawn.moves.append(GrowOver(dots, track.path.step[track.path.dots][: len(track.dots)]))
    ends: list[Line3D] = []
    if track.end is not None:
        stopped = bool(track.path.stopped)
        ends = _end(space, track.end, picture, track, style, many, stopped=stopped)
        drawn.add("stop" if stopped else "end", *ends)
        for part in ends:
            part.set_rasterized(image)
        if stopped:
            drawn.since += [(part, track.path.stopped_at) for part in ends]
            ends = []
    if len(track.path.x):
        drawn.moves.append(
            WalkOver(
                lambda at: _end(space, at, picture, track, style, many, stopped=False),
                partial(_place_of, track, (picture.map.x.limits, picture.map.y.limits)),
                ends,
            )
        )
    for leave, loss in track.exits:
        if not np.isfinite(loss) or (many and not leave.final):
            continue
        arrow = draw_line(
            space,
            np.array([[*leave.at, loss]]),
            lift=LIFT,
            linestyle="none",
            marker=MarkerStyle(HEAD),
            markersize=(2.1 if leave.final and not many else 1.1) * style.mark,
            markerfacecolor=colour if leave.final else theme.paper,
            markeredgecolor=theme.paper if leave.final else colour,
            markeredgewidth=0.4 * style.line if not many else 0.1 * style.line,
            zorder=ENDS + 0.2,
        )
        drawn.add("exit", *arrow)
        drawn.since += [(part, leave.step) for part in arrow]


def _end(
    space: Space,
    at: Place,
    picture: Surface,
    track: Track,
    style: Style,
    many: bool,
    *,
    stopped: bool,
) -> list[Line3D]:
    """Mark where a run is, or where it stopped."""
    look, colour = track.path.look, style.colour(track.path.look)
    marks = {
        "marker": "x" if stopped else style.marker(look),
        "markersize": (0.7 if many else 1.2) * style.mark
        if stopped
        else (1.1 if not many else 0.6) * style.mark_of(look),
        "markeredgewidth": (0.6 if many else 1.2) * style.line
        if stopped
        else (0.45 if not many else 0.2) * style.line,
        "markeredgecolor": colour if stopped else style.theme.paper,
        "markerfacecolor": colour,
    }
    return draw_line(
        space,
        np.array([at]),
        picture.relief,
        lift=LIFT,
        linestyle="none",
        zorder=ENDS + 0.1 + 0.1 * stopped,
        **marks,
    )


def _place_of(track: Track, box: Box, moment: Moment) -> Place | None:
    """Where a run is at a moment; None where it is out of sight or has stopped."""
    path = track.path
    n = int(np.searchsorted(path.step, moment.step, side="right"))
    if n == 0 or 0 <= path.stopped_at <= moment.step:
        return None
    if n == 1:
        return track.start
    last = int(np.searchsorted(track.reached, moment.step, side="right")) - 1
    if last < 0 or not inside(box, (float(path.x[n - 1]), float(path.y[n - 1]))):
        return None
    x, y, z = track.line[last].tolist()
    return (x, y, z) if np.isfinite(z) else None


def _project(drawn: Drawn, space: Space, picture: Surface, style: Style, many: bool) -> None:
    """Find out where on the paper everything stands, now that the camera does not move any more."""
    settle_words(drawn, space)
    for one, place in picture.named:
        ((x, y),) = at = space.flat(np.array([place]))
        drawn.lines.append(at)
        drawn.labels.append(Label(one.text, (x, y), style.theme.ink, 0, place))
    told = not many or few_leave([track.path for track in picture.tracks])
    for track in picture.tracks:
        colour = style.colour(track.path.look)
        if len(track.line):
            drawn.lines.append(space.flat(track.line))
        if track.end is not None:
            at = space.flat(np.array([track.end]))
            drawn.lines.append(at)
            if track.path.stopped and told:
                stopped = track.path.stopped_at
                drawn.labels.append(
                    Label(track.path.stopped, tuple(at[0]), colour, stopped, track.end)
                )
    for start in dict.fromkeys(t.start for t in picture.tracks if t.start is not None):
        drawn.lines.append(space.flat(np.array([start])))
    if picture.minima:
        drawn.lines.append(space.flat(np.array(picture.minima)))
    arrows = iter(drawn.artists.get("exit", ()))
    (x0, x1), (y0, y1) = picture.map.x.limits, picture.map.y.limits
    for track in picture.tracks:
        for leave, loss in track.exits:
            if not np.isfinite(loss) or (many and not leave.final):
                continue
            here = np.array([*leave.at, loss])
            # Level: how steeply the loss rises out there is not known.
            step = 0.05 * np.array([leave.towards[0] * (x1 - x0), leave.towards[1] * (y1 - y0), 0])
            ends = np.stack([here, here + step])
            (a, b) = space.flat(ends)
            along = (b - a) / max(float(np.hypot(*(b - a))), 1e-12)
            flat = replace(leave, towards=(float(along[0]), float(along[1])))
            arrow = next(arrows)
            drawn.exits.append((arrow, flat))
            drawn.pointers.append((arrow, ends))
            if leave.final and told:
                colour = style.colour(track.path.look)
                place = (leave.at[0], leave.at[1], loss)
                drawn.labels.append(Label(leave.text, tuple(a), colour, leave.step, place))
