"""Text to SymPy: a whitelist over Python's ``ast``; nothing is ever evaluated as code.

The text is split into tokens first. Each name becomes a neutral identifier before Python's parser sees it, so
``lambda`` is a fine parameter, a column name may hold spaces, and every place in the tree leads back to the user's text.
The SymPy tree stays as written (``evaluate=False``): simplifying a formula that somebody typed is what hangs.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable as Call
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

import sympy

from thalweg.errors import FormulaError, nearest
from thalweg.expressions import functions as fn
from thalweg.expressions.latex import latex

MAX_LENGTH = 10_000  # characters
MAX_DEPTH = 64  # brackets, calls and operators inside one another
MAX_NODES = 2_000  # numbers, names, operators and calls
MAX_EXPONENT = 1_000  # size of a constant exponent

CONSTANTS = {"pi": sympy.pi, "e": sympy.E}

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
      | (?P<quoted>`[^`]*`)
      | (?P<name>[^\W\d]\w*)
      | (?P<op>\*\*|<=|>=|[-+*/^(),<>−×·])""",
    re.VERBOSE,
)
_SAME = {"^": "**", "−": "-", "×": "*", "·": "*"}
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_HINTS = {
    "=": 'a formula has no "="; give the right-hand side only',
    "`": "a backtick is not closed; write `column name` with one before and one after",
    "[": 'square brackets are not allowed; use "(" and ")"',
    "{": 'curly brackets are not allowed; use "(" and ")"',
}


@dataclass(frozen=True)
class Expression:
    """A formula: the text, its SymPy tree as written, and its names.

    Attributes
    ----------
    text : str
        As the user wrote it.
    sympy : sympy.Expr
        The tree, not simplified.
    names : tuple of str
        Free symbols in order of first appearance.
    """

    text: str
    sympy: sympy.Expr
    names: tuple[str, ...]

    @cached_property
    def latex(self) -> str:
        """The formula as LaTeX mathematics, terms in the order of the text."""
        return latex(self.sympy)


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    start: int


def parse(text: str, *, reductions: bool = False) -> Expression:
    """Read a formula.

    Parameters
    ----------
    text : str
        For example ``"x**2 + 10*y^2"`` or ``"w*`income (francs)` + b"``.
    reductions : bool, optional
        Allow ``sum``, ``norm`` and ``dot`` over the parameters, as optimizers' rules do.

    Returns
    -------
    Expression

    Raises
    ------
    FormulaError
        ``unknown function "sni"; did you mean "sin"? (column 1)`` and the like, with the place.
    """
    if not isinstance(text, str):
        raise FormulaError(f"a formula must be text, not {type(text).__name__}", repr(text), 0)
    if len(text) > MAX_LENGTH:
        raise FormulaError(
            f"a formula may have {MAX_LENGTH:,} characters; this one has {len(text):,}", text, MAX_LENGTH
        )
    tokens = _tokens(text)
    return _Reader(text, tokens, reductions).expression()


def quote(name: str) -> str:
    """Spell `name` as a formula does: in backticks unless it is a plain word that means nothing else."""
    plain = re.fullmatch(r"[^\W\d]\w*", name) is not None
    taken = name in CONSTANTS or name in fn.FUNCTIONS or name in fn.ALIASES
    superscript = any(c in _SUPERSCRIPTS for c in name)
    return name if plain and not taken and not superscript else f"`{name}`"


def _tokens(text: str) -> list[_Token]:
    """Split, and refuse what Python would accept but a formula does not mean."""
    found: list[_Token] = []
    at = depth = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            char = text[at]
            shown = char if char.isprintable() else f"U+{ord(char):04X}"
            hint = _HINTS.get(char, f'the character "{shown}" is not part of the formula language')
            raise FormulaError(hint, text, at)
        kind, part = match.lastgroup or "", match.group()
        if kind != "space":
            token = _Token(kind, _SAME.get(part, part), at)
            _check_neighbours(text, found[-1] if found else None, token)
            found.append(token)
            depth += (part == "(") - (part == ")")
            if depth > MAX_DEPTH:
                raise FormulaError(f"brackets may be nested {MAX_DEPTH} deep", text, at)
            if depth < 0:
                raise FormulaError('a ")" has no "(" before it', text, at)
        at = match.end()
    if not found:
        raise FormulaError("the formula is empty", text, 0)
    if depth > 0:
        raise FormulaError('a "(" is not closed', text, _unclosed(found))
    if found[-1].kind == "op" and found[-1].text != ")":
        raise FormulaError(
            f'the formula ends after "{found[-1].text}"; a number or a name is missing', text, len(text)
        )
    return found


def _unclosed(tokens: list[_Token]) -> int:
    opened: list[int] = []
    for token in tokens:
        if token.text == "(" and token.kind == "op":
            opened.append(token.start)
        elif token.text == ")" and token.kind == "op":
            opened.pop()
    return opened[-1]


def _check_neighbours(text: str, left: _Token | None, right: _Token) -> None:
    if right.kind == "name" and any(c in _SUPERSCRIPTS for c in right.text):
        at = next(i for i, c in enumerate(right.text) if c in _SUPERSCRIPTS)
        raise FormulaError(
            f'raised digits are not read as powers; write "{right.text[:at]}**{right.text[at]}"'.replace(
                right.text[at], str(_SUPERSCRIPTS.index(right.text[at]))
            ),
            text,
            right.start + at,
        )
    if right.kind == "quoted" and not right.text.strip("` "):
        raise FormulaError("a name in backticks is empty", text, right.start)
    if left is None:
        return
    ends = left.kind != "op" or left.text == ")"
    begins = right.kind != "op" or right.text == "("
    if ends and begins and not (left.kind == "name" and right.text == "("):
        raise FormulaError(
            f'an operator is missing; write "{left.text}*{right.text}" to multiply', text, right.start
        )


@dataclass(frozen=True)
class _Node:
    """A subtree with what the limits need: its constant value, if it has one."""

    expr: sympy.Expr
    value: float | None = None


class _Reader:
    """Walks Python's syntax tree of one formula."""

    def __init__(self, text: str, tokens: list[_Token], reductions: bool) -> None:
        self.text = text
        self.reductions = reductions
        self.names: dict[str, None] = {}
        self.nodes = 0
        self.words: dict[str, _Token] = {}
        self.starts: dict[int, int] = {}  # column in `source` -> place in `text`
        source, column = [], 0
        for token in tokens:
            part = token.text
            if token.kind in ("name", "quoted"):
                part = f"n{len(self.words)}"
                self.words[part] = token
            elif token.kind == "number":
                part = self._number(token)
            self.starts[column] = token.start
            source.append(part)
            column += len(part) + 1
        self.source = " ".join(source)
        self.columns = sorted(self.starts)

    def _number(self, token: _Token) -> str:
        if not math.isfinite(float(token.text)):
            raise FormulaError("the number is too large (the limit is 1.8e308)", self.text, token.start)
        # Python refuses 007; and an integer beyond 2**53 is a float64 anyway.
        whole = token.text.isdecimal() and float(token.text) < 2**53
        return str(int(token.text)) if whole else repr(float(token.text))

    def _place(self, column: int) -> int:
        known = [c for c in self.columns if c <= column]
        return self.starts[known[-1]] if known else 0

    def fail(self, message: str, node: ast.AST | None) -> NoReturn:
        column = getattr(node, "col_offset", 0)
        raise FormulaError(message, self.text, self._place(column))

    def expression(self) -> Expression:
        try:
            tree = ast.parse(self.source, mode="eval")
        except SyntaxError as error:
            self._syntax(error)
        except (RecursionError, MemoryError):
            raise FormulaError(f"the formula is nested more than {MAX_DEPTH} deep", self.text, 0) from None
        node = self.read(tree.body, 0)
        return Expression(self.text, node.expr, tuple(self.names))

    def _syntax(self, error: SyntaxError) -> NoReturn:
        if "too many" in str(error.msg) or "recursion" in str(error.msg):
            raise FormulaError(f"the formula is nested more than {MAX_DEPTH} deep", self.text, 0) from None
        place = self._place((error.offset or 1) - 1)
        raise FormulaError(
            f'"{self.text[place]}" cannot stand here; a number, a name or "(" is missing', self.text, place
        ) from None

    def read(self, node: ast.AST, depth: int) -> _Node:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.fail(f"a formula may have {MAX_NODES:,} numbers, names and operators", node)
        if depth > MAX_DEPTH:
            self.fail(f"the formula is nested more than {MAX_DEPTH} deep", node)
        reader: dict[type, Call[..., _Node]] = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._binary,
            ast.Call: self._call,
        }
        if type(node) is ast.Compare:
            self.fail('a comparison may stand only as the first argument of "where"', node)
        if type(node) not in reader:
            self.fail("this is not part of the formula language", node)
        return reader[type(node)](node, depth)

    def _constant(self, node: ast.Constant, depth: int) -> _Node:
        value = node.value
        if type(value) is int:
            return _Node(sympy.Integer(value), float(value))
        if type(value) is float:
            return _Node(sympy.Float(value), value)
        self.fail("this is not part of the formula language", node)

    def _name(self, node: ast.Name, depth: int) -> _Node:
        token = self.words[node.id]
        if token.kind == "quoted":
            name = token.text[1:-1].strip()
        else:
            name = token.text
            if name in CONSTANTS:
                return _Node(CONSTANTS[name], float(CONSTANTS[name]))
            if name in fn.FUNCTIONS or name in fn.ALIASES:
                self.fail(f'"{name}" is a function; write {name}(...), or `{name}` for a name', node)
        self.names[name] = None
        return _Node(sympy.Symbol(name))

    def _unary(self, node: ast.UnaryOp, depth: int) -> _Node:
        inner = self.read(node.operand, depth + 1)
        if isinstance(node.op, ast.UAdd):
            return inner
        if not isinstance(node.op, ast.USub):
            self.fail("this operator is not part of the formula language", node)
        return _negative(inner)

    def _binary(self, node: ast.BinOp, depth: int) -> _Node:
        if isinstance(node.op, ast.Pow):
            return self._power(node, depth)
        if isinstance(node.op, (ast.Add, ast.Sub)):
            kinds, build = (ast.Add, ast.Sub), sympy.Add
        elif isinstance(node.op, (ast.Mult, ast.Div)):
            kinds, build = (ast.Mult, ast.Div), sympy.Mul
        else:
            self.fail("this operator is not part of the formula language", node)
        # a + b - c + ... leans to the left, one level a term: walk down, so that long sums are not "deep".
        chain: list[ast.BinOp] = []
        first: ast.expr = node
        while isinstance(first, ast.BinOp) and isinstance(first.op, kinds):
            chain.append(first)
            first = first.left
        self.nodes += len(chain) - 1
        head = self.read(first, depth + 1)
        terms, value = [head.expr], head.value
        for link in reversed(chain):
            right = self.read(link.right, depth + 1)
            value = self._fold(link, value, right.value)
            if isinstance(link.op, ast.Sub):
                right = _negative(right)
            if isinstance(link.op, ast.Div):
                right = _Node(sympy.Pow(right.expr, sympy.Integer(-1), evaluate=False))
            terms.append(right.expr)
        return _Node(build(*terms, evaluate=False), value)

    def _fold(self, node: ast.BinOp, left: float | None, right: float | None) -> float | None:
        if isinstance(node.op, ast.Div) and right == 0:
            self.fail("division by zero", node.right)
        if left is None or right is None:
            return None
        if isinstance(node.op, ast.Add):
            value = left + right
        elif isinstance(node.op, ast.Sub):
            value = left - right
        elif isinstance(node.op, ast.Mult):
            value = left * right
        else:
            value = left / right
        return self._finite(value, node)

    def _finite(self, value: float, node: ast.AST) -> float:
        if not math.isfinite(value):
            self.fail("the number is too large (the limit is 1.8e308)", node)
        return value

    def _power(self, node: ast.BinOp, depth: int) -> _Node:
        base, exponent = self.read(node.left, depth + 1), self.read(node.right, depth + 1)
        value = None
        if base.value is not None and exponent.value is not None:
            if base.value == 0 and exponent.value < 0:
                self.fail("division by zero", node)
            try:
                value = self._finite(math.pow(base.value, exponent.value), node)
            except OverflowError:
                self.fail("the number is too large (the limit is 1.8e308)", node)
            except ValueError:
                self.fail("a fractional power of a negative number is not a real number", node)
        elif exponent.value is not None and abs(exponent.value) > MAX_EXPONENT:
            self.fail(f"an exponent may be {MAX_EXPONENT:,} at most; this one is {exponent.value:g}", node.right)
        return _Node(sympy.Pow(base.expr, exponent.expr, evaluate=False), value)

    def _call(self, node: ast.Call, depth: int) -> _Node:
        if not isinstance(node.func, ast.Name):
            self.fail("only a named function can be called", node)
        token = self.words[node.func.id]
        name = fn.ALIASES.get(token.text, token.text)
        known = fn.FUNCTIONS.get(name)
        if known is None or token.kind == "quoted" or (known.reduces and not self.reductions):
            self._unknown(node, token)
        if node.keywords or not known.least <= len(node.args) <= known.most:
            many = f"{known.least}" if known.least == known.most else f"{known.least} to {known.most}"
            plural = "" if many == "1" else "s"
            self.fail(f'"{token.text}" takes {many} argument{plural}; this has {len(node.args)}', node)
        arguments = [
            self._condition(a, depth) if name == "where" and i == 0 else self.read(a, depth + 1)
            for i, a in enumerate(node.args)
        ]
        return self._apply(node, name, known, arguments)

    def _unknown(self, node: ast.Call, token: _Token) -> NoReturn:
        names = [n for n, f in fn.FUNCTIONS.items() if self.reductions or not f.reduces]
        hint = nearest(token.text, [*names, *fn.ALIASES])
        self.fail(f'unknown function "{token.text.strip("`")}"{hint or f"; to multiply, write {token.text}*(...)"}', node)

    def _apply(self, node: ast.Call, name: str, known: fn.Callable, arguments: list[_Node]) -> _Node:
        values = [a.value for a in arguments]
        value = None
        if all(v is not None for v in values) and not known.reduces and name != "where":
            try:
                value = self._finite(_EVALUATE[name](*values), node)
            except OverflowError:
                self.fail("the number is too large (the limit is 1.8e308)", node)
            except ValueError:
                shown = ", ".join(f"{v:g}" for v in values if v is not None)
                self.fail(f"{name}({shown}) is not a finite real number", node)
        args = [a.expr for a in arguments]
        if name in ("min", "max"):
            expr = args[0]
            for other in args[1:]:
                expr = known.symbol(expr, other)
        elif name == "sqrt":
            expr = sympy.Pow(args[0], sympy.Rational(1, 2), evaluate=False)
        else:
            expr = known.symbol(*args, evaluate=False)
        return _Node(expr, value)

    def _condition(self, node: ast.expr, depth: int) -> _Node:
        if not isinstance(node, ast.Compare):
            return self.read(node, depth + 1)
        if len(node.ops) != 1:
            self.fail('a condition compares two values once, as in "where(x > 0, x, 0)"', node)
        self.nodes += 1
        left, right = self.read(node.left, depth + 1), self.read(node.comparators[0], depth + 1)
        if isinstance(node.ops[0], (ast.Lt, ast.LtE)):
            left, right = right, left
        symbol = fn.Greater if isinstance(node.ops[0], (ast.Lt, ast.Gt)) else fn.GreaterEqual
        return _Node(symbol(left.expr, right.expr))


def _negative(node: _Node) -> _Node:
    value = None if node.value is None else -node.value
    if node.expr.is_Number:
        return _Node(-node.expr, value)
    return _Node(sympy.Mul(sympy.Integer(-1), node.expr, evaluate=False), value)


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


#: Constant arguments are tried out here, so that log(0) is an error with a place instead of a NaN later.
_EVALUATE: dict[str, Call[..., float]] = {
    **{f: getattr(math, f) for f in ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh")},
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "abs": abs,
    "sign": lambda x: float((x > 0) - (x < 0)),
    "relu": lambda x: max(x, 0.0),
    "sigmoid": _sigmoid,
    "softplus": lambda x: max(x, 0.0) + math.log1p(math.exp(-abs(x))),
    "min": min,
    "max": max,
}
