"""Several landscapes beside each other, such as random planes of several seeds, on one scale of the loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from thalweg.data.landscape import Landscape
from thalweg.data.projection import joined
from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError
from thalweg.scenes import contour, profile, surface
from thalweg.scenes.levels import FEW, MOST as BANDS, contour_levels
from thalweg.scenes.look import Cast
from thalweg.scenes.on_plane import heading
from thalweg.scenes.panels import Picture
from thalweg.scenes.parts import MOST, Part
from thalweg.scenes.text import one_line

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

#: Which panels show landscapes of so many axes beside each other, the usual one first.
SHOWN = {1: ("profile",), 2: ("contour", "surface")}


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
        ``several landscapes stand beside each other as contour and surface panels, without by= and gradient=; ...``.
    """
    known = SHOWN[len(scene.several[0].axes)]
    if not set(scene.panels) <= set(known) or scene.by is not None or scene.gradient:
        raise ArgumentError(
            f"several landscapes stand beside each other as {' and '.join(known)} panels, without by= and gradient=;"
            f" leave them out, or panels={scene.panels}"
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


def scenes_beside(scene: Scene) -> tuple[Scene, ...]:
    """A scene of each landscape, whose pictures are all on one scale."""
    title = scene.title
    found = [type(scene)(None, land, scene.panels, title=title) for land in scene.several]
    rows = [_pictures(panel, scene, found) for panel in scene.panels]
    for one, pictures in zip(found, zip(*rows, strict=True), strict=True):
        one.__dict__["pictures"] = pictures
    return tuple(found)


def runs_beside(scene: Scene) -> tuple[Trajectories | None, Cast, tuple[Part, ...]]:
    """The runs on all planes as runs of one set, how they look, and which of them each part shows."""
    paths = [one.runs for one in scene.beside if one.runs is not None]
    if len(paths) < len(scene.beside):
        return None, Cast(), tuple(replace(part, runs=frozenset()) for part in scene.parts)
    whole = joined(paths)
    each = len(scene.cast.looks)
    labels = [f"{label}, {part.label}" for part in scene.parts for label in paths[0].labels]
    dataset = whole.dataset.assign_coords(label=("run", labels))
    parts = tuple(
        replace(part, runs=frozenset(range(n * each, (n + 1) * each)))
        for n, part in enumerate(scene.parts)
    )
    cast = Cast(scene.cast.looks * len(paths), scene.cast.key, scene.cast.scale)
    return replace(whole, dataset=dataset), cast, parts


def pictures_beside(scene: Scene) -> tuple[Picture, ...]:
    """The picture of each landscape, all on one scale, panel by panel."""
    rows = zip(*(one.pictures for one in scene.beside), strict=True)
    return tuple(picture for row in rows for picture in row)


def _pictures(panel: str, scene: Scene, scenes: Sequence[Scene]) -> list[Picture]:
    """What one panel shows of each."""
    # Its plane stands above it already, and what is said of all above all.
    said = _shared(scene.several)

    def titled(one: Any) -> Any:
        own = [line for line in one.title.splitlines()[1:] if line not in said]
        return replace(one, title="\n".join(own))

    if panel == "profile":
        found = [titled(profile.describe(one)) for one in scenes]
        low, high = np.transpose([one.y.limits for one in found])
        limits = float(low.min()), float(high.max())
        return [replace(one, y=replace(one.y, limits=limits)) for one in found]
    found = [titled(contour.describe(one)) for one in scenes]
    every = np.concatenate([one.loss.ravel() for one in found])
    levels = contour_levels(every, most=FEW if len(found) > 2 else BANDS)
    if panel == "contour":
        return [replace(one, levels=levels) for one in found]
    return [
        replace(one, map=titled(one.map)) for one in surface.describe_all(scenes, levels=levels)
    ]


def _seeds(lands: Sequence[Landscape]) -> list[int]:
    """The seeds of random planes that differ in nothing else."""
    planes = [
        land.plane for land in lands if land.plane is not None and land.plane.kind == "random"
    ]
    seeds = [int(plane.about["seed"]) for plane in planes]
    hows = {plane.about.get("normalize") for plane in planes}
    return seeds if len(set(seeds)) == len(lands) and len(hows) == 1 else []
