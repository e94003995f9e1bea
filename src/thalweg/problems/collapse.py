"""Squared losses that are linear in the parameters' monomials, collapsed to a few rows of data.

If one sample's loss is ``c*(sum_k m_k(theta)*f_k(x) + f_0(x))**2``, the sum over any number of rows equals the sum over
K + 2 rows: one with the columns' means, and the K + 1 rows of R in a QR decomposition of the centred columns
``f_k``. Then each evaluation costs the same for 10 rows as for 10 million. Unlike the normal equations (X'X), which
square the condition number, R keeps the residual's own digits near the minimum.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
import sympy

from thalweg.expressions import Builder, Program
from thalweg.problems.base import Array, Tree

#: Above this many terms the sample-by-sample loss is the better choice.
MAX_TERMS = 1_000

#: Up to this many monomials the collapsed table becomes constants of one small program.
MAX_CLOSED = 16

#: Rows of one QR step: large enough for BLAS, small enough for bounded memory.
QR_ROWS = 1 << 14

Monomial = tuple[tuple[int, int], ...]  # (generator, power), sorted by generator


@dataclass(frozen=True)
class Terms:
    """A tree as a sum of parameter monomials times functions of the columns.

    Attributes
    ----------
    generators : tuple of Tree
        Parameters, and subtrees of parameters alone.
    monomials : tuple of Monomial
        The empty monomial first.
    coefficients : Program
        From the columns to one output for each monomial.
    """

    generators: tuple[Tree, ...]
    monomials: tuple[Monomial, ...]
    coefficients: Program

    def is_linear(self, params: Sequence[str]) -> bool:
        """Whether every monomial is a single parameter."""
        return all(
            len(m) == 1
            and m[0][1] == 1
            and isinstance(g := self.generators[m[0][0]], sympy.Symbol)
            and g.name in params
            for m in self.monomials[1:]
        )

    def values(self, columns: Mapping[str, Array], first: int, last: int) -> Array:
        """Coefficients for some rows, shape (rows, monomials)."""
        parts = [columns[n][first:last] for n in self.coefficients.inputs]
        out = np.empty((last - first, len(self.monomials)))
        with np.errstate(all="ignore"):
            for i, value in enumerate(self.coefficients.arrays(*parts)):
                out[:, i] = value
        return out


def split(tree: Tree, params: Set[str], columns: Sequence[str]) -> Terms | None:
    """Write a tree as `Terms`, or None where it is not a polynomial of bounded size.

    The number of terms is bounded by degree arithmetic before anything is expanded.
    """
    splitter = _Splitter(params, columns)
    if splitter.bound(tree) > MAX_TERMS:
        return None
    terms = splitter.expand(tree)
    if terms is None:
        return None
    builder = splitter.builder
    monomials = ((), *sorted(m for m in terms if m))
    zero = builder.const(0)
    program = builder.program([terms.get(m, zero) for m in monomials])
    return Terms(tuple(splitter.generators), monomials, program)


class _Splitter:
    def __init__(self, params: Set[str], columns: Sequence[str]) -> None:
        self.params = params
        self.builder = Builder(columns)
        self.generators: dict[Tree, int] = {}
        self._names: dict[Tree, frozenset[str]] = {}

    def names(self, tree: Tree) -> frozenset[str]:
        if tree not in self._names:
            if isinstance(tree, sympy.Symbol):
                self._names[tree] = frozenset([tree.name])
            else:
                self._names[tree] = frozenset().union(*(self.names(a) for a in tree.args))
        return self._names[tree]

    def bound(self, tree: Tree) -> float:
        """An upper bound on the number of terms; infinite where the tree is no polynomial."""
        names = self.names(tree)
        if not names & self.params or self._is_generator(tree):
            return 1
        if isinstance(tree, sympy.Add):
            return sum(self.bound(a) for a in tree.args)
        if isinstance(tree, sympy.Mul):
            return math.prod(self.bound(a) for a in tree.args)
        if isinstance(tree, sympy.Pow) and tree.exp.is_Integer and 1 <= int(tree.exp) <= 64:
            terms, n = self.bound(tree.base), int(tree.exp)
            return math.comb(int(terms) + n - 1, n) if terms <= MAX_TERMS else math.inf
        return math.inf

    def expand(self, tree: Tree) -> dict[Monomial, int] | None:
        names = self.names(tree)
        if not names & self.params:
            return {(): self.builder.lower(tree)}
        if self._is_generator(tree):
            return self._generator(tree)
        if isinstance(tree, sympy.Add):
            total: dict[Monomial, int] = {}
            for term in tree.args:
                part = self.expand(term)
                if part is None:
                    return None
                for monomial, register in part.items():
                    self._add(total, monomial, register)
            return total
        if isinstance(tree, sympy.Mul):
            return self._product([self.expand(a) for a in tree.args])
        if isinstance(tree, sympy.Pow) and tree.exp.is_Integer and 1 <= int(tree.exp) <= 64:
            return self._product([self.expand(tree.base)] * int(tree.exp))
        return None

    def _is_generator(self, tree: Tree) -> bool:
        """Whether a subtree of parameters alone is kept whole."""
        return self.names(tree) <= self.params and not isinstance(tree, (sympy.Add, sympy.Mul))

    def _generator(self, tree: Tree) -> dict[Monomial, int]:
        power = 1
        if isinstance(tree, sympy.Pow) and tree.exp.is_Integer and int(tree.exp) > 1:
            tree, power = tree.base, int(tree.exp)
        index = self.generators.setdefault(tree, len(self.generators))
        return {((index, power),): self.builder.const(1)}

    def _product(self, factors: Sequence[dict[Monomial, int] | None]) -> dict[Monomial, int] | None:
        total: dict[Monomial, int] = {(): self.builder.const(1)}
        for factor in factors:
            if factor is None:
                return None
            product: dict[Monomial, int] = {}
            for left, a in total.items():
                for right, b in factor.items():
                    self._add(product, _merge(left, right), self.builder.emit("mul", a, b))
            total = product
            if len(total) > MAX_TERMS:
                return None
        return total

    def _add(self, total: dict[Monomial, int], monomial: Monomial, register: int) -> None:
        known = total.get(monomial)
        total[monomial] = register if known is None else self.builder.emit("add", known, register)


def _merge(left: Monomial, right: Monomial) -> Monomial:
    powers = dict(left)
    for generator, power in right:
        powers[generator] = powers.get(generator, 0) + power
    return tuple(sorted(powers.items()))


def square_of(tree: Tree) -> tuple[float, Tree] | None:
    """``(c, r)`` where the tree is ``c*r**2`` with a number c >= 0, else None."""
    factor = 1.0
    base: Tree | None = None
    for part in tree.args if isinstance(tree, sympy.Mul) else [tree]:
        if isinstance(part, sympy.Pow) and part.exp == 2 and part.free_symbols:
            if base is not None:
                return None
            base = part.base
        elif not part.free_symbols:
            factor *= float(part)
        else:
            return None
    return None if base is None or factor < 0 else (factor, base)


def collapse(terms: Terms, columns: Mapping[str, Array], rows: int) -> Array | None:
    """Rows that give the same sum of squares as the data, divided by the number of rows.

    Returns
    -------
    ndarray, shape (K + 2, K + 1), or None
        One column for each monomial; None where the coefficients are not finite, or where it would not pay.
    """
    k = len(terms.monomials)
    if rows <= k + 1:
        return None
    means = _means(terms, columns, rows)
    if not np.all(np.isfinite(means)):
        return None
    # With the parameter-free column last, the triangle's last row is the residual of the least squares alone.
    r = np.zeros((0, k))
    for block in _blocks(terms, columns, rows):
        r = np.linalg.qr(np.vstack([r, np.roll(block - means, -1, axis=1)]), mode="r")
    r = np.roll(r, 1, axis=1)
    if not np.all(np.isfinite(r)):
        return None
    return np.vstack([means, r / math.sqrt(rows)])


def _blocks(terms: Terms, columns: Mapping[str, Array], rows: int) -> Iterator[Array]:
    step = max(QR_ROWS, 4 * len(terms.monomials))
    for first in range(0, rows, step):
        yield terms.values(columns, first, min(first + step, rows))


def _means(terms: Terms, columns: Mapping[str, Array], rows: int) -> Array:
    sums = [block.sum(axis=0, dtype=np.longdouble) for block in _blocks(terms, columns, rows)]
    return (np.sum(sums, axis=0) / rows).astype(np.float64)


def collapsed_program(terms: Terms, params: Sequence[str], factor: float) -> Program:
    """Loss of one collapsed row: ``factor * (sum_k m_k*c_k)**2`` with the columns ``c:0 ... c:K``."""
    builder = Builder([*params, *(f"c:{i}" for i in range(len(terms.monomials)))])
    columns = [builder.names[f"c:{i}"] for i in range(len(terms.monomials))]
    residual = _residual(builder, _monomials(builder, terms), columns)
    square = builder.emit("mul", residual, residual)
    return builder.program([builder.emit("mul", builder.const(factor), square)])


def closed_program(terms: Terms, table: Array, params: Sequence[str], factor: float) -> Program:
    """The whole collapsed loss with its table written in as constants; zeros of the triangle fold away."""
    builder = Builder(params)
    monomials = _monomials(builder, terms)
    squares = []
    for row in table:
        residual = _residual(builder, monomials, [builder.const(v) for v in row])
        squares.append(builder.emit("mul", residual, residual))
    return builder.program([builder.emit("mul", builder.const(factor), builder.sum(squares))])


def _monomials(builder: Builder, terms: Terms) -> list[int]:
    registers = []
    for monomial in terms.monomials:
        register = builder.const(1)
        for generator, power in monomial:
            base = builder.lower(terms.generators[generator])
            register = builder.emit("mul", register, builder.power(base, power))
        registers.append(register)
    return registers


def _residual(builder: Builder, monomials: Sequence[int], coefficients: Sequence[int]) -> int:
    parts = [builder.emit("mul", m, c) for m, c in zip(monomials, coefficients, strict=True)]
    return builder.sum(parts)
