"""``thalweg functions`` and ``thalweg optimizers``: what there is, as tables."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thalweg.cli import names
from thalweg.cli.terminal import show

if TYPE_CHECKING:
    from rich.console import RenderableType

    from thalweg.optim import Optimizer

FUNCTIONS_EXAMPLES = """\
thalweg functions
thalweg functions himmelblau
"""
OPTIMIZERS_EXAMPLES = """\
thalweg optimizers
thalweg optimizers adam
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
    from thalweg.cli.table import table
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
        "minima": _points(entry.minima, several) or "none: it falls for ever",
        "other minima": _points(entry.local_minima, several),
        "source": entry.source,
    }
    return _heading(name, ""), _details(rows)


def _point(point: Iterable[float], several: bool) -> str:
    shown = ", ".join(f"{v + 0.0:.6g}" for v in point)
    return f"({shown})" if several else shown


def _points(points: tuple[tuple[float, ...], ...], several: bool) -> str:
    shown = ", ".join(_point(p, several) for p in points[:_MINIMA])
    return shown + (f" and {len(points) - _MINIMA} more" if len(points) > _MINIMA else "")


def optimizers(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="Tell all about this one.",
            autocompletion=names.complete_optimizer,
        ),
    ] = None,
) -> None:
    """List the optimizers, or tell about one."""
    from thalweg.cli.table import table
    from thalweg.optim import find, optimizers as known

    if name is not None:
        show(*_optimizer(find(name)))
        return
    rows = []
    for title, kind in known.items():
        hyper = ", ".join(f"{n}={_default(v)}" for n, v in kind.defaults().items())
        rows.append([title, kind.title, hyper])
    show(table(["optimizer", "what it is", "hyperparameters (defaults)"], rows))


def _optimizer(kind: type[Optimizer]) -> Iterable[RenderableType]:
    from rich.text import Text

    from thalweg.cli.table import table

    rows = [[n, _default(h.default), h.rule, h.meaning] for n, h in kind.hyper_ranges.items()]
    parts: list[RenderableType] = [
        _heading(kind.__name__, kind.title),
        # A method that is a program has no rule to print; its first line says what it does.
        Text(inspect.cleandoc(kind.rule) or (kind.__doc__ or "").splitlines()[0]),
        Text(),
        table(["hyperparameter", "default", "range", "meaning"], rows, right=(1,)),
        Text(),
    ]
    state = {n: s.name.replace("_", " ") for n, s in kind.state.items()}
    told = ", ".join(f"{n} ({words})" for n, words in state.items()) or "none"
    parts.append(_details({"state": told, "paper": kind.paper}))
    return parts


def _default(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ",".join(f"{v:g}" for v in value)
    return f"{value:g}"


def _heading(name: str, words: str) -> RenderableType:
    from rich.text import Text

    return Text.assemble((name, "bold"), f": {words}" if words else "", "\n")


def _details(rows: Mapping[str, str]) -> RenderableType:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    for name, value in rows.items():
        if value:
            grid.add_row(name, _text(value))
    return grid


def _text(words: str) -> RenderableType:
    from rich.text import Text

    return Text(words, overflow="fold")
