"""Boxes, circles, arrows and cells: drawings that are not plots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Rectangle

from thalweg.figures.board import Board, Pair
from thalweg.render.theme import Theme


class Shapes(Board):
    """A panel's shapes, in units of its axes."""

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        text: str = "",
        look: int | str = "ink",
        *,
        fill: str | None = None,
        size: float = 1.0,
    ) -> FancyBboxPatch:
        """A box with rounded corners and words in its middle; `x` and `y` are its centre."""
        corner = 0.16 * min(width, height)
        patch = FancyBboxPatch(
            (x - width / 2 + corner, y - height / 2 + corner),
            width - 2 * corner,
            height - 2 * corner,
            boxstyle=f"round,pad={corner},rounding_size={corner}",
            **self._filled(look, fill),
        )
        self.ax.add_patch(patch)
        if text:
            self.text(x, y, text, size=size)
        return patch

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        text: str = "",
        look: int | str = "ink",
        *,
        fill: str | None = None,
        size: float = 1.0,
    ) -> Circle:
        """A circle with words in its middle."""
        patch = Circle((x, y), radius, **self._filled(look, fill))
        self.ax.add_patch(patch)
        if text:
            self.text(x, y, text, size=size)
        return patch

    def _filled(self, look: int | str, fill: str | None) -> dict[str, Any]:
        """How a shape that holds words is filled and outlined; without a colour, in the palest of the ramp's."""
        return {
            "facecolor": self.theme.ramp[1] if fill is None else self.colour(fill),
            "edgecolor": self.colour(look),
            "linewidth": 0.55 * self.style.line,
            "zorder": 3,
        }

    def arrow(
        self, start: Pair, end: Pair, look: int | str = "quiet", *, width: float = 1.0
    ) -> FancyArrowPatch:
        """An arrow from point to point, in units of the axes."""
        patch = FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>,head_length=0.42,head_width=0.2",
            connectionstyle="arc3",
            shrinkA=0,
            shrinkB=0,
            mutation_scale=1.5 * self.style.font,
            color=self.colour(look),
            linewidth=0.6 * width * self.style.line,
            capstyle="butt",
            joinstyle="miter",
            zorder=2.8,
        )
        self.ax.add_patch(patch)
        self.drawn.add("arrow", patch)
        self.avoid([start, end])
        return patch

    def cells(
        self,
        values: np.ndarray,
        texts: Sequence[Sequence[str]] | None = None,
        *,
        corner: Pair = (0.0, 0.0),
        side: float = 1.0,
        largest: float | None = None,
        signed: bool = False,
    ) -> None:
        """Numbers in square cells on a canvas, the first row at the top, tinted by size.

        Parameters
        ----------
        values : array, shape (row, column)
        texts : sequence of sequence of str, optional
            What stands in the cells.
        corner : (float, float)
            The lower left corner.
        largest : float, optional
            The value with the fullest tint. Default: the largest by magnitude.
        signed : bool
            Negative values have another tint, around a white zero.
        """
        top = largest or float(np.max(np.abs(values))) or 1.0
        paper = np.array(to_rgb(self.theme.paper))
        for row, line in enumerate(values):
            for column, value in enumerate(line):
                full = np.array(to_rgb(self.theme.colour(3 if signed and value < 0 else 0)))
                share = 0.72 * min(abs(float(value)) / top, 1.0)
                colour = paper + share * (full - paper)
                at = (corner[0] + column * side, corner[1] + (len(values) - 1 - row) * side)
                self.ax.add_patch(
                    Rectangle(
                        at,
                        side,
                        side,
                        facecolor=tuple(colour.tolist()),
                        edgecolor=self.theme.isoline,
                        linewidth=0.35 * self.style.line,
                        zorder=2,
                    )
                )
                if texts is not None:
                    self.text(
                        at[0] + side / 2,
                        at[1] + side / 2,
                        texts[row][column],
                        look=_ink_on(colour, self.theme),
                        size=0.89,
                    )


def _ink_on(colour: np.ndarray, theme: Theme) -> str:
    """What is read best on a colour: the theme's ink or its paper."""
    weights = (0.299, 0.587, 0.114)
    ground = float(colour @ weights)
    return max(
        (theme.ink, theme.paper), key=lambda one: abs(float(np.dot(to_rgb(one), weights)) - ground)
    )
