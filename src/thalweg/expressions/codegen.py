"""Programs as Python functions: on NumPy arrays, and on plain floats.

The source text is made from register numbers and a fixed table of operations alone. No text of the user's
ever reaches ``exec``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Compiled = Callable[..., tuple[Any, ...]]

_BINARY = {"add": "+", "sub": "-", "mul": "*", "div": "/"}

#: Operations over all parameters (axis 0 of the arrays); the rest work element by element.
REDUCTIONS = frozenset({"sum"})


def _sigmoid(x: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-x))


def _softplus(x: Any) -> Any:
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


def _where(condition: Any, a: Any, b: Any) -> Any:
    return np.where(np.not_equal(condition, 0), a, b)


_ARRAY_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pow": np.power,
    "sqrt": np.sqrt,
    "exp": np.exp,
    "log": np.log,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "abs": np.abs,
    "sign": np.sign,
    "min": np.minimum,
    "max": np.maximum,
    "relu": lambda x: np.maximum(x, 0.0),
    "step": lambda x: np.where(np.isnan(x), np.nan, np.greater(x, 0.0)),
    "gt": lambda a, b: np.greater(a, b) * 1.0,
    "ge": lambda a, b: np.greater_equal(a, b) * 1.0,
    "where": _where,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "sum": lambda x: np.add.reduce(x, axis=0, keepdims=True),
}

#: What each operation is called; the page implements the same set.
OPERATIONS = frozenset({"const", "neg", *_BINARY, *_ARRAY_FUNCTIONS})


def evaluate(op: str, values: Sequence[float]) -> float:
    """One elementwise operation on numbers, with NumPy's rules (infinite and NaN results included)."""
    with np.errstate(all="ignore"):
        a = [np.float64(v) for v in values]
        if op == "neg":
            return float(-a[0])
        if op == "add":
            return float(a[0] + a[1])
        if op == "sub":
            return float(a[0] - a[1])
        if op == "mul":
            return float(a[0] * a[1])
        if op == "div":
            return float(a[0] / a[1])
        return float(_ARRAY_FUNCTIONS[op](*a))


def compile_arrays(
    inputs: Sequence[str], instructions: Sequence[tuple[Any, ...]], outputs: Sequence[int]
) -> Compiled:
    """Compile to a function of arrays that broadcast.

    Variables are reused once their value is dead, so that the memory in use follows the width of the program and
    not its length.
    """
    names = _allocate(len(inputs), instructions, outputs)
    lines = [f"def program({', '.join(f'v{names[i]}' for i in range(len(inputs)))}):"]
    for i, (op, *args) in enumerate(instructions):
        register = len(inputs) + i
        lines.append(f"    v{names[register]} = {_source(op, args, names)}")
    lines.append(f"    return ({''.join(f'v{names[r]}, ' for r in outputs)})")
    scope: dict[str, Any] = {"float64": np.float64, **{f"f_{k}": f for k, f in _ARRAY_FUNCTIONS.items()}}
    exec(compile("\n".join(lines), "<thalweg program>", "exec"), scope)  # noqa: S102
    return scope["program"]


def _source(op: str, args: Sequence[Any], names: Sequence[int]) -> str:
    if op == "const":
        return f"float64({args[0]!r})"
    operands = [f"v{names[a]}" for a in args]
    if op == "neg":
        return f"-{operands[0]}"
    if op in _BINARY:
        return f"{operands[0]} {_BINARY[op]} {operands[1]}"
    return f"f_{op}({', '.join(operands)})"


def _allocate(
    inputs: int, instructions: Sequence[tuple[Any, ...]], outputs: Sequence[int]
) -> list[int]:
    """Variable number of each register."""
    last: dict[int, int] = {}
    for i, (op, *args) in enumerate(instructions):
        if op != "const":
            for a in args:
                last[a] = i
    kept = set(outputs)
    names = list(range(inputs))
    free: list[int] = []
    fresh = inputs
    for i, (op, *args) in enumerate(instructions):
        if op != "const":
            for a in dict.fromkeys(args):
                # The operand may be overwritten by the very instruction that reads it last.
                if last[a] == i and a not in kept:
                    free.append(names[a])
        if free:
            names.append(free.pop())
        else:
            names.append(fresh)
            fresh += 1
    return names


# -- plain floats ---------------------------------------------------------------------------------------------------

#: Functions that differ from NumPy's only in the last bit, and that raise where NumPy returns inf or NaN.
SCALAR_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{op: getattr(math, op) for op in ("pow", "sqrt", "exp", "log", "sin", "cos", "tan")},
    **{op: getattr(math, op) for op in ("asin", "acos", "atan", "sinh", "cosh", "tanh")},
    "abs": abs,
}
