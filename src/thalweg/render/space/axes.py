"""3-D axes: what they are named and numbered, where they are seen from, and where a point stands on the paper."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FixedLocator, MaxNLocator
from matplotlib.transforms import Bbox
from mpl_toolkits.mplot3d.axes3d import Axes3D

from thalweg.render.style import Style
from thalweg.scenes.axis import Axis
from thalweg.scenes.relief import Relief
from thalweg.scenes.text import numbers, powers
from thalweg.scenes.turn import Camera


@dataclass
class Space:
    """Axes of three dimensions, set up.

    Attributes
    ----------
    ax : Axes3D
    x, y, z : Axis
    sides : (float, float, float)
        Lengths of the box's sides.
    style : Style
    frame : Bbox
        The place that the panel fills, in pixels; known once the layout is (`fit`).
    lights : list of callable
        Shade surfaces anew for another camera.
    """

    ax: Axes3D
    x: Axis
    y: Axis
    z: Axis
    sides: tuple[float, float, float]
    style: Style
    frame: Bbox = field(default_factory=Bbox.unit)
    lights: list[Callable[[Camera], None]] = field(default_factory=list, repr=False)
    _hidden: dict[tuple[int, bytes], tuple[np.ndarray, np.ndarray]] = field(
        default_factory=dict, repr=False
    )

    @property
    def axes(self) -> tuple[Axis, Axis, Axis]:
        """All three."""
        return (self.x, self.y, self.z)

    @property
    def box(self) -> np.ndarray:
        """Lower and upper limits as they are drawn, shape (2, 3)."""
        return np.array([[_drawn(limit, axis) for axis in self.axes] for limit in (0, 1)])

    def place(self, points: np.ndarray, lift: float = 0.0) -> np.ndarray:
        """Points in data units as matplotlib takes them (log axes hold powers of ten), shape (point, 3).

        Parameters
        ----------
        lift : float
            How much higher they are drawn, as a fraction of the box.
        """
        points = np.asarray(points, dtype=float).reshape(-1, 3)
        columns = []
        for k, axis in enumerate(self.axes):
            values = points[:, k]
            if axis.log:
                with np.errstate(divide="ignore", invalid="ignore"):
                    values = np.log10(np.maximum(values, axis.limits[0]))
            columns.append(values)
        low, high = self.box
        up = np.array([0, 0, lift * (high[2] - low[2])])
        return np.column_stack(columns) + up

    def fractions(self, places: np.ndarray) -> np.ndarray:
        """Places as `place` gives them, in fractions of the box."""
        low, high = self.box
        return (places - low) / (high - low)

    def flat(self, points: np.ndarray) -> np.ndarray:
        """Points in data units on the paper, in the axes' own flat coordinates, shape (point, 2)."""
        return self.project(self.place(points))

    def project(self, places: np.ndarray) -> np.ndarray:
        """Places as `place` gives them, in the axes' own flat coordinates."""
        full = np.column_stack([places, np.ones(len(places))]) @ self.ax.get_proj().T
        return full[:, :2] / full[:, 3:]

    def hidden(self, places: np.ndarray, relief: Relief) -> np.ndarray:
        """Which places (as `place` gives them) the surface hides, in the view as it is now."""
        matrix = self.ax.get_proj()
        key = (id(places), matrix.tobytes())
        if key not in self._hidden:
            if len(self._hidden) > 500:
                self._hidden.clear()
            # The eye is what the projection maps nowhere; of parallel rays, a direction.
            eye = np.linalg.svd(matrix[[0, 1, 3]])[2][-1]
            low, high = self.box
            eye = np.append((eye[:3] - low * eye[3]) / (high - low), eye[3])
            if eye @ np.append(self._towards(), 0.0) < 0:
                eye = -eye
            # With the places themselves: as long as they are kept, no others have their number.
            self._hidden[key] = places, relief.hides(self.fractions(places), eye)
        return self._hidden[key][1]

    @property
    def words(self) -> list[Bbox]:
        """Where the numbers and names of the axes stand, in pixels."""
        texts = [text for axis in axes_of(self.ax) for text in (*tick_words(axis), axis.label)]
        return [text.get_window_extent() for text in texts if text.get_text()]

    def _towards(self) -> np.ndarray:
        return Camera(self.ax.elev, self.ax.azim).direction(self.sides)[:3]


def _drawn(which: int, axis: Axis) -> float:
    limit = axis.limits[which]
    return math.log10(limit) if axis.log else limit


def set_space(
    ax: Axes3D,
    x: Axis,
    y: Axis,
    z: Axis,
    style: Style,
    camera: Camera,
    sides: tuple[float, float, float] = (1.0, 1.0, 0.72),
) -> Space:
    """Set labels, limits, ticks, panes and camera of 3-D axes."""
    space = Space(ax, x, y, z, sides, style)
    theme = style.theme
    # Everything has its own height: matplotlib would sort whole artists by their middle.
    ax.computed_zorder = False
    ax.set_proj_type("ortho")
    ax.view_init(elev=camera.elevation, azim=camera.azimuth)
    ax.set_box_aspect(sides)
    ax.set_facecolor("none")
    ax.set_autoscale_on(False)
    low, high = space.box
    for k, (axis, wanted) in enumerate(zip(axes_of(ax), space.axes, strict=True)):
        getattr(ax, f"set_{'xyz'[k]}lim")(low[k], high[k])
        label = axis.get_label()
        label.set_parse_math(False)
        axis.set_label_text(wanted.label, color=theme.ink, fontsize=style.font)
        axis.set_rotate_label(False)
        label.set_rotation(90 if k == 2 and len(wanted.label) > 6 else 0)
        axis.set_pane_color(_mixed(theme.paper, theme.faint, 0.18))
        axis.pane.set_edgecolor(theme.faint)
        axis.pane.set_linewidth(style.hair)
        # The box may be wider than the square that matplotlib keeps for it.
        axis.pane.set_clip_on(False)
        axis.gridlines.set_clip_on(False)
        axis.line.set(color=theme.quiet, linewidth=style.hair)
        axis._axinfo["grid"].update(
            color=_mixed(theme.paper, theme.faint, 0.75), linewidth=style.hair
        )
        axis._axinfo["tick"].update(
            inward_factor=0.0,
            outward_factor=0.16,
            linewidth={True: style.hair, False: style.hair},
        )
        axis.set_tick_params(
            color=theme.quiet,
            labelcolor=theme.quiet,
            labelsize=style.small,
            pad=(0.1 if k == 2 else -0.25) * style.font,
        )
        set_ticks(axis, wanted, 5)
    ax.grid(True)
    return space


def axes_of(ax: Axes3D) -> list[Any]:
    """All three axes."""
    return [ax.xaxis, ax.yaxis, ax.zaxis]


def _mixed(first: str, second: str, part: float) -> tuple[float, ...]:
    one, two = np.array(to_rgb(first)), np.array(to_rgb(second))
    return tuple((one + part * (two - one)).tolist())


def set_ticks(axis: Any, wanted: Axis, most: int) -> None:
    """Name round numbers along an axis, about `most` of them."""
    low, high = wanted.limits
    if wanted.names:
        every = math.ceil(len(wanted.names) / most) if wanted.log else 1
        chosen = wanted.names[::every]
        values, names = [v for v, _ in chosen], [name for _, name in chosen]
    elif wanted.log:
        values = _log_ticks(low, high, most)
        names = list(powers(values))
    else:
        steps = [1, 2, 5, 10] if wanted.whole else [1, 2, 2.5, 5, 10]
        locator = MaxNLocator(nbins=most, steps=steps, integer=wanted.whole)
        slack = 1e-9 * (high - low)
        values = [v for v in locator.tick_values(low, high) if low - slack <= v <= high + slack]
        names = list(numbers(values))
    axis.set_major_locator(FixedLocator([math.log10(v) if wanted.log else v for v in values]))
    axis.set_major_formatter(FixedFormatter(names))
    for tick in axis.get_major_ticks(len(values)):
        tick.label1.set_parse_math(False)


def _log_ticks(low: float, high: float, most: int) -> list[float]:
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    if last - first < 1:
        found = [m * 10.0**k for k in range(first - 1, last + 1) for m in (1, 2, 5)]
        return [v for v in found if low <= v <= high][:most]
    every = math.ceil((last - first + 1) / most)
    return [10.0**k for k in range(first, last + 1, every)]


def tick_words(axis: Any) -> list[Text]:
    """The numbers along an axis."""
    return [tick.label1 for tick in axis.get_major_ticks() if tick.label1.get_text()]
