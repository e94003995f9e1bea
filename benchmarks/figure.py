"""A composed figure of surface, contour and loss as SVG, beside the same drawn by hand in matplotlib."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LightSource, LogNorm
from matplotlib.figure import Figure

import thalweg as tw
from thalweg.render.files import write
from thalweg.scenes.levels import contour_levels
from timing import Row

REPEATS = 7
RUNS = tw.descend(
    tw.Formula("x**2 + 10*y**2"),
    [tw.SGD(lr=0.02), tw.SGD(lr=0.09), tw.Adam(lr=0.05)],
    start=[-1.8, 0.6],
    steps=50,
)
LAND = tw.Scene(RUNS).ground


def ours() -> bytes:
    out = io.BytesIO()
    write(tw.Scene(RUNS, LAND, ["surface", "contour", "loss"]), out, "svg")
    return out.getvalue()


def by_hand() -> bytes:
    """The same panels, sizes, sampling and resolution, with matplotlib's own functions and layout."""
    with mpl.rc_context({"svg.fonttype": "none", "font.size": 9.0}):
        figure = Figure(figsize=(9.8, 6.0), dpi=200, layout="constrained")
        FigureCanvasAgg(figure)
        grid = figure.add_gridspec(2, 2, width_ratios=[0.54, 0.46])
        data = LAND.dataset.transpose("y", "x")
        x, y, loss = (data[name].values for name in ("x", "y", "loss"))
        wide, deep = np.meshgrid(x, y)
        theta = RUNS.dataset["theta"].transpose("run", "step", "param").values
        losses = RUNS.dataset["loss"].transpose("run", "step").values
        step = RUNS.dataset["step"].values
        levels = contour_levels(loss).values[1:]

        ax = figure.add_subplot(grid[:, 0], projection="3d", computed_zorder=False)
        ax.plot_surface(
            wide,
            deep,
            loss,
            rcount=len(y),
            ccount=len(x),
            cmap="Blues",
            lightsource=LightSource(azdeg=225, altdeg=52),
            linewidth=0.3,
            rasterized=True,
            zorder=1,
        )
        ax.contour(wide, deep, loss, levels, colors="0.5", linewidths=0.6, zorder=2)
        for path, values, label in zip(theta, losses, RUNS.labels, strict=True):
            ax.plot(*path.T, values, marker="o", markersize=2.5, label=label, zorder=3)
        ax.set(xlabel="x", ylabel="y", zlabel="loss")

        ax = figure.add_subplot(grid[0, 1])
        bands = ax.contourf(wide, deep, loss, levels, cmap="Blues", norm=LogNorm(), extend="both")
        ax.contour(wide, deep, loss, levels, colors="0.5", linewidths=0.6)
        for path in theta:
            ax.plot(*path.T, marker="o", markersize=2.5)
        ax.plot(0, 0, "k+")
        figure.colorbar(bands, ax=ax, label="loss")
        ax.set(xlabel="x", ylabel="y", aspect="equal")

        ax = figure.add_subplot(grid[1, 1])
        for values in losses:
            ax.plot(step, values, marker="o", markevery=6, markersize=2.5)
        ax.set(xlabel="step", ylabel="loss", yscale="log")
        figure.suptitle("x² + 10y²")
        figure.legend(loc="outside upper left", ncols=3)
        out = io.BytesIO()
        figure.savefig(out, format="svg", dpi=200)
        return out.getvalue()


def typical(*calls: Callable[[], bytes]) -> list[float]:
    """Median wall time of each, in turns, so that the machine's other work slows all of them alike."""
    times: list[list[float]] = [[] for _ in calls]
    for turn in range(REPEATS + 1):
        for call, found in zip(calls, times, strict=True):
            start = time.perf_counter()
            call()
            if turn:
                # The first one fills the caches of fonts.
                found.append(time.perf_counter() - start)
    return [statistics.median(found) for found in times]


def rows() -> list[Row]:
    mine, plain = typical(ours, by_hand)
    size, other = len(ours()) / 1000, len(by_hand()) / 1000
    note = f"{len(LAND.dataset.x)} × {len(LAND.dataset.y)} grid, 3 runs"
    return [
        Row(
            "surface, contour, loss as SVG", mine, plain, mine / plain, "<= 1.5", note, "matplotlib"
        ),
        Row("size of the same", size, 0.0, size, "<= 150", f"by hand {other:.0f} kB", "", "kB"),
    ]
