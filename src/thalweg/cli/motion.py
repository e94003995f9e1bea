"""How animations are to move: what is wrong with it is said before the run, not after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from thalweg.cli import values
from thalweg.errors import ArgumentError
from thalweg.output import MOVING

if TYPE_CHECKING:
    from thalweg.data.progress import Progress


@dataclass(frozen=True)
class Motion:
    """What the options say about animations."""

    frames: str | int | Sequence[int] = "auto"
    fps: float = 25.0
    hold: float = 1.0
    loop: bool = True
    poster: str | None = None
    duration: float | None = None
    turn: float = 0.0

    @classmethod
    def asked(
        cls,
        frames: str,
        fps: str,
        hold: str,
        loop: bool,
        poster: str | None,
        duration: str | None = None,
        turn: str = "0",
    ) -> Motion:
        """Read the options.

        Raises
        ------
        ArgumentError
            Which of them is out of range.
        """
        made = cls(
            values.frames(frames),
            values.number("--fps", fps),
            values.number("--hold", hold),
            loop,
            poster,
            None if duration is None else values.number("--duration", duration),
            values.number("--turn", turn),
        )
        # Imported where they are needed: a run without animations has no use for them.
        if made != cls(loop=loop, poster=poster):
            from thalweg.render.animation.timing import Timing, check_turn, moving
            from thalweg.scenes.frames import check_frames

            Timing((1,), made.fps, made.hold)
            check_frames(made.frames)
            check_turn(made.turn)
            if made.duration is not None:
                moving(made.duration, made.fps, made.hold)
        return made

    def fits(self, outputs: Sequence[str]) -> None:
        """Refuse options of animations where there is none, and a poster that cannot be written."""
        if not any(moves(path) for path in outputs):
            self.fits_none(f"give -o one of {', '.join(MOVING)}")
        if self.poster is None:
            return
        from thalweg.output import check_poster

        check_poster(self.poster)

    def fits_none(self, instead: str) -> None:
        """Refuse what would have no effect, since nothing that is written moves."""
        if self.poster is not None:
            raise ArgumentError(f"--poster is the last frame of an animation: {instead}")
        usual = Motion()
        for name in ("frames", "fps", "duration", "hold", "turn"):
            if getattr(self, name) != getattr(usual, name):
                raise ArgumentError(f"--{name} is for animations: {instead}")
        if not self.loop:
            raise ArgumentError(f"--no-loop is for animations: {instead}")

    def check_recorded(self, recorded: Sequence[int]) -> None:
        """Refuse steps that will not be recorded."""
        if isinstance(self.frames, (str, int)):
            return
        missing = next((step for step in self.frames if step not in recorded), None)
        if missing is not None:
            raise ArgumentError(
                f"--frames {','.join(map(str, self.frames))}: step {missing} is not recorded; "
                f"--every and --steps say which are, from 0 to {recorded[-1]}"
            )

    def settings(self, path: str, progress: Progress) -> dict[str, Any]:
        """What `thalweg.save` is told about a file."""
        if not moves(path):
            return {}
        return {
            "frames": self.frames,
            "fps": self.fps,
            "hold": self.hold,
            "loop": self.loop,
            "poster": self.poster,
            "duration": self.duration,
            "turn": self.turn,
            "progress": progress,
        }

    def without_poster(self) -> Motion:
        """The same for the next animation: one poster is enough."""
        return replace(self, poster=None)


def moves(path: str) -> bool:
    """Whether a file is an animation."""
    return path.lower().endswith(MOVING)
