"""A scene as an animation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO

import numpy as np
from matplotlib.colors import to_rgb

from thalweg.data.progress import Progress
from thalweg.errors import ArgumentError
from thalweg.render.animation.batches import batch_key
from thalweg.render.animation.pipeline import encode_beside
from thalweg.render.animation.poster import write_png
from thalweg.render.animation.several import Several, pays, spare
from thalweg.render.animation.stage import Stage
from thalweg.render.animation.timing import Timing, check_space, check_turn, moving, samples_of
from thalweg.render.auto import AUTO, refuse
from thalweg.render.figure import compose
from thalweg.render.fonts import words_of
from thalweg.render.layout import size_for
from thalweg.render.rc import private
from thalweg.render.size import Size, in_motion
from thalweg.render.style import Style
from thalweg.render.theme import Theme, theme_named
from thalweg.scenes.frames import Frames, frames_of
from thalweg.scenes.scene import Scene

Shot = tuple[int, float]
"""A step, and how far from its last place the camera stands."""


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
    duration: float | None = None,
    turn: float = 0.0,
    progress: Progress | None = None,
    processes: int | None = None,
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
    duration : float, optional
        Seconds that the whole lasts, those of `hold` included: ``auto`` shows as many frames as that needs, and frames
        that are asked for stand as long as it takes.
    turn : float
        Degrees that the camera of panels of three dimensions turns until the last frame.
    progress : callable, optional
        Called with the number of frames that are done, and that of all.
    processes : int, optional
        How many draw frames; the file is the same. Default: several where they are much faster.
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
    check_turn(turn)
    if turn:
        check_space(scene)
    steps, timing = timed(scene, frames, fps, hold, loop, duration)
    with private(chosen, how.font, words_of(scene)):
        stage = staged(scene, how, chosen, turn=turn)
        if turn:
            # The camera moves on while a step stands.
            steps = tuple(np.repeat(steps, timing.ticks).tolist())
            timing = timing.each()
        shots = list(zip(steps, np.linspace(-turn, 0.0, len(steps)).tolist(), strict=True))
        clip = Clip(
            size=stage.size,
            timing=timing,
            title=scene.heading,
            alt=scene.alt,
            paper=tuple(round(255 * part) for part in to_rgb(chosen.paper)),  # type: ignore[arg-type]
            samples=_samples(stage, shots) if kind == "gif" else (),
        )
        with _drawn(stage, shots, processes) as drawn:
            encode_beside(
                lambda sink, arriving: ENCODERS[kind](sink, clip, arriving),
                stream,
                _told(drawn, len(shots), progress),
            )


def timed(
    scene: Scene,
    frames: Frames = "auto",
    fps: float = 25.0,
    hold: float = 1.0,
    loop: bool = True,
    duration: float | None = None,
) -> tuple[tuple[int, ...], Timing]:
    """The steps that an animation shows, and when it shows them: as `animate`."""
    if duration is None:
        steps, ticks = frames_of(scene, frames)
        return steps, Timing(ticks, fps, hold, loop)
    shown = max(2, round(fps * moving(duration, fps, hold)))
    steps, _ = frames_of(scene, frames, shown)
    return steps, Timing.lasting(len(steps), duration, fps, hold, loop)


def write_poster(
    scene: Scene,
    stream: BinaryIO,
    *,
    size: str | tuple[int, int] | None = None,
    theme: str | Theme = "light",
    turn: float = 0.0,
) -> None:
    """Write an animation's last frame as PNG."""
    how, chosen = animation_size(scene, size), theme_named(theme)
    with private(chosen, how.font, words_of(scene)):
        stage = staged(scene, how, chosen, turn=turn)
        pixels = stage.draw(int(stage.reel.step[-1]))
        write_png(stream, pixels, scene.heading, scene.alt)


def animation_size(scene: Scene, size: str | Sequence[int] | None) -> Size:
    """The size of an animation: that of a picture, with fewer pixels where none were asked for."""
    return in_motion(size_for(scene, size), size)


def staged(scene: Scene, size: Size, theme: Theme, *, turn: float = 0.0) -> Stage:
    """Set the stage: with a line of its own for the clock where the heading leaves it no room."""
    style = Style(theme, size.font)
    also = batch_key(scene, style)
    stage = Stage(scene, compose(scene, size, theme, also=also), style, turn=turn)
    if not stage.clock.fits:
        also = batch_key(scene, style)
        composed = compose(scene, size, theme, room=True, also=also)
        stage = Stage(scene, composed, style, turn=turn)
    return stage


def _samples(stage: Stage, shots: Sequence[Shot]) -> list[np.ndarray]:
    """Some of the frames; the last one, which shows all there is, comes first."""
    return [stage.draw(*shots[k]).copy() for k in samples_of(len(shots))]


def _drawn(
    stage: Stage, shots: Sequence[Shot], processes: int | None
) -> AbstractContextManager[Iterable[np.ndarray]]:
    """All frames, drawn here or by several processes: these have to begin before any thread does."""

    def draw(k: int) -> np.ndarray:
        return stage.draw(*shots[k])

    if processes is None:
        processes = spare()
        processes = processes if processes > 1 and pays(draw, len(shots)) else 1
    if processes == 1:
        return nullcontext(map(draw, range(len(shots))))
    width, height = stage.size
    return Several(draw, len(shots), (height, width, 4), processes)


def _told(
    frames: Iterable[np.ndarray], count: int, progress: Progress | None
) -> Iterator[np.ndarray]:
    for done, frame in enumerate(frames):
        yield frame
        if progress is not None:
            progress(done + 1, count)
