"""Tables of the page about speed, from the results that `make benchmarks` leaves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from site_build.blocks import ROOT
from site_build.reference.made import table

PAGE = "benchmarks.md"
RESULTS = ROOT / "benchmarks" / "results"

#: Those in benchmarks/ that have no results, and why.
WITHOUT = {
    "fuzz_parser": "it counts what the parser refuses, and measures no speed",
    "trajectories": "it takes an hour in full, and is measured apart; "
    "[Many machines](distributed.md#long-trainings) has the figures",
}

#: The share of the processors from which on other work is too much for the figures to be relied on.
MUCH = 0.1

MARK = re.compile(r"^<!-- benchmark: (\w+) -->$", re.MULTILINE)


def filled(markdown: str) -> str:
    """Put each benchmark's table where the page has its mark.

    A benchmark without results is a sentence that says why.
    """
    return MARK.sub(lambda found: "\n\n".join(_part(found[1])), markdown)


def result(name: str) -> dict[str, Any] | None:
    """What was measured, as benchmarks/run.py has written it."""
    file = RESULTS / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def _part(name: str) -> Iterator[str]:
    found = result(name)
    if found is None and name not in WITHOUT:
        raise ValueError(
            f"{name} has neither results nor a reason: make benchmarks, or say why in WITHOUT"
        )
    if found is None:
        yield f"There are no results of `{name}` here: {WITHOUT[name]}."
        return
    head = ("what", "thalweg", "compared with", "ratio", "wanted", "note")
    yield table(head, (_cells(row) for row in found["rows"])).rstrip()
    if found["busy_before"] is not None and found["busy_before"] > MUCH:
        share = f"{100 * found['busy_before']:.0f} %"
        yield f"**Just before, other work took {share} of the processors: these figures are not to be relied on.**"
    yield measured(found)


def measured(found: dict[str, Any]) -> str:
    """When, where and with what; the command; and the file."""
    about = found["machine"]
    machine = [about["processor"], f"{about['cores']} cores"]
    if about["memory_gib"] is not None:
        machine.append(f"{about['memory_gib']:g} GiB of memory")
    if about["virtual"]:
        machine.append("a virtual machine")
    names = {"python": "Python", "numpy": "NumPy", "torch": "PyTorch", "jax": "JAX"}
    versions = ", ".join(f"{names.get(n, n)} {v}" for n, v in found["versions"].items())
    return (
        f"`{found['command']}`, {found['date']}, in {_number(found['seconds'])} s: {', '.join(machine)}, "
        f"{about['system']}; {versions}. "
        f"[All figures](../benchmarks/results/{found['benchmark']}.json)\n{{ .measured }}"
    )


def _cells(row: dict[str, Any]) -> list[str]:
    """A comparison as the other's figure over ours, or a figure with what is wanted of it."""
    unit, relation, wanted = row["unit"], *_bound(row["bound"])
    if row["peer"]:
        # Held against the inverse, of ours over other.
        wanted = 1 / wanted if relation == "<=" else wanted
        ratio = _number(row["other"] / row["ours"])
        ours, other = (_amount(row[name], unit) for name in ("ours", "other"))
        other = f"{row['peer']}: {other}"
        asked = f"≥ {_number(wanted)}"
    else:
        ratio, ours, other = "", _amount(row["ratio"], unit), ""
        asked = f"{'≤' if relation == '<=' else '≥'} {_amount(wanted, unit)}"
    if not row["bound"]:
        asked = ""
    if not row["met"]:
        asked = f"**{asked}, missed**"
    return [row["name"], ours, other, ratio, asked, row["note"]]


def _bound(bound: str) -> tuple[str, float]:
    relation, limit = bound.split() if bound else (">=", "0")
    return relation, float(limit)


def _amount(value: float, unit: str) -> str:
    """A figure with its unit; seconds that are not a whole one in milliseconds."""
    if unit == "s" and value < 1:
        value, unit = 1000 * value, "ms"
    return f"{_number(value)} {unit}"


def _number(value: float) -> str:
    """Three digits of it, and all before the point."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
