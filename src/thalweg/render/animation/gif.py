"""GIF: one palette for all frames, and of each frame only the rectangle that changed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
import numpy as np

from thalweg.render.animation.palette import Palette, packed

if TYPE_CHECKING:
    from thalweg.render.animation.encode import Clip
    from thalweg.render.animation.pipeline import Sink

SHORTEST = 2
"""Hundredths of a second; viewers show shorter frames for a tenth of a second."""


def write_gif(stream: Sink, clip: Clip, frames: Iterator[np.ndarray]) -> None:
    """Write a GIF.

    FFmpeg's encoder cuts out what changed, and marks what did not change within it as transparent.
    """
    starts = clip.timing.starts(100)
    for k in range(1, len(starts)):
        starts[k] = max(starts[k], starts[k - 1] + SHORTEST)
    palette = Palette(clip.samples)
    entries = np.zeros((256, 4), dtype=np.uint8)
    entries[1 : 1 + len(palette.colours), :3] = palette.colours[:, ::-1]
    entries[:, 3] = 255
    width, height = clip.size
    options = {
        "loop": "0" if clip.timing.loop else "-1",
        "final_delay": str(starts[-1] - starts[-2]),
        "fflags": "+bitexact",
    }
    index = np.zeros((height, width), dtype=np.uint8)
    last: np.ndarray | None = None
    with av.open(stream, "w", format="gif", options=options) as container:
        encoder: Any = container.add_stream("gif", rate=100)
        encoder.width, encoder.height, encoder.pix_fmt = width, height, "pal8"
        encoder.codec_context.time_base = Fraction(1, 100)
        encoder.codec_context.thread_count = 1
        for start, pixels in zip(starts, frames, strict=False):
            colours = packed(pixels)
            if last is None:
                index[:] = palette.indices(colours)
            else:
                changed = colours != last
                index[changed] = palette.indices(colours[changed])
            last = colours
            frame = av.VideoFrame(width, height, "pal8")
            place: Any = frame.planes[0]
            np.frombuffer(place, np.uint8).reshape(height, place.line_size)[:, :width] = index
            table: Any = frame.planes[1]
            np.frombuffer(table, np.uint8)[: entries.size] = entries.ravel()
            frame.pts, frame.time_base = start, Fraction(1, 100)
            container.mux(encoder.encode(frame))
        container.mux(encoder.encode(None))
