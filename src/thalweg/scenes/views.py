"""Everything that a scene draws: one picture a panel, or one for each of its parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from thalweg.errors import ArgumentError
from thalweg.scenes.panels import PANELS, Divisible, Picture
from thalweg.scenes.parts import Part

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene


@dataclass(frozen=True, eq=False)
class View:
    """One picture of a scene.

    Attributes
    ----------
    panel : str
        Name of the panel.
    picture : Picture
        What it shows.
    part : Part or None
        Whose runs it shows; None for all of them.
    """

    panel: str
    picture: Picture
    part: Part | None = None


def check_parts(scene: Scene) -> None:
    """Refuse panels that cannot be divided, and runs that cannot.

    Raises
    ------
    ArgumentError
        ``the data panel would be the same in every picture: leave out the panel, or by="lr"``.
    """
    by = f'"{scene.by}"' if isinstance(scene.by, str) else list(scene.by or ())
    if scene.runs is None:
        raise ArgumentError(f"by={by} needs runs; this scene has only a landscape")
    for name in scene.panels:
        if not PANELS[name].divides:
            raise ArgumentError(
                f"the {name} panel would be the same in every picture: leave out the panel, or by={by}"
            )
    # Looked up now, so that a slip is told where it was made.
    _ = scene.parts


def views_of(scene: Scene) -> tuple[View, ...]:
    """All pictures in the order in which they stand, row by row."""
    if scene.several:
        places = [(name, part) for name in scene.panels for part in scene.parts]
        beside = zip(scene.pictures, places, strict=True)
        return tuple(View(name, picture, part) for picture, (name, part) in beside)
    pairs = zip(scene.panels, scene.pictures, strict=True)
    if not scene.parts:
        return tuple(View(name, picture) for name, picture in pairs)
    return tuple(
        View(name, _picture(scene, name, picture, part), part)
        for name, picture in pairs
        for part in scene.parts
    )


def _picture(scene: Scene, name: str, whole: Picture, part: Part) -> Picture:
    if part.step is None and not hasattr(whole, "only"):
        found: Any = PANELS[name].describe(scene.of(part.runs))
    elif part.step is None:
        found = cast("Divisible", whole).only(part.runs)
    else:
        found = PANELS[name].describe(scene.until(part.step))
        # On the axes of the whole, wherever the runs are by then.
        axes = {axis: getattr(whole, axis) for axis in "xyz" if hasattr(found, axis)}
        found = replace(found, **axes)
    if hasattr(whole, "camera"):
        # All are seen from one place.
        found.__dict__["camera"] = whole.camera  # type: ignore[attr-defined]
    return found
