"""What draws each panel. A test holds the names equal to those of the descriptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from thalweg.render import contour, fit, loss, profile
from thalweg.render.marks import Drawn
from thalweg.render.style import Style
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
        "contour": Drawer(contour.draw, contour.KEY),
        "profile": Drawer(profile.draw, profile.KEY),
        "fit": Drawer(fit.draw, fit.KEY),
        "loss": Drawer(loss.draw, loss.KEY),
    }
)
"""All panels by name."""


def key_of(scene: Scene, style: Style) -> Sequence[Artist]:
    """The key's entries of everything but the runs, each once."""
    found: dict[str, Artist] = {}
    for name, picture in zip(scene.panels, scene.pictures, strict=True):
        for mark in picture.marks:
            if mark not in found:
                found[mark] = DRAWERS[name].key[mark](style)
    for mark, artist in found.items():
        artist.set_label(mark)
    return list(found.values())
