"""``thalweg explore``: the live page as a local app."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from thalweg.cli import names

if TYPE_CHECKING:
    from thalweg.app.server import State

EXAMPLES = """\
thalweg explore
thalweg explore rosenbrock
thalweg explore "x**2 + 10*y**2"
thalweg explore data.csv
thalweg explore run.zarr
thalweg explore --no-open --port 8600
"""


def explore(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[PROBLEM | RUN.ZARR | DATA.CSV]",
            help="A formula or a name that `thalweg functions` lists, a saved run (also one that is being "
            "written), or a table. Without it, a page to choose from.",
            autocompletion=names.complete_function,
        ),
    ] = None,
    port: Annotated[
        str | None,
        typer.Option(
            metavar="N", help="Where to listen. Default: 8517, or a free one if that is taken."
        ),
    ] = None,
    browser: Annotated[
        bool,
        typer.Option("--open/--no-open", help="Open the browser, or only print the address."),
    ] = True,
) -> None:
    """Open the live page in a browser, with Python behind it."""
    from thalweg.cli import values
    from thalweg.cli.terminal import note
    from thalweg.errors import ArgumentError

    number = None if port is None else values.whole("--port", port, 1)
    if number is not None and number > 65535:
        raise ArgumentError(f'--port must be at most 65535, not "{port}"')

    from thalweg.app.server import State, listen, serve

    state = State()
    fragment = _opened(what, state)
    sock = listen(number)
    address = f"http://127.0.0.1:{sock.getsockname()[1]}/{fragment}"

    def ready() -> None:
        note(f"open {address}")
        note("Ctrl-C stops it")
        if browser:
            import webbrowser

            webbrowser.open(address)

    serve(state, sock, ready)
    note("stopped")


def _opened(what: str | None, state: State) -> str:
    """Read what is to be shown, so that what is wrong with it is said here; and its place in the address."""
    if what is None:
        return ""
    low = what.lower().rstrip("/")
    if low.endswith(".zarr") or Path(what).is_dir():
        from thalweg.app import answers

        state.store = Path(what)
        answers.stored(state.store)
        return "#store=1"
    if low.endswith((".csv", ".tsv", ".txt")) or Path(what).is_file():
        from thalweg.errors import DataError

        try:
            content = Path(what).read_bytes()
        except OSError:
            raise DataError(f'there is no file "{what}"; check the path') from None
        state.table = state.tables.add(content, what)
        return f"#table={state.table}"
    from thalweg.cli.descend import problem
    from thalweg.problems.functions import functions

    found = problem(what)
    if functions.entry(found) is not None:
        return f"#function={found.name}"
    return f"#formula={quote(what, safe='')}"
