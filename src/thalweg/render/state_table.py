"""The arithmetic of a step as an aligned table, in as much detail as there is room for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from thalweg.render.nodes.layout import SMALL, Measure
from thalweg.render.style import Style
from thalweg.render.wrap import wrapped
from thalweg.scenes.state import State

ROW = 1.36
"""Height of a row, in em."""

COLUMNS = 1.4
"""Distance of two columns, in em."""

MOST = 3
"""Lines of notes."""

TO = " → "


@dataclass(frozen=True)
class Table:
    """A form of the table and, once it is measured, its size in em.

    Attributes
    ----------
    equations : bool
        Whether whole equations are written; else only the symbol.
    before : bool
        Whether values before the step are written too.
    empty : bool
        Whether only the notes are left.
    bare : bool
        Whether the plot beside it has no numbers along its axes.
    """

    equations: bool
    before: bool
    empty: bool = False
    bare: bool = False
    width: float = 0.0
    height: float = 0.0
    first: float = 0.0
    cells: tuple[tuple[float, float], ...] = ()
    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()

    @staticmethod
    def forms() -> tuple[Table, ...]:
        """From the most detailed to the least."""
        return tuple(
            Table(*given, bare=bare)
            for given in (
                (True, True),
                (True, False),
                (False, True),
                (False, False),
                (False, False, True),
            )
            for bare in (False, True)
        )

    @property
    def worth(self) -> float:
        """Of what it says, where a plot that is as large as can be is worth 1."""
        return (
            0.4 * self.equations
            + 0.3 * self.before
            + 0.45 * (not self.empty)
            + 0.15 * (not self.bare)
        )


def table_for(
    state: State, form: Table, measure: Measure, room: float, high: float, *, beside: bool = False
) -> Table:
    """Measure a form of the table for at most `room` em.

    Parameters
    ----------
    high : float
        Height of the panel: as many notes are left out as it takes, the first one never.
    beside : bool
        Whether it stands beside the plot, where lines of words are as short as the table.
    """

    def wide(text: str) -> float:
        return measure(text, SMALL)[0]

    lines = () if form.empty else state.lines
    first = max(
        (wide(f"{n.symbol} ← {n.text}" if form.equations and n.text else n.symbol) for n in lines),
        default=0.0,
    )
    cells = []
    for k, name in enumerate(() if form.empty else state.columns):
        given = [line.cells[k] for line in lines if k < len(line.cells)]
        after = max((wide(a) for _, a in given), default=0.0)
        before = max((wide(b + TO) for b, _ in given if b), default=0.0) if form.before else 0.0
        cells.append((before, max(after, wide(name) - before)))
    width = first + sum(b + a + COLUMNS for b, a in cells)
    limit = min(room, max(width, 11.0)) if beside else room
    settings = [s + "," for s in state.settings[:-1]] + list(state.settings[-1:])
    notes = list(state.notes)
    if form.bare and state.seen is not None:
        # Axes without numbers: their size is said in words.
        notes.insert(0, f"view: {state.seen.span}")
    if not form.equations:
        # Without equations nobody asks what beta is.
        settings = [s.rstrip(",") for s in settings[:1]]
    if form.empty and state.step is not None:
        # One line, if need be an empty one, so that small multiples have plots of one height.
        rest = notes[form.bare :]
        fits = [note for note in rest if wide(note) <= limit]
        notes = [
            *notes[: form.bare],
            *([*rest[:1], " "] if state.follow.ended else [*fits, " "])[:1],
        ]
    head = tuple(wrapped(settings, limit, measure, SMALL, 4)) if settings else ()
    foot = tuple(
        line
        for note in notes
        for line in wrapped(
            note.split() or [" "], limit, measure, SMALL, 1 if form.empty and state.step else 3
        )
    )
    most = int(high / ROW) - len(head) - (len(lines) + 1 if lines else 0)
    foot = foot[: max(min(most, MOST), 1)]
    rows = len(head) + len(foot) + (len(lines) + 1 if lines else 0)
    width = max([width, *(wide(line) for line in (*head, *foot))])
    return replace(
        form,
        width=width,
        height=ROW * rows + 0.2 if rows else 0.0,
        first=first,
        cells=tuple(cells),
        head=head,
        foot=foot,
    )


def write(
    board: Axes, state: State, table: Table, style: Style, corner: tuple[float, float]
) -> None:
    """Write the table on axes whose unit is one em, below and right of a corner."""
    theme = style.theme
    left, top = corner
    row = 0

    def put(x: float, text: str, colour: str, ha: str = "left", weight: str = "normal") -> None:
        found = board.text(
            left + x,
            top - ROW * (row + 0.5),
            text,
            ha=ha,
            va="center",
            fontsize=style.small,
            color=colour,
            fontweight=weight,
            clip_on=False,
        )
        found.set_in_layout(False)

    for line in table.head:
        put(0, line, theme.quiet)
        row += 1
    if not table.empty and state.lines:
        x = table.first
        starts = []
        for before, after in table.cells:
            x += COLUMNS
            starts.append(x + before)
            x += before + after
        for start, name in zip(starts, state.columns, strict=False):
            put(start, name, theme.ink, weight="bold")
        row += 1
        board.plot([left, left + x], [top - ROW * row] * 2, color=theme.faint, linewidth=style.hair)
        for line in state.lines:
            whole = table.equations and line.text
            put(0, f"{line.symbol} ← {line.text}" if whole else line.symbol, theme.ink)
            for start, (before, after) in zip(starts, line.cells, strict=False):
                if before and table.before:
                    put(start, before + TO, theme.quiet, ha="right")
                put(start, after, theme.ink)
            row += 1
    for line in table.foot:
        put(0, line, theme.quiet)
        row += 1
