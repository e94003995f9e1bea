"""Frames drawn by several processes: the same frames in the same order, and so the same bytes, as by one.

Each process is a copy of this one, which shares the stage as it is set: nothing is drawn, sent or imported again.
Processes cannot be copied everywhere (`spare`), and it does not pay for frames that are drawn as fast as they are
encoded.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self

import numpy as np

SLOTS = 2
"""Frames that a process draws ahead."""

MOST = 8
"""Processes at most: one encoder takes what they draw."""

LONG = 4.0
"""Seconds of drawing from which on it pays."""

SLOW = 0.025
"""Seconds a frame from which on it pays: faster ones, drawn by one process, keep the encoder busy."""


def spare() -> int:
    """How many processes may draw: 1 where this one cannot be copied safely, or there is one processor."""
    # Copies of a process with other threads may wait for ever for a lock that one of these held; JAX has threads that
    # Python does not know of.
    if sys.platform != "linux" or threading.active_count() > 1 or "jax" in sys.modules:
        return 1
    return min(MOST, len(os.sched_getaffinity(0)))


def pays(draw: Callable[[int], np.ndarray], count: int) -> bool:
    """Whether several processes would draw so many frames noticeably faster, by the time that two of them take."""
    began = time.perf_counter()
    for k in (0, count - 1):
        draw(k)
    each = (time.perf_counter() - began) / 2
    return each >= SLOW and each * count >= LONG


class Several:
    """Draws frames in copies of this process, from when it is entered until it is left.

    Parameters
    ----------
    draw : callable
        Draws the k-th frame.
    count : int
        Frames.
    shape : tuple of int
        Of each, in bytes.
    processes : int
        How many copies.

    Attributes
    ----------
    pids : list of int
        The numbers of the copies.
    """

    def __init__(
        self, draw: Callable[[int], np.ndarray], count: int, shape: tuple[int, ...], processes: int
    ) -> None:
        self.draw, self.count, self.processes = draw, count, min(processes, count)
        # Anonymous memory that all copies share.
        self._shared = mmap.mmap(-1, self.processes * SLOTS * int(np.prod(shape)))
        self._frames = np.frombuffer(self._shared, np.uint8).reshape(self.processes, SLOTS, *shape)
        self.pids: list[int] = []
        self._drawn: list[int] = []
        self._free: list[int] = []

    def __enter__(self) -> Self:
        for worker in range(self.processes):
            drawn, tell = os.pipe()
            wait, free = os.pipe()
            self._drawn.append(drawn)
            self._free.append(free)
            with warnings.catch_warnings():
                # Python 3.12 and later see the threads of libraries too, which take care of themselves.
                warnings.simplefilter("ignore", DeprecationWarning)
                pid = os.fork()
            if pid == 0:
                # Nothing of the parent's may run here again: neither its handlers nor what it has still to write.
                with contextlib.suppress(BaseException):
                    signal.signal(signal.SIGINT, signal.SIG_IGN)
                    for mine in (*self._drawn, *self._free):
                        os.close(mine)
                    self._work(worker, wait, tell)
                os._exit(0)
            self.pids.append(pid)
            os.close(tell)
            os.close(wait)
        return self

    def _work(self, worker: int, wait: int, tell: int) -> None:
        for turn, k in enumerate(range(worker, self.count, self.processes)):
            # The end of the pipe is the end of the parent.
            if turn >= SLOTS and not os.read(wait, 1):
                return
            self._frames[worker, turn % SLOTS] = self.draw(k)
            os.write(tell, b".")

    def __iter__(self) -> Iterator[np.ndarray]:
        """All frames in order, each valid until the next one is asked for."""
        for k in range(self.count):
            worker, turn = k % self.processes, k // self.processes
            if os.read(self._drawn[worker], 1):
                yield self._frames[worker, turn % SLOTS]
                with contextlib.suppress(BrokenPipeError):
                    os.write(self._free[worker], b".")
            else:
                # It was stopped, or could not draw this: here it is drawn, or told why not.
                yield self.draw(k)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for pipe in (*self._drawn, *self._free):
            os.close(pipe)
        for pid in self.pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
