"""A function of two variables as a shaded surface in 3-D axes, with paths, minima, arrows and words on it.

All of it lies on the surface, and is faint where the surface hides it. Words and heads of arrows wait until the camera
stands still.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from contourpy import LineType, contour_generator
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path as Shape
from matplotlib.transforms import Affine2D
from mpl_toolkits.mplot3d.axes3d import Axes3D

from thalweg.figures.panel import Panel
from thalweg.render.marks import DOTS, ENDS, HEAD, MINIMA, PATHS, minimum_entry
from thalweg.render.space import GROUND, Space, draw_ground, draw_line, fit, set_space, settle_words
from thalweg.render.style import Style
from thalweg.render.theme import DASHES, MARKER_SCALE, MARKERS
from thalweg.render.thin import thinned
from thalweg.scenes.axis import Axis
from thalweg.scenes.look import Look
from thalweg.scenes.path import trace
from thalweg.scenes.relief import Relief, lines_over
from thalweg.scenes.surface import LIFT
from thalweg.scenes.text import numbers
from thalweg.scenes.turn import Camera

Pair = tuple[float, float]
Places = Sequence[Pair] | np.ndarray

_ARROW = Shape([(-1.4, 0), (1.0, 0), (0.6, 0.35), (1.4, 0), (0.6, -0.35), (1.0, 0)])

USUAL = Camera(34.0, -60.0)
"""Where a surface is seen from."""

FIELDS = 20
"""Fields of the checkerboard along each side."""


@dataclass(frozen=True)
class Surface:
    """A surface that was drawn, and on which more can be drawn.

    Attributes
    ----------
    panel : Panel
        Its axes have three dimensions.
    space : Space
    relief : Relief
        The surface in fractions of the box.
    """

    panel: Panel
    space: Space
    relief: Relief

    def on(self, points: Places) -> np.ndarray:
        """Places of the plane, shape (point, 2), on the surface, shape (point, 3); in units of the axes."""
        points = np.asarray(points, float).reshape(-1, 2)
        low, high = self.space.box
        u, v = ((points - low[:2]) / (high - low)[:2]).T
        return np.column_stack([points, low[2] + self.relief.at(u, v) * (high - low)[2]])

    def curve(
        self, points: Places, look: int | str = 0, label: str = "", *, dash: int | None = None
    ) -> None:
        """The line from place to place over the surface, within the box."""
        low, high = self.space.box
        places = (self.on(np.clip(points, low[:2], high[:2])) - low) / (high - low)
        places[:, :2] = (np.asarray(points, float) - low[:2]) / (high - low)[:2]
        line = low + lines_over(self.relief, places[:, :2], places[:, 2], drape=True) * (high - low)
        panel, style = self.panel, self.panel.style
        settings: dict[str, Any] = {
            "color": panel.colour(look),
            "linewidth": style.line,
            "linestyle": DASHES[look if dash is None and isinstance(look, int) else dash or 0],
        }
        above = {"solid_joinstyle": "round", "path_effects": style.halo, "zorder": PATHS}
        drawn = draw_line(self.space, line, self.relief, lift=LIFT, **settings, **above)
        panel.drawn.add("path", drawn[0])
        panel.later(lambda: panel.avoid(self.space.flat(line)))
        if label:
            panel.entry(label, Line2D([], [], **settings))

    def marks(
        self,
        points: Places,
        marker: Any,
        size: float,
        face: int | str,
        edge: int | str = "paper",
        *,
        width: float = 0.45,
        zorder: float = ENDS,
    ) -> list[Any]:
        """Marks at places; `size` in marks of the style, `width` of their rims in lines of it."""
        panel, style = self.panel, self.panel.style
        places = self.on(points)
        found = draw_line(
            self.space,
            places,
            self.relief,
            lift=LIFT,
            linestyle="none",
            marker=marker,
            markersize=size * style.mark,
            markerfacecolor=panel.colour(face),
            markeredgecolor=panel.colour(edge),
            markeredgewidth=width * style.line,
            zorder=zorder,
        )
        panel.later(lambda: panel.avoid(self.space.flat(places)))
        return found

    def minima(self, places: Places) -> None:
        """Crosses at minima."""
        if len(places):
            self.marks(places, "+", 1.9, "ink", "ink", width=0.8, zorder=MINIMA)
            self.panel.entry("minimum", minimum_entry(self.panel.style))

    def path(self, points: np.ndarray, look: int = 0) -> None:
        """An optimizer's way, shape (step, 2), with start, steps, end, and an arrow where it leaves the box."""
        low, high = self.space.box
        box = ((low[0], high[0]), (low[1], high[1]))
        steps = np.arange(len(points))
        found = trace(look, Look("", look), points, steps, np.zeros(len(points)), -1, box)
        self.curve(np.column_stack([found.x, found.y]), look)
        marker = MARKERS[look % len(MARKERS)]
        scale = MARKER_SCALE.get(marker, 1.0)
        if len(found.dots):
            dots = np.column_stack([found.x, found.y])[found.dots]
            self.marks(dots, marker, 0.5 * scale, look, width=0.25, zorder=DOTS)
        if found.end is not None:
            self.marks([found.end], marker, 1.1 * scale, look, zorder=ENDS + 0.1)
        if found.start is not None:
            self.marks([found.start], "o", 1.15, "paper", "ink", width=0.7)
        for leave in found.exits:
            if leave.final:
                span = (high - low)[:2]
                self.head(np.array(leave.at) - 0.03 * span * leave.towards, leave.at, look)

    def arrow(self, start: Pair, end: Pair, look: int) -> None:
        """An arrow over the surface, its line solid."""
        self.curve(np.array([start, end]), look, dash=0)
        self.head(start, end, look)

    def head(
        self, start: Sequence[float] | np.ndarray, end: Sequence[float] | np.ndarray, look: int
    ) -> None:
        """The head of an arrow at `end` that comes from `start`."""
        tip = np.asarray(end, float)
        ground = self.on(np.stack([tip + 0.1 * (np.asarray(start, float) - tip), tip]))
        drawn = self.marks(tip[None], MarkerStyle(HEAD), 2.1, look, width=0.3)

        def turn() -> None:
            flat = self.panel.ax.transData.transform(self.space.flat(ground))
            dx, dy = flat[1] - flat[0]
            up = round(math.degrees(math.atan2(dy, dx)) - 90, 1)
            for mark in drawn:
                mark.set_marker(MarkerStyle(HEAD, transform=Affine2D().rotate_deg(up)))

        self.panel.later(turn)

    def label(self, text: str, at: Pair, look: int | str = "ink") -> None:
        """Words beside a place on the surface."""

        def place() -> None:
            x, y = self.space.flat(self.on([at]))[0]
            self.panel.label(text, (float(x), float(y)), look)

        self.panel.later(place)


def draw_surface(
    panel: Panel,
    grid: tuple[np.ndarray, np.ndarray, np.ndarray],
    names: tuple[str, str, str],
    *,
    levels: Sequence[float] = (),
    height: Pair | None = None,
    ticks: tuple[Sequence[float], Sequence[float], Sequence[float]] = ((), (), ()),
    camera: Camera = USUAL,
    sides: tuple[float, float, float] = (1.0, 1.0, 0.72),
    style: str = "smooth",
) -> Surface:
    """Draw a function over a grid.

    Parameters
    ----------
    grid : tuple of arrays
        x, shape (nx,), y, shape (ny,), and the values, shape (ny, nx). All of them are in the box.
    names : (str, str, str)
        Of the three axes.
    levels : sequence of float
        Drawn as lines on the surface.
    height : (float, float), optional
        Limits of the third axis. Default: those of the values.
    ticks : tuple of sequence of float
        Numbers along each axis; where there are none, they are chosen. Few read better, and are placed faster.
    style : str
        ``smooth`` or ``checkerboard``, whose fields show how the surface is curved.
    """
    ax, (x, y, z) = panel.ax, grid
    assert isinstance(ax, Axes3D)
    low, high = height or (float(z.min()), float(z.max()))
    limits = ((float(x[0]), float(x[-1])), (float(y[0]), float(y[-1])), (low, high))
    axes = [
        Axis(name, limit, names=tuple(zip(places, numbers(places), strict=True)))
        for name, limit, places in zip(names, limits, ticks, strict=True)
    ]
    space = set_space(ax, axes[0], axes[1], axes[2], panel.style, camera, sides)
    panel.drawn.space = space
    panel.later(lambda: fit(space))
    panel.later(lambda: settle_words(panel.drawn, space))
    u, v = ((side - side[0]) / (side[-1] - side[0]) for side in (x, y))
    surface = Surface(panel, space, Relief(u, v, (z - low) / (high - low)))
    if style == "checkerboard":
        fields = [np.linspace(side[0], side[-1], FIELDS + 1) for side in (x, y)]
        places = np.stack(np.meshgrid(*fields), axis=-1).reshape(-1, 2)
        values = surface.on(places)[:, 2].reshape(FIELDS + 1, FIELDS + 1)
        ground = draw_ground(space, fields[0], fields[1], values, camera)
        _checker(ground, panel)
    else:
        panel.drawn.add("surface", draw_ground(space, x, y, z, camera))
        _isolines(surface, grid, levels)
    return surface


def arrow_key(style: Style, look: int) -> Line2D:
    """The key's entry of an arrow."""
    return Line2D(
        [],
        [],
        linestyle="none",
        marker=_ARROW,
        markersize=1.9 * style.mark,
        markerfacecolor=style.theme.colour(look),
        markeredgecolor=style.theme.colour(look),
        markeredgewidth=0.7 * style.line,
    )


def _checker(ground: Any, panel: Panel) -> None:
    """Colour every second face."""
    paper, blue = (np.array(to_rgb(panel.colour(name))) for name in ("paper", 0))
    row, column = np.divmod(np.arange(FIELDS**2), FIELDS)
    colours = np.where(((row + column) % 2)[:, None] == 1, 0.3 * paper + 0.7 * blue, 0.97 * paper)
    ground.set_facecolor(np.clip(colours, 0, 1))
    ground.set_edgecolor(panel.colour("isoline"))
    panel.drawn.add("surface", ground)


def _isolines(
    surface: Surface, grid: tuple[np.ndarray, np.ndarray, np.ndarray], levels: Sequence[float]
) -> None:
    """Draw levels as lines on the surface."""
    x, y, z = grid
    generator = contour_generator(x, y, z, line_type=LineType.SeparateCode)
    span = [float(x[-1] - x[0]), float(y[-1] - y[0])]
    pieces = [np.zeros((0, 3))]
    for level in levels:
        for points, codes in zip(*generator.lines(level), strict=True):
            kept = np.asarray(thinned(Shape(points, codes), span, 2e-3).vertices)
            pieces += [
                np.column_stack([kept, np.full(len(kept), level)]),
                np.full((1, 3), np.nan),
            ]
    line = np.concatenate(pieces)
    if len(line):
        style = surface.panel.style
        drawn = draw_line(
            surface.space,
            line,
            surface.relief,
            lift=0.5 * LIFT,
            color=style.theme.isoline,
            alpha=0.75,
            linewidth=style.hair,
            zorder=GROUND + 0.1,
        )
        surface.panel.drawn.add("isolines", drawn[0])
        # What the surface hides is hidden.
        for part in drawn[1:]:
            part.remove()
