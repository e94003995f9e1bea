"""Recording the training of a PyTorch model: snapshots go to disk in the background."""

from __future__ import annotations

import math
import os
import queue
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from thalweg.data import Trajectories, store as stores
from thalweg.data.atomic import replace_folder
from thalweg.data.recording import DTYPES, Recording
from thalweg.errors import ArgumentError, OutputError
from thalweg.optim.recorded import RecordedOptimizer
from thalweg.problems.blackbox import Recorded
from thalweg.torch.layout import Chosen, Layout

_TORCH = {"float32": torch.float32, "float64": torch.float64, "bfloat16": torch.bfloat16}

#: Snapshots that may wait to be written; then training waits, instead of the memory filling up.
_WAITING = 4


class Recorder:
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
        Named in pictures, with its learning rate.
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
        if isinstance(every, bool) or not isinstance(every, int) or every < 1:
            raise ArgumentError(f"every must be a whole number of at least 1, not {every}")
        if dtype not in DTYPES:
            raise ArgumentError(f"dtype must be one of {', '.join(DTYPES)}, not {dtype!r}")
        self.layout = Layout(model, params)
        self.model, self.every, self._dtype = model, every, _TORCH[dtype]
        self.store, self._steps = store, 0
        self._buffers = dict(model.named_buffers()) if buffers else {}
        named = _named(optimizer, label)
        problem = Recorded(title or type(model).__name__, blocks=self.layout.blocks)
        attributes = stores.recording_attributes(problem, [named], label or named.label)

        def begin(folder: Path) -> None:
            # With step 0 in it, so that a folder that is there can be opened.
            kept = self._kept()
            recording = Recording(folder, self.layout.size, dtype, kept, attributes)
            recording.append(0, _numpy(self._flat()), math.nan, kept)

        replace_folder(store, begin, stores.refuse)
        self._recording = Recording.reopened(Path(os.path.realpath(store)))
        self._queue: queue.Queue[tuple[Any, ...] | None] = queue.Queue(_WAITING)
        self._failure: BaseException | None = None
        self._kept_step, self._written = 0, 1
        self._thread = threading.Thread(target=self._write, name="thalweg recorder", daemon=True)
        self._thread.start()

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
        self._check()
        if loss is not None and self._kept_step == self._steps:
            # A tensor is read by the writer, so that a GPU is not waited for here.
            value = loss.detach().clone() if isinstance(loss, torch.Tensor) else float(loss)
            self._queue.put(("note", self._written - 1, self._steps, value))
        self._steps += 1
        if self._steps % self.every == 0:
            self._snapshot(math.nan if full_loss is None else float(full_loss))

    def finish(self) -> Trajectories:
        """Keep the last step, wait for the disk, and open what was recorded.

        Returns
        -------
        Trajectories
            Above 10,000 parameters, ``theta`` is read from disk when it is asked for.
        """
        if self._thread.is_alive():
            if self._kept_step != self._steps and self._failure is None:
                self._snapshot(math.nan)
            self._queue.put(None)
            self._thread.join()
            self._check()
            self._recording.close()
        self._check()
        loaded = stores.load(self.store)
        assert isinstance(loaded, Trajectories)
        return loaded

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()

    def _snapshot(self, full_loss: float) -> None:
        self._queue.put(("snapshot", self._steps, self._flat(), full_loss, self._kept()))
        self._kept_step = self._steps
        self._written += 1

    def _flat(self) -> torch.Tensor:
        """A copy of the parameters, since the next step overwrites them."""
        return self.layout.flat(self.layout.parameters(self.model), self._dtype)

    def _kept(self) -> dict[str, np.ndarray]:
        return {
            name: (buffer.float() if buffer.dtype == torch.bfloat16 else buffer)
            .detach()
            .cpu()
            .numpy()
            .copy()
            for name, buffer in self._buffers.items()
        }

    def _write(self) -> None:
        while (job := self._queue.get()) is not None:
            if self._failure is not None:
                continue  # so that the training does not wait for ever
            try:
                if job[0] == "note":
                    _, number, step, value = job
                    self._recording.note(number, float(value))
                    if not math.isfinite(float(value)):
                        self._recording.diverge(step)
                else:
                    _, step, flat, full_loss, buffers = job
                    self._recording.append(step, _numpy(flat), full_loss, buffers)
                    if not bool(torch.isfinite(flat).all()):
                        self._recording.diverge(step)
            except BaseException as error:  # whatever it is, the training must hear of it
                self._failure = error

    def _check(self) -> None:
        if self._failure is not None:
            raise OutputError(
                f'cannot write "{os.fsdecode(self.store)}": {self._failure}; what was recorded before is kept'
            ) from self._failure


def _numpy(flat: torch.Tensor) -> np.ndarray:
    if flat.dtype == torch.bfloat16:
        return flat.view(torch.uint16).numpy()
    return flat.numpy()


def _named(optimizer: Any, label: str | None) -> RecordedOptimizer:
    if optimizer is None:
        return RecordedOptimizer(label or "recorded")
    if isinstance(optimizer, str):
        return RecordedOptimizer(optimizer)
    groups: list[Mapping[str, Any]] = optimizer.param_groups
    rates = {float(group["lr"]) for group in groups if "lr" in group}
    return RecordedOptimizer(
        type(optimizer).__name__, {"lr": rates.pop()} if len(rates) == 1 else {}
    )
