"""What the code of a page saves, made into what a reader of the site sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import thalweg as tw
from thalweg.viewing import words

STILL = (".svg", ".png")
MOVING = (".gif", ".webp", ".apng")


@dataclass(frozen=True)
class Made:
    """A file that a page's code has saved, under the name that it has in the site."""

    name: str
    content: bytes
    alt: str
    dark: bytes | None = None


@dataclass
class Recorder:
    """Keeps what `tw.save` and `tw.show` are asked for while it watches.

    Attributes
    ----------
    made : list of Made
        Since it was last emptied.
    """

    made: list[Made] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch until the end of the block."""
        save, show = tw.save, tw.show

        def watched_save(obj: Any, path: Any, *args: Any, **how: Any) -> None:
            save(obj, path, *args, **how)
            self._keep(save, obj, Path(path), args, how)

        def watched_show(obj: Any, **how: Any) -> Any:
            shown = show(obj, **how)
            self._keep(save, obj, Path("shown.html"), (), {}, write=True)
            return shown

        tw.save, tw.show = watched_save, watched_show
        try:
            yield
        finally:
            tw.save, tw.show = save, show

    def _keep(
        self,
        save: Callable[..., None],
        obj: Any,
        path: Path,
        args: tuple[Any, ...],
        how: dict[str, Any],
        write: bool = False,
    ) -> None:
        kind = path.suffix.lower()
        if kind not in (*STILL, *MOVING, ".mp4", ".html"):
            return
        if write:
            save(obj, path)
        title, alt = words(obj)
        dark = None
        if kind in STILL and len(args) < 2 and how.get("theme", "light") == "light":
            # On a dark page a picture is dark: the same call once more.
            twin = path.with_name(f"{path.stem}-dark{kind}")
            save(obj, twin, *args, **{**how, "theme": "dark"})
            dark = twin.read_bytes()
        told = title if kind == ".html" else alt
        self.made.append(Made(self._free(path.name), path.read_bytes(), told, dark))

    def _free(self, name: str) -> str:
        """A name that no other file of the page has."""
        stem, kind = Path(name).stem, Path(name).suffix
        number, free = 1, name
        while free in self._names:
            number += 1
            free = f"{stem}-{number}{kind}"
        self._names.add(free)
        return free


def files(folder: str, made: Made) -> Iterator[tuple[str, bytes]]:
    """Name the files of the site that show it."""
    yield f"{folder}/{made.name}", made.content
    if made.dark is not None:
        yield f"{folder}/{_dark(made.name)}", made.dark


def markdown(folder: str, made: Made) -> str:
    """What stands on the page; `folder` as seen from there."""
    path = f"{folder}/{made.name}"
    kind = Path(made.name).suffix.lower()
    if kind == ".html":
        return (
            f'<iframe class="live" src="{path}" title="{escape(made.alt)}: live page" loading="lazy"></iframe>\n\n'
            f"[The live page alone]({path}){{ .alone }}"
        )
    if kind == ".mp4":
        return (
            f'<video src="{path}" aria-label="{escape(made.alt)}" controls muted loop playsinline'
            f' preload="metadata">{escape(made.alt)}</video>'
        )
    if made.dark is None:
        return f"![{_flat(made.alt)}]({path})"
    return (
        f"![{_flat(made.alt)}]({path}#only-light)"
        f"![{_flat(made.alt)}]({folder}/{_dark(made.name)}#only-dark)"
    )


def _dark(name: str) -> str:
    return f"{Path(name).stem}-dark{Path(name).suffix}"


def _flat(alt: str) -> str:
    """A description as Markdown takes it within brackets."""
    text = " ".join(alt.split())
    for special in "\\[]*_`<>":
        text = text.replace(special, f"\\{special}")
    return text
