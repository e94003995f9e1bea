"""Runs of which no loss over all data is known, shown by the losses of their batches."""

from __future__ import annotations

import numpy as np

from thalweg.data.trajectories import Trajectories

_MARK = "loss_of"


def told_by_batches(runs: Trajectories) -> Trajectories:
    """The runs with the losses of their batches for losses, where these are all that is known.

    A recorded training knows the loss of each batch; that over all data is worked out for a landscape alone.
    """
    dataset = runs.dataset
    if "batch_loss" not in dataset or np.isfinite(dataset["loss"].values).any():
        return runs
    batch = dataset["batch_loss"]
    if not np.isfinite(batch.values).any():
        return runs
    shown = dataset.assign(loss=batch).assign_attrs({_MARK: "batch"})
    return Trajectories(shown, runs.problem, runs.optimizers)


def of_batches(runs: Trajectories) -> bool:
    """Whether the losses of runs are those of batches."""
    return runs.dataset.attrs.get(_MARK) == "batch"


def last_known(loss: np.ndarray) -> np.ndarray:
    """The last loss of each run that is a number, (run,): NaN where none is; of an array (run, step)."""
    known = ~np.isnan(loss)
    last = loss.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
    return loss[np.arange(len(loss)), last]
