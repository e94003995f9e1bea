"""Schedules that are called by name in a text: ``"cosine(0.1, 100)"``."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import lru_cache

from thalweg.errors import ArgumentError, nearest
from thalweg.expressions.functions import FUNCTIONS
from thalweg.optim.schedules import (
    cosine,
    exponential,
    inverse_sqrt,
    linear,
    milestones,
    one_cycle,
    polynomial,
    step,
    warmup,
)

#: The schedules that a text may call.
NAMES: dict[str, Callable[..., str]] = {
    f.__name__: f
    for f in (
        step,
        milestones,
        exponential,
        cosine,
        linear,
        polynomial,
        inverse_sqrt,
        one_cycle,
        warmup,
    )
}

_CALL = re.compile(rf"\s*({'|'.join(NAMES)})\s*\(([^()]*)\)\s*")


@lru_cache(maxsize=256)
def formula(text: str) -> str:
    """Write out a schedule that is called by name; any other formula stays as it is.

    Parameters
    ----------
    text : str
        For example ``"cosine(0.1, 100, warmup=10)"``.

    Raises
    ------
    ArgumentError
        ``cosine takes lr, steps, warmup, lr_end, all of them numbers; "cosine(0.1)" does not fit (missing a required
        argument: 'steps')`` and the like.
    """
    found = _CALL.fullmatch(text)
    if found is None:
        _check_name(text)
        return text
    schedule = NAMES[found[1]]
    given: list[float] = []
    named: dict[str, float] = {}
    try:
        for part in filter(None, map(str.strip, found[2].split(","))):
            name, equals, value = map(str.strip, part.rpartition("="))
            if not equals:
                given.append(_read(part))
                continue
            if name in named:
                raise TypeError(f"{name!r} is given twice")
            named[name] = _read(value)
        inspect.signature(schedule).bind(*given, **named)
    except (TypeError, ValueError) as error:
        takes = ", ".join(inspect.signature(schedule).parameters)
        raise ArgumentError(
            f'{found[1]} takes {takes}, all of them numbers; "{text.strip()}" does not fit ({error})'
        ) from None
    return schedule(*given, **named)


def _check_name(text: str) -> None:
    """Refuse a name that is nearly a schedule's, for which a formula would only say that it knows no such function."""
    found = re.fullmatch(r"\s*([A-Za-z_]\w*)\s*\([^()]*\)\s*", text)
    if found is not None and found[1] not in FUNCTIONS:
        hint = nearest(found[1], NAMES)
        if hint:
            raise ArgumentError(
                f'there is no schedule "{found[1]}"{hint} The schedules are {", ".join(NAMES)}'
            )


def _read(text: str) -> float:
    number = float(text)
    return int(number) if number.is_integer() else number
