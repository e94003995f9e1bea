"""Mini-batches: the rows that the next step sees among all, and the loss over them behind the loss over all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from contourpy import LineType, contour_generator
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from thalweg.problems.base import Problem
from thalweg.render.animation.moves import Move
from thalweg.render.fitted import point_size
from thalweg.render.style import Style
from thalweg.scenes.contour import Contour
from thalweg.scenes.frames import Moment, Reel
from thalweg.scenes.line_fit import LineFit
from thalweg.scenes.panels import Picture
from thalweg.scenes.scene import Scene

GRID = 41
"""Points an axis of a batch's loss: its lines are faint, and anew for every frame."""

BEHIND, AMONG = 1.9, 2.6
"""Heights (zorder): over the ground and below all paths; over the data."""

ROWS, LOSS = "rows of the batch", "the batch's loss"


def batch_moves(scene: Scene, reel: Reel, picture: Picture, ax: Axes, style: Style) -> list[Move]:
    """What shows the batches on a panel; nothing where they are not known."""
    if not reel.batched:
        return []
    if isinstance(picture, LineFit) and picture.best is not None:
        run = picture.best.end.run
        # Of more rows, not all are drawn.
        whole = len(picture.points_x) == scene.problem.n_rows
        return [_Rows(reel, run, picture, ax, style)] if whole else []
    if isinstance(picture, Contour) and _shown(scene, reel):
        return [_Loss(scene.problem, reel, picture, ax, style, scene.ground.axes)]
    return []


def batch_key(scene: Scene, style: Style) -> list[Artist]:
    """The key's entries of what `batch_moves` shows."""
    assert scene.runs is not None
    reel = Reel(scene.runs)
    if not reel.batched:
        return []
    found: list[Line2D] = []
    for picture in scene.pictures:
        whole = isinstance(picture, LineFit) and len(picture.points_x) == scene.problem.n_rows
        if isinstance(picture, LineFit) and whole and picture.best is not None:
            found.append(Line2D([], [], **_rows_look(picture, style, 0.8 * style.mark), label=ROWS))
        if isinstance(picture, Contour) and _shown(scene, reel):
            found.append(Line2D([], [], **_loss_look(style), label=LOSS))
    return list(found)


def _shown(scene: Scene, reel: Reel) -> bool:
    """Whether there is one batch at a time, and its loss can be drawn."""
    seeds = set(reel.runs.dataset["seed"].values.tolist())
    return len(seeds) == 1 and set(scene.ground.axes) == set(scene.problem.params)


def _rows_look(picture: LineFit, style: Style, size: float) -> dict[str, Any]:
    assert picture.best is not None
    return {
        "linestyle": "none",
        "marker": "o",
        "markersize": size,
        "markerfacecolor": style.colour(picture.best.end.look),
        "markeredgecolor": style.theme.paper,
        "markeredgewidth": 0.12 * size,
    }


def _loss_look(style: Style) -> dict[str, Any]:
    return {
        "color": style.theme.ink,
        "linewidth": 0.5 * style.line,
        "linestyle": (0, (4, 2)),
        "alpha": 0.5,
    }


class _Rows:
    """Marks on the rows of the batch."""

    def __init__(self, reel: Reel, run: int, picture: LineFit, ax: Axes, style: Style) -> None:
        self.reel, self.run, self.picture, self.ax, self.style = reel, run, picture, ax, style
        self.marks = Line2D([], [])

    def prepare(self) -> Sequence[Artist]:
        """Make the marks."""
        size = 1.5 * point_size(len(self.picture.points_x), self.style)
        (self.marks,) = self.ax.plot(
            [], [], zorder=AMONG, **_rows_look(self.picture, self.style, size)
        )
        return (self.marks,)

    def to(self, moment: Moment) -> None:
        """Mark the rows that the next step sees."""
        rows = None if moment.last else self.reel.rows(self.run, moment.step)
        self.marks.set_visible(rows is not None)
        if rows is not None:
            self.marks.set_data(self.picture.points_x[rows], self.picture.points_y[rows])


class _Loss:
    """Lines of equal loss of the batch, at the levels of the loss over all rows."""

    def __init__(
        self,
        problem: Problem,
        reel: Reel,
        picture: Contour,
        ax: Axes,
        style: Style,
        axes: Sequence[str],
    ) -> None:
        self.problem, self.reel, self.picture, self.ax, self.style = (
            problem,
            reel,
            picture,
            ax,
            style,
        )
        self.x, self.y = (np.linspace(*axis.limits, GRID) for axis in (picture.x, picture.y))
        place = dict(zip(axes, np.meshgrid(self.x, self.y), strict=True))
        self.theta = np.stack([place[name] for name in problem.params], axis=-1)
        self.lines = Line2D([], [])

    def prepare(self) -> Sequence[Artist]:
        """Make the lines."""
        (self.lines,) = self.ax.plot([], [], zorder=BEHIND, **_loss_look(self.style))
        return (self.lines,)

    def to(self, moment: Moment) -> None:
        """Draw the loss that the next step sees."""
        rows = None if moment.last else self.reel.rows(0, moment.step)
        self.lines.set_visible(rows is not None)
        if rows is None:
            return
        loss = self.problem.loss_and_gradient(self.theta, rows)[0]
        generator = contour_generator(
            self.x, self.y, np.ma.masked_invalid(loss), line_type=LineType.Separate
        )
        gap = np.full((1, 2), np.nan)
        found: list[np.ndarray] = [gap]
        for level in self.picture.levels.values[1::2]:
            for line in generator.lines(level):
                found += [np.asarray(line), gap]
        self.lines.set_data(*np.concatenate(found).T)
