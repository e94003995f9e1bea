"""``thalweg render``: a saved run, drawn again."""

from __future__ import annotations

from typing import Annotated

import typer

from thalweg.cli import options
from thalweg.errors import ArgumentError

EXAMPLES = """\
thalweg render run.zarr -o run.svg
thalweg render run.zarr -o loss.png --panel loss --theme dark --size 1200x800
"""


def render(
    saved: Annotated[
        str,
        typer.Argument(metavar="RUN.ZARR", help="What -o run.zarr or thalweg.save has written."),
    ],
    output: options.Output = None,
    panel: options.Panel = None,
    theme: options.Theme = "light",
    size: options.Size = None,
    title: options.Title = None,
    by: options.By = None,
    gradient: options.Gradient = False,
    frames: options.Frames = "auto",
    fps: options.Fps = "25",
    duration: options.Duration = None,
    hold: options.Hold = "1",
    loop: options.Loop = True,
    turn: options.Turn = "0",
    poster: options.Poster = None,
    quiet: options.Quiet = False,
) -> None:
    """Draw a saved run again."""
    from thalweg.cli.motion import Motion
    from thalweg.cli.picture import Picture

    if not output:
        raise ArgumentError(
            f"render needs a file to write, as in thalweg render {saved} -o run.svg"
        )
    motion = Motion.asked(frames, fps, hold, loop, poster, duration, turn)
    picture = Picture.asked(output, panel, theme, size, title, by, gradient, motion)

    from thalweg.output import load

    failure = picture.write(load(saved), wanted=not quiet)
    if not quiet:
        picture.tell()
    if failure is not None:
        raise failure
