"""How long work says how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Progress = Callable[[int, int], None]
"""Called as ``progress(done, all)``; `all` is 0 where nobody knows how much it will be."""

_In = TypeVar("_In")
_Out = TypeVar("_Out")


def counted(
    call: Callable[[_In], _Out], progress: Progress | None, expected: int = 0
) -> Callable[[_In], _Out]:
    """A function that says after each call how many there were, of so many as are expected."""
    if progress is None:
        return call
    tell, done = progress, 0

    def counting(given: _In) -> _Out:
        nonlocal done
        found = call(given)
        done += 1
        tell(done, expected)
        return found

    return counting
