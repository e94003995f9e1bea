"""Derivatives at kinks against PyTorch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from expressions.oracles import KINKS, Compiled, evaluate, library


def asarray(x: Any) -> Any:
    return torch.as_tensor(x, dtype=torch.float64)


LANGUAGE = library(
    torch, asarray, relu=torch.relu, sigmoid=torch.sigmoid, softplus=torch.nn.functional.softplus
)


@pytest.mark.parametrize(("text", "point", "slope"), KINKS)
def test_kinks(text: str, point: tuple[float, ...], slope: tuple[float, ...]):
    names = Compiled(text).expression.names
    x = {
        n: torch.tensor(float(p), dtype=torch.float64, requires_grad=True)
        for n, p in zip(names, point, strict=True)
    }
    evaluate(text, LANGUAGE | x).backward()
    slopes = [x[n].grad for n in names]
    theirs = [0.0 if g is None else g.item() for g in slopes]
    np.testing.assert_allclose(theirs, slope, rtol=1e-15)
