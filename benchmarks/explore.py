"""The local app in a browser: from a key to the picture of a formula, and from a chosen CSV file to its picture."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import thalweg as tw
from timing import Row

ROOT = Path(__file__).resolve().parents[1]

#: Of the catalogue: a short one, one with powers, one with cosines.
NAMES = ("bowl", "beale", "rastrigin")

#: Bytes of the table.
SIZE = 10_000_000


def write_tables(stem: Path, count: int) -> None:
    """Tables of four inputs and a target; no two are the same, since the app keeps what it has read."""
    random = np.random.default_rng(0)
    rows = SIZE // 46
    for k in range(count):
        x = random.normal(size=(rows, 4))
        y = x @ [1.5, -1.0, 0.2, 0.0] + 0.3 * random.normal(size=rows)
        text = "\n".join(
            f"{a:.6f},{b:.6f},{c:.6f},{d:.6f},{e:.6f}" for a, b, c, d, e in np.column_stack([x, y])
        )
        stem.with_name(f"{stem.name}{k}.csv").write_text(f"a,b,c,d,y\n{text}\n")


def measured(folder: Path) -> dict[str, object]:
    write_tables(folder / "table", 3)
    node = shutil.which("node")
    if node is None or not (ROOT / "web/node_modules/playwright-core").exists():
        raise SystemExit("the app is measured in a browser: run `make test-page` once before")
    formulas = [tw.functions.entries[name].formula for name in NAMES]
    command = [node, str(ROOT / "web/browser/bench-explore.mjs"), str(folder / "table"), *formulas]
    python = {**os.environ, "PYTHON": sys.executable}
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=python)
    return json.loads(done.stdout)


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder))
    typed, chosen = found["typed"], float(str(found["chosen"]))
    assert isinstance(typed, dict)
    slowest = max(typed.values())
    each = ", ".join(f"{name} {ms:.0f}" for name, ms in zip(NAMES, typed.values(), strict=True))
    return [
        Row("a typed formula drawn", slowest, 0.0, slowest, "<= 300", each, "", "ms"),
        Row("a CSV of 10 MB on screen", chosen / 1e3, 0, chosen / 1e3, "<= 2", "from choosing it"),
    ]
