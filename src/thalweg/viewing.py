"""Showing a scene where the reader is: in the notebook's own output, else in a browser."""

from __future__ import annotations

import base64
import importlib
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from thalweg.data.curvature import Density, Sharpness
from thalweg.errors import MissingExtra, OutputError
from thalweg.figures.result import Result
from thalweg.output import save

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thalweg.data import Landscape, Trajectories
    from thalweg.output import Showable
    from thalweg.render.theme import Theme
    from thalweg.scenes import Scene
    from thalweg.widget import PageWidget


def show(
    obj: Showable,
    *,
    animate: bool = False,
    size: str | tuple[int, int] | None = None,
    theme: str | Theme = "light",
    **how: Any,
) -> PageWidget | None:
    """Show a scene, runs, a landscape or a concept figure.

    In a notebook with the package anywidget, a scene is shown as its live page, and the widget is returned: its `state`
    follows what is done there, and moves the page when it is assigned. Without anywidget, or for a concept figure, the
    picture stands in the cell's output. Elsewhere it is written into a new file among the temporary ones, which a
    browser opens. That file stays: a browser may read it late.

    Parameters
    ----------
    obj : Scene, Trajectories, Landscape, or what ``thalweg.figures.NAME()`` returns
        Runs and landscapes are shown as the scene of their usual panels.
    animate : bool
        Whether to show the runs step by step, as a video inside the page or notebook: it plays without any other file.
    size, theme, **how
        As `save` takes them.

    Raises
    ------
    OutputError
        ``no browser could be opened; the page is /tmp/thalweg-x/page.html``.
    ArgumentError, UnknownName
        As `save`.
    """
    if _in_notebook() and not animate and _has_page(obj):
        widget = _widget(obj, theme)
        if widget is not None:
            return widget
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / ("a.mp4" if animate else "a.svg")
        save(obj, path, size, theme, **how)
        data = path.read_bytes()
    title, alt = words(obj)
    element = _video(data, alt) if animate else _image(data, alt)
    if not _in_notebook():
        _open(f"{_HEAD.format(title=escape(title))}{element}\n")
        return None
    # No dependency: wherever there is a notebook, it is there.
    notebook: Any = importlib.import_module("IPython.display")
    notebook.display(notebook.HTML(element))
    return None


def _widget(
    obj: Scene | Trajectories | Landscape | Sequence[Landscape], theme: str | Theme
) -> PageWidget | None:
    """The live page, shown when the cell ends with it; None, and how to get it, without anywidget."""
    from thalweg.scenes import scene_of

    try:
        from thalweg.widget import PageWidget
    except MissingExtra as error:
        print(f"{error.headline} (shown as a picture)")
        return None
    return PageWidget(scene_of(obj), theme=theme)


_HEAD = """\
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>body {{ margin: 1rem; text-align: center }}</style>
"""


def _image(svg: bytes, alt: str) -> str:
    return (
        f'<img alt="{escape(alt)}" style="max-width: 100%" '
        f'src="data:image/svg+xml;base64,{base64.b64encode(svg).decode()}">'
    )


def _video(mp4: bytes, alt: str) -> str:
    # A video has no alt: its label is what screen readers read, and the words within stand where none can be played.
    return (
        f'<video aria-label="{escape(alt)}" style="max-width: 100%" controls autoplay loop muted playsinline '
        f'src="data:video/mp4;base64,{base64.b64encode(mp4).decode()}">{escape(alt)}</video>'
    )


def words(obj: Showable) -> tuple[str, str]:
    """Title and description of what can be saved.

    Returns
    -------
    (str, str)
        The description is made from the computed values.
    """
    if isinstance(obj, Result):
        return obj.title, obj.alt
    if isinstance(obj, (Sharpness, Density)):
        from thalweg.render import curvature

        return curvature.heading(obj), curvature.words(obj)
    from thalweg.scenes import scene_of

    scene = scene_of(obj)
    return scene.heading, scene.alt


def _has_page(obj: Showable) -> TypeGuard[Scene | Trajectories | Landscape | Sequence[Landscape]]:
    """Whether there is a live page of it; of figures there are pictures."""
    return not isinstance(obj, (Result, Sharpness, Density))


def _in_notebook() -> bool:
    """Whether a notebook shows what this program displays; IPython's own terminal does not."""
    ipython: Any = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    return getattr(shell, "kernel", None) is not None


def _open(page: str) -> None:
    import webbrowser

    path = Path(tempfile.mkdtemp(prefix="thalweg-")) / "page.html"
    path.write_text(page, encoding="utf-8")
    if not webbrowser.open(path.as_uri()):
        raise OutputError(f"no browser could be opened; the page is {path}")
