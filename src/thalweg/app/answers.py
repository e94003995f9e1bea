"""What the app answers: each function makes one answer, without knowing of requests."""

from __future__ import annotations

import gc
import json
import struct
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thalweg.data import Landscape
from thalweg.errors import ArgumentError
from thalweg.inputs import PRESETS, Tables, answer
from thalweg.inputs.ask import Answer
from thalweg.problems.functions import functions
from thalweg.render.page.html import scene_bytes
from thalweg.scenes import scene_of

if TYPE_CHECKING:
    from thalweg.data.progress import Progress


def start(store: Path | None, table: str | None) -> dict[str, Any]:
    """What the first page lists."""
    return {
        "functions": [
            {"name": name, "shows": entry.shows, "formula": entry.formula}
            for name, entry in functions.entries.items()
        ],
        "presets": [
            {"name": name, "title": p.title, "words": p.words} for name, p in PRESETS.items()
        ],
        "store": None if store is None else store.name,
        "table": table,
    }


def scene(ask: dict[str, Any], tables: Tables, store: Path | None, progress: Progress) -> bytes:
    """A scene after the length and text of what is said about it, as JSON."""
    # Before the store is read: what is written meanwhile is then seen to be newer.
    at = version(store) if "store" in ask else {}
    found = stored(store) if "store" in ask else answer(ask, tables, progress)
    progress(0, 1)
    about: dict[str, Any] = {"notes": found.notes, "scores": found.scores, **at}
    if "preset" in ask:
        about["words"] = PRESETS[ask["preset"]].words
    head = json.dumps(about).encode()
    return struct.pack("<I", len(head)) + head + scene_bytes(found.scene)


def warm() -> None:
    """Load and compile once what every question needs."""
    for ask in ({"formula": "x**2 + y**2"}, {"points": [[0, 0], [1, 1]]}):
        scene({**ask, "steps": 2}, Tables(), None, lambda _done, _of: None)
    # All that was loaded stays: looking through it at each collection doubles the time of reading a large table.
    gc.freeze()


def stored(store: Path | None) -> Answer:
    """What is in the store that the app was started with, as far as it is written."""
    from thalweg.output import load

    if store is None:
        raise ArgumentError("the app was started without a store: thalweg explore run.zarr")
    loaded = load(store)
    notes = []
    if isinstance(loaded, Landscape):
        done = loaded.dataset["done"].values
        if not done.all():
            notes.append(f"being computed: {int(done.sum())} of {done.size} points are done")
    return Answer(scene_of(loaded), tuple(notes))


def version(store: Path | None) -> dict[str, Any]:
    """What changes whenever something in the store does."""
    newest, count = 0, 0
    if store is not None:
        for path in store.rglob("*"):
            try:
                newest = max(newest, path.stat().st_mtime_ns)
            except FileNotFoundError:
                continue  # replaced in this moment
            count += 1
    return {"version": f"{newest:x}-{count}"}


@lru_cache(maxsize=256)
def picture(name: str, theme: str) -> bytes:
    """A small picture of a function of the catalogue, as PNG."""
    from thalweg.render.thumbnail import thumbnail

    return thumbnail(functions[name], theme)
