"""Pages that are generated from the program itself: what is not there cannot be missing here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from site_build.reference import api, commands, examples, figures, functions, optimizers
from site_build.reference.made import MadePage

#: Those that draw, the longest first.
DRAWN: tuple[Callable[[], MadePage], ...] = (
    functions.page,
    examples.page,
    optimizers.page,
    figures.page,
)


def written() -> Iterator[MadePage]:
    """Make those that are words alone."""
    yield from api.pages()
    yield commands.page()
