"""A generated page, and what its parts are made of."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import thalweg as tw
from site_build.pictures import Made, files, markdown
from thalweg.viewing import words


@dataclass
class MadePage:
    """A page of the site that no file is behind.

    Attributes
    ----------
    path : str
        Its place, as ``reference/functions.md``.
    text : str
        Markdown.
    files : dict of str to bytes
        What it shows, by its place in the site.
    """

    path: str
    text: str = ""
    files: dict[str, bytes] = field(default_factory=dict)

    def picture(self, obj: Any, name: str, **how: Any) -> str:
        """Draw something, light and dark, and return the Markdown that shows it."""
        with tempfile.TemporaryDirectory() as folder:
            drawn = []
            for theme in ("light", "dark"):
                path = Path(folder) / f"{theme}.svg"
                tw.save(obj, path, theme=theme, **how)
                drawn.append(path.read_bytes())
        made = Made(f"{name}.svg", drawn[0], words(obj)[1], drawn[1])
        place = f"{Path(self.path).stem}-files"
        parent = Path(self.path).parent
        for path, content in files(place, made):
            self.files[(parent / path).as_posix()] = content
        return markdown(place, made)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; empty without rows."""
    lines = [_row(row) for row in rows]
    if not lines:
        return ""
    return "\n".join([_row(head), "|---" * len(head) + "|", *lines]) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(c.split()).replace("|", "\\|") for c in cells) + " |"


def code(text: str) -> str:
    """A few words as code, or nothing."""
    return f"`{text}`" if text else ""


def number(value: Any) -> str:
    """A default as one writes it."""
    if isinstance(value, tuple):
        return "(" + ", ".join(number(v) for v in value) + ")"
    return f"{value:g}" if isinstance(value, float) else str(value)
