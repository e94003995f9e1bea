"""Programs as Python functions: on NumPy arrays, and on plain floats.

The source text is made from register numbers and a fixed table of operations alone. No text of the user's
ever reaches ``exec``.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Compiled = Callable[..., tuple[Any, ...]]

#: Operations that are Python's own operators.
_OPERATORS: dict[str, Callable[..., Any]] = {
    "neg": operator.neg,
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
}
_OPERATOR_SOURCES = {
    "neg": "-{0}",
    "add": "{0} + {1}",
    "sub": "{0} - {1}",
    "mul": "{0} * {1}",
    "div": "{0} / {1}",
}

#: Longer programs are run by a loop: Python takes 9 µs to compile a line, which no short use repays.
MAX_LINES = 2_000

#: Operations over all parameters (axis 0 of the arrays); the rest work element by element.
REDUCTIONS = frozenset({"sum"})


def _sigmoid(x: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-x))


def _softplus(x: Any) -> Any:
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


def _where(condition: Any, a: Any, b: Any) -> Any:
    return np.where(np.not_equal(condition, 0), a, b)


def _powi(x: Any, exponent: float) -> Any:
    """A whole power by repeated squaring: the same bits in every language, which libraries' powers are not."""
    n = int(abs(exponent))
    result: Any = None
    while True:
        if n & 1:
            result = x if result is None else result * x
        n >>= 1
        if not n:
            break
        x = x * x
    return result if exponent > 0 else 1.0 / result


_ARRAY_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "pow": np.power,
    "powi": _powi,
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
    # Adding 0.0 makes a zero positive; without it, its sign would depend on the processor.
    "sign": lambda x: np.sign(x) + 0.0,
    "min": lambda a, b: np.minimum(a, b) + 0.0,
    "max": lambda a, b: np.maximum(a, b) + 0.0,
    "relu": lambda x: np.maximum(x, 0.0) + 0.0,
    "step": lambda x: np.where(np.isnan(x), np.nan, np.greater(x, 0.0)),
    "gt": lambda a, b: np.greater(a, b) * 1.0,
    "ge": lambda a, b: np.greater_equal(a, b) * 1.0,
    "where": _where,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "sum": lambda x: np.add.reduce(x, axis=0, keepdims=True, initial=0.0),
}

#: What each operation is called; the page implements the same set.
OPERATIONS = frozenset({"const", *_OPERATORS, *_ARRAY_FUNCTIONS})


def evaluate(op: str, values: Sequence[float]) -> float:
    """One elementwise operation on numbers, with NumPy's rules (infinite and NaN results included)."""
    with np.errstate(all="ignore"):
        function = _OPERATORS.get(op) or _ARRAY_FUNCTIONS[op]
        return float(function(*(np.float64(v) for v in values)))


def compile_arrays(
    inputs: Sequence[str], instructions: Sequence[tuple[Any, ...]], outputs: Sequence[int]
) -> Compiled:
    """Compile to a function of arrays that broadcast.

    Variables are reused once their value is dead, so that the memory in use follows the width of the program and
    not its length.
    """
    names = _allocate(len(inputs), instructions, outputs)
    build = _written_out if len(instructions) <= MAX_LINES else _looped
    return build(len(inputs), instructions, outputs, names)


def _written_out(
    inputs: int,
    instructions: Sequence[tuple[Any, ...]],
    outputs: Sequence[int],
    names: Sequence[int],
) -> Compiled:
    lines = [f"def program({', '.join(f'v{names[i]}' for i in range(inputs))}):"]
    for name, (op, *args) in zip(names[inputs:], instructions, strict=True):
        operands = [f"v{names[a]}" for a in args] if op != "const" else []
        if op == "const":
            source = f"float64({args[0]!r})"
        elif op in _OPERATOR_SOURCES:
            source = _OPERATOR_SOURCES[op].format(*operands)
        else:
            source = f"f_{op}({', '.join(operands)})"
        lines.append(f"    v{name} = {source}")
    lines.append(f"    return ({''.join(f'v{names[r]}, ' for r in outputs)})")
    functions = {f"f_{k}": f for k, f in _ARRAY_FUNCTIONS.items()}
    scope: dict[str, Any] = {"float64": np.float64, **functions}
    exec(compile("\n".join(lines), "<thalweg program>", "exec"), scope)  # noqa: S102
    return scope["program"]


def _looped(
    inputs: int,
    instructions: Sequence[tuple[Any, ...]],
    outputs: Sequence[int],
    names: Sequence[int],
) -> Compiled:
    functions = {**_OPERATORS, **_ARRAY_FUNCTIONS}
    steps: list[tuple[int, Any, tuple[int, ...]]] = []
    for name, (op, *args) in zip(names[inputs:], instructions, strict=True):
        if op == "const":
            steps.append((name, np.float64(args[0]), ()))
        else:
            steps.append((name, functions[op], tuple(names[a] for a in args)))
    rest: list[Any] = [None] * (max(names, default=-1) + 1 - inputs)
    results = [names[r] for r in outputs]

    def program(*values: Any) -> tuple[Any, ...]:
        if len(values) != inputs:
            raise TypeError(f"the program takes {inputs} inputs, not {len(values)}")
        v = [*values, *rest]
        for name, f, args in steps:
            v[name] = f(*[v[a] for a in args]) if args else f
        return tuple(v[r] for r in results)

    return program


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
            # An operand may be overwritten by the very instruction that reads it last.
            free += [names[a] for a in dict.fromkeys(args) if last[a] == i and a not in kept]
        if free:
            names.append(free.pop())
        else:
            names.append(fresh)
            fresh += 1
    return names


# -- plain floats ---------------------------------------------------------------------------------------------------

#: Operations that plain floats do to the bit as NumPy does: IEEE arithmetic and choices. Sines and powers may differ in
#: the last bit, so they are not here.
_EXACT = {
    **_OPERATOR_SOURCES,
    "sqrt": "sqrt({0})",
    "abs": "abs({0})",
    "gt": "1.0 if {0} > {1} else 0.0",
    "ge": "1.0 if {0} >= {1} else 0.0",
    "where": "{1} if {0} != 0 else {2}",
    # NaN wins, as in NumPy.
    "max": "({0} if {0} > {1} or {0} != {0} else {1}) + 0.0",
    "min": "({0} if {0} < {1} or {0} != {0} else {1}) + 0.0",
    "relu": "{0} if {0} > 0.0 or {0} != {0} else 0.0",
    "powi": "f_powi({0}, {1})",
    "sign": "{0} if {0} != {0} else 1.0 if {0} > 0.0 else -1.0 if {0} < 0.0 else 0.0",
    "step": "{0} if {0} != {0} else 1.0 if {0} > 0.0 else 0.0",
}

#: From this many terms on, NumPy adds in another order.
_PAIRWISE = 8

#: What the lines of `scalar_lines` need in their scope.
SCALAR_SCOPE: dict[str, Any] = {
    "sqrt": math.sqrt,
    **{f"f_{k}": f for k, f in _ARRAY_FUNCTIONS.items()},
}


def scalar_lines(
    instructions: Sequence[tuple[Any, ...]],
    inputs: Sequence[Sequence[str]],
    outputs: Sequence[int],
    prefix: str,
    shared: frozenset[int] = frozenset(),
) -> tuple[list[str], list[list[str]]] | None:
    """A program on plain floats, written out for each of several parameters.

    Parameters
    ----------
    instructions, outputs
        Of the program.
    inputs : sequence of sequence of str
        For each input, its variable for each parameter, or one variable where it is the same for all.
    prefix : str
        Of the variables that are made.
    shared : frozenset of int
        Inputs that are one number in the array form too (the step t); functions of these alone are NumPy's own.

    Returns
    -------
    lines : list of str
    results : list of list of str
        Variables of each output, one a parameter or one for all.
    None
        Where the program holds an operation that plain floats do not repeat to the bit.
    """
    width = max(len(names) for names in inputs)
    values: list[list[str]] = [list(names) for names in inputs]
    alone = set(shared)
    lines: list[str] = []
    for i, (op, *args) in enumerate(instructions):
        register = len(inputs) + i
        if op == "const":
            values.append([f"{args[0]!r}" if args[0] >= 0 else f"({args[0]!r})"])
            alone.add(register)
            continue
        if all(a in alone for a in args):
            alone.add(register)
        if op in REDUCTIONS:
            if len(values[args[0]]) >= _PAIRWISE:
                return None
            source = [" + ".join(["0.0", *values[args[0]]])]
        elif op in _EXACT and not (op == "sqrt" and shared and register in alone):
            # (A root of t alone may be of a negative number in a branch that is not taken, where Python raises.)
            count = max(len(values[a]) for a in args)
            source = [
                _EXACT[op].format(*(values[a][k if len(values[a]) > 1 else 0] for a in args))
                for k in range(min(count, width))
            ]
        elif register in alone:
            operands = [f"float64({values[a][0]})" for a in args]
            source = [f"float(f_{op}({', '.join(operands)}))"]
        else:
            return None
        names = [f"{prefix}{register}_{k}" for k in range(len(source))]
        lines += [f"{name} = {text}" for name, text in zip(names, source, strict=True)]
        values.append(names)
    return lines, [values[r] for r in outputs]
