"""What every picture has to be: no words over words or off the canvas, axes labelled."""

from __future__ import annotations

from itertools import combinations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox


def _box(text: Text) -> Bbox:
    # Without the line to its mark, which may well cross something.
    return (
        Text.get_window_extent(text) if isinstance(text, Annotation) else text.get_window_extent()
    )


def words(figure: Figure) -> list[tuple[str, Bbox]]:
    """All visible words of a figure and where they stand, in pixels."""
    figure.draw_without_rendering()
    hidden = {id(text) for axes in figure.findobj(Axes) for text in _hidden(axes)}
    return [
        (text.get_text(), _box(text))
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and id(text) not in hidden
    ]


def _hidden(axes: Axes) -> list[Text]:
    """Labels of ticks that lie outside the view; matplotlib keeps them and does not draw them."""
    found = []
    for axis in (axes.xaxis, axes.yaxis):
        drawn = [id(tick) for tick in axis._update_ticks()]  # type: ignore[attr-defined]
        for tick in (*axis.majorTicks, *axis.minorTicks):
            if id(tick) not in drawn:
                found += [tick.label1, tick.label2]
    return found


def lint(figure: Figure) -> list[str]:
    """List what is wrong with a figure; empty if nothing is."""
    found = words(figure)
    wrong = []
    canvas = figure.bbox.padded(0.5)
    for text, box in found:
        if not (canvas.contains(box.x0, box.y0) and canvas.contains(box.x1, box.y1)):
            wrong.append(f'"{text}" is off the canvas')
    for (one, first), (other, second) in combinations(found, 2):
        shared = Bbox.intersection(first, second)
        if shared is not None and shared.width > 1 and shared.height > 1:
            wrong.append(f'"{one}" and "{other}" overlap')
    for axes in figure.axes:
        wrong += [f"the {name} axis has no label" for name in _unlabelled(axes)]
    return wrong


def _unlabelled(axes: Axes) -> list[str]:
    if axes.get_label() == "scale":
        return []
    return [name for name in "xy" if not getattr(axes, f"get_{name}label")()]
