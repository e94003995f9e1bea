"""A function of numbers at many points: of all together where that gives the same, else of one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from thalweg.errors import ArgumentError
from thalweg.problems.base import Array

#: Points that are looked at one by one, to see whether all together give the same.
_LOOKED_AT = 4

#: Units in the last place by which the two may differ: NumPy rounds the last element of a row otherwise than the first.
_UNITS = 1e4

#: What Python's math module says outside of a function's domain.
_OUTSIDE = re.compile("math domain error|expected a .*input|expected a number in range")


class Each:
    """A function of d numbers, at points (d, n).

    Whether it takes arrays, element by element, is found out once: at the first points that differ, a few are also
    given alone.

    Parameters
    ----------
    function : callable
        ``function(x, y, ...)``.
    name : str
        What errors call it.
    count : int, optional
        How many numbers it returns for a point, in a sequence. Default: one, by itself.
    """

    def __init__(
        self, function: Callable[..., Any], name: str = "fun", count: int | None = None
    ) -> None:
        self.function, self.name, self.count = function, name, count
        self.together: bool | None = None

    def __call__(self, points: Array) -> Array:
        """The results (k, n) at points (d, n)."""
        with np.errstate(all="ignore"):
            if self.together is False or points.shape[1] < 2:
                return self._apart(points)
            try:
                found = self._joined(self._read(self.function(*points.copy())), points.shape[1])
            # What a function of single numbers raises when it is given arrays may be anything.
            except Exception:
                found = None
            if found is None:
                self.together = False
            elif self.together is None:
                self.together = self._same(found, points)
            return found if found is not None and self.together else self._apart(points)

    @staticmethod
    def _joined(parts: list[Array], n: int) -> Array | None:
        """Results (k, n); None where they are not one for each point."""
        # One number for many points is a sum over them, or their mean, more often than a constant.
        if not any(part.shape == (n,) for part in parts) or any(
            part.shape not in ((), (n,)) for part in parts
        ):
            return None
        return np.array([np.broadcast_to(part, (n,)) for part in parts], dtype=np.float64)

    def _same(self, found: Array, points: Array) -> bool | None:
        """Whether a few points alone give what all gave together; None where the points are one and the same."""
        n = points.shape[1]
        # Those that differ most from the first tell most.
        far = np.argsort(np.abs(points - points[:, :1]).sum(axis=0), kind="stable")
        places = np.unique(far[np.linspace(0, n - 1, _LOOKED_AT).astype(int)])
        if (points[:, places] == points[:, places[:1]]).all():
            return None
        alone, beside = self._apart(points[:, places]), found[:, places]
        single = bool((found.astype(np.float32) == found).all())
        units = float(_UNITS * np.finfo(np.float32 if single else np.float64).eps)
        size = np.abs(beside[np.isfinite(beside)]).max(initial=0.0)
        return np.allclose(alone, beside, rtol=units, atol=units * size, equal_nan=True)

    def _apart(self, points: Array) -> Array:
        """The results, one point after the other."""
        return np.array([self._alone(point) for point in points.T], dtype=np.float64).T

    def _alone(self, point: Array) -> list[float]:
        try:
            return self._numbers(self.function(*point))
        except OverflowError:
            return [np.inf] * (self.count or 1)
        except ArgumentError:
            raise
        except Exception as error:
            if isinstance(error, ValueError) and _OUTSIDE.match(str(error)):
                return [np.nan] * (self.count or 1)
            # A function of arrays alone, such as one that sets some of their elements.
            try:
                return self._numbers(self.function(*point[:, None].copy()))
            except Exception:
                raise error from None

    def _numbers(self, found: Any) -> list[float]:
        parts = self._read(found)
        for part in parts:
            if part.size != 1:
                raise ArgumentError(
                    f"{self.name} must return {'one number for a point' if self.count is None else 'numbers'}, not an"
                    f" array of shape {part.shape}; of values at data, let it return the sum or the mean"
                )
        return [float(part.reshape(())) for part in parts]

    def _read(self, found: Any) -> list[Array]:
        """What the function returned, as an array for each of the numbers."""
        if self.count is None:
            return [self._array(found)]
        parts = list(found) if hasattr(found, "__iter__") else [found]
        if self.count == 1 and len(parts) != 1:
            # The derivative by the only parameter needs no list around it.
            parts = [found]
        if len(parts) != self.count:
            raise ArgumentError(
                f"{self.name} must return {self.count} arrays, one a parameter, not {len(parts)}"
            )
        return [self._array(part) for part in parts]

    def _array(self, found: Any) -> Array:
        """Real numbers as an array."""
        kind = "None" if found is None else "text" if isinstance(found, str) else ""
        if not kind:
            try:
                array = np.asarray(found)
                # Fractions and decimals are numbers too; None and text would become some.
                if array.dtype.kind in "biuf" or (
                    array.dtype.kind == "O" and all(hasattr(one, "__float__") for one in array.flat)
                ):
                    return array.astype(np.float64)
                kind = {"c": "a complex one", "U": "text", "S": "text"}.get(array.dtype.kind, "")
            except (TypeError, ValueError):
                pass
        raise ArgumentError(
            f"{self.name} must return a number, not {kind or f'a {type(found).__name__}'}"
        )
