"""A tilted plain with many minima: which one a descent finds depends on where it starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Choice, Real, Whole
from thalweg.figures.parts.descent import descend
from thalweg.figures.parts.valley import STYLES
from thalweg.scenes.text import number, spoken, spoken_point

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

STARTS = ((-3.6, -3.1), (-0.4, 1.1), (0.4, -0.4), (2.9, 2.9))
REACH = 5.5
LEVELS = (-1.75, -1.25, -0.75, -0.25, 0.25, 0.75, 1.25, 1.75)


@dataclass(frozen=True)
class Data:
    """The ground, its minima, and descents.

    Attributes
    ----------
    tilt : float
        How much higher the plain gets with x.
    x, y, ground : arrays, shapes (n,), (n,) and (n, n)
    minima : array, shape (minimum, 2)
        From the lowest to the highest.
    depth : array, shape (minimum,)
    paths : array, shape (start, step, 2)
    style : str
    """

    tilt: float
    x: np.ndarray
    y: np.ndarray
    ground: np.ndarray
    minima: np.ndarray
    depth: np.ndarray
    paths: np.ndarray
    style: str

    @property
    def reached(self) -> np.ndarray:
        """Index of the minimum at which each path ends, -1 where it is none, shape (start,)."""
        if not len(self.minima):
            return np.full(len(self.paths), -1)
        far = np.linalg.norm(self.paths[:, -1, None] - self.minima, axis=-1)
        return np.where(far.min(axis=1) < 0.05, far.argmin(axis=1), -1)


def slope(w: np.ndarray, tilt: float) -> np.ndarray:
    """The gradient of sin x · sin y + tilt · x, at points of shape (..., 2)."""
    (sx, sy), (cx, cy) = np.moveaxis(np.sin(w), -1, 0), np.moveaxis(np.cos(w), -1, 0)
    return np.stack([cx * sy + tilt, sx * cy], axis=-1)


def curvature(w: np.ndarray) -> np.ndarray:
    """The Hessian, shape (..., 2, 2)."""
    (sx, sy), (cx, cy) = np.moveaxis(np.sin(w), -1, 0), np.moveaxis(np.cos(w), -1, 0)
    return np.stack([np.stack([-sx * sy, cx * cy], -1), np.stack([cx * cy, -sx * sy], -1)], axis=-2)


def lowest_cells(x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Points of a grid that lie lower than their eight neighbours, shape (point, 2)."""
    inner = z[1:-1, 1:-1]
    shifts = [(i, j) for i in (0, 1, 2) for j in (0, 1, 2) if (i, j) != (1, 1)]
    ny, nx = inner.shape
    lower = np.all([inner < z[i : i + ny, j : j + nx] for i, j in shifts], axis=0)
    row, column = np.nonzero(lower)
    return np.stack([x[column + 1], y[row + 1]], axis=-1)


def compute(tilt: float, lr: float, steps: int, style: str) -> Data:
    """Minima by looking for the lowest cells, then by Newton's method; descents from four starts."""

    def f(w: np.ndarray) -> np.ndarray:
        return np.sin(w[..., 0]) * np.sin(w[..., 1]) + tilt * w[..., 0]

    x = y = np.linspace(-REACH, REACH, 97)
    ground = f(np.stack(np.meshgrid(x, y), axis=-1))
    found = lowest_cells(x, y, ground)
    for _ in range(8):
        found = found - np.linalg.solve(curvature(found), slope(found, tilt)[..., None])[..., 0]
    found = found[(np.abs(found) <= REACH).all(axis=-1)]
    found = found[np.lexsort((found[:, 1], f(found).round(9)))]
    paths = np.array([descend(lambda w: slope(w, tilt), start, lr, steps) for start in STARTS])
    return Data(tilt, x, y, ground, found, f(found), paths, style)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The surface, and the same from above with the height of every minimum."""
    from thalweg.figures.parts.surface import draw_surface
    from thalweg.scenes.turn import Camera

    deep, flat = panels
    low, high = float(data.ground.min()), float(data.ground.max())
    surface = draw_surface(
        deep,
        (data.x, data.y, data.ground),
        ("x", "y", "f"),
        levels=LEVELS,
        # Where the ticks are, too: beyond the height they would make the surface small.
        height=(min(low, -1.0), max(high, 1.0)),
        ticks=((-5, 0, 5), (-5, 0, 5), (-1, 0, 1)),
        camera=Camera(52.0, -60.0),
        sides=(1.0, 1.0, 0.45),
        style=data.style,
    )
    box = (-REACH, REACH)
    flat.frame("x", "y", box, box, equal=True, full=True, title="From above: f at each minimum")
    flat.bands(data.x, data.y, data.ground, LEVELS)
    surface.minima(data.minima)
    flat.minima([(float(at), float(up)) for at, up in data.minima])
    for k, path in enumerate(data.paths):
        surface.path(path, k)
        flat.path(path, k, f"start {k + 1}")
    for place, depth in zip(data.minima, data.depth, strict=True):
        flat.label(number(round(float(depth), 2)), (float(place[0]), float(place[1])))


def settled(place: np.ndarray, tilt: float) -> bool:
    """Whether a place is a minimum, nearly."""
    return bool(
        np.abs(slope(place, tilt)).max() < 0.01 and np.linalg.eigvalsh(curvature(place)).min() > 0
    )


def ends(data: Data) -> str:
    """Where the descents end, in words."""
    return " ".join(
        f"From {spoken_point(path[0])} it ends at {spoken_point(path[-1])}"
        + (
            f", a minimum with f = {spoken(float(data.depth[k]))}."
            if k >= 0
            else ", a minimum beside the picture."
            if settled(path[-1], data.tilt)
            else ", which is no minimum."
        )
        for path, k in zip(data.paths, data.reached, strict=True)
    )


figure = Figure(
    name="false_minima",
    title="False minima",
    caption="Descents that start at different places end in different minima; of these four, only one finds the lowest "
    "in view.",
    tags=("landscape", "optimization"),
    parameters=(
        Real("tilt", 0.2, 0.0, 0.8, "how much the plain rises with x"),
        Real("lr", 0.2, 0.001, 0.9, "learning rate"),
        Whole("steps", 40, 1, 1000, "updates"),
        Choice("style", "smooth", STYLES, "how the surface is coloured"),
    ),
    layout=Layout("ab", deep="a", widths=(1.2, 1), size=(9.6, 4.8), column_height=6.6),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"f = sin x · sin y + {number(data.tilt)}x has {len(data.minima)} minima here, the lowest "
        f"{number(data.depth.min())}; {len(data.paths)} descents end in "
        f"{len(set(data.reached.tolist()) - {-1})} of them"
    ),
    claims=(
        Claim(
            "at every marked minimum the slope is zero, and all curvature is upwards",
            lambda data: (
                len(data.minima) > 0
                and np.abs(slope(data.minima, data.tilt)).max() < 1e-9
                and np.linalg.eigvalsh(curvature(data.minima)).min() > 0
            ),
            wrong=changed(minima=lambda minima: minima + np.array([np.pi, 0])),
        ),
        Claim(
            "no place in the picture is lower than the lowest marked minimum",
            lambda data: data.ground.min() >= data.depth.min() - 1e-9,
            wrong=changed(depth=lambda depth: depth + 0.1),
            always=False,
        ),
        Claim(
            "the four descents end in four different minima",
            lambda data: len(set(data.reached.tolist()) - {-1}) == 4,
            wrong=changed(paths=lambda paths: paths[[0, 0, 1, 2]]),
            always=False,
        ),
        Claim(
            "only one of them finds the lowest",
            lambda data: (data.depth[data.reached] <= data.depth.min() + 1e-9).sum() == 1,
            wrong=changed(paths=lambda paths: paths[[0, 0, 1, 2]]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"The surface f = sin x · sin y + {spoken(data.tilt)}·x, and its contours. Between {spoken(-REACH)} and "
        f"{spoken(REACH)} it has {len(data.minima)} minima, with f from {spoken(data.depth.min())} to "
        f"{spoken(data.depth.max())}. {ends(data)}"
    ),
    steps=Steps(
        count=lambda data: data.paths.shape[1],
        at=lambda data, k: changed(paths=lambda paths: paths[:, : k + 1])(data),
    ),
)
