"""Slips in a call are told in a sentence, and never as an error of Python's own."""

from __future__ import annotations

from typing import Any

import pytest

import thalweg as tw
from render import samples
from thalweg.errors import ArgumentError, UnknownName
from thalweg.render.size import size_of


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"by": 7}, ArgumentError, 'by must be a name such as "lr", or a list of steps, not 7'),
        (
            {"by": ["lr", "start"]},
            ArgumentError,
            "by must be a name such as \"lr\", or a list of steps, not ['lr', 'start']",
        ),
        (
            {"by": [1.5]},
            ArgumentError,
            'by must be a name such as "lr", or a list of steps, not [1.5]',
        ),
        ({"panels": 5}, ArgumentError, "panels must be names, not 5"),
        ({"panels": ["loss", None]}, ArgumentError, "a panel is a name, not None"),
    ],
)
def test_scene(arguments: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        tw.Scene(samples.bowl(), **arguments)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"panel": ["loss"]}, ArgumentError, "a panel is a name, not ['loss']"),
        ({"ax": "x"}, ArgumentError, "ax must be matplotlib's Axes, not str"),
        (
            {"theme": None},
            UnknownName,
            'unknown theme "None". The themes are light, dark, print, and auto for .svg',
        ),
    ],
)
def test_plot(arguments: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        tw.plot(samples.bowl(), **arguments)
    assert str(caught.value) == message


def test_sizes() -> None:
    assert size_of("400x300") == size_of((400, 300))
    for given, shown in ((1200, "(1200,)"), ((1.5, 300), "(1.5, 300)")):
        with pytest.raises(ArgumentError) as caught:
            size_of(given)  # type: ignore[arg-type]
        assert str(caught.value) == (
            f"size must be two whole numbers of pixels from 160 to 20,000; got {shown}"
        )
