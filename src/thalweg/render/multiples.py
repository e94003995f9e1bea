"""Small multiples: what a picture says of its part, and what it leaves to its neighbours."""

from __future__ import annotations

from thalweg.render.layout import Cell, letters
from thalweg.render.marks import Drawn
from thalweg.render.style import Style
from thalweg.scenes.parts import Part


def fit_in(drawn: Drawn, part: Part, cell: Cell, style: Style) -> None:
    """Name a picture's part above it, and leave out what the axes of its neighbours say."""
    ax = drawn.ax
    if cell.top:
        lines = part.lines(letters(cell.width, style.font))
        # The names of all pictures stand in one line.
        lines += [""] * (cell.lines - len(lines))
        own = drawn.titles or [ax.get_title("left")]
        drawn.titles = ["\n".join([*lines, *filter(None, [title])]) for title in own]
        drawn.titles.append("\n".join(lines))
        ax.set_title(
            drawn.titles[0],
            loc="left",
            fontsize=style.font,
            color=style.theme.ink if part.look is None else style.colour(part.look),
        )
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
