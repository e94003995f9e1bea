"""Colours can be told apart, by contrast and by eyes that see fewer of them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from thalweg.render.legible import readable
from thalweg.render.theme import DASHES, MARKERS, THEMES, Theme

# Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113, severity 1.0; linear RGB.
SEEN = {
    "all": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}


def linear(colour: str) -> np.ndarray:
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio."""
    light, dark = sorted(
        (float(linear(c) @ (0.2126, 0.7152, 0.0722)) for c in (one, other)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    """Oklab, https://bottosson.github.io/posts/oklab."""
    to_lms = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    to_lab = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    return to_lab @ np.cbrt(to_lms @ np.clip(rgb, 0, 1))


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_contrast(theme: Theme) -> None:
    assert contrast(theme.ink, theme.paper) >= 12
    assert contrast(theme.quiet, theme.paper) >= 4.5
    for colour in theme.palette:
        assert contrast(colour, theme.paper) >= 3


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_words_in_a_colour_of_the_palette_can_be_read(theme: Theme) -> None:
    for colour in theme.palette:
        found = readable(colour, theme)
        assert contrast(found, theme.paper) >= 4.5
        # Only as far from the colour as it takes.
        assert (found == colour) == (contrast(colour, theme.paper) >= 4.5)
        assert contrast(found, theme.paper) < max(6, contrast(colour, theme.paper) + 0.01)


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_colours_are_told_apart_by_all_eyes(theme: Theme, eyes: str) -> None:
    seen = [lab(SEEN[eyes] @ linear(colour)) for colour in theme.palette]
    # The first ones stand in most pictures: they differ most.
    for first, least in ((3, 0.12), (5, 0.095), (8, 0.07)):
        pairs = combinations(seen[:first], 2)
        assert min(float(np.linalg.norm(a - b)) for a, b in pairs) > least


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_the_loss_grows_away_from_the_paper(theme: Theme) -> None:
    distance = [contrast(colour, theme.paper) for colour in theme.ramp]
    assert distance == sorted(distance)


def test_every_colour_has_a_dash_and_a_marker_of_its_own() -> None:
    for theme in THEMES.values():
        assert len(set(theme.palette)) == len(theme.palette) == len(DASHES) == len(MARKERS)
    assert len(set(map(str, DASHES))) == len(set(MARKERS)) == 8
