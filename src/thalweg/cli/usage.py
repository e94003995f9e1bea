"""Usage errors in one line, with what to do."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import typer

from thalweg.errors import nearest

# Typer raises click's errors, or those of its own copy of click, according to its version.
if TYPE_CHECKING:

    class UsageError(Exception):
        """A command line that cannot be read."""

        ctx: Any
        message: str

else:
    UsageError = typer.BadParameter.__base__

#: What an option never holds, and a formula that begins with a minus nearly always does.
_FORMULA = re.compile(r"-[^-].*[*+/^()` -]|-\d|-[(`.]", re.DOTALL)
_EXTRA = re.compile(r"unexpected extra argument\S* \((.*)\)", re.DOTALL)
#: Characters that a shell replaces even within double quotes.
_LIVE = re.compile(r'[`$"\\!]')


def explain(error: UsageError, program: Any, arguments: Sequence[str]) -> str:
    """Say what is wrong with a command line.

    Parameters
    ----------
    error : UsageError
        As the parser raised it.
    program : click.Group
        With the commands.
    arguments : sequence of str
        The command line.
    """
    name = next((a for a in arguments if a in program.commands), None)
    command, called = program, "thalweg"
    for argument in arguments:
        # A group has commands of its own.
        if argument in getattr(command, "commands", ()):
            command, called = command.commands[argument], f"{called} {argument}"
    see = f"see {called} --help"
    kind, option = type(error).__name__, getattr(error, "option_name", "")
    extra = _EXTRA.search(error.message)
    if name == "descend" and extra is not None and "--" in arguments:
        behind = arguments[list(arguments).index("--") + 2 :]
        late = next((a for a in behind if a.startswith("-")), None)
        if late is not None:
            return (
                f'"{late}" stands behind the --, where nothing is an option; put it before the --'
            )
    if name == "descend" and kind in ("NoSuchOption", "MissingParameter"):
        place = next(formulas(command, arguments), None)
        if place is not None:
            formula = arguments[place]
            quoted = shlex.quote(formula) if _LIVE.search(formula) else f'"{formula}"'
            return (
                f'"{formula}" looks like an option; put -- before a formula that begins with a minus: '
                f"thalweg descend -- {quoted}"
            )
    if kind == "NoSuchOption":
        known = [o for param in command.params for o in param.opts if o.startswith("--")]
        return f'there is no option "{option}"{nearest(option, known) or f"; {see}"}'
    if kind == "MissingParameter":
        return f"{called} needs a {error.param.metavar}; {see}"  # type: ignore[attr-defined]
    if kind == "BadOptionUsage":
        return f"{option} {'needs a' if 'requires' in error.message else 'takes no'} value; {see}"
    if extra is not None:
        return f'{called} cannot take "{extra[1]}" as well; put quotes around what contains spaces'
    return f"{error.message.rstrip('.')}; {see}"


def formulas(command: Any, arguments: Sequence[str], *, sure: bool = False) -> Iterator[int]:
    """Places of arguments that begin with a minus and are meant as formulas.

    Parameters
    ----------
    command : click.Command
    arguments : sequence of str
    sure : bool
        Leave out what may as well be a short option with its value, as ``-o/tmp/a.svg``.
    """
    valued = {o for p in command.params if not getattr(p, "is_flag", False) for o in p.opts}
    letters = "".join(o[1] for o in valued if len(o) == 2)
    before = ""
    for place, argument in enumerate(arguments):
        if argument == "--":
            return
        attached = sure and letters and re.match(rf"-[a-z]?[{letters}]", argument)
        if before not in valued and not attached and _FORMULA.match(argument):
            yield place
        before = argument
