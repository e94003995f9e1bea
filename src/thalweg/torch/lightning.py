"""Recording in Lightning: a callback that keeps a `Recorder`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import torch
from torch.utils.hooks import RemovableHandle

from thalweg.data import Trajectories
from thalweg.errors import MissingExtra
from thalweg.torch.recorder import Recorder

if TYPE_CHECKING:
    from lightning.pytorch import Callback, LightningModule, Trainer
else:
    try:
        from lightning.pytorch import Callback
    except ImportError:
        try:
            from pytorch_lightning import Callback
        except ImportError as error:
            raise MissingExtra(
                "thalweg.torch.lightning needs Lightning, which is not installed: pip install 'thalweg[lightning]'"
            ) from error


class RecorderCallback(Callback):
    """Records a training with Lightning, as `Recorder` does by hand.

    A step is one of the optimizer: batches whose gradients are accumulated are one, and each ``step()`` of a manual
    optimization is one, whose loss is what went backward since the last. With several processes, the first
    alone writes. A training that fails or is interrupted keeps what was recorded.

    Parameters
    ----------
    store : str or path
        The ``.zarr`` folder; a store of thalweg that is there is replaced.
    every : int
        Keep every n-th step.
    **settings
        As `Recorder` takes them: ``dtype``, ``params``, ``label``, ``buffers``, ``title``.

    Attributes
    ----------
    runs : Trajectories or None
        What was recorded, once the training is over.

    Examples
    --------
    ::

        recorder = RecorderCallback("run.zarr", every=10)
        Trainer(max_epochs=5, callbacks=[recorder]).fit(module, loader)
        recorder.runs
    """

    def __init__(self, store: str | os.PathLike[str], every: int = 1, **settings: Any) -> None:
        super().__init__()
        self.store, self.every, self.settings = store, every, settings
        self.runs: Trajectories | None = None
        self._recorder: Recorder | None = None
        self._steps = 0
        self._losses: list[torch.Tensor] = []
        self._hooks: list[RemovableHandle] = []

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Keep the parameters as they are before the first step."""
        if not trainer.is_global_zero:
            return
        settings = {"title": type(pl_module).__name__, **self.settings}
        if len(trainer.optimizers) == 1:
            optimizer = trainer.optimizers[0]
            settings.setdefault("optimizer", getattr(optimizer, "optimizer", optimizer))
        self._recorder = Recorder(pl_module, self.store, self.every, **settings)
        self._steps = trainer.global_step
        if not pl_module.automatic_optimization:
            # A batch may have several steps, which Lightning tells nobody about when they are made.
            self._hooks = [
                optimizer.register_step_post_hook(self._stepped) for optimizer in trainer.optimizers
            ]

    def on_before_backward(
        self, trainer: Trainer, pl_module: LightningModule, loss: torch.Tensor
    ) -> None:
        """Keep a loss of a manual optimization for the step that follows."""
        if self._hooks and loss.numel() == 1:
            self._losses.append(loss.detach())

    def on_train_batch_end(
        self, trainer: Trainer, pl_module: LightningModule, outputs: Any, batch: Any, batch_idx: int
    ) -> None:
        """Count a step where the optimizer has made one."""
        if self._recorder is None or self._hooks:
            return
        loss = outputs.get("loss") if isinstance(outputs, Mapping) else outputs
        if isinstance(loss, torch.Tensor) and loss.numel() == 1:
            self._losses.append(loss.detach())
        if trainer.global_step > self._steps:
            self._steps = trainer.global_step
            self._stepped()

    def _stepped(self, *_: Any) -> None:
        """Count a step."""
        if self._recorder is not None:
            # Lightning has divided the losses of accumulated batches by their number.
            self._recorder.step(torch.stack(self._losses).sum() if self._losses else None)
            self._losses = []

    def on_train_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Keep the last step, and open what was recorded."""
        self._finish()

    def on_exception(
        self, trainer: Trainer, pl_module: LightningModule, exception: BaseException
    ) -> None:
        """Keep what there is."""
        self._finish()

    def _finish(self) -> None:
        for hook in self._hooks:
            hook.remove()
        self._hooks = []
        if self._recorder is not None:
            self.runs = self._recorder.finish()
            self._recorder = None
