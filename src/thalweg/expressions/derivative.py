"""Derivatives of programs, taken on the shared instructions and not on the formula's tree.

One table of local derivatives serves both directions: backwards for gradients, forwards for products with the
Hessian. Each adds a small multiple of the program's own length, however often subexpressions recur.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from thalweg.errors import ArgumentError
from thalweg.expressions.program import Builder, Program

#: (builder, arguments, result) -> register of the derivative by each argument; None where it is 0.
_Local = Callable[[Builder, Sequence[int], int], Sequence[int | None]]


def _one_minus_square(b: Builder, x: int) -> int:
    return b.emit("sub", b.const(1), b.emit("mul", x, x))


def _reciprocal_root(b: Builder, x: int) -> int:
    return b.emit("div", b.const(1), b.emit("sqrt", _one_minus_square(b, x)))


def _pow(b: Builder, args: Sequence[int], result: int) -> Sequence[int | None]:
    base, exponent = args
    known = b.value(exponent)
    if known is not None:
        return [b.emit("mul", exponent, b.power(base, known - 1)), None]
    # x**0 does not change with x, and 0**y not with y > 0, where the plain rules give 0 times infinity.
    zero, one = b.const(0), b.const(1)
    slope = b.emit("mul", exponent, b.emit("pow", base, b.emit("sub", exponent, one)))
    root = b.emit("where", base, base, one)
    return [b.emit("where", exponent, slope, zero), b.emit("mul", result, b.emit("log", root))]


def _extremum(sense: int) -> _Local:
    def local(b: Builder, args: Sequence[int], result: int) -> Sequence[int | None]:
        # Where both are equal, each gets one half, as in PyTorch and JAX.
        half = b.emit("mul", b.const(0.5 * sense), b.emit("sign", b.emit("sub", args[0], args[1])))
        return [b.emit("add", b.const(0.5), half), b.emit("sub", b.const(0.5), half)]

    return local


def _where(b: Builder, args: Sequence[int], result: int) -> Sequence[int | None]:
    one, zero = b.const(1), b.const(0)
    return [None, b.emit("where", args[0], one, zero), b.emit("where", args[0], zero, one)]


_LOCAL: dict[str, _Local] = {
    "add": lambda b, a, r: [b.const(1), b.const(1)],
    "sub": lambda b, a, r: [b.const(1), b.const(-1)],
    "mul": lambda b, a, r: [a[1], a[0]],
    "div": lambda b, a, r: [b.emit("div", b.const(1), a[1]), b.emit("neg", b.emit("div", r, a[1]))],
    "neg": lambda b, a, r: [b.const(-1)],
    "pow": _pow,
    "powi": _pow,
    "sqrt": lambda b, a, r: [b.emit("div", b.const(0.5), r)],
    "exp": lambda b, a, r: [r],
    "log": lambda b, a, r: [b.emit("div", b.const(1), a[0])],
    "sin": lambda b, a, r: [b.emit("cos", a[0])],
    "cos": lambda b, a, r: [b.emit("neg", b.emit("sin", a[0]))],
    "tan": lambda b, a, r: [b.emit("add", b.const(1), b.emit("mul", r, r))],
    "asin": lambda b, a, r: [_reciprocal_root(b, a[0])],
    "acos": lambda b, a, r: [b.emit("neg", _reciprocal_root(b, a[0]))],
    "atan": lambda b, a, r: [
        b.emit("div", b.const(1), b.emit("add", b.const(1), b.emit("mul", a[0], a[0])))
    ],
    "sinh": lambda b, a, r: [b.emit("cosh", a[0])],
    "cosh": lambda b, a, r: [b.emit("sinh", a[0])],
    "tanh": lambda b, a, r: [_one_minus_square(b, r)],
    "abs": lambda b, a, r: [b.emit("sign", a[0])],
    "relu": lambda b, a, r: [b.emit("step", a[0])],
    "sigmoid": lambda b, a, r: [b.emit("mul", r, b.emit("sigmoid", b.emit("neg", a[0])))],
    "softplus": lambda b, a, r: [b.emit("sigmoid", a[0])],
    "min": _extremum(-1),
    "max": _extremum(1),
    "where": _where,
    "sign": lambda b, a, r: [None],
    "step": lambda b, a, r: [None],
    "gt": lambda b, a, r: [None, None],
    "ge": lambda b, a, r: [None, None],
}


def _local(b: Builder, op: str, args: Sequence[int], result: int) -> Sequence[int | None]:
    if op not in _LOCAL:
        raise ArgumentError(
            f'"{op}" over the parameters has no derivative here: use it in optimizers only'
        )
    return _LOCAL[op](b, args, result)


def gradient(program: Program, wrt: Sequence[str]) -> Program:
    """Value and gradient: outputs ``(value, d value / d wrt[0], ...)``.

    Parameters
    ----------
    program : Program
        With one output.
    wrt : sequence of str
        Inputs by which to differentiate.
    """
    builder, places = Builder.extend(program)
    value = places[program.outputs[0]]
    adjoint: dict[int, int] = {value: builder.const(1)}
    first = len(builder.inputs)
    active = _depend_on(program, wrt, places)
    # Instructions added on the way hold derivatives, so only those of the value itself are walked.
    for register in range(value, first - 1, -1):
        bar = adjoint.get(register)
        op, *args = builder.instructions[register - first]
        if bar is None or op == "const" or register not in active:
            continue
        operands = [int(a) for a in args]
        for operand, local in zip(
            operands, _local(builder, str(op), operands, register), strict=True
        ):
            if local is None or operand not in active:
                continue
            part = builder.emit("mul", bar, local)
            known = adjoint.get(operand)
            adjoint[operand] = part if known is None else builder.emit("add", known, part)
    zero = builder.const(0)
    return builder.program([value, *(adjoint.get(builder.names[n], zero) for n in wrt)])


def hessian_product(program: Program, wrt: Sequence[str]) -> Program:
    """Hessian times a vector: a program whose further inputs ``d:name`` are the vector's entries.

    It has one output for each name: ``sum_j d2 value / d wrt[i] d wrt[j] * v[j]``.
    """
    slope = gradient(program, wrt)
    slope = Program(slope.inputs, slope.instructions, slope.outputs[1:])
    builder, places = Builder.extend(slope, [f"d:{n}" for n in wrt])
    first = len(slope.inputs)
    # By place, since a parameter may be called "d:x" too.
    inputs = {name: i for i, name in enumerate(slope.inputs)}
    tangent = {inputs[n]: first + i for i, n in enumerate(wrt)}
    for register in places[first:]:
        op, *args = builder.instructions[register - len(builder.inputs)]
        operands = [int(a) for a in args] if op != "const" else []
        if not any(a in tangent for a in operands):
            continue
        total: int | None = None
        for operand, local in zip(
            operands, _local(builder, str(op), operands, register), strict=True
        ):
            if local is None or operand not in tangent:
                continue
            part = builder.emit("mul", tangent[operand], local)
            total = part if total is None else builder.emit("add", total, part)
        if total is not None:
            tangent[register] = total
    zero = builder.const(0)
    return builder.program([tangent.get(places[r], zero) for r in slope.outputs])


def _depend_on(program: Program, wrt: Sequence[str], places: Sequence[int]) -> set[int]:
    """Registers (of the extended builder) that depend on the inputs `wrt`."""
    first = len(program.inputs)
    inputs = {name: i for i, name in enumerate(program.inputs)}
    active = {inputs[n] for n in wrt}
    for i, (op, *args) in enumerate(program.instructions):
        if op != "const" and any(int(a) in active for a in args):
            active.add(first + i)
    return {places[r] for r in active}
