"""How an optimizer is written: ``sgd:lr=0.1,momentum=0.9``, or one around another, ``clipnorm(sgd:lr=0.1)``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from thalweg.cli.choice import Choice
from thalweg.errors import ArgumentError, FormulaError, UnknownName, nearest

if TYPE_CHECKING:
    from thalweg.optim import Optimizer

_HYPER = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)(.*)", re.DOTALL)
_TRUTH = {"true": True, "false": False}


def optimizer(text: str) -> Choice:
    """Read an optimizer: ``NAME``, ``NAME:hyper=value,...``, or either with another one in brackets after the name.

    A value without a name belongs to the hyperparameter before it: ``lr=0.01,0.1`` are two rates, ``betas=0.9,0.99`` is
    a pair. The name of a switch alone turns it on.

    Raises
    ------
    UnknownName
        No optimizer has this name.
    ArgumentError
        ``write hyperparameters as name=value, as in sgd:lr=0.1; "0.1" of --optimizer sgd:0.1 has no name``.
    FormulaError
        The same, and what is wrong with the brackets, with the place where there are brackets.
    """
    return _read(text, 0, len(text))


def kind_named(name: str) -> type[Optimizer]:
    """Look up an optimizer, or what goes around one, in any capitals, with or without hyphens.

    Raises
    ------
    UnknownName
        ``no optimizer is called "clipnrm"; did you mean "ClipNorm"? (`thalweg optimizers` lists them)``.
    """
    from thalweg.optim import WRAPPERS, find, optimizers

    plain = name.lower().replace("-", "").replace("_", "")
    wrapper = {known.lower(): kind for known, kind in WRAPPERS.items()}.get(plain)
    if wrapper is not None:
        return wrapper
    try:
        return find(name)
    except UnknownName:
        hint = nearest(name, [*optimizers, *WRAPPERS])
        raise UnknownName(
            f'no optimizer is called "{name}"{hint} (`thalweg optimizers` lists them)'
        ) from None


def hyper_names(kind: type[Optimizer]) -> list[str]:
    """Names of the hyperparameters as one writes them."""
    return [n for n in kind.__signature__.parameters if n != "optimizer"]


def around(name: str) -> str:
    """How to write what goes around an optimizer."""
    return f"{name.lower()}(sgd:lr=0.1)"


def _read(text: str, begin: int, end: int) -> Choice:
    """Read the optimizer that stands in a part of the text."""
    from thalweg.optim import WRAPPERS, Wrapper

    opened, colon = text.find("(", begin, end), text.find(":", begin, end)
    if 0 <= colon < opened:
        opened = -1  # it belongs to a formula
    head = next((at for at in (opened, colon) if at >= 0), end)
    name = text[begin:head].strip()
    try:
        kind = kind_named(name)
    except UnknownName as error:
        if begin == 0:
            raise
        _wrong(error.headline, text, begin)
    inner = None
    needed = f'{kind.__name__} goes around an optimizer; write "{around(name)}"'
    if opened < 0:
        if issubclass(kind, Wrapper):
            _wrong(needed, text, begin)
        rest = head
    else:
        close = _closing(text, opened, end)
        if not issubclass(kind, Wrapper):
            inside = text[opened + 1 : close].strip()
            if not inside:
                _wrong(f"write {name}, without the brackets", text, opened)
            if _HYPER.match(inside):
                _wrong(f"hyperparameters come after a colon; write {name}:{inside}", text, opened)
            others = ", ".join(WRAPPERS)
            _wrong(f"{kind.__name__} goes around no other optimizer; {others} do", text, opened)
        if not text[opened + 1 : close].strip():
            _wrong(needed, text, opened + 1)
        inner = _read(text, opened + 1, close)
        rest = close + 1
        if text[rest:end].strip() and not text[rest:end].lstrip().startswith(":"):
            _wrong('after the ")" may come a colon and hyperparameters', text, rest)
        _check_places(kind, inner, text, opened)
    colon = text.find(":", rest, end)
    written = name if inner is None else f"{name}(...)"
    given = _hypers(written, kind, text, colon + 1, end) if colon >= 0 else {}
    return Choice(kind, given, inner)


def _closing(text: str, opened: int, end: int) -> int:
    depth = 0
    for at in range(opened, end):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at
    _wrong('a "(" is not closed', text, opened)


def _check_places(kind: type[Optimizer], inner: Choice, text: str, opened: int) -> None:
    """Refuse a hyperparameter that was written inside the brackets and belongs outside."""
    known = {*hyper_names(inner.kind), *inner.kind.hyper_ranges}
    for name in inner.hyper:
        if name not in known and name in hyper_names(kind):
            place = re.compile(rf"\b{name}\s*=").search(text, opened)
            _wrong(
                f'{name} belongs to {kind.__name__}: write it after the ")", as in '
                f"{around(kind.__name__)}:{name}=...",
                text,
                place.start() if place else opened,
            )


def _hypers(name: str, kind: type[Optimizer], text: str, begin: int, end: int) -> dict[str, Any]:
    given: dict[str, list[float | bool | str]] = {}
    last: str | None = None
    for at, part in _parts(text, begin, end):
        found = _HYPER.fullmatch(part)
        if found is not None:
            last = str(found[1])
            if last in given:
                _wrong(f"--optimizer {text} gives {last} twice", text, at)
            given[last] = [_value(last, found[2], text, at)]
        elif part in kind.hyper_ranges and kind.hyper_ranges[part].flag:
            given[part], last = [True], None
        elif last is None:
            example = next(iter(hyper_names(kind)))
            _wrong(
                f"write hyperparameters as name=value, as in {name}:{example}=0.1; "
                f'"{part}" of --optimizer {text} has no name',
                text,
                at,
            )
        else:
            given[last].append(_value(last, part, text, at))
    return {n: v[0] if len(v) == 1 else v for n, v in given.items()}


def _value(name: str, value: str, text: str, at: int) -> float | bool | str:
    value = value.strip()
    if not value:
        _wrong(f"{name} of --optimizer {text} has no value", text, at)
    if value.lower() in _TRUTH:
        return _TRUTH[value.lower()]
    try:
        return float(value)
    except ValueError:
        return value


def _parts(text: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """Split at commas, but not at those within brackets, which belong to a formula; each part with its place."""
    depth = 0
    for at in range(begin, end):
        depth += (text[at] == "(") - (text[at] == ")")
        if text[at] == "," and depth <= 0:
            yield begin, text[begin:at].strip()
            begin = at + 1
    yield begin, text[begin:end].strip()


def _wrong(message: str, text: str, at: int) -> NoReturn:
    """Raise; with the place where the text has parts."""
    if "(" not in text.partition(":")[0]:
        raise ArgumentError(message)
    at += len(text[at:]) - len(text[at:].lstrip())
    raise FormulaError(message, text, at)
