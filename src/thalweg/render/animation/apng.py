"""APNG: a PNG with more frames, of which each holds only what changed.

FFmpeg's encoder tries every way of laying a frame over the last one and takes four times as long; the format is a
handful of chunks around zlib.

References
----------
W3C 2025, Portable Network Graphics (PNG) Specification, Third Edition, section 11.3.6, Animation information.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from thalweg.render.animation.encode import Clip
    from thalweg.render.animation.pipeline import Sink

LEVEL = 6

SOURCE, OVER = 0, 1
"""A frame replaces what it covers, or lies over it."""


def write_apng(stream: Sink, clip: Clip, frames: Iterator[np.ndarray]) -> None:
    """Write an APNG with the clip's title and description."""
    width, height = clip.size
    starts = clip.timing.starts(1000)
    stream.write(b"\x89PNG\r\n\x1a\n")
    # Eight bits a channel, with opacity.
    _chunk(stream, b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    _chunk(stream, b"acTL", struct.pack(">II", len(starts) - 1, 0 if clip.timing.loop else 1))
    for word, text in (("Title", clip.title), ("Description", clip.alt)):
        _chunk(stream, b"iTXt", f"{word}\0\0\0\0\0{text}".encode())
    number = 0
    last: np.ndarray | None = None
    for k, frame in enumerate(frames):
        pixels = np.ascontiguousarray(frame).view("<u4")[..., 0]
        box, part = (0, 0, width, height), pixels
        if last is not None:
            box, part = _changed(pixels, last)
        x, y, wide, high = box
        control = struct.pack(
            ">IIIIIHHBB", number, wide, high, x, y, *_delay(starts[k + 1] - starts[k]), 0,
            SOURCE if last is None else OVER,
        )  # fmt: skip
        _chunk(stream, b"fcTL", control)
        data = _squeezed(part, flat=last is not None)
        if last is None:
            _chunk(stream, b"IDAT", data)
            number += 1
        else:
            _chunk(stream, b"fdAT", struct.pack(">I", number + 1) + data)
            number += 2
        last = pixels.copy()
    _chunk(stream, b"IEND", b"")


def _delay(milliseconds: int) -> tuple[int, int]:
    """As a fraction of a second; both numbers have 16 bits."""
    return (milliseconds, 1000) if milliseconds < 1 << 16 else (round(milliseconds / 10), 100)


def _changed(pixels: np.ndarray, last: np.ndarray) -> tuple[tuple[int, int, int, int], np.ndarray]:
    """The rectangle that changed: left, top, width and height; and its pixels, clear where they are as before."""
    differs = pixels != last
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not len(rows):
        return (0, 0, 1, 1), np.zeros((1, 1), dtype=pixels.dtype)
    top, left = int(rows[0]), int(columns[0])
    high, wide = int(rows[-1]) - top + 1, int(columns[-1]) - left + 1
    part = (slice(top, top + high), slice(left, left + wide))
    return (left, top, wide, high), np.where(differs[part], pixels[part], 0)


def _squeezed(pixels: np.ndarray, *, flat: bool) -> bytes:
    """Rows of pixels, each with its filter: none where most is clear, else the difference from the row above."""
    rows = np.ascontiguousarray(pixels).view(np.uint8).reshape(len(pixels), -1)
    filtered = np.empty((len(rows), rows.shape[1] + 1), dtype=np.uint8)
    filtered[:, 0] = 0 if flat else 2
    filtered[:, 1:] = rows
    if not flat:
        filtered[1:, 1:] -= rows[:-1]
    return zlib.compress(filtered.tobytes(), LEVEL)


def _chunk(stream: Sink, kind: bytes, data: bytes) -> None:
    stream.write(struct.pack(">I", len(data)) + kind + data)
    stream.write(struct.pack(">I", zlib.crc32(kind + data)))
