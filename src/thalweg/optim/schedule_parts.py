"""Parts of the formulas of schedules, and the checks of their arguments."""

from __future__ import annotations

import math
from numbers import Integral, Real
from typing import Any

from thalweg.errors import ArgumentError


def number(value: float) -> str:
    """A number as a formula spells it."""
    return f"{float(value)!r}".removesuffix(".0")


def count(warmup: int) -> str:
    """Steps done since the warm-up."""
    return f"(t - {warmup + 1})"


def part_over(name: str, steps: int, warmup: int) -> str:
    """The part of the run that is over, from 0 to 1, the warm-up left out."""
    check_whole(name, steps=steps)
    check_warmup(warmup)
    if warmup >= steps:
        raise ArgumentError(
            f"{name}: steps must be more than the {warmup} of the warm-up, not {steps}"
        )
    return f"min({count(warmup)}/{steps - warmup}, 1)"


def between(lr: float, end: float, part: str) -> str:
    """The rate where `part`, from 1 to 0, of the way down is left."""
    # 0.1 - 0.01 is 0.09000000000000001; nobody would write that.
    fall = number(float(f"{lr - end:.15g}"))
    return f"{number(lr)}*{part}" if end == 0 else f"({number(end)} + {fall}*{part})"


def warmed(lr: float, warmup: int, then: str) -> str:
    """A schedule after its linear warm-up."""
    check_warmup(warmup)
    if warmup == 0:
        return then
    return f"where(t > {warmup}, {then}, {number(lr)}*t/{warmup})"


def check_numbers(name: str, **values: Any) -> None:
    """Refuse rates and factors that make no sense."""
    for key, value in values.items():
        real = isinstance(value, Real) and not isinstance(value, bool)
        positive = key in ("gamma", "power", "div", "final_div")
        if not real or not math.isfinite(value) or value < 0 or (positive and value == 0):
            rule = "a number greater than 0" if positive else "a number of at least 0"
            raise ArgumentError(f"{name}: {key} must be {rule}, not {value!r}")


def check_warmup(warmup: Any) -> None:
    """Refuse what is no number of steps; 0 is no warm-up."""
    if warmup != 0:
        check_whole("warm-up", warmup=warmup)


def check_whole(name: str, **values: Any) -> None:
    """Refuse counts of steps that are none."""
    for key, value in values.items():
        if not isinstance(value, Integral) or isinstance(value, bool) or value < 1:
            raise ArgumentError(
                f"{name}: {key} must be a whole number of at least 1, not {value!r}"
            )
