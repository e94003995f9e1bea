"""Curvature of a small network against PyHessian and hessian-eigenthings, and all of them against the whole Hessian.

    python benchmarks/run.py curvature

All get the same samples in one batch, one thread, and the same number of random vectors. Each row says how far every
one is from the exact value.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from hessian_eigenthings import (
    HessianOperator,
    hutchinson,
    lanczos,
    spectral_density,
    supervised_loss,
)
from pyhessian import hessian as graph_of
from sklearn.datasets import load_digits
from torch import nn

import thalweg as tw
from thalweg.torch import Network
from timing import Row, interleaved

#: Relative accuracy asked of eigenvalues, random vectors of a trace, and steps of a density.
TOLERANCE, VECTORS, STEPS = 1e-3, 50, 50


def rows() -> list[Row]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return _rows()
    finally:
        torch.set_num_threads(threads)


def _rows() -> list[Row]:
    torch.manual_seed(0)
    images, labels = load_digits(return_X_y=True)
    x, y = torch.tensor(images / 16, dtype=torch.float32), torch.tensor(labels)
    model = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10))
    loss_fn = nn.CrossEntropyLoss()
    network = Network(model, loss_fn, (x, y))
    exact = np.linalg.eigvalsh(whole(network))
    # With the graph of its gradient, which it keeps: a new one for each call, as theirs and ours are.
    peer = lambda: graph_of(model, loss_fn, data=(x, y), cuda=False)  # noqa: E731
    other = HessianOperator(model, [(x, y)], supervised_loss(loss_fn))
    top = {
        "ours": lambda: tw.curvature.eigenvalues(network, k=3, tolerance=TOLERANCE).values,
        "PyHessian": lambda: peer().eigenvalues(maxIter=100, tol=TOLERANCE, top_n=3)[0],
        "hessian-eigenthings": lambda: lanczos(
            other, k=3, tol=TOLERANCE, max_iter=30, which="LA", seed=0
        ).eigenvalues.numpy(),
    }
    trace = {
        "ours": lambda: tw.curvature.trace(network, samples=VECTORS).value,
        # Its tolerance would stop it early.
        "PyHessian": lambda: np.mean(peer().trace(maxIter=VECTORS, tol=-1.0)),
        "hessian-eigenthings": lambda: float(
            hutchinson(other, num_samples=VECTORS, seed=0).estimate
        ),
    }
    density = {
        "ours": lambda: tw.curvature.density(network, probes=1, steps=STEPS).nodes.max(),
        # PyHessian's calls torch.eig, which PyTorch has no more.
        "hessian-eigenthings": lambda: float(
            spectral_density(other, num_runs=1, lanczos_steps=STEPS, seed=0).raw_eigenvalues.max()
        ),
    }
    return [
        _row(
            "top 3 eigenvalues",
            top,
            lambda v: np.max(np.abs(np.sort(v)[::-1] / exact[::-1][:3] - 1)),
        ),
        _row("trace, 50 vectors", trace, lambda v: abs(v / exact.sum() - 1)),
        _row("density, 50 steps, its end", density, lambda v: abs(v / exact[-1] - 1)),
    ]


def whole(network: Network) -> np.ndarray:
    """The Hessian of the loss, column by column."""
    d = len(network.start)
    found = np.empty((d, d))
    for k, unit in enumerate(np.eye(d)):
        found[k] = network.hvp(network.start, unit)
    return (found + found.T) / 2


def _row(name: str, calls: dict[str, Callable[[], Any]], error: Callable[[Any], float]) -> Row:
    def quiet(call: Callable[[], Any]) -> Any:
        with contextlib.redirect_stdout(io.StringIO()):
            return call()

    errors = {who: error(quiet(call)) for who, call in calls.items()}
    took = interleaved({who: lambda call=call: quiet(call) for who, call in calls.items()})
    best = min(seconds for who, seconds in took.items() if who != "ours")
    told = "; ".join(f"{who} {took[who]:.2f} s, off by {errors[who]:.1g}" for who in calls)
    return Row(name, took["ours"], best, took["ours"] / best, "<= 1.0", told)


if __name__ == "__main__":
    for row in rows():
        print(row.name, f"{row.ratio:.2f}", row.note)
