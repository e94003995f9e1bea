"""A penalty on squared coefficients (L2, ridge): from overfitting to underfitting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, changed
from thalweg.figures.parameters import Real, Several, Whole
from thalweg.figures.parts.polynomial import draw_samples, legendre, truth, verdict
from thalweg.scenes.text import apart, listing, number, power_of_ten, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel

SAMPLES, FRESH = 200, 200
"""How often the data are drawn anew, and how many further points test each fit."""

LOWEST, HIGHEST = 1e-6, 10.0
NONE = LOWEST / 20
"""Where λ = 0 stands on a log axis."""


@dataclass(frozen=True)
class Data:
    """Fits of the first sample, shape (λ shown, place), coefficients, (λ, degree), and errors, (λ, sample).

    `shown_off` is the median error to the truth, shape (λ shown,), and `off`, shape (λ,), that of every λ, of the same
    points as `test`, which has their noise. The first λ of `penalty`, shape (λ,), is 0. `plain` are the
    coefficients of least squares, shape (degree,).
    """

    shown: tuple[float, ...]
    shown_off: np.ndarray
    x: np.ndarray
    y: np.ndarray
    place: np.ndarray
    fits: np.ndarray
    penalty: np.ndarray
    coefficients: np.ndarray
    plain: np.ndarray
    training: np.ndarray
    test: np.ndarray
    off: np.ndarray

    @property
    def best(self) -> int:
        """Index of the λ with the lowest median test error."""
        return int(np.median(self.test, axis=1).argmin())

    def verdict(self, k: int) -> str:
        """Whether a λ that is shown is too low or too high."""
        best = int(self.off.argmin())
        simpler = self.shown[k] > self.penalty[best]
        return verdict(self.shown_off[k], self.off[best], simpler=simpler)


def compute(lam: tuple[float, ...], degree: int, n: int, noise: float, seed: int) -> Data:
    """Minimise the mean squared error + λ·Σc², over polynomials of one degree, the constant without penalty.

    By singular values of the centred columns, which give all λ at once.
    """
    rng = np.random.default_rng(seed)
    x, y = draw_samples(rng, SAMPLES, 2 * n // 3, noise)
    fresh, wanted = draw_samples(rng, SAMPLES, FRESH, noise)
    place = np.linspace(0, 1, 101)
    ground, fresh_ground = legendre(x, degree)[..., 1:], legendre(fresh, degree)[..., 1:]
    middle, level = ground.mean(axis=1, keepdims=True), y.mean(axis=1, keepdims=True)
    u, s, vt = np.linalg.svd(ground - middle, full_matrices=False)
    along = np.einsum("snk,sn->sk", u, y - level)

    def coefficients(penalties: np.ndarray) -> np.ndarray:
        shrunk = s * along / (s**2 + x.shape[1] * penalties[:, None, None])
        return np.einsum("lsk,skd->lsd", shrunk, vt)

    penalty = np.concatenate([[0.0], np.geomspace(LOWEST, HIGHEST, 36)])
    # Those that are shown come last.
    c = coefficients(np.concatenate([penalty, lam]))
    many = len(penalty)
    fit = level + np.einsum("snd,lsd->lsn", ground - middle, c)
    guess = level + np.einsum("snd,lsd->lsn", fresh_ground - middle, c)
    fits = level[0] + c[many:, 0] @ (legendre(place, degree)[:, 1:] - middle[0]).T
    plain = np.linalg.lstsq(legendre(x[0], degree), y[0], rcond=None)[0][1:]
    errors = ((fit - y) ** 2).mean(axis=-1), ((guess - wanted) ** 2).mean(axis=-1)
    off = np.median(((guess - truth(fresh)) ** 2).mean(axis=-1), axis=1)
    return Data(
        tuple(lam),
        off[many:],
        x[0],
        y[0],
        place,
        fits,
        penalty,
        c[:many, 0],
        plain,
        errors[0][:many],
        errors[1][:many],
        off[:many],
    )


def draw(panels: Sequence[Panel], data: Data) -> None:
    """One panel a λ, then the errors and the coefficients."""
    *views, errors, paths = panels
    for k, (view, lam, fit) in enumerate(zip(views, apart(data.shown), data.fits, strict=True)):
        place = view.ax.get_subplotspec()
        first = place is None or place.is_first_col()
        title = f"λ = {lam}: {data.verdict(k)}"
        view.frame("x", "y" if first else "", (0, 1), (-1.8, 1.8), title=title)
        if not first:
            view.ax.tick_params(labelleft=False)
            view.ax.yaxis.set_major_formatter("")
        view.curve(data.place, truth(data.place), "quiet", "truth, sin 2πx", dash=2, width=0.7)
        view.curve(data.place, fit, "ink", "fit of one sample")
        view.points(data.x, data.y, 2, "training points", size=0.65)
    # λ = 0 stands apart, and no line leads to it.
    at = np.concatenate([[NONE], data.penalty[1:]])
    sides = (NONE / 2, 1.5 * HIGHEST)
    found = [np.quantile(error, (0.25, 0.5, 0.75), axis=1) for error in (data.training, data.test)]
    tall = (float(found[0].min()) / 2, 2 * float(found[1].max()))
    errors.frame("λ", "mean squared error", sides, tall, log="xy", grid="y")
    for look, name, (low, median, high) in (
        (1, "test error", found[1]),
        (2, "training error", found[0]),
    ):
        errors.area(at[1:], low[1:], high[1:], look)
        errors.curve(at[1:], median[1:], look, name)
        errors.dot(NONE, float(median[0]), look)
    median = found[1][1]
    errors.dot(float(at[data.best]), float(median[data.best]), 1, "best", hollow=True)
    seen = data.coefficients[1:]
    paths.frame("λ", "coefficient c", sides, seen.ravel(), log="x")
    paths.cross()
    largest = np.argsort(-np.abs(data.coefficients[data.best]))
    few = [*largest[2:], *largest[:2]]
    for k in few:
        main = k in largest[:2]
        paths.curve(
            at[1:], seen[:, k], 0 if main else "isoline", dash=0, width=0.9 if main else 0.4
        )
        if main:
            middle = len(seen) // 2
            paths.label(
                f"c{'₀₁₂₃₄₅₆₇₈₉'[k + 1] if k < 9 else k + 1}",
                (float(at[1 + middle]), float(seen[middle, k])),
                0,
            )
    paths.note(f"λ = 0: up to {number(np.abs(data.coefficients[0]).max())}")
    for panel in (errors, paths):
        panel.ax.set_xticks([NONE, *(10.0**k for k in range(-6, 2, 2))])
        panel.ax.set_xticklabels(["0", *map(power_of_ten, range(-6, 2, 2))])
        panel.ax.set_xticks([], minor=True)


figure = Figure(
    name="regularization_visualization",
    title="L2 regularization",
    caption="A penalty on squared coefficients makes them small: with none the polynomial follows the noise, with "
    "too much it "
    "misses the truth, and the test error is lowest in between.",
    tags=("regularization", "data", "evaluation"),
    parameters=(
        Several("lam", (0.0, 0.001, 0.01, 0.1, 1.0), 0.0, 10.0, "penalties λ", least=5, most=5),
        Whole("degree", 15, 3, 18, "degree of the polynomial"),
        Whole("n", 30, 30, 300, "points, two thirds of them for training"),
        Real("noise", 0.1, 0.01, 1.0, "standard deviation of the noise"),
        Whole("seed", 0, 0, 1_000_000, "seed of the data"),
    ),
    layout=Layout(
        "abcde/fffgg",
        heights=(1, 1.25),
        size=(9.8, 5.2),
        narrow="ab/cd/e./ff/gg",
        column_height=8.6,
    ),
    compute=compute,
    draw=draw,
    subtitle=lambda data: (
        f"Polynomials of degree {len(data.plain)}, {len(data.x)} training points: mean squared error + λ·Σc², c for "
        f"Legendre "
        f"polynomials; errors: median and quartiles of {SAMPLES} samples"
    ),
    claims=(
        Claim(
            "without a penalty the fit is that of least squares",
            lambda data: np.allclose(data.coefficients[0], data.plain, rtol=1e-4, atol=1e-6),
            wrong=changed(coefficients=lambda c: c[::-1]),
        ),
        Claim(
            "a larger penalty makes the coefficients smaller, all together, and the training error larger",
            lambda data: (
                np.all(np.diff(np.linalg.norm(data.coefficients, axis=1)) < 0)
                and np.all(np.diff(data.training, axis=0) > -1e-12)
            ),
            wrong=changed(coefficients=lambda c: c[::-1]),
        ),
        Claim(
            "the test error is lowest in between: both without a penalty and at the largest it is over 10 times as "
            "high",
            lambda data: (
                min(np.median(data.test[[0, -1]], axis=1)) > 10 * np.median(data.test[data.best])
            ),
            wrong=lambda data: changed(test=lambda _: data.training)(data),
            always=False,
        ),
        Claim(
            "without a penalty the polynomial overfits, and with the largest that is shown it underfits",
            lambda data: data.verdict(0) == "overfits" and data.verdict(4) == "underfits",
            wrong=changed(shown_off=lambda off: 0 * off),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"{len(data.x)} noisy points of a sine with polynomials of degree {len(data.plain)} through them, for λ = "
        + listing(
            [f"{lam} ({data.verdict(k)})" for k, lam in enumerate(apart(data.shown, write=spoken))]
        )
        + f". Below, errors and coefficients against λ on log axes. The median test error "
        f"is {spoken(np.median(data.test[0]))} without a penalty, lowest, "
        f"{spoken(np.median(data.test[data.best]))}, at λ = "
        f"{spoken(data.penalty[data.best])}, and {spoken(np.median(data.test[-1]))} at λ = "
        f"{spoken(data.penalty[-1])}. The norm of "
        f"the coefficients falls from {spoken(float(np.linalg.norm(data.coefficients[0])))} to "
        f"{spoken(float(np.linalg.norm(data.coefficients[-1])))}."
    ),
)
