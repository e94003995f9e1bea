"""Where the key stands on axes of the caller's."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.transforms import Bbox
from mpl_toolkits.mplot3d.axes3d import Axes3D

from thalweg.render.key import legend_settings
from thalweg.render.marks import Drawn
from thalweg.render.place import Corner, covered, free_corners
from thalweg.render.style import Style

LARGE, HIGH = 0.3, 0.45
"""A key takes less than this part of the axes' area inside them, and less than this part of their place above."""


def lay_out(ax: Axes) -> None:
    """Let the figure's layout engine, if it has one, put the axes where they will stand."""
    figure = ax.get_figure(root=True)
    engine = None if figure is None else figure.get_layout_engine()
    if figure is None or engine is None:
        return
    # Axes of three dimensions fill the place that they get, with their numbers inside.
    hidden = isinstance(ax, Axes3D)
    if hidden:
        ax.set_axis_off()
    engine.execute(figure)
    if hidden:
        ax.set_axis_on()
    else:
        # The engine gives axes of equal units a place that they do not fill.
        ax.apply_aspect()


def place_key(
    drawn: Drawn, entries: Sequence[Artist], style: Style, *, later: bool = False
) -> tuple[list[Bbox], list[Corner]]:
    """Put the key into a corner where it covers nothing, else above the axes; the places and corners that it takes.

    On axes too low for that it stands in the corner where it covers least.

    Parameters
    ----------
    later : bool
        Whether nobody knows yet what the axes will hold: no corner is free then, and where no room is above, no key.
    """
    ax = drawn.ax
    if not entries:
        return [], []
    settings = legend_settings(style) | {
        "frameon": True,
        "framealpha": 0.85,
        "facecolor": style.theme.paper,
        "edgecolor": "none",
        "borderpad": 0.4,
        "borderaxespad": 0.4,
    }
    legend = ax.legend(handles=entries, loc="upper right", **settings)
    extent, box = legend.get_window_extent(), ax.get_window_extent()
    corner: Corner = "upper right"
    if drawn.space is None:
        corner = free_corners(drawn, extent.width, extent.height)[0]
        legend.set_loc(corner)
        extent = legend.get_window_extent()
        small = extent.width * extent.height < LARGE * box.width * box.height
        if drawn.head or (small and not later and not covered(drawn, extent)):
            return [extent], [corner]
    settings |= {"frameon": False, "borderpad": 0.0, "borderaxespad": 0.0}
    columns = len(entries)
    above = ax.legend(handles=entries, ncols=columns, loc="upper left", **settings)
    while columns > 1 and above.get_window_extent().width > box.width:
        columns -= 1
        above = ax.legend(handles=entries, ncols=columns, loc="upper left", **settings)
    high = above.get_window_extent().height
    figure = ax.get_figure(root=True)
    assert figure is not None
    # Axes of equal units may be much lower than the place that they can give up.
    place = ax.get_position(original=True).transformed(figure.transFigure)
    too_high = high > HIGH * max(place.height, box.height)
    if too_high and later:
        # The arrows have names beside them, and the title names the run.
        above.remove()
        return [], []
    if too_high and drawn.space is None:
        ax.legend_ = legend
        ax.add_artist(legend)
        return [legend.get_window_extent()], [corner]
    _put_above(drawn, above, high, style)
    return [], []


def _put_above(drawn: Drawn, legend: Legend, high: float, style: Style) -> None:
    """Make the axes lower by the height of their key, and put it above them."""
    ax = drawn.ax
    figure = ax.get_figure(root=True)
    assert figure is not None
    em = style.font / 72 * figure.dpi
    room = (high + 0.6 * em) / figure.bbox.height
    titles = [ax.get_title(side) for side in ("left", "center", "right")]
    lines = max((title.count("\n") + 1 for title in titles if title), default=0)
    title = (0.65 + 1.25 * lines) * em if lines else 0.0
    place = ax.get_position(original=True)
    if figure.get_layout_engine() is None or drawn.space is not None:
        lower = room + (title / figure.bbox.height if drawn.space is not None else 0.0)
        ax.set_position((place.x0, place.y0, place.width, place.height - lower))
        ax.apply_aspect()
    legend.set_loc("lower left")
    if drawn.space is None:
        over = ax.get_window_extent()
        legend.set_bbox_to_anchor((0, 1 + (0.6 * em + title) / over.height), ax.transAxes)
        return
    # The axes that fit themselves into what is left move; the key stays.
    legend.set_bbox_to_anchor((place.x0, place.y1 - room), figure.transFigure)
    legend.set_in_layout(False)
