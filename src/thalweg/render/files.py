"""Pictures as bytes: SVG, PDF and PNG, the same each time, with their alt text inside."""

from __future__ import annotations

from typing import BinaryIO

from thalweg.render.auto import in_theme
from thalweg.render.encode import encode
from thalweg.render.figure import compose
from thalweg.render.fonts import words_of
from thalweg.render.layout import size_for
from thalweg.render.rc import private
from thalweg.render.theme import Theme
from thalweg.scenes.scene import Scene


def write(
    scene: Scene,
    stream: BinaryIO,
    kind: str,
    *,
    size: str | tuple[int, int] | None = None,
    theme: str | Theme = "light",
    outlines: bool = False,
) -> None:
    """Draw a scene and write it.

    Parameters
    ----------
    kind : str
        ``svg``, ``pdf`` or ``png``.
    theme : str
        ``auto`` gives an SVG that follows its reader's setting.
    outlines : bool
        Whether letters in an SVG become shapes.
    """
    how = size_for(scene, size)

    def made(chosen: Theme) -> bytes:
        with private(chosen, how.font, words_of(scene), shapes=kind != "svg" or outlines):
            figure = compose(scene, how, chosen).figure
            return encode(figure, kind, how, title=scene.heading, alt=scene.alt, outlines=outlines)

    stream.write(in_theme(made, kind, theme))
