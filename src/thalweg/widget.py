"""The live page as a notebook's widget."""

from __future__ import annotations

import base64
import hashlib
import html
import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from thalweg.errors import MissingExtra, ThalwegError
from thalweg.inputs import Tables, answer, told

try:
    import anywidget
    import ipywidgets
    import traitlets
except ImportError as error:
    raise MissingExtra(
        "a page in a notebook needs the package anywidget: pip install 'thalweg[notebook]'"
    ) from error

from thalweg.render.page.html import deflated, page, scene_bytes, static

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thalweg.render.theme import Theme
    from thalweg.scenes import Scene

__all__ = ["PageWidget"]

#: Size of the picture that stands where no kernel runs, in pixels.
_SIZE = (1200, 700)

#: Height of the page where no kernel runs, in pixels.
_HEIGHT = 820


class _Program(ipywidgets.Widget):
    """The page's program and presets, compressed: one for all widgets of a kernel.

    It is a widget's model without a view, so that it stands in a saved notebook too, where no kernel could be asked.
    """

    page = traitlets.Bytes().tag(sync=True)
    presets = traitlets.Bytes().tag(sync=True)
    version = traitlets.Unicode().tag(sync=True)


def _program() -> _Program:
    if _made().comm is None:  # closed, with all widgets
        _made.cache_clear()
    return _made()


@lru_cache(maxsize=1)
def _made() -> _Program:
    page, presets = deflated("page.js"), deflated("presets.bin")
    version = hashlib.sha256(page + presets).hexdigest()[:16]
    return _Program(page=page, presets=presets, version=version)


class PageWidget(anywidget.AnyWidget):
    """A scene as a live page, in a notebook's output.

    Parameters
    ----------
    scene : Scene
        What it shows first.
    theme : str or Theme, optional
        As `thalweg.save` takes it for a page.

    Attributes
    ----------
    state : dict
        What is seen: ``step``, ``playing``, ``chosen`` (a run), ``theme``, ``choice`` (runs with their numbers, steps,
        batch), ``preset`` (the name of one that is shown in place of the scene). It follows what the reader does;
        assigning another dict moves the page.
    """

    _esm = static("notebook.js").decode()
    scene = traitlets.Bytes().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    program = traitlets.Instance(_Program).tag(sync=True, **ipywidgets.widget_serialization)
    alt = traitlets.Unicode().tag(sync=True)

    def __init__(self, scene: Scene, *, theme: str | Theme = "light") -> None:
        name = theme if isinstance(theme, str) else theme.name
        super().__init__(
            scene=scene_bytes(scene),
            # As in a file, light is the reader's own setting.
            state={"theme": name if name in ("dark", "print") else "auto"},
            program=_program(),
            alt=scene.alt,
        )
        self._shown, self._theme, self._tables = scene, theme, Tables()
        self.on_msg(self._answer)

    def _answer(self, _widget: Any, content: Any, buffers: Sequence[bytes | memoryview]) -> None:
        """Answer what the page asks of Python."""
        if not isinstance(content, dict) or not isinstance(content.get("ask"), dict):
            return
        try:
            found = self._told(str(content.get("what")), content["ask"], buffers)
        except ThalwegError as error:
            found = {"wrong": told.failure(error)}
        except (RecursionError, OverflowError, MemoryError):
            found = {"wrong": {"message": "this is too large to be computed"}}
        self.send({"id": content.get("id"), **found})

    def _told(
        self, what: str, ask: dict[str, Any], buffers: Sequence[bytes | memoryview]
    ) -> dict[str, Any]:
        if what == "table" and buffers:
            return {"told": told.table(bytes(buffers[0]), str(ask.get("name")), self._tables)}
        if what == "proposal":
            return {"told": told.proposal(ask, self._tables)}
        found = answer(ask, self._tables)
        self.show(found.scene)
        return {"told": {"notes": found.notes, "scores": found.scores}}

    def show(self, scene: Scene) -> None:
        """Show another scene in this widget."""
        self._shown = scene
        self.alt = scene.alt
        # The step and the choice belong to the scene before.
        self.state = {"theme": self.state.get("theme", "auto")}
        self.scene = scene_bytes(scene)

    def _repr_mimebundle_(self, **more: Any) -> Any:
        """The widget; where no kernel runs, the page in a frame, or a picture."""
        made = super()._repr_mimebundle_(**more)
        if made is None:
            return None
        bundle, about = made if isinstance(made, tuple) else (made, {})
        scene = self._shown
        text = html.escape(page(scene, theme=self._theme), quote=True)
        bundle = {
            **bundle,
            "text/plain": scene.alt,
            "text/html": (
                f'<iframe title="{html.escape(scene.alt, quote=True)}" srcdoc="{text}" '
                f'sandbox="allow-scripts allow-downloads" '
                f'style="width: 100%; height: {_HEIGHT}px; border: 0"></iframe>'
            ),
            "image/png": base64.b64encode(_picture(scene, self._theme)).decode(),
        }
        return bundle, {**about, "image/png": {"alt": scene.alt}}


def _picture(scene: Scene, theme: str | Theme) -> bytes:
    from thalweg.render.files import write

    stream = io.BytesIO()
    write(scene, stream, "png", size=_SIZE, theme=theme)
    return stream.getvalue()
