"""Small networks on scikit-learn's digits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from networks_kit import MODELS, digits


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    """As fast as several for models of this size, and independent of what else runs."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def data():
    return digits()


@pytest.fixture(params=sorted(MODELS))
def model(request):
    return MODELS[request.param]()
