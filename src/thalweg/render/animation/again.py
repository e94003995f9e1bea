"""What panels of fitted models have in common: models and titles that are drawn again for every moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from matplotlib.artist import Artist
from matplotlib.text import Text

from thalweg.problems.fit import Fit
from thalweg.render.animation.digits import Words
from thalweg.render.animation.moves import Redraw
from thalweg.render.marks import Drawn
from thalweg.scenes.boundary_fit import BoundaryFit
from thalweg.scenes.fitted import Ending, steady_equation
from thalweg.scenes.frames import Moment
from thalweg.scenes.plane_fit import PlaneFit
from thalweg.scenes.table_fit import TableFit

_Movable = TypeVar("_Movable", BoundaryFit, PlaneFit, TableFit)


def as_it_was(picture: _Movable) -> Callable[[Moment], _Movable]:
    """The picture at a moment, worked out once for all that ask about the same one."""
    known: dict[int, _Movable] = {}

    def then(moment: Moment) -> _Movable:
        if moment.step not in known:
            known.clear()
            known[moment.step] = picture.at(moment.theta)
        return known[moment.step]

    return then


def redraw(drawn: Drawn, roles: Sequence[str], draw: Callable[[Drawn, Moment], None]) -> None:
    """Let artists of some roles be made anew for every moment."""

    def again(moment: Moment) -> list[Artist]:
        scratch = Drawn(drawn.ax, space=drawn.space)
        draw(scratch, moment)
        return [artist for each in scratch.artists.values() for artist in each]

    artists = [artist for role in roles for artist in drawn.artists.get(role, ())]
    drawn.moves.append(Redraw(artists, again))


def retell(drawn: Drawn, tell: Callable[[Moment, str], str]) -> None:
    """Let the title tell something else until the end.

    Parameters
    ----------
    tell : callable
        Gets the moment and what the title tells at the end.
    """
    if not drawn.titles:
        return
    drawn.moves.append(_Title(drawn, tell))


def keep_open(drawn: Drawn, outcome: str) -> None:
    """Let what became of a picture's runs be told only at the end."""
    if any(isinstance(move, _Title) for move in drawn.moves):
        return

    def tell(_moment: Moment, last: str) -> str:
        lines = last.split("\n")
        return "\n".join(" " if k and line in outcome else line for k, line in enumerate(lines))

    retell(drawn, tell)


class _Title:
    """A title that tells something else until the end."""

    def __init__(self, drawn: Drawn, tell: Callable[[Moment, str], str]) -> None:
        self._drawn, self._tell = drawn, tell

    def prepare(self) -> Sequence[Artist]:
        """Only now is it known which of the wordings fits, and where it stands."""
        ax = self._drawn.ax
        self._title: Text = ax._left_title  # type: ignore[attr-defined]
        self._end = self._title.get_text()
        self._quick = Words(self._title)
        ax.add_artist(self._quick)
        return (self._title, self._quick)

    def to(self, moment: Moment) -> None:
        """Tell a moment."""
        words = self._end if moment.last else self._tell(moment, self._end)
        # Lines above each other, and the end itself, are left to matplotlib.
        quick = not moment.last and "\n" not in words
        self._quick.words = words
        self._title.set_text(words)
        self._quick.set_visible(quick)
        self._title.set_visible(not quick)


def follow_title(drawn: Drawn, problem: Fit, end: Ending | None) -> None:
    """Let the title tell the model of a run as it was, in figures that do not move.

    Of a model that cannot be written with a fixed number of digits, the title waits for the end.
    """
    if end is None:
        return
    run, theta = end.run, end.theta

    def tell(moment: Moment, last: str) -> str:
        # Above a small multiple stand other lines before it.
        *above, own = last.split("\n")
        told = steady_equation(problem, moment.theta[run], theta, short=own.startswith("ŷ"))
        return "\n".join([*above, told or " "])

    retell(drawn, tell)
