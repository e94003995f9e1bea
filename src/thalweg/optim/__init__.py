"""Optimizers: symbolic rules with the names and defaults of PyTorch, and methods that need more than a gradient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from thalweg.errors import UnknownName, nearest
from thalweg.optim import schedules
from thalweg.optim.adam import Adam, AdamW
from thalweg.optim.adam_variants import Adamax, NAdam, RAdam
from thalweg.optim.adaptive import Adadelta, Adagrad, AdaGradNorm, RMSprop
from thalweg.optim.averages import ASGD, ScheduleFreeAdamW, ScheduleFreeSGD
from thalweg.optim.curvature import NewtonCG, TrustNCG
from thalweg.optim.descent import SGD, NormalizedGradient, PolyakStep
from thalweg.optim.gradient_free import NelderMead, Powell
from thalweg.optim.method import Method, Newton
from thalweg.optim.methods import BFGS, LBFGS, ConjugateGradient
from thalweg.optim.moments import AdaBelief, Adan, Yogi
from thalweg.optim.muon import Muon
from thalweg.optim.optimizer import Optimizer
from thalweg.optim.recorded import RecordedOptimizer
from thalweg.optim.signs import Lion, Rprop, SignSGD
from thalweg.optim.wrapper import Wrapper
from thalweg.optim.wrappers import SAM, ClipNorm, ClipValue, Lookahead

__all__ = [
    "ASGD",
    "BFGS",
    "LBFGS",
    "SAM",
    "SGD",
    "WRAPPERS",
    "AdaBelief",
    "AdaGradNorm",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "Adan",
    "ClipNorm",
    "ClipValue",
    "ConjugateGradient",
    "Lion",
    "Lookahead",
    "Method",
    "Muon",
    "NAdam",
    "NelderMead",
    "Newton",
    "NewtonCG",
    "NormalizedGradient",
    "Optimizer",
    "PolyakStep",
    "Powell",
    "RAdam",
    "RMSprop",
    "Rprop",
    "ScheduleFreeAdamW",
    "ScheduleFreeSGD",
    "SignSGD",
    "TrustNCG",
    "Wrapper",
    "Yogi",
    "find",
    "from_spec",
    "optimizers",
    "schedules",
]


class Optimizers(Mapping[str, type[Optimizer]]):
    """A read-only mapping from names to optimizers."""

    def __init__(self, *kinds: type[Optimizer]) -> None:
        self._kinds = {kind.__name__: kind for kind in kinds}

    def __getitem__(self, name: str) -> type[Optimizer]:
        """Return the class.

        Raises
        ------
        UnknownName
            'no optimizer is called "Adma"; did you mean "Adam"? (`thalweg optimizers` lists them)'
        """
        if name not in self._kinds:
            raise UnknownName(
                f'no optimizer is called "{name}"{nearest(str(name), self._kinds)}'
                " (`thalweg optimizers` lists them)"
            )
        return self._kinds[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def __contains__(self, name: object) -> bool:
        return name in self._kinds

    def __repr__(self) -> str:
        return f"<{len(self)} optimizers: {', '.join(self)}>"


#: Every optimizer by name, related ones side by side.
optimizers: Mapping[str, type[Optimizer]] = Optimizers(
    SGD,
    NormalizedGradient,
    PolyakStep,
    SignSGD,
    ASGD,
    ScheduleFreeSGD,
    Adagrad,
    AdaGradNorm,
    Adadelta,
    RMSprop,
    Adam,
    AdamW,
    Adamax,
    NAdam,
    RAdam,
    AdaBelief,
    Yogi,
    Adan,
    ScheduleFreeAdamW,
    Lion,
    Rprop,
    Newton,
    NewtonCG,
    TrustNCG,
    BFGS,
    LBFGS,
    ConjugateGradient,
    Powell,
    NelderMead,
)

#: What goes around an optimizer.
WRAPPERS: Mapping[str, type[Wrapper]] = {
    w.__name__: w for w in (ClipNorm, ClipValue, Lookahead, SAM)
}


def find(name: str) -> type[Optimizer]:
    """Look an optimizer up by name, in any capitals, with or without hyphens.

    Raises
    ------
    UnknownName
        'no optimizer is called "adm"; did you mean "Adam"? (`thalweg optimizers` lists them)'
    """
    plain = name.lower().replace("-", "").replace("_", "")
    if plain == "muon":
        return Muon  # it is not listed, as it does not run, but says why
    spelled = {known.lower(): known for known in optimizers}
    return optimizers[spelled.get(plain, name)]


def from_spec(spec: Mapping[str, Any]) -> Optimizer:
    """Build an optimizer from its saved description.

    Raises
    ------
    UnknownName
        Where the description names an optimizer or a hyperparameter that is not known here.
    """
    if "recorded" in spec:
        return RecordedOptimizer(spec["recorded"], spec["hyper"])
    wrapper = WRAPPERS.get(spec["name"])
    if wrapper is not None:
        return wrapper(from_spec(spec["optimizer"]), **spec["hyper"])
    return find(spec["name"])(**spec["hyper"])
