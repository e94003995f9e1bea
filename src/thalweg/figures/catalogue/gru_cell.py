"""A gated recurrent unit: one gate between the old state and a new one, one before the new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Choice, Real, Whole
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

RESET, UPDATE, NEW = 0, 1, 2
"""Looks of the gates: colours of their wires and rows."""

CLOSING = -7.0
"""Weights of the update gate for x: an input closes it to the old state."""


@dataclass(frozen=True)
class Data:
    """Weights and everything that a cell computes while it reads a sequence.

    Attributes
    ----------
    step : int
        The step that is shown; 1 is the first.
    reset : str
        Whether the reset gate multiplies the old state ``before`` its weights or ``after`` them.
    weights : array, shape (3, unit, input + unit + 1)
        Of reset gate, update gate and candidate, in the order r, z, n: for x, h and the bias.
    x : array, shape (time, input)
    gates : array, shape (3, time, unit)
    h : array, shape (time + 1, unit)
        From the zeros before the first step on.
    blind : array, shape (2, unit)
        Candidates of two different old states where the reset gate is 0.
    """

    step: int
    reset: str
    weights: np.ndarray
    x: np.ndarray
    gates: np.ndarray
    h: np.ndarray
    blind: np.ndarray


def candidate(
    weights: np.ndarray, x: np.ndarray, h: np.ndarray, r: np.ndarray, reset: str
) -> np.ndarray:
    """The new state that a step proposes, from weights of shape (unit, input + unit + 1)."""
    own, rest = weights[:, len(x) : -1], weights[:, : len(x)] @ x + weights[:, -1]
    return np.tanh(rest + (own @ (r * h) if reset == "before" else r * (own @ h)))


def advance(
    weights: np.ndarray, x: np.ndarray, h: np.ndarray, reset: str
) -> tuple[np.ndarray, np.ndarray]:
    """One step: gates, shape (3, unit), and the next h (Cho et al. 2014, arXiv:1406.1078)."""
    r, z = sigmoid(weights[:2] @ np.concatenate([x, h, [1.0]]))
    n = candidate(weights[2], x, h, r, reset)
    return np.array([r, z, n]), z * h + (1 - z) * n


def compute(units: int, inputs: int, keep: float, reset: str, step: int, seed: int) -> Data:
    """Read two pulses with random weights, of which the update gate's close it where there is an input."""
    rng = np.random.default_rng(seed)
    x = sequence(inputs, rng)
    weights = np.zeros((3, units, inputs + units + 1))
    weights[:, :, :-1] = rng.normal(size=(3, units, inputs + units)) / (inputs + units) ** 0.5
    weights[1, :, :inputs] = CLOSING / inputs
    weights[1, :, -1] = keep
    gates, h = [], [np.zeros(units)]
    for now in x:
        found, after = advance(weights, now, h[-1], reset)
        gates.append(found)
        h.append(after)
    nothing = np.zeros(units)
    blind = [candidate(weights[2], x[step - 1], other, nothing, reset) for other in (h[-1], -h[-1])]
    return Data(step, reset, weights, x, np.swapaxes(gates, 0, 1), np.array(h), np.array(blind))


def _cell(panel: Panel, reset: str) -> None:
    """The cell: the state runs along the top, and the gates stand on the line of input and last state."""
    from thalweg.figures.parts.circuit import fit_words, joint, wire

    panel.canvas(12.4, 8.6)
    panel.ax.set_xlim(-0.7, 12.3)
    fit_words(panel)
    panel.title("What the cell does in one step")
    panel.box(5.95, 4.3, 9.5, 7.5, look="isoline", fill=panel.theme.ramp[1]).set_zorder(1)
    top, bus, gate = 7.0, 1.9, 3.2
    r, z, n = 3.1, 5.3, 8.9
    # The state.
    wire(panel, [(0.6, top), (z - 0.42, top)], width=1.7)
    wire(panel, [(z + 0.42, top), (n - 0.42, top)], width=1.7)
    wire(panel, [(n + 0.42, top), (11.6, top)], width=1.7)
    # What the gates see.
    wire(panel, [(1.75, top), (1.75, bus), (z, bus), (z, gate - 0.45)], "quiet")
    wire(panel, [(0.6, 1.0), (n, 1.0), (n, gate - 0.45)], "quiet")
    wire(panel, [(2.4, 1.0), (2.4, bus)], "quiet", head=False)
    wire(panel, [(r, bus), (r, gate - 0.45)], "quiet")
    for at in ((1.75, top), (2.4, 1.0), (2.4, bus), (r, bus)):
        joint(panel, at, "quiet")
    # The candidate: the old state, as far as the reset gate lets it.
    joint(panel, (r, top))
    wire(panel, [(r, top), (r, 5.02)], width=1.3)
    wire(panel, [(r, gate), (r, 4.18)], RESET, width=1.3)
    wire(panel, [(z, gate), (z, top - 0.42)], UPDATE, width=1.3)
    wire(panel, [(r + 0.42, 4.6), (6.9, 4.6), (6.9, gate), (n - 0.65, gate)], width=1.3, over=True)
    if reset == "after":
        panel.box(r, 5.95, 0.9, 0.62, "Uₙ", fill=panel.theme.paper, size=0.89)
    # The mixture.
    joint(panel, (z, 5.45), UPDATE)
    wire(panel, [(z, 5.45), (6.5, 5.45)], UPDATE, width=1.3)
    wire(panel, [(7.5, 5.45), (n - 0.42, 5.45)], UPDATE, width=1.3)
    wire(panel, [(n, gate), (n, 5.03)], NEW, width=1.3)
    wire(panel, [(n, 5.87), (n, top - 0.42)], width=1.3)
    panel.box(7.0, 5.45, 1.0, 0.62, "1 −", UPDATE, fill=panel.theme.paper)
    for x, look, word in ((r, RESET, "σ"), (z, UPDATE, "σ"), (n, NEW, "tanh")):
        panel.box(x, gate, 1.3, 0.9, word, look, fill=panel.theme.paper)
    for x, y, sign in ((z, top, "×"), (n, top, "+"), (r, 4.6, "×"), (n, 5.45, "×")):
        panel.circle(x, y, 0.42, sign, fill=panel.theme.paper, size=1.25)
    for x, y, letter, look in (
        (r + 0.2, 3.9, "rₜ", RESET),
        (z + 0.2, 6.2, "zₜ", UPDATE),
        (n + 0.2, 4.3, "nₜ", NEW),
    ):
        panel.text(x, y, letter, look, ha="left", weight="bold")
    panel.text(0.5, top, "hₜ₋₁", ha="right", weight="bold")
    panel.text(11.7, top, "hₜ", ha="left", weight="bold")
    panel.text(0.5, 1.0, "xₜ", ha="right", weight="bold")
    for patch in panel.ax.patches:
        patch.set_in_layout(False)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The cell, its numbers at the step that is shown, and the state over time."""
    cell, values, below = panels
    _cell(cell, data.reset)
    t = data.step
    r, z, n = data.gates[:, t - 1]
    table(
        values,
        (
            ("last state", "hₜ₋₁", "ink", data.h[t - 1]),
            ("reset gate", "rₜ", RESET, r),
            ("update gate", "zₜ", UPDATE, z),
            ("candidate", "nₜ", NEW, n),
            ("new state", "hₜ", "ink", data.h[t]),
        ),
        f"Its numbers at step t = {t}",
    )
    over_time(below, data.h, t, "state hₜ", "What it remembers of two pulses (grey)")


figure = Figure(
    name="gru_cell",
    title="A gated recurrent unit",
    caption="One gate mixes the old state with a candidate, and another says how much of the old state the "
    "candidate may use: a memory with three quarters of an LSTM's weights.",
    tags=("sequence", "network"),
    parameters=(
        *SIZES,
        Real("keep", 3.0, -5.0, 8.0, "bias of the update gate: a large one keeps the state"),
        Choice(
            "reset",
            "before",
            ("before", "after"),
            "the reset gate multiplies the state before its weights (Cho et al.) or after them (cuDNN)",
        ),
        Whole("step", LENGTH, 1, LENGTH, "step that is shown"),
        Whole("seed", 4, 0, 1_000_000, "seed of weights and pulses"),
    ),
    layout=Layout(
        "ab/ac",
        widths=(1.6, 1),
        heights=(1, 1.1),
        size=(11.6, 5.6),
        narrow="a/b/c",
        narrow_heights=(1.55, 1.1, 0.95),
        column_height=6.7,
    ),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        "hₜ = zₜ·hₜ₋₁ + (1 − zₜ)·nₜ, unit by unit, and nₜ = tanh(Wₙ·xₜ + "
        + ("Uₙ·(rₜ·hₜ₋₁) + bₙ)" if data.reset == "before" else "rₜ·(Uₙ·hₜ₋₁) + bₙ)")
    ),
    claims=(
        Claim(
            "the new state lies between the old one and the candidate",
            lambda data: np.all((data.h[1:] - data.h[:-1]) * (data.h[1:] - data.gates[2]) <= 1e-15),
            wrong=changed(h=lambda h: 2 * h),
        ),
        Claim(
            "a step goes the part 1 − z of the way to the candidate",
            lambda data: np.allclose(
                np.diff(data.h, axis=0), (1 - data.gates[1]) * (data.gates[2] - data.h[:-1])
            ),
            wrong=changed(gates=lambda gates: gates[[1, 0, 2]]),
        ),
        Claim(
            "where the reset gate is 0 the candidate does not depend on the old state",
            lambda data: np.array_equal(data.blind[0], data.blind[1]),
            wrong=lambda data: changed(blind=lambda _: data.h[-2:])(data),
        ),
        Claim(
            "it has three quarters of the weights of an LSTM of its size",
            lambda data: 4 * data.weights.size == 3 * 4 * data.h.shape[1] * (sum(_sizes(data)) + 1),
            wrong=changed(weights=lambda weights: weights[:2]),
        ),
        Claim(
            "five steps after the first pulse over half of what it left is still there",
            lambda data: _left(data) > 0.5,
            wrong=changed(h=lambda h: h * 0.4 ** np.arange(len(h))[:, None]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"On the left the cell: the state h runs along the top through a multiplication by the update gate z and an "
        f"addition of the candidate n times one minus z. The candidate reads the input x and the old state times the "
        f"reset gate r. On the right its numbers at step {data.step} for {count(data.h.shape[1], 'unit')}: the update "
        f"gates are "
        f"{listing([spoken(v, 2) for v in data.gates[1, data.step - 1]])}, the state is "
        f"{listing([spoken(v, 2) for v in data.h[data.step]])}. "
        + told_over_time("state", data.step, _left(data))
    ),
    steps=Steps(
        count=lambda data: data.step + 1,
        # The steps up to the one that is shown, and the whole figure once more.
        at=lambda data, k: data if k >= data.step else replace(data, step=k + 1),
        tell=lambda data, k: f"step t = {data.step}",
    ),
)


def _sizes(data: Data) -> tuple[int, int]:
    """Units and inputs."""
    return data.h.shape[1], data.x.shape[1]


def _left(data: Data) -> float:
    """Length of the state before the second pulse, in parts of that after the first."""
    first, second = PULSES
    return float(np.linalg.norm(data.h[second - 1]) / np.linalg.norm(data.h[first]))
