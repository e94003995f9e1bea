"""The fit panel, drawn: by the number of inputs and the kind of target."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from matplotlib.axes import Axes

from thalweg.render import boundary_fit, line_fit, plane_fit, table_fit
from thalweg.render.marks import Drawn
from thalweg.render.style import Style
from thalweg.scenes.boundary_fit import BoundaryFit
from thalweg.scenes.fit import FitPicture
from thalweg.scenes.line_fit import LineFit
from thalweg.scenes.plane_fit import PlaneFit
from thalweg.scenes.table_fit import TableFit

KEY = line_fit.KEY | plane_fit.KEY | boundary_fit.KEY | table_fit.KEY

_DRAW: dict[type, Callable[[Axes, Any, Style], Drawn]] = {
    LineFit: line_fit.draw,
    PlaneFit: plane_fit.draw,
    BoundaryFit: boundary_fit.draw,
    TableFit: table_fit.draw,
}


def draw(ax: Axes, picture: FitPicture, style: Style) -> Drawn:
    """Draw the data and the model."""
    return _DRAW[type(picture)](ax, picture, style)
