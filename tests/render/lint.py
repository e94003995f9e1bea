"""What every picture has to be: no words over words or off the canvas, axes labelled."""

from __future__ import annotations

from itertools import combinations

import numpy as np
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
    every = [axes for axes in figure.findobj(Axes) if isinstance(axes, Axes)]
    hidden = {id(text) for axes in every for text in _hidden(axes)}
    if any(axes.name == "3d" for axes in every):
        # Asking them for their ticks has moved them.
        figure.draw_without_rendering()
    return [
        (text.get_text(), _box(text))
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and id(text) not in hidden
    ]


def _hidden(axes: Axes) -> list[Text]:
    """Labels of ticks that matplotlib keeps and does not draw: outside the view, or of axes that are off."""
    found = []
    for axis in axes._axis_map.values():
        drawn = [id(tick) for tick in axis._update_ticks()]  # type: ignore[attr-defined]
        for tick in (*axis.majorTicks, *axis.minorTicks):
            if id(tick) not in drawn or not _shown(axes):
                found += [tick.label1, tick.label2]
    return found


def _shown(axes: Axes) -> bool:
    """Whether the axes have lines, numbers and names; 3-D axes draw theirs themselves."""
    return axes._axis3don if axes.name == "3d" else axes.axison  # type: ignore[attr-defined]


def _tilted(figure: Figure) -> dict[tuple[float, ...], np.ndarray]:
    """Corners of words that stand at an angle, by the bounds of their upright boxes, which are much larger."""
    found = {}
    for text in figure.findobj(Text):
        angle = text.get_rotation()
        if angle % 90 == 0 or not text.get_text().strip():
            continue
        box = _box(text)
        text.set_rotation(0)
        upright = _box(text)
        text.set_rotation(angle)
        turn = np.radians(angle)
        half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) / 2
        half = half * (upright.width, upright.height)
        spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        found[box.bounds] = half @ spin + np.add(box.p0, box.p1) / 2
    return found


def _apart(one: np.ndarray | None, other: np.ndarray | None, first: Bbox, second: Bbox) -> bool:
    """Whether a line separates two boxes of which at least one is tilted."""
    if one is None and other is None:
        return False
    # In the order in which they follow each other around the box.
    upright = [b.corners()[[0, 2, 3, 1]] for b in (first, second)]
    shapes = [upright[k] if s is None else s for k, s in enumerate((one, other))]
    for shape in shapes:
        for start, end in zip(shape, np.roll(shape, -1, axis=0), strict=True):
            across = np.array([start[1] - end[1], end[0] - start[0]])
            across = across / max(float(np.hypot(*across)), 1e-9)
            a, b = (corners @ across for corners in shapes)
            if a.max() <= b.min() + 1 or b.max() <= a.min() + 1:
                return True
    return False


def lint(figure: Figure) -> list[str]:
    """List what is wrong with a figure; empty if nothing is."""
    found = words(figure)
    tilted = _tilted(figure)
    wrong = []
    canvas = figure.bbox.padded(0.5)
    for text, box in found:
        if not (canvas.contains(box.x0, box.y0) and canvas.contains(box.x1, box.y1)):
            wrong.append(f'"{text}" is off the canvas')
    for (one, first), (other, second) in combinations(found, 2):
        shared = Bbox.intersection(first, second)
        if shared is None or shared.width <= 1 or shared.height <= 1:
            continue
        if not _apart(tilted.get(first.bounds), tilted.get(second.bounds), first, second):
            wrong.append(f'"{one}" and "{other}" overlap')
    for axes in figure.axes:
        wrong += [f"the {name} axis has no label" for name in _unlabelled(axes)]
    return wrong


def _unlabelled(axes: Axes) -> list[str]:
    # Axes without a frame have none on purpose: a diagram, a table.
    if axes.get_label() == "scale" or not _shown(axes):
        return []
    names = axes._axis_names  # type: ignore[attr-defined]
    return [
        name for name in names if not getattr(axes, f"get_{name}label")() and _named(axes, name)
    ]


def _named(axes: Axes, name: str) -> bool:
    """Whether an axis names its numbers; of small multiples only the outer ones do."""
    shown = getattr(axes, f"{name}axis").get_tick_params()
    return bool(shown.get("labelbottom" if name == "x" else "labelleft", True))
