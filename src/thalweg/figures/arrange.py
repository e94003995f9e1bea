"""Where the axes of a figure stand: cells of the grid, without the numbers and names around each.

matplotlib's constrained layout measures every axes four times a round, which takes longer than all drawing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Page
from matplotlib.gridspec import GridSpec
from matplotlib.transforms import Bbox

GAP = 0.9
"""Between panels, and around all, in em; the names of axes bring some room of their own."""


def arrange(page: Page, axes: Sequence[Axes], grid: GridSpec, top: float, em: float) -> None:
    """Place axes that stand in cells of a grid.

    Parameters
    ----------
    top : float
        Upper edge of the place for all of them, as a fraction.
    em : float
        Size of the text, in pixels.
    """
    # Around every column and row: what stands there beside the axes themselves, in pixels.
    sides = {"left": np.zeros(grid.ncols), "right": np.zeros(grid.ncols)}
    sides |= {"below": np.zeros(grid.nrows), "above": np.zeros(grid.nrows)}
    for ax in axes:
        place = ax.get_subplotspec()
        assert place is not None
        for side, room in _around(page, ax).items():
            span = place.colspan if side in ("left", "right") else place.rowspan
            index = span.start if side in ("left", "above") else span.stop - 1
            sides[side][index] = max(sides[side][index], room)
    gap = GAP * em
    x = _edges(
        sides["left"],
        sides["right"],
        np.asarray(grid.get_width_ratios(), float),
        page.bbox.width - gap,
        1.4 * gap,
    )
    y = _edges(
        sides["above"],
        sides["below"],
        np.asarray(grid.get_height_ratios(), float),
        top * page.bbox.height - gap,
        gap,
    )
    for ax in axes:
        place = ax.get_subplotspec()
        assert place is not None
        left, right = x[place.colspan.start][0], x[place.colspan.stop - 1][1]
        upper, lower = y[place.rowspan.start][0], y[place.rowspan.stop - 1][1]
        high = top * page.bbox.height
        ax.set_position(
            (
                (gap / 2 + left) / page.bbox.width,
                (high - gap / 2 - lower) / page.bbox.height,
                (right - left) / page.bbox.width,
                (lower - upper) / page.bbox.height,
            )
        )


def _around(page: Page, ax: Axes) -> dict[str, float]:
    """Room that an axes' numbers, names and title take on each side, in pixels."""
    words = any(text.get_in_layout() for text in ax.texts)
    if ax.name != "3d" and not (ax.child_axes or ax.get_legend() or words):
        return _plain(page, ax)
    canvas = page.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    tight = ax.get_tightbbox(canvas.get_renderer(), for_layout_only=True)
    return {} if tight is None else _beyond(ax, [tight])


def _plain(page: Page, ax: Axes) -> dict[str, float]:
    """The same, without asking every line where it runs, and every tick where it stands, three times."""
    found = {"above": 0.0}
    if ax.axison:
        ticks = [t.label1 for axis in (ax.xaxis, ax.yaxis) for t in axis._update_ticks()]  # type: ignore[attr-defined]
        found = _beyond(ax, [t.get_window_extent() for t in ticks if t.get_text()])
        for axis, side in ((ax.xaxis, "below"), (ax.yaxis, "left")):
            if axis.label.get_text():
                size = axis.label.get_window_extent()
                room = size.height if side == "below" else size.width
                found[side] += axis.labelpad / 72 * page.dpi + room
    titles = (ax.title, ax._left_title, ax._right_title)  # type: ignore[attr-defined]
    highest = max((t.get_window_extent().height for t in titles if t.get_text()), default=0.0)
    if highest:
        lift = float(ax.titleOffsetTrans.get_matrix()[1, 2])  # type: ignore[attr-defined]
        found["above"] = max(found["above"], lift + highest)
    return found


def _beyond(ax: Axes, boxes: list[Bbox]) -> dict[str, float]:
    """How far boxes reach beyond an axes, on each side, in pixels."""
    inner = ax.get_window_extent()
    outer = Bbox.union([inner, *boxes])
    return {
        "left": inner.x0 - outer.x0,
        "right": outer.x1 - inner.x1,
        "below": inner.y0 - outer.y0,
        "above": outer.y1 - inner.y1,
    }


def _edges(
    before: np.ndarray, after: np.ndarray, ratios: np.ndarray, total: float, gap: float
) -> list[tuple[float, float]]:
    """Both edges of every column, or row, along a length."""
    free = total - float(before.sum() + after.sum()) - gap * (len(before) - 1)
    # Where nothing is left, the numbers of neighbours overlap, but no axes is turned inside out.
    free = max(free, 0.2 * total)
    found, at = [], 0.0
    for k, ratio in enumerate(ratios.tolist()):
        low = at + float(before[k])
        high = low + free * ratio / float(sum(ratios))
        found.append((low, high))
        at = high + float(after[k]) + gap
    return found
