"""`plot`: one panel on axes of the caller's."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox

from thalweg.data.curvature import Density, Sharpness
from thalweg.data.landscape import Landscape
from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError
from thalweg.render import curvature
from thalweg.render.figure import compose
from thalweg.render.fonts import words_of
from thalweg.render.key import run_entries, scale_bar
from thalweg.render.key_place import lay_out, place_key
from thalweg.render.layout import size_for
from thalweg.render.legible import make_legible
from thalweg.render.marks import LABELS, Drawn
from thalweg.render.names import Names
from thalweg.render.panels import DRAWERS, cast_of, key_of
from thalweg.render.place import Corner, finish, fit_title, free_corners, settle, title_room
from thalweg.render.rc import private
from thalweg.render.style import Style
from thalweg.render.theme import Theme, theme_named
from thalweg.scenes.scene import Scene, scene_of
from thalweg.scenes.state import State

BESIDE = 6.0
"""Room for a colour bar with its numbers and name, in em."""


def plot(
    obj: Scene | Trajectories | Landscape | Sharpness | Density,
    panel: str | None = None,
    ax: Axes | None = None,
    theme: str | Theme = "light",
    *,
    gradient: bool = False,
) -> Axes:
    """Draw one panel on matplotlib axes.

    Nothing global is touched: no current figure, no settings. The figure is shown or saved by whoever owns the axes.

    Parameters
    ----------
    obj : Trajectories, Landscape or Scene
        Or what `thalweg.curvature` finds, a Sharpness or a Density, which is one panel by itself.
    panel : str, optional
        ``surface``, ``contour``, ``profile``, ``fit``, ``loss``, ``parameters``, ``sweep``,
        ``state``, ``diagram`` or ``data``. Default: the first that the data can fill.
    ax : Axes, optional
        Where to draw. Default: axes of a new figure, with title and key (``ax.figure``).
    theme : str
        ``light``, ``dark`` or ``print``.
    gradient : bool
        Whether the contour panel shows arrows of descent, along minus the gradient.

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
    if ax is not None and not isinstance(ax, Axes):
        raise ArgumentError(f"ax must be matplotlib's Axes, not {type(ax).__name__}")
    if isinstance(obj, (Sharpness, Density)):
        return curvature.plot(obj, ax, theme_named(theme))
    scene = scene_of(obj, panel)
    if gradient:
        scene = scene.replaced(scene.panels[:1], gradient=True)
    name = scene.panels[0]
    if scene.parts:
        raise ArgumentError(
            f'plot draws one picture; by="{scene.by}" makes {len(scene.parts)}: save the scene with tw.save'
        )
    if len(scene.panels) > 1:
        scene = scene.replaced([name])
    chosen = theme_named(theme)
    size = size_for(scene)
    style = Style(chosen, size.font)
    if ax is not None:
        style = Style(chosen, _font(ax, size.font))
    with private(chosen, style.font, words_of(scene)):
        if ax is None:
            return compose(scene, size, chosen).panels[name].ax
        _check_axes(ax, name, scene.pictures[0].dims)
        drawn = DRAWERS[name].draw(ax, scene.pictures[0], style)
        _make_room(drawn, style)
        names = Names(ax, style, table=name == "data")
        names.fit()
        lay_out(ax)
        fit_title(drawn, title_room(drawn))
        entries = _entries(scene, style)
        # Drawn last, and below it.
        if name == "diagram":
            drawn.head = 1.4 * len(entries) + 0.8 if entries else 0.0
        # Nobody knows yet where the arrows of a state will be.
        taken, corners = place_key(drawn, entries, style, later=name == "state")
        lay_out(ax)
        finish(drawn)
        settle(drawn, style, [*taken, *_scale(scene, drawn, style, corners)])
        names.settle()
        make_legible(ax, chosen)
    return ax


def _check_axes(ax: Axes, name: str, dims: int) -> None:
    """Refuse flat axes for a panel that is not, and the other way round."""
    if dims == 3 and ax.name != "3d":
        raise ArgumentError(
            f'the {name} panel needs 3-D axes: make them with projection="3d"; these are 2-D'
        )
    if dims == 2 and ax.name == "3d":
        raise ArgumentError(f"the {name} panel needs 2-D axes; these are 3-D")


def _font(ax: Axes, font: float) -> float:
    """The size of the text on axes: that of a picture of its own, or less on small ones."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    box = ax.get_window_extent()
    part = min(box.width / 2.4, box.height / 1.9) / figure.dpi
    return font * min(max(part, 0.67), 1.0)


def _make_room(drawn: Drawn, style: Style) -> None:
    """Make the axes narrower where their colour bar would otherwise stand on their neighbours.

    `Figure.colorbar` does the same. A layout engine makes room by itself.
    """
    figure = drawn.ax.get_figure(root=True)
    if (
        not {"bar", "name"} & drawn.artists.keys()
        or figure is None
        or figure.get_layout_engine() is not None
    ):
        return
    place = drawn.ax.get_position(original=True)
    # On small axes its numbers and name take a larger part.
    words = BESIDE * style.font / 72 / figure.get_figwidth() if "bar" in drawn.artists else 0.0
    width = max(min(0.84 * place.width, place.width - words), 0.5 * place.width)
    drawn.ax.set_position((place.x0, place.y0, width, place.height))
    drawn.ax.apply_aspect()


def _entries(scene: Scene, style: Style) -> list[Artist]:
    """The key's entries: of the runs, and of the marks."""
    entries = [*run_entries(cast_of(scene), style), *key_of(scene, style)]
    picture = scene.pictures[0]
    if isinstance(picture, State):
        # It shows a single run.
        others = {look.label for look in cast_of(scene).key} - {picture.look.label}
        entries = [entry for entry in entries if entry.get_label() not in others]
    return entries


def _scale(scene: Scene, drawn: Drawn, style: Style, corners: Sequence[Corner]) -> list[Bbox]:
    """Draw the colour scale of many runs inside the axes, in a corner that is free; the place that it takes."""
    ax, taken = drawn.ax, []
    cast = cast_of(scene)
    if cast.scale is not None:
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
        if drawn.space is None:
            ax.add_patch(ground)
        else:
            # 3-D axes draw no flat patches: an empty inset is the ground.
            below = ax.inset_axes((x, y, 0.42, 0.13), zorder=LABELS, xticks=[], yticks=[])
            below.set(facecolor=style.theme.paper, label="scale")
            below.patch.set_alpha(0.85)
            below.spines[:].set_visible(False)
        bar = ax.inset_axes((x + 0.09, y + 0.085, 0.29, 0.03), zorder=LABELS + 1)
        scale_bar(bar, cast.scale, style)
        taken.append(
            bar.get_window_extent() if drawn.space is not None else ground.get_window_extent()
        )
    return taken
