"""All concept figures as SVG, beside another program's set, each in one process of its own.

The other set is a document with blocks of matplotlib code, whose path stands in THALWEG_FIGURES_SEED, or is given:
``python benchmarks/figures.py DOCUMENT``. Without one, only our own times are measured.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

from thalweg.figures.compose import write
from thalweg.figures.registry import registry
from timing import Row

REPEATS = 3
WHOLE, SLOWEST = 6.25, 0.3
"""Seconds for all figures and for the slowest: what another set took on the first machine, and a share of that."""

_DRAW = """
import os, sys
from thalweg.cli import main
status = main(["figures", "render", "--all", "--quiet", "-o", "ours"])
assert status == 0, status
print(len(os.listdir("ours")))
"""

_OTHER = """
import sys, time, warnings
import matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plt
warnings.simplefilter("ignore")
drawn = 0
for path in sys.argv[1:]:
    try:
        exec(compile(open(path, encoding="utf-8").read(), path, "exec"), {"__name__": "__main__"})
        drawn += 1
    except Exception:
        pass
    plt.close("all")
print(drawn)
"""


def blocks(document: str) -> list[str]:
    """The pieces of code in a document, each from a line "code" to the last line that saves or closes."""
    found = []
    for part in re.split(r"^code\s*$", document, flags=re.MULTILINE)[1:]:
        end = max(
            (m.end() for m in re.finditer(r"^plt\.(?:savefig|close)\(.*$", part, re.M)), default=0
        )
        if end:
            found.append(textwrap.dedent(part[:end]))
    return found


def timed(code: str, *arguments: str, folder: str) -> tuple[float, int]:
    """Wall time of a process, and how many figures it says that it drew."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
    )
    return time.perf_counter() - start, int(done.stdout.split()[-1])


def slowest() -> tuple[float, str]:
    """The figure that takes longest once everything is imported, best of several times each."""
    import io

    found = []
    for name in registry:
        times = []
        for turn in range(REPEATS + 1):
            start = time.perf_counter()
            write(registry[name](), io.BytesIO(), "svg")
            if turn:
                times.append(time.perf_counter() - start)
        found.append((min(times), name))
    return max(found)


def rows(document: str | None = None) -> list[Row]:
    document = document or os.environ.get("THALWEG_FIGURES_SEED")
    found = []
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs, count, drawn = [], [], 0, 0
        paths = []
        for k, block in enumerate(blocks(Path(document).read_text("utf-8")) if document else ()):
            path = Path(folder) / f"block{k:02}.py"
            path.write_text(block, encoding="utf-8")
            paths.append(str(path))
        for _ in range(REPEATS):
            seconds, count = timed(_DRAW, folder=folder)
            ours.append(seconds)
            if paths:
                seconds, drawn = timed(_OTHER, *paths, folder=folder)
                theirs.append(seconds)
        if theirs:
            note = f"{count} figures in {min(ours):.2f} s, theirs {drawn} in {min(theirs):.2f} s"
            found.append(
                Row(
                    "all figures as SVG",
                    min(ours),
                    min(theirs),
                    min(ours) / min(theirs),
                    "<= 1",
                    note,
                    "another set of figures",
                )
            )
        else:
            note = f"{count} figures in one process"
            found.append(Row("all figures as SVG", min(ours), 0.0, min(ours), f"<= {WHOLE}", note))
    seconds, name = slowest()
    limit = SLOWEST * (min(theirs) / WHOLE if theirs else 1)
    found.append(Row("the slowest figure", seconds, 0.0, seconds, f"<= {limit:.3g}", name))
    return found


if __name__ == "__main__":
    for row in rows(sys.argv[1] if len(sys.argv) > 1 else None):
        print(
            f"{row.name}: {row.ours:.3f} s, other {row.other:.3f} s, ratio {row.ratio:.2f} ({row.note})"
        )
