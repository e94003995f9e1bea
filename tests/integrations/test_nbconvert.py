"""A notebook with a widget, converted: what stands there where no kernel runs."""

from __future__ import annotations

import base64
import zlib
from html.parser import HTMLParser
from io import BytesIO

import nbformat
import pytest
from nbconvert import HTMLExporter, LatexExporter, MarkdownExporter
from nbconvert.preprocessors import ExecutePreprocessor
from PIL import Image
from traitlets.config import Config

from thalweg.render.page.html import static

SOURCE = """\
import thalweg as tw
runs = tw.descend(tw.Formula("x**2 + 10*y**2"), tw.SGD(lr=0.05), start=[-1.8, 0.6], steps=20)
tw.show(runs)
"""
ALT = "x**2 + 10*y**2. Contours of the loss"


class Reader(HTMLParser):
    """Gathers the attributes of elements of one kind."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted = wanted
        self.found: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == self.wanted:
            self.found.append({name: value or "" for name, value in attrs})


def elements(text: str, tag: str) -> list[dict[str, str]]:
    reader = Reader(tag)
    reader.feed(text)
    return reader.found


@pytest.fixture(scope="module")
def notebook() -> nbformat.NotebookNode:
    """A notebook with one widget, after it was run in a kernel; the state of its widgets was not saved."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SOURCE)])
    run = ExecutePreprocessor(timeout=120, store_widget_state=False)
    return run.preprocess(made)[0]


def test_with_their_state_widgets_find_the_program_in_the_notebook() -> None:
    """Where a page outside Jupyter brings the widgets to life, there is no kernel to ask for it."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SOURCE)])
    saved, _ = ExecutePreprocessor(timeout=120).preprocess(made)
    models = saved.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    (shown,) = (m for m in models.values() if m["model_module"] == "anywidget")
    program = models[shown["state"]["program"].removeprefix("IPY_MODEL_")]
    held = {tuple(b["path"]): base64.b64decode(b["data"]) for b in program["buffers"]}
    assert zlib.decompress(held["page",], -15) == static("page.js")
    assert zlib.decompress(held["presets",], -15) == static("presets.bin")


def test_as_html_it_holds_the_page(notebook: nbformat.NotebookNode) -> None:
    text, _ = HTMLExporter().from_notebook_node(notebook)
    (frame,) = elements(text, "iframe")
    assert frame["title"].startswith(ALT)
    assert frame["srcdoc"].startswith("<!doctype html>")
    assert 'id="thalweg-data"' in frame["srcdoc"]
    # The notebook's page and the page in the frame cannot reach each other.
    assert "allow-same-origin" not in frame["sandbox"]


def test_as_markdown_the_frame_stays_one_block(notebook: nbformat.NotebookNode) -> None:
    text, _ = MarkdownExporter().from_notebook_node(notebook)
    block = next(part for part in text.split("\n\n") if "<iframe" in part)
    assert block.rstrip().endswith("</iframe>")


def test_where_only_pictures_are_shown_it_is_one_with_its_description(
    notebook: nbformat.NotebookNode,
) -> None:
    config = Config()
    config.HTMLExporter.NbConvertBase.display_data_priority = ["image/png", "text/plain"]
    # The template of JupyterLab leaves descriptions out, whoever gives them.
    exporter = HTMLExporter(config=config, template_name="classic")
    (image,) = elements(exporter.from_notebook_node(notebook)[0], "img")
    assert image["alt"].startswith(ALT)
    data = image["src"].removeprefix("data:image/png;base64,")
    with Image.open(BytesIO(base64.b64decode(data))) as picture:
        assert picture.size == (1200, 700)


def test_as_latex_it_is_a_picture(notebook: nbformat.NotebookNode) -> None:
    text, resources = LatexExporter().from_notebook_node(notebook)
    (name,) = resources["outputs"]
    assert name.endswith(".png")
    assert name in text
