"""Paths without the points that nobody sees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.path import Path


def thinned(path: Path, span: Sequence[float], tolerance: float) -> Path:
    """The path without the points that lie on a straight line between their neighbours.

    Parameters
    ----------
    span : (float, float)
        Width and height of the view, in data units.
    tolerance : float
        How far a point may lie off that line, as a fraction of the view.
    """
    vertices = np.asarray(path.vertices)
    if path.codes is None or not len(vertices):
        return path
    codes = np.asarray(path.codes)
    for turn in range(6):
        places = vertices / span
        before, after = places[:-2], places[2:]
        along = after - before
        across = places[1:-1] - before
        length = np.hypot(along[:, 0], along[:, 1])
        with np.errstate(divide="ignore", invalid="ignore"):
            off = np.abs(along[:, 0] * across[:, 1] - along[:, 1] * across[:, 0]) / length
        straight = (length > 0) & (off < tolerance / 3)
        # Only every second point of a pass, so that no two neighbours go at once; never an end of a ring.
        straight[turn % 2 :: 2] = False
        straight &= (codes[1:-1] == Path.LINETO) & (codes[2:] == Path.LINETO)
        kept = np.concatenate([[True], ~straight, [True]])
        vertices, codes = vertices[kept], codes[kept]
    return Path(vertices, codes)
