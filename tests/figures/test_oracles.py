"""What single figures compute, against other libraries."""

from __future__ import annotations

import numpy as np
import pytest
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


def loaded(cell: nn.RNNCellBase, weights: np.ndarray, inputs: int) -> nn.RNNCellBase:
    """A cell with weights of shape (gate, unit, input + unit + 1)."""
    rows = as_tensor(weights.reshape(-1, weights.shape[-1]))
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    parts = (rows[:, :inputs], rows[:, inputs:-1], rows[:, -1], torch.zeros(len(rows)))
    cell.load_state_dict(dict(zip(names, parts, strict=True)))
    return cell


def test_the_lstm_is_that_of_torch() -> None:
    data = tw.figures.lstm_cell(units=5, inputs=2, forget=0.5).data
    f, i, g, o = data.weights
    cell = loaded(nn.LSTMCell(2, 5, dtype=torch.float64), np.array([i, f, g, o]), 2)
    state = (torch.zeros(5, dtype=torch.float64),) * 2
    for t, x in enumerate(data.x, 1):
        state = cell(as_tensor(x), state)
        same(data.h[t], state[0])
        same(data.c[t], state[1])


def test_the_gated_unit_is_that_of_torch() -> None:
    data = tw.figures.gru_cell(units=5, inputs=2, keep=0.5, reset="after").data
    cell = loaded(nn.GRUCell(2, 5, dtype=torch.float64), data.weights, 2)
    h = torch.zeros(5, dtype=torch.float64)
    for t, x in enumerate(data.x, 1):
        h = cell(as_tensor(x), h)
        same(data.h[t], h)


def test_the_gated_unit_of_its_paper() -> None:
    data = tw.figures.gru_cell(units=3, inputs=2, reset="before").data
    h = [0.0, 0.0, 0.0]
    for t, x in enumerate(data.x.tolist(), 1):
        # Equations 5 to 8 of Cho et al. 2014, number by number.
        def total(gate: int, unit: int, old: list[float], x: list[float] = x) -> float:
            row = data.weights[gate, unit].tolist()
            return sum(w * v for w, v in zip(row, [*x, *old, 1.0], strict=True))

        r = [1 / (1 + np.exp(-total(0, k, h))) for k in range(3)]
        z = [1 / (1 + np.exp(-total(1, k, h))) for k in range(3)]
        n = [np.tanh(total(2, k, [a * b for a, b in zip(r, h, strict=True)])) for k in range(3)]
        h = [z[k] * h[k] + (1 - z[k]) * n[k] for k in range(3)]
        np.testing.assert_allclose(data.h[t], h, rtol=1e-12)
    other = tw.figures.gru_cell(units=3, inputs=2, reset="after").data
    assert not np.allclose(other.h, data.h)


@pytest.mark.parametrize("norm", ["before", "after"])
@pytest.mark.parametrize("causal", [False, True])
def test_the_transformer_block_is_that_of_torch(norm: str, causal: bool) -> None:
    data = tw.figures.transformer_block(heads=3, head=4, norm=norm, causal=causal).data
    tokens, width = data.x.shape
    layer = nn.TransformerEncoderLayer(
        width,
        3,
        4 * width,
        dropout=0.0,
        activation="gelu",
        batch_first=True,
        norm_first=norm == "before",
        dtype=torch.float64,
    ).train()
    own = data.weights
    attention = layer.self_attn
    with torch.no_grad():
        for module, weights in (
            (attention.in_proj_weight, np.concatenate([own.query, own.key, own.value])),
            (attention.out_proj.weight, own.out),
            (layer.linear1.weight, own.up),
            (layer.linear2.weight, own.down),
        ):
            module.copy_(as_tensor(weights))
        for module in (
            attention.in_proj_bias,
            attention.out_proj.bias,
            layer.linear1.bias,
            layer.linear2.bias,
        ):
            module.zero_()
    mask = torch.triu(torch.full((tokens, tokens), -torch.inf, dtype=torch.float64), 1)
    x = as_tensor(data.x)[None]
    same(data.y, layer(x, src_mask=mask if causal else None)[0])
    read = layer.norm1(x) if norm == "before" else x
    shares = attention(
        read, read, read, attn_mask=mask if causal else None, average_attn_weights=False
    )[1]
    same(data.attention, shares[0])
    same(
        data.normed, layer.norm1(as_tensor(data.x)) if norm == "before" else as_tensor(data.middle)
    )
