"""Numbers, names and formulas as readers expect to see them, in plain Unicode.

No TeX: mathtext splits a word into one element a letter in an SVG, and a `$` in a column's name would switch it on.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

MINUS = "\N{MINUS SIGN}"

_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "eta": "η",
    "theta": "θ",
    "kappa": "κ",
    "lambda": "λ",
    "lamda": "λ",
    "mu": "μ",
    "nu": "ν",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "phi": "φ",
    "psi": "ψ",
    "omega": "ω",
}


def power_of_ten(exponent: int) -> str:
    """Ten to a whole power: ``'10⁻³'``."""
    return "10" + str(exponent).translate(_SUPERSCRIPT)


def powers(values: Sequence[float]) -> tuple[str, ...]:
    """Numbers along a log axis: plain, or all as powers of ten where one of them is very large or small.

    ``('0.01', '0.1', '1')``, ``('10⁻⁴', '10⁻³', '10⁻²')``.
    """
    exponents = [math.log10(value) for value in values]
    whole = [abs(exponent - round(exponent)) < 1e-9 for exponent in exponents]
    far = [not -3 <= round(exponent) <= 3 for exponent in exponents]
    together = all(whole) and any(far)
    return tuple(
        power_of_ten(round(exponent)) if together or (one and off) else number(value)
        for value, exponent, one, off in zip(values, exponents, whole, far, strict=True)
    )


def number(value: float, digits: int = 3) -> str:
    """A number as short as `digits` significant digits allow: ``'0.0123'``, ``'−4.5'``, ``'3.2×10⁷'``.

    Digits before the point are never rounded away below 100,000.
    """
    sign, mantissa, exponent = _split(value, digits)
    if exponent is None:
        return (MINUS if sign else "") + mantissa.replace("infinity", "∞")
    return (MINUS if sign else "") + mantissa + "×" + power_of_ten(exponent)


def digits_apart(value: float, others: Iterable[float], least: int = 3) -> int:
    """As many digits as tell a number from others, where they are not the same: 4 of 0.1003 beside 0.1."""
    different = [other for other in others if not math.isclose(other, value, rel_tol=1e-9)]
    for digits in range(least, 10):
        if number(value, digits) not in {number(other, digits) for other in different}:
            return digits
    return 10


def spoken(value: float, digits: int = 3) -> str:
    """A number as a screen reader says it best: ``'-4.5'``, ``'3.2e7'``."""
    sign, mantissa, exponent = _split(value, digits)
    return ("-" if sign else "") + mantissa + ("" if exponent is None else f"e{exponent}")


def _split(value: float, digits: int) -> tuple[bool, str, int | None]:
    """Whether it is negative, its digits, and the power of ten where one is needed."""
    value = float(value)
    if math.isnan(value):
        return False, "not a number", None
    sign, value = value < 0, abs(value)
    if math.isinf(value):
        return sign, "infinity", None
    if value == 0:
        return False, "0", None
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    if -4 <= int(exponent) < 5:
        return sign, _trim(f"{value:.{max(0, digits - 1 - int(exponent))}f}"), None
    return sign, _trim(mantissa), int(exponent)


def _trim(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def numbers(values: Sequence[float]) -> tuple[str, ...]:
    """Numbers that stand on one axis, all with as many decimals as tell the closest two apart.

    Very large and very small ones share their power of ten.
    """
    finite = sorted({float(v) for v in values if math.isfinite(v)})
    size = max(abs(finite[0]), abs(finite[-1])) if finite else 0.0
    if len(finite) < 2:
        return tuple(number(v) for v in values)
    if not 1e-4 <= size < 1e5:
        power = math.floor(math.log10(size))
        # Twice, since ten to a power below -308 is 0.
        parts = _decimals([v / 10.0 ** (power // 2) / 10.0 ** (power - power // 2) for v in values])
        return tuple(
            "0" if v == 0 else part + "×" + power_of_ten(power)
            for v, part in zip(values, parts, strict=True)
        )
    return _decimals(values)


def _decimals(values: Sequence[float]) -> tuple[str, ...]:
    finite = sorted({float(v) for v in values if math.isfinite(v)})
    size = max(abs(finite[0]), abs(finite[-1]))
    gap = min(b - a for a, b in pairwise(finite)) if len(finite) > 1 else size
    least = max(0, -math.floor(math.log10(gap) + 1e-9))
    # Up to two decimals more than the gap's own place, where the gap is no round number (0.25, 0.125).
    decimals = least
    while decimals < min(least + 2, 15) and any(
        abs(round(v, decimals) - v) > 1e-3 * gap + 1e-12 * size for v in finite
    ):
        decimals += 1
    return tuple(
        (MINUS if round(v, decimals) < 0 else "") + f"{abs(v):.{decimals}f}" for v in values
    )


def apart(
    values: Sequence[float],
    digits: int = 3,
    write: Callable[[float, int], str] = number,
    most: int = 17,
) -> tuple[str, ...]:
    """Numbers as `number` or `spoken` writes them, all with as many digits as tell those apart that differ.

    From `digits` to `most`, and seventeen tell any two numbers apart: ``('0.0995', '0.1', '0.1004')``.
    """
    found: tuple[str, ...] = ()
    for many in range(digits, most + 1):
        found = tuple(write(value, many) for value in values)
        if len(set(found)) == len(set(values)):
            break
    return found


def one_line(text: str) -> str:
    """Text as one line that any file can hold: no control characters, no lone surrogates."""
    text = " ".join(str(text).split())
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def symbol(name: str) -> str:
    """A parameter's name as it is written by hand: ``'theta_1'`` becomes ``'θ₁'``."""
    name = one_line(name)
    found = re.fullmatch(r"([A-Za-z]+?)_?([0-9]*)", name)
    if not found:
        return name
    stem, index = found.groups()
    if len(stem) > 1 and stem not in _GREEK:
        return name
    return _GREEK.get(stem, stem) + index.translate(_SUBSCRIPT)


def formula(text: str) -> str:
    """A formula as it is written by hand: ``'x**2 + 10*y**2'`` becomes ``'x² + 10y²'``."""
    # Every second part stood in backticks: a column's name, which is left as it is. Meanwhile a letter of a script that
    # no formula uses stands for it, and others for numbers with a power of ten.
    parts = one_line(text).split("`")
    kept: list[str] = list(parts[1::2])
    names = len(kept)

    def stand_in(found: re.Match[str]) -> str:
        mantissa, exponent = found.groups()
        power = power_of_ten(int(exponent))
        kept.append(power if float(mantissa) == 1 else f"{mantissa}×{power}")
        return chr(_LINEAR_B + len(kept) - 1)

    plain = (_TIMES_TEN.sub(stand_in, part) for part in parts[::2])
    letters = [chr(_LINEAR_B + index) for index in range(names)]
    written = _written("".join(map("".join, zip(plain, [*letters, ""], strict=False))))
    out = ""
    for at, letter in enumerate(written):
        index = ord(letter) - _LINEAR_B
        if not 0 <= index < len(kept):
            out += letter
            continue
        before, after = written[at - 1 : at], written[at + 1 : at + 2]
        # 1e3**2 is a million, and no thousand with an exponent of 32.
        raised = after in _RAISED or before == "^" or (before == "/" and "×" in kept[index])
        out += f"({kept[index]})" if index >= names and raised else kept[index]
    return out


_LINEAR_B = 0x10000
_STAND_INS = f"{chr(_LINEAR_B)}-{chr(_LINEAR_B + 0xFFF)}"

_TIMES_TEN = re.compile(r"(?<![\w.])(\d+\.?\d*|\.\d+)[eE]([+-]?\d+)(?!\w)")

_RAISED = tuple("⁰¹²³⁴⁵⁶⁷⁸⁹^")


def _written(text: str) -> str:
    text = re.sub(r"\s*(\*\*|\^|/)\s*", r"\1", text)
    # A number before a name needs no sign; one that is an exponent or a divisor does.
    text = re.sub(
        rf"(?<![\w.*^/])(\d+(?:\.\d+)?|[{_STAND_INS}])\s*\*(?!\*)\s*(?=[A-Za-z](?:_?\d+)?(?![\w(]))",
        r"\1",
        text,
    )
    text = re.sub(
        r"(?:\*\*|\^)(\d+)(?![\w.]|\*\*|\^)", lambda m: m[1].translate(_SUPERSCRIPT), text
    )
    text = text.replace("**", "^")
    text = re.sub(r"\s*\*\s*", "·", text)
    # A sign between two terms has room on both sides; one before a term has none.
    text = re.sub(r"(?<=[\w)])\s*([+-])\s*", r" \1 ", text)
    text = text.replace("-", MINUS)
    # A power is no part of the name that it is raised from.
    return re.sub(r"[A-Za-z](?:(?![⁰¹²³⁴-⁹])\w)*(?!\w*\()", lambda m: symbol(m[0]), text)


def numbered(text: str, values: Mapping[str, float], digits: int = 3) -> str:
    """A formula with numbers in place of some names: ``'w*x + b'`` becomes ``'2x − 1'``."""
    parts = text.split("`")
    for index in range(0, len(parts), 2):
        for name, value in values.items():
            word = rf"(?<![\w.]){re.escape(name)}(?!\w)"
            stated = spoken(value, digits)
            power = r"(?!\s*(?:\*\*|\^))"
            parts[index] = re.sub(rf"\+\s*{word}{power}", f"@{stated}", parts[index])
            # Where nothing stands before it, a negative number needs no brackets.
            parts[index] = re.sub(rf"(^|[(,])\s*{word}{power}", rf"\g<1>{stated}", parts[index])
            parts[index] = re.sub(word, f"({stated})" if value < 0 else stated, parts[index])
            # A negative number that is added is subtracted.
            parts[index] = parts[index].replace("@-", "- ").replace("@", "+ ")
    return formula("`".join(parts))


def point(values: Sequence[float], digits: int = 3) -> str:
    """Coordinates in brackets: ``'(−1.8, 0.6)'``."""
    return "(" + ", ".join(number(v, digits) for v in values) + ")"


def spoken_point(values: Sequence[float]) -> str:
    """Coordinates in brackets, for alt text."""
    return "(" + ", ".join(map(spoken, values)) + ")"


def shortened(names: Sequence[str], most: int) -> list[str]:
    """Names of at most `most` letters: whole words go from the end, or letters from the middle to keep names apart."""

    def start(name: str) -> str:
        end = max(name.rfind(gap, 0, most) for gap in "_ ")
        return name[: end if end > 0 else most - 1] + "…"

    starts = [name if len(name) <= most else start(name) for name in names]
    if len(set(starts)) == len(set(names)):
        return starts
    return [name if len(name) <= most else f"{name[: most - 7]}…{name[-6:]}" for name in names]


def in_lines(words: str, fits: Callable[[str], bool]) -> list[str]:
    """Words in lines that fit, or hold a single word."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fits(longer):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def listing(words: Sequence[str]) -> str:
    """Words as a sentence lists them: ``'a, b and c'``."""
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def times(n: int) -> str:
    """How often something happens: ``'never'``, ``'once'``, ``'7 times'``."""
    return {0: "never", 1: "once"}.get(n, f"{n} times")


def count(n: int, noun: str) -> str:
    """A number of things: ``'1 step'``, ``'12,000 steps'``."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
