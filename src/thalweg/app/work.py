"""Work that a request asks for: in a thread, few at a time, given up when nobody waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import anyio
import anyio.to_thread
from starlette.requests import Request

if TYPE_CHECKING:
    from thalweg.data.progress import Progress

T = TypeVar("T")


class GivenUp(Exception):
    """Nobody waits for the work any more."""


class Workers:
    """Runs work beside the server.

    Parameters
    ----------
    most : int
        How many works run at once; the others wait.
    """

    def __init__(self, most: int = 2) -> None:
        self._most = most
        self._limiter: anyio.CapacityLimiter | None = None
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Give up whatever is under way."""
        self._stopping.set()

    async def run(self, request: Request, work: Callable[[Progress], T]) -> T:
        """Run `work`, which calls what it is given now and then.

        Raises
        ------
        GivenUp
            The tab was closed, or asked for something newer.
        """
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(self._most)
        limiter = self._limiter
        gone = threading.Event()

        def check(_done: int = 0, _of: int = 0) -> None:
            if gone.is_set() or self._stopping.is_set():
                raise GivenUp

        def begin() -> T:
            check()  # it may have waited for its turn
            return work(check)

        result: list[T] = []
        failure: list[BaseException] = []

        async def watch(scope: anyio.CancelScope) -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass
            gone.set()
            scope.cancel()

        async with anyio.create_task_group() as group:
            group.start_soon(watch, group.cancel_scope)
            try:
                # What waits for its turn is dropped at once; what runs is left to end by itself.
                result.append(
                    await anyio.to_thread.run_sync(begin, limiter=limiter, abandon_on_cancel=True)
                )
            except Exception as error:  # of any kind: it is raised again outside the group
                failure.append(error)
            group.cancel_scope.cancel()
        if failure:
            raise failure[0]
        if not result:
            raise GivenUp
        return result[0]
