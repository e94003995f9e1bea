"""What tests of the program need: how it ended, the data it gets, and the examples that its texts give."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "cli.md"


@dataclass(frozen=True)
class Done:
    """How the program ended, and what it wrote."""

    code: int
    out: str
    err: str


Program = Callable[..., Done]

DATA = """\
name,x,size (cm),y
a,0,1.5,1.1
b,1,0.5,2.9
c,2,2.5,5.2
d,3,1.0,7.1
e,4,3.0,8.8
f,5,2.0,11.2
"""


def error(line: str) -> Done:
    """What a refusal looks like."""
    return Done(2, "", f"thalweg: error: {line}\n")


def commands(text: str) -> Iterator[tuple[str, ...]]:
    """Arguments of the calls of thalweg in a piece of shell, without what is redirected, and without comments."""
    for line in text.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["thalweg"]:
            yield tuple(words[1 : words.index(">") if ">" in words else None])


def documented() -> str:
    """The page on the command line."""
    return PAGE.read_text(encoding="utf-8")


def shell_blocks(page: str) -> Iterator[str]:
    """What stands in fences of shell on a page."""
    yield from re.findall(r"^```sh\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
