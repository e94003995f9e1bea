"""``thalweg optimizers``: what there is, as tables, and how one of them takes a step."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thalweg.cli import names
from thalweg.cli.listing import details, heading, table
from thalweg.cli.terminal import show

if TYPE_CHECKING:
    from rich.console import RenderableType

    from thalweg.optim import Optimizer

EXAMPLES = """\
thalweg optimizers
thalweg optimizers adam
thalweg optimizers lookahead
"""


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
    from rich.text import Text

    from thalweg.cli.spelling import around, kind_named
    from thalweg.optim import WRAPPERS, optimizers as known

    if name is not None:
        show(*_optimizer(kind_named(name)))
        return
    headers = ["what it is", "hyperparameters (defaults)"]
    show(
        table(["optimizer", *headers], [_row(n, kind) for n, kind in known.items()]),
        Text(),
        table(
            ["around an optimizer", *headers],
            [_row(around(n), kind) for n, kind in WRAPPERS.items()],
        ),
    )


def _row(name: str, kind: type[Optimizer]) -> list[str]:
    return [name, kind.title, ", ".join(f"{n}={_default(v)}" for n, v in _given(kind).items())]


def _given(kind: type[Optimizer]) -> dict[str, Any]:
    """Hyperparameters and their defaults as one writes them."""
    from thalweg.cli.spelling import hyper_names

    return {n: kind.__signature__.parameters[n].default for n in hyper_names(kind)}


def _optimizer(kind: type[Optimizer]) -> Iterable[RenderableType]:
    from rich.text import Text

    from thalweg.cli.spelling import around
    from thalweg.optim import Wrapper

    wraps = issubclass(kind, Wrapper)
    spelled = kind.spelled if wraps else {}
    hypers = [spelled.get(n, n) for n in kind.hyper_ranges]
    rows = [
        [n, _default(h.default), h.rule, h.meaning]
        for n, h in zip(hypers, kind.hyper_ranges.values(), strict=True)
    ]
    parts: list[RenderableType] = [
        heading(kind.__name__, kind.title),
        Text(_steps(kind)),
        Text(),
        table(["hyperparameter", "default", "range", "meaning"], rows, right=(1,)),
        Text(),
    ]
    state = {n: s.name.replace("_", " ") for n, s in kind.state.items()}
    told = ", ".join(f"{n} ({words})" for n, words in state.items()) or _no_state(kind)
    written = f'"{around(kind.__name__)}:{hypers[0]}=..."' if wraps else ""
    parts.append(details({"state": told, "written": written, "paper": kind.paper}))
    return parts


def _steps(kind: type[Optimizer]) -> str:
    """One step in formulas, then what a line each needs to be said about it."""
    from thalweg.optim import Method, Wrapper

    if issubclass(kind, Wrapper):
        lines = [kind.before, "...", kind.after]
        point = f"g = gradient at {kind.probe}" if kind.probe else ""
        rule = "\n".join(inspect.cleandoc(line) for line in [point, *lines] if line)
        # As one writes the names, and not as they are told apart from those inside.
        for name, spelled in kind.spelled.items():
            rule = re.sub(rf"\b{name}\b", spelled, rule)
        return rule.replace("...", "...  the step of the optimizer inside")
    if issubclass(kind, Method):
        return inspect.cleandoc(kind.iteration)
    point = [f"g = gradient at probe = {kind.probe}"] if kind.probe else []
    return "\n".join([*point, inspect.cleandoc(kind.rule)]) or (kind.__doc__ or "").splitlines()[0]


def _no_state(kind: type[Optimizer]) -> str:
    from thalweg.optim import Method

    return f"{kind.keeps} (not recorded)" if issubclass(kind, Method) and kind.keeps else "none"


def _default(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ",".join(f"{v:g}" for v in value)
    return f"{value:g}"
