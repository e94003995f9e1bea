"""Names for help and shell completion, written out so that neither imports the library.

A test holds them equal to the library's own.
"""

from __future__ import annotations

from collections.abc import Sequence

LOSSES = ("mse", "half_mse", "mae", "huber", "logistic")
PANELS = (
    *("surface", "contour", "profile", "fit", "loss"),
    *("parameters", "sharpness", "sweep", "state", "diagram", "data"),
)
THEMES = ("light", "dark", "print", "auto")
SIZES = ("default", "column", "slide", "square")
PARTS = ("run", "optimizer", "start", "seed", "step")
EXTENSIONS = (
    ".apng",
    ".gif",
    ".html",
    ".mp4",
    ".pdf",
    ".png",
    ".svg",
    ".vti",
    ".vtp",
    ".vts",
    ".webp",
    ".zarr",
)


#: Public name among the optimizers that does not run, and explains why.
NOT_OFFERED = "Muon"


def complete_optimizer(incomplete: str) -> list[str]:
    """Complete the name of an optimizer: in lower case as it is usually typed, or in its own capitals.

    Within brackets, the one inside: ``clipnorm(s`` becomes ``clipnorm(sgd``.
    """
    from thalweg import _OPTIMIZERS

    before, bracket, last = incomplete.rpartition("(")
    names = [name for name in _OPTIMIZERS if name != NOT_OFFERED]
    found = _beginning([name.lower() for name in names], last) or _beginning(names, last)
    return [before + bracket + name for name in found]


def complete_function(incomplete: str) -> list[str]:
    """Complete the name of a function of the catalogue."""
    from thalweg.problems.functions import functions

    return _beginning(tuple(functions), incomplete)


def complete_figure(incomplete: str) -> list[str]:
    """Complete the name of a concept figure."""
    from thalweg.figures.registry import registry

    return _beginning(tuple(registry), incomplete)


def complete_tag(incomplete: str) -> list[str]:
    """Complete a tag of the concept figures."""
    from thalweg.figures.registry import registry

    return _beginning(registry.tags, incomplete)


def complete_loss(incomplete: str) -> list[str]:
    """Complete the name of a loss."""
    return _beginning(LOSSES, incomplete)


def complete_panel(incomplete: str) -> list[str]:
    """Complete the name of a panel."""
    return _beginning(PANELS, incomplete)


def complete_by(incomplete: str) -> list[str]:
    """Complete what the small multiples differ in."""
    return _beginning(PARTS, incomplete)


def complete_theme(incomplete: str) -> list[str]:
    """Complete the name of a theme."""
    return _beginning(THEMES, incomplete)


def complete_size(incomplete: str) -> list[str]:
    """Complete the name of a size."""
    return _beginning(SIZES, incomplete)


def _beginning(names: Sequence[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
