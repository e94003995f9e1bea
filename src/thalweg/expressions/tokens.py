"""A formula's text as tokens that stand in an order that makes sense, each with its place.

Whatever is no formula is refused here, with its place in the user's own text. So what goes on to Python's parser is a
short, well-formed row of numbers, neutral names and operators.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from thalweg.errors import FormulaError
from thalweg.expressions.functions import ALIASES, FUNCTIONS

MAX_LENGTH = 10_000  # characters
MAX_DEPTH = 64  # brackets, calls and operators inside one another
MAX_NODES = 2_000  # numbers, names and operators

#: Other ways to write an operator; the keys are what a keyboard or a copied formula brings.
_SAME = {"^": "**", "−": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/"}
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
      | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
      | (?P<quoted>`[^`]*`)
      | (?P<name>[^\W\d]\w*)
      | (?P<op>\*\*|<=|>=|[-+*/(),<>{"".join(_SAME)}])""",
    re.VERBOSE,
)
_HINTS = {
    "=": 'a formula has no "="; give the right-hand side only, and compare with "<", "<=", ">" or ">="',
    "`": "a backtick is not closed; write `column name` with one before and one after",
    "[": 'square brackets are not allowed; use "(" and ")"',
    "{": 'curly brackets are not allowed; use "(" and ")"',
    ".": 'a "." stands only in numbers; put a name that holds one in backticks: `a.b`',
}


class Token(NamedTuple):
    """A piece of the text.

    Attributes
    ----------
    kind : str
        ``"number"``, ``"name"``, ``"quoted"`` (in backticks) or ``"op"``.
    text : str
        As the user wrote it.
    start : int
        Index of its first character in the formula.
    op : str
        The operator, bracket or comma in its usual spelling; empty for other kinds.
    """

    kind: str
    text: str
    start: int
    op: str

    @property
    def name(self) -> str:
        """The name, without its backticks."""
        return self.text[1:-1] if self.kind == "quoted" else self.text


def plain(name: str) -> bool:
    """Whether a name can stand in a formula without backticks, unless it means something there."""
    return re.fullmatch(r"[^\W\d]\w*", name) is not None and _odd(name) is None


def shown(text: str) -> str:
    """A piece of the user's text for a message, which stays one short line."""
    text = "".join(c if c.isprintable() else " " for c in text)
    return text if len(text) <= 40 else f"{text[:37]}..."


def tokenize(text: str) -> list[Token]:
    """Split a formula.

    Raises
    ------
    FormulaError
        ``an operator is missing; write "2*x" to multiply (column 2)`` and the like: for a character that is not part of
        the language, two operands or two operators side by side, brackets that do not pair, and texts over the limits.
    """
    if len(text) > MAX_LENGTH:
        message = f"a formula may have {MAX_LENGTH:,} characters; this one has {len(text):,}"
        raise FormulaError(message, text, MAX_LENGTH)
    found: list[Token] = []
    opened: list[tuple[Token, bool]] = []  # brackets, and whether they hold arguments
    nodes = 0
    left: Token | None = None
    for token in _split(text):
        if token.op == ")" and not opened:
            raise FormulaError('a ")" has no "(" before it', text, token.start)
        complaint = _misplaced(left, token, bool(opened) and opened[-1][1])
        if complaint:
            complaint = _otherwise(found, token) or complaint
            raise FormulaError(complaint, text, token.start)
        nodes += token.op not in ("(", ")", ",")
        if nodes > MAX_NODES:
            message = f"a formula may have {MAX_NODES:,} numbers, names and operators"
            raise FormulaError(message, text, token.start)
        if token.op == "(":
            opened.append((token, left is not None and left.kind == "name"))
            if len(opened) > MAX_DEPTH:
                raise FormulaError(f"brackets may be nested {MAX_DEPTH} deep", text, token.start)
        elif token.op == ")":
            opened.pop()
        found.append(token)
        left = token
    if left is None:
        raise FormulaError("the formula is empty", text, 0)
    if _awaits_operand(left):
        message = f'the formula ends after "{left.text}"; a number or a name is missing'
        raise FormulaError(message, text, len(text))
    if opened:
        raise FormulaError('a "(" is not closed', text, opened[-1][0].start)
    return found


def _split(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise FormulaError(_hint(text, at), text, at)
        kind, part = match.lastgroup or "", match.group()
        if kind == "name":
            odd = _odd(part)
            if odd is not None:
                raise FormulaError(_hint(text, at + odd), text, at + odd)
        elif kind == "quoted":
            if not part.strip("`").strip():
                raise FormulaError("a name in backticks is empty", text, at)
            for i, c in enumerate(part):
                # Column names may hold joiners and line breaks, but no file or terminal holds these.
                if unicodedata.category(c) in ("Cc", "Cs") and not c.isspace():
                    message = f'the character "U+{ord(c):04X}" cannot be part of a name'
                    raise FormulaError(message, text, at + i)
        if kind != "space":
            yield Token(kind, part, at, _SAME.get(part, part) if kind == "op" else "")
        at = match.end()


def _odd(name: str) -> int | None:
    """Index of the first character that no name holds: a raised digit, a fraction, a digit of another script."""
    for i, c in enumerate(name):
        letter = c == "_" or (c.isalpha() and (c.isascii() or not _raised(c)))
        if not letter and not (i and c in "0123456789₀₁₂₃₄₅₆₇₈₉"):
            return i
    return None


def _raised(char: str) -> str:
    """``"2"`` for ``"²"``, empty where a character is not a raised one."""
    kind, _, codes = unicodedata.decomposition(char).partition(" ")
    return "".join(chr(int(c, 16)) for c in codes.split()) if kind == "<super>" else ""


def _hint(text: str, at: int) -> str:
    char = text[at]
    power = ""
    for c in text[at:]:
        if not _raised(c):
            break
        power += _raised(c)
    if power:
        return f'raised characters are not read as powers; write "**{shown(power)}"'
    name = char if char.isprintable() else f"U+{ord(char):04X}"
    return _HINTS.get(char, f'the character "{name}" is not part of the formula language')


def _awaits_operand(left: Token | None) -> bool:
    return left is None or left.op not in ("", ")")


def _otherwise(before: list[Token], right: Token) -> str:
    """How a formula says what is written as elsewhere, where `right` is out of place; empty where that is not known."""
    left = before[-1] if before else None
    if left is None:
        return ""
    words = {token.text for token in (left, right) if token.kind == "name"}
    if words & {"if", "else"}:
        return 'a choice is written as "where(x > 0, x, 0)": x where it is positive, else 0'
    if words & {"and", "or", "not"}:
        return "conditions are not joined; put one where(...) inside another"
    together = right.start == left.start + len(left.text)
    if left.kind == "number" and together and re.fullmatch("_[0-9_]+", right.text):
        return f'a number has no "_"; write {shown((left.text + right.text).replace("_", ""))}'
    if right.op == "(" and left.kind == "number" and len(before) > 2 and before[-2].op == "**":
        name = before[-3].text
        if name in FUNCTIONS or name in ALIASES:
            return (
                f'the power of a function stands behind it; write "{name}(...)**{shown(left.text)}"'
            )
    return ""


def _misplaced(left: Token | None, right: Token, in_call: bool) -> str:
    """What is wrong with `right` after `left`; empty where nothing is. `in_call`: the innermost bracket is a call's."""
    begins = right.op in ("", "(")
    if _awaits_operand(left):
        # f() goes on, so that the number of arguments can be named.
        empty = left is not None and left.op == "(" and right.op == ")" and in_call
        if begins or empty or right.op in ("+", "-"):
            return ""
        return f'"{right.text}" cannot stand here; a number, a name or "(" is missing'
    assert left is not None
    if begins and not (left.kind == "name" and right.op == "("):
        a, b = ("(...)" if t.op else shown(t.text) for t in (left, right))
        return f'an operator is missing; write "{a}*{b}" to multiply'
    if right.op == "," and not in_call:
        return (
            'a comma stands only between the arguments of a function; decimals have a point: "0.5"'
        )
    return ""
