"""A theme at a size of text: widths of lines and sizes of marks follow the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import matplotlib.patheffects as effects
from matplotlib.colors import LinearSegmentedColormap

from thalweg.render.theme import DASHES, MARKER_SCALE, MARKERS, Theme
from thalweg.scenes.look import Look


@dataclass(frozen=True)
class Style:
    """What the drawing functions need to know.

    Attributes
    ----------
    theme : Theme
    font : float
        Size of the text in points.
    coarse : float
        How much less of a curve is seen than in a picture that has a page for itself.
    """

    theme: Theme
    font: float
    coarse: float = 1.0

    @property
    def line(self) -> float:
        """Width of a path, in points."""
        return 0.17 * self.font

    @property
    def hair(self) -> float:
        """Width of a line that only guides the eye, in points."""
        return 0.07 * self.font

    @property
    def mark(self) -> float:
        """Size of a mark, in points."""
        return 0.62 * self.font

    @property
    def small(self) -> float:
        """Size of secondary text, in points."""
        return 0.89 * self.font

    def colour(self, look: Look) -> str | tuple[float, float, float, float]:
        """Colour of a run."""
        if look.shade is not None:
            return self.shades(look.shade)
        return self.theme.colour(look.colour or 0)

    def line_of(self, look: Look) -> dict[str, Any]:
        """Line2D's properties of a run."""
        return {
            "color": self.colour(look),
            "linestyle": DASHES[look.dash % len(DASHES)],
            "linewidth": self.line if look.shade is None else 0.6 * self.line,
        }

    @staticmethod
    def marker(look: Look) -> str:
        """Marker of a run."""
        return MARKERS[look.marker % len(MARKERS)]

    def mark_of(self, look: Look) -> float:
        """Size of a run's marks, in points."""
        return self.mark * MARKER_SCALE.get(self.marker(look), 1.0)

    @property
    def shades(self) -> LinearSegmentedColormap:
        """Colours of a hyperparameter, from 0 to 1."""
        return LinearSegmentedColormap.from_list("shades", self.theme.shades)

    def ramp(self, n: int) -> list[tuple[float, float, float, float]]:
        """Colours of `n` bands of loss, from low to high."""
        scale = LinearSegmentedColormap.from_list("ramp", self.theme.ramp)
        return [scale(k / max(1, n - 1)) for k in range(n)]

    @property
    def halo(self) -> list[effects.AbstractPathEffect]:
        """A rim in the colour of the ground, which lifts a line off what it crosses."""
        return [
            effects.Stroke(linewidth=2.1 * self.line, foreground=self.theme.paper, alpha=0.8),
            effects.Normal(),
        ]
