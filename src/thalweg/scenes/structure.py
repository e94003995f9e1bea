"""A model's formula read as a network: weighted sums of inputs, and functions of such sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy
from sympy.printing.str import StrPrinter

from thalweg.errors import ArgumentError
from thalweg.expressions.functions import Abs, Maximum, Minimum, Relu, Sigmoid, Sign
from thalweg.expressions.program import Program, compile_program
from thalweg.problems.base import Tree
from thalweg.problems.fit import Fit
from thalweg.problems.losses import logit
from thalweg.scenes.text import formula

LONGEST = 60
"""Characters of a part of a formula that a message quotes."""

_NAMES = {Sigmoid: "σ", Relu: "relu", Abs: "|z|", Sign: "sign"}


class _NoNetwork(Exception):
    """A part of a formula that is no weighted sum and no function of one."""


@dataclass(frozen=True)
class Link:
    """What one unit gives to another.

    Attributes
    ----------
    source : int or None
        Index of the unit; None for the constant 1, whose weight is the bias.
    text : str
        The weight as it is written: ``'w₁'``, ``'2w'``, ``'−1'``.
    output : int
        Index of the weight's value among those of `Network.values`.
    """

    source: int | None
    text: str
    output: int


@dataclass(frozen=True)
class Unit:
    """A node of the network.

    Attributes
    ----------
    name : str
        An input's column, or a feature as it is written (``'x²'``); empty for a unit that adds up.
    function : str
        What is applied to the sum: ``'tanh'``, ``'σ'``; empty for nothing.
    layer : int
        0 for inputs; the longest way from them.
    links : tuple of Link
    """

    name: str
    function: str
    layer: int
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Network:
    """A model as units, the output last.

    Attributes
    ----------
    units : tuple of Unit
        Every unit after all that it takes from.
    weights : tuple of Tree
        Every link's weight, as an expression in the parameters.
    params : tuple of str
    """

    units: tuple[Unit, ...]
    weights: tuple[Tree, ...]
    params: tuple[str, ...]

    @cached_property
    def _program(self) -> Program:
        return compile_program(self.weights, self.params)

    def values(self, theta: Sequence[float] | np.ndarray) -> tuple[float, ...]:
        """Weights at a point of parameter space, shape (d,)."""
        with np.errstate(all="ignore"):
            found = self._program.arrays(*(np.float64(t) for t in theta))
        return tuple(float(value) for value in found)


def network_of(problem: Fit) -> Network:
    """Read the model of a fit as a network.

    A sum whose terms are each a weight times an input, times a function of inputs alone (a feature, ``x**2``), or
    times a function of another such sum (a hidden unit, ``tanh(w*x + b)``) is one unit. A function around the whole
    model, or the logistic loss, stands in the output.

    Raises
    ------
    ArgumentError
        ``the diagram panel draws models made of weighted sums and functions of them; "x/(b + x)" is neither: choose
        the fit, data or loss panel``.
    """
    reader = _Reader(problem)
    try:
        return reader.read()
    except _NoNetwork as error:
        text = formula(plain_text(error.args[0]))
        short = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
        raise ArgumentError(
            f'the diagram panel draws models made of weighted sums and functions of them; "{short}" is neither: '
            "choose the fit, data or loss panel"
        ) from None


class _Printer(StrPrinter):
    """SymPy's own way of writing, with columns' names in backticks."""

    def _print_Symbol(self, expr: Tree) -> str:  # noqa: N802 -- SymPy's name
        return expr.name if expr.name.isidentifier() else f"`{expr.name}`"

    def _print_Float(self, expr: Tree) -> str:  # noqa: N802
        return f"{float(expr):.6g}"

    def _print_Function(self, expr: Tree) -> str:  # noqa: N802
        name = type(expr).__name__.lower()
        return f"{name}({', '.join(self._print(a) for a in expr.args)})"


def plain_text(tree: Tree) -> str:
    """A tree as text that `thalweg.scenes.text.formula` makes readable."""
    return str(_Printer({"order": "none"}).doprint(tree)).replace("(-1)*", "-")


# Coefficients of each thing that is summed; None stands for the constant 1.
_Sum = dict["Tree | None", list["Tree"]]


class _Reader:
    def __init__(self, problem: Fit) -> None:
        self.problem = problem
        self.inputs, self.params = frozenset(problem.inputs), frozenset(problem.params)
        self.units: list[Unit] = []
        self.weights: list[Tree] = []
        self.known: dict[Tree, int] = {}
        self._names: dict[Tree, frozenset[str]] = {}

    def read(self) -> Network:
        tree: Tree = self.problem.expression.sympy
        function = ""
        if self.problem.loss_name == "logistic":
            # A model that is no probability itself is the logit of one.
            tree, _ = logit(tree)
            function = "σ"
        else:
            found = self._function(tree) if self._mixed(tree) else None
            if found is not None:
                function, tree = found
        self._unit(function, self._sum(tree))
        return Network(tuple(self.units), tuple(self.weights), self.problem.params)

    def _names_in(self, tree: Tree) -> frozenset[str]:
        if tree not in self._names:
            if isinstance(tree, sympy.Symbol):
                self._names[tree] = frozenset([tree.name])
            else:
                self._names[tree] = frozenset().union(*(self._names_in(a) for a in tree.args))
        return self._names[tree]

    def _mixed(self, tree: Tree) -> bool:
        """Whether a tree holds inputs and parameters."""
        names = self._names_in(tree)
        return bool(names & self.inputs) and bool(names & self.params)

    def _sum(self, tree: Tree) -> _Sum:
        """Write a tree as a sum of weights times inputs, features and functions."""
        names = self._names_in(tree)
        if not names & self.inputs:
            return {None: [tree]}
        if isinstance(tree, sympy.Add):
            total: _Sum = {}
            for part in tree.args:
                for atom, weights in self._sum(part).items():
                    total.setdefault(atom, []).extend(weights)
            return total
        if isinstance(tree, sympy.Mul):
            return self._product(tree)
        if not names & self.params or self._function(tree) is not None:
            return {tree: [sympy.Integer(1)]}
        raise _NoNetwork(tree)

    def _product(self, tree: Tree) -> _Sum:
        weights = [part for part in tree.args if not self._names_in(part) & self.inputs]
        features = [part for part in tree.args if part not in weights and not self._mixed(part)]
        mixed = [part for part in tree.args if self._mixed(part)]
        if not mixed and len(features) > 1:
            total: _Sum = {_times(features): [sympy.Integer(1)]}
        elif len(mixed) + len(features) == 1:
            total = self._sum((mixed + features)[0])
        elif len(mixed) == 1:
            # A feature times a sum is a sum of features; a feature times a function of a sum is no network.
            total = {}
            for atom, inner in self._sum(mixed[0]).items():
                if atom is not None and self._mixed(atom):
                    raise _NoNetwork(tree)
                total[_times(features if atom is None else [*features, atom])] = inner
        else:
            raise _NoNetwork(tree)
        return {atom: [_times([*weights, w]) for w in inner] for atom, inner in total.items()}

    def _function(self, tree: Tree) -> tuple[str, Tree] | None:
        """The name and the argument of a function of one sum, else None."""
        inner, outer = logit(tree)
        if outer:
            return "σ", inner
        if isinstance(tree, sympy.Pow):
            return _power(tree)
        if isinstance(tree, (Maximum, Minimum)) and len(tree.args) == 2 and 0 in tree.args:
            other = tree.args[0] if tree.args[1] == 0 else tree.args[1]
            return ("min(0, z)" if isinstance(tree, Minimum) else "relu"), other
        if isinstance(tree, sympy.Function) and len(tree.args) == 1:
            return _NAMES.get(type(tree), type(tree).__name__.lower()), tree.args[0]
        return None

    def _unit(self, function: str, total: _Sum) -> int:
        """Add a unit after all that it takes from."""
        order = {name: k for k, name in enumerate(self.problem.expression.names)}

        def first(atom: Tree | None) -> tuple[int, int]:
            weights = [n for w in total[atom] for n in self._names_in(w)]
            own = [] if atom is None else self._names_in(atom)
            least = min((order[n] for n in weights), default=len(order))
            return (min((order[n] for n in (*weights, *own)), default=least), least)

        links = []
        for atom in sorted((a for a in total if a is not None), key=first):
            source = self._source(atom)
            links.append(self._link(source, total[atom]))
        if None in total:
            links.append(self._link(None, total[None]))
        layer = 1 + max(
            (self.units[k.source].layer for k in links if k.source is not None), default=0
        )
        self.units.append(Unit("", function, layer, tuple(links)))
        return len(self.units) - 1

    def _source(self, atom: Tree) -> int:
        if atom not in self.known:
            found = self._function(atom) if self._mixed(atom) else None
            if found is not None:
                self.known[atom] = self._unit(found[0], self._sum(found[1]))
            else:
                name = atom.name if isinstance(atom, sympy.Symbol) else formula(plain_text(atom))
                self.units.append(Unit(name, "", 0))
                self.known[atom] = len(self.units) - 1
        return self.known[atom]

    def _link(self, source: int | None, weights: Sequence[Tree]) -> Link:
        weight = weights[0] if len(weights) == 1 else sympy.Add(*weights, evaluate=False)
        self.weights.append(weight)
        return Link(source, formula(plain_text(weight)), len(self.weights) - 1)


def _times(parts: Sequence[Tree]) -> Tree:
    kept = []
    for part in parts:
        kept += part.args if isinstance(part, sympy.Mul) else [part]
    # Two minus signs are none.
    minus = sum(part == -1 for part in kept) % 2
    kept = [part for part in kept if part not in (1, -1)]
    kept = [sympy.Integer(-1)] * minus + kept
    if not kept:
        return sympy.Integer(1)
    return kept[0] if len(kept) == 1 else sympy.Mul(*kept, evaluate=False)


_ROOT = sympy.Rational(1, 2)
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def _power(tree: Tree) -> tuple[str, Tree] | None:
    if tree.base == sympy.E:
        return "exp", tree.exp
    if tree.exp == -1:
        return "1/z", tree.base
    if tree.exp == _ROOT:
        return "√z", tree.base
    if tree.exp.is_Integer:
        return "z" + str(tree.exp).translate(_RAISED), tree.base
    return None
