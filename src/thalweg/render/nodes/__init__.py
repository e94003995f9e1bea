"""The node-and-edge kit: networks as circles and arrows.

A `Graph` says what is connected with what. `layered` works out where everything goes, in units of the text's size and
without matplotlib; `draw_layout` draws that on axes.

    graph = Graph(
        layers=((Node("x1", "x₁"), Node("x2", "x₂")), (Node("y", "ŷ"),)),
        edges=(Edge("x1", "y", ("w₁ = 1.97",), 1.97), Edge("x2", "y", ("w₂ = −1.5",), -1.5)),
    )
"""

from thalweg.render.nodes.draw import draw_layout, fit_axes, measure_on
from thalweg.render.nodes.graph import Edge, Graph, Node, fold
from thalweg.render.nodes.layout import Layout, layered

__all__ = [
    "Edge",
    "Graph",
    "Layout",
    "Node",
    "draw_layout",
    "fit_axes",
    "fold",
    "layered",
    "measure_on",
]
