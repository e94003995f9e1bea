"""Polynomials of low and high degree on noisy data, and their errors over many samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Real, Several, Whole
from thalweg.figures.parts.polynomial import draw_samples, legendre, truth, verdict
from thalweg.scenes.text import spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

SAMPLES, FRESH = 200, 200
"""How often the data are drawn anew, and how many further points test each fit."""


@dataclass(frozen=True)
class Data:
    """The first sample with its fits, shape (degree shown, place), and errors, shape (sample, degree).

    `off` is the error to the truth, of the same points as `test`, which has their noise. `x` and `y` are the training
    points of the first sample.
    """

    degrees: tuple[int, ...]
    noise: float
    x: np.ndarray
    y: np.ndarray
    place: np.ndarray
    fits: np.ndarray
    training: np.ndarray
    test: np.ndarray
    off: np.ndarray

    @property
    def best(self) -> int:
        """The degree with the lowest median test error."""
        return int(np.median(self.test, axis=0).argmin())

    def verdict(self, degree: int) -> str:
        """Whether a degree is too low or too high."""
        off = np.median(self.off, axis=0)
        best = int(off.argmin())
        return verdict(off[degree], off[best], simpler=degree < best)


def compute(degrees: tuple[float, ...], n: int, noise: float, seed: int) -> Data:
    """Fit two thirds of n points by least squares, again and again, for all degrees up to the highest."""
    rng = np.random.default_rng(seed)
    shown = tuple(int(degree) for degree in degrees)
    most, kept = max(*shown, 8), 2 * n // 3
    x, y = draw_samples(rng, SAMPLES, kept, noise)
    fresh, wanted = draw_samples(rng, SAMPLES, FRESH, noise)
    place = np.linspace(0, 1, 161)
    ground, fresh_ground, line = legendre(x, most), legendre(fresh, most), legendre(place, most)
    q, r = np.linalg.qr(ground)
    along = np.einsum("snk,sn->sk", q, y)
    training, test, off, fits = [], [], [], []
    for many in range(1, most + 2):
        # The first columns of one decomposition serve every degree.
        c = np.linalg.solve(r[:, :many, :many], along[:, :many, None])[..., 0]
        fit = np.einsum("snk,sk->sn", q[..., :many], along[:, :many])
        training.append(((fit - y) ** 2).mean(axis=1))
        guess = np.einsum("snk,sk->sn", fresh_ground[..., :many], c)
        test.append(((guess - wanted) ** 2).mean(axis=1))
        off.append(((guess - truth(fresh)) ** 2).mean(axis=1))
        fits.append(line[:, :many] @ c[0])
    chosen = np.array(fits)[list(shown)]
    errors = (np.array(found).T for found in (training, test, off))
    return Data(shown, noise, x[0], y[0], place, chosen, *errors)


def draw(panels: Sequence[Panel], data: Data) -> None:
    """One panel a degree, and the errors below."""
    *views, below = panels
    for k, (view, degree) in enumerate(zip(views, data.degrees, strict=True)):
        view.frame("x", "y", (0, 1), (-1.8, 1.8), title=f"Degree {degree}: {data.verdict(degree)}")
        view.curve(data.place, truth(data.place), "quiet", "truth, sin 2πx", dash=2, width=0.7)
        view.curve(data.place, data.fits[k], "ink", "fit of one sample")
        view.points(data.x, data.y, 2, "training points")
    degree = np.arange(data.test.shape[1])
    quartiles = [
        np.quantile(error, (0.25, 0.5, 0.75), axis=0) for error in (data.training, data.test)
    ]
    low = max(float(quartiles[0].min()) / 2, 1e-5 * data.noise**2)
    below.frame(
        "degree",
        "mean squared error",
        (-0.3, degree[-1] + 0.3),
        (low, 3 * float(quartiles[1].max())),
        log="y",
        whole="x",
        grid="y",
    )
    below.guide(y=data.noise**2, label="variance of the noise")
    for look, name, found in ((1, "test error", quartiles[1]), (2, "training error", quartiles[0])):
        below.area(degree, found[0], found[2], look)
        below.curve(degree, found[1], look, name, marks=True)
    median = quartiles[1][1]
    for k in data.degrees:
        if data.verdict(k) != "fits":
            below.label(data.verdict(k), (k, float(median[k])), 1)
    below.label(f"best: degree {data.best}", (data.best, float(median[data.best])), 1)


figure = Figure(
    name="overfitting_visualization",
    title="Underfitting and overfitting",
    caption="The training error falls with every degree, while the test error falls, and then rises: the highest "
    "degree "
    "follows the noise.",
    tags=("data", "evaluation"),
    parameters=(
        Several(
            "degrees", (1, 4, 15), 0, 18, "degrees of the polynomials", least=3, most=3, whole=True
        ),
        Whole("n", 30, 30, 300, "points, two thirds of them for training"),
        Real("noise", 0.1, 0.01, 1.0, "standard deviation of the noise"),
        Whole("seed", 0, 0, 1_000_000, "seed of the data"),
    ),
    layout=Layout(
        "abc/ddd", heights=(1, 1.2), size=(9.6, 5.8), narrow="a/b/c/d", column_height=8.4
    ),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"{len(data.x)} training points; errors: median and quartiles of {SAMPLES} random samples"
    ),
    claims=(
        Claim(
            "the training error falls, or stays, with every further degree",
            lambda data: np.all(np.diff(data.training, axis=1) <= 1e-12),
            wrong=changed(training=lambda error: error[:, ::-1]),
        ),
        Claim(
            "the best degree is neither the lowest nor the highest",
            lambda data: 0 < data.best < data.test.shape[1] - 1,
            wrong=changed(test=lambda error: np.sort(error, axis=1)[:, ::-1]),
            always=False,
        ),
        Claim(
            "degree 1 underfits, degree 4 fits and degree 15 overfits",
            lambda data: (
                [data.verdict(d) for d in data.degrees] == ["underfits", "fits", "overfits"]
            ),
            wrong=changed(off=lambda error: error[:, ::-1]),
            always=False,
        ),
        Claim(
            "the highest degree's training error is below the variance of the noise, its test error over 100 times "
            "above",
            lambda data: (
                np.median(data.training[:, -1]) < data.noise**2 < np.median(data.test[:, -1]) / 100
            ),
            wrong=lambda data: changed(test=lambda _: data.training)(data),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"{len(data.x)} noisy points of a sine with polynomials through them. "
        + " ".join(
            f"Degree {d} {data.verdict(d)}: its median training error is {spoken(np.median(data.training[:, d]))}, "
            f"its median "
            f"test error {spoken(np.median(data.test[:, d]))}."
            for d in data.degrees
        )
        + f" Below, both errors against the degree on a log axis; the test error is lowest at degree {data.best}, "
        f"{spoken(np.median(data.test[:, data.best]))}, and the variance of the noise is {spoken(data.noise**2)}."
    ),
)
