"""Links from pages to files of the checkout that are no pages: each gets a place in the site."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from site_build.blocks import ROOT

#: Pages that stand outside of docs/, by their place in the site.
PAGES = {
    "changelog.md": "CHANGELOG.md",
    "contributing.md": "CONTRIBUTING.md",
    "examples/data.md": "examples/data/README.md",
}
EXAMPLES = "examples/index.md"

_LINK = re.compile(r"(?<=\]\()(?!https?:|#|mailto:)([^)\s#]+)(#[^)\s]*)?(?=\))")


def place(target: Path) -> str | None:
    """Where a file of the checkout is in the site; None for what is not there.

    Scripts and other sources are copied to ``source/``.
    """
    relative = target.relative_to(ROOT).as_posix()
    for page, file in PAGES.items():
        if relative == file:
            return page
    if relative == "README.md":
        return "index.md"
    if relative == "examples":
        return EXAMPLES
    if relative.startswith("docs/"):
        return relative.removeprefix("docs/")
    return f"source/{relative}" if target.is_file() else None


def rewritten(text: str, file: Path, page: str) -> tuple[str, set[Path]]:
    """A page with its links as they are in the site, and the sources that it needs there.

    Parameters
    ----------
    text : str
    file : Path
        Where the text comes from, which its links start from.
    page : str
        Its place in the site.
    """
    needed: set[Path] = set()

    def link(found: re.Match[str]) -> str:
        target = (file.parent / found[1]).resolve()
        if not target.is_relative_to(ROOT) or not target.exists():
            return found[0]
        there = place(target)
        if there is None:
            return found[0]
        if there.startswith("source/"):
            needed.add(target)
        return posixpath.relpath(there, posixpath.dirname(page) or ".") + (found[2] or "")

    return _LINK.sub(link, text), needed
