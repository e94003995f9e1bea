"""`plot`: one panel on axes of the caller's."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox

from thalweg.data.landscape import Landscape
from thalweg.data.trajectories import Trajectories
from thalweg.render.figure import compose, shape_of
from thalweg.render.fonts import words_of
from thalweg.render.key import legend_settings, run_entries, scale_bar
from thalweg.render.marks import LABELS, Drawn
from thalweg.render.panels import DRAWERS, key_of
from thalweg.render.place import Corner, free_corners, settle
from thalweg.render.rc import private
from thalweg.render.size import size_of
from thalweg.render.style import Style
from thalweg.render.theme import Theme, theme_named
from thalweg.scenes.scene import Scene, scene_of


def plot(
    obj: Scene | Trajectories | Landscape,
    panel: str | None = None,
    ax: Axes | None = None,
    theme: str | Theme = "light",
) -> Axes:
    """Draw one panel on matplotlib axes.

    Nothing global is touched: no current figure, no settings. The figure is shown or saved by whoever owns the axes.

    Parameters
    ----------
    obj : Trajectories, Landscape or Scene
    panel : str, optional
        ``contour``, ``profile``, ``fit`` or ``loss``. Default: the first that the data can fill.
    ax : Axes, optional
        Where to draw. Default: axes of a new figure, with title and key (``ax.figure``).
    theme : str
        ``light``, ``dark`` or ``print``.

    Returns
    -------
    Axes
        The axes that were drawn on.

    Raises
    ------
    UnknownName
        The panel or the theme is not known; the message names the nearest.
    ArgumentError
        What the panel needs and what it got.
    """
    scene = scene_of(obj, panel)
    name = scene.panels[0]
    if len(scene.panels) > 1:
        scene = Scene(scene.runs, scene.landscape, [name], title=scene.title)
    chosen = theme_named(theme)
    size = size_of(None, 1, shape_of(scene.pictures[0]))
    style = Style(chosen, size.font)
    with private(chosen, size.font, words_of(scene)):
        if ax is None:
            return compose(scene, size, chosen).panels[name].ax
        drawn = DRAWERS[name].draw(ax, scene.pictures[0], style)
        _make_room(drawn)
        settle(drawn, style, _inner_key(scene, drawn, style))
    return ax


def _make_room(drawn: Drawn) -> None:
    """Make the axes narrower where their colour bar would otherwise stand on their neighbours.

    `Figure.colorbar` does the same. A layout engine makes room by itself.
    """
    figure = drawn.ax.get_figure(root=True)
    if "bar" not in drawn.artists or figure is None or figure.get_layout_engine() is not None:
        return
    place = drawn.ax.get_position(original=True)
    drawn.ax.set_position((place.x0, place.y0, 0.84 * place.width, place.height))
    drawn.ax.apply_aspect()


def _inner_key(scene: Scene, drawn: Drawn, style: Style) -> list[Bbox]:
    """Put the key inside the axes, in the corners where it covers least; return the places that it takes."""
    ax, taken = drawn.ax, []
    corners: list[Corner] = []
    entries = [*run_entries(scene.cast, style), *key_of(scene, style)]
    if entries:
        settings = legend_settings(style) | {
            "frameon": True,
            "framealpha": 0.85,
            "facecolor": style.theme.paper,
            "edgecolor": "none",
            "borderpad": 0.4,
            "borderaxespad": 0.4,
        }
        legend = ax.legend(handles=entries, loc="upper right", **settings)
        extent = legend.get_window_extent()
        corners = free_corners(drawn, extent.width, extent.height)[:1]
        legend.set_loc(corners[0])
        taken.append(legend.get_window_extent())
    if scene.cast.scale is not None:
        box = ax.get_window_extent()
        free = free_corners(drawn, 0.42 * box.width, 0.16 * box.height)
        corner = next(c for c in free if c not in corners)
        x = 0.56 if corner.endswith("right") else 0.02
        y = 0.85 if corner.startswith("upper") else 0.02
        ground = Rectangle(
            (x, y),
            0.42,
            0.13,
            transform=ax.transAxes,
            facecolor=style.theme.paper,
            alpha=0.85,
            linewidth=0,
            zorder=LABELS,
        )
        ax.add_patch(ground)
        bar = ax.inset_axes((x + 0.09, y + 0.085, 0.29, 0.03), zorder=LABELS + 1)
        scale_bar(bar, scene.cast.scale, style)
        taken.append(ground.get_window_extent())
    return taken
