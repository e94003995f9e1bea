"""The reference interpreter of instruction lists: what ``docs/formats.md`` says, in plain NumPy, from JSON alone.

It shares no code with the package, so that the two can be held against each other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from thalweg.expressions import Program


def interpret(program: Program, values: Sequence[Any]) -> tuple[Any, ...]:
    """Run a program that went through JSON text."""
    data = json.loads(json.dumps(program.to_json(), allow_nan=False))
    assert data["format"] == 1
    assert set(data) == {"format", "inputs", "instructions", "outputs"}
    assert len(data["inputs"]) == len(values)
    registers: list[Any] = [np.asarray(v, dtype=np.float64) for v in values]
    with np.errstate(all="ignore"):
        for operation, *operands in data["instructions"]:
            if operation == "const":
                registers.append(np.float64(operands[0]))
            else:
                assert all(0 <= r < len(registers) for r in operands), (
                    "a register is read before it is written"
                )
                registers.append(TABLE[operation](*(registers[r] for r in operands)))
    return tuple(registers[r] for r in data["outputs"])


def _positive_zero(x: Any) -> Any:
    return np.where(np.equal(x, 0), 0.0, x)


def _power(x: Any, n: Any) -> Any:
    n = int(n)
    if n < 0:
        return np.float64(1) / _power(x, -n)
    result = None
    while n:
        if n % 2:
            result = x if result is None else np.multiply(result, x)
        n //= 2
        x = np.multiply(x, x)
    return result


def _larger(a: Any, b: Any) -> Any:
    return np.where(
        np.isnan(a) | np.isnan(b), np.nan, _positive_zero(np.where(np.greater(a, b), a, b))
    )


def _smaller(a: Any, b: Any) -> Any:
    return np.where(
        np.isnan(a) | np.isnan(b), np.nan, _positive_zero(np.where(np.less(a, b), a, b))
    )


def _keep_nan(x: Any, result: Any) -> Any:
    return np.where(np.isnan(x), np.nan, result)


def _sum(x: Any) -> Any:
    x = np.asarray(x)
    if x.ndim == 0:
        return x + 0.0
    total = np.zeros(x.shape[1:])
    for part in x:
        total = total + part
    return np.asarray(total)[None]


TABLE: dict[str, Callable[..., Any]] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": np.divide,
    "neg": np.negative,
    "powi": _power,
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
    "sigmoid": lambda x: np.divide(1, np.add(1, np.exp(np.negative(x)))),
    "softplus": lambda x: np.add(
        _keep_nan(x, np.where(np.greater(x, 0), x, 0)), np.log1p(np.exp(-np.abs(x)))
    ),
    "abs": np.abs,
    "sign": lambda x: _keep_nan(
        x, np.where(np.greater(x, 0), 1.0, np.where(np.less(x, 0), -1.0, 0.0))
    ),
    "step": lambda x: _keep_nan(x, np.where(np.greater(x, 0), 1.0, 0.0)),
    "relu": lambda x: _keep_nan(x, np.where(np.greater(x, 0), x, 0.0)),
    "max": _larger,
    "min": _smaller,
    "gt": lambda a, b: np.where(np.greater(a, b), 1.0, 0.0),
    "ge": lambda a, b: np.where(np.greater_equal(a, b), 1.0, 0.0),
    "where": lambda c, a, b: np.where(np.equal(c, 0), b, a),
    "sum": _sum,
}
