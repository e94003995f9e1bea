"""Pictures as bytes: SVG, PDF and PNG, the same each time, with their alt text inside."""

from __future__ import annotations

from typing import BinaryIO

from thalweg.render.auto import AUTO, both, refuse
from thalweg.render.encode import encode
from thalweg.render.figure import compose
from thalweg.render.fonts import words_of
from thalweg.render.layout import size_for
from thalweg.render.rc import private
from thalweg.render.theme import DARK, LIGHT, Theme, theme_named
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

    if theme == AUTO:
        refuse(kind)
        stream.write(both(made(LIGHT), made(DARK)))
    else:
        stream.write(made(theme_named(theme)))
