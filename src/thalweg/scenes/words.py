"""Phrases that several panels use to say in words what they show."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from thalweg.scenes.look import MANY
from thalweg.scenes.path import Path
from thalweg.scenes.text import MINUS, count, listing, spoken, spoken_point


def between(limits: tuple[float, float]) -> str:
    """An interval: ``'from -2 to 2'``."""
    return f"from {spoken(limits[0])} to {spoken(limits[1])}"


def share(mask: np.ndarray) -> str:
    """How much of an area is marked: ``'12 %'``."""
    percent = 100 * float(mask.mean())
    return f"{percent:.0f} %" if percent >= 1 else "less than 1 %"


def known_minima(points: Sequence[Sequence[float]]) -> str:
    """Where the minima are, in a sentence; empty if there are none."""
    if not points:
        return ""
    if len(points) > 4:
        return f" {len(points)} minima are marked."
    places = [spoken_point(p) if len(p) > 1 else spoken(p[0]) for p in points]
    return f" Minim{'um' if len(points) == 1 else 'a'} at {listing(places)}."


def departures(paths: Sequence[Path]) -> str:
    """Which paths leave the view for good, in sentences; empty if none does."""
    gone = [(path.look.label, leave) for path in paths for leave in path.exits if leave.final]
    if len(paths) > MANY:
        return (
            f" {count(len(gone), 'path')} leave{'s' * (len(gone) == 1)} the view." if gone else ""
        )
    return "".join(
        f" {label} leaves the view at step {leave.step:,} with loss {spoken(leave.loss)}."
        for label, leave in gone
    )


def ascii_minus(text: str) -> str:
    """Text with the sign that screen readers know."""
    return text.replace(MINUS, "-")
