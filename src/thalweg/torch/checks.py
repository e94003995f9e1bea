"""What a network is given, and what is said of it where it cannot be used."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import torch
from torch import nn

from thalweg.errors import ArgumentError, ThalwegError


def device(name: str | torch.device) -> torch.device:
    """A device that can be used here."""
    try:
        found = torch.device(name)
    except RuntimeError as error:
        raise ArgumentError(
            f'device must be "auto", or one that PyTorch knows such as "cuda:1", not {name!r}'
        ) from error
    try:
        torch.empty(1, device=found)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        raise ArgumentError(
            f'PyTorch cannot use the device "{name}" here ({reason(error)}); leave device= out, or "auto" takes a GPU'
            " where there is one"
        ) from error
    return found


def check_model(model: Any) -> None:
    """Refuse a model whose parameters are not there yet, or that cannot be called with others."""
    if not isinstance(model, nn.Module):
        return  # the layout says so
    if isinstance(model, (nn.DataParallel, nn.parallel.DistributedDataParallel)):
        raise ArgumentError(
            f"{type(model).__name__} cannot be evaluated with other parameters; give the model in it, model.module"
        )
    for name, parameter in model.named_parameters():
        if nn.parameter.is_lazy(parameter):
            raise ArgumentError(
                f'the parameter "{name}" of a lazy layer has no shape yet: call the model once with some inputs'
            )
        if parameter.is_meta:
            raise ArgumentError(
                f'the parameter "{name}" is on the device "meta" and holds no numbers: load the weights first'
            )


def check_function(loss_fn: Any) -> None:
    """Refuse what is no loss."""
    if isinstance(loss_fn, type):
        name = loss_fn.__name__
        raise ArgumentError(f"loss_fn must be a loss, not the class {name}; write {name}()")
    if not callable(loss_fn):
        raise ArgumentError(
            f"loss_fn must be a function of outputs and targets such as torch.nn.MSELoss(), not {loss_fn!r}"
        )


@contextlib.contextmanager
def told(what: str, cure: str) -> Iterator[None]:
    """Say of an error in somebody's own code where it came from."""
    try:
        yield
    except ThalwegError:
        raise
    except Exception as error:  # of any kind
        raise ArgumentError(f"{what} ({reason(error)}): {cure}") from error


def reason(error: BaseException) -> str:
    """The kind of an error, and the first line of what it says."""
    line = str(error).strip().split("\n", 1)[0][:200]
    return f"{type(error).__name__}: {line}" if line else type(error).__name__


def type_of(tensor: torch.Tensor) -> str:
    """The type of its numbers, as one writes it."""
    return str(tensor.dtype).removeprefix("torch.")


def shape_of(value: Any, what: str) -> tuple[int, ...]:
    """The shape of what somebody's function gave, which must be numbers."""
    try:
        return tuple(torch.as_tensor(value).shape)
    except (TypeError, ValueError, RuntimeError) as error:
        raise ArgumentError(
            f"{what} must be one number, not {type(value).__name__}: let it return the mean over the samples"
        ) from error
