"""A scene as a matplotlib figure: heading, key and panels."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec, SubplotSpec
from matplotlib.layout_engine import ConstrainedLayoutEngine

from thalweg.render.key import draw_key
from thalweg.render.marks import Drawn
from thalweg.render.panels import DRAWERS, key_of
from thalweg.render.place import fit_width, settle
from thalweg.render.size import Size
from thalweg.render.style import Style
from thalweg.render.theme import Theme
from thalweg.scenes.contour import Contour
from thalweg.scenes.panels import Picture
from thalweg.scenes.scene import Scene


@dataclass
class Composed:
    """A figure and what stands on it."""

    figure: Figure
    panels: dict[str, Drawn]


def compose(scene: Scene, size: Size, theme: Theme) -> Composed:
    """Draw a scene. The caller has set thalweg's settings (`thalweg.render.rc.private`)."""
    style = Style(theme, size.font)
    figure = Figure(figsize=(size.width, size.height), dpi=size.dpi)
    FigureCanvasAgg(figure)
    top = _head(figure, scene, style)
    gap = 0.6 * size.font / 72
    engine = ConstrainedLayoutEngine(
        rect=(0, 0, 1, top), w_pad=gap, h_pad=gap, wspace=0.03, hspace=0.04
    )
    drawn = {}
    for name, picture, ax in zip(
        scene.panels, scene.pictures, _arrange(figure, scene.pictures, size, top), strict=True
    ):
        drawn[name] = DRAWERS[name].draw(ax, picture, style)
    figure.set_layout_engine(engine)
    # Once more, since axes of equal units change their shape in the first round.
    for _ in range(2):
        engine.execute(figure)
    # Frozen: labels are placed for this layout.
    figure.set_layout_engine("none")
    for panel in drawn.values():
        settle(panel, style)
    return Composed(figure, drawn)


def _head(figure: Figure, scene: Scene, style: Style) -> float:
    """Draw title, subtitle and key; return the height that is left below, as a fraction."""
    theme = style.theme
    inch = figure.dpi
    left = 0.012 if figure.get_figwidth() > 4 else 0.02
    height, width = figure.bbox.height, figure.bbox.width * (1 - 2 * left)
    y = height - 0.9 * style.font / 72 * inch
    for text, font, weight, colour in (
        (scene.heading, 1.25 * style.font, "bold", theme.ink),
        (scene.subheading, style.small, "normal", theme.quiet),
    ):
        if text:
            drawn = figure.text(
                left, y / height, text, fontsize=font, fontweight=weight, color=colour, va="top"
            )
            fit_width(drawn, [text], width)
            y -= drawn.get_window_extent().height + 0.45 * style.font / 72 * inch
    return draw_key(figure, scene.cast, key_of(scene, style), style, (left, y / height), width)


def _arrange(figure: Figure, pictures: tuple[Picture, ...], size: Size, top: float) -> list[Axes]:
    """Make the axes: in a column where the figure is narrow; one large and two small; else in rows."""
    return [
        figure.add_subplot(place, projection="3d" if picture.dims == 3 else None)
        for place, picture in zip(_places(figure, pictures, size, top), pictures, strict=True)
    ]


def _places(
    figure: Figure, pictures: tuple[Picture, ...], size: Size, top: float
) -> list[SubplotSpec]:
    n = len(pictures)
    shape = size.width / (size.height * top)
    if n == 1:
        return [GridSpec(1, 1, figure=figure)[0, 0]]
    if shape < 1.15:
        grid = GridSpec(n, 1, figure=figure)
        return [grid[k, 0] for k in range(n)]
    share = _share(pictures[0], size, top)
    if n == 2:
        grid = GridSpec(1, 2, figure=figure, width_ratios=[share, 1 - share])
        return [grid[0, k] for k in range(2)]
    if n == 3:
        grid = GridSpec(2, 2, figure=figure, width_ratios=[share, 1 - share])
        return [grid[:, 0], grid[0, 1], grid[1, 1]]
    columns = 2 if n == 4 else 3
    grid = GridSpec(-(-n // columns), columns, figure=figure)
    return [grid[k // columns, k % columns] for k in range(n)]


def _share(first: Picture, size: Size, top: float) -> float:
    """Part of the width for the first panel: what a contour of equal units needs, else half."""
    shape = shape_of(first)
    if shape is None:
        return 0.54
    wide = (size.height * top - 0.6) * shape + 1.35
    return min(max(wide / size.width, 0.4), 0.62)


def shape_of(picture: Picture) -> float | None:
    """Width over height that a panel is bound to; None where it takes any."""
    if not isinstance(picture, Contour) or not picture.equal:
        return None
    (x0, x1), (y0, y1) = picture.x.limits, picture.y.limits
    return (x1 - x0) / (y1 - y0)
