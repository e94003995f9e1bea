"""Hyperparameters: what they may be, and the checks that say so."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from thalweg.errors import ArgumentError, FormulaError

#: A number, a flag, a schedule (a formula in t), or one value a run.
Value = float | bool | str | tuple[float, ...]


@dataclass(frozen=True)
class Hyper:
    """Default and range of one hyperparameter.

    Attributes
    ----------
    default : float or bool
    low, high : float
        Smallest and largest value.
    open_low, open_high : bool
        Whether the ends themselves are excluded.
    meaning : str
        A few words for tables and help.
    """

    default: float | bool
    meaning: str = ""
    low: float = -math.inf
    high: float = math.inf
    open_low: bool = False
    open_high: bool = False

    @property
    def flag(self) -> bool:
        """Whether it is a switch rather than a number."""
        return isinstance(self.default, bool)

    @property
    def rule(self) -> str:
        """The range in words."""
        if self.flag:
            return "True or False"
        low, high = self.low > -math.inf, self.high < math.inf
        if low and high:
            return f"in {'(' if self.open_low else '['}{self.low:g}, {self.high:g}{')' if self.open_high else ']'}"
        if low:
            return f"greater than {self.low:g}" if self.open_low else f"at least {self.low:g}"
        if high:
            return f"less than {self.high:g}" if self.open_high else f"at most {self.high:g}"
        return "a number"

    def allows(self, value: float) -> bool:
        """Whether a number lies in the range."""
        above = value > self.low if self.open_low else value >= self.low
        below = value < self.high if self.open_high else value <= self.high
        return math.isfinite(value) and above and below


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
        if isinstance(value, (bool, int)) and value in (0, 1):
            return bool(value)
        raise ArgumentError(f"{optimizer}: {name} must be True or False, not {value!r}")
    if isinstance(value, str):
        return _schedule(optimizer, name, value)
    if isinstance(value, Iterable):
        values = tuple(_number(optimizer, name, hyper, v) for v in value)
        if not values:
            raise ArgumentError(f"{optimizer}: {name} is an empty list; give at least one value")
        return values
    return _number(optimizer, name, hyper, value)


def _number(optimizer: str, name: str, hyper: Hyper, value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ArgumentError(
            f"{optimizer}: {name} must be a number, a list of numbers or a formula in t, not {value!r}"
        ) from None
    if not hyper.allows(number):
        raise ArgumentError(f"{optimizer}: {name} must be {hyper.rule}, not {number}")
    return number


def _schedule(optimizer: str, name: str, text: str) -> str | float:
    from thalweg.expressions import parse

    expression = parse(text)
    for other in expression.names:
        if other != "t":
            raise FormulaError(
                f'{optimizer}: {name} may be a formula in t, the number of the step; "{other}" is not known',
                text,
                max(0, text.find(other)),
            )
    return text if expression.names else float(expression.sympy)
