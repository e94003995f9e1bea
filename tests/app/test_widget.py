"""The widget's side of the user's own input: what the page asks, and what Python answers."""

from __future__ import annotations

from typing import Any

import pytest

import thalweg as tw
from thalweg.widget import PageWidget


@pytest.fixture
def widget(monkeypatch: pytest.MonkeyPatch) -> tuple[PageWidget, list[dict[str, Any]]]:
    """A widget, and what it sends to its page."""
    runs = tw.descend(tw.functions["bowl"], tw.SGD(lr=0.1), steps=3)
    made = PageWidget(tw.Scene(runs))
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(made, "send", sent.append)
    return made, sent


def ask(widget: PageWidget, what: str, asked: object, *buffers: bytes) -> None:
    widget._handle_custom_msg({"id": "7", "what": what, "ask": asked}, list(buffers))


def test_a_formula_becomes_the_scene(widget: tuple[PageWidget, list[dict[str, Any]]]) -> None:
    made, sent = widget
    made.state = {"theme": "dark", "step": 2}
    ask(made, "scene", {"formula": "a^2 + 3*c^2"})
    assert b'"params":["a","c"]' in made.scene
    # The step belonged to the scene before.
    assert made.state == {"theme": "dark"}
    assert sent[0]["id"] == "7"
    assert sent[0]["told"]["scores"] == ()


def test_what_cannot_be_read_leaves_the_scene(
    widget: tuple[PageWidget, list[dict[str, Any]]],
) -> None:
    made, sent = widget
    before = made.scene
    ask(made, "scene", {"formula": "x + foo(y"})
    assert sent == [
        {"id": "7", "wrong": {"message": 'a "(" is not closed', "text": "x + foo(y", "position": 7}}
    ]
    assert made.scene == before


def test_a_table_is_read_and_fitted(widget: tuple[PageWidget, list[dict[str, Any]]]) -> None:
    made, sent = widget
    rows = "\n".join(f"{k},{2 * k + (k % 2)}" for k in range(12))
    ask(made, "table", {"name": "a.csv"}, f"x,y\n{rows}\n".encode())
    told = sent[0]["told"]
    assert told["source"] == "a.csv"
    ask(made, "proposal", {"table": told["table"], "target": "x"})
    assert sent[1]["told"] == {"model": "w*y + b", "target": "x", "loss": "mse"}
    ask(made, "scene", {"table": told["table"], **sent[1]["told"]})
    assert b'"target":"x"' in made.scene


@pytest.mark.parametrize("asked", [{}, {"formula": 3}, {"formula": "9**9**9**9*x"}, {"points": 1}])
def test_nonsense_is_answered_in_words(
    widget: tuple[PageWidget, list[dict[str, Any]]], asked: object
) -> None:
    made, sent = widget
    ask(made, "scene", asked)
    assert sent[0]["wrong"]["message"]


def test_messages_of_others_are_left_alone(
    widget: tuple[PageWidget, list[dict[str, Any]]],
) -> None:
    made, sent = widget
    for content in (None, "x", {}, {"ask": 3}):
        made._handle_custom_msg(content, [])
    assert sent == []
