"""The kit for 3-D panels: axes, camera, surfaces, and what stands in front of or behind them.

matplotlib decides for whole artists which one covers which. A path that runs over a hill and down behind it is none of
the two; here every piece of it is drawn for itself, in full where it is seen and faint where the surface hides it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
from matplotlib.artist import allow_rasterization
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FixedLocator, MaxNLocator
from matplotlib.transforms import Bbox
from mpl_toolkits.mplot3d.art3d import Line3D, Poly3DCollection
from mpl_toolkits.mplot3d.axes3d import Axes3D
from scipy.spatial import ConvexHull

from thalweg.render.marks import Drawn
from thalweg.render.style import Style
from thalweg.scenes.axis import Axis
from thalweg.scenes.relief import Relief
from thalweg.scenes.text import number, numbers, power_of_ten
from thalweg.scenes.turn import Camera

GROUND, SHEET, HIDDEN = 1.0, 2.0, 2.5
"""Heights (zorder) of surfaces and of what they hide."""

TONES, SHADE = 48, 0.42
"""Colours of a surface, and how much of their range light and shadow take. An image of few colours is a small file."""


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
    """

    ax: Axes3D
    x: Axis
    y: Axis
    z: Axis
    sides: tuple[float, float, float]
    style: Style
    frame: Bbox = field(default_factory=Bbox.unit)
    _hidden: dict[tuple[int, bytes], np.ndarray] = field(default_factory=dict, repr=False)

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
        return self._project(self.place(points))

    def _project(self, places: np.ndarray) -> np.ndarray:
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
            self._hidden[key] = relief.hides(self.fractions(places), eye)
        return self._hidden[key]

    @property
    def words(self) -> list[Bbox]:
        """Where the numbers and names of the axes stand, in pixels."""
        texts = [text for axis in _axes(self.ax) for text in (*_tick_words(axis), axis.label)]
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
    for k, (axis, wanted) in enumerate(zip(_axes(ax), space.axes, strict=True)):
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
        _set_ticks(axis, wanted, 5)
    ax.grid(True)
    return space


def _axes(ax: Axes3D) -> list[Any]:
    return [ax.xaxis, ax.yaxis, ax.zaxis]


def _mixed(first: str, second: str, part: float) -> tuple[float, ...]:
    one, two = np.array(to_rgb(first)), np.array(to_rgb(second))
    return tuple((one + part * (two - one)).tolist())


def _set_ticks(axis: Any, wanted: Axis, most: int) -> None:
    low, high = wanted.limits
    if wanted.names:
        every = math.ceil(len(wanted.names) / most) if wanted.log else 1
        chosen = wanted.names[::every]
        values, names = [v for v, _ in chosen], [name for _, name in chosen]
    elif wanted.log:
        values = _log_ticks(low, high, most)
        names = [_power(v) for v in values]
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


def _power(value: float) -> str:
    exponent = round(math.log10(value))
    if -3 <= exponent <= 3 or abs(math.log10(value) - exponent) > 1e-9:
        return number(value)
    return power_of_ten(exponent)


def fit(space: Space) -> None:
    """Enlarge and move the box until it fills the axes' place with its numbers and names.

    The room that matplotlib leaves around 3-D axes is a third of the picture.
    """
    ax = space.ax
    figure = ax.get_figure(root=True)
    assert figure is not None
    place = ax.get_position(original=True).transformed(figure.transFigure)
    titles = (ax._left_title, ax.title, ax._right_title)  # type: ignore[attr-defined]
    if any(title.get_text() for title in titles) and place.height > place.width:
        # The layout has seen the title above a square in the middle of the place, and left no room above the place.
        top = (place.y0 + place.y1 + place.width) / 2
        place = Bbox.from_extents(place.x0, place.y0, place.x1, top)
    space.frame = place
    wanted = np.array([place.width, place.height])
    zoom, shift, most = 1.0, np.zeros(2), [5, 5, 5]
    for turn in range(5):
        ax.set_box_aspect(space.sides, zoom=zoom)  # type: ignore[arg-type]
        _move(ax, place.translated(*shift))
        _space_labels(space)
        if turn:
            _thin(space, most)
        found = extent(space)
        shift = shift + (np.add(place.p0, place.p1) - np.add(found.p0, found.p1)) / 2
        # What is written keeps its size, so that only the box grows: a few rounds come close.
        fills = float(np.max(found.size / wanted))
        if turn > 1 and (0.96 < fills <= 1 or (turn > 2 and fills <= 1)):
            break
        box = _box_extent(space).size
        room = np.maximum(wanted - np.subtract(found.size, box), 0.2 * wanted)
        # In the end rather too small than too large.
        zoom *= float(np.min(room / box)) * (1.0 if turn < 2 else 0.98)
    _move(ax, place.translated(*shift))
    # The title stays above the place, wherever the axes went.
    square = ax.get_window_extent()
    y = (place.y1 - square.y0) / square.height
    for part, title in zip((0.0, 0.5, 1.0), titles, strict=True):
        x = place.x0 + part * place.width
        title.set_position(((x - square.x0) / square.width, y))
    ax._autotitlepos = False  # type: ignore[attr-defined]


def _move(ax: Axes3D, place: Bbox) -> None:
    """Put axes into a place (in pixels), and project anew."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    ax.set_position(place.transformed(figure.transFigure.inverted()))
    ax.apply_aspect()
    ax.M = ax.get_proj()


def _corners(space: Space) -> np.ndarray:
    """The box's corners on the paper, shape (8, 2), in pixels."""
    low, high = space.box
    corners = np.array([[(low, high)[(i >> k) & 1][k] for k in range(3)] for i in range(8)])
    return space.ax.transData.transform(space._project(corners))


def _outline(space: Space) -> Path:
    corners = _corners(space)
    return Path(corners[ConvexHull(corners).vertices], closed=False)


def settle_words(drawn: Drawn, space: Space) -> None:
    """Keep labels and notes off the numbers and names of the axes, now that these stand where they stay."""
    drawn.taken += space.words
    pixels = [
        (box.x0 + i * box.width / 2, box.y0 + j * box.height / 2)
        for box in space.words
        for i in range(3)
        for j in range(3)
    ]
    if pixels:
        drawn.crowd.append(space.ax.transData.inverted().transform(pixels))


def _box_extent(space: Space) -> Bbox:
    corners = _corners(space)
    return Bbox([corners.min(axis=0), corners.max(axis=0)])


def extent(space: Space) -> Bbox:
    """What the box takes with its numbers and names, in pixels."""
    boxes = [_box_extent(space)]
    for axis in _axes(space.ax):
        found = axis.get_tightbbox(_renderer(space))
        if found is not None:
            boxes.append(found)
    return Bbox.union(boxes)


def _renderer(space: Space) -> Any:
    figure = space.ax.get_figure(root=True)
    assert figure is not None
    return figure._get_renderer()  # type: ignore[attr-defined]


def _tick_words(axis: Any) -> list[Text]:
    return [tick.label1 for tick in axis.get_major_ticks() if tick.label1.get_text()]


def _space_labels(space: Space) -> None:
    """Move every axis' name just as far away as its numbers need."""
    axes = _axes(space.ax)
    renderer = _renderer(space)
    pad = 0.15 * space.style.font * space.ax.get_figure(root=True).dpi / 72  # type: ignore[union-attr]
    for axis in axes:
        axis.labelpad = 0.0
        axis.get_tightbbox(renderer)
    taken = [text.get_window_extent().padded(pad) for axis in axes for text in _tick_words(axis)]
    outline = _outline(space)
    for axis in axes:
        if not axis.get_label_text():
            continue
        at = axis.label.get_window_extent()
        if axis is axes[2]:
            # Beside the whole column of numbers, not between two of them.
            column = [text.get_window_extent() for text in _tick_words(axis)]
            taken += [Bbox.union(column).padded(pad)] if column else []
        axis.labelpad = 10.0
        axis.get_tightbbox(renderer)
        step = (axis.label.get_window_extent().p0 - at.p0) / 10
        beyond, wanted = _beyond(axis, pad), 0
        for wanted in range(-16, 80):
            moved = at.translated(*(wanted * step))
            if (
                beyond(moved)
                and not any(moved.overlaps(other) for other in taken)
                and not outline.intersects_bbox(moved)
            ):
                break
        axis.labelpad = float(wanted)
        axis.get_tightbbox(renderer)
        taken.append(axis.label.get_window_extent().padded(pad))


def _beyond(axis: Any, pad: float) -> Callable[[Bbox], bool]:
    """Whether words stand further away from an axis than its numbers do."""
    one, two = axis.axes.transData.transform(np.column_stack(axis.line.get_data()))
    across = np.array([one[1] - two[1], two[0] - one[0]]) / np.hypot(*(two - one))

    def distance(box: Bbox) -> float:
        return abs(float((np.array([box.x0 + box.x1, box.y0 + box.y1]) / 2 - one) @ across))

    furthest = max((distance(text.get_window_extent()) for text in _tick_words(axis)), default=0.0)
    return lambda box: distance(box) >= furthest + 3 * pad


def _thin(space: Space, most: list[int]) -> None:
    """Name fewer numbers where two of them touch."""
    axes = _axes(space.ax)
    for _ in range(12):
        boxes = [
            (k, index, text.get_window_extent())
            for k, axis in enumerate(axes)
            for index, text in enumerate(_tick_words(axis))
        ]
        clash = [
            (one[:2], two[:2])
            for one, two in combinations(boxes, 2)
            if one[2].padded(1).overlaps(two[2])
        ]
        if not clash:
            return
        # First fewer and rounder ones; where two axes meet in a small picture, one of the two that touch.
        worst = {k for pair in clash for k, _ in pair if most[k] > 2 and not space.axes[k].names}
        for k in worst:
            most[k] -= 1
            _set_ticks(axes[k], space.axes[k], most[k])
        if not worst:
            k, index = clash[0][1]
            values = list(axes[k].get_major_locator()())
            names = [text.get_text() for text in _tick_words(axes[k])]
            axes[k].set_major_locator(FixedLocator(values[:index] + values[index + 1 :]))
            axes[k].set_major_formatter(FixedFormatter(names[:index] + names[index + 1 :]))
        _space_labels(space)


class _Part(Line3D):
    """Of a line or of marks, what is seen or what is hidden: looked up anew whenever the view turns."""

    def __init__(
        self, space: Space, places: np.ndarray, relief: Relief | None, hidden: bool, **settings: Any
    ) -> None:
        super().__init__(*places.T, **settings)
        self._space, self._places, self._relief, self._is_hidden = space, places, relief, hidden

    @allow_rasterization
    def draw(self, renderer: Any) -> None:
        """Draw what belongs to this part."""
        part = self.part()
        if not np.isfinite(part).all(axis=1).any():
            return
        if self.get_linestyle() != "None":
            part = part[_bends(self._space.ax.transData.transform(self._space._project(part)))]
        self.set_data_3d(*part.T)
        super().draw(renderer)

    def part(self) -> np.ndarray:
        """The places that belong to this part, NaN where they do not."""
        if self._relief is None:
            return self._places
        mask = self._space.hidden(self._places, self._relief)
        if self._is_hidden and self.get_linestyle() != "None":
            # One more on both sides, so that the two parts meet.
            mask = mask | np.append(mask[1:], False) | np.append(False, mask[:-1])
        elif not self._is_hidden:
            mask = ~mask
        return np.where(mask[:, None], self._places, np.nan)


def _bends(flat: np.ndarray, tolerance: float = 0.1) -> np.ndarray:
    """Indices of the points of a line that do not lie on a straight piece between their neighbours.

    Parameters
    ----------
    flat : array, shape (point, 2)
        In pixels; NaN makes a gap.
    tolerance : float
        How many pixels a point may lie off.
    """
    kept = np.arange(len(flat))
    for turn in range(8):
        if len(kept) < 3:
            break
        before, here, after = flat[kept[:-2]], flat[kept[1:-1]], flat[kept[2:]]
        along, across = after - before, here - before
        length = np.hypot(along[:, 0], along[:, 1])
        off = np.abs(along[:, 0] * across[:, 1] - along[:, 1] * across[:, 0])
        # Forward only: a line that turns back on itself has its end there.
        forward = (across * (after - here)).sum(axis=1) > 0
        straight = forward & (off < tolerance / 2 * length)
        # Only every second point of a pass, so that no two neighbours go at once.
        straight[turn % 2 :: 2] = False
        kept = np.concatenate([kept[:1], kept[1:-1][~straight], kept[-1:]])
    return kept


def draw_line(
    space: Space,
    points: np.ndarray,
    relief: Relief | None = None,
    *,
    lift: float = 0.0,
    faint: float = 0.45,
    under: float = HIDDEN,
    **settings: Any,
) -> list[Line3D]:
    """Draw a line or marks, in full where they are seen and faint where a surface hides them.

    Parameters
    ----------
    points : array, shape (point, 3)
        In data units; NaN makes a gap.
    relief : Relief, optional
        The surface that may hide them. Default: none.
    lift : float
        How much higher they are drawn, as a fraction of the box.
    faint : float
        Opacity of what is hidden; lines are thinner too where it is less than 1.
    under : float
        The height (zorder) of what is hidden.
    **settings
        As for matplotlib's `Line2D`.

    Returns
    -------
    list of Line3D
        What is seen, then what is hidden.
    """
    places = space.place(points, lift)
    found = [_Part(space, places, relief, False, **settings)]
    if relief is not None:
        behind = settings | {
            "alpha": faint * (settings.get("alpha") or 1.0),
            "zorder": under + 0.01 * settings.get("zorder", 1.0),
        }
        if faint < 1:
            behind.pop("path_effects", None)
        if "linewidth" in settings and faint < 1:
            behind["linewidth"] = 0.6 * settings["linewidth"]
        found.append(_Part(space, places, relief, True, **behind))
    for line in found:
        line.set_clip_on(False)
        line.set_in_layout(False)
        space.ax.add_line(line)
    return list(found)


def lit(normals: np.ndarray, camera: Camera) -> np.ndarray:
    """How much brighter than level ground faces are, in a light that comes over the reader's left shoulder.

    Parameters
    ----------
    normals : array, shape (face, 3)
        In the box's own lengths.
    """
    up, round_ = math.radians(52), math.radians(camera.azimuth - 55)
    light = np.array(
        [math.cos(up) * math.cos(round_), math.cos(up) * math.sin(round_), math.sin(up)]
    )
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    return np.clip((normals / np.where(length > 0, length, 1)) @ light, 0, 1) - light[2]


def tones(style: Style) -> np.ndarray:
    """Colours of a surface from the brightest to the darkest, shape (TONES, 3): the ramp, and as much again."""
    ramp = np.array([colour[:3] for colour in style.ramp(6)])
    if ramp[0].mean() < ramp[-1].mean():
        ramp = ramp[::-1]
    # Beyond the ramp's own end, for shadows.
    ends = np.stack([ramp[0], ramp[-1], np.clip(ramp[-1] + 1.1 * (ramp[-1] - ramp[0]), 0.02, 1)])
    every = np.concatenate([ramp[:-1], ends[1:]])
    at = np.concatenate([np.linspace(0, 0.5, len(ramp)), [1.0]])
    return np.column_stack([np.interp(np.linspace(0, 1, TONES), at, every[:, k]) for k in range(3)])


def draw_ground(
    space: Space,
    x: np.ndarray,
    y: np.ndarray,
    z: np.ndarray,
    camera: Camera,
) -> Poly3DCollection:
    """Draw an opaque, shaded surface over a grid; cells with a NaN corner are holes.

    Parameters
    ----------
    x, y, z : arrays, shapes (nx,), (ny,) and (ny, nx)
        In data units.
    """
    faces, normals = _faces(space, x, y, z)
    faces, normals = _cut(faces, normals, space.box[1, 2])
    height = space.fractions(faces.reshape(-1, 3))[:, 2].reshape(len(faces), -1).mean(axis=1)
    scale = tones(space.style)
    height = np.clip(height, 0, 1)
    dark = np.mean(to_rgb(space.style.theme.paper)) < 0.5
    # On a dark ground the lowest is the darkest, and still lighter than the ground.
    base = 0.05 + 0.3 * (1 - height) if dark else 0.08 + 0.42 * height
    tone = base - (0.5 if dark else 1.0) * SHADE * lit(normals, camera)
    index = np.clip(np.round(tone * (TONES - 1)), 0, TONES - 1).astype(int)
    colours = np.column_stack([scale[index], np.ones(len(index))])
    found = Poly3DCollection(
        faces,
        facecolors=colours,
        # Between smoothed edges that only touch, the ground would shine through.
        edgecolors=colours,
        linewidths=0.3,
        rasterized=True,
        zorder=GROUND,
        zsort="average",
    )
    found.set_in_layout(False)
    found.set_clip_on(False)
    space.ax.add_collection(found, autolim=False)
    return found


def draw_sheet(
    space: Space, x: np.ndarray, y: np.ndarray, z: np.ndarray, *, every: int = 1, **settings: Any
) -> Poly3DCollection:
    """Draw a translucent surface over a grid, through which everything behind it is seen.

    Parameters
    ----------
    x, y, z : arrays, shapes (nx,), (ny,) and (ny, nx)
        In data units; cells with a NaN corner are holes.
    every : int
        Of the grid's lines, every so many are drawn.
    **settings
        As for matplotlib's `Poly3DCollection`.
    """
    faces, normals = _faces(space, x[::every], y[::every], z[::every, ::every])
    faces, _ = _cut(faces, normals, space.box[1, 2])
    # What lies below the box is cut off in the same way, upside down.
    faces, _ = _cut(faces * (1, 1, -1), faces[:, 0], -space.box[0, 2])
    faces = faces * (1, 1, -1)
    found = Poly3DCollection(faces, **({"zorder": SHEET, "linewidths": 0} | settings))
    found.set_in_layout(False)
    found.set_clip_on(False)
    space.ax.add_collection(found, autolim=False)
    return found


def _faces(
    space: Space, x: np.ndarray, y: np.ndarray, z: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The cells without a hole, shape (face, 4, 3), as matplotlib takes them, and their normals."""
    wide, deep = np.meshgrid(x, y)
    corners = space.place(np.stack([wide, deep, z], axis=-1).reshape(-1, 3))
    grid = corners.reshape(*z.shape, 3)
    faces = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]], axis=2)
    faces = faces.reshape(-1, 4, 3)
    faces = faces[np.isfinite(faces).all(axis=(1, 2))]
    real = faces * (np.array(space.sides) / np.diff(space.box, axis=0)[0])
    return faces, np.cross(real[:, 2] - real[:, 0], real[:, 3] - real[:, 1])


def _cut(faces: np.ndarray, normals: np.ndarray, top: float) -> tuple[np.ndarray, np.ndarray]:
    """Cut faces off at a height: those above it are left out, and the rim is level."""
    high = faces[:, :, 2] > top + 1e-12 * abs(top)
    if not high.any():
        return faces, normals
    # A quadrangle without two opposite corners has six; all others have their last corner several times.
    found = np.concatenate([faces, faces[:, -1:], faces[:, -1:]], axis=1)
    for k in np.flatnonzero(high.any(axis=1) & ~high.all(axis=1)).tolist():
        corners: list[np.ndarray] = []
        for one, two in zip(faces[k], np.roll(faces[k], -1, axis=0), strict=True):
            if one[2] <= top:
                corners.append(one)
            if (one[2] <= top) != (two[2] <= top):
                corners.append(one + (two - one) * (top - one[2]) / (two[2] - one[2]))
        found[k] = [*corners, *[corners[-1]] * (found.shape[1] - len(corners))]
    return found[~high.all(axis=1)], normals[~high.all(axis=1)]
