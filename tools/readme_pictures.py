"""Run the commands that README.md shows with a picture, and put the pictures into docs/images/.

python tools/readme_pictures.py
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from thalweg.cli.program import run

ROOT = Path(__file__).resolve().parent.parent

#: A command in a block of its own, and the picture under it.
SHOWN = re.compile(r"^    thalweg (.*)\n\n!\[.*\]\((docs/images/[\w-]+\.svg)\)$", re.MULTILINE)


def main() -> None:
    """Draw each picture as its command does, under the name that README.md gives it."""
    for command, picture in SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        words = shlex.split(command)
        words[words.index("-o") + 1] = str(ROOT / picture)
        if run([*words, "--quiet"]):
            raise SystemExit(f"thalweg {command} failed")
        print(f"wrote {picture}: {(ROOT / picture).stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
