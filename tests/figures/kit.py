"""What the tests of the figures share: every figure drawn once a size, and what is measured on it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache, lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyArrowPatch
from matplotlib.text import Annotation, Text

from thalweg.figures.compose import Composed, drawn, write
from thalweg.figures.registry import registry
from thalweg.figures.result import Result

NAMES = tuple(name for name in registry if name in registry._own)


@cache
def result(name: str) -> Result:
    """A figure at its defaults."""
    return registry[name]()


def composed(name: str, size: str = "default", theme: str = "light") -> Composed:
    """A figure on a page, as it is drawn."""
    return _composed(name, size, theme)


# The last few are kept, since the tests of one figure come together.
@lru_cache(12)
def _composed(name: str, size: str, theme: str) -> Composed:
    made = drawn(result(name), size, theme)
    made.page.draw_without_rendering()
    return made


def written(what: Result, kind: str = "svg", **how: object) -> bytes:
    """A figure as the bytes of a file."""
    out = io.BytesIO()
    write(what, out, kind, **how)  # type: ignore[arg-type]
    return out.getvalue()


@cache
def svg(name: str) -> bytes:
    """A figure as SVG, at its defaults."""
    return written(result(name))


def circles(page: Composed) -> Iterator[tuple[float, float]]:
    """Width and height of every circle, in pixels."""
    for patch in page.page.findobj(Circle):
        assert isinstance(patch, Circle)
        points = patch.get_transform().transform(patch.get_path().vertices)
        width, height = np.ptp(points, axis=0).tolist()
        yield width, height


def words_of(page: Composed) -> Iterator[tuple[str, float, str]]:
    """All visible words, their size in points and their colour."""
    for text in page.page.findobj(Text):
        assert isinstance(text, Text)
        if text.get_visible() and text.get_text().strip():
            yield text.get_text(), float(text.get_fontsize()), to_hex(text.get_color())


def arrows(page: Composed) -> Iterator[float]:
    """Length of every arrow with a head, in sizes of the text."""
    em = page.panels[0].style.font / 72 * page.page.dpi
    thin = {text.arrow_patch for text in page.page.findobj(Annotation)}
    for patch in page.page.findobj(FancyArrowPatch):
        # Lines from words to their marks have no head.
        if patch not in thin:
            yield _length(patch) / em
    for panel in page.panels:
        for shaft, head in zip(
            *(panel.drawn.artists.get(n, []) for n in ("shaft", "head")), strict=True
        ):
            assert isinstance(shaft, Line2D)
            points = panel.ax.transData.transform(shaft.get_xydata())
            tip = head.get_transform().transform(head.get_xy())
            steps = np.diff(points, axis=0)
            yield float(np.hypot(*steps.T).sum() + np.ptp(tip, axis=0).max()) / em


def _length(patch: Artist) -> float:
    assert isinstance(patch, FancyArrowPatch)
    start, end = patch.get_transform().transform(np.asarray(patch.get_path().vertices)[[0, -1]])
    box = patch.get_window_extent()
    return max(float(np.hypot(*(end - start))), box.width, box.height)
