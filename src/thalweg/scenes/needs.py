"""What panels ask of a scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError
from thalweg.problems.blackbox import Recorded

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

_AXES = {
    1: ("one parameter", "a landscape over one axis"),
    2: ("two parameters", "a landscape over two axes"),
}


def need_axes(scene: Scene, panel: str, needed: int) -> None:
    """Refuse a scene whose landscape, given or to be computed, has not as many axes as the panel.

    Raises
    ------
    ArgumentError
        ``the contour panel needs a problem with two parameters, or a landscape over two axes; this problem has 3: pass
        a landscape``.
    """
    params, axes = _AXES[needed]
    if scene.landscape is not None:
        found = len(scene.landscape.axes)
        if found != needed:
            raise ArgumentError(f"the {panel} panel needs {axes}; this one has {found}")
    elif isinstance(scene.problem, Recorded):
        raise ArgumentError(
            f"the {panel} panel needs losses beside the paths, and Python code is not saved with its runs: "
            "build the problem again and pass a landscape of it"
        )
    elif len(scene.problem.params) != needed:
        raise ArgumentError(
            f"the {panel} panel needs a problem with {params}, or {axes}; "
            f"this problem has {len(scene.problem.params)}: pass a landscape"
        )


def need_runs(scene: Scene, panel: str) -> Trajectories:
    """Return the runs of a scene, or refuse one without.

    Raises
    ------
    ArgumentError
        ``the loss panel needs runs; this scene has only a landscape``.
    """
    if scene.runs is None:
        raise ArgumentError(f"the {panel} panel needs runs; this scene has only a landscape")
    return scene.runs
