"""Saving and loading: the one table of what each extension means."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from thalweg.data import Landscape, Trajectories, store
from thalweg.data.atomic import check_file, write_atomically
from thalweg.data.curvature import Density, Sharpness
from thalweg.errors import ArgumentError, OutputError
from thalweg.figures.result import Result

if TYPE_CHECKING:
    from thalweg.data.progress import Progress
    from thalweg.render.theme import Theme
    from thalweg.scenes import Scene

    Showable = Scene | Trajectories | Landscape | Sequence[Landscape] | Result | Sharpness | Density

Path_ = str | os.PathLike[str]


@dataclass(frozen=True)
class How:
    """How a picture is to look.

    Attributes
    ----------
    size : str, (int, int) or None
    theme : str or Theme
    outlines : bool
        Whether letters in an SVG become shapes.
    frames, fps, hold, loop, poster, progress, duration, turn
        Of an animation, as `save` takes them.
    """

    size: str | tuple[int, int] | None
    theme: str | Theme
    outlines: bool = False
    frames: str | int | Sequence[int] = "auto"
    fps: float = 25
    hold: float = 1.0
    loop: bool = True
    poster: Path_ | None = None
    progress: Progress | None = None
    duration: float | None = None
    turn: float = 0.0


def _picture(kind: str, obj: Showable, path: Path_, how: How) -> None:
    # matplotlib takes a third of a second to import; a run is saved without it.
    if isinstance(obj, Result):
        from thalweg.figures.compose import write

        made: Callable[..., None] = partial(write, obj)
    elif isinstance(obj, (Sharpness, Density)):
        from thalweg.render.curvature import write

        made = partial(write, obj)
    else:
        from thalweg.render.files import write
        from thalweg.scenes import scene_of

        made = partial(write, scene_of(obj))
    write_atomically(
        path,
        lambda stream: made(stream, kind, size=how.size, theme=how.theme, outlines=how.outlines),
    )


def _animation(kind: str, obj: Showable, path: Path_, how: How) -> None:
    if isinstance(obj, Result):
        from thalweg.figures import motion

        motion.check_moves(obj.figure)
        if how.turn:
            raise ArgumentError(
                "turn is for panels of three dimensions; the camera of a concept figure stands still"
            )
        write: Callable[..., None] = partial(motion.animate, obj)
        write_poster: Callable[..., None] = partial(motion.write_poster, obj)
    else:
        from thalweg.render.animation import animate

        scene = _scene(obj, path)
        _one(scene, path, "they stand still: save them as .html, .svg, .pdf or .png")
        write = partial(animate.animate, scene, turn=how.turn)
        write_poster = partial(animate.write_poster, scene, turn=how.turn)
    if how.poster is not None:
        check_poster(how.poster)
        write_atomically(
            how.poster, lambda stream: write_poster(stream, size=how.size, theme=how.theme)
        )
    write_atomically(
        path,
        lambda stream: write(
            stream,
            kind,
            size=how.size,
            theme=how.theme,
            frames=how.frames,
            fps=how.fps,
            hold=how.hold,
            loop=how.loop,
            duration=how.duration,
            progress=how.progress,
        ),
    )


def _page(obj: Showable, path: Path_, how: How) -> None:
    if isinstance(obj, Result):
        raise OutputError(
            f'cannot write "{os.fsdecode(path)}": a concept figure has no page; '
            "save it as .svg, .pdf or .png"
        )
    from thalweg.render.page.html import write

    scene = _scene(obj, path)
    write_atomically(path, lambda stream: write(scene, stream, theme=how.theme))


def _scene(obj: Showable, path: Path_) -> Scene:
    """What animations, pages and stores are made of."""
    if isinstance(obj, (Result, Sharpness, Density)):
        raise OutputError(
            f'cannot write "{os.fsdecode(path)}": a {type(obj).__name__} is a picture; save it as .svg, .pdf or .png'
        )
    from thalweg.scenes import scene_of

    return scene_of(obj)


def _one(scene: Scene, path: Path_, instead: str) -> None:
    """Refuse several landscapes where only one can be shown."""
    if scene.several:
        raise ArgumentError(
            f'cannot write several landscapes as "{os.fsdecode(path)}": {instead}, or one landscape at a time'
        )


def check_poster(path: Path_) -> None:
    """Refuse a poster that is no PNG.

    Raises
    ------
    OutputError
        ``cannot write "x.jpg": a poster is a .png``; or why the file cannot be written.
    """
    given = os.fsdecode(path)
    if Path(given).suffix.lower() != ".png":
        raise OutputError(f'cannot write "{given}": a poster is a .png')
    check_file(path)


def _store(obj: Showable, path: Path_, _how: How) -> None:
    if isinstance(obj, Result):
        raise OutputError(
            f'cannot write "{os.fsdecode(path)}": .zarr keeps runs and landscapes; '
            "save a figure as .svg, .pdf or .png"
        )
    scene = _scene(obj, path)
    if scene.several:
        store.save(scene.several, path)
        return
    data = scene.runs if scene.runs is not None else scene.landscape
    if scene.landscape is not None and scene.landscape.plane is not None:
        data = scene.landscape  # which brings the runs that are projected on it
    assert data is not None
    store.save(data, path)


def _vtk(kind: str, obj: Showable, path: Path_, _how: How) -> None:
    from thalweg.data import vtk
    from thalweg.scenes import scene_of

    pictured = isinstance(obj, (Result, Sharpness, Density))
    if not pictured:
        _one(scene_of(obj), path, "a file holds one: save them as .zarr")
    land = None if pictured else scene_of(obj).landscape
    if land is None:
        raise OutputError(
            f'cannot write "{os.fsdecode(path)}": {kind} is for landscapes, not for {type(obj).__name__};'
            " save runs as .zarr"
        )
    write = {".vti": vtk.write_image, ".vtp": vtk.write_paths, ".vts": vtk.write_surface}[kind]
    write_atomically(path, lambda stream: write(land, stream))


WRITERS: Mapping[str, Callable[[Showable, Path_, How], None]] = MappingProxyType(
    {
        ".apng": partial(_animation, "apng"),
        ".gif": partial(_animation, "gif"),
        ".html": _page,
        ".mp4": partial(_animation, "mp4"),
        ".pdf": partial(_picture, "pdf"),
        ".png": partial(_picture, "png"),
        ".svg": partial(_picture, "svg"),
        ".vti": partial(_vtk, ".vti"),
        ".vtp": partial(_vtk, ".vtp"),
        ".vts": partial(_vtk, ".vts"),
        ".webp": partial(_animation, "webp"),
        ".zarr": _store,
    }
)
"""What writes each extension."""


def save(
    obj: Showable,
    path: Path_,
    size: str | tuple[int, int] | None = None,
    theme: str | Theme = "light",
    *,
    outlines: bool = False,
    frames: str | int | Sequence[int] = "auto",
    fps: float = 25,
    duration: float | None = None,
    hold: float = 1.0,
    loop: bool = True,
    turn: float = 0.0,
    poster: Path_ | None = None,
    progress: Progress | None = None,
) -> None:
    """Save a scene, runs, landscapes or a concept figure; the extension says as what.

    The file is replaced whole or not at all, and the same input gives the same bytes.

    Parameters
    ----------
    obj : Scene, Trajectories, Landscape or several, or what ``thalweg.figures.NAME()`` returns
        Runs and landscapes are shown as the scene of their usual panels.
    path : str or path
        ``.svg``, ``.pdf`` and ``.png`` are pictures, with a description in words made from the computed values.
        ``.gif``, ``.mp4``, ``.webp`` and ``.apng`` are animations of the runs, or of a figure that has steps, step by
        step.
        ``.html`` is a live page: one file that works without a network, in which the rate, the start, the optimizers
        and whatever else can be computed in a browser may be changed.
        ``.vts``, ``.vti`` and ``.vtp`` are for ParaView: a landscape as a surface, as an image, and its paths.
        ``.zarr`` keeps the data: the runs, or the landscape where there are no runs, or several. `load` reads it.
    size : str or (int, int), optional
        ``default``, ``column`` (3.5 inches wide), ``slide`` (1920 × 1080 pixels), ``square`` (1080 × 1080 pixels), or
        width and height in pixels. A page fits its window.
    theme : str
        ``light``, ``dark`` or ``print``; for an SVG also ``auto``, which follows the reader's setting. A page follows
        it unless it is to be ``dark`` or ``print``, and its reader may choose.
    outlines : bool
        Whether the letters of an SVG become shapes: the same everywhere, but no text any more.
    frames : str, int or sequence of int
        Which steps an animation shows. ``auto``: about 150, so that each frame moves about as much on screen as the
        last; where fewer are recorded, each stands longer. A number of frames; ``every 10``; ``per epoch``; or a list
        of recorded steps.
    fps : float
        Frames a second, from 1 to 60; a GIF shows at most 50.
    duration : float, optional
        Seconds that the whole lasts, those of `hold` included. ``auto`` then shows as many frames as that needs; frames
        that are asked for stand as long as it takes.
    hold : float
        Seconds that the last frame stands in addition.
    loop : bool
        Whether it begins anew at the end; an MP4 leaves that to its player.
    turn : float
        Degrees that the camera of panels of three dimensions turns until the last frame, which is seen from where the
        static picture is: 360 is once round, -30 a little in the other direction.
    poster : str or path, optional
        A ``.png`` that gets the animation's last frame.
    progress : callable, optional
        Called with the number of frames of an animation that are done, and that of all.

    Raises
    ------
    ArgumentError
        ``theme "auto" is for .svg, ...``, as `thalweg.render.auto.refuse`;
        ``relu does not move: it is one picture without steps. Save it as .svg, .pdf or .png; ...``;
        ``poster is for animations, and "x.svg" is none: leave it out, or save it as one of .apng, .gif, ...``; or
        ``a path says where to save, as in tw.save(runs, "runs.svg"); got Result``.
    OutputError
        ``cannot write "x.foo": unknown extension ".foo"; known are .apng, .gif, .html, ...``; or why the file
        cannot be written.
    UnknownName
        The size or the theme is not known; the message names the nearest.
    """
    how = How(size, theme, outlines, frames, fps, hold, loop, poster, progress, duration, turn)
    extension = _extension(path)
    _check(how, path, extension)
    WRITERS[extension](obj, path, how)


MOVING = (".apng", ".gif", ".mp4", ".webp")
"""Extensions of animations."""


def _check(how: How, path: Path_, extension: str) -> None:
    """Refuse what would have no effect on a file of this kind."""
    if not isinstance(how.loop, bool):
        raise ArgumentError(f"loop must be True or False, not {how.loop!r}")
    if how.size is not None:
        from thalweg.render.size import size_of

        size_of(how.size)
    if extension in MOVING:
        return
    usual = How(None, "light")
    for name in ("frames", "fps", "duration", "hold", "loop", "turn", "poster"):
        if (given := getattr(how, name)) is not (plain := getattr(usual, name)) and given != plain:
            raise ArgumentError(
                f'{name} is for animations, and "{os.fsdecode(path)}" is none: leave it out, or save it as one of'
                f" {', '.join(MOVING)}"
            )


def check(path: Path_) -> None:
    """Find out before a long run whether its result could be saved.

    Parameters
    ----------
    path : str or path

    Raises
    ------
    OutputError
        As `save`: the extension is not known, or the folder does not exist or may not be written to.
    """
    if _extension(path) == ".zarr":
        store.check(path)
    else:
        check_file(path)


def _extension(path: Path_) -> str:
    if not isinstance(path, (str, bytes, os.PathLike)):
        raise ArgumentError(
            f'a path says where to save, as in tw.save(runs, "runs.svg"); got {type(path).__name__}'
        )
    given = os.fsdecode(path)
    extension = Path(given).suffix
    if extension.lower() not in WRITERS:
        known = ", ".join(sorted(WRITERS))
        problem = f'unknown extension "{extension}"' if extension else "it has no extension"
        raise OutputError(f'cannot write "{given}": {problem}; known are {known}')
    return extension.lower()


def load(path: Path_) -> Trajectories | Landscape | Any:
    """Load what `save` has written as ``.zarr``.

    Parameters
    ----------
    path : str or path
        The folder.

    Returns
    -------
    Trajectories, Landscape or tuple of Landscape
        With a problem that evaluates again, unless it was a Python function. A tuple where several landscapes were
        saved.

    Raises
    ------
    StoreError
        Why the folder cannot be read.
    """
    return store.load(path)
