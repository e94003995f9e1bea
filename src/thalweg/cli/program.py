"""The program: its commands, and how it ends."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from thalweg import __version__
from thalweg.cli import (
    descend,
    explore,
    figures,
    fit,
    functions,
    landscape,
    optimizers,
    render,
)
from thalweg.cli.helping import Command, FormulaCommand, Group, Stopped
from thalweg.cli.terminal import Unread, emit, note, writing
from thalweg.cli.usage import UsageError, explain
from thalweg.errors import FormulaError, ThalwegError

#: What a shell reports of a program that a closed pipe has ended.
UNREAD = 128 + 13

app = typer.Typer(
    name="thalweg",
    cls=Group,
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 88},
    epilog="""\
thalweg descend rosenbrock -o path.svg
thalweg fit data.csv -o fit.svg
thalweg fit --help
""",
)
for command, kind, examples in (
    (descend.descend, FormulaCommand, descend.EXAMPLES),
    (fit.fit, Command, fit.EXAMPLES),
    (landscape.landscape, FormulaCommand, landscape.EXAMPLES),
    (render.render, Command, render.EXAMPLES),
    (explore.explore, FormulaCommand, explore.EXAMPLES),
    (functions.functions, Command, functions.EXAMPLES),
    (optimizers.optimizers, Command, optimizers.EXAMPLES),
):
    app.command(cls=kind, epilog=examples)(command)
app.add_typer(figures.group)


def _version(wanted: bool) -> None:
    if wanted:
        emit(f"thalweg {__version__}\n")
        raise typer.Exit


@app.callback()
def _begin(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """See how machine-learning models train: the loss as a landscape, optimizers as paths on it."""
    if context.invoked_subcommand is None:
        emit(context.get_help() + "\n")


def run(argv: Sequence[str] | None = None) -> int:
    """Run the program, and turn its errors into a line and an exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that has no λ shows a question mark, which is better than a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    program = typer.main.get_command(app)
    try:
        status = program.main(arguments, prog_name="thalweg", standalone_mode=False)
        with writing():
            if sys.stdout is not None:
                sys.stdout.flush()
    except UsageError as error:
        return _refused(explain(error, program, arguments))
    except FormulaError as error:
        return _refused(error.headline, error.excerpt)
    except ThalwegError as error:
        return _refused(error.headline)
    except Stopped:
        note("thalweg: stopped")
        return 130
    except Unread:
        return UNREAD
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 1
    return status if isinstance(status, int) else 0


def _refused(headline: str, excerpt: str = "") -> int:
    note(f"thalweg: error: {headline}", excerpt)
    return 2
