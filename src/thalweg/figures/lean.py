"""The SVG of a figure without what only a program needs: names that nothing refers to, and indentation."""

from __future__ import annotations

import re

_EVERY = re.compile(
    r"<defs>\s*<style[^>]*>\*\{stroke-linejoin: round; stroke-linecap: butt\}</style>\s*</defs>"
)
_FONT = re.compile(r"font-family: ([^;\"]+);? ?")
_ID = re.compile(r' id="([^"]+)"')
_USED = re.compile(r'(?:url\(|href=")#([^)"]+)')
_INDENT = re.compile(r"\n +(?=<)")
_PATH = re.compile(r'(?<= d=")[^"]*')
_BREAK = re.compile(r"\s*\n\s*")


def lean(svg: bytes) -> bytes:
    """Make the SVG smaller without changing the picture."""
    text = svg.decode()
    # A rule for all elements of whatever page the picture stands in becomes what its own elements inherit.
    text, rules = _EVERY.subn("", text)
    if rules:
        text = text.replace("<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1)
    used = set(_USED.findall(text)) | set(re.findall(r"(?:title|desc)-\w+", text))
    text = _ID.sub(lambda m: m[0] if m[1] in used else "", text)
    text = _INDENT.sub("\n", text)
    text = _PATH.sub(lambda m: _BREAK.sub("", m[0]), text)
    text = re.sub(r"<g>\n(<(?:text|use|path)[^>]*/>)\n</g>", r"\1", text)
    fonts = _FONT.findall(text)
    if fonts:
        # Stated once, for all words but those in another font.
        most = max(set(fonts), key=lambda one: (fonts.count(one), one))
        text = text.replace(f"font-family: {most}; ", "").replace(f'; font-family: {most}"', '"')
        text = text.replace("<svg ", f'<svg font-family="{most}" ', 1)
    return text.encode()
