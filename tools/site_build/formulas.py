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
_GATHERED = re.compile(r"\\begin\{gathered\}(.*)\\end\{gathered\}", re.DOTALL)
SIZE = 17
_NARROW = 230.0
"""Pixels; wider ones do not fit a telephone."""


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
        tex = unescape(found["tex"]).strip()
        if found["tag"] == "span":
            return f'<span class="formula-line">{picture(tex, inline=True)}</span>'
        # What stands below each other gets room between.
        gathered = _GATHERED.fullmatch(tex)
        lines = gathered[1].split("\\\\\n") if gathered else [tex]
        svgs = "".join(f"<div>{picture(line.strip(), inline=False)}</div>" for line in lines)
        wide = max(map(float, re.findall(r'<svg [^>]*?\bwidth="([\d.]+)"', svgs))) > _NARROW
        # What can be moved sideways is reached by the keyboard, and has a name.
        reach = ' tabindex="0" role="group" aria-label="formula"' if wide else ""
        return f'<div class="formula-block"{reach}>{svgs}</div>'

    return _SET.sub(drawn, html)
