"""What single figures compute, against other libraries."""

from __future__ import annotations

import numpy as np
import torch
from scipy.optimize import linprog
from torch import nn
from torch.nn import functional

import thalweg as tw


def as_tensor(values: np.ndarray) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)


def same(found: np.ndarray, expected: torch.Tensor) -> None:
    np.testing.assert_allclose(found, expected.detach().numpy(), rtol=1e-9, atol=1e-12)


def with_slopes(f: nn.Module, z: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    x = as_tensor(z).requires_grad_()
    value = f(x)
    value.sum().backward()
    assert x.grad is not None
    return value, x.grad


def test_activations_are_those_of_torch() -> None:
    gelu = tw.figures.gelu(reach=6).data
    silu, mish = tw.figures.silu(beta=[1]).data, tw.figures.mish().data
    elu = tw.figures.elu(alpha=[1, 0.3]).data
    for curves, row, f in (
        (gelu.curves, 0, nn.GELU()),
        (silu.curves, 0, nn.SiLU()),
        (mish.curves, 0, nn.Mish()),
        (mish.curves, 1, nn.SiLU()),
        (elu.curves, 0, nn.ELU()),
        (elu.curves, 1, nn.ELU(0.3)),
    ):
        value, slope = with_slopes(f, curves.z)
        same(curves.values[row], value)
        known = np.isfinite(curves.slopes[row])
        same(curves.slopes[row][known], slope[torch.tensor(known)])
    z = as_tensor(gelu.curves.z)
    wrong = functional.gelu(z, approximate="tanh") - functional.gelu(z)
    np.testing.assert_allclose(gelu.error, wrong.numpy(), atol=1e-12)
    assert np.abs(gelu.error).max() > 4e-4


def test_the_mean_of_elu() -> None:
    data = tw.figures.elu(alpha=[0.5, 1, 2]).data
    z, weights = np.polynomial.hermite_e.hermegauss(200)
    inside = np.where(z > 0, z, data.alpha[:, None] * np.expm1(np.minimum(z, 0)))
    # The kink leaves the quadrature three digits.
    np.testing.assert_allclose(data.mean, inside @ weights / weights.sum(), atol=2e-3)


def test_losses_for_regression_are_those_of_torch() -> None:
    data = tw.figures.regression_losses(delta=0.7).data
    zero = as_tensor(np.zeros_like(data.error))
    for row, f in enumerate((nn.MSELoss, nn.L1Loss, nn.HuberLoss)):
        module = f(reduction="none", **({"delta": 0.7} if f is nn.HuberLoss else {}))
        value, slope = with_slopes(lambda e, m=module: m(e, zero), data.error)  # type: ignore[arg-type]
        same(data.loss[row], value)
        known = np.isfinite(data.slope[row])
        same(data.slope[row][known], slope[torch.tensor(known)])


def test_no_lines_fit_better() -> None:
    for outlier in (0.0, 8.0, 40.0):
        data = tw.figures.regression_losses(outlier=outlier, seed=5).data
        x, y = data.x, data.y
        np.testing.assert_allclose(data.lines[0], np.polyfit(x, y, 1), atol=1e-9)
        # Least absolute errors as a linear program, over the line and the size of every error.
        n, inputs = len(x), np.stack([x, np.ones_like(x)], axis=1)
        cost = np.concatenate([np.zeros(2), np.ones(n)])
        rows = np.block([[inputs, -np.eye(n)], [-inputs, -np.eye(n)]])
        free = [(None, None)] * 2 + [(0, None)] * n
        best = linprog(cost, A_ub=rows, b_ub=np.concatenate([y, -y]), bounds=free).fun
        np.testing.assert_allclose(np.abs(inputs @ data.lines[1] - y).sum(), best, rtol=1e-7)
        # What Huber's line leaves pulls it nowhere.
        pull = np.clip(inputs @ data.lines[2] - y, -data.delta, data.delta)
        np.testing.assert_allclose(inputs.T @ pull, 0, atol=1e-6)


def test_losses_for_classification_are_those_of_torch() -> None:
    data = tw.figures.classification_losses().data
    m = data.margin
    one, no = as_tensor(np.ones_like(m)), as_tensor(np.zeros_like(m))
    entropy = nn.BCEWithLogitsLoss(reduction="none")
    value, slope = with_slopes(lambda z: entropy(z, one), m)  # type: ignore[arg-type]
    same(data.loss[0], value)
    same(data.slope[0], slope)
    # Of class 0 the margin is the logit with its sign turned.
    same(data.loss[0], entropy(as_tensor(-m), no))
    hinge = functional.hinge_embedding_loss(as_tensor(m), -one, reduction="none")
    np.testing.assert_allclose(data.loss[1], hinge.numpy(), atol=1e-12)
    value, slope = with_slopes(lambda z: (1 - torch.sigmoid(z)) ** 2, m)  # type: ignore[arg-type]
    same(data.loss[2], value)
    same(data.slope[2], slope)
    bits = tw.figures.classification_losses(unit="bits").data
    np.testing.assert_allclose(bits.loss[0], data.loss[0] / np.log(2))
    assert bits.loss[0, bits.middle] == 1
