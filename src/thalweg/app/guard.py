"""Who may speak to the app: pages that it served itself, and nobody else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

#: Scripts, styles and pictures are those of the app, and none stands inline.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}

#: A browser lets no other site set it without asking first, which is refused.
TOKEN = "x-thalweg"


class Guard:
    """Refuses requests with another Host (a name that was pointed here) or Origin (another site's page)."""

    def __init__(self, app: Application, port: int) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        self._origins = {f"http://{host}" for host in self._hosts}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message.get("headers", ()) if pair[0] != b"server"]
                added = [(k.encode(), v.encode()) for k, v in _HEADERS.items()]
                message = {**message, "headers": [*kept, *added]}
            await send(message)

        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, sealed)
            return
        body = refusal.encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8")]
        await sealed({"type": "http.response.start", "status": 403, "headers": headers})
        await sealed({"type": "http.response.body", "body": body})

    def _refusal(self, scope: Message) -> str | None:
        given: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            given.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        if len(given.get("host", ())) != 1 or given["host"][0].lower() not in self._hosts:
            return "this app answers to 127.0.0.1 and localhost alone"
        if any(origin not in self._origins for origin in given.get("origin", ())):
            return "another site's page may not use this app"
        if given.get("sec-fetch-site", ["none"])[0] not in ("none", "same-origin"):
            # A link from elsewhere may open the page, and no more.
            opens = given.get("sec-fetch-mode", [""])[0] == "navigate" and scope["path"] == "/"
            if not (opens and scope["method"] == "GET"):
                return "another site's page may not use this app"
        if scope["method"] not in ("GET", "HEAD") and TOKEN not in given:
            return f"requests that ask for work carry the header {TOKEN}"
        return None
