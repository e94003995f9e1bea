"""thalweg: how machine-learning models train, as landscapes and paths.

The public names are imported when they are first used, so that ``import thalweg`` is cheap.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

#: Public name -> module that holds it.
_HOMES = {
    "BlackBox": "thalweg.problems",
    "Fit": "thalweg.problems",
    "Formula": "thalweg.problems",
    "functions": "thalweg.problems.functions",
    "optimizers": "thalweg.optim",
    "Landscape": "thalweg.data",
    "Trajectories": "thalweg.data",
    "descend": "thalweg.compute",
    "landscape": "thalweg.compute",
    "Scene": "thalweg.scenes",
    "plot": "thalweg.render",
    "load": "thalweg.output",
    "save": "thalweg.output",
    "ThalwegError": "thalweg.errors",
}
_OPTIMIZERS = (
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "Lion",
    "NAdam",
    "NormalizedGradient",
    "RAdam",
    "RMSprop",
    "Rprop",
    "SGD",
)
_HOMES |= dict.fromkeys(_OPTIMIZERS, "thalweg.optim")

__all__ = [*sorted(_HOMES), "__version__"]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'thalweg' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


if TYPE_CHECKING:
    from thalweg.compute import descend as descend, landscape as landscape
    from thalweg.data import Landscape as Landscape, Trajectories as Trajectories
    from thalweg.errors import ThalwegError as ThalwegError
    from thalweg.optim import (
        SGD as SGD,
        Adadelta as Adadelta,
        Adagrad as Adagrad,
        Adam as Adam,
        Adamax as Adamax,
        AdamW as AdamW,
        Lion as Lion,
        NAdam as NAdam,
        NormalizedGradient as NormalizedGradient,
        RAdam as RAdam,
        RMSprop as RMSprop,
        Rprop as Rprop,
        optimizers as optimizers,
    )
    from thalweg.output import load as load, save as save
    from thalweg.problems import BlackBox as BlackBox, Fit as Fit, Formula as Formula
    from thalweg.problems.functions import functions as functions
    from thalweg.render import plot as plot
    from thalweg.scenes import Scene as Scene
