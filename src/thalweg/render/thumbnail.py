"""A small picture of a formula's landscape: shades between lines of equal loss, without axes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from thalweg.errors import ArgumentError
from thalweg.render.theme import theme_named

if TYPE_CHECKING:
    from thalweg.problems.formula import Formula

#: Pixels, and bands of loss.
SIZE, BANDS = (192, 128), 14


def thumbnail(problem: Formula, theme: str = "light") -> bytes:
    """Draw a function of one or two parameters over its domain, as PNG.

    Raises
    ------
    ArgumentError
        ``a small picture needs one or two parameters with a domain; "x" has none``.
    """
    from PIL import Image

    if problem.domain is None or len(problem.params) not in (1, 2):
        raise ArgumentError(
            f'a small picture needs one or two parameters with a domain; "{problem.title}" has none'
        )
    colours = theme_named(theme)
    height = SIZE[1]
    sides = [
        np.linspace(*problem.domain[name], n) for name, n in zip(problem.params, SIZE, strict=False)
    ]
    if len(sides) == 1:
        loss = problem.loss(sides[0][:, None])
        low, high = np.nanmin(loss), np.nanmax(loss)
        edge = height * (0.9 - 0.8 * (loss - low) / ((high - low) or 1.0))
        band = np.where(np.arange(height)[:, None] < edge[None, :], 0.0, 0.75)
    else:
        x, y = np.meshgrid(*sides)
        with np.errstate(all="ignore"):
            loss = problem.loss(np.stack([x, y], axis=-1))
        # By rank, so that a valley shows beside a wall a million times as high.
        order = np.argsort(np.argsort(np.where(np.isfinite(loss), loss, np.inf), axis=None))
        rank = order.reshape(loss.shape) / order.size
        band = np.floor(rank * BANDS) / (BANDS - 1)
        band = band[::-1]
    ramp = np.array([_rgb(colour) for colour in colours.shades])
    at = np.clip(band, 0, 1) * (len(ramp) - 1)
    under = np.minimum(at.astype(int), len(ramp) - 2)
    part = (at - under)[..., None]
    pixels = ramp[under] * (1 - part) + ramp[under + 1] * part
    stream = io.BytesIO()
    Image.fromarray(np.round(pixels).astype(np.uint8)).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _rgb(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
