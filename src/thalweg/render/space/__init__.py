"""The kit for 3-D panels: axes, camera, surfaces, and what stands in front of or behind them.

matplotlib decides for whole artists which one covers which. A path that runs over a hill and down behind it is none of
the two; here every piece of it is drawn for itself, in full where it is seen and faint where the surface hides it.

A panel sets up its axes (`set_space`), draws, and leaves for later what needs the layout: `fit`, then `settle_words`,
then whatever it needs to know in flat places (`Space.flat`).
"""

from thalweg.render.space.axes import Space, set_space
from thalweg.render.space.lines import draw_line
from thalweg.render.space.room import extent, fit, settle_words
from thalweg.render.space.solids import GROUND, SHEET, draw_ground, draw_sheet

__all__ = [
    "GROUND",
    "SHEET",
    "Space",
    "draw_ground",
    "draw_line",
    "draw_sheet",
    "extent",
    "fit",
    "set_space",
    "settle_words",
]
