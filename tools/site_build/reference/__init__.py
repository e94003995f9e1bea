"""Pages that are generated from the program itself: what is not there cannot be missing here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from site_build.reference import api, commands, examples, figures, functions, optimizers
from site_build.reference.made import MadePage

#: Those that draw, the longest first.
DRAWN: tuple[Callable[[], MadePage], ...] = (
    functions.page,
    figures.page,
    examples.page,
    optimizers.page,
)


def pages() -> Iterator[MadePage]:
    """Make all of them; those that draw in processes of their own."""
    yield from api.pages()
    yield commands.page()
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for made in [pool.submit(draw) for draw in DRAWN]:
            yield made.result()
