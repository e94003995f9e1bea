"""Frames as files: MP4, GIF, WebP and APNG, written while the frames come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace

from thalweg.render.animation.apng import write_apng
from thalweg.render.animation.gif import write_gif
from thalweg.render.animation.pipeline import Sink
from thalweg.render.animation.timing import Timing


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
    paper is added. The encoder itself works on squares of 16 pixels; where it fills up a picture by itself, it reads
    memory that nothing was written to, and some files in a thousand have other bytes. So it gets whole squares, and the
    file says how much of them is seen.
    """
    timing = clip.timing
    seen = [n + n % 2 for n in clip.size]
    width, height = (n + -n % 16 for n in clip.size)
    padded = np.empty((height, width, 4), dtype=np.uint8)
    padded[:] = (*clip.paper, 255)
    rate = Fraction(timing.fps).limit_denominator(1001)
    total = sum(timing.ticks) + timing.held
    options = {
        "fflags": "+bitexact",
        # The index stands first, so that players can begin before they have the whole file; its place is reserved.
        "moov_size": str(4096 + 20 * total + 4 * len((clip.title + clip.alt).encode())),
    }
    encoder: Any = av.CodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base, encoder.framerate = 1 / rate, rate
    encoder.options = {
        "preset": "veryfast",
        "crf": "22",
        "tune": "animation",
        "x264-params": f"crop-rect=0,0,{width - seen[0]},{height - seen[1]}",
    }
    # With two threads, by slices or by frames, the same frames give other bytes from time to time.
    encoder.thread_count = 1
    encoder.color_range = ColorRange.MPEG
    encoder.colorspace = encoder.color_primaries = encoder.color_trc = 1  # BT.709
    with av.open(stream, "w", format="mp4", options=options) as container:
        container.metadata.update({"title": clip.title, "comment": clip.alt})
        track = container.add_mux_stream("libx264", rate, width=seen[0], height=seen[1])
        track.time_base = 1 / rate

        def add(frame: av.VideoFrame | None) -> None:
            for packet in encoder.encode(frame):
                packet.stream, packet.time_base = track, 1 / rate
                container.mux(packet)

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
                add(frame)
                tick += 1
        add(None)


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

        def add(pixels: np.ndarray, start: int) -> None:
            frame = av.VideoFrame.from_ndarray(pixels, format="rgba").reformat(format="bgra")
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
