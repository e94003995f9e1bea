"""Gradient descent at three rates: it converges, stays at the edge, and diverges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Several, Whole
from thalweg.figures.parts.descent import descend, quadratic
from thalweg.scenes.text import apart, count, number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

CURVATURE, START = (2.0, 20.0), (-1.8, 0.6)
"""Of f(w) = w₁² + 10w₂², whose Hessian has these eigenvalues."""

BOX = ((-2.0, 2.0), (-1.5, 1.5))
LEVELS = (0.3, 1.0, 3.0, 7.0, 13.0, 20.0)


@dataclass(frozen=True)
class Data:
    """Three descents: paths, shape (rate, step, 2), their losses, shape (rate, step), and the ground.

    Those up to step `seen` are shown.
    """

    lr: np.ndarray
    bound: float
    paths: np.ndarray
    loss: np.ndarray
    x: np.ndarray
    y: np.ndarray
    ground: np.ndarray
    seen: int

    @property
    def factors(self) -> np.ndarray:
        """What a step multiplies w₂ by, at each rate."""
        return 1 - self.lr * CURVATURE[1]


def compute(lr: tuple[float, ...], steps: int) -> Data:
    """Descents on w₁² + 10w₂², and the bound 2/λmax from the eigenvalues of its Hessian."""
    f, gradient = quadratic(CURVATURE)
    paths = np.array([descend(gradient, START, rate, steps) for rate in lr])
    x, y = (np.linspace(*side, 61) for side in BOX)
    ground = f(np.stack(np.meshgrid(x, y), axis=-1))
    bound = 2 / float(np.linalg.eigvalsh(np.diag(CURVATURE)).max())
    return Data(np.array(lr), bound, paths, f(paths), x, y, ground, steps)


def side(data: Data, k: int) -> str:
    """How a rate compares with the bound; equal up to what rounding does to it."""
    rate = data.lr[k]
    return "=" if np.isclose(rate, data.bound, rtol=1e-12) else ">" if rate > data.bound else "<"


def fate(data: Data, k: int) -> str:
    """What becomes of a descent at a rate on this side of the bound."""
    return {"=": "flips forever", ">": "diverges", "<": "converges"}[side(data, k)]


def rates(data: Data, write: Callable[[float, int], str] = number) -> tuple[str, ...]:
    """The rates, and last the bound, with digits that tell them apart."""
    return apart([*data.lr.tolist(), data.bound], write=write)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """One panel a rate, and the losses below."""
    *views, below = panels
    seen = slice(0, data.seen + 1)
    low, high = max(float(data.loss.min()), 1e-12), float(data.loss.max())
    below.frame(
        "step",
        "loss",
        (0, len(data.loss[0]) - 1),
        (low / 3, high * 3),
        log="y",
        whole="x",
        grid="y",
    )
    for k, (view, rate) in enumerate(zip(views, rates(data)[:-1], strict=True)):
        name = f"η = {rate}"
        title = f"{name} {side(data, k)} 2/λₘₐₓ: {fate(data, k)}"
        view.frame("w₁", "w₂", *BOX, full=True, title=title)
        view.bands(data.x, data.y, data.ground, LEVELS)
        view.minima([(0.0, 0.0)])
        view.path(data.paths[k, seen], k, name, loss=data.loss[k, seen])
        below.curve(np.arange(data.seen + 1), data.loss[k, seen], k, marks=True)


figure = Figure(
    name="gradient_descent",
    title="Gradient descent and its learning rate",
    caption="Gradient descent converges while the learning rate is below 2/λmax, flips to and fro forever at this "
    "bound, and diverges above it.",
    tags=("optimization",),
    parameters=(
        Several("lr", (0.08, 0.1, 0.11), 1e-3, 0.2, "learning rates", least=3, most=3),
        Whole("steps", 15, 1, 200, "updates"),
    ),
    layout=Layout(
        "abc/ddd", heights=(1.5, 1), size=(9.8, 5.6), narrow="a/b/c/d", column_height=8.4
    ),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"f(w) = w₁² + 10w₂², λₘₐₓ = {number(CURVATURE[1])}, so 2/λₘₐₓ = {rates(data)[-1]}"
    ),
    claims=(
        Claim(
            "the bound is 2/λmax: w₂ shrinks at exactly the rates below it",
            lambda data: np.array_equal(
                np.abs(data.factors) < 1 - 1e-9, data.lr < data.bound - 1e-9
            ),
            wrong=changed(bound=lambda bound: 2 * bound),
        ),
        Claim(
            "every step multiplies w₂ by 1 − ηλmax",
            lambda data: np.allclose(
                data.paths[:, 1:, 1], data.factors[:, None] * data.paths[:, :-1, 1]
            ),
            wrong=changed(paths=np.abs),
        ),
        Claim(
            "the first rate ends close to the minimum, with less than 1 % of its first loss",
            lambda data: data.loss[0, -1] < 0.01 * data.loss[0, 0],
            wrong=changed(loss=lambda loss: loss[::-1]),
            always=False,
        ),
        Claim(
            "the second rate is the bound: w₂ changes its sign at each step, and keeps its size",
            lambda data: np.allclose(data.paths[1, 1:, 1], -data.paths[1, :-1, 1]),
            wrong=changed(paths=lambda paths: paths[[0, 0, 2]]),
            always=False,
        ),
        Claim(
            "the third rate ends higher than it began",
            lambda data: data.loss[2, -1] > data.loss[2, 0],
            wrong=changed(loss=lambda loss: loss[[0, 1, 0]]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Three descents of {count(data.seen, 'step')} on w1² + 10·w2² from (-1.8, 0.6), with the loss against the "
        f"step below. The bound 2/λmax is {rates(data, spoken)[-1]}. "
        + " ".join(
            f"With the rate {rate} it {fate(data, k)}: the loss goes from {spoken(data.loss[k, 0])} to "
            f"{spoken(data.loss[k, data.seen])}."
            for k, rate in enumerate(rates(data, spoken)[:-1])
        )
    ),
    steps=Steps(
        count=lambda data: data.paths.shape[1],
        at=lambda data, k: replace(data, seen=k),
    ),
)
