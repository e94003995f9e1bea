"""What the text of an option means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from thalweg.errors import ArgumentError

if TYPE_CHECKING:
    from thalweg.data import Trajectories
    from thalweg.problems.base import Array, Problem

_PIXELS = re.compile(r"\s*(\d+)\s*[x×]\s*(\d+)\s*", re.IGNORECASE)


def whole(option: str, text: str, least: int) -> int:
    """Read a whole number; 1e4 is one."""
    try:
        # Digits alone are exact; as a float, large ones are not.
        number = int(text) if text.strip().isdecimal() else float(text)
        if number == int(number) and number >= least:
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


def by(text: str | None) -> str | tuple[int, ...] | None:
    """Read what small multiples differ in: a name, or steps as 0,10,50."""
    parts = (text or "").split(",")
    return tuple(map(int, parts)) if all(p.strip().isdecimal() for p in parts) else text


def frames(text: str) -> str | int | tuple[int, ...]:
    """Read which steps an animation shows: a number of frames, steps as 0,10,50, or words."""
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() for part in parts):
        return text
    return int(parts[0]) if len(parts) == 1 else tuple(map(int, parts))


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


def unique(values: Sequence[str] | None) -> list[str]:
    """Drop repetitions, and keep the order."""
    return list(dict.fromkeys(values or ()))


def recorded(option: str, path: str) -> Trajectories:
    """Load recorded runs."""
    from thalweg.data import Trajectories
    from thalweg.output import load

    loaded = load(path)
    if not isinstance(loaded, Trajectories):
        raise ArgumentError(f'{option} needs recorded runs; "{path}" holds a landscape')
    return loaded
