"""What lies between the points of a coarse grid, and how far that can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray

#: Points held out at a level.
_HELD = 32

#: A loss below this fraction of the range is measured against the range: near a zero no relative error is small.
_FLOOR = 0.01


class Interpolant:
    """Cubic splines through a coarse grid: of the loss's logarithm where all losses are positive.

    Parameters
    ----------
    shape : sequence of int
        Of the whole grid.
    coarse : sequence of int arrays
        Places along each axis of the points that are used.
    values : array, shape (points, names)
        The loss, then metrics; only those of the coarse grid are looked at.
    names : sequence of str

    Attributes
    ----------
    values : array, shape (points, names)
        Everywhere.
    unsafe : int array
        Points of which nothing can be said, since a loss near them is not finite.
    """

    def __init__(
        self, shape: Sequence[int], coarse: Sequence[Array], values: Array, names: Sequence[str]
    ) -> None:
        from scipy.ndimage import binary_dilation

        self.shape = tuple(shape)
        self.coarse = coarse
        self.values = np.empty_like(values)
        where = np.ix_(*coarse)
        self._linear = np.empty(0)
        for column in range(len(names)):
            known = values[:, column].reshape(self.shape)[where]
            finite = np.isfinite(known)
            filled = _filled(known, finite)
            log = column == 0 and bool((filled > 0).all())
            spread = np.log(filled) if log else filled
            smooth = _tensor(spread, coarse, self.shape, 3)
            if column:
                # A share of right answers stays one.
                smooth = np.clip(smooth, filled.min(), filled.max())
            else:
                straight = _tensor(spread, coarse, self.shape, 1)
                doubt = np.abs(np.exp(smooth) - np.exp(straight) if log else smooth - straight)
                self._doubt = doubt.ravel()
                self.scale = float(filled.max() - filled.min())
                bad = np.zeros(self.shape, dtype=bool)
                bad[where] = ~finite
                # Two coarse cells: as far as a cubic looks.
                reach = 2 * max(int(np.diff(c).max(initial=1)) for c in coarse)
                self.unsafe = np.flatnonzero(
                    binary_dilation(bad, np.ones((2 * reach + 1,) * bad.ndim)) if bad.any() else bad
                )
            self.values[:, column] = (np.exp(smooth) if log else smooth).ravel()

    @property
    def loss(self) -> Array:
        """The loss everywhere, shape (points,)."""
        return self.values[:, 0]

    @property
    def doubt(self) -> Array:
        """How much a cubic and a straight interpolation differ, relative to the loss, shape (points,)."""
        return self._doubt / self._size(self.loss)

    def error(self, guessed: Array, true: Array) -> float:
        """The largest error relative to the true loss; infinite where that is not finite."""
        if not np.isfinite(true).all():
            return np.inf
        return float(np.max(np.abs(guessed - true) / self._size(true), initial=0.0))

    def _size(self, loss: Array) -> Array:
        return np.maximum(np.abs(loss), max(_FLOOR * self.scale, np.finfo(float).tiny))


def held_out(guess: Interpolant, left: Array, level: int) -> Array:
    """Choose points to test an interpolation with: half of them where it is most in doubt, half at random."""
    if len(left) <= _HELD:
        return left
    doubtful = left[np.argsort(-guess.doubt[left], kind="stable")[: _HELD // 2]]
    others = np.setdiff1d(left, doubtful)
    drawn = np.random.default_rng(level).choice(others, _HELD - len(doubtful), replace=False)
    return np.sort(np.concatenate([doubtful, drawn]))


def _tensor(values: Array, coarse: Sequence[Array], shape: Sequence[int], degree: int) -> Array:
    """Interpolate along one axis after the other."""
    from scipy.interpolate import make_interp_spline  # takes a second to import

    for axis, (places, size) in enumerate(zip(coarse, shape, strict=True)):
        if len(places) == size:
            continue
        spline = make_interp_spline(places, values, k=min(degree, len(places) - 1), axis=axis)
        values = spline(np.arange(size))
    return values


def _filled(values: Array, finite: Array) -> Array:
    """The same, with the nearest finite value where it is not finite."""
    if finite.all() or not finite.any():
        return np.where(finite, values, 0.0)
    from scipy.ndimage import distance_transform_edt

    nearest: Any = distance_transform_edt(~finite, return_distances=False, return_indices=True)
    return values[tuple(nearest)]
