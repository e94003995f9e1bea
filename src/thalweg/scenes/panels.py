"""The closed set of panels: what each needs, and what describes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Protocol

from thalweg.errors import ArgumentError, UnknownName, nearest
from thalweg.scenes import contour, fit, loss, profile
from thalweg.scenes.text import one_line

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene


class Picture(Protocol):
    """The description of one panel: what would be drawn, as numbers and words.

    Attributes
    ----------
    dims : int
        How many dimensions its axes have: 2, or 3.
    """

    dims: ClassVar[int]

    @property
    def marks(self) -> tuple[str, ...]:
        """What the key has to explain."""
        ...

    @property
    def words(self) -> str:
        """The panel in words."""
        ...


def _always(_scene: Scene) -> bool:
    return True


@dataclass(frozen=True)
class Panel:
    """One kind of panel.

    Attributes
    ----------
    check : callable
        Raises ArgumentError where a scene cannot fill the panel.
    describe : callable
        Turns a scene into the panel's description.
    usual : callable
        Whether a scene that can fill the panel shows it without being asked.
    """

    check: Callable[[Scene], None]
    describe: Callable[[Scene], Picture]
    usual: Callable[[Scene], bool] = _always


PANELS = MappingProxyType(
    {
        "contour": Panel(contour.check, contour.describe),
        "profile": Panel(profile.check, profile.describe),
        "fit": Panel(fit.check, fit.describe),
        "loss": Panel(loss.check, loss.describe),
    }
)
"""All panels by name, in the order in which they stand in a figure."""


def panel_named(name: str) -> Panel:
    """Look up a panel.

    Raises
    ------
    UnknownName
        ``unknown panel "countour"; did you mean "contour"? The panels are contour, profile, fit, loss``.
    """
    if name not in PANELS:
        hint = nearest(name, PANELS) or "."
        raise UnknownName(
            f'unknown panel "{one_line(name)}"{hint} The panels are {", ".join(PANELS)}'
        )
    return PANELS[name]


def panels_for(scene: Scene) -> tuple[str, ...]:
    """Names of the panels that a scene shows where none are asked for."""
    found = []
    for name, panel in PANELS.items():
        try:
            panel.check(scene)
        except ArgumentError:
            continue
        if panel.usual(scene):
            found.append(name)
    return tuple(found)
