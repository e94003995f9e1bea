"""An optimizer that ran elsewhere: its name and settings, to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thalweg.optim.optimizer import Optimizer


class RecordedOptimizer(Optimizer):
    """What moved the parameters of a recorded network: it can be named, but not run here.

    Parameters
    ----------
    name : str
    hyper : mapping of str to float or str
        In words where a setting is no number, such as ``{"lr": "scheduled"}``.
    """

    title = "an optimizer that ran elsewhere"
    refusal = "it was recorded, and its rule is not known here; use one of `thalweg optimizers`"

    def __init__(self, name: str, hyper: Mapping[str, Any] | None = None) -> None:
        object.__setattr__(self, "_name", str(name))
        object.__setattr__(self, "hyper", MappingProxyType(dict(hyper or {})))

    @property
    def name(self) -> str:
        """The name it was recorded under."""
        return self._name  # type: ignore[attr-defined]

    @property
    def label(self) -> str:
        """Name and settings."""
        settings = (f"{n}={v if isinstance(v, str) else f'{v:g}'}" for n, v in self.hyper.items())
        return " ".join([self.name, *settings])

    def expand(self) -> tuple[RecordedOptimizer, ...]:
        """Itself."""
        return (self,)

    def spec(self) -> dict[str, Any]:
        """Plain data from which it is built again."""
        return {"recorded": self.name, "name": self.name, "hyper": dict(self.hyper)}

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.name, dict(self.hyper))

    def __repr__(self) -> str:
        settings = "".join(f", {n}={v!r}" for n, v in self.hyper.items())
        return f"RecordedOptimizer({self.name!r}{settings})"
