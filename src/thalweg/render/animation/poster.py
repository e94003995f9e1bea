"""One frame as a picture of its own."""

from __future__ import annotations

from typing import BinaryIO

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo


def write_png(stream: BinaryIO, pixels: np.ndarray, title: str, alt: str) -> None:
    """Write a frame, shape (height, width, 4), as PNG with its title and description."""
    words = PngInfo()
    for key, text in (("Title", title), ("Description", alt)):
        words.add_itxt(key, text)
    Image.fromarray(np.ascontiguousarray(pixels[..., :3])).save(stream, "png", pnginfo=words)
