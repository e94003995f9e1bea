"""A figure that tells a story in steps, as an animation: each frame is the figure as it was known at a step.

The places of all panels are those of the whole figure, so that nothing jumps; the last frame is the picture itself.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from thalweg.errors import ArgumentError
from thalweg.figures.compose import compose, size_for
from thalweg.figures.figure import Figure, Steps
from thalweg.figures.result import Result
from thalweg.render.auto import AUTO, refuse
from thalweg.render.rc import private
from thalweg.render.size import Size, in_motion
from thalweg.render.theme import Theme, theme_named
from thalweg.scenes.frames import LONGEST, SHOWN, Frames, asked_of, evenly

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Page

    from thalweg.data.progress import Progress

TIDY = 12
"""Frames after which memory is tidied up: each is a picture of its own, whose parts refer to each other."""


class Film:
    """The frames of a figure, drawn one by one. The caller has set thalweg's settings (`thalweg.render.rc.private`).

    Parameters
    ----------
    result : Result
        Of a figure with steps.
    size : Size
    theme : Theme
    """

    def __init__(self, result: Result, size: Size, theme: Theme) -> None:
        assert result.figure.steps is not None
        self._result, self._size, self._theme = result, size, theme
        self._steps: Steps = result.figure.steps
        self._whole = compose(result, size, theme)
        self.count = self._steps.count(result.data)

    def draw(self, k: int) -> np.ndarray:
        """The frame of step k, shape (height, width, 4)."""
        data = self._steps.at(self._result.data, k)
        told = Result(self._result.figure, self._result.parameters, data)
        page = compose(told, self._size, self._theme, like=self._whole).page
        self._clock(page, self._steps.tell(data, k))
        if k % TIDY == TIDY - 1:
            gc.collect()
        canvas = page.canvas
        canvas.draw()
        return np.asarray(canvas.buffer_rgba())  # type: ignore[attr-defined]

    def _clock(self, page: Page, words: str) -> None:
        """Tell the step at the right end of the title's line, if there is room."""
        if not words:
            return
        title = page.texts[0]
        x, y = title.get_position()
        clock = page.text(
            1 - x,
            y,
            words,
            fontsize=0.89 * self._size.font,
            color=self._theme.quiet,
            ha="right",
            va="top",
        )
        em = self._size.font / 72 * page.dpi
        if clock.get_window_extent().x0 < title.get_window_extent().x1 + em:
            clock.remove()


def frames_of(result: Result, frames: Frames = "auto") -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Choose the steps that an animation shows, and how many ticks each stands.

    Parameters
    ----------
    frames : str, int or sequence of int
        As `thalweg.scenes.frames.frames_of`, but that a figure has no epochs.

    Raises
    ------
    ArgumentError
        ``frames: gradient_descent has steps from 0 to 15, and not 99``; or as `thalweg.scenes.frames.check_frames`.
    """
    steps = result.figure.steps
    assert steps is not None
    every = np.arange(steps.count(result.data))
    alike = np.ones(len(every) - 1)
    if frames == "auto":
        found = evenly(every, alike, SHOWN)
        return found, (max(1, min(LONGEST, round(SHOWN / len(found)))),) * len(found)
    if frames == "per epoch":
        raise ArgumentError(
            'frames="per epoch" needs runs on data; a figure has steps of its own: choose "every 2" or a number of '
            "frames"
        )
    found = asked_of(every, alike, frames)
    missing = next((step for step in found if step not in every), None)
    if missing is not None:
        raise ArgumentError(
            f"frames: {result.name} has steps from 0 to {every[-1]}, and not {missing}"
        )
    return found, (1,) * len(found)


def check_moves(figure: Figure) -> None:
    """Refuse a figure that has no steps.

    Raises
    ------
    ArgumentError
        ``relu does not move: it is one picture without steps. Save it as .svg, .pdf or .png; `thalweg figures list`
        says which figures move``.
    """
    if figure.steps is None:
        raise ArgumentError(
            f"{figure.name} does not move: it is one picture without steps. Save it as .svg, .pdf or .png; "
            "`thalweg figures list` says which figures move"
        )


def animate(
    result: Result,
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
    progress: Progress | None = None,
) -> None:
    """Draw a figure step by step and write it.

    Parameters
    ----------
    kind : str
        ``gif``, ``mp4``, ``webp`` or ``apng``.
    frames : str, int or sequence of int
        As `frames_of`.
    fps, hold, loop
        As `thalweg.render.animation.timing.Timing`.
    duration : float, optional
        Seconds that the whole lasts, as in `thalweg.render.animation.animate.animate`.
    progress : callable, optional
        Called with the number of frames that are done, and that of all.

    Raises
    ------
    ArgumentError
        As `check_moves` and `frames_of`.
    """
    # PyAV takes a tenth of a second to import.
    from matplotlib.colors import to_rgb

    from thalweg.render.animation.encode import ENCODERS, Clip
    from thalweg.render.animation.pipeline import encode_beside
    from thalweg.render.animation.timing import Timing, moving

    check_moves(result.figure)
    if theme == AUTO:
        refuse(kind)
    how, chosen = film_size(result, size), theme_named(theme)
    if duration is None:
        steps, ticks = frames_of(result, frames)
        timing = Timing(ticks, fps, hold, loop)
    else:
        shown = max(2, round(fps * moving(duration, fps, hold)))
        steps, _ = frames_of(result, shown if frames == "auto" else frames)
        timing = Timing.lasting(len(steps), duration, fps, hold, loop)
    with private(chosen, how.font):
        film = Film(result, how, chosen)
        samples = _samples(film, steps) if kind == "gif" else {}
        first = samples.get(steps[0], None)
        if first is None:
            first = film.draw(steps[0])
        clip = Clip(
            size=(first.shape[1], first.shape[0]),
            timing=timing,
            title=result.title,
            alt=result.alt,
            paper=tuple(round(255 * part) for part in to_rgb(chosen.paper)),  # type: ignore[arg-type]
            samples=list(samples.values()),
        )
        encode_beside(
            lambda sink, arriving: ENCODERS[kind](sink, clip, arriving),
            stream,
            _drawn(film, steps, {**samples, steps[0]: first}, progress),
        )


def write_poster(
    result: Result,
    stream: BinaryIO,
    *,
    size: str | tuple[int, int] | None = None,
    theme: str | Theme = "light",
) -> None:
    """Write an animation's last frame as PNG."""
    from thalweg.render.animation.poster import write_png

    check_moves(result.figure)
    how, chosen = film_size(result, size), theme_named(theme)
    with private(chosen, how.font):
        film = Film(result, how, chosen)
        write_png(stream, film.draw(film.count - 1), result.title, result.alt)


def film_size(result: Result, size: str | Sequence[int] | None) -> Size:
    """The size of an animation: that of the picture, with fewer pixels where none were asked for."""
    return in_motion(size_for(result.figure.layout, size), size)


def _samples(film: Film, steps: Sequence[int]) -> dict[int, np.ndarray]:
    """Some of the frames by their steps; the last one, which shows all there is, comes first."""
    from thalweg.render.animation.timing import samples_of

    return {steps[k]: film.draw(steps[k]) for k in samples_of(len(steps))}


def _drawn(
    film: Film, steps: Sequence[int], known: dict[int, np.ndarray], progress: Progress | None
) -> Iterator[np.ndarray]:
    for done, step in enumerate(steps):
        yield known[step] if step in known else film.draw(step)
        if progress is not None:
            progress(done + 1, len(steps))
