"""A scene as a matplotlib figure: heading, key and panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Text

from thalweg.render.key import draw_key
from thalweg.render.layout import Cell, cells, words_room
from thalweg.render.marks import Drawn
from thalweg.render.multiples import Head, head_of, leave_out, set_heads
from thalweg.render.names import Names
from thalweg.render.panels import DRAWERS, cast_of, key_of
from thalweg.render.place import fit_title, settle, title_room
from thalweg.render.size import Size
from thalweg.render.style import Style
from thalweg.render.theme import Theme
from thalweg.render.wrap import squeezed
from thalweg.scenes.scene import Scene


@dataclass
class Composed:
    """A figure and what stands on it, by the panel's name and, of small multiples, the part's label.

    `head` are the lines of the heading.
    """

    figure: Figure
    panels: dict[str, Drawn]
    head: list[Text] = field(default_factory=list)


def compose(
    scene: Scene, size: Size, theme: Theme, *, room: bool = False, also: Sequence[Artist] = ()
) -> Composed:
    """Draw a scene. The caller has set thalweg's settings (`thalweg.render.rc.private`).

    Parameters
    ----------
    room : bool
        Whether an empty line follows the heading.
    also : sequence of Artist
        More entries for the key.
    """
    # The smaller a picture, the less of a curve's bends can be seen.
    coarse = 4.0 if scene.parts else 2.0 if len(scene.panels) > 2 else 1.0
    style = Style(theme, size.font, coarse=coarse)
    figure = Figure(figsize=(size.width, size.height), dpi=size.dpi)
    FigureCanvasAgg(figure)
    head: list[Text] = []
    top = _head(figure, scene, style, head, also, room=room)
    gap = 0.6 * size.font / 72
    engine = ConstrainedLayoutEngine(
        rect=(0, 0, 1, top), w_pad=gap, h_pad=gap, wspace=0.03, hspace=0.04
    )
    drawn: dict[str, Drawn] = {}
    placed: list[tuple[Drawn, Cell, Names]] = []
    heads: list[Head] = []
    for view, cell in zip(scene.views, cells(figure, scene, size, top), strict=True):
        ax = figure.add_subplot(cell.place, projection="3d" if view.picture.dims == 3 else None)
        panel = DRAWERS[view.panel].draw(ax, view.picture, style)
        if view.part is not None:
            leave_out(panel, cell)
            heads.append(head_of(panel, view.part, cell))
        placed.append((panel, cell, Names(ax, style, table=view.panel == "data")))
        drawn[view.panel if view.part is None else f"{view.panel}, {view.part.label}"] = panel
    # Axes of three dimensions fill the place that they get, with their numbers inside.
    deep = [panel.space.ax for panel in drawn.values() if panel.space is not None]
    for ax in deep:
        ax.set_axis_off()
    figure.set_layout_engine(engine)
    # Once more, since axes of equal units change their shape in the first round.
    for known in (False, True):
        for panel, cell, names in placed:
            if known:
                names.fit()
                if panel.unbroken:
                    fit_title(panel, title_room(panel))
            else:
                names.guess(cell.width, cell.height)
                fit_title(panel, words_room(cell.width) * figure.dpi)
        set_heads(
            heads,
            [
                title_room(head.drawn) / figure.dpi if known else words_room(head.cell.width)
                for head in heads
            ],
            style,
        )
        engine.execute(figure)
    # Frozen: labels are placed for this layout.
    # None and not "none", which keeps a place for an engine and makes saving draw everything twice.
    figure.set_layout_engine(None)
    for ax in deep:
        ax.set_axis_on()
    for panel, _, names in placed:
        settle(panel, style)
        names.settle()
    return Composed(figure, drawn, head)


def _head(
    figure: Figure,
    scene: Scene,
    style: Style,
    lines: list[Text],
    also: Sequence[Artist] = (),
    *,
    room: bool = False,
) -> float:
    """Draw title, subtitle and key; return the height that is left below, as a fraction."""
    theme = style.theme
    inch = figure.dpi
    left = 0.012 if figure.get_figwidth() > 4 else 0.02
    height, width = figure.bbox.height, figure.bbox.width * (1 - 2 * left)
    y = height - 0.9 * style.font / 72 * inch
    for text, font, weight, colour in (
        (scene.heading, 1.25 * style.font, "bold", theme.ink),
        (scene.subheading, style.small, "normal", theme.quiet),
        # As high as a line of words.
        (" " * room, style.small, "normal", theme.quiet),
    ):
        if text:
            drawn = figure.text(
                left, y / height, text, fontsize=font, fontweight=weight, color=colour, va="top"
            )
            _fit_head(drawn, text, width)
            y -= (
                drawn.get_window_extent().height or 1.2 * font / 72 * inch
            ) + 0.45 * style.font / 72 * inch
            lines.append(drawn)
    marks = [*key_of(scene, style), *also]
    return draw_key(figure, cast_of(scene), marks, style, (left, y / height), width)


def _fit_head(line: Text, words: str, width: float) -> None:
    """Put words into as many lines as they need of `width` pixels: two at most."""

    def fits(part: str) -> bool:
        line.set_text(part)
        return line.get_window_extent().width <= width

    line.set_text(squeezed(words, fits))
