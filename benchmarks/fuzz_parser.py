"""Throw strings at the parser: ``python benchmarks/fuzz_parser.py --count 1000000 --seed 0 --workers 2``.

Every string is either refused with an error of thalweg's own, or read, differentiated twice, compiled, printed and
evaluated. Anything else, and anything over a second of processor time, is printed and ends the run with 1. A seed and a
count give the same strings again, whatever the number of workers; ``--show`` prints the strings instead.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from thalweg.errors import FormulaError
from thalweg.expressions import compile_program, gradient, hessian_product, parse
from thalweg.expressions.functions import ALIASES, FUNCTIONS

LIMIT = 1.0  # seconds of processor time
BLOCK = 5_000  # strings that one seed makes

NAMES = [
    "x",
    "y",
    "z",
    "w1",
    "beta",
    "lr",
    "θ",
    "größe",
    "`a b`",
    "`d:x`",
    "x_1",
    "lambda",
    "pi",
    "e",
    "E",
    "norm",
]
NUMBERS = [
    "0",
    "1",
    "2",
    "3",
    "10",
    "0.5",
    "1e-3",
    "1e300",
    "1e-300",
    "007",
    ".5",
    "2.",
    "9",
    "64",
    "65",
    "999",
    "1000",
]
FORMULA_FUNCTIONS = [n for n, f in FUNCTIONS.items() if not f.reduces] + list(ALIASES)
OPERATORS = ["+", "-", "*", "/", "**", "^"]
SPELLINGS = ["−", "×", "·", "÷", "⋅"]
COMPARISONS = ["<", ">", "<=", ">="]
_FOREIGN = """
== != := -> // % @ & | ~ << >> ! ? : ; # $ \\ ' " ''' [ ] { } . .. ... lambda if else for in and or not is None True
import __import__ eval exec open __class__ __builtins__ f"{x}" 0x1F 0b1 1_000 1j 1e 1e+ ` ``
"""
FOREIGN = _FOREIGN.split()
NESTS = [
    ("(", ")"),
    ("sin(", ")"),
    ("1/(", ")"),
    ("(", ")**63"),
    ("(", "**y)"),
    ("(x + ", ")/y"),
    ("-", ""),
]
NESTS += [
    ("2**", ""),
    ("x**", ""),
    ("9**", ""),
    ("max(y, ", ")"),
    ("max(", f"{', y' * 15})"),
    ("abs(", " - x)"),
]
NESTS += [("where(x > ", ", y, 2)"), ("where(", " > x, 2, y)")]
RANGES = [
    (0, 0x7F),
    (0, 0x2FF),
    (0x370, 0x5FF),
    (0x2000, 0x22FF),
    (0x2460, 0x24FF),
    (0xD800, 0xDFFF),
    (0xFF00, 0xFFEF),
    (0x1D400, 0x1D7FF),
    (0, 0x10FFFF),
]


class Maker:
    """Strings of several kinds, from one random generator."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)

    def __call__(self) -> tuple[str, str]:
        """Name of the kind, and a string."""
        kinds: list[tuple[int, Callable[[], str]]] = [
            (18, self.characters),
            (25, self.soup),
            (25, self.formula),
            (30, self.mutated),
            (2, self.extreme),
        ]
        kind = self.random.choices([k for _, k in kinds], [w for w, _ in kinds])[0]
        return kind.__name__, kind()

    def characters(self) -> str:
        low, high = self.random.choice(RANGES)
        return "".join(
            chr(self.random.randint(low, high)) for _ in range(self.random.randint(0, 60))
        )

    def soup(self) -> str:
        parts = [
            *NAMES,
            *NUMBERS,
            *FORMULA_FUNCTIONS,
            *OPERATORS * 3,
            *SPELLINGS,
            *COMPARISONS,
            *"((()))),,",
        ]
        if self.random.random() < 0.5:
            parts += FOREIGN
        joint = self.random.choice(["", " "])
        return joint.join(self.random.choices(parts, k=self.random.randint(1, 30)))

    def formula(self) -> str:
        size = (
            self.random.randint(1, 30)
            if self.random.random() < 0.995
            else self.random.randint(100, 1_000)
        )
        return self.tree(size)

    def tree(self, size: int) -> str:
        """A formula of about `size` numbers and names."""
        pick = self.random.random
        if size <= 1:
            return self.random.choice(NAMES if pick() < 0.7 else NUMBERS)
        if pick() < 0.35:
            name = self.random.choice(FORMULA_FUNCTIONS)
            known = FUNCTIONS[ALIASES.get(name, name)]
            most = min(known.most, size, 5) if pick() < 0.9 else known.most
            count = self.random.randint(known.least, max(known.least, most))
            arguments = [self.tree(max(1, size // count)) for _ in range(count)]
            if name == "where" and pick() < 0.9:
                arguments[0] += f" {self.random.choice(COMPARISONS)} {self.tree(1)}"
            return f"{name}({', '.join(arguments)})"
        if pick() < 0.1:
            return f"-{self.tree(size)}"
        if pick() < 0.2:
            return f"({self.tree(size)})"
        left = self.random.randint(1, size - 1)
        operator = self.random.choice(OPERATORS + SPELLINGS[:1])
        a, b = self.tree(left), self.tree(size - left)
        return f"({a}){operator}({b})" if pick() < 0.5 else f"{a} {operator} {b}"

    def mutated(self) -> str:
        text = list(self.tree(self.random.randint(1, 12)))
        for _ in range(self.random.randint(1, 4)):
            at = self.random.randint(0, len(text))
            action = self.random.randint(0, 4)
            if action == 0:
                del text[at : at + self.random.randint(1, 3)]
            elif action == 1:
                text.insert(
                    at,
                    self.random.choice(
                        [*"()+-*/^,<>=`.0159eEx ", *FOREIGN, "²", "½", "\u202e", "\0"]
                    ),
                )
            elif action == 2:
                text[at:at] = text[at : at + self.random.randint(1, 8)]
            elif text:
                other = self.random.randrange(len(text))
                text[other : other + 1] = self.random.choice(text)
        return "".join(text)

    def extreme(self) -> str:
        """As much as fits of one thing, or nested as deep as fits."""
        count = int(10 ** self.random.uniform(0, 4))
        if self.random.random() < 0.5:
            inner = [
                self.random.choice(
                    ["a{}", "b{}**63", "c{}**d{}", "sin(a{})", "a{}/b{}", "1", "max(a{}, b{})"]
                )
            ]
            inner += [self.tree(2)] * self.random.randint(0, 1)
            joint = self.random.choice([*OPERATORS, " ", ", ", "("])
            parts = [
                self.random.choice(inner).replace("{}", str(i)) for i in range(min(count, 3_000))
            ]
            text = joint.join(parts)
            if self.random.random() < 0.3:
                text = f"max({text})"
            return text[: self.random.choice([3_000, 9_000, 10_500])]
        before, after = self.random.choice(NESTS)
        if self.random.random() < 0.7:
            count = self.random.randint(1, 64)
        text = before * count + self.tree(2) + after * count
        return "+".join([text] * self.random.randint(1, 20))


@dataclass
class Result:
    """What became of some strings."""

    strings: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    slowest_refusal: tuple[float, str] = (0.0, "")

    def add(self, other: Result) -> None:
        self.strings += other.strings
        for mine, theirs in (
            (self.kinds, other.kinds),
            (self.refused, other.refused),
            (self.read, other.read),
        ):
            mine.update(theirs)
        self.failures += other.failures
        self.slowest = sorted([*self.slowest, *other.slowest], reverse=True)[:5]
        self.slowest_refusal = max(self.slowest_refusal, other.slowest_refusal)


def run(text: str) -> bool:
    """Do all with one string; whether it could be read."""
    try:
        expression = parse(text)
    except FormulaError as error:
        if str(error).count("\n") != 2:
            raise RuntimeError("an error is three lines") from error
        return False
    names = expression.names
    program = compile_program([expression.sympy], names)
    slope = gradient(program, names)
    product = hessian_product(program, names)
    point: list[Any] = [np.float64(0.5 + i / 8) for i in range(len(names))]
    with np.errstate(all="ignore"):
        program.arrays(*point)
        slope.arrays(*point)
        product.arrays(*point, *point)
    assert expression.latex
    return True


def block(seed: str, count: int) -> Result:
    """Try the strings of one seed."""

    def stop(*_: Any) -> None:
        raise TimeoutError(f"more than {5 * LIMIT:g} s")

    signal.signal(signal.SIGVTALRM, stop)
    maker, result = Maker(seed), Result(strings=count)
    for _ in range(count):
        kind, text = maker()
        result.kinds[kind] += 1
        signal.setitimer(signal.ITIMER_VIRTUAL, 5 * LIMIT)
        start = time.process_time()
        try:
            read = run(text)
        except Exception as error:
            result.failures.append(f"{type(error).__name__}: {error} from {text!r}")
            continue
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        took = time.process_time() - start
        (result.read if read else result.refused)[kind] += 1
        if read:
            result.slowest = sorted([*result.slowest, (took, text)], reverse=True)[:5]
        else:
            result.slowest_refusal = max(result.slowest_refusal, (took, text))
        if took > LIMIT:
            result.failures.append(f"{took:.2f} s for {text!r}")
    return result


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--count", type=int, default=20_000, help="number of strings (default: 20,000)"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
    parser.add_argument(
        "--show", action="store_true", help="print the strings, and do nothing with them"
    )
    arguments = parser.parse_args()
    blocks = [
        (f"{arguments.seed}/{first}", min(BLOCK, arguments.count - first))
        for first in range(0, arguments.count, BLOCK)
    ]
    if arguments.show:
        for seed, count in blocks:
            maker = Maker(seed)
            for _ in range(count):
                print(*map(ascii, maker()))
        return 0
    run("sin(x)**2")  # imports and caches count once, and not on the first string
    total = Result()
    with ProcessPoolExecutor(arguments.workers) as pool:
        for done, result in enumerate(pool.map(block, *zip(*blocks, strict=True)), start=1):
            total.add(result)
            if sys.stderr.isatty() or done % 20 == 0:
                print(f"{total.strings:,} strings, {len(total.failures)} failures", file=sys.stderr)
    print(
        f"strings {total.strings:,}, read {total.read.total():,}, refused {total.refused.total():,}"
    )
    for kind in sorted(total.kinds):
        print(
            f"  {kind:10} {total.kinds[kind]:9,}, read {total.read[kind]:9,}, refused {total.refused[kind]:9,}"
        )
    for took, text in total.slowest:
        print(f"slowest read {took:.3f} s: {text[:60]!r} ({len(text):,} characters)")
    took, text = total.slowest_refusal
    print(f"slowest refusal {took:.3f} s: {text[:60]!r} ({len(text):,} characters)")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"memory of a worker at most {memory:,.0f} MiB")
    for failure in total.failures[:20]:
        print(f"FAILURE {failure[:2_000]}")
    return 1 if total.failures else 0


if __name__ == "__main__":
    sys.exit(main())
