"""Dask: a cluster's workers as an executor that outlives the loss of workers, and of the scheduler."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from typing import Any

from thalweg.errors import ArgumentError, MissingExtra, WorkerError

#: Seconds that a scheduler may be away.
PATIENCE = 300.0

#: Seconds between two tries to reach it.
_APART = 0.5


class Cluster(Executor):
    """The workers of a Dask cluster.

    What is shared with `share` travels to each worker once. Tasks whose worker was lost are given to others by Dask;
    those that went down with the scheduler are handed in again once it is back.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.1:8786``.
    patience : float
        Seconds to wait for a scheduler that is away.

    Raises
    ------
    MissingExtra
        ``Dask is needed for --dask and is not installed: pip install 'thalweg[distributed]'``.
    WorkerError
        ``no scheduler answers at tcp://... (...); check the address, ...``.
    """

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        try:
            import distributed
        except ImportError as error:
            raise MissingExtra(
                "Dask is needed for --dask and is not installed: pip install 'thalweg[distributed]'"
            ) from error
        self._distributed: Any = distributed
        self.address, self.patience = address, patience
        self._own = True
        self._client: Any = self._connect(min(60.0, patience))

    @classmethod
    def around(cls, executor: Executor) -> Cluster | None:
        """The cluster behind Dask's client, or what its ``get_executor()`` returns; None for any other executor.

        Raises
        ------
        ArgumentError
            ``executor must be one of concurrent.futures, or Dask's client.get_executor(), not 4``.
        """
        if isinstance(executor, cls):
            return executor
        if isinstance(executor, type) or not callable(getattr(executor, "submit", None)):
            raise ArgumentError(
                "executor must be one of concurrent.futures, such as ProcessPoolExecutor(4), or Dask's"
                f" client.get_executor(), not {executor!r}"
            )
        # Whoever has such an executor has imported Dask.
        if type(executor).__module__.partition(".")[0] != "distributed":
            return None
        import distributed

        made = cls.__new__(cls)
        made._distributed = distributed
        made._client = getattr(executor, "_client", executor)
        made.address = str(made._client.scheduler.address)
        made.patience, made._own = PATIENCE, False
        return made

    @property
    def workers(self) -> int:
        """Threads of all workers that are there now; 0 where the scheduler does not answer."""
        try:
            if self._client.status == "closed":
                self._client = self._connect(min(60.0, self.patience))
            return sum(self._client.nthreads().values()) if self._client.status == "running" else 0
        except (OSError, WorkerError, RuntimeError, CancelledError, TimeoutError):
            return 0

    def share(self, value: Any) -> Any:
        """What stands for a value in `submit`, and is replaced by it on the worker."""
        # A result and no scattered data: Dask makes it again where the only worker that has it is lost.
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sending large graph")
            return self._client.submit(_same, value, pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call a function on a worker; arguments may have been shared."""
        there = self._client.submit(fn, *args, pure=False, **kwargs)
        here: Future[Any] = Future()

        def done(future: Any) -> None:
            try:
                if future.status == "finished":
                    here.set_result(future.result())
                elif future.status == "error":
                    here.set_exception(future.exception())
                else:
                    here.set_exception(CancelledError(f"the task is {future.status}"))
            except BaseException as error:  # the client has closed under our feet
                if not here.done():
                    here.set_exception(error)

        there.add_done_callback(done)
        return here

    def lost(self, error: BaseException) -> bool:
        """Whether an error says that a task was lost, and not that it failed."""
        away = (CancelledError, OSError, TimeoutError)
        killed = self._distributed.scheduler.KilledWorker
        return isinstance(error, away) and not isinstance(error, killed)

    def back(self) -> None:
        """Wait until scheduler and workers can be reached.

        Raises
        ------
        WorkerError
            After the time of `patience`.
        """
        end = time.monotonic() + self.patience
        while not self.workers:
            if time.monotonic() > end:
                raise WorkerError(
                    f"no scheduler with workers has answered at {self.address} for {self.patience:g} s; start it again,"
                    " then the same call goes on from its store"
                )
            time.sleep(_APART)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, which goes on."""
        if self._own:
            self._client.close()

    def _connect(self, seconds: float) -> Any:
        if not isinstance(self.address, str) or not self.address.strip():
            raise ArgumentError(
                f"the address of a scheduler is as tcp://10.0.0.1:8786, not {self.address!r}"
            )
        try:
            return self._distributed.Client(self.address, timeout=seconds, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise WorkerError(
                f"no scheduler answers at {self.address} ({error}); check the address, and that `dask scheduler` runs"
            ) from error


def _same(value: Any) -> Any:
    return value
