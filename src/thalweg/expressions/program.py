"""Straight-line programs: the one compiled form that NumPy, plain Python and the page's JavaScript run.

A program is a list of instructions on numbered registers. The first registers are the inputs; instruction *i* writes
register ``len(inputs) + i``. Equal instructions are stored once (value numbering), constants are folded. It is plain
data: ``to_json`` writes what the page interprets, array at a time, without ``eval``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import sympy

from thalweg.errors import ArgumentError
from thalweg.expressions import codegen
from thalweg.expressions.folding import RULES
from thalweg.expressions.functions import OPS, Dot, Less, LessEqual, Maximum, Norm

Instruction = tuple[str | int | float, ...]

#: Whole powers up to this size are multiplications: exact for squares, and the same to the bit in every language.
MAX_WHOLE_POWER = 64

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
        self._constants: dict[tuple[float, float], int] = {}
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
                places.append(builder._add((op, *(places[int(a)] for a in args))))
        return builder, places

    def program(self, outputs: Sequence[int]) -> Program:
        """Keep what the outputs need."""
        first = len(self.inputs)
        needed = set(outputs)
        for register in range(first + len(self.instructions) - 1, first - 1, -1):
            op, *args = self.instructions[register - first]
            if register in needed and op != "const":
                needed.update(args)  # type: ignore[arg-type]
        places = list(range(first))
        kept: list[Instruction] = []
        for register, (op, *args) in enumerate(self.instructions, first):
            places.append(first + len(kept))
            if register in needed:
                kept.append((op, *args) if op == "const" else (op, *[places[int(a)] for a in args]))
        return Program(self.inputs, tuple(kept), tuple(places[r] for r in outputs))

    # -- instructions ---------------------------------------------------------------------------------------------

    def const(self, value: float) -> int:
        """Register of a constant."""
        value = float(value)
        # 0.0 and -0.0 are equal as keys, and are not the same constant.
        key = (value, math.copysign(1, value))
        register = self._constants.get(key)
        if register is None:
            if not math.isfinite(value):
                raise ArgumentError(
                    f"a number in the formula is {value}: numbers must be finite, below 1.8e308"
                )
            register = self._constants[key] = self._append(("const", value))
            self._values[register] = value
        return register

    def value(self, register: int) -> float | None:
        """Value of a constant register, else None."""
        return self._values.get(register)

    def operand(self, op: str, register: int) -> int | None:
        """The operand of a register that holds ``op(operand)``, else None."""
        if register < len(self.inputs):
            return None
        instruction = self.instructions[register - len(self.inputs)]
        return int(instruction[1]) if instruction[0] == op else None

    def emit(self, op: str, *args: int) -> int:
        """Register of ``op(args)``, simplified where that is exact."""
        rule = RULES.get(op)
        simpler = rule(self, *args) if rule else None
        if simpler is not None:
            return simpler
        if op not in codegen.REDUCTIONS and self._values.keys() >= set(args):
            folded = codegen.evaluate(op, [self._values[a] for a in args])
            if math.isfinite(folded):
                return self.const(folded)
        return self._add((op, *sorted(args)) if op in _COMMUTATIVE else (op, *args))

    def _add(self, instruction: Instruction) -> int:
        register = self._known.get(instruction)
        if register is None:
            register = self._known[instruction] = self._append(instruction)
        return register

    def _append(self, instruction: Instruction) -> int:
        self.instructions.append(instruction)
        return len(self.inputs) + len(self.instructions) - 1

    def sum(self, registers: Sequence[int]) -> int:
        """Add up from the left."""
        total = registers[0]
        for register in registers[1:]:
            total = self.emit("add", total, register)
        return total

    def power(self, base: int, exponent: float) -> int:
        """A power with a constant exponent."""
        if exponent == 0:
            return self.const(1)
        if exponent == 1:
            return base
        if exponent == 2:
            return self.emit("mul", base, base)
        if exponent == 0.5:
            return self.emit("sqrt", base)
        if exponent in (-1, -0.5):
            return self.emit("div", self.const(1), self.power(base, -exponent))
        whole = exponent == int(exponent) and abs(exponent) <= MAX_WHOLE_POWER
        return self.emit("powi" if whole else "pow", base, self.const(exponent))

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
        if isinstance(expr, (Less, LessEqual)):
            args.reverse()
        op = OPS[expr.func]
        if isinstance(expr, Maximum):
            return reduce(lambda a, b: self.emit(op, a, b), args)
        return self.emit(op, *args)

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
