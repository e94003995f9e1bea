"""Gradient descent in NumPy, with and without momentum, for figures that show it on a known function."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np


def descend(
    gradient: Callable[[np.ndarray], np.ndarray],
    start: Sequence[float] | np.ndarray,
    lr: float | np.ndarray,
    steps: int,
    momentum: float = 0.0,
) -> np.ndarray:
    """Points of a descent, shape (step, parameter); the first is the start.

    The heavy ball, as in torch.optim: v = momentum·v + g, then w = w − lr·v.
    """
    w = np.array(start, float)
    v = np.zeros_like(w)
    found = [w]
    for _ in range(steps):
        v = momentum * v + gradient(w)
        w = w - lr * v
        found.append(w)
    return np.array(found)


def quadratic(
    curvature: Sequence[float] | np.ndarray,
) -> tuple[Callable[[np.ndarray], np.ndarray], Callable[[np.ndarray], np.ndarray]]:
    """Σ ½·λᵢ·wᵢ² and its gradient, for points of shape (..., d); `curvature` holds the λ, shape (d,)."""
    diagonal = np.asarray(curvature, float)
    return (lambda w: 0.5 * (diagonal * w**2).sum(axis=-1)), (lambda w: diagonal * w)
