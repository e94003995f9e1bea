"""The code on a page: found, run and compared with the output that the page prints under it.

The tests run pages with this, and so does the build of the site.
"""

from __future__ import annotations

import contextlib
import io
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

_BLOCK = re.compile(
    r"^```python\n(?P<code>.*?)^```\n(?:\n```output\n(?P<output>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)
_NUMBER = re.compile(r"((?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)")


@dataclass(frozen=True)
class Block:
    """A block of Python on a page.

    Attributes
    ----------
    code : str
    output : str or None
        What the page says that the code prints; None where it says nothing.
    span : (int, int)
        Where fence and output stand in the page's text.
    """

    code: str
    output: str | None
    span: tuple[int, int]


def blocks(text: str) -> Iterator[Block]:
    """Find the blocks of a page, in their order."""
    for match in _BLOCK.finditer(text):
        yield Block(match["code"], match["output"], match.span())


def pages() -> list[Path]:
    """Name the pages whose code is run: all that are written by hand."""
    return [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


def scope(page: Path) -> dict[str, Any]:
    """Names that a page may use without having made them.

    A lesson is a notebook too, and makes its own; the other pages show pieces.
    """
    import numpy as np
    import xarray

    import thalweg as tw

    if page.parent.name == "lessons":
        return {}
    bowl = tw.Formula("x**2 + 10*y**2")
    runs = tw.descend(bowl, tw.SGD(lr=[0.05, 0.2]), start=[-1.8, 0.6], steps=5)
    tw.save(runs, "run.zarr")
    return {"tw": tw, "np": np, "xarray": xarray, "runs": runs, "bowl": bowl}


def run(
    text: str,
    name: str,
    names: dict[str, Any],
    after: Callable[[Block, str], None] = lambda block, printed: None,
) -> None:
    """Run a page's blocks one after another.

    Parameters
    ----------
    text : str
        The page.
    name : str
        What a traceback calls it.
    names : dict
        The names that the code sees, and to which it adds.
    after : callable
        Called with each block and what it has printed.
    """
    for block in blocks(text):
        line = text.count("\n", 0, block.span[0]) + 1
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            # Lines are counted as on the page.
            exec(compile("\n" * line + block.code, name, "exec"), names)  # noqa: S102
        after(block, printed.getvalue())


def same(printed: str, said: str) -> bool:
    """Whether a page says what was printed.

    How it is spaced is not compared, and numbers may differ by a hundredth, since another processor rounds sums in
    another order: what is said about them has to hold all the same.
    """
    found, told = _NUMBER.split(printed), _NUMBER.split(said)
    if len(found) != len(told):
        return False
    words = ("".join(one[0::2]).split() for one in (found, told))
    numbers = zip(found[1::2], told[1::2], strict=True)
    return next(words) == next(words) and all(
        math.isclose(float(a), float(b), rel_tol=0.01, abs_tol=1e-9) for a, b in numbers
    )


def with_outputs(text: str, printed: list[str]) -> str:
    """The page with what its blocks have printed, where it shows outputs."""
    found = list(blocks(text))
    for block, new in reversed(list(zip(found, printed, strict=True))):
        if block.output is None:
            continue
        start, end = block.span
        fence = f"```python\n{block.code}```\n\n```output\n{new}```\n"
        text = text[:start] + fence + text[end:]
    return text
