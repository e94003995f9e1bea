"""k-fold cross-validation: each point is tested once, by a model that has not seen it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Real, Whole
from thalweg.figures.parts.polynomial import draw_samples, legendre
from thalweg.scenes.text import number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel


@dataclass(frozen=True)
class Data:
    """Which points each round tests, shape (round, point), squared errors, shape (point,), and each round's mean.

    `own` is the mean squared error on the points that a model was fitted to, when it is fitted to all. The rounds up to
    `seen` are shown, and what they come to; None: all of them.
    """

    tested: np.ndarray
    squares: np.ndarray
    rounds: np.ndarray
    own: float
    seen: int | None = None


def compute(k: int, n: int, degree: int, noise: float, seed: int) -> Data:
    """Deal shuffled points into k folds; fit a polynomial to all folds but one, test it on that one."""
    rng = np.random.default_rng(seed)
    (x,), (y,) = draw_samples(rng, 1, n, noise)
    fold = rng.permutation(n) % k
    tested = fold == np.arange(k)[:, None]
    ground, squares = legendre(x, degree), np.zeros(n)
    for test in tested:
        c = np.linalg.lstsq(ground[~test], y[~test], rcond=None)[0]
        squares[test] = (ground[test] @ c - y[test]) ** 2
    whole = np.linalg.lstsq(ground, y, rcond=None)[0]
    rounds = np.array([squares[test].mean() for test in tested])
    return Data(tested, squares, rounds, float(((ground @ whole - y) ** 2).mean()))


def draw(panels: Sequence[Panel], data: Data) -> None:
    """One row a round: what is tested, and its error."""
    left, right = panels
    rounds, n = data.tested.shape
    names = [(-float(k), str(k + 1)) for k in range(rounds)]
    left.frame(
        "point",
        "round",
        (0, n + 1),
        (0.6 - rounds, 0.6),
        ynames=names,
        title="Who is tested, who trains",
    )
    shown = data.tested[: data.seen]
    row, point = np.nonzero(shown)
    left.points(point + 1, -row, 1, "test", shape=1, size=1.3)
    row, point = np.nonzero(~shown)
    left.points(point + 1, -row, 0, "training", size=0.8, hollow=True)
    top = 1.25 * float(data.rounds.max())
    right.frame(
        "test error of the round",
        "round",
        (0, top),
        (0.6 - rounds, 0.6),
        ynames=names,
        title="Each round's error",
    )
    for k, error in enumerate(data.rounds[: data.seen]):
        right.curve([0, error], [-k, -k], 1, dash=0, width=0.8)
    right.points(data.rounds[: data.seen], -np.arange(len(shown)), 1, shape=1, size=1.3)
    if data.seen is not None:
        return
    mean = float(data.squares.mean())
    right.guide(x=mean, label=f"mean of all points, {number(mean)}")
    right.curve(
        [data.own, data.own],
        [0.6 - rounds, 0.6],
        2,
        f"error on training points, {number(data.own)}",
        width=0.8,
    )


figure = Figure(
    name="k_fold",
    title="k-fold cross-validation",
    caption="In each round another fold is kept for the test, so that every point is tested once by a model that "
    "has not seen it; the "
    "mean tells what to expect of new data.",
    tags=("evaluation", "data"),
    parameters=(
        Whole("k", 5, 2, 12, "folds"),
        Whole("n", 30, 24, 60, "points"),
        Whole("degree", 5, 0, 8, "degree of the polynomial"),
        Real("noise", 0.3, 0.05, 1.0, "standard deviation of the noise"),
        Whole("seed", 3, 0, 1_000_000, "seed of points and folds"),
    ),
    layout=Layout("ab", widths=(1.5, 1), size=(9.6, 3.6)),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"{data.tested.shape[1]} points of a noisy sine in {len(data.tested)} folds"
    ),
    claims=(
        Claim(
            "each point is tested in exactly one round",
            lambda data: np.all(data.tested.sum(axis=0) == 1),
            wrong=changed(tested=np.logical_not),
        ),
        Claim(
            "the folds are as equal as can be",
            lambda data: np.ptp(data.tested.sum(axis=1)) <= 1,
            wrong=changed(
                tested=lambda tested: np.concatenate([tested[:1] | tested[1:2], tested[2:]])
            ),
        ),
        Claim(
            "the error in cross-validation is above that on the points of the training",
            lambda data: data.squares.mean() > data.own,
            wrong=changed(squares=lambda squares: 0.1 * squares),
        ),
        Claim(
            "the rounds differ: the worst errs twice as much as the best",
            lambda data: data.rounds.max() > 2 * data.rounds.min(),
            wrong=changed(rounds=lambda rounds: np.full_like(rounds, rounds.mean())),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"A row for each of {len(data.tested)} rounds with {data.tested.shape[1]} points, of which "
        f"{int(data.tested[0].sum())} in round 1 are kept for the test (squares) and the others are for training "
        f"(rings). Beside it "
        f"each round's test error, from {spoken(data.rounds.min())} to {spoken(data.rounds.max())}; the mean is "
        f"{spoken(data.squares.mean())}, against {spoken(data.own)} on the training points."
    ),
    steps=Steps(
        # Round after round, and then what they come to.
        count=lambda data: len(data.tested) + 1,
        at=lambda data, k: data if k == len(data.tested) else replace(data, seen=k + 1),
        tell=lambda data, k: f"round {k + 1}" if k < len(data.tested) else "all rounds",
    ),
)
