"""When each frame is shown, and for how long."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from thalweg.errors import ArgumentError

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

SLOWEST, FASTEST, LONGEST = 1.0, 60.0, 60.0
"""Limits of the frames a second, and of the seconds that the last frame is held."""

SAMPLES = 12
"""As many frames are looked at to choose a GIF's colours."""

MOST_TURNED = 720.0
"""Degrees that a camera turns at most: twice round."""

ENDLESS = 3600.0
"""Seconds that a whole animation lasts at most."""


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

    @classmethod
    def lasting(
        cls, frames: int, duration: float, fps: float = 25.0, hold: float = 1.0, loop: bool = True
    ) -> Timing:
        """So many frames within so many seconds, each standing about as long as the others.

        Parameters
        ----------
        frames : int
        duration : float
            Seconds, those of `hold` included.
        fps : float
            Ticks a second; more where the frames need more.

        Raises
        ------
        ArgumentError
            ``600 frames in 2 seconds are 300 a second, and 60 are the most: show fewer frames, or let it last longer``.
        """
        rate = max(fps, frames / moving(duration, fps, hold))
        if rate > FASTEST:
            raise ArgumentError(
                f"{frames:,} frames in {moving(duration, fps, hold):g} seconds are {rate:.0f} a second, "
                f"and {FASTEST:.0f} are the most: show fewer frames, or let it last longer"
            )
        total = max(round(rate * moving(duration, fps, hold)), frames)
        ends = [round(total * (k + 1) / frames) for k in range(frames)]
        ticks = (end - start for start, end in zip([0, *ends], ends, strict=False))
        return cls(tuple(ticks), rate, hold, loop)

    def each(self) -> Timing:
        """The same with a frame for every tick."""
        return Timing((1,) * sum(self.ticks), self.fps, self.hold, self.loop)


def moving(duration: float, fps: float = 25.0, hold: float = 1.0) -> float:
    """Seconds that are left to the frames before the last one is held.

    Raises
    ------
    ArgumentError
        ``duration must be a number of seconds that is longer than hold (1) and at most 3600, not 0.5``.
    """
    Timing((1,), fps, hold)
    number = isinstance(duration, (int, float)) and not isinstance(duration, bool)
    if not number or not hold < duration <= ENDLESS:
        raise ArgumentError(
            f"duration must be a number of seconds that is longer than hold ({hold:g}) "
            f"and at most {ENDLESS:.0f}, not {duration!r}"
        )
    return duration - hold


def samples_of(frames: int) -> list[int]:
    """Some of so many frames, from which colours are chosen; the last one, which shows all there is, comes first."""
    return np.linspace(frames - 1, 0, min(SAMPLES, frames)).round().astype(int).tolist()


def check_turn(turn: float) -> None:
    """Refuse what is no angle.

    Raises
    ------
    ArgumentError
        ``turn must be a number of degrees from -720 to 720, not 'once'``.
    """
    number = isinstance(turn, (int, float)) and not isinstance(turn, bool)
    if not number or not abs(turn) <= MOST_TURNED:
        raise ArgumentError(
            f"turn must be a number of degrees from -{MOST_TURNED:g} to {MOST_TURNED:g}, not {turn!r}"
        )


def check_space(scene: Scene) -> None:
    """Refuse to turn the camera of a scene that has none.

    Raises
    ------
    ArgumentError
        ``turn is for panels of three dimensions, such as surface; this scene has contour, loss``.
    """
    if all(picture.dims != 3 for picture in scene.pictures):
        raise ArgumentError(
            "turn is for panels of three dimensions, such as surface; "
            f"this scene has {', '.join(scene.panels)}"
        )
