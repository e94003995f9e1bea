"""How long importing, asking for help and the demo take, each in fresh processes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from timing import Row, interleaved

ROOT = Path(__file__).resolve().parent.parent


def fresh(*command: str, cwd: str | None = None) -> Callable[[], None]:
    """A call that runs a fresh process."""

    def call() -> None:
        subprocess.run(
            [sys.executable, *command],
            check=True,
            capture_output=True,
            cwd=cwd,
            env={**os.environ, "MPLBACKEND": "agg"},
        )

    return call


def demo() -> list[str]:
    """The demo's arguments, as the Makefile has them."""
    lines = (ROOT / "Makefile").read_text().replace("\\\n", " ").splitlines()
    command = next(line for line in lines if "thalweg fit" in line)
    words = __import__("shlex").split(command.split("thalweg", 1)[1].replace("$$", "$"))
    return [w for w in words if w != "@"]


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        # The demo writes into a folder of its own, beside the data.
        os.symlink(ROOT / "examples", Path(folder) / "examples")
        (Path(folder) / "demo").mkdir()
        calls = {
            "bare": fresh("-c", "pass"),
            "ours": fresh("-c", "import thalweg"),
            "numpy": fresh("-c", "import numpy"),
            "help": fresh("-m", "thalweg", "--help"),
            "pyplot": fresh("-c", "import matplotlib.pyplot"),
            "demo": fresh("-m", "thalweg", *demo(), cwd=folder),
        }
        # The first ones leave the bytecode behind.
        took = interleaved(calls, 8)
    bare, ours, numpy = took["bare"], took["ours"], took["numpy"]
    helped, pyplot, run = took["help"], took["pyplot"], took["demo"]
    note = f"an empty interpreter takes {bare:.3f} s"
    return [
        Row("import thalweg", ours, numpy, ours / numpy, "<= 1.5", note, "import numpy"),
        Row(
            "thalweg --help",
            helped,
            pyplot,
            helped / pyplot,
            "<= 0.714",
            peer="import matplotlib.pyplot",
        ),
        Row("the demo, as a command", run, 0.0, run, "<= 5"),
    ]
