"""Chains of linear layers and activations, at several points of a plane at once.

Samples lie along the last dimension, (point, feature, sample), so that whatever is done to each number runs along
memory. The first layer is linear in its weights and the samples are fixed, so on a plane its output is
``Z0 + alpha Z1 + beta Z2``: for all points one small matrix product.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.func import vmap

from thalweg.torch.mode import Mode, Total

if TYPE_CHECKING:
    from thalweg.problems.base import Array, PlaneLike
    from thalweg.torch.means import Mean
    from thalweg.torch.network import Network
    from thalweg.torch.samples import Samples

#: Activations that may overwrite their input.
OVERWRITING: Mapping[type[nn.Module], Callable[[torch.Tensor], torch.Tensor]] = {
    nn.ReLU: torch.relu_,
    nn.Tanh: torch.tanh_,
    nn.Sigmoid: torch.sigmoid_,
}

#: What is done to each number by itself, whatever the dimensions are.
_EACH = (
    *(nn.ELU, nn.CELU, nn.SELU, nn.GELU, nn.SiLU, nn.Mish, nn.LeakyReLU, nn.ReLU6),
    *(nn.Softplus, nn.Softsign, nn.Hardtanh, nn.Hardswish, nn.Hardsigmoid, nn.LogSigmoid),
)

#: What does nothing in evaluation mode.
_NOTHING = (nn.Identity, nn.Dropout)

#: Numbers of the largest layer's outputs that are made at a time, and most points.
_NUMBERS, _POINTS = 1 << 20, 128

#: Samples that go through all layers together, so that what they become stays near the processor. No power of two:
#: rows of memory that lie such a distance apart drive each other out of its caches.
ROWS = 464


def chain(model: nn.Module) -> list[nn.Module]:
    """The layers of a model that does nothing but call one after the other; else none."""
    if not isinstance(model, nn.Sequential) or type(model).forward is not nn.Sequential.forward:
        return []
    found: list[nn.Module] = []
    for part in model:
        if isinstance(part, nn.Sequential):
            inner = chain(part)
            if not inner:
                return []
            found += inner
        else:
            found.append(part)
    return found


def steps(network: Network) -> list[nn.Module]:
    """The linear layers and activations of a network that consists of nothing else; else none."""
    found = [layer for layer in chain(network.model) if type(layer) not in _NOTHING]
    inputs = network.data.arrays[:-1]
    if found and type(found[0]) is nn.Flatten and found[0].start_dim == 1:
        del found[0]
    elif not inputs or inputs[0].ndim != 2:
        return []
    known = (nn.Linear, *OVERWRITING, *_EACH)
    hooked = any(m._forward_hooks or m._forward_pre_hooks for m in network.model.modules())
    if hooked or len(inputs) != 1 or not all(type(layer) in known for layer in found):
        return []
    return found if found and type(found[0]) is nn.Linear else []


@dataclass
class _Linear:
    """A layer's weights (1 + axes, out * in) and bias (1 + axes, out): at the origin, and along each direction."""

    weight: torch.Tensor
    bias: torch.Tensor | None
    into: int
    out: int


class Chain(Mode):
    """Several points at once, in buffers that are used again."""

    TRIAL = 16

    def __init__(self, network: Network, plane: PlaneLike, settings: Mapping[str, Any]) -> None:
        super().__init__(network, plane, settings)
        parts = [network.layout.views(vector) for vector in (self.origin, *self.basis)]
        names = {id(p): name for name, p in network.model.named_parameters()}

        def along(parameter: torch.Tensor) -> torch.Tensor:
            name = names[id(parameter)]
            if name in parts[0]:
                return torch.stack([part[name].reshape(-1) for part in parts])
            # It does not vary.
            own = parameter.detach().reshape(1, -1)
            return torch.cat([own, own.new_zeros(len(self.basis), own.shape[1])])

        self.steps = [
            _Linear(
                along(layer.weight),
                None if layer.bias is None else along(layer.bias),
                layer.in_features,
                layer.out_features,
            )
            if isinstance(layer, nn.Linear)
            else OVERWRITING.get(type(layer), layer)
            for layer in steps(network)
        ]
        self.buffers: dict[str, torch.Tensor] = {}
        self.functions = network.functions()
        self.alone: set[int] = set()
        linear = [step for step in self.steps if isinstance(step, _Linear)]
        self.linear = len(linear)
        sets = [s for s in (network.data, network.test) if s is not None]
        size = sum(s.count for s in sets) * linear[0].weight.element_size()
        known = size * linear[0].out * len(parts) <= network.budget // 4
        self.sets = [list(self._prepared(samples, linear[0], known=known)) for samples in sets]

    @staticmethod
    def points(network: Network) -> int:
        """How many points at once a network's layers and the budget make sensible."""
        widest = max(step.out_features for step in steps(network) if isinstance(step, nn.Linear))
        fits = _NUMBERS // (widest * min(ROWS, network.data.count))
        kept = network.budget // (8 * network.dtype.itemsize * network.layout.size)
        return max(1, min(_POINTS, fits, kept))

    def _prepared(
        self, samples: Samples, first: _Linear, *, known: bool
    ) -> Iterator[tuple[torch.Tensor, Array, list[torch.Tensor]]]:
        """Of each batch targets and weights, and blocks of what its first layer gives, or of the samples themselves."""
        for (inputs, targets), weights in self.problem.weighted(samples):
            x = inputs[0].reshape(len(targets), -1)
            blocks = []
            for rows in x.split(ROWS):
                turned = rows.t().contiguous()
                if known:
                    turned = first.weight.view(-1, first.out, first.into) @ turned
                    if first.bias is not None:
                        turned += first.bias[:, :, None]
                blocks.append(turned)
            yield targets, weights, blocks

    def _table(self, points: Array) -> Array:
        at = torch.ones(len(points), 1 + len(self.basis), dtype=self.origin.dtype)
        at[:, 1:] = torch.from_numpy(points)
        at = at.to(self.origin.device)
        weights = [self._at(at, step, n) for n, step in enumerate(self.steps)]
        parts = []
        for prepared in self.sets:
            total = Total()
            for targets, heavy, blocks in prepared:
                outputs = [self._outputs(at, weights, block) for block in blocks]
                whole = outputs[0] if len(outputs) == 1 else torch.cat(outputs, dim=-1)
                total.add(self._scores(whole, targets), heavy)
            parts.append(total.mean())
        return torch.cat(parts, dim=1).cpu().numpy()

    def _at(self, at: torch.Tensor, step: Any, number: int) -> Any:
        """A step's weights (point, out, in) and bias (point, out, 1), where it has any."""
        if not isinstance(step, _Linear):
            return None
        weight = self._buffer(f"weight {number}", (len(at), step.out, step.into))
        torch.mm(at, step.weight, out=weight.view(len(at), -1))
        return weight, None if step.bias is None else (at @ step.bias)[:, :, None]

    def _outputs(self, at: torch.Tensor, weights: list[Any], block: torch.Tensor) -> torch.Tensor:
        """What a block of samples becomes, (point, out, sample)."""
        points, samples = len(at), block.shape[-1]
        x, made = block, 0
        for step, kept in zip(self.steps, weights, strict=True):
            if not isinstance(step, _Linear):
                x = step(x)
                continue
            shape = points, step.out, samples
            # The last is kept while other blocks are worked on; each other one until the next is made.
            last = made == self.linear - 1
            out = x.new_empty(shape) if last else self._buffer(f"block {made % 2}", shape)
            if x.ndim == 3 and not made and block is x:
                torch.mm(at, x.view(len(x), -1), out=out.view(points, -1))
            else:
                weight, bias = kept
                torch.bmm(weight, x.expand(points, -1, -1), out=out)
                if bias is not None:
                    out += bias
            x, made = out, made + 1
        return x

    def _scores(self, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """The loss and the metrics of outputs (point, out, sample) at each point, (point, names)."""
        turned = outputs.transpose(1, 2)
        smoothing = _cross_entropy(self.problem.mean, targets)
        if smoothing is None:
            columns = [self._score(0, turned, targets)]
        else:
            each = nn.functional.cross_entropy(
                outputs,
                targets.expand(len(outputs), -1),
                reduction="none",
                label_smoothing=smoothing,
            )
            columns = [each.mean(dim=1, dtype=torch.float64)]
        others = range(1, len(self.functions))
        return torch.stack(columns + [self._score(n, turned, targets) for n in others], dim=1)

    def _score(self, number: int, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """One of the functions of outputs (point, sample, out) at each point (point,), at all of them if it can be."""
        function = self.functions[number]
        if number not in self.alone:
            try:
                return vmap(lambda one: function(one, targets))(outputs)
            except (
                Exception
            ):  # of any kind: from what makes a number of a tensor, and from what takes that number
                self.alone.add(number)
        return torch.stack([function(one.contiguous(), targets) for one in outputs])

    def _buffer(self, name: str, shape: tuple[int, int, int]) -> torch.Tensor:
        count = shape[0] * shape[1] * shape[2]
        kept = self.buffers.get(name)
        if kept is None or len(kept) < count:
            kept = self.buffers[name] = self.origin.new_empty(count)
        return kept[:count].view(shape)


def _cross_entropy(loss: Mean, targets: torch.Tensor) -> float | None:
    """The label smoothing of a cross-entropy that is a plain mean over the samples, else None."""
    plain = loss.function is nn.functional.cross_entropy and loss.reduction != "none"
    if not plain or loss.weight is not None:
        return None
    classes = targets.ndim == 1 and not targets.is_floating_point()
    return loss.smoothing if classes and not bool((targets == loss.ignored).any()) else None
