"""How paths over a surface go through the steps.

Where everything stands on the paper, and what of it the surface hides, is found out once, and again only when the
camera turns; from then on paths are flat.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.transforms import IdentityTransform
from mpl_toolkits.mplot3d.art3d import Line3D

from thalweg.scenes.frames import Moment


class _Flat:
    """A part of a line, in pixels."""

    def __init__(self, part: Any) -> None:
        self.part = part
        self.line = Line2D([], [])
        self.line.update_from(part)
        self.line.set_transform(IdentityTransform())
        self.line.set(zorder=part.get_zorder(), clip_on=False, rasterized=part.get_rasterized())
        self.line.set_path_effects(part.get_path_effects())
        part.axes.add_artist(self.line)
        # The flat one stands for it.
        part.set_visible(False)
        self.look()
        self.show(len(self.points))

    def look(self) -> None:
        """Find out where it stands."""
        self.points = self.part.flat()
        self.kept = self.part.bends(self.points)

    def show(self, n: int) -> None:
        """Show the first `n` points."""
        kept = self.kept[: int(np.searchsorted(self.kept, n))]
        if 0 < n < len(self.points):
            kept = np.append(kept, n - 1)
        self.line.set_data(*self.points[kept].T)


class GrowOver:
    """A line over a surface, or marks on it, as many as are reached by then.

    Parameters
    ----------
    parts : sequence of Line3D
        What is seen and what is hidden.
    reached : int array, shape (point,)
        Ascending: when each point is reached.
    """

    def __init__(self, parts: Sequence[Line3D], reached: np.ndarray) -> None:
        self.parts, self.reached = parts, reached
        self.flat: list[_Flat] = []

    def prepare(self) -> Sequence[Artist]:
        """Find out where everything stands."""
        self.flat = [_Flat(part) for part in self.parts]
        return [flat.line for flat in self.flat]

    def look(self) -> None:
        """Find out where everything stands, seen from elsewhere."""
        for flat in self.flat:
            flat.look()

    def to(self, moment: Moment) -> None:
        """Show what is reached."""
        n = int(np.searchsorted(self.reached, moment.step, side="right"))
        for flat in self.flat:
            flat.show(n)


class WalkOver:
    """The mark at the end of a path over a surface: full where it is seen, faint where it is hidden.

    Parameters
    ----------
    make : callable
        Draws it at a place.
    place : callable
        Where it is at a moment, in data units; None where it is out of sight.
    ends : sequence of Line3D
        The mark at the path's end; empty where there is none.
    """

    def __init__(
        self,
        make: Callable[[tuple[float, float, float]], list[Line3D]],
        place: Callable[[Moment], tuple[float, float, float] | None],
        ends: Sequence[Line3D],
    ) -> None:
        self.make, self.place, self.ends = make, place, ends
        self.parts: list[Any] = []

    def prepare(self) -> Sequence[Artist]:
        """Make a mark that walks."""
        self.parts = self.make((np.nan, np.nan, np.nan))
        return [*self.parts, *self.ends]

    def to(self, moment: Moment) -> None:
        """Put it where the run is."""
        at = None if moment.last else self.place(moment)
        for part in self.parts:
            part.set_visible(at is not None)
            if at is not None:
                part.put(np.array([at]))
        for part in self.ends:
            part.set_visible(moment.last)
