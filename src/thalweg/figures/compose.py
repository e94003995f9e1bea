"""A figure, drawn: on a page of its own, or on given axes; and written as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Page
from matplotlib.gridspec import GridSpec
from matplotlib.transforms import Bbox

from thalweg.errors import ArgumentError
from thalweg.figures.arrange import arrange
from thalweg.figures.figure import Figure, Layout
from thalweg.figures.lean import lean
from thalweg.figures.panel import Panel
from thalweg.figures.result import Result
from thalweg.figures.ruler import Ruler
from thalweg.render.auto import in_theme
from thalweg.render.encode import encode
from thalweg.render.key import draw_key, legend_settings, run_entries
from thalweg.render.marks import Label
from thalweg.render.nodes import measure_on
from thalweg.render.place import finish, fit_width, free_corners, settle
from thalweg.render.rc import private
from thalweg.render.size import Size, size_of
from thalweg.render.style import Style
from thalweg.render.theme import Theme, theme_named
from thalweg.render.wrap import wrapped
from thalweg.scenes.look import Cast

NARROW = 1.15
"""Pictures with a smaller ratio of width to height have their narrow layout."""


@dataclass
class Composed:
    """A page with a figure on it.

    Attributes
    ----------
    page : matplotlib Figure
    panels : list of Panel
    unplaced : list of str
        Words for which there was no room beside their marks.
    places : list of Bbox
        Of the panels, in fractions of the page, before those of three dimensions fill theirs.
    """

    page: Page
    panels: list[Panel]
    unplaced: list[str] = field(default_factory=list)
    places: list[Bbox] = field(default_factory=list)


def size_for(layout: Layout, size: str | Sequence[int] | None = None) -> Size:
    """The size of a figure, as `thalweg.render.size.size_of` takes it."""
    rows = layout.rows.split("/")
    if size is None or size == "default":
        wide, high = layout.size or (6.0 if len(set(rows[0])) == 1 else 9.6, 1.3 + 3.1 * len(rows))
        return Size(wide, high, 200.0, 9.0)
    if size == "column":
        narrow = len(layout.narrow_rows.split("/"))
        return Size(3.5, layout.column_height or round(0.9 + 2.2 * narrow, 2), 300.0, 7.0)
    return size_of(size, len(layout.letters))


def drawn(
    result: Result, size: str | Sequence[int] | None = None, theme: str | Theme = "light"
) -> Composed:
    """Draw a figure on a page of its own."""
    chosen = theme_named(theme)
    how = size_for(result.figure.layout, size)
    with private(chosen, how.font):
        return compose(result, how, chosen)


def compose(result: Result, size: Size, theme: Theme, like: Composed | None = None) -> Composed:
    """Draw a figure. The caller has set thalweg's settings (`thalweg.render.rc.private`).

    Parameters
    ----------
    like : Composed, optional
        The same figure with other data, in whose places its panels are to stand.
    """
    style = Style(theme, size.font)
    page = Page(figsize=(size.width, size.height), dpi=size.dpi)
    Ruler(page)
    axes, grid = _axes(page, result.figure.layout, size)
    panels = [Panel(ax, style) for ax in axes]
    result.figure.draw(panels, result.data)
    top = _head(page, result, panels, style)
    # Axes of three dimensions fill the place that they get, with their numbers inside.
    deep = [ax for ax in axes if ax.name == "3d" and ax.axison]
    for ax in deep:
        ax.set_axis_off()
    if like is None:
        arrange(page, axes, grid, top, size.font / 72 * size.dpi)
    else:
        for ax, place in zip(axes, like.places, strict=True):
            ax.set_position(place)
    places = [ax.get_position(original=True) for ax in axes]
    for ax in deep:
        ax.set_axis_on()
    left: list[Label] = []
    for panel in panels:
        left += settle(panel.drawn, style)
    FigureCanvasAgg(page)
    return Composed(page, panels, [label.text for label in left], places)


def _axes(page: Page, layout: Layout, size: Size) -> tuple[list[Axes], GridSpec]:
    """The axes of a layout, in the order of their letters, and their grid."""
    narrow = size.width / size.height < NARROW or size.width < 5
    wide_rows = layout.rows.split("/")
    rows = layout.narrow_rows.split("/") if narrow else wide_rows
    same = rows == wide_rows
    if same or not narrow:
        widths, heights = layout.widths, layout.heights
    else:
        widths = ()
        # Of three dimensions a picture needs its height more than its width.
        heights = layout.narrow_heights or tuple(
            1.3 if set(row) & set(layout.deep) else 1.0 for row in rows
        )
    cells = np.array([list(row) for row in rows])
    grid = GridSpec(
        *cells.shape,
        figure=page,
        width_ratios=widths or None,
        height_ratios=heights or None,
    )
    found = []
    for letter in layout.letters:
        at, across = np.nonzero(cells == letter)
        place = grid[at.min() : at.max() + 1, across.min() : across.max() + 1]
        projection = "3d" if letter in layout.deep else None
        found.append(page.add_subplot(place, projection=projection))
    return found, grid


def _head(page: Page, result: Result, panels: list[Panel], style: Style) -> float:
    """Draw title, subtitle and key; return the height that is left below, as a fraction."""
    theme, em = style.theme, style.font / 72 * page.dpi
    left = 0.012 if page.get_figwidth() > 4 else 0.02
    high, wide = page.bbox.height, page.bbox.width * (1 - 2 * left)
    y = high - 0.9 * em
    title = page.text(
        left,
        y / high,
        result.title,
        fontsize=1.25 * style.font,
        fontweight="bold",
        color=theme.ink,
        va="top",
    )
    fit_width(title, [result.title], wide)
    y -= title.get_window_extent().height + 0.45 * em
    said = result.figure.subtitle(result.data) if result.figure.subtitle else ""
    measure = measure_on(panels[0].ax, style)
    # Most stand in one line: each word is measured only where they do not.
    whole = not said or measure(said, 0.89)[0] <= wide / em
    for line in [said] * bool(said) if whole else wrapped(said.split(), wide / em, measure, 0.89):
        words = page.text(left, y / high, line, fontsize=style.small, color=theme.quiet, va="top")
        y -= words.get_window_extent().height + 0.35 * em
    cast, entries = _key(panels)
    return draw_key(page, cast, entries, style, (left, y / high), wide)


def _key(panels: list[Panel]) -> tuple[Cast, list[Any]]:
    """What the key explains, each once."""
    merged: dict[str, Any] = {}
    cast = Cast()
    for panel in panels:
        if len(panel.cast.key) > len(cast.key) or panel.cast.scale is not None:
            cast = panel.cast
        for label, entry in panel.key.items():
            merged.setdefault(label, entry)
    return cast, list(merged.values())


def draw_on(result: Result, given: Any, theme: str | Theme = "light") -> list[Axes]:
    """Draw a figure on axes of the caller's, without title, and with the key in a free corner.

    Raises
    ------
    ArgumentError
        ``gradient_descent draws on 3 axes; got 1: plt.subplots(1, 3) makes them``.
    """
    axes = _taken(result.figure, given)
    chosen = theme_named(theme)
    style = Style(chosen, 9.0)
    with private(chosen, style.font):
        panels = [Panel(ax, style) for ax in axes]
        result.figure.draw(panels, result.data)
        for panel in panels:
            finish(panel.drawn)
        cast, entries = _key(panels)
        entries = [*run_entries(cast, style), *entries]
        keyed = next((panel for panel in panels if panel.key or panel.cast.key), panels[0])
        taken = []
        if entries:
            settings = legend_settings(style) | {
                "frameon": True,
                "framealpha": 0.85,
                "facecolor": chosen.paper,
                "edgecolor": "none",
                "borderpad": 0.4,
                "borderaxespad": 0.4,
            }
            legend = keyed.ax.legend(handles=entries, loc="upper right", **settings)
            extent = legend.get_window_extent()
            legend.set_loc(free_corners(keyed.drawn, extent.width, extent.height)[0])
            taken.append(legend.get_window_extent())
        for panel in panels:
            settle(panel.drawn, style, taken if panel is keyed else ())
    return axes


def _taken(figure: Figure, given: Any) -> list[Axes]:
    """The axes that a caller gives, checked."""
    axes = [given] if isinstance(given, Axes) else list(np.ravel(np.asarray(given, dtype=object)))
    letters, deep = figure.layout.letters, figure.layout.deep
    many = len(letters)
    if len(axes) != many or not all(isinstance(ax, Axes) for ax in axes):
        got = len(axes) if all(isinstance(ax, Axes) for ax in axes) else "something else"
        hint = f": plt.subplots(1, {many}) makes them" if many > 1 else ""
        raise ArgumentError(f"{figure.name} draws on {many} axes; got {got}{hint}")
    for number, (letter, ax) in enumerate(zip(letters, axes, strict=True), 1):
        if (letter in deep) != (ax.name == "3d"):
            need = (
                '3-D axes: make them with projection="3d"; these are 2-D'
                if letter in deep
                else "2-D axes; these are 3-D"
            )
            raise ArgumentError(f"panel {number} of {figure.name} needs {need}")
    return axes


def write(
    result: Result,
    stream: BinaryIO,
    kind: str,
    *,
    size: str | tuple[int, int] | None = None,
    theme: str | Theme = "light",
    outlines: bool = False,
) -> None:
    """Draw a figure and write it.

    Parameters
    ----------
    kind : str
        ``svg``, ``pdf`` or ``png``.
    theme : str
        ``auto`` gives an SVG that follows its reader's setting.
    outlines : bool
        Whether letters in an SVG become shapes.
    """
    how = size_for(result.figure.layout, size)

    def made(chosen: Theme) -> bytes:
        with private(chosen, how.font, shapes=kind != "svg" or outlines):
            page = compose(result, how, chosen).page
            made = encode(page, kind, how, title=result.title, alt=result.alt, outlines=outlines)
            return lean(made) if kind == "svg" else made

    stream.write(in_theme(made, kind, theme))
