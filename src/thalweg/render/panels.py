"""What draws each panel. A test holds the names equal to those of the descriptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from thalweg.render import (
    contour,
    data,
    diagram,
    fit,
    loss,
    parameters,
    profile,
    sharpness,
    state,
    surface,
    sweep,
)
from thalweg.render.marks import Drawn
from thalweg.render.style import Style
from thalweg.scenes.look import Cast
from thalweg.scenes.scene import Scene


@dataclass(frozen=True)
class Drawer:
    """How one kind of panel is drawn.

    Attributes
    ----------
    draw : callable
        Draws a description on axes.
    key : mapping of str to callable
        The key's entry for each mark that the description may name.
    """

    draw: Callable[[Axes, Any, Style], Drawn]
    key: Mapping[str, Callable[[Style], Artist]]


DRAWERS: Mapping[str, Drawer] = MappingProxyType(
    {
        "surface": Drawer(surface.draw, surface.KEY),
        "contour": Drawer(contour.draw, contour.KEY),
        "profile": Drawer(profile.draw, profile.KEY),
        "fit": Drawer(fit.draw, fit.KEY),
        "loss": Drawer(loss.draw, loss.KEY),
        "parameters": Drawer(parameters.draw, parameters.KEY),
        "sharpness": Drawer(sharpness.draw, sharpness.KEY),
        "sweep": Drawer(sweep.draw, sweep.KEY),
        "state": Drawer(state.draw, state.KEY),
        "diagram": Drawer(diagram.draw, diagram.KEY),
        "data": Drawer(data.draw, data.KEY),
    }
)
"""All panels by name."""


def cast_of(scene: Scene) -> Cast:
    """Whom the key names: the runs, or what the only panel shows of them.

    Runs that have a picture of their own, with their name above it, are not named twice.
    """
    if scene.parts and all(part.look is not None for part in scene.parts):
        return Cast(scene.cast.looks, (), scene.cast.scale)
    alone = scene.pictures[0] if len(scene.pictures) == 1 else None
    return getattr(alone, "cast", scene.cast)


def key_of(scene: Scene, style: Style) -> Sequence[Artist]:
    """The key's entries of everything but the runs, each once."""
    found: dict[str, Artist] = {}
    # Of several landscapes each panel has as many pictures.
    each = len(scene.several) or 1
    names = [name for name in scene.panels for _ in range(each)]
    for name, picture in zip(names, scene.pictures, strict=True):
        for mark in picture.marks:
            kind, words = (mark, mark) if isinstance(mark, str) else mark
            if words not in found:
                found[words] = DRAWERS[name].key[kind](style)
    for words, artist in found.items():
        artist.set_label(words)
    return list(found.values())
