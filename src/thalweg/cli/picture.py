"""Files to write: what is wrong with them is said before the run, not after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thalweg.cli import values
from thalweg.cli.motion import Motion, moves
from thalweg.cli.terminal import Bar, note, one_line
from thalweg.errors import ArgumentError, OutputError

if TYPE_CHECKING:
    from thalweg.data import Landscape, Trajectories
    from thalweg.scenes import Scene


@dataclass(frozen=True)
class Picture:
    """What the options say about files."""

    outputs: Sequence[str] = ()
    panels: Sequence[str] = ()
    theme: str = "light"
    size: str | tuple[int, int] | None = None
    title: str | None = None
    by: str | tuple[int, ...] | None = None
    gradient: bool = False
    motion: Motion = field(default_factory=Motion)
    written: list[str] = field(default_factory=list)

    @classmethod
    def asked(
        cls,
        outputs: list[str] | None,
        panels: list[str] | None,
        theme: str,
        size: str | None,
        title: str | None,
        by: str | None,
        gradient: bool,
        motion: Motion = Motion(),  # noqa: B008 - frozen
    ) -> Picture:
        """Read the options, and refuse what cannot be written.

        Raises
        ------
        OutputError
            The extension is not known, or the folder is missing or may not be written to.
        UnknownName
            A panel, the theme or the size is not known.
        """
        made = cls(
            values.unique(outputs),
            panels or (),
            theme,
            values.size(size),
            title,
            values.by(by),
            gradient,
            motion,
        )
        motion.fits(made.outputs)
        # Imported where they are needed: a run without pictures has no use for matplotlib.
        if made.outputs:
            from thalweg.output import check

            for path in made.outputs:
                check(path)
        if made.panels:
            from thalweg.scenes.panels import panel_named

            for panel in made.panels:
                panel_named(panel)
        if made.outputs or theme != "light" or size is not None:
            from thalweg.render.auto import AUTO, refuse
            from thalweg.render.size import size_of
            from thalweg.render.theme import theme_named

            if theme == AUTO:
                for path in made.outputs:
                    refuse(path.rpartition(".")[2].lower())
            else:
                theme_named(theme)
            size_of(made.size)
        return made

    def fits(self, trial: Callable[[], Trajectories], recorded: Sequence[int]) -> None:
        """Refuse what the problem and the runs cannot fill, by runs of a single step.

        Parameters
        ----------
        trial : callable
            Makes those runs.
        recorded : sequence of int
            The steps that the real runs will have.

        Raises
        ------
        ArgumentError, UnknownName
            What the panel needs and what it got; what the runs differ in.
        """
        self.motion.check_recorded(recorded)
        by = self.by
        if isinstance(by, tuple):
            missing = next((step for step in by if step not in recorded), None)
            if missing is not None:
                raise ArgumentError(
                    f"--by {','.join(map(str, by))}: step {missing} is not recorded; "
                    f"--every and --steps say which are, from 0 to {recorded[-1]}"
                )
            by = "step"
        turned = bool(self.motion.turn) and any(moves(path) for path in self.outputs)
        if self.panels or by is not None or self.gradient or turned:
            scene = self._scene(trial(), by)
            if turned:
                from thalweg.render.animation.timing import check_space

                check_space(scene)

    def _scene(
        self, data: Trajectories | Landscape | Sequence[Landscape], by: str | tuple[int, ...] | None
    ) -> Scene:
        from thalweg.scenes import Scene, scene_of

        plain = scene_of(data)
        return Scene(
            plain.runs if not plain.several else None,
            plain.several or plain.landscape,
            self.panels or None,
            title=self.title,
            by=by,
            gradient=self.gradient,
        )

    def tell(self) -> None:
        """Say which files were written."""
        for path in self.written:
            note(f"wrote {path}")

    def write(
        self, data: Trajectories | Landscape | Sequence[Landscape], *, wanted: bool = False
    ) -> OutputError | None:
        """Write all files; the first failure is given back, so that the others are still written.

        Parameters
        ----------
        wanted : bool
            Whether a progress bar is shown while an animation is drawn.
        """
        if not self.outputs:
            return None
        from thalweg.output import save

        scene = self._scene(data, self.by)
        failure, motion = None, self.motion
        for path in self.outputs:
            try:
                with Bar(f"drawing {one_line(path)}", wanted=wanted and moves(path)) as bar:
                    how = motion.settings(path, bar)
                    save(scene, path, size=self.size, theme=self.theme, **how)
            except OutputError as error:
                failure = failure or error
            else:
                self.written.append(path)
                if moves(path):
                    motion = motion.without_poster()
        return failure
