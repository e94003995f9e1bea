"""A page's code, run: the page with what it has made under each block."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from site_build import blocks, pictures
from thalweg import viewing

#: What an answer of a notebook's kernel would be: there, `tw.show` gives a widget.
NOTEBOOK = "notebook.md"


@dataclass
class Ran:
    """A page after its code has run.

    Attributes
    ----------
    text : str
        Markdown.
    files : dict of str to bytes
        What the code made, by its place in the site.
    """

    text: str
    files: dict[str, bytes] = field(default_factory=dict)


def ran(uri: str) -> Ran:
    """Run a page of docs/ in a folder that is thrown away.

    Raises
    ------
    ValueError
        Where the code prints something else than the page says.
    """
    source = blocks.DOCS / uri
    markdown = source.read_text(encoding="utf-8")
    recorder = pictures.Recorder()
    parts: list[str] = []
    found = Ran("")
    done = 0
    folder = f"{Path(uri).stem}-files"

    def after(block: blocks.Block, printed: str) -> None:
        nonlocal done
        if block.output is not None and not blocks.same(printed, block.output):
            raise ValueError(f"{uri} says {block.output!r} where its code prints {printed!r}")
        parts.append(markdown[done : block.span[1]])
        done = block.span[1]
        for made in recorder.made:
            parts.append(f"\n{pictures.markdown(folder, made)}\n")
            for path, content in pictures.files(folder, made):
                found.files[(Path(uri).parent / path).as_posix()] = content
        recorder.made.clear()

    before, notebook = Path.cwd(), viewing._in_notebook
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        viewing._in_notebook = lambda: uri == NOTEBOOK
        try:
            names = blocks.scope(source)
            with recorder.watching():
                blocks.run(markdown, str(source), names, after)
        finally:
            os.chdir(before)
            viewing._in_notebook = notebook
    found.text = "".join(parts) + markdown[done:]
    return found
