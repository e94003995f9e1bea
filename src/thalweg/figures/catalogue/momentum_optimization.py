"""Descent in a ravine with and without momentum, each at its own best rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Real, Whole
from thalweg.figures.parts.descent import descend, quadratic
from thalweg.scenes.text import count, number, spoken, times

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

CURVATURE, START = (0.2, 2.0), (-1.8, 0.6)
"""Of f(w) = 0.1w₁² + w₂²: the eigenvalues of its Hessian."""

BOX = ((-2.0, 2.0), (-1.0, 1.0))
LEVELS = (0.01, 0.05, 0.15, 0.3, 0.5, 0.8, 1.2)
TRIED, LAST = 400, 5
"""Rates that are tried, and the steps at the end whose mean loss decides between them."""


@dataclass(frozen=True)
class Data:
    """Two descents, first the plain one, then the one with momentum.

    Attributes
    ----------
    beta : float
    lr : array, shape (2,)
        The best rate of each.
    paths : array, shape (2, step, 2)
    loss : array, shape (2, step)
    x, y, ground : arrays, shapes (nx,), (ny,) and (ny, nx)
    seen : int
        The last step that is drawn.
    """

    beta: float
    lr: np.ndarray
    paths: np.ndarray
    loss: np.ndarray
    x: np.ndarray
    y: np.ndarray
    ground: np.ndarray
    seen: int

    @property
    def crossings(self) -> np.ndarray:
        """How often each crosses the floor of the ravine, where w₂ changes its sign, shape (2,)."""
        side = np.sign(self.paths[:, : self.seen + 1, 1])
        return (side[:, 1:] * side[:, :-1] < 0).sum(axis=1)

    @property
    def length(self) -> np.ndarray:
        """Of each path, shape (2,)."""
        return np.linalg.norm(np.diff(self.paths, axis=1), axis=-1).sum(axis=1)


def best_rate(beta: float, steps: int) -> float:
    """The rate with the lowest mean loss over the last steps; all that converge are among those tried."""
    f, gradient = quadratic(CURVATURE)
    rates = np.geomspace(0.005, 1, TRIED) * 2 * (1 + beta) / CURVATURE[1]
    starts = np.tile(START, (TRIED, 1))
    loss = f(descend(gradient, starts, rates[:, None], steps, beta))
    return float(rates[loss[-LAST:].mean(axis=0).argmin()])


def compute(beta: float, steps: int) -> Data:
    """Tune a rate for each, and descend."""
    f, gradient = quadratic(CURVATURE)
    kinds = (0.0, beta)
    lr = np.array([best_rate(momentum, steps) for momentum in kinds])
    paths = np.array(
        [descend(gradient, START, *pair) for pair in zip(lr, (steps,) * 2, kinds, strict=True)]
    )
    x, y = (np.linspace(*side, 81) for side in BOX)
    ground = f(np.stack(np.meshgrid(x, y), axis=-1))
    return Data(beta, lr, paths, f(paths), x, y, ground, steps)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Each path on the ravine, and both losses beside them."""
    *views, beside = panels
    steps, seen = data.loss.shape[1] - 1, slice(0, data.seen + 1)
    low = max(float(data.loss.min()), 1e-16)
    beside.frame(
        "step",
        "loss",
        (0, steps),
        (low / 3, 3 * float(data.loss.max())),
        log="y",
        whole="x",
        grid="y",
        title="Loss",
    )
    for k, (view, name) in enumerate(
        zip(views, ("plain descent", f"momentum, β = {number(data.beta)}"), strict=True)
    ):
        title = f"{name.capitalize()}: crosses the floor {times(data.crossings[k])}"
        view.frame("w₁", "w₂", *BOX, full=True, title=title)
        view.bands(data.x, data.y, data.ground, LEVELS)
        view.minima([(0.0, 0.0)])
        view.path(data.paths[k, seen], k, name, loss=data.loss[k, seen])
        loss = np.maximum(data.loss[k, seen], 1e-300)
        beside.curve(np.arange(len(loss)), loss, k, marks=True)
        beside.dot(data.seen, loss[-1], k, number(float(loss[-1]), 2))


figure = Figure(
    name="momentum_optimization",
    title="Momentum in a ravine",
    caption="At the best rate of each, plain descent jumps from wall to wall at every step, while descent with "
    "momentum crosses the ravine less often and ends far lower.",
    tags=("optimization",),
    parameters=(
        Real("beta", 0.5, 0.0, 0.99, "momentum coefficient"),
        Whole("steps", 20, 5, 200, "updates"),
    ),
    layout=Layout("ac/bc", widths=(1.25, 1), size=(9.6, 5.6), narrow="a/b/c", column_height=6.8),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"f(w) = 0.1w₁² + w₂²; rates with the lowest mean loss over the last {LAST} steps: η = {number(data.lr[0])} "
        f"without momentum, {number(data.lr[1])} with it"
    ),
    claims=(
        Claim(
            "the tuned rate of plain descent is about 2/(λmin + λmax)",
            lambda data: abs(data.lr[0] / (2 / sum(CURVATURE)) - 1) < 0.1,
            wrong=changed(lr=lambda lr: lr / 2),
            always=False,
        ),
        Claim(
            "without momentum, a step multiplies w by 1 − ηλ",
            lambda data: np.allclose(
                data.paths[0, 1:], (1 - data.lr[0] * np.array(CURVATURE)) * data.paths[0, :-1]
            ),
            wrong=changed(paths=lambda paths: paths[::-1] + 0.01),
        ),
        Claim(
            "plain descent crosses the floor at every step",
            lambda data: data.crossings[0] == data.seen,
            wrong=changed(paths=lambda paths: paths[::-1]),
        ),
        Claim(
            "with momentum it crosses less than half as often",
            lambda data: data.crossings[1] < 0.5 * data.crossings[0],
            wrong=changed(paths=lambda paths: paths[::-1]),
            always=False,
        ),
        Claim(
            "momentum ends lower, by a factor of more than ten",
            lambda data: 10 * data.loss[1, -1] < data.loss[0, -1],
            wrong=changed(loss=lambda loss: loss[::-1]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Two descents of {count(data.loss.shape[1] - 1, 'step')} in the ravine 0.1·w1² + w2², and their losses, each "
        f"at the rate with the lowest mean loss over the last {LAST} steps. Plain descent, with the rate "
        f"{spoken(data.lr[0])}, crosses the floor {times(data.crossings[0])} on a path of length "
        f"{spoken(data.length[0])} and ends with the loss {spoken(data.loss[0, -1])}. With momentum "
        f"{spoken(data.beta)} and the rate {spoken(data.lr[1])} it crosses {times(data.crossings[1])} on a path "
        f"of length {spoken(data.length[1])} and ends with the loss {spoken(data.loss[1, -1])}."
    ),
    steps=Steps(
        count=lambda data: data.paths.shape[1],
        at=lambda data, k: replace(data, seen=k),
    ),
)
