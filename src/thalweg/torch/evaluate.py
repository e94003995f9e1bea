"""Evaluating a network on a plane: point by point in place, or several points at once, whichever is faster here."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch.func import functional_call, vmap
from torch.nn.attention import SDPBackend, sdpa_kernel

from thalweg.problems.base import Array, OnPlane, PlaneLike
from thalweg.torch.inplace import reuse

if TYPE_CHECKING:
    from thalweg.torch.network import Network

#: A point that takes longer fills the machine by itself: then several at once only take more memory.
_LONG = 0.001

#: Points at once that are tried, as long as each is faster than the last.
_CHUNKS = (8, 32, 128)

#: Points at which bfloat16 is compared with the model's own precision.
_COMPARED = 5


def evaluator(network: Network, plane: PlaneLike, settings: Mapping[str, Any] | None) -> OnPlane:
    """Make what evaluates a network on a plane, as settings say or as a few points show to be fastest."""
    if settings is None:
        settings = _calibrated(network, plane)
    made = _MODES[settings["mode"]](network, plane, settings)
    made.note = _note(network, settings)
    return made


class _Evaluator(OnPlane):
    """What the modes have in common."""

    problem: Network

    def __init__(self, network: Network, plane: PlaneLike, settings: Mapping[str, Any]) -> None:
        super().__init__(network, plane)
        self.settings = dict(settings)
        self.names = network.names
        self.tile = int(settings["tile"])
        to = {"dtype": network.dtype, "device": network.device}
        self.origin = torch.as_tensor(np.asarray(plane.origin).copy()).to(**to)
        basis = np.asarray(plane.basis)
        self.basis = [torch.as_tensor(direction.copy()).to(**to) for direction in basis]

    def table(self, coordinates: ArrayLike) -> Array:
        """Everything that is evaluated: coordinates (k, axes) to (k, names)."""
        points = np.asarray(coordinates, dtype=np.float64)
        with torch.no_grad(), _threads(int(self.settings["threads"])), _plain_attention():
            return self._table(points)

    def _table(self, points: Array) -> Array:
        raise NotImplementedError


class Loop(_Evaluator):
    """One point after another, in a model whose parameters are views of one vector that is overwritten."""

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


class Batched(_Evaluator):
    """Several points at once, with a dimension more for everything."""

    def _table(self, points: Array) -> Array:
        network = self.problem
        at = torch.as_tensor(points, device=network.device).to(network.dtype)
        flat = self.origin + sum(a[:, None] * b for a, b in zip(at.T, self.basis, strict=True))
        views = network.layout.views(flat)
        parts = []
        for samples in (network.data, network.test):
            if samples is None:
                continue
            total: Any = 0.0
            for inputs, targets in samples.batches():

                def values(
                    parameters: dict[str, torch.Tensor],
                    inputs: tuple[torch.Tensor, ...] = inputs,
                    targets: torch.Tensor = targets,
                ) -> torch.Tensor:
                    outputs = functional_call(network.model, parameters, inputs)
                    loss = network.loss_fn(outputs, targets)
                    if getattr(network.loss_fn, "reduction", "mean") == "sum":
                        loss = loss / len(targets)
                    others = [metric(outputs, targets) for metric in network.metrics.values()]
                    return torch.stack([one.double() for one in (loss, *others)])

                # Nor can the fused attention be batched.
                with sdpa_kernel(SDPBackend.MATH):
                    total = total + len(targets) * vmap(values)(views)
            parts.append(total / samples.count)
        return torch.cat(parts, dim=1).cpu().numpy()


_MODES: Mapping[str, Callable[..., _Evaluator]] = {"loop": Loop, "vmap": Batched}


def _calibrated(network: Network, plane: PlaneLike) -> dict[str, Any]:
    """Settings that are fastest at a few points of the plane."""
    threads = torch.get_num_threads()
    plain = {"mode": "loop", "tile": 8, "in_place": False, "threads": threads}
    points = _points(plane, max(_CHUNKS))
    chosen, fastest = plain, _seconds(network, plane, plain, points[:2])
    simple = not network.data.streamed and network.batch_norm != "recalibrated"
    simple = simple and network.precision == "float32"
    if simple:
        settings = plain | {"in_place": True}
        # Without new memory, unless that is clearly slower: a busy machine must not decide by chance.
        if (took := _seconds(network, plane, settings, points[:2])) < 1.1 * fastest:
            chosen, fastest = settings, took
    for chunk in _CHUNKS if simple and fastest < _LONG else ():
        settings = {"mode": "vmap", "tile": chunk, "in_place": False, "threads": threads}
        if 8 * chunk * network.layout.size > network.budget // 4:
            break
        try:
            took = _seconds(network, plane, settings, points[:chunk])
        except RuntimeError:
            break  # something in it cannot be batched
        if took > 0.9 * fastest:
            # A second chance with more points, unless this was far off.
            if took > 1.5 * fastest:
                break
            continue
        chosen, fastest = settings, took
    if network.precision == "bfloat16":
        chosen = chosen | {"bfloat16_error": _error(network, plane, points[:_COMPARED])}
    return chosen


def _seconds(
    network: Network, plane: PlaneLike, settings: Mapping[str, Any], points: Array
) -> float:
    """Seconds a point."""
    made = _MODES[settings["mode"]](network, plane, settings)
    made.table(points)
    best = np.inf
    for _ in range(3):
        begin = time.perf_counter()
        made.table(points)
        best = min(best, time.perf_counter() - begin)
        if best > 0.01:
            break  # long enough to be measured once
    return best / len(points)


def _error(network: Network, plane: PlaneLike, points: Array) -> float:
    """Largest relative error of the loss in bfloat16 at a few points."""
    exact = network.clone()
    exact.precision = "float32"
    settings = {"mode": "loop", "tile": 1, "in_place": False, "threads": torch.get_num_threads()}
    true, found = (Loop(one, plane, settings).table(points)[:, 0] for one in (exact, network))
    with np.errstate(all="ignore"):
        return float(np.nanmax(np.abs(found - true) / np.abs(true)))


def _points(plane: PlaneLike, count: int) -> Array:
    axes = len(np.asarray(plane.basis))
    span: Any = getattr(plane, "span", ((-1.0, 1.0),) * axes)
    drawn = np.random.default_rng(0).random((count, axes))
    low, high = np.array(span, dtype=float).T
    return low + (high - low) * drawn


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
    if "bfloat16_error" in settings:
        error = 100 * float(settings["bfloat16_error"])
        said.append(f"bfloat16, approximate: error {error:.2g} % at {_COMPARED} points")
    return "; ".join(said)


@contextlib.contextmanager
def _plain_attention() -> Iterator[None]:
    """Without the fused kernel of whole encoder layers, which cannot be batched and rounds otherwise."""
    before = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        yield
    finally:
        torch.backends.mha.set_fastpath_enabled(before)


@contextlib.contextmanager
def _threads(count: int) -> Iterator[None]:
    """Use as many threads as the settings say: their number decides about the last bits."""
    before = torch.get_num_threads()
    if before == count:
        yield
        return
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)
