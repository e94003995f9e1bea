"""Early stopping: the training loss falls on and on, the validation loss only for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Real, Whole
from thalweg.scenes.text import number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

BUMPS, WIDTH, LONGEST, PACE = 30, 0.12, 5, 0.05
"""Features of the model, how wide each is, the power of ten of its last step, and the rate as a part of 1/λmax."""


@dataclass(frozen=True)
class Data:
    """A model at many steps of its training.

    Attributes
    ----------
    step : int array, shape (k,)
    train, validation : arrays, shape (k,)
        Mean squared errors.
    x, y : arrays, shape (point,)
        What it was trained on.
    grid, truth, best, last : arrays, shape (n,)
        The function behind the data, and the model at the best step and at the last.
    models : array, shape (k, n)
        The model at every step.
    seen : int or None
        As many steps are shown; None: all.
    """

    step: np.ndarray
    train: np.ndarray
    validation: np.ndarray
    x: np.ndarray
    y: np.ndarray
    grid: np.ndarray
    truth: np.ndarray
    best: np.ndarray
    last: np.ndarray
    models: np.ndarray
    seen: int | None = None

    @property
    def stop(self) -> int:
        """Index of the step with the lowest validation loss."""
        return int(self.validation.argmin())

    @property
    def off(self) -> np.ndarray:
        """Mean squared distance from the truth at the best step and at the last, shape (2,)."""
        return np.array([((fit - self.truth) ** 2).mean() for fit in (self.best, self.last)])


def true(x: np.ndarray) -> np.ndarray:
    """The function behind the data."""
    return np.sin(np.pi * x) + 0.3 * x


def features(x: np.ndarray) -> np.ndarray:
    """Bumps side by side, shape (point, BUMPS)."""
    return np.exp(-0.5 * ((x[:, None] - np.linspace(-1.1, 1.1, BUMPS)) / WIDTH) ** 2)


def compute(points: int, noise: float, seed: int) -> Data:
    """All steps of a gradient descent at once, along the singular vectors of the features."""
    random = np.random.default_rng(seed)
    x = np.sort(random.uniform(-1, 1, points))
    y = true(x) + noise * random.standard_normal(points)
    held = np.linspace(-1, 1, 200)
    wanted = true(held) + noise * random.standard_normal(len(held))
    step = np.unique(np.geomspace(1, 10**LONGEST, 121).astype(int))
    u, s, vt = np.linalg.svd(features(x), full_matrices=False)
    # A step shrinks what is left along each vector by 1 − ηλ.
    left = (1 - PACE * (s / s[0]) ** 2) ** step[:, None]
    weights = ((1 - left) * (u.T @ y) / s) @ vt
    train = ((weights @ features(x).T - y) ** 2).mean(axis=1)
    validation = ((weights @ features(held).T - wanted) ** 2).mean(axis=1)
    grid = np.linspace(-1, 1, 161)
    models = weights @ features(grid).T
    best, last = models[[validation.argmin(), -1]]
    return Data(step, train, validation, x, y, grid, true(grid), best, last, models)


def until(data: Data, k: int) -> Data:
    """What is known at a step: the losses so far, the best model so far, and the model of that step."""
    if k == len(data.step) - 1:
        return data
    return replace(data, seen=k + 1, best=data.models[min(k, data.stop)], last=data.models[k])


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Both losses, and the model at the best step and at the end."""
    losses, fits = panels
    every = np.concatenate([data.train, data.validation])
    losses.frame(
        "step",
        "mean squared error",
        (1, float(data.step[-1])),
        (0.7 * float(every.min()), 1.6 * float(every.max())),
        log="xy",
        grid="y",
        title="Loss",
    )
    seen = slice(data.seen)
    losses.curve(data.step[seen], data.train[seen], 0, "training loss")
    losses.curve(data.step[seen], data.validation[seen], 1, "validation loss")
    if len(data.step[seen]) > data.stop:
        losses.guide(x=float(data.step[data.stop]))
        at = (float(data.step[data.stop]), float(data.validation[data.stop]))
        losses.dot(*at, 1, f"stop at step {data.step[data.stop]:,}")
    known = np.concatenate([data.y, data.truth, data.models[data.stop]])
    reach = 1.3 * float(np.abs(known).max())
    fits.frame("x", "y", (-1, 1), (-reach, reach), title="The model")
    fits.points(data.x, data.y, "points", "training data")
    fits.curve(data.grid, data.truth, "quiet", "truth", dash=2, width=0.7)
    fits.curve(data.grid, data.best, 2, "stopped early", dash=0)
    fits.curve(data.grid, data.last, 3, f"after {data.step[seen][-1]:,} steps")


figure = Figure(
    name="early_stopping",
    title="Early stopping",
    caption="The training loss falls as long as one trains; the validation loss soon rises again, when the "
    "model begins to learn the noise, and that is when to stop.",
    tags=("training", "regularization"),
    parameters=(
        Whole("points", 24, 8, 200, "training data"),
        Real("noise", 0.35, 0.0, 2.0, "standard deviation of the noise in y"),
        Whole("seed", 4, 0, 10_000, "of the data"),
    ),
    layout=Layout("ab", size=(9.6, 4.4)),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"The validation loss is lowest at step {data.step[data.stop]:,}: {number(data.validation[data.stop], 2)}; "
        f"after {data.step[-1]:,} steps it is {number(data.validation[-1], 2)}"
    ),
    claims=(
        Claim(
            "the training loss never rises",
            lambda data: np.all(np.diff(data.train) <= 1e-12),
            wrong=changed(train=lambda train: train[::-1]),
        ),
        Claim(
            "the stop is where the validation loss is lowest",
            lambda data: data.validation[data.stop] <= data.validation.min(),
            wrong=changed(validation=lambda loss: np.full_like(loss, np.nan)),
        ),
        Claim(
            "after the stop the validation loss rises by more than a fifth",
            lambda data: data.validation[-1] > 1.2 * data.validation.min(),
            wrong=changed(validation=np.minimum.accumulate),
            always=False,
        ),
        Claim(
            "the model that was stopped is closer to the truth than the last one",
            lambda data: data.off[0] < data.off[1],
            wrong=lambda data: changed(best=lambda _: data.last, last=lambda _: data.best)(data),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Training and validation loss over {data.step[-1]:,} steps. The training loss falls to "
        f"{spoken(data.train[-1])}. The validation loss is lowest at step {data.step[data.stop]:,}, with "
        f"{spoken(data.validation[data.stop])}, and ends at {spoken(data.validation[-1])}. Beside them, the model "
        f"at both steps: its mean squared distance from the truth is {spoken(data.off[0])} when it was stopped and "
        f"{spoken(data.off[1])} at the end."
    ),
    steps=Steps(
        count=lambda data: len(data.step),
        at=until,
        tell=lambda data, k: f"step {data.step[k]:,}",
    ),
)
