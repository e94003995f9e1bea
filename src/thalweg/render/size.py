"""Sizes of a picture: by name, or in pixels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Integral

from thalweg.errors import ArgumentError, UnknownName, nearest

SMALLEST, LARGEST = 160, 20_000

MOVING_DPI = 125.0
"""Pixels an inch of an animation: two panels are 1,200 pixels wide."""


@dataclass(frozen=True)
class Size:
    """How large a picture is.

    Attributes
    ----------
    width, height : float
        In inches, on which text of `font` points is laid out.
    dpi : float
        Pixels an inch.
    font : float
        Size of the text in points.
    pixels : (int, int) or None
        The size that was asked for in pixels; None where it was asked for in inches.
    """

    width: float
    height: float
    dpi: float
    font: float
    pixels: tuple[int, int] | None = None


# Inches for one panel; more of them stand beside each other, or below each other in a column.
_ONE, _TWO, _MORE = (6.0, 4.7), (9.6, 4.5), (9.8, 6.0)
_ROW = 3.2
"""Height of a row where there are several, in inches."""
_COLUMN_WIDTH, _COLUMN_PANEL = 3.5, 2.3

NAMES = ("default", "column", "slide", "square")


def size_of(
    size: str | Sequence[int] | None, panels: int = 1, shape: float | None = None, parts: int = 1
) -> Size:
    """Work out a size.

    Parameters
    ----------
    size : str or (int, int), optional
        ``default``; ``column`` (3.5 inches wide, for a paper); ``slide`` (1920 × 1080 pixels); ``square``
        (1080 × 1080); or width and height in pixels, as two numbers or as ``1200x800``.
    panels : int
        How many panels have to fit.
    shape : float, optional
        Width over height of the first panel, where it is bound to one.
    parts : int
        Small multiples: how many pictures each panel has.

    Raises
    ------
    UnknownName
        ``unknown size "colum"; did you mean "column"? The sizes are default, column, slide, square, or (width, height)
        in pixels``.
    ArgumentError
        ``size must be two whole numbers of pixels from 160 to 20,000; got (10, 10)``.
    """
    if parts > 1 and size in (None, "default", "column"):
        return _multiples(panels, shape or 1.3, parts, column=size == "column")
    if size is None or size == "default":
        width, height = _ONE if panels == 1 else _TWO if panels == 2 else _MORE
        if shape is not None:
            # As high as that panel is at the width it gets, beside the room for the heading and the numbers.
            wide = width - 1.5 if panels == 1 else 0.55 * width - 1.2
            height = round(min(max(wide / shape + 1.5, 3.4 if panels < 3 else 5.2), 6.4), 2)
        if panels > 3:
            height = round(0.8 + _ROW * -(-panels // 3), 2)
        return Size(width, height, 200.0, 9.0)
    if size == "column":
        first = _COLUMN_PANEL if shape is None else min(max(2.5 / shape + 0.5, 1.8), 3.2)
        return Size(_COLUMN_WIDTH, round(0.7 + first + 2.1 * (panels - 1), 2), 300.0, 7.0)
    if size == "slide":
        return _pixels(1920, 1080)
    if size == "square":
        return _pixels(1080, 1080)
    if isinstance(size, str) and re.fullmatch(r"\d+x\d+", size):
        size = [int(n) for n in size.split("x")]
    if isinstance(size, str):
        hint = nearest(size, NAMES) or "."
        raise UnknownName(
            f'unknown size "{size}"{hint} The sizes are {", ".join(NAMES)}, or (width, height) in pixels'
        )
    given = tuple(size) if isinstance(size, Iterable) else (size,)
    if len(given) != 2 or not all(
        isinstance(n, Integral) and not isinstance(n, bool) and SMALLEST <= n <= LARGEST
        for n in given
    ):
        raise ArgumentError(
            f"size must be two whole numbers of pixels from {SMALLEST} to {LARGEST:,}; got {given}"
        )
    return _pixels(int(given[0]), int(given[1]))


def columns_of(parts: int, *, column: bool) -> int:
    """How many of so many small multiples stand beside each other: as many as can be read, in rows of one length."""
    rows = -(-parts // (2 if column else 4))
    return -(-parts // rows)


def _multiples(panels: int, shape: float, parts: int, *, column: bool) -> Size:
    """Small multiples, as high as their width makes them, without the words above each."""
    width, dpi, font = (_COLUMN_WIDTH, 300.0, 7.0) if column else (_MORE[0], 200.0, 9.0)
    columns = columns_of(parts, column=column)
    if columns == 1:
        width = min(width, _ONE[0])
    high = (width / columns - 0.35) / shape + 3.4 * font / 72
    height = 0.9 + panels * -(-parts // columns) * high
    return Size(width, round(height, 2), dpi, font)


def _pixels(width: int, height: int) -> Size:
    """Lay out on 6 to 9.6 inches, whatever the pixels: a large picture is the small one, enlarged."""
    inches = min(max(width / 100, 6.0), 9.6, 7.2 * max(1.0, width / height))
    dpi = min(width / inches, height / 3.6)
    return Size(width / dpi, height / dpi, dpi, 9.0, (width, height))


def in_motion(found: Size, asked: str | Sequence[int] | None) -> Size:
    """A picture's size as its animation has it: with fewer pixels where none were asked for."""
    if found.pixels is not None or asked == "column":
        return found
    return Size(found.width, found.height, MOVING_DPI, found.font)
