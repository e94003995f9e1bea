"""A saddle: the gradient is zero there, and it is no minimum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Choice, Real, Whole
from thalweg.figures.parts.descent import descend
from thalweg.figures.parts.valley import STYLES
from thalweg.scenes.text import count, number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

BOX = ((-1.2, 1.2), (-1.4, 1.4))
LEVELS = (-0.2, -0.1, 0.0, 0.1, 0.25, 0.45, 0.7)
MINIMA = ((0.0, -1.0), (0.0, 1.0))
NAMES = ("on the ridge", "beside it")


@dataclass(frozen=True)
class Data:
    """Two descents past a saddle at (0, 0).

    Attributes
    ----------
    offset : float
        How far beside the ridge the second one starts.
    paths : array, shape (2, step, 2)
    loss : array, shape (2, step)
    slope : array, shape (2,)
        The gradient at the saddle.
    curvature : array, shape (2,)
        Eigenvalues of the Hessian there.
    x, y, ground : arrays, shapes (nx,), (ny,) and (ny, nx)
    seen : int
        The last step that is drawn.
    style : str
    """

    offset: float
    paths: np.ndarray
    loss: np.ndarray
    slope: np.ndarray
    curvature: np.ndarray
    x: np.ndarray
    y: np.ndarray
    ground: np.ndarray
    seen: int
    style: str

    @property
    def lingers(self) -> np.ndarray:
        """How many steps each spends where the loss differs from the saddle's by less than 0.01, shape (2,)."""
        return (np.abs(self.loss) < 0.01).sum(axis=1)


def f(w: np.ndarray) -> np.ndarray:
    """½x² − ½y² + ¼y⁴, for points of shape (..., 2)."""
    x, y = np.moveaxis(w, -1, 0)
    return 0.5 * x**2 - 0.5 * y**2 + 0.25 * y**4


def gradient(w: np.ndarray) -> np.ndarray:
    """Of f, for points of shape (..., 2)."""
    x, y = np.moveaxis(w, -1, 0)
    return np.stack([x, y**3 - y], axis=-1)


def compute(offset: float, lr: float, steps: int, style: str) -> Data:
    """Two descents; slope and curvature at the saddle by differences."""
    starts = ((-1.0, 0.0), (-1.0, offset))
    paths = np.array([descend(gradient, start, lr, steps) for start in starts])
    near = 1e-4 * np.eye(2)
    slope = np.array([f(e) - f(-e) for e in near]) / 2e-4
    hessian = np.array([gradient(e) - gradient(-e) for e in near]) / 2e-4
    x, y = (np.linspace(*side, 81) for side in BOX)
    ground = f(np.stack(np.meshgrid(x, y), axis=-1))
    curvature = np.linalg.eigvalsh(hessian)
    return Data(offset, paths, f(paths), slope, curvature, x, y, ground, steps, style)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Both paths on the surface, and their losses beside it."""
    from thalweg.figures.parts.surface import draw_surface
    from thalweg.scenes.turn import Camera

    deep, beside = panels
    surface = draw_surface(
        deep,
        (data.x, data.y, data.ground),
        ("x", "y", "f"),
        levels=LEVELS,
        height=(-0.26, float(data.ground.max())),
        ticks=((-1, 0, 1), (-1, 0, 1), (0, 0.5)),
        camera=Camera(54.0, -35.0),
        style=data.style,
    )
    surface.minima(MINIMA)
    steps = data.loss.shape[1] - 1
    beside.frame(
        "step", "f", (-0.02 * steps, 1.02 * steps), data.loss, whole="x", grid="y", title="Loss"
    )
    beside.guide(y=0.0, label="height of the saddle")
    for k, name in enumerate(NAMES):
        surface.path(data.paths[k, : data.seen + 1], k)
        loss = data.loss[k, : data.seen + 1]
        beside.path(np.stack([np.arange(len(loss)), loss], axis=-1), k, name)
    surface.label("saddle", (0.0, 0.0))


figure = Figure(
    name="saddle_point",
    title="A saddle point",
    caption="At a saddle the gradient is zero without a minimum: a descent that starts on its ridge stays there, and "
    "one close beside it lingers before it finds the way down.",
    tags=("landscape", "optimization"),
    parameters=(
        Real("offset", 0.001, 1e-6, 0.5, "how far beside the ridge the second descent starts"),
        Real("lr", 0.2, 0.001, 0.9, "learning rate"),
        Whole("steps", 60, 1, 1000, "updates"),
        Choice("style", "smooth", STYLES, "how the surface is coloured"),
    ),
    layout=Layout("ab", deep="a", widths=(1.3, 1), size=(9.6, 4.8), column_height=6.2),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"f = ½x² − ½y² + ¼y⁴, at the saddle curved by {number(data.curvature[1])} along x and by "
        f"{number(data.curvature[0])} along y; the second start is {number(data.offset)} beside the ridge"
    ),
    claims=(
        Claim(
            "at the saddle the slope is zero",
            lambda data: np.abs(data.slope).max() < 1e-6,
            wrong=changed(slope=lambda slope: slope + 0.1),
        ),
        Claim(
            "there it is curved upwards one way and downwards the other",
            lambda data: data.curvature[0] < 0 < data.curvature[1],
            wrong=changed(curvature=np.abs),
        ),
        Claim(
            "the descent on the ridge never leaves it",
            lambda data: np.all(data.paths[0, :, 1] == 0) and np.all(data.loss[0] >= 0),
            wrong=changed(paths=lambda paths: paths[::-1]),
        ),
        Claim(
            "the one beside it ends at a minimum",
            lambda data: np.abs(data.paths[1, -1] - MINIMA[1]).max() < 0.01,
            wrong=changed(paths=lambda paths: paths[::-1]),
            always=False,
        ),
        Claim(
            "before, it spends more than ten steps at the height of the saddle",
            lambda data: data.lingers[1] > 10,
            wrong=lambda data: compute(0.5, 0.2, 60, data.style),
            always=False,
        ),
    ),
    alt=lambda data: (
        "The surface f = ½x² - ½y² + ¼y^4 with a saddle at (0, 0), where its curvatures are "
        f"{spoken(data.curvature[0])} and {spoken(data.curvature[1])}, and minima at (0, -1) and (0, 1). Of two "
        f"descents of {count(data.loss.shape[1] - 1, 'step')}, the one on the ridge ends with f = "
        f"{spoken(data.loss[0, -1])} at a distance of {spoken(abs(data.paths[0, -1, 0]))} from the saddle. The one "
        f"that starts {spoken(data.offset)} beside it spends {count(int(data.lingers[1]), 'step')} within 0.01 of the "
        f"saddle's height, and ends with f = {spoken(data.loss[1, -1])}."
    ),
    steps=Steps(
        count=lambda data: data.paths.shape[1],
        at=lambda data, k: replace(data, seen=k),
    ),
)
