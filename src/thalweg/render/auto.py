"""One SVG for readers of light and of dark pages: it follows their setting.

The picture is drawn in both themes. Where the two differ they differ in colours alone, and a style sheet states the
dark ones; so the file is hardly larger than one of them. A viewer that knows no style sheets shows the light picture.
"""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import Callable, Iterator, Sequence

from thalweg.errors import ArgumentError
from thalweg.render.theme import DARK, LIGHT, Theme, theme_named

AUTO = "auto"

_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_COLOUR = re.compile(r"(fill|stroke)(?:: |=\")(#[0-9a-f]{6}|none)\b")
_OPACITY = re.compile(r"((?:fill-|stroke-)?opacity): ([0-9.]+)")
_IMAGE = re.compile(r'(?<=data:image/png;base64,)[^"]*')
_OWN = re.compile(r'\bid="([^"]+)"')
_USED = re.compile(r'(?<=url\(#)[^)]+|(?<=href="#)[^"]+')
_WHEN = "@media (prefers-color-scheme: dark)"


def refuse(kind: str) -> None:
    """Refuse a kind of file that cannot follow its reader's setting.

    Raises
    ------
    ArgumentError
        ``theme "auto" is for .svg, which can follow its reader's setting; a .png cannot: choose light, dark or print``.
    """
    # A run that is kept has no ground at all.
    if kind not in ("html", "svg", "zarr"):
        raise ArgumentError(
            f'theme "auto" is for .svg, which can follow its reader\'s setting; a .{kind} cannot: '
            "choose light, dark or print"
        )


def in_theme(made: Callable[[Theme], bytes], kind: str, theme: str | Theme) -> bytes:
    """What `made` gives in a theme; in ``auto``, the light and the dark one in one file."""
    if theme == AUTO:
        refuse(kind)
    with _collector_paused():
        return both(made(LIGHT), made(DARK)) if theme == AUTO else made(theme_named(theme))


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """Without looking for cyclic garbage: a picture in the making has none, and looking took a sixth of its time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def both(light: bytes, dark: bytes) -> bytes:
    """One SVG out of the same picture in two themes."""
    ours, theirs = light.decode(), dark.decode()
    mark = re.search(r'aria-labelledby="title-(\w+)', ours)
    assert mark is not None
    # In names of the picture's own, since several may stand in one page.
    own = f"t{mark[1][:6]}"
    merged = _merged(_TOKEN.findall(ours), _TOKEN.findall(theirs), own)
    return (merged if merged is not None else _side_by_side(ours, theirs, own)).encode()


def _merged(light: Sequence[str], dark: Sequence[str], own: str) -> str | None:
    """The light picture with classes for the dark colours; None where the two differ in more than that."""
    if len(light) != len(dark):
        return None
    names: dict[str, str] = {}
    rules: dict[str, str] = {}
    found = []
    for ours, theirs in zip(light, dark, strict=True):
        if ours == theirs:
            found.append(ours)
            continue
        if not _same_names(ours, theirs, names):
            return None
        if _IMAGE.search(ours):
            if _IMAGE.sub("", _plain(ours)) != _IMAGE.sub("", _plain(theirs)):
                return None
            other = _OWN.sub("", ours)
            picture = _IMAGE.search(theirs)
            assert picture is not None
            other = _IMAGE.sub(lambda _, new=picture[0]: new, other)
            found += [
                _with(ours, f'class="{own}-light"'),
                _with(other, f'class="{own}-dark" display="none"'),
            ]
            rules |= _shown(own)
            continue
        if _plain(ours) != _plain(theirs):
            return None
        changes = [
            f"{new[1]}: {new[2]} !important"
            for pattern in (_COLOUR, _OPACITY)
            for old, new in zip(pattern.finditer(ours), pattern.finditer(theirs), strict=True)
            if old[0] != new[0]
        ]
        if not changes:
            found.append(ours)
            continue
        rule = "; ".join(changes)
        known = next((name for name, said in rules.items() if said == rule), f"{own}-{len(rules)}")
        rules[known] = rule
        found.append(_with(ours, f'class="{known}"'))
    return _styled("".join(found), rules)


def _same_names(ours: str, theirs: str, names: dict[str, str]) -> bool:
    """Whether the ids of two marks stand for the same things; they are made from contents, and so from colours."""
    for pattern in (_OWN, _USED):
        one, other = pattern.findall(ours), pattern.findall(theirs)
        if len(one) != len(other):
            return False
        for a, b in zip(one, other, strict=True):
            if names.setdefault(b, a) != a:
                return False
    return True


def _plain(tag: str) -> str:
    """A mark without its colours and names."""
    for pattern in (_COLOUR, _OPACITY):
        tag = pattern.sub(lambda m: m[1], tag)
    return _USED.sub("", _OWN.sub("", tag))


def _with(tag: str, attribute: str) -> str:
    return re.sub(r"^<(\w+)", rf"<\1 {attribute}", tag)


def _shown(own: str) -> dict[str, str]:
    return {f"{own}-light": "display: none", f"{own}-dark": "display: inline"}


def _styled(svg: str, rules: dict[str, str]) -> str:
    """Add the style sheet."""
    listed = "".join(f".{name}{{{rule}}}" for name, rule in rules.items())
    return svg.replace("</desc>", f"</desc>\n <style>{_WHEN}{{{listed}}}</style>", 1)


def _side_by_side(light: str, dark: str, own: str) -> str:
    """Both pictures in one file, of which one is shown."""
    end = light.index("</desc>") + len("</desc>")
    body = light[end : light.rindex("</svg>")]
    other = dark[dark.index("</desc>") + len("</desc>") : dark.rindex("</svg>")]
    other = _USED.sub(lambda m: f"dark-{m[0]}", _OWN.sub(r'id="dark-\1"', other))
    parts = f'<g class="{own}-light">{body}</g>\n<g class="{own}-dark" display="none">{other}</g>\n</svg>\n'
    return _styled(light[:end] + parts, _shown(own))
