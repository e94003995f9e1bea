"""Names of axes, and of classes along them, within the room that there is."""

from __future__ import annotations

from functools import partial

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator

from thalweg.render.nodes import measure_on
from thalweg.render.nodes.layout import SMALL
from thalweg.render.style import Style
from thalweg.render.wrap import squeezed

ACROSS = 0.26
"""Part of a picture's width that the names of classes beside it may take."""


class Names:
    """The names on flat axes, which are cut anew whenever their room is known better.

    Parameters
    ----------
    ax : Axes
        With everything that is to be named.
    style : Style
    table : bool
        Whether a table will take about half of the axes' place, below them.
    """

    def __init__(self, ax: Axes, style: Style, *, table: bool = False) -> None:
        self.ax = ax
        self.style = style
        self.high = 0.5 if table else 1.0
        # The table leaves room for one line below the axes.
        self.lines = (1 if table else 2, 2)
        axes = () if ax.name == "3d" else (ax.xaxis, ax.yaxis)
        self.labels = [axis.get_label_text() for axis in axes]
        self.classes: list[str] = []
        if axes and isinstance(ax.yaxis.get_major_locator(), FixedLocator):
            formatter = ax.yaxis.get_major_formatter()
            self.classes = [formatter(float(value)) for value in ax.yaxis.get_majorticklocs()]

    def guess(self, width: float, height: float) -> None:
        """Cut names for a picture of some width and height (in inches, with all words), before the layout is known."""
        dpi = self._inch()
        self._fit((width - 0.8) * dpi, (height - 0.8) * dpi, width * dpi)

    def fit(self) -> None:
        """Cut names for the axes as they are now."""
        box = self.ax.get_window_extent()
        # With the words beside them.
        place = self.ax.get_tightbbox() or box
        self._fit(box.width, box.height, place.width if self.classes else 0.0)

    def settle(self) -> None:
        """Cut what is too long for the axes as they stay; no name takes more lines than before."""
        self.high = 1.0
        box = self.ax.get_window_extent()
        self.lines = (self.ax.get_xlabel().count("\n") + 1, self.ax.get_ylabel().count("\n") + 1)
        self._fit(box.width, box.height, None)

    def _inch(self) -> float:
        figure = self.ax.get_figure(root=True)
        assert figure is not None
        return figure.dpi

    def _fit(self, width: float, height: float, whole: float | None) -> None:
        if not any(self.labels) and not self.classes:
            return
        measure = measure_on(self.ax, self.style)
        em = self.style.font / 72 * self._inch()

        def fits(words: str, room: float, size: float) -> bool:
            return measure(words, size)[0] * em <= max(room, 4 * em)

        axes = (self.ax.xaxis, self.ax.yaxis)
        rooms = (width, self.high * height)
        for axis, name, room, lines in zip(axes, self.labels, rooms, self.lines, strict=True):
            axis.set_label_text(squeezed(name, partial(fits, room=room, size=1.0), lines))
        if self.classes and whole is not None:
            beside = partial(fits, room=ACROSS * whole, size=SMALL)
            axes[1].set_ticklabels([squeezed(name, beside) for name in self.classes])
            for tick in axes[1].get_major_ticks():
                tick.label1.set(parse_math=False, multialignment="right")
