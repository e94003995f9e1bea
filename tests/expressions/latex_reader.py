"""A tiny reader of the LaTeX that formulas print: it computes what a person would, from the picture alone.

A product is what stands side by side, as far as the next sign; a fraction, a root, a bracket, a function with its
bracket is one thing; a raised group belongs to the one thing before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import numpy as np

from expressions.strategies import words

_TOKEN = re.compile(
    r"""\s*(\\(?:left|right)(?:\\[a-zA-Z]+|.)   # a bracket
      | \\text\{(?:[^{}\\]|\\.)*\} | \\(?:mathrm|operatorname|begin|end)\{[^{}]*\}
      | \\[a-zA-Z]+ | \\. | [0-9]+(?:\.[0-9]+)? | .)""",
    re.VERBOSE,
)
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{
        rf"\{n}": getattr(np, n)
        for n in words("sin cos tan arcsin arccos arctan sinh cosh tanh log")
    },
    r"\max": lambda *xs: reduce(np.maximum, xs),
    r"\min": lambda *xs: reduce(np.minimum, xs),
    r"\operatorname{relu}": lambda x: np.maximum(x, 0.0),
    r"\operatorname{sign}": np.sign,
    r"\operatorname{softplus}": lambda x: np.logaddexp(x, 0.0),
}
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": np.less,
    ">": np.greater,
    r"\le": np.less_equal,
    r"\ge": np.greater_equal,
    r"\ne": np.not_equal,
}


def evaluate(latex: str, names: Mapping[str, float]) -> float:
    """The value of printed mathematics; `names` holds each name as it is printed."""
    reader = _Reader(_TOKEN.findall(latex.strip()), names)
    with np.errstate(all="ignore"):
        value = reader.sum()
    assert reader.next is None, f"{reader.tokens[reader.at :]} is left of {latex}"
    return float(value)


class _Reader:
    def __init__(self, tokens: list[str], names: Mapping[str, float]) -> None:
        self.tokens, self.names, self.at = tokens, names, 0

    @property
    def next(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, *expected: str) -> str:
        token = self.next
        assert token is not None, "something is missing at the end"
        assert not expected or token in expected, f"{token} where {expected} belongs"
        self.at += 1
        return token

    def sum(self) -> Any:
        value = self.product() if self.next != "-" else None
        while self.next in ("+", "-") or value is None:
            sign = self.take("+", "-")
            term = self.product()
            if sign == "-":
                term = -term
            value = term if value is None else value + term
        return value

    def product(self) -> Any:
        value = self.power()
        while True:
            if self.next in (r"\cdot", r"\,"):
                self.take()
                value = value * self.power()
            elif self.begins_factor():
                assert not re.fullmatch(r"[0-9.]+", self.next or ""), "two numbers side by side"
                value = value * self.power()
            else:
                return value

    def begins_factor(self) -> bool:
        token = self.next
        ends = (None, "+", "-", ",", "}", "&", r"\\", *_COMPARISONS)
        return token not in ends and not token.startswith(
            (r"\right", r"\end", r"\text{if", r"\text{else")
        )

    def power(self) -> Any:
        value = self.atom()
        if self.next == "^":
            self.take("^")
            value = np.power(value, self.group())
        return value

    def group(self) -> Any:
        self.take("{")
        value = self.sum()
        self.take("}")
        return value

    def atom(self) -> Any:
        token = self.take()
        if re.fullmatch(r"[0-9.]+", token):
            return np.float64(token)
        if token == r"\left(":
            value = self.sum()
            self.take(r"\right)")
            return value
        if token == r"\left|":
            value = self.sum()
            self.take(r"\right|")
            return np.abs(value)
        if token == r"\frac":
            return self.group() / self.group()
        if token == r"\sqrt":
            return np.sqrt(self.group())
        if token == r"\begin{cases}":
            return self.cases()
        # A name sigma is kept apart from a bracket by a dot.
        if token == r"\sigma" and self.next == r"\left(":
            return 1 / (1 + np.exp(-self.atom()))
        if token in _FUNCTIONS:
            return self.call(_FUNCTIONS[token])
        if token == r"\pi" or (token == "e" and "e" not in self.names):
            return np.float64(np.pi if token == r"\pi" else np.e)
        return np.float64(self.names[self.name(token)])

    def name(self, token: str) -> str:
        if token in (r"\hat", r"\bar"):
            token += self.braces()
        if self.next == "_":
            self.take("_")
            token += "_" + self.braces()
        return token

    def braces(self) -> str:
        text, depth = "", 0
        while True:
            token = self.take()
            depth += (token == "{") - (token == "}")
            text += token
            if depth == 0:
                return text

    def call(self, function: Callable[..., Any]) -> Any:
        self.take(r"\left(")
        arguments = [self.sum()]
        while self.next == ",":
            self.take(",")
            arguments.append(self.sum())
        self.take(r"\right)")
        return function(*arguments)

    def cases(self) -> Any:
        chosen = self.sum()
        self.take("&")
        self.take(r"\text{if }")
        left = self.sum()
        holds = _COMPARISONS[self.take(*_COMPARISONS)](left, self.sum())
        self.take(r"\\")
        other = self.sum()
        self.take("&")
        self.take(r"\text{else}")
        self.take(r"\end{cases}")
        return chosen if holds else other
