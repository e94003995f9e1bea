"""The app's endpoints: what they answer, and to whom."""

from __future__ import annotations

import asyncio
import json
import struct
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from thalweg.app.guard import POLICY
from thalweg.app.server import MOST_UPLOAD, State, application
from thalweg.inputs import PRESETS, Tables, answer as answered
from thalweg.inputs.ask import preset_scene

BASE = "http://127.0.0.1:8517"
OURS = {"x-thalweg": "1"}


def ask(method: str, path: str, state: State | None = None, **how: Any) -> httpx.Response:
    async def send() -> httpx.Response:
        app: Any = application(state or State(), 8517)
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
            return await client.request(method, path, **{"headers": OURS, **how})

    return asyncio.run(send())


def scene(asked: object, state: State | None = None) -> httpx.Response:
    return ask("POST", "/api/scene", state, content=json.dumps(asked))


def said(answer: httpx.Response) -> dict[str, Any]:
    (length,) = struct.unpack_from("<I", answer.content)
    return json.loads(answer.content[4 : 4 + length])


def wrong(answer: httpx.Response) -> bool:
    """Whether the answer says what is wrong with the question."""
    return answer.headers["content-type"] == "application/problem+json"


def test_a_formula_becomes_a_scene() -> None:
    answer = scene({"formula": "x^2 + 10*y^2", "steps": 5})
    assert answer.status_code == 200
    assert said(answer)["scores"] == []
    assert b'"params":["x","y"]' in answer.content


@pytest.mark.parametrize(
    ("asked", "steps"), [({"function": "rosenbrock"}, 300), ({"formula": "x**2"}, 100)]
)
def test_a_function_runs_as_long_as_its_entry_says(asked: dict[str, str], steps: int) -> None:
    runs = answered(asked, Tables()).scene.runs
    assert runs is not None
    assert runs.steps == steps
    assert len(runs.labels) == 3


def test_an_error_of_the_parser_says_where() -> None:
    answer = scene({"formula": "x**2 + foo(y"})
    assert wrong(answer)
    assert answer.json() == {
        "message": 'a "(" is not closed',
        "text": "x**2 + foo(y",
        "position": 10,
    }


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1:9999"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_other_sites_are_refused(headers: dict[str, str]) -> None:
    answer = ask("POST", "/api/scene", content="{}", headers=OURS | headers)
    assert answer.status_code == 403
    assert ask("GET", "/api/start", headers=headers).status_code == 403


def test_work_needs_the_header_that_no_form_can_send() -> None:
    assert ask("POST", "/api/scene", content="{}", headers={}).status_code == 403


def test_the_policy_allows_nothing_inline_and_no_eval() -> None:
    answer = ask("GET", "/")
    assert answer.headers["content-security-policy"] == POLICY
    assert "script-src 'self';" in POLICY
    assert "unsafe" not in POLICY
    assert "<script>" not in answer.text


@pytest.mark.parametrize(
    "name", ["../errors.py", "%2e%2e%2ferrors.py", "..%5cerrors.py", "nothing"]
)
def test_no_path_of_the_disk_is_served(name: str) -> None:
    assert ask("GET", f"/static/{name}").status_code == 404


def test_a_table_is_read_and_a_model_proposed() -> None:
    state = State()
    rows = "x,y\n" + "\n".join(f"{k},{2 * k + (k % 2)}" for k in range(12))
    answer = ask("POST", "/api/table?name=../../a.csv", state, content=rows)
    told = answer.json()
    assert told["source"] == "a.csv"
    assert told["proposal"] == {"model": "w*x + b", "target": "y", "loss": "mse"}
    asked = {"table": told["table"], "test": told["table"], "steps": 3}
    scores = said(scene(asked, state))["scores"]
    # The same rows for testing, scaled as those that were fitted, have the same loss.
    assert [one["test"] for one in scores] == pytest.approx([one["train"] for one in scores])


def test_uploads_are_bounded() -> None:
    answer = ask(
        "POST", "/api/table", content=b"x", headers=OURS | {"content-length": str(MOST_UPLOAD + 1)}
    )
    assert answer.status_code == 413


def uploaded(state: State, *received: dict[str, Any]) -> list[dict[str, Any]]:
    """What the app sends for an upload of which these messages come."""
    messages = iter(received)
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return next(messages)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = {"host": BASE.removeprefix("http://"), **OURS, "content-type": "text/csv"}
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/api/table",
        "raw_path": b"/api/table",
        "query_string": b"name=a.csv",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8517),
    }
    app: Any = application(state, 8517)
    asyncio.run(app(scope, receive, send))
    return sent


def body(part: bytes) -> dict[str, Any]:
    return {"type": "http.request", "body": part, "more_body": True}


def test_an_upload_that_is_cut_off_leaves_nothing_behind() -> None:
    state = State()
    sent = uploaded(state, body(b"x,y\n1,2\n3"), {"type": "http.disconnect"})
    assert [message.get("status") for message in sent] == [499, None]
    assert not state.tables._kept
    assert not wrong(ask("POST", "/api/table", state, content=b"x,y\n1,2\n3,4\n5,6\n"))


def test_an_upload_of_unknown_length_is_read_up_to_the_bound() -> None:
    # A part more would raise StopIteration.
    parts = [body(bytes(1 << 20))] * ((MOST_UPLOAD >> 20) + 1)
    sent = uploaded(State(), *parts)
    assert sent[0]["status"] == 413


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(
            ["formula", "function", "preset", "points", "table", "model", "steps", "store"]
        ),
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.text(max_size=20),
            st.lists(st.lists(st.floats(), max_size=3), max_size=3),
            st.sampled_from(["9**9**9**9", "__import__('os')", "(" * 5000, "x" * 10_000]),
        ),
        max_size=3,
    )
)
def test_nothing_that_is_asked_breaks_it(asked: dict[str, Any]) -> None:
    answer = scene(asked)
    assert answer.status_code == 200
    assert not wrong(answer) or answer.json()["message"]


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=200))
def test_no_upload_breaks_it(content: bytes) -> None:
    assert ask("POST", "/api/table", content=content).status_code == 200
    assert ask("POST", "/api/scene", content=content).status_code == 200


@pytest.mark.parametrize("name", PRESETS)
def test_presets_show_what_their_words_say(name: str) -> None:
    runs = preset_scene(name).runs
    assert runs is not None
    loss = runs.dataset["loss"].values
    if name == "rate-divergent":
        assert loss[0, -1] > loss[0, 0]
    else:
        assert (runs.final_loss.values < loss[:, 0]).all()
    if name == "rate-too-small":
        assert loss[0, -1] > 0.05 * loss[0, 0]
