"""Pictures of curvature: sharpness along runs with the limits of stability, and the density of eigenvalues."""

from __future__ import annotations

from typing import BinaryIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thalweg.data.curvature import Density, Sharpness
from thalweg.render import sharpness as panel
from thalweg.render.auto import in_theme
from thalweg.render.encode import encode
from thalweg.render.key import run_entries
from thalweg.render.key_place import lay_out, place_key
from thalweg.render.place import settle
from thalweg.render.rc import private
from thalweg.render.size import size_of
from thalweg.render.style import Style
from thalweg.render.theme import Theme
from thalweg.render.ticks import set_axes
from thalweg.scenes import sharpness
from thalweg.scenes.axis import Axis
from thalweg.scenes.look import MANY, cast_by_name
from thalweg.scenes.text import number, one_line

Curvature = Sharpness | Density

#: Standard deviation of what smooths a density, as a part of the range of the eigenvalues.
_WIDTH = 1 / 150


def plot(obj: Curvature, ax: Axes | None, theme: Theme) -> Axes:
    """Draw on axes, or on those of a new figure."""
    size = size_of(None)
    with private(theme, size.font, words(obj)):
        if ax is None:
            return _figure(obj, Style(theme, size.font), size.width, size.height).axes[0]
        _draw(ax, obj, Style(theme, size.font))
    return ax


def write(
    obj: Curvature,
    stream: BinaryIO,
    kind: str,
    *,
    size: str | tuple[int, int] | None = None,
    theme: str | Theme = "light",
    outlines: bool = False,
) -> None:
    """Write a picture as SVG, PDF or PNG, the same bytes each time."""
    how = size_of(size)

    def made(chosen: Theme) -> bytes:
        with private(chosen, how.font, words(obj), shapes=kind != "svg" or outlines):
            figure = _figure(obj, Style(chosen, how.font), how.width, how.height)
            return encode(figure, kind, how, title=heading(obj), alt=words(obj), outlines=outlines)

    stream.write(in_theme(made, kind, theme))


def heading(obj: Curvature) -> str:
    """The picture's title."""
    if isinstance(obj, Sharpness):
        return f"Sharpness along the training of {obj.title}"
    return f"Eigenvalues of the Hessian, {obj.parameters:,} parameters"


def words(obj: Curvature) -> str:
    """The picture in words, made from the values."""
    if isinstance(obj, Density):
        held = obj.weights > 0
        low, high = obj.nodes[held].min(), obj.nodes[held].max()
        return f"{heading(obj)}: their density on a log axis, from {number(float(low), 3)} to {number(float(high), 3)}."
    said = [f"{heading(obj)}, which is the largest eigenvalue of the Hessian."]
    for label, values, limit in zip(obj.labels, obj.values, obj.limits, strict=True):
        known = np.flatnonzero(np.isfinite(values))
        if not len(known):
            continue
        first, last = float(values[known[0]]), float(values[known[-1]])
        line = "" if limit is None else f"; its optimizer is stable up to {number(limit, 3)}"
        said.append(
            f"{label}: {number(first, 3)} at step {obj.steps[known[0]]:,}, {number(last, 3)} at step"
            f" {obj.steps[known[-1]]:,}{line}."
        )
    return " ".join(said)


def _figure(obj: Curvature, style: Style, width: float, height: float) -> Figure:
    figure = Figure(figsize=(width, height), facecolor=style.theme.paper, layout="constrained")
    ax = figure.add_subplot()
    ax.set_title(
        heading(obj),
        loc="left",
        fontsize=1.25 * style.font,
        fontweight="bold",
        color=style.theme.ink,
        parse_math=False,
    )
    _draw(ax, obj, style)
    return figure


def _draw(ax: Axes, obj: Curvature, style: Style) -> None:
    if isinstance(obj, Sharpness):
        _draw_sharpness(ax, obj, style)
    else:
        _draw_density(ax, obj, style)


def _draw_sharpness(ax: Axes, obj: Sharpness, style: Style) -> None:
    labels = [one_line(label) for label in obj.labels]
    picture = sharpness.described(obj, cast_by_name(labels), [None] * len(labels))
    drawn = panel.draw(ax, picture, style)
    entries = run_entries(picture.cast, style) if len(labels) <= MANY else []
    for kind, text in picture.marks:
        entry = panel.KEY[kind](style)
        entry.set_label(text)
        entries.append(entry)
    lay_out(ax)
    taken, _ = place_key(drawn, entries, style)
    lay_out(ax)
    settle(drawn, style, taken)


def _draw_density(ax: Axes, obj: Density, style: Style) -> None:
    theme = style.theme
    held = obj.nodes[obj.weights > 0]
    reach = float(np.ptp(held)) or max(1.0, abs(float(held[0])))
    width = _WIDTH * reach
    at = np.linspace(held.min() - 5 * width, held.max() + 5 * width, 2000)
    values = obj.on(at, width)
    # One eigenvalue alone is the least that there is to be seen.
    floor = 0.1 / (obj.parameters * width * np.sqrt(2 * np.pi))
    shown = np.where(values > floor, values, np.nan)
    top = float(np.nanmax(values))
    set_axes(
        ax,
        Axis("eigenvalue", (float(at[0]), float(at[-1]))),
        Axis("density", (floor, 2 * top), log=True),
        style,
    )
    ax.grid(False)
    ax.grid(axis="y", color=theme.faint, linewidth=style.hair)
    ax.fill_between(at, floor, shown, color=theme.colour(0), alpha=0.25, linewidth=0)
    ax.plot(at, shown, color=theme.colour(0), linewidth=0.7 * style.line)
    ax.axvline(0, color=theme.quiet, linewidth=style.hair)
