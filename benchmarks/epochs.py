"""12,000 full-batch epochs of a line on 20 points, beside a plain NumPy loop."""

from __future__ import annotations

import numpy as np

import thalweg as tw
from timing import Row, interleaved

EPOCHS, RUNS = 12_000, 1_000
RNG = np.random.default_rng(0)
X = RNG.uniform(-2, 4, 20)
Y = 2.2 * X + 1.5 + RNG.normal(size=20)
START = (3.0, -1.0)
LINE = tw.Fit("w*x + b", {"x": X, "y": Y}, "y")


def numpy_loop(lr: float = 0.001) -> tuple[list[float], list[float], list[float]]:
    w, b = START
    ws, bs, losses = [w], [b], [float(np.mean((w * X + b - Y) ** 2))]
    for _ in range(EPOCHS):
        error = w * X + b - Y
        w, b = float(w - lr * 2 * np.mean(error * X)), float(b - lr * 2 * np.mean(error))
        ws.append(w)
        bs.append(b)
        losses.append(float(np.mean((w * X + b - Y) ** 2)))
    return ws, bs, losses


def one() -> np.ndarray:
    return tw.descend(LINE, tw.SGD(lr=0.001), start=START, steps=EPOCHS).dataset.theta.values[0]


def many() -> np.ndarray:
    rates = np.linspace(1e-4, 2e-3, RUNS)
    return tw.descend(LINE, tw.SGD(lr=rates), start=START, steps=EPOCHS).final.values


def rows() -> list[Row]:
    ws, bs, _ = numpy_loop()
    np.testing.assert_allclose(one(), np.column_stack([ws, bs]), rtol=1e-12)
    took = interleaved({"one": one, "many": many, "loop": numpy_loop})
    single, batch, loop = took["one"], took["many"], took["loop"]
    return [
        Row("12,000 epochs, one run", single, loop, loop / single, ">= 1", peer="a NumPy loop"),
        Row(
            "12,000 epochs, 1,000 runs",
            batch,
            loop * RUNS,
            loop * RUNS / batch,
            ">= 100",
            "one loop, scaled",
            "1,000 NumPy loops",
        ),
    ]
