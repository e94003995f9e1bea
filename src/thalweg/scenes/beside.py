"""Several landscapes beside each other, such as random planes of several seeds, on one scale of the loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from thalweg.data.landscape import Landscape
from thalweg.errors import ArgumentError
from thalweg.scenes.levels import FEW, MOST as BANDS, contour_levels
from thalweg.scenes.on_plane import heading
from thalweg.scenes.panels import PANELS, Picture
from thalweg.scenes.parts import MOST, Part
from thalweg.scenes.text import one_line

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

#: Which panel shows landscapes of so many axes beside each other.
PANEL = {1: "profile", 2: "contour"}


def check_several(lands: Sequence[object]) -> tuple[Landscape, ...]:
    """Refuse what cannot stand beside each other.

    Raises
    ------
    ArgumentError
        ``landscapes beside each other must be of one problem; they are of "a" and "b"``, and the like.
    """
    known = tuple(land for land in lands if isinstance(land, Landscape))
    if not 2 <= len(known) <= MOST or len(known) < len(lands):
        raise ArgumentError(
            f"from 2 to {MOST} landscapes may stand beside each other; give that many, not"
            f" {len(lands)} of {', '.join(sorted({type(one).__name__ for one in lands})) or 'nothing'}"
        )
    first = known[0]
    for land in known[1:]:
        if land.problem != first.problem:
            raise ArgumentError(
                "landscapes beside each other must be of one problem; they are of"
                f' "{first.problem.title}" and "{land.problem.title}"'
            )
        if len(land.axes) != len(first.axes):
            raise ArgumentError(
                "landscapes beside each other must have the same number of axes, not"
                f" {len(first.axes)} and {len(land.axes)}"
            )
        if _ends(land) != _ends(first):
            raise ArgumentError(
                "landscapes beside each other must cover the same range, so that they can be compared;"
                " give all one span="
            )
    return known


def _ends(land: Landscape) -> list[tuple[float, float]]:
    along = [land.dataset[axis].values for axis in land.axes]
    return [(float(values[0]), float(values[-1])) for values in along]


def check_shown(scene: Scene) -> None:
    """Refuse what shows one landscape only.

    Raises
    ------
    ArgumentError
        ``several landscapes stand beside each other as contour panels; leave out panels=("surface",)``.
    """
    panel = PANEL[len(scene.several[0].axes)]
    if scene.panels != (panel,) or scene.by is not None or scene.gradient:
        raise ArgumentError(
            f"several landscapes stand beside each other as {panel} panels, without by= and gradient=; leave out"
            f" panels={scene.panels}"
        )


def common(lands: Sequence[Landscape]) -> list[str]:
    """What all have in common: ``'filter-normalised random planes'``, and what else would stand above each."""
    found = []
    if _seeds(lands) and lands[0].plane is not None:
        found.append(lands[0].plane.title.rpartition(", seed")[0] + "s")
    return found + _shared(lands)


def _shared(lands: Sequence[Landscape]) -> list[str]:
    first, *others = (heading(land, land.paths).splitlines()[1:] for land in lands)
    return [line for line in first if all(line in other for other in others)]


def parts_beside(lands: Sequence[Landscape], runs: int) -> tuple[Part, ...]:
    """What each is called: its seed, where that is all they differ in, else its plane."""
    labels = [f"seed {seed}" for seed in _seeds(lands)] or [
        "landscape" if land.plane is None else one_line(land.plane.title) for land in lands
    ]
    named = [
        label if labels.count(label) == 1 else f"{label} ({labels[: n + 1].count(label)})"
        for n, label in enumerate(labels)
    ]
    return tuple(Part(label, "", frozenset(range(runs)), None) for label in named)


def pictures_beside(scene: Scene) -> tuple[Picture, ...]:
    """The picture of each landscape, all on one scale."""
    (panel,) = scene.panels
    found: list[Any] = [
        PANELS[panel].describe(type(scene)(None, land, panel)) for land in scene.several
    ]
    # Its plane stands above it already, and what is said of all above all.
    said = _shared(scene.several)
    for n, one in enumerate(found):
        own = [line for line in one.title.splitlines()[1:] if line not in said]
        found[n] = replace(one, title="\n".join(own))
    if panel == "profile":
        low, high = np.transpose([one.y.limits for one in found])
        limits = float(low.min()), float(high.max())
        return tuple(replace(one, y=replace(one.y, limits=limits)) for one in found)
    every = np.concatenate([one.loss.ravel() for one in found])
    levels = contour_levels(every, most=FEW if len(found) > 2 else BANDS)
    return tuple(replace(one, levels=levels) for one in found)


def _seeds(lands: Sequence[Landscape]) -> list[int]:
    """The seeds of random planes that differ in nothing else."""
    planes = [
        land.plane for land in lands if land.plane is not None and land.plane.kind == "random"
    ]
    seeds = [int(plane.about["seed"]) for plane in planes]
    hows = {plane.about.get("normalize") for plane in planes}
    return seeds if len(set(seeds)) == len(lands) and len(hows) == 1 else []
