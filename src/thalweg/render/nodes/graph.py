"""What is connected with what: nodes in layers, and edges between them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

Kind = Literal["unit", "bias", "dots", "joint"]


@dataclass(frozen=True)
class Node:
    """A node of a graph.

    Attributes
    ----------
    key : str
        Its own name in the graph.
    text : str
        What stands in the circle; beside it where it does not fit.
    label : str
        What stands beside the circle.
    kind : str
        ``unit``; ``bias`` (the constant 1); ``dots`` (stands for nodes that are left out); ``joint`` (where an edge
        passes through a layer, not drawn).
    dropped : bool
        Whether it is crossed out.
    """

    key: str
    text: str = ""
    label: str = ""
    kind: Kind = "unit"
    dropped: bool = False


@dataclass(frozen=True)
class Edge:
    """An arrow from node to node; from a node to itself it is a loop.

    Attributes
    ----------
    source, target : str
        Keys of the nodes.
    texts : tuple of str
        Wordings of what stands beside the arrow, from the longest to the shortest; empty for none.
    weight : float or None
        Width, colour and dash follow it; None for an edge without one.
    dropped : bool
        Whether it is drawn as a faint trace only.
    bend : float
        How far it bows out to its left, as a fraction of its length; 0 for a straight one.
    """

    source: str
    target: str
    texts: tuple[str, ...] = ()
    weight: float | None = None
    dropped: bool = False
    bend: float = 0.0


@dataclass(frozen=True)
class Graph:
    """Nodes in layers, from left to right and top to bottom, and edges.

    Attributes
    ----------
    layers : tuple of tuple of Node
    edges : tuple of Edge
        Between any two nodes, also of one layer or over several.
    left_out : tuple of int, shape (layer,)
        How many nodes of each layer the dots stand for.
    """

    layers: tuple[tuple[Node, ...], ...]
    edges: tuple[Edge, ...]
    left_out: tuple[int, ...] = field(default=())

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes, layer by layer."""
        return tuple(node for layer in self.layers for node in layer)


def fold(graph: Graph, most: int) -> Graph:
    """Show at most so many places in every layer, the bias not counted; dots stand for the rest.

    Where edges have weights, the nodes with the largest (by magnitude, over all edges of a node) stay, in their
    order, and the dots stand last. Else the first ones and the last stay, with the dots before the last.

    Parameters
    ----------
    most : int
        At least 2: one node and the dots.
    """
    most = max(2, most)
    strength: dict[str, float] = {}
    for edge in graph.edges:
        for key in (edge.source, edge.target):
            if edge.weight is not None:
                strength[key] = max(strength.get(key, 0.0), abs(edge.weight))
    layers, left_out = [], []
    for index, layer in enumerate(graph.layers):
        units = [node for node in layer if node.kind != "bias"]
        rest = [node for node in layer if node.kind == "bias"]
        dots = Node(f"dots {index}", kind="dots")
        if len(units) <= most:
            layers.append(layer)
            left_out.append(0)
            continue
        left_out.append(len(units) - most + 1)
        if any(node.key in strength for node in units):
            ranked = sorted(units, key=lambda node: -strength.get(node.key, 0.0))[: most - 1]
            keys = {node.key for node in ranked}
            kept = [node for node in units if node.key in keys] + [dots]
        else:
            kept = [*units[: most - 2], dots, *units[-1:]]
        layers.append((*kept, *rest))
    keys = {node.key for layer in layers for node in layer}
    edges = tuple(edge for edge in graph.edges if {edge.source, edge.target} <= keys)
    return replace(graph, layers=tuple(layers), edges=edges, left_out=tuple(left_out))
