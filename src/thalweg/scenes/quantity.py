"""What a loss is a mean of, and in which unit."""

from __future__ import annotations

import re
from typing import Any

from thalweg.problems.fit import Fit
from thalweg.scenes.text import one_line

LONGEST = 14
"""Characters of a unit; what is longer in brackets is a remark."""

NAMES = {
    "mse": "loss: mean squared error",
    "half_mse": "loss: half the mean squared error",
    "mae": "loss: mean absolute error",
    "huber": "Huber loss",
    "logistic": "logistic loss",
}

SQUARED = ("mse", "half_mse", "huber")

_UNIT = re.compile(r"[(\[]\s*([^()\[\]]*[^\W\d_][^()\[\]]*|[%°€$£¥])\s*[)\]]$")


def loss_name(problem: Any) -> str:
    """What the loss of a problem is: ``'loss: mean squared error, (km/s)²'``; ``'loss'`` of a formula."""
    if not isinstance(problem, Fit) or problem.loss_name not in NAMES:
        return "loss"
    name = NAMES[problem.loss_name]
    if problem.ridge or problem.lasso:
        name += " + penalty"
    if problem.target in problem.scalings:
        return f"{name}, standardised"
    unit = unit_of_loss(problem)
    return f"{name}, {unit}" if unit else name


def loss_short(problem: Any) -> str:
    """The same for a narrow place: ``'loss, (km/s)²'``."""
    unit = unit_of_loss(problem)
    return f"loss, {unit}" if unit else "loss"


def unit_of_loss(problem: Any) -> str:
    """The unit of a loss, from that which stands in brackets at the end of the target's name; empty if it has none.

    A penalty is a sum of other things, and standardised columns have no unit.
    """
    if not isinstance(problem, Fit) or problem.ridge or problem.lasso:
        return ""
    found = _UNIT.search(one_line(problem.target))
    if found is None or len(found[1]) > LONGEST or problem.target in problem.scalings:
        return ""
    if problem.loss_name == "mae":
        return found[1]
    if problem.loss_name not in SQUARED:
        return ""
    return f"{found[1]}²" if found[1].isalpha() else f"({found[1]})²"
