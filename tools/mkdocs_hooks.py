"""MkDocs calls these while it builds the site; mkdocs.yml names this file."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from site_build import benchmarks, blocks, formulas, notebooks, outside, pictures, reference

#: Lists within the navigation, which are no landmarks of their own.
_SECTION = re.compile(
    r'(<nav class="md-nav" data-md-level="\d") aria-labelledby="[^"]*"(?: aria-expanded="\w+")?>'
)

#: What an answer of a notebook's kernel would be: there, `tw.show` gives a widget.
NOTEBOOK = "notebook.md"


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages that are generated, and those that stand outside of docs/."""
    for page, file in outside.PAGES.items():
        files.append(File.generated(config, page, abs_src_path=str(blocks.ROOT / file)))
    for made in reference.pages():
        files.append(File.generated(config, made.path, content=made.text))
        for path, content in made.files.items():
            files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Run the page's code, put what it makes under it, and lead its links to where things are."""
    uri = page.file.src_uri
    source = blocks.ROOT / outside.PAGES.get(uri, f"docs/{uri}")
    if not source.exists():
        return markdown
    if source.is_relative_to(blocks.DOCS):
        lesson = markdown
        markdown = _run(markdown, source, uri, config, files)
        if uri == benchmarks.PAGE:
            markdown = benchmarks.filled(markdown)
        if uri.startswith("lessons/") and any(blocks.blocks(lesson)):
            name = f"{Path(uri).stem}.ipynb"
            content = notebooks.notebook(lesson)
            files.append(File.generated(config, f"lessons/{name}", content=content))
            title, rest = markdown.split("\n", 1)
            markdown = f"{title}\n\n[This lesson as a notebook]({name}){{ .alone }}\n{rest}"
    markdown, needed = outside.rewritten(markdown, source, uri)
    for file in needed:
        path = outside.place(file)
        assert path is not None
        if files.get_file_from_path(path) is None:
            files.append(File.generated(config, path, abs_src_path=str(file)))
    return markdown


def on_page_content(html: str, **_: Any) -> str:
    """Draw the formulas."""
    return formulas.set_all(html)


def on_post_page(output: str, **_: Any) -> str:
    """Mend what the theme leaves without a name, or names twice, for those who hear the page."""
    output = output.replace(
        'class="md-search" data-md-component="search" role="dialog"',
        'class="md-search" data-md-component="search" role="dialog" aria-label="Search"',
    )
    return _SECTION.sub(r'\1 role="presentation">', output)


def _run(markdown: str, source: Path, uri: str, config: MkDocsConfig, files: Files) -> str:
    """The page with what its code made, which is added to the site."""
    if not any(blocks.blocks(markdown)):
        return markdown
    from thalweg import viewing

    recorder = pictures.Recorder()
    parts: list[str] = []
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
                whole = (Path(uri).parent / path).as_posix()
                files.append(File.generated(config, whole, content=content))
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
    return "".join(parts) + markdown[done:]
