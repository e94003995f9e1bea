"""What to show, as data: scenes and the descriptions of their panels. Nothing here draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene as Scene, scene_of as scene_of

__all__ = ["Scene", "scene_of"]


def __getattr__(name: str) -> Any:
    # Numbers and names are written by `thalweg.scenes.text`, which needs none of what a scene does.
    if name not in __all__:
        raise AttributeError(f"module 'thalweg.scenes' has no attribute {name!r}")
    from thalweg.scenes import scene

    value = getattr(scene, name)
    globals()[name] = value
    return value
