"""Evaluating a network on a plane: point by point in place, or several points at once, whichever is faster here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.func import functional_call, vmap
from torch.nn.attention import SDPBackend, sdpa_kernel

from thalweg.errors import ArgumentError
from thalweg.problems.base import Array, OnPlane, PlaneLike
from thalweg.torch.chain import Chain, steps
from thalweg.torch.inplace import reuse
from thalweg.torch.mode import Mode, Total, keep_memory
from thalweg.torch.race import Race, some_points

if TYPE_CHECKING:
    from thalweg.torch.network import Network

#: A point that takes longer fills the machine by itself: then several at once only take more memory.
_LONG = 0.001

#: Points at once that are tried, as long as each is faster than the last.
_CHUNKS = (8, 32, 128)

#: Samples of a block that goes through a model by itself, so that what its layers make stays near the processor.
_ROWS = 128

#: Points at which bfloat16 is compared with the model's own precision.
_COMPARED = 5


def evaluator(
    network: Network, plane: PlaneLike, settings: Mapping[str, Any] | None, points: int | None
) -> OnPlane:
    """Make what evaluates a network on a plane, as settings say or as a few points show to be fastest."""
    keep_memory()
    with network.chance():
        made = make(network, plane, settings) if settings else _fastest(network, plane, points)
    made.note = _note(network, made.settings)
    return made


def make(network: Network, plane: PlaneLike, settings: Mapping[str, Any]) -> Mode:
    """What evaluates a network on a plane as settings say."""
    return _MODES[settings["mode"]](network, plane, settings)


def _fastest(network: Network, plane: PlaneLike, points: int | None) -> Mode:
    """What turns out to be fastest at a few points of the plane."""
    threads = torch.get_num_threads()
    plain = {"mode": "loop", "tile": 8, "in_place": False, "rows": 0, "threads": threads}
    if network.precision == "bfloat16":
        return make(network, plane, plain | {"bfloat16_error": _error(network, plane)})
    # Several points or samples at once would draw other random numbers.
    alone = network.data.streamed or network.draws or network.batch_norm == "recalibrated"
    if network.compile or alone:
        return make(network, plane, plain)
    race = Race(lambda settings: make(network, plane, settings), some_points(plane), points)
    if steps(network):
        race.begin(plain | {"mode": "chain", "tile": Chain.points(network)})
        race.threads()
        return race.made
    race.begin(plain | {"in_place": True})
    if race.worth(4) and _apart(network):
        race.alternative({"rows": _ROWS})
    race.threads()
    for chunk in _CHUNKS:
        if race.fastest > _LONG or 8 * chunk * network.layout.size > network.budget // 4:
            break
        # One of few points that is not far off gets a second chance with more.
        if race.alternative({"mode": "vmap", "tile": chunk, "in_place": False, "rows": 0}) > 1.5:
            break
    return race.made


class Loop(Mode):
    """One point after another, in a model whose parameters are views of one vector that is overwritten."""

    TRIAL = 1

    def __init__(self, network: Network, plane: PlaneLike, settings: Mapping[str, Any]) -> None:
        super().__init__(network, plane, settings)
        self.flat = self.origin.clone()
        self.clone = network.clone()
        own = dict(self.clone.model.named_parameters())
        for name, view in network.layout.views(self.flat).items():
            own[name].data = view
        self.at = np.zeros(len(self.basis))
        if settings["in_place"]:
            reuse(self.clone, self)
        if settings["rows"]:
            self.clone.model = Blocks(self.clone.model, int(settings["rows"]))
        if network.compile:
            self.clone.model = compiled(self.clone)

    def move(self, at: Array) -> None:
        """Set the parameters to those of a point."""
        self.at = at
        torch.add(self.origin, self.basis[0], alpha=float(at[0]), out=self.flat)
        for direction, along in zip(self.basis[1:], at[1:], strict=True):
            self.flat.add_(direction, alpha=float(along))

    def _table(self, points: Array) -> Array:
        out = np.empty((len(points), len(self.names)))
        for row, at in zip(out, points, strict=True):
            self.move(at)
            row[:] = self.clone.measure({})
        return out


def compiled(network: Network) -> Any:
    """A network's model under ``torch.compile``, tried once.

    Raises
    ------
    ArgumentError
        ``torch.compile does not work with this model here (...); leave out compile=``.
    """
    backend: Any = {} if network.compile is True else {"backend": network.compile}
    try:
        model: Any = torch.compile(network.model, **backend)
        inputs, _ = next(iter(network.data.batches()))
        with torch.no_grad():
            model(*inputs)
    except (
        Exception
    ) as error:  # of many kinds, from a missing compiler to an operation it does not know
        reason = str(error).strip().split("\n", 1)[0][:200]
        raise ArgumentError(
            f"torch.compile does not work with this model here ({reason}); leave out compile="
        ) from error
    return model


class Blocks(nn.Module):
    """A model that gets its samples in blocks; the loss sees the outputs of all of them."""

    def __init__(self, model: nn.Module, rows: int) -> None:
        super().__init__()
        self.model, self.rows = model, rows

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        """All outputs (sample, ...); those of a block may lie in a buffer that the next one overwrites."""
        count, out = len(inputs[0]), None
        for first in range(0, count, self.rows):
            part = slice(first, first + self.rows)
            made = self.model(*(one[part] for one in inputs))
            if out is None:
                out = made.new_empty(count, *made.shape[1:])
            out[part] = made
        assert out is not None
        return out


class Batched(Mode):
    """Several points at once, with a dimension more for everything."""

    TRIAL = max(_CHUNKS)

    def _table(self, points: Array) -> Array:
        network = self.problem
        at = torch.as_tensor(points, device=network.device).to(network.dtype)
        flat = self.origin + sum(a[:, None] * b for a, b in zip(at.T, self.basis, strict=True))
        views, functions = network.layout.views(flat), network.functions()
        parts = []
        for samples in (network.data, network.test):
            if samples is None:
                continue
            total = Total()
            for (inputs, targets), weights in network.weighted(samples):

                def values(
                    parameters: dict[str, torch.Tensor],
                    inputs: tuple[torch.Tensor, ...] = inputs,
                    targets: torch.Tensor = targets,
                ) -> torch.Tensor:
                    outputs = functional_call(network.model, parameters, inputs)
                    return torch.stack([one(outputs, targets) for one in functions])

                # Nor can the fused attention be batched.
                with sdpa_kernel(SDPBackend.MATH):
                    total.add(vmap(values)(views), weights)
            parts.append(total.mean())
        return torch.cat(parts, dim=1).cpu().numpy()


_MODES: Mapping[str, Callable[..., Mode]] = {"chain": Chain, "loop": Loop, "vmap": Batched}


def _apart(network: Network) -> bool:
    """Whether a model gives the same for a block of samples as for all of them together."""
    if not network.data.arrays or network.data.count <= _ROWS:
        return False
    inputs, _ = next(iter(network.data.batches()))
    with torch.no_grad():
        whole, parts = network.model(*inputs), None
        try:
            parts = Blocks(network.model, _ROWS)(*inputs)
        except (RuntimeError, AttributeError, TypeError):
            return False  # its outputs are no tensor
    return whole.shape == parts.shape and torch.allclose(whole, parts, rtol=1e-4, atol=1e-5)


def _error(network: Network, plane: PlaneLike) -> float:
    """Largest relative error of the loss in bfloat16 at a few points."""
    points = some_points(plane)[:_COMPARED]
    exact = network.clone()
    exact.precision = "float32"
    settings = {"mode": "loop", "tile": 1, "in_place": False, "rows": 0, "threads": 1}
    true, found = (Loop(one, plane, settings).table(points)[:, 0] for one in (exact, network))
    with np.errstate(all="ignore"):
        return float(np.nanmax(np.abs(found - true) / np.abs(true)))


def _note(network: Network, settings: Mapping[str, Any]) -> str:
    said = []
    if network.normalized:
        said.append(
            {
                "evaluation": "batch norm: running statistics",
                "frozen": "batch norm: statistics of the data at the model's parameters",
                "recalibrated": "batch norm: recalibrated at each point",
            }[network.batch_norm]
        )
    if network.draws:
        said.append("random numbers of the model: one draw, the same at each point")
    if "bfloat16_error" in settings:
        error = 100 * float(settings["bfloat16_error"])
        said.append(f"bfloat16, approximate: error {error:.2g} % at {_COMPARED} points")
    return "; ".join(said)
