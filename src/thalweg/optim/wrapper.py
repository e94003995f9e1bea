"""What goes around another optimizer and is an optimizer again."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, Self

from thalweg.errors import ArgumentError, UnknownName, nearest
from thalweg.optim.hyper import Value, check
from thalweg.optim.optimizer import Optimizer, check_lists
from thalweg.optim.rule import Form


class Wrapper(Optimizer):
    """Base of optimizers that go around another: lines before and after its rule, or another point for its gradient.

    `hyper` holds the inner optimizer's hyperparameters and then its own, under a name of their own where several
    optimizers could have one of that name (``lookahead_alpha``, since RMSprop has an alpha).

    Attributes
    ----------
    optimizer : Optimizer
        The one inside.

    Raises
    ------
    ArgumentError
        ``ClipNorm goes around an optimizer, as in ClipNorm(SGD(lr=0.1)), not 0.1``.
    """

    before: ClassVar[str] = ""
    after: ClassVar[str] = ""
    #: Own hyperparameters as the constructor spells them, by their name in `hyper`.
    spelled: ClassVar[Mapping[str, str]] = {}
    #: Why it cannot go around an optimizer that takes its gradient elsewhere than at theta; empty where it can.
    needs_theta: ClassVar[str] = ""

    optimizer: Optimizer

    def __init_subclass__(cls) -> None:
        kind = inspect.Parameter
        cls.__signature__ = inspect.Signature(
            [
                kind("optimizer", kind.POSITIONAL_OR_KEYWORD),
                *(
                    kind(cls._spelling(n), kind.KEYWORD_ONLY, default=h.default)
                    for n, h in cls.hyper_ranges.items()
                ),
            ]
        )

    def __init__(self, optimizer: Optimizer, **hyper: Any) -> None:
        kind = type(self).__name__
        if not isinstance(optimizer, Optimizer):
            raise ArgumentError(
                f"{kind} goes around an optimizer, as in {kind}(SGD(lr=0.1)), not {optimizer!r}"
            )
        self._check_inner(optimizer)
        names = {self._spelling(n): n for n in self.hyper_ranges}
        for name in hyper:
            if name not in names:
                raise UnknownName(
                    f'{kind} has no hyperparameter "{name}"{nearest(name, names)} (it has {", ".join(names)}; '
                    f"those of {optimizer.name} go into {optimizer.name})"
                )
        values: dict[str, Value] = dict(optimizer.hyper)
        for name, known in names.items():
            default = self.hyper_ranges[known].default
            # The message spells the name as the caller did.
            values[known] = check(kind, name, self.hyper_ranges[known], hyper.get(name, default))
        object.__setattr__(self, "optimizer", optimizer)
        check_lists(self.name, values)
        object.__setattr__(self, "hyper", MappingProxyType(values))

    def _check_inner(self, inner: Optimizer) -> None:
        kind = type(self).__name__
        if not inner.form.rule and not inner.refusal:
            raise ArgumentError(
                f"{kind} goes around an optimizer with a rule for each step; {inner.name} is a program of its own"
            )
        if set(self.hyper_ranges) & set(inner.hyper):
            raise ArgumentError(f"{kind} is in {inner.name} already; once is enough")
        if self.needs_theta and inner._base.probe:
            raise ArgumentError(
                f"{kind} needs a gradient at theta{self.needs_theta}; {inner._base.name} takes it elsewhere"
            )

    # -- what it is ----------------------------------------------------------------------------------------------------

    @classmethod
    def _spelling(cls, name: str) -> str:
        return cls.spelled.get(name, name)

    @classmethod
    @cache
    def _around(cls, inner: Form) -> Form:
        return Form(
            f"{cls.before.strip()}\n{inner.rule.strip()}\n{cls.after.strip()}",
            cls.probe or inner.probe,
            {**inner.state, **cls.state},
            {**inner.hyper_ranges, **cls.hyper_ranges},
        )

    @property
    def form(self) -> Form:
        """The rule inside with what goes around it."""
        return self._around(self.optimizer.form)

    @property
    def _base(self) -> Optimizer:
        return self.optimizer._base

    @property
    def refusal(self) -> str:  # type: ignore[override] - it is that of the optimizer inside
        """Why the optimizer inside does not run, if so."""
        return self.optimizer.refusal

    @property
    def name(self) -> str:
        """Name with what is inside: ``ClipNorm(SGD)``."""
        return f"{type(self).__name__}({self.optimizer.name})"

    # -- values --------------------------------------------------------------------------------------------------------

    def _own(self, values: Mapping[str, Value]) -> dict[str, Value]:
        return {self._spelling(n): values[n] for n in self.hyper_ranges}

    def _with(self, values: Mapping[str, Value]) -> Self:
        inner = {n: v for n, v in values.items() if n in self.optimizer.hyper}
        return self._made(self.optimizer._with(inner), values)

    @classmethod
    def _made(cls, inner: Optimizer, values: Mapping[str, Value]) -> Self:
        made = cls._of(values)
        object.__setattr__(made, "optimizer", inner)
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self)._made, (self.optimizer, dict(self.hyper))

    def replace(self, **hyper: Any) -> Self:
        """Make a copy with other hyperparameters, its own or the inner optimizer's."""
        spelled = {self._spelling(n): n for n in self.hyper_ranges}
        own = {**self._own(self.hyper)}
        inner: dict[str, Any] = {}
        for name, value in hyper.items():
            if name in self.hyper_ranges:
                own[self._spelling(name)] = value
            elif name in spelled and name not in self.optimizer.hyper:
                own[name] = value
            else:
                inner[name] = value
        return type(self)(self.optimizer.replace(**inner) if inner else self.optimizer, **own)

    def spec(self) -> dict[str, Any]:
        """Plain data from which `thalweg.optim.from_spec` builds the optimizer again."""
        own = {n: list(v) if isinstance(v, tuple) else v for n, v in self._own(self.hyper).items()}
        return {"name": type(self).__name__, "hyper": own, "optimizer": self.optimizer.spec()}

    def __repr__(self) -> str:
        own = [f"{n}={v!r}" for n, v in self._own(self.hyper).items()]
        return f"{type(self).__name__}({', '.join([repr(self.optimizer), *own])})"
