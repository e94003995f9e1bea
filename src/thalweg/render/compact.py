"""An SVG made smaller, with nobody seeing the difference: shorter numbers, styles stated once, images with palettes."""

from __future__ import annotations

import base64
import io
import re

import numpy as np
from PIL import Image

APART, RIM = 5.0, 60.0
"""Colours of a palette, and those of rims, differ by this much, summed over red, green, blue and opacity."""

SOLID = 200
"""From this opacity on (of 255) a pixel inside a surface is opaque."""

WEIGHTS = np.array([1.0, 1.0, 1.0, 2.0])
"""Opacity counts more: a rim too hard is seen sooner than a wrong shade."""

_PNG = re.compile(r"(?<=data:image/png;base64,)[A-Za-z0-9+/=\s]+")


_NUMBER = re.compile(r"-?\d+\.\d{3,}")
# Whole marks, since words may hold anything but a "<".
_PLACES = re.compile(r"<(?:path|use) [^>]*>")
_UPRIGHT = re.compile(r'(<text [^>]*?) transform="rotate\(-0 [^"]*"')
_USES = re.compile(
    r'<g( [^>]*)?>\s*((?:<use [^>]*?style="([^"]*)"/>\s*)(?:<use [^>]*?style="\3"/>\s*)+)</g>'
)
# Paths of straight lines alone.
_LINES = re.compile(r'(<path [^>]*?\bd=")([MLz\d.\s-]{10,})(?=")')


def compact(svg: str) -> str:
    """Round coordinates, state the style of many equal marks once, and store images with palettes."""
    # A hundredth of a point is finer than any printer; six decimals double the file.
    svg = _PLACES.sub(lambda m: _NUMBER.sub(_rounded, m[0]), svg)
    svg = _LINES.sub(lambda m: m[1] + _relative(m[2]), svg)
    svg = _UPRIGHT.sub(r"\1", svg)
    svg = _USES.sub(_hoisted, svg)
    return _PNG.sub(lambda m: base64.b64encode(smaller(base64.b64decode(m[0]))).decode(), svg)


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _relative(d: str) -> str:
    """A path of straight lines, each from the end of the last: its numbers have fewer digits."""
    words = d.split()
    parts: list[str] = []
    # In hundredths, so that nothing adds up.
    x = y = at = 0
    command, start = "", (0, 0)
    try:
        while at < len(words):
            word = words[at]
            letter = word if word in ("M", "L", "z") else ""
            at += bool(letter)
            if letter == "z":
                parts.append("z")
                (x, y), command = start, ""
                continue
            to = (round(float(words[at]) * 100), round(float(words[at + 1]) * 100))
            at += 2
            if letter == "M":
                parts.append(f"M{_short(to[0])}{_next(to[1])}")
                start, command = to, "M"
            else:
                dx, dy = to[0] - x, to[1] - y
                if dx or dy or command == "M":
                    first = _short(dx) if command != "l" else _next(dx)
                    parts.append(("l" if command != "l" else "") + first + _next(dy))
                    command = "l"
            x, y = to
    except (ValueError, IndexError):
        return d
    return "".join(parts)


def _short(hundredths: int) -> str:
    text = f"{abs(hundredths) / 100:.2f}".rstrip("0").rstrip(".")
    if text.startswith("0."):
        text = text[1:]
    return ("-" if hundredths < 0 else "") + text


def _next(hundredths: int) -> str:
    """A number behind another one: a minus divides them as well as a blank."""
    text = _short(hundredths)
    return text if text.startswith("-") else " " + text


def _hoisted(group: re.Match[str]) -> str:
    """Marks of one style inherit it from their group."""
    style = f' style="{group[3]}"'
    return f"<g{group[1] or ''}{style}>\n" + group[2].replace(style, "") + "</g>"


def smaller(png: bytes) -> bytes:
    """A PNG with a palette of at most 256 colours; as it was if it would look different."""
    image = Image.open(io.BytesIO(png))
    if image.mode != "RGBA":
        return png
    pixels = np.asarray(image)
    flat = pixels.view(np.uint32).ravel()
    values, counts = np.unique(flat, return_counts=True)
    colours = values.view(np.uint8).reshape(-1, 4).astype(float)
    # What is invisible has no colour; between two smoothed edges a surface is as good as opaque.
    colours[colours[:, 3] == 0] = 0
    colours[colours[:, 3] >= SOLID, 3] = 255
    palette = _palette(colours, counts)
    from scipy.spatial import KDTree  # only images need it

    away, nearest = KDTree(palette * WEIGHTS).query(colours * WEIGHTS)
    seen = (colours[:, 3] > 0) * counts
    if seen.sum() and (seen * np.minimum(away, 40)).sum() / seen.sum() > 2:
        return png
    rows = (
        np.asarray(nearest)[np.searchsorted(values, flat)]
        .astype(np.uint8)
        .reshape(pixels.shape[:2])
    )
    found = Image.fromarray(rows, "P")
    found.putpalette(palette.astype(np.uint8).tobytes(), "RGBA")
    out = io.BytesIO()
    # The last few percent would take as long again as all the rest.
    found.save(out, "png", compress_level=6)
    return min(out.getvalue(), png, key=len)


def _palette(colours: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Frequent colours that differ from each other, shape (colour, 4), the invisible one first."""
    # Frequent ones first: a single pixel at an edge is not worth a colour.
    order = np.argsort(-counts, kind="stable")
    opacity = colours[order, 3]
    full = _apart(colours[order[opacity == 255]], APART, 160)
    rim = _apart(colours[order[(opacity > 0) & (opacity < 255)]], RIM, 255 - len(full))
    # In order, since neighbours on the picture are neighbours in the palette then, which packs better.
    found = [part[np.argsort(part[:, :3].sum(axis=1), kind="stable")] for part in (rim, full)]
    return np.concatenate([np.zeros((1, 4)), *found])


def _apart(colours: np.ndarray, least: float, most: int) -> np.ndarray:
    """The first colours that differ enough from all before them."""
    left = colours[:1500] * WEIGHTS
    place = np.arange(len(left))
    kept: list[int] = []
    while len(place) and len(kept) < most:
        kept.append(int(place[0]))
        far = np.abs(left - left[0]).sum(axis=1) >= least
        left, place = left[far], place[far]
    return colours[kept]
