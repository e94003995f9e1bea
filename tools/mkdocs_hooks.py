"""MkDocs calls these while it builds the site; mkdocs.yml names this file."""

from __future__ import annotations

import os
import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

# One thread a process, said before NumPy and PyTorch are imported: processes whose threads wait for each other take
# five times as long.
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

from site_build import benchmarks, blocks, formulas, notebooks, outside, reference, running  # noqa: E402

#: Lists within the navigation, which are no landmarks of their own.
_SECTION = re.compile(
    r'(<nav class="md-nav" data-md-level="\d") aria-labelledby="[^"]*"(?: aria-expanded="\w+")?>'
)

#: Processes at once; each takes up to half a gigabyte.
_MOST = 6

#: Pages whose code has run.
_ran: dict[str, running.Ran] = {}


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages that are generated and those that stand outside of docs/, and run the code of all others."""
    for page, file in outside.PAGES.items():
        files.append(File.generated(config, page, abs_src_path=str(blocks.ROOT / file)))
    written = [
        page.relative_to(blocks.DOCS).as_posix()
        for page in sorted(blocks.DOCS.rglob("*.md"))
        if any(blocks.blocks(page.read_text(encoding="utf-8")))
    ]
    workers = min(os.cpu_count() or 1, _MOST)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        drawn = [pool.submit(draw) for draw in reference.DRAWN]
        running_ = {uri: pool.submit(running.ran, uri) for uri in written}
        try:
            made = [*reference.written(), *(page.result() for page in drawn)]
            _ran.clear()
            _ran.update({uri: page.result() for uri, page in running_.items()})
        except BaseException:
            # What has not begun need not: the build fails anyway.
            pool.shutdown(cancel_futures=True)
            raise
    for page in made:
        files.append(File.generated(config, page.path, content=page.text))
    for page in (*made, *_ran.values()):
        for path, content in page.files.items():
            files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put what a page's code has made under it, and lead its links to where things are."""
    uri = page.file.src_uri
    source = blocks.ROOT / outside.PAGES.get(uri, f"docs/{uri}")
    if not source.exists():
        return markdown
    if uri == benchmarks.PAGE:
        markdown = benchmarks.filled(markdown)
    if uri in _ran:
        lesson, markdown = markdown, _ran[uri].text
        if uri.startswith("lessons/"):
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
