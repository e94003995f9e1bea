"""The sweep panel, drawn."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.transforms import blended_transform_factory

from thalweg.render.marks import ENDS, LABELS, PATHS, Drawn, Label
from thalweg.render.style import Style
from thalweg.render.theme import DASHES
from thalweg.render.ticks import set_axes
from thalweg.scenes.look import Look
from thalweg.scenes.sweep import Line, Point, Sweep, height_of
from thalweg.scenes.text import number

HATCH = "////"
"""Where everything diverges."""


def _beyond(style: Style, marker: str) -> Line2D:
    return Line2D(
        [],
        [],
        linestyle="none",
        marker=marker,
        markersize=style.mark,
        markerfacecolor=style.theme.paper,
        markeredgecolor=style.theme.ink,
        markeredgewidth=0.6 * style.line,
    )


KEY = {
    "above the axis": lambda style: _beyond(style, "^"),
    "below the axis": lambda style: _beyond(style, "v"),
}


def draw(ax: Axes, picture: Sweep, style: Style) -> Drawn:
    """Draw the last loss of every run against the hyperparameter."""
    drawn = Drawn(ax)
    theme = style.theme
    set_axes(ax, picture.x, picture.y, style)
    ax.grid(False)
    ax.grid(axis="y", color=theme.faint, linewidth=style.hair)
    for low, high in picture.tint:
        drawn.add(
            "tint",
            ax.axvspan(
                low,
                high,
                facecolor=theme.faint,
                edgecolor=theme.quiet,
                hatch=HATCH,
                linewidth=0,
                alpha=0.35,
                zorder=0.5,
            ),
        )
    if picture.bound is not None:
        _bound(drawn, picture.bound, picture, style)
    for line in picture.lines:
        _line(drawn, line, picture, style)
    for line in picture.lines:
        _words(drawn, line, picture, style)
    drawn.notes.extend(picture.notes)
    return drawn


def _bound(drawn: Drawn, bound: float, picture: Sweep, style: Style) -> None:
    ax = drawn.ax
    rule = ax.axvline(
        bound, color=style.theme.ink, linewidth=1.6 * style.hair, linestyle=(0, (5, 2)), zorder=1.5
    )
    drawn.lines.append(np.array([(bound, y) for y in picture.y.limits]))
    # Above the axes, where no curve is; towards the middle where there would be no room beside it.
    low, high = picture.x.limits
    share = (
        math.log(bound / low) / math.log(high / low)
        if picture.x.log
        else (bound - low) / (high - low)
    )
    words = ax.annotate(
        f"SGD: 2/λmax = {number(bound)}",
        (bound, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(0, 0.45 * style.font),
        textcoords="offset points",
        ha="right" if share > 0.8 else "left" if share < 0.2 else "center",
        va="bottom",
        fontsize=style.small,
        color=style.theme.ink,
        annotation_clip=False,
    )
    drawn.add("bound", rule, words)


def _line(drawn: Drawn, line: Line, picture: Sweep, style: Style) -> None:
    ax = drawn.ax
    colour = style.theme.quiet if picture.linked else style.colour(line.look)
    x = np.array([point.x for point in line.points])
    low, middle, high = (
        np.array([getattr(point, name) for point in line.points])
        for name in ("low", "middle", "high")
    )
    edges = picture.y.limits
    if max(len(point.losses) for point in line.points) > 1:
        # A run that diverged takes the range through the upper edge.
        top = np.where(np.isfinite(high), np.clip(high, *edges), edges[1])
        known = np.isfinite(low)
        band = ax.fill_between(
            x,
            np.clip(low, *edges),
            top,
            where=known,
            color=colour,
            alpha=0.2,
            linewidth=0,
            zorder=2,
        )
        drawn.add("range", band)
    # Cut off by the axes, not bent along their edge.
    shown = np.where(np.isfinite(middle), middle, np.nan)
    (path,) = ax.plot(
        x,
        shown,
        color=colour,
        linestyle=DASHES[line.look.dash % len(DASHES)],
        linewidth=0.7 * style.line,
        zorder=PATHS,
    )
    drawn.add("path", path)
    drawn.lines.append(np.stack([x, shown], axis=-1))
    _points(drawn, line, picture, style)
    if line.best is not None:
        at = float(np.clip(line.best.middle, *edges))
        (ring,) = ax.plot(
            [line.best.x],
            [at],
            linestyle="none",
            marker="o",
            markersize=1.9 * style.mark,
            markerfacecolor="none",
            markeredgecolor=style.theme.ink,
            markeredgewidth=0.7 * style.line,
            clip_on=False,
            zorder=ENDS,
        )
        drawn.add("best", ring)


def _points(drawn: Drawn, line: Line, picture: Sweep, style: Style) -> None:
    """Mark every value: each shape as one collection, so that a file stays small."""
    ax = drawn.ax
    low, high = picture.y.limits
    many = len(line.points) > 25
    shapes: dict[tuple[str, str], list[tuple[float, float, Look]]] = {}
    for point in line.points:
        look = _look(point, line, picture)
        if low <= point.middle <= high:
            shapes.setdefault(("point", style.marker(look)), []).append(
                (point.x, point.middle, look)
            )
        elif math.isfinite(point.middle):
            edge, arrow = (high, "^") if point.middle > high else (low, "v")
            drawn.lines.append(np.array([(point.x, edge)]))
            shapes.setdefault(("beyond", arrow), []).append((point.x, edge, look))
        if point.diverged:
            assert line.row is not None
            shapes.setdefault(("stop", "x"), []).append((point.x, height_of(line.row), look))
    across = blended_transform_factory(ax.transData, ax.transAxes)
    for (role, shape), found in shapes.items():
        x, y, looks = zip(*found, strict=True)
        colours = [style.colour(look) for look in looks]
        size = style.mark
        settings: dict[str, Any]
        if role == "point":
            size = (0.5 if many else 0.72) * style.mark_of(looks[0])
            settings = {"facecolors": colours, "edgecolors": style.theme.paper}
            settings["linewidths"] = 0.25 * style.line
        elif role == "beyond":
            settings = {"facecolors": style.theme.paper, "edgecolors": colours}
            settings["linewidths"] = 0.6 * style.line
        else:
            size = (0.7 if many else 1.0) * style.mark
            settings = {"c": colours, "transform": across}
            settings["linewidths"] = (0.7 if many else 1.0) * style.line
        marks = ax.scatter(
            x, y, s=size**2, marker=shape, clip_on=False, zorder=ENDS - 0.2, **settings
        )
        drawn.add(role, marks)


def _look(point: Point, line: Line, picture: Sweep) -> Look:
    """As the run looks beside the panel; its line's where the panel is alone."""
    if not picture.linked:
        return line.look
    if point.look.shade is None:
        return point.look
    return Look(point.look.label, None, point.look.shade, line.look.dash, line.look.marker)


def _words(drawn: Drawn, line: Line, picture: Sweep, style: Style) -> None:
    """Name the best value, and where the line diverges."""
    edges = picture.y.limits
    several = len(picture.lines) > 1
    colour = style.theme.ink if picture.linked else style.colour(line.look)
    if line.best is not None:
        best, stated = line.best, f"{picture.name} = {number(line.best.x)}"
        at = (best.x, float(np.clip(best.middle, *edges)))
        words = (
            f"{line.short}: {stated}"
            if several
            else f"best: {stated}, loss {number(best.middle, 2)}"
        )
        drawn.labels.append(Label(words, at, colour))
        drawn.late.append(partial(_guard, drawn, at, 1.15 * style.mark))
    if line.row is None:
        return
    low, high = edges
    share = height_of(line.row)
    height = low * (high / low) ** share if picture.y.log else low + share * (high - low)
    crosses = [(point.x, height) for point in line.points if point.diverged]
    drawn.crowd.append(np.array(crosses))
    if line.stretches:
        words = f"{line.short} " * several + line.limits_of_calm(picture.name)
        drawn.late.append(
            partial(
                _before, drawn, Label(words, crosses[0], colour), style, few=len(picture.lines) <= 3
            )
        )


def _guard(drawn: Drawn, at: tuple[float, float], radius: float) -> None:
    """Keep labels off a ring of a radius in points."""
    ax = drawn.ax
    figure = ax.get_figure(root=True)
    assert figure is not None
    turn = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    ring = radius * figure.dpi / 72 * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    drawn.crowd.append(ax.transData.inverted().transform(ax.transData.transform(at) + ring))


def _before(drawn: Drawn, label: Label, style: Style, *, few: bool) -> None:
    """Write words before the first cross of a row, if there is room; else, of few, wherever there is."""
    ax = drawn.ax
    text = ax.annotate(
        label.text,
        label.at,
        xytext=(-0.9 * style.font, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        fontsize=style.small,
        color=label.colour,
        annotation_clip=False,
        zorder=LABELS,
        bbox={
            "boxstyle": "round,pad=0.12",
            "facecolor": style.theme.paper,
            "alpha": 0.82,
            "linewidth": 0,
        },
    )
    text.set_in_layout(False)
    extent, box = text.get_window_extent(), ax.get_window_extent()
    # The bound's line may stand behind.
    lines = [line for line in drawn.lines if len(line) != 2 or line[0, 0] != line[1, 0]]
    curves = ax.transData.transform(np.concatenate(lines))
    padded = extent.padded(0.5 * extent.height)
    covered = padded.count_contains(curves[np.isfinite(curves).all(axis=1)]) > 0
    covered = covered or any(extent.overlaps(other) for other in drawn.taken)
    if covered or extent.x0 < box.x0 + 0.5 * extent.height:
        text.remove()
        # Among many words, the crosses and the key have to do.
        drawn.labels += [label] * few
        return
    drawn.add("label", text)
    drawn.taken.append(extent)
    drawn.crowd.append(ax.transData.inverted().transform(extent.corners()))
