"""How artists go through the steps of the runs: each of them is drawn for the end, and set back to a moment.

A panel's `draw` draws the end and notes how it came about. At the last step everything is as it was drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from matplotlib.artist import Artist
from matplotlib.lines import Line2D

from thalweg.scenes.frames import Moment


class Move(Protocol):
    """What moves together."""

    def prepare(self) -> Sequence[Artist]:
        """Make what only an animation needs; return everything that moves."""
        ...

    def to(self, moment: Moment) -> None:
        """Set everything to a moment."""
        ...


class Grow:
    """A line that is as long as the run is by then, with a mark at its end while it grows.

    Parameters
    ----------
    line : Line2D
        As it is at the end.
    step : int array, shape (point,)
        Ascending: when each of its points is reached.
    now : callable, optional
        The place of the line's end at a moment, where the line itself has not every step.
    """

    def __init__(
        self,
        line: Line2D,
        step: np.ndarray,
        now: Callable[[Moment], tuple[float, float]] | None = None,
    ) -> None:
        self.line, self.step, self.now = line, step, now
        self.x, self.y = (np.asarray(v, dtype=float) for v in line.get_data(orig=True))

    def prepare(self) -> Sequence[Artist]:
        """Nothing but the line."""
        return (self.line,)

    def to(self, moment: Moment) -> None:
        """Show the part that is known."""
        n = int(np.searchsorted(self.step, moment.step, side="right"))
        x, y = self.x[:n], self.y[:n]
        if self.now is not None and n < len(self.x):
            at = self.now(moment)
            if n and not np.isfinite(at).all():
                n = 0
            x, y = np.append(x, at[0]), np.append(y, at[1])
        self.line.set_data(x, y)


class Walk:
    """The mark at the end of a path, which walks along it.

    Parameters
    ----------
    place : callable
        Where it stands at a moment; None where it is not seen.
    make : callable
        Draws it.
    end : Line2D or None
        The mark that is drawn at the path's end; None where none is.
    """

    def __init__(
        self,
        place: Callable[[Moment], tuple[float, float] | None],
        make: Callable[[], Line2D],
        end: Line2D | None = None,
    ) -> None:
        self.place, self.make, self.end = place, make, end
        self.mark: Line2D | None = end

    def prepare(self) -> Sequence[Artist]:
        """Draw the mark where the path's end has none."""
        if self.mark is None:
            self.mark = self.make()
            self.mark.set_in_layout(False)
        return (self.mark,)

    def to(self, moment: Moment) -> None:
        """Put it where the run is."""
        assert self.mark is not None
        at = self.place(moment)
        if moment.last:
            self.mark.set_visible(self.end is not None)
        else:
            self.mark.set_visible(at is not None)
        if at is not None:
            self.mark.set_data([at[0]], [at[1]])


class Change:
    """Artists that a function sets.

    Parameters
    ----------
    artists : sequence of Artist
    to : callable
    """

    def __init__(self, artists: Sequence[Artist], to: Callable[[Moment], None]) -> None:
        self.artists, self._to = artists, to

    def prepare(self) -> Sequence[Artist]:
        """The artists."""
        return self.artists

    def to(self, moment: Moment) -> None:
        """Set them."""
        self._to(moment)


class Redraw:
    """Artists that are made anew for every moment, where setting them would be no less work.

    Parameters
    ----------
    artists : sequence of Artist
        As they are at the end.
    draw : callable
        Draws those of another moment on the same axes, and returns them.
    """

    def __init__(
        self, artists: Sequence[Artist], draw: Callable[[Moment], Sequence[Artist]]
    ) -> None:
        self.artists, self._draw = artists, draw
        self._now: Sequence[Artist] = ()

    def prepare(self) -> Sequence[Artist]:
        """Those of the end."""
        return self.artists

    def to(self, moment: Moment) -> None:
        """Replace all of them."""
        for artist in self._now:
            artist.remove()
        self._now = () if moment.last else self._draw(moment)
        for artist in self.artists:
            artist.set_visible(moment.last)
