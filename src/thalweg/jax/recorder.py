"""Recording a JAX network while it trains."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from thalweg.data.recorder import BackgroundRecorder, Buffers, check_recorder
from thalweg.jax.layout import Filters, Layout, Tree
from thalweg.optim.recorded import RecordedOptimizer
from thalweg.problems.adapters import Chosen
from thalweg.problems.blackbox import Recorded


class Recorder(BackgroundRecorder):
    """Snapshots of parameters while they are trained, written to disk in the background.

    Each snapshot is whole on disk as soon as it is written: a process that is killed loses the one in flight and those
    that wait behind it, at most five. `thalweg.load` opens the folder at any time.

    Parameters
    ----------
    params : pytree
        These are step 0.
    store : str or path
        The ``.zarr`` folder; a store of thalweg that is there is replaced.
    every : int
        Keep every n-th step. The last one is kept by `finish`.
    dtype : str
        ``"float32"``, ``"float64"`` or ``"bfloat16"`` (half the size, three digits).
    vary, filters
        Which leaves to keep, and how they are laid out, as `Network` takes them.
    label : str
        What pictures call this run, such as ``"adam lr=0.01"``.
    lr : float, optional
        The learning rate, if it is constant; the picture of the sharpness draws 2/lr.
    title : str
        What pictures call the network.

    Raises
    ------
    ArgumentError
        ``every must be a whole number of at least 1, not 0`` and the like.

    Examples
    --------
    A training loop has two lines more::

        recorder = Recorder(params, store="run.zarr", every=10)
        for x, y in batches:
            params, state, loss = update(params, state, x, y)
            recorder.step(params, loss=loss)
        runs = recorder.finish()
    """

    def __init__(
        self,
        params: Tree,
        store: str | os.PathLike[str],
        every: int = 1,
        *,
        dtype: str = "float32",
        vary: Chosen = None,
        filters: Filters = None,
        label: str = "recorded",
        lr: float | None = None,
        title: str = "network",
    ) -> None:
        check_recorder(every, dtype)
        self.layout = Layout(params, vary, filters)
        self._dtype, self._last = dtype, params
        problem = Recorded(title, blocks=self.layout.blocks)
        named = RecordedOptimizer(label, {} if lr is None else {"lr": float(lr)})
        super().__init__(store, every, dtype, problem, named, label)

    def step(self, params: Tree, loss: Any = None, full_loss: float | None = None) -> None:
        """Count a step; call it with the parameters after the update.

        Parameters
        ----------
        params : pytree
            They may be donated to the next update.
        loss : array or float, optional
            The batch's loss of this step. It belongs to the parameters before the step, and is kept with them.
        full_loss : float, optional
            The loss over all data at the parameters after the step, where it is known. Landscapes work it out
            otherwise.

        Raises
        ------
        OutputError
            Why the last snapshot could not be written.
        """
        self._last = params
        self._count(loss, full_loss)

    def _take(self) -> tuple[Callable[[], np.ndarray], Buffers]:
        # A copy, since the next update may take these for its own; it is waited for by the writer alone.
        copied = jax.tree.map(
            lambda leaf: jnp.copy(leaf) if isinstance(leaf, jax.Array) else leaf, self._last
        )

        def numbers() -> np.ndarray:
            if self._dtype != "bfloat16":
                return self.layout.flat(copied, np.dtype(self._dtype))
            return self.layout.flat(copied, jnp.bfloat16).view(np.uint16)

        return numbers, {}
