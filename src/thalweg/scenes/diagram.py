"""The diagram panel: the model as nodes and edges, with the weights of the run that ends lowest."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError
from thalweg.problems.base import Problem
from thalweg.problems.fit import Fit
from thalweg.problems.losses import logit
from thalweg.scenes.fitted import best_of, class_names, endings, input_name
from thalweg.scenes.look import Cast, Look
from thalweg.scenes.structure import Network, network_of
from thalweg.scenes.text import count, formula, listing, number, one_line, spoken
from thalweg.scenes.words import ascii_minus

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

LONGEST = 160
"""Characters of an equation that is said in words."""

SAID = 8
"""Up to as many weights are said in words."""


@dataclass(frozen=True)
class Node:
    """A node of the diagram.

    Attributes
    ----------
    key : str
        Its own name in the diagram.
    text : str
        What stands in the circle, if it fits.
    label : str
        What stands beside it.
    bias : bool
        Whether it is the constant 1.
    """

    key: str
    text: str
    label: str = ""
    bias: bool = False


@dataclass(frozen=True)
class Edge:
    """A weighted connection.

    Attributes
    ----------
    source, target : str
        Keys of the nodes.
    name : str
        The weight as the model writes it: ``'w₁'``.
    value : float or None
        None where no run has left one.
    vanishes : bool
        Whether it is nothing but rounding beside the others.
    """

    source: str
    target: str
    name: str
    value: float | None = None
    vanishes: bool = False

    @property
    def text(self) -> str:
        """Name and value: ``'w₁ = 1.97'``; the value alone where the name is one."""
        if self.value is None:
            return self.name
        stated = number(self.value)
        if self.vanishes:
            return f"{self.name} ≈ 0"
        return stated if self.name == stated else f"{self.name} = {stated}"


@dataclass(frozen=True, eq=False)
class Diagram:
    """What the diagram panel shows.

    Attributes
    ----------
    title : str
        Whose weights they are, and in which units; may be empty.
    layers : tuple of tuple of Node
        From the inputs to the output; a bias last in its layer.
    edges : tuple of Edge
    equation : str
    look : Look or None
        Of the run whose weights are shown, where there are several.
    inputs : int
        How many nodes the first layer has, without the bias.
    cast : Cast
        Empty: no run has a mark of its own here.
    """

    title: str
    layers: tuple[tuple[Node, ...], ...]
    edges: tuple[Edge, ...]
    equation: str
    look: Look | None
    inputs: int
    cast: Cast = field(default_factory=Cast)
    dims: ClassVar[int] = 2

    @property
    def marks(self) -> tuple[str, ...]:
        """What the key has to explain."""
        values = [edge.value for edge in self.edges if edge.value is not None]
        return (
            *(("positive weight",) if any(v > 0 for v in values) else ()),
            *(("negative weight",) if any(v < 0 for v in values) else ()),
        )

    @property
    def words(self) -> str:
        """The panel in words."""
        hidden = [
            count(sum(not node.bias for node in layer), "unit") for layer in self.layers[1:-1]
        ]
        named = ascii_minus(self.equation) if len(self.equation) <= LONGEST else "ŷ"
        text = f"Diagram of the model {named}: {count(self.inputs, 'input')}"
        if hidden:
            text += f", {count(len(hidden), 'hidden layer')} of {listing(hidden)}"
        text += ", one output"
        if self.title:
            text += f"; {self.title}"
        known = sorted(
            (edge for edge in self.edges if edge.value is not None),
            key=lambda edge: -abs(edge.value or 0.0),
        )
        if known:
            stated = [
                f"{edge.name} = {spoken(0.0 if edge.vanishes else edge.value or 0.0)}"
                for edge in known[:SAID]
            ]
            which = "weights" if len(known) <= SAID else f"largest of {len(known)} weights"
            text += f"; {which}: {listing(stated)}"
        return text + "."


def diagram_problem(problem: Problem) -> Fit:
    """Return the problem if it has a model, or say why there is none to draw.

    Raises
    ------
    ArgumentError
        ``the diagram panel draws the model of a Fit; "x**2 + y**2" has none: choose another panel``.
    """
    if not isinstance(problem, Fit):
        raise ArgumentError(
            f'the diagram panel draws the model of a Fit; "{one_line(problem.title)}" has none: '
            "choose another panel"
        )
    return problem


def check(scene: Scene) -> None:
    """Refuse a scene whose model is no network of weighted sums."""
    network_of(diagram_problem(scene.problem))


def describe(scene: Scene) -> Diagram:
    """Describe the model as nodes and edges, with the weights of the run that ends lowest."""
    problem = diagram_problem(scene.problem)
    network = network_of(problem)
    runs, look, values, title = scene.runs, None, None, ""
    if runs is not None:
        best = best_of(endings(scene))
        if best is not None:
            values = network.values(best.theta)
            look = best.look if runs.dataset.sizes["run"] > 1 else None
        title = _title(runs, problem, None if best is None else best.look)
    layers, edges = _graph(problem, network, values)
    return Diagram(
        title,
        layers,
        edges,
        equation(problem),
        look,
        sum(unit.layer == 0 for unit in network.units),
    )


def equation(problem: Fit) -> str:
    """The model as it is written by hand: ``'ŷ = w₁x₁ + w₂x₂ + b'``."""
    text = formula(problem.model)
    if problem.loss_name == "logistic" and not logit(problem.expression.sympy)[1]:
        text = f"σ({text})"
    return "ŷ = " + _close(text.replace("sigmoid(", "σ("))


_LETTER = r"[^\W\d_][₀-₉]*"


def _close(text: str) -> str:
    """Write a product of single letters without a sign: ``'w₁·x₁'`` becomes ``'w₁x₁'``."""
    return re.sub(
        rf"(?<![\w₀-₉])({_LETTER})·(?={_LETTER}[⁰¹²³-⁹]*(?![\w(₀-₉])(?! \w))", r"\1", text
    )


def _title(runs: Trajectories, problem: Fit, look: Look | None) -> str:
    several = runs.dataset.sizes["run"] > 1
    if look is None:
        return (
            "every run diverged: there are no weights"
            if several
            else "the run diverged: there are no weights"
        )
    columns = " of standardised columns" if problem.standardized else ""
    if several:
        return f"weights{columns} of {look.label}"
    return f"weights{columns}" if columns else ""


def _graph(
    problem: Fit, network: Network, values: tuple[float, ...] | None
) -> tuple[tuple[tuple[Node, ...], ...], tuple[Edge, ...]]:
    units = network.units
    layers: list[list[Node]] = [[] for _ in range(units[-1].layer + 1)]
    for index, unit in enumerate(units):
        layers[unit.layer].append(_node(problem, index, unit.name, unit.function, units))
    biased: set[int] = set()
    edges = []
    largest = max((abs(v) for v in values or () if math.isfinite(v)), default=0.0)
    for index, unit in enumerate(units):
        for link in unit.links:
            source = f"{link.source}"
            if link.source is None:
                biased.add(unit.layer - 1)
                source = f"bias {unit.layer - 1}"
            value = None if values is None else values[link.output]
            # A weight that is infinite or NaN has no width: it is named only.
            known = value if value is not None and math.isfinite(value) else None
            tiny = known is not None and abs(known) <= 1e-12 * largest
            edges.append(Edge(source, f"{index}", link.text, known, tiny and known != 0))
    for layer in biased:
        layers[layer].append(Node(f"bias {layer}", "1", bias=True))
    return tuple(tuple(layer) for layer in layers), tuple(edges)


def _node(problem: Fit, index: int, name: str, function: str, units: tuple[object, ...]) -> Node:
    if index == len(units) - 1:
        target = one_line(problem.target)
        names = class_names(problem)
        if names and problem.classes:
            target = f"P({names[1][1]})"
        elif names:
            target = f"P({target} = 1)"
        return Node(f"{index}", function or "ŷ", f"ŷ = {target}" if function else target)
    if name:
        return Node(f"{index}", input_name(problem, name))
    return Node(f"{index}", function or "Σ")
