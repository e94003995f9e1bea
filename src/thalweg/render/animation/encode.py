"""Frames as files: MP4, GIF, WebP and APNG, written while the frames come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from platform import machine
from types import MappingProxyType
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace

from thalweg.render.animation.apng import write_apng
from thalweg.render.animation.gif import write_gif
from thalweg.render.animation.pipeline import Sink
from thalweg.render.animation.timing import Timing

STEADY = {"x264-params": "asm=SSE4.2"} if machine().lower() in ("x86_64", "amd64") else {}
"""What keeps x264 from its code for AVX-512, with which a file in some hundreds has other bytes (seen with the x264 of
PyAV 18.1 on an EPYC). SSE4.2, which NumPy needs too, is as fast at these sizes."""


@dataclass(frozen=True)
class Clip:
    """What an encoder has to know besides the frames.

    Attributes
    ----------
    size : (int, int)
        Width and height in pixels.
    timing : Timing
    title, alt : str
        Title and description, where the file has a place for them.
    paper : (int, int, int)
        Colour of the ground.
    samples : sequence of arrays, shape (height, width, 4)
        Some of the frames, from the first to the last: what the colours are chosen from.
    """

    size: tuple[int, int]
    timing: Timing
    title: str
    alt: str
    paper: tuple[int, int, int]
    samples: Sequence[np.ndarray]


def _mp4(stream: Sink, clip: Clip, frames: Iterator[np.ndarray]) -> None:
    """H.264 in the form that every player knows: yuv420p, the index at the beginning.

    Its colours have half the resolution, so that both sides must be even: where they are not, a row or a column of
    paper is added.
    """
    timing = clip.timing
    width, height = (n + n % 2 for n in clip.size)
    padded = np.empty((height, width, 4), dtype=np.uint8)
    padded[:] = (*clip.paper, 255)
    rate = Fraction(timing.fps).limit_denominator(1001)
    total = sum(timing.ticks) + timing.held
    options = {
        "fflags": "+bitexact",
        # The index stands first, so that players can begin before they have the whole file; its place is reserved.
        "moov_size": str(4096 + 20 * total + 4 * len((clip.title + clip.alt).encode())),
    }
    with av.open(stream, "w", format="mp4", options=options) as container:
        container.metadata.update({"title": clip.title, "comment": clip.alt})
        how = {"preset": "veryfast", "crf": "22", "tune": "animation", **STEADY}
        encoder: Any = container.add_stream("libx264", rate=rate, options=how)
        encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
        context = encoder.codec_context
        context.time_base = 1 / rate
        # Their number changes the file, and threads by slices, PyAV's default, change it from time to time.
        context.thread_count = 1
        context.color_range = ColorRange.MPEG
        context.colorspace = context.color_primaries = context.color_trc = 1  # BT.709
        tick = 0
        for k, pixels in enumerate(frames):
            padded[: clip.size[1], : clip.size[0]] = pixels
            frame = av.VideoFrame.from_ndarray(padded, format="rgba").reformat(
                format="yuv420p",
                src_colorspace=Colorspace.ITU709,
                dst_colorspace=Colorspace.ITU709,
                dst_color_range=ColorRange.MPEG,
                threads=1,
            )
            last = k == len(timing.ticks) - 1
            for _ in range(timing.ticks[k] + (timing.held if last else 0)):
                frame.pts, frame.time_base = tick, 1 / rate
                container.mux(encoder.encode(frame))
                tick += 1
        container.mux(encoder.encode(None))


def _webp(stream: Sink, clip: Clip, frames: Iterator[np.ndarray]) -> None:
    """Animated WebP without loss. libwebp keeps what it has encoded until the end: as much as the file is long."""
    starts = clip.timing.starts(1000)
    width, height = clip.size
    options = {"loop": "0" if clip.timing.loop else "1", "fflags": "+bitexact"}
    with av.open(stream, "w", format="webp", options=options) as container:
        encoder: Any = container.add_stream(
            "libwebp_anim",
            rate=1000,
            options={"lossless": "1", "compression_level": "4", "quality": "50"},
        )
        encoder.width, encoder.height, encoder.pix_fmt = width, height, "bgra"
        encoder.codec_context.time_base = Fraction(1, 1000)
        encoder.codec_context.thread_count = 1

        # One frame for all: big pieces of memory taken and given back for each would leave holes that add up.
        frame = av.VideoFrame(width, height, "bgra")
        plane: Any = frame.planes[0]
        rows = np.frombuffer(plane, np.uint8).reshape(height, -1)
        inside = rows[:, : 4 * width].reshape(height, width, 4)

        def add(pixels: np.ndarray, start: int) -> None:
            inside[...] = pixels[..., (2, 1, 0, 3)]
            frame.pts, frame.time_base = start, Fraction(1, 1000)
            container.mux(encoder.encode(frame))

        pixels = None
        for start, pixels in zip(starts, frames, strict=False):
            add(pixels, start)
        if pixels is not None:
            # The same once more says how long it stands. libwebp lets the last one stand as long as one does on
            # average, so that it has to come earlier by that much.
            n = len(starts) - 1
            about = round(starts[-1] * n / (n + 1))
            near = range(about + 2, about - 3, -1)
            add(pixels, min(near, key=lambda t: abs(t + t // n - starts[-1])))
        container.mux(encoder.encode(None))


ENCODERS: MappingProxyType[str, Callable[[Sink, Clip, Iterator[np.ndarray]], None]] = (
    MappingProxyType({"apng": write_apng, "gif": write_gif, "mp4": _mp4, "webp": _webp})
)
"""What writes each kind of file."""
