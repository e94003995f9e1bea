"""Work beside the server: who waits for it, and what becomes of it when nobody does."""

from __future__ import annotations

import asyncio
import threading
from typing import Any, cast

import pytest
from starlette.requests import Request

from thalweg.app.work import GivenUp, Workers
from thalweg.data.progress import Progress


class Tab:
    """A request whose tab is closed when it is told so."""

    def __init__(self) -> None:
        self.closed = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.closed.wait()
        return {"type": "http.disconnect"}


def endless(begun: threading.Event, ended: threading.Event, progress: Progress) -> None:
    """Work that ends only because it is given up."""
    begun.set()
    try:
        while True:
            progress(0, 1)
    finally:
        ended.set()


def run(workers: Workers, tab: Tab, work: Any) -> Any:
    return workers.run(cast("Request", tab), work)


def test_what_a_closed_tab_asked_for_is_given_up() -> None:
    async def scenario() -> None:
        tab, begun, ended = Tab(), threading.Event(), threading.Event()
        asked = asyncio.create_task(run(Workers(), tab, lambda p: endless(begun, ended, p)))
        assert await asyncio.to_thread(begun.wait, 10)
        tab.closed.set()
        with pytest.raises(GivenUp):
            await asked
        assert await asyncio.to_thread(ended.wait, 10)

    asyncio.run(scenario())


def test_what_waits_for_its_turn_is_never_begun_for_a_closed_tab() -> None:
    async def scenario() -> None:
        workers = Workers(most=1)
        first, second = Tab(), Tab()
        begun, ended, ran = threading.Event(), threading.Event(), threading.Event()
        running = asyncio.create_task(run(workers, first, lambda p: endless(begun, ended, p)))
        assert await asyncio.to_thread(begun.wait, 10)
        waiting = asyncio.create_task(run(workers, second, lambda _: ran.set()))
        await asyncio.sleep(0)
        second.closed.set()
        with pytest.raises(GivenUp):
            await waiting
        first.closed.set()
        with pytest.raises(GivenUp):
            await running
        assert await asyncio.to_thread(ended.wait, 10)
        assert not ran.is_set()

    asyncio.run(scenario())


def test_stopping_gives_up_all_that_runs() -> None:
    async def scenario() -> None:
        workers, begun, ended = Workers(), threading.Event(), threading.Event()
        asked = asyncio.create_task(run(workers, Tab(), lambda p: endless(begun, ended, p)))
        assert await asyncio.to_thread(begun.wait, 10)
        workers.stop()
        with pytest.raises(GivenUp):
            await asked
        assert ended.is_set()

    asyncio.run(scenario())


def test_answers_and_failures_come_through() -> None:
    async def scenario() -> None:
        assert await run(Workers(), Tab(), lambda _: 7) == 7
        with pytest.raises(ZeroDivisionError):
            await run(Workers(), Tab(), lambda _: 1 / 0)

    asyncio.run(scenario())
