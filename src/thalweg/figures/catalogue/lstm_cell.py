"""A cell of long short-term memory: gates that say what is forgotten, let in and shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Real, Whole
from thalweg.figures.parts.gated import sigmoid
from thalweg.figures.parts.recurrent import (
    LENGTH,
    PULSES,
    SIZES,
    over_time,
    sequence,
    table,
    told_over_time,
)
from thalweg.scenes.text import count, listing, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

FORGET, INPUT, NEW, OUTPUT = 1, 0, 2, 3
"""Looks of the gates: colours of their wires and rows."""

CLOSED, OPENING = -3.0, 5.0
"""Bias of the input gate, and its weights for x: closed without an input, open with one."""


@dataclass(frozen=True)
class Data:
    """Weights and everything that a cell computes while it reads a sequence.

    Attributes
    ----------
    step : int
        The step that is shown; 1 is the first.
    weights : array, shape (4, unit, input + unit + 1)
        Of forget, input and output gate and of the candidate, in the order f, i, g, o: for x, h and the bias.
    x : array, shape (time, input)
    gates : array, shape (4, time, unit)
    c, h : arrays, shape (time + 1, unit)
        From the zeros before the first step on.
    through : array, shape (unit,)
        How much of a small change of cₜ₋₁ arrives at cₜ at the step that is shown, by differences.
    """

    step: int
    weights: np.ndarray
    x: np.ndarray
    gates: np.ndarray
    c: np.ndarray
    h: np.ndarray
    through: np.ndarray


def advance(
    weights: np.ndarray, x: np.ndarray, h: np.ndarray, c: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One step: gates, shape (4, unit), and the next h and c (Hochreiter and Schmidhuber 1997, Gers et al. 2000)."""
    f, i, g, o = weights @ np.concatenate([x, h, [1.0]])
    f, i, g, o = sigmoid(f), sigmoid(i), np.tanh(g), sigmoid(o)
    c = f * c + i * g
    return np.array([f, i, g, o]), o * np.tanh(c), c


def compute(units: int, inputs: int, forget: float, step: int, seed: int) -> Data:
    """Read two pulses with random weights, of which the input gate's open it where there is an input."""
    rng = np.random.default_rng(seed)
    x = sequence(inputs, rng)
    weights = np.zeros((4, units, inputs + units + 1))
    weights[:, :, :-1] = rng.normal(size=(4, units, inputs + units)) / (inputs + units) ** 0.5
    weights[1, :, :inputs] = OPENING / inputs
    weights[:2, :, -1] = [[forget], [CLOSED]]
    gates, h, c = [], [np.zeros(units)], [np.zeros(units)]
    for now in x:
        found, next_h, next_c = advance(weights, now, h[-1], c[-1])
        gates.append(found)
        h.append(next_h)
        c.append(next_c)
    ends = [advance(weights, x[step - 1], h[step - 1], c[step - 1] + d)[2] for d in (1e-6, -1e-6)]
    return Data(
        step,
        weights,
        x,
        np.swapaxes(gates, 0, 1),
        np.array(c),
        np.array(h),
        (ends[0] - ends[1]) / 2e-6,
    )


def _cell(panel: Panel) -> None:
    """The cell: the memory runs along the top, the gates stand on the line of input and last output."""
    from thalweg.figures.parts.circuit import fit_words, joint, wire

    panel.canvas(13, 8.3)
    panel.ax.set_xlim(-0.7, 13)
    fit_words(panel)
    panel.title("What the cell does in one step")
    panel.box(6.4, 4.05, 9.4, 6.1, look="isoline", fill=panel.theme.ramp[1]).set_zorder(1)
    top, bottom, gate = 6.3, 1.7, 3.2
    at = {"f": 2.8, "i": 4.7, "g": 6.5, "o": 8.4}
    out = 10.0
    # What is remembered.
    wire(panel, [(0.6, top), (2.38, top)], width=1.7)
    wire(panel, [(3.22, top), (6.08, top)], width=1.7)
    wire(panel, [(6.92, top), (12.2, top)], width=1.7)
    # What the gates see.
    wire(panel, [(0.6, bottom), (at["o"], bottom), (at["o"], gate - 0.45)], "quiet")
    for letter in "fig":
        joint(panel, (at[letter], bottom), "quiet")
        wire(panel, [(at[letter], bottom), (at[letter], gate - 0.45)], "quiet")
    wire(panel, [(1.25, 0.15), (1.25, bottom)], "quiet", head=False)
    joint(panel, (1.25, bottom), "quiet")
    # What they let through.
    wire(panel, [(at["f"], gate), (at["f"], top - 0.42)], FORGET, width=1.3)
    wire(panel, [(at["i"], gate), (at["i"], 4.9), (at["g"] - 0.42, 4.9)], INPUT, width=1.3)
    wire(panel, [(at["g"], gate), (at["g"], 4.48)], NEW, width=1.3)
    wire(panel, [(at["g"], 5.32), (at["g"], top - 0.42)], width=1.3)
    wire(panel, [(at["o"], gate), (at["o"], 4.2), (out - 0.42, 4.2)], OUTPUT, width=1.3)
    joint(panel, (out, top))
    wire(panel, [(out, top), (out, 4.62)], width=1.3)
    wire(panel, [(out, 3.78), (out, bottom), (12.2, bottom)], width=1.7)
    panel.box(out, 5.45, 1.15, 0.62, "tanh", fill=panel.theme.paper, size=0.89)
    for letter, look, word in (
        ("f", FORGET, "σ"),
        ("i", INPUT, "σ"),
        ("g", NEW, "tanh"),
        ("o", OUTPUT, "σ"),
    ):
        panel.box(at[letter], gate, 1.3, 0.9, word, look, fill=panel.theme.paper)
    for x, y, sign in (
        (at["f"], top, "×"),
        (at["g"], top, "+"),
        (at["g"], 4.9, "×"),
        (out, 4.2, "×"),
    ):
        panel.circle(x, y, 0.42, sign, fill=panel.theme.paper, size=1.25)
    for x, y, letter, look in (
        (at["f"] + 0.2, 4.35, "fₜ", FORGET),
        (at["i"] + 0.2, 4.2, "iₜ", INPUT),
        (at["g"] + 0.2, 4.12, "gₜ", NEW),
        (at["o"] + 0.2, 3.9, "oₜ", OUTPUT),
    ):
        panel.text(x, y, letter, look, ha="left", weight="bold")
    panel.text(0.5, top, "cₜ₋₁", ha="right", weight="bold")
    panel.text(12.3, top, "cₜ", ha="left", weight="bold")
    panel.text(0.5, bottom, "hₜ₋₁", ha="right", weight="bold")
    panel.text(12.3, bottom, "hₜ", ha="left", weight="bold")
    panel.text(1.45, 0.3, "xₜ", ha="left", weight="bold")
    panel.text(6.4, 7.75, "memory: only × and + on its way", "quiet", size=0.89)
    for patch in panel.ax.patches:
        patch.set_in_layout(False)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The cell, its numbers at the step that is shown, and the memory over time."""
    cell, values, below = panels
    _cell(cell)
    t = data.step
    f, i, g, o = data.gates[:, t - 1]
    table(
        values,
        (
            ("last memory", "cₜ₋₁", "ink", data.c[t - 1]),
            ("forget gate", "fₜ", FORGET, f),
            ("input gate", "iₜ", INPUT, i),
            ("candidate", "gₜ", NEW, g),
            ("new memory", "cₜ", "ink", data.c[t]),
            ("output gate", "oₜ", OUTPUT, o),
            ("output", "hₜ", "ink", data.h[t]),
        ),
        f"Its numbers at step t = {t}",
    )
    over_time(below, data.c, t, "memory cₜ", "What it remembers of two pulses (grey)")


figure = Figure(
    name="lstm_cell",
    title="A cell of long short-term memory",
    caption="Gates between 0 and 1 say what the cell forgets, lets in and shows; its memory is only multiplied "
    "and added to, so that it lasts while the forget gate is open.",
    tags=("sequence", "network"),
    parameters=(
        *SIZES,
        Real("forget", 2.5, -5.0, 8.0, "bias of the forget gate"),
        Whole("step", LENGTH, 1, LENGTH, "step that is shown"),
        Whole("seed", 4, 0, 1_000_000, "seed of weights and pulses"),
    ),
    layout=Layout(
        "ab/ac",
        widths=(1.6, 1),
        heights=(1.15, 1),
        size=(11.6, 5.6),
        narrow="a/b/c",
        narrow_heights=(1.4, 1.3, 0.95),
        column_height=7.2,
    ),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        "cₜ = fₜ·cₜ₋₁ + iₜ·gₜ and hₜ = oₜ·tanh(cₜ), unit by unit; each box has weights for xₜ and hₜ₋₁"
    ),
    claims=(
        Claim(
            "the memory is what is kept of the last one plus what is let in of the candidate",
            lambda data: np.allclose(
                data.c[1:], data.gates[0] * data.c[:-1] + data.gates[1] * data.gates[2]
            ),
            wrong=changed(c=lambda c: np.roll(c, 1, axis=0) + 0.1),
        ),
        Claim(
            "of a small change of the memory just the part fₜ arrives one step later",
            lambda data: np.allclose(data.through, data.gates[0, data.step - 1], atol=1e-6),
            wrong=changed(through=lambda through: 0.5 * through),
        ),
        Claim(
            "gates lie between 0 and 1, and no output beyond ±1",
            lambda data: (
                np.all((data.gates[[0, 1, 3]] > 0) & (data.gates[[0, 1, 3]] < 1))
                and np.all(np.abs(data.h) < 1)
            ),
            # As if the memory were shown as it is, through gates without a bound.
            wrong=changed(gates=lambda gates: 3 * gates, h=lambda h: 3 * h),
        ),
        Claim(
            "five steps after the first pulse over half of the memory of it is left",
            lambda data: _left(data) > 0.5,
            wrong=changed(c=lambda c: c * 0.4 ** np.arange(len(c))[:, None]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"On the left the cell: the memory c runs along the top through a multiplication by the forget gate and an "
        "addition of the candidate g times the input gate; the output h is tanh of it times the output gate. "
        f"Each gate reads the input x and the last output. On the right its numbers at step {data.step} for "
        f"{count(data.c.shape[1], 'unit')}: the forget gates are "
        f"{listing([spoken(v, 2) for v in data.gates[0, data.step - 1]])}, "
        f"the memory is {listing([spoken(v, 2) for v in data.c[data.step]])}. "
        + told_over_time("memory", data.step, _left(data))
    ),
    steps=Steps(
        count=lambda data: data.step + 1,
        # The steps before the one that is shown, and the whole figure once more.
        at=lambda data, k: data if k >= data.step else replace(data, step=k + 1),
        tell=lambda data, k: f"step t = {data.step}",
    ),
)


def _left(data: Data) -> float:
    """Length of the memory before the second pulse, in parts of that after the first."""
    first, second = PULSES
    return float(np.linalg.norm(data.c[second - 1]) / np.linalg.norm(data.c[first]))
