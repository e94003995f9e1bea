"""PyTorch's random numbers: left as they were, and the same ones at each point."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import torch


@contextlib.contextmanager
def fixed(device: torch.device, loader: Any = None) -> Iterator[None]:
    """The same random numbers each time; afterwards those of before go on.

    Parameters
    ----------
    device : torch.device
    loader : iterable, optional
        A DataLoader, which may have a generator of its own: it draws the same again the next time.
    """
    own = {
        id(one): one
        for part in (loader, getattr(loader, "sampler", None))
        if isinstance(one := getattr(part, "generator", None), torch.Generator)
    }
    kept = [(one, one.get_state()) for one in (*own.values(), torch.default_generator)]
    gpu = torch.cuda.get_rng_state(device) if device.type == "cuda" else None
    try:
        torch.default_generator.manual_seed(0)
        if gpu is not None:
            torch.cuda.manual_seed(0)
        yield
    finally:
        for one, state in kept:
            one.set_state(state)
        if gpu is not None:
            torch.cuda.set_rng_state(gpu, device)


def position(device: torch.device) -> list[torch.Tensor]:
    """Where the random numbers are: it changes when some are drawn."""
    gpu = [torch.cuda.get_rng_state(device)] if device.type == "cuda" else []
    return [torch.get_rng_state(), *gpu]
