"""What all optimizers have in common: frozen, comparable settings of a rule."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, ClassVar, NoReturn, Self

from thalweg.errors import ArgumentError, UnknownName, nearest
from thalweg.optim.hyper import Hyper, Value, check
from thalweg.optim.rule import Form, State

#: Hyperparameters that PyTorch takes as one tuple, as far as an optimizer has them.
TUPLES = {
    "betas": ("beta1", "beta2", "beta3"),
    "etas": ("etaminus", "etaplus"),
    "step_sizes": ("step_min", "step_max"),
}


class Optimizer:
    """Base of all optimizers: frozen, comparable settings of a rule.

    Subclasses give `hyper_ranges`, `state`, `rule`, `title`, `paper` and a docstring; `probe` where the gradient is
    taken elsewhere than at theta, `refusal` where there is a reason not to run. Hyperparameters may be numbers, lists
    (one run a value; several lists go together, value by value), or formulas in t (the number of the step, from 1).

    Attributes
    ----------
    hyper : mapping of str to Value
        Every hyperparameter by name, in the order of the signature; pairs are taken apart (``beta1``, ``beta2``).

    Raises
    ------
    ArgumentError
        ``SGD: momentum must be at least 0, not -1.0``.
    UnknownName
        ``Adam has no hyperparameter "beta"; did you mean "betas"? (it has lr, betas, eps, ...)``.
    """

    title: ClassVar[str] = ""
    paper: ClassVar[str] = ""
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {}
    state: ClassVar[Mapping[str, State]] = {}
    rule: ClassVar[str] = ""
    probe: ClassVar[str] = ""
    refusal: ClassVar[str] = ""
    __signature__: ClassVar[inspect.Signature]

    hyper: Mapping[str, Value]

    def __init_subclass__(cls) -> None:
        # So that help(), completion and the documentation show the names as PyTorch spells them.
        kind = inspect.Parameter
        cls.__signature__ = inspect.Signature(
            [
                kind(
                    name,
                    kind.POSITIONAL_OR_KEYWORD if name == "lr" else kind.KEYWORD_ONLY,
                    default=value,
                )
                for name, value in cls.defaults().items()
            ]
        )

    def __init__(self, *args: Any, **hyper: Any) -> None:
        if len(args) > 1:
            raise ArgumentError(
                f"{self.name}: only lr may be given without its name; write {self.name}(lr=..., name=...)"
            )
        if args and "lr" in hyper:
            raise ArgumentError(
                f"{self.name}: lr is given twice, as {args[0]!r} and {hyper['lr']!r}"
            )
        given = self._taken_apart({"lr": args[0], **hyper} if args else hyper)
        values = {
            n: check(self.name, n, h, given[n]) if n in given else h.default
            for n, h in self.hyper_ranges.items()
        }
        check_lists(self.name, values)
        for run in each(values):
            self._check(run)
        object.__setattr__(self, "hyper", MappingProxyType(values))

    def _taken_apart(self, hyper: Mapping[str, Any]) -> dict[str, Any]:
        """Take the pairs apart, and refuse what is not known."""
        names = self.defaults()
        given: dict[str, Any] = {}
        for name, value in hyper.items():
            if name in self.hyper_ranges:
                parts = {name: value}
            elif name in names:
                parts = self._pair(name, value)
            else:
                raise UnknownName(
                    f'{self.name} has no hyperparameter "{name}"{nearest(name, names)} (it has {", ".join(names)})'
                )
            twice = next((n for n in parts if n in given), None)
            if twice is not None:
                raise ArgumentError(f"{self.name}: {twice} is given twice, alone and in its pair")
            given |= parts
        return given

    @classmethod
    def _parts(cls, name: str) -> tuple[str, ...]:
        return tuple(n for n in TUPLES[name] if n in cls.hyper_ranges)

    def _pair(self, name: str, value: Any) -> dict[str, Any]:
        parts = self._parts(name)
        try:
            if isinstance(value, str):
                raise TypeError
            return dict(zip(parts, value, strict=True))
        except (TypeError, ValueError):
            what = "a pair" if len(parts) == 2 else "three values"
            raise ArgumentError(
                f"{self.name}: {name} must be {what} ({', '.join(parts)}), not {value!r}"
            ) from None

    def _check(self, values: Mapping[str, Value]) -> None:
        """Refuse combinations that make no sense for one run; most rules have none."""

    def _with(self, values: Mapping[str, Value]) -> Self:
        """Make a copy with values that are checked already."""
        return self._of(values)

    @classmethod
    def _of(cls, values: Mapping[str, Value]) -> Self:
        """Make one from values that are checked already."""
        made = object.__new__(cls)
        object.__setattr__(made, "hyper", MappingProxyType(dict(values)))
        return made

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{self.name} is frozen; make another with replace({name}=...)")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{self.name} is frozen; {name} cannot be deleted")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self)._of, (dict(self.hyper),)

    @classmethod
    def defaults(cls) -> dict[str, Any]:
        """Names and defaults as the constructor takes them (pairs together)."""
        found: dict[str, Any] = {}
        tuple_of = {part: name for name, parts in TUPLES.items() for part in parts}
        for name, hyper in cls.hyper_ranges.items():
            if name in tuple_of:
                whole = tuple_of[name]
                found[whole] = tuple(cls.hyper_ranges[p].default for p in cls._parts(whole))
            else:
                found[name] = hyper.default
        return found

    # -- names ---------------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """Name of the optimizer, as in `thalweg.optimizers`."""
        return type(self).__name__

    @property
    def label(self) -> str:
        """Name and what differs from the defaults, with ``lr`` always: ``SGD lr=0.1 momentum=0.9``.

        Numbers are rounded to six digits.
        """
        parts = [self.name]
        for name, value in self.hyper.items():
            if name == "lr" or value != self.form.hyper_ranges[name].default:
                parts.append(name if value is True else f"{name}={_shown(value)}")
        return " ".join(parts)

    @cached_property
    def latex(self) -> tuple[str, ...]:
        """The rule with these settings, one LaTeX equation a line; what is switched off does not appear."""
        from thalweg.optim.notation import rule_latex

        return rule_latex(self)

    @classmethod
    @cache
    def _form(cls) -> Form:
        return Form(cls.rule, cls.probe, cls.state, cls.hyper_ranges)

    @property
    def form(self) -> Form:
        """What this kind of optimizer is, apart from its settings."""
        return self._form()

    @property
    def _base(self) -> Optimizer:
        """The optimizer without what goes around it."""
        return self

    # -- values --------------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        """Number of runs: the length of its lists, or 1."""
        return max((len(v) for v in self.hyper.values() if isinstance(v, tuple)), default=1)

    def expand(self) -> tuple[Self, ...]:
        """One optimizer for each value of its lists."""
        if not any(isinstance(v, tuple) for v in self.hyper.values()):
            return (self,)
        return tuple(self._with(run) for run in each(self.hyper))

    def replace(self, **hyper: Any) -> Self:
        """Make a copy with other hyperparameters."""
        return type(self)(**{**self.hyper, **self._taken_apart(hyper)})

    def spec(self) -> dict[str, Any]:
        """Plain data from which `thalweg.optim.from_spec` builds the optimizer again."""
        values = {n: list(v) if isinstance(v, tuple) else v for n, v in self.hyper.items()}
        return {"name": self.name, "hyper": values}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Optimizer):
            return NotImplemented
        return other.name == self.name and type(other) is type(self) and other.hyper == self.hyper

    def __hash__(self) -> int:
        return hash((self.name, *self.hyper.items()))

    def __repr__(self) -> str:
        changed = [f"{n}={v!r}" for n, v in self.hyper.items() if v != self.hyper_ranges[n].default]
        return f"{self.name}({', '.join(changed)})"


def check_lists(name: str, values: Mapping[str, Value]) -> None:
    """Refuse lists of hyperparameters of different lengths."""
    lengths = {n: len(v) for n, v in values.items() if isinstance(v, tuple)}
    if len(set(lengths.values())) > 1:
        shown = ", ".join(f"{n} has {k}" for n, k in lengths.items())
        raise ArgumentError(
            f"{name}: lists of hyperparameters go together, value by value; {shown}"
        )


def each(values: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    """Take lists apart: the values of each run."""
    runs = max((len(v) for v in values.values() if isinstance(v, tuple)), default=1)
    for i in range(runs):
        yield {n: v[i] if isinstance(v, tuple) else v for n, v in values.items()}


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, (int, float)):
        return f"{value:g}"
    few = value if len(value) <= 3 else (value[0], value[-1])
    return f"[{(', ' if few is value else ' ... ').join(map(_shown, few))}]"
