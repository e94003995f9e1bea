"""One function and four learning rates: slow, good, oscillating, divergent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Real, Several, Whole
from thalweg.figures.parts.descent import descend
from thalweg.scenes.text import apart, count, number, spoken, times

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

F = np.array([0.1, -0.5, -0.2, 2.0, 2.0])
"""Coefficients of f, from x⁴ on."""

VIEW, HEIGHT = (2.1, 5.0), (-0.5, 5.5)
"""What is shown at least: more where a descent starts or ends beside it."""

MARGIN = 0.4
"""How much is seen beside such a place."""

FAR = 1e6
"""Where a descent stops: so far away it never comes back."""


@dataclass(frozen=True)
class Data:
    """Descents at four rates.

    Attributes
    ----------
    lr : array, shape (4,)
    x, curve : arrays, shape (n,)
        The function.
    minimum, bound : float
        The minimum to the right, and 2/f'' there.
    hill, other : float
        The maximum to its left, and the minimum behind that.
    paths : array, shape (4, step)
        NaN after a descent went too far away.
    seen : int
        The last step that is drawn.
    """

    lr: np.ndarray
    x: np.ndarray
    curve: np.ndarray
    minimum: float
    bound: float
    hill: float
    other: float
    paths: np.ndarray
    seen: int

    @property
    def diverged(self) -> np.ndarray:
        """Which descents went away for good, shape (4,)."""
        return np.isnan(self.paths[:, -1]) | (np.abs(self.paths[:, -1]) > FAR)

    @property
    def elsewhere(self) -> np.ndarray:
        """Which descents went over the hill and did not come back, shape (4,)."""
        return ~self.diverged & (self.paths[:, -1] < self.hill)

    @property
    def overshoots(self) -> np.ndarray:
        """How often each descent steps over the minimum, shape (4,)."""
        side = np.sign(self.paths - self.minimum)
        return (side[:, 1:] * side[:, :-1] < 0).sum(axis=1)

    @property
    def left(self) -> np.ndarray:
        """Last distance from the minimum over the first one, shape (4,)."""
        return np.abs(self.paths[:, -1] - self.minimum) / np.abs(self.paths[:, 0] - self.minimum)


def compute(lr: tuple[float, ...], start: float, steps: int) -> Data:
    """Descents on f, its minima from the roots of f′, and the bound from f″."""
    first = np.polyder(F)
    other, hill, minimum = np.sort(np.roots(first).real).tolist()
    bound = 2 / float(np.polyval(np.polyder(first), minimum))

    def slope(w: np.ndarray) -> np.ndarray:
        # Stopped, a descent has no slope; it would overflow soon.
        return np.where(np.abs(w) > FAR, np.nan, np.polyval(first, w))

    paths = np.array([descend(slope, [start], rate, steps)[:, 0] for rate in lr])
    gone = np.isnan(paths[:, -1]) | (np.abs(paths[:, -1]) > FAR)
    seen = [start, *paths[~gone, -1].tolist()]
    x = np.linspace(min(VIEW[0], min(seen) - MARGIN), max(VIEW[1], max(seen) + MARGIN), 161)
    rates = np.array(lr)
    return Data(rates, x, np.polyval(F, x), minimum, bound, hill, other, paths, steps)


def fate(data: Data, k: int) -> str:
    """What becomes of a descent, in a word."""
    if data.diverged[k]:
        return "divergent"
    settled = abs(data.paths[k, -1] - data.other) < 0.2
    if data.left[k] > 0.2 and data.lr[k] > data.bound and not settled:
        return "restless"
    if data.elsewhere[k]:
        return "elsewhere"
    if data.overshoots[k] > 2:
        return "oscillating"
    return "slow" if data.left[k] > 0.2 else "good"


def rates(data: Data, write: Callable[[float, int], str] = number) -> tuple[str, ...]:
    """The rates, and last the bound, with digits that tell them apart."""
    return apart([*data.lr.tolist(), data.bound], write=write)


def told(data: Data, k: int) -> str:
    """What a descent does, in words."""
    if data.diverged[k]:
        return f"it leaves after {count(int(np.isfinite(data.paths[k]).sum()) - 1, 'step')}."
    ends = f"ends at x = {spoken(data.paths[k, -1])}"
    if data.elsewhere[k]:
        return f"it goes over the hill at x = {spoken(data.hill)} and {ends}."
    return f"it steps over the minimum {times(data.overshoots[k])} and {ends}."


def draw(panels: Sequence[Panel], data: Data) -> None:
    """One panel a rate, and below them where each is at every step."""
    *views, below = panels
    steps = data.paths.shape[1] - 1
    view_x = (float(data.x[0]), float(data.x[-1]))
    high = max(HEIGHT[1], float(np.polyval(F, data.paths[0, 0])) + 0.5)
    minima = [(at, float(np.polyval(F, at))) for at in (data.other, data.minimum) if at > view_x[0]]
    below.frame("step", "x", (0, steps), view_x, whole="x", title="x at every step")
    below.guide(y=data.minimum)
    below.label("minimum", (0.8 * steps, data.minimum), "quiet")
    for k, (view, rate) in enumerate(zip(views, rates(data)[:-1], strict=True)):
        name = f"η = {rate}"
        view.frame("x", "f(x)", view_x, (HEIGHT[0], high), title=f"{name}: {fate(data, k)}")
        view.curve(data.x, data.curve, "points", width=0.8)
        view.minima(minima)
        path = data.paths[k, : data.seen + 1]
        path = path[np.isfinite(path)]
        view.path(np.stack([path, np.polyval(F, path)], axis=-1), k, chords=False)
        below.path(np.stack([np.arange(len(path)), path], axis=-1), k, name)


figure = Figure(
    name="learning_rate_effects",
    title="Four learning rates",
    caption="A small learning rate creeps, a good one arrives in a few steps, a larger one jumps to and fro over the "
    "minimum, and a much too large one leaves for good.",
    tags=("optimization",),
    parameters=(
        Several("lr", (0.01, 0.2, 0.4, 1.0), 1e-4, 3.0, "learning rates", least=4, most=4),
        Real("start", 2.5, 1.5, 5.0, "where the descents start"),
        Whole("steps", 20, 1, 200, "updates"),
    ),
    layout=Layout(
        "abcd/eeee", heights=(1.15, 1), size=(10.4, 5.4), narrow="ab/cd/ee", column_height=6.2
    ),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"f(x) = 0.1x⁴ − 0.5x³ − 0.2x² + 2x + 2 from x = {number(data.paths[0, 0])}; close to the minimum at "
        f"x = {number(data.minimum)} only rates below 2/f″ = {rates(data)[-1]} converge"
    ),
    claims=(
        Claim(
            "the marked minimum is one: f is higher on both sides",
            lambda data: (
                min(np.polyval(F, data.minimum + 0.01), np.polyval(F, data.minimum - 0.01))
                > np.polyval(F, data.minimum)
            ),
            wrong=changed(minimum=lambda minimum: minimum - 1),
        ),
        Claim(
            "below the bound 2/f″ steps close to the minimum shrink, above it they grow",
            lambda data: shrinks(0.98 * data.bound, data) and not shrinks(1.02 * data.bound, data),
            wrong=changed(bound=lambda bound: 1.2 * bound),
        ),
        Claim(
            "after all steps the slow one still has more than half of its way to go",
            lambda data: data.left[0] > 0.5,
            wrong=changed(paths=lambda paths: paths[[1, 1, 2, 3]]),
            always=False,
        ),
        Claim(
            "the good one has less than 1 % of its way left after six steps",
            lambda data: (
                abs(data.paths[1, :7][-1] - data.minimum)
                < 0.01 * abs(data.minimum - data.paths[1, 0])
            ),
            wrong=changed(paths=lambda paths: paths[[0, 2, 2, 3]]),
            always=False,
        ),
        Claim(
            "the oscillating one steps over the minimum again and again, and comes closer",
            lambda data: data.overshoots[2] > 10 and data.left[2] < 0.1,
            wrong=changed(paths=lambda paths: paths[[0, 1, 1, 3]]),
            always=False,
        ),
        Claim(
            "of the four, only the largest rate diverges",
            lambda data: data.diverged.tolist() == [False, False, False, True],
            wrong=changed(paths=lambda paths: paths[[0, 1, 2, 2]]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Four panels show descents of {count(data.paths.shape[1] - 1, 'step')} on a curve with a minimum at x = "
        f"{spoken(data.minimum)}, from x = {spoken(data.paths[0, 0])}; below, x at every step. "
        f"The bound 2/f'' is {rates(data, spoken)[-1]}. "
        + " ".join(
            f"With the rate {rate} it is {fate(data, k)}: {told(data, k)}"
            for k, rate in enumerate(rates(data, spoken)[:-1])
        )
    ),
    steps=Steps(
        count=lambda data: data.paths.shape[1],
        at=lambda data, k: replace(data, seen=k),
    ),
)


def shrinks(rate: float, data: Data) -> bool:
    """Whether one step at a rate ends closer to the minimum than it began."""
    begin = data.minimum + 1e-4
    end = begin - rate * float(np.polyval(np.polyder(F), begin))
    return abs(end - data.minimum) < abs(begin - data.minimum)
