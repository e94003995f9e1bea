"""Numbers as pixels, put together from digits that were drawn once: a hundred times faster than drawing a text."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

BELOW = 0.35
"""The baseline's height, in em: room for commas below it."""


class Digits:
    """Writes words in one font and colour.

    Parameters
    ----------
    figure : Figure
        Whose resolution counts.
    size : float
        Of the font, in points.
    ink, paper : colour
        As matplotlib takes them.
    """

    def __init__(self, figure: Figure, size: float, ink: Any, paper: Any) -> None:
        self._figure, self._size = figure, size
        em = size / 72 * figure.dpi
        self.below, self.height = math.ceil(BELOW * em), math.ceil(1.6 * em)
        self._renderer = RendererAgg(math.ceil(4 * em), self.height, figure.dpi)
        self._ink, self._paper = (255 * np.array(to_rgb(c)) for c in (ink, paper))
        self._known: dict[str, tuple[np.ndarray, float]] = {}
        self._zero = self._measure("0" * 10) / 10

    def width(self, words: str) -> float:
        """How wide words are, in pixels."""
        return sum(self._glyph(letter)[1] for letter in words)

    def write(self, pixels: np.ndarray, words: str, x: float, baseline: int) -> None:
        """Write words on an image.

        Parameters
        ----------
        pixels : array, shape (height, width, 4)
        x : float
            Left end, in pixels.
        baseline : int
            In pixels from below.
        """
        room = math.ceil(self.width(words)) + 2
        mask = np.zeros((self.height, room + self.height))
        at = x % 1
        for letter in words:
            glyph, wide = self._glyph(letter)
            left = round(at)
            part = mask[:, left : left + glyph.shape[1]]
            np.maximum(part, glyph[:, : part.shape[1]], out=part)
            at += wide
        mask = mask[:, :room]
        left, top = int(x), pixels.shape[0] - baseline - (self.height - self.below)
        place = pixels[max(top, 0) : top + self.height, left : left + room]
        cut = mask[max(-top, 0) :, : place.shape[1], None]
        place[..., :3] = np.rint(self._paper + cut * (self._ink - self._paper))

    def _text(self, words: str) -> Text:
        text = Text(0, self.below, words, fontsize=self._size, va="baseline", color="black")
        text.set_transform(IdentityTransform())
        text.set_figure(self._figure)
        return text

    def _measure(self, words: str) -> float:
        return self._text(words).get_window_extent(self._renderer).width

    def _glyph(self, letter: str) -> tuple[np.ndarray, float]:
        """What a letter covers, shape (height, width), and how far it is to the next one."""
        if letter not in self._known:
            # Between two others, so that the room around it counts.
            wide = self._measure(f"0{letter}0") - self._measure("00")
            self._renderer.clear()
            self._text(f"0{letter}").draw(self._renderer)
            alpha = np.asarray(self._renderer.buffer_rgba())[..., 3] / 255
            left = round(self._zero)
            self._known[letter] = alpha[:, left : left + math.ceil(wide) + 1].copy(), wide
        return self._known[letter]


class Words(Artist):
    """Words that stand where a text stands, in its font and colour, on the figure's ground."""

    def __init__(self, like: Text) -> None:
        super().__init__()
        self.words = ""
        figure = like.get_figure(root=True)
        assert figure is not None
        self._digits = Digits(
            figure, float(like.get_fontsize()), like.get_color(), figure.get_facecolor()
        )
        x, y = like.get_transform().transform(like.get_position())
        self._x, self._baseline = float(x), round(float(y))
        self.set_zorder(like.get_zorder())
        self.set_in_layout(False)

    def draw(self, renderer: Any) -> None:
        """Write the words into the renderer's image."""
        self._digits.write(np.asarray(renderer.buffer_rgba()), self.words, self._x, self._baseline)
