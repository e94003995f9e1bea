"""What the text of an option means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thalweg.errors import ArgumentError

if TYPE_CHECKING:
    from thalweg.optim import Optimizer
    from thalweg.problems.base import Array, Problem

_HYPER = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)(.*)", re.DOTALL)
_TRUTH = {"true": True, "false": False}
_PIXELS = re.compile(r"\s*(\d+)\s*[x×]\s*(\d+)\s*", re.IGNORECASE)


def whole(option: str, text: str, least: int) -> int:
    """Read a whole number; 1e4 is one."""
    try:
        number = float(text)
        if number.is_integer() and number >= least:
            return int(number)
    except (ValueError, OverflowError):
        pass
    raise ArgumentError(f'{option} must be a whole number of at least {least}, not "{text}"')


def number(option: str, text: str) -> float:
    """Read a number; whether it is in range is for the library to say."""
    try:
        return float(text)
    except ValueError:
        raise ArgumentError(f'{option} must be a number, not "{text}"') from None


def size(text: str | None) -> str | tuple[int, int] | None:
    """Read a size: its name, or pixels as 1200x800."""
    found = _PIXELS.fullmatch(text or "")
    return (int(found[1]), int(found[2])) if found else text


def start(problem: Problem, text: str) -> Array:
    """Read a point: ``-1.8,0.6`` or ``x=-1.8,y=0.6``; shape (d,)."""
    from thalweg.compute.starts import as_starts

    parts = [part.strip() for part in text.split(",")]
    if not any("=" in part for part in parts):
        return as_starts(problem, [_coordinate(part, text) for part in parts])[0]
    point: dict[str, float] = {}
    for part in parts:
        name, equals, value = part.partition("=")
        if not equals:
            raise ArgumentError(
                f'a start has a name for every number or for none; "{part}" of --start {text} has none'
            )
        if name.strip() in point:
            raise ArgumentError(f"--start {text} gives {name.strip()} twice")
        point[name.strip()] = _coordinate(value, text)
    return as_starts(problem, point)[0]


def _coordinate(part: str, text: str) -> float:
    try:
        return float(part)
    except ValueError:
        raise ArgumentError(
            f'a start is numbers, as in --start -1.8,0.6; "{part.strip()}" of --start {text} is none'
        ) from None


@dataclass(frozen=True)
class Choice:
    """An optimizer as it was asked for: its class and the hyperparameters that were given.

    Attributes
    ----------
    kind : type of Optimizer
    hyper : dict of str to float, bool, str, or list of these
        A text is a formula in t.
    """

    kind: type[Optimizer]
    hyper: dict[str, Any]

    @property
    def needs_rate(self) -> bool:
        """Whether its learning rate is left to the program."""
        return "lr" in self.kind.hyper_ranges and "lr" not in self.hyper

    def build(self) -> list[Optimizer]:
        """Make the optimizers: one, which may stand for several runs, or one for each formula of a list."""
        lists = {n: v for n, v in self.hyper.items() if isinstance(v, list)}
        formulas = [n for n, v in lists.items() if any(isinstance(one, str) for one in v)]
        # The library's lists hold numbers only.
        if not formulas or len({len(v) for v in lists.values()}) > 1:
            return [self.kind(**self.hyper)]
        return [
            self.kind(**{n: v[i] if n in lists else v for n, v in self.hyper.items()})
            for i in range(len(lists[formulas[0]]))
        ]


def optimizer(text: str) -> Choice:
    """Read an optimizer: ``NAME`` or ``NAME:hyper=value,...``.

    A value without a name belongs to the hyperparameter before it: ``lr=0.01,0.1`` are two rates, ``betas=0.9,0.99`` is
    a pair. The name of a switch alone turns it on.

    Raises
    ------
    UnknownName
        No optimizer has this name.
    ArgumentError
        ``write hyperparameters as name=value, as in sgd:lr=0.1; "0.1" of --optimizer sgd:0.1 has no name``.
    """
    from thalweg.optim import find

    name, colon, rest = text.partition(":")
    kind = find(name.strip())
    given: dict[str, list[float | bool | str]] = {}
    last: str | None = None
    for part in _parts(rest) if colon else ():
        found = _HYPER.fullmatch(part)
        if found is not None:
            last = str(found[1])
            if last in given:
                raise ArgumentError(f"--optimizer {text} gives {last} twice")
            given[last] = [_value(last, found[2], text)]
        elif part in kind.hyper_ranges and kind.hyper_ranges[part].flag:
            given[part], last = [True], None
        elif last is None:
            raise ArgumentError(
                f"write hyperparameters as name=value, as in {name.strip()}:lr=0.1; "
                f'"{part}" of --optimizer {text} has no name'
            )
        else:
            given[last].append(_value(last, part, text))
    return Choice(kind, {n: v[0] if len(v) == 1 else v for n, v in given.items()})


def _value(name: str, text: str, whole_text: str) -> float | bool | str:
    text = text.strip()
    if not text:
        raise ArgumentError(f"{name} of --optimizer {whole_text} has no value")
    if text.lower() in _TRUTH:
        return _TRUTH[text.lower()]
    try:
        return float(text)
    except ValueError:
        return text


def _parts(text: str) -> Iterator[str]:
    """Split at commas, but not at those within brackets, which belong to a formula."""
    depth = begin = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character == "," and depth <= 0:
            yield text[begin:at].strip()
            begin = at + 1
    yield text[begin:].strip()


def unique(values: Sequence[str] | None) -> list[str]:
    """Drop repetitions, and keep the order."""
    return list(dict.fromkeys(values or ()))
