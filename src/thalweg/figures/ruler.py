"""A canvas that only measures."""

from __future__ import annotations

from functools import cache

from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg


@cache
def _renderer(dpi: float) -> RendererAgg:
    return RendererAgg(8, 8, dpi)


class Ruler(FigureCanvasAgg):
    """A canvas for the layout of a page: nothing can be drawn on it.

    All pages of a resolution share it, so that the same word is measured once, and no pixels are kept for a page that
    becomes an SVG.
    """

    def get_renderer(self) -> RendererAgg:
        """What measures words."""
        return _renderer(float(self.figure.dpi))
