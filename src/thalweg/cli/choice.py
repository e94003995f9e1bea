"""An optimizer as it was asked for, before it is built: its learning rate may still be chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from thalweg.optim import Optimizer
    from thalweg.problems.base import Problem


@dataclass(frozen=True)
class Choice:
    """An optimizer as it was asked for: its class and the hyperparameters that were given.

    Attributes
    ----------
    kind : type of Optimizer
    hyper : dict of str to float, bool, str, or list of these
        A text is a formula in t.
    inner : Choice, optional
        What it goes around.
    """

    kind: type[Optimizer]
    hyper: dict[str, Any]
    inner: Choice | None = None

    @property
    def base(self) -> Choice:
        """The innermost one, which takes the step."""
        return self if self.inner is None else self.inner.base

    @property
    def name(self) -> str:
        """Name with what is inside: ``ClipNorm(SGD)``."""
        name = self.kind.__name__
        return name if self.inner is None else f"{name}({self.inner.name})"

    @property
    def needs_rate(self) -> bool:
        """Whether its learning rate is left to the program."""
        return "lr" in self.base.kind.hyper_ranges and "lr" not in self.base.hyper

    def with_rate(self, rate: float) -> Choice:
        """Make a copy with a learning rate."""
        if self.inner is not None:
            return replace(self, inner=self.inner.with_rate(rate))
        return replace(self, hyper={"lr": rate, **self.hyper})

    def build(self) -> list[Optimizer]:
        """Make the optimizers: one, which may stand for several runs, or one for each formula of a list."""
        lists = self._lists()
        counts = {len(values) for values in lists}
        # The library's lists hold numbers only.
        if len(counts) == 1 and any(isinstance(one, str) for values in lists for one in values):
            return [self._at(i)._made() for i in range(counts.pop())]
        return [self._made()]

    def _made(self) -> Optimizer:
        inside = [] if self.inner is None else [self.inner._made()]
        return self.kind(*inside, **self.hyper)

    def _several(self) -> list[str]:
        """Own hyperparameters with a list that means one run a value; a pair does not."""
        from thalweg.optim.optimizer import TUPLES

        return [n for n, v in self.hyper.items() if isinstance(v, list) and n not in TUPLES]

    def _lists(self) -> list[list[Any]]:
        inside = [] if self.inner is None else self.inner._lists()
        return [*inside, *(self.hyper[n] for n in self._several())]

    def _at(self, i: int) -> Choice:
        several = self._several()
        hyper = {n: v[i] if n in several else v for n, v in self.hyper.items()}
        return Choice(self.kind, hyper, None if self.inner is None else self.inner._at(i))


def catalogue_race(problem: Problem) -> tuple[list[Choice], int] | None:
    """The optimizers that the catalogue has for a function, and their steps; None for other problems."""
    from thalweg.optim import optimizers
    from thalweg.problems.functions import functions

    entry = functions.entry(problem)
    if entry is None:
        return None
    return [Choice(optimizers[kind], dict(hyper)) for kind, hyper in entry.race], entry.steps
