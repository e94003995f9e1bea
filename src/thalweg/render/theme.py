"""Themes: the colours, dashes and markers of a picture.

The palettes start from Okabe and Ito (2008), Color Universal Design, without the yellow and black that fail on the
ground of a light or dark picture, and are moved as little as possible so that all eight can be told apart by eyes with
protanopia and deuteranopia too; a test holds that. Every colour comes with a dash and a marker of its own, so that none
carries a meaning alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from thalweg.errors import UnknownName, nearest

Dash = tuple[float, tuple[float, ...]]


@dataclass(frozen=True)
class Theme:
    """Colours of a picture, as hexadecimal RGB.

    Attributes
    ----------
    name : str
    paper : str
        The ground of the whole picture.
    ink, quiet, faint : str
        Text and marks; secondary text; lines that only guide the eye.
    palette : tuple of str
        One colour a run.
    ramp : tuple of str
        Colours of the loss, from low to high.
    shades : tuple of str
        Colours of a hyperparameter, from low to high.
    isoline : str
        Contour lines.
    points : str
        Data points.
    """

    name: str
    paper: str
    ink: str
    quiet: str
    faint: str
    palette: tuple[str, ...]
    ramp: tuple[str, ...]
    shades: tuple[str, ...]
    isoline: str
    points: str

    def colour(self, index: int) -> str:
        """Colour of the run with this index; they repeat after the last."""
        return self.palette[index % len(self.palette)]


LIGHT = Theme(
    name="light",
    paper="#ffffff",
    ink="#1b1f24",
    quiet="#59636e",
    faint="#d5dae0",
    palette=(
        "#044ca1",
        "#df6425",
        "#39a28e",
        "#ab3f73",
        "#805800",
        "#2292c4",
        "#463f44",
        "#6258ce",
    ),
    ramp=("#ffffff", "#eef3f7", "#dde5ec", "#cad5df", "#b6c4d1", "#a1b2c3"),
    shades=("#2b1055", "#3d3f8f", "#2b6f9e", "#1d9a8a", "#5fba4f", "#d0a700"),
    isoline="#7f92a5",
    points="#59636e",
)

DARK = Theme(
    name="dark",
    paper="#12161c",
    ink="#edf1f5",
    quiet="#a3adb8",
    faint="#39424d",
    palette=(
        "#72bef5",
        "#f87f3c",
        "#58d9ad",
        "#db78af",
        "#f4be41",
        "#a7dee6",
        "#eff3fe",
        "#9c90f8",
    ),
    ramp=("#161b22", "#1d2530", "#26313e", "#313e4e", "#3d4d5f", "#4a5c70"),
    shades=("#6a5acd", "#5c8fe6", "#3fb9d1", "#4bd39b", "#a9e063", "#ffe066"),
    isoline="#5f7388",
    points="#a3adb8",
)

PRINT = Theme(
    name="print",
    paper="#ffffff",
    ink="#000000",
    quiet="#3a3a3a",
    faint="#cccccc",
    palette=(
        "#000000",
        "#c35817",
        "#175885",
        "#258b67",
        "#b84fba",
        "#7c4f07",
        "#5747b6",
        "#63625f",
    ),
    ramp=("#ffffff", "#f6f6f6", "#ececec", "#e1e1e1", "#d6d6d6", "#cacaca"),
    shades=("#000000", "#2d2d5a", "#2b6f9e", "#1d9a8a", "#7fbf3f", "#d9b800"),
    isoline="#8a8a8a",
    points="#555555",
)

THEMES = MappingProxyType({theme.name: theme for theme in (LIGHT, DARK, PRINT)})
"""All themes by name."""

DASHES: tuple[str | Dash, ...] = (
    "solid",
    (0, (5, 1.6)),
    (0, (1.4, 1.4)),
    (0, (6, 1.6, 1.4, 1.6)),
    (0, (9, 2)),
    (0, (3, 1.4)),
    (0, (6, 1.6, 1.4, 1.6, 1.4, 1.6)),
    (0, (2.4, 1.2, 0.9, 1.2)),
)

# None of them is a cross: crosses are minima (+) and runs that stopped (x).
MARKERS = ("o", "s", "^", "D", "v", "*", "<", ">")


# Shapes of one size look differently large.
MARKER_SCALE = {"s": 0.95, "^": 1.1, "D": 0.9, "v": 1.1, "*": 1.6, "<": 1.1, ">": 1.1}


def theme_named(theme: str | Theme) -> Theme:
    """Look up a theme.

    Raises
    ------
    UnknownName
        ``unknown theme "drak"; did you mean "dark"? The themes are light, dark, print, and auto for .svg``.
    """
    if isinstance(theme, Theme):
        return theme
    if not isinstance(theme, str) or theme not in THEMES:
        hint = nearest(str(theme), THEMES) or "."
        raise UnknownName(
            f'unknown theme "{theme}"{hint} The themes are {", ".join(THEMES)}, and auto for .svg'
        )
    return THEMES[theme]
