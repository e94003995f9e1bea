"""matplotlib's settings while thalweg draws: complete, private, and put back afterwards.

matplotlib reads its global settings when it creates artists and again when it writes a file. A user's style would
therefore change a saved file. All drawing happens between two lines that set every setting that can be seen in a
picture and then restore what was there.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl

from thalweg.render.fonts import families, glyph_warnings
from thalweg.render.theme import Theme

# Settings of windows and keys: they change no picture, and setting some of them starts a window system.
_NOT_DRAWN = (
    "backend",
    "date.",
    "figure.hooks",
    "figure.max_open_warning",
    "figure.raise_window",
    "interactive",
    "keymap.",
    "macosx.",
    "savefig.directory",
    "timezone",
    "tk.",
    "toolbar",
    "webagg.",
)

# The settings are global to the process: two threads that draw at once would restore each other's.
_lock = threading.RLock()


def settings(theme: Theme, font: float, fonts: Sequence[str] = ("DejaVu Sans",)) -> dict[Any, Any]:
    """Every setting that shows in a picture, for text of `font` points in the given families."""
    rc: dict[Any, Any] = {
        k: v for k, v in mpl.rcParamsDefault.items() if not k.startswith(_NOT_DRAWN)
    }
    small = 0.89 * font
    rc.update(
        {
            "axes.axisbelow": True,
            "axes.edgecolor": theme.quiet,
            "axes.facecolor": "none",
            "axes.labelcolor": theme.ink,
            "axes.labelpad": 0.4 * font,
            "axes.labelsize": font,
            "axes.linewidth": 0.06 * font,
            "axes.titlecolor": theme.ink,
            "axes.titlelocation": "left",
            "axes.titlepad": 0.7 * font,
            "axes.titlesize": font,
            "figure.facecolor": theme.paper,
            "figure.titlesize": 1.3 * font,
            "font.family": list(fonts),
            "font.size": font,
            "hatch.linewidth": 0.6,
            "legend.fontsize": small,
            "pdf.compression": 6,
            "pdf.fonttype": 42,
            "savefig.facecolor": "auto",
            "svg.fonttype": "none",
            "svg.hashsalt": "thalweg",
            # Whatever a column is called, "$" is a dollar and "\" is a backslash.
            "text.parse_math": False,
            "text.usetex": False,
            "xtick.color": theme.quiet,
            "xtick.labelcolor": theme.quiet,
            "xtick.labelsize": small,
            "xtick.major.size": 0.35 * font,
            "xtick.major.width": 0.06 * font,
            "xtick.minor.size": 0.2 * font,
            "xtick.minor.width": 0.05 * font,
            "ytick.color": theme.quiet,
            "ytick.labelcolor": theme.quiet,
            "ytick.labelsize": small,
            "ytick.major.size": 0.35 * font,
            "ytick.major.width": 0.06 * font,
            "ytick.minor.size": 0.2 * font,
            "ytick.minor.width": 0.05 * font,
        }
    )
    return rc


@contextmanager
def private(theme: Theme, font: float, words: str = "", *, shapes: bool = True) -> Iterator[None]:
    """Draw with thalweg's settings, and leave the user's as they were.

    Parameters
    ----------
    theme : Theme
    font : float
        Size of the text in points.
    words : str
        What the user has named: the fonts must have its letters.
    shapes : bool
        Whether letters become shapes; False for an SVG, whose reader has fonts of its own.
    """
    fonts, missing = families(words)
    with _lock, mpl.rc_context(settings(theme, font, fonts)), glyph_warnings(missing, drawn=shapes):
        yield
