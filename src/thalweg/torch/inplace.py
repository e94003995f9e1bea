"""Forward passes without new memory: layers that write into buffers of their own, and a first layer that is known.

The output of a linear or convolutional layer at fixed inputs is linear in its weights, so on a plane it is
``Z0 + alpha Z1 + beta Z2`` with three arrays that are computed once.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import torch
from torch import nn

from thalweg.torch.chain import OVERWRITING, chain

if TYPE_CHECKING:
    import numpy as np

    from thalweg.torch.network import Network
    from thalweg.torch.samples import Samples

_LINEAR = (nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d)

#: Where each output is a sum of no more products, it is made faster than its three known parts are read.
_CHEAP = 32

#: Layers that take in the batch normalization behind them.
_FOLDED = {
    nn.Conv1d: nn.BatchNorm1d,
    nn.Conv2d: nn.BatchNorm2d,
    nn.Conv3d: nn.BatchNorm3d,
}

#: Layers whose output is new memory that nothing else holds, so that the next may overwrite it.
_MAKING = (*_LINEAR, nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)


class Moving(Protocol):
    """What knows where on the plane the model is."""

    at: np.ndarray
    origin: torch.Tensor
    basis: list[torch.Tensor]


def reuse(network: Network, moving: Moving) -> None:
    """Let a network's model write into buffers, wherever that gives the same numbers.

    Parameters
    ----------
    network : Network
        With a model of its own.
    moving : Moving
    """
    model = network.model
    calls = _calls(network)
    first = _first(network, calls)
    if first is not None:
        _know(network, moving, first)
    for call in calls.values():
        layer = call.module
        if isinstance(layer, nn.Linear) and call.times == 1 and layer is not first and call.flat:
            layer.forward = _into(layer)  # type: ignore[method-assign]
    layers = chain(model)
    once = [one for one in layers if sum(one is other for other in layers) == 1]
    for before, after in itertools.pairwise(layers):
        apart = before is not first and before in once and after in once
        if apart and type(before) in _FOLDED and type(after) is _FOLDED[type(before)]:
            _fold(before, after)
    for before, after in itertools.pairwise(layers):
        made = isinstance(before, _MAKING)
        if made and after in once and calls[id(before)].times == 1 and type(after) in OVERWRITING:
            after.forward = OVERWRITING[type(after)]


@dataclass
class _Call:
    """How often a layer is called in one pass, and with what."""

    module: nn.Module
    times: int
    storage: int
    count: int
    flat: bool


def _calls(network: Network) -> dict[int, _Call]:
    """Watch a few samples go through the model."""
    found: dict[int, _Call] = {}

    def watch(module: nn.Module, arguments: tuple[Any, ...]) -> None:
        x = arguments[0]
        times = found[id(module)].times + 1 if id(module) in found else 1
        flat = x.ndim == 2 and x.is_contiguous()
        found[id(module)] = _Call(module, times, x.data_ptr(), x.numel(), flat)

    layers = [m for m in network.model.modules() if isinstance(m, _MAKING)]
    hooks = [layer.register_forward_pre_hook(watch) for layer in layers]
    try:
        with torch.no_grad():
            network.model(*network.data.few()[0])
    finally:
        for hook in hooks:
            hook.remove()
    return found


def _first(network: Network, calls: dict[int, _Call]) -> nn.Module | None:
    """The layer that sees the data themselves, where its weights lie on the plane and its outputs fit the budget."""
    (data, *_), _ = network.data.few()
    seen = [c for c in calls.values() if c.storage == data.data_ptr() and c.count == data.numel()]
    if len(seen) != 1 or seen[0].times != 1:
        return None
    layer: Any = seen[0].module
    if layer.weight[0].numel() <= _CHEAP:
        return None
    used = [p for m in network.model.modules() for p in m.parameters(recurse=False)]
    own = list(layer.parameters(recurse=False))
    tied = any(sum(p is q for q in used) > 1 for p in own)
    varying = {block.name for block in network.blocks}
    names = {id(p): name for name, p in network.model.named_parameters()}
    if tied or any(names[id(p)] not in varying for p in own):
        return None
    # Another data set of the same numbers, or a hook on the layer, is not worth the trouble.
    return layer if not layer._forward_hooks and not layer._forward_pre_hooks else None


def _know(network: Network, moving: Moving, layer: nn.Module) -> None:
    """Replace a first layer by what is known of its outputs, batch by batch."""
    names = {id(p): name for name, p in network.model.named_parameters()}
    own = {key: names[id(p)] for key, p in layer.named_parameters(recurse=False)}
    vectors = [moving.origin, *moving.basis]
    parts = [network.layout.views(vector) for vector in vectors]
    known: dict[tuple[int, tuple[int, ...]], list[torch.Tensor]] = {}
    forward = layer.forward
    sets: Sequence[Samples] = [s for s in (network.data, network.test) if s is not None]
    inside = {one.arrays[0].untyped_storage().data_ptr() for one in sets if one.arrays}
    left = [network.budget // 2]

    def outputs(x: torch.Tensor) -> torch.Tensor:
        key = x.data_ptr(), tuple(x.shape)
        if x.untyped_storage().data_ptr() not in inside:
            return forward(x)
        if key not in known:
            made = [_with(layer, {k: part[n] for k, n in own.items()}, x) for part in parts]
            size = (len(made) + 1) * made[0].numel() * made[0].element_size()
            if size > left[0]:
                return forward(x)
            left[0] -= size
            known[key] = [torch.empty_like(made[0]), *made]
        out, base, *along = known[key]
        torch.add(base, along[0], alpha=float(moving.at[0]), out=out)
        for part, amount in zip(along[1:], moving.at[1:], strict=True):
            out.add_(part, alpha=float(amount))
        return out

    layer.forward = outputs


def _with(layer: nn.Module, weights: dict[str, torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    """What a layer gives with other weights."""
    kept = {key: p.data for key, p in layer.named_parameters(recurse=False)}
    known = dict(layer.named_parameters(recurse=False))
    forward = type(layer).forward
    try:
        for key, value in weights.items():
            known[key].data = value
        return forward(layer, x).contiguous()
    finally:
        for key, value in kept.items():
            known[key].data = value


def _fold(layer: Any, norm: Any) -> None:
    """Let a convolution's weights do what the batch normalization behind it does, where its statistics are fixed."""
    hooked = any(m._forward_hooks or m._forward_pre_hooks for m in (layer, norm))
    if hooked or norm.running_mean is None:
        return
    width = (norm.running_var + norm.eps).rsqrt()
    shape = (-1, *(1 for _ in layer.weight.shape[1:]))

    def outputs(x: torch.Tensor) -> torch.Tensor:
        scale = width if norm.weight is None else norm.weight * width
        mean = norm.running_mean if layer.bias is None else norm.running_mean - layer.bias
        bias = (
            -mean * scale if norm.bias is None else torch.addcmul(norm.bias, mean, scale, value=-1)
        )
        return layer._conv_forward(x, layer.weight * scale.view(shape), bias)

    layer.forward, norm.forward = outputs, lambda x: x


def _into(layer: nn.Linear) -> Callable[[torch.Tensor], torch.Tensor]:
    """A linear layer that writes into a buffer of its own."""
    buffers: dict[int, torch.Tensor] = {}
    bias: torch.Tensor | None = layer.bias

    def outputs(x: torch.Tensor) -> torch.Tensor:
        if x.ndim != 2:
            return nn.functional.linear(x, layer.weight, bias)
        out = buffers.get(len(x))
        if out is None:
            out = buffers[len(x)] = x.new_empty(len(x), layer.out_features)
        if bias is None:
            return torch.mm(x, layer.weight.t(), out=out)
        return torch.addmm(bias, x, layer.weight.t(), out=out)

    return outputs
