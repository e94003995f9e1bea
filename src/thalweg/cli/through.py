"""``--through``: the plane or the line through checkpoints, the ends of runs, or points that are written out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from thalweg.cli.values import recorded
from thalweg.errors import ArgumentError

if TYPE_CHECKING:
    from thalweg.data import Plane
    from thalweg.problems import Problem
    from thalweg.problems.base import Array


def plane_through(problem: Problem, points: Sequence[str], axes: int) -> Plane:
    """The plane through points, each called by its file's name, or by its numbers.

    Raises
    ------
    ArgumentError
        ``--through needs two points for a line, or three for a plane, not 1``.
    """
    from thalweg.data import Plane

    if not 2 <= len(points) <= 3:
        raise ArgumentError(
            f"--through needs two points for a line, or three for a plane, not {len(points)}"
        )
    if axes == 1 and len(points) == 3:
        raise ArgumentError("three points make a plane: leave out --axes 1, or one --through")
    return Plane.through(*(_point(problem, text) for text in points), labels=_names(points))


def _point(problem: Problem, text: str) -> Array:
    if text.lower().endswith(".zarr"):
        return recorded("--through", text).final.isel(run=0).values
    if not _is_file(text):
        return _numbers(problem, text)
    # Loaded already where the problem is one of its networks.
    known: Any = sys.modules.get("thalweg.torch.network")
    network: Any = problem
    if known is None or not isinstance(problem, known.Network):
        raise ArgumentError(
            f"--through {text}: only a thalweg.torch.Network reads checkpoints; give numbers, or a run that ends there"
        )
    return network.vector(text)


def _numbers(problem: Problem, text: str) -> Array:
    try:
        point = np.array([float(part) for part in text.split(",")])
    except ValueError:
        raise ArgumentError(
            f'--through must be a file, or numbers, as 3,2, not "{text}"; is the path right?'
        ) from None
    if len(point) != len(problem.params):
        raise ArgumentError(
            f"--through {text} must have a number for each of {len(problem.params):,} parameters, not {len(point)}"
        )
    return point


def _is_file(text: str) -> bool:
    path = Path(text)
    return path.is_file() or path.suffix.lower() in (".pt", ".pth", ".ckpt", ".bin", ".safetensors")


def _names(points: Sequence[str]) -> list[str]:
    """Files by their names without the extension, with their folder where that is needed to tell them apart."""
    paths = [Path(text) if _is_file(text) or text.endswith(".zarr") else None for text in points]
    names = [
        f"({text})" if path is None else path.stem for text, path in zip(points, paths, strict=True)
    ]
    if len(set(names)) < len(names):
        names = [
            f"({text})" if path is None else str(path.with_suffix(""))
            for text, path in zip(points, paths, strict=True)
        ]
    if len(set(names)) < len(names):
        names = [f"{name} ({n + 1})" for n, name in enumerate(names)]
    return names
