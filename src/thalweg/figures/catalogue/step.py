"""The step function: a jump, drawn as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Real
from thalweg.scenes.text import number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel


@dataclass(frozen=True)
class Data:
    """Values left and right of the threshold, shapes (point,); `at` is the value at the threshold itself."""

    threshold: float
    left: np.ndarray
    right: np.ndarray
    below: np.ndarray
    above: np.ndarray
    at: float


def _step(z: np.ndarray | float, threshold: float) -> np.ndarray:
    return np.where(np.asarray(z) >= threshold, 1.0, 0.0)


def compute(threshold: float) -> Data:
    """1 from the threshold on, else 0."""
    left = np.linspace(threshold - 5, threshold, 51)[:-1]
    right = np.linspace(threshold, threshold + 5, 51)[1:]
    at = float(_step(threshold, threshold))
    return Data(threshold, left, right, _step(left, threshold), _step(right, threshold), at)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Two pieces; an open and a closed dot say which of them holds the threshold."""
    (panel,) = panels
    panel.frame("z", "step(z)", (data.left[0], data.right[-1]), (-0.2, 1.2))
    panel.cross()
    ends = np.array([data.threshold])
    panel.curve(np.append(data.left, ends), np.append(data.below, data.below[-1:]), 0)
    panel.curve(np.append(ends, data.right), np.append(data.above[:1], data.above), 0)
    panel.dot(data.threshold, float(data.below[-1]), 0, hollow=True)
    panel.dot(data.threshold, data.at, 0)
    panel.label(f"step({number(data.threshold)}) = {number(data.at)}", (data.threshold, data.at), 0)
    panel.label("slope 0 on both sides", (data.threshold - 2.5, 0.0), "quiet")


figure = Figure(
    name="step",
    title="Step function",
    caption="The step function jumps from 0 to 1 and is flat everywhere else, so its slope says nothing about where "
    "to go.",
    tags=("activation",),
    parameters=(Real("threshold", 0.0, -10.0, 10.0, "where it jumps"),),
    layout=Layout("a", size=(6.0, 3.6), column_height=2.5),
    compute=compute,
    draw=draw,
    claims=(
        Claim(
            "it jumps by 1, and takes no value between 0 and 1",
            lambda data: set(data.below) == {0.0} and set(data.above) == {1.0},
            wrong=changed(below=lambda below: np.linspace(0, 0.9, len(below))),
        ),
        Claim(
            "at the threshold itself it is 1",
            lambda data: data.at == 1.0,
            wrong=changed(at=lambda at: 0.5),
        ),
        Claim(
            "the slope is 0 on both sides",
            lambda data: not np.diff(data.below).any() and not np.diff(data.above).any(),
            wrong=changed(above=lambda above: above + np.arange(len(above))),
        ),
    ),
    alt=lambda data: (
        f"The step function is {spoken(data.below[0])} for all z below {spoken(data.threshold)} (open dot at the "
        f"jump) and {spoken(data.at)} from there on (closed dot); nothing connects the two pieces, and both are flat."
    ),
)
