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
    "schedules": "thalweg.optim",
    "Landscape": "thalweg.data",
    "Plane": "thalweg.data",
    "Trajectories": "thalweg.data",
    "Tuning": "thalweg.compute",
    "curvature": "thalweg.compute",
    "descend": "thalweg.compute",
    "landscape": "thalweg.compute",
    "plan": "thalweg.compute",
    "tune": "thalweg.compute",
    "Scene": "thalweg.scenes",
    "figures": "thalweg.figures",
    "plot": "thalweg.render.plot",
    "load": "thalweg.output",
    "save": "thalweg.output",
    "show": "thalweg.viewing",
    "ThalwegError": "thalweg.errors",
}
_OPTIMIZERS = (
    "ASGD",
    "AdaBelief",
    "AdaGradNorm",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "Adan",
    "BFGS",
    "ClipNorm",
    "ClipValue",
    "ConjugateGradient",
    "LBFGS",
    "Lion",
    "Lookahead",
    "Muon",
    "NAdam",
    "NelderMead",
    "Newton",
    "NewtonCG",
    "NormalizedGradient",
    "PolyakStep",
    "Powell",
    "RAdam",
    "RMSprop",
    "Rprop",
    "SAM",
    "SGD",
    "ScheduleFreeAdamW",
    "ScheduleFreeSGD",
    "SignSGD",
    "TrustNCG",
    "Yogi",
)
_HOMES |= dict.fromkeys(_OPTIMIZERS, "thalweg.optim")

__all__ = [*sorted(_HOMES), "__version__"]  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'thalweg' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


if TYPE_CHECKING:
    from thalweg.compute import (
        Tuning as Tuning,
        curvature as curvature,
        descend as descend,
        landscape as landscape,
        plan as plan,
        tune as tune,
    )
    from thalweg.data import (
        Landscape as Landscape,
        Plane as Plane,
        Trajectories as Trajectories,
    )
    from thalweg.errors import ThalwegError as ThalwegError
    from thalweg.figures import figures as figures
    from thalweg.optim import (
        ASGD as ASGD,
        BFGS as BFGS,
        LBFGS as LBFGS,
        SAM as SAM,
        SGD as SGD,
        AdaBelief as AdaBelief,
        Adadelta as Adadelta,
        Adagrad as Adagrad,
        AdaGradNorm as AdaGradNorm,
        Adam as Adam,
        Adamax as Adamax,
        AdamW as AdamW,
        Adan as Adan,
        ClipNorm as ClipNorm,
        ClipValue as ClipValue,
        ConjugateGradient as ConjugateGradient,
        Lion as Lion,
        Lookahead as Lookahead,
        Muon as Muon,
        NAdam as NAdam,
        NelderMead as NelderMead,
        Newton as Newton,
        NewtonCG as NewtonCG,
        NormalizedGradient as NormalizedGradient,
        PolyakStep as PolyakStep,
        Powell as Powell,
        RAdam as RAdam,
        RMSprop as RMSprop,
        Rprop as Rprop,
        ScheduleFreeAdamW as ScheduleFreeAdamW,
        ScheduleFreeSGD as ScheduleFreeSGD,
        SignSGD as SignSGD,
        TrustNCG as TrustNCG,
        Yogi as Yogi,
        optimizers as optimizers,
        schedules as schedules,
    )
    from thalweg.output import load as load, save as save
    from thalweg.problems import BlackBox as BlackBox, Fit as Fit, Formula as Formula
    from thalweg.problems.functions import functions as functions
    from thalweg.render.plot import plot as plot
    from thalweg.scenes import Scene as Scene
    from thalweg.viewing import show as show
