"""How long importing, asking for help and the demo take, each in fresh processes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import Row, best

ROOT = Path(__file__).resolve().parent.parent


def fresh(*command: str, cwd: str | None = None) -> float:
    """Best of seven fresh processes, the bytecode being there."""

    def call() -> None:
        subprocess.run(
            [sys.executable, *command],
            check=True,
            capture_output=True,
            cwd=cwd,
            env={**os.environ, "MPLBACKEND": "agg"},
        )

    call()
    return best(call, 7)


def demo() -> list[str]:
    """The demo's arguments, as the Makefile has them."""
    lines = (ROOT / "Makefile").read_text().replace("\\\n", " ").splitlines()
    command = next(line for line in lines if "thalweg fit" in line)
    words = __import__("shlex").split(command.split("thalweg", 1)[1].replace("$$", "$"))
    return [w for w in words if w != "@"]


def rows() -> list[Row]:
    bare = fresh("-c", "pass")
    ours, numpy = fresh("-c", "import thalweg"), fresh("-c", "import numpy")
    helped, pyplot = fresh("-m", "thalweg", "--help"), fresh("-c", "import matplotlib.pyplot")
    with tempfile.TemporaryDirectory() as folder:
        # The demo writes into a folder of its own, beside the data.
        os.symlink(ROOT / "examples", Path(folder) / "examples")
        (Path(folder) / "demo").mkdir()
        run = fresh("-m", "thalweg", *demo(), cwd=folder)
    note = f"an empty interpreter takes {bare:.3f} s"
    return [
        Row("import thalweg against import numpy", ours, numpy, ours / numpy, "<= 1.5", note),
        Row(
            "thalweg --help, in units of 0.3 s where pyplot takes 0.42",
            helped,
            pyplot,
            helped / pyplot,
            "<= 0.714",
        ),
        Row("the demo, in units of 5 s", run, 5.0, run / 5.0, "<= 1"),
    ]
