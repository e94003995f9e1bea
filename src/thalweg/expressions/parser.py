"""Text to SymPy: a whitelist over Python's ``ast``; nothing is ever evaluated as code.

The text is split into tokens first. Each name becomes a neutral identifier before Python's parser sees it, so
``lambda`` is a fine parameter, a column name may hold spaces, and every place leads back to the user's own text.
The SymPy tree stays as written (``evaluate=False``): simplifying a formula that somebody typed is what hangs.
"""

from __future__ import annotations

import ast
import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

import sympy

from thalweg.errors import FormulaError, nearest
from thalweg.expressions import functions as fn
from thalweg.expressions.latex import latex
from thalweg.expressions.tokens import MAX_DEPTH, Token, plain, shown, tokenize

MAX_EXPONENT = 1_000  # size of a constant exponent

_TOO_LARGE = "the number is too large (the limit is 1.8e308)"
_TOO_DEEP = f"the formula is nested more than {MAX_DEPTH} deep"


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
    places : tuple of int
        For each name, the index of its first appearance in the text, for errors about it.
    """

    text: str
    sympy: sympy.Expr
    names: tuple[str, ...]
    places: tuple[int, ...] = ()

    @cached_property
    def latex(self) -> str:
        """The formula as LaTeX mathematics, terms in the order of the text."""
        return latex(self.sympy)


def parse(text: str, *, reductions: bool = False) -> Expression:
    """Read a formula.

    Parameters
    ----------
    text : str
        For example ``"x**2 + 10*y^2"`` or ``"w*`income (francs)` + b"``. See ``docs/formulas.md``.
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
    return _Reader(text, reductions).expression()


def quote(name: str) -> str:
    """Spell `name` as a formula does: in backticks unless it is a plain word that means nothing else."""
    taken = name in fn.CONSTANTS or name in fn.FUNCTIONS or name in fn.ALIASES
    return name if plain(name) and not taken else f"`{name}`"


@dataclass(frozen=True)
class _Node:
    """A subtree with what the limits need: its constant value, if it has one."""

    expr: sympy.Expr
    value: float | None = None


class _Reader:
    """Walks Python's syntax tree of one formula."""

    def __init__(self, text: str, reductions: bool) -> None:
        self.text = text
        self.functions = {n: f for n, f in fn.FUNCTIONS.items() if reductions or not f.reduces}
        self.functions |= {n: fn.FUNCTIONS[known] for n, known in fn.ALIASES.items()}
        self.names: dict[str, int] = {}  # with the place of the first appearance
        self.alike: dict[str, str] = {}  # a name as Unicode normalises it -> as it was written
        self.words: dict[str, Token] = {}
        self.places: dict[int, int] = {}  # column in `source` -> index in `text`
        source, column = [], 0
        for token in tokenize(text):
            part = token.op
            if token.kind == "number":
                part = self._number(token)
            elif not part:
                part = f"n{len(self.words)}"
                self.words[part] = token
            self.places[column] = token.start
            source.append(part)
            column += len(part) + 1
        self.source = " ".join(source)

    def _number(self, token: Token) -> str:
        value = float(token.text)
        if not math.isfinite(value):
            raise FormulaError(_TOO_LARGE, self.text, token.start)
        # Python refuses 007, and thousands of digits; an integer beyond 2**53 is a float64 anyway.
        return str(int(value)) if token.text.isdecimal() and value < 2**53 else repr(value)

    def fail(self, message: str, node: ast.AST) -> NoReturn:
        """Raise with the place where `node` begins, which is the beginning of a token."""
        place = self.places.get(getattr(node, "col_offset", 0), 0)
        raise FormulaError(message, self.text, place) from None

    def expression(self) -> Expression:
        try:
            tree = ast.parse(self.source, mode="eval")
        except (SyntaxError, RecursionError, MemoryError):
            # The tokens are in order, so it can only be a chain of signs or powers that is too deep for Python.
            raise FormulaError(_TOO_DEEP, self.text, 0) from None
        node = self.read(tree.body, 0)
        return Expression(self.text, node.expr, tuple(self.names), tuple(self.names.values()))

    def read(self, node: ast.AST, depth: int) -> _Node:
        if depth > MAX_DEPTH:
            self.fail(_TOO_DEEP, node)
        readers: dict[type, Callable[..., _Node]] = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._binary,
            ast.Call: self._call,
        }
        if type(node) is ast.Compare:
            self.fail('a comparison may stand only as the first argument of "where"', node)
        if type(node) not in readers:
            self.fail("this is not part of the formula language", node)
        return readers[type(node)](node, depth)

    def _constant(self, node: ast.Constant, depth: int) -> _Node:
        value = node.value
        if type(value) is int:
            return _Node(sympy.Integer(value), float(value))
        if type(value) is float:
            return _Node(sympy.Float(value), value)
        self.fail("this is not part of the formula language", node)

    def _name(self, node: ast.Name, depth: int) -> _Node:
        token = self.words[node.id]
        name = token.name
        if token.kind == "name":
            if name in fn.CONSTANTS:
                return _Node(*fn.CONSTANTS[name])
            if name in self.functions:
                self.fail(
                    f'"{name}" is a function; write {name}(...), or `{name}` for a name', node
                )
            # The micro sign and the Greek letter, or an italic x from a paper, would silently be two parameters.
            other = self.alike.setdefault(unicodedata.normalize("NFKC", name), name)
            if other != name:
                self.fail(
                    f'"{shown(name)}" and "{shown(other)}" look alike but are different; spell them the same way',
                    node,
                )
        self.names.setdefault(name, token.start)
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
            self.fail(_TOO_LARGE, node)
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
                self.fail(_TOO_LARGE, node)
            except ValueError:
                self.fail("a fractional power of a negative number is not a real number", node)
        elif exponent.value is not None and abs(exponent.value) > MAX_EXPONENT:
            self.fail(
                f"an exponent may be {MAX_EXPONENT:,} at most; this one is {exponent.value:g}",
                node.right,
            )
        return _Node(sympy.Pow(base.expr, exponent.expr, evaluate=False), value)

    def _call(self, node: ast.Call, depth: int) -> _Node:
        if not isinstance(node.func, ast.Name):
            self.fail("only a named function can be called", node)
        name = self.words[node.func.id].text
        function = self.functions.get(name)
        if function is None:
            known = fn.ELSEWHERE.get(name.lower())
            hint = f"; {known}" if known else ""
            hint = hint or nearest(unicodedata.normalize("NFKC", name), self.functions)
            hint = hint or f"; to multiply, write {shown(name)}*(...)"
            self.fail(f'unknown function "{shown(name)}"{hint}', node)
        if node.keywords or not function.least <= len(node.args) <= function.most:
            least, most = function.least, function.most
            many = f"{least}" if least == most else f"{least} to {most}"
            plural = "" if many == "1" else "s"
            self.fail(f'"{name}" takes {many} argument{plural}; this has {len(node.args)}', node)
        arguments = [
            self._condition(a, depth)
            if function.symbol is fn.Where and i == 0
            else self.read(a, depth + 1)
            for i, a in enumerate(node.args)
        ]
        expr = function.symbol(*(a.expr for a in arguments), evaluate=False)
        return _Node(expr, self._value(node, function, arguments))

    def _value(
        self, node: ast.Call, function: fn.Signature, arguments: list[_Node]
    ) -> float | None:
        """Try out constant arguments, so that log(0) is an error with a place instead of a NaN later."""
        values = [a.value for a in arguments if a.value is not None]
        if function.number is None or len(values) < len(arguments):
            return None
        try:
            return self._finite(function.number(*values), node)
        except OverflowError:
            self.fail(_TOO_LARGE, node)
        except ValueError:
            given = ", ".join(f"{v:g}" for v in values)
            self.fail(f"{function.op}({given}) is not a finite real number", node)

    def _condition(self, node: ast.expr, depth: int) -> _Node:
        if not isinstance(node, ast.Compare):
            return self.read(node, depth + 1)
        if len(node.ops) != 1:
            self.fail('a condition compares two values once, as in "where(x > 0, x, 0)"', node)
        left, right = self.read(node.left, depth + 1), self.read(node.comparators[0], depth + 1)
        symbol = fn.COMPARISONS[type(node.ops[0]).__name__]
        return _Node(symbol(left.expr, right.expr, evaluate=False))


def _negative(node: _Node) -> _Node:
    value = None if node.value is None else -node.value
    if node.expr.is_Number:
        return _Node(-node.expr, value)
    return _Node(sympy.Mul(sympy.Integer(-1), node.expr, evaluate=False), value)
