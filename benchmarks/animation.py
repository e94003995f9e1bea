"""Animations beside celluloid's, which draws every frame whole; sizes of files; memory for long ones."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

import thalweg as tw
from timing import Row

SIZE = (1200, 500)
GIF = "celluloid, gif"
STEPS = [*range(50), *range(50, 200, 5), *range(200, 12_000, 200)]
"""139 of 12,000 epochs, thinned by hand: dense where something happens."""

FEW = STEPS[::4]
"""For the surface, of which celluloid draws one frame in half a second."""


@cache
def runs() -> tw.Trajectories:
    rng = np.random.default_rng(0)
    x = np.linspace(0, 10, 30)
    line = tw.Fit("w*x + b", {"x": x, "y": 2 * x + 5 + rng.normal(0, 1.5, 30)}, target="y")
    return tw.descend(line, tw.SGD(lr=0.001), start=[3.0, -1.0], steps=12_000)


@cache
def ground() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    land = tw.Scene(runs(), panels=["contour"]).ground.dataset.transpose("b", "w")
    return land["w"].values, land["b"].values, land["loss"].values


def flat() -> tw.Scene:
    return tw.Scene(runs(), panels=["contour", "fit"])


def deep() -> tw.Scene:
    return tw.Scene(runs(), panels=["surface"])


def by_celluloid(path: Path) -> None:
    """The same two panels, drawn anew for every frame, as celluloid asks for."""
    import matplotlib.pyplot as plt
    from celluloid import Camera

    mpl.use("agg")
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 5), dpi=100)
    camera = Camera(figure)
    w, b, loss = ground()
    theta = runs().dataset["theta"].values[0]
    x, y = runs().problem.columns["x"], runs().problem.columns["y"]  # type: ignore[attr-defined]
    levels = np.geomspace(loss.min() + 0.1, loss.max(), 14)
    for step in STEPS:
        here = theta[step]
        left.contourf(w, b, loss, levels, cmap="Blues")
        left.contour(w, b, loss, levels, colors="0.5", linewidths=0.5)
        left.plot(*theta[: step + 1].T, color="C0")
        left.plot(*here, "o", color="C0")
        left.legend([f"step {step}, w {here[0]:.2f}, b {here[1]:.2f}"], loc="lower left")
        fitted = here[0] * x + here[1]
        right.plot(x, y, "o", color="0.3")
        right.plot(x, fitted, color="C0")
        for place, one, two in zip(x, y, fitted, strict=True):
            right.plot([place, place], [one, two], "--", color="0.5", linewidth=0.8)
        camera.snap()
    camera.animate(interval=40).save(str(path), writer="pillow")
    plt.close(figure)


def surface_by_celluloid(path: Path) -> None:
    import matplotlib.pyplot as plt
    from celluloid import Camera

    mpl.use("agg")
    figure: Figure = plt.figure(figsize=(12, 5), dpi=100)
    ax = figure.add_subplot(projection="3d")
    camera = Camera(figure)
    w, b, loss = ground()
    wide, high = np.meshgrid(w, b)
    theta, losses = runs().dataset["theta"].values[0], runs().dataset["loss"].values[0]
    for step in FEW:
        ax.plot_surface(wide, high, loss, cmap="Blues", rcount=len(b), ccount=len(w), zorder=1)
        ax.plot(*theta[: step + 1].T, losses[: step + 1], color="C1", zorder=2)
        ax.plot(*theta[step], losses[step], "o", color="C1", zorder=3)
        camera.snap()
    camera.animate(interval=40).save(str(path), writer="pillow")
    plt.close(figure)


def seconds(call: Callable[[], object], repeats: int = 1) -> float:
    found = []
    for _ in range(repeats):
        began = time.perf_counter()
        call()
        found.append(time.perf_counter() - began)
    return min(found)


def peak(kind: str, frames: int, path: Path) -> tuple[float, float]:
    """Peak memory of a process that writes so many frames, and the size of its file, in MB."""
    program = (
        "import sys; sys.path.insert(0, 'benchmarks'); import animation, thalweg as tw;"
        f"tw.save(animation.flat(), {str(path)!r}, size=(600, 300), frames=range({frames}));"
        # Not getrusage: what this process took at most counts there for its children, too.
        "print([int(s.split()[1]) / 1024 for s in open('/proc/self/status') if s.startswith('VmHWM')][0])"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root
    )
    return float(done.stdout), path.stat().st_size / 1e6


def turning(folder: Path) -> Row:
    """A surface that turns, drawn by as many processes as there are processors, and by one."""
    from thalweg.render.animation.animate import animate
    from thalweg.render.animation.several import spare

    def write(processes: int) -> bytes:
        path = folder / f"turning{processes}.mp4"
        with open(path, "wb") as stream:
            animate(deep(), stream, "mp4", size=SIZE, frames=40, turn=90, processes=processes)
        return path.read_bytes()

    several = spare()
    mine, one = (seconds(lambda n=n: write(n)) for n in (several, 1))
    same = "the same bytes" if write(several) == write(1) else "OTHER BYTES"
    note = f"{several} processes against one, {same}"
    # Half of what each further process could give.
    bound = f">= {1 + 0.5 * (several - 1):g}"
    return Row("surface that turns", mine, one, one / mine, bound, note, "one process")


def rows() -> list[Row]:
    found = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Before anything is timed: fonts, compiled models, and the loss over the ground of both.
        tw.save(flat(), folder / "warm.gif", size=SIZE, frames=[0, 1])
        ground()
        theirs = seconds(lambda: by_celluloid(folder / "theirs.gif"))
        for kind, bound, kilobytes in (("gif", ">= 10", 1500), ("mp4", ">= 15", 150)):
            path = folder / f"ours.{kind}"
            mine = seconds(lambda path=path: tw.save(flat(), path, size=SIZE, frames=STEPS), 3)
            size = path.stat().st_size / 1000
            note = f"{len(STEPS)} frames of {SIZE[0]} × {SIZE[1]}"
            found += [
                Row(f"contour and line as {kind}", mine, theirs, theirs / mine, bound, note, GIF),
                Row(f"size of the same {kind}", size, 0.0, size, f"<= {kilobytes}", "", "", "kB"),
            ]  # fmt: skip
        for kind in ("webp", "apng"):
            path = folder / f"ours.{kind}"
            mine = seconds(lambda path=path: tw.save(flat(), path, size=SIZE, frames=STEPS))
            note = f"{path.stat().st_size / 1000:,.0f} kB, without loss"
            found.append(Row(f"the same as {kind}", mine, theirs, theirs / mine, ">= 1", note, GIF))
        theirs = seconds(lambda: surface_by_celluloid(folder / "theirs3.gif"))
        path = folder / "ours3.gif"
        mine = seconds(lambda: tw.save(deep(), path, size=SIZE, frames=FEW), 3)
        note = f"{len(FEW)} frames, {path.stat().st_size / 1000:,.0f} kB"
        found.append(
            Row("surface with path as gif", mine, theirs, theirs / mine, ">= 10", note, GIF)
        )
        found.append(turning(folder))
        for kind in ("gif", "mp4", "webp", "apng") if not os.environ.get("QUICK") else ():
            short, _ = peak(kind, 100, folder / f"short.{kind}")
            long, size = peak(kind, 5000, folder / f"long.{kind}")
            more = long - short - (size if kind == "webp" else 0.0)
            note = f"{short:.0f} MB with 100, {long:.0f} MB with 5,000"
            found.append(
                Row(
                    f"memory for 5,000 frames of {kind}",
                    long,
                    short,
                    more,
                    "<= 60",
                    note,
                    "",
                    "MB more",
                )
            )
    return found
