"""Learning rates for optimizers that were asked for without one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from thalweg.cli.choice import Choice

if TYPE_CHECKING:
    from thalweg.problems.base import Array, Problem

#: Rates that cross a view of `WIDTH` within a hundred steps or so: PyTorch's defaults are made for a million steps.
RATES = {
    "NormalizedGradient": 0.1,
    "SignSGD": 0.05,
    "Adagrad": 0.5,
    "AdaGradNorm": 0.5,
    "RMSprop": 0.02,
    "Adam": 0.1,
    "AdamW": 0.1,
    "Adamax": 0.1,
    "NAdam": 0.1,
    "RAdam": 0.1,
    "AdaBelief": 0.1,
    "Yogi": 0.1,
    "Adan": 0.1,
    "ScheduleFreeAdamW": 0.1,
    "Lion": 0.05,
    "Rprop": 0.1,
}
WIDTH = 4.0

#: Those whose step is the gradient times the rate, so that the curvature says what they can bear.
BY_CURVATURE = ("SGD", "ASGD", "ScheduleFreeSGD")
FALLBACK = 0.1


def with_rate(
    choice: Choice, problem: Problem, starts: Sequence[Array], batch_size: int | None
) -> tuple[Choice, str]:
    """Give an optimizer a rate, and say which and why.

    Parameters
    ----------
    choice : Choice
        Without ``lr``.
    problem : Problem
    starts : sequence of ndarray, shape (d,)
    batch_size : int, optional

    Returns
    -------
    choice : Choice
    note : str
        For example ``"SGD: lr = 0.05, which is 1/λmax of the Hessian at the start"``.
    """
    kind = choice.base.kind
    name = kind.__name__
    if name in BY_CURVATURE:
        rate, why = _stable(problem, starts, batch_size)
    elif name in RATES:
        width = _width(problem)
        rate = float(f"{RATES[name] * (width or WIDTH) / WIDTH:.2g}")
        why = f"for a view {width:g} wide" if width else "for parameters of order 1"
    else:
        default = kind.hyper_ranges["lr"].default
        return choice, f"{choice.name}: lr = {default:g}, its default"
    return choice.with_rate(rate), f"{choice.name}: lr = {rate:g}, {why}"


def _stable(problem: Problem, starts: Sequence[Array], batch_size: int | None) -> tuple[float, str]:
    """Find 1/λmax at the steepest start."""
    import numpy as np

    from thalweg.compute import stable_rate

    where = "at the start" if len(starts) == 1 else "at the steepest start"
    # Where it is not finite, no rate helps: the others decide.
    starts = [point for point in starts if np.isfinite(problem.loss(point))]
    if not starts:
        return FALLBACK, "as the loss at the start is not finite"
    rates = [stable_rate(problem, point) for point in starts]
    known = [rate for rate in rates if rate is not None]
    if len(known) < len(starts):
        starts = [point for point in starts if np.all(np.isfinite(problem.hessian(point)))]
        if not starts:
            return FALLBACK, f"as the Hessian {where} is not finite"
    if len(known) < len(starts):
        sizes = [stable_rate(problem, point, either_sign=True) for point in starts]
        none = f"as the Hessian {where} has no eigenvalue above 0"
        found = [rate for rate in sizes if rate is not None]
        if len(found) < len(starts):
            return FALLBACK, none
        return _short(min(found)), f"which is 1/|λ| of the largest in size, {none}"
    if batch_size is not None:
        return _short(
            min(known) / 10
        ), f"a tenth of 1/λmax of the Hessian {where}, as a batch is steeper than the whole"
    return _short(min(known)), f"which is 1/λmax of the Hessian {where}"


def _short(rate: float) -> float:
    """Round to what can be typed again."""
    return float(f"{rate:.3g}")


def _width(problem: Problem) -> float | None:
    """The smaller side of the problem's view."""
    if problem.domain is None:
        return None
    return min(high - low for low, high in problem.domain.values())
