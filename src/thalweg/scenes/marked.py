"""Points of a plane that have a name, such as the checkpoints that it goes through: where pictures mark them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from thalweg.data.landscape import Landscape
from thalweg.scenes.text import listing, one_line, shortened, spoken, spoken_point
from thalweg.scenes.view import Box, inside
from thalweg.scenes.words import ascii_minus

LONGEST = 18
"""Letters of a name beside its mark."""


@dataclass(frozen=True)
class Named:
    """A named point as pictures show it.

    Attributes
    ----------
    name : str
        In full.
    text : str
        What stands beside the mark.
    at : tuple of float
        Coordinates on the plane.
    loss : float or None
        As `thalweg.data.landscape.Mark` has it.
    """

    name: str
    text: str
    at: tuple[float, ...]
    loss: float | None

    @property
    def said(self) -> str:
        """It in words: ``'SGD at (0, 0) with loss 0.31'``."""
        place = spoken(*self.at) if len(self.at) == 1 else spoken_point(self.at)
        if self.loss is None:
            return f"{self.name} at {place}"
        if math.isfinite(self.loss):
            return f"{self.name} at {place} with loss {spoken(self.loss)}"
        return f"{self.name} at {place}, where the loss is not finite"


def named_points(land: Landscape) -> tuple[Named, ...]:
    """The named points of a landscape's plane."""
    names = [one_line(mark.name) for mark in land.marks]
    texts = shortened(names, LONGEST)
    if len(set(texts)) < len(texts):
        texts = [f"{n}: {text}" for n, text in enumerate(shortened(names, LONGEST - 3), 1)]
    return tuple(
        Named(name, text, mark.at, mark.loss)
        for name, text, mark in zip(names, texts, land.marks, strict=True)
    )


def in_view(points: Sequence[Named], box: Box) -> tuple[Named, ...]:
    """Those that a picture of this box marks."""
    return tuple(one for one in points if inside(box, one.at))


def outside(points: Sequence[Named], box: Box) -> tuple[str, ...]:
    """What a picture of this box has to say of those that it cannot mark."""
    names = [one.text for one in points if not inside(box, one.at)]
    return (f"{listing(names)} outside the view",) if names else ()


def said_of(points: Sequence[Named]) -> str:
    """Where named points are and what the loss is there, in a sentence; empty where there are none."""
    if not points:
        return ""
    return f" Marked: {ascii_minus(listing([one.said for one in points]))}."
