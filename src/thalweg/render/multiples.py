"""Small multiples: what a picture says of its part, and what it leaves to its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from thalweg.render.layout import Cell
from thalweg.render.marks import Drawn
from thalweg.render.nodes import measure_on
from thalweg.render.nodes.layout import Measure
from thalweg.render.style import Style
from thalweg.render.wrap import unbroken
from thalweg.scenes.parts import Part


def leave_out(drawn: Drawn, cell: Cell) -> None:
    """Leave out what the axes of a picture's neighbours say."""
    ax = drawn.ax
    if ax.name == "3d":
        return
    if not cell.left:
        ax.set_ylabel("")
        ax.tick_params(axis="y", which="both", left=False, labelleft=False)
    if not cell.bottom:
        ax.set_xlabel("")
        ax.tick_params(axis="x", which="both", bottom=False, labelbottom=False)
    if not cell.right:
        for bar in drawn.artists.pop("bar", []):
            bar.remove()


@dataclass
class Head:
    """The words above one picture.

    Attributes
    ----------
    drawn : Drawn
    part : Part
    cell : Cell
    own : list of str
        Wordings of the panel's own title, from the longest to the shortest.
    """

    drawn: Drawn
    part: Part
    cell: Cell
    own: list[str]


def head_of(drawn: Drawn, part: Part, cell: Cell) -> Head:
    """What stands above a picture that is drawn."""
    return Head(drawn, part, cell, drawn.titles or [drawn.ax.get_title("left")])


def set_heads(heads: Sequence[Head], rooms: Sequence[float], style: Style) -> None:
    """Name the parts above their pictures, and say what became of them.

    Parameters
    ----------
    rooms : sequence of float
        How wide the words above each may be, in inches.
    """
    found: list[list[str]] = []
    below: list[list[str]] = []
    for head, room in zip(heads, rooms, strict=True):
        fits = partial(_fits, measure_on(head.drawn.ax, style), 72 * room / style.font)
        found.append(head.part.lines(fits) if head.cell.said == "all" else [head.part.label])
        below.append(unbroken(head.own[0], fits) if head.drawn.unbroken else [])
    # The names of all pictures stand in one line.
    heights = [len(lines) + len(own) for lines, own in zip(found, below, strict=True)]
    for head, lines, own in zip(heads, found, below, strict=True):
        if head.cell.said == "nothing":
            continue
        highest = max(
            n for n, one in zip(heights, heads, strict=True) if one.cell.said == head.cell.said
        )
        drawn, look = head.drawn, head.part.look
        above = [*lines, *[""] * (highest - len(lines) - len(own))]
        if drawn.unbroken:
            drawn.titles = ["\n".join([*above, *own])]
        else:
            drawn.titles = ["\n".join([*above, *filter(None, [title])]) for title in head.own]
            drawn.titles.append("\n".join(above))
        drawn.ax.set_title(
            drawn.titles[0],
            loc="left",
            fontsize=style.font,
            # Of many runs the bright ones could not be read on the paper.
            color=style.theme.ink if look is None or look.shade is not None else style.colour(look),
        )


def _fits(measure: Measure, most: float, words: str) -> bool:
    return measure(words, 1.0)[0] <= most
