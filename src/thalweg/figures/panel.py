"""One panel of a figure: matplotlib axes, with the few things that most figures draw on them.

Colours are numbers, indices into the theme's palette; each brings its dash and its marker along, so that no line is
known by its colour alone. Words beside a mark find their place when the layout is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import NullLocator

from thalweg.figures.board import Pair
from thalweg.figures.shapes import Shapes
from thalweg.render.marks import DOTS, ENDS, PATHS, draw_minima, draw_paths, minimum_entry
from thalweg.render.theme import DASHES, MARKER_SCALE, MARKERS
from thalweg.render.thin import thinned
from thalweg.render.ticks import set_axes
from thalweg.scenes.axis import Axis, limits as limits_of
from thalweg.scenes.look import Look
from thalweg.scenes.path import Path, trace

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

MINOR = 100
"""A log axis that spans less than this factor has small ticks between those with a number."""

HATCHES = ("", "////", "\\\\\\\\", "----", "xxx", "||||")
"""The second cue of bars. None of dots, which take a hundred kilobytes in an SVG."""


class Panel(Shapes):
    """Axes to draw on, with the attributes of `Board`."""

    # Axes

    def frame(
        self,
        x: str,
        y: str,
        xlim: Pair | np.ndarray,
        ylim: Pair | np.ndarray,
        *,
        title: str = "",
        grid: str = "",
        log: str = "",
        whole: str = "",
        xnames: Sequence[tuple[float, str]] = (),
        ynames: Sequence[tuple[float, str]] = (),
        equal: bool = False,
        full: bool = False,
    ) -> None:
        """Set names, limits, scales and ticks.

        Parameters
        ----------
        x, y : str
            Names of the axes, with units.
        xlim, ylim : (float, float) or array
            Limits; of an array, around all its values with a margin.
        title : str
            Above the axes, on the left.
        grid, log, whole : str
            ``"x"``, ``"y"`` or ``"xy"``: faint lines, log scales, ticks at whole numbers only.
        xnames, ynames : sequence of (float, str)
            Places with a name instead of numbers.
        equal : bool
            One unit is as long on both axes.
        full : bool
            Lines on all four sides.
        """
        style, theme = self.style, self.theme
        sides = []
        for name, label, wanted, names in (("x", x, xlim, xnames), ("y", y, ylim, ynames)):
            found = limits_of(wanted) if isinstance(wanted, np.ndarray) else wanted
            sides.append(Axis(label, found, name in log, tuple(names), name in whole))
        set_axes(self.ax, sides[0], sides[1], style, frame=full)
        self.ax.set_aspect("equal" if equal else "auto")
        for name, axis in (("x", self.ax.xaxis), ("y", self.ax.yaxis)):
            # Changing the grid changes every tick: only where it is on, in a style of the caller's.
            if axis.get_tick_params().get("gridOn"):
                axis.grid(False)
            low, high = axis.get_view_interval()
            if name in log and not low * MINOR > high:
                axis.set_minor_locator(NullLocator())
        for name in grid:
            self.ax.grid(axis=name, color=theme.faint, linewidth=style.hair)  # type: ignore[arg-type]
        self.ax.set_axisbelow(True)
        self.title(title)

    def title(self, text: str) -> None:
        """Words above the axes, on the left; cut where they are too long."""
        if text:
            self.ax.set_title(
                text,
                loc="left",
                fontsize=self.style.font,
                color=self.colour("ink"),
                parse_math=False,
            )
            self.drawn.titles = [text]

    def canvas(self, width: float, height: float) -> None:
        """Axes without lines and numbers, for a drawing in units that are as long across as upwards."""
        self.ax.set_axis_off()
        self.ax.set_aspect("equal")
        self.ax.set_xlim(0, width)
        self.ax.set_ylim(0, height)

    # Lines and marks

    def curve(
        self,
        x: np.ndarray | Sequence[float],
        y: np.ndarray | Sequence[float],
        look: int | str = 0,
        label: str = "",
        *,
        at: float | None = None,
        dash: int | None = None,
        width: float = 1.0,
        marks: bool = False,
        **more: Any,
    ) -> Line2D:
        """A line.

        Parameters
        ----------
        look : int or str
        label : str
            What it is: in the key, or beside the line where `at` says where.
        at : float, optional
            Part of the line, from 0 to 1, at which its label stands.
        dash : int, optional
            Index of the dash. Default: that of the look; solid for a named colour.
        width : float
            In widths of a path.
        marks : bool
            A mark at each point.
        """
        style = self.style
        index = dash if dash is not None else look if isinstance(look, int) else 0
        settings: dict[str, Any] = {
            "color": self.colour(look),
            "linestyle": DASHES[index % len(DASHES)],
            "linewidth": width * style.line,
            "solid_joinstyle": "round",
        }
        if marks:
            shape = MARKERS[index % len(MARKERS)]
            settings |= {
                "marker": shape,
                "markersize": 0.75 * style.mark * MARKER_SCALE.get(shape, 1.0),
                "markeredgecolor": self.theme.paper,
                "markeredgewidth": 0.25 * style.line,
            }
        settings |= {"zorder": PATHS, **more}
        (line,) = self.ax.plot(x, y, **settings)
        points = np.stack([np.asarray(x, float), np.asarray(y, float)], axis=-1)
        self.avoid(points)
        self.drawn.add("path", line)
        if label and at is None:
            self.entry(label, Line2D([], [], **_entry_of(settings)))
        elif label and at is not None:
            place = points[min(int(at * len(points)), len(points) - 1)]
            self.label(label, (float(place[0]), float(place[1])), look)
        return line

    def dot(
        self,
        x: float,
        y: float,
        look: int | str = 0,
        label: str = "",
        *,
        hollow: bool = False,
        shape: int | None = None,
        size: float = 1.0,
    ) -> Line2D:
        """A mark, full or hollow, with words beside it."""
        index = shape if shape is not None else look if isinstance(look, int) else 0
        marker = MARKERS[index % len(MARKERS)]
        colour = self.colour(look)
        (mark,) = self.ax.plot(
            [x],
            [y],
            linestyle="none",
            marker=marker,
            markersize=size * 1.1 * self.style.mark * MARKER_SCALE.get(marker, 1.0),
            markerfacecolor=self.theme.paper if hollow else colour,
            markeredgecolor=colour if hollow else self.theme.paper,
            markeredgewidth=(0.7 if hollow else 0.4) * self.style.line,
            zorder=ENDS,
            clip_on=False,
        )
        self.avoid([[x, y]])
        self.drawn.add("dot", mark)
        if label:
            self.label(label, (x, y), look)
        return mark

    def points(
        self,
        x: np.ndarray,
        y: np.ndarray,
        look: int | str = "points",
        label: str = "",
        *,
        shape: int = 0,
        size: float = 0.8,
        hollow: bool = False,
        alpha: float = 1.0,
    ) -> Line2D:
        """Many marks of one kind: data."""
        marker = MARKERS[shape % len(MARKERS)]
        colour = self.colour(look)
        settings: dict[str, Any] = {
            "linestyle": "none",
            "marker": marker,
            "markersize": size * self.style.mark * MARKER_SCALE.get(marker, 1.0),
            "markerfacecolor": self.theme.paper if hollow else colour,
            "markeredgecolor": colour if hollow else self.theme.paper,
            "markeredgewidth": (0.45 if hollow else 0.2) * self.style.line,
            "alpha": alpha,
        }
        (marks,) = self.ax.plot(x, y, zorder=DOTS, **settings)
        found = np.stack([np.asarray(x, float), np.asarray(y, float)], axis=-1)
        self.drawn.crowd.append(found)
        self.drawn.add("points", marks)
        if label:
            self.entry(label, Line2D([], [], **settings))
        return marks

    def guide(self, x: float | None = None, y: float | None = None, label: str = "") -> None:
        """A line that only guides the eye, across the axes at `x` or `y`, its words in the key."""
        settings: dict[str, Any] = {
            "color": self.theme.quiet,
            "linewidth": 1.4 * self.style.hair,
            "linestyle": (0, (4, 3)),
        }
        if x is not None:
            self.ax.axvline(x, zorder=1.5, **settings)
            self.avoid(np.array([[x, low] for low in self.ax.get_ylim()]))
        if y is not None:
            self.ax.axhline(y, zorder=1.5, **settings)
            self.avoid(np.array([[low, y] for low in self.ax.get_xlim()]))
        if label:
            self.entry(label, Line2D([], [], **settings))

    def cross(self) -> None:
        """The lines x = 0 and y = 0."""
        for draw in (self.ax.axhline, self.ax.axvline):
            draw(0, color=self.theme.faint, linewidth=1.5 * self.style.hair, zorder=1.2)

    def area(
        self,
        x: np.ndarray,
        low: np.ndarray | float,
        high: np.ndarray | float,
        look: int | str = 0,
        label: str = "",
        *,
        alpha: float = 0.18,
    ) -> None:
        """A tinted area between two lines."""
        settings: dict[str, Any] = {"color": self.colour(look), "alpha": alpha, "linewidth": 0}
        self.ax.fill_between(x, low, high, zorder=1.8, **settings)
        if label:
            self.entry(label, Patch(**settings))

    def bars(
        self,
        x: np.ndarray,
        height: np.ndarray,
        look: int = 0,
        label: str = "",
        *,
        width: float = 0.8,
    ) -> None:
        """Bars from zero, their hatch the second cue."""
        settings: dict[str, Any] = {
            "facecolor": self.colour(look),
            "edgecolor": self.theme.paper,
            "linewidth": 0.3 * self.style.line,
            "hatch": HATCHES[look % len(HATCHES)],
        }
        self.drawn.add("bar of a chart", *self.ax.bar(x, height, width, zorder=2.5, **settings))
        for at, top in zip(x, height, strict=True):
            self.avoid([[at - width / 2, top], [at + width / 2, top]])
            self.avoid([[at, 0.0], [at, top]])
        if label:
            self.entry(label, Patch(**settings))

    def minima(self, places: Sequence[Pair]) -> None:
        """Crosses at minima."""
        draw_minima(self.drawn, places, self.style)
        if places:
            self.entry("minimum", minimum_entry(self.style))

    def path(
        self,
        points: np.ndarray,
        look: int = 0,
        label: str = "",
        *,
        loss: np.ndarray | None = None,
        diverged_at: int = -1,
        chords: bool = True,
    ) -> Path:
        """An optimizer's way with start, steps and end, and an arrow where it leaves the view.

        Call it after `frame`, whose limits are the view.

        Parameters
        ----------
        points : array, shape (step, 2)
            In units of the axes.
        loss : array, shape (step,), optional
            Said where the path leaves the view.
        chords : bool
            Whether to connect the points at full strength; a curve that is drawn already does.

        Returns
        -------
        Path
            What of it is seen.
        """
        box = (self.ax.get_xlim(), self.ax.get_ylim())
        step = np.arange(len(points))
        values = np.zeros(len(points)) if loss is None else loss
        made = Look(label, look, None, look, look)
        found = trace(look, made, np.asarray(points, float), step, values, diverged_at, box)
        if loss is None:
            found = _silent(found)
        draw_paths(self.drawn, [found], self.style, chords=chords)
        if label:
            settings = self.style.line_of(made) if chords else {"linestyle": "none"}
            self.entry(
                label,
                Line2D(
                    [],
                    [],
                    **{**settings, "color": self.style.colour(made)},
                    marker=self.style.marker(made),
                    markersize=0.8 * self.style.mark_of(made),
                    markeredgecolor=self.theme.paper,
                    markeredgewidth=0.25 * self.style.line,
                ),
            )
        return found

    # Grounds

    def bands(self, x: np.ndarray, y: np.ndarray, z: np.ndarray, levels: Sequence[float]) -> None:
        """Values over a plane as bands of tint with the levels as lines, low values light.

        Parameters
        ----------
        x, y : arrays, shapes (nx,) and (ny,)
        z : array, shape (ny, nx)
        levels : sequence of float
            Ascending.
        """
        low, high = float(np.min(z)), float(np.max(z)) + 1.0
        edges = [level for level in levels if low < level < high]
        colours = self.style.ramp(len(edges) + 1)
        self.ax.set_facecolor(colours[0])
        span = [float(x[-1] - x[0]), float(y[-1] - y[0])]
        for index, edge in enumerate(edges):
            # The higher over the lower: bands side by side leave hairlines between them in most viewers.
            band = self.ax.contourf(x, y, z, levels=(edge, high), colors=[colours[index + 1]])
            band.set_paths([thinned(path, span, 1e-3) for path in band.get_paths()])
            band.set_edgecolor(self.theme.isoline)
            band.set_linewidth(self.style.hair)
            band.set_zorder(1 + 0.01 * index)

    def scene(self, scene: Scene) -> None:
        """The only panel of a scene: contour, surface, loss, ... with paths, minima and words in their places.

        The panel has to be 3-D (`Layout.deep`) for a surface.
        """
        # These know all panels of the library, and the library with them.
        from thalweg.render.panels import DRAWERS, cast_of, key_of

        self.drawn = DRAWERS[scene.panels[0]].draw(self.ax, scene.pictures[0], self.style)
        self.cast = cast_of(scene)
        for entry in key_of(scene, self.style):
            self.entry(str(entry.get_label()), entry)


def _entry_of(settings: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in settings.items() if k not in ("zorder", "markevery", "clip_on")}


def _silent(path: Path) -> Path:
    """A path whose exits are arrows without words."""
    return replace(path, exits=tuple(replace(leave, final=False) for leave in path.exits))
