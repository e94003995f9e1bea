"""The page on optimizers says what the program does."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import thalweg as tw
from thalweg.optim import WRAPPERS, Optimizer, optimizers, schedules
from thalweg.optim.wrapper import Wrapper

PAGE = (Path(__file__).parents[2] / "docs" / "optimizers.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
EVERY = {**optimizers, **WRAPPERS, "Muon": tw.Muon}

#: Settings of the printed formulas that are not the defaults.
SHOWN = {
    "SGD": tw.SGD(momentum=0.9),
    "SignSGD": tw.SignSGD(momentum=0.9),
    "PolyakStep": tw.PolyakStep(f_min=1.0),
}


def test_every_public_optimizer_has_a_section_and_no_other_has() -> None:
    public = {
        name
        for name in tw.__all__
        if isinstance(getattr(tw, name), type) and issubclass(getattr(tw, name), Optimizer)
    }
    assert set(SECTIONS) == public == set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_formula_states_and_paper_are_those_of_the_class(name: str) -> None:
    kind, text = EVERY[name], " ".join(SECTIONS[name].split())
    default = kind(tw.SGD()) if issubclass(kind, Wrapper) else kind()
    for line in SHOWN.get(name, default).latex:
        assert " ".join(line.split()) in text
    for symbol, state in kind.state.items():
        assert f"`{state.name}` ({symbol}" in text
    assert all(part in text for part in kind.paper.split(", "))
    for parameter in inspect.signature(kind).parameters:
        assert re.search(rf"`tw\.{name}\(.*\b{parameter}\b.*\)`", text)


def test_every_schedule_is_in_the_table() -> None:
    assert set(re.findall(r"^\| `(\w+)\(", PAGE, re.MULTILINE)) == set(schedules.__all__)


def test_the_examples_run() -> None:
    scope: dict[str, object] = {}
    for code in re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL):
        exec(compile(code, "docs/optimizers.md", "exec"), scope)  # noqa: S102
    tuned = scope["tuned"]
    assert isinstance(tuned, tw.Tuning)
    assert f'# "{tuned.statement}"' in PAGE
