"""What hypothesis draws: programs, numbers, and formulas with the text that Python would evaluate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from thalweg.expressions import Program


def words(text: str) -> list[str]:
    """A list written as words."""
    return text.split()


UNARY = words(
    "neg sqrt exp log sin cos tan asin acos atan sinh cosh tanh sigmoid softplus abs sign step relu"
)
BINARY = words("add sub mul div pow max min gt ge")
#: What plain floats repeat to the bit.
EXACT_UNARY = words("neg sqrt abs sign step relu")
EXACT_BINARY = words("add sub mul div max min gt ge")

#: Values that find the rules' corners.
numbers = st.one_of(
    st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.5, 2.0, np.inf, -np.inf, np.nan, 1e-320, 1e308]),
    st.floats(-4, 4),
    st.floats(),
)
finite = st.one_of(
    st.sampled_from([0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5]),
    st.floats(-4, 4),
    st.floats(-1e6, 1e6),
)


@st.composite
def programs(
    draw: st.DrawFn, *, exact: bool = False, sums: bool = False, longest: int = 12
) -> Program:
    """Programs as they come, not simplified."""
    unary = EXACT_UNARY if exact else UNARY
    binary = EXACT_BINARY if exact else BINARY
    operations = [*unary, *binary, "where", "powi", "const", *(["sum"] if sums else [])]
    inputs = draw(st.integers(1, 3))
    found: list[tuple[str | int | float, ...]] = []
    for _ in range(draw(st.integers(1, longest))):
        last = inputs + len(found) - 1
        register = st.integers(0, last)
        operation = draw(st.sampled_from(operations))
        if operation == "const":
            found.append(("const", draw(finite)))
        elif operation == "powi":
            found.append(
                ("const", float(draw(st.sampled_from([-64, -5, -2, -1, 1, 2, 3, 4, 6, 7, 31, 64]))))
            )
            found.append(("powi", draw(register), last + 1))
        else:
            count = 3 if operation == "where" else 2 if operation in binary else 1
            found.append((operation, *(draw(register) for _ in range(count))))
    outputs = draw(st.lists(st.integers(0, inputs + len(found) - 1), min_size=1, max_size=3))
    names = tuple(f"x{i}" for i in range(inputs))
    return Program(names, tuple(found), (inputs + len(found) - 1, *outputs))


@dataclass(frozen=True)
class Text:
    """A formula, and how firmly it holds together: 0 sum, 1 product, 2 sign, 3 power, 4 atom."""

    text: str
    strength: int = 4

    def within(self, least: int) -> str:
        return self.text if self.strength >= least else f"({self.text})"


#: Functions that are smooth, each with a domain that arguments are brought into.
SMOOTH = {
    "sin": "{}",
    "cos": "{}",
    "tan": "0.5*sin({})",
    "asin": "0.9*sin({})",
    "acos": "0.9*sin({})",
    "atan": "{}",
    "sinh": "sin({})",
    "cosh": "cos({})",
    "tanh": "{}",
    "exp": "sin({})",
    "log": "1 + ({})**2",
    "sqrt": "1 + ({})**2",
    "sigmoid": "{}",
    "softplus": "{}",
}
NAMES = ("x", "y", "w1", "beta", "lr", "sigma")


NUMBERS = words("1 2 3 0.5 10 1.25 1e-3 2.5e2 pi e")
KINKED = {
    "abs": (1, 1),
    "relu": (1, 1),
    "sign": (1, 1),
    "min": (2, 3),
    "max": (2, 3),
    "where": (4, 4),
}
COMPARISONS = ["<", "<=", ">", ">="]


@st.composite
def formulas(
    draw: st.DrawFn, *, kinks: bool = True, names: tuple[str, ...] = NAMES, most: int = 10
) -> str:
    """Formulas of up to `most` numbers and names, with few brackets more than precedence asks for."""
    calls = [*SMOOTH, *(KINKED if kinks else [])]
    kinds = words(
        "sum sum product product quotient negative power general bracket call call call call"
    )

    def build(size: int) -> Text:
        if size <= 0 or (size == 1 and draw(st.integers(0, 3))):
            return Text(draw(st.sampled_from([*names, *names, *NUMBERS])))
        kind = draw(st.sampled_from(kinds if size > 1 else ["negative", "power", "call"]))
        if kind == "call":
            return call(draw(st.sampled_from(calls)), size)
        if kind == "negative":
            return Text(f"-{build(size - 1).within(2)}", 2)
        if kind == "power":
            return Text(
                f"{build(size - 1).within(4)}**{draw(st.sampled_from(words('2 3 4 1 0')))}", 3
            )
        if kind == "bracket":
            return Text(f"({build(size - 1).text})")
        left = draw(st.integers(1, size - 1))
        a, b = build(left), build(size - left)
        if kind == "sum":
            return Text(f"{a.within(0)} {draw(st.sampled_from('+-'))} {b.within(1)}", 0)
        if kind == "product":
            return Text(f"{a.within(1)}*{b.within(2)}", 1)
        # Away from 0, where a small change of an operand changes everything.
        if kind == "quotient":
            return Text(f"{a.within(1)}/(2 + sin({b.text}))", 1)
        return Text(f"(2 + sin({a.text}))**{b.within(2) if left == size - 1 else 'y'}", 3)

    def call(name: str, size: int) -> Text:
        if name in SMOOTH:
            return Text(f"{name}({SMOOTH[name].format(build(size - 1).text)})")
        count = draw(st.integers(*KINKED[name]))
        arguments = [build((size - 1) // count).text for _ in range(count)]
        if name == "where":
            a, b, *rest = arguments
            arguments = [f"{a} {draw(st.sampled_from(COMPARISONS))} {b}", *rest]
        return Text(f"{name}({', '.join(arguments)})")

    return build(draw(st.integers(1, most))).text
