"""Fonts for letters that DejaVu Sans, which comes with matplotlib, has not."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from thalweg.scenes.text import one_line

if TYPE_CHECKING:
    from thalweg.scenes.look import Cast
    from thalweg.scenes.scene import Scene

MAIN = "DejaVu Sans"

IN_SVG = "'DejaVu Sans', 'Bitstream Vera Sans', Verdana, sans-serif"
"""What an SVG asks for: its reader may not have the first."""

# Fonts of many letters that systems bring along.
_OTHERS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans",
    "Source Han Sans",
    "WenQuanYi Micro Hei",
    "Hiragino Sans",
    "PingFang SC",
    "Microsoft YaHei",
    "Yu Gothic",
    "Malgun Gothic",
    "Nirmala UI",
    "Arial Unicode MS",
    "Noto Emoji",
)


@cache
def _letters(path: str) -> frozenset[int]:
    return frozenset(FT2Font(path).get_charmap())


def words_of(scene: Scene) -> str:
    """Everything in a scene that its user has named, run together."""
    cast: Cast = scene.cast
    problem = scene.problem
    return one_line(
        "".join(
            [
                scene.heading,
                *problem.params,
                *(look.label for look in cast.looks),
                *getattr(problem, "inputs", ()),
                getattr(problem, "target", ""),
                *(getattr(problem, "classes", None) or ()),
            ]
        )
    )


def families(words: str) -> tuple[list[str], str]:
    """Font families that together have all letters of some words, and the letters that none has."""
    missing = {ord(c) for c in words} - _letters(font_manager.findfont(MAIN))
    found = [MAIN]
    if missing:
        paths = {font.name: font.fname for font in font_manager.fontManager.ttflist}
        for name in _OTHERS:
            if name in paths and missing & _letters(paths[name]):
                found.append(name)
                missing -= _letters(paths[name])
    return found, "".join(map(chr, sorted(missing)))


@contextmanager
def glyph_warnings(missing: str, *, drawn: bool) -> Iterator[None]:
    """Say once, and in words, that letters are missing; not at all where none are drawn (text in an SVG is text).

    Parameters
    ----------
    missing : str
        The letters that no font has.
    drawn : bool
        Whether the file holds shapes of letters.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support")
        yield
    if missing and drawn:
        warnings.warn(
            f'no installed font has the letters "{missing}": they are drawn as boxes; '
            "install one (Noto Sans), or save as .svg",
            stacklevel=2,
        )
