"""Text in lines of some width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from thalweg.render.fonts import MAIN
from thalweg.render.nodes.layout import Measure
from thalweg.scenes.text import in_lines

LONGEST = 400
"""Characters of a name that are looked at: no two lines hold more."""

MANY = 4
"""More lines than these are no heading."""


@cache
def width_of(words: str, font: float) -> float:
    """About how wide words of `font` points are, in inches, where there is no figure yet to measure them on."""
    found = text_to_path.get_text_width_height_descent(
        words, FontProperties(family=MAIN, size=font), ismath=False
    )
    # Letters on a grid of pixels are a little wider.
    return 1.03 * float(found[0]) / 72


def squeezed(words: str, fits: Callable[[str], bool], most: int = 2) -> str:
    """A name in up to `most` lines (1 or 2); where it is too long for them, its middle gives way.

    Units stand at the end of a name, and what tells it from its neighbours often does too.
    """
    if fits(words):
        return words
    if len(words) > LONGEST:
        words = f"{words[: LONGEST // 2]} {words[-LONGEST // 2 :]}"
    if most == 1:
        return _without_middle(words, fits)
    first = _head(words, fits)
    rest = words[len(first) :].lstrip()
    if not fits(rest):
        tail = _longest(rest, lambda n: fits(f"…{rest[-n:]}"))
        rest = "…" + _whole(rest, tail)
    return f"{first}\n{rest}"


def unbroken(words: str, fits: Callable[[str], bool]) -> list[str]:
    """What is said above a picture, line by line, in as many lines as it takes to leave nothing out.

    Only of a name that would fill more than `MANY` lines the middle gives way, and of a word that fills one.
    """
    lines: list[str] = []
    for said in words.split("\n"):
        own = in_lines(said, fits) or [""]
        lines += squeezed(said, fits).split("\n") if len(own) > MANY else own
    return [line if fits(line) else squeezed(line, fits, most=1) for line in lines]


def _head(words: str, fits: Callable[[str], bool]) -> str:
    """As many whole words as fit into a line; as many letters where not even the first word does."""
    return _starts(words, max(1, _longest(words, lambda n: fits(words[:n]))))


def _whole(words: str, n: int) -> str:
    """The last letters of a name, from the beginning of a word on if there is one among them."""
    tail = words[len(words) - n :]
    if n < len(words) and words[len(words) - n - 1] != " " and " " in tail.strip():
        tail = tail.partition(" ")[2]
    return tail.strip()


def _without_middle(words: str, fits: Callable[[str], bool]) -> str:
    def cut(n: int) -> str:
        tail = 2 * n // 5
        start = _starts(words, n - tail)
        return start + "…" + (_whole(words, tail) if tail else "")

    return cut(max(1, _longest(words, lambda n: fits(cut(n)))))


def _starts(words: str, n: int) -> str:
    """The first letters of a name, up to the end of a word if there is one among them."""
    if n < len(words) and words[n] != " " and " " in words[:n]:
        return words[:n].rpartition(" ")[0]
    return words[:n].rstrip()


def _longest(words: str, fits: Callable[[int], bool]) -> int:
    """The largest number of letters that fits, by bisection."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def wrapped(
    pieces: Sequence[str], width: float, measure: Measure, size: float, most: int = 2
) -> list[str]:
    """Pieces of text in lines of some width; cut with an ellipsis after `most` of them."""
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]} {piece}" if lines else piece
        if lines and measure(longer, size)[0] <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    if len(lines) > most:
        lines = lines[:most]
        while " " in lines[-1] and measure(lines[-1] + " …", size)[0] > width:
            lines[-1] = lines[-1].rpartition(" ")[0]
        lines[-1] += " …"
    return [_cut(words, width, measure, size) for words in lines]


def _cut(words: str, width: float, measure: Measure, size: float) -> str:
    while len(words) > 2 and measure(words, size)[0] > width:
        words = words.rstrip("…")[:-1].rstrip() + "…"
    return words


def _pieces(text: str) -> list[str]:
    """Terms with their signs: ``'ŷ ='``, ``'w₁x₁'``, ``'+ b'``."""
    pieces: list[str] = []
    for word in text.split(" "):
        if pieces and pieces[-1] in ("+", "−"):
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
    return pieces
