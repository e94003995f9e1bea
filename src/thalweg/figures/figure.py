"""A concept figure as a value: what it computes, what it claims about that, and how it is drawn.

Nothing here imports matplotlib, so that figures can be listed, computed and checked without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from thalweg.errors import ArgumentError
from thalweg.figures.parameters import Parameter, read_all

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel
    from thalweg.figures.result import Result
    from thalweg.render.theme import Theme


@dataclass(frozen=True)
class Claim:
    """Something that the figure teaches, as a check on its data.

    Attributes
    ----------
    words : str
        A statement in the present tense: ``"the slope is never above 1/4"``.
    holds : callable
        ``holds(data)``.
    wrong : callable
        ``wrong(data)`` gives data of a figure that teaches something wrong, for which the claim must fail. The tests
        hold every claim to that. `changed` makes most of them.
    always : bool
        Whether it holds for all values of the parameters; else it is about the defaults.
    """

    words: str
    holds: Callable[[Any], Any]
    wrong: Callable[[Any], Any]
    always: bool = True


def changed(**fields: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Data with some fields replaced by a function of what they were, for `Claim.wrong`.

    Examples
    --------
    >>> changed(slope=lambda slope: -slope)({"slope": 2, "z": 1})
    {'slope': -2, 'z': 1}
    """

    def apply(data: Any) -> Any:
        if not isinstance(data, Mapping):
            return replace(data, **{name: f(getattr(data, name)) for name, f in fields.items()})
        return {**data, **{name: f(data[name]) for name, f in fields.items()}}

    return apply


@dataclass(frozen=True)
class Layout:
    """Where the panels stand.

    Attributes
    ----------
    rows : str
        One letter a panel, rows with a slash between them: ``"aab/aac"`` is a large panel and two small ones.
        The panels are given to `draw` in the order of their letters.
    deep : str
        Letters of the panels with three dimensions.
    widths, heights : tuple of float
        Ratios of columns and rows; empty for equal ones.
    size : (float, float), optional
        Width and height of the default size, in inches. Default: by the number of rows and columns.
    narrow : str
        The same as `rows` for pictures that are not wider than high. Default: all panels in one column.
    narrow_heights : tuple of float
        Ratios of its rows.
    column_height : float, optional
        Height at a width of 3.5 inches, in inches. Default: by the number of rows.
    """

    rows: str = "a"
    deep: str = ""
    widths: tuple[float, ...] = ()
    heights: tuple[float, ...] = ()
    size: tuple[float, float] | None = None
    narrow: str = ""
    narrow_heights: tuple[float, ...] = ()
    column_height: float | None = None

    @property
    def letters(self) -> str:
        """The panels in order."""
        return "".join(sorted(set(self.rows) - {"/", "."}))

    @property
    def narrow_rows(self) -> str:
        """The rows of a narrow picture."""
        return self.narrow or "/".join(self.letters)


@dataclass(frozen=True)
class Steps:
    """The figure as a story in steps, for an animated form.

    Attributes
    ----------
    count : callable
        ``count(data)`` says how many there are.
    at : callable
        ``at(data, k)`` gives the data as they were known at step k, from 0; the last step is the whole figure.
    tell : callable
        ``tell(data, k)``: a few words for the corner of a frame, from the data of that step. Default: ``step 3``.
    """

    count: Callable[[Any], int]
    at: Callable[[Any, int], Any]
    tell: Callable[[Any, int], str] = lambda _data, k: f"step {k}"


@dataclass(frozen=True, eq=False)
class Figure:
    """A concept figure.

    Attributes
    ----------
    name : str
        As in ``thalweg.figures.NAME``; that of its file.
    title : str
        What stands above it.
    caption : str
        What it teaches, in one sentence.
    tags : tuple of str
        What it is about, for lists of some of them.
    compute : callable
        ``compute(**parameters)`` gives the data, a frozen dataclass or a mapping of arrays. Pure NumPy, and the same
        each time.
    draw : callable
        ``draw(panels, data)`` draws on the panels' axes, and on nothing else.
    claims : tuple of Claim
        What it says, each with a check on the data.
    alt : callable
        ``alt(data)`` describes the figure, with computed values.
    parameters : tuple of Real, Whole, Several, Choice or Flag
        What may be changed, each with its range.
    layout : Layout
        The panels and their places.
    subtitle : callable, optional
        ``subtitle(data)``: a line below the title.
    steps : Steps, optional
        What each frame of an animation shows; a figure without stands still.
    """

    name: str
    title: str
    caption: str
    tags: tuple[str, ...]
    compute: Callable[..., Any]
    draw: Callable[[Sequence[Panel], Any], None]
    claims: tuple[Claim, ...]
    alt: Callable[[Any], str]
    parameters: tuple[Parameter, ...] = ()
    layout: Layout = Layout()
    subtitle: Callable[[Any], str] | None = None
    steps: Steps | None = None

    def __call__(
        self, *, ax: Any = None, theme: str | Theme = "light", **parameters: Any
    ) -> Result:
        """Compute the figure; draw it if axes are given.

        Parameters
        ----------
        ax : Axes, or array or sequence of Axes, optional
            Where to draw: as many as the figure has panels. Without any, nothing is drawn before it is saved or shown.
        theme : str
            Of a drawing on `ax`: ``light``, ``dark`` or ``print``.
        **parameters
            Those of the figure; the others have their defaults.

        Returns
        -------
        Result

        Raises
        ------
        UnknownName
            ``relu has no parameter "rech"; did you mean "reach"? Its parameters are reach``.
        ArgumentError
            ``reach must be a number from 1 to 20; got 0``; how many axes the figure needs; or ``theme is of a drawing
            on ax: ...`` where there is none.
        """
        from thalweg.figures.result import Result

        if ax is None and theme != "light":
            raise ArgumentError(
                "theme is of a drawing on ax: give ax as well, or the theme to tw.save and tw.show"
            )
        values = read_all(self.parameters, parameters, self.name)
        result = Result(self, values, self.compute(**values))
        if ax is not None:
            result.draw_on(ax, theme)
        return result
