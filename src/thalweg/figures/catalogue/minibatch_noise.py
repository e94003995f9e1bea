"""Minibatches: few rows a step make a gradient that is right on average only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Real, Whole
from thalweg.scenes.text import count, listing, number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

ROWS, TRUE, START = 256, (1.5, -0.5), (-1.6, 1.4)
BOX = ((-2.2, 2.6), (-2.0, 2.0))
LEVELS = (0.25, 0.4, 0.8, 1.6, 3.0, 5.0, 8.0)
SIZES = (1, 4, 16, 64, 256)
DRAWS = 60_000
"""Rows that are drawn to measure the noise of each size."""


@dataclass(frozen=True)
class Data:
    """A linear model with two weights, fitted with all rows and with few.

    Attributes
    ----------
    batch : int
        Rows a step of the second descent.
    paths : array, shape (2, step, 2)
    loss : array, shape (2, step)
        Over all rows, above the lowest one.
    best : array, shape (2,)
        The weights with the lowest loss.
    sizes, noise : arrays, shape (size,)
        Rows a step, and how far the gradient of as many lies from that of all rows: the root of the mean square.
    one : float
        The same of a single row, from all rows.
    x, y, ground : arrays, shapes (nx,), (ny,) and (ny, nx)
    seen : int
        The last step that is drawn.
    """

    batch: int
    paths: np.ndarray
    loss: np.ndarray
    best: np.ndarray
    sizes: np.ndarray
    noise: np.ndarray
    one: float
    x: np.ndarray
    y: np.ndarray
    ground: np.ndarray
    seen: int


def compute(batch: int, lr: float, steps: int, seed: int) -> Data:
    """Both descents, and the noise at their start for batches of several sizes, rows drawn with replacement."""
    random = np.random.default_rng(seed)
    rows = random.standard_normal((ROWS, 2)) * (1.0, 0.7)
    target = rows @ TRUE + 0.6 * random.standard_normal(ROWS)

    def f(w: np.ndarray) -> np.ndarray:
        return 0.5 * ((w @ rows.T - target) ** 2).mean(axis=-1)

    def each(w: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        return (rows[chosen] @ w - target[chosen])[..., None] * rows[chosen]

    everything, paths = np.arange(ROWS), []
    for few in (False, True):
        way = [np.array(START)]
        for _ in range(steps):
            chosen = random.integers(ROWS, size=batch) if few else everything
            way.append(way[-1] - lr * each(way[-1], chosen).mean(axis=0))
        paths.append(way)
    start = np.array(START)
    mean = each(start, everything).mean(axis=0)
    lone = each(start, everything) - mean
    off = [lone[random.integers(ROWS, size=(DRAWS // n, n))].mean(axis=1) for n in SIZES]
    noise = np.array([np.sqrt((o**2).sum(axis=1).mean()) for o in off])
    one = float(np.sqrt((lone**2).sum(axis=1).mean()))
    x, y = (np.linspace(*side, 61) for side in BOX)
    found, best = np.array(paths), np.linalg.lstsq(rows, target)[0]
    return Data(
        batch,
        found,
        f(found) - f(best),
        best,
        np.array(SIZES),
        noise,
        one,
        x,
        y,
        f(np.stack(np.meshgrid(x, y), axis=-1)),
        steps,
    )


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Both paths, their losses, and the noise by the size of a batch."""
    plane, losses, spread = panels
    steps, seen = data.loss.shape[1] - 1, slice(0, data.seen + 1)
    low = max(float(data.loss.min()), 1e-8)
    plane.frame("w₁", "w₂", *BOX, full=True, title="Paths")
    plane.bands(data.x, data.y, data.ground, LEVELS)
    plane.minima([(float(data.best[0]), float(data.best[1]))])
    losses.frame(
        "step",
        "loss above the lowest",
        (0, steps),
        (0.5 * low, 2 * float(data.loss.max())),
        log="y",
        whole="x",
        grid="y",
        title="Loss",
    )
    names = (f"all {ROWS} rows", f"{count(data.batch, 'row')} a step")
    for k in (1, 0):
        plane.path(data.paths[k, seen], k, names[k])
        above = np.maximum(data.loss[k, seen], 1e-12)
        losses.curve(np.arange(data.seen + 1), above, k)
        losses.dot(data.seen, above[-1], k, number(float(above[-1]), 2))
    spread.frame(
        "rows a step",
        "noise of the gradient",
        (0.8, 320),
        (0.5 * float(data.noise.min()), 2 * float(data.noise.max())),
        log="xy",
        grid="y",
        title="Noise",
    )
    spread.curve(
        data.sizes, data.one / np.sqrt(data.sizes), "quiet", "1 / √rows", dash=1, width=0.7
    )
    spread.points(data.sizes, data.noise, 1, "measured", shape=1, size=1.1)
    spread.label(number(data.noise[0], 2), (1.0, float(data.noise[0])), 1)
    spread.label(number(data.noise[-1], 2), (float(data.sizes[-1]), float(data.noise[-1])), 1)


figure = Figure(
    name="minibatch_noise",
    title="The noise of minibatches",
    caption="The gradient of a few rows is right on average and noisy: the path staggers, and never comes to rest; "
    "four times as many rows halve the noise.",
    tags=("optimization", "training"),
    parameters=(
        Whole("batch", 4, 1, 256, "rows a step"),
        Real("lr", 0.15, 0.001, 0.3, "learning rate"),
        Whole("steps", 60, 1, 1000, "updates"),
        Whole("seed", 0, 0, 10_000, "of the data and the batches"),
    ),
    layout=Layout("abc", widths=(1.25, 1, 1), size=(10.6, 4.2), narrow="aa/bc", column_height=5.4),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"A linear model of {ROWS} rows; noise: root mean square distance of a batch's gradient from that of all "
        "rows; batches are drawn with replacement"
    ),
    claims=(
        Claim(
            "the noise falls with the root of the number of rows",
            lambda data: np.allclose(data.noise * np.sqrt(data.sizes), data.one, rtol=0.2),
            wrong=changed(noise=lambda noise: noise[0] / np.array(SIZES)),
        ),
        Claim(
            "with all rows the loss falls at every step",
            lambda data: np.all(np.diff(data.loss[0]) <= 1e-12),
            wrong=changed(loss=lambda loss: loss[::-1]),
        ),
        Claim(
            "with few rows it never comes to rest: it ends more than ten times as far above the lowest loss",
            lambda data: data.loss[1, -1] > 10 * data.loss[0, -1],
            wrong=changed(loss=lambda loss: loss[[0, 0]]),
            always=False,
        ),
        Claim(
            "with few rows it rises at more than a fifth of the steps",
            lambda data: (np.diff(data.loss[1]) > 0).mean() > 0.2,
            wrong=changed(loss=lambda loss: loss[[0, 0]]),
            always=False,
        ),
        Claim(
            "with few rows the path is longer",
            lambda data: lengths(data)[1] > 1.2 * lengths(data)[0],
            wrong=changed(paths=lambda paths: paths[::-1]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Two descents of {count(data.loss.shape[1] - 1, 'step')} on the loss of a linear model with two weights. With "
        f"all {ROWS} rows the path is smooth, of length {spoken(lengths(data)[0])}, and ends "
        f"{spoken(max(data.loss[0, -1], 0.0))} above the lowest loss. With {count(data.batch, 'row')} a step it "
        f"staggers, over a length of {spoken(lengths(data)[1])}, and ends {spoken(data.loss[1, -1])} above it. "
        "Beside them, the noise of the gradient for "
        + listing(
            [
                f"{count(int(n), 'row')} ({spoken(v)})"
                for n, v in zip(data.sizes, data.noise, strict=True)
            ]
        )
        + ", which falls as one over the root of the number of rows."
    ),
    steps=Steps(
        count=lambda data: data.paths.shape[1],
        at=lambda data, k: replace(data, seen=k),
    ),
)


def lengths(data: Data) -> np.ndarray:
    """Of both paths, shape (2,)."""
    return np.linalg.norm(np.diff(data.paths, axis=1), axis=-1).sum(axis=1)
