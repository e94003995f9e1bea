"""Axes with a style, and the words on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes

from thalweg.render.legible import readable
from thalweg.render.marks import Drawn, Label
from thalweg.render.style import Style
from thalweg.render.theme import Theme
from thalweg.scenes.look import Cast

if TYPE_CHECKING:
    from matplotlib.artist import Artist

Pair = tuple[float, float]


class Board:
    """What every panel is, before anything is drawn on it.

    Attributes
    ----------
    ax : Axes
    style : Style
        Widths of lines and sizes of marks and text, in points, for the size at hand.
    drawn : Drawn
        What the placing of words has to know.
    key : dict of str to Artist
        Entries of the figure's key.
    """

    def __init__(self, ax: Axes, style: Style) -> None:
        self.ax = ax
        self.style = style
        self.drawn = Drawn(ax)
        self.key: dict[str, Artist] = {}
        self.cast = Cast()

    @property
    def theme(self) -> Theme:
        """Colours."""
        return self.style.theme

    def colour(self, look: int | str) -> str:
        """Colour of a palette's index, or of a name: ink, quiet, faint, paper, points, isoline; else as given."""
        if isinstance(look, int):
            return self.theme.colour(look)
        return getattr(self.theme, look, look)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        look: int | str = "ink",
        *,
        size: float = 1.0,
        ha: str = "center",
        va: str = "center",
        ground: bool = False,
        **more: Any,
    ) -> None:
        """Words at a place, in units of the axes; `size` is relative, `ground` lifts them off what is below."""
        settings: dict[str, Any] = {"zorder": 5, "parse_math": False, **more}
        if ground:
            settings["bbox"] = {
                "boxstyle": "round,pad=0.18",
                "facecolor": self.theme.paper,
                "alpha": 0.82,
                "linewidth": 0,
            }
        made = self.ax.text(
            x,
            y,
            text,
            color=readable(self.colour(look), self.theme)
            if isinstance(look, int)
            else self.colour(look),
            fontsize=size * self.style.font,
            ha=ha,
            va=va,
            **settings,
        )
        made.set_in_layout(False)
        self.drawn.add("text", made)
        self.later(lambda: self.drawn.taken.append(made.get_window_extent()))

    def label(self, text: str, at: Pair, look: int | str = "ink") -> None:
        """Words beside a place; where exactly is found when the layout is known."""
        self.drawn.labels.append(Label(text, at, self.colour(look)))

    def note(self, text: str) -> None:
        """Words in a free corner."""
        self.drawn.notes.append(text)

    def entry(self, label: str, artist: Artist) -> None:
        """An entry of the figure's key."""
        artist.set_label(label)
        self.key.setdefault(label, artist)

    # For drawings of one's own

    def avoid(self, line: np.ndarray | Sequence[Sequence[float]]) -> None:
        """A line, shape (point, 2), in units of the axes, that words must not cover."""
        self.drawn.lines.append(np.asarray(line, float))

    def later(self, draw: Callable[[], None]) -> None:
        """Call this once the layout is known."""
        self.drawn.late.append(draw)
