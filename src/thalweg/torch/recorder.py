"""Recording the training of a PyTorch model: snapshots go to disk in the background."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from torch import nn

from thalweg.data.recorder import BackgroundRecorder, Buffers, check_recorder
from thalweg.errors import ArgumentError
from thalweg.optim.recorded import RecordedOptimizer
from thalweg.problems.adapters import Chosen
from thalweg.problems.blackbox import Recorded
from thalweg.torch.layout import Layout
from thalweg.torch.mode import keep_memory

_TORCH = {"float32": torch.float32, "float64": torch.float64, "bfloat16": torch.bfloat16}


class Recorder(BackgroundRecorder):
    """Snapshots of a model while it trains, written to disk in the background.

    Each snapshot is whole on disk as soon as it is written: a process that is killed loses the one in flight and those
    that wait behind it, at most five. `thalweg.load` opens the folder at any time.

    Parameters
    ----------
    model : torch.nn.Module
        Its parameters now are step 0.
    store : str or path
        The ``.zarr`` folder; a store of thalweg that is there is replaced.
    every : int
        Keep every n-th step. The last one is kept by `finish`.
    dtype : str
        ``"float32"``, ``"float64"`` or ``"bfloat16"`` (half the size, three digits).
    params : iterable of str, or callable on names, optional
        The parameters to keep. Default: all.
    optimizer : torch.optim.Optimizer, or str, optional
        Named in pictures, with its learning rate. One that changes meanwhile is called ``scheduled``, one that is not
        the same for all parameters ``several``.
    label : str, optional
        What pictures call this run. Default: the optimizer's.
    buffers : bool
        Whether to keep the model's buffers, such as batch-norm statistics, with each snapshot.
    title : str, optional
        Default: the model's class.

    Raises
    ------
    ArgumentError
        ``every must be a whole number of at least 1, not 0`` and the like.

    Examples
    --------
    A training loop has two lines more::

        recorder = Recorder(model, store="run.zarr", every=10)
        for x, y in loader:
            loss = loss_fn(model(x), y)
            ...
            optimizer.step()
            recorder.step(loss=loss)
        runs = recorder.finish()
    """

    def __init__(
        self,
        model: nn.Module,
        store: str | os.PathLike[str],
        every: int = 1,
        *,
        dtype: str = "float32",
        params: Chosen = None,
        optimizer: torch.optim.Optimizer | str | None = None,
        label: str | None = None,
        buffers: bool = True,
        title: str | None = None,
    ) -> None:
        check_recorder(every, dtype)
        keep_memory()  # each snapshot is a copy, whose memory the next one takes
        self.layout = Layout(model, params)
        self.model, self._dtype = model, _TORCH[dtype]
        self._buffers = dict(model.named_buffers()) if buffers else {}
        named = _named(optimizer, label)
        problem = Recorded(title or type(model).__name__, blocks=self.layout.blocks)
        self._label, self._named = label, named
        # As long as there is one rate.
        one = isinstance(named.hyper.get("lr"), float)
        self._watched: Any = optimizer if one else None
        super().__init__(store, every, dtype, problem, named, label or named.label)

    def step(self, loss: Any = None, full_loss: float | None = None) -> None:
        """Count a step; call it after ``optimizer.step()``.

        Parameters
        ----------
        loss : tensor or float, optional
            The batch's loss of this step. It belongs to the parameters before the step, and is kept with them.
        full_loss : float, optional
            The loss over all data at the parameters after the step, where it is known. Landscapes work it out
            otherwise.

        Raises
        ------
        OutputError
            Why the last snapshot could not be written.
        """
        # A tensor is read by the writer, so that a GPU is not waited for here.
        value = loss.detach().clone() if isinstance(loss, torch.Tensor) else loss
        self._count(value, full_loss)
        if self._watched is not None:
            self._watch(wait=self._kept_step == self.steps)

    def _watch(self, *, wait: bool) -> None:
        """Note a learning rate that is another one than at the start; on a device, where that may be waited for."""
        first = self._named.hyper["lr"]
        for group in self._watched.param_groups:
            rate = group["lr"]
            if isinstance(rate, torch.Tensor) and not wait and rate.device.type != "cpu":
                continue
            if rate != first:
                named = RecordedOptimizer(self._named.name, {**self._named.hyper, "lr": _SCHEDULED})
                self._watched = None
                self._rename(named, self._label or named.label)
                return

    def _take(self) -> tuple[Callable[[], np.ndarray], Buffers]:
        """A copy of the parameters, since the next step overwrites them."""
        flat = self.layout.flat(self.layout.parameters(self.model), self._dtype)
        return lambda: _numpy(flat), self._kept()

    def _kept(self) -> dict[str, np.ndarray]:
        return {
            name: (buffer.float() if buffer.dtype == torch.bfloat16 else buffer)
            .detach()
            .cpu()
            .numpy()
            .copy()
            for name, buffer in self._buffers.items()
        }


def _numpy(flat: torch.Tensor) -> np.ndarray:
    if flat.dtype == torch.bfloat16:
        return flat.view(torch.uint16).numpy()
    return flat.numpy()


#: Settings of optimizers that pictures name.
_SETTINGS = ("lr", "momentum", "nesterov", "dampening", "weight_decay", "maximize")

#: What stands for a rate that changed meanwhile, and for a setting that is not the same for all parameters.
_SCHEDULED, _SEVERAL = "scheduled", "several"


def _named(optimizer: Any, label: str | None) -> RecordedOptimizer:
    if optimizer is None:
        return RecordedOptimizer(label or "recorded")
    if isinstance(optimizer, str):
        return RecordedOptimizer(optimizer)
    if not hasattr(optimizer, "param_groups"):
        own = hasattr(getattr(optimizer, "optimizer", None), "param_groups")
        hint = "give the optimizer that it schedules" if own else "give one, or leave it out"
        raise ArgumentError(
            f"optimizer must be one of torch.optim or a name, not {type(optimizer).__name__}; {hint}"
        )
    groups: list[Mapping[str, Any]] = optimizer.param_groups
    hyper: dict[str, float | str] = {}
    for name in _SETTINGS:
        values = {float(group[name]) for group in groups if name in group}
        # None that does nothing.
        if values and (name == "lr" or values != {0.0}):
            hyper[name] = values.pop() if len(values) == 1 else _SEVERAL
    return RecordedOptimizer(type(optimizer).__name__, hyper)
