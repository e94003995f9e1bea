"""Formulas as pictures within the page: they need no script, no fonts and no network."""

from __future__ import annotations

import importlib
import re
import warnings
from functools import cache
from html import escape, unescape
from typing import Any

_SET = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\\(?P<open>[(\[])(?P<tex>.*?)\\[)\]]</(?P=tag)>',
    re.DOTALL,
)
SIZE = 17


@cache
def picture(tex: str, inline: bool) -> str:
    """An SVG of a formula in LaTeX, in the colour of the text around it; the LaTeX is its description."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # how it finds its own font
        ziamath: Any = importlib.import_module("ziamath")

    ziamath.config.svg2 = False  # each picture is whole in itself
    size = SIZE if inline else SIZE * 1.15
    drawn = ziamath.Latex(tex, size=size, inline=inline, color="currentColor")
    svg = drawn.svg()
    label = escape(" ".join(tex.split()), quote=True)
    # Its foot, with ziamath's margin of one, stands that far below the line.
    style = f' style="vertical-align:{drawn.getyofst() - 1:.2f}px"' if inline else ""
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" class="formula"{style} ', 1)


def set_all(html: str) -> str:
    """A page's HTML with its formulas drawn."""

    def drawn(found: re.Match[str]) -> str:
        tag = found["tag"]
        svg = picture(unescape(found["tex"]).strip(), inline=tag == "span")
        return f'<{tag} class="formula-{"line" if tag == "span" else "block"}">{svg}</{tag}>'

    return _SET.sub(drawn, html)
