"""Presets: one scene, and a sentence or two, for each thing that descent has to teach."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from thalweg.optim import Optimizer
    from thalweg.problems.base import Problem

Race = Callable[[Mapping[str, Any]], "list[Optimizer]"]


@dataclass(frozen=True)
class Preset:
    """What to run, what to show of it, and what is seen there.

    Attributes
    ----------
    title, words : str
    problem : callable
        Makes the problem.
    race : callable
        Makes the optimizers, given the mapping of their classes by name.
    steps : int
    start : sequence of float, optional
    batch : int, optional
    panels : sequence of str, optional
    """

    title: str
    words: str
    problem: Callable[[], Problem]
    race: Race
    steps: int
    start: Sequence[float] | None = None
    batch: int | None = None
    panels: Sequence[str] | None = None


def _function(name: str) -> Callable[[], Problem]:
    def make() -> Problem:
        from thalweg.problems.functions import functions

        return functions[name]

    return make


def _formula(text: str) -> Callable[[], Problem]:
    def make() -> Problem:
        from thalweg.problems import Formula

        return Formula(text)

    return make


def _line(rows: int, noise: float, *, offset: float = 0.0) -> Callable[[], Problem]:
    def make() -> Problem:
        from thalweg.problems import Fit

        draw = np.random.default_rng(1)
        x = np.linspace(-1, 1, rows) + offset
        y = 1.5 * x - 0.5 + noise * draw.standard_normal(rows)
        return Fit("w*x + b", {"x": x.round(3), "y": y.round(3)}, "y")

    return make


def _plane() -> Problem:
    from thalweg.problems import Fit

    draw = np.random.default_rng(2)
    x, z = draw.uniform(-1, 1, (2, 40))
    y = 1.2 * x - 0.8 * z + 0.1 * draw.standard_normal(40)
    columns = {"x": x.round(3), "z": z.round(3), "y": y.round(3)}
    return Fit("a*x + b*z", columns, "y")


def _classes() -> Problem:
    from thalweg.problems import Fit

    draw = np.random.default_rng(3)
    x = np.concatenate([draw.normal(-1, 0.7, 25), draw.normal(1, 0.7, 25)])
    return Fit("w*x + b", {"x": x.round(3), "y": [0.0] * 25 + [1.0] * 25}, "y", "logistic")


def _sgd(*rates: float, **more: Any) -> Race:
    return lambda kinds: [kinds["SGD"](lr=rate, **more) for rate in rates]


def _momentum(rate: float, *momenta: float) -> Race:
    return lambda kinds: [kinds["SGD"](lr=rate, momentum=m) for m in momenta]


#: Each by the name that stands in the address.
PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "rate-too-small": Preset(
            "A rate too small",
            "Every step is right and none goes far: after 40 steps most of the way is left. "
            "Move the rate up and see how much of it was patience alone.",
            _function("bowl"),
            _sgd(0.01),
            40,
        ),
        "rate-good": Preset(
            "A good rate",
            "The steps shrink with the gradient, so the path slows down by itself as it arrives.",
            _function("bowl"),
            _sgd(0.3),
            40,
        ),
        "rate-oscillating": Preset(
            "A rate that oscillates",
            "Across a steep valley each step lands on the other wall, a little lower. "
            "It still converges, because it overshoots by less than it came from.",
            _formula("x**2 + 10*y**2"),
            _sgd(0.094),
            40,
            (-1.8, 0.6),
        ),
        "rate-divergent": Preset(
            "A rate that diverges",
            "Beyond 2/λmax each step lands higher than the last. The run is kept until it leaves, "
            "with the step and the loss at which it did.",
            _formula("x**2 + 10*y**2"),
            _sgd(0.105),
            40,
            (-1.8, 0.2),
        ),
        "ravine": Preset(
            "A ravine",
            "The steep direction allows only a small rate, and the flat one pays for it. "
            "Momentum adds up what the steps have in common, and cancels the rest.",
            _function("ravine"),
            lambda kinds: [kinds["SGD"](lr=0.02), kinds["SGD"](lr=0.02, momentum=0.8)],
            80,
        ),
        "overshoot": Preset(
            "Momentum overshoots",
            "With a momentum of 0.95 the path runs through the minimum and up the other side. "
            "It has to swing until its speed is spent.",
            _function("bowl"),
            _momentum(0.05, 0.0, 0.5, 0.95),
            80,
        ),
        "saddle": Preset(
            "A saddle",
            "On the ridge the gradient leads to the saddle and no further: what leaves it is the "
            "small difference from the ridge, which grows by a factor with each step.",
            _formula("x**2 - y**2 + 0.25*y**4"),
            lambda kinds: [kinds["SGD"](lr=0.05), kinds["SGD"](lr=0.05, momentum=0.9)],
            80,
            (-1.5, 0.001),
        ),
        "many-minima": Preset(
            "Many minima",
            "Where a path ends is decided by where it began. Drag the start over a crest and the same rule "
            "goes elsewhere.",
            _function("himmelblau"),
            lambda kinds: [kinds["SGD"](lr=0.01), kinds["Adam"](lr=0.2)],
            80,
        ),
        "banana": Preset(
            "A bent valley",
            "Rosenbrock's function: the valley is found at once, and following its bend takes the rest of the time.",
            _function("rosenbrock"),
            lambda kinds: [
                kinds["SGD"](lr=0.001),
                kinds["SGD"](lr=0.0005, momentum=0.9),
                kinds["Adam"](lr=0.1),
            ],
            300,
        ),
        "adam-first-step": Preset(
            "Adam's first step",
            "The first step is the rate itself in every parameter, whatever the gradient's size: the correction of its "
            "two averages makes it so. Compare the first arrow with that of SGD.",
            _formula("x**2 + 10*y**2"),
            lambda kinds: [kinds["Adam"](lr=0.2), kinds["SGD"](lr=0.05)],
            30,
            (-1.8, 0.6),
            panels=("contour", "loss", "state"),
        ),
        "sgd-adam": Preset(
            "SGD against Adam",
            "Adam makes the same step in a steep direction as in a flat one, which is an advantage here and "
            "costs it its rest at the minimum. Rates chosen by hand make no fair race: try equal budgets.",
            _function("ravine"),
            lambda kinds: [kinds["SGD"](lr=0.03), kinds["Adam"](lr=0.1)],
            100,
        ),
        "plateau": Preset(
            "A plateau",
            "Far out the ground is nearly flat, so the gradient says nearly nothing. "
            "Adam divides by its size and walks on all the same.",
            _formula("1 - exp(-(x**2 + y**2)/2)"),
            lambda kinds: [kinds["SGD"](lr=0.5), kinds["Adam"](lr=0.1)],
            80,
            (-2.6, 1.4),
        ),
        "kink": Preset(
            "A kink",
            "The gradient of |x| is as large beside the minimum as far from it. "
            "A constant rate can only jump over it; a schedule brings it to rest.",
            _formula("abs(x) + 0.5*abs(y)"),
            lambda kinds: [kinds["SGD"](lr=0.15), kinds["SGD"](lr="0.3/(1 + 0.1*t)")],
            60,
            (-1.77, 0.83),
        ),
        "line-fit": Preset(
            "A line fit",
            "One point of the landscape is one line through the data. "
            "Drag the start, and the line begins elsewhere and ends the same.",
            _line(20, 0.2),
            _sgd(0.3),
            60,
        ),
        "uncentred": Preset(
            "Columns far from zero",
            "The same line, with x from 3 to 5: slope and intercept can make up for each other, "
            "and the bowl becomes a ravine. This is why columns are standardised.",
            _line(20, 0.2, offset=4.0),
            _sgd(0.05),
            200,
        ),
        "plane-fit": Preset(
            "A plane fit",
            "Two inputs make a plane through the points; its two slopes are the two directions of the landscape.",
            _plane,
            _sgd(0.6),
            50,
        ),
        "classes": Preset(
            "Two classes",
            "The logistic loss has no corner and no flat part between the classes: the boundary moves until "
            "it pays no more.",
            _classes,
            lambda kinds: [kinds["SGD"](lr=1.0), kinds["Adam"](lr=0.2)],
            80,
        ),
        "mini-batches": Preset(
            "The noise of mini-batches",
            "Four rows say roughly where all 40 would go. Near the minimum the batches disagree, "
            "and the path wanders in a cloud as large as the rate.",
            _line(40, 0.5),
            _sgd(0.05, 0.3),
            120,
            batch=4,
        ),
        "epochs-at-rest": Preset(
            "Epochs that no longer move",
            "After the first tenth of the steps nothing changes that can be seen: the loss has reached the noise of "
            "the data, and further epochs are spent for nothing.",
            _line(20, 0.4),
            _sgd(0.4),
            400,
        ),
    }
)
