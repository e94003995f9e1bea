"""Curvature of a small network, beside PyHessian and hessian-eigenthings where they are installed.

pip install pyhessian hessian-eigenthings
python benchmarks/curvature.py
"""

from __future__ import annotations

import importlib.util
from time import perf_counter

import torch
from sklearn.datasets import load_digits
from torch import nn

import thalweg as tw
from thalweg.torch import Network


def main() -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    images, labels = load_digits(return_X_y=True)
    x, y = torch.tensor(images / 16, dtype=torch.float32), torch.tensor(labels)
    model = nn.Sequential(nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 10))
    loss_fn = nn.CrossEntropyLoss()
    network = Network(model, loss_fn, (x, y))
    print(f"{network.layout.size:,} parameters, {len(x):,} samples, one thread")

    begin = perf_counter()
    values = tw.curvature.eigenvalues(network, k=3, tolerance=1e-3).values
    print(f"thalweg     top 3      {perf_counter() - begin:6.2f} s  {values.round(4)}")
    begin = perf_counter()
    found = tw.curvature.trace(network, samples=50)
    print(
        f"thalweg     trace      {perf_counter() - begin:6.2f} s  {found.value:.2f} ± {found.error:.2f}"
    )
    begin = perf_counter()
    tw.curvature.density(network, probes=1, steps=50)
    print(f"thalweg     density    {perf_counter() - begin:6.2f} s")
    if importlib.util.find_spec("pyhessian") is None:
        print("PyHessian is not installed")
        return
    from pyhessian import hessian

    theirs = hessian(model, loss_fn, data=(x, y), cuda=False)
    begin = perf_counter()
    top, _ = theirs.eigenvalues(maxIter=100, tol=1e-3, top_n=3)
    print(
        f"PyHessian   top 3      {perf_counter() - begin:6.2f} s  {[round(float(v), 4) for v in top]}"
    )
    begin = perf_counter()
    traces = theirs.trace(maxIter=50, tol=-1.0)
    print(
        f"PyHessian   trace      {perf_counter() - begin:6.2f} s  {sum(traces) / len(traces):.2f}"
    )
    # Its density calls torch.eig, which PyTorch has no more.


if __name__ == "__main__":
    main()
