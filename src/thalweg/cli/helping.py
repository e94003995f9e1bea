"""Help pages: options in groups, examples at the end, in plain text.

Typer's own boxes take a tenth of a second to import and half of a narrow terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from thalweg.cli.terminal import writing
from thalweg.cli.usage import formulas

if TYPE_CHECKING:
    Context = Formatter = Any  # Typer's or click's, according to Typer's version

EXAMPLE = "  "


class Command(TyperCommand):
    """A command whose help groups its options and ends with examples, the lines of its epilog."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments; what answers at once, as --help does, writes while they are read."""
        with writing():
            return super().parse_args(ctx, args)

    def format_options(self, ctx: Context, formatter: Formatter) -> None:
        """Write arguments and options, each group under its heading."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            if param.param_type_name == "argument":
                groups.setdefault("Arguments", []).append(
                    (param.metavar or param.name, getattr(param, "help", None) or "")
                )
                continue
            record = param.get_help_record(ctx)
            if record is not None:
                name = getattr(param, "rich_help_panel", None) or "Options"
                groups.setdefault(name, []).append(record)
        groups["Options"] = groups.pop("Options", [])
        for name, records in groups.items():
            if records:
                with formatter.section(name):
                    formatter.write_dl(records)

    def format_epilog(self, ctx: Context, formatter: Formatter) -> None:
        """Write the examples as they are: wrapped, they could not be copied."""
        if self.epilog:
            with formatter.section("Examples"):
                for line in self.epilog.splitlines():
                    formatter.write(f"{EXAMPLE}{line}\n")


class FormulaCommand(Command):
    """A command whose argument may begin with a minus: ``thalweg descend -x**2+y``."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Put the formula behind the dashes, where it is taken for no option."""
        place = next(formulas(self, args, sure=True), None)
        if place is not None:
            args = [*args[:place], *args[place + 1 :], "--", args[place]]
        return super().parse_args(ctx, args)


class Group(TyperGroup):
    """The program: its help lists the commands in the order of their use."""

    format_epilog = Command.format_epilog

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments, as `Command` does."""
        with writing():
            return super().parse_args(ctx, args)

    def list_commands(self, ctx: Context) -> list[str]:
        """Name the commands, as they were added."""
        return list(self.commands)

    def resolve_command(self, ctx: Context, args: list[str]) -> Any:
        """Find a command, or name the nearest."""
        from thalweg.errors import UnknownName, nearest

        if args and args[0] not in self.commands and not args[0].startswith("-"):
            known = ", ".join(self.commands)
            hint = nearest(args[0], self.commands) or "."
            raise UnknownName(f'there is no command "{args[0]}"{hint} The commands are {known}')
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Context) -> Any:
        """Run the command; what stops it from outside is told apart from what the parser raises."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Stopped from None


class Stopped(Exception):
    """Ctrl-C, in the words of an ordinary exception: Typer has its own way with the other one."""
