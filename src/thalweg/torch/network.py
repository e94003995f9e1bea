"""The loss of a PyTorch network as a problem: loss, gradient, Hessian-vector product, planes."""

from __future__ import annotations

import contextlib
import copy
import hashlib
import math
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import nn
from torch.func import functional_call

from thalweg.errors import ArgumentError
from thalweg.problems.adapters import Chosen, metrics_by_name
from thalweg.problems.base import Array, OnPlane, PlaneLike
from thalweg.problems.blackbox import recorded_spec
from thalweg.problems.network import NetworkProblem, check_loss, check_metric
from thalweg.torch.chance import fixed, position
from thalweg.torch.checks import (
    check_function,
    check_model,
    device as device_of,
    shape_of,
    told,
    type_of,
)
from thalweg.torch.layout import Layout
from thalweg.torch.means import Accuracy, mean
from thalweg.torch.mode import threads
from thalweg.torch.samples import Batch, Samples

Metric = Callable[[torch.Tensor, torch.Tensor], Any]

BATCH_NORM = ("evaluation", "frozen", "recalibrated")
PRECISIONS = ("float32", "bfloat16")


class Network(NetworkProblem):
    """The loss of a network over its parameters, at samples that are kept in memory or streamed.

    The model is copied: training it further does not change the problem. It is evaluated in evaluation mode, so without
    dropout; one that draws random numbers all the same draws the same ones at each point.

    Parameters
    ----------
    model : torch.nn.Module
        Its present parameters are the start.
    loss_fn : callable
        ``loss_fn(outputs, targets)``, a scalar: the mean over the samples of a batch, or their sum where its
        ``reduction`` says so. Means of batches are weighted with their sizes; those of PyTorch's cross-entropy, NLL,
        BCE, MSE, L1 and Huber losses with what they are means over: targets that are not ignored, with their classes'
        weights, or all numbers.
    data : (inputs, targets) or DataLoader
        Tensors or arrays; all but the last are the model's arguments.
    batch_norm : str
        ``"evaluation"``: with the model's running statistics. ``"frozen"``: with those over `data` at the model's own
        parameters. ``"recalibrated"``: with those over `data` at each point, which takes two passes.
    metrics : sequence of str, or mapping of str to callable, optional
        Evaluated beside the loss: ``"accuracy"``, or ``{name: f(outputs, targets)}``, means over a batch's samples.
    test : (inputs, targets) or DataLoader, optional
        Other samples, at which everything is evaluated too, as ``test_loss`` and so on.
    params : iterable of str, or callable on names, optional
        The parameters that vary, by names or patterns such as ``"head.*"``; the others stay as they are. Default: all.
    batch_size : int, optional
        Samples of one pass. Default: up to 2,048, or the DataLoader's where it is streamed or decides about batch-norm
        statistics.
    budget : int
        Bytes for data, buffers and first layers that are kept.
    precision : str
        ``"float32"`` (the model's own) or ``"bfloat16"``, which is approximate: landscapes say by how much.
    compile : bool or str
        Evaluate landscapes with ``torch.compile``, or with the backend of that name. The first point then takes some
        seconds to minutes, so that it pays for large grids of large models.
    device : str or torch.device, optional
        Where to evaluate. ``"auto"``: on the GPU that CUDA names in the process that evaluates, and on the processor
        where there is none, so that each worker uses what it has. Default: where the model is.
    title : str, optional
        Default: the model's class.

    Raises
    ------
    ArgumentError
        ``the loss must be one number, not of shape (8,): let loss_fn return the mean over the samples``.
    DataError
        ``the DataLoader is empty: ...``.

    Examples
    --------
    >>> import torch
    >>> from thalweg.torch import Network
    >>> model = torch.nn.Linear(2, 1, bias=False)
    >>> network = Network(model, torch.nn.MSELoss(), (torch.eye(2), torch.zeros(2, 1)))
    >>> float(network.loss([1.0, 3.0]))
    5.0
    >>> network.gradient([1.0, 3.0])
    array([1., 3.])
    """

    data: Samples
    test: Samples | None

    def __init__(
        self,
        model: nn.Module,
        loss_fn: Callable[..., Any],
        data: Any,
        *,
        batch_norm: str = "evaluation",
        metrics: Sequence[str] | Mapping[str, Metric] = (),
        test: Any = None,
        params: Chosen = None,
        batch_size: int | None = None,
        budget: int = 1 << 30,
        precision: str = "float32",
        compile: bool | str = False,
        device: str | torch.device | None = None,
        title: str | None = None,
    ) -> None:
        check_model(model)
        check_function(loss_fn)
        self.layout = Layout(model, params)
        for name, value, known in (
            ("batch_norm", batch_norm, BATCH_NORM),
            ("precision", precision, PRECISIONS),
        ):
            if value not in known:
                raise ArgumentError(f"{name} must be one of {', '.join(known)}, not {value!r}")
        self.model = copy.deepcopy(model).eval().requires_grad_(False)
        self.loss_fn, self.batch_norm, self.precision = loss_fn, batch_norm, precision
        self.budget, self.compile = budget, compile
        self._roams = device == "auto"
        if device is not None:
            where = device_here() if self._roams else device_of(device)
            self.model, self.loss_fn = self.model.to(where), _moved(loss_fn, where)
        first = next(iter(self.layout.parameters(self.model).values()))
        self.device, self.dtype = first.device, first.dtype
        self.mean = mean(self.loss_fn)
        named: dict[str, Metric] = {"accuracy": Accuracy(self.mean)}
        self.metrics = metrics_by_name(metrics, named)
        # Statistics that are means over batches are those over the loader's own.
        own = batch_norm == "evaluation"

        def kept(given: Any) -> Samples:
            return Samples(given, budget, batch_size, self.device, self.dtype, enlarge=own)

        self.data = kept(data)
        self.test = None if test is None else kept(test)
        self._describe(self.layout, self.data, title or type(model).__name__)
        self._norms = _norms(self.model)
        self._own = self.layout.flat(self.layout.parameters(self.model), torch.float64).numpy()
        if batch_norm != "evaluation" and not self._norms:
            raise ArgumentError(
                f'batch_norm="{batch_norm}" needs a model with batch normalization; this one has none: leave it out'
            )
        self.draws = False
        with fixed(self.device):
            before = position(self.device)
            for samples, which in ((self.data, ""), (self.test, "test ")):
                if samples is not None:
                    self._try(samples, which)
            after = position(self.device)
        self.draws = not all(map(torch.equal, before, after))
        if batch_norm == "frozen":
            with self.chance():
                self.recalibrate(self._tensors(self._own))

    def __getstate__(self) -> dict[str, Any]:
        # By way of the processor's memory, which every machine has.
        return self._at(torch.device("cpu")) if self._roams else dict(vars(self))

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        if self._roams:
            vars(self).update(self._at(device_here()))

    def _at(self, device: torch.device) -> dict[str, Any]:
        """What this object holds, on a device."""
        state = dict(vars(self))
        if device == self.device:
            return state
        model = copy.deepcopy(self.model).to(device)
        return state | {
            "device": device,
            "model": model,
            "loss_fn": _moved(self.loss_fn, device),
            "mean": self.mean.at(device),
            "data": self.data.at(device),
            "test": None if self.test is None else self.test.at(device),
            "_norms": _norms(model),
        }

    @property
    def normalized(self) -> bool:
        """Whether the model has batch normalization with statistics of its own."""
        return bool(self._norms)

    @cached_property
    def _digest(self) -> str:
        found = hashlib.blake2b(self.data.digest().encode(), digest_size=8)
        found.update(f"{self.test.digest() if self.test else ''} {self.names}".encode())
        found.update(f"{self.batch_norm} {self.precision} {_name(self.loss_fn)}".encode())
        if self.compile:
            found.update(f"compiled {self.compile}".encode())
        varying = {block.name for block in self.layout.blocks}
        for name, tensor in self.model.state_dict().items():
            if name not in varying:
                found.update(name.encode())
                found.update(tensor.detach().cpu().contiguous().view(-1).view(torch.uint8).numpy())
        return found.hexdigest()

    def spec(self) -> dict[str, Any]:
        """What a file keeps: a network's code is not saved, so that it can be seen again, but not evaluated."""
        about = {"batch_norm": self.batch_norm, "loss": _name(self.loss_fn), "data": self._digest}
        return recorded_spec(self.title, (), self.blocks, about)

    def vector(self, source: nn.Module | Mapping[str, Any] | str | os.PathLike[str]) -> Array:
        """The parameters of a model of this kind, a state dict or a checkpoint file, as one vector (d,).

        For `Plane.through`: ``tw.Plane.through(*(network.vector(path) for path in paths))``.
        """
        from thalweg.torch.checkpoints import load_state, vector

        if isinstance(source, nn.Module):
            return vector(self.layout, source.state_dict(), "the model").numpy()
        if isinstance(source, Mapping):
            return vector(self.layout, source, "the state dict").numpy()
        return vector(self.layout, load_state(source), f'"{os.fsdecode(source)}"').numpy()

    def on_plane(
        self,
        plane: PlaneLike,
        settings: Mapping[str, Any] | None = None,
        points: int | None = None,
    ) -> OnPlane:
        """What evaluates the loss, and the metrics, on a plane, as it measures to be fastest there."""
        from thalweg.torch.evaluate import evaluator

        return evaluator(self, plane, settings, points)

    def sharing(self, workers: int) -> contextlib.AbstractContextManager[None]:
        """While it lasts, evaluators are made for one of so many workers that share this machine's processors."""
        return threads(max(1, torch.get_num_threads() // workers))

    # -- one point -----------------------------------------------------------------------------------------------------

    def table(self, theta: Array) -> Array:
        """The loss and everything else at one point: (d,) to (names,)."""
        with torch.no_grad():
            return self.measure(self._tensors(theta))

    def measure(self, parameters: Mapping[str, torch.Tensor]) -> Array:
        """The loss and everything else with parameters by name, (names,)."""
        with self.chance():
            if self.batch_norm == "recalibrated":
                self.recalibrate(parameters)
            found = [self._means(parameters, self.data)]
            if self.test is not None:
                found.append(self._means(parameters, self.test))
        return np.concatenate(found)

    def chance(self) -> contextlib.AbstractContextManager[None]:
        """While it lasts, a model that draws random numbers draws the same ones; nothing for any other."""
        return fixed(self.device) if self.draws else contextlib.nullcontext()

    def recalibrate(self, parameters: Mapping[str, torch.Tensor]) -> None:
        """Give batch normalization the statistics over the samples: means over the batches."""
        kept = [(norm.momentum, norm.training) for norm in self._norms]
        try:
            for norm in self._norms:
                norm.reset_running_stats()
                norm.momentum = None  # as PyTorch documents it: a cumulative mean
                norm.training = True
            with torch.no_grad():
                for inputs, _ in self.data.batches():
                    self._outputs(parameters, inputs)
        finally:
            for norm, (momentum, training) in zip(self._norms, kept, strict=True):
                norm.momentum, norm.training = momentum, training

    def batch_loss(
        self, parameters: Mapping[str, torch.Tensor], batch: Batch
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The loss of a batch, as a mean over it, and the outputs."""
        inputs, targets = batch
        outputs = self._predicted(parameters, inputs)
        return self._mean_loss(outputs, targets), outputs

    def _predicted(
        self, parameters: Mapping[str, torch.Tensor], inputs: tuple[torch.Tensor, ...]
    ) -> Any:
        """The outputs in the precision that is wanted, as numbers of the model's own."""
        with self._precision():
            outputs = self._outputs(parameters, inputs)
        return _single(outputs) if self.precision == "bfloat16" else outputs

    def _precision(self) -> contextlib.AbstractContextManager[Any]:
        """The precision of a pass, also where the caller has another one; nothing where that changes nothing."""
        lower = self.precision == "bfloat16"
        if not lower and not torch.is_autocast_enabled(self.device.type):
            return contextlib.nullcontext()
        return torch.autocast(self.device.type, torch.bfloat16, enabled=lower)

    def functions(self) -> list[Callable[[torch.Tensor, torch.Tensor], torch.Tensor]]:
        """The loss and the metrics, each as a double of outputs and targets."""

        def doubled(function: Metric) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
            return lambda outputs, targets: torch.as_tensor(
                function(outputs, targets), device=self.device
            ).double()

        return [doubled(one) for one in (self._mean_loss, *self.metrics.values())]

    def _mean_loss(self, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        loss = self.loss_fn(outputs, targets)
        return loss / len(targets) if self.mean.reduction == "sum" else loss

    def weights(self, targets: torch.Tensor) -> Array:
        """What a batch with these targets weighs: its loss, and each metric."""
        others = [
            m.of(targets) if isinstance(m, Accuracy) else len(targets)
            for m in self.metrics.values()
        ]
        return np.array([self.mean.of(targets), *others], dtype=np.float64)

    def weighted(self, samples: Samples) -> Iterator[tuple[Batch, Array]]:
        """The batches, and what each weighs."""
        for number, batch in enumerate(samples.batches()):
            known = samples.weights
            yield batch, known[number] if known else self.weights(batch[1])

    def _outputs(
        self, parameters: Mapping[str, torch.Tensor], inputs: tuple[torch.Tensor, ...]
    ) -> torch.Tensor:
        """The model's outputs with parameters by name; with its own where there are none."""
        if not parameters:
            return self.model(*inputs)
        return functional_call(self.model, dict(parameters), inputs)

    def clone(self) -> Network:
        """The same problem with a model of its own, whose parameters may be changed."""
        other = copy.copy(self)
        other.model = copy.deepcopy(self.model)
        other._norms = _norms(other.model)
        return other

    def _means(self, parameters: Mapping[str, torch.Tensor], samples: Samples) -> Array:
        """Means over all samples: of the loss and the metrics."""
        total, count = np.zeros(1 + len(self.metrics)), np.zeros(1 + len(self.metrics))
        for batch, weights in self.weighted(samples):
            loss, outputs = self.batch_loss(parameters, batch)
            others = (metric(outputs, batch[1]) for metric in self.metrics.values())
            values = weights * np.array([float(v) for v in (loss, *others)])
            # The last batch may be a short one, and one in which all targets are ignored has no mean.
            total += values if weights.all() else np.where(weights > 0, values, 0)
            count += weights
        return total / np.where(count > 0, count, np.nan)

    def _tensors(self, theta: Array) -> dict[str, torch.Tensor]:
        flat = torch.as_tensor(np.array(theta, dtype=np.float64), device=self.device)
        return self.layout.views(flat.to(self.dtype))

    # -- the protocol --------------------------------------------------------------------------------------------------

    def _value(
        self, theta: Array, rows: NDArray[np.intp] | None, *, slope: bool
    ) -> tuple[float, Array | None]:
        if rows is None and not slope:
            return float(self.table(theta)[0]), None
        return self._slope(theta, rows)

    def _slope(self, theta: Array, rows: NDArray[np.intp] | None) -> tuple[float, Array]:
        flat = torch.as_tensor(np.array(theta), device=self.device).to(self.dtype)
        self._fit_norms(flat)
        flat.requires_grad_(True)
        loss, count, total = 0.0, 0.0, torch.zeros(len(flat), dtype=torch.float64)
        with torch.enable_grad(), self.chance():
            for batch, weight in self._weighted(rows):
                value = self._differentiated(flat, batch)
                (part,) = torch.autograd.grad(value, flat)
                loss += weight * float(value.detach())
                total += weight * part.double().cpu()
                count += weight
        return (
            (loss / count, (total / count).numpy())
            if count
            else (math.nan, total.numpy() * math.nan)
        )

    def hvp_at(self, theta: ArrayLike) -> Callable[[ArrayLike], Array]:
        """The Hessian at one point (d,) as a function of a vector (d,).

        Where all samples go through the model at once, the gradient's graph is kept as long as the function is: a
        product is then one pass back through it.
        """
        if self.data.streamed or self.data.count > self.data.rows:
            return super().hvp_at(theta)
        flat = self._varied(self._components(theta, last=True))
        with self.chance():
            ((_, slope),) = self._slopes(flat)

        def product(v: ArrayLike) -> Array:
            along = self._components(v, last=True)
            return self._turned(slope, flat, along, keep=True).double().cpu().numpy()

        return product

    def _product(self, theta: Array, v: Array) -> Array:
        flat = self._varied(theta)
        total, count = torch.zeros(len(flat), dtype=torch.float64), 0.0
        with self.chance():
            for weight, slope in self._slopes(flat):
                total += weight * self._turned(slope, flat, v).double().cpu()
                count += weight
        return (total / count).numpy()

    def _varied(self, theta: Array) -> torch.Tensor:
        """A point as what is differentiated for."""
        flat = torch.as_tensor(np.array(theta), device=self.device).to(self.dtype)
        self._fit_norms(flat)
        return flat.requires_grad_(True)

    def _weighted(self, rows: NDArray[np.intp] | None = None) -> Iterator[tuple[Batch, float]]:
        """The batches of all samples, or that of some rows, and the weight of each one's loss, where it has any."""
        if rows is None:
            found = ((batch, float(weights[0])) for batch, weights in self.weighted(self.data))
        else:
            batch = self.data.chosen(rows)
            found = iter([(batch, self.mean.of(batch[1]))])
        return ((batch, weight) for batch, weight in found if weight)

    def _slopes(self, flat: torch.Tensor) -> Iterator[tuple[float, torch.Tensor]]:
        """Of each pass, its weight and the gradient, which can be differentiated again."""
        for batch, weight in self._weighted():
            with torch.enable_grad(), _differentiable():
                value = self._differentiated(flat, batch)
                (slope,) = torch.autograd.grad(value, flat, create_graph=True)
            yield weight, slope

    def _differentiated(self, flat: torch.Tensor, batch: Batch) -> torch.Tensor:
        """The loss of a batch, which knows how it came about."""
        value, _ = self.batch_loss(self.layout.views(flat), batch)
        if not isinstance(value, torch.Tensor) or not value.requires_grad:
            raise ArgumentError(
                "the loss has no gradient: let loss_fn return a tensor made of the outputs, not a number (.item())"
            )
        return value

    def _turned(
        self, slope: torch.Tensor, flat: torch.Tensor, v: Array, *, keep: bool = False
    ) -> torch.Tensor:
        """The Hessian times a vector, from the gradient."""
        if not slope.requires_grad:
            return torch.zeros_like(flat)  # of a loss that is linear
        along = torch.as_tensor(np.array(v), device=self.device).to(self.dtype)
        with _differentiable():
            return torch.autograd.grad(slope, flat, along, retain_graph=keep)[0]

    def _fit_norms(self, flat: torch.Tensor) -> None:
        if self.batch_norm == "recalibrated":
            # Their statistics are then constants: the gradient is that of the loss with these.
            with self.chance():
                self.recalibrate(self.layout.views(flat))

    def _try(self, samples: Samples, which: str) -> None:
        """Find out with two samples whether model, loss and metrics are what they must be."""
        inputs, targets = samples.few()
        shapes = ", ".join(str(tuple(one.shape)) for one in inputs)
        given = f"the {which}targets of shape {tuple(targets.shape)} and type {type_of(targets)}"
        with (
            torch.no_grad(),
            told(
                f"the model cannot take samples of the {which}data, of shape {shapes} and type {type_of(inputs[0])}",
                "give inputs as the model takes them",
            ),
        ):
            outputs = self._predicted(self._tensors(self._own), inputs)
        if isinstance(outputs, torch.Tensor):
            given = f"outputs of shape {tuple(outputs.shape)} and {given}"
        cure = "give targets as it takes them"
        if self.mean.over == "classes":
            cure = (
                "classes are whole numbers, one for each sample: targets.long() of shape (samples,)"
            )
        with torch.no_grad(), told(f"loss_fn cannot take {given}", cure):
            loss = self._mean_loss(outputs, targets)
        check_loss(shape_of(loss, "the loss"))
        for name, metric in self.metrics.items():
            if isinstance(metric, Accuracy):
                metric.check(outputs, targets, (samples.arrays or (targets,))[-1])
            with torch.no_grad(), told(f'the metric "{name}" cannot take {given}', "mend it"):
                found = metric(outputs, targets)
            check_metric(name, shape_of(found, f'the metric "{name}"'))
        if not samples.streamed:
            with told(
                "loss_fn has no weight for a class of the targets", "give one for each class"
            ):
                samples.weights = [self.weights(found) for _, found in samples.batches()]


def device_here() -> torch.device:
    """Where this process evaluates fastest: the GPU that CUDA names, or the processor."""
    if torch.cuda.is_available():
        return torch.device("cuda", torch.cuda.current_device())
    return torch.device("cpu")


def _single(outputs: Any) -> Any:
    """Outputs with numbers of the usual precision, also those within what a model returns."""
    if isinstance(outputs, torch.Tensor):
        return outputs.float() if outputs.is_floating_point() else outputs
    if isinstance(outputs, Mapping):
        made: Any = copy.copy(outputs)
        for name, one in outputs.items():
            made[name] = _single(one)
        return made
    if isinstance(outputs, (tuple, list)):
        parts = [_single(one) for one in outputs]
        named: Any = type(outputs)
        return named(*parts) if hasattr(outputs, "_fields") else named(parts)
    if hasattr(outputs, "__dict__") and not isinstance(outputs, type):
        made = copy.copy(outputs)
        vars(made).update({name: _single(one) for name, one in vars(outputs).items()})
        return made
    return outputs


def _moved(function: Callable[..., Any], device: torch.device) -> Callable[..., Any]:
    """A loss function on a device: weights of classes belong to it."""
    return copy.deepcopy(function).to(device) if isinstance(function, nn.Module) else function


def _differentiable() -> contextlib.AbstractContextManager[Any]:
    """Without the fast attention kernels, which have no second derivative."""
    return nn.attention.sdpa_kernel(nn.attention.SDPBackend.MATH)


def _norms(model: nn.Module) -> list[nn.modules.batchnorm._BatchNorm]:
    """The batch normalizations that keep statistics."""
    kinds = nn.modules.batchnorm._BatchNorm
    return [m for m in model.modules() if isinstance(m, kinds) and m.track_running_stats]


def _name(function: Any) -> str:
    if isinstance(function, nn.Module):
        return repr(function)
    return getattr(function, "__name__", type(function).__name__)
