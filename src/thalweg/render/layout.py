"""Where the pictures of a figure stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec, SubplotSpec

from thalweg.render.size import Size, columns_of, size_of
from thalweg.scenes.contour import Contour
from thalweg.scenes.panels import Picture
from thalweg.scenes.scene import Scene
from thalweg.scenes.table_fit import TableFit


@dataclass(frozen=True)
class Cell:
    """The place of one picture.

    Attributes
    ----------
    place : SubplotSpec
    width : float
        In inches.
    left, right, bottom, top : bool
        Whether it is the first and the last of its row, and the last and the first row of its panel.
    lines : int
        Of words above it.
    """

    place: SubplotSpec
    width: float
    lines: int = 0
    left: bool = True
    right: bool = True
    bottom: bool = True
    top: bool = True


def size_for(scene: Scene, size: str | Sequence[int] | None = None) -> Size:
    """The size of a picture of a scene, as `thalweg.render.size.size_of` takes it."""
    parts = max(1, len(scene.parts))
    found = size_of(size, len(scene.panels), shape_of(scene.pictures[0]), parts)
    if not scene.parts or found.pixels is not None:
        return found
    # Higher by the lines above the pictures.
    columns = columns_of(parts, column=size == "column")
    each = letters(found.width / columns, found.font)
    lines = max(len(part.lines(each)) for part in scene.parts)
    rows = len(scene.panels) * -(-parts // columns)
    return replace(found, height=round(found.height + 1.25 * found.font / 72 * lines * rows, 2))


def letters(width: float, font: float) -> int:
    """About how many letters stand above a picture that has `width` inches: two to the size of the text."""
    return int(72 * (width - 0.4) / (0.52 * font))


def cells(figure: Figure, scene: Scene, size: Size, top: float) -> list[Cell]:
    """Places for all views of a scene below the heading, which ends at `top` (a fraction)."""
    if scene.parts:
        return _rows(figure, scene, size, top)
    places = _places(figure, scene.pictures, size, top)
    return [Cell(place, size.width / len(places)) for place in places]


def _places(
    figure: Figure, pictures: tuple[Picture, ...], size: Size, top: float
) -> list[SubplotSpec]:
    """In a column where the figure is narrow; one large and two small; else in rows."""
    n = len(pictures)
    shape = size.width / (size.height * top)
    if n == 1:
        return [GridSpec(1, 1, figure=figure)[0, 0]]
    if shape < 1.15:
        # Of three dimensions a picture needs its height more than its width.
        heights = [1.3 if picture.dims == 3 else 1.0 for picture in pictures]
        grid = GridSpec(n, 1, figure=figure, height_ratios=heights)
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
    each = letters(size.width / columns, size.font)
    lines = max(len(part.lines(each)) for part in scene.parts)
    grid = GridSpec(panels * rows, columns, figure=figure)
    return [
        Cell(
            grid[panel * rows + k // columns, k % columns],
            size.width / columns,
            lines=lines,
            left=k % columns == 0,
            right=k % columns == columns - 1 or k == parts - 1,
            bottom=k + columns >= parts,
            top=panel == 0,
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
