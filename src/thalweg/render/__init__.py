"""Drawing with matplotlib."""

from __future__ import annotations

from thalweg.render.plot import plot

__all__ = ["plot"]
