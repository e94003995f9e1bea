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

#: The reference's terms may be this many times the target: larger ones cancel one another, and would bring
#: rounding in instead of keeping it out.
_REFERENCE_SIZE = 100.0

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


@dataclass(frozen=True)
class Collapsed:
    """Rows that stand for all rows of the data.

    The mean over the data of ``(sum_k m_k*f_k + f_0)**2`` equals the sum over these rows of
    ``(sum_k (m_k - reference_k)*table[:, k] + table[:, 0])**2``.

    Attributes
    ----------
    table : ndarray, shape (K + 2, K + 1)
        One column for each monomial, the parameter-free one first.
    reference : ndarray, shape (K + 1,)
        Values of the monomials at the least squares (0 for the parameter-free one). Near the minimum the differences
        are small, so that the large terms, which cancel there, do not leave their rounding behind.
    """

    table: Array
    reference: Array


def collapse(terms: Terms, columns: Mapping[str, Array], rows: int) -> Collapsed | None:
    """Collapse the data, or None where a coefficient is not finite, or where it would not pay."""
    k = len(terms.monomials)
    if rows <= k + 1:
        return None
    data = _Rows(terms, columns, rows)
    table = _centred(data)
    if not np.all(np.isfinite(table)):
        return None
    reference = np.append(0.0, _least_squares(table))
    if not np.all(np.isfinite(reference)):
        return None
    table = _centred(_Rows(terms, columns, rows, reference))
    return Collapsed(table, reference) if np.all(np.isfinite(table)) else None


def _least_squares(table: Array) -> Array:
    """Values of the monomials that minimise the sum, without the directions in which columns all but cancel."""
    size = np.linalg.norm(table[:, 1:], axis=0)
    size[size == 0] = 1.0
    best = np.zeros(len(size))
    for smallest in (None, 1e-4):
        best = np.linalg.lstsq(table[:, 1:] / size, -table[:, 0], rcond=smallest)[0]
        if np.abs(best).max(initial=0.0) <= _REFERENCE_SIZE * np.linalg.norm(table[:, 0]):
            break
    return best / size


@dataclass(frozen=True)
class _Rows:
    """Coefficients of all rows, block by block; with a reference, the first column is the residual there."""

    terms: Terms
    columns: Mapping[str, Array]
    rows: int
    reference: Array | None = None

    def __iter__(self) -> Iterator[Array]:
        step = max(QR_ROWS, 4 * len(self.terms.monomials))
        for first in range(0, self.rows, step):
            block = self.terms.values(self.columns, first, min(first + step, self.rows))
            if self.reference is not None:
                # In extended precision: of the residual, the terms that cancel leave only the last digits.
                residual = block[:, 0].astype(np.longdouble)
                for k in range(1, block.shape[1]):
                    residual += block[:, k].astype(np.longdouble) * np.longdouble(self.reference[k])
                block[:, 0] = residual
            yield block


def _centred(data: _Rows) -> Array:
    """The row of means, and the triangle of the centred columns: shape (K + 2, K + 1)."""
    sums = [block.sum(axis=0, dtype=np.longdouble) for block in data]
    means = (np.sum(sums, axis=0) / data.rows).astype(np.float64)
    k = len(means)
    if not np.all(np.isfinite(means)):
        return np.full((k + 1, k), np.nan)
    # With the parameter-free column last, the triangle's last row is the residual of the least squares alone.
    r = np.zeros((0, k))
    for block in data:
        r = np.linalg.qr(np.vstack([r, np.roll(block - means, -1, axis=1)]), mode="r")
    return np.vstack([means, np.roll(r, 1, axis=1) / math.sqrt(data.rows)])


def collapsed_program(
    terms: Terms, collapsed: Collapsed, params: Sequence[str], factor: float
) -> Program:
    """Loss of one collapsed row: ``factor * (sum_k (m_k - reference_k)*c_k + c_0)**2`` with columns ``c:0 ... c:K``."""
    builder = Builder([*params, *(f"c:{i}" for i in range(len(terms.monomials)))])
    columns = [builder.names[f"c:{i}"] for i in range(len(terms.monomials))]
    square = _square(builder, _monomials(builder, terms, collapsed.reference), columns)
    return builder.program([builder.emit("mul", builder.const(factor), square)])


def closed_program(
    terms: Terms, collapsed: Collapsed, params: Sequence[str], factor: float
) -> Program:
    """The whole collapsed loss with its table written in as constants; zeros of the triangle fold away."""
    builder = Builder(params)
    monomials = _monomials(builder, terms, collapsed.reference)
    squares = [
        _square(builder, monomials, [builder.const(v) for v in row]) for row in collapsed.table
    ]
    return builder.program([builder.emit("mul", builder.const(factor), builder.sum(squares))])


def _monomials(builder: Builder, terms: Terms, reference: Array) -> list[int]:
    registers = []
    for monomial, value in zip(terms.monomials, reference, strict=True):
        register = builder.const(1)
        for generator, power in monomial:
            base = builder.lower(terms.generators[generator])
            register = builder.emit("mul", register, builder.power(base, power))
        registers.append(builder.emit("sub", register, builder.const(value)))
    return registers


def _square(builder: Builder, monomials: Sequence[int], coefficients: Sequence[int]) -> int:
    parts = [builder.emit("mul", m, c) for m, c in zip(monomials, coefficients, strict=True)]
    residual = builder.sum(parts)
    return builder.emit("mul", residual, residual)
