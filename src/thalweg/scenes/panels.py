"""The closed set of panels: what each needs, and what describes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Protocol

from thalweg.errors import ArgumentError, UnknownName, nearest
from thalweg.scenes import (
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
    def marks(self) -> tuple[str | tuple[str, str], ...]:
        """What the key has to explain: kinds of marks, with their words where these are not the kind itself."""
        ...

    @property
    def words(self) -> str:
        """The panel in words."""
        ...


class Divisible(Picture, Protocol):
    """A description that can be divided among small multiples."""

    def only(self, runs: frozenset[int]) -> Picture:
        """The same picture of some of the runs, on the same axes."""
        ...


def _always(_scene: Scene) -> bool:
    return True


def _never(_scene: Scene) -> bool:
    return False


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
    divides : bool
        Whether small multiples of it differ. Its description may have a method `only`, which keeps what all have in
        common; else it is described anew for some of the runs.
    """

    check: Callable[[Scene], None]
    describe: Callable[[Scene], Picture]
    usual: Callable[[Scene], bool] = _always
    divides: bool = True


PANELS = MappingProxyType(
    {
        "surface": Panel(surface.check, surface.describe, _never),
        "contour": Panel(contour.check, contour.describe),
        "profile": Panel(profile.check, profile.describe),
        "fit": Panel(fit.check, fit.describe),
        "loss": Panel(loss.check, loss.describe),
        "parameters": Panel(parameters.check, parameters.describe, parameters.usual),
        "sharpness": Panel(sharpness.check, sharpness.describe, sharpness.usual),
        "sweep": Panel(sweep.check, sweep.describe, sweep.usual, divides=False),
        "state": Panel(state.check, state.describe, _never),
        "diagram": Panel(diagram.check, diagram.describe, _never),
        "data": Panel(data.check, data.describe, _never, divides=False),
    }
)
"""All panels by name, in the order in which they stand in a figure."""


def panel_named(name: str) -> Panel:
    """Look up a panel.

    Raises
    ------
    UnknownName
        ``unknown panel "countour"; did you mean "contour"? The panels are surface, contour, profile, fit, ...``.
    """
    if not isinstance(name, str):
        raise ArgumentError(f"a panel is a name, not {name!r}")
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
        if panel.usual(scene) and (panel.divides or scene.by is None):
            found.append(name)
    # One picture a part is enough to compare them by.
    return tuple(found if scene.by is None else found[:1])
