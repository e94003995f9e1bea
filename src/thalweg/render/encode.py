"""A matplotlib figure as the bytes of a file, with its alt text inside."""

from __future__ import annotations

import hashlib
import io
import re
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.figure import Figure

from thalweg.render.compact import compact
from thalweg.render.fonts import IN_SVG, MAIN
from thalweg.render.size import Size

RASTER_DPI = 200
"""Resolution of the parts of a vector file that are images (thousands of points)."""


def encode(
    figure: Figure, kind: str, size: Size, *, title: str, alt: str, outlines: bool = False
) -> bytes:
    """A figure as the bytes of a file; letters in an SVG stay letters, unless outlines are asked for."""
    out = io.BytesIO()
    if kind == "png":
        figure.savefig(
            out,
            format="png",
            dpi=size.dpi,
            metadata={"Software": None, "Title": title, "Description": alt},
        )
        return out.getvalue()
    if kind == "pdf":
        figure.savefig(
            out,
            format="pdf",
            dpi=RASTER_DPI,
            metadata={
                "Title": title,
                "Subject": alt,
                "Creator": "thalweg",
                "Producer": None,
                "CreationDate": None,
                "ModDate": None,
            },
        )
        return out.getvalue()
    with mpl.rc_context({"svg.fonttype": "path" if outlines else "none"}):
        figure.savefig(
            out,
            format="svg",
            dpi=RASTER_DPI,
            metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")),
        )
    return finish_svg(out.getvalue().decode(), size, title, alt).encode()


def finish_svg(svg: str, size: Size, title: str, alt: str) -> str:
    """Add title, description and role, state the size in pixels if it was asked for so, and make the rest compact."""
    found = re.search(r"<svg\b[^>]*>", svg)
    assert found is not None
    opening = found[0]
    if size.pixels is not None:
        width, height = size.pixels
        opening = re.sub(r'\bwidth="[^"]*"', f'width="{width}"', opening)
        opening = re.sub(r'\bheight="[^"]*"', f'height="{height}"', opening)
    # Of their own, since several pictures may stand in one page.
    mark = hashlib.sha256(f"{title}\n{alt}".encode()).hexdigest()[:8]
    opening = opening[:-1] + f' role="img" aria-labelledby="title-{mark} desc-{mark}">'
    named = f"""
 <title id="title-{mark}">{escape(title)}</title>
 <desc id="desc-{mark}">{escape(alt)}</desc>"""
    body = svg[found.end() :]
    body = compact(body).replace(f"'{MAIN}'", IN_SVG)
    # Without the document type, whose address some readers look up.
    return '<?xml version="1.0" encoding="utf-8"?>\n' + opening + named + body
