"""When each frame is shown, and for how long."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate

from thalweg.errors import ArgumentError

SLOWEST, FASTEST, LONGEST = 1.0, 60.0, 60.0
"""Limits of the frames a second, and of the seconds that the last frame is held."""


@dataclass(frozen=True)
class Timing:
    """When each frame is shown.

    Attributes
    ----------
    ticks : tuple of int
        How many ticks each frame stands; the last one is held longer.
    fps : float
        Ticks a second.
    hold : float
        Seconds that the last frame stands in addition.
    loop : bool
        Whether it begins anew at the end.
    """

    ticks: tuple[int, ...]
    fps: float = 25.0
    hold: float = 1.0
    loop: bool = True

    def __post_init__(self) -> None:
        for name, low, high in (("fps", SLOWEST, FASTEST), ("hold", 0.0, LONGEST)):
            value = getattr(self, name)
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if not number or not low <= value <= high:
                unit = "frames a second" if name == "fps" else "seconds"
                raise ArgumentError(
                    f"{name} must be a number of {unit} from {low:g} to {high:g}, not {value!r}"
                )

    @property
    def held(self) -> int:
        """Ticks that the last frame stands in addition."""
        return round(self.hold * self.fps)

    def starts(self, unit: int) -> list[int]:
        """When each frame begins and when the last one ends, in parts of a second: `unit` of them are a second.

        Rounded from the start on, so that the whole is as long as it should be; no frame is shorter than one part.
        """
        ticks = [0, *accumulate(self.ticks)]
        ticks[-1] += self.held
        found = [math.floor(unit * tick / self.fps + 0.5) for tick in ticks]
        for k in range(1, len(found)):
            found[k] = max(found[k], found[k - 1] + 1)
        return found
