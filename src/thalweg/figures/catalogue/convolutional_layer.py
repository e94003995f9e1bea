"""A kernel slides over an image; three kernels make three maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Choice, Whole
from thalweg.scenes.text import number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

KERNELS = {
    "edges": np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
    "horizontal": np.array([[-1, -1, -1], [2, 2, 2], [-1, -1, -1]]),
    "vertical": np.array([[-1, 2, -1], [-1, 2, -1], [-1, 2, -1]]),
}
SIDE, OUT = 8, 6
"""Cells of the image and of a map, along one side."""


@dataclass(frozen=True)
class Data:
    """Image, shape (8, 8), kernels, (kernel, 3, 3), and maps, (kernel, 6, 6).

    `window` is the row and column of the window's upper left cell, over which the kernel `chosen` lies; the first
    `known` cells of the maps are shown.
    """

    image: np.ndarray
    kernels: np.ndarray
    maps: np.ndarray
    chosen: int
    window: tuple[int, int]
    known: int = OUT * OUT

    @property
    def value(self) -> int:
        """What the chosen kernel makes of the window."""
        return int(self.maps[self.chosen][self.window])


def compute(kernel: str, row: int, column: int) -> Data:
    """Products of each window with each kernel, added up; no kernel is turned round, as in deep-learning libraries."""
    image = np.zeros((SIDE, SIDE), int)
    image[2:6, 2:6] = 1
    kernels = np.array(list(KERNELS.values()))
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    maps = np.einsum("ijab,kab->kij", windows, kernels)
    return Data(image, kernels, maps, list(KERNELS).index(kernel), (row - 1, column - 1))


def _texts(values: np.ndarray) -> list[list[str]]:
    return [[number(value) for value in line] for line in values]


def _sum(data: Data) -> str:
    """The products that are not 0, and what they add up to."""
    row, column = data.window
    products = (data.image[row : row + 3, column : column + 3] * data.kernels[data.chosen]).ravel()
    terms = [int(product) for product in products if product] or [0]
    signs = [" − " if term < 0 else " + " for term in terms]
    found = "".join(sign + str(abs(term)) for sign, term in zip(signs, terms, strict=True))
    return f"{'−' * (terms[0] < 0)}{found[3:]} = {number(data.value)}"


def _outline(panel: Panel, x: float, y: float, side: float) -> None:
    """A thick frame around cells."""
    from matplotlib.patches import Rectangle

    panel.ax.add_patch(
        Rectangle(
            (x, y),
            side,
            side,
            fill=False,
            edgecolor=panel.colour(1),
            linewidth=1.1 * panel.style.line,
            joinstyle="miter",
            zorder=4,
        )
    )


def draw(panels: Sequence[Panel], data: Data) -> None:
    """The image with the window on the left; each kernel with its map on the right."""
    from matplotlib.patches import Patch

    from thalweg.figures.parts.circuit import fit_words

    left, *views = panels
    row, column = data.window
    left.canvas(SIDE, SIDE + 1.6)
    left.ax.set_anchor("C")
    left.title("Image, and the window")
    left.cells(data.image, _texts(data.image), corner=(0, 1.6), largest=2)
    _outline(left, column, 1.6 + SIDE - row - 3, 3)
    left.text(SIDE / 2, 0.7, f"window × kernel: {_sum(data)}", 1)
    views[0].title("Kernels, and the map that each makes")
    for name, look in (("positive", 0), ("negative", 3)):
        left.entry(name, Patch(facecolor=left.colour(look), alpha=0.72, linewidth=0))
    largest = float(np.abs(data.maps).max())
    for k, (view, kernel) in enumerate(zip(views, data.kernels, strict=True)):
        view.canvas(11.4, OUT)
        fit_words(view, 0.64)
        view.cells(
            kernel,
            _texts(kernel),
            corner=(0, 1.5),
            largest=float(np.abs(kernel).max()),
            signed=True,
        )
        view.text(1.5, 5.1, list(KERNELS)[k])
        view.arrow((3.4, 3.0), (5.0, 3.0))
        flat = data.maps[k].ravel()
        seen = np.arange(OUT * OUT) < data.known
        texts = np.where(seen, [number(value) for value in flat], "").reshape(OUT, OUT)
        view.cells(
            np.where(seen, flat, 0).reshape(OUT, OUT),
            texts.tolist(),
            corner=(5.4, 0),
            largest=largest,
            signed=True,
        )
        if k == data.chosen:
            _outline(view, 0, 1.5, 3)
            _outline(view, 5.4 + column, OUT - row - 1, 1)
    for panel in panels:
        for patch in panel.ax.patches:
            # The name of a clip on every cell would make a tenth of the file, and the layout need not measure them.
            patch.set_clip_on(False)
            patch.set_in_layout(False)


def agrees(data: Data) -> bool:
    """Whether the maps are those of an independent implementation."""
    from scipy.signal import correlate2d

    return all(
        np.array_equal(found, correlate2d(data.image, kernel, mode="valid"))
        for found, kernel in zip(data.maps, data.kernels, strict=True)
    )


figure = Figure(
    name="convolutional_layer",
    title="A convolutional layer",
    caption="A kernel slides over the image: its products with the window below it add up to one cell of the map, "
    "and each kernel "
    "answers to another pattern.",
    tags=("convolution", "network"),
    parameters=(
        Choice("kernel", "edges", tuple(KERNELS), "whose window is shown"),
        Whole("row", 2, 1, OUT, "row of the window"),
        Whole("column", 2, 1, OUT, "column of the window"),
    ),
    layout=Layout(
        "ab/ac/ad",
        widths=(1.15, 1),
        size=(8.2, 5.2),
        narrow="a/b/c/d",
        narrow_heights=(2, 1.25, 1.25, 1.25),
        column_height=9.0,
    ),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        "Each kernel slides over the image as it stands, and is not flipped: strictly speaking, a cross-correlation"
    ),
    claims=(
        Claim(
            "the maps agree with scipy.signal.correlate2d",
            agrees,
            wrong=changed(maps=lambda maps: maps.transpose(0, 2, 1)[::-1]),
        ),
        Claim(
            "where the image is flat every map is 0",
            lambda data: (
                not np.any(
                    data.maps[
                        :,
                        np.ptp(
                            np.lib.stride_tricks.sliding_window_view(data.image, (3, 3)),
                            axis=(2, 3),
                        )
                        == 0,
                    ]
                )
            ),
            wrong=changed(maps=lambda maps: maps + 1),
        ),
        Claim(
            "along a horizontal side of the square the horizontal kernel answers, and the vertical one does not",
            lambda data: np.all(data.maps[1, 1, 2:4] > 0) and not np.any(data.maps[2, 1, 2:4]),
            wrong=changed(maps=lambda maps: maps[[0, 2, 1]]),
        ),
    ),
    alt=lambda data: (
        f"An image of 8 by 8 cells with a square of ones, a window of 3 by 3 at row {data.window[0] + 1}, column "
        f"{data.window[1] + 1}, and three kernels with their maps of 6 by 6 numbers. The kernel for "
        f"{list(KERNELS)[data.chosen]} makes {spoken(data.value)} of the window. "
        + " ".join(
            f"The map of {name} goes from {spoken(found.min())} to {spoken(found.max())}."
            for name, found in zip(KERNELS, data.maps, strict=True)
        )
    ),
    steps=Steps(
        count=lambda data: OUT * OUT + 1,
        # The window goes over the whole image, and back to where the figure has it.
        at=lambda data, k: (
            data if k == OUT * OUT else replace(data, window=divmod(k, OUT), known=k + 1)
        ),
    ),
)
