"""Text in lines of some width."""

from __future__ import annotations

from collections.abc import Sequence

from thalweg.render.nodes.layout import Measure


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
