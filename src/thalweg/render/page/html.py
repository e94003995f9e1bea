"""One HTML file that holds the page's program, a scene and nothing that has to be fetched."""

from __future__ import annotations

import base64
import html
import zlib
from functools import lru_cache
from importlib.resources import files
from typing import Any, BinaryIO

from thalweg.errors import ThalwegError
from thalweg.problems.base import Problem
from thalweg.render.auto import AUTO
from thalweg.render.page.pack import Pack
from thalweg.render.page.panels import PAGE_PANELS
from thalweg.render.page.problem import cost_of, problem_data
from thalweg.render.page.rules import catalogue
from thalweg.render.page.runs import runs_data
from thalweg.render.theme import DARK, DASHES, LIGHT, PRINT, Theme, theme_named
from thalweg.scenes.beside import runs_beside
from thalweg.scenes.scene import Scene

FORMAT = 1

# Nothing may be loaded: all that the page has is in the file. Its program is a script of its own, which an element
# made by the loader runs, so that it can be kept compressed; nothing is evaluated as text.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)

_LOADER = """\
(async () => {
  const read = async (id) => {
    const text = atob(document.getElementById(id).textContent);
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).arrayBuffer();
  };
  const program = document.createElement("script");
  const [code, data] = await Promise.all([read("thalweg-code"), read("thalweg-data")]);
  program.textContent = new TextDecoder().decode(code);
  document.head.append(program);
  const more = document.getElementById("thalweg-presets") && (() => read("thalweg-presets"));
  thalweg.open(document.getElementById("thalweg"), data, more);
})().catch((error) => {
  const note = document.getElementById("thalweg-note");
  note.textContent = "This page could not start (" + error.message + "). It needs a browser from 2023 or later.";
});"""

_TEMPLATE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="thalweg">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>
html{{background:#fff;color:#1b1f24;font:16px/1.5 ui-sans-serif,system-ui,sans-serif}}
#thalweg-note{{max-width:44rem;margin:3rem auto;padding:0 1.25rem}}
@media (prefers-color-scheme:dark){{html{{background:#12161c;color:#edf1f5}}}}
</style>
</head>
<body>
<div id="thalweg" data-theme="{theme}"><div id="thalweg-note"><h1>{title}</h1><p>{alt}</p>
<noscript><p>This page is drawn by a script in this file, which is switched off.</p></noscript></div></div>
<script type="application/octet-stream" id="thalweg-code">{code}</script>
<script type="application/octet-stream" id="thalweg-data">{data}</script>
{presets}<script>{loader}</script>
</body>
</html>
"""


_PRESETS = '<script type="application/octet-stream" id="thalweg-presets">{data}</script>\n'


def write(scene: Scene, stream: BinaryIO, *, theme: str | Theme = "light") -> None:
    """Write a scene as one file that a browser opens from disk.

    Parameters
    ----------
    theme : str or Theme
        ``dark`` and ``print`` are how the page begins; else it follows its reader's setting.
    """
    stream.write(page(scene, theme=theme).encode())


def page(scene: Scene, *, theme: str | Theme = "light") -> str:
    """The text of the file; the same each time for the same scene."""
    chosen = "auto" if theme == AUTO else theme_named(theme).name
    live = _races(scene.problem)
    return _TEMPLATE.format(
        policy=html.escape(_POLICY),
        title=html.escape(scene.heading),
        alt=html.escape(scene.alt),
        theme="auto" if chosen == "light" else html.escape(chosen),
        code=_built("page.js"),
        data=_packed(scene_bytes(scene)),
        presets=_PRESETS.format(data=_built("presets.bin")) if live else "",
        loader=_LOADER,
    )


@lru_cache
def static(name: str) -> bytes:
    """What was built from ``web/``, or by ``make presets``."""
    return files("thalweg").joinpath("static", name).read_bytes()


def scene_bytes(scene: Scene) -> bytes:
    """The scene as the page reads it, uncompressed."""
    pack = Pack()
    return pack.bytes(scene_data(pack, scene))


def scene_data(pack: Pack, scene: Scene) -> dict[str, Any]:
    """The scene as plain data, with its arrays in `pack`."""
    problem, runs = scene.problem, scene.runs
    described = problem_data(pack, problem)
    if runs is not None and "batch_loss" in runs.dataset and "batch_size" not in runs.dataset.attrs:
        # Batches that were given row by row are not in the call that the page could write.
        described |= {"python": None, "command": None}
    # Of several landscapes each part has its own ground.
    about = {} if scene.several else _about(pack, scene)
    grounds = [_about(pack, one) for one in scene.beside] if scene.several else []
    cast, parts = scene.cast, scene.parts
    if scene.several:
        runs, cast, parts = runs_beside(scene)
    return {
        "format": FORMAT,
        "title": scene.heading,
        "subtitle": scene.subheading,
        "alt": scene.alt,
        "panels": list(dict.fromkeys(scene.panels)),
        "by": scene.by,
        "parts": [
            {
                "label": part.label,
                "outcome": part.outcome,
                "runs": sorted(part.runs),
                "step": part.step,
                **({"about": grounds[n]} if grounds else {}),
            }
            for n, part in enumerate(parts)
        ],
        "problem": described,
        "runs": None if runs is None else runs_data(pack, runs, cast),
        "rules": list(catalogue()) if _races(problem) or _sampled(about) else [],
        "about": about,
        "minima": [list(m) for m in scene.minima],
        "losses": _losses(problem, scene),
        "themes": {t.name: _theme(t) for t in (LIGHT, DARK, PRINT)},
        "dashes": [[] if isinstance(d, str) else list(d[1]) for d in DASHES],
    }


def _about(pack: Pack, scene: Scene) -> dict[str, Any]:
    """What each panel needs."""
    return {name: PAGE_PANELS[name](pack, scene) for name in dict.fromkeys(scene.panels)}


def _races(problem: Problem) -> bool:
    """Whether the page can run any optimizer on the problem."""
    return cost_of(problem) is not None


def _sampled(about: dict[str, Any]) -> bool:
    """Whether there is a grid of losses on which the page can walk."""
    grounds = [panel["ground"] for panel in about.values() if "ground" in panel]
    return any(ground["loss"] is not None and min(ground["axes"]) >= 0 for ground in grounds)


def _losses(problem: Problem, scene: Scene) -> list[float]:
    """The loss at the minima: what a race aims at."""
    try:
        return [float(problem.loss(m)) for m in scene.minima]
    except ThalwegError:
        # A problem that was only recorded cannot be evaluated.
        return []


def _theme(theme: Theme) -> dict[str, Any]:
    return {
        "paper": theme.paper,
        "ink": theme.ink,
        "quiet": theme.quiet,
        "faint": theme.faint,
        "palette": list(theme.palette),
        "ramp": list(theme.ramp),
        "shades": list(theme.shades),
        "isoline": theme.isoline,
        "points": theme.points,
    }


@lru_cache
def _built(name: str) -> str:
    """A file that was built before, packed."""
    return base64.b64encode(deflated(name)).decode()


def _packed(data: bytes) -> str:
    """Compressed, and as letters."""
    return base64.b64encode(_deflated(data)).decode()


@lru_cache
def deflated(name: str) -> bytes:
    """A file that was built before, compressed."""
    return _deflated(static(name))


def _deflated(data: bytes) -> bytes:
    """Compressed, without a header that could tell one zlib from another."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return deflate.compress(data) + deflate.flush()
