"""Optimizers: symbolic rules with the names and defaults of PyTorch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from thalweg.errors import UnknownName, nearest
from thalweg.optim.adam import Adam, AdamW
from thalweg.optim.adam_variants import Adamax, NAdam, RAdam
from thalweg.optim.adaptive import Adadelta, Adagrad, RMSprop
from thalweg.optim.descent import SGD, NormalizedGradient
from thalweg.optim.optimizer import Optimizer
from thalweg.optim.signs import Lion, Rprop

__all__ = [
    "SGD",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "Lion",
    "NAdam",
    "NormalizedGradient",
    "Optimizer",
    "RAdam",
    "RMSprop",
    "Rprop",
    "find",
    "from_spec",
    "optimizers",
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
    Adagrad,
    Adadelta,
    RMSprop,
    Adam,
    AdamW,
    Adamax,
    NAdam,
    RAdam,
    Lion,
    Rprop,
)


def find(name: str) -> type[Optimizer]:
    """Look an optimizer up by name, in any capitals.

    Raises
    ------
    UnknownName
        'no optimizer is called "adm"; did you mean "Adam"? (`thalweg optimizers` lists them)'
    """
    spelled = {known.lower(): known for known in optimizers}
    return optimizers[spelled.get(name.lower(), name)]


def from_spec(spec: Mapping[str, Any]) -> Optimizer:
    """Build an optimizer from its saved description.

    Raises
    ------
    UnknownName
        Where the description names an optimizer or a hyperparameter that is not known here.
    """
    return find(spec["name"])(**spec["hyper"])
