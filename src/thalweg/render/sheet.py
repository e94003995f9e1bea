"""The first rows of a table, below a panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from mpl_toolkits.mplot3d.axes3d import Axes3D

from thalweg.render.marks import Drawn
from thalweg.render.nodes import fit_axes, measure_on
from thalweg.render.nodes.layout import SMALL, Measure, shortened
from thalweg.render.style import Style
from thalweg.render.wrap import wrapped
from thalweg.scenes.data import Sheet
from thalweg.scenes.text import count

ROW = 1.45
"""Height of a row, in em."""

BELOW = 3.4
"""Room for the numbers and the name of the axis above, in em."""

LONGEST = 12.0
"""Width of a column's name at most, in em."""

BOLD = 1.2
"""How much wider bold letters are, at most."""

GAPS = (3.2, 1.3)
"""Largest and least distance of two columns, in em."""

LOW = 24.0
"""Panels lower than this, in em, have their table beside them if they are wide enough, else fewer rows in it."""

WIDE, FLAT, SHARE = 30.0, 1.8, 0.45
"""Least width of a panel with its table beside it, in em and in its heights, and the table's part of it."""


@dataclass(frozen=True)
class Places:
    """How a panel shares its place with its table, in fractions of the figure.

    Attributes
    ----------
    axes, sheet : Bbox
    rows : int
        How many rows there is room for.
    beside : bool
        Whether the table stands beside the axes, where its notes have room for more lines.
    """

    axes: Bbox
    sheet: Bbox
    rows: int
    beside: bool = False


def places(ax: Axes, sheet: Sheet, notes: int, style: Style, below: float) -> Places:
    """Divide the place of axes between them and their table, below them or, in a low and wide one, beside.

    Parameters
    ----------
    notes : int
        Lines below the table.
    below : float
        What the axes' own numbers and name take below them, in em.
    """
    figure = ax.get_figure(root=True)
    assert figure is not None
    place = ax.get_position(original=True)
    em = style.font / 72 * figure.dpi
    x, y = em / figure.bbox.width, em / figure.bbox.height
    every = len(sheet.cells)
    wide, high = place.width / x, place.height / y
    if high < LOW and wide >= max(WIDE, FLAT * high):
        left = place.x0 + (1 - SHARE) * place.width
        high = min(_height(every, notes) * y, place.height)
        return Places(
            Bbox.from_extents(place.x0, place.y0, left - 1.5 * x, place.y1),
            Bbox.from_extents(left, place.y1 - high, place.x1, place.y1),
            max(1, min(every, int(high / y / ROW) - 1 - notes)),
            True,
        )
    rows = every if place.height >= LOW * y else min(3, every)
    high = min(_height(rows, notes) * y, 0.65 * place.height)
    # Whoever left no room below for an axis' name gets no table off the canvas.
    lower = max(place.y0 - below * y, 0.2 * y)
    return Places(
        Bbox.from_extents(place.x0, lower + high + below * y, place.x1, place.y1),
        Bbox.from_extents(place.x0, lower, place.x1, lower + high),
        rows,
    )


def _height(rows: int, notes: int) -> float:
    """Height of a table with its header and notes, in em."""
    return ROW * (rows + 1 + notes) + 0.6


def add_sheet(
    drawn: Drawn, sheet: Sheet, notes: Sequence[str], style: Style, *, below: float = BELOW
) -> None:
    """Make axes smaller and put a table into the place that becomes free; the layout must be known."""
    ax = drawn.ax

    def found() -> Places:
        return places(ax, sheet, len(notes) + 1, style, below)

    first = found()
    table = None
    if isinstance(ax, Axes3D):
        table = first.sheet
        ax.set_position(first.axes)
    else:
        # Looked up anew for every drawing, so that a layout engine of the caller's may still move the axes.
        ax.set_axes_locator(lambda _axes, _renderer: found().axes)
        ax.apply_aspect(first.axes)
    inner = ax.inset_axes((0, 0, 1, 1))
    inner.set_axes_locator(lambda _axes, _renderer: table or found().sheet)
    drawn.add("sheet", inner)
    fill(drawn, inner, sheet, first.rows, notes, style, lines=3 if first.beside else 1)


def fill(
    drawn: Drawn,
    inner: Axes,
    sheet: Sheet,
    rows: int,
    notes: Sequence[str],
    style: Style,
    *,
    lines: int,
) -> None:
    """Write the table into its axes: as many columns as fit, and a note of what is left out."""
    width, height = fit_axes(inner, style)
    inner.set_aspect("auto")
    measure = measure_on(inner, style)
    columns, gap = _columns(sheet, rows, width, measure)
    theme = style.theme

    def write(x: float, row: float, text: str, right: bool, **settings: Any) -> None:
        found = inner.text(
            x,
            height - ROW * (row + 0.5),
            text,
            ha="right" if right else "left",
            va="center",
            fontsize=style.small,
            **settings,
        )
        found.set_in_layout(False)
        drawn.add("cell", found)

    right = 0.0
    for index, (name, wide) in columns.items():
        right += wide + (gap if right else 0.0)
        write(right, 0, name, True, color=theme.ink, fontweight="bold")
        for row in range(rows):
            cell = shortened(sheet.cells[row][index], wide, measure)[0]
            write(right, row + 1, cell, True, color=theme.ink)
    for row, line_width in ((1.0, 1.6), (rows + 1.0, 1.0)):
        inner.plot(
            [0, right],
            [height - ROW * row] * 2,
            color=theme.quiet if row == 1 else theme.faint,
            linewidth=line_width * style.hair,
            clip_on=False,
        )
    first = "all" if rows == sheet.rows else f"the first {rows} of"
    said = f"{first} {count(sheet.rows, 'row')}"
    if len(columns) < len(sheet.names):
        left_out = len(sheet.names) - len(columns)
        said += f"; {left_out} of {count(len(sheet.names), 'column')} left out"
    written = [wrapped(note.split(), width, measure, SMALL, lines) for note in (said, *notes)]
    for row, line in enumerate(line for note in written for line in note):
        write(0, rows + 1.2 + row, line, False, color=theme.quiet)


def _columns(
    sheet: Sheet, rows: int, width: float, measure: Measure
) -> tuple[dict[int, tuple[str, float]], float]:
    """The columns that fit, with their names and widths, and the distance between them, in em."""
    found: dict[int, tuple[str, float]] = {}
    taken = 0.0
    others = [k for k in range(len(sheet.names)) if k not in sheet.needed]
    for index in (*sheet.needed, *others):
        cells = max(
            (measure(sheet.cells[row][index], SMALL)[0] for row in range(rows)), default=0.0
        )
        most = min(LONGEST, width / max(2, len(sheet.needed)) - GAPS[1])
        # Bold letters are wider.
        name, wide, _ = shortened(sheet.names[index], most / BOLD, measure)
        wide = max(BOLD * wide, min(cells, most))
        if found and taken + GAPS[1] + wide > width and index not in sheet.needed:
            break
        taken += wide + (GAPS[1] if found else 0.0)
        found[index] = (name, wide)
    gaps = max(1, len(found) - 1)
    gap = min(GAPS[0], GAPS[1] + max(0.0, width - taken) / gaps)
    return dict(sorted(found.items())), gap
