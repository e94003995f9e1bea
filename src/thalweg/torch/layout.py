"""Which parameters of a module make up the flat vector, and where each lies in it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from torch import nn

from thalweg.errors import ArgumentError
from thalweg.problems.adapters import Chosen, chosen_names
from thalweg.problems.base import Block


class Layout:
    """The chosen parameters of a module, one after the other.

    Parameters
    ----------
    model : nn.Module
    chosen : iterable of str, or callable, optional
        Names, or what says whether a name is meant. Default: all. Tied parameters are there once.

    Attributes
    ----------
    blocks : tuple of Block
    size : int
    """

    def __init__(self, model: nn.Module, chosen: Chosen = None) -> None:
        if not isinstance(model, nn.Module):
            raise ArgumentError(f"the model must be a torch.nn.Module, not {type(model).__name__}")
        known = dict(model.named_parameters())
        names = chosen_names(
            known,
            chosen,
            "the model has no parameter",
            "the model has no parameters"
            + (" that are chosen; choose at least one" if chosen is not None else ""),
        )
        blocks, offset = [], 0
        for name in names:
            parameter = known[name]
            if not parameter.is_floating_point():
                raise ArgumentError(
                    f'the parameter "{name}" has numbers of type {parameter.dtype}; choose real ones with params='
                )
            blocks.append(Block(name, tuple(parameter.shape), offset))
            offset += parameter.numel()
        self.blocks, self.size = tuple(blocks), offset

    def parameters(self, model: nn.Module) -> dict[str, torch.Tensor]:
        """The chosen parameters by name."""
        known = dict(model.named_parameters())
        return {block.name: known[block.name].detach() for block in self.blocks}

    def flat(self, tensors: Mapping[str, torch.Tensor], dtype: torch.dtype) -> torch.Tensor:
        """Parameters by name as one vector on the CPU, a copy."""
        out = torch.empty(self.size, dtype=dtype)
        for block in self.blocks:
            tensor = tensors[block.name].detach()
            out[block.offset : block.offset + tensor.numel()].copy_(tensor.reshape(-1))
        return out

    def views(self, flat: torch.Tensor) -> dict[str, torch.Tensor]:
        """Parameters by name as views of a vector."""
        return {
            b.name: flat[..., b.offset : b.offset + int(np.prod(b.shape))].reshape(
                *flat.shape[:-1], *b.shape
            )
            for b in self.blocks
        }
