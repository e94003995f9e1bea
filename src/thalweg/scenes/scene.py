"""A scene: what to show of runs and a landscape."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from thalweg.compute.paths import along
from thalweg.data.landscape import Landscape
from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError
from thalweg.problems.base import Problem
from thalweg.scenes.alt import alt_text
from thalweg.scenes.arrows import check_arrows
from thalweg.scenes.batches import last_known, of_batches, told_by_batches
from thalweg.scenes.beside import (
    SHOWN,
    check_several,
    check_shown,
    parts_beside,
    pictures_beside,
    scenes_beside,
)
from thalweg.scenes.ground import compute_ground, so_far
from thalweg.scenes.heading import subtitle, title_of
from thalweg.scenes.look import Cast, cast
from thalweg.scenes.minimum import minima_of
from thalweg.scenes.panels import PANELS, Picture, panel_named, panels_for
from thalweg.scenes.parts import Part, parts_of, steps_of
from thalweg.scenes.text import one_line
from thalweg.scenes.views import View, check_parts, views_of


@dataclass(frozen=True, init=False)
class Scene:
    """What to show: runs, a landscape, and the panels that show them.

    A scene is data. It draws nothing; `thalweg.save` and `thalweg.plot` do.

    Parameters
    ----------
    runs : Trajectories, optional
        A landscape may stand here too, where there are no runs. With a landscape on a plane, they are shown as they are
        projected on it; where none are given, those that the landscape brings.
    landscape : Landscape, or several, optional
        The loss under the paths. Where a panel needs one and none is given, it is computed for the view of the runs.
        Several stand beside each other on one scale, such as random planes of several seeds.
    panels : sequence of str, optional
        Names among ``surface``, ``contour``, ``profile``, ``fit``, ``loss``, ``parameters``,
        ``sharpness``, ``sweep``, ``state``, ``diagram`` and ``data``, in the order in which they are drawn.
        Default: all that the runs and the landscape can fill.
    title : str, optional
        Default: the problem's.
    by : str or sequence of int, optional
        Small multiples, all on the same axes: one picture of each panel for every value of ``run``, ``optimizer``,
        ``start``, ``seed`` or a hyperparameter such as ``lr``, with what became of its runs; or for every ``step``, of
        which a few are chosen, or for the steps listed.
    gradient : bool
        Whether the contour panel shows arrows of descent, along minus the gradient.

    Raises
    ------
    ArgumentError
        ``a scene needs runs or a landscape``; or what a panel needs and what it got.
    UnknownName
        ``unknown panel "countour"; did you mean "contour"? The panels are surface, contour, profile, fit, ...``.

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
    by: str | tuple[int, ...] | None = field(default=None, kw_only=True)
    gradient: bool = field(default=False, kw_only=True)
    several: tuple[Landscape, ...] = field(default=(), kw_only=True)

    def __init__(
        self,
        runs: Trajectories | Landscape | Sequence[Landscape] | None = None,
        landscape: Landscape | Sequence[Landscape] | None = None,
        panels: Sequence[str] | str | None = None,
        *,
        title: str | None = None,
        by: str | Sequence[int] | None = None,
        gradient: bool = False,
    ) -> None:
        given, land, several = _taken(runs, landscape)
        if several and panels is None:
            panels = SHOWN[len(several[0].axes)][:1]
        if land is not None and land.plane is not None:
            # What is shown of runs on a plane is where they are on it and how far from it.
            given = land.paths if given is None else along(given, land.plane, land.problem)
        elif given is not None and land is not None and given.problem != land.problem:
            raise ArgumentError(
                "the runs and the landscape must be of one problem; they are of "
                f'"{one_line(given.problem.title)}" and "{one_line(land.problem.title)}"'
            )
        if given is not None:
            given = told_by_batches(given)
        object.__setattr__(self, "several", several)
        object.__setattr__(self, "runs", given)
        object.__setattr__(self, "landscape", land)
        object.__setattr__(self, "title", title)
        if by is not None and not isinstance(by, str):
            by = steps_of(by)
        object.__setattr__(self, "by", by)
        object.__setattr__(self, "gradient", bool(gradient))
        if panels is None:
            panels = panels_for(self)
        elif isinstance(panels, str):
            panels = (panels,)
        elif not isinstance(panels, Iterable):
            raise ArgumentError(f"panels must be names, not {panels!r}")
        panels = tuple(panels)
        if not panels:
            raise ArgumentError(f"a scene needs at least one panel among {', '.join(PANELS)}")
        for name in panels:
            panel_named(name).check(self)
        object.__setattr__(self, "panels", panels)
        if gradient:
            check_arrows(self)
        if several:
            check_shown(self)
        elif by is not None:
            check_parts(self)

    def replaced(self, panels: Sequence[str] | str, *, gradient: bool | None = None) -> Scene:
        """The same scene with other panels; with its arrows, unless told otherwise, where these have a place."""
        if gradient is None:
            gradient = self.gradient and "contour" in (
                (panels,) if isinstance(panels, str) else panels
            )
        land = self.several or self.landscape
        return Scene(self.runs, land, panels, title=self.title, by=self.by, gradient=gradient)

    def until(self, step: int) -> Scene:
        """The scene as it was at a step: what came after it is not known yet, but the ground is the same."""
        assert self.runs is not None
        earlier = Scene(
            self.runs.until(step),
            self.landscape,
            self.panels,
            title=self.title,
            gradient=self.gradient,
        )
        # What is worked out once, for the whole: who is who, who is best, the marked minima, the view.
        names = ["cast", "minima", "ranking"]
        if {"surface", "contour", "profile"} & set(self.panels):
            names.append("ground")
        earlier.__dict__.update({name: getattr(self, name) for name in names})
        return earlier

    def of(self, runs: Collection[int]) -> Scene:
        """The scene of some of the runs, each looking as it does among all."""
        assert self.runs is not None
        chosen = sorted(runs)
        fewer = Scene(self.runs[chosen], self.landscape, self.panels, title=self.title)
        looks = tuple(self.cast.looks[run] for run in chosen)
        fewer.__dict__.update(
            cast=Cast(looks, self.cast.key, self.cast.scale),
            ranking=tuple(self.ranking[run] for run in chosen),
        )
        return fewer

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
            return so_far(self.landscape)
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

    @cached_property
    def ranking(self) -> tuple[float, ...]:
        """The loss by which runs are compared, of each: the last one; infinite where it diverged."""
        if self.runs is None:
            return ()
        last = self.runs.final_loss.values
        if of_batches(self.runs):
            # No batch has followed the last step.
            last = last_known(self.runs.dataset["loss"].transpose("run", "step").values)
        return tuple(np.where(self.runs.diverged.values, np.inf, last).tolist())

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
        """The description of every panel: what would be drawn, as numbers and words; of several landscapes for each."""
        if self.several:
            return pictures_beside(self)
        return tuple(PANELS[name].describe(self) for name in self.panels)

    @cached_property
    def beside(self) -> tuple[Scene, ...]:
        """Of several landscapes, a scene each, on one scale."""
        return scenes_beside(self)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What the runs are divided into, or what several landscapes are called; empty where there is one."""
        if self.several:
            return parts_beside(self.several, len(self.cast.looks))
        if self.by is None or self.runs is None:
            return ()
        return parts_of(self.runs, self.by, self.cast)

    @cached_property
    def views(self) -> tuple[View, ...]:
        """Everything that is drawn, panel by panel: one picture a panel, or one a panel and part."""
        return views_of(self)

    @property
    def alt(self) -> str:
        """The picture in words, made from the computed values."""
        return alt_text(self)


def _taken(
    runs: Any, landscape: Any
) -> tuple[Trajectories | None, Landscape | None, tuple[Landscape, ...]]:
    """The runs, the landscape or the first of several, and these, from what a scene is given."""
    if isinstance(runs, (Landscape, list, tuple)) and landscape is None:
        runs, landscape = None, runs
    several: tuple[Landscape, ...] = ()
    if isinstance(landscape, (list, tuple)):
        several = check_several(landscape)
        landscape = several[0]
    if runs is None and landscape is None:
        raise ArgumentError("a scene needs runs or a landscape")
    for value, kind, name in (
        (runs, Trajectories, "runs"),
        (landscape, Landscape, "landscape"),
    ):
        if value is not None and not isinstance(value, kind):
            raise ArgumentError(f"{name} must be a {kind.__name__}, not a {type(value).__name__}")
    assert runs is None or isinstance(runs, Trajectories)
    return runs, landscape, several


def scene_of(obj: object, panel: str | None = None) -> Scene:
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
        return obj.replaced(panels)
    if isinstance(obj, Trajectories):
        return Scene(obj, None, panels)
    if isinstance(obj, Landscape):
        return Scene(None, obj, panels)
    if isinstance(obj, (list, tuple)) and any(isinstance(one, Landscape) for one in obj):
        return Scene(None, list(obj), panels)
    raise ArgumentError(
        f"only runs, a landscape or a scene can be drawn, not a {type(obj).__name__}"
    )
