"""Cross-entropy and hinge loss over the margin, beside the errors that they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Choice, Real
from thalweg.figures.parts.gated import sigmoid
from thalweg.scenes.text import listing, number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

NAMES = ("cross-entropy", "hinge", "squared error of p")
MARKED = (0.5, 0.1, 0.01)


@dataclass(frozen=True)
class Data:
    """Losses and slopes over the margin, shape (loss, point), and cross-entropy over the probability, shape (chance,).

    The margin is m = z where the class is 1 and −z where it is 0, for a logit z.
    """

    unit: str
    margin: np.ndarray
    loss: np.ndarray
    slope: np.ndarray
    chance: np.ndarray
    surprise: np.ndarray

    @property
    def wrong(self) -> np.ndarray:
        """Whether the class is mistaken, shape (point,)."""
        return self.margin < 0

    @property
    def middle(self) -> int:
        """Index of the margin 0."""
        return len(self.margin) // 2


def compute(reach: float, unit: str) -> Data:
    """−log σ(m), max(0, 1 − m) and (1 − σ(m))², with their slopes."""
    m = np.linspace(-reach, reach, 401)
    m[200] = 0.0
    scale = {"nats": 1.0, "bits": 1 / np.log(2)}[unit]
    p = sigmoid(m)
    loss = np.array([scale * np.logaddexp(0, -m), np.maximum(0, 1 - m), (1 - p) ** 2])
    corner = np.where(m == 1, np.nan, np.where(m < 1, -1.0, 0.0))
    slope = np.array([-scale * (1 - p), corner, -2 * p * (1 - p) ** 2])
    chance = np.geomspace(0.004, 1, 161)
    return Data(unit, m, loss, slope, chance, -scale * np.log(chance))


def _slopes_match(data: Data) -> bool:
    step = float(data.margin[1] - data.margin[0])
    told = (data.loss[:, 2:] - data.loss[:, :-2]) / (2 * step)
    # Not beside the corner of the hinge loss.
    off = np.abs(data.margin[1:-1] - 1) > 2 * step
    return bool(np.allclose(told[:, off], data.slope[:, 1:-1][:, off], atol=0.01))


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The losses and slopes over the margin, and cross-entropy over the probability."""
    losses, slopes, right = panels
    m = data.margin
    reach = float(m[-1])
    losses.frame("margin m", "loss", (-reach, reach), (-0.04 * reach, 1.1 * reach), title="Loss")
    low = 1.18 * min(-1.0, float(np.nanmin(data.slope)))
    slopes.frame("margin m", "slope", (-reach, reach), (low, 0.15), title="Slope")
    for panel, curves in ((losses, data.loss), (slopes, data.slope)):
        panel.cross()
        for look, (name, curve) in enumerate(zip(NAMES, curves, strict=True)):
            panel.curve(m, curve, look, name)
    # Errors are counted, wrong or right: open and closed ends, no slope between them.
    losses.curve([-reach, 0], [1, 1], "ink", "mistakes", width=0.7)
    losses.curve([0, reach], [0, 0], "ink", width=0.7)
    losses.dot(0, 1, "ink", hollow=True, shape=0, size=0.7)
    losses.dot(0, 0, "ink", shape=0, size=0.7)
    for height in (-1.0, 0.0):
        slopes.dot(1.0, height, 1, hollow=True, shape=0, size=0.8)
    top = 1.1 * float(data.surprise[0])
    right.frame(
        "probability p of the true class",
        f"cross-entropy in {data.unit}",
        (0, 1.02),
        (-0.02 * top, top),
        title="−log p",
    )
    right.curve(data.chance, data.surprise, 0)
    scale = float(data.surprise[0] / -np.log(data.chance[0]))
    for p in MARKED:
        at = -scale * float(np.log(p))
        right.dot(p, at, 0, f"p = {number(p)}: {number(at)}")


figure = Figure(
    name="classification_losses",
    title="Losses for classification",
    caption="Counted mistakes have no slope; cross-entropy and hinge loss pull a mistaken example back with full "
    "force, where a squared error of the probability gives up.",
    tags=("loss",),
    parameters=(
        Real("reach", 5.0, 2.0, 15.0, "how far the margin goes to both sides of 0"),
        Choice("unit", "nats", ("nats", "bits"), "unit of cross-entropy"),
    ),
    layout=Layout("abc", size=(11.4, 4.0)),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        "m is the logit, with its sign turned for class 0: below 0 the class is mistaken. p is σ(m)"
    ),
    claims=(
        Claim(
            "a badly mistaken example is pulled with almost full force by cross-entropy and hinge, hardly by the "
            "squared error",
            lambda data: (
                data.slope[0, 0] < 0.85 * data.slope[0].min()
                and np.all(data.slope[:2, 0] <= -0.85)
                and data.slope[2, 0] > 0.95 * data.slope[2].min()
            ),
            wrong=changed(slope=lambda slope: slope[[2, 1, 0]]),
        ),
        Claim(
            "hinge loss and cross-entropy in bits are never below the mistakes",
            lambda data: (
                np.all(data.loss[1] >= data.wrong)
                and np.all(data.loss[0] / data.loss[0, data.middle] >= data.wrong - 1e-12)
            ),
            wrong=changed(loss=lambda loss: loss[[2, 2, 2]]),
        ),
        Claim(
            "beyond the margin 1 hinge loss is 0, and cross-entropy is not",
            lambda data: (
                not np.any(data.loss[1][data.margin > 1])
                and np.all(data.loss[0][data.margin > 1] > 0)
            ),
            wrong=changed(loss=lambda loss: loss[[1, 0, 2]]),
        ),
        Claim(
            "the slopes are those of the losses",
            _slopes_match,
            wrong=changed(slope=lambda slope: slope * 1.2),
        ),
    ),
    alt=lambda data: (
        f"Left: losses over the margin from {spoken(data.margin[0])} to {spoken(data.margin[-1])}. Mistakes jump "
        "from 1 "
        f"to 0 at 0; cross-entropy falls from {spoken(data.loss[0, 0])} through "
        f"{spoken(data.loss[0, data.middle])} at 0 "
        f"to {spoken(data.loss[0, -1])}, hinge loss is a straight line from {spoken(data.loss[1, 0])} to 0 at "
        "margin 1, "
        f"and the squared error of the probability levels off at {spoken(data.loss[2, 0])}. Middle: their slopes; far "
        f"on the left they are {listing([spoken(v) for v in data.slope[:, 0]])}. Right: cross-entropy in "
        f"{data.unit} over "
        f"the probability of the true class; it is {spoken(data.surprise[0])} at p = {spoken(data.chance[0])} and 0 at "
        f"p = 1."
    ),
)
