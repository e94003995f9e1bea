"""What the figures of recurrent cells share: their weights, the sequence that they read, and how values are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.parameters import Whole
from thalweg.scenes.text import MINUS, count, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

LENGTH = 12
"""Steps of the sequence."""

PULSES = (1, 7)
"""Steps at which the input is not 0."""

CELL, NAMES = 1.6, 5.0
"""Width of a cell of a table, and of the names before it, in heights of a cell."""

SIZES = (
    Whole("units", 4, 1, 6, "units of the state"),
    Whole("inputs", 3, 1, 8, "numbers in each input"),
)
"""Parameters of every cell."""


def sequence(inputs: int, rng: np.random.Generator) -> np.ndarray:
    """Two positive pulses, and nothing else: shape (time, input)."""
    x = np.zeros((LENGTH, inputs))
    for t in PULSES:
        x[t - 1] = np.abs(rng.normal(size=inputs)) + 0.2
    return x


def table(
    panel: Panel,
    rows: Sequence[tuple[str, str, int | str, np.ndarray]],
    title: str,
) -> None:
    """Vectors as rows of cells, one a unit, each with its name in the colour of its wire.

    Parameters
    ----------
    rows : sequence of (str, str, int or str, array)
        Word, symbol, look, and values, shape (unit,).
    """
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Rectangle

    from thalweg.figures.parts.circuit import fit_words

    units, many = len(rows[0][3]), len(rows)
    # As wide as for four units at least, so that few of them do not become large.
    left = NAMES + CELL * max(0, 4 - units) / 2
    panel.canvas(NAMES + CELL * max(units, 4), many + 0.9)
    panel.title(title)
    fit_words(panel, 0.52)
    paper = np.array(to_rgb(panel.theme.paper))
    for k, (word, symbol, look, values) in enumerate(rows):
        y = many - 1 - k
        panel.text(left - 1.5, y + 0.5, word, look, size=0.89, ha="right")
        panel.text(left - 0.2, y + 0.5, symbol, look, ha="right", weight="bold")
        for unit, value in enumerate(values.tolist()):
            full = np.array(to_rgb(panel.theme.colour(3 if value < 0 else 0)))
            patch = Rectangle(
                (left + CELL * unit, y),
                CELL,
                1,
                facecolor=tuple((paper + 0.4 * min(abs(value), 1) * (full - paper)).tolist()),
                edgecolor=panel.theme.isoline,
                linewidth=0.35 * panel.style.line,
                zorder=2,
                clip_on=False,
            )
            panel.ax.add_patch(patch)
            patch.set_in_layout(False)
            panel.text(left + CELL * (unit + 0.5), y + 0.5, decimals(value), size=0.89)
    for unit in range(units):
        panel.text(left + CELL * (unit + 0.5), many + 0.4, f"{unit + 1}", "quiet", size=0.89)
    panel.text(left - 0.2, many + 0.4, "unit", "quiet", size=0.89, ha="right")


def decimals(value: float) -> str:
    """A number with two decimals, which stand below each other."""
    return (MINUS if round(value, 2) < 0 else "") + f"{abs(value):.2f}"


def told_over_time(name: str, step: int, left: float) -> str:
    """What `over_time` shows, in words; `left` is the part of the first pulse that is there before the second."""
    first, second = PULSES
    many = f"{step} of " * (step < LENGTH) + count(LENGTH, "step")
    said = f"Below, the {name} over {many} with pulses at steps {first} and {second}"
    if step < second - 1:
        return said + "."
    return f"{said}; before the second, {spoken(100 * left, 2)} percent of the first are left."


def over_time(panel: Panel, values: np.ndarray, step: int, name: str, title: str) -> None:
    """One line a unit over the steps, shape (time + 1, unit), with the pulses and the step that is shown.

    What comes after that step is not known yet, and its place is left free.
    """
    t = np.arange(len(values))
    low, high = float(values.min()), float(values.max())
    room = 0.12 * max(high - low, 0.2)
    panel.frame(
        "step t", name, (-0.3, LENGTH + 0.3), (low - room, high + room), title=title, whole="x"
    )
    panel.guide(y=0.0)
    for pulse in PULSES:
        panel.ax.axvspan(
            pulse - 0.25, pulse + 0.25, color=panel.theme.faint, alpha=0.6, linewidth=0, zorder=1
        )
    for k, line in enumerate(values.T):
        panel.curve(t[: step + 1], line[: step + 1], 4 + k, f"unit {k + 1}", marks=True, width=0.8)
