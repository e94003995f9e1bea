"""Principal components of recorded runs, from a Gram matrix over slabs of the parameters."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from thalweg.data.begun import Begun
from thalweg.data.plane import AXES
from thalweg.data.progress import Progress
from thalweg.data.slabs import SLAB, slabs, usable
from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError

if TYPE_CHECKING:
    from thalweg.data.plane import Plane

Array = np.ndarray

#: Directions whose share of the variance is smaller are rounding errors.
_NOTHING = 1e-14


def principal(
    kind: type[Plane],
    sources: Sequence[Trajectories | ArrayLike],
    axes: int,
    center: str,
    margin: float,
    progress: Progress | None = None,
    store: str | os.PathLike[str] | None = None,
) -> Plane:
    """Find the plane that `Plane.pca` promises."""
    if axes not in (1, 2):
        raise ArgumentError(f"axes must be 1 or 2, not {axes}")
    if center not in ("mean", "end"):
        raise ArgumentError(f'center must be "mean" or "end", not {center!r}')
    if not sources:
        raise ArgumentError("a PCA needs runs, or arrays of snapshots; none are given")
    given = [_Snapshots(source) for source in sources]
    if len({one.d for one in given}) > 1:
        listed = ", ".join(f"{one.d:,}" for one in given)
        raise ArgumentError(f"the runs must have the same parameters; they have {listed}")
    count = sum(one.count for one in given)
    if count < axes + 1:
        raise ArgumentError(
            f"a PCA with {axes} direction{'s' * (axes > 1)} needs at least {axes + 1} different snapshots,"
            f" not {count}; record more steps"
        )
    d = given[0].d
    identity = {"snapshots": count, "parameters": d, "number of axes": axes, "center": center}
    if store is not None:
        identity["run"] = _fingerprint(given)
    with Begun(store, identity, count, (1 + axes, d)) as begun:
        return _found(kind, given, axes, center, margin, progress, begun)


def _found(
    kind: type[Plane],
    given: Sequence[_Snapshots],
    axes: int,
    center: str,
    margin: float,
    progress: Progress | None,
    begun: Begun,
) -> Plane:
    count, d = len(begun.gram), given[0].d
    # Relative to one snapshot: runs move little compared with where they are, and a difference of large
    # inner products would lose that.
    last = given[0].end
    gram = begun.gram
    tell: Progress = progress or (lambda _done, _all: None)
    for where, rows in _joint(given, begun.summed):
        moved = rows - rows[last]
        gram += moved @ moved.T
        begun.sum_to(where.stop)
        tell(where.stop, 2 * d)
    if center == "mean":
        mean = gram.mean(axis=0)
        gram = gram - mean[None, :] - mean[:, None] + mean.mean()
    values, vectors = np.linalg.eigh(gram)
    values, vectors = values[::-1], vectors[:, ::-1]
    total = float(values.sum())
    if total <= 0 or values[axes - 1] <= _NOTHING * total:
        raise ArgumentError(
            f"a PCA with {axes} direction{'s' * (axes > 1)} needs snapshots that"
            f" {'do not lie on one line' if axes == 2 and total > 0 else 'differ'};"
            " record other steps, or use Plane.through(a, b)"
        )
    coordinates = vectors[:, :axes] * np.sqrt(values[:axes])
    # A component has no sign of its own: the first run goes to the right and up.
    turned = np.where(coordinates[last] < coordinates[0], -1.0, 1.0)
    coordinates = coordinates * turned
    weights = (coordinates / values[:axes]).T
    origin, basis = begun.rows[0], begun.rows[1:]
    for where, rows in _joint(given, begun.placed):
        origin[where] = rows.mean(axis=0) if center == "mean" else rows[last]
        basis[:, where] = weights @ (rows - origin[where])
        begun.place_to(where.stop)
        tell(d + where.stop, 2 * d)
    # Exactly orthonormal again: the Gram matrix squares the errors.
    turn = _orthonormalize(basis)
    coordinates = coordinates @ turn
    origin.flags.writeable = basis.flags.writeable = False
    explained = values[:axes] / total
    span = _span(coordinates, margin)
    labels = [
        f"{name} ({100 * share:.3g} % of the motion)"
        for name, share in zip(AXES, explained, strict=False)
    ]
    about = {
        "explained": [float(v) for v in explained],
        "snapshots": count,
        "center": center,
    }
    if given[0].alone and len(given) == 1 and d >= count and center == "mean":
        # What is known of a walk holds for one, in many dimensions.
        about["random_walk"] = [random_walk(count, k) for k in range(axes)]
    return kind(origin, basis, span, "pca", tuple(labels), about)


def random_walk(snapshots: int, component: int) -> float:
    """Share of the variance that a component of a random walk in very many dimensions explains.

    The centred walk of n points has eigenvalues 1 / (2 - 2 cos(pi k / n)), k from 1 to n - 1: 61 %, 15 %, 7 %, ... as n
    grows.

    Parameters
    ----------
    snapshots : int
    component : int
        0 for the first.

    References
    ----------
    Antognini and Sohl-Dickstein 2018, arXiv:1806.08805.

    Examples
    --------
    >>> round(random_walk(1000, 0), 3), round(random_walk(1000, 1), 3)
    (0.608, 0.152)
    """
    k = np.arange(1, snapshots)
    values = 1 / (2 - 2 * np.cos(np.pi * k / snapshots))
    return float(values[component] / values.sum()) if component < len(values) else 0.0


def _span(coordinates: Array, margin: float) -> tuple[tuple[float, float], ...]:
    """The extent and a margin; the shorter side at least half of the longer, so that there is ground to be seen."""
    low, high = coordinates.min(axis=0), coordinates.max(axis=0)
    half = (0.5 + margin) * (high - low)
    half = np.maximum(half, 0.5 * half.max())
    middle = (low + high) / 2
    return tuple(zip((middle - half).tolist(), (middle + half).tolist(), strict=True))


class _Snapshots:
    """Snapshots of one source, as rows."""

    def __init__(self, source: Trajectories | ArrayLike) -> None:
        if isinstance(source, Trajectories):
            self.runs: Trajectories | None = source
            self.kept = usable(source)
            self.rows = np.zeros((0, 0))
            self.count, self.d = int(self.kept.sum()), source.dataset.sizes["param"]
            self.end = int(self.kept[0].sum()) - 1
            self.alone = len(source) == 1
            return
        if isinstance(source, (list, tuple)) and any(isinstance(s, Trajectories) for s in source):
            raise ArgumentError(
                "runs are given one after the other, not in a list: Plane.pca(a, b)"
            )
        rows = np.asarray(source)
        if rows.ndim != 2:
            raise ArgumentError(
                f"snapshots must be runs, or an array of shape (snapshot, d), not of {rows.shape}"
            )
        self.runs = None
        self.kept = np.zeros((0, 0), dtype=bool)
        self.rows = rows[np.isfinite(rows).all(axis=1)]
        self.count, self.d = self.rows.shape
        self.end, self.alone = self.count - 1, True

    def slabs(self, width: int, begin: int) -> Iterator[tuple[slice, Array]]:
        if self.runs is not None:
            rows = self.kept.size
            for where, theta in slabs(self.runs, size=width * rows, begin=begin):
                yield where, theta[self.kept]
            return
        for first in range(begin, self.d, width):
            where = slice(first, min(first + width, self.d))
            yield where, self.rows[:, where].astype(np.float64)


def _fingerprint(given: Sequence[_Snapshots]) -> str:
    """What tells these snapshots from others: their values of the first parameters."""
    _, rows = next(_joint(given))
    return hashlib.sha256(np.ascontiguousarray(rows).tobytes()).hexdigest()


def _joint(given: Sequence[_Snapshots], begin: int = 0) -> Iterator[tuple[slice, Array]]:
    """Slabs of all snapshots, one source under the other, from a parameter at which one begins."""
    rows = sum(max(one.count, 1) for one in given)
    # A power of two, so that slabs agree between sources that are read in pieces of another power of two, or whole.
    width = 1 << max(0, (SLAB // rows).bit_length() - 1)
    for parts in zip(*(one.slabs(width, begin) for one in given), strict=True):
        wheres = {(where.start, where.stop) for where, _ in parts}
        assert len(wheres) == 1, "sources of one width have slabs of one width"
        yield parts[0][0], np.concatenate([part for _, part in parts])


def _orthonormalize(basis: Array) -> Array:
    """Make directions those of length 1 at right angles that are nearest to them; what turns coordinates to them."""
    left, size, _ = np.linalg.svd(basis @ basis.T)
    root = left @ np.diag(np.sqrt(size)) @ left.T
    for first in range(0, basis.shape[1], SLAB):
        part = basis[:, first : first + SLAB]
        part[...] = np.linalg.solve(root, part)
    return root
