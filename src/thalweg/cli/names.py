"""Names for help and shell completion, written out so that neither imports the library.

A test holds them equal to the library's own.
"""

from __future__ import annotations

from collections.abc import Sequence

LOSSES = ("mse", "half_mse", "mae", "huber", "logistic")
PANELS = ("contour", "profile", "fit", "loss")
THEMES = ("light", "dark", "print")
SIZES = ("default", "column", "slide", "square")
EXTENSIONS = (".pdf", ".png", ".svg", ".zarr")


#: Public names among the optimizers that cannot run alone: what goes around another one, and what explains itself.
NOT_ALONE = frozenset({"ClipNorm", "ClipValue", "Lookahead", "Muon", "SAM"})


def complete_optimizer(incomplete: str) -> list[str]:
    """Complete the name of an optimizer: in lower case as it is usually typed, or in its own capitals."""
    from thalweg import _OPTIMIZERS

    names = [name for name in _OPTIMIZERS if name not in NOT_ALONE]
    return _beginning([name.lower() for name in names], incomplete) or _beginning(names, incomplete)


def complete_function(incomplete: str) -> list[str]:
    """Complete the name of a function of the catalogue."""
    from thalweg.problems.functions import functions

    return _beginning(tuple(functions), incomplete)


def complete_loss(incomplete: str) -> list[str]:
    """Complete the name of a loss."""
    return _beginning(LOSSES, incomplete)


def complete_panel(incomplete: str) -> list[str]:
    """Complete the name of a panel."""
    return _beginning(PANELS, incomplete)


def complete_theme(incomplete: str) -> list[str]:
    """Complete the name of a theme."""
    return _beginning(THEMES, incomplete)


def complete_size(incomplete: str) -> list[str]:
    """Complete the name of a size."""
    return _beginning(SIZES, incomplete)


def _beginning(names: Sequence[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
