"""``thalweg functions``: the catalogue, as tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from thalweg.cli import names
from thalweg.cli.listing import details, heading, table
from thalweg.cli.terminal import show

if TYPE_CHECKING:
    from rich.console import RenderableType

    from thalweg.problems.functions import Race

EXAMPLES = """\
thalweg functions
thalweg functions himmelblau
"""
_MINIMA = 8


def functions(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="Tell all about this one.",
            autocompletion=names.complete_function,
        ),
    ] = None,
) -> None:
    """List the test functions, or tell about one."""
    from thalweg.problems.functions import functions as catalogue

    if name is not None:
        known = name.lower().replace("-", "_")
        if known not in catalogue:
            catalogue[name]  # raises, and names the nearest
        show(*_function(known))
        return
    rows = [[title, entry.shows] for title, entry in catalogue.entries.items()]
    show(table(["function", "what it shows"], rows))


def _function(name: str) -> Iterable[RenderableType]:
    from thalweg.problems.functions import functions as catalogue

    entry = catalogue.entries[name]
    several = len(entry.domain) > 1
    domain = ", ".join(f"{n} from {a:g} to {b:g}" for n, (a, b) in entry.domain.items())
    rows = {
        "formula": entry.formula,
        "shows": entry.shows,
        "view": domain,
        "start": _point(entry.start, several),
        "race": f"{_race(entry.race)}; {entry.steps} steps",
        "minima": _points(entry.minima, several) or "none: it falls for ever",
        "other minima": _points(entry.local_minima, several),
        "source": entry.source,
    }
    return heading(name, ""), details(rows)


def _race(race: Race) -> str:
    return ", ".join(
        f"{kind.lower()}:{','.join(f'{name}={value}' for name, value in hyper.items())}"
        for kind, hyper in race
    )


def _point(point: Iterable[float], several: bool) -> str:
    shown = ", ".join(f"{v + 0.0:.6g}" for v in point)
    return f"({shown})" if several else shown


def _points(points: tuple[tuple[float, ...], ...], several: bool) -> str:
    shown = ", ".join(_point(p, several) for p in points[:_MINIMA])
    return shown + (f" and {len(points) - _MINIMA} more" if len(points) > _MINIMA else "")
