"""A figure with its data: what `thalweg.figures.NAME(...)` returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from thalweg.figures.figure import Figure
from thalweg.figures.parameters import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from thalweg.render.theme import Theme


@dataclass(frozen=True)
class Checked:
    """A claim, and whether it holds for the data at hand."""

    words: str
    holds: bool


@dataclass(frozen=True, eq=False)
class Result:
    """A figure that was computed.

    Attributes
    ----------
    figure : Figure
    parameters : dict
        All of them, also those that were not given.
    data : dataclass or mapping of arrays
        What was computed: what the figure shows and what its claims are about.
    """

    figure: Figure
    parameters: dict[str, Any]
    data: Any
    _given: list[Axes] = field(default_factory=list, repr=False)

    @property
    def name(self) -> str:
        """The figure's name."""
        return self.figure.name

    @property
    def title(self) -> str:
        """What stands above the picture."""
        return self.figure.title

    @property
    def caption(self) -> str:
        """What the figure teaches."""
        return self.figure.caption

    @cached_property
    def claims(self) -> tuple[Checked, ...]:
        """What the figure says, and whether that holds for these data.

        At the defaults all claims hold. Other parameters may make some false: the picture then shows just that.
        """
        return tuple(
            Checked(claim.words, bool(claim.holds(self.data))) for claim in self.figure.claims
        )

    @cached_property
    def alt(self) -> str:
        """The picture in words, made from the computed values."""
        return f"{self.figure.title}. {self.figure.alt(self.data)}"

    @cached_property
    def axes(self) -> tuple[Axes, ...]:
        """The matplotlib axes: those that were given, else those of a new matplotlib figure."""
        if self._given:
            return tuple(self._given)
        from thalweg.figures.compose import drawn

        return tuple(panel.ax for panel in drawn(self).panels)

    def draw_on(self, ax: Any, theme: str | Theme = "light") -> None:
        """Draw on given axes."""
        from thalweg.figures.compose import draw_on

        self._given[:] = draw_on(self, ax, theme)

    def _repr_svg_(self) -> str:
        """The picture for notebooks."""
        import io

        from thalweg.figures.compose import write

        out = io.BytesIO()
        write(self, out, "svg", theme="auto")
        return out.getvalue().decode()

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={shown(value)}" for name, value in self.parameters.items())
        return f"<figure {self.name}({given})>"
