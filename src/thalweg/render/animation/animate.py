"""A scene as an animation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

import numpy as np
from matplotlib.colors import to_rgb

from thalweg.errors import ArgumentError
from thalweg.render.animation.batches import batch_key
from thalweg.render.animation.pipeline import encode_beside
from thalweg.render.animation.poster import write_png
from thalweg.render.animation.stage import Stage
from thalweg.render.animation.timing import Timing
from thalweg.render.auto import AUTO, refuse
from thalweg.render.figure import compose
from thalweg.render.fonts import words_of
from thalweg.render.layout import size_for
from thalweg.render.rc import private
from thalweg.render.size import Size
from thalweg.render.style import Style
from thalweg.render.theme import Theme, theme_named
from thalweg.scenes.frames import Frames, frames_of
from thalweg.scenes.scene import Scene

DPI = 125.0
"""Pixels an inch where the size is not asked for in pixels: two panels are 1,200 pixels wide."""

SAMPLES = 12
"""As many frames are looked at to choose a GIF's colours."""

Progress = Callable[[int, int], None]


def animate(
    scene: Scene,
    stream: BinaryIO,
    kind: str,
    *,
    size: str | tuple[int, int] | None = None,
    theme: str | Theme = "light",
    frames: Frames = "auto",
    fps: float = 25.0,
    hold: float = 1.0,
    loop: bool = True,
    progress: Progress | None = None,
) -> None:
    """Draw a scene step by step and write it.

    Parameters
    ----------
    kind : str
        ``gif``, ``mp4``, ``webp`` or ``apng``.
    frames : str, int or sequence of int
        As `thalweg.scenes.frames.frames_of`.
    fps, hold, loop
        As `Timing`.
    progress : callable, optional
        Called with the number of frames that are done, and that of all.
    """
    # PyAV takes a tenth of a second to import.
    from thalweg.render.animation.encode import ENCODERS, Clip

    if theme == AUTO:
        refuse(kind)
    if scene.runs is None:
        raise ArgumentError(
            "an animation needs runs; this scene has only a landscape: save it as .svg, .pdf or .png"
        )
    how, chosen = animation_size(scene, size), theme_named(theme)
    steps, ticks = frames_of(scene, frames)
    timing = Timing(ticks, fps, hold, loop)
    with private(chosen, how.font, words_of(scene)):
        stage = staged(scene, how, chosen)
        clip = Clip(
            size=stage.size,
            timing=timing,
            title=scene.heading,
            alt=scene.alt,
            paper=tuple(round(255 * part) for part in to_rgb(chosen.paper)),  # type: ignore[arg-type]
            samples=_samples(stage, steps) if kind == "gif" else (),
        )
        encode_beside(
            lambda sink, arriving: ENCODERS[kind](sink, clip, arriving),
            stream,
            _drawn(stage, steps, progress),
        )


def write_poster(
    scene: Scene,
    stream: BinaryIO,
    *,
    size: str | tuple[int, int] | None = None,
    theme: str | Theme = "light",
) -> None:
    """Write an animation's last frame as PNG."""
    how, chosen = animation_size(scene, size), theme_named(theme)
    with private(chosen, how.font, words_of(scene)):
        stage = staged(scene, how, chosen)
        pixels = stage.draw(int(stage.reel.step[-1]))
        write_png(stream, pixels, scene.heading, scene.alt)


def animation_size(scene: Scene, size: str | Sequence[int] | None) -> Size:
    """The size of an animation: that of a picture, with fewer pixels where none were asked for."""
    found = size_for(scene, size)
    if found.pixels is not None or size == "column":
        return found
    return Size(found.width, found.height, DPI, found.font)


def staged(scene: Scene, size: Size, theme: Theme) -> Stage:
    """Set the stage: with a line of its own for the clock where the heading leaves it no room."""
    style = Style(theme, size.font)
    also = batch_key(scene, style)
    stage = Stage(scene, compose(scene, size, theme, also=also), style)
    if not stage.clock.fits:
        also = batch_key(scene, style)
        stage = Stage(scene, compose(scene, size, theme, room=True, also=also), style)
    return stage


def _samples(stage: Stage, steps: Sequence[int]) -> list[np.ndarray]:
    """Some of the frames; the last one, which shows all there is, comes first."""
    chosen = np.linspace(len(steps) - 1, 0, min(SAMPLES, len(steps))).round().astype(int)
    return [stage.draw(steps[k]).copy() for k in chosen.tolist()]


def _drawn(stage: Stage, steps: Sequence[int], progress: Progress | None) -> Iterator[np.ndarray]:
    for done, step in enumerate(steps):
        yield stage.draw(step)
        if progress is not None:
            progress(done + 1, len(steps))
