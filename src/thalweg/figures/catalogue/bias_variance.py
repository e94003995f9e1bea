"""What a mean squared error is made of: squared bias, variance and noise, for polynomials of each degree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Real, Several, Whole
from thalweg.figures.parts.polynomial import legendre, truth
from thalweg.scenes.text import number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

SAMPLES, MOST, SEEN, PLACES = 400, 12, 15, 81
"""How often the data are drawn anew, the highest degree, how many fits of each degree are drawn, and at how many x."""


@dataclass(frozen=True)
class Data:
    """Parts of the error for each degree, and some fits of the two degrees that are shown.

    Attributes
    ----------
    n : int
        Points of each sample.
    x : array, shape (place,)
        Where the fits are drawn.
    fits : array, shape (2, sample, place)
    mean : array, shape (2, place)
        Of the fits to all samples.
    bias, variance, error : arrays, shape (degree,)
        Means over points and samples; the bias squared.
    """

    shown: tuple[int, ...]
    noise: float
    n: int
    x: np.ndarray
    fits: np.ndarray
    mean: np.ndarray
    bias: np.ndarray
    variance: np.ndarray
    error: np.ndarray

    @property
    def best(self) -> int:
        """The degree with the lowest error."""
        return int(self.error.argmin())

    def trouble(self, degree: int) -> str:
        """Which of the two is larger."""
        return "bias" if self.bias[degree] > self.variance[degree] else "variance"


def compute(degrees: tuple[float, ...], n: int, noise: float, seed: int) -> Data:
    """Fit each of many samples at the same places, and test it on new noise there."""
    rng = np.random.default_rng(seed)
    x = (np.arange(n) + 0.5) / n
    y, fresh = truth(x) + noise * rng.normal(size=(2, SAMPLES, n))
    q, r = np.linalg.qr(legendre(x, MOST))
    # What each further degree adds to the fit.
    fits = np.cumsum(np.einsum("sk,nk->ksn", y @ q, q), axis=0)
    between = np.linspace(x[0], x[-1], PLACES)
    ground = np.linalg.solve(r.T, legendre(between, MOST).T).T
    smooth = np.cumsum(np.einsum("sk,nk->ksn", y @ q, ground), axis=0)[[int(d) for d in degrees]]
    # The mean of all possible fits is the truth's own projection, since the noise has mean 0.
    mean = np.cumsum(truth(x) @ q * q, axis=1).T
    bias = ((mean - truth(x)) ** 2).mean(axis=-1)
    error = ((fits - fresh) ** 2).mean(axis=(1, 2))
    return Data(
        tuple(int(d) for d in degrees),
        noise,
        n,
        between,
        smooth[:, :SEEN],
        smooth.mean(axis=1),
        bias,
        fits.var(axis=1).mean(-1),
        error,
    )


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Fits of a low and a high degree, and the parts of the error for all degrees."""
    *views, right = panels
    for view, degree, fits, mean in zip(views, data.shown, data.fits, data.mean, strict=True):
        view.frame("x", "y", (0, 1), (-2, 2), title=f"Degree {degree}: {data.trouble(degree)}")
        gap = np.full((SEEN, 1), np.nan)
        lines = np.concatenate([fits, gap], axis=1).ravel()
        view.curve(
            np.tile(np.append(data.x, np.nan), SEEN),
            lines,
            0,
            f"{SEEN} fits",
            dash=0,
            width=0.3,
            alpha=0.7,
        )
        view.curve(data.x, truth(data.x), "quiet", "truth", dash=2)
        view.curve(data.x, mean, 1, "mean fit")
    degree = np.arange(MOST + 1)
    low = 0.1 * float(data.variance.min())
    right.frame(
        "degree",
        "mean squared error",
        (-0.3, MOST + 0.3),
        (low, 2 * float(data.error.max())),
        log="y",
        whole="x",
        grid="y",
        title="What the error is made of",
    )
    right.guide(y=data.noise**2)
    right.label("noise", (0.55 * MOST, data.noise**2), "quiet")
    right.curve(degree, data.bias, 2, "bias²", marks=True, at=0.25)
    right.curve(degree, data.variance, 3, "variance", marks=True, at=0.7)
    right.curve(degree, data.error, "ink", "error on new data", at=0.75)
    right.dot(data.best, float(data.error[data.best]), "ink", f"lowest: degree {data.best}")


figure = Figure(
    name="bias_variance",
    title="Bias and variance",
    caption="A higher degree has less bias and more variance; the error on new data is the sum of both and the "
    "noise, and lowest "
    "in between.",
    tags=("evaluation", "data"),
    parameters=(
        Several(
            "degrees", (1, 12), 0, MOST, "degrees of the fits shown", least=2, most=2, whole=True
        ),
        Whole("n", 30, 20, 100, "points of each sample"),
        Real("noise", 0.5, 0.05, 1.0, "standard deviation of the noise"),
        Whole("seed", 0, 0, 1_000_000, "seed of the noise"),
    ),
    layout=Layout(
        "abcc", size=(9.8, 3.9), narrow="ab/cc", narrow_heights=(1, 1.3), column_height=5.2
    ),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"{SAMPLES} samples of {data.n} points, sin 2πx with noise of variance "
        f"{number(data.noise**2)}"
    ),
    claims=(
        Claim(
            "squared bias, variance and noise add up to the error on new data",
            lambda data: np.allclose(
                data.bias + data.variance + data.noise**2, data.error, rtol=0.05
            ),
            wrong=changed(error=lambda error: 1.2 * error),
        ),
        Claim(
            "each degree has more variance than the one below, near noise²·(degree + 1)/points",
            lambda data: (
                np.all(np.diff(data.variance) > 0)
                and np.allclose(
                    data.variance * data.n / data.noise**2, np.arange(1, MOST + 2), rtol=0.15
                )
            ),
            wrong=changed(variance=lambda variance: variance[::-1]),
        ),
        Claim(
            "the best degree lies between the two shown, and each of these errs for its own reason",
            lambda data: (
                data.shown[0] < data.best < data.shown[1]
                and data.bias[data.shown[0]] > 5 * data.variance[data.shown[0]]
                and data.variance[data.shown[1]] > 5 * data.bias[data.shown[1]]
            ),
            wrong=changed(bias=lambda bias: bias[::-1]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"{SEEN} fits and their mean for "
        + " and ".join(
            f"degree {d} (squared bias {spoken(data.bias[d])}, variance {spoken(data.variance[d])})"
            for d in data.shown
        )
        + f"; beside them squared bias, variance and error against the degree on a log axis. The error is lowest at "
        f"degree {data.best}, {spoken(data.error[data.best])}, of which {spoken(data.noise**2)} is noise."
    ),
)
