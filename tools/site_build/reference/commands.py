"""The command line, from the program that reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from site_build.reference.made import MadePage, code, table
from thalweg.cli.program import app

PATH = "reference/commands.md"


def page() -> MadePage:
    """Every command with every option, as the program declares them."""
    parts = [
        "# Commands",
        "Generated from the program, as `--help` is. [The command line](../cli.md) explains it with examples.",
        *(part for path, command in every(program()) for part in _section(path, command)),
    ]
    return MadePage(PATH, "\n\n".join(part for part in parts if part) + "\n")


def program() -> Any:
    """The command that is all of it."""
    return typer.main.get_command(app)


def every(command: Any, path: str = "thalweg") -> Iterator[tuple[str, Any]]:
    """Name all commands, groups before what is in them."""
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from every(inner, f"{path} {name}")


def _section(path: str, command: Any) -> Iterator[str]:
    yield f"## {path}" if path.count(" ") < 2 else f"### {path}"
    yield " ".join((command.help or "").split())
    context = typer.Context(command, info_name=path)
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"```sh\n{path} {usage}\n```"
    params = command.get_params(context)
    arguments = [p for p in params if p.param_type_name == "argument"]
    yield table(
        ["argument", "meaning"],
        ([code(p.metavar or p.name), getattr(p, "help", "") or ""] for p in arguments),
    )
    groups: dict[str, list[list[str]]] = {}
    for param in params:
        record = param.get_help_record(context)
        if param.param_type_name == "option" and record is not None:
            group = getattr(param, "rich_help_panel", None) or "Options"
            groups.setdefault(group, []).append([code(record[0]), record[1]])
    for group, rows in groups.items():
        if len(groups) > 1:
            yield f"**{group}**"
        yield table(["option", "meaning"], rows)
    if command.epilog:
        yield f"```sh\n{command.epilog.strip()}\n```"
