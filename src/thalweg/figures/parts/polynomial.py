"""Noisy samples of a sine, and polynomials to fit them."""

from __future__ import annotations

import numpy as np

WORSE = 3.0
"""A fit whose error is more than so many times the best does not fit."""


def verdict(error: float, best: float, *, simpler: bool) -> str:
    """What a fit does, given its error, that of the best fit, and whether it is the simpler one of both.

    Errors are those to the truth: the noise of test points is in the errors of all fits, and makes a straight line
    through a sine look as good as the best.
    """
    if error <= WORSE * best:
        return "fits"
    return "underfits" if simpler else "overfits"


def truth(x: np.ndarray) -> np.ndarray:
    """The sine 2πx, on 0 to 1."""
    return np.sin(2 * np.pi * x)


def legendre(x: np.ndarray, degree: int) -> np.ndarray:
    """Polynomials up to a degree, shape (..., degree + 1), at x, shape (...).

    Those of Legendre, orthogonal over the interval from 0 to 1: powers of x are nearly parallel there, and their
    coefficients mean little.
    """
    return np.polynomial.legendre.legvander(2 * x - 1, degree)


def draw_samples(
    rng: np.random.Generator, times: int, n: int, noise: float
) -> tuple[np.ndarray, np.ndarray]:
    """Places drawn evenly from 0 to 1 and noisy values there, both of shape (times, n)."""
    x = rng.random((times, n))
    return x, truth(x) + noise * rng.normal(size=x.shape)
