"""Straight-line programs: the one compiled form that NumPy, plain Python and the page's JavaScript run.

A program is a list of instructions on numbered registers. The first registers are the inputs; instruction *i* writes
register ``len(inputs) + i``. Equal instructions are stored once (value numbering), constants are folded. It is plain
data: ``to_json`` writes what the page interprets, array at a time, without ``eval``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy

from thalweg.errors import ArgumentError
from thalweg.expressions import codegen
from thalweg.expressions.functions import OPS, Dot, Norm

Instruction = tuple[str | int | float, ...]

#: Integer powers up to this size become multiplications: exact for squares, and the same in every language.
MAX_UNROLLED_POWER = 64

FORMAT = 1


@dataclass(frozen=True)
class Program:
    """A straight-line program.

    Attributes
    ----------
    inputs : tuple of str
        Names of the first registers.
    instructions : tuple of tuple
        ``("const", value)`` or ``(op, register, ...)``.
    outputs : tuple of int
        Registers of the results.
    """

    inputs: tuple[str, ...]
    instructions: tuple[Instruction, ...]
    outputs: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data for the page; see ``docs/formats.md``."""
        return {
            "format": FORMAT,
            "inputs": list(self.inputs),
            "instructions": [list(i) for i in self.instructions],
            "outputs": list(self.outputs),
        }

    @cached_property
    def arrays(self) -> codegen.Compiled:
        """The program on NumPy arrays that broadcast; returns a tuple of arrays or scalars."""
        return codegen.compile_arrays(self.inputs, self.instructions, self.outputs)


def compile_program(outputs: Sequence[sympy.Expr], inputs: Sequence[str]) -> Program:
    """Compile SymPy trees to one program.

    Parameters
    ----------
    outputs : sequence of sympy.Expr
    inputs : sequence of str
        Names of the free symbols, in the order in which the program takes them.
    """
    builder = Builder(inputs)
    return builder.program([builder.lower(expr) for expr in outputs])


class Builder:
    """Adds instructions, sharing equal ones and folding constants."""

    def __init__(self, inputs: Sequence[str]) -> None:
        self.inputs = tuple(inputs)
        self.instructions: list[Instruction] = []
        self.names = {name: i for i, name in enumerate(self.inputs)}
        self._known: dict[Instruction, int] = {}
        self._values: dict[int, float] = {}
        self._lowered: dict[sympy.Basic, int] = {}

    @classmethod
    def extend(cls, program: Program, inputs: Sequence[str] = ()) -> tuple[Builder, list[int]]:
        """Start from `program`, with further inputs; returns where each of its registers went."""
        builder = cls([*program.inputs, *inputs])
        places = list(range(len(program.inputs)))
        for op, *args in program.instructions:
            if op == "const":
                places.append(builder.const(float(args[0])))
            else:
                places.append(builder.emit(str(op), *(places[int(a)] for a in args)))
        return builder, places

    def program(self, outputs: Sequence[int]) -> Program:
        """Keep what the outputs need."""
        first = len(self.inputs)
        needed: set[int] = set()
        stack = [r for r in outputs if r >= first]
        while stack:
            register = stack.pop()
            if register not in needed:
                needed.add(register)
                op, *args = self.instructions[register - first]
                stack.extend(int(a) for a in args if op != "const" and int(a) >= first)
        places = {i: i for i in range(first)}
        kept: list[Instruction] = []
        for register in sorted(needed):
            op, *args = self.instructions[register - first]
            places[register] = first + len(kept)
            kept.append((op, *args) if op == "const" else (op, *(places[int(a)] for a in args)))
        return Program(self.inputs, tuple(kept), tuple(places[r] for r in outputs))

    # -- instructions ---------------------------------------------------------------------------------------------

    def const(self, value: float) -> int:
        """Register of a constant."""
        value = float(value)
        if not math.isfinite(value):
            raise ArgumentError(f"a number in the formula is {value}: numbers must be finite, below 1.8e308")
        register = self._add(("const", value))
        self._values[register] = value
        return register

    def value(self, register: int) -> float | None:
        """Value of a constant register, else None."""
        return self._values.get(register)

    def emit(self, op: str, *args: int) -> int:
        """Register of ``op(args)``, simplified where that is exact."""
        simpler = _simplify(self, op, args)
        if simpler is not None:
            return simpler
        if args and op not in codegen.REDUCTIONS and all(a in self._values for a in args):
            folded = codegen.evaluate(op, [self._values[a] for a in args])
            if math.isfinite(folded):
                return self.const(folded)
        if op in _COMMUTATIVE:
            args = tuple(sorted(args))
        return self._add((op, *args))

    def _add(self, instruction: Instruction) -> int:
        # 0.0 and -0.0 are equal as keys, and are not the same constant.
        key = (*instruction, math.copysign(1, instruction[1])) if instruction[0] == "const" else instruction  # type: ignore[arg-type]
        if key not in self._known:
            self._known[key] = len(self.inputs) + len(self.instructions)
            self.instructions.append(instruction)
        return self._known[key]

    def sum(self, registers: Sequence[int]) -> int:
        """Add up from the left."""
        total = registers[0]
        for register in registers[1:]:
            total = self.emit("add", total, register)
        return total

    def power(self, base: int, exponent: float) -> int:
        """A power with a constant exponent."""
        if exponent == int(exponent) and abs(exponent) <= MAX_UNROLLED_POWER:
            n = int(abs(exponent))
            result, square = None, base
            while n:
                if n & 1:
                    result = square if result is None else self.emit("mul", result, square)
                n >>= 1
                if n:
                    square = self.emit("mul", square, square)
            if result is None:
                return self.const(1)
            return result if exponent > 0 else self.emit("div", self.const(1), result)
        if abs(exponent) == 0.5:
            root = self.emit("sqrt", base)
            return root if exponent > 0 else self.emit("div", self.const(1), root)
        return self.emit("pow", base, self.const(exponent))

    # -- SymPy trees ----------------------------------------------------------------------------------------------

    def lower(self, expr: sympy.Basic, names: Mapping[str, int] | None = None) -> int:
        """Register of a SymPy tree; `names` maps symbols to registers (default: the inputs)."""
        if names is not None:
            self.names, self._lowered = dict(names), {}
        if expr not in self._lowered:
            self._lowered[expr] = self._lower(expr)
        return self._lowered[expr]

    def _lower(self, expr: sympy.Basic) -> int:
        if isinstance(expr, sympy.Symbol):
            return self.names[expr.name]
        if isinstance(expr, (sympy.Number, sympy.NumberSymbol)):
            return self.const(float(expr))
        if isinstance(expr, sympy.Add):
            total = self.lower(expr.args[0])
            for term in expr.args[1:]:
                negated = _negated(term)
                if negated is None:
                    total = self.emit("add", total, self.lower(term))
                else:
                    total = self.emit("sub", total, self.lower(negated))
            return total
        if isinstance(expr, sympy.Mul):
            return self._product(expr)
        if isinstance(expr, sympy.Pow):
            if expr.base == sympy.E:
                return self.emit("exp", self.lower(expr.exp))
            base, exponent = self.lower(expr.base), self.lower(expr.exp)
            known = self.value(exponent)
            return self.emit("pow", base, exponent) if known is None else self.power(base, known)
        args = [self.lower(a) for a in expr.args]
        if isinstance(expr, Norm):
            return self.emit("sqrt", self.emit("sum", self.emit("mul", args[0], args[0])))
        if isinstance(expr, Dot):
            return self.emit("sum", self.emit("mul", *args))
        return self.emit(OPS[expr.func], *args)

    def _product(self, expr: sympy.Mul) -> int:
        negated = _negated(expr)
        if negated is not None:
            return self.emit("neg", self.lower(negated))
        total = None
        for factor in expr.args:
            inverse = isinstance(factor, sympy.Pow) and factor.exp == -1
            if inverse and total is not None:
                total = self.emit("div", total, self.lower(factor.args[0]))
            else:
                right = self.lower(factor)
                total = right if total is None else self.emit("mul", total, right)
        assert total is not None
        return total


_COMMUTATIVE = frozenset({"add", "mul", "min", "max"})


def _negated(expr: sympy.Basic) -> sympy.Basic | None:
    """``a*b`` for ``-1*a*b``, else None."""
    if isinstance(expr, sympy.Mul) and expr.args[0] == -1 and len(expr.args) > 1:
        rest = expr.args[1:]
        return rest[0] if len(rest) == 1 else sympy.Mul(*rest, evaluate=False)
    return None


def _simplify(b: Builder, op: str, args: tuple[int, ...]) -> int | None:
    """Rules that keep the value (0*x counts as 0, as in SymPy)."""
    x = args[0] if args else -1
    left = b.value(x) if args else None
    if op in ("add", "sub", "mul", "div", "pow"):
        y = args[1]
        right = b.value(y)
        if right == 0 and op in ("add", "sub"):
            return x
        if left == 0 and op == "add":
            return y
        if left == 0 and op == "sub":
            return b.emit("neg", y)
        if op == "mul":
            for value, other in ((left, y), (right, x)):
                if value == 0:
                    return b.const(0.0)
                if value == 1:
                    return other
                if value == -1:
                    return b.emit("neg", other)
        if op == "div" and right == 1:
            return x
        if op == "div" and left == 0:
            return b.const(0.0)
        if op == "sub" and x == y:
            return None  # inf - inf is NaN
        if op in ("add", "sub") and _is_neg(b, y):
            return b.emit("sub" if op == "add" else "add", x, _operand(b, y))
    if op == "neg" and _is_neg(b, x):
        return _operand(b, x)
    if op == "where" and left is not None:
        return args[1] if left != 0 else args[2]
    if op == "where" and args[1] == args[2]:
        return args[1]
    return None


def _is_neg(b: Builder, register: int) -> bool:
    return register >= len(b.inputs) and b.instructions[register - len(b.inputs)][0] == "neg"


def _operand(b: Builder, register: int) -> int:
    return int(b.instructions[register - len(b.inputs)][1])
