"""A scene: what to show of runs and a landscape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from thalweg.data.landscape import Landscape
from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError
from thalweg.problems.base import Problem
from thalweg.scenes.alt import alt_text
from thalweg.scenes.ground import compute_ground
from thalweg.scenes.heading import subtitle, title_of
from thalweg.scenes.look import Cast, cast
from thalweg.scenes.minimum import minima_of
from thalweg.scenes.panels import PANELS, Picture, panel_named, panels_for
from thalweg.scenes.text import one_line


@dataclass(frozen=True, init=False)
class Scene:
    """What to show: runs, a landscape, and the panels that show them.

    A scene is data. It draws nothing; `thalweg.save` and `thalweg.plot` do.

    Parameters
    ----------
    runs : Trajectories, optional
    landscape : Landscape, optional
        The loss under the paths. Where a panel needs one and none is given, it is computed for the view of the runs.
    panels : sequence of str, optional
        Names among ``contour``, ``profile``, ``fit`` and ``loss``, in the order in which they are drawn. Default: all
        that the runs and the landscape can fill.
    title : str, optional
        Default: the problem's.

    Raises
    ------
    ArgumentError
        ``a scene needs runs or a landscape``; or what a panel needs and what it got.
    UnknownName
        ``unknown panel "countour"; did you mean "contour"? The panels are contour, profile, fit, loss``.

    Examples
    --------
    >>> import thalweg as tw
    >>> runs = tw.descend(tw.Formula("x**2 + 10*y**2"), tw.SGD(lr=0.05), start=[-1.8, 0.6], steps=20)
    >>> tw.Scene(runs).panels
    ('contour', 'loss')
    """

    runs: Trajectories | None
    landscape: Landscape | None
    panels: tuple[str, ...]
    title: str | None = field(default=None, kw_only=True)

    def __init__(
        self,
        runs: Trajectories | None = None,
        landscape: Landscape | None = None,
        panels: Sequence[str] | str | None = None,
        *,
        title: str | None = None,
    ) -> None:
        if isinstance(runs, Landscape) and landscape is None:
            runs, landscape = None, runs
        if runs is None and landscape is None:
            raise ArgumentError("a scene needs runs or a landscape")
        for value, kind, name in (
            (runs, Trajectories, "runs"),
            (landscape, Landscape, "landscape"),
        ):
            if value is not None and not isinstance(value, kind):
                raise ArgumentError(
                    f"{name} must be a {kind.__name__}, not a {type(value).__name__}"
                )
        if runs is not None and landscape is not None and runs.problem != landscape.problem:
            raise ArgumentError(
                "the runs and the landscape must be of one problem; they are of "
                f'"{one_line(runs.problem.title)}" and "{one_line(landscape.problem.title)}"'
            )
        object.__setattr__(self, "runs", runs)
        object.__setattr__(self, "landscape", landscape)
        object.__setattr__(self, "title", title)
        if panels is None:
            panels = panels_for(self)
        elif isinstance(panels, str):
            panels = (panels,)
        if not panels:
            raise ArgumentError(f"a scene needs at least one panel among {', '.join(PANELS)}")
        for name in panels:
            panel_named(name).check(self)
        object.__setattr__(self, "panels", tuple(panels))

    @property
    def problem(self) -> Problem:
        """The problem that the runs and the landscape are of."""
        known = self.runs if self.runs is not None else self.landscape
        assert known is not None
        return known.problem

    @cached_property
    def ground(self) -> Landscape:
        """The landscape under the paths: the one given, or one computed for the view of the runs."""
        if self.landscape is not None:
            return self.landscape
        assert self.runs is not None
        return compute_ground(self.runs, self.minima)

    @cached_property
    def minima(self) -> tuple[tuple[float, ...], ...]:
        """Known minima; where none are known, the one that the best run runs to, if it can be found."""
        return minima_of(self.runs, self.problem)

    @cached_property
    def cast(self) -> Cast:
        """Colour, dash and marker of every run, the same in all panels."""
        return cast(self.runs)

    @property
    def heading(self) -> str:
        """What stands above the picture."""
        return title_of(self)

    @property
    def subheading(self) -> str:
        """What all runs have in common: steps, start, batches."""
        return subtitle(self)

    @cached_property
    def pictures(self) -> tuple[Picture, ...]:
        """The description of every panel: what would be drawn, as numbers and words."""
        return tuple(PANELS[name].describe(self) for name in self.panels)

    @property
    def alt(self) -> str:
        """The picture in words, made from the computed values."""
        return alt_text(self)


def scene_of(obj: Scene | Trajectories | Landscape, panel: str | None = None) -> Scene:
    """The scene of runs or of a landscape; with one panel if one is named.

    Raises
    ------
    ArgumentError
        ``only runs, a landscape or a scene can be drawn, not a dict``.
    """
    panels = None if panel is None else [panel]
    if isinstance(obj, Scene):
        if panels is None:
            return obj
        return Scene(obj.runs, obj.landscape, panels, title=obj.title)
    if isinstance(obj, Trajectories):
        return Scene(obj, None, panels)
    if isinstance(obj, Landscape):
        return Scene(None, obj, panels)
    raise ArgumentError(
        f"only runs, a landscape or a scene can be drawn, not a {type(obj).__name__}"
    )
