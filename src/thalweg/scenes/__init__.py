"""What to show, as data: scenes and the descriptions of their panels. Nothing here draws."""

from __future__ import annotations

from thalweg.scenes.scene import Scene, scene_of

__all__ = ["Scene", "scene_of"]
