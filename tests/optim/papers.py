"""Optimizers written from their papers as plain loops, in the papers' own letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import numpy as np

from optim.driver import STEPS, Array, Problem

Gradient = Callable[[Array], Array]
#: From a start and a gradient to the points after each step, without end.
Loop = Callable[[Array, Gradient], Iterator[Array]]


def path(loop: Loop, problem: Problem) -> Array:
    """The start and `STEPS` points (step, param)."""
    start = np.array(problem.start)
    points = loop(start, lambda x: problem.gradient(x, np))
    return np.array([start, *(next(points) for _ in range(STEPS))])


def adagrad_norm(eta: float, b: float) -> Loop:
    """Ward, Wu and Bottou 2019, algorithm 1."""

    def loop(x: Array, gradient: Gradient) -> Iterator[Array]:
        squared = b**2
        while True:
            G = gradient(x)
            squared = squared + np.linalg.norm(G) ** 2
            x = x - eta / np.sqrt(squared) * G
            yield x

    return loop


def yogi(alpha: float, b1: float, b2: float, eps: float, v0: float) -> Loop:
    """Zaheer et al. 2018, algorithm 2, with Adam's correction of the averages."""

    def loop(x: Array, gradient: Gradient) -> Iterator[Array]:
        m, v = 0 * x, 0 * x + v0
        for t in count(1):
            g = gradient(x)
            m = b1 * m + (1 - b1) * g
            v = v - (1 - b2) * np.sign(v - g * g) * g * g
            x = x - alpha * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
            yield x

    return loop


def adan(eta: float, b1: float, b2: float, b3: float, eps: float, decay: float) -> Loop:
    """Xie et al. 2022, algorithm 1; b1 to b3 are the parts of the new, as there.

    With Adam's correction of the averages, as in the authors' program.
    """

    def loop(x: Array, gradient: Gradient) -> Iterator[Array]:
        m, v, n = 0 * x, 0 * x, 0 * x
        before = gradient(x)
        for k in count(1):
            g = gradient(x)
            m = (1 - b1) * m + b1 * g
            v = (1 - b2) * v + b2 * (g - before)
            n = (1 - b3) * n + b3 * (g + (1 - b2) * (g - before)) ** 2
            root = np.sqrt(n / (1 - (1 - b3) ** k)) + eps
            mean = m / (1 - (1 - b1) ** k) + (1 - b2) * v / (1 - (1 - b2) ** k)
            x = (x - eta / root * mean) / (1 + decay * eta)
            before = g
            yield x

    return loop


def schedule_free(
    gamma: Callable[[int], float], beta: float, decay: float = 0.0, beta2: float | None = None
) -> Loop:
    """Defazio et al. 2024, algorithm 1 (with beta2) or equations 3 to 5; weights are gamma squared."""

    def loop(x: Array, gradient: Gradient) -> Iterator[Array]:
        z, v, total = x, 0 * x, 0.0
        for t in count(1):
            y = (1 - beta) * z + beta * x
            g = gradient(y)
            if beta2 is not None:
                v = beta2 * v + (1 - beta2) * g * g
                g = g / (np.sqrt(v / (1 - beta2**t)) + 1e-8)
            z = z - gamma(t) * (g + decay * y)
            total += gamma(t) ** 2
            c = gamma(t) ** 2 / total
            x = (1 - c) * x + c * z
            yield x

    return loop


def sam(eta: float, rho: float) -> Loop:
    """Foret et al. 2021, algorithm 1."""

    def loop(w: Array, gradient: Gradient) -> Iterator[Array]:
        while True:
            g = gradient(w)
            w = w - eta * gradient(w + rho * g / np.linalg.norm(g))
            yield w

    return loop


def lookahead(eta: float, mu: float, k: int, alpha: float) -> Loop:
    """Zhang et al. 2019, algorithm 1, around gradient descent with momentum."""

    def loop(theta: Array, gradient: Gradient) -> Iterator[Array]:
        phi, m = theta, 0 * theta
        while True:
            for i in range(k):
                m = mu * m + gradient(theta)
                theta = theta - eta * m
                if i == k - 1:
                    phi = theta = phi + alpha * (theta - phi)
                yield theta

    return loop


def clipped(eta: float, mu: float, clip: Callable[[Array], Array]) -> Loop:
    """Gradient descent with momentum and a gradient that is clipped first."""

    def loop(theta: Array, gradient: Gradient) -> Iterator[Array]:
        m = 0 * theta
        while True:
            m = mu * m + clip(gradient(theta))
            theta = theta - eta * m
            yield theta

    return loop


def to_norm(longest: float) -> Callable[[Array], Array]:
    """Pascanu, Mikolov and Bengio 2013, algorithm 1."""
    return lambda g: g * min(1.0, longest / float(np.linalg.norm(g)))
