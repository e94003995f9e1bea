"""Points on a helix: one number says where each is, and no plane holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Real, Whole
from thalweg.scenes.text import number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel
    from thalweg.render.space import Space

HEIGHT = 2.0


@dataclass(frozen=True)
class Data:
    """Points near a helix, and two ways to describe them.

    Attributes
    ----------
    points : array, shape (point, 3)
    curve : array, shape (n, 3)
        The helix.
    centre : array, shape (3,)
    axes : array, shape (3, 3)
        One principal axis a row.
    share : array, shape (3,)
        Of the variance, along each axis.
    position : array, shape (point,)
        Where on the helix each point lies, from the nearest of its points: the length from its lower end.
    whole : float
        The length of the helix.
    unrolled : float
        The share of the variance that the nearest points of the helix keep.
    """

    points: np.ndarray
    curve: np.ndarray
    centre: np.ndarray
    axes: np.ndarray
    share: np.ndarray
    position: np.ndarray
    whole: float
    unrolled: float

    @property
    def off(self) -> np.ndarray:
        """How far each point lies outside the helix, shape (point,)."""
        return np.hypot(self.points[:, 0], self.points[:, 1]) - 1

    @property
    def flat(self) -> np.ndarray:
        """Coordinates along the first two axes, shape (point, 2)."""
        return (self.points - self.centre) @ self.axes[:2].T

    @property
    def flat_curve(self) -> np.ndarray:
        """Those of the helix, shape (n, 2)."""
        return (self.curve - self.centre) @ self.axes[:2].T

    @property
    def lost(self) -> np.ndarray:
        """How far each point lies off the plane of the first two axes, shape (point,)."""
        return (self.points - self.centre) @ self.axes[2]

    @property
    def rebuilt(self) -> np.ndarray:
        """What the first two axes keep of the points, shape (point, 3)."""
        return self.centre + self.flat @ self.axes[:2]


def helix(turns: float, n: int) -> np.ndarray:
    """Points of a helix of radius 1, shape (n, 3), evenly along it."""
    angle = np.linspace(-np.pi * turns, np.pi * turns, n)
    return np.stack([np.sin(angle), np.cos(angle), np.linspace(-HEIGHT, HEIGHT, n)], axis=-1)


def compute(points: int, turns: float, noise: float, seed: int) -> Data:
    """Principal axes from the singular values, positions from the nearest points of the helix."""
    random = np.random.default_rng(seed)
    found = helix(turns, points)
    found[:, :2] += noise * random.standard_normal((points, 2))
    centre = found.mean(axis=0)
    _, sizes, axes = np.linalg.svd(found - centre, full_matrices=False)
    # The sign of an axis has no meaning: its largest part is made positive.
    axes *= np.sign(axes[np.arange(3), np.abs(axes).argmax(axis=1)])[:, None]
    curve = helix(turns, 1201)
    whole = float(np.linalg.norm(np.diff(curve, axis=0), axis=1).sum())
    near = np.linalg.norm(found[:, None] - curve, axis=-1).argmin(axis=1)
    left = ((found - curve[near]) ** 2).sum() / ((found - centre) ** 2).sum()
    return Data(
        found,
        curve[::10],
        centre,
        axes,
        sizes**2 / (sizes**2).sum(),
        near / 1200 * whole,
        whole,
        1 - float(left),
    )


def percent(share: float) -> str:
    """A share in per cent, never rounded up to all."""
    return f"{min(100 * share, 99.9):.3g} %"


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The points in space with their plane, what the plane shows, the shares kept, and the helix unrolled."""
    deep, plane, shares, line = panels
    draw_space(deep, data)
    plane.frame("PC1", "PC2", data.flat_curve, data.flat_curve, title="Two components", equal=True)
    plane.cross()
    plane.curve(data.flat_curve[:, 0], data.flat_curve[:, 1], 0, width=0.5)
    plane.points(data.flat[:, 0], data.flat[:, 1], 1, shape=1)
    shares.frame(
        "rebuilt from",
        "kept, in %",
        (-0.6, 2.6),
        (0, 112),
        title="Variance kept",
        grid="y",
        xnames=[(0, "PC1"), (1, "PC1, PC2"), (2, "helix")],
    )
    kept = [data.share[0], data.share[:2].sum(), data.unrolled]
    for k, (share, look) in enumerate(zip(kept, (1, 1, 2), strict=True)):
        shares.bars(np.array([k]), np.array([100 * share]), look)
        shares.text(k, 100 * share + 1.5, percent(share), va="bottom", size=0.85)
    line.frame(
        "position along the helix",
        "off by",
        (-0.03 * data.whole, 1.03 * data.whole),
        (-1.2, 1.2),
        title="Unrolled: off the plane, off the helix",
    )
    line.guide(y=0.0)
    line.points(data.position, data.lost, 1, "off the plane", shape=1, hollow=True)
    line.points(data.position, data.off, 2, "off the helix", shape=2)


def flat_place(space: Space, place: np.ndarray) -> tuple[float, float]:
    """Where on the paper a place of the box is."""
    x, y = space.flat(place)[0]
    return float(x), float(y)


def draw_space(panel: Panel, data: Data) -> None:
    """The points, the helix, the two principal axes, and what these keep of the points."""
    from matplotlib.colors import to_rgb
    from matplotlib.lines import Line2D
    from mpl_toolkits.mplot3d.art3d import Poly3DCollection

    from thalweg.render.space import draw_line, fit, set_space, settle_words
    from thalweg.scenes.axis import Axis
    from thalweg.scenes.turn import Camera

    style, reach = panel.style, (1.25, 1.25, 2.3)
    axes = [
        Axis(name, (-far, far), names=tuple((v, number(v)) for v in (-top, 0, top)))
        for name, far, top in zip("xyz", reach, (1, 1, 2), strict=True)
    ]
    space = set_space(panel.ax, *axes, style, Camera(20.0, -35.0), (0.8, 0.8, 1.0))  # type: ignore[arg-type]
    panel.drawn.space = space
    panel.later(lambda: fit(space))
    panel.later(lambda: settle_words(panel.drawn, space))
    wide, high = (1.12 * np.abs(side).max() for side in (data.flat[:, 1], data.flat[:, 0]))
    first, second = high * data.axes[0], wide * data.axes[1]
    corners = [first + second, first - second, -first - second, -first + second]
    sheet = Poly3DCollection(
        [data.centre + np.array(corners)],
        facecolor=(*to_rgb(panel.colour(1)), 0.16),
        edgecolor=panel.colour(1),
        linewidths=0.5 * style.line,
        zorder=1.5,
    )
    sheet.set_in_layout(False)
    panel.ax.add_collection(sheet)
    for way, name in ((first, "PC1"), (second, "PC2")):
        arm = np.stack([data.centre, data.centre + way])
        draw_line(space, arm, color=panel.colour(1), linewidth=style.line, zorder=2.7)
        panel.later(lambda end=arm[1], name=name: panel.label(name, flat_place(space, end), 1))
    gaps = np.stack([data.points, data.rebuilt, np.full_like(data.points, np.nan)], axis=1)
    thin = {"color": panel.colour("quiet"), "linewidth": 1.2 * style.hair, "zorder": 2.6}
    draw_line(space, gaps.reshape(-1, 3), **thin)
    draw_line(space, data.curve, color=panel.colour(0), linewidth=0.5 * style.line, zorder=2.8)
    panel.entry("helix", Line2D([], [], color=panel.colour(0), linewidth=0.5 * style.line))
    kinds = (("points", data.points, 0, "o"), ("what two components keep", data.rebuilt, 1, "s"))
    for label, places, look, marker in kinds:
        marks = {
            "linestyle": "none",
            "marker": marker,
            "markersize": 0.8 * style.mark,
            "markerfacecolor": panel.colour(look),
            "markeredgecolor": style.theme.paper,
            "markeredgewidth": 0.2 * style.line,
        }
        draw_line(space, places, zorder=3.2 - 0.1 * look, **marks)
        panel.entry(label, Line2D([], [], **marks))


def variance_along(data: Data) -> np.ndarray:
    """Variance of the points along each axis, shape (3,)."""
    return ((data.points - data.points.mean(axis=0)) @ data.axes.T).var(axis=0)


def flattened(data: Data) -> Data:
    """The same of points in a plane."""
    return replace(data, points=data.rebuilt, share=variance_share(data.rebuilt))


def variance_share(points: np.ndarray) -> np.ndarray:
    """Shares of the variance along the principal axes, shape (3,)."""
    sizes = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)
    return sizes**2 / (sizes**2).sum()


figure = Figure(
    name="pca_limitations",
    title="The limits of PCA",
    caption="One number, the position along the helix, says where each point is; PCA knows only straight axes, and "
    "loses a part of the variance with two of them.",
    tags=("data",),
    parameters=(
        Whole("points", 20, 10, 200, "points"),
        Real("turns", 4.0, 2.0, 6.0, "turns of the helix"),
        Real("noise", 0.03, 0.0, 0.1, "standard deviation of x and y"),
        Whole("seed", 0, 0, 10_000, "of the noise"),
    ),
    layout=Layout(
        "aabc/aadd",
        deep="a",
        widths=(0.9, 0.9, 1.0, 1.1),
        heights=(1.6, 1),
        size=(10.4, 5.8),
        narrow="aa/bc/dd",
        narrow_heights=(1.6, 1.2, 0.8),
        column_height=7.2,
    ),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"{len(data.points)} points near a helix: two components keep {percent(data.share[:2].sum())} of the variance, "
        f"the position along the helix {percent(data.unrolled)}"
    ),
    claims=(
        Claim(
            "the shares are those of the variance along each axis",
            lambda data: np.allclose(variance_along(data) / variance_along(data).sum(), data.share),
            wrong=changed(share=lambda share: share[::-1]),
        ),
        Claim(
            "one position on the helix keeps more than two principal components",
            lambda data: data.unrolled > data.share[:2].sum(),
            wrong=changed(share=lambda share: share * (1, 1.9, 0.0)),
        ),
        Claim(
            "the helix is not planar: the third axis holds more than a tenth of the variance",
            lambda data: data.share[2] > 0.1,
            wrong=flattened,
            always=False,
        ),
        Claim(
            "along the helix all points keep their order",
            lambda data: np.all(np.diff(data.position) > 0),
            wrong=changed(position=lambda position: position[::-1]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"{len(data.points)} points near a helix, and the plane of their first two principal axes. The axes hold "
        f"{', '.join(spoken(100 * part) for part in data.share)} % of the variance, so that the plane keeps "
        f"{spoken(100 * data.share[:2].sum())} %: how deep a point lies behind it is lost. Unrolled, the "
        f"points lie in order along a line of length {spoken(data.whole)}, at most {spoken(np.abs(data.off).max())} "
        f"off it, while they are up to {spoken(np.abs(data.lost).max())} off the plane, and this one coordinate "
        f"keeps {percent(data.unrolled)}."
    ),
)
