"""Hyperparameters: what they may be, and the checks that say so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from thalweg.errors import ArgumentError, FormulaError
from thalweg.expressions import compile_program, parse
from thalweg.optim.schedule_text import formula

#: A number, a flag, a schedule (a formula in t), or one value a run.
Value = float | bool | str | tuple[float, ...]


@dataclass(frozen=True)
class Hyper:
    """Default and range of one hyperparameter.

    Attributes
    ----------
    default : float or bool
    meaning : str
        A few words for tables and help.
    low, high : float
        Smallest and largest value.
    open_low, open_high : bool
        Whether the ends themselves are excluded.
    whole : bool
        Whether it counts something.
    """

    default: float | bool
    meaning: str = ""
    low: float = -math.inf
    high: float = math.inf
    open_low: bool = False
    open_high: bool = False
    whole: bool = False

    @property
    def flag(self) -> bool:
        """Whether it is a switch rather than a number."""
        return isinstance(self.default, bool)

    @property
    def rule(self) -> str:
        """The range in words."""
        if self.flag:
            return "True or False"
        least = f"greater than {self.low:g}" if self.open_low else f"at least {self.low:g}"
        most = f"less than {self.high:g}" if self.open_high else f"at most {self.high:g}"
        bounds = [least] * math.isfinite(self.low) + [most] * math.isfinite(self.high)
        limits = " and ".join(bounds)
        if self.whole:
            return f"a whole number of {limits}"
        return limits or "finite"

    def allows(self, value: float) -> bool:
        """Whether a number lies in the range."""
        above = value > self.low if self.open_low else value >= self.low
        below = value < self.high if self.open_high else value <= self.high
        whole = not self.whole or value == value // 1
        return math.isfinite(value) and above and below and whole


def learning_rate(default: float) -> Hyper:
    """Make the entry of ``lr``."""
    return Hyper(default, "learning rate", low=0)


def small(default: float) -> Hyper:
    """Make the entry of ``eps``."""
    return Hyper(default, "keeps the divisor away from zero", low=0)


#: Entries that several optimizers share.
WEIGHT_DECAY = Hyper(0.0, "pull of every parameter towards zero", low=0)
DECOUPLED = Hyper(False, "weight decay beside the gradient's step, not within the gradient")
AMSGRAD = Hyper(False, "divide by the largest second moment so far")
BETA1 = Hyper(0.9, "part of the momentum that is kept", low=0, high=1, open_high=True)
BETA2 = Hyper(0.999, "part of the second moment that is kept", low=0, high=1, open_high=True)


def check(optimizer: str, name: str, hyper: Hyper, value: Any) -> Value:
    """Bring a value to its plain form.

    Raises
    ------
    ArgumentError
        ``SGD: momentum must be at least 0, not -1.0``.
    FormulaError
        A schedule that cannot be read, or that depends on more than t.
    """
    if hyper.flag:
        if isinstance(value, (bool, int, np.bool_)) and value in (0, 1):
            return bool(value)
        raise ArgumentError(f"{optimizer}: {name} must be True or False, not {value!r}")
    if isinstance(value, str) and hyper.whole:
        raise ArgumentError(f"{optimizer}: {name} must be {hyper.rule}, not {value!r}")
    if isinstance(value, str):
        return _schedule(optimizer, name, hyper, value)
    if _single(value):
        return _number(optimizer, name, hyper, value)
    values = tuple(_number(optimizer, name, hyper, v) for v in value)
    if not values:
        raise ArgumentError(f"{optimizer}: {name} is an empty list; give at least one value")
    return values


def _single(value: Any) -> bool:
    """Whether a value is none that is taken apart into the values of several runs."""
    if isinstance(value, (list, tuple)):
        # NumPy has no number of dimensions for lists of different lengths; each of them is refused by itself.
        return False
    return (
        np.ndim(value) == 0 or not isinstance(value, Iterable) or isinstance(value, (Mapping, Set))
    )


def _number(optimizer: str, name: str, hyper: Hyper, value: Any) -> float:
    try:
        if isinstance(value, (str, bytes, bool, np.bool_)):
            raise TypeError
        number = float(value)
    except (OverflowError, TypeError, ValueError):
        raise ArgumentError(
            f"{optimizer}: {name} must be a number, a list of numbers or a formula in t, not {value!r}"
        ) from None
    if not hyper.allows(number):
        raise ArgumentError(
            f"{optimizer}: {name} must be {hyper.rule}, not {number:{'g' if hyper.whole else ''}}"
        )
    return int(number) if hyper.whole else number


@lru_cache(maxsize=256)
def _schedule(optimizer: str, name: str, hyper: Hyper, text: str) -> str | float:
    expression = parse(formula(text))
    for other, place in zip(expression.names, expression.places, strict=True):
        if other != "t":
            # A schedule that is called by name is written out in t alone, so this is the text as it was given.
            raise FormulaError(
                f'{optimizer}: {name} may be a formula in t, the number of the step; "{other}" is not known',
                text,
                place,
            )
    with np.errstate(all="ignore"):
        (first,) = compile_program([expression.sympy], ["t"]).arrays(np.float64(1))
    if not expression.names:
        return _number(optimizer, name, hyper, first)
    # Later steps are not tried: how many there will be is not known here.
    if not hyper.allows(float(first)):
        raise ArgumentError(
            f'{optimizer}: {name} must be {hyper.rule}; at step 1, "{text}" is {float(first)}'
        )
    return text
