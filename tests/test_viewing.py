"""`thalweg.show`, in a notebook and outside one."""

from __future__ import annotations

import base64
import re
import sys
import types
import webbrowser
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import av
import pytest

import thalweg as tw
from render import samples
from thalweg.errors import ArgumentError, OutputError

DATA = re.compile(r'src="data:([a-z0-9+/]+);base64,([A-Za-z0-9+/=]+)"')


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a notebook's cell shows: IPython as far as `show` asks for it."""
    shown: list[str] = []
    ipython: Any = types.ModuleType("IPython")
    ipython.version_info = (9, 0)  # matplotlib asks for it
    ipython.get_ipython = lambda: types.SimpleNamespace(kernel=object())
    display: Any = types.ModuleType("IPython.display")
    display.HTML = lambda text: text
    display.display = shown.append
    ipython.display = display
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    return shown


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """The pages that a browser was asked to open."""
    opened: list[Path] = []

    def opening(address: str) -> bool:
        opened.append(Path(unquote(urlparse(address).path)))
        return True

    monkeypatch.setattr(webbrowser, "open", opening)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return opened


def test_a_picture_in_a_notebook_without_widgets(
    notebook: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "thalweg.widget", raising=False)
    scene = tw.Scene(samples.quartic())
    tw.show(scene)
    assert "pip install 'thalweg[notebook]'" in capsys.readouterr().out
    (html,) = notebook
    kind, data = DATA.findall(html)[0]
    assert kind == "image/svg+xml"
    assert base64.b64decode(data).startswith(b"<?xml")
    assert unescape(html).startswith(f'<img alt="{scene.alt}"')


def test_an_animation_in_a_notebook(notebook: list[str]) -> None:
    scene = tw.Scene(samples.quartic(), panels="loss")
    tw.show(scene, animate=True, size=(300, 200), frames=[0, 3, 20], hold=0)
    (html,) = notebook
    kind, data = DATA.findall(html)[0]
    assert kind == "video/mp4"
    assert unescape(html).startswith(f'<video aria-label="{scene.alt}"')
    with av.open(BytesIO(base64.b64decode(data)), "r") as container:
        frames = [frame.to_ndarray() for frame in container.decode(video=0)]
    assert len(frames) == 3


def test_elsewhere_a_browser_opens_a_page(pages: list[Path]) -> None:
    tw.show(samples.quartic(), theme="dark")
    tw.show(tw.figures.relu())
    for path, kind in zip(pages, ("image/svg+xml",) * 2, strict=True):
        page = path.read_text(encoding="utf-8")
        assert page.startswith("<!DOCTYPE html>")
        assert DATA.findall(page)[0][0] == kind
        assert [p.name for p in path.parent.iterdir()] == ["page.html"]
    assert f"<title>{tw.Scene(samples.quartic()).heading}</title>" in pages[0].read_text("utf-8")


def test_names_are_text_and_no_markup(pages: list[Path]) -> None:
    tw.show(tw.Scene(samples.quartic(), title="</title><script>alert(1)</script>"))
    assert "<script" not in pages[0].read_text("utf-8")


def test_without_a_browser_the_page_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    with pytest.raises(OutputError) as caught:
        tw.show(samples.quartic())
    (path,) = tmp_path.glob("thalweg-*/page.html")
    assert str(caught.value) == f"no browser could be opened; the page is {path}"


def test_what_cannot_be_shown(pages: list[Path]) -> None:
    with pytest.raises(ArgumentError) as caught:
        tw.show([1, 2])  # type: ignore[arg-type]
    assert str(caught.value) == "only runs, a landscape or a scene can be drawn, not a list"
    assert pages == []


def test_ipythons_terminal_is_no_notebook(
    pages: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    ipython: Any = types.ModuleType("IPython")
    ipython.version_info = (9, 0)  # matplotlib asks for it
    ipython.get_ipython = types.SimpleNamespace
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    tw.show(samples.quartic())
    assert len(pages) == 1
