"""The app's addresses, and the server that listens on loopback."""

from __future__ import annotations

import asyncio
import json
import math
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from thalweg.app import answers
from thalweg.app.guard import Application, Guard
from thalweg.app.work import GivenUp, Workers
from thalweg.errors import ArgumentError, OutputError, ThalwegError
from thalweg.inputs import Tables, told
from thalweg.render.page.html import static as page_file

if TYPE_CHECKING:
    from thalweg.data.progress import Progress

#: Where the app is found unless something else is there.
PORT = 8517

#: Bytes of an upload, and of a request in words.
MOST_UPLOAD, MOST_WORDS = 64 << 20, 1 << 20

#: The files that are served: these and no other.
_FILES = {"page.js": "text/javascript", "app.js": "text/javascript", "app.css": "text/css"}


class _TooLarge(Exception):
    pass


@dataclass
class State:
    """What the app was started with, and what it was given since.

    Attributes
    ----------
    store : Path, optional
    table : str, optional
        Name of the table that it was started with, as `Tables.add` gave it.
    """

    store: Path | None = None
    table: str | None = None
    tables: Tables = field(default_factory=Tables)
    workers: Workers = field(default_factory=Workers)


def application(state: State, port: int) -> Application:
    """The app as ASGI, which answers to its own pages alone."""

    async def home(_request: Request) -> Response:
        return Response(_HOME, media_type="text/html")

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _FILES:
            return _refused("there is no such file", 404)
        return Response(page_file(name), media_type=_FILES[name])

    async def begin(_request: Request) -> Response:
        return JSONResponse(answers.start(state.store, state.table))

    async def version(_request: Request) -> Response:
        return JSONResponse(answers.version(state.store))

    async def picture(request: Request) -> Response:
        name, theme = request.path_params["name"], request.path_params["theme"]

        async def make() -> Response:
            made = await state.workers.run(request, lambda _: answers.picture(name, theme))
            return Response(made, media_type="image/png")

        return await _answered(make)

    async def table(request: Request) -> Response:
        async def make() -> Response:
            content = await _body(request, MOST_UPLOAD)
            name = request.query_params.get("name", "table.csv")
            return JSONResponse(
                await state.workers.run(request, lambda _: told.table(content, name, state.tables))
            )

        return await _answered(make)

    async def scene(request: Request) -> Response:
        async def make() -> Response:
            ask = await _ask(request)

            def work(progress: Progress) -> bytes:
                return answers.scene(ask, state.tables, state.store, progress)

            made = await state.workers.run(request, work)
            return Response(made, media_type="application/octet-stream")

        return await _answered(make)

    async def proposal(request: Request) -> Response:
        async def make() -> Response:
            ask = await _ask(request)
            return JSONResponse(told.proposal(ask, state.tables))

        return await _answered(make)

    async def described(request: Request) -> Response:
        async def make() -> Response:
            ask = await _ask(request)
            return JSONResponse(told.described(ask, state.tables))

        return await _answered(make)

    routes = [
        Route("/", home),
        Route("/static/{name}", static),
        Route("/api/start", begin),
        Route("/api/version", version),
        Route("/api/picture/{name}/{theme}.png", picture),
        Route("/api/table", table, methods=["POST"]),
        Route("/api/described", described, methods=["POST"]),
        Route("/api/scene", scene, methods=["POST"]),
        Route("/api/proposal", proposal, methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes), port)


async def _answered(make: Callable[[], Any]) -> Response:
    """An answer, or what is wrong with the question."""
    try:
        return await make()
    except _TooLarge as error:
        return _refused(str(error), 413)
    except ThalwegError as error:
        return _wrong(told.failure(error))
    except (RecursionError, OverflowError, MemoryError):
        return _wrong({"message": "this is too large to be computed"})
    except (GivenUp, ClientDisconnect):
        return Response(status_code=499)  # nobody reads it


def _wrong(told: dict[str, Any]) -> Response:
    """What is wrong with a question; no failure of the request, which a browser would tell in its console."""
    return JSONResponse(told, media_type="application/problem+json")


def _refused(message: str, status: int) -> Response:
    return JSONResponse({"message": message}, status_code=status)


async def _body(request: Request, most: int) -> bytes:
    """What was sent, unless it is more than may be: then no more of it is read."""
    rule = f"at most {most >> 20} MB may be sent"
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > most:
        raise _TooLarge(rule)
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > most:
            raise _TooLarge(rule)
    return bytes(parts)


async def _ask(request: Request) -> dict[str, Any]:
    try:
        ask = json.loads(await _body(request, MOST_WORDS), parse_constant=lambda _: math.nan)
    except (ValueError, RecursionError):
        ask = None
    if not isinstance(ask, dict):
        raise ArgumentError("a request is an object in JSON")
    return ask


_HOME = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>thalweg</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/app.css">
<script src="/static/page.js" defer></script>
<script src="/static/app.js" defer></script>
</head>
<body><div id="app"><noscript>This page is drawn by a script, which is switched off.</noscript></div></body>
</html>
"""


def listen(port: int | None) -> socket.socket:
    """A socket on loopback: at the port that was asked for; else at the usual one, or a free one if it is taken.

    Raises
    ------
    OutputError
        ``port 8517 is taken; leave --port out for a free one``.
    """
    for candidate in (PORT, 0) if port is None else (port,):
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind(("127.0.0.1", candidate))
        except OSError:
            sock.close()
            continue
        return sock
    raise OutputError(f"port {port} is taken; leave --port out for a free one")


def serve(state: State, sock: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until Ctrl-C; `ready` is called once it can be reached."""
    port = sock.getsockname()[1]
    config = uvicorn.Config(
        application(state, port),
        log_level="error",
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=1,
    )

    class Server(uvicorn.Server):
        warming: asyncio.Task[None]

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            await asyncio.to_thread(ready)
            # Meanwhile the browser starts; the first question would wait for all that is loaded then.
            self.warming = asyncio.create_task(asyncio.to_thread(answers.warm))

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            state.workers.stop()
            await super().shutdown(sockets)

    # uvicorn ends in order and then raises the signal once more.
    with suppress(KeyboardInterrupt):
        Server(config).run([sock])
