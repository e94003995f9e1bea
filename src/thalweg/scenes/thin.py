"""Long curves, thinned to what a picture can show."""

from __future__ import annotations

import numpy as np

BUCKETS = 500
"""Columns of a panel: more than one highest and one lowest point a column cannot be seen."""


def thin(values: np.ndarray, buckets: int = BUCKETS) -> np.ndarray:
    """Indices of the points that keep a curve's shape: the first, lowest, highest and last of every bucket.

    Every peak stays, so that a thinned curve never looks calmer than it is. Points that are not finite are left out.

    Parameters
    ----------
    values : array, shape (point,)

    Returns
    -------
    int array
        Ascending.
    """
    known = np.flatnonzero(np.isfinite(values))
    if len(known) <= 4 * buckets:
        return known
    edges = np.linspace(0, len(known), buckets + 1).astype(int)
    kept: set[int] = set()
    for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        part = values[known[first:last]]
        kept |= {first, first + int(part.argmin()), first + int(part.argmax()), last - 1}
    return known[np.array(sorted(kept))]
