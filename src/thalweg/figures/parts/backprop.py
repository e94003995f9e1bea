"""Networks of dense layers in NumPy, many of them at once: the way forward, and the errors' way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Activation:
    """A function, its slope, and the gain of weights that keeps the size of what passes (He et al. 2015)."""

    value: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]
    gain: float


def _sigmoid(z: np.ndarray) -> np.ndarray:
    # By tanh, which cannot overflow.
    return 0.5 * (1 + np.tanh(0.5 * z))


ACTIVATIONS = {
    "sigmoid": Activation(_sigmoid, lambda z: _sigmoid(z) * (1 - _sigmoid(z)), 1.0),
    "tanh": Activation(np.tanh, lambda z: 1 - np.tanh(z) ** 2, 1.0),
    "ReLU": Activation(lambda z: np.maximum(z, 0.0), lambda z: (z > 0).astype(float), 2**0.5),
}


def forward(
    x: np.ndarray, weights: Sequence[np.ndarray], activation: Activation
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """What each layer adds up, and what it takes in.

    Parameters
    ----------
    x : array, shape (..., input, sample)
    weights : sequence of array, shapes (..., unit, unit before)

    Returns
    -------
    sums : list of array, shapes (..., unit, sample)
        Before the activation; the last ones are the network's output.
    inputs : list of array, shapes (..., unit before, sample)
    """
    sums, inputs = [], [x]
    for w in weights:
        sums.append(w @ inputs[-1])
        inputs.append(activation.value(sums[-1]))
    return sums, inputs[:-1]


def send_back(
    error: np.ndarray,
    sums: Sequence[np.ndarray],
    weights: Sequence[np.ndarray],
    activation: Activation,
) -> list[np.ndarray]:
    """The gradient with respect to each layer's sums, from that of the last: δˡ = (Wˡ⁺¹ᵀ δˡ⁺¹) ⊙ f′(zˡ)."""
    found = [error]
    for w, z in zip(weights[:0:-1], sums[-2::-1], strict=True):
        found.append(np.swapaxes(w, -1, -2) @ found[-1] * activation.slope(z))
    return found[::-1]
