"""Lines and marks in 3-D axes, in full where they are seen and faint where a surface hides them."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import allow_rasterization
from mpl_toolkits.mplot3d.art3d import Line3D

from thalweg.render.space.axes import Space
from thalweg.scenes.relief import Relief

HIDDEN = 2.5
"""Height (zorder) of what a surface hides, unless it is said where."""


class _Part(Line3D):
    """Of a line or of marks, what is seen or what is hidden: looked up anew whenever the view turns."""

    def __init__(
        self,
        space: Space,
        places: np.ndarray,
        relief: Relief | None,
        hidden: bool,
        lift: float = 0.0,
        **settings: Any,
    ) -> None:
        super().__init__(*places.T, **settings)
        self._space, self._places, self._relief, self._is_hidden = space, places, relief, hidden
        self._lift = lift

    @allow_rasterization
    def draw(self, renderer: Any) -> None:
        """Draw what belongs to this part."""
        part = self.part()
        if not np.isfinite(part).all(axis=1).any():
            return
        if self.get_linestyle() != "None":
            part = part[self.bends(self.flat())]
        self.set_data_3d(*part.T)
        super().draw(renderer)

    def put(self, points: np.ndarray) -> None:
        """Move it to other points, in data units."""
        self._places = self._space.place(points, self._lift)

    def flat(self) -> np.ndarray:
        """The places that belong to this part on the paper, in pixels, shape (point, 2)."""
        return self._space.ax.transData.transform(self._space.project(self.part()))

    def bends(self, flat: np.ndarray) -> np.ndarray:
        """Indices of the places that have to be drawn."""
        return _bends(flat) if self.get_linestyle() != "None" else np.arange(len(flat))

    def part(self) -> np.ndarray:
        """The places that belong to this part, NaN where they do not."""
        if self._relief is None:
            return self._places
        mask = self._space.hidden(self._places, self._relief)
        if self._is_hidden and self.get_linestyle() != "None":
            # One more on both sides, so that the two parts meet.
            mask = mask | np.append(mask[1:], False) | np.append(False, mask[:-1])
        elif not self._is_hidden:
            mask = ~mask
        return np.where(mask[:, None], self._places, np.nan)


def _bends(flat: np.ndarray, tolerance: float = 0.1) -> np.ndarray:
    """Indices of the points of a line that do not lie on a straight piece between their neighbours.

    Parameters
    ----------
    flat : array, shape (point, 2)
        In pixels; NaN makes a gap.
    tolerance : float
        How many pixels a point may lie off.
    """
    kept = np.arange(len(flat))
    for turn in range(8):
        if len(kept) < 3:
            break
        before, here, after = flat[kept[:-2]], flat[kept[1:-1]], flat[kept[2:]]
        along, across = after - before, here - before
        length = np.hypot(along[:, 0], along[:, 1])
        off = np.abs(along[:, 0] * across[:, 1] - along[:, 1] * across[:, 0])
        # Forward only: a line that turns back on itself has its end there.
        forward = (across * (after - here)).sum(axis=1) > 0
        straight = forward & (off < tolerance / 2 * length)
        # Only every second point of a pass, so that no two neighbours go at once.
        straight[turn % 2 :: 2] = False
        kept = np.concatenate([kept[:1], kept[1:-1][~straight], kept[-1:]])
    return kept


def draw_line(
    space: Space,
    points: np.ndarray,
    relief: Relief | None = None,
    *,
    lift: float = 0.0,
    faint: float = 0.45,
    under: float = HIDDEN,
    **settings: Any,
) -> list[Line3D]:
    """Draw a line or marks, in full where they are seen and faint where a surface hides them.

    Parameters
    ----------
    points : array, shape (point, 3)
        In data units; NaN makes a gap.
    relief : Relief, optional
        The surface that may hide them. Default: none.
    lift : float
        How much higher they are drawn, as a fraction of the box.
    faint : float
        Opacity of what is hidden; lines are thinner too where it is less than 1.
    under : float
        The height (zorder) of what is hidden.
    **settings
        As for matplotlib's `Line2D`.

    Returns
    -------
    list of Line3D
        What is seen, then what is hidden.
    """
    places = space.place(points, lift)
    found = [_Part(space, places, relief, False, lift, **settings)]
    if relief is not None:
        behind = settings | {
            "alpha": faint * (settings.get("alpha") or 1.0),
            "zorder": under + 0.01 * settings.get("zorder", 1.0),
        }
        if faint < 1:
            behind.pop("path_effects", None)
        if "linewidth" in settings and faint < 1:
            behind["linewidth"] = 0.6 * settings["linewidth"]
        found.append(_Part(space, places, relief, True, lift, **behind))
    for line in found:
        line.set_clip_on(False)
        line.set_in_layout(False)
        space.ax.add_line(line)
    return list(found)
