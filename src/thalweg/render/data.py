"""The data panel, drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from mpl_toolkits.mplot3d.axes3d import Axes3D

from thalweg.render.boundary_fit import class_mark
from thalweg.render.fitted import RASTER, point_alpha, point_look, point_size
from thalweg.render.marks import Drawn
from thalweg.render.sheet import add_sheet
from thalweg.render.space import draw_line, fit, set_space
from thalweg.render.style import Style
from thalweg.render.ticks import set_axes
from thalweg.scenes.data import Cloud, Scatter
from thalweg.scenes.turn import Camera

CAMERA = Camera(24.0, -60.0)

BANDS = 5
"""Colours of the target in space."""


def _entry(style: Style, second: bool) -> Line2D:
    return Line2D([], [], **class_mark(style, second, style.mark))


KEY = {
    "first class": lambda style: _entry(style, False),
    "second class": lambda style: _entry(style, True),
}


def draw(ax: Axes, picture: Scatter | Cloud, style: Style) -> Drawn:
    """Draw the rows as points, and a table below them."""
    if isinstance(picture, Cloud):
        return _draw_cloud(ax, picture, style)
    drawn = Drawn(ax)
    across, upwards = picture.axes
    set_axes(ax, across, upwards, style)
    ax.grid(False)
    n = len(picture.points)
    x, y = picture.points.T
    if picture.counts is not None:
        drawn.add("points", _counted(ax, picture, picture.counts, style))
    elif picture.classes is None:
        (points,) = ax.plot(x, y, **point_look(n, style))
        drawn.add("points", points)
    else:
        common: dict[str, Any] = {"alpha": point_alpha(n), "rasterized": n > RASTER, "zorder": 2.5}
        for which in (0, 1):
            kind = picture.classes == which
            marks = class_mark(style, bool(which), 1.15 * point_size(n, style))
            (points,) = ax.plot(x[kind], y[kind], **marks, **common)
            drawn.add("points", points)
    drawn.crowd.append(picture.points[:RASTER])
    drawn.late.append(lambda: add_sheet(drawn, picture.sheet, picture.notes, style))
    return drawn


def _counted(ax: Axes, picture: Scatter, counts: np.ndarray, style: Style) -> PathCollection:
    """Points whose area says how many rows they stand for."""
    largest = (1.9 * style.mark) ** 2
    # Single rows among thousands must still be seen.
    area = np.maximum(largest * counts / counts.max(), (0.3 * style.mark) ** 2)
    x, y = picture.points.T
    return ax.scatter(
        x,
        y,
        s=area,
        facecolor=style.theme.points,
        edgecolor=style.theme.paper,
        linewidth=0.05 * style.mark,
        alpha=0.85,
        rasterized=len(counts) > RASTER,
        zorder=2.5,
    )


def _draw_cloud(ax: Axes, picture: Cloud, style: Style) -> Drawn:
    assert isinstance(ax, Axes3D)
    drawn = Drawn(ax)
    x, y, z = picture.axes
    space = set_space(ax, x, y, z, style, CAMERA)
    drawn.space = space
    n = len(picture.points)
    low, high = z.limits
    size = point_size(n, style)
    # Where on the floor a point stands tells how deep in the picture it is.
    if n <= RASTER:
        gap = np.full((n, 3), np.nan)
        floor = picture.points * (1, 1, 0) + (0, 0, low)
        stems = np.stack([picture.points, floor, gap], axis=1).reshape(-1, 3)
        drawn.add(
            "stems",
            *draw_line(
                space,
                stems,
                color=style.theme.quiet,
                linewidth=1.2 * style.hair,
                alpha=min(0.9, max(0.2, 30 / n)),
                zorder=2.0,
            ),
        )
    # From far to near, so that the near ones cover the far ones.
    bands = np.clip(((picture.points[:, 2] - low) / (high - low) * BANDS).astype(int), 0, BANDS - 1)
    for band in range(BANDS):
        kind = bands == band
        if kind.any():
            points = draw_line(
                space,
                picture.points[kind],
                linestyle="none",
                marker="o",
                markersize=1.15 * size,
                markerfacecolor=style.shades((band + 0.5) / BANDS),
                markeredgecolor=style.theme.paper,
                markeredgewidth=0.1 * size,
                alpha=point_alpha(n),
                rasterized=n > RASTER,
                zorder=3.0 + 0.01 * band,
            )
            drawn.add("points", *points)
    drawn.late.append(lambda: _settle_cloud(drawn, picture, style))
    return drawn


def _settle_cloud(drawn: Drawn, picture: Cloud, style: Style) -> None:
    """Share the place between the points and the table."""
    space = drawn.space
    assert space is not None
    add_sheet(drawn, picture.sheet, picture.notes, style, below=0.0)
    fit(space)
    drawn.crowd.append(space.flat(picture.points[:RASTER]))
