"""A cell with a loop, the same unrolled over time, and what the loop remembers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Real, Whole
from thalweg.scenes.text import number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel
    from thalweg.render.nodes.layout import Layout as Placed

NEAR, LOWEST = 1.7, 8.0
"""Least room between two columns of the chain, for an arrow and its name, and least height for its sake, in em."""

LENGTH = 12
"""Steps of the sequence that the cell reads: a pulse, and then nothing."""


@dataclass(frozen=True)
class Data:
    """Shared weights, inputs and states with and without the loop, shapes (time,), and gradients of the last state.

    `shares` is what each step's copy of W adds to the gradient, shape (time,); `difference` is that of the one
    shared W, by differences. Steps up to `seen` are shown.
    """

    u: float
    w: float
    v: float
    unrolled: int
    x: np.ndarray
    h: np.ndarray
    alone: np.ndarray
    shares: np.ndarray
    difference: float
    seen: int = LENGTH


def states(u: float, w: float, x: np.ndarray) -> np.ndarray:
    """hₜ = tanh(U·xₜ + W·hₜ₋₁) from h₀ = 0."""
    found = [0.0]
    for value in x:
        found.append(float(np.tanh(u * value + w * found[-1])))
    return np.array(found[1:])


def compute(u: float, w: float, v: float, unrolled: int) -> Data:
    """Read a pulse; send the gradient of the last state back through time to each step's copy of W."""
    x = np.zeros(LENGTH)
    x[0] = 1.0
    h = states(u, w, x)
    error, shares = 1.0, np.zeros(LENGTH)
    for t in range(LENGTH - 1, -1, -1):
        error *= 1 - h[t] ** 2
        shares[t] = error * (h[t - 1] if t else 0.0)
        error *= w
    ends = [states(u, w + step, x)[-1] for step in (1e-5, -1e-5)]
    return Data(u, w, v, unrolled, x, h, states(u, 0.0, x), shares, (ends[0] - ends[1]) / 2e-5)


def _subscript(t: int) -> str:
    return str(t).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def _step(key: str) -> int:
    """To which step a node belongs."""
    return int(key.split()[1])


def _gap(layout: Placed) -> float:
    """Room between two neighbouring columns, in em."""
    states = [circle for circle in layout.circles if circle.node.key.startswith("h")]
    return min(b.x - b.radius - a.x - a.radius for a, b in pairwise(states))


def _network(panel: Panel, steps: int, *, loop: bool, seen: int = LENGTH) -> None:
    """Columns of output, state and input, one a step; a single one with its loop to the right."""
    from thalweg.render.nodes import Edge, Graph, Node, draw_layout, fit_axes, layered, measure_on
    from thalweg.render.nodes.layout import Arrow

    def column(t: int) -> tuple[Node, ...]:
        index = "ₜ" if loop else _subscript(t)
        return tuple(Node(f"{letter} {t}", letter + index) for letter in "yhx")

    times = range(1, steps + 1)
    edges = [Edge(f"x {t}", f"h {t}") for t in times] + [Edge(f"h {t}", f"y {t}") for t in times]
    edges += [Edge(f"h {t}", f"h {t + 1}") for t in times[:-1]]
    layers = [column(t) for t in times]
    if not loop:
        layers = [(Node("h 0", "h₀"),), *layers]
        edges.append(Edge("h 0", "h 1"))
    graph = Graph(tuple(layers), tuple(edges))
    panel.ax.set_axis_off()

    def draw() -> None:
        width, height = fit_axes(panel.ax, panel.style)
        measure = measure_on(panel.ax, panel.style)
        room = height - 1
        layout = layered(graph, width, room, measure)
        # Circles are as large as the height lets them: many columns in a narrow picture need smaller ones.
        while not loop and _gap(layout) < NEAR and room > LOWEST:
            room *= 0.95
            layout = layered(graph, width, room, measure)
        below = (height - 1 - room) / 2
        panel.ax.set_ylim(-below, height - below)
        layout = replace(
            layout,
            circles=tuple(one for one in layout.circles if _step(one.node.key) <= seen),
            arrows=tuple(one for one in layout.arrows if _step(one.edge.target) <= seen),
            words=tuple(
                one
                for one in layout.words
                if isinstance(one.owner, Edge) or _step(one.owner.key) <= seen
            ),
        )
        place = {circle.node.key: circle for circle in layout.circles}
        # Next to an arrow, at its middle.
        for arrow in layout.arrows:
            ends = arrow.edge.source[0] + arrow.edge.target[0]
            x, y = (arrow.points[0] + arrow.points[-1]) / 2
            aside = (0.0, 0.75) if ends == "hh" else (0.8, 0.0)
            look = {"xh": 0, "hh": 1, "hy": 2}[ends]
            panel.text(
                x + aside[0],
                y + aside[1],
                {"xh": "U", "hh": "W", "hy": "V"}[ends],
                look,
                weight="bold",
            )
        if loop:
            layout = replace(
                layout, arrows=(*layout.arrows, Arrow(Edge("h 1", "h 1"), _loop(place["h 1"])))
            )
            state = place["h 1"]
            for letter, word in (("y", "output"), ("h", "state"), ("x", "input")):
                circle = place[f"{letter} 1"]
                panel.text(
                    circle.x - circle.radius - 0.5, circle.y, word, "quiet", size=0.89, ha="right"
                )
            panel.text(state.x + 2.4 * state.radius + 0.8, state.y, "W", 1, weight="bold")
        looks = {"xh": 0, "hh": 1, "hy": 2}
        drawn = draw_layout(panel.ax, layout, panel.style)
        for arrow, shaft, head in zip(layout.arrows, drawn["shaft"], drawn["head"], strict=True):
            look = panel.colour(looks[arrow.edge.source[0] + arrow.edge.target[0]])
            shaft.set(color=look, linewidth=0.9 * panel.style.line)
            head.set(facecolor=look)
        for role, artists in drawn.items():
            panel.drawn.add(role, *artists)

    panel.later(draw)


def _loop(circle: object) -> np.ndarray:
    """From a circle to itself, on its right: the kit's loop, turned."""
    from thalweg.render.nodes.geometry import clipped, loop
    from thalweg.render.nodes.layout import Circle

    assert isinstance(circle, Circle)
    centre = np.zeros(2)
    above = clipped(loop(centre, circle.radius), (centre, circle.radius), (centre, circle.radius))
    return above[:, ::-1] * (1, -1) + np.array([circle.x, circle.y])


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The cell, the chain, and the states over time."""
    folded, chain, below = panels
    folded.title("One cell with a loop")
    _network(folded, 1, loop=True)
    chain.title("Unrolled: the same U, V, W at each step")
    _network(chain, data.unrolled, loop=False, seen=data.seen)
    t = np.arange(1, LENGTH + 1)
    most = max(1.0, float(np.abs(data.h).max()))
    low = min(0.0, float(data.h.min()))
    below.frame(
        "step t",
        "state hₜ",
        (0.5, LENGTH + 0.5),
        (low - 0.1, most + 0.15),
        title="What remains of a pulse at t = 1",
        whole="x",
    )
    t, seen = t[: data.seen], slice(data.seen)
    below.curve(t, data.alone[seen], 3, "without the loop, W = 0", marks=True, width=0.8)
    below.curve(t, data.h[seen], 1, f"with the loop, W = {number(data.w)}", marks=True)


figure = Figure(
    name="recurrent_neural_network",
    title="A recurrent neural network",
    caption="A cell that takes its own last state as an input is a chain of copies, one a step, which share their "
    "weights; so the "
    "state remembers what came before.",
    tags=("network", "sequence"),
    parameters=(
        Real("u", 1.2, -3.0, 3.0, "weight of the input, U"),
        Real("w", 0.9, -2.0, 2.0, "weight of the last state, W"),
        Real("v", 1.0, -3.0, 3.0, "weight of the output, V"),
        Whole("unrolled", 4, 2, 6, "steps that are unrolled"),
    ),
    layout=Layout(
        "abbb/cccc",
        heights=(1.5, 1),
        size=(9.0, 5.8),
        narrow="a/b/c",
        narrow_heights=(1, 1.1, 0.8),
        column_height=7.0,
    ),
    compute=compute,
    draw=draw,
    subtitle=lambda data: "hₜ = tanh(U·xₜ + W·hₜ₋₁), yₜ = V·hₜ",
    claims=(
        Claim(
            "the gradient of the shared W is the sum over its copies",
            lambda data: np.isclose(data.shares.sum(), data.difference, rtol=1e-4, atol=1e-9),
            wrong=changed(shares=lambda shares: shares[:-1] + 0.01),
        ),
        Claim(
            "each state follows from the input and the state before",
            lambda data: np.allclose(
                data.h, np.tanh(data.u * data.x + data.w * np.concatenate([[0.0], data.h[:-1]]))
            ),
            wrong=changed(h=lambda h: np.roll(h, 1) + 0.1),
        ),
        Claim(
            "without the loop nothing is left one step after the pulse",
            lambda data: not np.any(data.alone[1:]),
            wrong=changed(alone=lambda alone: alone + 0.5),
        ),
        Claim(
            "with the loop over a tenth of the pulse is left after 5 steps, and it fades",
            lambda data: data.h[5] > 0.1 * data.h[0] and np.all(np.diff(data.h) < 0),
            wrong=lambda data: changed(h=lambda _: data.alone)(data),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"On the left one cell: an arrow U from the input to the state, V from the state to the output, and a loop "
        f"W from the state "
        f"to itself. On the right the same as a chain of {data.unrolled} steps with U, V and W on each. Below, the "
        f"state after a "
        f"pulse at step 1, over {LENGTH} steps: with the loop (W = {spoken(data.w)}) it goes from "
        f"{spoken(data.h[0])} to "
        f"{spoken(data.h[-1])}; without it, it is {spoken(data.alone[1])} from step 2 on."
    ),
    steps=Steps(
        count=lambda data: LENGTH,
        at=lambda data, k: replace(data, seen=k + 1),
        tell=lambda data, k: f"step t = {k + 1}",
    ),
)
