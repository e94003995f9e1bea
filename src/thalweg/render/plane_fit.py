"""The fit panel of a model with two inputs, drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from mpl_toolkits.mplot3d.axes3d import Axes3D

from thalweg.render.animation.again import as_it_was, follow_title, redraw
from thalweg.render.fitted import RASTER, point_alpha, point_size, tell_model
from thalweg.render.marks import Drawn
from thalweg.render.space import SHEET, Space, draw_line, draw_sheet, fit, set_space, settle_words
from thalweg.render.style import Style
from thalweg.scenes.plane_fit import PlaneFit

NET, WIRES = 11, 5
"""Lines each way of the model at the end and at the start."""

UNDER = SHEET - 0.5
"""Height (zorder) of what the model's surface covers: it shines through."""


def _above(style: Style) -> Line2D:
    return Line2D([], [], **_marks(style, style.mark, filled=True))


def _below(style: Style) -> Line2D:
    return Line2D([], [], **_marks(style, style.mark, filled=False))


KEY: dict[str, Callable[[Style], Artist]] = {
    "above the model": _above,
    "below the model": _below,
}


def _marks(style: Style, size: float, *, filled: bool) -> dict[str, Any]:
    theme = style.theme
    return {
        "linestyle": "none",
        "marker": "o",
        "markersize": size if filled else 0.92 * size,
        "markerfacecolor": theme.points if filled else theme.paper,
        "markeredgecolor": theme.paper if filled else theme.points,
        "markeredgewidth": (0.08 if filled else 0.2) * size,
    }


def draw(ax: Axes, picture: PlaneFit, style: Style) -> Drawn:
    """Draw the data, the model and the residuals."""
    assert isinstance(ax, Axes3D)
    drawn = Drawn(ax)
    space = set_space(ax, picture.x, picture.y, picture.z, style, picture.camera, picture.sides)
    best = picture.best
    if picture.net is not None:
        wires = draw_line(
            space,
            _net(picture, picture.net, WIRES),
            color=style.theme.quiet,
            linewidth=0.45 * style.line,
            linestyle=(0, (1.2, 1.6)),
            alpha=0.8,
            zorder=UNDER - 0.1,
        )
        drawn.add("before", *wires)
    _model(drawn, space, picture, style)
    tell_model(drawn, picture.title, None if best is None else style.colour(best.end.look), style)
    follow_title(drawn, picture.problem, None if best is None else best.end)
    drawn.notes.extend(picture.notes)
    drawn.space = space
    then = as_it_was(picture)
    redraw(
        drawn,
        ("model", "residuals", "points above", "points below"),
        lambda scratch, moment: _model(scratch, space, then(moment), style),
    )
    drawn.late += [
        lambda: fit(space),
        lambda: settle_words(drawn, space),
        lambda: drawn.crowd.append(space.flat(picture.points[:RASTER])),
    ]
    return drawn


def _model(drawn: Drawn, space: Space, picture: PlaneFit, style: Style) -> None:
    """Draw the model, the residuals, and the points above and below it."""
    best = picture.best
    if best is not None:
        colour = style.colour(best.end.look)
        sheet = draw_sheet(
            space,
            picture.grid_x,
            picture.grid_y,
            best.z,
            facecolors=(colour, 0.28),
            edgecolors="none",
            # Smoothed edges of translucent cells would show; the net's outermost lines are the rim.
            antialiased=False,
            # Hundreds of cells as shapes would be most of the file.
            rasterized=True,
        )
        net = draw_line(
            space,
            _net(picture, best.z, NET),
            color=colour,
            linewidth=style.hair,
            alpha=0.7,
            zorder=SHEET + 0.1,
        )
        drawn.add("model", sheet, *net)
        if picture.residuals:
            _residuals(drawn, space, picture, best.predicted, style)
    _points(drawn, space, picture, style)


def _net(picture: PlaneFit, model: np.ndarray, lines: int) -> np.ndarray:
    """A model as a few lines each way, as far as they stay in the box, shape (point, 3)."""
    low, high = picture.z.limits
    chosen = np.linspace(0, len(picture.grid_x) - 1, lines).round().astype(int)
    gap = np.full((1, 3), np.nan)
    pieces = []
    for k in chosen.tolist():
        for turned, at, along, heights in (
            (False, picture.grid_y[k], picture.grid_x, model[k]),
            (True, picture.grid_x[k], picture.grid_y, model[:, k]),
        ):
            fine = np.linspace(along[0], along[-1], 161)
            z = np.interp(fine, along, heights)
            z = np.where((z >= low) & (z <= high), z, np.nan)
            # Of a straight piece only its ends are needed.
            inner = np.isfinite(z[:-2]) & np.isfinite(z[1:-1]) & np.isfinite(z[2:])
            bent = np.abs(z[:-2] - 2 * z[1:-1] + z[2:]) > 1e-9 * (high - low)
            kept = np.concatenate([[True], ~inner | bent, [True]])
            other = np.full(len(fine), at)
            columns = (other, fine, z) if turned else (fine, other, z)
            pieces += [np.column_stack(columns)[kept], gap]
    return np.concatenate(pieces)


def _residuals(
    drawn: Drawn, space: Space, picture: PlaneFit, predicted: np.ndarray, style: Style
) -> None:
    n = len(picture.points)
    ends = picture.points.copy()
    ends[:, 2] = np.clip(predicted, *picture.z.limits)
    gap = np.full_like(ends, np.nan)
    sticks = np.stack([picture.points, ends, gap], axis=1)
    for side, zorder in ((picture.above, SHEET + 0.2), (~picture.above, UNDER)):
        if side.any():
            lines = draw_line(
                space,
                sticks[side].reshape(-1, 3),
                color=style.theme.quiet,
                linewidth=1.6 * style.hair,
                linestyle=(0, (2.2, 1.8)),
                alpha=min(0.9, max(0.3, 80 / n)),
                zorder=zorder,
            )
            drawn.add("residuals", *lines)


def _points(drawn: Drawn, space: Space, picture: PlaneFit, style: Style) -> None:
    n = len(picture.points)
    size = point_size(n, style)
    above = picture.above
    for side, filled in ((~above, False), (above, True)):
        if side.any():
            points = draw_line(
                space,
                picture.points[side],
                picture.relief,
                faint=1.0,
                under=UNDER + 0.1,
                alpha=point_alpha(n),
                zorder=SHEET + 0.4 + 0.1 * filled,
                rasterized=n > RASTER,
                **_marks(style, size, filled=filled),
            )
            drawn.add("points above" if filled else "points below", *points)
