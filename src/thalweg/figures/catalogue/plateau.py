"""A plateau: far from the minimum the slope is so small that a descent hardly moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Real, Whole
from thalweg.figures.parts.descent import descend
from thalweg.scenes.text import count, number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

NEAR = 1.5
NAMES = ("from the plateau", "from the slope")


@dataclass(frozen=True)
class Data:
    """Two descents on f(w) = 1 − exp(−w²/2).

    Attributes
    ----------
    w, curve, slope : arrays, shape (n,)
    paths, loss : arrays, shape (2, step)
        From the plateau, and from the slope.
    first : array, shape (2,)
        The slope at both starts.
    seen : int
        The last step that is drawn.
    """

    w: np.ndarray
    curve: np.ndarray
    slope: np.ndarray
    paths: np.ndarray
    loss: np.ndarray
    first: np.ndarray
    seen: int

    @property
    def half(self) -> np.ndarray:
        """Steps until the loss is below ½, shape (2,); NaN where it never is."""
        low = self.loss < 0.5
        return np.where(low.any(axis=1), low.argmax(axis=1), np.nan)


def f(w: np.ndarray) -> np.ndarray:
    """The loss."""
    return 1 - np.exp(-0.5 * w**2)


def gradient(w: np.ndarray) -> np.ndarray:
    """Of the loss."""
    return w * np.exp(-0.5 * w**2)


def compute(start: float, lr: float, steps: int) -> Data:
    """Descents from the plateau and from the slope."""
    paths = descend(gradient, [-start, NEAR], lr, steps).T
    w = np.linspace(-start - 0.8, start + 0.8, 201)
    return Data(w, f(w), gradient(w), paths, f(paths), np.abs(gradient(paths[:, 0])), steps)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The loss with both paths, its slope below, and both losses over the steps."""
    ground, slope, beside = panels
    limits = (data.w[0], data.w[-1])
    ground.frame("w", "f(w)", limits, (-0.08, 1.2), title="Loss")
    ground.curve(data.w, data.curve, "points", width=0.8)
    ground.minima([(0.0, 0.0)])
    slope.frame("w", "f′(w)", limits, (-0.75, 0.75), title="Slope")
    slope.cross()
    slope.curve(data.w, data.slope, "points", width=0.8)
    steps = data.loss.shape[1] - 1
    beside.frame(
        "step",
        "f(w)",
        (-0.02 * steps, 1.02 * steps),
        (-0.08, 1.2),
        whole="x",
        grid="y",
        title="At every step",
    )
    for k, name in enumerate(NAMES):
        path, loss = data.paths[k, : data.seen + 1], data.loss[k, : data.seen + 1]
        ground.path(np.stack([path, loss], axis=-1), k, chords=False)
        first = float(gradient(path[0]))
        slope.dot(float(path[0]), first, k, number(first, 2))
        beside.path(np.stack([np.arange(len(loss)), loss], axis=-1), k, name)


def needed(data: Data, k: int) -> str:
    """How long one of the descents takes, in words."""
    if np.isnan(data.half[k]):
        return f"does not get the loss below 0.5 within {count(data.loss.shape[1] - 1, 'step')}"
    return f"needs {count(int(data.half[k]), 'step')} until the loss is below 0.5"


figure = Figure(
    name="plateau",
    title="A plateau",
    caption="On a plateau the slope is next to nothing: the loss seems to have stopped falling, long before the "
    "descent reaches the minimum.",
    tags=("landscape", "optimization"),
    parameters=(
        Real("start", 3.5, 3.0, 6.0, "how far from the minimum the descent on the plateau starts"),
        Real("lr", 0.5, 0.01, 1.0, "learning rate"),
        Whole("steps", 120, 1, 2000, "updates"),
    ),
    layout=Layout("ac/bc", widths=(1, 1.25), size=(9.6, 5.0), narrow="a/b/c", column_height=6.4),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"f(w) = 1 − exp(−w²/2): the slope is as small as {number(data.first[0], 2)} at w = "
        f"{number(data.paths[0, 0])}, {number(data.first[1], 2)} at w = {number(data.paths[1, 0])}"
    ),
    claims=(
        Claim(
            "the slope on the plateau is less than a fifth of the other start's",
            lambda data: 5 * data.first[0] < data.first[1],
            wrong=changed(first=lambda first: first[::-1]),
        ),
        Claim(
            "the drawn slope is that of the drawn loss",
            lambda data: np.allclose(
                np.gradient(data.curve, data.w)[1:-1], data.slope[1:-1], atol=0.01
            ),
            wrong=changed(slope=lambda slope: 1.1 * slope),
        ),
        Claim(
            "from the plateau it takes more than ten times as many steps to halve the loss",
            lambda data: data.half[0] > 10 * data.half[1],
            wrong=changed(loss=lambda loss: loss[[1, 1]]),
            always=False,
        ),
        Claim(
            "both end at the minimum",
            lambda data: data.loss[:, -1].max() < 1e-3,
            wrong=changed(loss=lambda loss: loss[:, :40]),
            always=False,
        ),
    ),
    alt=lambda data: (
        "The loss f(w) = 1 - exp(-w²/2), flat far from its minimum at 0, and its slope. A descent from w = "
        f"{spoken(data.paths[0, 0])}, where the slope is {spoken(data.first[0])}, {needed(data, 0)}; one from w = "
        f"{spoken(data.paths[1, 0])}, where it is {spoken(data.first[1])}, {needed(data, 1)}. After "
        f"{count(data.loss.shape[1] - 1, 'step')} the losses are {spoken(data.loss[0, -1])} and "
        f"{spoken(data.loss[1, -1])}."
    ),
    steps=Steps(
        count=lambda data: data.paths.shape[1],
        at=lambda data, k: replace(data, seen=k),
    ),
)
