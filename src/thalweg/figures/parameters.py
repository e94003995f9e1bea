"""What a figure can be asked to vary: typed values with a default, a range and a unit."""

from __future__ import annotations

import math
import numbers
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from thalweg.errors import ArgumentError, UnknownName, nearest
from thalweg.scenes.text import count


@dataclass(frozen=True)
class Real:
    """A number.

    Attributes
    ----------
    name : str
    default, low, high : float
        Both ends belong to the range.
    meaning : str
        In a few words.
    unit : str
        Empty where the number has none.
    """

    name: str
    default: float
    low: float
    high: float
    meaning: str
    unit: str = ""

    @property
    def rule(self) -> str:
        """Which values it takes, in words."""
        return f"a number from {self.low:g} to {self.high:g}"

    @property
    def ends(self) -> tuple[Any, ...]:
        """The outermost values."""
        return (self.low, self.high)

    def check(self, value: Any) -> float:
        """Take a value, or say which ones are taken."""
        if _is_number(value) and self.low <= value <= self.high:
            return float(value)
        raise _refusal(self, value)

    def read(self, text: str) -> float:
        """Take a value from a command line."""
        try:
            return self.check(float(text))
        except ValueError:
            raise _refusal(self, text) from None


@dataclass(frozen=True)
class Whole:
    """A whole number, with the attributes of `Real`."""

    name: str
    default: int
    low: int
    high: int
    meaning: str
    unit: str = ""

    @property
    def rule(self) -> str:
        """Which values it takes, in words."""
        return f"a whole number from {self.low:,} to {self.high:,}"

    @property
    def ends(self) -> tuple[Any, ...]:
        """The outermost values."""
        return (self.low, self.high)

    def check(self, value: Any) -> int:
        """Take a value, or say which ones are taken."""
        if _is_number(value) and value == math.floor(value) and self.low <= value <= self.high:
            return int(value)
        raise _refusal(self, value)

    def read(self, text: str) -> int:
        """Take a value from a command line."""
        try:
            return self.check(float(text))
        except (ValueError, OverflowError):
            raise _refusal(self, text) from None


@dataclass(frozen=True)
class Several:
    """Some numbers of one kind.

    Attributes
    ----------
    default : tuple of float
    low, high : float
        Range of each.
    least, most : int
        How many there may be.
    whole : bool
        Whether all are whole numbers.
    """

    name: str
    default: tuple[float, ...]
    low: float
    high: float
    meaning: str
    unit: str = ""
    least: int = 1
    most: int = 6
    whole: bool = False

    @property
    def each(self) -> Real | Whole:
        """One of them."""
        if self.whole:
            low, high = int(self.low), int(self.high)
            return Whole(self.name, low, low, high, self.meaning, self.unit)
        return Real(self.name, self.low, self.low, self.high, self.meaning, self.unit)

    @property
    def rule(self) -> str:
        """Which values it takes, in words."""
        kind = "whole number" if self.whole else "number"
        many = (
            count(self.least, kind)
            if self.least == self.most
            else f"{self.least} to {count(self.most, kind)}"
        )
        return f"{many}, each from {self.low:g} to {self.high:g}"

    @property
    def ends(self) -> tuple[Any, ...]:
        """The fewest and lowest, and the most and highest values; all of them different where they can be."""
        if self.whole:
            low, high = int(self.low), int(self.high)
            few = tuple(min(low + k, high) for k in range(self.least))
            return (few, tuple(max(high - k, low) for k in range(self.most))[::-1])
        share = [k / max(1, self.most - 1) for k in range(self.most)]
        many = tuple(self.low + (self.high - self.low) * part for part in share)
        return (many[: self.least], many)

    def check(self, value: Any) -> tuple[float, ...]:
        """Take values, or say which ones are taken."""
        given = [value] if _is_number(value) else value
        if isinstance(given, str) or (
            not isinstance(given, Sequence) and not hasattr(given, "tolist")
        ):
            raise _refusal(self, value)
        try:
            found = tuple(self.each.check(one) for one in given)
        except ArgumentError:
            raise _refusal(self, value) from None
        if not self.least <= len(found) <= self.most:
            raise _refusal(self, value)
        return found

    def read(self, text: str) -> tuple[float, ...]:
        """Take values from a command line, with commas between them."""
        try:
            return self.check([float(part) for part in text.split(",")])
        except ValueError:
            raise _refusal(self, text) from None


@dataclass(frozen=True)
class Choice:
    """One of some words."""

    name: str
    default: str
    options: tuple[str, ...]
    meaning: str
    unit: str = ""

    @property
    def rule(self) -> str:
        """Which values it takes, in words."""
        return "one of " + ", ".join(self.options)

    @property
    def ends(self) -> tuple[Any, ...]:
        """All values."""
        return self.options

    def check(self, value: Any) -> str:
        """Take a value, or say which ones are taken."""
        if value in self.options:
            return value
        if isinstance(value, str):
            raise _refusal(self, value, nearest(value, self.options))
        raise _refusal(self, value)

    def read(self, text: str) -> str:
        """Take a value from a command line."""
        return self.check(text)


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    name: str
    default: bool
    meaning: str
    unit: str = ""

    @property
    def rule(self) -> str:
        """Which values it takes, in words."""
        return "true or false"

    @property
    def ends(self) -> tuple[Any, ...]:
        """Both values."""
        return (False, True)

    def check(self, value: Any) -> bool:
        """Take a value, or say which ones are taken."""
        if isinstance(value, bool) or (hasattr(value, "dtype") and value.dtype == bool):
            return bool(value)
        raise _refusal(self, value)

    def read(self, text: str) -> bool:
        """Take a value from a command line."""
        return self.check({"true": True, "false": False}.get(text.lower(), text))


Parameter = Real | Whole | Several | Choice | Flag


def read_all(known: Sequence[Parameter], given: dict[str, Any], figure: str) -> dict[str, Any]:
    """Values of all parameters: the given ones, checked, and the defaults.

    Raises
    ------
    UnknownName
        ``momentum has no parameter "bta"; did you mean "beta"? Its parameters are beta, steps``.
    ArgumentError
        ``beta must be a number from 0 to 0.999; got 1.5``.
    """
    by_name = {one.name: one for one in known}
    for name in given:
        if name not in by_name:
            hint = nearest(name, by_name) or "."
            has = f"Its parameters are {', '.join(by_name)}" if by_name else "It has none"
            raise UnknownName(f'{figure} has no parameter "{name}"{hint} {has}')
    return {
        name: one.check(given[name]) if name in given else one.default
        for name, one in by_name.items()
    }


def shown(value: Any) -> str:
    """A value as one writes it on a command line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ",".join(f"{one:g}" for one in value)
    return value if isinstance(value, str) else f"{value:g}"


def _is_number(value: Any) -> bool:
    # NumPy's numbers count; True and NaN do not.
    return isinstance(value, numbers.Real) and not isinstance(value, bool) and math.isfinite(value)


def _refusal(parameter: Parameter, value: Any, hint: str = "") -> ArgumentError:
    got = f'"{value}"' if isinstance(value, str) else repr(value)
    return ArgumentError(f"{parameter.name} must be {parameter.rule}; got {got}{hint}")
