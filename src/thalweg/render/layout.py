"""Where the pictures of a figure stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec, SubplotSpec

from thalweg.render.size import Size, columns_of, size_of
from thalweg.render.wrap import unbroken, width_of
from thalweg.scenes.contour import Contour
from thalweg.scenes.panels import Picture
from thalweg.scenes.profile import Profile
from thalweg.scenes.scene import Scene
from thalweg.scenes.surface import Surface
from thalweg.scenes.table_fit import TableFit

LOW = 0.9
"""A figure whose pictures are this much wider than high in one row, and more, has one row."""


@dataclass(frozen=True)
class Cell:
    """The place of one picture.

    Attributes
    ----------
    place : SubplotSpec
    width, height : float
        In inches.
    left, right, bottom : bool
        Whether it is the first and the last of a full row, and the last of its column.
    said : {"all", "name", "nothing"}
        What stands above it of its part: in the first panel everything; in another the name, if its pictures take more
        than one row and no longer stand right below those of the first.
    """

    place: SubplotSpec
    width: float
    height: float
    left: bool = True
    right: bool = True
    bottom: bool = True
    said: Literal["all", "name", "nothing"] = "all"


def size_for(scene: Scene, size: str | Sequence[int] | None = None) -> Size:
    """The size of a picture of a scene, as `thalweg.render.size.size_of` takes it."""
    parts = max(1, len(scene.parts))
    found = size_of(size, len(scene.panels), shape_of(scene.pictures[0]), parts)
    if not scene.parts or found.pixels is not None:
        return found
    # Higher by the lines above the pictures.
    columns = columns_of(parts, column=size == "column")
    room = words_room(found.width / columns)

    def fits(words: str) -> bool:
        return width_of(words, found.font) <= room

    each = max(len(part.lines(fits)) for part in scene.parts)
    rows = -(-parts // columns)
    said = dict.fromkeys(scene.panels, 0)
    for view in scene.views:
        if words := _said(view.picture):
            said[view.panel] = max(said[view.panel], len(unbroken(words, fits)))
    lines = rows * (each + (len(scene.panels) - 1) * (rows > 1) + sum(said.values()))
    return replace(found, height=round(found.height + 1.25 * found.font / 72 * lines, 2))


def _said(picture: Picture) -> str:
    """What stands above a map in lines that are never left out."""
    seen = picture.map if isinstance(picture, Surface) else picture
    return seen.title if isinstance(seen, (Contour, Profile)) else ""


def words_room(width: float) -> float:
    """About how wide the words above a picture may be that has `width` inches with its numbers."""
    return max(width - 0.55, 0.3)


def cells(figure: Figure, scene: Scene, size: Size, top: float) -> list[Cell]:
    """Places for all views of a scene below the heading, which ends at `top` (a fraction)."""
    if scene.parts:
        return _rows(figure, scene, size, top)
    return _places(figure, scene.pictures, size, top)


def _places(figure: Figure, pictures: tuple[Picture, ...], size: Size, top: float) -> list[Cell]:
    """In a column where the figure is narrow, in one row where it is low; one large and two small; else in rows."""
    n = len(pictures)
    wide, high = size.width, size.height * top
    if n == 1:
        return [Cell(GridSpec(1, 1, figure=figure)[0, 0], wide, high)]
    if wide < 1.15 * high:
        heights = _heights(pictures, wide, high)
        grid = GridSpec(n, 1, figure=figure, height_ratios=heights)
        return [Cell(grid[k, 0], wide, heights[k]) for k in range(n)]
    share = _share(pictures[0], size, top)
    if n == 2:
        grid = GridSpec(1, 2, figure=figure, width_ratios=[share, 1 - share])
        return [Cell(grid[0, k], wide * (share, 1 - share)[k], high) for k in range(2)]
    if wide > LOW * n * high:
        grid = GridSpec(1, n, figure=figure)
        return [Cell(grid[0, k], wide / n, high) for k in range(n)]
    if n == 3:
        grid = GridSpec(2, 2, figure=figure, width_ratios=[share, 1 - share])
        small = wide * (1 - share)
        return [
            Cell(grid[:, 0], wide * share, high),
            *(Cell(grid[k, 1], small, high / 2) for k in range(2)),
        ]
    # No cell stays empty: the upper rows hold one picture less, which are larger.
    rows = -(-n // 3)
    lengths = [n // rows + (row >= rows - n % rows) for row in range(rows)]
    if len(set(lengths)) == 1:
        grid = GridSpec(rows, lengths[0], figure=figure)
        return [
            Cell(grid[row, k], wide / lengths[0], high / rows)
            for row in range(rows)
            for k in range(lengths[0])
        ]
    grid = GridSpec(rows, 1, figure=figure, height_ratios=[1 + 0.15 * (k == 2) for k in lengths])
    inner = [grid[row, 0].subgridspec(1, length) for row, length in enumerate(lengths)]
    return [
        Cell(inner[row][0, k], wide / length, high / rows)
        for row, length in enumerate(lengths)
        for k in range(length)
    ]


def _heights(pictures: tuple[Picture, ...], wide: float, high: float) -> list[float]:
    """Heights of pictures below each other, in inches: one bound to a shape gets no more than it can fill."""
    n = len(pictures)
    # Of three dimensions a picture needs its height more than its width.
    parts = [1.3 if picture.dims == 3 else 1.0 for picture in pictures]
    found = [high * part / sum(parts) for part in parts]
    needed = [
        0.9 * wide
        if p.dims == 3
        else None
        if (s := shape_of(p)) is None
        else (wide - 1.3) / s + 0.8
        for p in pictures
    ]
    spared = {k: need for k, need in enumerate(needed) if need is not None and need < found[k]}
    if len(spared) == n:
        return found
    left = (high - sum(spared.values())) / sum(parts[k] for k in range(n) if k not in spared)
    return [spared.get(k, left * parts[k]) for k in range(n)]


def _rows(figure: Figure, scene: Scene, size: Size, top: float) -> list[Cell]:
    """Small multiples: for each panel as many rows as its parts need."""
    panels, parts = len(scene.panels), len(scene.parts)
    shape = shape_of(scene.pictures[0]) or 1.3

    def area(columns: int) -> float:
        """Of one picture, beside the room for its numbers and its title, in square inches."""
        wide = size.width / columns - 0.25
        high = size.height * top / (panels * -(-parts // columns)) - 0.7
        return min(wide, high * shape) * min(high, wide / shape) if min(wide, high) > 0 else 0.0

    columns = max(range(1, parts + 1), key=lambda n: (round(area(n), 3), n))
    rows = -(-parts // columns)
    grid = GridSpec(panels * rows, columns, figure=figure)
    return [
        Cell(
            grid[panel * rows + k // columns, k % columns],
            size.width / columns,
            size.height * top / (panels * rows),
            left=k % columns == 0,
            # A bar in a short last row would open a gap in all rows; it is the same as in the others.
            right=k % columns == columns - 1,
            bottom=k + columns >= parts,
            said="all" if panel == 0 else "name" if rows > 1 else "nothing",
        )
        for panel in range(panels)
        for k in range(parts)
    ]


def _share(first: Picture, size: Size, top: float) -> float:
    """Part of the width for the first panel: what a contour of equal units needs, else half."""
    shape = shape_of(first)
    if shape is None:
        return 0.54
    wide = (size.height * top - 0.6) * shape + 1.35
    return min(max(wide / size.width, 0.4), 0.62)


def shape_of(picture: Picture) -> float | None:
    """Width over height that a panel is bound to; None where it takes any."""
    if not isinstance(picture, (Contour, TableFit)) or not picture.equal:
        return None
    (x0, x1), (y0, y1) = picture.x.limits, picture.y.limits
    return (x1 - x0) / (y1 - y0)
