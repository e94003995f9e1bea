"""Files to write: what is wrong with them is said before the run, not after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thalweg.cli import values
from thalweg.errors import OutputError

if TYPE_CHECKING:
    from thalweg.data import Landscape, Trajectories


@dataclass(frozen=True)
class Picture:
    """What the options say about files."""

    outputs: Sequence[str] = ()
    panels: Sequence[str] = ()
    theme: str = "light"
    size: str | tuple[int, int] | None = None
    title: str | None = None
    written: list[str] = field(default_factory=list)

    @classmethod
    def asked(
        cls,
        outputs: list[str] | None,
        panels: list[str] | None,
        theme: str,
        size: str | None,
        title: str | None,
    ) -> Picture:
        """Read the options, and refuse what cannot be written.

        Raises
        ------
        OutputError
            The extension is not known, or the folder is missing or may not be written to.
        UnknownName
            A panel, the theme or the size is not known.
        """
        made = cls(values.unique(outputs), panels or (), theme, values.size(size), title)
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
            from thalweg.render.size import size_of
            from thalweg.render.theme import theme_named

            theme_named(made.theme)
            size_of(made.size)
        return made

    def fits(self, trial: Callable[[], Trajectories]) -> None:
        """Refuse panels that the problem cannot fill, by runs of a single step.

        Raises
        ------
        ArgumentError
            What the panel needs and what it got.
        """
        if self.panels:
            from thalweg.scenes import Scene

            Scene(trial(), panels=self.panels)

    def write(self, data: Trajectories | Landscape) -> OutputError | None:
        """Write all files; the first failure is given back, so that the others are still written."""
        if not self.outputs:
            return None
        from thalweg.output import save
        from thalweg.scenes import Scene, scene_of

        scene = scene_of(data)
        scene = Scene(scene.runs, scene.landscape, self.panels or None, title=self.title)
        failure = None
        for path in self.outputs:
            try:
                save(scene, path, size=self.size, theme=self.theme)
            except OutputError as error:
                failure = failure or error
            else:
                self.written.append(path)
        return failure
