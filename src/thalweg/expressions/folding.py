"""What makes an instruction superfluous.

The rules keep the value, but for two: 0*x and 0/x count as 0, as in SymPy, also where x is infinite or NaN. Without
these, a derivative would carry along every factor that is 0.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thalweg.expressions.program import Builder


def _add_rule(b: Builder, x: int, y: int) -> int | None:
    if b.value(x) == 0:
        return y
    if b.value(y) == 0:
        return x
    negated = b.operand("neg", y)
    return None if negated is None else b.emit("sub", x, negated)


def _sub_rule(b: Builder, x: int, y: int) -> int | None:
    # x - x is not 0 where x is infinite.
    if b.value(y) == 0:
        return x
    if b.value(x) == 0:
        return b.emit("neg", y)
    negated = b.operand("neg", y)
    return None if negated is None else b.emit("add", x, negated)


def _mul_rule(b: Builder, x: int, y: int) -> int | None:
    for factor, other in ((b.value(x), y), (b.value(y), x)):
        if factor == 0:
            return b.const(0)
        if factor == 1:
            return other
        if factor == -1:
            return b.emit("neg", other)
    return None


def _div_rule(b: Builder, x: int, y: int) -> int | None:
    if b.value(y) == 1:
        return x
    return b.const(0) if b.value(x) == 0 else None


def _neg_rule(b: Builder, x: int) -> int | None:
    return b.operand("neg", x)


def _where_rule(b: Builder, condition: int, x: int, y: int) -> int | None:
    known = b.value(condition)
    if known is not None:
        return x if known != 0 else y
    return x if x == y else None


#: By operation: (builder, operands) -> register of something simpler, or None.
RULES: dict[str, Callable[..., int | None]] = {
    "add": _add_rule,
    "sub": _sub_rule,
    "mul": _mul_rule,
    "div": _div_rule,
    "neg": _neg_rule,
    "where": _where_rule,
}
