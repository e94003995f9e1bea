"""What animations of runs and of concept figures have in common: their pixels, and a frame as a picture of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from thalweg.render.size import Size

DPI = 125.0
"""Pixels an inch where the size is not asked for in pixels: two panels are 1,200 pixels wide."""

SAMPLES = 12
"""As many frames are looked at to choose a GIF's colours."""


def with_fewer_pixels(found: Size, asked: str | Sequence[int] | None) -> Size:
    """The size of an animation: that of the picture, with fewer pixels where none were asked for."""
    if found.pixels is not None or asked == "column":
        return found
    return Size(found.width, found.height, DPI, found.font)


def write_still(stream: BinaryIO, pixels: np.ndarray, title: str, alt: str) -> None:
    """Write a frame, shape (height, width, 4), as PNG with its title and description."""
    words = PngInfo()
    for key, text in (("Title", title), ("Description", alt)):
        words.add_itxt(key, text)
    Image.fromarray(np.ascontiguousarray(pixels[..., :3])).save(stream, "png", pnginfo=words)
